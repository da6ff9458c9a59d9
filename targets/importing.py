"""Chỉ tiêu, from a workbook: the lines of one decision, issued with them, and never edited afterwards."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from admissions.checks import of_place
from partytrack.vietnamese import format_date, number
from targets import checks
from targets.in_effect import in_effect, lines_in_effect
from targets.lists import Category, State, Tier
from targets.models import SUB_TARGETS, DecisionDocument, Target, TargetAdjustment, TargetDecision
from targets.sheets import Standing, said_columns, sheet_of, standing
from units import hierarchy, naming
from units.finding import UnitFinder
from units.models import Document, Placement, Unit, UnitQuerySet
from workbooks.importing import BATCH, Outcome, Planned
from workbooks.parsers import WITHDRAWN
from workbooks.reading import Row

NUMBERS = tuple(key for key, _tier, _category in said_columns())


@dataclass(frozen=True, slots=True)
class Paper:
    """The decision that the file belongs to."""

    issuer: Unit
    year: int
    number: str
    issued_on: date
    effective_on: date
    due_on: date | None
    reason: str = ""
    """Why what the units below were given does not add up to the issuer's own."""
    documents: tuple[Document, ...] = ()
    """The guiding papers it rests on; one not yet recorded is recorded with it."""

    def kept(self) -> TargetDecision | None:
        return TargetDecision.objects.filter(issuer=self.issuer, year=self.year, number=self.number).first()

    def objections(self, today: date) -> Iterator[str]:
        """What stands against the paper itself, whatever its lines."""
        return (reason for _field, reason in self.faults(today))

    def faults(self, today: date) -> Iterator[tuple[str, str]]:
        """The same, each with the name of what is at fault."""
        if self.issued_on > today:
            yield "issued_on", _("Ngày ban hành %(day)s chưa đến.") % {"day": format_date(self.issued_on)}
        if self.effective_on < self.issued_on:
            yield "effective_on", _("Ngày hiệu lực không được trước ngày ban hành.")
        if self.effective_on.year > self.year:
            said = {"day": format_date(self.effective_on), "year": self.year}
            yield "effective_on", _("Ngày hiệu lực %(day)s ở sau năm %(year)s của chỉ tiêu.") % said
        if self.due_on and self.due_on < self.effective_on:
            yield "due_on", _("Thời hạn không được trước ngày hiệu lực.")
        if kept := self.kept():
            yield from (("number", reason) for reason in self._contradicted_by(kept))

    def _contradicted_by(self, kept: TargetDecision) -> Iterator[str]:
        said = {"number": self.number, "year": self.year, "issuer": self.issuer.name}
        if kept.state != State.ISSUED:
            said["state"] = kept.get_state_display().lower()
            yield _("%(issuer)s đã có quyết định số %(number)s của năm %(year)s (%(state)s); hãy dùng số khác.") % said
        elif (kept.issued_on, kept.effective_on, kept.due_on) != (self.issued_on, self.effective_on, self.due_on):
            yield (
                _("Quyết định số %(number)s đã ban hành với ngày khác nên không sửa được") % said
                + f" ({_dates(kept)}). "
                + _("Hãy ban hành quyết định mới.")
            )


class Line(NamedTuple):
    """One line as the file and the database both tell it."""

    tier: str
    category: str
    quantity: int | None
    own_due_on: date | None
    note: str


@dataclass(frozen=True, slots=True)
class UnitLines:
    unit: Unit
    lines: frozenset[Line]

    def of(self, tier: Tier) -> Line | None:
        return next((line for line in self.lines if line.tier == tier and line.category == Category.TOTAL), None)


class Sums(NamedTuple):
    """What the units below have been given, and what the issuer has."""

    given: int
    own: int
    issuer: str

    def __str__(self) -> str:
        reason = _("Tổng chỉ tiêu giao cho cấp dưới là %(total)s, khác chỉ tiêu của %(name)s là %(own)s.")
        return reason % {"total": number(self.given), "own": number(self.own), "name": self.issuer}


