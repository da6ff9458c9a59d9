"""What `progress` should answer: the design's §5 and §6 read a second time, naively, sharing no code with the product.

Slow on purpose. The sentence of the design stands beside the rule it became; `answer` is the API's JSON.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import ceil, floor

from admissions.models import Admission, Candidate, Tally
from targets.models import Target, TargetDecision
from tests.targets.oracle_facts import (
    BREAKDOWNS,
    CATEGORIES,
    STAGES,
    Json,
    Records,
    a_year_before,
    admitted_of,
    breakdowns,
    counted,
    incomplete,
    named,
    period_end,
    pipeline,
)
from units.models import Unit

VETTING_OR_LATER = STAGES[3:]
COUNTS = ("admitted", "tallied", "last_30_days", "last_year", "pipeline")


class NotOnTree(Exception):
    """A unit that is not on H is 404."""


def line_in_effect(
    records: Records, unit: Unit, year: int, tier: str, as_of: date, category: str = "TOTAL"
) -> tuple[Target, TargetDecision] | None:
    """The unit's line for that tier and category in the latest *issued* decision with `effective_on` ≤ D that holds
    such a line (ties: `issued_on`, then id)."""
    decisions = {decision.pk: decision for decision in records.decisions}
    candidates = []
    for line in records.lines:
        decision = decisions[line.decision_id]
        if (
            (line.unit_id, line.tier, line.category) == (unit.pk, tier, category)
            and (decision.year, decision.state) == (year, "ISSUED")
            and decision.effective_on <= as_of
        ):
            candidates.append((line, decision))
    return max(candidates, key=lambda found: (found[1].effective_on, found[1].issued_on, found[1].pk), default=None)


def target(
    records: Records, unit: Unit, year: int, tier: str, as_of: date, tree: date, category: str = "TOTAL"
) -> int | None:
    """Target = q + Σ adjustments: those with `effective_on` after q's decision's and ≤ H.

    null + null = null; null + n = n.
    """
    found = line_in_effect(records, unit, year, tier, as_of, category)
    deltas = [
        adjustment.delta
        for adjustment in records.adjustments
        if (adjustment.unit_id, adjustment.year, adjustment.tier) == (unit.pk, year, tier)
        and adjustment.category == category
        and adjustment.effective_on <= tree
        and (found is None or adjustment.effective_on > found[1].effective_on)
    ]
    quantity = found[0].quantity if found else None
    if quantity is None and not deltas:
        return None
    return (quantity or 0) + sum(deltas)


def own_due_on(records: Records, unit: Unit, year: int, as_of: date) -> date | None:
    """Own date of the assigned total line in effect, else of the pledge line in effect."""
    for tier in ("ASSIGNED", "PLEDGE"):
        found = line_in_effect(records, unit, year, tier, as_of)
        if found and found[0].quantity is not None and found[0].own_due_on:
            return found[0].own_due_on
    return None


def due_date(records: Records, viewed: Unit, year: int, as_of: date) -> date:
    """The viewed unit's due date: the decision's (31/12 by default and when no target stands)."""
    found = line_in_effect(records, viewed, year, "ASSIGNED", as_of)
    if found and found[0].quantity is not None and found[1].due_on:
        return found[1].due_on
    return date(year, 12, 31)


def forecast_pipeline(candidates: list[tuple[Candidate, str]], year: int, as_of: date, due_on: date) -> int:
    """Those at `VETTING` or later with `expected_on` ≤ the due date; after 31 December Y nobody."""
    if as_of > date(year, 12, 31):
        return 0
    return len(
        [
            candidate
            for candidate, stage in candidates
            if stage in VETTING_OR_LATER and candidate.expected_on and candidate.expected_on <= due_on
        ]
    )


def share_of(admitted: int, promised: int | None) -> Fraction | None:
    """Target null or 0: no percentage, no rank. (A reorganisation may leave less than 0; it is no promise either.)"""
    return Fraction(admitted, promised) if promised is not None and promised > 0 else None


def percentage(share: Fraction | None) -> str | None:
    """`Decimal`, ROUND_HALF_UP, 2 decimals; admitted < target never prints 100 or more (cap 99,99)."""
    if share is None:
        return None
    rounded = (Decimal(share.numerator * 100) / Decimal(share.denominator)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return str(min(rounded, Decimal("99.99")) if share < 1 else rounded)


def needed_per_month(remaining: int | None, as_of: date, due_on: date) -> int | None:
    """⌈remaining ÷ days left to the due date × 365 ÷ 12⌉; on and after the due date, none."""
    if remaining is None or as_of >= due_on:
        return None
    return ceil(Fraction(remaining, (due_on - as_of).days) * 365 / 12)


def status(
    share: Fraction | None, gone: Fraction, forecast: int, promised: int | None
) -> tuple[str | None, int | None]:
    """Admitted ≥ target `MET`; else percentage ≥ share of the year gone `ON_PACE`; else forecast ≥ target
    `CATCHING_UP`; else `SHORT` by N = target − forecast. Target null or 0: null."""
    if share is None or promised is None:
        return None, None
    if share >= 1:
        return "MET", None
    if share >= gone:
        return "ON_PACE", None
    if forecast >= promised:
        return "CATCHING_UP", None
    return "SHORT", promised - forecast


@dataclass(frozen=True)
class Question:
    """The year Y of a unit on D, in the tree of H; `due_on` replaces the decision's (a unit's own, earlier date)."""

    year: int
    as_of: date
    tree: date
    due_on: date | None = None


def row(records: Records, unit: Unit, question: Question, due_on: date) -> Json:
    """The fields of §6 but for the rank, which needs the siblings."""
    year, as_of, tree = question.year, question.as_of, question.tree
    end = period_end(year, as_of)
    new_year = date(year, 1, 1)
    gone = Fraction((end - new_year).days + 1, (date(year, 12, 31) - new_year).days + 1)
    names, tallies = counted(records, unit, year, end, tree)
    before = a_year_before(end)
    names_before, tallies_before = counted(records, unit, year - 1, before, tree)
    tallied = sum(tally.quantity for tally in tallies)
    admitted = len(names) + tallied
    promised = target(records, unit, year, "ASSIGNED", as_of, tree)
    share = share_of(admitted, promised)
    remaining = None if promised is None else max(0, promised - admitted)
    candidates = pipeline(records, unit, as_of, tree)
    entering = forecast_pipeline(candidates, year, as_of, due_on)
    state, short_by = status(share, gone, admitted + entering, promised)
    # `last_30_days`: named people counted in the 30 days that end with the period, inside the year.
    lately = named(records, unit, max(new_year, end - timedelta(days=29)), end, tree)
    own = own_due_on(records, unit, year, as_of)
    return {
        "code": unit.code,
        "name": unit.name,
        "target": promised,
        "pledge": target(records, unit, year, "PLEDGE", as_of, tree),
        "admitted": admitted,
        "tallied": tallied,
        "percentage": percentage(share),
        "remaining": remaining,
        # Expected by now = target × days gone ÷ days of the year: rounded half up where shown.
        "expected": None if promised is None else floor(promised * gone + Fraction(1, 2)),
        "needed_per_month": needed_per_month(remaining, as_of, due_on),
        "last_30_days": len(lately),
        "last_year": len(names_before) + sum(tally.quantity for tally in tallies_before),
        # `last_year_target`: the target of Y − 1 in effect on D.
        "last_year_target": target(records, unit, year - 1, "ASSIGNED", as_of, tree),
        **breakdowns(names, tallies),
        "incomplete": incomplete(records, unit, year, end, tree),
        "last_year_incomplete": incomplete(records, unit, year - 1, before, tree),
        "pipeline": entering,
        "stages": {stage: len([1 for _, reached in candidates if reached == stage]) for stage in STAGES},
        # Forecast: always shown as that sum (22 + 7 = 29).
        "forecast": admitted + entering,
        "own_due_on": own.isoformat() if own else None,
        "status": state,
        "short_by": short_by,
        "members": members(records, unit, as_of),
        "parts": {
            category: part(
                target(records, unit, year, "ASSIGNED", as_of, tree, category), category, records, names, tallies
            )
            for category in CATEGORIES
        },
    }


def part(promised: int | None, category: str, records: Records, names: list[Admission], tallies: list[Tally]) -> Json:
    """A sub-target counts as the total does, among those of whom it is known; null when it is known of none of the
    admitted. Of nobody admitted nobody is of it."""
    found, of = admitted_of(category, records, names, tallies)
    known = None if of == 0 and (names or any(tally.quantity for tally in tallies)) else found
    return {
        "target": promised,
        "admitted": known,
        "admitted_of": of,
        "percentage": None if known is None else percentage(share_of(known, promised)),
    }


def members(records: Records, unit: Unit, as_of: date) -> int | None:
    """`Headcount` is of the whole subtree, the latest ≤ D counts, never summed."""
    counts = [count for count in records.headcounts if count.unit_id == unit.pk and count.counted_on <= as_of]
    return max(counts, key=lambda count: count.counted_on).members if counts else None


def ranked(rows: list[Json]) -> None:
    """Rank compares exact fractions; ties share a rank (1, 2, 2, 4). A child ranks among its siblings that have a
    percentage (`ranked` of them)."""
    shares = {each["code"]: share_of(each["admitted"], each["target"]) for each in rows}
    having = [share for share in shares.values() if share is not None]
    for each in rows:
        share = shares[each["code"]]
        each["rank"] = None if share is None else 1 + len([other for other in having if other > share])
        each["ranked"] = len(having)


def is_active(unit: Unit, on: date) -> bool:
    return (unit.established_on is None or unit.established_on <= on) and (
        unit.dissolved_on is None or unit.dissolved_on > on
    )


def carries_figures(each: Json) -> bool:
    """A dissolved unit is a child row only while it carries figures."""
    counts = [each[name] for name in (*COUNTS, "incomplete", "last_year_incomplete")] + list(each["stages"].values())
    promises = [each[name] for name in ("target", "pledge", "last_year_target")]
    promises += [one["target"] for one in each["parts"].values()]
    return any(counts) or any(promise is not None for promise in promises)


def direct(own: Json, children: list[Json], *, holds_a_tally: bool) -> Json | None:
    """Direct = self − Σ children: what is recorded on U itself, or tallied on U and not yet on a child. Null at a unit
    without children, null when nothing is in it; its break-downs are null where self contains a tally."""

    def difference(name: str) -> int:
        return (own[name] or 0) - sum(child[name] or 0 for child in children)

    stages = {at: own["stages"][at] - sum(child["stages"][at] for child in children) for at in STAGES}
    found: Json = {name: difference(name) for name in COUNTS} | {"stages": stages}
    left = [difference("incomplete"), difference("last_year_incomplete")]
    for breakdown in BREAKDOWNS:
        of = 0 if holds_a_tally else difference(f"{breakdown}_of")
        found[f"{breakdown}_of"] = of
        found[breakdown] = difference(breakdown) if of else None
    if not children or not any([*(found[name] for name in COUNTS), *stages.values(), *left]):
        return None
    return found


def answer(records: Records, unit: Unit, question: Question) -> Json:
    """What `/api/units/<code>/progress` answers. Raises `NotOnTree`."""
    parents = records.parents(question.tree)
    if unit.pk not in parents:
        raise NotOnTree
    due_on = question.due_on or due_date(records, unit, question.year, question.as_of)

    def rows_under(parent_id: int) -> list[Json]:
        below = [child for child in records.units if child.pk in parents and parents[child.pk] == parent_id]
        rows = [(child, row(records, child, question, due_on)) for child in below]
        shown = [each for child, each in rows if is_active(child, question.tree) or carries_figures(each)]
        ranked(shown)
        # children in rank order, unranked last, then by code
        return sorted(shown, key=lambda each: (each["rank"] is None, each["rank"], each["code"]))

    own = row(records, unit, question, due_on)
    own["rank"] = own["ranked"] = None  # a root has neither
    parent_id = parents[unit.pk]
    if parent_id is not None:
        siblings = rows_under(parent_id)
        own["ranked"] = len([each for each in siblings if each["percentage"] is not None])
        own["rank"] = next((each["rank"] for each in siblings if each["code"] == unit.code), None)
    children = rows_under(unit.pk)
    # "of which" of the categories that anyone in the answer has a sub-target of
    for category in CATEGORIES:
        if all(each["parts"][category]["target"] is None for each in (own, *children)):
            for each in (own, *children):
                del each["parts"][category]
    holds_a_tally = bool(
        counted(records, unit, question.year, period_end(question.year, question.as_of), question.tree)[1]
    )
    rule = next((rule.rule for rule in records.rules if rule.year == question.year), "DECIDED")
    return {
        "unit": unit.code,
        "year": question.year,
        "as_of": question.as_of.isoformat(),
        "tree": question.tree.isoformat(),
        "due_on": due_on.isoformat(),
        "counting": rule,
        "self": own,
        "direct": direct(own, children, holds_a_tally=holds_a_tally),
        "children": children,
    }
