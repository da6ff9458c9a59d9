"""Targets: the province's, its committees', each one's split over its TCCSĐ, and over the cells of Cư Pui and Tân An."""

import random
from dataclasses import dataclass, field
from datetime import date

from admissions.lists import SourceGroup
from partytrack.demo import published
from partytrack.demo.calendar import workdays_between
from partytrack.demo.rows import DecisionRow, LineRow, UnitRow
from partytrack.demo.shares import apportion
from partytrack.demo.structure import ROOT, committees
from targets.lists import Category

PROVINCE_BEFORE_2022 = {2019: 2310, 2020: 2150, 2021: 1780}
"""Constructed: no figure of these years was published."""

PARTS: dict[int, dict[str, dict[Category | SourceGroup, int]]] = {
    2023: {
        ROOT: {
            Category.WOMEN: 1300,
            SourceGroup.MILITIA: 140,
            SourceGroup.RESERVIST: 40,
            SourceGroup.PUPIL: 20,
            SourceGroup.STUDENT: 30,
        },
        "BMT": {Category.WOMEN: 200, SourceGroup.MILITIA: 35, SourceGroup.RESERVIST: 15, SourceGroup.PUPIL: 5},
        "KBO": {Category.WOMEN: 55, SourceGroup.MILITIA: 9, SourceGroup.RESERVIST: 4, SourceGroup.PUPIL: 2},
        "LAK": {Category.WOMEN: 48, SourceGroup.MILITIA: 6, SourceGroup.PUPIL: 2},
        "DHT": {SourceGroup.STUDENT: 30},
    }
}
"""Sub-targets in the province's decision, constructed: no figure of them was published. The other committees have none."""

YEARS = (2019, 2020, 2021, 2022, 2023)
SPLIT_BEFORE_2022 = ("KBO", "BMT")
"""Committees whose TCCSĐ have targets before 2022 too; the others' are kept at the committee."""

PROVINCE_NUMBER = {2019: "86-QĐ/TU", 2020: "112-QĐ/TU", 2021: "41-QĐ/TU", 2022: "67-QĐ/TU", 2023: "94-QĐ/TU"}
SUFFIX = {
    "BMT": "QĐ/ThU",
    "BHO": "QĐ/TXU",
    "KCQ": "QĐ/ĐUK",
    "QSU": "QĐ/ĐU",
    "CAN": "QĐ/ĐU",
    "BPH": "QĐ/ĐU",
    "DHT": "QĐ/ĐU",
}
"""How a committee's decisions are numbered; a district's by Huyện ủy."""


def suffix(committee: str) -> str:
    return SUFFIX.get(committee, "QĐ/HU")


@dataclass(slots=True)
class Promises:
    decisions: list[DecisionRow] = field(default_factory=list)
    target: dict[tuple[int, str], int] = field(default_factory=dict)
    """(year, unit) → total assigned."""


def promises(rng: random.Random, rows: list[UnitRow], members: dict[str, int]) -> Promises:
    made = Promises()
    for year in YEARS:
        _province(rng, made, year)
        for committee in committees()[1:]:
            if year >= 2022 or committee.code in SPLIT_BEFORE_2022:
                _committee(rng, made, year, committee.code, rows, members)
        for code in published.CELLS:
            if year >= 2022:
                _cells(rng, made, year, code)
    return made


def _issue(rng: random.Random, made: Promises, decision: DecisionRow) -> None:
    made.decisions.append(decision)
    for line in decision.lines:
        if line.category == Category.TOTAL:
            made.target[decision.year, line.unit] = line.quantity


def _day(rng: random.Random, first: date, last: date) -> date:
    return rng.choice(workdays_between(first, last)) if first.year >= 2021 else last


def _province(rng: random.Random, made: Promises, year: int) -> None:
    root, *below = committees()
    if year in PROVINCE_BEFORE_2022:
        total = PROVINCE_BEFORE_2022[year]
        weights = [committee.target_2022 * rng.randint(92, 108) for committee in below]
        shares = apportion(total, weights)
    else:
        total = root.target_2023 if year == 2023 else root.target_2022
        shares = [committee.target_2023 if year == 2023 else committee.target_2022 for committee in below]
    lines = [LineRow(ROOT, total), *(LineRow(row.code, share) for row, share in zip(below, shares, strict=True))]
    lines += [
        LineRow(unit, quantity, category=category)
        for unit, parts in PARTS.get(year, {}).items()
        for category, quantity in parts.items()
    ]
    issued = _day(rng, date(year, 1, 9), date(year, 1, 18))
    _issue(rng, made, DecisionRow(ROOT, year, PROVINCE_NUMBER[year], issued, date(year, 12, 31), tuple(lines)))


def _committee(
    rng: random.Random, made: Promises, year: int, code: str, rows: list[UnitRow], members: dict[str, int]
) -> None:
    """By members, with the sum kept and nobody left at 0; those whom the article names keep their figures."""
    below = [row.code for row in rows if row.parent == code and row.established_on is None]
    named = {unit: published.TARGET[year][unit] for unit in below if unit in published.CELLS}
    others = [unit for unit in below if unit not in named]
    left = made.target[year, code] - sum(named.values())
    shares = apportion(left, [members[unit] * rng.randint(85, 115) for unit in others], minimum=1)
    quantity = {**dict(zip(others, shares, strict=True)), **named}
    lines = tuple(
        LineRow(unit, quantity[unit], published.TAN_OWN_DUE if (year, unit) == (2023, published.TAN) else None)
        for unit in below
    )
    issued = _day(rng, date(year, 2, 1), date(year, 2, 17))
    number = f"{rng.randint(310, 480)}-{suffix(code)}"
    _issue(rng, made, DecisionRow(code, year, number, issued, date(year, 12, 31), lines))


def _cells(rng: random.Random, made: Promises, year: int, code: str) -> None:
    cells = published.CELLS[code]
    if year == 2023:
        quantities = [cell.target for cell in cells]
    else:
        total, weights = published.TARGET[year][code], [cell.weight if cell.target else 0 for cell in cells]
        quantities = apportion(total, weights, minimum=1 if total >= len(cells) else 0)
    lines = tuple(
        LineRow(f"{code}-{place:02}", quantity, note="" if quantity else published.WITHOUT_SOURCE)
        for place, quantity in enumerate(quantities, start=1)
    )
    issued = _day(rng, date(year, 2, 20), date(year, 2, 28))
    due = published.TAN_OWN_DUE if (year, code) == (2023, published.TAN) else date(year, 12, 31)
    number = f"{rng.randint(11, 39)}-QĐ/ĐU"
    _issue(rng, made, DecisionRow(code, year, number, issued, due, lines))