class TargetImporter:
    """`units`: those one may see; None: all. After a check `items` is what each column of the rows adds up to, good or bad,
    without the issuer's own; `sums` what the units below have been given then, where that is not the issuer's target."""

    def __init__(self, paper: Paper, today: date, units: UnitQuerySet | None = None) -> None:
        self.sheet = sheet_of(paper.year)
        self.items: dict[str, int] = {}
        self.sums: Sums | None = None
        self._paper, self._units = paper, Unit.objects.all() if units is None else units
        self._finder = UnitFinder(today, units)

    def check(self, rows: Sequence[Row]) -> list[Planned]:
        units = self._find(rows)
        self.items = self._add_up(rows, units)
        said = {row.number: UnitLines(units[row.number], _lines(row)) for row in rows if row.number in units}
        pairs = [(row, said[row.number]) for row in rows if row.number in said]
        _refuse_twins(pairs)
        kept = self._paper.kept()
        if kept:
            return self._compared(kept, pairs)
        self._check_places(pairs)
        self._check_reorganised(pairs)
        for row, one in pairs:
            self._check_numbers(row, one)
        self._check_parts(pairs)
        self.sums = self._difference(pairs)
        before = self._standing(pairs)
        return [self._planned(row, one, before.get(one.unit.pk)) for row, one in pairs if row.good]

    def _find(self, rows: Sequence[Row]) -> dict[int, Unit]:
        """By code, by path, or by the name alone of one that stands below the issuer."""
        paper, day = self._paper, self._paper.effective_on
        found = self._finder.find(rows, on=lambda row: day)
        if any(row.get("named") for row in rows):
            below = self._units.under(paper.issuer, day).order_by("sort_key", "code")
            found |= naming.find_below(rows, paper.issuer, [*below, paper.issuer], day)
            naming.contradict(rows, found)
        return found

    def _add_up(self, rows: Sequence[Row], units: Mapping[int, Unit]) -> dict[str, int]:
        items = [row for row in rows if units.get(row.number) != self._paper.issuer]
        numbers = {key: [row.get(key) for row in items] for key in NUMBERS}
        return {key: sum(one for one in said if isinstance(one, int)) for key, said in numbers.items()}

    def _standing(self, pairs: Iterable[tuple[Row, UnitLines]]) -> dict[int, Standing]:
        return standing([one.unit.pk for _row, one in pairs], self._paper.year, self._paper.effective_on)

    def _planned(self, row: Row, one: UnitLines, before: Standing | None) -> Planned:
        if before is None:
            return Planned(row, Outcome.NEW, one)
        if self._says_nothing_new(row, before):
            return Planned(row, Outcome.UNCHANGED, one)
        said = {key: row.get(key) for key in (*NUMBERS, "own_due_on") if row.get(key) is not None}
        changes = {key: (before.cells.get(key), value) for key, value in said.items() if before.cells.get(key) != value}
        return Planned(row, Outcome.CHANGED, one, changes)

    def _says_nothing_new(self, row: Row, before: Standing | None) -> bool:
        """A decision holds the changed lines only: a row that says what is in effect anyway is none of them."""
        said = {key: row.get(key) for key in NUMBERS if row.get(key) is not None}
        if before is None or row.get("note") or any(before.cells.get(key) != one for key, one in said.items()):
            return False
        last = date(self._paper.year, 12, 31)
        same_due = (before.due_on or last) == (self._paper.due_on or last)
        return same_due and (
            before.cells["own_due_on"] == row.get("own_due_on") or not said.keys() & {"quantity", "pledge"}
        )

    def _compared(self, kept: TargetDecision, pairs: Sequence[tuple[Row, UnitLines]]) -> list[Planned]:
        """An issued decision: the same lines again change nothing, any other is refused."""
        recorded: dict[int, set[Line]] = {}
        for line in kept.lines.all():
            as_told = Line(line.tier, line.category, line.quantity, line.own_due_on, line.note)
            recorded.setdefault(line.unit_id, set()).add(as_told)
        issued = _("Quyết định số %(number)s đã ban hành nên không sửa được.") % {"number": kept.number}
        before = self._standing(pairs)
        for row, one in pairs:
            if one.unit.pk not in recorded and self._says_nothing_new(row, before.get(one.unit.pk)):
                continue
            if row.good and frozenset(recorded.get(one.unit.pk, ())) != one.lines:
                row.fault("", issued + " " + _("Dòng này khác với dòng đã ban hành; hãy ban hành quyết định mới."))
        missing = recorded.keys() - {one.unit.pk for _row, one in pairs}
        if missing and pairs:
            names = "; ".join(Unit.objects.filter(pk__in=missing).order_by("code").values_list("name", flat=True)[:5])
            pairs[-1][0].fault("", issued + " " + _("Trong tệp không có dòng của: %(names)s.") % {"names": names})
        return [Planned(row, Outcome.UNCHANGED, one) for row, one in pairs if row.good]

    def _check_places(self, pairs: Iterable[tuple[Row, UnitLines]]) -> None:
        """A target comes from the parent on the day of effect; a root gives itself its own; a pledge may be one's own."""
        day, issuer = self._paper.effective_on, self._paper.issuer
        lines = hierarchy.lines((one.unit.pk, day) for _row, one in pairs)
        names = Unit.objects.in_bulk({pk for line in lines.values() for pk in line[1:2]})
        for row, one in pairs:
            line = lines.get((one.unit.pk, day), [])
            objection = next(iter(of_place(one.unit, line, day)), None)
            parent = names[line[1]] if len(line) > 1 else None
            if objection:
                row.fault(objection.field, objection.reason)
            elif one.unit == issuer:
                if parent and any(said.tier == Tier.ASSIGNED for said in one.lines):
                    told = {"name": issuer.name, "parent": parent.name}
                    row.fault("unit", _("%(name)s nhận chỉ tiêu từ %(parent)s; tự mình chỉ đăng ký Phấn đấu.") % told)
            elif parent != issuer:
                row.fault("unit", self._not_below(one.unit, parent))

    def _not_below(self, unit: Unit, parent: Unit | None) -> str:
        day, issuer = format_date(self._paper.effective_on), self._paper.issuer.name
        if parent is None:
            return _("%(unit)s không có cấp trên vào ngày %(day)s, nên %(issuer)s không giao chỉ tiêu cho tổ chức này được.") % {
                "unit": unit.name, "day": day, "issuer": issuer
            }  # fmt: skip
        return _(
            "Chỉ cấp trên trực tiếp giao chỉ tiêu: ngày %(day)s %(unit)s trực thuộc %(parent)s, không phải %(issuer)s."
        ) % {"unit": unit.name, "day": day, "issuer": issuer, "parent": parent.name}

    def _check_reorganised(self, pairs: Iterable[tuple[Row, UnitLines]]) -> None:
        """No decision takes effect before a reorganisation already applied to its units."""
        applied = TargetAdjustment.objects.filter(
            unit__in=[one.unit for _row, one in pairs], year=self._paper.year, effective_on__gt=self._paper.effective_on
        )
        days = dict(applied.order_by("effective_on").values_list("unit_id", "effective_on"))
        for row, one in pairs:
            if one.unit.pk in days:
                said = {"day": format_date(days[one.unit.pk])}
                row.fault(
                    "unit",
                    _("Tổ chức này đã được sắp xếp ngày %(day)s; quyết định không được có hiệu lực trước ngày đó.")
                    % said,
                )

    def _check_numbers(self, row: Row, one: UnitLines) -> None:
        own, target, pledge = row.get("own_due_on"), row.get("quantity"), row.get("pledge")
        due_on = self._paper.due_on or date(self._paper.year, 12, 31)
        if own and own < self._paper.effective_on:
            said = {"day": format_date(self._paper.effective_on)}
            row.fault("own_due_on", _("Thời hạn riêng không được trước ngày hiệu lực, %(day)s.") % said)
        if own and own > due_on:
            row.warn("own_due_on", _("Thời hạn riêng sau thời hạn chung, %(day)s.") % {"day": format_date(due_on)})
        if own and not (one.of(Tier.ASSIGNED) or one.of(Tier.PLEDGE)):
            row.fault("own_due_on", _("Thời hạn riêng phải đi cùng Chỉ tiêu hoặc Phấn đấu."))
        if isinstance(target, int) and isinstance(pledge, int) and pledge < target:
            row.warn("pledge", _("Phấn đấu thấp hơn Chỉ tiêu."))

    def _check_parts(self, pairs: Sequence[tuple[Row, UnitLines]]) -> None:
        """No sub-target above its total, as both stand with this paper on the day of effect, and on each later day on which a
        decision issued already changes one of them; what it leaves alone is not its matter."""
        paper, units = self._paper, [one.unit.pk for _row, one in pairs]
        others = TargetDecision.objects.filter(year=paper.year, state=State.ISSUED, lines__unit__in=units)
        later = dict(others.filter(effective_on__gt=paper.effective_on).values_list("pk", "effective_on"))
        for day in sorted({paper.effective_on, *later.values()}):
            in_force = lines_in_effect(units, [paper.year], [Category.TOTAL, *SUB_TARGETS], as_of=day, tree=day)
            for row, one in pairs:
                stands = {
                    category: in_force[one.unit.pk, paper.year, Tier.ASSIGNED, category]
                    for category in (Category.TOTAL, *SUB_TARGETS)
                }
                said = {
                    line.category: line.quantity
                    for line in one.lines
                    if line.tier == Tier.ASSIGNED and stands[line.category].decision_id not in later
                }
                on = "" if day == paper.effective_on else _("Từ ngày %(day)s:") % {"day": format_date(day)} + " "
                if row.good or not on:
                    _compare_parts(row, said, {name: line.quantity for name, line in stands.items()} | said, on)

    def _difference(self, pairs: Iterable[tuple[Row, UnitLines]]) -> Sums | None:
        """What the units below have been given, with this file, against the issuer's own target."""
        paper = self._paper
        said = {one.unit.pk: line.quantity for row, one in pairs if row.good and (line := one.of(Tier.ASSIGNED))}
        if not said.keys() - {paper.issuer.pk}:
            return None
        places = Placement.objects.filter(parent=paper.issuer, during__contains=paper.effective_on)
        below = set(places.values_list("unit_id", flat=True))
        units, day = [*below, paper.issuer.pk], paper.effective_on
        targets = in_effect(units, [paper.year], as_of=day, tree=day)
        given = {pk: targets[pk, paper.year, Tier.ASSIGNED].quantity for pk in units} | said
        total, own = sum(given[pk] or 0 for pk in below), given[paper.issuer.pk]
        return None if own is None or own == total else Sums(total, own, paper.issuer.name)

    def write(self, planned: Sequence[Planned]) -> None:
        paper = self._paper
        decision = TargetDecision.objects.create(
            issuer=paper.issuer,
            year=paper.year,
            number=paper.number,
            issued_on=paper.issued_on,
            effective_on=paper.effective_on,
            due_on=paper.due_on,
            reason=paper.reason,
        )
        said: list[UnitLines] = [one.data for one in planned]
        Target.objects.bulk_create(
            [
                Target(decision=decision, unit=one.unit, **line._asdict())
                for one in said
                for line in sorted(one.lines, key=lambda line: (line.tier, line.category != Category.TOTAL))
            ],
            batch_size=BATCH,
        )
        for document in paper.documents:
            if document.pk is None:
                document.save()
        DecisionDocument.objects.bulk_create(
            DecisionDocument(decision=decision, document=document) for document in paper.documents
        )
        decision.state = State.ISSUED
        decision.save(update_fields=["state"])


