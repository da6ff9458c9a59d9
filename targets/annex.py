"""The annex of a decision, declared once: its page, its workbook and its document lay out these columns, rows and words.

A paper of the office is Vietnamese whatever the reader's language.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import ClassVar

from django.utils import translation

from partytrack.vietnamese import format_date, number, signed
from targets.decisions import DecisionRead, LineRead, given
from targets.lists import Category, State, Tier
from targets.models import TargetDecision
from targets.order import heading, is_territorial
from targets.sheets import TARGETS, said_columns
from units import hierarchy
from units.models import Office, Unit
from units.papers import paper_of
from workbooks.formats import DAY, SIGNED, TEXT, UNGROUPED, WHOLE

Value = int | date | str | None
WITHDRAWN = "rút lại"
UPRIGHT = 6
"""As many columns stand side by side on an upright sheet."""
_NUMERALS = ("I", "II", "III")


@dataclass(frozen=True, slots=True)
class Column:
    """`format`: one of `workbooks.formats`; `width` in figures, as workbooks count."""

    header: str
    format: str
    width: int

    @property
    def is_figure(self) -> bool:
        return self.format not in (TEXT, UNGROUPED)

    @property
    def is_position(self) -> bool:
        """Of rows: it stands in the middle."""
        return self.format == UNGROUPED


@dataclass(frozen=True, slots=True)
class Row:
    """`stands_out`: a sum, or the issuer's own line."""

    values: tuple[Value, ...]
    stands_out: bool = False


@dataclass(frozen=True, slots=True)
class Annex:
    """`above`: the body over the issuing one, "" for a root; `rests_on`: the papers it is based on, a line each."""

    party: ClassVar[str] = "ĐẢNG CỘNG SẢN VIỆT NAM"
    kind: ClassVar[str] = "PHỤ LỤC"

    above: str
    body: str
    place_and_day: str
    title: str
    belongs_to: str
    rests_on: tuple[str, ...]
    terms: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def is_wide(self) -> bool:
        """Too wide for an upright sheet."""
        return len(self.columns) > UPRIGHT

    @property
    def texts(self) -> Iterator[tuple[bool, list[tuple[Column, str]]]]:
        """The rows as they read on paper: whether it stands out, and each cell with its column."""
        for row in self.rows:
            cells = zip(self.columns, row.values, strict=True)
            yield row.stands_out, [(column, text_of(value, column.format)) for column, value in cells]


@dataclass(frozen=True, slots=True)
class _Entry:
    """What the decision says of one unit, by tier and category."""

    unit: Unit
    lines: dict[tuple[str, str], LineRead]

    @property
    def total(self) -> LineRead | None:
        return self.lines.get((Tier.ASSIGNED, Category.TOTAL))


@dataclass(frozen=True, slots=True)
class _Declared:
    """A column with what it says of a unit, and of several together (nothing, for most)."""

    column: Column
    of: Callable[[_Entry], Value]
    together: Callable[[Collection[_Entry]], Value] = lambda entries: None


@translation.override("vi")
def annex_of(read: DecisionRead) -> Annex:
    decision = read.decision
    by_unit = groupby(read.lines, key=lambda one: one.line.unit_id)
    entries = [_entry(list(lines)) for _unit, lines in by_unit]
    declared = _declared(read, entries)
    line = Unit.objects.in_bulk(hierarchy.line(decision.issuer_id, decision.effective_on)[1:2])
    office = Office.objects.of(decision.issuer, decision.effective_on)
    paper = paper_of(decision.issuer, office, decision.issued_on, above=next(iter(line.values()), None))
    return Annex(
        above=paper.above,
        body=paper.body,
        place_and_day=paper.place_and_day,
        title=f"Phân bổ chỉ tiêu kết nạp đảng viên năm {decision.year}",
        belongs_to=_belongs_to(decision),
        rests_on=tuple(
            f"Căn cứ {paper.number} ngày {format_date(paper.issued_on)} của {paper.issuer.name}: {paper.title}"
            for paper in read.documents
        ),
        terms=_terms(read),
        columns=(Column("TT", UNGROUPED, 6), Column("Đơn vị", TEXT, 40), *(one.column for one in declared)),
        rows=tuple(_rows(decision.issuer_id, entries, declared)),
    )


def text_of(value: Value, format_: str) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return format_date(value)
    if isinstance(value, int):
        with translation.override("vi"):
            return signed(value) if format_ == SIGNED else number(value)
    return value


