"""How our workbooks look: one place for fonts, borders, fills and the page."""

from collections.abc import Sequence

from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.header_footer import HeaderFooter, HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import Outline, PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from workbooks.cells import clean
from workbooks.fields import DEEPEST, set_in
from workbooks.fitting import lines_of

_LINE = Side(style="thin", color="BFBFBF")
_FONT = "Times New Roman"
A4 = 9
LINE_HEIGHT = 15  # points

BODY = Font(name=_FONT, size=11)
BOLD = Font(name=_FONT, size=11, bold=True)
TITLE = Font(name=_FONT, size=14, bold=True)
ITALIC = Font(name=_FONT, size=11, italic=True)
BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
HEADER_FILL = PatternFill("solid", fgColor="E7E6E6")
REQUIRED_FILL = PatternFill("solid", fgColor="F8D7C4")
BAR_COLOUR = "9DB8D9"


def head_cell(sheet: Worksheet, text: str, font: Font) -> Cell:
    cell = WriteOnlyCell(sheet)
    cell.value, cell.data_type, cell.font = text, "s", font
    return cell


def middle_cell(sheet: Worksheet, text: str, font: Font) -> Cell:
    cell = head_cell(sheet, text, font)
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    return cell


def wide_cell(sheet: Worksheet, text: str) -> Cell:
    cell = head_cell(sheet, text, ITALIC)
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    return cell


def append_line(sheet: Worksheet, number: int, text: str, font: Font, widths: Sequence[float]) -> None:
    """As row `number`: one line, or, of a text longer than the table is wide, as many as it takes across the table."""
    lines = lines_of(text, sum(widths) * BODY.size / font.size)
    if lines > 1 and len(widths) > 1:
        merge(sheet, 1, number, len(widths), number)
        sheet.row_dimensions[number].height = LINE_HEIGHT * lines * font.size / BODY.size
    cell = head_cell(sheet, clean(text), font)
    if lines > 1:
        cell.alignment = Alignment(vertical="top", wrap_text=True)
    sheet.append([cell])


def header_cell(sheet: Worksheet, text: str, *, required: bool = False) -> Cell:
    cell = head_cell(sheet, text, BOLD)
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    cell.border = BOX
    cell.fill = REQUIRED_FILL if required else HEADER_FILL
    return cell


def model_cell(
    sheet: Worksheet, number_format: str, *, bold: bool, wrap: bool, middle: bool = False, level: int = 0
) -> Cell:
    """A cell whose style is shared by all cells of a column; a text is set in by two letters a level."""
    cell = WriteOnlyCell(sheet)
    cell.font = BOLD if bold else BODY
    cell.border = BOX
    cell.number_format = number_format
    off_the_number_before = Alignment(vertical="top", wrap_text=True, horizontal="left", indent=set_in(level))
    figure = Alignment(
        vertical="top", horizontal="center" if middle else "right"
    )  # a word in its place stands there too
    cell.alignment = off_the_number_before if wrap else figure
    return cell


def merge(sheet: Worksheet, left: int, top: int, right: int, bottom: int) -> None:
    if (left, top) != (right, bottom):
        sheet.merged_cells.add(CellRange(min_col=left, min_row=top, max_col=right, max_row=bottom).coord)


def set_page(sheet: Worksheet, footer: str, *, upright: bool = False) -> None:
    """A4, across unless `upright`, as wide as the table, "page x of y" below."""
    sheet.page_setup.orientation = "portrait" if upright else "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.print_options.horizontalCentered = True
    title, pages = _HeaderFooterPart(footer.replace("&", "&&")), _HeaderFooterPart("&P/&N")
    sheet.HeaderFooter = HeaderFooter(oddFooter=HeaderFooterItem(left=title, right=pages))


def set_outline(sheet: Worksheet, levels: Sequence[int], first: int, folded: int | None = None) -> None:
    """Rows from `first` on that can be folded under the last row above them of a lesser level; of level `folded` and deeper they are."""
    if not any(levels):
        return
    sheet.sheet_properties.outlinePr = Outline(summaryBelow=False)
    sheet.sheet_format.outlineLevelRow = min(max(levels), DEEPEST)
    for number, level in enumerate(levels, first):
        if level:
            sheet.row_dimensions[number].outlineLevel = min(level, DEEPEST)
    for number, (level, after) in enumerate(zip(levels, [*levels[1:], 0], strict=True), first):
        if folded is not None and level >= folded:
            sheet.row_dimensions[number].hidden = True
        if folded is not None and after > level >= folded - 1:
            sheet.row_dimensions[number].collapsed = True
