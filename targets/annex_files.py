"""The annex of a decision as files of the office: a workbook, and a document to be printed and signed."""

from targets.annex import Annex
from workbooks import word
from workbooks.letterhead import Letterhead
from workbooks.word import Line, new_paper
from workbooks.writing import Bold, Book, Field


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
    paper = new_paper(annex.title, upright=not annex.is_wide)
    above = [Line(annex.above)] if annex.above else []
    paper.add_sides(
        left=[*above, Line(annex.body, bold=True), Line("*")],
        right=[Line(annex.party, bold=True, underline=True), Line(annex.place_and_day, italic=True)],
    )
    paper.add_titles(
        [Line(annex.kind, bold=True), Line(annex.title, bold=True), Line(annex.belongs_to, italic=True)],
    )
    for line in (*annex.rests_on, annex.terms):
        paper.add_line(Line(line, italic=True))
    columns = [
        word.Column(column.header, column.width, column.is_position, column.is_figure) for column in annex.columns
    ]
    rows = [(stands_out, [text for _column, text in cells]) for stands_out, cells in annex.texts]
    paper.add_table(columns, rows, size=12)
    return paper.to_bytes()
