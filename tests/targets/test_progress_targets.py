"""What was promised, and what follows from it: rank, status, pace, need, due date (design §5), worked by hand."""

from datetime import date, timedelta

import pytest

from admissions.lists import Stage
from targets.lists import State, Tier
from tests.small_province import move, prepare, tally
from tests.targets.verbs import OCTOBER, Province, adjust, answer, people, promise, row
from units.models import Placement, Unit

FEBRUARY = date(2023, 2, 1)
JULY = date(2023, 7, 1)


def beside(parent: Unit, *shares: tuple[int, int | None]) -> list[Unit]:
    """New units under `parent`, each with its results (a tally) and target."""
    units = []
    for n, (admitted, _) in enumerate(shares):
        unit = Unit.objects.create(code=f"X-{n}", name=f"Chi bộ {n}", kind="GRASSROOTS_CELL")
        Placement.objects.create(unit=unit, parent=parent)
        tally(unit, OCTOBER, admitted)
        units.append(unit)
    lines = [(unit, target) for unit, (_, target) in zip(units, shares, strict=True) if target is not None]
    promise(parent, *lines)
    return units


def test_not_assigned_is_not_0(dlk: Province) -> None:
    promise(dlk["KBO"], (dlk["CPU"], 0))
    people(dlk["CPU"], FEBRUARY, 1)
    zero, none = row(dlk["CPU"]), row(dlk["KBO-CB"])
    assert (zero["target"], zero["remaining"], zero["expected"]) == (0, 0, 0)
    assert (none["target"], none["remaining"], none["expected"], none["needed_per_month"]) == (None, None, None, None)
    for own in (zero, none):
        assert (own["percentage"], own["rank"], own["ranked"], own["status"]) == (None, None, 0, None)


def test_a_later_decision_holds_for_its_lines_only(dlk: Province) -> None:
    promise(dlk["KBO"], (dlk["CPU"], 9), (dlk["KBO-CB"], 2))
    promise(dlk["KBO"], (dlk["CPU"], 12), on=JULY)
    assert (row(dlk["CPU"], as_of=date(2023, 6, 30))["target"], row(dlk["CPU"], as_of=JULY)["target"]) == (9, 12)
    assert row(dlk["KBO-CB"])["target"] == 2


def test_a_line_without_a_number_withdraws_and_a_withdrawn_decision_never_was(dlk: Province) -> None:
    promise(dlk["KBO"], (dlk["CPU"], 9), (dlk["KBO-CB"], 2))
    promise(dlk["KBO"], (dlk["CPU"], None), on=FEBRUARY)
    promise(dlk["KBO"], (dlk["KBO-CB"], 5), on=FEBRUARY, state=State.WITHDRAWN)
    promise(dlk["KBO"], (dlk["KBO-CB"], 7), on=FEBRUARY, state=State.DRAFT)
    assert (row(dlk["CPU"])["target"], row(dlk["KBO-CB"])["target"]) == (None, 2)


def test_of_decisions_of_one_day_the_one_issued_last_holds(dlk: Province) -> None:
    promise(dlk["KBO"], (dlk["CPU"], 8), issued_on=date(2023, 1, 20), effective_on=FEBRUARY)
    promise(dlk["KBO"], (dlk["CPU"], 9), issued_on=date(2023, 1, 10), effective_on=FEBRUARY)
    assert row(dlk["CPU"])["target"] == 8
    promise(dlk["KBO"], (dlk["CPU"], 7), issued_on=date(2023, 1, 20), effective_on=FEBRUARY)
    assert row(dlk["CPU"])["target"] == 7


def test_a_reorganisation_adds_to_what_was_decided_before_it(dlk: Province) -> None:
    promise(dlk["DLK"], (dlk["KBO"], 150), (dlk["LAK"], 100))
    move(dlk["CPU"], to=dlk["LAK"], on=JULY)
    adjust(dlk["KBO"], -9, JULY)
    adjust(dlk["LAK"], +9, JULY)
    assert [row(dlk[code], as_of=date(2023, 6, 30))["target"] for code in ("KBO", "LAK")] == [150, 100]
    assert [row(dlk[code], as_of=date(2023, 6, 30), tree=JULY)["target"] for code in ("KBO", "LAK")] == [141, 109]
    promise(dlk["DLK"], (dlk["LAK"], 105), on=JULY)  # on the same day the decision holds
    assert [row(dlk[code])["target"] for code in ("KBO", "LAK")] == [141, 105]


def test_a_target_may_come_from_a_reorganisation_alone(dlk: Province) -> None:
    adjust(dlk["CPU"], +3, JULY)
    own = row(dlk["CPU"])
    assert (own["target"], answer(dlk["CPU"])["due_on"]) == (3, "2023-12-31")


def test_a_target_below_0_is_no_promise(dlk: Province) -> None:
    promise(dlk["KBO"], (dlk["CPU"], 2))
    adjust(dlk["CPU"], -5, JULY)
    own = row(dlk["CPU"])
    assert (own["target"], own["remaining"], own["percentage"], own["status"], own["rank"]) == (-3, 0, None, None, None)


def test_last_years_target_is_the_one_in_effect_today(dlk: Province) -> None:
    promise(dlk["DLK"], (dlk["KBO"], 140), year=2022, on=date(2022, 1, 15))
    promise(dlk["DLK"], (dlk["KBO"], 145), year=2022, on=date(2022, 11, 1))
    assert row(dlk["KBO"])["last_year_target"] == 145


def test_ties_share_a_rank_and_the_next_is_4(dlk: Province) -> None:
    beside(dlk["LAK-01"], (1, 4), (3, 4), (2, 4), (4, 8), (0, 0), (7, None))
    found = answer(dlk["LAK-01"])["children"]
    assert [(child["code"], child["rank"], child["ranked"]) for child in found] == [
        ("X-1", 1, 4),
        ("X-2", 2, 4),
        ("X-3", 2, 4),
        ("X-0", 4, 4),
        ("X-4", None, 4),
        ("X-5", None, 4),
    ]


