"""Beside the product's tasks: a worker that counts as dead after a second, and stops in the midst of a set while a file is there."""

import os
import time
from datetime import date
from pathlib import Path

from django.db import transaction

from partytrack.worker import running
from reports import tasks
from reports.models import ReportSetFile
from reports.sets import life, making, scheduling
from tests import small_province
from units.question import AS_OF, Asked

DAY = date(2023, 10, 10)
STOP = Path(os.environ["PARTYTRACK_DATA_DIR"]) / "stop in the midst"
as_it_is = making.content_of


def content_of(file: ReportSetFile, desk: making.Desk) -> tuple[str, bytes]:
    while file.place == 3 and STOP.exists():
        time.sleep(0.1)
    return as_it_is(file, desk)


making.content_of = content_of
vars(running).update(HEARTBEAT=0.3, DEAD_AFTER=1.0)


def begin() -> None:
    """Bình asks for four files of Krông Bông, and for one on the 10th of each month, which is today."""
    units = small_province.build()
    binh = small_province.open_accounts(units)["binh"]
    STOP.touch()
    with transaction.atomic():
        asked = Asked(2023, DAY, DAY, AS_OF, DAY)
        begun = life.begin(binh, units["KBO"], asked, ["progress", "years"], [units["KBO"], units["CPU"]], "vi")
        tasks.make_set.defer(pk=begun.pk)
        scheduling.plan(binh, units["CPU"], ["years"], ["CPU"], DAY.day, "vi", DAY)
