"""What was recorded of admissions step by step: the rows of history, put together to states of a record.

A record is its row and its source groups, which are rows of their own; what one request or command did to both is one step.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple, Self

from django.apps import apps
from django.db.models import Max

from admissions.models import Admission
from admissions.sheets import ADMISSIONS, birth_of
from partytrack.vietnamese import format_date
from units.finding import UNIT_COLUMNS

KEYS = tuple(column.key for column in ADMISSIONS if column not in (ADMISSIONS["uid"], *UNIT_COLUMNS))
"""What a record says beside its unit, by the keys of the sheet."""
READ = (*KEYS, "unit", "twin_reason")
"""What of a record people read, and somebody may change."""
SOURCES = "sources"
_FIELDS = tuple(key for key in KEYS if key not in ("birth", SOURCES))

State = dict[str, Any]
"""What a record said, by the keys of the sheet, as a row of a workbook would: unknown is None; `unit` is a unit's id."""


class Version(NamedTuple):
    """The latest events of a record and of its source groups: what somebody had before him. 0 where there is none."""

    record: int
    sources: int

    def __str__(self) -> str:
        return f"{self.record}.{self.sources}"

    @classmethod
    def read(cls, text: str) -> Self:
        """Of a form; whatever cannot be meant is before all that happened."""
        record, _point, sources = text.partition(".")
        known = all(part.isascii() and part.isdecimal() and len(part) < 12 for part in (record, sources))
        return cls(int(record), int(sources)) if known else cls(0, 0)

    def covers(self, other: "Version") -> bool:
        return other.record <= self.record and other.sources <= self.sources


@dataclass(slots=True)
class Step:
    """What one request or command did, and what the record said afterwards; `before` is None where it was entered."""

    at: datetime
    metadata: Mapping[str, Any]
    version: Version
    state: State
    before: State | None = None

    @property
    def changed(self) -> list[str]:
        return [key for key in READ if self.before and self.before[key] != self.state[key]]

    @property
    def units(self) -> set[int]:
        return {state["unit"] for state in (self.before, self.state) if state}


@dataclass(frozen=True, slots=True)
class Link:
    """A candidate of `unit` became the record, or no longer is it."""

    at: datetime
    metadata: Mapping[str, Any]
    unit: int
    joined: bool

    @property
    def units(self) -> set[int]:
        return {self.unit}


def versions(ids: Iterable[int]) -> dict[int, Version]:
    """By id of the record. Two queries."""
    records = list(ids)
    own = _events("AdmissionEvent").filter(pgh_obj_id__in=records).values_list("pgh_obj_id")
    groups = _events("AdmissionSourceEvent").filter(admission_id__in=records).values_list("admission_id")
    latest, latest_groups = (dict(found.annotate(Max("pgh_id")).order_by()) for found in (own, groups))
    return {pk: Version(latest.get(pk, 0), latest_groups.get(pk, 0)) for pk in records}


def steps(ids: Iterable[int]) -> dict[int, list[Step]]:
    """By id of the record, oldest first. Two queries, however long a history is."""
    found: dict[int, list[Any]] = {pk: [] for pk in ids}
    for event in _events("AdmissionEvent").filter(pgh_obj_id__in=found).order_by("pgh_id"):
        found[event.pgh_obj_id].append(event)
    for event in _events("AdmissionSourceEvent").filter(admission_id__in=found).order_by("pgh_id"):
        found[event.admission_id].append(event)
    return {pk: list(_steps(events)) for pk, events in found.items()}


def state_of(record: Admission) -> State:
    """What the record says now. One query, for its source groups."""
    groups = record.sources.values_list("group", flat=True)
    return {**_state(record), SOURCES: tuple(sorted(groups)) or None}


def as_typed(key: str, value: Any) -> str:
    """A value as somebody would type it into a form or a cell, without unit and source groups."""
    if value is None:
        return ""
    if isinstance(value, date):
        return format_date(value)
    if isinstance(value, bool):
        return "có" if value else "không"
    return str(ADMISSIONS["birth"].parser.export(value)) if key == "birth" else str(value)


def links(record: Admission) -> Iterator[Link]:
    """One query."""
    events = _events("CandidateEvent")
    ever = events.filter(admission_id=record.pk).values("pgh_obj_id")
    joined: set[int] = set()
    for event in events.filter(pgh_obj_id__in=ever).order_by("pgh_id"):
        is_it = event.admission_id == record.pk and event.pgh_label != "deleted"
        if is_it != (event.pgh_obj_id in joined):
            (joined.add if is_it else joined.discard)(event.pgh_obj_id)
            yield Link(event.pgh_created_at, _metadata(event), event.unit_id, is_it)


def _events(name: str) -> Any:
    """pghistory makes these models beside those they follow."""
    return apps.get_model("admissions", name)._default_manager.select_related("pgh_context")


def _metadata(event: Any) -> Mapping[str, Any]:
    return event.pgh_context.metadata if event.pgh_context else {}


def _steps(events: Sequence[Any]) -> Iterator[Step]:
    """What was written in one transaction of one request stands together."""
    together = attrgetter("pgh_created_at", "pgh_context_id")
    first: dict[Any, int] = {}
    for place, event in enumerate(sorted(events, key=attrgetter("pgh_created_at"))):
        first.setdefault(together(event), place)
    state: State | None = None
    groups: set[str] = set()
    version = Version(0, 0)
    in_order = sorted(events, key=lambda event: first[together(event)])
    for (at, _context), of_it in groupby(in_order, key=together):
        before = state
        metadata: Mapping[str, Any] = {}
        for event in of_it:
            metadata = _metadata(event)
            if hasattr(event, "group"):
                (groups.discard if event.pgh_label == "deleted" else groups.add)(event.group)
                version = version._replace(sources=event.pgh_id)
            else:
                state = _state(event)
                version = version._replace(record=event.pgh_id)
        if state is not None:
            state = {**state, SOURCES: tuple(sorted(groups)) or None}
            yield Step(at, metadata, version, state, before)


def _state(record: Any) -> State:
    """Of a row of history, or of the record itself: both have the same fields."""
    said = {key: None if getattr(record, key) == "" else getattr(record, key) for key in (*_FIELDS, "twin_reason")}
    removed = getattr(record, "pgh_label", "") == "deleted"
    beside = {"counted_on": record.counted_on, "void_reason": record.void_reason, "removed": removed}
    return {**said, **beside, "birth": birth_of(record), "unit": record.unit_id}
