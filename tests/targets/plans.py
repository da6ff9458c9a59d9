"""A history of a party organisation as a plain plan: units are numbers, so that a failing one can be read and kept."""

from dataclasses import dataclass
from datetime import date

from tests.targets.oracle import Question


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
    sources: list[str]
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
