"""A block copied from Excel: lines of cells between tabs, under a header line or in the order of the declared columns."""

import csv
import io
import re

from django.utils.translation import gettext as _

from workbooks.cells import Cell
from workbooks.faults import UnsafeWorkbook
from workbooks.grid import MAX_COLUMNS, MAX_ROWS, Grid
from workbooks.reading import Reading, read_grid
from workbooks.sheets import Sheet, folded_header

MAX_CELL = 32_767  # characters; Excel's own limit


def read_pasted(text: str, sheet: Sheet) -> Reading:
    """Lines count from 1 as they were pasted. Raises `UnsafeWorkbook`."""
    lines = _lines(text)
    grid = Grid("")
    for number, line in enumerate(lines, 1):
        cells: dict[int, Cell] = {place: cell for place, cell in enumerate(line, 1) if cell.strip()}
        if cells:
            grid.rows[number] = cells
    if not grid.rows:
        raise UnsafeWorkbook(_("Chưa có gì để nhập. Chép các ô trong Excel (Ctrl+C) rồi dán vào đây."))
    if not _has_headers(grid, sheet):
        keys = _in_order(max(len(line) for line in lines), sheet)
        if keys:
            grid.rows[0] = dict(enumerate(keys, 1))
    return read_grid(grid, sheet)


def _lines(text: str) -> list[list[str]]:
    """As Excel puts them on the clipboard: a cell with a line break, tab or quote in it stands in quotes."""
    if '"' in text:
        csv.field_size_limit(10 * MAX_CELL)
        try:
            lines = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t"))
        except csv.Error as error:
            raise UnsafeWorkbook(_("Khối dán vào không đọc được. Chép lại các ô từ Excel rồi dán.")) from error
    else:
        lines = [line.split("\t") for line in re.split("\r\n|\n|\r", text)]
    if len(lines) > MAX_ROWS or any(len(line) > MAX_COLUMNS for line in lines):
        raise UnsafeWorkbook(_("Khối dán vào quá lớn. Hãy nhập bằng tệp Excel."))
    if any(len(cell) > MAX_CELL for line in lines for cell in line):
        raise UnsafeWorkbook(_("Có ô dài quá %(limit)d ký tự. Hãy xem lại khối vừa dán.") % {"limit": MAX_CELL})
    return lines


def _has_headers(grid: Grid, sheet: Sheet) -> bool:
    """Two headers side by side are no accident; one may be a word in a cell."""
    known = {spelling for column in sheet for spelling in column.spellings()}
    first = grid.rows[min(grid.rows)]
    return len(known & {folded_header(str(cell)) for cell in first.values()}) >= min(2, len(first))


def _in_order(width: int, sheet: Sheet) -> list[str]:
    """The headers that a block of this width has by its order: all columns, or all but Mã bản ghi."""
    headers = [column.header for column in sheet.offered]
    without_id = [column.header for column in sheet.offered if column.key != "uid"]
    return next((names for names in (headers, without_id) if len(names) == width), [])
