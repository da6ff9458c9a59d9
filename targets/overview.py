"""The cascade as its page and its workbook lay it out: rows with their words, links to what they count, the way to mend them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partytrack.vietnamese import format_date, number
from targets.cascade import ANY, Cascade, Node, Path, State, Wanted
from targets.lists import Problem
from units import scope
from units.models import Unit
from units.scope import Action, Person
from workbooks.formats import SIGNED, TEXT, WHOLE
from workbooks.writing import Book, Field

ON_A_PAGE = 100
LEVELS = (
    gettext_lazy("đảng bộ tỉnh"),
    gettext_lazy("cấp trên cơ sở"),
    gettext_lazy("TCCSĐ"),
    gettext_lazy("đảng bộ bộ phận"),
    gettext_lazy("chi bộ"),
)
"""In the order of `cascade.LEVELS`."""
STATES = {
    State.COMPLETE: gettext_lazy("đã giao xuống đủ"),
    State.PARTLY: gettext_lazy("mới giao xuống một phần"),
    State.ASSIGNED: gettext_lazy("đã có chỉ tiêu"),
    State.UNASSIGNED: gettext_lazy("chưa có chỉ tiêu"),
}


class Mark(NamedTuple):
    """A word of the state, with the shape and colour of a status."""

    kind: str
    icon: str
    words: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of units and the list of exactly those, "" where the reader may not open it."""

    count: int
    address: str


class Mend(NamedTuple):
    words: str
    address: str


class Choice(NamedTuple):
    words: str
    figure: Figure
    is_here: bool


@dataclass(frozen=True, slots=True)
class Links:
    """Of one page: `year` and the day as it was asked for ("" for today); `readable`, `allocable`: ids of the units where the
    reader may read, may allocate."""

    year: int
    day: str = ""
    readable: frozenset[int] = frozenset()
    allocable: frozenset[int] = frozenset()

    def page(self, unit: Unit, **query: object) -> str:
        given = {key: text for key, text in {**query, "as_of": self.day}.items() if text}
        return reverse("targets:cascade", args=[unit.code, self.year]) + (f"?{urlencode(given)}" if given else "")

    def figure(self, count: int, unit: Unit, **query: object) -> Figure:
        return Figure(count, self.page(unit, **query) if count and unit.pk in self.readable else "")

    def desk(self, unit: Unit) -> str:
        """ "" where the reader may not work."""
        return reverse("targets:allocate", args=[unit.code, self.year]) if unit.pk in self.allocable else ""


