"""Kết nạp, from a workbook: new people, corrected records, and the candidates they were until then."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from admissions.checks import of_admission, of_place
from admissions.importing.conversion import convert
from admissions.importing.drafts import KEYS, Draft, compare, people_of, record_of
from admissions.importing.people import (
    Mine,
    Who,
    by_person,
    lines_of,
    tell,
    who_of_row,
    write_sources,
)
from admissions.importing.tallies import warn_where_names_outgrow
from admissions.importing.twins import like_named, refuse_twins, warn_of_likely_twins
from admissions.limits import NO_LIMITS, Limits
from admissions.models import Admission, AdmissionSource, Candidate
from admissions.sheets import ADMISSIONS
from partytrack import bulk
from partytrack.fields import derived
from units.finding import UnitFinder, stands
from units.models import Unit, UnitQuerySet
from workbooks.importing import BATCH, Outcome, Planned
from workbooks.reading import Row

UPDATED = ("unit", *(key for key in KEYS if key != "birth"), "birth_date", "birth_precision", *derived(Admission))

SOURCES = """
    INSERT INTO admissions_admissionsource (admission_id, "group")
    SELECT entered.id, said.source
    FROM json_to_recordset(%s::json) AS said(uid text, source text) JOIN entered USING (uid)
"""
CONVERTED = """
    UPDATE admissions_candidate candidate SET admission_id = entered.id
    FROM json_to_recordset(%s::json) AS said(uid text, candidate bigint) JOIN entered USING (uid)
    WHERE candidate.id = said.candidate
