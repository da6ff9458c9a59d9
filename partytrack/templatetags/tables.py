"""{% table_rows table %}: the rows of a page of a django-tables2 table. In Python: a page has 500 cells, and a template would ask
ten questions of each."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from partytrack.vietnamese import UNKNOWN

register = template.Library()


class Frame(NamedTuple):
    """The tags around every cell of one column; `blank` opens one that says nothing, which cards leave out."""

    opening: SafeString
    blank: SafeString
    closing: SafeString


@register.simple_tag
def table_rows(table: Any) -> SafeString:
    frames = {column.name: _frame(column) for column in table.columns}
    return format_html_join(
        "",
        '<tr role="row">{}</tr>',
        ((format_html_join("", "{}{}{}", _cells(row, frames)),) for row in table.paginated_rows),
    )


def _cells(row: Any, frames: dict[str, Frame]) -> Iterator[tuple[SafeString, Any, SafeString]]:
    for column, cell in row.items():
        frame = frames[column.name]
        yield frame.blank if cell in ("", UNKNOWN) else frame.opening, cell, frame.closing


def _frame(column: Any) -> Frame:
    attrs = column.attrs["td"]
    css = attrs.get("class", "")
    lang = format_html(' lang="{}"', attrs["lang"]) if attrs.get("lang") else ""
    if attrs.get("scope") == "row":
        opening = format_html('<th role="rowheader" scope="row" class="{}"{}>', css, lang)
        return Frame(opening, opening, SafeString("</th>"))
    tag = '<td role="cell" class="{}" data-label="{}"{}><span>'
    opening, blank = (format_html(tag, names, column.header, lang) for names in (css, f"{css} blank"))
    return Frame(opening, blank, SafeString("</span></td>"))
