"""Progress of the units below one, as a table: the page, its print and the workbook all come from this declaration."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partytrack.charts import SQUARES_AT_MOST, bullet, bullet_axis, fits_squares, squares
from partytrack.vietnamese import decimal, number, percent_sign, signed
from reports.columns import Column, PartColumn, part_columns
from reports.links import Records, figure
from reports.parts import part_figure
from targets.figures import Counts, Progress
from targets.progress import YearOfUnit
from targets.standing import judgement, status_mark
from workbooks.formats import PERCENT, WHOLE


@dataclass(frozen=True, slots=True)
class Beside:
    """What a table shows beside progress, by unit: the rank at the end of the month before, and who is in charge."""

    ranks: dict[int, int | None] = field(default_factory=dict)
    overseers: dict[int, str] = field(default_factory=dict)


class ProgressTable(tables.Table):
    """Rows are `Progress`. A table of a few people each is drawn in squares, and says who is in charge. `opened`: the
    categories whose sub-targets stand on the page; the workbook has all."""

    has_targets = True

    rank = Column(_("Hạng"), "c-rk rk", format=WHOLE, width=7)
    name = Column(_("Đơn vị"), "c-nm", accessor="unit", order_by="unit__sort_key", width=44)
    chart = Column("", "c-bg bul", accessor="unit", orderable=False)
    admitted = Column(_("Kết nạp"), "c-fr", format=WHOLE, width=10)
    target = Column(_("Chỉ tiêu"), "c-tg", format=WHOLE, width=10, visible=False)
    percentage = Column(_("Đạt %"), "c-pc pct", format=PERCENT, width=10, order_by="share")
    last_year = Column(_("Cùng kỳ %"), "c-ly mut", format=PERCENT, width=10, order_by="last_year_share")
    last_30_days = Column(_("30 ngày qua"), "c-mo", accessor="counts__last_30_days", format=WHOLE, width=10)
    pipeline = Column(_("Hồ sơ"), "c-hs", format=WHOLE, width=8)
    forecast = Column(_("Dự báo"), "c-fc", format=WHOLE, width=8)
    members = Column(_("Đảng viên"), "c-mb mut", format=WHOLE, width=10, visible=False)
    overseer = Column(_("Người phụ trách"), "c-pp", accessor="unit", width=24, visible=False, orderable=False)
    status = Column(_("Đánh giá"), "c-st", width=22, order_by="short_by")

    class Meta:
        template_name = "reports/progress_table.html"
        attrs = {"class": "dt rank"}
        order_by_field = "sort"

    def __init__(
        self,
        rows: list[Progress],
        answer: YearOfUnit,
        records: Records,
        beside: "Beside",
        opened: Sequence[str],
        **kwargs: Any,
    ) -> None:
        self.answer, self.records, self.beside = answer, records, beside
        parts = [one for name in answer.categories for one in part_columns(name, visible=name in opened)]
        self.in_squares = fits_squares(answer.self) and all(row.forecast <= SQUARES_AT_MOST for row in answer.children)
        order = ["rank", "name", "chart", "admitted", "target", "percentage", *(name for name, _column in parts), "..."]
        super().__init__(rows, extra_columns=parts, sequence=order, **kwargs)
        if self.in_squares:
            self.columns.show("members")
            self.columns.hide("last_30_days")
        if self.in_squares and beside.overseers:
            self.columns.show("overseer")
            self.columns.hide("last_year")
            self.columns.hide("percentage")
            self.columns.hide("rank")

    def figure_of(self, record: Progress, category: str) -> SafeString:
        """How many of a category of sub-targets were admitted."""
        return part_figure(record.parts[category], record.unit, category, self.records)

    def render_rank(self, record: Progress) -> str:
        if record.rank is None:
            return ""
        earlier = self.beside.ranks.get(record.unit.pk)
        climbed = earlier - record.rank if earlier else 0
        if not climbed:
            return format_html('{}<span class="mv"></span>', record.rank)
        words = gettext("bậc lên") if climbed > 0 else gettext("bậc xuống")
        arrow = "▲" if climbed > 0 else "▼"
        return format_html(
            '{}<span class="mv">{}{}<span class="vh"> {}</span></span>', record.rank, arrow, abs(climbed), words
        )

    def value_rank(self, record: Progress) -> int | None:
        return record.rank

    def render_name(self, record: Progress) -> str:
        name, full = record.unit.short, record.unit.name
        if address := self.records.page(record.unit):
            return format_html('<a href="{}" lang="vi" title="{}">{}</a>', address, full, name)
        return format_html('<span lang="vi" title="{}">{}</span>', full, name)

    def value_name(self, record: Progress) -> str:
        return record.unit.name

    def render_chart(self, record: Progress) -> str:
        if self.in_squares:
            return squares(record, name=record.unit.name, size="row")
        return bullet(record, name=record.unit.name, share_gone=record.share_of_year)

    def render_admitted(self, record: Progress) -> str:
        whole = figure(record.admitted, self.records.admissions(record.unit))
        target = "" if record.target is None else f"/{number(record.target)}"
        return format_html('{}<span class="frac-t">{}</span>', whole, target)

    def value_admitted(self, record: Progress) -> int:
        return record.admitted

    def value_target(self, record: Progress) -> int | None:
        return record.target

    def render_percentage(self, record: Progress) -> str:
        return format_html(
            '{}<span class="only-s">{}</span>', decimal(record.percentage), percent_sign() if record.share else ""
        )

    def value_percentage(self, record: Progress) -> Decimal | None:
        return record.percentage

    def render_last_year(self, record: Progress) -> str:
        address = self.records.admissions(record.unit, last_year=True)
        return figure(record.last_year, address, decimal(record.last_percentage))

    def value_last_year(self, record: Progress) -> Decimal | None:
        return record.last_percentage

    def render_last_30_days(self, record: Progress) -> str:
        n = record.counts.last_30_days
        return figure(n, self.records.admissions(record.unit, "last_30_days"), signed(n))

    def value_last_30_days(self, record: Progress) -> int:
        return record.counts.last_30_days

    def render_pipeline(self, record: Progress) -> str:
        return figure(record.pipeline, self.records.candidates(record.unit, "pipeline"))

    def value_pipeline(self, record: Progress) -> int:
        return record.pipeline

    def render_forecast(self, record: Progress) -> str:
        return number(record.forecast)

    def value_forecast(self, record: Progress) -> int:
        return record.forecast

    def render_members(self, record: Progress) -> str:
        return number(record.members)

    def value_members(self, record: Progress) -> int | None:
        return record.members

    def render_overseer(self, record: Progress) -> str:
        return format_html('<span lang="vi">{}</span>', self.value_overseer(record))

    def value_overseer(self, record: Progress) -> str:
        return self.beside.overseers.get(record.unit.pk, "")

    def render_status(self, record: Progress) -> str:
        return status_mark(record)

    def value_status(self, record: Progress) -> str:
        return judgement(record)


class TotalTable(ProgressTable):
    """The one total row: the unit itself, never a sum of the column."""

    def render_chart(self, record: Progress) -> str:
        return "" if self.in_squares else super().render_chart(record)

    def value_overseer(self, record: Progress) -> str:
        return ""

    def render_rank(self, record: Progress) -> str:
        return ""

    def value_rank(self, record: Progress) -> None:
        return None

    def render_name(self, record: Progress) -> str:
        return format_html("{}", gettext("Toàn đơn vị"))

    def value_name(self, record: Progress) -> str:
        return gettext("Toàn đơn vị")


class DirectTable(TotalTable):
    """The one row of what the total holds beside the children's; it has no target of its own."""

    has_targets = False

    def figure_of(self, record: Progress, category: str) -> SafeString:
        return figure(record.parts[category].admitted, None)

    def render_name(self, record: Progress) -> str:
        return format_html("{}", gettext("Chưa phân theo đơn vị"))

    def value_name(self, record: Progress) -> str:
        return gettext("Chưa phân theo đơn vị")

    def render_chart(self, record: Progress) -> str:
        return ""

    def render_members(self, record: Progress) -> str:
        return ""

    def render_admitted(self, record: Progress) -> str:
        by_name = self.answer.self.counts.this.tallied == 0
        return figure(record.admitted, self.records.admissions(record.unit, "direct") if by_name else None)

    def render_last_year(self, record: Progress) -> str:
        return ""

    def render_last_30_days(self, record: Progress) -> str:
        return format_html("{}", signed(record.counts.last_30_days))

    def render_pipeline(self, record: Progress) -> str:
        return format_html("{}", number(record.pipeline))

    def render_status(self, record: Progress) -> str:
        return ""

    def value_status(self, record: Progress) -> str:
        return ""


