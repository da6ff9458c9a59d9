"""A unit's year in pictures: the figures are those of progress, and open their records."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from targets.course import course, course_of_children
from targets.progress import progress
from tests.small_province import admit, move, tally
from units.models import Placement, Unit

SignIn = Callable[[User], Client]
TODAY = date(2023, 10, 10)


@pytest.mark.parametrize("code", ["DLK", "KBO", "TAN-01"])
@pytest.mark.parametrize("as_of", [date(2023, 8, 31), TODAY])
@pytest.mark.parametrize("moved", [False, True])
def test_the_course_of_each_child_ends_at_what_progress_counts(
    tallied: dict[str, Unit], code: str, as_of: date, moved: bool
) -> None:
    if moved:
        move(tallied["CPU"], to=tallied["LAK"], on=date(2023, 9, 1))
    tally(tallied["LAK"], date(2023, 6, 30), 4)
    answer = progress(tallied[code], year=2023, as_of=as_of, tree=TODAY)
    below = course_of_children(tallied[code], year=2023, as_of=as_of, tree=TODAY)
    assert {child.unit.pk: child.admitted for child in answer.children} == {
        pk: points[-1].admitted for pk, points in below.items()
    }
    for pk, points in below.items():
        own = course(Unit.objects.get(pk=pk), year=2023, as_of=as_of, tree=TODAY)
        assert points == own.this_year


def page(client: Client, unit: str, more: str = "") -> str:
    answer = client.get(f"/reports/charts/?unit={unit}{more}")
    assert answer.status_code == 200
    return answer.content.decode()


def rows_of(html: str, key: str) -> list[list[str]]:
    section = html.split(f'aria-labelledby="{key}-h">', 1)[1].split("</section>")[0]
    body = section[section.index("<tbody>") :]
    return [
        [re.sub("<[^>]+>", "", cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", line)]
        for line in re.findall(r"<tr.*?</tr>", body)
    ]


def test_a_province_shows_its_course_ranking_spread_and_months(
    signed_in: SignIn, an: User, year: dict[str, Unit]
) -> None:
    html = page(signed_in(an), "DLK")
    assert html.count("<svg") >= 4
    assert html.count("<details>") == 4
    assert rows_of(html, "course")[-1] == ["10/10/2023", "6", ""] or rows_of(html, "course")[-1][:2] == [
        "10/10/2023",
        "6",
    ]
    assert rows_of(html, "ranking") == [
        ["Đảng bộ huyện Krông Bông", "1", "3", "3", "100,00", "đạt chỉ tiêu"],
        ["Đảng bộ thành phố Buôn Ma Thuột", "2", "2", "4", "50,00", "dự báo thiếu"],
        ["Đảng bộ huyện Lắk", "3", "1", "4", "25,00", "dự báo thiếu"],
    ]
    spread = {line[0]: line[1:] for line in rows_of(html, "spread")}
    assert spread["từ 20\u00a0% đến dưới 30\u00a0%"] == ["1", "Lắk"]
    assert spread["từ 100\u00a0% trở lên"] == ["1", "Krông Bông"]
    assert next(iter(spread)) == "từ 20\u00a0% đến dưới 30\u00a0%"
    assert spread["Cộng"] == ["3", ""]
    months = rows_of(html, "heat")
    assert months[0] == ["Đảng bộ huyện Krông Bông", "0", "0", "1", "0", "1", "0", "0", "0", "1", "0", "3"]
    assert months[-1] == ["Toàn đơn vị", "0", "0", "1", "0", "1", "1", "0", "0", "3", "0", "6"]


def test_each_number_of_a_month_opens_its_people(signed_in: SignIn, binh: User, year: dict[str, Unit]) -> None:
    client = signed_in(binh)
    html = page(client, "KBO")
    links = re.findall(r'data-count="(\d+)" href="(/admissions/[^"]+)"', html)
    assert any("month=3" in address for _count, address in links)
    for count, address in links:
        shown = client.get(address.replace("&amp;", "&")).content.decode()
        assert len(set(re.findall(r'href="/admissions/([0-9a-f]{12})/', shown))) == int(count), address


def test_where_a_report_without_names_counts_a_month_opens_nothing(
    signed_in: SignIn, an: User, tallied: dict[str, Unit]
) -> None:
    html = page(signed_in(an), "KBO")
    months = html[html.index('id="heat-h"') :]
    assert "unit=CPU&amp;month=" not in months
    assert "gồm cả phần của các tháng trước" in months
    rows = rows_of(html, "heat")
    assert [sum(int(cell.replace("−", "-")) for cell in row[1:-1]) for row in rows] == [int(row[-1]) for row in rows]


@pytest.mark.parametrize(
    "query", ["", "&year=2022", "&year=1995", "&year=2023&as_of=2023-01-01", "&as_of=2023-06-30&tree=today"]
)
def test_any_year_and_any_unit_has_its_pictures(signed_in: SignIn, an: User, year: dict[str, Unit], query: str) -> None:
    for unit in ("DLK", "TAN-01"):
        assert "<svg" in page(signed_in(an), unit, query)


def test_a_viewer_sees_them_without_a_way_to_names_and_others_do_not(
    signed_in: SignIn, xem: User, chi: User, year: dict[str, Unit]
) -> None:
    assert "/admissions/?" not in page(signed_in(xem), "KBO").split("<main", 1)[1]
    assert signed_in(chi).get("/reports/charts/?unit=KBO").status_code == 404


def test_the_queries_do_not_grow_with_the_units(signed_in: SignIn, an: User, year: dict[str, Unit]) -> None:
    client = signed_in(an)
    page(client, "KBO")
    with CaptureQueriesContext(connection) as few:
        page(client, "KBO")
    for n in range(8):
        unit = Unit.objects.create(code=f"KBO-X{n}", name=f"Chi bộ cơ sở {n}", kind="GRASSROOTS_CELL")
        Placement.objects.create(unit=unit, parent=year["KBO"])
        admit(unit, f"Nguyễn Văn {n}", date(2023, 3, 3))
    with CaptureQueriesContext(connection) as many:
        page(client, "KBO")
    assert len(many) == len(few)
