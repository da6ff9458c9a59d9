"""Two of the same report side by side, figure by figure: what it was, what it is, and by how much they differ.

Rows answer to each other by their key, columns by theirs; where one has none, by what names it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, NamedTuple, TypeVar

from partytrack.vietnamese import UNKNOWN, signed
from reports.declared import Cell, Column, Part, Report, Row, row
from reports.document import Document
from reports.plain import plain
from workbooks.formats import SIGNED

One = TypeVar("One")


ORDERS = frozenset({"rank", "place"})
"""Keys of columns that only say in which order the rows stand: one figure that changes moves them all."""


class Place(NamedTuple):
    """Of a figure: its part, its row, its column, each by what another day's answers to."""

    part: str
    row: str
    column: str


@dataclass(frozen=True, slots=True)
class Figure:
    """`then` or `now` is None where the row or the column is not in that report; `row` names it as a reader reads it."""

    place: Place
    row: Row
    column: Column
    then: Cell | None
    now: Cell | None

    @property
    def name(self) -> str:
        """Of its row."""
        return _name(self.row)

    @property
    def differs(self) -> bool:
        return bool(plain(_value(self.then)) != plain(_value(self.now)))

    @property
    def tells(self) -> bool:
        """It differs, and not in its place alone."""
        return self.differs and self.column.key not in ORDERS

    @property
    def difference(self) -> int | Decimal | None:
        """None where one of the two is no number, which is not 0."""
        then, now = _value(self.then), _value(self.now)
        return now - then if _is_number(then) and _is_number(now) else None

    @property
    def written(self) -> str:
        """Old → new (difference)."""
        said = f"{self.written_then} → {self.written_now}"
        if self.difference is None:
            return said
        return f"{said} ({signed(self.difference, 2 if isinstance(self.difference, Decimal) else 0)})"

    @property
    def written_then(self) -> str:
        return self.column.written(_value(self.then)) or UNKNOWN

    @property
    def written_now(self) -> str:
        return self.column.written(_value(self.now)) or UNKNOWN


@dataclass(frozen=True, slots=True)
class Line:
    """One row of one of the two, or of both."""

    then: Row | None
    now: Row | None
    figures: tuple[Figure, ...]

    @property
    def row(self) -> Row:
        found = self.now or self.then
        assert found is not None  # noqa: S101 — it is a row of one of them
        return found

    @property
    def differs(self) -> bool:
        return any(figure.tells for figure in self.figures)


@dataclass(frozen=True, slots=True)
class Side:
    """One part of the two."""

    part: Part
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]

    @property
    def differing(self) -> list[Figure]:
        return [figure for line in self.lines for figure in line.figures if figure.tells]

    def drawn(self, opens: Callable[[Figure], str], *, whole: bool) -> Part:
        """As a part of a report: what differs as old → new, which opens the records that made it; without `whole`, only the
        rows that differ."""
        total = self.part.total
        lines = [line for line in self.lines if whole or line.differs]
        rows = [_drawn(line, opens) for line in lines if line.row is not total]
        last = next((_drawn(line, opens) for line in lines if line.row is total), None)
        columns = [
            replace(column, format=SIGNED if column.is_number else None) for column in self.columns
        ]  # of texts, no counts
        return replace(self.part, columns=columns, rows=rows, total=last, notes=())


def sides(then: Report | Document, now: Report | Document) -> list[Side]:
    pairs = _paired(_parts(then), _parts(now), lambda part: str(part.title))
    return [_side(key, old, new) for key, old, new in pairs]


def figure_at(found: Iterable[Side], place: Place) -> Figure | None:
    figures = (figure for side in found for line in side.lines for figure in line.figures)
    return next((figure for figure in figures if figure.place == place), None)


def parts_of(document: Document) -> list[Part]:
    """A document as parts: its words, a paragraph a row, and its table."""
    columns = [Column("Mục", width=24, key="section"), Column("Nội dung", width=100, key="words")]
    rows = [
        row(section.title, paragraph, key=f"{section.title}/{number}")
        for section in document.sections
        for number, paragraph in enumerate(section.paragraphs, 1)
    ]
    return [Part("Lời văn", columns, rows), *([document.table] if document.table else [])]


def _parts(report: Report | Document) -> Sequence[Part]:
    return parts_of(report) if isinstance(report, Document) else report.parts


def _side(key: str, then: Part | None, now: Part | None) -> Side:
    columns = _paired(then.columns if then else (), now.columns if now else (), _name_of_column)
    known = {id(one): number for part in (then, now) if part for number, one in enumerate(part.columns)}
    places = [
        (name, known.get(id(old)), known.get(id(new)), new or old)
        for name, old, new in columns
        if not then or old or (new and new.is_number)  # words that only some readers see were not kept
    ]
    lines = []
    for name, old, new in _paired(then.all_rows if then else (), now.all_rows if now else (), _name_of_row):
        shown = new or old
        figures = [
            Figure(Place(key, name, column_key), shown, column, _cell(old, before), _cell(new, after))
            for column_key, before, after, column in places
            if shown and column
        ]
        lines.append(Line(old, new, tuple(figures)))
    part = now or then
    assert part is not None  # noqa: S101 — it is a part of one of them
    return Side(part, tuple(column for *_rest, column in places if column), tuple(lines))


def _paired(
    then: Sequence[One], now: Sequence[One], key: Callable[[One], str]
) -> Iterator[tuple[str, One | None, One | None]]:
    """In the order of `now`, what is no more after it."""
    old, new = _by_key(then, key), _by_key(now, key)
    for name, one in new.items():
        yield name, old.get(name), one
    for name, gone in old.items():
        if name not in new:
            yield name, gone, None


def _by_key(found: Sequence[One], key: Callable[[One], str]) -> dict[str, One]:
    """Those of the same key by their number too."""
    seen: Counter[str] = Counter()
    named = {}
    for one in found:
        name = key(one)
        seen[name] += 1
        named[name if seen[name] == 1 else f"{name}#{seen[name]}"] = one
    return named


def _name_of_column(column: Column) -> str:
    return column.key or f"{column.group}/{column.header}"


def _name_of_row(one: Row) -> str:
    return one.key or f"={_name(one)}"


def _name(one: Row) -> str:
    """Its first words; of a row that begins with a number, what follows it."""
    return next((str(cell.value) for cell in one.cells if isinstance(cell.value, str) and cell.value), "")


def _cell(one: Row | None, place: int | None) -> Cell | None:
    return None if one is None or place is None else one.cells[place]


def _value(cell: Cell | None) -> Any:
    return cell.value if cell else None


def _is_number(value: object) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _drawn(line: Line, opens: Callable[[Figure], str]) -> Row:
    said = "" if line.then and line.now else " (dòng mới)" if line.now else " (không còn dòng này)"
    cells = []
    for figure in line.figures:
        cell = figure.now or figure.then or Cell(None)
        is_name = bool(said) and cell.value == figure.name
        if is_name:
            cells.append(Cell(f"{cell.value}{said}", is_data=True))
        elif figure.differs:
            cells.append(Cell(figure.written, opens(figure), cell.is_data))
        else:
            cells.append(Cell(figure.column.written(cell.value), None, cell.is_data))
    return Row(tuple(cells), line.row.level, line.row.strong, line.row.key)
