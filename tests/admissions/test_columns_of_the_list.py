"""The columns one chooses, on the page and in the workbook; and the workbook of any columns put in again."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from django.core.management import call_command

from accounts.models import User
from admissions.lists import SourceGroup
from admissions.models import Admission, AdmissionSource
from admissions.tables import AdmissionTable
from partytrack.vietnamese import person_sort_key
from tests.admissions.lists import SignIn, headers_of, rows_of, sheet_of, text_of
from tests.small_province import admit, tally
from units.models import Unit

MARCH = date(2023, 3, 1)
FULL = {
    "religion": "Tin Lành", "occupation": "FARMER", "general_education": "PRIMARY", "qualification": "MASTER", "note": "Hồ sơ bổ sung",
    "political_theory": "ADVANCED", "readmission": False, "received_on": date(2023, 3, 5), "admitted_on": date(2023, 3, 20),
    "confirmed_on": date(2023, 9, 30), "birth_date": date(1990, 2, 1), "birth_precision": "MONTH",
}  # fmt: skip


@pytest.fixture
def someone(units: dict[str, Unit]) -> Admission:
    person = admit(units["CPU-01"], "H'Loan Byă", MARCH, **FULL)
    for group in (SourceGroup.MILITIA, SourceGroup.DEMOBILISED):
        AdmissionSource.objects.create(admission=person, group=group)
    return person


def test_every_column_can_be_shown_and_says_what_is_recorded(signed_in: SignIn, an: User, someone: Admission) -> None:
    every = ",".join(AdmissionTable.base_columns)
    page = signed_in(an).get(f"/admissions/?cols={every}").content
    shown = dict(zip(headers_of(page), rows_of(page)[0], strict=True))
    assert len(shown) == len(AdmissionTable.base_columns)
    assert shown == {
        "STT": "1", "Họ và tên": "H'Loan Byă", "Ngày sinh": "02/1990", "Tổ chức": "Buôn Khanh Cư Pui", "Giới tính": "Nữ",
        "Dân tộc": "Kinh", "Tôn giáo": "Tin Lành", "Nghề nghiệp": "Người làm nông, lâm, ngư nghiệp",
        "Đối tượng": "Bộ đội xuất ngũ; Dân quân tự vệ", "Đoàn viên": "có", "Trình độ giáo dục phổ thông": "Tiểu học",
        "Trình độ chuyên môn": "Thạc sỹ", "Lý luận chính trị": "Cao cấp", "Kết nạp lại": "không", "Cấp trên trực tiếp": "Cư Pui",
        "Mã tổ chức": "CPU-01", "Đảng bộ cấp trên": "Đảng bộ huyện Krông Bông", "TCCSĐ": "Đảng bộ xã Cư Pui",
        "Chi bộ": "Chi bộ buôn Khanh", "Số quyết định": "12-QĐ/HU", "Ngày quyết định": "01/03/2023",
        "Ngày nhận quyết định": "05/03/2023", "Ngày kết nạp": "20/03/2023", "Ngày chính thức": "30/09/2023",
        "Ngày tính chỉ tiêu": "01/03/2023", "Ghi chú": "Hồ sơ bổ sung", "Mã bản ghi": someone.uid,
    }  # fmt: skip


def test_the_columns_stand_in_the_order_of_the_address_each_once(
    signed_in: SignIn, an: User, someone: Admission
) -> None:
    client = signed_in(an)
    assert headers_of(client.get("/admissions/?cols=decided_on,name,decided_on").content) == [
        "Ngày quyết định",
        "Họ và tên",
    ]
    assert headers_of(client.get("/admissions/?cols=").content)[:3] == ["STT", "Họ và tên", "Ngày sinh"]


def test_an_order_by_a_column_that_is_not_shown_still_orders(
    signed_in: SignIn, an: User, units: dict[str, Unit]
) -> None:
    admit(units["CPU-01"], "Lê Thị An", date(2023, 5, 1))
    admit(units["CPU-01"], "Vũ Bình", MARCH)
    client = signed_in(an)
    assert [row[0] for row in rows_of(client.get("/admissions/?cols=name&sort=decided_on").content)] == [
        "Vũ Bình",
        "Lê Thị An",
    ]
    assert [row[0] for row in rows_of(client.get("/admissions/?cols=decided_on").content)] == [
        "01/05/2023",
        "01/03/2023",
    ]


def test_a_column_that_is_not_is_told(signed_in: SignIn, an: User) -> None:
    for address in ("/admissions/", "/admissions.xlsx"):
        page = signed_in(an).get(f"{address}?cols=name,password")
        assert page.status_code == 400
        assert "Không có lựa chọn “password”" in text_of(page.content)


def test_the_workbook_has_the_rows_columns_and_order_of_the_page_behind_the_mark_of_the_record(
    signed_in: SignIn, an: User, units: dict[str, Unit]
) -> None:
    for name in ("Đinh Thị Em", "Trần Văn Ánh", "Lê Thị An"):
        admit(units["CPU-01"], name, MARCH)
    admit(units["LAK-01"], "Vũ Bình", date(2023, 5, 1), youth_union=None)
    tally(units["TAN"], date(2023, 6, 30), 7)
    client = signed_in(an)
    query = "?unit=DLK&sort=-name&cols=row_number,name,unit,above,birth,youth_union,counted_on&youth_union=yes"
    page = client.get(f"/admissions/{query}").content
    head, headers, rows = sheet_of(client.get(f"/admissions.xlsx{query}").content)
    assert head[0] == "Đảng viên mới kết nạp: 3 trong 11 người"
    assert head[2] == "Lọc: Đoàn viên: Có."
    assert "đến 10/10/2023" in head[1]
    assert headers == ["Mã bản ghi", *headers_of(page)]
    assert [row[2] for row in rows] == [row[1] for row in rows_of(page)]
    assert rows[0][1:4] == [1, "Đinh Thị Em", "Buôn Khanh (Cư Pui)"]
    assert [str(cell) for cell in rows[0][4:]] == ["Cư Pui", "01/01/1998", "có", "2023-03-01 00:00:00"]


def test_the_page_offers_the_workbook_of_what_it_shows(signed_in: SignIn, an: User, someone: Admission) -> None:
    page = signed_in(an).get("/admissions/?sex=FEMALE&sort=-name").content.decode()
    usual = "%2C".join(AdmissionTable.SHOWN)
    assert f'href="/admissions.xlsx?sex=FEMALE&amp;sort=-name&amp;cols={usual}"' in page


@pytest.mark.parametrize(
    "columns",
    [
        "name,birth,decided_on,note",
        "sex",
        "unit,above,counted_on,row_number",
        "code,upper",
        "admitted_on,sources,birth",
    ],
)
def test_a_workbook_of_any_columns_goes_back_in_and_changes_nothing(
    signed_in: SignIn, an: User, someone: Admission, tmp_path: Path, capsys: pytest.CaptureFixture[str], columns: str
) -> None:
    before = Admission.objects.values().get()
    path = tmp_path / "danh sach.xlsx"
    path.write_bytes(signed_in(an).get(f"/admissions.xlsx?unit=DLK&cols={columns}").content)
    call_command("import_admissions", str(path))
    assert "Thêm mới 0, thay đổi 0, không đổi 1, không nhận 0 hàng." in capsys.readouterr().out
    assert Admission.objects.values().get() == before


def test_a_corrected_cell_of_such_a_workbook_corrects_that_alone(
    signed_in: SignIn, an: User, someone: Admission, tmp_path: Path
) -> None:
    before = set(Admission.objects.values_list().get())
    path = tmp_path / "danh sach.xlsx"
    path.write_bytes(signed_in(an).get("/admissions.xlsx?unit=DLK&cols=name,note").content)
    book = openpyxl.load_workbook(path)
    sheet = book["Kết nạp"]
    sheet.cell(sheet.max_row, 2).value = "H'Loan Bya"
    book.save(path)
    call_command("import_admissions", str(path))
    assert set(Admission.objects.values_list().get()) - before == {"H'Loan Bya", person_sort_key("H'Loan Bya")}
