"""Results without names: what a tally replaces, what it leaves unknown, and what is left beside the children (design §5)."""

from datetime import date

from tests.small_province import move, tally
from tests.targets.verbs import OCTOBER, Province, admitted, answer, people, row

JUNE = date(2023, 6, 30)


def test_a_tally_replaces_the_names_up_to_its_date_and_later_names_add(dlk: Province) -> None:
    people(dlk["CPU-01"], date(2023, 3, 8), 4)
    people(dlk["CPU-01"], JUNE, 1)
    people(dlk["CPU-01"], date(2023, 7, 1), 2)
    tally(dlk["CPU"], JUNE, 9)
    assert [admitted(dlk[code]) for code in ("CPU", "KBO", "DLK")] == [11, 11, 11]
    assert row(dlk["DLK"])["tallied"] == 9
    assert admitted(dlk["CPU"], as_of=date(2023, 6, 29)) == 4


def test_names_count_on_in_the_units_below_the_tallying_one(dlk: Province) -> None:
    people(dlk["CPU-01"], date(2023, 3, 8), 4)
    tally(dlk["KBO"], JUNE, 9)
    assert [admitted(dlk[code]) for code in ("KBO", "CPU", "CPU-01")] == [9, 4, 4]
    assert (row(dlk["CPU"])["tallied"], row(dlk["KBO"])["last_30_days"]) == (0, 0)


def test_of_a_units_tallies_only_the_latest_by_the_date_counts(dlk: Province) -> None:
    for month, quantity in ((3, 2), (6, 7), (9, 6)):
        tally(dlk["CPU"], date(2023, month, 30), quantity)
    assert [admitted(dlk["KBO"], as_of=date(2023, month, 30)) for month in (3, 5, 6, 8, 9)] == [2, 2, 7, 7, 6]


def test_a_tally_replaces_what_lay_under_its_unit_on_its_own_date(dlk: Province) -> None:
    """Cư Pui's four were part of Krông Bông's figure of 30/6: moved to Lắk, they count in its cells, not again in Lắk's."""
    people(dlk["CPU-01"], date(2023, 3, 8), 4)
    tally(dlk["KBO"], JUNE, 9)
    move(dlk["CPU"], to=dlk["LAK"], on=date(2023, 7, 1))
    people(dlk["CPU-01"], date(2023, 8, 1), 1)
    assert [admitted(dlk[code]) for code in ("KBO", "LAK", "CPU", "DLK")] == [9, 1, 1, 10]


def test_a_break_down_a_tally_does_not_give_leaves_the_denominator(dlk: Province) -> None:
    people(dlk["LAK"], date(2023, 3, 8), 2)
    tally(dlk["LAK-01"], JUNE, 10, women=4)
    own = row(dlk["LAK"])
    assert (own["women"], own["women_of"]) == (6, 12)
    assert (own["minority"], own["minority_of"]) == (0, 2)
    assert (own["aged_18_30"], own["aged_18_30_of"]) == (2, 2)
    below = row(dlk["LAK-01"])
    assert (below["women"], below["women_of"], below["minority"], below["minority_of"]) == (4, 10, None, 0)


def test_a_unit_whose_only_tallies_come_later_is_incomplete(dlk: Province) -> None:
    tally(dlk["CPU"], date(2023, 10, 31), 5)
    tally(dlk["LAK-01"], date(2022, 10, 11), 5)
    before = row(dlk["DLK"])
    assert (before["admitted"], before["incomplete"], before["last_year_incomplete"]) == (0, 1, 1)
    after = row(dlk["DLK"], as_of=date(2023, 10, 31))
    assert (after["admitted"], after["incomplete"], after["last_year_incomplete"]) == (5, 0, 0)


def test_direct_is_what_is_in_no_child(dlk: Province) -> None:
    people(dlk["CPU"], date(2023, 3, 8), 3)
    people(dlk["CPU-01"], date(2023, 3, 8), 2)
    direct = answer(dlk["CPU"])["direct"]
    assert (direct["admitted"], direct["women"], direct["women_of"]) == (3, 3, 3)
    assert answer(dlk["KBO"])["direct"] is None
    assert answer(dlk["CPU-01"])["direct"] is None


def test_a_tally_below_its_names_makes_direct_negative_and_its_break_downs_unknown(dlk: Province) -> None:
    people(dlk["CPU-01"], date(2023, 3, 8), 4)
    tally(dlk["CPU"], JUNE, 3, women=1)
    direct = answer(dlk["CPU"])["direct"]
    assert (direct["admitted"], direct["tallied"]) == (-1, 3)
    assert (direct["women"], direct["women_of"]) == (None, 0)


def test_a_tally_of_0_is_a_report_too(dlk: Province) -> None:
    people(dlk["CPU-01"], date(2023, 3, 8), 4)
    tally(dlk["CPU"], JUNE, 0)
    assert (admitted(dlk["CPU"]), row(dlk["CPU"])["incomplete"]) == (0, 0)
    direct = answer(dlk["CPU"])["direct"]
    assert (direct["admitted"], direct["women"], direct["women_of"]) == (-4, None, 0)


def test_a_tally_of_last_year_that_its_children_account_for_leaves_nothing_direct(dlk: Province) -> None:
    people(dlk["CPU-01"], date(2022, 3, 8), 4)
    tally(dlk["CPU"], date(2022, 6, 30), 4)
    assert row(dlk["CPU"])["last_year"] == 4
    assert answer(dlk["CPU"])["direct"] is None


def test_the_year_of_a_tally_is_its_own(dlk: Province) -> None:
    tally(dlk["CPU"], date(2022, 12, 31), 8)
    assert (admitted(dlk["CPU"]), row(dlk["CPU"])["last_year"]) == (0, 0)
    assert row(dlk["CPU"], as_of=date(2023, 12, 31))["last_year"] == 8
    assert row(dlk["CPU"], as_of=OCTOBER)["last_year_incomplete"] == 1
