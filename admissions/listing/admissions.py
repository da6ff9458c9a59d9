"""The list of the people of one figure of results: narrowed, searched, in the columns asked for."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from admissions import counting
from admissions.counting import Period
from admissions.filters import AdmissionFilters
from admissions.listing.shared import Choice, Listing, moved_away, must_stand
from admissions.models import AdmissionQuerySet, Tally
from admissions.records import CATEGORIES_ASKED, AnyCategory, Category, Results, Tallied, category_of, results
from admissions.tables import AdmissionTable
from partytrack.vietnamese import format_date, number
from units import scope
from units.models import Unit, UnitQuerySet
from units.question import asked, choice, value
from units.scope import Action, Person


class Chip(NamedTuple):
    """One filter in force; `query` asks for the list without it."""

    label: str
    value: str
    is_data: bool
    query: str


@dataclass(frozen=True)
class AdmissionList(Listing):
    """The records of one figure of results, and which of them are shown. `elsewhere` of its people belong to units the
    reader may not see today."""

    category: AnyCategory | None
    filters: AdmissionFilters
    words: str
    """Of the name that is searched for; "" where none is."""
    more: dict[str, str]
    """What else the address asks for: filters, order, columns."""
    reads_all: bool
    """The reader may see all of the figure."""
    given: QueryDict
    """The address: its order and its page."""

    @cached_property
    def found(self) -> Results:
        return results(self.unit, period=self.period, tree=self.asked.tree, category=self.category)

    @cached_property
    def readable(self) -> AdmissionQuerySet:
        """Those of the figure whom the reader may see."""
        return self.found.names if self.reads_all else scope.visible(self.found.names, self.reader)

    @cached_property
    def people(self) -> AdmissionQuerySet:
        """Those shown."""
        found = self.filters.narrowed(self.readable)
        return found.named_like(self.words) if self.words else found

    @property
    def errors(self) -> dict[str, list[str]]:
        return self.filters.objections

    @property
    def search_is_lost(self) -> bool:
        """An address that says a search whose words this session does not hold."""
        return "found" in self.more and not self.words

    @cached_property
    def table(self) -> AdmissionTable:
        return AdmissionTable(self.people, self.asked, self.given, self.title, columns=self.columns)

    @property
    def shown(self) -> int:
        return self.table.count

    @cached_property
    def _readable(self) -> int:
        return self.readable.count() if self.is_narrowed else self.shown

    @cached_property
    def _named(self) -> int:
        return self._readable if self.reads_all else self.found.names.count()

    @cached_property
    def is_narrowed(self) -> bool:
        return bool(self.words or self.filters.said or self.filters.errors)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Those asked for, in their order; else the usual ones. Raises `BadQuestion`."""
        asked_for = [column for column in self.more.get("cols", "").split(",") if column]
        return tuple(dict.fromkeys(_column(one) for one in asked_for)) or AdmissionTable.SHOWN

    @cached_property
    def tallies(self) -> list[Tallied]:
        """Those the reader may see, by unit."""
        shown = self.found.tallies
        if shown and not self.reads_all:
            everywhere = Tally.objects.filter(pk__in=[row.tally.pk for row in shown])
            seen = set(scope.visible(everywhere, self.reader).values_list("pk", flat=True))
            shown = [row for row in shown if row.tally.pk in seen]
        return sorted(shown, key=lambda row: row.tally.unit.sort_key)

    @cached_property
    def total(self) -> int:
        """The figure."""
        return self._named + self.found.without_names

    @cached_property
    def elsewhere(self) -> int:
        return self.total - (self._readable + sum(row.quantity for row in self.tallies) - self.found.named_below)

    @property
    def remarks(self) -> list[str]:
        """What of the total is in no row."""
        said = []
        if self.is_narrowed and self.found.without_names:
            unnamed = _("%(n)s người của số liệu tổng hợp không có tên, nên không có trong số người được lọc, tìm.")
            said.append(unnamed % {"n": number(self.found.without_names)})
        elif self.found.named_below:
            below = _("Trừ %(n)s người của số liệu tổng hợp đã có tên ở các tổ chức trực thuộc và tính ở đó.")
            said.append(below % {"n": number(self.found.named_below)})
        return said + moved_away(self.elsewhere)

    @property
    def period(self) -> Period:
        return Period(self.asked.end)

    @property
    def title(self) -> str:
        return _("Đảng viên mới kết nạp") if self.category is None else str(self.category.label)

    @property
    def sentence(self) -> str:
        """The figure in words, after the unit's name: where, when, by which date."""
        starts: dict[AnyCategory | None, date] = {
            Category.LAST_30_DAYS: self.period.lately,
            Category.MONTH: self.period.month,
        }
        start = starts.get(self.category, self.period.start)
        return _("%(where)s; %(rule)s từ %(start)s đến %(end)s.") % {
            "where": self.where,
            "rule": counting.rule_of(self.asked.year).label,
            "start": format_date(start),
            "end": format_date(self.period.end),
        }

    @property
    def narrowed_to(self) -> list[str]:
        """The filters in words, one a line."""
        said = [f"{one.label}: {one.value}" for one in self.filters.said]
        return [*said, _("Họ và tên có “%(words)s”") % {"words": self.words}] if self.words else said

    @property
    def chips(self) -> list[Chip]:
        """Each filter with the address without it."""
        return [Chip(one.label, one.value, one.is_data, self._without(one.name)) for one in self.filters.said]

    @property
    def without_search(self) -> str:
        return self._without("found")

    @property
    def unnarrowed(self) -> str:
        return self._without("found", *self.filters.filters)

    def _without(self, *names: str) -> str:
        kept = {name: value for name, value in self.kept if name not in names}
        return urlencode(kept | self._period)

    @property
    def _period(self) -> dict[str, str]:
        return dict(parse_qsl(self.asked.query()))

    def _query(self, more: dict[str, str]) -> str:
        return self.asked.query(unit=self.unit.code, **more, **self.more)

    @property
    def choices(self) -> list[Choice]:
        """The usual ones, and another that is asked for."""
        usual = self.category is None or isinstance(self.category, Category)
        asked_for = [(self.category.value, self.category.label)] if self.category and not usual else []
        return self._choices("category", [*Category.choices, *asked_for], self.category)

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the form of the period carries along."""
        category = [("category", self.category.value)] if self.category else []
        return [("unit", self.unit.code), *category, *self.more.items()]

    def kept_without(self, *names: str) -> list[tuple[str, str]]:
        """What a form that asks for `names` itself carries along."""
        return [(name, value) for name, value in [*self.kept, *self._period.items()] if name not in names]

    @property
    def kept_by_filters(self) -> list[tuple[str, str]]:
        return self.kept_without(*self.filters.filters)

    @property
    def kept_by_columns(self) -> list[tuple[str, str]]:
        return self.kept_without("cols")

    @property
    def units_below(self) -> UnitQuerySet:
        """Directly, on the tree asked for: codes to choose from."""
        below = Unit.objects.under(self.unit, self.asked.tree)
        return (below if self.reads_all else scope.visible(below, self.reader)).order_by("sort_key", "pk")

    @property
    def columns_written(self) -> str:
        """As an address asks for them."""
        return ",".join(self.columns)

    @property
    def columns_to_choose(self) -> list[tuple[str, str, bool]]:
        """Key, label, and whether it is shown."""
        return [
            (key, str(column.verbose_name), key in self.columns) for key, column in AdmissionTable.base_columns.items()
        ]


def _column(name: str) -> str:
    return choice({"cols": name}, "cols", AdmissionTable.base_columns) or ""


def admissions_asked(unit: Unit, query: QueryDict, today: date, reader: Person, words: str = "") -> AdmissionList:
    """`words` of a name are searched for. Raises `BadQuestion`; `Http404` for a unit that has no place on the tree asked for."""
    question = asked(query, today)
    category = choice(query, "category", CATEGORIES_ASKED)
    must_stand(unit, question.tree)
    reads_all = scope.reaches_all_below(reader, Action.READ_PEOPLE, unit, question.tree)
    places = Unit.objects.within(unit, question.tree)
    filters = AdmissionFilters(query, question, places if reads_all else scope.visible(places, reader))
    names = [*filters.filters, "sort", "cols", "found"]
    more = {name: value(query, name) for name in names if value(query, name)}
    which = category_of(category) if category else None
    return AdmissionList(unit, question, reader, which, filters, words, more, reads_all, query)
