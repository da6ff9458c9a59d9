"""The arithmetic of progress: counts of a group of people, and what follows from counts, target and dates."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cached_property
from math import ceil
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from admissions import counting
from admissions.lists import STAGES
from targets.lists import Category
from units.models import Unit

BREAK_DOWNS = tuple(counting.BREAK_DOWNS)
BREAK_DOWN_OF: dict[str, str] = {
    Category.WOMEN: "women",
    Category.MINORITY: "minority",
    Category.YOUTH_UNION: "youth_union",
}
"""The break-down that counts a category of sub-targets; every other category is a source group."""


class Status(models.TextChoices):
    MET = "MET", _("Đạt chỉ tiêu")
    ON_PACE = "ON_PACE", _("Đúng tiến độ")
    CATCHING_UP = "CATCHING_UP", _("Chậm, bù được")
    SHORT = "SHORT", _("Dự báo thiếu")


@dataclass(slots=True)
class Results:
    """People admitted in a period: `named` of them by name, `tallied` without, by `tallies` reports (one of 0 is a report
    too); each break-down with the number of whom it is known."""

    admitted: int = 0
    named: int = 0
    tallied: int = 0
    women: int = 0
    women_of: int = 0
    minority: int = 0
    minority_of: int = 0
    youth_union: int = 0
    youth_union_of: int = 0
    aged_18_30: int = 0
    aged_18_30_of: int = 0
    incomplete: int = 0
    tallies: int = 0

    def add(self, group: dict[str, Any]) -> None:
        for name in RESULTS:
            if group[name]:
                setattr(self, name, getattr(self, name) + int(group[name]))

    def include(self, part: "Results") -> None:
        for name in RESULTS:
            if more := getattr(part, name):
                setattr(self, name, getattr(self, name) + more)

    def known(self, break_down: str) -> int | None:
        """How many are of the break-down; None when it is known of nobody, which is not 0."""
        return getattr(self, break_down) if getattr(self, f"{break_down}_of") else None

    def percentage_of(self, break_down: str) -> Decimal | None:
        """Of those of whom it is known."""
        known = self.known(break_down)
        return None if known is None else percentage(Fraction(known, getattr(self, f"{break_down}_of")))


RESULTS = [entry.name for entry in fields(Results)]


@dataclass(slots=True)
class Counts:
    """What happened in a unit's subtree: this year's period, the same of last year, and who is in the pipeline. `sources`:
    of this year's named people, how many are of each source group that was asked for."""

    this: Results = field(default_factory=Results)
    last: Results = field(default_factory=Results)
    last_30_days: int = 0
    last_admitted_on: date | None = None
    stages: Counter[str] = field(default_factory=Counter)
    pipeline: int = 0
    overdue: int = 0
    sources: Counter[str] = field(default_factory=Counter)

    def add(self, group: dict[str, Any], *, counts: bool) -> None:
        """Adds a row of figures.sql; `counts`: whether its names count in this total (they are lately admitted all the same)."""
        if group["what"] == "pipeline":
            self.stages[STAGES[group["stage"] - 1]] += group["candidates"]
            self.pipeline += group["pipeline"]
            self.overdue += group["overdue"]
            return
        if counts:
            how = {"named": 0, "tallied": 0, group["what"]: group["admitted"]}
            (self.last if group["last_year"] else self.this).add({**group, **how})
        self.last_30_days += group["last_30_days"]
        self._admitted_on(group["last_admitted_on"])

    def include(self, part: "Counts") -> None:
        """Adds all that `part` holds."""
        self.this.include(part.this)
        self.last.include(part.last)
        self.last_30_days += part.last_30_days
        self._admitted_on(part.last_admitted_on)
        self.pipeline += part.pipeline
        self.overdue += part.overdue
        for mine, more in ((self.stages, part.stages), (self.sources, part.sources)):
            for name, n in more.items():
                mine[name] += n

    def _admitted_on(self, day: date | None) -> None:
        if day and (not self.last_admitted_on or day > self.last_admitted_on):
            self.last_admitted_on = day

    def minus(self, parts: Sequence["Counts"]) -> "Counts":
        """This without `parts`; its break-downs are unknown where a tally is in the whole."""
        return Counts(
            this=_rest(self.this, [part.this for part in parts]),
            last=_rest(self.last, [part.last for part in parts]),
            last_30_days=self.last_30_days - sum(part.last_30_days for part in parts),
            stages=Counter({name: n - sum(part.stages[name] for part in parts) for name, n in self.stages.items()}),
            pipeline=self.pipeline - sum(part.pipeline for part in parts),
            overdue=self.overdue - sum(part.overdue for part in parts),
            sources=Counter(
                {group: n - sum(part.sources[group] for part in parts) for group, n in self.sources.items()}
            ),
        )

    def known(self, category: str) -> tuple[int | None, int]:
        """How many of this year's are of a category of sub-targets, None where it is known of none of them; of how many it is
        known. Of nobody admitted nobody is of it. A tally gives no source groups; a named person is of those recorded."""
        name = BREAK_DOWN_OF.get(category)
        found = getattr(self.this, name) if name else self.sources[category]
        of = getattr(self.this, f"{name}_of") if name else self.this.named
        return (None if self.this.admitted and not of else found), of

    @property
    def is_empty(self) -> bool:
        """Nothing to show. How much of last year's results is tallied is not shown."""
        this, last = self.this, self.last
        results = (this.admitted, this.tallied, this.incomplete, last.admitted, last.incomplete)
        return not any([*results, self.last_30_days, self.pipeline, *self.stages.values()])


