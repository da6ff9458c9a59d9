"""The pages of the lists: the reader's own rows, the figure's total, order, pages, the same as a workbook."""

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from accounts.models import User
from admissions.lists import Sex, Stage
from admissions.models import Admission, Candidate
from tests.small_province import admit, move, prepare, tally
from units.models import Unit

SignIn = Callable[[User], Client]

MARCH, MAY, AUGUST = date(2023, 3, 1), date(2023, 5, 1), date(2023, 8, 1)


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response.status_code
    return " ".join(strip_tags(response.content.decode().replace("<", " <")).split())


def rows_of(client: Client, address: str) -> list[list[str]]:
    """The cells of the table of people."""
    rows = re.findall(r'<tr role="row">(.*?)</tr>', client.get(address).content.decode(), re.DOTALL)
    cells = [re.findall(r'<t[hd] role="(?:cell|rowheader)".*?>(.*?)</t[hd]>', row, re.DOTALL) for row in rows]
    return [[unescape(strip_tags(cell)) for cell in row] for row in cells if row]


def names_of(client: Client, address: str) -> list[str]:
    return [row[1] for row in rows_of(client, address)]


def sheets_of(client: Client, address: str) -> dict[str, list[tuple[Any, ...]]]:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment")
    book = openpyxl.load_workbook(BytesIO(response.content))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def test_the_list_is_in_the_order_of_given_names_with_row_numbers(
    signed_in: SignIn, an: User, units: dict[str, Unit]
) -> None:
    for name in ("Đinh Thị Em", "Trần Văn Ánh", "Lý A Đinh", "Lê Thị An", "Vũ Bình", "Hồ Dương"):
        admit(units["CPU-01"], name, MARCH)
    rows = rows_of(signed_in(an), "/admissions/?unit=DLK")
    assert [row[:2] for row in rows] == [
        ["1", "Lê Thị An"],
        ["2", "Trần Văn Ánh"],
        ["3", "Vũ Bình"],
        ["4", "Hồ Dương"],
        ["5", "Lý A Đinh"],
        ["6", "Đinh Thị Em"],
    ]


def test_the_head_says_how_many_where_and_by_which_date(signed_in: SignIn, binh: User, units: dict[str, Unit]) -> None:
    admit(units["CPU-01"], "H'Loan Byă", MARCH)
    page = text_of(signed_in(binh), "/admissions/?unit=KBO&as_of=2023-06-30&tree=today")
    assert "Đảng viên mới kết nạp: 1 người" in page
    assert (
        "Đảng bộ huyện Krông Bông và các tổ chức bên dưới, theo tổ chức ngày 10/10/2023; "
        "ngày quyết định kết nạp từ 01/01/2023 đến 30/06/2023." in page
    )


def test_without_parameters_it_is_the_own_unit_this_year(signed_in: SignIn, binh: User, units: dict[str, Unit]) -> None:
    admit(units["CPU-01"], "H'Loan Byă", MARCH)
    admit(units["CPU-01"], "Y Năm Ngoái", date(2022, 3, 1))
    admit(units["LAK-01"], "Y Của Lắk", MARCH)
    assert names_of(signed_in(binh), "/admissions/") == ["H'Loan Byă"]


@pytest.mark.parametrize(
    ("category", "names"),
    [
        ("women", ["Bà Một", "Bà Hai"]),
        ("minority", ["Bà Hai"]),
        ("youth_union", ["Bà Một"]),
        ("aged_18_30", ["Bà Một"]),
        ("last_30_days", ["Ông Ba"]),
        ("direct", ["Ông Ba"]),
    ],
)
def test_a_category_lists_those_of_whom_it_is_known(
    signed_in: SignIn, an: User, units: dict[str, Unit], category: str, names: list[str]
) -> None:
    admit(units["CPU-01"], "Bà Một", MARCH)
    elder = {"birth_date": date(1980, 1, 1), "youth_union": None}
    admit(units["CPU-01"], "Bà Hai", MARCH, ethnicity="Êđê", **elder)
    admit(units["CPU"], "Ông Ba", date(2023, 10, 1), sex=Sex.MALE, ethnicity="", **elder)
    assert set(names_of(signed_in(an), f"/admissions/?unit=CPU&category={category}")) == set(names)


