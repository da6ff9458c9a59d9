"""The grassroots organisations that have admitted no one in a year, and which of them have no one left to admit."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from accounts.models import User
from admissions.admitting import organisations
from admissions.counting import Period
from admissions.models import NoOneLeft
from units import scope
from units.lists import GRASSROOTS
from units.models import Placement, Unit
from units.scope import Action, Person


@dataclass(frozen=True, slots=True)
class WithoutAdmission:
    """`is_known`: False where only a tally of several organisations was reported. `above`: the unit it is directly under."""

    unit: Unit
    above: Unit | None
    is_known: bool
    mark: NoOneLeft | None


def without_admission(unit: Unit, *, period: Period, tree: date, person: Person) -> list[WithoutAdmission]:
    """Those in the subtree of `unit` that `person` may record for, in the order of their names. 5 queries."""
    admitted = {
        one.unit_id: one.admitted
        for one in organisations(unit, GRASSROOTS, period=period, tree=tree)
        if one.admitted is not True
    }
    units = scope.allowed(Unit.objects.filter(pk__in=list(admitted)), person, Action.RECORD)
    places = Placement.objects.filter(unit__in=list(admitted), during__contains=tree).select_related("parent")
    above = {place.unit_id: place.parent for place in places}
    marked = NoOneLeft.objects.filter(year=period.end.year, unit__in=list(admitted)).select_related("marked_by")
    marks = {mark.unit_id: mark for mark in marked}
    return [
        WithoutAdmission(one, above.get(one.pk), admitted[one.pk] is False, marks.get(one.pk))
        for one in units.order_by("sort_key", "code")
    ]


class NotListed(ValueError):
    """The codes of organisations that are not in the list."""

    def __init__(self, codes: Collection[str]) -> None:
        super().__init__(", ".join(sorted(codes)))


@transaction.atomic
def save_marks(
    listed: Sequence[WithoutAdmission], year: int, *, ticked: Collection[str], before: Collection[str], by: User
) -> tuple[int, int]:
    """Marks those ticked (by code) that were not `before`, the page being loaded, and takes the mark from those that no longer
    are; what somebody else has changed meanwhile stays. How many of each. Raises `NotListed`."""
    units = {one.unit.code: one.unit for one in listed}
    strange = set(ticked) - units.keys()
    if strange:
        raise NotListed(strange)
    added, taken = set(ticked) - set(before), (set(before) - set(ticked)) & units.keys()
    marks = [NoOneLeft(unit=units[code], year=year, marked_by=by) for code in sorted(added)]
    NoOneLeft.objects.bulk_create(marks, ignore_conflicts=True)
    NoOneLeft.objects.filter(year=year, unit__in=[units[code] for code in taken]).delete()
    return len(added), len(taken)
