"""Who counts: the period, the tree, the counting date, break-downs and the pipeline (design §5), worked by hand."""

from datetime import date

import pytest

from admissions.lists import Precision, Sex, Stage
from admissions.models import CountingRule
from targets.progress import DateOutsideYear, TreeBeforeDate, UnitNotOnTree, progress
from tests.small_province import admit, move, prepare
from tests.targets.verbs import OCTOBER, Province, admitted, answer, people, promise, row
from units.models import Headcount, Placement, Unit

JULY = date(2023, 7, 1)


def dissolve(unit: Unit, *, into: Unit, on: date) -> None:
    Unit.objects.filter(pk=unit.pk).update(dissolved_on=on)
    move(unit, to=into, on=on)


def children(unit: Unit, as_of: date = OCTOBER) -> list[str]:
    return [child["code"] for child in answer(unit, as_of.year, as_of)["children"]]


def test_a_commune_moved_on_1_july_brings_its_whole_year_to_its_new_district(dlk: Province) -> None:
    people(dlk["CPU-01"], date(2023, 3, 8), 4)
    people(dlk["CPU-01"], date(2023, 8, 1), 1)
    people(dlk["KBO-CB"], date(2023, 5, 19), 2)
    move(dlk["CPU"], to=dlk["LAK"], on=JULY)
    assert admitted(dlk["KBO"], as_of=date(2023, 6, 30)) == 6
    assert admitted(dlk["LAK"], as_of=date(2023, 6, 30)) == 0
    assert admitted(dlk["KBO"]) == 2
    assert admitted(dlk["LAK"]) == 5
    assert admitted(dlk["LAK"], as_of=date(2023, 6, 30), tree=OCTOBER) == 4


def test_last_year_is_counted_on_the_same_tree_so_like_is_compared_with_like(dlk: Province) -> None:
    people(dlk["CPU"], date(2022, 4, 1), 3)
    people(dlk["CPU"], date(2022, 10, 11), 1)
    move(dlk["CPU"], to=dlk["LAK"], on=JULY)
    assert (row(dlk["LAK"])["last_year"], row(dlk["KBO"])["last_year"]) == (3, 0)


def test_on_29_february_last_year_ends_on_28_february(dlk: Province) -> None:
    people(dlk["CPU"], date(2023, 2, 28), 2)
    people(dlk["CPU"], date(2023, 3, 1), 1)
    assert row(dlk["CPU"], 2024, date(2024, 2, 29))["last_year"] == 2


def test_a_dissolved_unit_counts_under_its_successor_and_shows_only_while_it_carries_figures(dlk: Province) -> None:
    people(dlk["CPU-02"], date(2023, 2, 3), 2)
    dissolve(dlk["CPU-02"], into=dlk["LAK-01"], on=JULY)
    assert admitted(dlk["LAK"]) == 2
    assert children(dlk["LAK-01"]) == ["CPU-02"]
    assert children(dlk["LAK-01"], as_of=date(2025, 1, 1)) == []
    assert answer(dlk["LAK-01"], 2025, date(2025, 1, 1))["direct"] is None


def test_a_cell_recorded_under_a_committee_that_has_no_place_yet_stands_alone(dlk: Province) -> None:
    Placement.objects.filter(unit=dlk["CPU"]).update(during=(JULY, None))
    people(dlk["CPU-01"], date(2023, 3, 8), 2)
    own = row(dlk["CPU-01"], as_of=date(2023, 6, 30))
    assert (own["admitted"], own["rank"], own["ranked"]) == (2, None, None)


def test_a_void_vanishes_from_every_date(dlk: Province) -> None:
    wrong = admit(dlk["CPU"], "Y Thuận Niê", date(2023, 3, 8))
    assert admitted(dlk["CPU"], as_of=date(2023, 4, 1)) == 1
    type(wrong).objects.filter(pk=wrong.pk).update(voided_at="2023-09-01T00:00Z", void_reason="nhập hai lần")
    assert admitted(dlk["CPU"], as_of=date(2023, 4, 1)) == 0


def test_under_the_ceremony_rule_nobody_counts_before_the_ceremony(dlk: Province) -> None:
    CountingRule.objects.create(year=2023, rule="ADMITTED")
    people(dlk["CPU"], date(2023, 12, 20), 1)
    admit(dlk["CPU"], "Trần Thị Lan", date(2023, 12, 20), admitted_on=date(2024, 1, 5))
    assert answer(dlk["CPU"], 2023, date(2023, 12, 31))["counting"] == "ADMITTED"
    assert admitted(dlk["CPU"], as_of=date(2023, 12, 31)) == 0
    assert admitted(dlk["CPU"], as_of=date(2024, 1, 31)) == 1


def test_the_last_30_days_end_with_the_period_and_stay_inside_the_year(dlk: Province) -> None:
    for on in (
        date(2023, 9, 10),
        date(2023, 9, 11),
        OCTOBER,
        date(2023, 10, 11),
        date(2022, 12, 31),
        date(2023, 1, 10),
    ):
        people(dlk["CPU"], on, 1)
    assert row(dlk["CPU"])["last_30_days"] == 2
    assert row(dlk["CPU"], as_of=date(2023, 1, 10))["last_30_days"] == 1