def test_tallies_stand_as_rows_without_names_and_count_in_the_total(
    signed_in: SignIn, binh: User, units: dict[str, Unit]
) -> None:
    admit(units["CPU-01"], "Đã có trong số tổng hợp", MARCH)
    admit(units["CPU-01"], "Sau số tổng hợp", AUGUST)
    tally(units["CPU"], date(2023, 6, 30), 5, women=2, source="Báo cáo 12-BC/ĐU")
    client = signed_in(binh)
    page = text_of(client, "/admissions/?unit=KBO")
    assert "Đảng viên mới kết nạp: 6 người" in page
    assert "Đảng bộ xã Cư Pui 5 30/06/2023 Báo cáo 12-BC/ĐU" in page
    assert names_of(client, "/admissions/?unit=KBO") == ["Sau số tổng hợp"]
    assert "Nữ: 3 người" in text_of(client, "/admissions/?unit=KBO&category=women")
    assert names_of(client, "/admissions/?unit=CPU-01") == ["Đã có trong số tổng hợp", "Sau số tổng hợp"]


def test_what_lies_in_no_unit_below_says_which_names_the_tally_shares(
    signed_in: SignIn, binh: User, units: dict[str, Unit]
) -> None:
    admit(units["CPU-01"], "Đã có trong số tổng hợp", MARCH)
    tally(units["CPU"], date(2023, 6, 30), 5)
    page = text_of(signed_in(binh), "/admissions/?unit=CPU&category=direct")
    assert "Chưa phân theo đơn vị trực thuộc: 4 người" in page
    assert "Trừ 1 người của số liệu tổng hợp đã có tên ở các tổ chức trực thuộc và tính ở đó." in page


def test_people_of_the_figure_who_belong_elsewhere_today_are_a_number_and_no_name(
    signed_in: SignIn, binh: User, units: dict[str, Unit]
) -> None:
    admit(units["CPU-01"], "Người ở lại", MARCH)
    admit(units["KBO-CB"], "Người đã chuyển", MARCH)
    tally(units["KBO-CB"], date(2023, 6, 30), 3)
    move(units["KBO-CB"], to=units["LAK"], on=date(2023, 7, 1))
    address = "/admissions/?unit=KBO&as_of=2023-06-30"
    client = signed_in(binh)
    page = text_of(client, address)
    assert "Đảng viên mới kết nạp: 4 người" in page
    assert "3 người nay thuộc tổ chức khác." in page
    assert "Bảo hiểm xã hội" not in page
    assert "Người đã chuyển" not in page
    sheets = sheets_of(client, address.replace("/?", ".xlsx?"))
    assert "3 người nay thuộc tổ chức khác." in str(sheets)
    assert "Người đã chuyển" not in str(sheets)


def test_a_candidate_who_belongs_elsewhere_today_is_a_number_and_no_name(
    signed_in: SignIn, binh: User, units: dict[str, Unit]
) -> None:
    prepare(units["KBO-CB"], "Người đã chuyển", {Stage.LISTED: MARCH})
    move(units["KBO-CB"], to=units["LAK"], on=date(2023, 7, 1))
    page = text_of(signed_in(binh), "/candidates/?unit=KBO&as_of=2023-06-30")
    assert "Nguồn kết nạp: 1 người" in page
    assert "1 người nay thuộc tổ chức khác." in page
    assert "Người đã chuyển" not in page


