"""Chốt số liệu: which units directly below have confirmed their figures of the last month that is complete, and which have not."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from admissions.models import Submission
from partytrack.vietnamese import format_date, number
from reports.confirming import confirmed_wholly, last_month_gone, latest_of, month_end, month_label
from reports.declared import Cell, Column, Label, Part, Report, Row, name, row
from reports.links import Records
from reports.subject import Subject
from targets.progress import UnitNotOnTree, progress
from units import hierarchy
from units.lists import GRASSROOTS, Role
from units.models import Assignment, Overseer, Unit
from units.question import Asked
from workbooks.formats import DAY, SIGNED, WHOLE

RECORDERS = (Role.CLERK, Role.OFFICER, Role.ADMIN)


@dataclass(frozen=True, slots=True)
class Line:
    """A unit: what it confirmed last, what its figure of that day is now (None: not known on the tree of that day), how many
    TCCSĐ lie below it and how many of them have not confirmed the month, and whom one may ask."""

    unit: Unit
    last: Submission | None
    confirmed: bool
    now: int | None
    grassroots: int
    missing: int
    overseers: str
    clerks: str

    @property
    def change(self) -> int | None:
        return self.now - self.last.admitted if self.confirmed and self.last and self.now is not None else None


def reporting(subject: Subject) -> Report:
    month = last_month_gone(subject.asked.end)
    lines = _lines(subject, month)
    below = [line for line in lines if line.unit.pk != subject.unit.pk]
    own = next(line for line in lines if line.unit.pk == subject.unit.pk)
    missing = [line for line in below if not line.confirmed]
    missing.sort(key=lambda line: (line.last.month if line.last else date.min, line.unit.sort_key))
    done = sorted((line for line in below if line.confirmed), key=lambda line: line.unit.sort_key)
    counted = {
        "done": number(len(done)),
        "all": number(len(below)),
        "left": number(own.missing),
        "n": number(own.grassroots),
    }
    notes: list[Label] = [_("%(done)s trên %(all)s đơn vị trực thuộc đã chốt.") % counted] if below else []
    if own.grassroots:
        notes.append(_("Trong %(n)s tổ chức cơ sở đảng, %(left)s chưa chốt.") % counted)
    parts = [
        _part(_("Chưa chốt"), missing, subject, month, notes, _("Không còn đơn vị nào chưa chốt.")),
        _part(_("Đã chốt"), done, subject, month, [], _("Chưa có đơn vị nào chốt.")),
    ]
    title = _("Chốt số liệu tháng %(month)s") % {"month": month_label(month)}
    head = [*subject.head, _("Số liệu luỹ kế đến hết ngày %(day)s") % {"day": format_date(month_end(month))}]
    return Report("reporting", title, head, parts, foot=[_own(own)])


def _own(line: Line) -> str:
    if not line.confirmed or line.last is None:
        return _("Chính đơn vị này chưa chốt số liệu của tháng.")
    words = {
        "day": format_date(line.last.confirmed_on),
        "then": number(line.last.admitted),
        "now": number(line.now),
    }
    if line.change:
        return _("Chính đơn vị này đã chốt ngày %(day)s; đã đổi sau khi chốt: %(then)s → %(now)s.") % words
    return _("Chính đơn vị này đã chốt ngày %(day)s: %(then)s người.") % words


def _part(title: str, lines: Sequence[Line], subject: Subject, month: date, notes: Sequence[Label], empty: str) -> Part:
    """The same columns whether it has confirmed or not; those of names only for who may read people."""
    people = [Column(_("Người phụ trách"), width=22), Column(_("Cán bộ nhập liệu"), width=22)]
    columns = [
        Column(_("Đơn vị"), width=36),
        Column(_("Tháng chốt gần nhất"), width=12),
        Column(_("Chốt ngày"), DAY, 12),
        *([Column(_("Người chốt"), width=20)] if _reads(subject, subject.unit) else []),
        Column(_("Khi chốt"), WHOLE, 8, _("Kết nạp luỹ kế")),
        Column(_("Nay"), WHOLE, 8, _("Kết nạp luỹ kế")),
        Column(_("Đổi sau khi chốt"), SIGNED, 10, _("Kết nạp luỹ kế")),
        Column(_("Chưa chốt"), WHOLE, 9, _("Tổ chức cơ sở đảng")),
        Column(_("Tổng số"), WHOLE, 8, _("Tổ chức cơ sở đảng")),
        *(people if _reads(subject, subject.unit) else []),
    ]
    records = replace(subject.records, asked=_asked(subject, month))
    return Part(title, columns, [_row(line, subject, records) for line in lines], notes=notes, empty=empty)


def _row(line: Line, subject: Subject, records: Records) -> Row:
    last, reads = line.last, _reads(subject, line.unit)
    page = reverse("reports:months", args=[line.unit.code]) if subject.records.page(line.unit) else None
    named = _reads(subject, subject.unit)
    return row(
        name(line.unit, subject.records.page(line.unit)),
        Cell(_month(last), page) if last else _("chưa tháng nào"),
        last.confirmed_on if last else None,
        *([Cell(str(last.confirmed_by) if last and reads else "", is_data=True)] if named else []),
        last.admitted if last and line.confirmed else None,
        Cell(line.now, records.admissions(line.unit)),
        line.change,
        line.missing if line.grassroots else None,
        line.grassroots or None,
        *([Cell(words if reads else "", is_data=True) for words in (line.overseers, line.clerks)] if named else []),
        key=line.unit.code,
    )


def _month(last: Submission) -> str:
    """Of one confirmed in part, up to when."""
    label = month_label(last.month)
    if last.through == month_end(last.month):
        return label
    return _("%(month)s (đến %(day)s)") % {"month": label, "day": f"{last.through:%d/%m}"}


def _reads(subject: Subject, unit: Unit) -> bool:
    """Names of those who confirm, oversee and record are people's too."""
    return subject.reader is None or unit.pk in subject.records.readable


