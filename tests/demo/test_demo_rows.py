"""The rows of the demo before any database: every printed figure holds, and what is made up is believable."""

import csv
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from admissions.lists import DOSSIER_STAGES, STAGES, Sex, SourceGroup
from partytrack.demo.calendar import HOLIDAYS, WORKDAYS
from partytrack.demo.generator import build
from partytrack.demo.rows import AdmissionRow, DecisionRow, Demo, LineRow, PersonRow
from partytrack.demo.shares import apportion
from partytrack.vietnamese import fold
from targets.lists import Category
from units.lists import Kind, Sector

ROOT = Path(__file__).resolve().parent.parent.parent
TODAY = date(2023, 10, 10)
CSV = list(csv.DictReader((ROOT / "partytrack/demo/daklak-2023.csv").open(encoding="utf-8", newline="")))
COMMITTEES = CSV[1:]
CODES = [row["code"] for row in COMMITTEES]

Count = Callable[..., int]


@pytest.fixture(scope="module")
def demo() -> Demo:
    return build()


@pytest.fixture(scope="module")
def line(demo: Demo) -> dict[str, list[str]]:
    """Unit → itself and all above it."""
    parents = {row.code: row.parent for row in demo.units}

    def up(code: str | None) -> list[str]:
        return [code, *up(parents[code])] if code else []

    return {code: up(code) for code in parents}


@pytest.fixture(scope="module")
def of(demo: Demo, line: dict[str, list[str]]) -> Callable[[str, date, date], list[AdmissionRow]]:
    def admissions(unit: str, first: date, last: date) -> list[AdmissionRow]:
        return [row for row in demo.admissions if first <= row.decided_on <= last and unit in line[row.unit]]

    return admissions


@pytest.fixture(scope="module")
def admitted(of: Callable[[str, date, date], list[AdmissionRow]]) -> Callable[[str], int]:
    return lambda unit: len(of(unit, date(2023, 1, 1), TODAY))


def totals(decision: DecisionRow) -> list[LineRow]:
    return [row for row in decision.lines if row.category == Category.TOTAL]


@pytest.fixture(scope="module")
def target(demo: Demo) -> dict[tuple[int, str], int]:
    return {(decision.year, row.unit): row.quantity for decision in demo.decisions for row in totals(decision)}


def members(demo: Demo, unit: str, day: date = date(2023, 9, 30)) -> int:
    return next(row.members for row in demo.headcounts if (row.unit, row.counted_on) == (unit, day))


def age(person: PersonRow, day: date) -> int:
    born = person.birth_date
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


# --- the file of the twenty committees -------------------------------------------------------------------------------


@pytest.mark.parametrize("row", CSV, ids=lambda row: row["code"])
def test_every_figure_of_the_file_holds(
    row: dict[str, str],
    demo: Demo,
    line: dict[str, list[str]],
    admitted: Callable[[str], int],
    target: dict[tuple[int, str], int],
) -> None:
    code = row["code"]
    unit = next(unit for unit in demo.units if unit.code == code)
    below = Counter(unit.kind for unit in demo.units if code in line[unit.code])
    assert [unit.name, unit.short_name, unit.report_name, unit.kind] == [
        row["name"],
        row["short_name"],
        row["report_name"],
        row["kind"],
    ]
    assert target[2022, code] == int(row["target_2022"])
    assert target[2023, code] == int(row["target_2023"])
    assert admitted(code) == int(row["admitted_by_2023_10_10"])
    assert below[Kind.GRASSROOTS_COMMITTEE] == int(row["grassroots_committees"])
    assert below[Kind.GRASSROOTS_CELL] == int(row["grassroots_cells"])
    assert members(demo, code) == int(row["members"])


def test_the_province_has_843_grassroots_organisations_under_twenty_committees(demo: Demo) -> None:
    assert sum(unit.is_grassroots for unit in demo.units) == 843
    assert sum(unit.kind == Kind.UPPER_COMMITTEE for unit in demo.units) == 20


def test_krong_bong_is_the_only_committee_over_its_target(
    admitted: Callable[[str], int], target: dict[tuple[int, str], int]
) -> None:
    assert [code for code in CODES if admitted(code) > target[2023, code]] == ["KBO"]


# --- Krông Bông ------------------------------------------------------------------------------------------------------