def test_candidates_stand_at_the_step_reached_on_the_day(signed_in: SignIn, binh: User, units: dict[str, Unit]) -> None:
    steps = {Stage.LISTED: MARCH, Stage.CLASS: MAY, Stage.VETTING: AUGUST}
    prepare(units["CPU-02"], "Y Thắng Niê", steps, expected_on=date(2023, 9, 15), mentor="Nguyễn Văn Hùng")
    client = signed_in(binh)
    late = ["1", "Y Thắng Niê", "01/05/1998", "Thôn 2 Cư Pui", "Thẩm tra", "01/08/2023", "70", "15/09/2023 quá ngày"]
    assert rows_of(client, "/candidates/?unit=CPU")[0] == [*late, "Nguyễn Văn Hùng"]
    assert rows_of(client, "/candidates/?unit=CPU&as_of=2023-06-30")[0][4:7] == ["Lớp nhận thức", "01/05/2023", "60"]
    assert names_of(client, "/candidates/?unit=CPU&stage=VETTING") == ["Y Thắng Niê"]
    assert names_of(client, "/candidates/?unit=CPU&stage=CLASS") == []
    assert names_of(client, "/candidates/?unit=CPU&stage=overdue") == ["Y Thắng Niê"]
    assert names_of(client, "/candidates/?unit=CPU&stage=pipeline") == ["Y Thắng Niê"]
    assert names_of(client, "/candidates/?unit=CPU&stage=pipeline&due_on=2023-09-01") == []


def test_nobody_enters_the_forecast_of_a_year_that_is_over(signed_in: SignIn, an: User, units: dict[str, Unit]) -> None:
    prepare(units["CPU-02"], "Y Thắng Niê", {Stage.VETTING: date(2022, 5, 1)}, expected_on=date(2022, 6, 1))
    assert names_of(signed_in(an), "/candidates/?unit=CPU&year=2022&as_of=2023-10-10&stage=pipeline") == []


def test_the_workbook_has_the_rows_of_the_page_in_their_order(
    signed_in: SignIn, an: User, units: dict[str, Unit]
) -> None:
    for name in ("Đinh Thị Em", "Trần Văn Ánh", "Lê Thị An"):
        admit(units["CPU-01"], name, MARCH)
    admit(units["LAK-01"], "=HYPERLINK(1)", MAY)
    tally(units["TAN"], date(2023, 6, 30), 7)
    client = signed_in(an)
    query = "?unit=DLK&sort=-name"
    sheets = sheets_of(client, f"/admissions.xlsx{query}")
    head, *rest = sheets["Kết nạp"]
    assert head[0] == "Đảng viên mới kết nạp: 11 người"
    headers = next(number for number, row in enumerate(rest) if "Họ và tên" in row)
    column = rest[headers].index("Họ và tên")
    people = [row[column] for row in rest[headers + 1 :]]
    assert (
        people
        == names_of(client, f"/admissions/{query}")
        == [
            "=HYPERLINK(1)",
            "Đinh Thị Em",
            "Trần Văn Ánh",
            "Lê Thị An",
        ]
    )
    assert ("Đảng bộ phường Tân An", 7) in [row[:2] for row in sheets["Không có tên"]]


def test_the_workbook_of_candidates_has_one_row_a_person_at_the_step_reached(
    signed_in: SignIn, an: User, units: dict[str, Unit]
) -> None:
    prepare(units["CPU-02"], "Y Thắng Niê", {Stage.LISTED: MARCH, Stage.CLASS: MAY})
    rows = sheets_of(signed_in(an), "/candidates.xlsx?unit=DLK")["Nguồn"]
    listed = [row for row in rows if "Y Thắng Niê" in row]
    assert len(listed) == 1
    assert "Lớp nhận thức" in listed[0]