def _lines(row: Row) -> frozenset[Line]:
    """A number is a line, a dash withdraws, a blank cell says nothing. Its own date goes with the totals."""
    found = set()
    for key, tier, category in said_columns():
        said = row.get(key)
        if said is not None:
            own = row.get("own_due_on") if category == Category.TOTAL else None
            quantity = None if said is WITHDRAWN else said
            found.add(Line(tier, category, quantity, own, row.get("note") or ""))
    return frozenset(found)


def _compare_parts(row: Row, said: Mapping[str, int | None], numbers: Mapping[str, int | None], on: str) -> None:
    """Of one unit: what the row `said` that holds on a day, among the `numbers` that stand then; `on` says which day it is."""
    above = checks.above_the_total(numbers)
    left = {category: part for category, part in above.items() if category not in said}
    for category in above:
        if category in said:
            row.fault(category, on + checks.said_at_a_part(numbers[Category.TOTAL]))
    if left and Category.TOTAL in said:
        row.fault("quantity", on + checks.said_at_the_total(numbers[Category.TOTAL], left))


def _refuse_twins(pairs: Iterable[tuple[Row, UnitLines]]) -> None:
    first: dict[int, Row] = {}
    for row, one in pairs:
        if first.setdefault(one.unit.pk, row) is not row:
            row.fault("unit", _("Tổ chức này đã có ở hàng %(row)d.") % {"row": first[one.unit.pk].number})


def _dates(decision: TargetDecision) -> str:
    said = {"issued": format_date(decision.issued_on), "effective": format_date(decision.effective_on)}
    dates = _("ban hành %(issued)s, hiệu lực %(effective)s") % said
    return dates if decision.due_on is None else dates + _(", thời hạn %(day)s") % {"day": format_date(decision.due_on)}