def _rest(whole: Results, parts: Sequence[Results]) -> Results:
    rest = Results(**{name: getattr(whole, name) - sum(getattr(part, name) for part in parts) for name in RESULTS})
    if whole.tallies:
        rest.named = 0
        for name in BREAK_DOWNS:
            setattr(rest, name, 0)
            setattr(rest, f"{name}_of", 0)
    return rest


@dataclass(frozen=True, slots=True)
class Part:
    """A sub-target beside what was done: `target` None is "not assigned", `admitted` None is known of nobody; of `unknown` of
    the unit's admitted people it is not known whether they are of the category."""

    target: int | None
    admitted: int | None
    of: int
    unknown: int

    @property
    def share(self) -> Fraction | None:
        return None if self.admitted is None else _share(self.admitted, self.target)

    @property
    def percentage(self) -> Decimal | None:
        return percentage(self.share)


@dataclass(frozen=True)
class Progress:
    """One unit's year on a date. Counts are people; `target` None is "not assigned"; `due_on` is the table's. `sub_targets`:
    of each category of which anyone in the answer has one."""

    unit: Unit
    counts: Counts
    period_end: date
    as_of: date
    due_on: date
    target: int | None
    pledge: int | None
    own_due_on: date | None
    last_year_target: int | None
    members: int | None
    rank: int | None = None
    ranked: int | None = None
    sub_targets: Mapping[str, int | None] = field(default_factory=dict)

    @property
    def admitted(self) -> int:
        return self.counts.this.admitted

    @property
    def last_year(self) -> int:
        return self.counts.last.admitted

    @property
    def pipeline(self) -> int:
        """Dossiers that enter the forecast."""
        return self.counts.pipeline

    @cached_property
    def share(self) -> Fraction | None:
        """Admitted ÷ target, exact; None without a target or with target 0 (or less: a reorganisation may take away more
        than was given). Ranks and statuses compare this."""
        return _share(self.admitted, self.target)

    @property
    def last_year_share(self) -> Fraction | None:
        return _share(self.last_year, self.last_year_target)

    @property
    def percentage(self) -> Decimal | None:
        return percentage(self.share)

    @property
    def last_percentage(self) -> Decimal | None:
        return percentage(self.last_year_share)

    @property
    def percentage_change(self) -> Decimal | None:
        """Percentage points more than last year, between the percentages as shown."""
        now, then = self.percentage, self.last_percentage
        return None if now is None or then is None else now - then

    @property
    def change(self) -> int:
        """People more, or fewer, than in the same period of last year."""
        return self.admitted - self.last_year

    @property
    def target_change(self) -> int | None:
        """More to admit than last year; None where either target is not known."""
        return None if self.target is None or self.last_year_target is None else self.target - self.last_year_target

    @property
    def remaining(self) -> int | None:
        return None if self.target is None else max(0, self.target - self.admitted)

    @property
    def days_gone(self) -> int:
        """Of the year, the period's last day included."""
        return self.period_end.timetuple().tm_yday

    @cached_property
    def share_of_year(self) -> Fraction:
        return Fraction(self.days_gone, self._new_years_eve.timetuple().tm_yday)

    @property
    def year_is_over(self) -> bool:
        """Nobody can be counted for the year any more: what is missing is missing, not forecast."""
        return self.as_of >= self._new_years_eve

    @property
    def _new_years_eve(self) -> date:
        return self.period_end.replace(month=12, day=31)

    @property
    def expected(self) -> int | None:
        """Target × share of the year gone, rounded half up."""
        return None if self.target is None else half_up(self.target * self.share_of_year)

    @property
    def ahead(self) -> int | None:
        """People more (or, negative, fewer) than expected by now."""
        return None if self.expected is None else self.admitted - self.expected

    @property
    def mean_per_month(self) -> int | None:
        """Admitted a month over the days gone, rounded half up; None before the first."""
        return half_up(Fraction(self.admitted * 365, self.days_gone * 12)) if self.admitted else None

    @property
    def days_left(self) -> int:
        """To the due date; 0 or less once it has come."""
        return (self.due_on - self.as_of).days

    @property
    def needed_per_month(self) -> int | None:
        """From the day after `as_of` to the due date; None on and after it, and without a target."""
        if self.remaining is None or self.days_left <= 0:
            return None
        return ceil(Fraction(self.remaining * 365, self.days_left * 12))

    @property
    def forecast(self) -> int:
        return self.admitted + self.counts.pipeline

    @cached_property
    def status(self) -> Status | None:
        if self.target is None or self.share is None:
            return None
        if self.share >= 1:
            return Status.MET
        if self.share >= self.share_of_year:
            return Status.ON_PACE
        return Status.CATCHING_UP if self.forecast >= self.target else Status.SHORT

    @property
    def is_over_target(self) -> bool:
        return self.share is not None and self.share > 1

    @property
    def short_by(self) -> int | None:
        return self.target - self.forecast if self.target and self.status == Status.SHORT else None

    @cached_property
    def parts(self) -> dict[str, Part]:
        """What its sub-targets have come to, by category."""
        known = {category: self.counts.known(category) for category in self.sub_targets}
        return {
            category: Part(self.sub_targets[category], admitted, of, self.admitted - of)
            for category, (admitted, of) in known.items()
        }

    @property
    def carries_figures(self) -> bool:
        promised = (self.target, self.pledge, self.last_year_target, *self.sub_targets.values())
        return not self.counts.is_empty or any(quantity is not None for quantity in promised)


def _share(admitted: int, target: int | None) -> Fraction | None:
    return Fraction(admitted, target) if target is not None and target > 0 else None


def percentage(share: Fraction | None, places: int = 2) -> Decimal | None:
    """Rounded half up; what is less than whole never prints as 100 or more."""
    if share is None:
        return None
    step = Decimal(1).scaleb(-places)
    exact = share * 100
    rounded = (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(step, ROUND_HALF_UP)
    return min(rounded, 100 - step) if share < 1 else rounded


def half_up(value: Fraction) -> int:
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def ranked(rows: Iterable[Progress]) -> list[Progress]:
    """In rank order with ties sharing a rank (1, 2, 2, 4), the unranked last, then by code."""
    ordered = sorted(rows, key=lambda row: (row.share is None, -(row.share or 0), row.unit.code))
    shares = [row.share for row in ordered if row.share is not None]
    ranks: list[int | None] = [None] * len(ordered)
    for place, share in enumerate(shares):
        ranks[place] = ranks[place - 1] if place and share == shares[place - 1] else place + 1
    return [replace(row, rank=rank, ranked=len(shares)) for row, rank in zip(ordered, ranks, strict=True)]
