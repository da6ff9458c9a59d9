"""One row about an admission on its way: which record it is, and what it changes of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from admissions.importing.people import PERSON, Who, fields_of, said_of, value_of
from admissions.models import Admission, AdmissionSource, Candidate
from units.models import Unit
from workbooks.importing import Outcome
from workbooks.reading import Row

REQUIRED = ("name", "birth", "sex", "decision_number", "decided_on")
SOMEBODY_ELSE = "Người nhập từ Excel đã xem và cho biết đây là người khác."  # data, in the language of the records
KEYS = (
    *PERSON, "religion", "general_education", "qualification", "political_theory", "readmission",
    "decision_number", "decided_on", "received_on", "admitted_on", "confirmed_on",
)  # fmt: skip


@dataclass(slots=True)
class Draft:
    """One row on its way: `known` is the record it is about, None for a new one; `candidate` who is converted."""

    row: Row
    unit: Unit | None
    who: Who | None
    known: Admission | None = None
    values: dict[str, Any] = field(default_factory=dict)
    sources: frozenset[str] | None = None
    candidate: Candidate | None = None
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)

    @property
    def outcome(self) -> Outcome:
        return Outcome.of(self.known, self.changes)

    @property
    def where(self) -> Unit | None:
        """The unit it says, or that of the record that a row without one corrects."""
        return self.unit or (self.known.unit if self.known else None)

    @property
    def place(self) -> Unit:
        """The unit of a row that has no fault."""
        if self.where is None:
            raise LookupError(f"row {self.row.number} is good without a unit")
        return self.where

    @property
    def day(self) -> date:
        """The day of its decision, of a row that has no fault."""
        day: date = self.values["decided_on"]
        return day


def people_of(drafts: Iterable[Draft]) -> set[Who]:
    return {draft.who for draft in drafts if draft.who}


def compare(drafts: Sequence[Draft]) -> None:
    """What each row says against what is recorded of it."""
    known = [draft.known.pk for draft in drafts if draft.known]
    recorded: dict[int, set[str]] = {pk: set() for pk in known}
    for pk, group in AdmissionSource.objects.filter(admission__in=known).values_list("admission_id", "group"):
        recorded[pk].add(group)
    for draft in drafts:
        said = said_of(draft.row, (*KEYS, "sources"), REQUIRED)
        if "sources" in said:
            draft.sources = frozenset(said.pop("sources") or ())
        record = draft.known
        before = {key: value_of(record, key) for key in KEYS} if record else dict.fromkeys(KEYS)
        draft.values = before | {key: said[key] if said[key] is not None else _blank(key) for key in said}
        if record is None:
            continue
        draft.changes = {key: (before[key], draft.values[key]) for key in KEYS if before[key] != draft.values[key]}
        if draft.unit and draft.unit.pk != record.unit_id:
            draft.changes["unit"] = (record.unit.code, draft.unit.code)
            draft.row.warn(
                "unit", _("Bản ghi đang ở %(unit)s, sẽ chuyển sang tổ chức ghi ở đây.") % {"unit": record.unit.name}
            )
        if draft.sources is not None and draft.sources != recorded[record.pk]:
            draft.changes["sources"] = (sorted(recorded[record.pk]), sorted(draft.sources))


def _blank(key: str) -> Any:
    return fields_of(Admission, {key: None})[key]


def record_of(draft: Draft, beside: Mapping[str, Any]) -> Admission:
    """With, where it is new, what is said `beside` the columns."""
    fields = {"unit": draft.where, **fields_of(Admission, draft.values)}
    if draft.known is None:
        if draft.row.decision == "add":
            fields["twin_reason"] = SOMEBODY_ELSE
        return Admission(**{**fields, **beside})
    for key, value in fields.items():
        setattr(draft.known, key, value)
    return draft.known
