"""Who sees and may do what: the roles over a unit and its subtree, of today."""

from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from psycopg.types.range import DateRange
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from admissions.models import Admission, Candidate, Tally
from tests.small_province import admit, move, open_account, prepare, tally
from units import scope
from units.lists import Role
from units.management.commands import roles
from units.models import Assignment, Headcount, Placement, Unit
from units.scope import Action

TODAY = date(2023, 10, 10)


def seen(user: User | AnonymousUser) -> set[str]:
    return set(scope.visible(Unit.objects.all(), user).values_list("code", flat=True))


def test_an_officer_sees_his_unit_and_all_below_it_and_nothing_beside_it(binh: User) -> None:
    assert seen(binh) == {"KBO", "CPU", "CPU-01", "CPU-02", "KBO-CB"}


def test_an_officer_of_the_province_sees_every_unit(an: User, units: dict[str, Unit]) -> None:
    assert seen(an) == set(units)


def test_nobody_signed_in_and_nobody_without_a_role_sees_anything(units: dict[str, Unit]) -> None:
    assert seen(AnonymousUser()) == seen(User.objects.create_user("moi")) == set()


def test_a_superuser_has_no_more_than_his_roles(units: dict[str, Unit]) -> None:
    assert seen(User.objects.create_superuser("root")) == set()


def test_a_disabled_account_has_nothing_left(binh: User, units: dict[str, Unit]) -> None:
    binh.is_active = False
    binh.save()
    assert seen(binh) == set()
    assert not scope.may(binh, Action.READ, units["KBO"], TODAY)


def test_several_units_may_be_assigned_to_one_person(binh: User, units: dict[str, Unit]) -> None:
    Assignment.objects.create(user=binh, unit=units["LAK"], role=Role.VIEWER)
    assert {"CPU-01", "LAK-01"} <= seen(binh)


def test_a_role_taken_away_is_gone_at_once(binh: User) -> None:
    Assignment.objects.filter(user=binh).update(during=DateRange(None, TODAY))
    assert seen(binh) == set()


def test_a_role_counts_from_its_first_day(units: dict[str, Unit]) -> None:
    nga = open_account("nga", units["KBO"], Role.OFFICER)
    Assignment.objects.filter(user=nga).update(during=DateRange(date(2023, 10, 11), None))
    assert seen(nga) == set()
    assert scope.may(nga, Action.GOVERN, units["CPU"], date(2023, 10, 11))


def test_a_unit_that_moved_away_is_out_of_reach_at_once(binh: User, chi: User, units: dict[str, Unit]) -> None:
    move(units["CPU"], to=units["LAK"], on=date(2023, 7, 1))
    assert "CPU-01" not in seen(binh)
    assert "CPU-01" in seen(chi)


def test_a_dissolved_unit_stays_with_its_successor(binh: User, chi: User, units: dict[str, Unit]) -> None:
    units["CPU-01"].dissolved_on = date(2023, 7, 1)
    units["CPU-01"].save()
    move(units["CPU-01"], to=units["LAK-01"], on=date(2023, 7, 1))
    assert "CPU-01" in seen(chi)
    assert "CPU-01" not in seen(binh)


def test_people_are_seen_within_the_subtree_only(binh: User, chi: User, units: dict[str, Unit]) -> None:
    admit(units["CPU-01"], "H'Loan Byă", date(2023, 3, 1))
    prepare(units["CPU-02"], "Y Thắng Niê", {})
    for model in (Admission, Candidate):
        assert scope.visible(model._default_manager.all(), binh).count() == 1
        assert not scope.visible(model._default_manager.all(), chi).exists()


