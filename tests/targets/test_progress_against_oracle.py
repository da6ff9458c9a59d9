"""On random histories `progress` and the naive reading of the design (`oracle.py`) give the same answer to the letter; so does the
answer for a whole subtree, unit by unit.

60 histories, always the same; PARTYTRACK_HISTORIES=1000 explores that many fresh ones and prints how much it compared.
They come in rounds of ten, each with a seed of its own: after ten, hypothesis turns to variations of what it has tried.
"""

import os
import random
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, note, seed, settings

from admissions import counting
from admissions.records import AnyCategory, Results, category_of, results
from targets.answer import as_json
from targets.progress import Branch, UnitNotOnTree, progress, progress_of_subtree
from tests.targets import oracle
from tests.targets.building import build
from tests.targets.histories import histories
from tests.targets.oracle import NotOnTree, Question
from tests.targets.oracle_facts import STAGES, Json, Records, period_end
from tests.targets.plans import History
from units.models import Unit

FRESH = os.environ.get("PARTYTRACK_HISTORIES")
ROUND = 10
ROUNDS = int(FRESH or 60) // ROUND
FIRST_SEED = random.SystemRandom().randrange(10**9) if FRESH else 1


@dataclass
class Compared:
    """How much was compared: histories, answers to questions, rows of them, values of those, and sub-targets among them; units of
    answers for whole subtrees."""

    histories: int = 0
    answers: int = 0
    rows: int = 0
    values: int = 0
    parts: int = 0
    branches: int = 0
    not_on_tree: int = 0
    started: float = field(default_factory=time.monotonic, repr=False)

    def add(self, expected: Json) -> None:
        self.answers += 1
        for row in (expected["self"], expected["direct"], *expected["children"]):
            self.rows += row is not None
            self.values += 0 if row is None else len(row) - 1 + len(STAGES)
            self.parts += 0 if row is None else len(row.get("parts", ()))


@pytest.fixture(scope="module")
def compared(request: pytest.FixtureRequest) -> Iterator[Compared]:
    compared = Compared()
    yield compared
    if FRESH:
        with request.config.pluginmanager.getplugin("capturemanager").global_and_fixture_disabled():
            print(f"\n{compared} in {time.monotonic() - compared.started:.0f} s")


@pytest.mark.django_db
@pytest.mark.parametrize("number", range(FIRST_SEED, FIRST_SEED + ROUNDS))
def test_progress_answers_as_the_naive_reading_of_the_design(number: int, compared: Compared) -> None:
    @seed(number)
    @settings(
        max_examples=ROUND,
        database=None,
        deadline=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
    )
    @given(histories())
    def answers_agree(history: History) -> None:
        with transaction.atomic():
            units = build(history)
            records = Records.read()
            compared.histories += 1
            for question in history.questions:
                for unit in units:
                    expected = compare(unit, question, records, compared)
                    if expected and question == history.questions[0]:
                        assert behind(unit, question, expected["self"]["parts"]) == figures(expected["self"])
            compare_subtrees(units, history.questions[0], records, compared)
            transaction.set_rollback(True)

    answers_agree()


def compare(unit: Unit, question: Question, records: Records, compared: Compared) -> Json | None:
    """What both answer; None where the unit has no place on the tree, which both must say."""
    note(f"{unit.code}: {question}")
    year, as_of, tree = question.year, question.as_of, question.tree
    try:
        expected = oracle.answer(records, unit, question)
    except NotOnTree:
        compared.not_on_tree += 1
        with pytest.raises(UnitNotOnTree):
            progress(unit, year=year, as_of=as_of, tree=tree)
        return None
    found = as_json(progress(unit, year=year, as_of=as_of, tree=tree, due_on=question.due_on))
    assert differing(found, expected) == []
    compared.add(expected)
    return expected


