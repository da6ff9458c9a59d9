"""Random plans of histories.

Numbers are small and days few, so that they collide: year ends, month ends, 29/2, the day of the question, the day
before its last thirty. `building.py` writes a plan into the database; what the database refuses, it leaves out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from hypothesis import strategies as st

from tests.targets.oracle import Question
from tests.targets.plans import (
    Adjustment,
    Admitted,
    Birth,
    Decision,
    Dissolution,
    History,
    Line,
    Move,
    PlannedUnit,
    Prepared,
    Report,
)

T = TypeVar("T")
DOSSIERS = ("VETTING", "CELL", "GRASSROOTS", "AUTHORISED")
STAGES = ("LISTED", "CLASS", "APPLICATION", *DOSSIERS)
GROUPS = ("MILITIA", "PUPIL", "STUDENT")
CATEGORIES = (*["TOTAL"] * 8, "WOMEN", "MINORITY", "YOUTH_UNION", *GROUPS)


@dataclass(frozen=True)
class Days:
    """The days a history is asked on, mostly of one year, and the few days on which everything in it happens."""

    year: int
    asked: list[date]
    all: list[date]


def memorable(year: int) -> list[date]:
    """Where definitions go wrong."""
    days = [(1, 1), (1, 2), (1, 30), (2, 28), (3, 1), (6, 30), (7, 1), (10, 10), (12, 2), (12, 30), (12, 31)]
    leap = [date(year, 2, 29)] * 3 if year % 4 == 0 else []
    return [date(year, month, day) for month, day in days] + leap


def around(day: date) -> list[date]:
    """A day that is asked about, and those that fall just in or out of what is counted on it."""
    last_year = day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)
    near = [day + timedelta(days=shift) for shift in (-30, -29, -29, -1, 1)]
    return [day] * 4 + near + [last_year, last_year, last_year + timedelta(days=1)]


@st.composite
def calendars(draw: st.DrawFn) -> Days:
    year = draw(st.sampled_from([2023, 2024, 2025]))
    anywhere = st.dates(date(year, 1, 1), date(year, 12, 31))
    asked = draw(st.lists(st.sampled_from(memorable(year)) | anywhere, min_size=1, max_size=2))
    other = st.sampled_from(memorable(year) * 2 + memorable(year - 1) + [date(year + 1, 1, 1), date(year + 1, 3, 15)])
    others = draw(st.lists(other, min_size=2, max_size=4))
    return Days(year, asked, [near for day in asked for near in around(day)] + others * 2 + [date(year, 12, 31)])


def often_none(strategy: st.SearchStrategy[T]) -> st.SearchStrategy[T | None]:
    return st.none() | strategy


def up_to(most: int, strategy: st.SearchStrategy[T]) -> st.SearchStrategy[list[T]]:
    """Lists of any length alike: hypothesis' own are mostly short."""
    return st.sampled_from(range(most + 1)).flatmap(lambda size: st.lists(strategy, min_size=size, max_size=size))


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
    return up_to(8, move | move | dissolution)


@st.composite
def decisions(draw: st.DrawFn, unit: st.SearchStrategy[int], year: int, days: st.SearchStrategy[date]) -> Decision:
    issued_on, effective_on = sorted([draw(days), draw(days)])
    due_on = draw(often_none(days | st.just(date(year, 11, 15))))
    line = st.builds(
        Line,
        child=st.integers(0, 4),
        own=st.sampled_from([False, False, False, True]),
        tier=rarely("PLEDGE", ["ASSIGNED"]),
        category=st.sampled_from(CATEGORIES),
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
        category=st.sampled_from(CATEGORIES),
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
        sources=st.lists(st.sampled_from(GROUPS), max_size=2, unique=True),
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
        steps=st.dictionaries(st.sampled_from(STAGES + DOSSIERS * 2), days, max_size=4),
        expected_on=often_none(days),
        dropped_on=st.sampled_from([False, False, True]).flatmap(lambda dropped: days if dropped else st.none()),
        became=often_none(st.integers(0, 9)),
    )


@st.composite
def questions(draw: st.DrawFn, calendar: Days) -> Question:
    as_of = draw(st.sampled_from(calendar.asked * 3 + [date(calendar.year + 1, 2, 1)]) | st.sampled_from(calendar.all))
    year = draw(st.sampled_from([as_of.year] * 4 + [as_of.year - 1]))
    later = draw(st.sampled_from([as_of, as_of, *calendar.all, date(calendar.year + 1, 6, 1)]))
    due_on = draw(st.sampled_from([None, None, *calendar.asked]))
    return Question(year=year, as_of=as_of, tree=max(as_of, later), due_on=due_on)


@st.composite
def histories(draw: st.DrawFn) -> History:
    calendar = draw(calendars())
    year, days = calendar.year, st.sampled_from(calendar.all)
    units = draw(trees(days))
    unit = st.sampled_from(range(len(units)))
    upper = st.sampled_from(range((len(units) + 1) // 2))
    reporter = st.tuples(unit | upper, st.lists(reports(days), min_size=1, max_size=4))
    return History(
        units=units,
        changes=draw(changes(unit, days)),
        headcounts=draw(st.lists(st.tuples(unit, days, st.integers(0, 90)), max_size=4)),
        rules=draw(
            st.dictionaries(st.sampled_from([year - 1, year]), st.sampled_from(["ADMITTED", "DECIDED"]), max_size=2)
        ),
        promises=draw(up_to(12, decisions(unit, year, days) | adjustments(unit, year, days))),
        admissions=draw(up_to(20, admissions(unit, days))),
        tallies=draw(up_to(3, reporter)),
        candidates=draw(up_to(12, candidates(unit, days))),
        questions=draw(st.lists(questions(calendar), min_size=3, max_size=3)),
    )
