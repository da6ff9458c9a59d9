"""What was printed about Đắk Lắk on 13 October 2023, read off the pages, the JSON and the workbook of the demonstration."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import docx
import openpyxl
import pytest

from tests.site.conftest import Site, Visitor

Visit = Callable[[str], Visitor]
DAY = "year=2023&as_of=2023-10-10"


@pytest.fixture(scope="module")
def an(visitor: Visit) -> Visitor:
    return visitor("an")


def progress(an: Visitor, code: str, query: str = DAY) -> Any:
    return an.get(f"/api/units/{code}/progress?{query}").json()


def page(an: Visitor, code: str, query: str = DAY) -> str:
    return an.get(f"/units/{code}/?{query}").words


def workbook(an: Visitor, code: str, query: str = DAY) -> list[list[Any]]:
    book = openpyxl.load_workbook(BytesIO(an.get(f"/reports/progress.xlsx?unit={code}&{query}").body), data_only=True)
    return [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]


def test_the_province_has_1994_of_2767_which_is_72_06_percent(an: Visitor) -> None:
    me = progress(an, "DLK")["self"]
    assert (me["admitted"], me["target"], me["percentage"]) == (1994, 2767, "72.06")
    assert "72,06 %" in page(an, "DLK")
    assert "1.994/2.767" in page(an, "DLK")
    total = next(row for row in workbook(an, "DLK") if "Toàn đơn vị" in row)
    assert total[2:5] == [1994, 2767, 0.7206]


def test_the_province_has_867_more_to_admit_than_in_2022(an: Visitor) -> None:
    me = progress(an, "DLK")["self"]
    assert (me["last_year_target"], me["target"] - me["last_year_target"]) == (1900, 867)
    assert "chỉ tiêu +867 so với năm trước" in page(an, "DLK")


def test_the_province_has_20_committees_and_843_grassroots_organisations(an: Visitor) -> None:
    words = page(an, "DLK")
    assert len(progress(an, "DLK")["children"]) == 20
    for fact in ("20 đơn vị trực thuộc", "Tổ chức cơ sở đảng 843", "Đảng bộ cơ sở 389", "Chi bộ cơ sở 454"):
        assert fact in words, fact


LEADERS = [("KBO", "101.74"), ("KCQ", "91.90"), ("KAN", "90.43"), ("QSU", "88.24"), ("LAK", "85.45")]


def test_five_committees_lead_in_the_printed_order(an: Visitor) -> None:
    children = progress(an, "DLK")["children"]
    assert [(child["code"], child["percentage"]) for child in children[:5]] == LEADERS
    assert [child["rank"] for child in children[:5]] == [1, 2, 3, 4, 5]
    table = page(an, "DLK").split("20 đơn vị trực thuộc")[1]
    names = ("Krông Bông", "Khối CQ&DN tỉnh", "Krông Ana", "Quân sự tỉnh", "Lắk")
    for name, (_code, percentage) in zip(names, LEADERS, strict=True):
        assert re.search(rf"{name} \S+/\S+ {percentage.replace('.', ',')}", table), name
    places = [found.start() for name in names if (found := re.search(rf"{name} \d", table))]
    assert len(places) == len(names)
    assert places == sorted(places)
    rows = workbook(an, "DLK")
    first = next(place for place, row in enumerate(rows) if row[0] == 1)
    assert [round(row[4] * 100, 2) for row in rows[first : first + 5]] == [101.74, 91.90, 90.43, 88.24, 85.45]


def test_krong_bong_is_the_only_committee_over_its_target(an: Visitor) -> None:
    met = [child["code"] for child in progress(an, "DLK")["children"] if child["status"] == "MET"]
    assert met == ["KBO"]
    assert "1 vượt chỉ tiêu" in page(an, "DLK")


def test_the_meeting_report_reads_as_the_article_did(an: Visitor) -> None:
    """Structure, result, leaders: in this order, in the names of reports, the sign close to the figure; in Word as on the page."""
    sentence = (
        "Đảng bộ tỉnh Đắk Lắk có 20 đảng bộ trực thuộc, 843 tổ chức cơ sở đảng (389 đảng bộ cơ sở, 454 chi bộ cơ sở), 88.157 đảng viên. "
        "Tính đến ngày 10/10/2023, toàn tỉnh đã kết nạp 1.994/2.767 đảng viên, đạt 72,06% chỉ tiêu năm 2023. "
        "Các đảng bộ dẫn đầu: huyện Krông Bông (101,74%), Đảng bộ Khối các cơ quan và doanh nghiệp tỉnh (91,90%), "
        "huyện Krông Ana (90,43%), Đảng bộ Quân sự tỉnh (88,24%), huyện Lắk (85,45%)."
    )
    alone = "Huyện Krông Bông là đảng bộ duy nhất vượt chỉ tiêu được giao, kết nạp 117/115 đảng viên, đạt 101,74%. "
    below = "Trong huyện Krông Bông có 5 đảng bộ vượt chỉ tiêu: xã Cư Pui (12/9 đảng viên, đạt 133,33%)"
    shown = an.get(f"/reports/brief/?unit=DLK&{DAY}").words
    assert sentence in shown
    assert alone + below in shown
    written = docx.Document(BytesIO(an.get(f"/reports/brief.docx?unit=DLK&{DAY}").body))
    assert sentence in [paragraph.text for paragraph in written.paragraphs]


def test_the_guiding_paper_is_named(an: Visitor) -> None:
    for code in ("DLK", "KBO"):
        words = page(an, code)
        assert "3043-CV/TU" in words
        assert "21/09/2023" in words
        assert "Tăng cường nhiệm vụ, giải pháp đối với công tác phát triển đảng viên mới năm 2023" in words


def test_krong_bong_has_117_of_115_and_30_more_than_in_2022(an: Visitor) -> None:
    me = progress(an, "KBO")["self"]
    assert (me["admitted"], me["target"], me["last_year_target"]) == (117, 115, 85)
    words = page(an, "KBO")
    assert "117/115" in words
    assert "chỉ tiêu +30 so với năm trước" in words


def test_krong_bong_has_52_grassroots_organisations_33_of_them_cells_and_3557_members(an: Visitor) -> None:
    words = page(an, "KBO")
    for fact in ("52 đơn vị trực thuộc", "Tổ chức cơ sở đảng 52", "Chi bộ cơ sở 33", "Đảng viên 3.557"):
        assert fact in words, fact
    assert progress(an, "KBO")["self"]["members"] == 3557


def test_five_of_krong_bongs_committees_are_over_target_cu_pui_among_them(an: Visitor) -> None:
    children = progress(an, "KBO")["children"]
    over = [child["code"] for child in children if child["target"] and child["admitted"] > child["target"]]
    assert len(over) == 5
    assert "CPU" in over
    assert all(child["target"] for child in children)
    assert "5 vượt chỉ tiêu" in page(an, "KBO")


def test_krong_bong_held_3_classes_for_204_learners_and_33_of_35_meetings_were_attended(an: Visitor) -> None:
    words = page(an, "KBO")
    assert "Lớp bồi dưỡng nhận thức về Đảng 3 204 học viên" in words
    assert "33/35" in words


def test_cu_pui_has_21_cells_13_of_them_villages_and_175_members(an: Visitor) -> None:
    words = page(an, "CPU")
    for fact in ("21 đơn vị trực thuộc", "Thôn, buôn 13", "Đảng viên 175", "Khanh"):
        assert fact in words, fact


def test_cu_pui_has_12_of_9_which_is_133_3_percent_and_5_of_a_minority(an: Visitor) -> None:
    me = progress(an, "CPU")["self"]
    assert (me["admitted"], me["target"], me["percentage"], me["minority"]) == (12, 9, "133.33", 5)
    assert "133,33 %" in page(an, "CPU")
    assert sum(child["target"] or 0 for child in progress(an, "CPU")["children"]) == 9


@pytest.mark.parametrize("year", [2019, 2020, 2021, 2022])
def test_cu_pui_was_over_its_target_for_years(an: Visitor, year: int) -> None:
    me = progress(an, "CPU", f"year={year}&as_of={year}-12-31")["self"]
    assert me["status"] == "MET"
    assert me["admitted"] > me["target"]


def test_tan_an_has_25_cells_12_of_them_neighbourhoods_and_1388_members(an: Visitor) -> None:
    words = page(an, "TAN")
    for fact in ("25 đơn vị trực thuộc", "Tổ dân phố 12", "Đảng viên 1.388", "Quân sự"):
        assert fact in words, fact


def test_tan_ans_target_of_30_is_nearly_three_times_that_of_2020_and_2021(an: Visitor) -> None:
    assert progress(an, "TAN")["self"]["target"] == 30
    for year in (2020, 2021):
        assert progress(an, "TAN", f"year={year}&as_of={year}-12-31")["self"]["target"] in (10, 11)


def test_tan_an_has_22_and_7_dossiers_so_29_of_30_by_15_november(an: Visitor) -> None:
    me = progress(an, "TAN")["self"]
    assert (me["admitted"], me["pipeline"], me["forecast"], me["short_by"]) == (22, 7, 29, 1)
    assert (me["own_due_on"], me["status"]) == ("2023-11-15", "SHORT")
    assert "22 đã kết nạp + 7 hồ sơ đang thẩm tra = 29 dự báo đến 15/11/2023 so với 30 chỉ tiêu" in page(an, "TAN")


def test_14_committee_members_are_in_charge_of_tan_ans_cells(an: Visitor) -> None:
    assert "Uỷ viên phụ trách đơn vị trực thuộc 14" in page(an, "TAN")


def test_the_source_groups_that_tan_an_names_are_among_its_people(site: Site) -> None:
    ask = (
        "from admissions.models import AdmissionSource as S, CandidateSource as C;"
        "from units.models import Unit as U; from datetime import date as d;"
        "t = U.objects.within(U.objects.get(code='TAN'), d(2023,10,10));"
        "print(sorted(set(S.objects.filter(admission__unit__in=t).values_list('group', flat=True))"
        " | set(C.objects.filter(candidate__unit__in=t).values_list('group', flat=True))))"
    )
    printed = site.manage("shell", "--no-imports", "-c", ask).stdout
    for group in ("DEMOBILISED", "MILITIA", "RESERVIST", "TEACHER"):
        assert group in printed, printed


def test_the_page_says_which_data_are_published_and_which_constructed(an: Visitor) -> None:
    assert "Dữ liệu minh hoạ" in page(an, "DLK")


def test_the_demonstration_is_built_in_less_than_30_seconds(site: Site) -> None:
    """Shown, not judged: time depends on the machine; the figure goes into the log."""
    print(f"\ndemonstration built and served in {site.built_in:.1f} s")
