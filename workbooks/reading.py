"""A declared sheet, read: which sheet, which row has the headers, and every row with its values and all its faults."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from partytrack import vietnamese
from workbooks.cells import Cell, CellError, address, shown
from workbooks.faults import BadCell, Fault, Twin, UnsafeWorkbook
from workbooks.grid import MAX_CELLS, Grid, Workbook
from workbooks.headlines import TOTALS, Headline, Totals, without_marks
from workbooks.opening import Source, broken
from workbooks.sheets import BESIDE, Column, Sheet, folded_header

REMARKS_HEADER = "Cần sửa"  # our own column, in a workbook of rows that could not be written: what to do about each
HEADER_WITHIN = 50  # rows: a head of titles may stand above the headers
_REMARKS = folded_header(REMARKS_HEADER)
_NONE: frozenset[str] = frozenset()
_ROW_NUMBERS = {"stt", "tt", "so tt", "so thu tu", "#"}


@dataclass(slots=True)
class Row:
    """One row by keys. A blank cell is None, a column the file lacks is absent; after a fault the value is None too.

    `cells` are the same before anything was made of them. `decision` is what somebody decided of its `twins`: "add" for
    somebody else, "record <Mã bản ghi>" to correct that record; "" for undecided.
    """

    sheet: str
    number: int
    values: dict[str, Any] = field(default_factory=dict)
    raw: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict, repr=False)
    cells: dict[str, Cell | None] = field(default_factory=dict, repr=False)
    swallowed: frozenset[str] = frozenset()
    twins: list[Twin] = field(default_factory=list)
    decision: str = ""

    def __getitem__(self, key: str) -> Any:
        return self.values[key]

    def __contains__(self, key: str) -> bool:
        return key in self.values

    def get(self, key: str, default: Any = None) -> Any:
        return self.values.get(key, default)

    @property
    def good(self) -> bool:
        return not self.faults

    def fault(self, key: str, reason: str, nearest: Iterable[str] = ()) -> Fault:
        """An objection at the cell of that column, or at the row where the file has no such column or `key` is ""."""
        self.faults.append(self._objection(key, reason, nearest))
        return self.faults[-1]

    def warn(self, key: str, reason: str, nearest: Iterable[str] = ()) -> Fault:
        """A remark that refuses nothing."""
        self.warnings.append(self._objection(key, reason, nearest))
        return self.warnings[-1]

    def repeats(self, key: str, reason: str, *, blocks: bool, row: int | None = None, record: str = "") -> None:
        """It may say what another row or a record says already. A fault if `blocks`, else a warning, until decided."""
        twin = Twin(self._objection(key, reason, ()), blocks, row, record)
        self.twins.append(twin)
        if self.decision != "add" or blocks:
            (self.faults if blocks else self.warnings).append(twin.objection)

    @property
    def overwrites(self) -> str:
        """The Mã bản ghi of the record that it was decided to correct."""
        return self.decision.removeprefix("record ") if self.decision.startswith("record ") else ""

    def _objection(self, key: str, reason: str, nearest: Iterable[str]) -> Fault:
        place = self.places.get(key)
        cell = address(self.number, place) if place else str(self.number)
        return Fault(self.sheet, cell, self.raw.get(key, ""), reason, tuple(nearest), key)


@dataclass(slots=True)
class Reading:
    """What a file says. Faults of the sheet itself (a missing column) leave it without rows.

    `places` are the columns understood, by key; `headers` what the header row says, by column number.
    """

    sheet: Sheet
    title: str
    places: dict[str, int] = field(default_factory=dict)
    headers: dict[int, str] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    sheet_faults: list[Fault] = field(default_factory=list)
    sheet_warnings: list[Fault] = field(default_factory=list)
    headline: Headline | None = None
    """Of a sheet with `sums`."""

    @property
    def faults(self) -> list[Fault]:
        return self.sheet_faults + [fault for row in self.rows for fault in row.faults]

    @property
    def warnings(self) -> list[Fault]:
        return self.sheet_warnings + [warning for row in self.rows for warning in row.warnings]


def read(source: Source, sheet: Sheet) -> Reading:
    """Reads the sheet named like the declaration, or the only visible one. Raises `UnsafeWorkbook`."""
    workbook = Workbook(source)
    visible = [entry for entry in workbook.sheets if entry.visible]
    named = [entry for entry in visible if vietnamese.fold(entry.title) == vietnamese.fold(sheet.title)]
    others = [entry for entry in visible if entry.title not in BESIDE] or visible
    chosen = (named or others)[:1]
    if not chosen or (not named and len(others) > 1):
        raise UnsafeWorkbook(_no_such_sheet(sheet.title, [entry.title for entry in others]))
    reading = read_grid(workbook.grid(chosen[0]), sheet)
    for entry in workbook.sheets:
        if entry is not chosen[0] and entry.title not in BESIDE:
            said = _("Trang này không được đọc.") if entry.visible else _("Trang ẩn này không được đọc.")
            reading.sheet_warnings.append(Fault(entry.title, "", "", said))
    return reading


def _no_such_sheet(title: str, titles: list[str]) -> str:
    if not titles:
        return _("Sổ tính không có trang nào hiện ra. Bỏ ẩn trang dữ liệu rồi nhập lại.")
    return _("Sổ tính có nhiều trang (%(titles)s) mà không trang nào tên là “%(title)s”. Đổi tên trang cần nhập.") % {
        "titles": "; ".join(titles[:10]),
        "title": title,
    }


def read_grid(grid: Grid, sheet: Sheet) -> Reading:
    """Reads what stands in rows and columns already."""
    reading = Reading(sheet, grid.title)
    header = _header_row(grid, sheet)
    if header is None:
        headers = "; ".join(column.header for column in sheet if column.required)
        reason = _("Không thấy hàng tiêu đề. Cần một hàng có các cột: %(headers)s.") % {"headers": headers}
        reading.sheet_faults.append(Fault(grid.title, "", "", reason))
        return reading
    places = reading.places = _places(grid, header, reading)
    _note_hidden(grid, header, places, reading)
    if not reading.sheet_faults:
        merged = set(_merged_cells(grid, header, places))
        reading.rows = list(_rows(grid, header, places, merged, reading))
        if not reading.rows:
            reason = _("Không có hàng dữ liệu nào dưới hàng tiêu đề.")
            reading.sheet_faults.append(Fault(grid.title, str(header), "", reason))
    return reading


def _header_row(grid: Grid, sheet: Sheet) -> int | None:
    """The first of the rows that hold most of the declared headers."""
    known = {spelling for column in sheet for spelling in column.spellings()}

    def found(row: int) -> int:
        return len(known & {folded_header(cell) for cell in grid.rows[row].values() if isinstance(cell, str)})

    first_rows = sorted(row for row in grid.rows if row <= HEADER_WITHIN)
    best = max(first_rows, key=found, default=None)
    return best if best is not None and found(best) else None


def _places(grid: Grid, header: int, reading: Reading) -> dict[str, int]:
    """Key → column number. A header that stands twice or is missing is a fault, an unknown one a warning."""
    by_spelling = {spelling: column for column in reading.sheet for spelling in column.spellings()}
    places: dict[str, int] = {}
    strangers: dict[int, str] = {}
    for place, cell in sorted(grid.rows[header].items()):
        text = folded_header(shown(cell))
        if text and text not in _ROW_NUMBERS and text != _REMARKS:
            reading.headers[place] = " ".join(vietnamese.nfc(shown(cell)).split())
        column = by_spelling.get(text)
        if column is None:
            if place in reading.headers:
                strangers[place] = reading.headers[place]
        elif column.key in places:
            where = address(header, place)
            reason = _("Cột này có hai lần; lần trước ở %(cell)s.") % {"cell": address(header, places[column.key])}
            reading.sheet_faults.append(Fault(grid.title, where, column.header, reason))
        else:
            places[column.key] = place
    for place, name in strangers.items():
        reason = _("Cột không có trong mẫu, không được đọc.")
        near = _nearest(name, [column.header for column in reading.sheet if column.key not in places])
        reading.sheet_warnings.append(Fault(grid.title, address(header, place), name, reason, near))
    for column in reading.sheet:
        stands_in = ("uid", *column.unless)  # beside a Mã bản ghi what a file lacks stays as it is recorded
        if column.required and column.key not in places and not any(key in places for key in stands_in):
            reason = _("Thiếu cột bắt buộc “%(header)s”.") % {"header": column.header}
            near = _nearest(column.header, list(strangers.values()))
            reading.sheet_faults.append(Fault(grid.title, str(header), "", reason, near))
    return places


def _nearest(text: str, among: list[str]) -> tuple[str, ...]:
    by_fold = {vietnamese.fold(name): name for name in among}
    return tuple(by_fold[name] for name in get_close_matches(vietnamese.fold(text), by_fold, n=3, cutoff=0.6))


def _note_hidden(grid: Grid, header: int, places: dict[str, int], reading: Reading) -> None:
    hidden = sorted(row for row in grid.hidden_rows if row > header and row in grid.rows)
    if hidden:
        rows = ", ".join(str(row) for row in hidden[:20]) + (" …" if len(hidden) > 20 else "")
        reason = _("%(count)d hàng bị ẩn không được đọc: %(rows)s. Bỏ lọc, bỏ ẩn nếu cần nhập.")
        reading.sheet_warnings.append(Fault(grid.title, "", "", reason % {"count": len(hidden), "rows": rows}))
    for key, place in places.items():
        if place in grid.hidden_columns:
            where, name = get_column_letter(place), reading.sheet[key].header
            reading.sheet_warnings.append(Fault(grid.title, where, name, _("Cột đang ẩn nhưng vẫn được đọc.")))


def _merged_cells(grid: Grid, header: int, places: dict[str, int]) -> Iterator[tuple[int, int]]:
    """Cells below the header swallowed by a merged neighbour: blank in the file, yet not blank to the eye."""
    rows = sorted(grid.rows)
    left_over = MAX_CELLS  # Excel's ranges never overlap; a hundred thousand that do would take hours
    for top, left, bottom, right in grid.merged:
        covered = [place for place in set(places.values()) if left <= place <= right]
        if not covered:
            continue
        inside = rows[bisect_left(rows, max(top, header + 1)) : bisect_right(rows, bottom)]
        left_over -= len(inside) * len(covered)
        if left_over < 0:
            raise UnsafeWorkbook(broken())
        yield from ((row, place) for row in inside for place in covered if (row, place) != (top, left))


def _rows(
    grid: Grid, header: int, places: dict[str, int], merged: set[tuple[int, int]], reading: Reading
) -> Iterator[Row]:
    meanings, ahead = Meanings(reading.sheet), set(reading.sheet.ahead)
    numbered = [place for place, cell in grid.rows[header].items() if folded_header(shown(cell)) in _ROW_NUMBERS]
    totals = Totals(reading.sheet, places, frozenset(numbered)) if reading.sheet.sums else None
    items: list[int] = []
    not_begun = 0
    for number in sorted(grid.rows):
        if number <= header or number in grid.hidden_rows:
            continue
        cells = {place: _tidy(cell) for place, cell in grid.rows[number].items()}
        cells = {place: cell for place, cell in cells.items() if cell != ""}
        if not any(place in cells for place in places.values()):
            continue  # blank, or numbered ahead
        if totals and totals.takes(number, cells):
            continue
        if not totals and _is_total(cells, places, reading.sheet):
            reading.sheet_warnings.append(Fault(grid.title, str(number), "", _("Hàng tổng cộng, không được đọc.")))
            continue
        swallowed = frozenset(key for key, place in places.items() if (number, place) in merged) if merged else _NONE
        if ahead and swallowed.union(key for key, place in places.items() if place in cells) <= ahead:
            not_begun += 1
            continue
        row = Row(grid.title, number, places=places, swallowed=swallowed)
        items.append(number)
        _fill(row, {key: cells.get(place) for key, place in places.items()}, meanings)
        yield row
    if totals:
        reading.headline = totals.headline(items)
        reading.sheet_warnings += [Fault(grid.title, str(number), "", why) for number, why in totals.remarks]
    if not_begun:
        reason = _("%(count)d hàng mới có phần ghi sẵn, chưa điền gì, không được đọc.") % {"count": not_begun}
        reading.sheet_warnings.append(Fault(grid.title, "", "", reason))


def row_of(
    sheet: Sheet,
    number: int,
    cells: Mapping[str, Cell | None],
    title: str = "",
    *,
    places: dict[str, int] | None = None,
    swallowed: frozenset[str] = frozenset(),
    decision: str = "",
    meanings: "Meanings | None" = None,
) -> Row:
    """A row that stands in no file: from a form, a grid, a pasted block. Read and refused like one of a file.

    Text is trimmed, blank is None; what `cells` does not mention is absent, and required unless the row says by its
    Mã bản ghi (`uid`) which record it corrects. `places`, `swallowed`: of a row that did stand in a file, once; `meanings`: of rows before.
    """
    row = Row(title, number, places=places or {}, swallowed=swallowed, decision=decision)
    tidied = {key: None if cell is None else _tidy(cell) for key, cell in cells.items()}
    _fill(row, {key: None if cell == "" else cell for key, cell in tidied.items()}, meanings or Meanings(sheet))
    return row


class Meanings:
    """What cells of one sheet were found to mean, for one reader: a list says “Kinh” a thousand times."""

    KEPT = 50_000

    def __init__(self, sheet: Sheet) -> None:
        self.columns = sheet.columns
        self.required = [column for column in sheet if column.required]
        self._known: dict[tuple[str, type, Cell], tuple[str, Any, BadCell | None]] = {}

    def of(self, column: Column, cell: Cell) -> tuple[str, Any, BadCell | None]:
        """How it is shown, its value, and what is wrong with it."""
        key = (column.key, type(cell), cell)
        found = self._known.get(key)
        if found is None:
            found = _meaning(column, cell)
            if len(self._known) < self.KEPT:
                self._known[key] = found
        return found


def _meaning(column: Column, cell: Cell) -> tuple[str, Any, BadCell | None]:
    if isinstance(cell, CellError):
        return shown(cell), None, BadCell(_("Ô báo lỗi của Excel. Gõ lại giá trị."))
    try:
        return shown(cell), column.parser.parse(cell), None
    except BadCell as bad:
        return shown(cell), None, bad.with_traceback(None)  # which would hold what called it


def _fill(row: Row, cells: dict[str, Cell | None], meanings: Meanings) -> None:
    row.cells = cells
    for column in meanings.columns:
        key = column.key
        if key not in cells:
            continue
        cell = cells[key]
        if key in row.swallowed:  # what it still holds is not seen by anyone who opens the file
            row.values[key] = None
            row.fault(key, _("Ô nằm trong vùng gộp. Bỏ gộp ô rồi ghi giá trị vào từng hàng."))
            continue
        if cell is None:
            row.values[key] = None
            continue
        row.raw[key], row.values[key], bad = meanings.of(column, cell)
        if bad:
            row.fault(key, bad.reason, bad.nearest)
    _require(row, meanings.required)


def _tidy(cell: Cell) -> Cell:
    return vietnamese.nfc(cell) if isinstance(cell, str) else cell


def _is_total(cells: dict[int, Cell], places: dict[str, int], sheet: Sheet) -> bool:
    """The first cell says "Tổng cộng" and a required cell is blank, as in no row of data."""
    if without_marks(cells[min(cells)]) not in TOTALS:
        return False
    lacking = any(column.required and places.get(column.key, min(cells)) not in cells for column in sheet)
    return lacking or sum(column.required for column in sheet) < 2


def _require(row: Row, required: Iterable[Column]) -> None:
    for column in required:
        if column.key in row.raw or any(key in row.raw for key in column.unless):
            continue
        absent = "uid" in row.raw and not any(key in row for key in (column.key, *column.unless))
        objected = any(fault.key == column.key for fault in row.faults)
        if not absent and not objected:
            row.fault(column.key, _("Thiếu “%(header)s”.") % {"header": column.header})
