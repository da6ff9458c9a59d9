"""Entering one person: what a form says, checked as a row of a workbook is; saved once, however often it is sent."""

import re
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts import drafts
from accounts.models import User
from admissions.forms import KEPT, EntryForm
from admissions.importing.admissions import AdmissionImporter, taken
from admissions.importing.people import Mine, same_people, who, who_of_row
from admissions.models import Admission, Candidate, new_record_id
from admissions.sheets import ADMISSIONS
from units import choosing, scope
from units.choosing import Choice
from units.finding import with_places
from units.models import CODE_PATTERN, Unit, UnitQuerySet
from units.question import FIRST_YEAR
from units.scope import Action
from workbooks.faults import BadCell, Fault
from workbooks.importing import Outcome, Planned, explained, plan_of
from workbooks.parsers import Text
from workbooks.reading import Reading, Row, row_of

DRAFT = "admission"
REASON = Text(200)


@dataclass(frozen=True, slots=True)
class Clerk:
    """Who enters, the units he may record for, and the day."""

    user: User
    units: UnitQuerySet
    today: date

    def unit(self, code: str) -> Unit | None:
        """Where he may record, by code."""
        return self.units.filter(code=code).first() if re.fullmatch(CODE_PATTERN, code) else None

    def tops(self) -> set[int]:
        return {unit.pk for unit in scope.tops(self.user, Action.RECORD)}

    def meant(self, text: str) -> list[Unit]:
        return choosing.meant(with_places(self.units), text) if text.strip() else []

    def choices(self, units: Sequence[Unit]) -> list[Choice]:
        return choosing.placed(units, self.tops(), self.today)


class Saved(NamedTuple):
    uid: str
    name: str
    unit: str


@dataclass(slots=True)
class Entered:
    """A form with what was found wrong with it. `units`: those its unit may mean, where it may mean several; `saved`: the
    record it became, now or when it was first sent."""

    form: EntryForm
    row: Row
    planned: Planned | None
    units: list[Choice] = field(default_factory=list)
    saved: Saved | None = None

    @property
    def wants_reason(self) -> bool:
        """Somebody of the same name and birth date is recorded, and it is not said why this is another."""
        return not self.row.decision and any(not twin.blocks for twin in self.row.twins)

    @property
    def remarks(self) -> list[Fault]:
        """Without those about like-named people, whom the page shows beside."""
        people = [twin.objection for twin in self.row.twins]
        return [remark for remark in self.row.warnings if remark not in people]


def year_of(text: str, today: date) -> int:
    """The year in view, as a form carries it."""
    return int(text) if text.isascii() and text.isdecimal() and FIRST_YEAR <= int(text) <= today.year else today.year


def check(form: EntryForm, clerk: Clerk, *, remarks: bool = True, so_far: bool = False) -> Entered:
    """Reads the form as a row and lets the importer look at it. Writes nothing. `so_far`: somebody is still typing, and what he
    has not chosen from the list is not looked for."""
    said = Said({"unit": _chosen(form)}) if so_far else unit_said(form, clerk)
    reason = form.text("twin_reason").strip()
    texts = form.texts(year_of(form.text("year"), clerk.today)) | said.texts
    row = row_of(ADMISSIONS, 1, texts, decision="add" if reason else "")
    importer = AdmissionImporter(clerk.today, clerk.units, remarks=remarks, at_hand=said.found)
    plan = plan_of(Reading(ADMISSIONS, ADMISSIONS.title, rows=[row]), importer)
    planned = plan.planned[0] if row.good else None
    if planned and planned.outcome != Outcome.NEW:
        row.fault("name", taken(planned.data.known, Mine(clerk.units)))
    if said.choices:
        row.faults = [fault for fault in row.faults if fault.key != "unit"]
        row.fault("unit", _("Có nhiều tổ chức như vậy; hãy chọn một."))
    return Entered(form, row, planned, said.choices)


class Said(NamedTuple):
    """The unit as a row names it, by key; those it may be, where they are several; the one that was found on the way."""

    texts: dict[str, str]
    choices: list[Choice] = []
    found: Sequence[Unit] = ()


def unit_said(form: EntryForm, clerk: Clerk) -> Said:
    """The one chosen from the list, while its name still stands there, else what the text means."""
    if code := _chosen(form):
        return Said({"unit": code})
    text = form.text("unit").strip()
    found = clerk.meant(text)
    picked = [one for one in found if one.code == form.text("unit_choice")] or found
    if len(picked) == 1:
        return Said({"unit": picked[0].code}, found=picked)
    if found:
        return Said({"unit": ""}, clerk.choices(found))
    return Said({"cell": text} if " " in text else {"unit": text})


def _chosen(form: EntryForm) -> str:
    """The code of what was picked, "" once the text has changed since."""
    same = form.text("unit").strip() == form.text("unit_shown").strip()
    return form.text("unit_code").strip() if same else ""


def tell_so_far(entered: Entered, *, but: str) -> None:
    """What is wrong with what is there, not what is lacking yet; nothing of the field somebody is typing into."""
    row = entered.row
    entered.form.tell(
        [fault for fault in row.faults if fault.key in row.raw and fault.key != but],
        [remark for remark in entered.remarks if remark.key != but],
    )


