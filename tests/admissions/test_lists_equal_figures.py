"""The list behind a figure holds exactly as many people as the figure says, for every unit, category, day and tree."""

from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from admissions.counting import Period
from admissions.lists import STAGES, Precision, Sex, SourceGroup, Stage
from admissions.records import Category, Waiting, results, waiting
from targets.figures import Counts, Progress
from targets.progress import YearOfUnit, progress
from targets.upward import Upward, upward
from tests.small_province import admit, move, prepare, tally
from units.models import Unit

TODAY = date(2023, 10, 10)
DAYS = [date(2023, 3, 31), date(2023, 7, 15), TODAY]


def listed(unit: Unit, as_of: date, tree: date, category: Category | SourceGroup | None = None) -> int:
    found = results(unit, period=Period(as_of), tree=tree, category=category)
    return found.names.count() + found.without_names


def in_pipeline(unit: Unit, as_of: date, tree: date, stage: str | None) -> int:
    return waiting(unit, year=2023, on=as_of, tree=tree, stage=stage, due_on=date(2023, 12, 31)).count()


def check(unit: Unit, counts: Counts, as_of: date, tree: date) -> None:
    assert listed(unit, as_of, tree) == counts.this.admitted
    for category in ("women", "minority", "youth_union", "aged_18_30"):
        assert listed(unit, as_of, tree, Category(category)) == (counts.this.known(category) or 0)
    assert listed(unit, as_of, tree, Category.LAST_30_DAYS) == counts.last_30_days
    for stage in STAGES:
        assert in_pipeline(unit, as_of, tree, stage) == counts.stages[stage]
    assert in_pipeline(unit, as_of, tree, None) == sum(counts.stages.values())
    assert in_pipeline(unit, as_of, tree, Waiting.PIPELINE) == counts.pipeline
    assert in_pipeline(unit, as_of, tree, Waiting.OVERDUE) == counts.overdue


def check_beside(one: Progress, beside: Upward, as_of: date, tree: date) -> None:
    of_the_month = listed(one.unit, as_of, tree, Category.MONTH)
    assert beside.of_the_month in (None, of_the_month)
    assert listed(one.unit, as_of, tree, Category.RELIGIOUS) == beside.religious
    assert listed(one.unit, as_of, tree, Category.STUDYING) == beside.studying
    assert listed(one.unit, as_of, tree, SourceGroup.MILITIA) == beside.militia
    assert listed(one.unit, as_of, tree, SourceGroup.RESERVIST) == beside.reservists
    assert listed(one.unit, as_of, tree, SourceGroup.PRIVATE_FIRM) == beside.private_firms
    taught = sum(one.counts.stages.values()) - one.counts.stages[Stage.LISTED]
    assert in_pipeline(one.unit, as_of, tree, Waiting.TAUGHT) == taught


def check_page(answer: YearOfUnit) -> None:
    for one in (answer.self, *answer.children):
        check(one.unit, one.counts, answer.as_of, answer.tree)
    if answer.children:
        direct = answer.direct.this.admitted if answer.direct else 0
        assert listed(answer.unit, answer.as_of, answer.tree, Category.DIRECT) == direct


def a_person(random: Random) -> dict[str, Any]:
    on = date(2023, 1, 1) + timedelta(days=random.randrange(283))
    born = random.choice([1988, 1992, 1992, 1999, 2004])
    return {
        "on": on,
        "birth_date": date(born, random.choice([1, 2, 10]), random.choice([1, 28])),
        "birth_precision": random.choice(list(Precision)),
        "sex": random.choice(list(Sex)),
        "ethnicity": random.choice(["", "Kinh", "Êđê"]),
        "religion": random.choice(["", "Không", "Tin Lành"]),
        "youth_union": random.choice([None, True, False]),
    }


def a_course(random: Random) -> tuple[dict[Stage, date], date | None]:
    day = date(2023, 1, 1) + timedelta(days=random.randrange(150))
    reached = random.randrange(1, len(STAGES) + 1)
    steps = {Stage(stage): day + timedelta(days=20 * place) for place, stage in enumerate(STAGES[:reached])}
    expected = random.choice([None, day + timedelta(days=random.randrange(400))])
    return steps, expected


@pytest.mark.parametrize("seed", range(4))
def test_a_list_has_as_many_people_as_its_figure(units: dict[str, Unit], seed: int) -> None:
    random = Random(seed)
    places = list(units.values())
    for number in range(120):
        person = a_person(random)
        if person["birth_date"].year == 2004:
            person["birth_date"] = date(2004, 1, 1)
        admitted = admit(random.choice(places), f"Người {number}", person.pop("on"), **person)
        for group in random.sample(list(SourceGroup), random.randrange(4)):
            admitted.sources.create(group=group)
    for number in range(60):
        steps, expected = a_course(random)
        prepare(random.choice(places), f"Quần chúng {number}", steps, expected_on=expected)
    move(units["CPU"], to=units["LAK"], on=date(2023, 7, 1))
    move(units["KBO-CB"], to=units["TAN"], on=date(2023, 8, 1))
    tally(units["CPU"], date(2023, 3, 31), 5, women=2)
    tally(units["CPU"], date(2023, 6, 30), 30, women=11, minority=4)
    tally(units["BMT"], date(2023, 9, 30), 9, youth_union=6)
    tally(units["LAK-01"], date(2023, 7, 31), 8)
    for as_of in DAYS:
        for tree in {as_of, TODAY}:
            for unit in places:
                check_page(progress(unit, year=2023, as_of=as_of, tree=tree))
    answer = progress(units["DLK"], year=2023, as_of=DAYS[1], tree=TODAY)
    beside = upward(answer, Period(DAYS[1]))
    for one in (answer.self, *answer.children):
        check_beside(one, beside[one.unit.pk], DAYS[1], TODAY)


def test_a_birth_date_too_coarse_to_tell_an_age_is_not_listed_by_age(units: dict[str, Unit]) -> None:
    cell = units["CPU-01"]
    admit(cell, "Y Một", date(2023, 3, 1), birth_date=date(1992, 1, 1), birth_precision=Precision.YEAR)
    admit(cell, "Y Hai", date(2023, 3, 1), birth_date=date(1992, 3, 1), birth_precision=Precision.MONTH)
    admit(cell, "Y Ba", date(2023, 3, 1), birth_date=date(1992, 3, 2))
    admit(cell, "Y Bốn", date(2023, 3, 1), birth_date=date(1992, 3, 1))
    admit(cell, "Y Năm", date(2023, 3, 1), birth_date=date(1993, 1, 1), birth_precision=Precision.YEAR)
    found = results(cell, period=Period(TODAY), tree=TODAY, category=Category.AGED_18_30)
    assert {person.name for person in found.names} == {"Y Ba", "Y Năm"}


def test_what_lies_in_no_unit_below_is_the_units_own_people_and_its_tally_without_the_names_below(
    units: dict[str, Unit],
) -> None:
    admit(units["CPU"], "Của đảng bộ xã", date(2023, 8, 1))
    admit(units["CPU-01"], "Của buôn Khanh", date(2023, 5, 1))
    tally(units["CPU"], date(2023, 6, 30), 5)
    found = results(units["CPU"], period=Period(TODAY), tree=TODAY, category=Category.DIRECT)
    assert [person.name for person in found.names] == ["Của đảng bộ xã"]
    assert ([row.quantity for row in found.tallies], found.named_below, found.without_names) == ([5], 1, 4)