def test_self_ranks_among_its_siblings_and_a_root_does_not(dlk: Province) -> None:
    units = beside(dlk["LAK-01"], (1, 4), (3, 4), (2, 4))
    own, root = row(units[2]), row(dlk["DLK"])
    assert (own["rank"], own["ranked"]) == (2, 3)
    assert (root["rank"], root["ranked"]) == (None, None)


def test_ranks_compare_exact_fractions_not_printed_ones(dlk: Province) -> None:
    beside(dlk["LAK-01"], (3333, 10000), (1, 3))
    found = answer(dlk["LAK-01"])["children"]
    assert [(child["code"], child["rank"], child["percentage"]) for child in found] == [
        ("X-1", 1, "33.33"),
        ("X-0", 2, "33.33"),
    ]


@pytest.mark.parametrize(
    ("admitted", "target", "percentage"),
    [
        (1994, 2767, "72.06"),
        (22, 30, "73.33"),
        (1, 800, "0.13"),  # 0.125: half up
        (19999, 20000, "99.99"),  # 99.995 is less than whole
        (2500, 2501, "99.96"),
        (20000, 20000, "100.00"),
        (20001, 20000, "100.01"),  # 100.005
        (12, 9, "133.33"),
    ],
)
def test_a_percentage_rounds_half_up_and_less_than_whole_never_prints_100(
    dlk: Province, admitted: int, target: int, percentage: str
) -> None:
    (unit,) = beside(dlk["LAK-01"], (admitted, target))
    assert row(unit)["percentage"] == percentage


@pytest.mark.parametrize(("target", "expected"), [(30, 23), (365, 283), (2767, 2145), (1, 1), (0, 0)])
def test_by_10_october_283_of_365_days_are_expected(dlk: Province, target: int, expected: int) -> None:
    """2767 × 283 ÷ 365 = 2145.37…; 30 × 283 ÷ 365 = 23.26…; 1 × 283 ÷ 365 = 0.775…"""
    promise(dlk["KBO"], (dlk["CPU"], target))
    assert row(dlk["CPU"])["expected"] == expected


def test_half_of_a_person_is_expected_as_one(dlk: Province) -> None:
    promise(dlk["KBO"], (dlk["CPU"], 5), year=2024, on=date(2024, 1, 1))
    half = date(2024, 1, 1) + timedelta(days=182)  # 183 of 366 days: 2.5
    assert row(dlk["CPU"], 2024, half)["expected"] == 3
    assert row(dlk["CPU"], 2024, half - timedelta(days=1))["expected"] == 2


@pytest.mark.parametrize(
    ("admitted", "dossiers", "status", "short_by"),
    [
        (365, 0, "MET", None),
        (366, 0, "MET", None),
        (283, 0, "ON_PACE", None),  # exactly the share of the year gone
        (282, 83, "CATCHING_UP", None),
        (282, 82, "SHORT", 1),
    ],
)
def test_one_rule_gives_the_status(
    dlk: Province, admitted: int, dossiers: int, status: str, short_by: int | None
) -> None:
    (unit,) = beside(dlk["LAK-01"], (admitted, 365))
    for n in range(dossiers):
        prepare(unit, f"Hồ sơ {n}", {Stage.VETTING: JULY}, expected_on=date(2023, 12, 31))
    own = row(unit)
    assert (own["status"], own["short_by"]) == (status, short_by)


def test_tan_an_needs_3_a_month_for_the_8_left(dlk: Province) -> None:
    """82 days are left to 31/12: 8 ÷ 82 × 365 ÷ 12 = 2.97."""
    (unit,) = beside(dlk["LAK-01"], (22, 30))
    assert (row(unit)["remaining"], row(unit)["needed_per_month"]) == (8, 3)
    assert row(unit, as_of=date(2023, 12, 30))["needed_per_month"] == 244  # 8 in one day
    assert row(unit, as_of=date(2023, 12, 31))["needed_per_month"] is None


def test_every_row_of_a_table_uses_the_due_date_of_the_viewed_unit(dlk: Province) -> None:
    promise(dlk["DLK"], (dlk["BMT"], 100), due_on=date(2023, 11, 30))
    promise(dlk["BMT"], (dlk["TAN"], 30), own_due_on=date(2023, 11, 15))
    for on in (date(2023, 11, 30), date(2023, 12, 1)):
        prepare(dlk["TAN-01"], f"Hẹn {on}", {Stage.CELL: JULY}, expected_on=on)
    assert answer(dlk["BMT"])["due_on"] == "2023-11-30"
    (tan,) = answer(dlk["BMT"])["children"]
    assert (tan["pipeline"], tan["needed_per_month"], tan["own_due_on"]) == (1, 18, "2023-11-15")  # 30 in 51 days
    assert (answer(dlk["TAN"])["due_on"], row(dlk["TAN"])["pipeline"]) == ("2023-12-31", 2)
    assert row(dlk["TAN"])["needed_per_month"] == 12  # 30 in 82 days


def test_a_pledge_may_carry_the_earlier_date(dlk: Province) -> None:
    promise(dlk["BMT"], (dlk["TAN"], 30))
    promise(dlk["TAN"], (dlk["TAN"], 35), tier=Tier.PLEDGE, own_due_on=date(2023, 11, 15), on=FEBRUARY)
    own = row(dlk["TAN"])
    assert (own["target"], own["pledge"], own["own_due_on"]) == (30, 35, "2023-11-15")
    assert answer(dlk["TAN"])["due_on"] == "2023-12-31"
