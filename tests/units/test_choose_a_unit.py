"""Choosing a unit by typing: without diacritics, by code, within what one may record for; quick whatever the number of units."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from units import choosing
from units.lists import Kind, Role
from units.models import Assignment, Placement, Unit

SignIn = Callable[[User], Client]
TODAY = date(2023, 10, 10)


def offered(client: Client, **query: str) -> list[str]:
    answer = client.get("/units/choices/", query)
    assert answer.status_code == 200
    return re.findall(r'data-value="([^"]+)"', answer.content.decode())


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("khanh", ["CPU-01"]),
        ("thon 2", ["CPU-02"]),
        ("cpu-02", ["CPU-02"]),
        ("CƯ PUI", ["CPU"]),
        ("buôn kha", ["CPU-01"]),
    ],
)
def test_names_are_found_without_diacritics_and_by_code(
    signed_in: SignIn, binh: User, typed: str, codes: list[str]
) -> None:
    assert offered(signed_in(binh), q=typed) == codes


def test_what_lies_outside_is_neither_offered_nor_counted(signed_in: SignIn, ha: User) -> None:
    client = signed_in(ha)
    assert offered(client, q="khanh") == []
    assert offered(client, q="chi bo") == ["TAN-01"]
    assert client.get("/units/choices/", {"under": "CPU"}).status_code == 404


def test_a_viewer_chooses_nothing(signed_in: SignIn, xem: User) -> None:
    assert signed_in(xem).get("/units/choices/?q=khanh").status_code == 404


def test_a_unit_one_may_only_read_is_not_offered(signed_in: SignIn, ha: User, units: dict[str, Unit]) -> None:
    Assignment.objects.create(user=ha, unit=units["KBO"], role=Role.VIEWER)
    assert offered(signed_in(ha), q="khanh") == []


def test_without_words_come_ones_own_units_or_those_below_the_one_named(signed_in: SignIn, binh: User) -> None:
    client = signed_in(binh)
    assert offered(client) == ["KBO"]
    assert offered(client, under="KBO") == ["CPU", "KBO-CB"]
    assert offered(client, under="CPU") == ["CPU-01", "CPU-02"]


def test_each_comes_with_the_line_above_it_from_ones_own_down(signed_in: SignIn, binh: User) -> None:
    answer = signed_in(binh).get("/units/choices/?q=khanh").content.decode()
    assert 'data-line="KBO|Krông Bông\nCPU|Cư Pui\nCPU-01|Buôn Khanh"' in answer
    assert "Đắk Lắk" not in answer


def test_a_whole_name_or_code_is_meant_before_names_that_only_hold_it(units: dict[str, Unit]) -> None:
    _cells(units["TAN"], 12)
    mine = Unit.objects.within(units["BMT"], TODAY)
    assert [one.code for one in choosing.meant(mine, "to dan pho 1")] == ["TAN-01"]
    assert len(choosing.meant(mine, "to dan pho")) == choosing.MOST


def test_a_clerk_of_few_units_finds_his_own_among_many_of_the_same_name(
    units: dict[str, Unit], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    _cells(units["CPU"], 300)
    with django_assert_max_num_queries(6):
        found = choosing.choices({units["TAN"].pk}, "to dan pho", TODAY)
    assert [one.unit.code for one in found] == ["TAN-01"]


def _cells(parent: Unit, count: int) -> None:
    cells = [
        Unit(
            code=f"{parent.code}-T{n}",
            name=f"Chi bộ Tổ dân phố {n + 1}",
            short_name=f"Tổ dân phố {n + 1}",
            kind=Kind.CELL,
        )
        for n in range(1, count + 1)
    ]
    Unit.objects.bulk_create(cells)
    Placement.objects.bulk_create([Placement(unit=cell, parent=parent) for cell in cells])
