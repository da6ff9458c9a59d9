"""Correcting one record by its form: what others changed meanwhile is kept or asked about, then it is written as a row would be."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from accounts import drafts
from admissions import entering
from admissions.entering import Clerk
from admissions.forms import EntryForm
from admissions.history import shown
from admissions.importing.admissions import AdmissionImporter
from admissions.merging import Both, Merged, Sent, merge, names_of, unchanged_since
from admissions.models import Admission
from admissions.recorded import KEYS, SOURCES, State, Version, as_typed, state_of, steps, versions
from admissions.sheets import ADMISSIONS
from units.choosing import Choice
from units.models import Unit
from workbooks.importing import Outcome, carry_out, plan_of
from workbooks.reading import Reading, Row, row_of


@dataclass(slots=True)
class Edited:
    """A form about a record, and what came of it. `version`: which the form is of from now on; `since`: of which it first was."""

    record: Admission
    form: EntryForm
    version: Version
    since: Version
    units: list[Choice] = field(default_factory=list)
    conflicts: list[Both] = field(default_factory=list)
    taken: list[Both] = field(default_factory=list)
    moves_to: Unit | None = None
    """The unit that the record would move to, where that has not been confirmed."""
    remarks: list[str] = field(default_factory=list)
    outcome: Outcome | None = None
    """None where nothing was saved."""


def draft_of(record: Admission) -> str:
    """By which name what is typed into its form is kept."""
    return f"admission/{record.uid}"


def opened(record: Admission, clerk: Clerk) -> tuple[Edited, Any]:
    """The form as it was typed and not saved, and when; else as the record is."""
    draft = drafts.load(clerk.user, draft_of(record))
    if draft:
        form = EntryForm(drafts.data_of(draft))
        sent = Sent.read(MultiValueDict(form.data))
        return Edited(record, form, sent.version, sent.since), draft.saved_at
    version = versions([record.pk])[record.pk]
    said = _fields(state_of(record), record.unit)
    return Edited(record, EntryForm(initial={**said, "year": record.decided_on.year}), version, version), None


def save(record: Admission, form: EntryForm, clerk: Clerk) -> Edited:
    """Writes what the form says of a record that nobody else can write meanwhile, or says at the form why not."""
    said = entering.unit_said(form, clerk)
    sent, now = Sent.read(MultiValueDict(form.data)), versions([record.pk])[record.pk]
    edited = Edited(record, form, now, sent.since, said.choices)
    if record.voided_at:
        return edited
    row = _row(record, form, said.texts, clerk)
    if not unchanged_since(sent, now):
        merged = _merge(record, row, sent)
        _keep(edited, merged)
        row = _row(record, form, {"unit": _code(merged.values["unit"])}, clerk)
    if said.choices:
        row.faults = [fault for fault in row.faults if fault.key != "unit"]
        row.fault("unit", _("Có nhiều tổ chức như vậy; hãy chọn một."))
    if not edited.conflicts:
        _write(edited, row, clerk)
    return edited


def _row(record: Admission, form: EntryForm, unit: Mapping[str, str], clerk: Clerk) -> Row:
    texts = form.texts(entering.year_of(form.text("year"), clerk.today))
    return row_of(ADMISSIONS, 1, {**texts, **unit, "uid": record.uid})


def _merge(record: Admission, row: Row, sent: Sent) -> Merged:
    told = steps([record.pk])
    names, mine = names_of(told.values()), _said(row)
    units = {**names.units, **dict(Unit.objects.filter(code=row.get("unit") or "").values_list("pk", "name"))}

    def read(key: str) -> str:
        unread = isinstance(mine["unit"], str) if key == "unit" else row.get(key) is None and mine[key]
        return str(mine[key]) if unread else shown(key, mine[key], units)

    return merge(told[record.pk], sent, mine, names, read)


def _said(row: Row) -> State:
    """As a state of the record; what could not be read stays the text it is, and equals nothing recorded."""
    found: State = {key: row[key] if row.get(key) is not None else row.raw.get(key) for key in KEYS}
    found[SOURCES] = tuple(sorted(found[SOURCES] or ())) or None
    code = row.get("unit") or ""
    found["unit"] = Unit.objects.filter(code=code.upper()).values_list("pk", flat=True).first() or code
    return found


def _keep(edited: Edited, merged: Merged) -> None:
    """The form says from now on what others changed and this one did not."""
    edited.version, edited.conflicts, edited.taken = merged.version, merged.conflicts, merged.taken
    data = MultiValueDict(edited.form.data)
    texts = {key: merged.values[key] for key in (one.key for one in merged.taken)}
    chosen = Sent.read(data).chosen
    texts |= {key: merged.values[key] for key in chosen if key in merged.values}
    unit = Unit.objects.filter(pk=texts["unit"]).first() if isinstance(texts.get("unit"), int) else None
    for name, said in _fields(texts, unit).items():
        data.setlist(name, said if isinstance(said, list) else [said])
    edited.form.data = data


def _fields(state: State, unit: Unit | None) -> dict[str, Any]:
    """What the fields of the form say of these values."""
    said: dict[str, Any] = {key: as_typed(key, state[key]) for key in KEYS if key in state and key != SOURCES}
    if SOURCES in state:
        said[SOURCES] = list(state[SOURCES] or ())
    return {**said, "unit": unit.short, "unit_shown": unit.short, "unit_code": unit.code} if unit else said


def _code(unit: Any) -> str:
    if not isinstance(unit, int):
        return str(unit)
    return Unit.objects.values_list("code", flat=True).get(pk=unit)


def _write(edited: Edited, row: Row, clerk: Clerk) -> None:
    importer = AdmissionImporter(clerk.today, clerk.units)
    plan = plan_of(Reading(ADMISSIONS, ADMISSIONS.title, rows=[row]), importer)
    planned = plan.planned[0]
    moving = planned.data.unit if row.good and "unit" in planned.changes else None
    if moving and edited.form.text("moves_to") != moving.code:
        edited.moves_to = moving
    elif carry_out(plan, importer).written:
        edited.outcome = planned.outcome
        drafts.discard(clerk.user, draft_of(edited.record))
    edited.remarks = [remark.reason for remark in row.warnings if remark.key != "unit"]
    edited.form.tell(row.faults, row.warnings)