def _entry(lines: Sequence[LineRead]) -> _Entry:
    return _Entry(lines[0].line.unit, {(one.line.tier, one.line.category): one for one in lines})


def _belongs_to(decision: TargetDecision) -> str:
    told = f"Kèm theo Quyết định số {decision.number} ngày {format_date(decision.issued_on)} của {decision.issuer.name}"
    return f"({told}; đã thu hồi)" if decision.state == State.WITHDRAWN else f"({told})"


def _terms(read: DecisionRead) -> str:
    days = format_date(read.decision.effective_on), format_date(read.due_on)
    return "Có hiệu lực từ ngày {}; thời hạn hoàn thành {}.".format(*days)


def _declared(read: DecisionRead, entries: Collection[_Entry]) -> list[_Declared]:
    """The columns that this decision needs, in their order."""
    said = {key for entry in entries for key in entry.lines}
    columns = []
    for key, tier, category in said_columns():
        if (tier, category) not in said:
            continue
        header = "Chỉ tiêu giao" if key == "quantity" else TARGETS[key].header
        changes = key == "quantity" and any(entry.total and entry.total.before is not None for entry in entries)
        columns += [_before()] if changes else []
        columns.append(_quantity(read, header, tier, category))
        columns += [_change()] if changes else []
    own_due_on = _Declared(Column("Thời hạn riêng", DAY, 13), lambda entry: _first(entry, "own_due_on"))
    if any(own_due_on.of(entry) for entry in entries):
        columns.append(own_due_on)
    return [*columns, _Declared(Column("Ghi chú", TEXT, 22), lambda entry: _first(entry, "note"))]


def _quantity(read: DecisionRead, header: str, tier: str, category: str) -> _Declared:
    def of(entry: _Entry) -> Value:
        one = entry.lines.get((tier, category))
        if one is None:
            return None
        return WITHDRAWN if one.line.quantity is None else one.line.quantity

    def together(entries: Collection[_Entry]) -> Value:
        lines = [one.line for entry in entries for one in entry.lines.values()]
        return given(lines, read.decision, tier, category)

    return _Declared(Column(header, WHOLE, 12), of, together)


def _before() -> _Declared:
    return _Declared(
        Column("Trước đó", WHOLE, 10),
        lambda entry: entry.total.before if entry.total else None,
        lambda entries: sum(entry.total.before or 0 for entry in entries if entry.total),
    )


def _change() -> _Declared:
    return _Declared(
        Column("Thay đổi", SIGNED, 10),
        lambda entry: entry.total.change if entry.total else None,
        lambda entries: sum((one.line.quantity or 0) - (one.before or 0) for entry in entries if (one := entry.total)),
    )


def _first(entry: _Entry, field: str) -> Value:
    """The first that any line of the unit says."""
    found: Value = next((said for one in entry.lines.values() if (said := getattr(one.line, field))), None)
    return found


def _rows(issuer_id: int, entries: Sequence[_Entry], declared: Sequence[_Declared]) -> Iterator[Row]:
    """The issuer's own line, then its units, under the heading of their group where there are two, then the sum."""
    own = [entry for entry in entries if entry.unit.pk == issuer_id]
    below = [entry for entry in entries if entry.unit.pk != issuer_id]
    for entry in own:
        yield _row(None, f"Toàn {entry.unit.name}", entry, declared, stands_out=True)
    groups = [list(group) for _territorial, group in groupby(below, key=lambda entry: is_territorial(entry.unit))]
    for numeral, group in zip(_NUMERALS, groups, strict=False):
        if len(groups) > 1:
            yield _sum(numeral, heading([entry.unit for entry in group]), group, declared)
        for position, entry in enumerate(group, 1):
            yield _row(position, _name(entry.unit), entry, declared)
    if below:
        yield _sum(None, "Cộng", below, declared)


def _name(unit: Unit) -> str:
    """As the office's reports write it; a row begins with a capital."""
    name = unit.report_name or unit.name
    return name[:1].upper() + name[1:]


def _row(
    position: int | None, name: str, entry: _Entry, declared: Sequence[_Declared], *, stands_out: bool = False
) -> Row:
    return Row((position, name, *(one.of(entry) for one in declared)), stands_out)


def _sum(position: str | None, name: str, entries: Collection[_Entry], declared: Sequence[_Declared]) -> Row:
    return Row((position, name, *(one.together(entries) for one in declared)), stands_out=True)
