"""The product's settings, and beside its tasks what `sets_of_reports.py` does to them."""

from partytrack.settings import *  # noqa: F403

PROCRASTINATE_IMPORT_PATHS = ["tests.platform.sets_of_reports"]
