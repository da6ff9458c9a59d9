"""What is asked anew on a day of each month: the set of that day is made once, on the day or as soon after as a worker is there."""

from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from reports.models import LAST_DAY, ReportSchedule
from reports.sets import life
from reports.sets.asking import choice_of
from units import scope
from units.models import Unit
from units.question import AS_OF, Asked
from units.scope import Action

Later = Callable[..., object]
"""`defer` of the task that makes a set: takes `pk`."""


def latest(day: int, on: date) -> date:
    """The last `day` of a month that is not after `on`."""
    this_month = _in_month_of(on, day)
    return this_month if this_month <= on else _in_month_of(on.replace(day=1) - timedelta(days=1), day)


def _in_month_of(on: date, day: int) -> date:
    return on.replace(day=monthrange(on.year, on.month)[1] if day == LAST_DAY else day)


def plan(
    owner: Any, unit: Unit, names: Sequence[str], codes: Sequence[str], day: int, language: str, today: date
) -> ReportSchedule:
    """From today on: if today is the day, the first set is today's."""
    return ReportSchedule.objects.create(
        owner=owner,
        unit=unit,
        names=list(names),
        codes=list(codes),
        day=day,
        language=language,
        kept_until=today - timedelta(days=1),
    )


def pause(schedule: ReportSchedule) -> None:
    ReportSchedule.objects.filter(pk=schedule.pk).update(active=False)


def resume(schedule: ReportSchedule, today: date) -> None:
    """What fell due meanwhile is not made up for."""
    kept = max(schedule.kept_until, today - timedelta(days=1))
    ReportSchedule.objects.filter(pk=schedule.pk, active=False).update(active=True, kept_until=kept)


def keep_all(today: date, make_later: Later) -> None:
    """Begins what is due. May run as often as one likes, twice at once too."""
    for pk in ReportSchedule.objects.filter(active=True, kept_until__lt=today).values_list("pk", flat=True):
        _keep(pk, today, make_later)


def _keep(pk: int, today: date, make_later: Later) -> None:
    """Of several days that went by without a worker, the last; nothing while its owner may not read the unit."""
    with transaction.atomic():
        rows = ReportSchedule.objects.select_for_update(skip_locked=True, of=("self",)).select_related("owner", "unit")
        schedule = rows.filter(pk=pk, active=True).first()
        if schedule is None:
            return
        day = latest(schedule.day, today)
        if day <= schedule.kept_until or not scope.may(schedule.owner, Action.READ, schedule.unit, today):
            return
        asked = Asked(day.year, day, day, AS_OF, today)
        choice = choice_of(schedule.owner, schedule.unit, asked)
        names = [kind.name for kind in choice.kinds if kind.name in schedule.names]
        units = [unit for unit in choice.units if not schedule.codes or unit.code in schedule.codes]
        if names and units:
            begun = life.begin(schedule.owner, schedule.unit, asked, names, units, schedule.language, schedule)
            make_later(pk=begun.pk)
        schedule.kept_until = day
        schedule.save(update_fields=["kept_until"])
