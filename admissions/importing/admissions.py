"""Kết nạp, from a workbook: new people, corrected records, and the candidates they were until then."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _

from admissions.checks import of_admission
from admissions.importing.conversion import convert
from admissions.importing.drafts import KEYS, Draft, compare, people_of, record_of
from admissions.importing.people import (
    Who,
    lines_of,
    place_objections,
    same_people,
    tell,
    who_of_row,
    write_sources,
)
from admissions.importing.tallies import warn_where_names_outgrow
from admissions.importing.twins import refuse_twins, warn_of_likely_twins
from admissions.models import Admission, AdmissionSource, Candidate
from admissions.sheets import ADMISSIONS
from partytrack.fields import derived
from units.finding import UnitFinder
from units.models import UnitQuerySet
from workbooks.importing import BATCH, Outcome, Planned
from workbooks.reading import Row

UPDATED = ("unit", *(key for key in KEYS if key != "birth"), "birth_date", "birth_precision", *derived(Admission))


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
        people = same_people(Admission.objects.all(), people_of(drafts))
        self._recognise(drafts, people)
        compare(drafts)
        refuse_twins(drafts)
        self._apply_rules([draft for draft in drafts if draft.outcome != Outcome.UNCHANGED])
        convert([draft for draft in drafts if draft.row.good], self._mine)
        new = [draft for draft in drafts if draft.outcome == Outcome.NEW and draft.row.good]
        warn_of_likely_twins(new, people, self._mine)
        warn_where_names_outgrow([(draft.row, draft.place, draft.day) for draft in new])
        return [Planned(one.row, one.outcome, one, one.changes) for one in drafts if one.row.good]

    @cached_property
    def _mine(self) -> set[int] | None:
        return None if self._units is None else set(self._units.values_list("pk", flat=True))

    def _recognise(self, drafts: Iterable[Draft], people: dict[Who, list[Admission]]) -> None:
        """By Mã bản ghi, else by person and decision."""
        uids = [uid for draft in drafts if (uid := _named(draft.row))]
        by_uid = {record.uid: record for record in Admission.objects.filter(uid__in=uids).select_related("unit")}
        mine = self._mine
        for draft in drafts:
            row, same = draft.row, _same(draft, people)
            if uid := _named(row):
                draft.known = by_uid.get(uid)
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

    def write(self, planned: Sequence[Planned]) -> None:
        drafts: list[Draft] = [one.data for one in planned]
        records = [record_of(draft) for draft in drafts]
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


def _taken(record: Admission, mine: set[int] | None) -> str:
    sentence = _("Người này (cùng họ tên, ngày sinh) đã có trong quyết định này.")
    if mine is None or record.unit_id in mine:
        sentence += " " + _("Bản ghi %(uid)s, %(unit)s.") % {"uid": record.uid, "unit": record.unit.name}
    return sentence
