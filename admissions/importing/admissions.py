"""Kết nạp, from a workbook: new people, corrected records, and the candidates they were until then."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from admissions.checks import of_admission
from admissions.importing.people import (
    BATCH,
    PERSON,
    Who,
    fields_of,
    grassroots_of,
    lines_of,
    place_objections,
    said_of,
    same_people,
    tell,
    value_of,
    who_of_row,
    write_sources,
)
from admissions.importing.tallies import warn_where_names_outgrow
from admissions.models import Admission, AdmissionSource, Candidate
from admissions.sheets import ADMISSIONS
from partytrack.fields import derived
from partytrack.vietnamese import format_date
from units.finding import UnitFinder
from units.models import Unit, UnitQuerySet
from workbooks.importing import Outcome, Planned
from workbooks.reading import Row

REQUIRED = ("name", "birth", "sex", "decision_number", "decided_on")
KEYS = (
    *PERSON, "religion", "general_education", "qualification", "political_theory", "readmission",
    "decision_number", "decided_on", "received_on", "admitted_on", "confirmed_on",
)  # fmt: skip
UPDATED = ("unit", *(key for key in KEYS if key != "birth"), "birth_date", "birth_precision", *derived(Admission))


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
        if self.known is None:
            return Outcome.NEW
        return Outcome.CHANGED if self.changes else Outcome.UNCHANGED


class AdmissionImporter:
    """`units`: those one may record for; None: all."""

    sheet = ADMISSIONS

    def __init__(self, today: date, units: UnitQuerySet | None = None) -> None:
        self._today = today
        self._units = units
        self._finder = UnitFinder(today, units)

    def check(self, rows: Sequence[Row]) -> list[Planned]:
        units = self._finder.find(rows, on=lambda row: row.get("decided_on"))
        drafts = [Draft(row, units.get(row.number), who_of_row(row)) for row in rows]
        people = same_people(Admission.objects.all(), _people(drafts))
        self._recognise(drafts, people)
        _compare(drafts)
        _refuse_twins(drafts)
        self._apply_rules([draft for draft in drafts if draft.outcome != Outcome.UNCHANGED])
        self._convert([draft for draft in drafts if draft.row.good])
        new = [draft for draft in drafts if draft.outcome == Outcome.NEW and draft.row.good]
        self._warn_of_likely_twins(new, people)
        warn_where_names_outgrow([(draft.row, _unit(draft), _day(draft)) for draft in new])
        return [Planned(one.row, one.outcome, one, one.changes) for one in drafts if one.row.good]

    def _mine(self) -> set[int] | None:
        return None if self._units is None else set(self._units.values_list("pk", flat=True))

    def _recognise(self, drafts: Iterable[Draft], people: dict[Who, list[Admission]]) -> None:
        """By Mã bản ghi, else by person and decision."""
        uids = [draft.row["uid"] for draft in drafts if draft.row.get("uid")]
        by_uid = {record.uid: record for record in Admission.objects.filter(uid__in=uids).select_related("unit")}
        mine = self._mine()
        for draft in drafts:
            row, same = draft.row, _same(draft, people)
            if row.get("uid"):
                draft.known = by_uid.get(row["uid"])
                if draft.known is None or (mine is not None and draft.known.unit_id not in mine):
                    draft.known = None
                    row.fault("uid", _("Không có bản ghi mang mã này trong phạm vi của bạn."))
                elif draft.known.voided_at:
                    row.fault("uid", _void(draft.known))
                elif same and same.pk != draft.known.pk:
                    row.fault("name", _taken(same, mine))
            elif same and mine is not None and same.unit_id not in mine:
                row.fault("name", _taken(same, mine))
            elif not row.raw.get("uid"):
                draft.known = same

    def _apply_rules(self, drafts: Sequence[Draft]) -> None:
        """Of what would be written; a record that stays as it is stays."""
        days = [(draft.unit, draft.row["decided_on"]) for draft in drafts if draft.unit and draft.row.get("decided_on")]
        lines = lines_of(days)
        for draft in drafts:
            tell(draft.row, of_admission(draft.values, self._today))
            if draft.unit and draft.row.get("decided_on"):
                tell(draft.row, place_objections(draft.unit, draft.row["decided_on"], lines))

    def _convert(self, drafts: Sequence[Draft]) -> None:
        """The open candidate of the same name and birth date in the same TCCSĐ becomes the admission."""
        is_open = Q(admission__isnull=True) | Q(admission__voided_at__isnull=False)
        waiting = same_people(Candidate.objects.filter(is_open, dropped_on__isnull=True), _people(drafts))
        known = [draft.known.pk for draft in drafts if draft.known]
        converted = set(Candidate.objects.filter(admission__in=known).values_list("admission_id", flat=True))
        meeting = [
            (draft, candidates)
            for draft in drafts
            if draft.who
            and (candidates := waiting.get(draft.who, []))
            and not (draft.known and draft.known.pk in converted)
        ]
        grassroots = grassroots_of(
            {
                (pk, _day(draft))
                for draft, candidates in meeting
                for pk in (_unit(draft).pk, *(c.unit_id for c in candidates))
            }
        )
        taken: set[int] = set()
        for draft, candidates in meeting:
            self._convert_one(draft, [one for one in candidates if one.pk not in taken], grassroots)
            if draft.candidate:
                taken.add(draft.candidate.pk)

    def _convert_one(
        self, draft: Draft, candidates: Sequence[Candidate], grassroots: dict[tuple[int, date], int]
    ) -> None:
        unit, day = _unit(draft), _day(draft)
        home = grassroots.get((unit.pk, day))
        here = [
            one for one in candidates if one.unit_id == unit.pk or (home and grassroots.get((one.unit_id, day)) == home)
        ]
        here = [one for one in here if one.unit_id == unit.pk] or here
        if len(here) == 1:
            draft.candidate = here[0]
            if draft.known:
                draft.changes["candidate"] = (None, here[0].name)
        elif here or (candidates and not draft.known):
            mine = self._mine()
            names = "; ".join(
                sorted({one.unit.name for one in here or candidates if mine is None or one.unit_id in mine})
            )
            if names:
                draft.row.warn(
                    "name",
                    _("Có người cùng họ tên, ngày sinh trong nguồn của %(units)s; không tự chuyển.") % {"units": names},
                )

    def _warn_of_likely_twins(self, drafts: Sequence[Draft], people: dict[Who, list[Admission]]) -> None:
        """The same name and birth date under another decision, or void under this one: a slip, or a readmission."""
        mine = self._mine()
        in_file: dict[Who, Row] = {}
        for draft in drafts:
            person = draft.who
            if person is None or draft.values["readmission"]:
                continue
            for other in people.get(person, []):
                voided = other.decision_number == draft.row.get("decision_number")
                if bool(other.voided_at) == voided and (mine is None or other.unit_id in mine):
                    draft.row.warn("name", _was_void(other) if voided else _likely_twin(other))
            first = in_file.setdefault(person, draft.row)
            if first is not draft.row:
                draft.row.warn("name", _("Cùng họ tên, ngày sinh với hàng %(row)d.") % {"row": first.number})

    def write(self, planned: Sequence[Planned]) -> None:
        drafts: list[Draft] = [one.data for one in planned]
        records = [_record(draft) for draft in drafts]
        new = [record for record, draft in zip(records, drafts, strict=True) if draft.known is None]
        Admission.objects.bulk_create(new, batch_size=BATCH)
        Admission.objects.bulk_create(
            [record for record, draft in zip(records, drafts, strict=True) if draft.known],
            update_conflicts=True,
            unique_fields=["pk"],
            update_fields=UPDATED,
            batch_size=BATCH,
        )
        pairs = list(zip(records, drafts, strict=True))
        said = {record.pk: draft.sources for record, draft in pairs if draft.sources is not None}
        write_sources(AdmissionSource, "admission", said)
        candidates = []
        for record, draft in pairs:
            if draft.candidate:
                draft.candidate.admission = record
                candidates.append(draft.candidate)
        Candidate.objects.bulk_update(candidates, ["admission"], batch_size=BATCH)


def _people(drafts: Iterable[Draft]) -> set[Who]:
    return {draft.who for draft in drafts if draft.who}


def _same(draft: Draft, people: dict[Who, list[Admission]]) -> Admission | None:
    """The standing record of this person by this decision."""
    number = draft.row.get("decision_number")
    standing = (one for one in people.get(draft.who, []) if not one.voided_at) if draft.who else ()
    return next((one for one in standing if one.decision_number == number), None)


def _compare(drafts: Sequence[Draft]) -> None:
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
        if draft.sources is not None and draft.sources != recorded[record.pk]:
            draft.changes["sources"] = (sorted(recorded[record.pk]), sorted(draft.sources))


def _blank(key: str) -> Any:
    return fields_of(Admission, {key: None})[key]


def _refuse_twins(drafts: Iterable[Draft]) -> None:
    """Two rows of one file about one record."""
    first: dict[Any, Row] = {}
    for draft in drafts:
        number = draft.row.get("decision_number")
        marks: list[Any] = [(draft.who, number)] if draft.who and number else []
        marks += [draft.known.pk] if draft.known else []
        twin = next((first[mark] for mark in marks if mark in first), None)
        if twin:
            draft.row.fault(
                "name",
                _("Trùng hàng %(row)d: cùng bản ghi, hoặc cùng họ tên, ngày sinh và số quyết định.")
                % {"row": twin.number},
            )
        for mark in marks:
            first.setdefault(mark, draft.row)


def _record(draft: Draft) -> Admission:
    fields = {"unit": draft.unit, **fields_of(Admission, draft.values)}
    if draft.known is None:
        return Admission(**fields)
    for key, value in fields.items():
        setattr(draft.known, key, value)
    return draft.known


def _unit(draft: Draft) -> Unit:
    if draft.unit is None:
        raise LookupError(f"row {draft.row.number} is good without a unit")
    return draft.unit


def _day(draft: Draft) -> date:
    day: date = draft.row["decided_on"]
    return day


def _void(record: Admission) -> str:
    return _(
        "Bản ghi này đã huỷ (lý do: %(reason)s) nên không sửa được. Nếu là một kết nạp khác, hãy để trống Mã bản ghi."
    ) % {"reason": record.void_reason}


def _taken(record: Admission, mine: set[int] | None) -> str:
    sentence = _("Người này (cùng họ tên, ngày sinh) đã có trong quyết định này.")
    if mine is None or record.unit_id in mine:
        sentence += " " + _("Bản ghi %(uid)s, %(unit)s.") % {"uid": record.uid, "unit": record.unit.name}
    return sentence


def _was_void(record: Admission) -> str:
    return _("Kết nạp này đã bị huỷ (lý do: %(reason)s); dòng này được ghi thành kết nạp mới.") % {
        "reason": record.void_reason
    }


def _likely_twin(record: Admission) -> str:
    return _(
        "Cùng họ tên, ngày sinh đã có kết nạp theo quyết định %(number)s ngày %(day)s ở %(unit)s; hãy xem có trùng không."
    ) % {
        "number": record.decision_number,
        "day": format_date(record.decided_on),
        "unit": record.unit.name,
    }