class ProgressOfChildren:
    """The three parts of the table in their order: the children, what is in none of them, the total."""

    def __init__(
        self,
        answer: YearOfUnit,
        records: Records,
        *,
        beside: Beside | None = None,
        order_by: str | None = None,
        opened: Sequence[str] = (),
    ) -> None:
        shared = (answer, records, beside or Beside(), opened)
        self.opened = opened
        self.children = ProgressTable(answer.children, *shared, order_by=order_by)
        direct = [_direct_row(answer.self, answer.direct)] if answer.direct else []
        self.direct = DirectTable(direct, *shared)
        self.total = TotalTable([answer.self], *shared)

    @property
    def axis(self) -> SafeString | None:
        return None if self.children.in_squares else bullet_axis()

    def in_book(self, part: ProgressTable) -> list[Any]:
        """The columns that a report has of a part: those of figures, whether or not the page shows them."""
        parts = [column.name for column in part.columns.iterall() if isinstance(column.column, PartColumn)]
        for name in ("rank", "target", "percentage", "members", "last_year", "last_30_days", *parts):
            part.columns.show(name)
        part.columns.hide("chart")
        return list(part.columns)


def _direct_row(whole: Progress, counts: Counts) -> Progress:
    nothing: dict[str, Any] = dict.fromkeys(("target", "pledge", "own_due_on", "last_year_target", "members"))
    return replace(
        whole, counts=counts, rank=None, ranked=None, sub_targets=dict.fromkeys(whole.sub_targets), **nothing
    )
