"""Random histories of a party organisation, as plain plans: units are numbers, so a failing one can be read and kept.

Numbers are small and days few, so that they collide: year ends, month ends, 29/2, the day of the question, the day
before its last thirty. `building.py` writes a plan into the database; what the database refuses, it leaves out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from hypothesis import strategies as st

from tests.targets.oracle import Question

T = TypeVar("T")
STAGES = ("LISTED", "CLASS", "APPLICATION", "VETTING", "CELL", "GRASSROOTS", "AUTHORISED")


@dataclass(frozen=True)
class PlannedUnit:
    parent: int | None
    established_on: date | None
    placed_since_always: bool


@dataclass(frozen=True)
class Move:
    on: date
    unit: int
    parent: int | None


@dataclass(frozen=True)
class Dissolution:
    on: date
    unit: int
    successor: int
    children: str  # "stay" under the dissolved unit, "follow" to the successor, "rise" to the parent


@dataclass(frozen=True)
class Line:
    child: int  # which child of the issuer on the day of effect; a root's own line when it gives itself its target
    own: bool
    tier: str
    category: str
    quantity: int | None
    own_due_on: date | None


@dataclass(frozen=True)
class Decision:
    issuer: int
    year: int
    issued_on: date
    effective_on: date
    due_on: date | None
    lines: list[Line]
    state: str


@dataclass(frozen=True)
class Adjustment:
    unit: int
    year: int
    tier: str
    category: str
    delta: int
    on: date


@dataclass(frozen=True)
class Birth:
    """`years` before the decision (or the ceremony), a day more or less; on the day, or known to the month or year."""

    years: int
    days_later: int
    precision: str


@dataclass(frozen=True)
class Admitted:
    unit: int
    decided_on: date
    admitted_on: date | None
    birth: Birth
    sex: str
    ethnicity: str
    youth_union: bool | None
    void: bool


@dataclass(frozen=True)
class Report:
    on: date
    quantity: int
    women: int | None
    minority: int | None
    youth_union: int | None


@dataclass(frozen=True)
class Prepared:
    unit: int
    steps: dict[str, date]
    expected_on: date | None
    dropped_on: date | None
    became: int | None  # which of the admissions


@dataclass(frozen=True)
class History:
    units: list[PlannedUnit]
    changes: list[Move | Dissolution]
    headcounts: list[tuple[int, date, int]]
    rules: dict[int, str]
    promises: list[Decision | Adjustment]
    admissions: list[Admitted]
    tallies: list[tuple[int, list[Report]]]
    candidates: list[Prepared]
    questions: list[Question]


def memorable_days(year: int) -> list[date]:
    """Where definitions go wrong: in the year asked, the one before and the first days of the next."""
    days = [(1, 1), (1, 2), (1, 30), (2, 28), (3, 1), (6, 30), (7, 1), (10, 10), (12, 2), (12, 30), (12, 31)]
    found = [date(each, month, day) for each in (year - 1, year) for month, day in days]
    leap = [date(each, 2, 29) for each in (year - 1, year) if each % 4 == 0]
    return found + leap * 3 + [date(year + 1, 1, 1), date(year + 1, 3, 15)]


def around(day: date) -> list[date]:
    """A day of the history, and those that fall just in or out of what is counted on it."""
    last_year = day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)
    return (
        [day] * 4
        + [day + timedelta(days=shift) for shift in (-30, -29, -1, 1)]
        + [last_year] * 2
        + [last_year + timedelta(days=1)]
    )


def few_days(year: int) -> st.SearchStrategy[list[date]]:
    anywhere = st.dates(date(year - 1, 1, 1), date(year + 1, 2, 28))
    chosen = st.lists(st.sampled_from(memorable_days(year)) | anywhere, min_size=2, max_size=5, unique=True)
    return chosen.map(lambda days: [near for day in days for near in around(day)])


def often_none(strategy: st.SearchStrategy[T]) -> st.SearchStrategy[T | None]:
    return st.none() | strategy


def up_to(most: int, strategy: st.SearchStrategy[T]) -> st.SearchStrategy[list[T]]:
    """Lists of any length alike: hypothesis' own are mostly short."""
    return st.integers(0, most).flatmap(lambda size: st.lists(strategy, min_size=size, max_size=size))


def rarely(value: T, otherwise: Sequence[T]) -> st.SearchStrategy[T]:
    return st.sampled_from([*otherwise, *otherwise, value])


@st.composite
def trees(draw: st.DrawFn, days: st.SearchStrategy[date]) -> list[PlannedUnit]:
    size = draw(st.integers(3, 12))
    other_roots = draw(st.sampled_from([False, False, True]))
    units = []
    for number in range(size):
        above: list[int | None] = [*range(number)] or [None]
        parent = draw(st.sampled_from([*above, None] if other_roots else above))
        established_on = draw(st.sampled_from([None, None, None, "some"]))
        units.append(
            PlannedUnit(
                parent=parent,
                established_on=draw(days) if established_on else None,
                placed_since_always=draw(st.booleans()),
            )
        )
    return units


def changes(unit: st.SearchStrategy[int], days: st.SearchStrategy[date]) -> st.SearchStrategy[list[Any]]:
    move = st.builds(Move, on=days, unit=unit, parent=unit | unit | st.none())
    dissolution = st.builds(
        Dissolution, on=days, unit=unit, successor=unit, children=st.sampled_from(["follow", "stay", "rise"])
    )
    return up_to(5, move | dissolution)


