"""{% table_rows table %}: the rows of a page of a django-tables2 table. In Python: a page has 500 cells, and a template would ask
ten questions of each; django-tables2 itself, at each again, what is the same for a whole column."""

from collections.abc import Callable, Iterator, Sequence
from inspect import signature
from typing import Any, NamedTuple

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django_tables2.utils import Accessor

from partytrack.vietnamese import UNKNOWN

register = template.Library()


class Drawn(NamedTuple):
    """One column: what its cell of a row says, and the tags around it; `blank` opens one that says nothing, which cards leave
    out."""

    cell: Callable[[Any], Any]
    opening: SafeString
    blank: SafeString
    closing: SafeString


@register.simple_tag
def table_rows(table: Any) -> SafeString:
    labels = {field.name: dict(field.flatchoices) for field in table.data.model._meta.concrete_fields if field.choices}
    columns = [Drawn(_cell(column, labels.get(column.accessor)), *_tags(column)) for column in table.columns]
    rows = ((SafeString("".join(_cells(row, columns))),) for row in table.paginated_rows)
    return format_html_join("", '<tr role="row">{}</tr>', rows)


def _cells(row: Any, columns: Sequence[Drawn]) -> Iterator[str]:
    for column in columns:
        said = column.cell(row)
        yield column.blank if said in ("", UNKNOWN) else column.opening
        yield conditional_escape(said)
        yield column.closing


def _cell(column: Any, labels: dict[Any, Any] | None) -> Callable[[Any], Any]:
    """As `BoundRow.get_cell`. A `render` takes any of value, record, bound_row; `labels`: of a field with choices."""
    takes = tuple(signature(column.render).parameters)
    accessor, empty = Accessor(column.accessor), column.column.empty_values

    def cell(row: Any) -> Any:
        value = accessor.resolve(row.record, quiet=True) if empty or "value" in takes else None
        if labels:
            value = labels.get(value, value)
        if value in empty:
            return column.default
        given = {"value": value, "record": row.record, "bound_row": row}
        return column.render(**{name: given[name] for name in takes})

    return cell


def _tags(column: Any) -> tuple[SafeString, SafeString, SafeString]:
    attrs = column.attrs["td"]
    css = attrs.get("class", "")
    lang = format_html(' lang="{}"', attrs["lang"]) if attrs.get("lang") else ""
    if attrs.get("scope") == "row":
        opening = format_html('<th role="rowheader" scope="row" class="{}"{}>', css, lang)
        return opening, opening, SafeString("</th>")
    tag = '<td role="cell" class="{}" data-label="{}"{}><span>'
    opening, blank = (format_html(tag, names, column.header, lang) for names in (css, f"{css} blank"))
    return opening, blank, SafeString("</span></td>")