def test_krong_bong_has_52_targets_and_exactly_five_of_its_committees_are_over(
    demo: Demo, admitted: Callable[[str], int], target: dict[tuple[int, str], int]
) -> None:
    below = [unit for unit in demo.units if unit.parent == "KBO"]
    over = [unit for unit in below if admitted(unit.code) > target[2023, unit.code]]
    assert len(below) == 52
    assert all(target[2023, unit.code] > 0 for unit in below)
    assert len(over) == 5
    assert "CPU" in [unit.code for unit in over]
    assert all(unit.kind == Kind.GRASSROOTS_COMMITTEE for unit in over)


def test_krong_bong_held_three_classes_and_attended_33_of_35_meetings(demo: Demo) -> None:
    classes = [row.learners for row in demo.classes if row.unit == "KBO"]
    assert (len(classes), sum(classes)) == (3, 204)
    assert [(row.unit, row.attended, row.planned) for row in demo.attendances] == [("KBO", 33, 35)]


def test_the_guiding_paper_is_there(demo: Demo) -> None:
    (paper,) = demo.documents
    assert (paper.issuer, paper.number, paper.issued_on) == ("DLK", "3043-CV/TU", date(2023, 9, 21))


# --- Cư Pui ----------------------------------------------------------------------------------------------------------


def test_cu_pui_has_21_cells_of_which_13_are_villages(demo: Demo) -> None:
    cells = [unit for unit in demo.units if unit.parent == "CPU"]
    assert [cell.code for cell in cells] == [f"CPU-{number:02}" for number in range(1, 22)]
    assert sum(cell.sector == Sector.VILLAGE for cell in cells) == 13
    assert "Chi bộ buôn Khanh" in [cell.name for cell in cells]
    assert members(demo, "CPU") == 175 == sum(members(demo, cell.code) for cell in cells)


def test_cu_pui_admitted_12_of_9_five_of_them_of_minorities(
    of: Callable[[str, date, date], list[AdmissionRow]], target: dict[tuple[int, str], int]
) -> None:
    people = of("CPU", date(2023, 1, 1), TODAY)
    assert (len(people), target[2023, "CPU"]) == (12, 9)
    assert sum(row.person.ethnicity != "Kinh" for row in people) == 5


def test_cu_pui_splits_its_9_over_every_cell_and_marks_those_without_source(demo: Demo) -> None:
    (decision,) = [row for row in demo.decisions if (row.issuer, row.year) == ("CPU", 2023)]
    assert sum(row.quantity for row in decision.lines) == 9
    assert len(decision.lines) == 21
    assert all(("Cạn nguồn" in row.note) == (row.quantity == 0) for row in decision.lines)
    assert any(row.note for row in decision.lines)


@pytest.mark.parametrize("year", [2019, 2020, 2021, 2022])
def test_cu_pui_was_over_its_target_in_the_years_before(
    year: int, demo: Demo, of: Callable[[str, date, date], list[AdmissionRow]], target: dict[tuple[int, str], int]
) -> None:
    by_name = len(of("CPU", date(year, 1, 1), date(year, 12, 31)))
    tallied = [row.quantity for row in demo.tallies if (row.unit, row.counted_on) == ("CPU", date(year, 12, 31))]
    assert (by_name or tallied[0]) > target[year, "CPU"]
    assert bool(by_name) != bool(tallied)


# --- Tân An ----------------------------------------------------------------------------------------------------------


def test_tan_an_has_25_cells_of_which_12_are_neighbourhoods(demo: Demo) -> None:
    cells = [unit for unit in demo.units if unit.parent == "TAN"]
    assert len(cells) == 25
    assert sum(cell.sector == Sector.NEIGHBOURHOOD for cell in cells) == 12
    assert "Chi bộ Quân sự" in [cell.name for cell in cells]
    assert members(demo, "TAN") == 1388 == sum(members(demo, cell.code) for cell in cells)


def test_tan_an_has_30_by_15_november_nearly_three_times_2020_and_2021(
    demo: Demo, target: dict[tuple[int, str], int]
) -> None:
    own = [
        row.own_due_on for decision in demo.decisions for row in decision.lines if row.unit == "TAN" and row.own_due_on
    ]
    (cells,) = [row for row in demo.decisions if (row.issuer, row.year) == ("TAN", 2023)]
    assert own == [date(2023, 11, 15)]
    assert cells.due_on == date(2023, 11, 15)
    assert sum(row.quantity for row in cells.lines) == target[2023, "TAN"] == 30
    assert [target[year, "TAN"] for year in (2020, 2021)] == [10, 11]


