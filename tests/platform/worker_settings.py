"""The product's settings, and beside its tasks those of `jobs.py`."""

from partytrack.settings import *  # noqa: F403

PROCRASTINATE_IMPORT_PATHS = ["tests.platform.jobs"]
