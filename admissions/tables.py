"""The lists of people as tables: columns, their order, and how a cell reads."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import django_tables2 as tables
from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.db.models import Case, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, NullIf
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from admissions.lists import DOSSIER_STAGES, STAGES, Stage
from admissions.models import Admission, Candidate
from partytrack.templatetags.icons import icon
from partytrack.vietnamese import format_date, number
from units.models import Placement
from units.question import Asked

PAGE = 50
Attributes = dict[str, dict[str, str]]
NUMERIC: Attributes = {"td": {"class": "num"}, "th": {"class": "num"}}
PLAIN: Attributes = {"td": {}, "th": {}}
NAME: Attributes = {"td": {"scope": "row", "lang": "vi"}, "th": {}}
VIETNAMESE: Attributes = {"td": {"lang": "vi"}, "th": {}}


def placed(people: QuerySet[Any], tree: date) -> QuerySet[Any]:
    """With the unit, and as `upper` the name of the unit above it on the tree: "Thôn 2" alone says little."""
    above = Placement.objects.filter(unit=OuterRef("unit_id"), during__contains=tree)
    upper = Coalesce(NullIf("parent__short_name", Value("")), "parent__name")
    named: QuerySet[Any] = people.select_related("unit").annotate(upper=Subquery(above.values_list(upper)[:1]))
    return named


class People(tables.Table):
    """Ordered by given name, in pages of PAGE, whatever a URL asks for that is no column or page."""

    row_number = tables.Column(_("STT"), empty_values=(), orderable=False, attrs=NUMERIC)
    name = tables.Column(_("Họ và tên"), order_by=("name_sort", "birth_date", "pk"), attrs=NAME)
    birth = tables.Column(_("Ngày sinh"), order_by=("birth_date", "name_sort"), attrs=PLAIN)
    unit = tables.Column(_("Tổ chức"), order_by=("unit__sort_key", "name_sort"), attrs=VIETNAMESE)

    class Meta:
        template_name = "_table.html"
        order_by_field = "sort"
        empty_text = ""

    def __init__(self, people: QuerySet[Any], asked: Asked, given: Mapping[str, str], caption: str) -> None:
        self.asked, self.caption = asked, caption
        order = given.get("sort", "")
        column = self.base_columns.get(order.removeprefix("-"))
        sortable = column is not None and column.orderable is not False
        super().__init__(placed(people, asked.tree), order_by=order if sortable else "name")
        _turn_to(self, given.get("page", "1"))

    @property
    def people(self) -> QuerySet[Any]:
        """All of them, in the order of the table."""
        ordered: QuerySet[Any] = self.data.data
        return ordered

    def render_row_number(self, bound_row: Any) -> str:
        return number(self.page.start_index() + bound_row.row_counter)

    def render_unit(self, record: Admission | Candidate) -> SafeString:
        upper = getattr(record, "upper", None) or ""
        address = f"{reverse('reports:dashboard', args=[record.unit.code])}?{self.asked.query()}"
        return format_html(
            '<a href="{}">{}</a>{}', address, record.unit.short, format_html(' <span class="mut">{}</span>', upper)
        )


def _turn_to(table: tables.Table, page: str) -> None:
    """To that page; a number beyond the last gives the last, nonsense the first."""
    try:
        table.paginate(Paginator, per_page=PAGE, page=page)
    except PageNotAnInteger:
        table.paginate(Paginator, per_page=PAGE, page=1)
    except EmptyPage:
        table.paginate(Paginator, per_page=PAGE, page=table.paginator.num_pages)


class AdmissionTable(People):
    sex = tables.Column(_("Giới tính"), orderable=False, attrs=PLAIN)
    ethnicity = tables.Column(_("Dân tộc"), order_by=("ethnicity", "name_sort"), attrs=VIETNAMESE)
    youth_union = tables.Column(_("Đoàn viên"), orderable=False, attrs=PLAIN)
    decision_number = tables.Column(_("Số quyết định"), orderable=False, attrs=VIETNAMESE)
    decided_on = tables.Column(_("Ngày quyết định"), order_by=("decided_on", "name_sort"), attrs=NUMERIC)
    admitted_on = tables.Column(_("Ngày kết nạp"), order_by=("admitted_on", "name_sort"), attrs=NUMERIC)

    class Meta(People.Meta):
        sequence = (
            "row_number",
            "name",
            "birth",
            "sex",
            "ethnicity",
            "youth_union",
            "unit",
            "decision_number",
            "decided_on",
            "admitted_on",
        )

    def render_youth_union(self, value: bool) -> Any:
        return _("có") if value else _("không")

    def render_decided_on(self, value: date) -> str:
        return format_date(value)

    def render_admitted_on(self, value: date) -> str:
        return format_date(value)


class CandidateTable(People):
    stage = tables.Column(_("Bước"), accessor="stage_on", order_by=("stage_order", "name_sort"), attrs=PLAIN)
    since = tables.Column(_("Từ ngày"), accessor="stage_since", order_by=("stage_since", "name_sort"), attrs=NUMERIC)
    days = tables.Column(_("Đã chờ (ngày)"), accessor="stage_since", orderable=False, attrs=NUMERIC)
    expected_on = tables.Column(_("Dự kiến kết nạp"), order_by=("expected_on", "name_sort"), attrs=NUMERIC)
    mentor = tables.Column(_("Người giúp đỡ"), orderable=False, attrs=VIETNAMESE)

    class Meta(People.Meta):
        sequence = ("row_number", "name", "birth", "unit", "stage", "since", "days", "expected_on", "mentor")

    def __init__(self, people: QuerySet[Any], asked: Asked, given: Mapping[str, str], caption: str) -> None:
        order = Case(*[When(stage_on=stage, then=position) for position, stage in enumerate(STAGES)])
        super().__init__(people.annotate(stage_order=order), asked, given, caption)

    def render_stage(self, value: str) -> Any:
        return Stage(value).label

    def render_since(self, value: date) -> str:
        return format_date(value)

    def render_days(self, value: date) -> str:
        return number((self.asked.as_of - value).days)

    def render_expected_on(self, value: date, record: Candidate) -> SafeString | str:
        """Overdue is what counting.overdue counts: a dossier whose day has passed."""
        if value >= self.asked.as_of or getattr(record, "stage_on", None) not in DOSSIER_STAGES:
            return format_date(value)
        return format_html('{} <span class="st st-slow">{}{}</span>', format_date(value), icon("slow"), _("quá ngày"))
