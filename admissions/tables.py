"""The lists of people as tables: columns, their order, and how a cell reads."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import django_tables2 as tables
from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.db.models import Case, Count, OuterRef, QuerySet, Subquery, Value, When, Window
from django.db.models.functions import Coalesce, NullIf
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django_tables2.data import TableQuerysetData

from admissions.lists import DOSSIER_STAGES, STAGES, Stage
from admissions.models import Admission, Candidate
from partytrack.templatetags.icons import icon
from partytrack.vietnamese import UNKNOWN, format_date, number
from units.finding import paths
from units.models import Placement
from units.question import Asked

PAGE = 50
Attributes = dict[str, dict[str, str]]
NUMERIC: Attributes = {"td": {"class": "num"}, "th": {"class": "num"}}
PLAIN: Attributes = {"td": {}, "th": {}}
NAME: Attributes = {"td": {"scope": "row", "lang": "vi"}, "th": {}}
VIETNAMESE: Attributes = {"td": {"lang": "vi"}, "th": {}}


def placed(people: QuerySet[Any], tree: date) -> QuerySet[Any]:
    """With the unit, and as `above` the name of the unit above it on the tree: "Thôn 2" alone says little."""
    places = Placement.objects.filter(unit=OuterRef("unit_id"), during__contains=tree)
    name = Coalesce(NullIf("parent__short_name", Value("")), "parent__name")
    named: QuerySet[Any] = people.select_related("unit").annotate(above=Subquery(places.values_list(name)[:1]))
    return named


class Pages(TableQuerysetData):
    """People a page at a time. One statement finds the ids of the page asked for and how many there are in all; whole rows, with
    all that is shown beside them, are read for that page alone: the last page of 20,000 people would else read them all."""

    def __init__(
        self, people: QuerySet[Any], keys: Sequence[str], page: str, load: Callable[[list[int]], QuerySet[Any]]
    ) -> None:
        """`keys`: what orders them."""
        super().__init__(people.order_by(*keys))
        self._first = (int(page) - 1) * PAGE if re.fullmatch("[1-9][0-9]{0,5}", page) else 0
        self._load = load

    @cached_property
    def _found(self) -> tuple[list[int], int]:
        """The ids of the page asked for, and how many there are in all."""
        counted = self.data.annotate(of_all=Window(Count("*"))).values_list("pk", "of_all")
        rows = list(counted[self._first : self._first + PAGE])
        if rows:
            return [pk for pk, _of_all in rows], rows[0][1]
        return [], self.data.count() if self._first else 0

    def __len__(self) -> int:
        return self._found[1]

    def __getitem__(self, key: slice) -> list[Any]:
        ids = self._found[0] if key.start == self._first else list(self.data.values_list("pk", flat=True)[key])
        rows = {row.pk: row for row in self._load(ids)}
        return [rows[pk] for pk in ids]


class PagesByUnit(Pages):
    """People in the order of their units, which an index gives: counted apart, the first units are enough for the first page."""

    @cached_property
    def _found(self) -> tuple[list[int], int]:
        return list(self.data.values_list("pk", flat=True)[self._first : self._first + PAGE]), self.data.count()


class People(tables.Table):
    """Ordered by given name, in pages of PAGE, whatever a URL asks for that is no column or page."""

    row_number = tables.Column(_("STT"), empty_values=(), orderable=False, attrs=NUMERIC)
    name = tables.Column(_("Họ và tên"), order_by=("name_sort", "birth_date", "pk"), attrs=NAME)
    birth = tables.Column(_("Ngày sinh"), order_by=("birth_date", "name_sort", "pk"), attrs=PLAIN)
    unit = tables.Column(_("Tổ chức"), order_by=("unit__sort_key", "name_sort", "pk"), attrs=VIETNAMESE)

    class Meta:
        template_name = "_table.html"
        order_by_field = "sort"
        empty_text = ""

    def __init__(
        self,
        people: QuerySet[Any],
        asked: Asked,
        given: Mapping[str, str],
        caption: str,
        *,
        columns: Sequence[str] | None = None,
    ) -> None:
        """`columns`: those shown, in their order."""
        self.asked, self.caption = asked, caption
        self.shown = tuple(columns or self.base_columns)
        order = self._known_order(given.get("sort", ""))
        pages = PagesByUnit if order.removeprefix("-") == "unit" else Pages
        data = pages(people, self._keys(order), given.get("page", "1"), self.load)
        super().__init__(data, order_by=order, sequence=columns, exclude=set(self.base_columns) - set(self.shown))
        _turn_to(self, given.get("page", "1"))

    def load(self, ids: list[int]) -> QuerySet[Any]:
        """What the rows of these people show."""
        raise NotImplementedError

    def _known_order(self, order: str) -> str:
        column = self.base_columns.get(order.removeprefix("-"))
        return order if column is not None and column.orderable is not False else "name"

    def _keys(self, order: str) -> list[str]:
        """Also of a column that is not shown."""
        keys = self.base_columns[order.removeprefix("-")].order_by
        return [key.for_queryset() for key in (keys.opposite if order.startswith("-") else keys)]

    @property
    def count(self) -> int:
        """Of all its people, on whatever page."""
        return len(self.data)

    @property
    def people(self) -> QuerySet[Any]:
        """All of them, in the order of the table."""
        ordered: QuerySet[Any] = self.data.data
        return ordered

    def render_row_number(self, bound_row: Any) -> str:
        return number(self.page.start_index() + bound_row.row_counter)

    @cached_property
    def _question(self) -> str:
        return self.asked.query()

    def render_unit(self, record: Admission | Candidate) -> SafeString:
        above = getattr(record, "above", None) or ""
        address = f"{reverse('reports:dashboard', args=[record.unit.code])}?{self._question}"
        return format_html(
            '<a href="{}">{}</a>{}', address, record.unit.short, format_html(' <span class="mut">{}</span>', above)
        )


def _turn_to(table: tables.Table, page: str) -> None:
    """To that page; a number beyond the last gives the last, nonsense the first."""
    try:
        table.paginate(Paginator, per_page=PAGE, page=page)
    except PageNotAnInteger:
        table.paginate(Paginator, per_page=PAGE, page=1)
    except EmptyPage:
        table.paginate(Paginator, per_page=PAGE, page=table.paginator.num_pages)


class DayColumn(tables.Column):
    def render(self, value: date) -> str:
        return format_date(value)


class YesNoColumn(tables.Column):
    def render(self, value: bool) -> Any:
        return _("có") if value else _("không")


def _day(label: Any, field: str) -> DayColumn:
    return DayColumn(label, order_by=(field, "name_sort", "pk"), attrs=NUMERIC)


def _plain(label: Any, attrs: Attributes = PLAIN, **more: Any) -> tables.Column:
    return tables.Column(label, orderable=False, attrs=attrs, **more)


class AdmissionTable(People):
    """Every column of the sheet Kết nạp, and what only a list has. `SHOWN` are those of a list that asks for none."""

    sex = _plain(_("Giới tính"))
    ethnicity = tables.Column(_("Dân tộc"), order_by=("ethnicity", "name_sort", "pk"), attrs=VIETNAMESE)
    religion = _plain(_("Tôn giáo"), VIETNAMESE)
    occupation = _plain(_("Nghề nghiệp"))
    sources = _plain(_("Đối tượng"))
    youth_union = YesNoColumn(_("Đoàn viên"), orderable=False, attrs=PLAIN)
    general_education = _plain(_("Trình độ giáo dục phổ thông"))
    qualification = _plain(_("Trình độ chuyên môn"))
    political_theory = _plain(_("Lý luận chính trị"))
    readmission = YesNoColumn(_("Kết nạp lại"), orderable=False, attrs=PLAIN)
    above = _plain(_("Cấp trên trực tiếp"), VIETNAMESE)
    code = _plain(_("Mã tổ chức"), VIETNAMESE, accessor="unit__code")
    upper = _plain(_("Đảng bộ cấp trên"), VIETNAMESE, empty_values=())
    grassroots = _plain(_("TCCSĐ"), VIETNAMESE, empty_values=())
    cell = _plain(_("Chi bộ"), VIETNAMESE, empty_values=())
    decision_number = _plain(_("Số quyết định"), VIETNAMESE)
    decided_on = _day(_("Ngày quyết định"), "decided_on")
    received_on = _day(_("Ngày nhận quyết định"), "received_on")
    admitted_on = _day(_("Ngày kết nạp"), "admitted_on")
    confirmed_on = _day(_("Ngày chính thức"), "confirmed_on")
    counted_on = _day(_("Ngày tính chỉ tiêu"), "counted_on")
    note = _plain(_("Ghi chú"), VIETNAMESE)
    uid = _plain(_("Mã bản ghi"), VIETNAMESE)

    SHOWN = (
        "row_number", "name", "birth", "sex", "ethnicity", "youth_union", "unit", "decision_number", "decided_on",
        "admitted_on",
    )  # fmt: skip

    class Meta(People.Meta):
        pass

    def load(self, ids: list[int]) -> QuerySet[Any]:
        found = placed(Admission.objects.filter(pk__in=ids), self.asked.tree)
        return found.prefetch_related("sources") if "sources" in self.shown else found

    @cached_property
    def _paths(self) -> dict[tuple[int, date], dict[str, str]]:
        return paths((row.unit_id, self.asked.tree) for row in self.page.object_list.data)

    def _in_path(self, record: Admission, key: str) -> str:
        return self._paths[record.unit_id, self.asked.tree].get(key, UNKNOWN)

    def render_name(self, record: Admission) -> SafeString:
        return format_html('<a href="{}">{}</a>', reverse("admissions:record", args=[record.uid]), record.name)

    def render_upper(self, record: Admission) -> str:
        return self._in_path(record, "upper")

    def render_grassroots(self, record: Admission) -> str:
        return self._in_path(record, "grassroots")

    def render_cell(self, record: Admission) -> str:
        return self._in_path(record, "cell")

    def render_sources(self, record: Admission) -> str:
        return "; ".join(str(source) for source in sorted(record.sources.all(), key=lambda one: one.group)) or UNKNOWN


class CandidateTable(People):
    stage = tables.Column(_("Bước"), accessor="stage_on", order_by=("stage_order", "name_sort", "pk"), attrs=PLAIN)
    since = tables.Column(
        _("Từ ngày"), accessor="stage_since", order_by=("stage_since", "name_sort", "pk"), attrs=NUMERIC
    )
    days = tables.Column(_("Đã chờ (ngày)"), accessor="stage_since", orderable=False, attrs=NUMERIC)
    expected_on = tables.Column(_("Dự kiến kết nạp"), order_by=("expected_on", "name_sort", "pk"), attrs=NUMERIC)
    mentor = tables.Column(_("Người giúp đỡ"), orderable=False, attrs=VIETNAMESE)

    class Meta(People.Meta):
        sequence = ("row_number", "name", "birth", "unit", "stage", "since", "days", "expected_on", "mentor")

    def __init__(self, people: QuerySet[Any], asked: Asked, given: Mapping[str, str], caption: str) -> None:
        order = Case(*[When(stage_on=stage, then=position) for position, stage in enumerate(STAGES)])
        super().__init__(people.annotate(stage_order=order), asked, given, caption)

    def load(self, ids: list[int]) -> QuerySet[Any]:
        return placed(Candidate.objects.filter(pk__in=ids).with_stage(self.asked.as_of), self.asked.tree)

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
