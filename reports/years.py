"""A unit's years side by side. Each is one answer of progress, to the question that the dashboard of that year is asked: every
figure here is a figure there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.db.models import Min
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from admissions.models import Admission, Tally
from partytrack.charts import ON_A_PHONE, YearMark, over_years
from reports.links import Records, figure
from targets.figures import Progress
from targets.lists import State
from targets.models import TargetDecision
from targets.progress import UnitNotOnTree, YearOfUnit, progress
from units.models import Unit
from units.question import AS_OF, FIRST_YEAR, Asked
from units.scope import Action, Person, allowed

AT_MOST = 10
"""Years on one page."""


@dataclass(frozen=True)
class OneYear:
    """`asked` of this year; `answer` None where the unit has no place on its tree."""

    unit: Unit
    asked: Asked
    answer: YearOfUnit | None
    records: Records

    @property
    def me(self) -> Progress | None:
        """None where nothing is known of the unit, which is not 0."""
        return _known(self.answer.self) if self.answer else None

    @property
    def absence(self) -> str:
        """Why there is no figure."""
        if self.unit.dissolved_on and self.unit.dissolved_on <= self.asked.tree:
            return _("đã giải thể")
        if self.answer is None or not self.unit.is_active(self.asked.tree):
            return _("chưa có tổ chức này")
        return _("chưa có số liệu")

    @property
    def until(self) -> date | None:
        """The day up to which a year is told that is not over by then."""
        return self.asked.end if self.asked.end < date(self.asked.year, 12, 31) else None

    @property
    def page(self) -> str | None:
        return self.records.page(self.unit)

    @property
    def admitted(self) -> SafeString:
        return _figure(self.me, self.records)

    @property
    def change(self) -> int | None:
        """Against the same period of the year before, on the same tree; None where that is not known, or not yet."""
        me = self.me
        if me is None or me.counts.this.incomplete or me.counts.last.incomplete:
            return None
        knows_last = me.last_year_target is not None or me.last_year or me.counts.last.tallies
        return me.change if knows_last else None

    @property
    def direct(self) -> SafeString | None:
        """What the total holds beside the units below; without names it opens nothing."""
        if not self.answer or not self.answer.direct or not self.answer.direct.this.admitted:
            return None
        by_name = self.answer.self.counts.this.tallied == 0
        address = self.records.admissions(self.unit, "direct") if by_name else None
        return figure(self.answer.direct.this.admitted, address)

    @cached_property
    def children(self) -> dict[int, Progress]:
        return {row.unit.pk: row for row in self.answer.children} if self.answer else {}


@dataclass(frozen=True, slots=True)
class Cell:
    """A unit in a year; `row` None where it was not under the unit asked for, or nothing is known of it."""

    row: Progress | None
    admitted: SafeString


@dataclass(frozen=True, slots=True)
class Child:
    unit: Unit
    address: str | None
    is_here: bool
    """Whether it stands under the unit asked for in the newest year."""
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class SeveralYears:
    """`years` are the newest first; `older` is the page of those before, None without any."""

    unit: Unit
    asked: Asked
    years: Sequence[OneYear]
    older: str | None

    @property
    def as_it_was(self) -> bool:
        return self.asked.tree_as_written == AS_OF

    @property
    def is_empty(self) -> bool:
        return all(year.me is None for year in self.years)

    @property
    def has_pledge(self) -> bool:
        return any(year.me is not None and year.me.pledge is not None for year in self.years)

    @property
    def has_direct(self) -> bool:
        return any(year.direct is not None for year in self.years)

    @cached_property
    def children(self) -> list[Child]:
        """Those of any of the years; who stands there in the newest first, each part by name."""
        units = {pk: row.unit for year in reversed(self.years) for pk, row in year.children.items()}
        here = self.years[0].children.keys()
        return [
            self._child(unit, unit.pk in here)
            for unit in sorted(units.values(), key=lambda unit: (unit.pk not in here, unit.sort_key, unit.code))
        ]

    def _child(self, unit: Unit, is_here: bool) -> Child:
        openable = unit.pk in self.years[0].records.openable
        cells = []
        for year in self.years:
            row = year.children.get(unit.pk)
            known = _known(row) if row else None
            cells.append(Cell(known, _figure(known, year.records)))
        return Child(unit, address(unit, self.asked) if openable else None, is_here, tuple(cells))

    @property
    def _marks(self) -> list[YearMark]:
        return [
            YearMark(
                year=year.asked.year,
                admitted=year.me.admitted if year.me else None,
                target=year.me.target if year.me else None,
                until=_("đến %(day)s") % {"day": f"{year.until:%d/%m}"} if year.until else "",
            )
            for year in reversed(self.years)
        ]

    def chart(self) -> SafeString:
        return over_years(self._marks, name=self.unit.name)

    def chart_on_a_phone(self) -> SafeString:
        return over_years(self._marks[-ON_A_PHONE:], name=self.unit.name, width=328, id_="years-p")


def several_years(unit: Unit, asked: Asked, user: Person | None) -> SeveralYears:
    """The years up to that of `asked.as_of`, as far as `user` may open what is behind them: 6 queries a year at most, and 7."""
    first = _first_year(asked.as_of.year)
    newest = asked.as_of.year
    shown = range(max(first, newest - AT_MOST + 1), newest + 1)
    answers = [(question, _answer(unit, question)) for question in (_of_year(asked, year) for year in reversed(shown))]
    reach = {
        action: _reach(unit, [answer for _question, answer in answers if answer], user, action)
        for action in (Action.READ_PEOPLE, Action.READ)
    }
    years = [
        OneYear(
            unit,
            question,
            answer,
            Records(question, question.end, reach[Action.READ_PEOPLE], reach[Action.READ]),
        )
        for question, answer in answers
    ]
    older = None
    if shown.start > first:
        day = date(shown.start - 1, 12, 31)
        older = address(unit, replace(asked, as_of=day, tree=day if asked.tree_as_written == AS_OF else asked.tree))
    return SeveralYears(unit, asked, list(_without_silent_end(years)), older)


def address(unit: Unit, asked: Asked) -> str:
    """The page of the years up to those days."""
    return f"{reverse('reports:years', args=[unit.code])}?as_of={asked.as_of}&tree={asked.tree_as_written}"


def _first_year(newest: int) -> int:
    """The first of which anything at all is recorded, whoever it is about."""
    promised = TargetDecision.objects.filter(state=State.ISSUED).aggregate(first=Min("year"))["first"]
    admitted = Admission.objects.standing().aggregate(first=Min("counted_on"))["first"]
    tallied = Tally.objects.aggregate(first=Min("counted_on"))["first"]
    known = [promised, *(day.year for day in (admitted, tallied) if day)]
    return min(max(min((year for year in known if year), default=newest), FIRST_YEAR), newest)


def _of_year(asked: Asked, year: int) -> Asked:
    as_of = min(asked.as_of, date(year, 12, 31))
    tree = as_of if asked.tree_as_written == AS_OF else asked.tree
    return replace(asked, year=year, as_of=as_of, tree=tree)


def _answer(unit: Unit, asked: Asked) -> YearOfUnit | None:
    try:
        return progress(unit, year=asked.year, as_of=asked.as_of, tree=asked.tree)
    except UnitNotOnTree:
        return None


def _reach(unit: Unit, answers: Sequence[YearOfUnit], user: Person | None, action: Action) -> frozenset[int]:
    if user is None:
        return frozenset()
    shown = {unit.pk, *(row.unit.pk for answer in answers for row in answer.children)}
    return frozenset(allowed(Unit.objects.filter(pk__in=shown), user, action).values_list("pk", flat=True))


def _without_silent_end(years: Sequence[OneYear]) -> Iterator[OneYear]:
    """Without the oldest years of which nothing is known; the newest always stays."""
    known = [place for place, year in enumerate(years) if year.me is not None]
    return iter(years[: max(known, default=0) + 1])


def _known(row: Progress) -> Progress | None:
    """None for a unit that was promised nothing and of which nothing was reported in the year: that is not 0."""
    this = row.counts.this
    said = row.target is not None or row.pledge is not None or this.admitted or this.tallies or this.incomplete
    return row if said else None


def _figure(row: Progress | None, records: Records) -> SafeString:
    return figure(row.admitted if row else None, records.admissions(row.unit) if row else None)