def test_sorting_is_by_known_columns_only_and_said_to_readers(
    signed_in: SignIn, an: User, units: dict[str, Unit]
) -> None:
    admit(units["CPU-01"], "Lê Thị An", MAY)
    admit(units["CPU-01"], "Vũ Bình", MARCH)
    client = signed_in(an)
    assert names_of(client, "/admissions/?sort=decided_on") == ["Vũ Bình", "Lê Thị An"]
    assert names_of(client, "/admissions/?sort=-decided_on") == ["Lê Thị An", "Vũ Bình"]
    for unknown in ("unit__assignments", "religion", "row_number", "-", "%00"):
        assert names_of(client, f"/admissions/?sort={unknown}") == ["Lê Thị An", "Vũ Bình"]
    assert 'aria-sort="descending"' in client.get("/admissions/?sort=-decided_on").content.decode()


def test_pages_hold_fifty_and_row_numbers_go_on(signed_in: SignIn, an: User, units: dict[str, Unit]) -> None:
    for number in range(53):
        admit(units["CPU-01"], f"Lê Thị An {number:02}", MARCH)
    client = signed_in(an)
    assert len(rows_of(client, "/admissions/")) == 50
    assert [row[0] for row in rows_of(client, "/admissions/?page=2")] == ["51", "52", "53"]
    assert [row[0] for row in rows_of(client, "/admissions/?page=99")] == ["51", "52", "53"]
    for nonsense in ("abc", "0", "-1", "", "1e9"):
        assert rows_of(client, f"/admissions/?page={nonsense}")
    assert len(rows_of(client, "/admissions/?per_page=100000")) == 50


@pytest.mark.parametrize(("address", "model"), [("/admissions/", Admission), ("/candidates/", Candidate)])
def test_the_pages_in_the_order_of_units_are_one_list_cut_in_fifties(
    signed_in: SignIn, an: User, units: dict[str, Unit], address: str, model: type[Admission | Candidate]
) -> None:
    Unit.objects.filter(pk=units["TAN-01"].pk).update(sort_key=units["CPU-02"].sort_key)  # of one name
    for code, many in {"CPU-01": 50, "CPU-02": 31, "TAN-01": 40, "KBO-CB": 1, "LAK-01": 57}.items():
        for number in range(many):
            name = f"Lê {code} {number * 7 % 60:02}"
            admit(units[code], name, MARCH, decision_number=f"{number}-QĐ/HU")
            prepare(units[code], name, {Stage.LISTED: MARCH})
    client = signed_in(an)
    order = ("unit__sort_key", "name_sort", "pk")
    in_one = list(model._default_manager.order_by(*order).values_list("name", flat=True))
    for sort, expected in {"unit": in_one, "-unit": in_one[::-1]}.items():
        pages = [names_of(client, f"{address}?sort={sort}&page={page}") for page in (1, 2, 3, 4)]
        assert [len(page) for page in pages] == [50, 50, 50, 29]
        assert [name for page in pages for name in page] == expected
        assert names_of(client, f"{address}?sort={sort}&page=9") == pages[-1]


@pytest.mark.parametrize(
    "address",
    ["/admissions/", "/admissions/?sex=FEMALE&cols=name,sources,upper", "/admissions/?sort=unit", "/candidates/"],
)
def test_a_list_takes_the_same_queries_however_long(
    signed_in: SignIn, an: User, units: dict[str, Unit], address: str
) -> None:
    client = signed_in(an)
    client.get(address)  # the first of a session writes it
    taken = []
    for many in (1, 60):
        for number in range(many):
            admit(units["CPU-01"], f"Lê Thị An {number}", MARCH, decision_number=f"{many}-QĐ/HU")
            prepare(units["LAK-01"], f"Vũ Bình {many} {number}", {Stage.LISTED: MARCH})
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        taken.append(len(queries))
    assert taken[0] == taken[1] <= 36


@pytest.mark.parametrize(
    "query", ["category=men", "year=abc", "as_of=2023-13-45", "tree=2023-01-01", "as_of=2024-01-01", "year=2025"]
)
def test_what_cannot_be_asked_of_a_list_is_answered_with_a_sentence(signed_in: SignIn, an: User, query: str) -> None:
    response = signed_in(an).get(f"/admissions/?{query}")
    assert response.status_code == 400
    assert 'role="alert"' in response.content.decode()