def test_blank_is_unknown_and_unknown_of_all_is_null(dlk: Province) -> None:
    people(dlk["CPU"], date(2023, 2, 3), 2, ethnicity="", youth_union=None)
    admit(dlk["CPU-01"], "H'Lan Êban", date(2023, 2, 3), ethnicity="Êđê", youth_union=None)
    own = row(dlk["CPU"])
    assert (own["women"], own["women_of"]) == (3, 3)
    assert (own["minority"], own["minority_of"]) == (1, 1)
    assert (own["youth_union"], own["youth_union_of"]) == (None, 0)
    assert row(dlk["LAK"])["women"] is None


@pytest.mark.parametrize(
    ("birth_date", "precision", "young"),
    [
        (date(1992, 2, 29), Precision.DAY, (0, 1)),  # 31 on 28/2/2023
        (date(1992, 3, 1), Precision.DAY, (1, 1)),
        (date(1992, 2, 1), Precision.MONTH, (0, 1)),  # 31 even if born on 29/2
        (date(2005, 2, 1), Precision.MONTH, (1, 1)),  # 18 even if born on 28/2
        (date(1992, 3, 1), Precision.MONTH, (1, 1)),
        (date(1992, 1, 1), Precision.YEAR, (None, 0)),  # 31 or not yet
        (date(1991, 1, 1), Precision.YEAR, (0, 1)),
        (date(1993, 1, 1), Precision.YEAR, (1, 1)),
    ],
)
def test_an_age_counts_only_where_the_birth_date_makes_it_certain(
    dlk: Province, birth_date: date, precision: Precision, young: tuple[int | None, int]
) -> None:
    admit(dlk["CPU"], "Lê Văn Tám", date(2023, 2, 28), birth_date=birth_date, birth_precision=precision)
    own = row(dlk["CPU"])
    assert (own["aged_18_30"], own["aged_18_30_of"]) == young


def test_the_latest_headcount_counts_and_is_never_a_sum(dlk: Province) -> None:
    for code, on, members in (("KBO", date(2023, 1, 1), 4000), ("KBO", OCTOBER, 4100), ("CPU", OCTOBER, 300)):
        Headcount.objects.create(unit=dlk[code], counted_on=on, members=members)
    assert row(dlk["KBO"])["members"] == 4100
    assert row(dlk["KBO"], as_of=date(2023, 10, 9))["members"] == 4000
    assert row(dlk["LAK"])["members"] is None


def test_22_admitted_and_7_dossiers_in_time_forecast_29(dlk: Province) -> None:
    promise(dlk["BMT"], (dlk["TAN"], 30))
    people(dlk["TAN-01"], date(2023, 5, 19), 22)
    vetted, listed = date(2023, 9, 1), date(2023, 3, 1)
    for n in range(7):  # three of them overdue: they count
        expected = date(2023, 9, 30) if n < 3 else date(2023, 12, 31)
        prepare(dlk["TAN-01"], f"Hồ sơ {n}", {Stage.LISTED: listed, Stage.VETTING: vetted}, expected_on=expected)
    prepare(dlk["TAN-01"], "Không hẹn ngày", {Stage.VETTING: vetted})
    prepare(dlk["TAN-01"], "Sang năm", {Stage.AUTHORISED: vetted}, expected_on=date(2024, 1, 1))
    prepare(dlk["TAN-01"], "Mới làm đơn", {Stage.APPLICATION: vetted}, expected_on=date(2023, 12, 1))
    prepare(dlk["TAN-01"], "Chưa tới", {Stage.VETTING: date(2023, 10, 11)}, expected_on=date(2023, 12, 1))
    own = row(dlk["TAN"])
    assert (own["admitted"], own["pipeline"], own["forecast"]) == (22, 7, 29)
    assert (own["status"], own["short_by"], own["stages"]["VETTING"]) == ("SHORT", 1, 8)
    after = row(dlk["TAN"], as_of=date(2024, 1, 1))
    assert (after["pipeline"], after["forecast"], after["stages"]["VETTING"]) == (0, 22, 9)


def test_a_candidate_leaves_the_pipeline_on_the_counting_date_and_returns_if_it_is_void(dlk: Province) -> None:
    lan = admit(dlk["CPU"], "Trần Thị Lan", date(2023, 9, 2))
    prepare(dlk["CPU"], "Trần Thị Lan", {Stage.AUTHORISED: date(2023, 6, 1)}, admission=lan)
    dropped = {"dropped_on": date(2023, 9, 2), "drop_reason": "chuyển đi"}
    prepare(dlk["CPU"], "Lê Văn Tám", {Stage.CELL: date(2023, 6, 1)}, sex=Sex.MALE, **dropped)
    assert sum(row(dlk["CPU"], as_of=date(2023, 9, 1))["stages"].values()) == 2
    assert sum(row(dlk["CPU"])["stages"].values()) == 0
    type(lan).objects.filter(pk=lan.pk).update(voided_at="2023-10-01T00:00Z", void_reason="nhầm người")
    assert row(dlk["CPU"])["stages"]["AUTHORISED"] == 1


def test_what_cannot_be_asked_is_refused(dlk: Province) -> None:
    new = Unit.objects.create(code="NEW", name="Đảng bộ xã mới", kind="GRASSROOTS_COMMITTEE")
    Placement.objects.create(unit=new, parent=dlk["LAK"], during=(date(2023, 11, 1), None))
    with pytest.raises(TreeBeforeDate):
        progress(dlk["KBO"], year=2023, as_of=OCTOBER, tree=date(2023, 10, 9))
    with pytest.raises(DateOutsideYear):
        progress(dlk["KBO"], year=2024, as_of=OCTOBER, tree=OCTOBER)
    with pytest.raises(UnitNotOnTree):
        progress(new, year=2023, as_of=OCTOBER, tree=OCTOBER)
