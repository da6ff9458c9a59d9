"""The admissions of one figure that were written to since. What counts today is asked of the list; what counted then is told by
the history, as the rules of `admissions.counting` read it."""

from collections.abc import Iterator, Mapping
from datetime import date

from django.http import QueryDict
from django.urls import reverse

from admissions.counting import BREAK_DOWNS, OF_A_RELIGION, STUDYING, Period, holds
from admissions.history import Names
from admissions.listing.admissions import AdmissionList, admissions_asked
from admissions.lists import SourceGroup
from admissions.models import Admission
from admissions.recorded import SOURCES, Step, Version, steps
from admissions.records import Category
from reports.since.recorded import (
    ADMISSION,
    AT_MOST,
    SOURCE,
    Deed,
    History,
    Moved,
    People,
    after,
    events,
    readable_units,
    units_below,
)
from units import hierarchy
from units.models import Unit
from units.scope import Person


def admissions_since(unit: Unit, query: QueryDict, history: History, today: date, reader: Person) -> People:
    """What was done to the records of one figure of results. `query`: of the list it opens. Raises `BadQuestion`, `Http404`."""
    listing = admissions_asked(unit, query, today, reader)
    told = steps(_touched(units_below(unit, listing.asked.tree), history))
    version = Version(history.get(ADMISSION, 0), history.get(SOURCE, 0))
    people = listing.filters.narrowed(listing.found.names)
    now = set(people.filter(pk__in=told).values_list("pk", flat=True))
    then = _counted_then(listing, _known_then(told, version))
    counts = {pk: moments for pk, moments in told.items() if pk in now or pk in then}
    return People.of(_moved(counts, version, now, then, reader))


def _touched(units: set[int], history: History) -> list[int]:
    """The admissions written to since, that ever were recorded on one of these units; the latest first."""
    written = set(after(ADMISSION, history).values_list("pgh_obj_id", flat=True))
    written |= set(after(SOURCE, history).values_list("admission_id", flat=True))
    ever = events(ADMISSION).filter(pgh_obj_id__in=written, unit_id__in=units)
    return sorted(set(ever.values_list("pgh_obj_id", flat=True)), reverse=True)[:AT_MOST]


def _known_then(told: Mapping[int, list[Step]], version: Version) -> dict[int, Step]:
    """By id, what a record said when the report was kept."""
    found = {}
    for pk, moments in told.items():
        if known := [step for step in moments if version.covers(step.version)]:
            found[pk] = known[-1]
    return found


def _counted_then(listing: AdmissionList, known: Mapping[int, Step]) -> set[int]:
    """Of these, the records that were in the figure."""
    period, tree, category = listing.period, listing.asked.tree, listing.category
    units = units_below(listing.unit, tree)
    firsts: dict[object, date] = {Category.LAST_30_DAYS: period.lately, Category.MONTH: period.month}
    held = {} if category == Category.LAST_30_DAYS else _held(listing.unit, period, tree)
    first = firsts.get(category, period.start)
    found = set()
    for pk, step in known.items():
        state, day = step.state, step.state["counted_on"]
        stands = state["unit"] in units and not state["void_reason"] and not state["removed"]
        in_time = day is not None and first <= day <= period.end
        if stands and in_time and not (held.get(state["unit"]) and day <= held[state["unit"]]):
            found.add(pk)
    return found & _of_category(listing, {pk: known[pk] for pk in found})


def _held(unit: Unit, period: Period, tree: date) -> dict[int, date]:
    """Up to when names of a unit do not count, as tallies hold them back today."""
    found = holds(hierarchy.line(unit.pk, tree), [period])
    return {hold.unit_id: hold.in_own for hold in found if hold.in_own}


def _of_category(listing: AdmissionList, known: Mapping[int, Step]) -> set[int]:
    category = listing.category
    if category is None or category in (Category.LAST_30_DAYS, Category.MONTH):
        return set(known)
    if category == Category.DIRECT:
        return {pk for pk, step in known.items() if step.state["unit"] == listing.unit.pk}
    if isinstance(category, SourceGroup) or category == Category.STUDYING:
        groups = set(STUDYING) if category == Category.STUDYING else {category}
        return {pk for pk, step in known.items() if groups & set(step.state[SOURCES] or ())}
    told = events(ADMISSION).filter(pgh_id__in=[step.version.record for step in known.values()])
    who = OF_A_RELIGION if category == Category.RELIGIOUS else BREAK_DOWNS[category.value]
    return set(told.filter(who).values_list("pgh_obj_id", flat=True))


def _moved(
    told: Mapping[int, list[Step]], version: Version, now: set[int], then: set[int], reader: Person
) -> Iterator[tuple[Moved, bool]]:
    since = {pk: [step for step in moments if not version.covers(step.version)] for pk, moments in told.items()}
    names = Names([step for moments in told.values() for step in moments])
    records = Admission.objects.in_bulk(list(told))
    readable = readable_units({moments[-1].state["unit"] for moments in told.values()}, reader)
    for pk, moments in since.items():
        last = told[pk][-1].state
        record = records.get(pk)
        address = reverse("admissions:record", args=[record.uid]) if record else None
        deeds = tuple(
            Deed(entry.at, entry.who, str(entry.deed.label), entry.reason, tuple(entry.changes))
            for entry in map(names.entry, reversed(moments))
            if entry
        )
        unit = names.units.get(last["unit"], "")
        moved = Moved(last["name"], address, unit, (pk in now) - (pk in then), deeds, last["counted_on"])
        yield moved, last["unit"] in readable