def save(entered: Entered, clerk: Clerk) -> None:
    """Writes the person, or says at the form why not."""
    form, row = entered.form, entered.row
    reason = _reason(form, row)
    if entered.wants_reason:
        row.fault("twin_reason", _("Ghi vì sao đây là người khác, hoặc bỏ phiếu này."))
    if row.good and entered.planned:
        beside = {"uid": new_record_id(), "entry": form.key, "twin_reason": reason if row.twins else ""}
        _write(entered, entered.planned, clerk, beside)
    if not entered.saved:
        entered.saved = _saved_before(entered, clerk)
    form.tell(row.faults, entered.remarks)


def _reason(form: EntryForm, row: Row) -> str:
    text = form.text("twin_reason").strip()
    try:
        return REASON.parse(text) if text else ""
    except BadCell as bad:
        row.fault("twin_reason", bad.reason)
        return ""


def _write(entered: Entered, planned: Planned, clerk: Clerk, beside: dict[str, Any]) -> None:
    importer = AdmissionImporter(clerk.today, clerk.units, beside=beside)
    try:
        with transaction.atomic():
            importer.write([planned])
            drafts.discard(clerk.user, DRAFT)
    except (IntegrityError, DataError) as error:
        entered.row.fault("", explained(error))
    else:
        entered.saved = Saved(beside["uid"], entered.row["name"], planned.data.place.code)


def _saved_before(entered: Entered, clerk: Clerk) -> Saved | None:
    """The record this form became when it was first sent. Where it says something else now, it is told, and may be sent again as
    another form."""
    key = entered.form.key
    mine = scope.allowed(Admission.objects.all(), clerk.user, Action.RECORD)
    record = mine.filter(entry=key).select_related("unit").first() if key else None
    if record is None:
        return None
    if who(record) == who_of_row(entered.row) and record.decision_number == entered.row.get("decision_number"):
        return Saved(record.uid, record.name, record.unit.code)
    said = _(
        "Phiếu này trước đó đã được lưu cho %(name)s (bản ghi %(uid)s). Nếu đây là người khác, hãy bấm Lưu lần nữa."
    )
    entered.row.faults = []
    entered.row.fault("", said % {"name": record.name, "uid": record.uid})
    entered.form.renew()
    return None


def fresh(clerk: Clerk, year: int, unit: str, last: Admission | None) -> EntryForm:
    """An empty form, of the decision and unit of the `last` one entered; of the unit of that code where one is named."""
    kept: dict[str, Any] = {key: _shown(last, key) for key in KEPT} if last else {}
    code = unit or (last.unit.code if last else "")
    chosen = clerk.unit(code)
    if chosen:
        kept |= {"unit": chosen.short, "unit_shown": chosen.short, "unit_code": chosen.code}
    blank = {"youth_union": "", "readmission": ""}
    return EntryForm(initial={**blank, **kept, "entry": str(uuid.uuid4()), "year": year})


def of_draft(clerk: Clerk) -> tuple[EntryForm, Any] | None:
    """The form that was not saved, and when it was last kept; None without one, and where it has been saved since."""
    draft = drafts.load(clerk.user, DRAFT)
    if draft is None:
        return None
    form = EntryForm(drafts.data_of(draft))
    if form.key is None or Admission.objects.filter(entry=form.key).exists():
        return None
    return form, draft.saved_at


def previous(last: Admission | None) -> dict[str, Any]:
    """What the form said of the last one entered, by field."""
    if last is None:
        return {}
    keys = [column.key for column in ADMISSIONS if column.key in EntryForm.base_fields and column.key != "unit"]
    found = {key: _shown(last, key) for key in keys if key != "sources"}
    return {**found, "sources": [source.group for source in last.sources.all()]}


def _shown(record: Admission, key: str) -> str:
    """As one would type it."""
    if key == "birth":
        return record.birth
    found = getattr(record, key)
    if isinstance(found, date):
        return f"{found:%d/%m/%Y}"
    if isinstance(found, bool):
        return "có" if found else "không"
    return "" if found is None else str(found)


def last_entered(user: User, uids: Sequence[str]) -> list[Admission]:
    """Of those entered in this sitting, the last few that stand and that he may still read, newest first."""
    records = scope.visible(Admission.objects.standing(), user).filter(uid__in=uids[-6:])
    by_uid = {record.uid: record for record in records.select_related("unit").prefetch_related("sources")}
    return [by_uid[uid] for uid in reversed(uids[-6:]) if uid in by_uid]


@dataclass(frozen=True, slots=True)
class Alike:
    """People of the same name (without diacritics) and birth date, as far as the reader may read them."""

    admissions: list[Admission]
    candidates: list[Candidate]
    converted: Candidate | None = None

    def __bool__(self) -> bool:
        return bool(self.admissions or self.candidates)


def alike(entered: Entered, user: User) -> Alike:
    """Whom the reader should look at before he saves."""
    row, person = entered.row, who_of_row(entered.row)
    if person is None or row.get("readmission"):
        return Alike([], [])
    found = same_people(scope.visible(Admission.objects.standing(), user), {person}).get(person, [])
    found += _others(row, {one.uid for one in found}, user)
    waiting = Candidate.objects.filter(dropped_on__isnull=True, admission__isnull=True)
    candidates = same_people(scope.visible(waiting, user), {person}).get(person, [])
    converted = entered.planned.data.candidate if entered.planned else None
    return Alike(found, candidates, converted if converted in candidates else None)


def _others(row: Row, known: Collection[str], user: User) -> list[Admission]:
    """Those the importer names beside: a birth date known less well."""
    uids = {twin.record for twin in row.twins if twin.record} - set(known)
    records = scope.visible(Admission.objects.standing(), user).filter(uid__in=uids) if uids else []
    return list(records)
