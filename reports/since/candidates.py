"""The candidates of one figure of the pipeline that were written to since, or whose admission was."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from admissions.listing.candidates import CandidateList, candidates_asked
from admissions.lists import DOSSIER_STAGES, STAGES, TAUGHT_STAGES, Stage
from admissions.records import Waiting
from partytrack.vietnamese import UNKNOWN, format_date
from reports.since.recorded import (
    ADMISSION,
    AT_MOST,
    CANDIDATE,
    STEP,
    Deed,
    History,
    Moved,
    People,
    Writers,
    after,
    events,
    readable_units,
    units_below,
)
from units.models import Unit
from units.scope import Person


@dataclass(slots=True)
class Told:
    """One candidate: its rows of history and those of its steps, oldest first; what its admission said then, and the rows of that
    since."""

    own: list[Any] = field(default_factory=list)
    steps: list[Any] = field(default_factory=list)
    admission: Any = None
    admission_since: list[Any] = field(default_factory=list)


def candidates_since(unit: Unit, query: QueryDict, history: History, today: date, reader: Person) -> People:
    """What was done to the records of one figure of the pipeline. `query`: of the list it opens. Raises `BadQuestion`, `Http404`."""
    listing = candidates_asked(unit, query, today, reader)
    units = units_below(unit, listing.asked.tree)
    told = _told(_touched(units, history), history)
    now = set(listing.found.filter(pk__in=told).values_list("pk", flat=True))
    then = {pk for pk, one in told.items() if _counted_then(listing, one, units, history)}
    moved = {pk: one for pk, one in told.items() if pk in now or pk in then}
    return People.of(_moved(moved, history, now, then, reader))


def _touched(units: set[int], history: History) -> list[int]:
    written = set(after(CANDIDATE, history).values_list("pgh_obj_id", flat=True))
    written |= set(after(STEP, history).values_list("candidate_id", flat=True))
    became = after(ADMISSION, history).values_list("pgh_obj_id", flat=True)
    written |= set(events(CANDIDATE).filter(admission_id__in=set(became)).values_list("pgh_obj_id", flat=True))
    ever = events(CANDIDATE).filter(pgh_obj_id__in=written, unit_id__in=units)
    return sorted(set(ever.values_list("pgh_obj_id", flat=True)), reverse=True)[:AT_MOST]


def _told(ids: list[int], history: History) -> dict[int, Told]:
    found: dict[int, Told] = defaultdict(Told)
    for event in events(CANDIDATE).filter(pgh_obj_id__in=ids).select_related("pgh_context").order_by("pgh_id"):
        found[event.pgh_obj_id].own.append(event)
    for event in events(STEP).filter(candidate_id__in=ids).select_related("pgh_context").order_by("pgh_id"):
        found[event.candidate_id].steps.append(event)
    became = {one.own[-1].admission_id for one in found.values()} | {
        event.admission_id for one in found.values() for event in one.own
    }
    admissions: dict[int, list[Any]] = defaultdict(list)
    for event in (
        events(ADMISSION).filter(pgh_obj_id__in=became - {None}).select_related("pgh_context").order_by("pgh_id")
    ):
        admissions[event.pgh_obj_id].append(event)
    for one in found.values():
        before = _then(one.own, history, CANDIDATE)
        if before and before.admission_id:
            told = admissions[before.admission_id]
            one.admission = _then(told, history, ADMISSION)
            one.admission_since = [event for event in told if event.pgh_id > history.get(ADMISSION, 0)]
    return found


def _then(told: list[Any], history: History, name: str) -> Any:
    """What was last written when the report was kept."""
    return next((event for event in reversed(told) if event.pgh_id <= history.get(name, 0)), None)


def _counted_then(listing: CandidateList, one: Told, units: set[int], history: History) -> bool:
    before, on = _then(one.own, history, CANDIDATE), listing.asked.as_of
    if before is None or before.pgh_label == "deleted" or before.unit_id not in units:
        return False
    became = one.admission
    gone = became and became.voided_at is None and became.counted_on and became.counted_on <= on
    if gone or (before.dropped_on and before.dropped_on <= on):
        return False
    reached = _reached(one.steps, history, on)
    return reached is not None and _is_asked(listing, reached, before.expected_on)


def _reached(told: list[Any], history: History, on: date) -> Stage | None:
    """The furthest stage by `on`, as was known when the report was kept."""
    latest = {event.pgh_obj_id: event for event in told if event.pgh_id <= history.get(STEP, 0)}
    stages = [event.stage for event in latest.values() if event.pgh_label != "deleted" and event.on <= on]
    return Stage(max(stages, key=STAGES.index)) if stages else None


def _is_asked(listing: CandidateList, reached: Stage, expected_on: date | None) -> bool:
    """As `admissions.records.waiting` has it."""
    asked, on = listing.stage, listing.asked.as_of
    if asked not in Waiting:
        return asked is None or asked == reached
    if asked == Waiting.TAUGHT:
        return reached in TAUGHT_STAGES
    if reached not in DOSSIER_STAGES or expected_on is None:
        return False
    if asked == Waiting.OVERDUE:
        return expected_on < on
    return expected_on <= listing.due_on and on.year == listing.asked.year


def _moved(
    told: Mapping[int, Told], history: History, now: set[int], then: set[int], reader: Person
) -> Iterator[tuple[Moved, bool]]:
    last = {pk: one.own[-1] for pk, one in told.items()}
    readable = readable_units({event.unit_id for event in last.values()}, reader)
    names = dict(Unit.objects.filter(pk__in={event.unit_id for event in last.values()}).values_list("pk", "name"))
    codes = dict(Unit.objects.filter(pk__in=names).values_list("pk", "code"))
    writers = Writers(event for one in told.values() for event in (*one.own, *one.steps, *one.admission_since))
    for pk, one in told.items():
        unit = last[pk].unit_id
        address = f"{reverse('candidates:list')}?unit={codes.get(unit, '')}"
        deeds = tuple(_deeds(one, history, writers))
        moved = Moved(last[pk].name, address, names.get(unit, UNKNOWN), (pk in now) - (pk in then), deeds)
        yield moved, unit in readable


def _deeds(one: Told, history: History, writers: "Writers") -> Iterator[Deed]:
    """The latest first."""
    for place, event in reversed(list(enumerate(one.own))):
        if event.pgh_id > history.get(CANDIDATE, 0):
            before = one.own[place - 1] if place else None
            yield Deed(event.pgh_created_at, writers.who(event), _words(before, event), event.drop_reason)
    for event in reversed(one.admission_since):
        said = _("huỷ kết nạp của người này") if event.voided_at else _("ghi vào kết nạp của người này")
        yield Deed(event.pgh_created_at, writers.who(event), said, event.void_reason)
    for event in reversed(one.steps):
        if event.pgh_id > history.get(STEP, 0):
            words = {"stage": Stage(event.stage).label, "day": format_date(event.on)}
            said = _("bỏ bước %(stage)s") if event.pgh_label == "deleted" else _("ghi bước %(stage)s ngày %(day)s")
            yield Deed(event.pgh_created_at, writers.who(event), said % words)


def _words(before: Any, event: Any) -> str:
    if event.pgh_label == "deleted":
        return _("xoá")
    if before is None:
        return _("nhập")
    if event.dropped_on and not before.dropped_on:
        return _("đưa ra khỏi nguồn")
    if event.admission_id and not before.admission_id:
        return _("chuyển thành kết nạp")
    if before.unit_id != event.unit_id:
        return _("chuyển sang tổ chức khác")
    if before.expected_on != event.expected_on:
        words = {
            "before": format_date(before.expected_on) or UNKNOWN,
            "after": format_date(event.expected_on) or UNKNOWN,
        }
        return _("sửa dự kiến kết nạp: %(before)s → %(after)s") % words
    return _("sửa")
