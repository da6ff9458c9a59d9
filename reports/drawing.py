"""A report's table as HTML. In Python: the table of a province's tree has ten thousand cells."""

from collections.abc import Iterator, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from reports.declared import Cell, Column, Part, Row
from workbooks.formats import WHOLE

WIDE = 14
"""A table of more columns is printed smaller."""


def table_of(part: Part) -> SafeString:
    """Heads in one or two lines, rows, the total. One column names the row, mostly the first."""
    heads = format_html_join("", "<tr>{}</tr>", ((line,) for line in _heads(part)))
    body = format_html_join("", "{}", ((_row(part, row),) for row in part.rows))
    foot = format_html("<tfoot>{}</tfoot>", _row(part, part.total)) if part.total else ""
    css = " wide" if len(part.columns) > WIDE else ""
    table = '<table class="dt report{}"><thead>{}</thead><tbody>{}</tbody>{}</table>'
    return format_html(table, css, heads, body, foot)


def _heads(part: Part) -> Iterator[SafeString]:
    if not part.is_grouped:
        yield format_html_join("", "{}", ((_head(column),) for column in part.columns))
        return
    yield format_html_join("", "{}", ((cell,) for cell in _upper(part.columns)))
    yield format_html_join("", "{}", ((_head(column),) for column in part.columns if column.group))


def _upper(columns: Sequence[Column]) -> Iterator[SafeString]:
    seen = None
    for place, column in enumerate(columns):
        if not column.group:
            yield _head(column, SafeString(' rowspan="2"'))
        elif seen != column.group:
            after = columns[place:]
            width = next((n for n, one in enumerate(after) if one.group != column.group), len(after))
            yield format_html('<th scope="colgroup" class="group" colspan="{}">{}</th>', width, column.group)
        seen = column.group


def _head(column: Column, span: SafeString | str = "") -> SafeString:
    css = SafeString(' class="num"') if column.is_number else ""
    lang = SafeString(' lang="vi"') if column.is_data else ""
    return format_html('<th scope="col"{}{}{}>{}</th>', css, span, lang, column.header)


def _row(part: Part, row: Row) -> SafeString:
    css = format_html(' class="level-{}{}"', row.level, " strong" if row.strong else "")
    cells = (
        (_cell(column, cell, is_name=place == part.named_by),)
        for place, (column, cell) in enumerate(zip(part.columns, row.cells, strict=True))
    )
    return format_html("<tr{}>{}</tr>", css, format_html_join("", "{}", cells))


def _cell(column: Column, cell: Cell, *, is_name: bool) -> SafeString:
    shown = column.written(cell.value)
    if cell.address and cell.value not in (None, 0):
        count = format_html(' class="fig" data-count="{}"', cell.value) if column.format == WHOLE else ""
        shown = format_html('<a{} href="{}">{}</a>', count, cell.address, shown)
    lang = SafeString(' lang="vi"') if cell.is_data else ""
    if is_name:
        return format_html('<th scope="row"{}>{}</th>', lang, shown)
    return format_html("<td{}{}>{}</td>", SafeString(' class="num"') if column.is_number else "", lang, shown)
