"""The kinds of columns of the table of progress, and those that a sub-target adds to it."""

from collections.abc import Iterator
from typing import Any, Protocol

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from partytrack.vietnamese import decimal, number, percent_sign
from reports.parts import label_of
from targets.figures import Progress
from workbooks.formats import PERCENT, WHOLE


class Column(tables.Column):
    """A column that also says how it stands in the page's grid (`css`) and in the workbook (`format`, `width`, and `in_book`
    where its header is another there)."""

    def __init__(
        self,
        header: Any,
        css: str,
        *,
        format: str | None = None,
        width: int | None = None,
        in_book: str = "",
        **kwargs: Any,
    ) -> None:
        self.format, self.width, self.in_book = format, width, in_book
        numeric = format is not None
        name = css.split()[0]
        cell = f"num {css}" if numeric else css
        attrs = {"td": {"class": cell}, "th": {"class": ("num " if numeric else "") + f"h-{name}"}}
        super().__init__(header, attrs=attrs, empty_values=(), **kwargs)


class ShowsParts(Protocol):
    """A table with such columns; `has_targets`: its rows are units, to whom targets are assigned or not."""

    has_targets: bool

    def figure_of(self, record: Progress, category: str) -> SafeString: ...


class PartColumn(Column):
    """One figure of a sub-target."""

    figure = ""

    def __init__(self, category: str, header: str, css: str, **kwargs: Any) -> None:
        self.category = category
        super().__init__(header, css, width=9, order_by=f"parts__{category}__{self.figure}", **kwargs)

    def value(self, record: Progress) -> Any:
        return getattr(record.parts[self.category], self.figure)


class PartTarget(PartColumn):
    """In the workbook alone: on the page it stands below what was admitted."""

    figure = "target"

    def render(self, record: Progress) -> str:
        return number(self.value(record))


class PartAdmitted(PartColumn):
    figure = "admitted"

    def render(self, record: Progress, table: ShowsParts) -> str:
        label, part = label_of(self.category), record.parts[self.category]
        shown = format_html('<span class="only-s">{} </span>{}', label, table.figure_of(record, self.category))
        if not table.has_targets:
            return shown
        if part.target is None:
            return format_html('{}<span class="frac-t">/<abbr title="{}">—</abbr></span>', shown, gettext("chưa giao"))
        return format_html('{}<span class="frac-t">/{}</span>', shown, number(part.target))


class PartPercentage(PartColumn):
    figure = "percentage"

    def render(self, record: Progress) -> str:
        percentage = self.value(record)
        if percentage is None:
            return ""
        return format_html('{}<span class="only-s">{}</span>', decimal(percentage), percent_sign())


def part_columns(category: str, *, visible: bool) -> Iterator[tuple[str, PartColumn]]:
    """By name, what stands of one category: in the workbook target, admitted, percentage; on the page, once opened, the last two."""
    label = label_of(category)
    yield f"{category}_target", PartTarget(category, gettext("Chỉ tiêu"), "c-sf", format=WHOLE, visible=False)
    admitted = gettext("Kết nạp")
    yield (
        f"{category}_admitted",
        PartAdmitted(category, label, "c-sf", format=WHOLE, in_book=admitted, visible=visible),
    )
    percentage = gettext("Đạt %")
    header = format_html('<span class="vh">{}, </span>{}', label, percentage)
    yield (
        f"{category}_percentage",
        PartPercentage(category, header, "c-sp pct", format=PERCENT, in_book=percentage, visible=visible),
    )
