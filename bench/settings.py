"""The product's settings, with the two tree libraries beside it. Only bench/run.py uses them."""

from partytrack.settings import *  # noqa: F403
from partytrack.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "mptt", "treebeard", "bench"]