def test_22_people_and_7_dossiers_leave_tan_an_one_short(
    demo: Demo, line: dict[str, list[str]], admitted: Callable[[str], int]
) -> None:
    open_ones = [row for row in demo.candidates if "TAN" in line[row.unit] and not row.admission and not row.dropped_on]
    dossiers = [row for row in open_ones if row.stage in DOSSIER_STAGES]
    assert admitted("TAN") == 22
    assert len(dossiers) == 7
    assert all(row.expected_on and TODAY < row.expected_on < date(2023, 11, 15) for row in dossiers)
    assert Counter(row.stage for row in open_ones) == {
        "LISTED": 4,
        "CLASS": 3,
        "APPLICATION": 1,
        "VETTING": 5,
        "CELL": 2,
    }


def test_tan_ans_22_are_broken_down_as_its_page_shows(of: Callable[[str, date, date], list[AdmissionRow]]) -> None:
    people = of("TAN", date(2023, 1, 1), TODAY)
    assert sum(row.person.sex == Sex.FEMALE for row in people) == 11
    assert sum(row.person.ethnicity != "Kinh" for row in people) == 6
    assert sum(age(row.person, row.decided_on) <= 30 for row in people) == 16
    assert Counter(row.person.youth_union for row in people) == {True: 15, False: 6, None: 1}
    assert sum(row.decided_on > date(2023, 9, 10) for row in people) == 2
    assert len(of("TAN", date(2022, 1, 1), date(2022, 10, 10))) == 19


def test_14_committee_members_are_in_charge_of_all_cells_of_tan_an(demo: Demo) -> None:
    assert len({row.person for row in demo.overseers}) == 14
    assert sorted(row.unit for row in demo.overseers) == [f"TAN-{number:02}" for number in range(1, 26)]


# --- what is made up -------------------------------------------------------------------------------------------------


def test_2022_ends_near_its_target_and_runs_a_little_behind_2023(
    of: Callable[[str, date, date], list[AdmissionRow]],
) -> None:
    assert len(of("DLK", date(2022, 1, 1), date(2022, 12, 31))) == 1908
    assert len(of("DLK", date(2022, 1, 1), date(2022, 10, 10))) == 1343
    for row in COMMITTEES:
        year = len(of(row["code"], date(2022, 1, 1), date(2022, 12, 31)))
        assert Fraction(93, 100) < Fraction(year, int(row["target_2022"])) < Fraction(109, 100), row["code"]


def test_sub_targets_are_parts_of_what_is_given_and_not_of_every_committee(
    demo: Demo, target: dict[tuple[int, str], int]
) -> None:
    parts = [(row, decision) for decision in demo.decisions for row in decision.lines if row not in totals(decision)]
    assert {(decision.issuer, decision.year) for _row, decision in parts} == {("DLK", 2023)}
    assert all(row.quantity <= target[2023, row.unit] for row, _decision in parts)
    assert {row.unit for row, _decision in parts} == {"DLK", "BMT", "KBO", "LAK", "DHT"}
    given = {row.category: row.quantity for row, _decision in parts if row.unit == "DLK"}
    for category, whole in given.items():
        below = sum(row.quantity for row, _decision in parts if row.category == category and row.unit != "DLK")
        assert 0 < below <= whole, category


def test_childrens_targets_and_members_sum_up_to_their_parents(demo: Demo, target: dict[tuple[int, str], int]) -> None:
    for decision in demo.decisions:
        children = sum(row.quantity for row in totals(decision) if row.unit != decision.issuer)
        assert children == target[decision.year, decision.issuer], decision
    for parent in {row.parent for row in demo.units if row.parent}:
        for day in (date(2021, 12, 31), date(2022, 12, 31), date(2023, 9, 30)):
            below = [row.code for row in demo.units if row.parent == parent]
            counts = [row.members for row in demo.headcounts if row.counted_on == day and row.unit in below]
            assert sum(counts) == members(demo, parent, day), (parent, day)


def test_admissions_are_slow_to_tet_and_peak_in_may_and_september(demo: Demo) -> None:
    months = Counter(row.decided_on.month for row in demo.admissions if row.decided_on.year == 2023)
    assert {month for month, _n in months.most_common(2)} == {5, 9}
    assert max(months[1], months[2]) < min(months[month] for month in range(3, 10))


