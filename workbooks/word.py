"""A paper of the office as a Word file: A4 with the margins and the letters of such papers, its head, its paragraphs, a table."""

import io
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, NamedTuple

from docx import Document
from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.table import CT_Row
from docx.section import Section
from docx.shared import Emu, Length, Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from workbooks.cells import printable

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FONT = "Times New Roman"
_MIDDLE = WD_ALIGN_PARAGRAPH.CENTER
_BESIDE = 13
"""Points of what stands beside each other."""


class Column(NamedTuple):
    """`width` in figures, as workbooks count; a position stands in the middle, a figure on the right."""

    header: str
    width: float
    is_position: bool = False
    is_figure: bool = False


class Line(NamedTuple):
    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """`room`: the width that is left to write on; `size`: of its letters, in points."""

    document: Docx
    room: Length
    size: int

    def add_sides(
        self, left: Sequence[Line], right: Sequence[Line], *, left_side: WD_ALIGN_PARAGRAPH = _MIDDLE
    ) -> None:
        """Beside each other, each in its half of the paper, that on the left as `left_side` says; no page breaks them."""
        table = self.document.add_table(rows=1, cols=2)
        table.autofit = False
        _mark(table.rows[0], "w:cantSplit")
        for cell, lines, side in zip(table.rows[0].cells, (left, right), (left_side, _MIDDLE), strict=True):
            cell.width = Emu(self.room // 2)
            for place, line in enumerate(lines):
                paragraph = cell.add_paragraph() if place else cell.paragraphs[0]
                paragraph.alignment = side
                paragraph.paragraph_format.space_after = Pt(2)
                _say(paragraph, line, _BESIDE)

    def add_titles(self, titles: Sequence[Line], *, on_a_new_page: bool = False) -> None:
        for place, line in enumerate(titles):
            paragraph = self.document.add_paragraph()
            paragraph.alignment = _MIDDLE
            paragraph.paragraph_format.space_before = Pt(0 if place else 12)
            paragraph.paragraph_format.page_break_before = on_a_new_page and not place
            paragraph.paragraph_format.keep_with_next = True
            _say(paragraph, line, self.size)

    def add_line(self, line: Line) -> Paragraph:
        paragraph = self.document.add_paragraph()
        _say(paragraph, line, self.size)
        return paragraph

    def add_heading(self, text: str) -> None:
        paragraph = self.add_line(Line(text, bold=True))
        paragraph.paragraph_format.first_line_indent = Mm(10)
        paragraph.paragraph_format.keep_with_next = True

    def add_prose(self, text: str, *, with_next: bool = False) -> None:
        """`with_next`: on the page of what follows it."""
        paragraph = self.add_line(Line(text))
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        paragraph.paragraph_format.first_line_indent = Mm(10)
        paragraph.paragraph_format.keep_with_next = with_next

    def add_table(self, columns: Sequence[Column], rows: Sequence[tuple[bool, Sequence[str]]], *, size: int) -> None:
        """Rows of texts, each with whether it is bold; its head stands again on every page, no row is broken."""
        table = self.document.add_table(rows=1, cols=len(columns), style="Table Grid")
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        whole = sum(column.width for column in columns)
        widths = [Emu(int(self.room * column.width / whole)) for column in columns]
        for beside, width in zip(table.columns, widths, strict=True):
            beside.width = width
        head = table.rows[0]
        for column, cell, width in zip(columns, head.cells, widths, strict=True):
            _fill(cell, Line(column.header, bold=True), width, _MIDDLE, size)
        _mark(head, "w:tblHeader")
        _mark(head, "w:cantSplit")
        models: dict[bool, CT_Row] = {}  # a row is laid out once and then copied, in a tenth of the time
        for bold, texts in rows:
            if bold in models:
                _add_copy(table, models[bold], texts)
            else:
                models[bold] = _add_row(table, columns, [Line(text, bold) for text in texts], widths, size)

    def to_bytes(self) -> bytes:
        stream = io.BytesIO()
        self.document.save(stream)
        return stream.getvalue()


def new_paper(title: str, *, upright: bool = True, size: int = 14) -> Paper:
    document = Document()
    document.core_properties.title, document.core_properties.author = printable(title), "Partytrack"
    _set_font(document, size)
    return Paper(document, _set_page(document.sections[0], upright=upright), size)


def _set_font(document: Docx, size: int) -> None:
    style: Any = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(size)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    style.paragraph_format.space_after = Pt(4)


def _set_page(section: Section, *, upright: bool) -> Length:
    """A4, the number of the page on top from the second on; gives the width that is left to write on."""
    short, long = Mm(210), Mm(297)
    section.orientation = WD_ORIENT.PORTRAIT if upright else WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = (short, long) if upright else (long, short)
    section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = (
        Mm(20),
        Mm(15),
        Mm(15),
        Mm(30),
    )
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = _MIDDLE
    _add_page_number(number.add_run())
    return Emu(int(section.page_width) - Mm(45))


def _add_page_number(run: Run) -> None:
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        part.text = text or None
        run._r.append(part)


def _add_row(
    table: Table, columns: Sequence[Column], lines: Sequence[Line], widths: Sequence[Length], size: int
) -> CT_Row:
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    _mark(row, "w:cantSplit")
    for column, line, cell, width in zip(columns, lines, row.cells, widths, strict=True):
        side = _MIDDLE if column.is_position else WD_ALIGN_PARAGRAPH.RIGHT if column.is_figure else None
        _fill(cell, line, width, side, size)
    return row._tr


def _add_copy(table: Table, model: CT_Row, texts: Sequence[str]) -> None:
    """One run a cell, as `_fill` leaves it."""
    copied: Any = deepcopy(model)
    for run, text in zip(copied.iter(qn("w:r")), texts, strict=True):
        run.text = printable(text)
    table._tbl.append(copied)


def _fill(cell: _Cell, line: Line, width: Length, side: WD_ALIGN_PARAGRAPH | None, size: int) -> None:
    cell.width = width
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.alignment = side
    _say(paragraph, line, size)


def _say(paragraph: Paragraph, line: Line, size: int) -> None:
    run = paragraph.add_run(printable(line.text))
    run.font.size, run.bold, run.italic = Pt(size), line.bold, line.italic
    run.underline = line.underline or None


def _mark(row: _Row, property_: str) -> None:
    """`w:tblHeader`: it stands again on every page; `w:cantSplit`: no page breaks it."""
    row._tr.get_or_add_trPr().append(OxmlElement(property_))