def test_a_viewer_reads_figures_but_no_person(xem: User, units: dict[str, Unit]) -> None:
    admit(units["CPU-01"], "H'Loan Byă", date(2023, 3, 1))
    prepare(units["CPU-02"], "Y Thắng Niê", {})
    tally(units["LAK-01"], date(2023, 6, 30), 4)
    Headcount.objects.create(unit=units["DLK"], counted_on=date(2022, 12, 31), members=80_000)
    assert scope.visible(Tally.objects.all(), xem).exists()
    assert scope.visible(Headcount.objects.all(), xem).exists()
    assert not scope.visible(Admission.objects.all(), xem).exists()
    assert not scope.visible(Candidate.objects.all(), xem).exists()


def test_a_model_that_the_table_does_not_name_is_nobodys(an: User) -> None:
    with pytest.raises(LookupError, match=r"accounts\.User"):
        scope.visible(User.objects.all(), an)


def test_the_table_names_only_models_that_exist_and_ways_that_lead_to_a_unit(an: User) -> None:
    for label in scope.REACH:
        scope.visible(apps.get_model(label)._default_manager.all(), an).exists()


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        (Role.VIEWER, {Action.READ}),
        (Role.CLERK, {Action.READ, Action.READ_PEOPLE, Action.RECORD, Action.ALLOCATE}),
        (Role.OFFICER, set(Action) - {Action.ADMINISTER}),
        (Role.ADMIN, set(Action)),
    ],
)
def test_each_role_may_do_its_actions_in_its_subtree_and_none_outside(
    role: Role, allowed: set[Action], units: dict[str, Unit]
) -> None:
    user = open_account("nga", units["KBO"], role)
    assert {action for action in Action if scope.may(user, action, units["CPU-01"], TODAY)} == allowed
    assert not any(scope.may(user, action, units["LAK"], TODAY) for action in Action)
    assert not any(scope.may(user, action, units["DLK"], TODAY) for action in Action)


def test_a_clerk_of_one_unit_may_be_a_viewer_of_another(ha: User, units: dict[str, Unit]) -> None:
    Assignment.objects.create(user=ha, unit=units["DLK"], role=Role.VIEWER)
    admit(units["CPU-01"], "H'Loan Byă", date(2023, 3, 1))
    admit(units["TAN-01"], "Ngô Thị Lý", date(2023, 3, 1))
    assert [person.name for person in scope.visible(Admission.objects.all(), ha)] == ["Ngô Thị Lý"]
    assert scope.home(ha) == units["DLK"]
    assert scope.home(ha, Action.READ_PEOPLE) == units["TAN"]


def test_the_own_unit_is_the_highest_assigned(binh: User, units: dict[str, Unit]) -> None:
    Assignment.objects.create(user=binh, unit=units["TAN-01"], role=Role.CLERK)
    assert scope.home(binh) == units["KBO"]
    assert set(scope.tops(binh)) == {units["KBO"], units["TAN-01"]}
    assert scope.home(AnonymousUser()) is None


def test_a_unit_assigned_beside_one_above_it_is_no_top(binh: User, units: dict[str, Unit]) -> None:
    Assignment.objects.create(user=binh, unit=units["CPU"], role=Role.CLERK)
    assert scope.tops(binh) == [units["KBO"]]


def test_seeing_takes_the_same_queries_however_many_units(
    an: User, units: dict[str, Unit], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(30):
        unit = Unit.objects.create(code=f"CPU-X{number}", name=f"Chi bộ {number}", kind="CELL")
        Placement.objects.create(unit=unit, parent=units["CPU"])
    with django_assert_num_queries(2):
        assert len(seen(an)) == len(units) + 30


def test_the_page_of_roles_is_printed_from_the_table() -> None:
    printed = Path(__file__).parents[2] / "docs" / "roles.md"
    assert printed.read_text().splitlines() == list(roles.lines())


def test_the_line_above_a_unit_is_named_and_opens_from_the_own_unit_down(binh: User, units: dict[str, Unit]) -> None:
    line = scope.line_of_sight(binh, units["CPU"], TODAY)
    assert [(unit.code, opens) for unit, opens in line] == [("DLK", False), ("KBO", True), ("CPU", True)]