@dataclass(frozen=True)
class RowShown:
    """One unit. `above`: those between it and the unit of the page; `giver`: whose desk gives it its target, where links are shown."""

    node: Node
    unit: Unit
    above: tuple[Unit, ...]
    giver: Unit | None
    links: Links
    is_open: bool = False

    @property
    def depth(self) -> int:
        return len(self.above)

    @property
    def place(self) -> str:
        """Under whom it stands, as far as the unit of the page."""
        return " › ".join(unit.short for unit in self.above)

    @property
    def above_code(self) -> str | None:
        """What stays open when its units are closed."""
        return self.above[-1].code if self.above else None

    @property
    def given(self) -> int | str:
        return _("chưa giao") if self.node.given is None else self.node.given

    @property
    def passed_on(self) -> int | str | None:
        if not self.node.units:
            return None
        return _("chưa giao xuống") if self.node.passed_on is None else self.node.passed_on

    @property
    def reach(self) -> str:
        """To which level the target has gone down, and whether to all units there."""
        if not self.node.units:
            return ""
        if self.node.reach is None:
            return _("chưa")
        level = str(LEVELS[self.node.reach.level])
        return level if self.node.reach.whole else _("%(level)s, một phần") % {"level": level}

    @property
    def assigned(self) -> Figure:
        return self.links.figure(self.node.assigned, self.unit, state=State.ASSIGNED, direct=1)

    @property
    def units(self) -> Figure:
        return self.links.figure(len(self.node.units), self.unit, direct=1)

    @property
    def troubled(self) -> Figure:
        return self.links.figure(self.node.troubled, self.unit, problem=ANY)

    @property
    def marks(self) -> list[Mark]:
        if not self.node.is_active:
            return [Mark("none", "none", _("đã giải thể hoặc chưa thành lập"))]
        if self.node.problems:
            return [self._mark(problem) for problem in self.node.problems]
        if self.node.given is None:
            return [Mark("none", "none", _("chưa được giao"))]
        return [Mark("ok", "ok", _("đã giao đủ") if self.node.units else _("đã được giao"))]

    def _mark(self, problem: Problem) -> Mark:
        difference = number(abs(self.node.difference or 0))
        missing = number(len(self.node.units) - self.node.assigned)
        match problem:
            case Problem.SHORT:
                return Mark("risk", "risk", _("giao thiếu %(n)s") % {"n": difference})
            case Problem.OVER:
                return Mark("slow", "slow", _("giao vượt %(n)s") % {"n": difference})
            case Problem.INCOMPLETE:
                return Mark("slow", "slow", _("còn %(n)s đơn vị chưa giao") % {"n": missing})
            case Problem.CHANGED:
                return Mark("slow", "clock", str(problem.label))
        return Mark("risk", "risk", str(problem.label))

    @property
    def mend(self) -> Mend | None:
        """The desk where it is put right, for who may work there."""
        above = self.links.desk(self.giver) if self.giver else ""
        if self.giver and above and self.node.given is None and self.node.is_active:
            return Mend(_("Giao ở %(unit)s") % {"unit": self.giver.short}, f"{above}#id-{self.unit.code}")
        own = self.links.desk(self.unit)
        return Mend(_("Giao xuống"), own) if own and set(self.node.problems) - {Problem.UNASSIGNED} else None

    def values(self) -> list[int | str | None]:
        """As the workbook holds them."""
        has_units = bool(self.node.units)
        return [
            self.unit.name,
            self.unit.code,
            self.place,
            self.given,
            self.passed_on,
            self.node.difference,
            self.node.assigned if has_units else None,
            len(self.node.units) if has_units else None,
            self.reach,
            self.node.troubled if has_units else None,
            capfirst("; ".join(mark.words for mark in self.marks)),
        ]


def fields() -> list[Field]:
    below = _("Đơn vị trực thuộc")
    return [
        Field(_("Đơn vị"), TEXT, 40),
        Field(_("Mã"), TEXT, 14),
        Field(_("Thuộc"), TEXT, 28),
        Field(_("Được giao"), WHOLE, 11),
        Field(_("Đã giao xuống"), WHOLE, 15),
        Field(_("Chênh lệch"), SIGNED, 9),
        Field(_("Đã giao"), WHOLE, 10, group=below),
        Field(_("Tổng số"), WHOLE, 10, group=below),
        Field(_("Giao đến cấp"), TEXT, 18),
        Field(_("Số đơn vị bên dưới có vấn đề"), WHOLE, 13),
        Field(_("Tình trạng"), TEXT, 30),
    ]


