"""English pages keep the dates of Việt Nam: dd/mm/yyyy; only the numbers are written in the English way."""

from partytrack.formats.vi.formats import *  # noqa: F403 — a module of constants, which Django looks up by name

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