def compare_subtrees(units: list[Unit], question: Question, records: Records, compared: Compared) -> None:
    """From each root, and from one unit below: every unit answers as it does alone, by the due date of the unit asked about."""
    parents = records.parents(question.tree)
    roots = [unit for unit in units if unit.pk in parents and parents[unit.pk] is None]
    for unit in [*roots, *[unit for unit in units if parents.get(unit.pk)][:1]]:
        note(f"subtree of {unit.code}: {question}")
        asked: dict[str, Any] = {"year": question.year, "as_of": question.as_of, "tree": question.tree}
        found = progress_of_subtree(unit, due_on=question.due_on, **asked)
        by_due_date = replace(question, due_on=date.fromisoformat(oracle.answer(records, unit, question)["due_on"]))
        answers = {}
        for branch in found.top.walk():
            expected = oracle.answer(records, branch.progress.unit, by_due_date)
            answers[branch.progress.unit.pk] = without_parts_of_others(
                as_json(found.year_of(shown(branch, question.tree))), expected
            )
            assert differing(answers[branch.progress.unit.pk], expected) == []
            compared.branches += 1
        for branch in progress_of_subtree(unit, due_on=question.due_on, depth=2, **asked).top.walk():
            whole = answers[branch.progress.unit.pk]["self"]
            assert differing({**as_json(found.year_of(branch))["self"], "parts": whole["parts"]}, whole) == []


def shown(branch: Branch, tree: date) -> Branch:
    """Without the dissolved units that are rows because one below them is, as for itself: a unit without any row below it has nothing
    "beside" them."""
    rows = [one for one in branch.branches if one.progress.unit.is_active(tree) or one.progress.carries_figures]
    return replace(branch, branches=rows, direct=branch.direct if rows else None)


def without_parts_of_others(found: Json, expected: Json) -> Json:
    """A subtree's rows have every category that any of it has a sub-target of."""
    for row in (found["self"], *found["children"]):
        more = row["parts"].keys() - expected["self"]["parts"].keys()
        assert all(row["parts"][category]["target"] is None for category in more)
        row["parts"] = {category: part for category, part in row["parts"].items() if category not in more}
    return found


def differing(found: Any, expected: Any, where: str = "") -> list[str]:
    """Where two answers differ, and how: all of them, which a comparison of long values would cut short."""
    if isinstance(found, dict) and isinstance(expected, dict) and found.keys() == expected.keys():
        return [line for key in expected for line in differing(found[key], expected[key], f"{where}.{key}")]
    if isinstance(found, list) and isinstance(expected, list) and len(found) == len(expected):
        pairs = enumerate(zip(found, expected, strict=True))
        return [line for n, pair in pairs for line in differing(*pair, f"{where}[{n}]")]
    return [] if found == expected else [f"{where}: progress {found!r}, oracle {expected!r}"]


def behind(unit: Unit, question: Question, categories: Iterable[str]) -> dict[str, int]:
    """How many records each list behind a figure holds: named rows plus tally quantities equal the figure."""
    period = counting.Period(period_end(question.year, question.as_of))
    tree = question.tree
    return {
        "admitted": counting.names(unit, period=period, tree=tree).count()
        + sum(tally.quantity for tally in counting.tallies(unit, period=period, tree=tree)),
        "last_30_days": counting.last_30_days(unit, period=period, tree=tree).count(),
        "stages": counting.pipeline(unit, on=question.as_of, tree=tree).count(),
        **{name: listed(results(unit, period=period, tree=tree, category=listed_as(name))) for name in categories},
    }


def listed(found: Results) -> int:
    return found.names.count() + found.without_names


def listed_as(category: str) -> AnyCategory:
    """How a list is asked for a category of sub-targets."""
    return category_of(category.lower() if category in ("WOMEN", "MINORITY", "YOUTH_UNION") else category)


def figures(own: Json) -> dict[str, int]:
    return {
        "admitted": own["admitted"],
        "last_30_days": own["last_30_days"],
        "stages": sum(own["stages"].values()),
        **{name: part["admitted"] or 0 for name, part in own["parts"].items()},
    }