@st.composite
def decisions(draw: st.DrawFn, unit: st.SearchStrategy[int], year: int, days: st.SearchStrategy[date]) -> Decision:
    issued_on, effective_on = sorted([draw(days), draw(days)])
    due_on = draw(often_none(days | st.just(date(year, 11, 15))))
    line = st.builds(
        Line,
        child=st.integers(0, 4),
        own=st.sampled_from([False, False, False, True]),
        tier=rarely("PLEDGE", ["ASSIGNED"]),
        category=st.sampled_from(["TOTAL"] * 5 + ["WOMEN"]),
        quantity=rarely(None, [0, 1, 2, 3, 5, 8, 10]),
        own_due_on=often_none(days),
    )
    return Decision(
        issuer=draw(unit),
        year=draw(st.sampled_from([year, year, year, year - 1, year + 1])),
        issued_on=issued_on,
        effective_on=effective_on,
        due_on=max(due_on, effective_on) if due_on else None,
        lines=draw(st.lists(line, min_size=1, max_size=5)),
        state=draw(st.sampled_from(["ISSUED"] * 6 + ["DRAFT", "WITHDRAWN"])),
    )


def adjustments(
    unit: st.SearchStrategy[int], year: int, days: st.SearchStrategy[date]
) -> st.SearchStrategy[Adjustment]:
    return st.builds(
        Adjustment,
        unit=unit,
        year=st.sampled_from([year, year, year - 1]),
        tier=rarely("PLEDGE", ["ASSIGNED"]),
        category=st.sampled_from(["TOTAL"] * 5 + ["WOMEN"]),
        delta=st.sampled_from([-3, -2, -1, 1, 2, 3, 5]),
        on=days,
    )


def admissions(unit: st.SearchStrategy[int], days: st.SearchStrategy[date]) -> st.SearchStrategy[Admitted]:
    birth = st.builds(
        Birth,
        years=st.sampled_from([18, 19, 25, 30, 31, 32, 50]),
        days_later=st.sampled_from([0, 0, -1, 1]),
        precision=st.sampled_from(["DAY", "DAY", "DAY", "MONTH", "YEAR"]),
    )
    return st.builds(
        lambda decided_on, admitted_on, **rest: Admitted(
            decided_on=decided_on, admitted_on=max(admitted_on, decided_on) if admitted_on else None, **rest
        ),
        decided_on=days,
        admitted_on=often_none(days),
        unit=unit,
        birth=birth,
        sex=st.sampled_from(["MALE", "FEMALE"]),
        ethnicity=st.sampled_from(["Kinh", "Êđê", ""]),
        youth_union=st.sampled_from([True, False, None]),
        void=st.sampled_from([False, False, False, False, True]),
    )


@st.composite
def reports(draw: st.DrawFn, days: st.SearchStrategy[date]) -> Report:
    quantity = draw(st.integers(0, 9))
    part = often_none(st.integers(0, quantity))
    return Report(draw(days), quantity, draw(part), draw(part), draw(part))


def candidates(unit: st.SearchStrategy[int], days: st.SearchStrategy[date]) -> st.SearchStrategy[Prepared]:
    return st.builds(
        Prepared,
        unit=unit,
        steps=st.dictionaries(st.sampled_from(STAGES), days, max_size=4),
        expected_on=often_none(days),
        dropped_on=st.sampled_from([False, False, True]).flatmap(lambda dropped: days if dropped else st.none()),
        became=often_none(st.integers(0, 9)),
    )


@st.composite
def questions(draw: st.DrawFn, year: int, days: st.SearchStrategy[date]) -> Question:
    as_of, later = sorted([draw(days), draw(days)])
    asked = draw(st.sampled_from([year, year, as_of.year, as_of.year - 1]))
    tree = draw(st.sampled_from([as_of, later, date(year + 1, 6, 1)]))
    due_on = draw(st.none() | st.none() | days)
    return Question(year=min(asked, as_of.year), as_of=as_of, tree=max(as_of, tree), due_on=due_on)


@st.composite
def histories(draw: st.DrawFn) -> History:
    year = draw(st.sampled_from([2023, 2024, 2025]))
    days = st.sampled_from(draw(few_days(year)))
    units = draw(trees(days))
    unit = st.sampled_from(range(len(units)))
    reporter = st.tuples(unit, st.lists(reports(days), min_size=1, max_size=4))
    return History(
        units=units,
        changes=draw(changes(unit, days)),
        headcounts=draw(st.lists(st.tuples(unit, days, st.integers(0, 90)), max_size=4)),
        rules=draw(
            st.dictionaries(st.sampled_from([year - 1, year]), st.sampled_from(["ADMITTED", "DECIDED"]), max_size=2)
        ),
        promises=draw(up_to(8, decisions(unit, year, days) | adjustments(unit, year, days))),
        admissions=draw(up_to(16, admissions(unit, days))),
        tallies=draw(up_to(3, reporter)),
        candidates=draw(up_to(8, candidates(unit, days))),
        questions=draw(st.lists(questions(year, days), min_size=3, max_size=3)),
    )
