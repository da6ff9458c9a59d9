"""How papers begin and end is a setting of the office: on the report's paper, in its workbook, its Word file and the annex."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import docx
import openpyxl
import pytest
from django.test import Client

from accounts.models import User
from targets.annex import annex_of
from targets.decisions import DecisionRead
from targets.models import TargetDecision
from units.models import Office, Unit

SignIn = Callable[[User], Client]
PAGE = "/reports/office/?unit=KBO"
LINES = {
    "above": "TỈNH UỶ ĐẮK LẮK",
    "body": "HUYỆN UỶ KRÔNG BÔNG",
    "symbol": "-BC/HU",
    "place": "Krông Kmar",
    "signed_for": "T/M BAN THƯỜNG VỤ\r\n\r\nPHÓ  BÍ THƯ",
    "signer": "Y Khoa Niê",
    "recipients": "- Tỉnh uỷ (để báo cáo),\n- Lưu.",
}


@pytest.fixture
def office(year: dict[str, Unit]) -> Office:
    lines = {**LINES, "signed_for": "T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ"}
    return Office.objects.create(unit=year["KBO"], **lines)


def sheet(client: Client, address: str) -> list[list[Any]]:
    book = openpyxl.load_workbook(BytesIO(client.get(address).content), data_only=True)
    return [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]


def said(rows: list[list[Any]]) -> list[str]:
    return [str(value) for row in rows for value in row if value is not None]


def test_whoever_administers_sets_it_and_sees_how_it_looks(
    signed_in: SignIn, quantri: User, year: dict[str, Unit]
) -> None:
    client = signed_in(quantri)
    assert client.get(PAGE).status_code == 200
    answer = client.post(PAGE, {**LINES, "serves_below": "on"})
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    office = Office.objects.get(unit=year["KBO"])
    assert (office.titles, office.serves_below) == (("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ"), True)
    shown = client.get(PAGE).content.decode()
    assert "Số: …………-BC/HU" in shown
    assert "Krông Kmar, ngày 10 tháng 10 năm 2023" in shown
    assert client.post(PAGE, dict.fromkeys(LINES, " ")).status_code == 302
    assert not Office.objects.exists()


@pytest.mark.parametrize(("field", "text"), [("body", "x" * 201), ("signer", "A\x00B"), ("recipients", "n\n" * 600)])
def test_what_cannot_be_kept_is_said_at_its_field_and_nothing_typed_is_lost(
    signed_in: SignIn, quantri: User, year: dict[str, Unit], field: str, text: str
) -> None:
    answer = signed_in(quantri).post(PAGE, {**LINES, field: text})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert "Krông Kmar" in answer.content.decode()
    assert not Office.objects.exists()


def test_nobody_else_opens_it(signed_in: SignIn, binh: User, year: dict[str, Unit]) -> None:
    client = signed_in(binh)
    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE, LINES).status_code == 404
    assert "/reports/office/" not in client.get("/reports/?unit=KBO").content.decode()


def test_it_is_reached_from_the_reports_of_the_unit(signed_in: SignIn, quantri: User, office: Office) -> None:
    client = signed_in(quantri)
    assert PAGE in client.get("/reports/?unit=KBO").content.decode()


def test_a_workbook_begins_and_ends_with_it(signed_in: SignIn, binh: User, office: Office) -> None:
    rows = sheet(signed_in(binh), "/reports/progress.xlsx?unit=KBO")
    words = said(rows)
    assert words[:3] == ["TỈNH UỶ ĐẮK LẮK", "ĐẢNG CỘNG SẢN VIỆT NAM", "HUYỆN UỶ KRÔNG BÔNG"]
    assert "Tiến độ kết nạp đảng viên năm 2023" in words
    assert words.index("PHÓ BÍ THƯ") > words.index("Toàn đơn vị")
    assert words[-1] == "Y Khoa Niê"


def test_a_report_has_it_on_paper_and_a_document_in_its_text(signed_in: SignIn, binh: User, office: Office) -> None:
    client = signed_in(binh)
    page = client.get("/reports/progress/?unit=KBO").content.decode()
    assert 'class="on-paper"' in page
    assert "HUYỆN UỶ KRÔNG BÔNG" in page
    written = docx.Document(BytesIO(client.get("/reports/brief.docx?unit=KBO").content))
    words = [paragraph.text for table in written.tables for cell in table._cells for paragraph in cell.paragraphs]
    for line in ("HUYỆN UỶ KRÔNG BÔNG", "Số: …………-BC/HU", "PHÓ BÍ THƯ", "Y Khoa Niê", "- Tỉnh uỷ (để báo cáo),"):
        assert line in words
    assert "BÍ THƯ" not in words


def test_the_annex_has_its_head(office: Office) -> None:
    decision = TargetDecision.objects.get(number="03-QĐ/HU")
    annex = annex_of(DecisionRead(decision, date(2023, 10, 10)))
    assert (annex.above, annex.body) == ("TỈNH UỶ ĐẮK LẮK", "HUYỆN UỶ KRÔNG BÔNG")
    assert annex.place_and_day == "Krông Kmar, ngày 10 tháng 01 năm 2023"


def test_units_below_have_the_nearest_that_serves_them(year: dict[str, Unit], office: Office) -> None:
    day = date(2023, 10, 10)
    top = Office.objects.create(unit=year["DLK"], body="TỈNH UỶ ĐẮK LẮK")
    assert Office.objects.of(year["CPU-01"], day) == office
    assert Office.objects.of(year["LAK"], day) == top
    Office.objects.update(serves_below=False)
    assert Office.objects.of(year["CPU-01"], day) is None
    assert Office.objects.of(year["KBO"], day) == office


def test_without_a_setting_all_is_as_before(signed_in: SignIn, binh: User, year: dict[str, Unit]) -> None:
    client = signed_in(binh)
    rows = sheet(client, "/reports/progress.xlsx?unit=KBO")
    assert rows[0][0] == "Tiến độ kết nạp đảng viên năm 2023"
    assert "on-paper" not in client.get("/reports/progress/?unit=KBO").content.decode()
    assert "T/M BAN THƯỜNG VỤ" in client.get("/reports/brief/?unit=KBO").content.decode()
