"""The figures of the official form, of one year's days and of the same days of the year before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from admissions.admitting import Organisation, organisations
from admissions.composition import Composition, composition
from admissions.counting import Period, same_day_last_year
from admissions.models import NoOneLeft
from reports.declared import Cell
from reports.official import NOT_KEPT
from reports.subject import Subject
from targets.figures import Results
from units import hierarchy
from units.lists import GRASSROOTS

Value = int | str | Decimal | None
UNKNOWN = "unknown"
OF_PROGRESS = ("women", "minority", "youth_union")
PLAIN = {"religious": "religious", "readmitted": "readmitted"}
FILTERS = {"readmitted": {"readmission": "yes"}}


@dataclass(slots=True)
class Organisations:
    """Grassroots organisations at the end of the days; `no_one_left` of those that admitted nobody, as far as is known."""

    all: int = 0
    admitting: int = 0
    unknown: int = 0
    no_one_left: int = 0

    @property
    def without(self) -> int:
        return self.all - self.admitting - self.no_one_left


@dataclass(frozen=True)
class OneYear:
    """One column: `results` as progress has them, `people` the named of them. `tree`: of whose organisations part III is, None
    where the unit had no place on that day."""

    subject: Subject
    results: Results
    people: Composition
    found: list[Organisation] | None
    marked: frozenset[int]
    is_last: bool
    tree: date | None = None

    @property
    def admitted(self) -> int:
        return self.results.admitted

    @property
    def unnamed(self) -> int:
        return self.admitted - self.people.named

    def cell(self, of: str) -> Cell:
        """The figure of a line with its records, where a list can show just them."""
        value = self.value(of)
        return Cell(value, self._address(of) if isinstance(value, int) and value else None)

    def value(self, of: str) -> Value:
        name, _colon, values = of.partition(":")
        asked = values.split(",")
        if of in ("", NOT_KEPT):
            return _("không theo dõi") if of else ""
        if name == "admitted":
            return self.admitted
        if name in OF_PROGRESS:
            return self._known(getattr(self.results, name), getattr(self.results, f"{name}_of"))
        if name in PLAIN:
            return self._known(getattr(self.people, name), getattr(self.people, f"{name}_of"))
        if name == "mean_age":
            return self.people.mean_age
        if name in self.people.by:
            return self._of_list(name, asked)
        return self._of_organisations(name, asked)

    def _known(self, n: int, of: int) -> int | None:
        """None where it is known of none of those admitted, which is not 0."""
        return None if self.admitted and not of else n

    def _of_list(self, name: str, values: list[str]) -> int | None:
        known = self.people.known(name)
        if values == [UNKNOWN]:
            return self.admitted - known
        return self._known(sum(self.people.by[name][value] for value in values), known)

    def _of_organisations(self, name: str, kinds: list[str]) -> int | None:
        if self.found is None:
            return None
        of = self.organisations_of(kinds)
        if name == "organisations":
            return of.all
        if name == "no_one_left":
            return of.no_one_left
        return None if of.all and of.unknown == of.all else of.admitting

    def organisations_of(self, kinds: Iterable[str] = GRASSROOTS) -> Organisations:
        wanted, counted = frozenset(map(str, kinds)), Organisations()
        for one in self.found or ():
            if one.kind in wanted:
                counted.all += 1
                counted.admitting += one.admitted is True
                counted.unknown += one.admitted is None
                counted.no_one_left += one.admitted is not True and one.unit_id in self.marked
        return counted

    def _address(self, of: str) -> str | None:
        """None for a figure that no list shows alone: several values of a list, people without names, organisations."""
        name, _colon, value = of.partition(":")
        unit, records = self.subject.unit, self.subject.records
        if of == "admitted":
            return records.admissions(unit, last_year=self.is_last)
        if name in OF_PROGRESS or name == "religious":
            return records.admissions(unit, name, last_year=self.is_last)
        if name in self.people.by and "," not in value and not (value == UNKNOWN and self.unnamed):
            return records.admissions(unit, last_year=self.is_last, narrowed={name: value})
        return records.admissions(unit, last_year=self.is_last, narrowed=FILTERS[name]) if name in FILTERS else None


def of_both_years(subject: Subject) -> tuple[OneYear, OneYear]:
    """This year's column and last year's: people on the tree asked for in both, so that like is compared with like; the
    organisations of last year on their own day's tree, unless another than the day's is asked for."""
    asked, counts = subject.asked, subject.answer.self.counts
    end = same_day_last_year(asked.end)
    own_tree = end if asked.tree == asked.as_of else asked.tree
    last_tree = own_tree if hierarchy.line(subject.unit.pk, own_tree) else None
    return (
        _one(subject, counts.this, Period(asked.end), asked.tree, is_last=False),
        _one(subject, counts.last, Period(end), last_tree, is_last=True),
    )


def _one(subject: Subject, results: Results, period: Period, tree: date | None, *, is_last: bool) -> OneYear:
    unit = subject.unit
    marks = NoOneLeft.objects.filter(year=period.end.year)
    return OneYear(
        subject=subject,
        results=results,
        people=composition(unit, period=period, tree=subject.asked.tree),
        found=organisations(unit, GRASSROOTS, period=period, tree=tree) if tree else None,
        marked=frozenset(marks.values_list("unit_id", flat=True)),
        is_last=is_last,
        tree=tree,
    )