def test_an_unknown_stage_is_answered_with_the_list_of_stages(signed_in: SignIn, an: User) -> None:
    response = signed_in(an).get("/candidates/?stage=men")
    assert response.status_code == 400
    assert "AUTHORISED, pipeline, overdue" in response.content.decode()


@pytest.mark.parametrize("code", ["LAK", "DLK", "NONE", "lak", "KBO%00", "' OR 1=1", "x" * 3000])
def test_a_unit_outside_the_scope_and_one_that_is_not_are_the_same_404(
    signed_in: SignIn, binh: User, code: str
) -> None:
    client = signed_in(binh)
    for address in ("/admissions/", "/admissions.xlsx", "/candidates/", "/candidates.xlsx"):
        assert client.get(f"{address}?unit={code}").status_code == 404


def test_a_unit_that_had_no_place_on_the_tree_asked_for_is_404(
    signed_in: SignIn, an: User, units: dict[str, Unit]
) -> None:
    units["CPU-01"].placements.update(during=(date(2023, 5, 1), None))
    client = signed_in(an)
    assert client.get("/admissions/?unit=CPU-01&as_of=2023-03-31").status_code == 404
    assert client.get("/admissions/?unit=CPU-01&as_of=2023-03-31&tree=today").status_code == 200


def test_of_a_repeated_unit_the_same_one_is_checked_and_shown(
    signed_in: SignIn, binh: User, units: dict[str, Unit]
) -> None:
    admit(units["LAK-01"], "Y Của Lắk", MARCH)
    client = signed_in(binh)
    assert client.get("/admissions/?unit=KBO&unit=LAK").status_code == 404
    assert "Y Của Lắk" not in text_of(client, "/admissions/?unit=LAK&unit=KBO")


def test_a_void_admission_is_on_no_list(signed_in: SignIn, an: User, units: dict[str, Unit]) -> None:
    person = admit(units["CPU-01"], "Nhập nhầm", MARCH)
    Admission.objects.filter(pk=person.pk).update(voided_at="2023-06-01T00:00:00Z", void_reason="nhập nhầm")
    assert names_of(signed_in(an), "/admissions/") == []


def test_a_dropped_and_a_converted_candidate_leave_the_list_on_their_day(
    signed_in: SignIn, an: User, units: dict[str, Unit]
) -> None:
    dropped = prepare(units["CPU-02"], "Thôi phấn đấu", {Stage.LISTED: MARCH})
    Candidate.objects.filter(pk=dropped.pk).update(dropped_on=MAY, drop_reason="chuyển đi")
    became = prepare(units["CPU-02"], "Đã kết nạp", {Stage.LISTED: MARCH})
    Candidate.objects.filter(pk=became.pk).update(admission=admit(units["CPU-02"], "Đã kết nạp", AUGUST))
    client = signed_in(an)
    assert names_of(client, "/candidates/?as_of=2023-04-30") == ["Thôi phấn đấu", "Đã kết nạp"]
    assert names_of(client, "/candidates/?as_of=2023-05-01") == ["Đã kết nạp"]
    assert names_of(client, "/candidates/") == []


def test_an_empty_list_says_what_to_do(signed_in: SignIn, an: User) -> None:
    client = signed_in(an)
    assert "Không có ai trong kỳ này." in text_of(client, "/admissions/?year=1950")
    assert "Không có ai ở bước này" in text_of(client, "/candidates/")


def test_markup_in_a_name_is_shown_as_text(signed_in: SignIn, an: User, units: dict[str, Unit]) -> None:
    hostile = "<img src=x onerror=alert(1)>"
    admit(units["CPU-01"], hostile, MARCH)
    prepare(units["CPU-01"], hostile, {Stage.LISTED: MARCH}, mentor=hostile)
    for address in ("/admissions/", "/candidates/"):
        assert "<img" not in signed_in(an).get(address).content.decode()
