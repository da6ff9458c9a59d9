"""A document as a Word file that the office can still edit and sign."""

from docx.enum.text import WD_ALIGN_PARAGRAPH

from reports.declared import Part
from reports.document import Document
from workbooks import word
from workbooks.formats import UNGROUPED
from workbooks.word import Line, Paper, new_paper


def word_of(document: Document) -> bytes:
    paper = new_paper(f"{document.kind} {document.title}", size=13)
    above = [Line(document.above)] if document.above else []
    paper.add_sides(
        left=[*above, Line(document.body, bold=True), Line("*"), Line(document.number)],
        right=[Line(document.party, bold=True, underline=True), Line(document.place_and_day, italic=True)],
    )
    paper.add_titles([Line(document.kind, bold=True), Line(document.title, bold=True), _up_to(document)])
    for heading, section in document.headings:
        paper.add_heading(heading)
        for paragraph in section.paragraphs:
            paper.add_prose(
                paragraph, with_next=section is document.sections[-1] and paragraph == section.paragraphs[-1]
            )
    first, *recipients = document.recipients
    paper.add_sides(
        left=[Line(first, italic=True), *map(Line, recipients)],
        right=[Line(text, bold=True) for text in document.signature],
        left_side=WD_ALIGN_PARAGRAPH.LEFT,
    )
    if document.table:
        _add_table(paper, document, document.table)
    return paper.to_bytes()


def _up_to(document: Document) -> Line:
    return Line(f"({document.up_to})", italic=True)


def _add_table(paper: Paper, document: Document, table: Part) -> None:
    paper.add_titles([Line(str(table.title).upper(), bold=True), _up_to(document)], on_a_new_page=True)
    columns = [
        word.Column(str(column.header), column.width, column.format == UNGROUPED, column.is_number)
        for column in table.columns
    ]
    paper.add_table(columns, [(strong, [text for _column, text in cells]) for strong, cells in document.texts], size=10)
    for note in table.notes:
        paper.add_line(Line(str(note), italic=True))