"""


class AdmissionImporter:
    """`units`: those one may record for; None: all. `beside`: fields of new records that no column says. `remarks` off leaves out
    what costs a look at the tallies of the year and refuses nothing: for a form that has said so already. `at_hand`: as of
    `UnitFinder`."""

    sheet = ADMISSIONS

    def __init__(
        self,
        today: date,
        units: UnitQuerySet | None = None,
        *,
        beside: Mapping[str, Any] | None = None,
        remarks: bool = True,
        at_hand: Sequence[Unit] = (),
    ) -> None:
        self._today = today
        self._mine = Mine(units)
        self._finder = UnitFinder(today, units, at_hand)
        self._beside = beside or {}
        self._remarks = remarks

    def check(self, rows: Sequence[Row]) -> list[Planned]:
        units = self._finder.find(rows, on=lambda row: row.get("decided_on"))
        self._mine.own(unit.pk for unit in units.values())
        drafts = [Draft(row, units.get(row.number), who_of_row(row)) for row in rows]
        near = like_named(drafts)
        self._mine.learn(record.unit_id for record in near)
        people = by_person(near, people_of(drafts))
        self._recognise(drafts, people)
        compare(drafts)
        refuse_twins(drafts)
        self._apply_rules([draft for draft in drafts if draft.outcome != Outcome.UNCHANGED])
        convert([draft for draft in drafts if draft.row.good], self._mine)
        new = [draft for draft in drafts if draft.outcome == Outcome.NEW and draft.row.good]
        warn_of_likely_twins(new, people, near, self._mine)
        if self._remarks:
            warn_where_names_outgrow([(draft.row, draft.place, draft.day) for draft in new])
        return [Planned(one.row, one.outcome, one, one.changes) for one in drafts if one.row.good]

    def _recognise(self, drafts: Iterable[Draft], people: dict[Who, list[Admission]]) -> None:
        """By Mã bản ghi, else by person and decision."""
        uids = [uid for draft in drafts if (uid := _named(draft.row))]
        by_uid = {record.uid: record for record in Admission.objects.filter(uid__in=uids).select_related("unit")}
        mine = self._mine
        mine.learn(record.unit_id for record in by_uid.values())
        for draft in drafts:
            row, same = draft.row, _same(draft, people)
            if uid := _named(row):
                draft.known = by_uid.get(uid)
                if draft.known is None or draft.known.unit_id not in mine:
                    draft.known = None
                    row.fault("uid", _("Không có bản ghi mang mã này trong phạm vi của bạn."))
                elif draft.known.voided_at:
                    row.fault("uid", _void(draft.known))
                elif same and same.pk != draft.known.pk:
                    row.fault("name", taken(same, mine))
            elif same and same.unit_id not in mine:
                row.fault("name", taken(same, mine))
            elif not row.raw.get("uid"):
                draft.known = same

    def _apply_rules(self, drafts: Sequence[Draft]) -> None:
        """Of what would be written; a record that stays as it is stays."""
        limits = Limits.load() if drafts else NO_LIMITS
        staying = [(draft.known.unit, draft.day) for draft in drafts if draft.known and not draft.unit]
        lines = lines_of(staying) if staying else {}
        for draft in drafts:
            tell(draft.row, of_admission(draft.values, self._today, limits))
            unit, day = draft.where, draft.values["decided_on"]
            if unit and day:
                stood = stands(unit, day) if draft.unit else (unit.pk, day) in lines
                tell(draft.row, of_place(unit, [unit.pk] if stood else [], day))

    def write(self, planned: Sequence[Planned]) -> None:
        drafts: list[Draft] = [one.data for one in planned]
        pairs = [(record_of(draft, self._beside), draft) for draft in drafts]
        _enter([pair for pair in pairs if pair[1].known is None])
        _correct([pair for pair in pairs if pair[1].known])


def _enter(new: Sequence[tuple[Admission, Draft]]) -> None:
    """With the source groups and the candidates they were: one statement a batch."""
    drafts = {record.uid: draft for record, draft in new}

    def sources(record: Admission) -> list[dict[str, Any]]:
        return [{"uid": record.uid, "source": group} for group in sorted(drafts[record.uid].sources or ())]

    def candidate(record: Admission) -> list[dict[str, Any]]:
        found = drafts[record.uid].candidate
        return [{"uid": record.uid, "candidate": found.pk}] if found else []

    bulk.insert([record for record, _draft in new], BATCH, along={SOURCES: sources, CONVERTED: candidate})


def _correct(known: Sequence[tuple[Admission, Draft]]) -> None:
    Admission.objects.bulk_create(
        [record for record, _draft in known],
        update_conflicts=True,
        unique_fields=["pk"],
        update_fields=UPDATED,
        batch_size=BATCH,
    )
    said = {record.pk: draft.sources for record, draft in known if draft.sources is not None}
    write_sources(AdmissionSource, "admission", said)
    candidates = []
    for record, draft in known:
        if draft.candidate:
            draft.candidate.admission = record
            candidates.append(draft.candidate)
    Candidate.objects.bulk_update(candidates, ["admission"], batch_size=BATCH)


def _named(row: Row) -> str:
    """The record that a row says it is, or that somebody who saw both said it is."""
    uid: str = row.get("uid") or row.overwrites
    return uid


def _same(draft: Draft, people: dict[Who, list[Admission]]) -> Admission | None:
    """The standing record of this person by this decision."""
    number = draft.row.get("decision_number")
    standing = (one for one in people.get(draft.who, []) if not one.voided_at) if draft.who else ()
    return next((one for one in standing if one.decision_number == number), None)


def _void(record: Admission) -> str:
    return _(
        "Bản ghi này đã huỷ (lý do: %(reason)s) nên không sửa được. Nếu là một kết nạp khác, hãy để trống Mã bản ghi."
    ) % {"reason": record.void_reason}


def taken(record: Admission, mine: Mine) -> str:
    """Of somebody who has this person's record by this decision already; where it is, only if that is one's own."""
    sentence = _("Người này (cùng họ tên, ngày sinh) đã có trong quyết định này.")
    if record.unit_id in mine:
        sentence += " " + _("Bản ghi %(uid)s, %(unit)s.") % {"uid": record.uid, "unit": record.unit.name}
    return sentence