def test_decisions_are_made_on_working_days_and_ceremonies_held_within_30_of_them(demo: Demo) -> None:
    working = {day: place for place, day in enumerate(WORKDAYS)}
    for row in demo.admissions:
        assert row.decided_on in working
        assert row.decided_on not in HOLIDAYS
        if row.admitted_on:
            assert row.received_on
            assert working[row.admitted_on] - working[row.received_on] <= 30
        if row.confirmed_on:
            assert row.admitted_on
            assert row.confirmed_on == row.admitted_on.replace(year=row.admitted_on.year + 1) <= TODAY
    assert any(row.admitted_on is None for row in demo.admissions)
    assert any(row.confirmed_on for row in demo.admissions)


def test_everybody_is_adult_and_nobody_is_there_twice(demo: Demo) -> None:
    assert all(age(row.person, row.decided_on) >= 18 for row in demo.admissions)
    people = [row.person for row in demo.admissions] + [row.person for row in demo.candidates if not row.admission]
    assert len({(fold(person.name), person.birth_date, person.birth_precision) for person in people}) == len(people)
    assert len({person.uid for person in people}) == len(people)


def test_a_decisions_number_is_of_one_day_and_numbers_rise(demo: Demo, line: dict[str, list[str]]) -> None:
    for code in CODES:
        rows = [row for row in demo.admissions if code in line[row.unit] and row.decided_on.year == 2023]
        days = {row.decision_number: row.decided_on for row in rows}
        assert all(row.decided_on == days[row.decision_number] for row in rows)
        by_number = sorted(days, key=lambda number: int(number.split("-")[0]))
        assert [days[number] for number in by_number] == sorted(days.values())
    shared = Counter((row.decision_number, row.decided_on) for row in demo.admissions)
    assert max(shared.values()) > 1


def test_names_are_right_for_the_people_and_the_sex(demo: Demo) -> None:
    for row in demo.candidates:
        person = row.person
        woman = person.sex == Sex.FEMALE
        match person.ethnicity:
            case "Êđê" | "M'Nông":
                assert person.name.startswith("H'" if woman else "Y "), person
            case "Gia Rai":
                assert (" H'" in person.name) == woman, person
            case _:
                assert woman or not re.search(r"\bThị\b|^H'", person.name), person


def test_women_minorities_youth_union_and_source_groups_are_believable(demo: Demo) -> None:
    people = [row.person for row in demo.admissions if row.decided_on.year == 2023]
    share = {
        "women": sum(person.sex == Sex.FEMALE for person in people),
        "minority": sum(person.ethnicity != "Kinh" for person in people),
        "youth_union": sum(person.youth_union is True for person in people),
    }
    assert 900 < share["women"] < 1020
    assert 460 < share["minority"] < 580
    assert 1200 < share["youth_union"] < 1500
    groups = Counter(group for person in people for group in person.sources)
    assert set(groups) == set(SourceGroup)


def test_candidates_pass_the_stages_in_order_up_to_today(demo: Demo) -> None:
    for row in demo.candidates:
        assert [stage for stage, _day in row.steps] == STAGES[: len(row.steps)]
        days = [day for _stage, day in row.steps]
        assert days == sorted(days)
        assert days[-1] <= TODAY
        assert row.dropped_on is None or row.drop_reason
    overdue = [row for row in demo.candidates if row.expected_on and row.expected_on < TODAY and not row.admission]
    long_vetted = [row for row in demo.candidates if row.stage == "VETTING" and (TODAY - row.steps[-1][1]).days > 90]
    assert len(overdue) > 10
    assert len(long_vetted) > 10


def test_the_rows_are_the_same_in_every_process_whatever_its_hash_seed() -> None:
    ask = "from partytrack.demo.generator import build; import hashlib; print(hashlib.sha256(repr(build()).encode()).hexdigest())"
    printed = [
        subprocess.run(
            [sys.executable, "-c", ask],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "DJANGO_SETTINGS_MODULE": "partytrack.settings"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert printed[0] == printed[1]


# --- shares ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("total", "weights", "minimum", "shares"),
    [
        (10, [1, 1, 1], 0, [4, 3, 3]),
        (10, [6, 3, 1], 0, [6, 3, 1]),
        (5, [100, 1, 1], 1, [3, 1, 1]),
        (3, [5, 0, 5], 0, [2, 0, 1]),
        (0, [1, 2], 0, [0, 0]),
    ],
)
def test_shares_keep_the_sum(total: int, weights: list[int], minimum: int, shares: list[int]) -> None:
    assert apportion(total, weights, minimum=minimum) == shares


def test_too_little_for_the_minimum_is_refused() -> None:
    with pytest.raises(ValueError, match="too little"):
        apportion(2, [1, 1, 1], minimum=1)
