"""The annex of a decision as files of the office: a workbook, and a document to be printed and signed."""

import io
from typing import Any

from docx import Document
from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Emu, Length, Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from targets.annex import Annex, Column
from workbooks.cells import printable
from workbooks.letterhead import Letterhead
from workbooks.writing import Bold, Book, Field

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FONT = "Times New Roman"
_MIDDLE = WD_ALIGN_PARAGRAPH.CENTER


def annex_workbook(annex: Annex) -> Book:
    book = Book(annex.title)
    head = Letterhead(
        left=[*filter(None, [annex.above]), annex.body, "*"],
        right=[annex.party, "", annex.place_and_day] if annex.above else [annex.party, annex.place_and_day],
        titles=[annex.kind, annex.title, annex.belongs_to],
        split=2,
    )
    book.add(
        "Phụ lục",
        fields=[
            Field(column.header, column.format, column.width, middle=column.is_position) for column in annex.columns
        ],
        rows=(Bold(row.values) if row.stands_out else row.values for row in annex.rows),
        head=[*annex.rests_on, annex.terms],
        frozen=2,
        letterhead=head,
        upright=not annex.is_wide,
    )
    return book


def annex_document(annex: Annex) -> bytes:
    document = Document()
    document.core_properties.title, document.core_properties.author = printable(annex.title), "Partytrack"
    _set_font(document)
    room = _set_page(document.sections[0], upright=not annex.is_wide)
    _add_head(document, annex, room)
    for line in annex.rests_on:
        _say(document.add_paragraph(), line, italic=True)
    _say(document.add_paragraph(), annex.terms, italic=True)
    _add_table(document, annex, room)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _set_font(document: Docx) -> None:
    style: Any = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(14)
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


def _add_head(document: Docx, annex: Annex, room: Length) -> None:
    """Whose paper it is on the left, the Party on the right; the titles below."""
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    left, right = table.rows[0].cells
    left.width = right.width = Emu(room // 2)
    own = left.paragraphs[0]
    if annex.above:
        _say(own, annex.above, size=13)
        own = left.add_paragraph()
    _say(own, annex.body, size=13, bold=True)
    _say(left.add_paragraph(), "*", size=13)
    _say(right.paragraphs[0], annex.party, size=13, bold=True).underline = True
    _say(right.add_paragraph(), annex.place_and_day, size=13, italic=True)
    for paragraph in (*left.paragraphs, *right.paragraphs):
        paragraph.alignment = _MIDDLE
        paragraph.paragraph_format.space_after = Pt(2)
    titles = [(annex.kind, True), (annex.title, True), (annex.belongs_to, False)]
    for text, bold in titles:
        paragraph = document.add_paragraph()
        paragraph.alignment = _MIDDLE
        paragraph.paragraph_format.space_before = Pt(12 if text == annex.kind else 0)
        _say(paragraph, text, bold=bold, italic=not bold)


def _add_table(document: Docx, annex: Annex, room: Length) -> None:
    table = document.add_table(rows=1, cols=len(annex.columns), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    widths = _widths(annex.columns, room)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    head = table.rows[0]
    for column, cell, width in zip(annex.columns, head.cells, widths, strict=True):
        _fill(cell, column.header, width, bold=True, middle=True)
    _mark(head, "w:tblHeader")
    _mark(head, "w:cantSplit")
    for stands_out, texts in annex.texts:
        _add_row(table, texts, widths, bold=stands_out)


def _add_row(table: Table, texts: list[tuple[Column, str]], widths: list[Length], *, bold: bool) -> None:
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    _mark(row, "w:cantSplit")
    for (column, text), cell, width in zip(texts, row.cells, widths, strict=True):
        _fill(cell, text, width, bold=bold, middle=column.is_position, right=column.is_figure)


def _widths(columns: tuple[Column, ...], room: Length) -> list[Length]:
    whole = sum(column.width for column in columns)
    return [Emu(room * column.width // whole) for column in columns]


def _fill(
    cell: _Cell, text: str, width: Length, *, bold: bool = False, middle: bool = False, right: bool = False
) -> None:
    cell.width = width
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    if middle or right:
        paragraph.alignment = _MIDDLE if middle else WD_ALIGN_PARAGRAPH.RIGHT
    _say(paragraph, text, size=12, bold=bold)


def _say(paragraph: Paragraph, text: str, *, size: int = 14, bold: bool = False, italic: bool = False) -> Run:
    run = paragraph.add_run(printable(text))
    run.font.size, run.bold, run.italic = Pt(size), bold, italic
    return run


def _mark(row: _Row, property_: str) -> None:
    """`w:tblHeader`: it stands again on every page; `w:cantSplit`: no page breaks it."""
    row._tr.get_or_add_trPr().append(OxmlElement(property_))
