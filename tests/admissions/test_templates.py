"""The workbooks to fill in: one's own units to choose from, read back by the import as they are filled in."""

import io
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from django.test import Client
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from psycopg.types.range import DateRange

from accounts.models import User
from admissions.lists import LimitKind
from admissions.models import Admission, Candidate, Limit, Tally
from tests import programs
from tests.import_files import Said, run
from tests.small_province import move
from units.models import Placement, Unit

ADDRESS = "/admissions/template.xlsx?kind={kind}&unit=KBO"
KINDS = {"admissions": "Kết nạp", "candidates": "Nguồn", "tallies": "Số liệu tổng hợp"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def downloaded(binh: User, signed_in: Callable[[User], Client]) -> Callable[[str], Workbook]:
    """As Bình, officer of Krông Bông, gets it."""

    def of(kind: str) -> Workbook:
        answer = signed_in(binh).get(ADDRESS.format(kind=kind))
        assert answer.status_code == 200
        return load_workbook(io.BytesIO(answer.content))

    return of


def filled(book: Workbook, folder: Path, *rows: dict[str, Any], start: int = 2) -> Path:
    """Each row written under the headers it names, from row `start` on."""
    sheet = book.worksheets[0]
    places = {str(cell.value).removesuffix(" *"): place for place, cell in enumerate(sheet[1], 1)}
    for number, row in enumerate(rows, start):
        for header, value in row.items():
            sheet.cell(number, places[header], value)
    book.save(folder / "filled.xlsx")
    return folder / "filled.xlsx"


def clean(said: Said) -> bool:
    return not said.refused and not said.faults and "Cảnh báo" not in said.out and "không được đọc" not in said.out


def column(sheet: Worksheet, number: int) -> list[Any]:
    return [row[number - 1].value for row in sheet.iter_rows(min_row=2)]


def test_admissions_filled_in_come_in_without_a_remark(downloaded: Callable[[str], Workbook], tmp_path: Path) -> None:
    person = {
        "Mã tổ chức": "CPU-01",
        "Họ và tên": "H'Liên Niê",
        "Ngày sinh": "02/1998",
        "Giới tính": "Nữ",
        "Số quyết định": "12-QĐ/HU",
        "Ngày quyết định": date(2023, 6, 30),
    }
    said = run("import_admissions", filled(downloaded("admissions"), tmp_path, person))
    assert clean(said), said
    one = Admission.objects.get()
    assert (one.unit.code, one.name, one.birth_precision, one.decided_on) == (
        "CPU-01",
        "H'Liên Niê",
        "MONTH",
        date(2023, 6, 30),
    )


def test_candidates_filled_in_come_in_without_a_remark(downloaded: Callable[[str], Workbook], tmp_path: Path) -> None:
    person = {
        "Mã tổ chức": "CPU-01",
        "Họ và tên": "H'Liên Niê",
        "Ngày sinh": "02/1998",
        "Giới tính": "Nữ",
        "Bước": "Cảm tình đảng",
        "Ngày vào bước": "01/03/2023",
    }
    said = run("import_candidates", filled(downloaded("candidates"), tmp_path, person))
    assert clean(said), said
    assert Candidate.objects.get().unit.code == "CPU-01"


def test_tallies_have_a_row_for_each_unit_directly_below_and_those_left_alone_are_passed_over(
    downloaded: Callable[[str], Workbook], tmp_path: Path
) -> None:
    book = downloaded("tallies")
    rows = [[cell.value for cell in row] for row in book["Số liệu tổng hợp"].iter_rows(min_row=2)]
    assert [row[:5] for row in rows] == [
        ["KBO-CB", "Đảng bộ huyện Krông Bông", "Chi bộ Bảo hiểm xã hội huyện Krông Bông", None, 2023],
        ["CPU", "Đảng bộ huyện Krông Bông", "Đảng bộ xã Cư Pui", None, 2023],
    ]
    figures = {"Tính đến ngày": date(2023, 6, 30), "Số kết nạp": 12, "Nữ": 5}
    said = run("import_tallies", filled(book, tmp_path, figures, start=3))
    assert not said.refused, said
    assert "1 hàng mới có phần ghi sẵn, chưa điền gì, không được đọc." in said.out
    one = Tally.objects.get()
    assert (one.unit.code, one.counted_on, one.quantity, one.women) == ("CPU", date(2023, 6, 30), 12, 5)


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_that_nobody_filled_in_is_told_to_be_empty(
    downloaded: Callable[[str], Workbook], tmp_path: Path, kind: str
) -> None:
    said = run(f"import_{kind}", filled(downloaded(kind), tmp_path))
    assert len(said.faults) == 1
    assert "Không có hàng dữ liệu nào dưới hàng tiêu đề." in said.faults[0]


@pytest.mark.parametrize("kind", KINDS)
def test_codes_are_offered_from_a_sheet_that_tells_whose_they_are(
    downloaded: Callable[[str], Workbook], kind: str
) -> None:
    book = downloaded(kind)
    assert book.sheetnames[:3] == [KINDS[kind], "Tổ chức", "Hướng dẫn"]
    sheet, units = book[KINDS[kind]], book["Tổ chức"]
    assert column(units, 1) == ["KBO", "KBO-CB", "CPU", "CPU-01", "CPU-02"]
    assert [cell.value for cell in units[5]] == [
        "CPU-01",
        "Đảng bộ huyện Krông Bông",
        "Đảng bộ xã Cư Pui",
        "Chi bộ buôn Khanh",
    ]
    place = next(cell.column_letter for cell in sheet[1] if cell.value == "Mã tổ chức *")
    rules = {str(rule.sqref).split(":")[0]: rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert rules[f"{place}2"] == "'Tổ chức'!$A$2:$A$6"


def test_no_unit_of_another_office_and_none_that_is_gone_is_in_it(
    downloaded: Callable[[str], Workbook], units: dict[str, Unit]
) -> None:
    move(units["KBO-CB"], to=units["LAK"], on=date(2023, 7, 1))
    Unit.objects.filter(code="CPU-02").update(dissolved_on=date(2023, 9, 1))
    assert column(downloaded("admissions")["Tổ chức"], 1) == ["KBO", "CPU", "CPU-01"]


def test_required_columns_are_marked_and_every_column_is_explained(downloaded: Callable[[str], Workbook]) -> None:
    book = downloaded("admissions")
    sheet, guide = book["Kết nạp"], book["Hướng dẫn"]
    headers = [cell.value for cell in sheet[1]]
    assert {"Mã tổ chức *", "Họ và tên *", "Ngày sinh *", "Giới tính *", "Số quyết định *"} <= set(headers)
    assert "Tôn giáo" in headers
    told = {row[0].value: [cell.value for cell in row[1:]] for row in guide.iter_rows()}
    assert told["Mã tổ chức"][0] == "bắt buộc, hoặc ghi Đảng bộ cấp trên, TCCSĐ, Chi bộ"
    assert told["Ngày quyết định"] == ["bắt buộc", "Ngày dạng dd/mm/yyyy, ví dụ 03/02/2023.", None]
    assert told["Giới tính"][2] == "Nam; Nữ"
    assert "Điền vào trang “Kết nạp”" in str(guide["A2"].value)


def test_the_limits_in_force_stand_at_their_columns_with_their_papers(downloaded: Callable[[str], Workbook]) -> None:
    Limit.objects.all().delete()
    Limit.objects.bulk_create(
        Limit(
            kind=kind, quantity=quantity, during=DateRange(start, end), legal_basis=basis, issued_on=date(2021, 7, 28)
        )
        for kind, quantity, start, end, basis in (
            (LimitKind.ADULT_AGE, 18, None, None, "Điều lệ Đảng"),
            (LimitKind.OLD_AGE, 60, date(2021, 7, 28), None, "24-QĐ/TW"),
            (LimitKind.OLD_AGE, 59, None, date(2021, 7, 28), "29-QĐ/TW"),
        )
    )
    sheet = downloaded("admissions")["Kết nạp"]
    note = next(cell.comment.text for cell in sheet[1] if cell.value == "Ngày sinh *" and cell.comment)
    assert "Tuổi thấp nhất vào ngày quyết định (năm): 18 (Điều lệ Đảng 28/07/2021)." in note
    assert ": 60 (24-QĐ/TW 28/07/2021)." in note
    assert "quá tuổi cao nhất thì ghi lý do vào Ghi chú." in note
    assert "59" not in note


def test_a_renamed_sheet_is_still_found_beside_the_lists(downloaded: Callable[[str], Workbook], tmp_path: Path) -> None:
    book = downloaded("tallies")
    book["Số liệu tổng hợp"].title = "Tháng 6"
    figures = {"Tính đến ngày": date(2023, 6, 30), "Số kết nạp": 12}
    assert not run("import_tallies", filled(book, tmp_path, figures)).refused
    assert Tally.objects.get().quantity == 12


def test_an_unknown_kind_is_answered_with_those_there_are(binh: User, signed_in: Callable[[User], Client]) -> None:
    answer = signed_in(binh).get(ADDRESS.format(kind="people"))
    assert answer.status_code == 400
    assert "admissions, candidates, tallies" in answer.content.decode()


def test_eight_thousand_units_make_a_valid_file_quickly(
    units: dict[str, Unit], an: User, signed_in: Callable[[User], Client]
) -> None:
    many = Unit.objects.bulk_create(
        Unit(code=f"CB-{n:05}", name=f"Chi bộ thôn {n}", kind="CELL", sort_key=f"{n:05}") for n in range(8_000)
    )
    Placement.objects.bulk_create(Placement(unit=unit, parent=units["CPU"]) for unit in many)
    client = signed_in(an)
    before = perf_counter()
    answer = client.get("/admissions/template.xlsx?unit=DLK")
    assert perf_counter() - before < 8
    book = load_workbook(io.BytesIO(answer.content))
    assert book["Tổ chức"].max_row == 8_000 + len(units) + 1
    rule = book["Kết nạp"].data_validations.dataValidation[0]
    assert rule.formula1 == f"'Tổ chức'!$A$2:$A${8_000 + len(units) + 1}"


@pytest.mark.office
def test_an_office_program_opens_it(downloaded: Callable[[str], Workbook], tmp_path: Path) -> None:
    downloaded("admissions").save(tmp_path / "t.xlsx")
    office = programs.OFFICE.find()
    assert office
    words = [office, "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "pdf", "t.xlsx"]
    subprocess.run(words, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    assert (tmp_path / "t.pdf").read_bytes().startswith(b"%PDF")
