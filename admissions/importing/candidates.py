"""Nguồn, from a workbook: people being prepared. The rows of a person are his steps; what they say of him must agree."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from admissions.checks import of_candidate, of_step
from admissions.importing.people import (
    PERSON,
    Who,
    empty,
    fields_of,
    grassroots_of,
    lines_of,
    place_objections,
    same_people,
    tell,
    together,
    value_of,
    who,
    who_of_row,
    write_sources,
)
from admissions.lists import STAGES
from admissions.models import Admission, Candidate, CandidateSource, CandidateStep
from admissions.sheets import CANDIDATES
from partytrack.fields import derived
from partytrack.vietnamese import format_date
from units.finding import UnitFinder
from units.models import Unit, UnitQuerySet
from workbooks.importing import BATCH, Outcome, Planned
from workbooks.reading import Row

REQUIRED = ("name", "birth", "sex")
KEYS = (*PERSON, "awareness_class", "certified_on", "mentor", "expected_on")
UPDATED = (
    *("unit", "admission", *(key for key in KEYS if key != "birth"), "birth_date", "birth_precision"),
    *derived(Candidate),
)


@dataclass(slots=True, eq=False)
class PersonDraft:
    """One person and his rows: `known` is the candidate they are about, None for a new one."""

    rows: list[Row]
    unit: Unit | None
    who: Who | None
    known: Candidate | None = None
    values: dict[str, Any] = field(default_factory=dict)
    sources: frozenset[str] | None = None
    steps: dict[str, date] = field(default_factory=dict)
    admission: Admission | None = None
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)

    def all_steps(self) -> dict[str, date]:
        """Those recorded, and those the rows bring."""
        return self.steps | {row["stage"]: row["on"] for row in self.rows if row.get("stage") and row.get("on")}

    def add(self, row: Row, unit: Unit | None, who: Who | None) -> None:
        """One row more. Where rows differ the last one holds, but a unit already known gives way to a corrected one."""
        self.rows.append(row)
        if unit and not (self.unit and self.known and unit.pk == self.known.unit_id):
            self.unit = unit
        self.who = who or self.who


@dataclass(frozen=True, slots=True)
class Step:
    """What one row writes."""

    person: PersonDraft
    stage: str
    on: date


class CandidateImporter:
    """`units`: those one may record for; None: all."""

    sheet = CANDIDATES

    def __init__(self, today: date, units: UnitQuerySet | None = None) -> None:
        self._today = today
        self._units = units
        self._finder = UnitFinder(today, units)

    def check(self, rows: Sequence[Row]) -> list[Planned]:
        units = self._finder.find(rows, on=lambda row: row.get("on"))
        people = self._people(rows, units)
        _read_recorded(people)
        for person in people:
            _compare(person)
            tell(person.rows[-1], of_candidate(person.values, self._today))
            _refuse_repeated_steps(person)
            for row in person.rows:
                if row.get("on"):
                    tell(row, of_step(row["on"], self._today))
            _warn_of_disorder(person)
        _check_places(people)
        _refuse_dropped(people)
        self._meet_admissions(people)
        return sorted((one for person in people for one in _planned(person)), key=lambda one: one.row.number)

    def _people(self, rows: Sequence[Row], units: dict[int, Unit]) -> list[PersonDraft]:
        """Rows of one person together: by Mã bản ghi, else by unit, name and birth."""
        open_ones = Candidate.objects.filter(dropped_on__isnull=True)
        recorded = same_people(open_ones, {one for row in rows if (one := who_of_row(row))})
        by_uid = self._by_uid(rows)
        people: dict[Any, PersonDraft] = {}
        for row in rows:
            unit, person = units.get(row.number), who_of_row(row)
            same = [one for one in recorded.get(person, []) if unit and one.unit_id == unit.pk] if person else []
            known = by_uid.get(row["uid"]) if row.get("uid") else (same[0] if same else None)
            if row.get("uid") and known is None:
                row.fault("uid", _("Không có bản ghi mang mã này trong phạm vi của bạn."))
            elif known and same and same[0].pk != known.pk:
                row.fault("name", _("Người này (cùng họ tên, ngày sinh) đã có trong nguồn của tổ chức này."))
            key: Any = known.pk if known else (unit.pk, person) if unit and person else f"row {row.number}"
            people.setdefault(key, PersonDraft([], None, None, known)).add(row, unit, person)
        return list(people.values())

    def _by_uid(self, rows: Iterable[Row]) -> dict[str, Candidate]:
        found = Candidate.objects.filter(uid__in=[row["uid"] for row in rows if row.get("uid")]).select_related("unit")
        if self._units is not None:
            found = found.filter(unit__in=self._units)
        return {one.uid: one for one in found}

    def _meet_admissions(self, people: Sequence[PersonDraft]) -> None:
        """Whoever was admitted already, in the same TCCSĐ and after his first step, is that candidate: whichever file
        comes first, the pipeline is the same."""
        waiting = [one for one in people if one.who and one.unit and not (one.known and one.known.admission_id)]
        free = Admission.objects.standing().filter(candidate__isnull=True)
        admitted = same_people(free, {one.who for one in waiting if one.who})
        meeting = [(one, one.unit, admitted[one.who]) for one in waiting if one.unit and one.who in admitted]
        grassroots = grassroots_of(
            {(pk, a.decided_on) for _one, unit, found in meeting for a in found for pk in (unit.pk, a.unit_id)}
        )
        for person, unit, found in meeting:
            first = min(person.all_steps().values(), default=None)
            here = [
                one
                for one in found
                if first and first <= one.decided_on and together(grassroots, unit.pk, one.unit_id, one.decided_on)
            ]
            if len(here) == 1 and all(row.good for row in person.rows):
                person.admission = here[0]
                person.changes["admission"] = (None, here[0].decision_number)
                said = {"number": here[0].decision_number, "day": format_date(here[0].decided_on)}
                person.rows[-1].warn(
                    "name",
                    _("Đã được kết nạp theo quyết định %(number)s ngày %(day)s; hai bản ghi được nối lại.") % said,
                )

    def write(self, planned: Sequence[Planned]) -> None:
        steps: list[Step] = [one.data for one in planned]
        people = list(dict.fromkeys(step.person for step in steps))
        records = {person: _record(person) for person in people}
        _recall_written(records)
        Candidate.objects.bulk_create([one for one in records.values() if one.pk is None], batch_size=BATCH)
        Candidate.objects.bulk_create(
            [one for person, one in records.items() if person.known and person.changes],
            update_conflicts=True,
            unique_fields=["pk"],
            update_fields=UPDATED,
            batch_size=BATCH,
        )
        CandidateStep.objects.bulk_create(
            [CandidateStep(candidate=records[step.person], stage=step.stage, on=step.on) for step in steps],
            update_conflicts=True,
            unique_fields=["candidate", "stage"],
            update_fields=["on"],
            batch_size=BATCH,
        )
        said = {one.pk: person.sources for person, one in records.items() if person.sources is not None}
        write_sources(CandidateSource, "candidate", said)


def _read_recorded(people: Iterable[PersonDraft]) -> None:
    """The steps and source groups kept of known people."""
    known = {person.known.pk: person for person in people if person.known}
    for pk, stage, on in CandidateStep.objects.filter(candidate__in=known).values_list("candidate_id", "stage", "on"):
        known[pk].steps[stage] = on
    sources: dict[int, set[str]] = {pk: set() for pk in known}
    for pk, group in CandidateSource.objects.filter(candidate__in=known).values_list("candidate_id", "group"):
        sources[pk].add(group)
    for pk, person in known.items():
        person.values["sources"] = frozenset(sources[pk])


def _compare(person: PersonDraft) -> None:
    """What the rows together say of the person. Where they differ the last one holds, but for what was already known:
    a correction on one row is a correction."""
    record = person.known
    before = {key: value_of(record, key) for key in KEYS} if record else dict.fromkeys(KEYS)
    recorded = person.values.pop("sources", frozenset())
    person.values = dict(before)
    for key in KEYS:
        person.values[key] = _agreed(person, key, before[key])
    sources = _agreed(person, "sources", recorded)
    if sources is not None and frozenset(sources) != recorded:
        person.sources = frozenset(sources)
    if record is None:
        return
    person.changes = {key: (before[key], person.values[key]) for key in KEYS if before[key] != person.values[key]}
    if person.unit and person.unit.pk != record.unit_id:
        person.changes["unit"] = (record.unit.code, person.unit.code)
    if person.sources is not None:
        person.changes["sources"] = (sorted(recorded), sorted(person.sources))


def _agreed(person: PersonDraft, key: str, before: Any) -> Any:
    said = [
        (row, frozenset(row[key]) if key == "sources" else row[key]) for row in person.rows if row.get(key) is not None
    ]
    if not said:
        emptied = all(row.get("uid") and key in row and not row.raw.get(key) for row in person.rows)
        if not emptied or key in REQUIRED:
            return before
        return frozenset() if key == "sources" else empty(Candidate, key)
    news = [(row, value) for row, value in said if value != before]
    if not news:
        return before
    row, last = news[-1]
    other = next((earlier for earlier, value in news if value != last), None)
    if other:
        row.warn(key, _("Khác hàng %(row)d của cùng một người; lấy theo hàng này.") % {"row": other.number})
    return last


def _refuse_repeated_steps(person: PersonDraft) -> None:
    first: dict[str, Row] = {}
    for row in person.rows:
        stage = row.get("stage")
        if stage and first.setdefault(stage, row) is not row:
            said = _("Bước này của người này đã có ở hàng %(row)d.") % {"row": first[stage].number}
            row.repeats("stage", said, blocks=True, row=first[stage].number)


def _warn_of_disorder(person: PersonDraft) -> None:
    """A later stage entered before an earlier one."""
    steps = person.all_steps()
    for row in person.rows:
        if not (row.good and row.get("stage") and person.steps.get(row["stage"]) != row["on"]):
            continue
        below = [steps[stage] for stage in STAGES[: STAGES.index(row["stage"])] if stage in steps]
        if below and row["on"] < max(below):
            row.warn(
                "on", _("Bước này có ngày trước một bước đứng trước nó (%(day)s).") % {"day": format_date(max(below))}
            )


def _check_places(people: Iterable[PersonDraft]) -> None:
    """Of the steps that would be written; a person may have begun before his cell did."""
    new = [
        (person.unit, row["on"], row)
        for person in people
        for row in person.rows
        if person.unit and row.get("on") and person.steps.get(row.get("stage") or "") != row["on"]
    ]
    lines = lines_of((unit, day) for unit, day, _row in new)
    for unit, day, row in new:
        young = unit.established_on is not None and day < unit.established_on
        for objection in place_objections(unit, day, lines):
            (row.warn if young else row.fault)(objection.field, objection.reason)


def _refuse_dropped(people: Iterable[PersonDraft]) -> None:
    for person in people:
        if person.known and person.known.dropped_on:
            said = {"day": format_date(person.known.dropped_on), "reason": person.known.drop_reason}
            for row in person.rows:
                if person.changes or person.steps.get(row.get("stage") or "") != row.get("on"):
                    row.fault("uid", _("Người này đã đưa ra khỏi nguồn ngày %(day)s (lý do: %(reason)s).") % said)


def _planned(person: PersonDraft) -> Iterable[Planned]:
    good = [row for row in person.rows if row.good]
    for row in good:
        step = Step(person, row["stage"], row["on"])
        kept = person.steps.get(step.stage)
        changes = dict(person.changes) if row is good[-1] else {}
        if kept is not None and kept != step.on:
            changes["on"] = (kept, step.on)
        yield Planned(row, Outcome.of(kept, changes), step, changes)


def _record(person: PersonDraft) -> Candidate:
    fields = {"unit": person.unit, **fields_of(Candidate, person.values)}
    if person.admission:
        fields["admission"] = person.admission
    if person.known is None:
        return Candidate(**fields)
    for key, value in fields.items():
        setattr(person.known, key, value)
    return person.known


def _recall_written(records: dict[PersonDraft, Candidate]) -> None:
    """A new person some of whose rows were written a moment ago, when the rows had to be halved, is not new any more."""
    fresh = {person.who for person in records if person.known is None and person.who}
    open_ones = Candidate.objects.filter(dropped_on__isnull=True)
    found = {(one.unit_id, who(one)): one.pk for ones in same_people(open_ones, fresh).values() for one in ones}
    for person, record in records.items():
        if record.pk is None:
            record.pk = found.get((record.unit_id, person.who)) if person.who else None
