"""The usual table that goes up: who came in the month and in the year, who they are, who is on the way, which cells brought nobody."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from accounts.models import User
from admissions.admitting import organisations
from admissions.counting import Period
from admissions.lists import SourceGroup, Stage
from admissions.models import Admission
from reports.declared import DIRECT, TOTAL, Report
from reports.kinds.new_members import new_members
from reports.subject import Subject
from targets.upward import CELLS
from tests.admissions.lists import rows_of
from tests.small_province import admit, move, prepare, tally
from units.models import Unit
from units.question import asked

SignIn = Callable[[User], Client]
TODAY = date(2023, 10, 10)

PLACES = {
    **{
        "members": 2,
        "target": 3,
        "month": 4,
        "admitted": 5,
        "percentage": 6,
        "last_year": 7,
        "women": 8,
        "minority": 9,
    },
    **{"religious": 10, "youth_union": 11, "aged": 12, "studying": 13, "militia": 14, "reservists": 15, "firms": 16},
    **{"vetting": 17, "awaiting": 18, "taught": 19, "cells": 20},
}


def built(unit: Unit, *, as_of: date = TODAY) -> Report:
    query = {"year": str(as_of.year), "as_of": as_of.isoformat()}
    return new_members(Subject(unit, asked(query, TODAY), None))


def line(report: Report, key: str) -> dict[str, object]:
    row = next(row for row in report.parts[0].all_rows if row.key == key)
    return {name: row.cells[place].value for name, place in PLACES.items()}


def test_a_row_says_the_month_the_year_who_they_are_and_who_is_on_the_way(year: dict[str, Unit]) -> None:
    Admission.objects.filter(name="H'Liên Niê").update(religion="Tin Lành")
    Admission.objects.filter(name="Y Thiên Byă").update(religion="Không")
    twice = Admission.objects.get(name="Y Thiên Byă")
    for group in (SourceGroup.PUPIL, SourceGroup.STUDENT, SourceGroup.MILITIA):
        twice.sources.create(group=group)
    prepare(year["CPU-01"], "Y Đã Học", {Stage.LISTED: date(2023, 1, 5), Stage.CLASS: date(2023, 4, 1)})
    prepare(year["CPU-01"], "Y Chờ", {Stage.CLASS: date(2023, 1, 5), Stage.AUTHORISED: date(2023, 9, 1)})
    found = line(built(year["DLK"]), "KBO")
    assert found == {
        **{"members": None, "target": 3, "month": 1, "admitted": 3, "last_year": 2, "women": 2, "minority": 2},
        **{"religious": 1, "youth_union": 2, "aged": 2, "studying": 1, "militia": 1, "reservists": 0, "firms": 0},
        **{"vetting": 0, "awaiting": 1, "taught": 2, "cells": 0},
        "percentage": found["percentage"],
    }
    assert str(found["percentage"]) == "100.00"


def test_the_total_is_the_units_own_and_not_a_sum(year: dict[str, Unit]) -> None:
    admit(year["KBO"], "Của huyện uỷ", date(2023, 10, 5))
    report = built(year["KBO"])
    total, direct = line(report, TOTAL), line(report, DIRECT)
    assert (total["admitted"], total["month"]) == (4, 2)
    assert (direct["admitted"], direct["month"], direct["women"], direct["target"]) == (1, 1, 1, None)
    assert [row.cells[0].value for row in report.parts[0].rows] == [1, 2, None]


@pytest.mark.parametrize(
    ("end", "first"),
    [
        (date(2023, 10, 10), date(2023, 9, 11)),
        (date(2023, 9, 30), date(2023, 9, 1)),
        (date(2023, 2, 28), date(2023, 2, 1)),
        (date(2023, 3, 30), date(2023, 3, 1)),
        (date(2023, 1, 10), date(2023, 1, 1)),
        (date(2023, 12, 31), date(2023, 12, 1)),
    ],
)
def test_a_month_ends_with_the_day_asked_for(end: date, first: date) -> None:
    assert Period(end).month == first


def test_what_a_tally_does_not_tell_is_unknown_and_never_0(year: dict[str, Unit]) -> None:
    for code in ("LAK", "BMT"):
        Admission.objects.filter(unit__code__startswith=code[:3]).update(religion="Không")
    Admission.objects.filter(unit=year["LAK-01"]).delete()
    tally(year["LAK"], date(2023, 9, 15), 4, women=1)
    found = line(built(year["DLK"]), "LAK")
    assert found["admitted"] == 4
    assert found["women"] == 1
    for unknown in ("month", "minority", "religious", "youth_union", "aged", "studying", "militia", "cells"):
        assert found[unknown] is None, unknown
    notes = " ".join(map(str, built(year["DLK"]).parts[0].notes))
    assert "1 trong 5 chi bộ" in notes
    assert "Nơi báo số liệu tổng hợp trong kỳ" in notes


def test_of_nobody_admitted_nobody_is_of_a_group(year: dict[str, Unit]) -> None:
    found = line(built(year["DLK"], as_of=date(2023, 1, 20)), "BMT")
    assert [found[name] for name in ("admitted", "women", "religious", "aged", "militia", "cells")] == [
        0,
        0,
        0,
        0,
        0,
        1,
    ]


def test_a_cell_has_admitted_by_a_name_by_its_own_tally_and_by_what_merged_into_it(year: dict[str, Unit]) -> None:
    u = year
    Admission.objects.filter(unit=u["KBO-CB"]).delete()
    u["CPU-02"].dissolved_on = date(2023, 9, 25)
    u["CPU-02"].save()
    move(u["CPU-02"], to=u["KBO-CB"], on=date(2023, 9, 25))
    Admission.objects.filter(unit=u["TAN-01"]).delete()
    tally(u["TAN-01"], date(2023, 6, 30), 2)
    found = organisations(u["DLK"], CELLS, period=Period(TODAY), tree=TODAY)
    codes = {unit.pk: code for code, unit in u.items()}
    assert {codes[one.unit_id]: one.admitted for one in found} == {
        "CPU-01": True,
        "KBO-CB": True,  # by Thôn 2, which is part of it now
        "LAK-01": True,
        "TAN-01": True,
    }
    in_march = Period(date(2023, 3, 31))
    march = organisations(u["KBO"], CELLS, period=in_march, tree=in_march.end)
    assert {codes[one.unit_id]: one.admitted for one in march} == {"CPU-01": True, "CPU-02": False, "KBO-CB": False}


def test_each_figure_of_people_opens_as_many_of_them(signed_in: SignIn, an: User, year: dict[str, Unit]) -> None:
    Admission.objects.filter(name="H'Liên Niê").update(religion="Tin Lành")
    Admission.objects.get(name="Y Thiên Byă").sources.create(group=SourceGroup.PUPIL)
    prepare(year["CPU-01"], "Y Đã Học", {Stage.LISTED: date(2023, 1, 5), Stage.CLASS: date(2023, 4, 1)})
    report = new_members(Subject(year["DLK"], asked({}, TODAY), an))
    client = signed_in(an)
    row = next(row for row in report.parts[0].rows if row.key == "KBO")
    opened = {cell.address: cell.value for cell in row.cells[2:] if cell.address and cell.value}
    assert len(opened) == 10
    for address, number in opened.items():
        assert len(rows_of(client.get(address).content)) == number, address
