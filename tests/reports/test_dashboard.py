"""The dashboard of a unit, from the province to a cell."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from tests.reports.conftest import give
from tests.small_province import admit, move
from units.lists import Kind
from units.models import Placement, Unit

SignIn = Callable[[User], Client]


def words(html: str) -> str:
    """What a reader reads, with single spaces."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).replace("\u00a0", " ")


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return words(answer.content.decode())


def test_the_province_reads_its_completion_and_its_committees_in_rank_order(
    signed_in: SignIn, an: User, year: dict[str, Unit]
) -> None:
    page = read(signed_in(an), "/units/DLK/")
    assert "đảng viên mới" in page or "đã kết nạp" in page
    assert page.index("Krông Bông") < page.index("Buôn Ma Thuột")
    assert "1.234" in page


def test_the_start_page_leads_to_ones_own_unit(signed_in: SignIn, binh: User, year: dict[str, Unit]) -> None:
    assert signed_in(binh).get("/").headers["Location"] == "/units/KBO/"


def test_a_small_unit_shows_the_sum_of_its_forecast_by_its_own_due_date(
    signed_in: SignIn, ha: User, year: dict[str, Unit]
) -> None:
    page = read(signed_in(ha), "/units/TAN/")
    assert re.search(r"2 đã kết nạp \+ 1 hồ sơ đang thẩm tra = 3 dự báo đến 15/11/2023 so với 4 chỉ tiêu", page), page
    assert "Dự báo thiếu 1" in page


def test_a_cell_lists_its_people_for_a_clerk_and_none_for_a_viewer(
    signed_in: SignIn, ha: User, xem: User, year: dict[str, Unit]
) -> None:
    assert "Lê Thị Mai" in read(signed_in(ha), "/units/TAN-01/")
    page = read(signed_in(xem), "/units/TAN-01/")
    assert "Lê Thị Mai" not in page
    assert "Phạm Quốc Bảo" not in page
    assert "xem số liệu, không xem danh sách người" in page


def test_a_viewer_sees_no_link_to_records(signed_in: SignIn, xem: User, year: dict[str, Unit]) -> None:
    html = signed_in(xem).get("/units/DLK/").content.decode()
    assert "/admissions/" not in html
    assert "/candidates/" not in html


def test_a_date_that_is_not_today_is_said(signed_in: SignIn, an: User, year: dict[str, Unit]) -> None:
    assert "không phải hôm nay" in read(signed_in(an), "/units/DLK/?year=2023&as_of=2023-06-30")
    assert "không phải hôm nay" not in read(signed_in(an), "/units/DLK/")


def test_a_unit_without_a_target_is_not_one_with_target_0(signed_in: SignIn, an: User, year: dict[str, Unit]) -> None:
    assert "Chưa giao" in read(signed_in(an), "/units/CPU/")
    give(year["CPU"], "05-QĐ/ĐU", {year["CPU-01"]: 0})
    page = read(signed_in(an), "/units/CPU/")
    assert "Chỉ tiêu 0" in page
    assert "Chưa giao" in page


def test_attention_names_who_is_short_quiet_and_without_a_target(
    signed_in: SignIn, an: User, year: dict[str, Unit]
) -> None:
    page = read(signed_in(an), "/units/DLK/")
    assert re.search(r"Cần chú ý.*Lắk dự báo thiếu.*−3.*không có kết nạp mới trong 45 ngày", page), page


def test_more_below_than_the_unit_reports_is_a_discrepancy_that_is_said(
    signed_in: SignIn, an: User, year: dict[str, Unit]
) -> None:
    from_cells = read(signed_in(an), "/units/CPU/")
    assert "Chưa phân theo đơn vị" not in from_cells
    year["CPU"].tallies.create(counted_on="2023-10-01", quantity=1)
    page = read(signed_in(an), "/units/CPU/")
    assert "Số liệu cấp dưới nhiều hơn số liệu của đơn vị" in page
    assert "Chưa phân theo đơn vị −1" in page


@pytest.mark.parametrize(
    "query", ["year=abc", "as_of=2023-13-45", "as_of=2023-10-10&tree=2023-10-09", "as_of=2030-01-01", "year=12"]
)
def test_what_cannot_be_asked_is_answered_in_a_sentence(
    signed_in: SignIn, an: User, year: dict[str, Unit], query: str
) -> None:
    for address in ("/units/DLK/", "/reports/progress.xlsx", "/api/units/DLK/progress"):
        answer = signed_in(an).get(f"{address}?unit=DLK&{query}")
        assert answer.status_code == 400, (address, query)
        assert "Traceback" not in answer.content.decode()


def test_a_year_without_data_has_its_page(signed_in: SignIn, an: User, year: dict[str, Unit]) -> None:
    assert "chưa giao" in read(signed_in(an), "/units/DLK/?year=2015")


@pytest.mark.parametrize("code", ["NOBODY", "LAK", "LAK-01", "DLK", "a%00b", "x" * 300])
def test_outside_ones_subtree_there_is_nothing(signed_in: SignIn, binh: User, year: dict[str, Unit], code: str) -> None:
    for address in (f"/units/{code}/", f"/reports/progress.xlsx?unit={code}", f"/api/units/{code}/progress"):
        assert signed_in(binh).get(address).status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_number_of_units(
    signed_in: SignIn, an: User, year: dict[str, Unit]
) -> None:
    client = signed_in(an)

    def queries() -> int:
        with CaptureQueriesContext(connection) as kept:
            assert client.get("/units/KBO/").status_code == 200
        return len(kept)

    queries()
    few = queries()
    for number in range(40):
        unit = Unit.objects.create(code=f"KBO-{number:02}", name=f"Chi bộ số {number}", kind=Kind.GRASSROOTS_CELL)
        Placement.objects.create(unit=unit, parent=year["KBO"])
        admit(unit, f"Nguyễn Văn {number}", date(2023, 2, 2))
    assert queries() <= few


def test_on_an_earlier_tree_a_unit_that_has_left_ones_reach_counts_but_does_not_open(
    signed_in: SignIn, binh: User, year: dict[str, Unit]
) -> None:
    move(year["CPU"], to=year["LAK"], on=date(2023, 7, 1))
    html = signed_in(binh).get("/units/KBO/?year=2023&as_of=2023-06-30").content.decode()
    assert "Cư Pui" in words(html)
    assert "/units/CPU/" not in html
    assert "unit=CPU&" not in html
    assert "/units/KBO-CB/" in html


def test_a_year_that_is_over_forecasts_nothing(signed_in: SignIn, an: User, year: dict[str, Unit]) -> None:
    give(year["DLK"], "09-QĐ/TU", {year["LAK"]: 5}, year=2022)
    page = read(signed_in(an), "/units/DLK/?year=2022")
    assert "Lắk thiếu đạt 0 trên chỉ tiêu 5 −5" in page
    assert "ự báo thiếu" not in page