def _asked(subject: Subject, month: date) -> Asked:
    end = month_end(month)
    return Asked(month.year, end, end, "as_of", subject.asked.today)


def _lines(subject: Subject, month: date) -> list[Line]:
    """The unit itself and those directly below it that stood on the last day of the month; the same number of queries
    however many they are."""
    end = month_end(month)
    children = [child.unit for child in subject.answer.children if child.unit.is_active(end)]
    units = [subject.answer.unit, *children]
    latest = latest_of(units, month)
    now = _now(subject.unit, end)
    below = _grassroots_below(subject.answer.unit, subject.asked.tree)
    all_confirmed = confirmed_wholly({pk for pks in below.values() for pk in pks} | {unit.pk for unit in units}, month)
    overseers, clerks = _overseers(units, subject.asked.today), _clerks(units, subject.asked.today)
    return [
        Line(
            unit=unit,
            last=latest.get(unit.pk),
            confirmed=unit.pk in all_confirmed,
            now=now.get(unit.pk),
            grassroots=len(below[unit.pk]),
            missing=len(below[unit.pk] - all_confirmed),
            overseers=overseers.get(unit.pk, ""),
            clerks=clerks.get(unit.pk, ""),
        )
        for unit in units
    ]


def _now(unit: Unit, day: date) -> dict[int, int]:
    """Unit → its figure of that day, of the unit and those directly below it then."""
    try:
        answer = progress(unit, year=day.year, as_of=day, tree=day)
    except UnitNotOnTree:
        return {}
    return {one.unit.pk: one.admitted for one in (answer.self, *answer.children)}


def _grassroots_below(top: Unit, tree: date) -> defaultdict[int, set[int]]:
    """The unit and each directly below it → the active TCCSĐ below it. Two queries."""
    places = dict(hierarchy.places_below(top.pk, tree))
    grassroots = Unit.objects.filter(kind__in=GRASSROOTS).active(tree).within(top, tree).exclude(pk=top.pk)
    found: defaultdict[int, set[int]] = defaultdict(set)
    for pk in grassroots.values_list("pk", flat=True):
        found[top.pk].add(pk)
        child = pk
        while places[child] != top.pk:
            child = places[child]
        if child != pk:
            found[child].add(pk)
    return found


def _overseers(units: Sequence[Unit], on: date) -> dict[int, str]:
    """By position where it is known: "Phạm Quốc Bảo (Phó Bí thư)"."""
    in_charge = Overseer.objects.filter(unit__in=units, during__contains=on).order_by("person")
    return _joined((one.unit_id, f"{one.person} ({one.position})" if one.position else one.person) for one in in_charge)


def _clerks(units: Sequence[Unit], on: date) -> dict[int, str]:
    """Accounts in use that may record for the unit itself, by an assignment there."""
    held = Assignment.objects.filter(unit__in=units, role__in=RECORDERS, during__contains=on, user__is_active=True)
    return _joined((one.unit_id, str(one.user)) for one in held.select_related("user").order_by("user__full_name"))


def _joined(named: Iterable[tuple[int, str]]) -> dict[int, str]:
    found: dict[int, list[str]] = {}
    for pk, words in named:
        found.setdefault(pk, []).append(words)
    return {pk: "; ".join(words) for pk, words in found.items()}
