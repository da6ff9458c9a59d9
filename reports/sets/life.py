"""The life of a set: asked for, made file by file, done, cancelled or failed, and gone after a while.

A change of state is one statement that names the states it starts from, so of two clicks or two workers only one gets through.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from reports.models import UNFINISHED, ReportSchedule, ReportSet, ReportSetFile, SetState
from units.models import Unit
from units.question import Asked

KEPT = timedelta(days=35)  # after its end: until that of the next month is there; what it says can be had again


def begin(
    owner: Any,
    unit: Unit,
    asked: Asked,
    names: Sequence[str],
    units: Sequence[Unit],
    language: str,
    schedule: ReportSchedule | None = None,
) -> ReportSet:
    """With a file to be made of each unit and report, unit by unit. The caller has it made, in the same transaction."""
    with transaction.atomic():
        begun = ReportSet.objects.create(
            owner=owner,
            unit=unit,
            schedule=schedule,
            year=asked.year,
            as_of=asked.as_of,
            tree=asked.tree,
            tree_as_written=asked.tree_as_written,
            language=language,
        )
        pairs = [(one, name) for one in units for name in names]
        ReportSetFile.objects.bulk_create(
            ReportSetFile(set=begun, unit=one, name=name, place=place) for place, (one, name) in enumerate(pairs, 1)
        )
    return begun


def start(one: ReportSet) -> bool:
    """Whether it is being made from now on, or was already."""
    ReportSet.objects.filter(pk=one.pk, state=SetState.WAITING).update(state=SetState.WORKING)
    return is_being_made(one)


def is_being_made(one: ReportSet) -> bool:
    return ReportSet.objects.filter(pk=one.pk, state=SetState.WORKING).exists()


def finish(one: ReportSet, now: datetime) -> None:
    """Where nothing is left to be made; whoever sees that last, does it."""
    if not one.files.filter(made_at=None).exists():
        _end(one, SetState.DONE, now)


def fail(one: ReportSet, reason: str, now: datetime) -> None:
    """What is made already stays."""
    _end(one, SetState.FAILED, now, reason=reason)


def cancel(one: ReportSet, now: datetime) -> bool:
    """Whether it was still to be stopped. What is made already is thrown away; a file being made meanwhile is not kept."""
    with transaction.atomic():
        if not _end(one, SetState.CANCELLED, now):
            return False
        one.files.filter(content__isnull=False).update(content=None, size=0)
        return True


def _end(one: ReportSet, state: SetState, now: datetime, **fields: Any) -> bool:
    unfinished = ReportSet.objects.filter(pk=one.pk, state__in=UNFINISHED)
    return bool(unfinished.update(state=state, ended_at=now, **fields))


def purge(now: datetime) -> None:
    ReportSet.objects.filter(ended_at__lt=now - KEPT).delete()
