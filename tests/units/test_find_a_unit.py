"""Finding a unit: a tree to walk down and a search without diacritics, within one's own."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from tests.small_province import move, open_account
from units import tree
from units.lists import Role
from units.models import Assignment, Placement, Unit

SignIn = Callable[[User], Client]
TODAY = date(2023, 10, 10)


def outline(branches: list[tree.Branch]) -> list[str]:
    """Codes with their depth as dashes."""
    return [
        line for branch in branches for line in (branch.unit.code, *(f"-{below}" for below in outline(branch.branches)))
    ]


def found(user: User, text: str) -> list[str]:
    return [one.unit.code for one in tree.named(user, text, TODAY)[0]]


def test_the_tree_opens_at_the_own_unit(an: User, binh: User) -> None:
    assert outline(tree.tree(an, None, TODAY)) == ["DLK", "-KBO", "-LAK", "-BMT"]
    assert outline(tree.tree(binh, None, TODAY)) == ["KBO", "-CPU", "-KBO-CB"]


def test_the_tree_opens_down_to_a_unit_level_by_level(an: User, units: dict[str, Unit]) -> None:
    branches = tree.tree(an, units["CPU"], TODAY)
    assert outline(branches) == ["DLK", "-KBO", "--CPU", "---CPU-01", "---CPU-02", "--KBO-CB", "-LAK", "-BMT"]
    province = branches[0]
    assert [(branch.unit.code, branch.below, branch.is_open) for branch in province.branches] == [
        ("KBO", 2, True),
        ("LAK", 1, False),
        ("BMT", 1, False),
    ]


def test_nobody_walks_above_his_own(binh: User, units: dict[str, Unit]) -> None:
    assert outline(tree.tree(binh, units["CPU"], TODAY)) == ["KBO", "-CPU", "--CPU-01", "--CPU-02", "-KBO-CB"]


def test_several_own_units_stand_side_by_side_closed(binh: User, units: dict[str, Unit]) -> None:
    Assignment.objects.create(user=binh, unit=units["LAK"], role=Role.VIEWER)
    assert outline(tree.tree(binh, None, TODAY)) == ["KBO", "LAK"]
    assert outline(tree.tree(binh, units["LAK"], TODAY)) == ["KBO", "LAK", "-LAK-01"]


@pytest.mark.parametrize("text", ["tan an", "Tân An", "TÂN  AN", "TAN"])
def test_a_name_is_found_without_diacritics_or_case(an: User, text: str) -> None:
    assert "TAN" in found(an, text)


def test_dinh_finds_dinh_with_a_bar(an: User, units: dict[str, Unit]) -> None:
    units["CPU-02"].name = "Chi bộ thôn Đình Đoàn"
    units["CPU-02"].save()
    assert found(an, "dinh doan") == ["CPU-02"]


def test_words_may_stand_in_any_order_and_the_higher_kinds_come_first(an: User) -> None:
    assert found(an, "bong krong") == ["KBO", "KBO-CB"]


def test_what_holds_the_words_as_typed_comes_before_what_holds_them_scattered(an: User, units: dict[str, Unit]) -> None:
    units["LAK"].name = "Đảng bộ huyện Tân Lắk"  # "an" is in "đảng", "tan" in "Tân"
    units["LAK"].save()
    assert found(an, "tan an")[0] == "TAN"
    assert "LAK" in found(an, "tan an")


def test_a_unit_outside_ones_own_is_neither_found_nor_counted(binh: User) -> None:
    assert tree.named(binh, "lak", TODAY) == ([], 0)


def test_a_unit_found_is_named_with_those_above_it_from_the_own_down(binh: User) -> None:
    one = tree.named(binh, "buon khanh", TODAY)[0][0]
    assert one.above == ["Krông Bông", "Cư Pui"]


def test_of_many_the_first_are_shown_and_all_counted(an: User, units: dict[str, Unit]) -> None:
    for number in range(60):
        unit = Unit.objects.create(code=f"CPU-X{number}", name=f"Chi bộ thử {number}", kind="CELL")
        Placement.objects.create(unit=unit, parent=units["CPU"])
    shown, count = tree.named(an, "cpu-x", TODAY)
    assert (len(shown), count) == (tree.MOST_FOUND, 60)


def test_finding_takes_the_same_queries_however_many_units(
    an: User, units: dict[str, Unit], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(30):
        unit = Unit.objects.create(code=f"CPU-X{number}", name=f"Chi bộ thử {number}", kind="CELL")
        Placement.objects.create(unit=unit, parent=units["CPU"])
    with django_assert_num_queries(6):
        tree.tree(an, units["CPU"], TODAY)
    with django_assert_num_queries(5):
        tree.named(an, "cpu-x", TODAY)


def test_the_page_links_each_unit_to_its_own_page_and_counts_what_lies_below(signed_in: SignIn, an: User) -> None:
    page = signed_in(an).get("/units/?under=CPU").content.decode()
    assert '<a href="/units/CPU-01/" lang="vi">Chi bộ buôn Khanh</a>' in page
    assert "Chi bộ <b>2</b>" in page
    assert (
        "TCCSĐ <b>2</b> · Đảng bộ cơ sở <b>1</b> · Chi bộ cơ sở <b>1</b>"
        in signed_in(an).get("/units/?under=KBO").content.decode()
    )


def test_the_page_says_when_nothing_is_found_and_when_one_has_no_unit(
    signed_in: SignIn, an: User, units: dict[str, Unit]
) -> None:
    assert "Không có tổ chức nào trong phạm vi của bạn" in signed_in(an).get("/units/?q=zzz").content.decode()
    lonely = User.objects.create_user("moi")
    assert "chưa được giao tổ chức nào" in signed_in(lonely).get("/", follow=True).content.decode()


@pytest.mark.parametrize("code", ["LAK", "DLK", "NONE", "'", "KBO%00"])
def test_a_unit_outside_ones_own_does_not_open(signed_in: SignIn, binh: User, code: str) -> None:
    assert signed_in(binh).get(f"/units/?under={code}").status_code == 404


@pytest.mark.parametrize("text", ["%00", "%25", "_", "\\", "'", "%20", "x" * 3000, "<script>"])
def test_any_text_may_be_searched_for(signed_in: SignIn, an: User, text: str) -> None:
    response = signed_in(an).get(f"/units/?q={text}")
    assert response.status_code == 200
    assert "<script>" not in response.content.decode()


def test_a_percent_sign_is_a_letter_like_others(an: User) -> None:
    assert found(an, "%") == found(an, "_") == []


def test_a_dissolved_unit_hangs_under_its_successor_and_says_so(
    signed_in: SignIn, an: User, units: dict[str, Unit]
) -> None:
    units["CPU-02"].dissolved_on = date(2023, 7, 1)
    units["CPU-02"].save()
    move(units["CPU-02"], to=units["CPU-01"], on=date(2023, 7, 1))
    page = signed_in(an).get("/units/?under=CPU-01").content.decode()
    assert "giải thể 01/07/2023" in page


def test_navigation_leads_a_viewer_to_no_list_of_people(signed_in: SignIn, an: User, xem: User) -> None:
    assert 'href="/candidates/"' in signed_in(an).get("/units/").content.decode()
    assert 'href="/candidates/"' not in signed_in(xem).get("/units/").content.decode()


def test_a_clerk_of_one_cell_has_a_tree_of_one(units: dict[str, Unit]) -> None:
    clerk = open_account("nga", units["CPU-01"], Role.CLERK)
    assert outline(tree.tree(clerk, None, TODAY)) == ["CPU-01"]