@dataclass(frozen=True)
class Overview:
    """A cascade narrowed to what is wanted, else one level of it, with the units of `line` open. `day` as in `Links`."""

    cascade: Cascade
    wanted: Wanted
    reader: Person
    day: str = ""
    line: frozenset[Node] = frozenset()
    page_number: str = ""

    @cached_property
    def narrowed(self) -> list[tuple[Node, Path]]:
        return self.cascade.narrowed(self.wanted)

    @cached_property
    def page(self) -> Page[tuple[Node, Path]]:
        return Paginator(self.narrowed, ON_A_PAGE).get_page(self.page_number)

    @cached_property
    def _listed(self) -> list[tuple[Node, Path]]:
        """What the page shows: a page of a narrowed list, else the open levels."""
        if self.wanted.narrows:
            return list(self.page)
        return [(node, path) for node, path in self.cascade.walk() if self.line.issuperset(path)]

    @cached_property
    def _shown(self) -> list[RowShown]:
        """The unit itself, and what the page shows. 5 queries."""
        found = [(self.cascade.top, ()), *self._listed]
        pks = {each.pk for node, path in found for each in (node, *path)}
        units = Unit.objects.in_bulk({*pks, self.cascade.parent} - {None})
        readable, allocable = (self._where(action, units) for action in (Action.READ, Action.ALLOCATE))
        links = Links(self.cascade.year, self.day, readable, allocable)
        return [self._row(node, path, units, links) for node, path in found]

    @property
    def top(self) -> RowShown:
        return self._shown[0]

    @property
    def rows(self) -> list[RowShown]:
        return self._shown[1:]

    def _row(self, node: Node, path: Path, units: Mapping[int, Unit], links: Links) -> RowShown:
        """A root gives itself its own target."""
        above = self.cascade.parent if node is self.cascade.top else (path[-1] if path else self.cascade.top).pk
        between = tuple(units[each.pk] for each in path)
        return RowShown(node, units[node.pk], between, units.get(above or node.pk), links, node in self.line)

    def _where(self, action: Action, units: Iterable[int]) -> frozenset[int]:
        there = scope.allowed(Unit.objects.filter(pk__in=list(units)), self.reader, action)
        return frozenset(there.values_list("pk", flat=True))

    def address(self, wanted: Wanted) -> str:
        """Of this page, narrowed to that."""
        return self.top.links.page(self.cascade.unit, **wanted.query)

    @property
    def plain(self) -> str:
        """Of this page with its levels."""
        return self.address(Wanted())

    @property
    def problems(self) -> Iterator[Choice]:
        """By what the page can be narrowed, each with how many there are."""
        summary = self.cascade.summary
        yield self._choice(_("có vấn đề"), summary.troubled, Wanted(problem=ANY))
        for problem in Problem:
            yield self._choice(str(problem.label), summary.problems[problem], Wanted(problem=problem))

    @property
    def states(self) -> Iterator[Choice]:
        for state, words in STATES.items():
            yield self._choice(str(words), self.cascade.summary.states[state], Wanted(state=state))

    def _choice(self, words: str, count: int, wanted: Wanted) -> Choice:
        return Choice(words, Figure(count, self.address(wanted) if count else ""), wanted == self.wanted)

    @property
    def sentence(self) -> str:
        """To what the rows are narrowed, in words."""
        said = [str(dict(STATES)[State(self.wanted.state)])] if self.wanted.state else []
        if self.wanted.problem:
            said.append(_("có vấn đề") if self.wanted.problem == ANY else str(Problem(self.wanted.problem).label))
        if self.wanted.direct:
            said.append(_("chỉ đơn vị trực thuộc"))
        return ", ".join(said)

    def book(self) -> Book:
        """All that is wanted of the whole subtree, its levels as groups that fold."""
        title = _("Toàn cảnh giao chỉ tiêu năm %(year)s") % {"year": self.cascade.year}
        found = self.narrowed if self.wanted.narrows else list(self.cascade.walk())
        units = Unit.objects.within(self.cascade.unit, self.cascade.day).in_bulk()
        rows = [self._row(node, path, units, Links(self.cascade.year)) for node, path in found]
        book = Book(title)
        book.add(
            _("Toàn cảnh"),
            fields=fields(),
            rows=(row.values() for row in rows),
            head=[title, *self._head(len(rows))],
            total=self._row(self.cascade.top, (), units, Links(self.cascade.year)).values(),
            outline=[] if self.wanted.narrows else [row.depth for row in rows],
        )
        return book

    def _head(self, count: int) -> list[str]:
        narrowed = self.sentence or _("mọi đơn vị bên dưới")
        return [
            self.cascade.unit.name,
            _("Chỉ tiêu và tổ chức ngày %(day)s") % {"day": format_date(self.cascade.day)},
            _("%(n)s đơn vị: %(narrowed)s") % {"n": number(count), "narrowed": narrowed},
        ]
