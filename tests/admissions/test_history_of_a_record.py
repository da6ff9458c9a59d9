"""The history of one record, in words: who did what, when, by which way, and each field from what to what."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import openpyxl
import pghistory
import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import strip_tags

from accounts.models import User
from admissions.lists import Rule, SourceGroup, Stage
from admissions.models import Admission, AdmissionSource, Candidate, CountingRule
from tests.small_province import admit, prepare
from units.models import Unit

SignIn = Callable[[User], Client]

pytestmark = pytest.mark.django_db(transaction=True)  # in one transaction all would have been at the same moment
MARCH = date(2023, 3, 1)


@pytest.fixture
def lan(units: dict[str, Unit]) -> Admission:
    return admit(units["CPU-01"], "H'Lan Byă", MARCH, birth_date=date(1990, 2, 3))


def history_of(client: Client, record: Admission) -> list[str]:
    page = client.get(f"/admissions/{record.uid}/").content.decode()
    assert 'id="h-h"' in page
    lines = page.split('<ol class="plain">')[1].split("</ol>")[0].split("<li>")[1:]
    return [" ".join(strip_tags(line).split()).replace(" ;", ";") for line in lines]


def now() -> str:
    return timezone.localtime().strftime("%d/%m/%Y %H:%M")


def test_it_says_who_changed_what_from_what_to_what(signed_in: SignIn, binh: User, lan: Admission) -> None:
    with pghistory.context(user=binh.pk, url="/admissions/edit/"):
        Admission.objects.filter(pk=lan.pk).update(birth_date=date(1990, 2, 4))
    assert history_of(signed_in(binh), lan)[0] == (f"{now()}, Trần Văn Bình sửa Ngày sinh: 03/02/1990 → 04/02/1990")


def test_values_read_as_people_read_them(signed_in: SignIn, binh: User, lan: Admission, units: dict[str, Unit]) -> None:
    changes = {
        "unit": units["CPU-02"], "birth_precision": "YEAR", "birth_date": date(1990, 1, 1), "sex": "MALE", "youth_union": None,
        "occupation": "FARMER", "political_theory": "ELEMENTARY", "readmission": True, "received_on": date(2023, 3, 5),
        "note": "Theo hồ sơ",
    }  # fmt: skip
    with pghistory.context(user=binh.pk):
        Admission.objects.filter(pk=lan.pk).update(**changes)
    said = history_of(signed_in(binh), lan)[0]
    for change in (
        "Ngày sinh: 03/02/1990 → 1990", "Giới tính: Nữ → Nam", "Đoàn viên: có → (để trống)",
        "Nghề nghiệp: (để trống) → Người làm nông, lâm, ngư nghiệp", "Lý luận chính trị: (để trống) → Sơ cấp",
        "Kết nạp lại: (để trống) → có", "Ngày nhận quyết định: (để trống) → 05/03/2023", "Ghi chú: (để trống) → Theo hồ sơ",
        "Tổ chức đảng: Chi bộ buôn Khanh → Chi bộ thôn 2",
    ):  # fmt: skip
        assert change in said, change


def test_source_groups_are_part_of_the_change_they_came_with(signed_in: SignIn, binh: User, lan: Admission) -> None:
    AdmissionSource.objects.create(admission=lan, group=SourceGroup.TEACHER)
    with pghistory.context(user=binh.pk), transaction.atomic():
        lan.sources.all().delete()
        for group in (SourceGroup.MILITIA, SourceGroup.STUDENT):
            AdmissionSource.objects.create(admission=lan, group=group)
        Admission.objects.filter(pk=lan.pk).update(sex="MALE")
    said = history_of(signed_in(binh), lan)
    assert "sửa Giới tính: Nữ → Nam; Đối tượng: Giáo viên → Dân quân tự vệ; Sinh viên" in said[0]
    assert "Đối tượng: (để trống) → Giáo viên" in said[1]
    assert len(said) == 3


def test_it_ends_with_who_entered_it_and_by_which_way(signed_in: SignIn, binh: User, units: dict[str, Unit]) -> None:
    ways: dict[str, dict[str, object]] = {
        "Trần Văn Bình nhập": {"user": binh.pk, "url": "/admissions/new/"},
        "Trần Văn Bình nhập từ tệp “thang 3.xlsx”": {"user": binh.pk, "import": "0123456789ab", "file": "thang 3.xlsx"},
        "Trần Văn Bình nhập từ một khối dán vào": {"user": binh.pk, "import": "0123456789ab", "file": ""},
        "Hệ thống nhập bằng lệnh import_admissions": {"command": "import_admissions"},
    }
    client = signed_in(binh)
    for number, (said, metadata) in enumerate(ways.items()):
        with pghistory.context(**metadata):
            record = admit(units["CPU-01"], "Lý A", MARCH, decision_number=str(number))
        assert history_of(client, record) == [f"{now()}, {said}"]


def test_it_tells_of_the_void_with_its_reason(signed_in: SignIn, binh: User, lan: Admission) -> None:
    client = signed_in(binh)
    client.post(f"/admissions/{lan.uid}/void/", {"reason": "Nhập nhầm"})
    assert history_of(client, lan)[0] == f"{now()}, Trần Văn Bình huỷ, lý do: Nhập nhầm"


def test_it_tells_of_the_candidate_that_became_this(
    signed_in: SignIn, binh: User, lan: Admission, units: dict[str, Unit]
) -> None:
    person = prepare(units["CPU-02"], "H'Lan Byă", {Stage.LISTED: date(2022, 1, 5)})
    with pghistory.context(user=binh.pk):
        Candidate.objects.filter(pk=person.pk).update(admission=lan)
        Candidate.objects.filter(pk=person.pk).update(note="không liên quan")
    said = history_of(signed_in(binh), lan)
    assert said[0] == f"{now()}, Trần Văn Bình chuyển thành kết nạp người trong nguồn của Chi bộ thôn 2"
    assert len(said) == 2


def test_a_changed_rule_of_counting_is_told_where_it_moved_the_date(
    signed_in: SignIn, binh: User, lan: Admission
) -> None:
    Admission.objects.filter(pk=lan.pk).update(admitted_on=date(2023, 4, 2))
    CountingRule.objects.create(year=2023, rule=Rule.ADMITTED)
    said = history_of(signed_in(binh), lan)
    assert "tính lại theo quy tắc của năm Ngày tính chỉ tiêu: 01/03/2023 → 02/04/2023" in said[0]


def test_what_changed_nothing_that_people_read_is_no_line(signed_in: SignIn, binh: User, lan: Admission) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE admissions_admission SET name_sort = 'x' WHERE id = %s", [lan.pk])
    assert len(history_of(signed_in(binh), lan)) == 1


def test_a_clerk_reads_the_record_and_not_its_history(signed_in: SignIn, ha: User, units: dict[str, Unit]) -> None:
    person = admit(units["TAN-01"], "Lý A", MARCH)
    response = signed_in(ha).get(f"/admissions/{person.uid}/")
    assert response.status_code == 200
    assert 'id="h-h"' not in response.content.decode()


def test_its_queries_do_not_grow_with_it(signed_in: SignIn, binh: User, an: User, lan: Admission) -> None:
    def change(times: int) -> None:
        for time in range(times):
            with pghistory.context(user=(binh.pk, an.pk)[time % 2]):
                Admission.objects.filter(pk=lan.pk).update(note=f"{times}/{time}")
                AdmissionSource.objects.create(admission=lan, group=list(SourceGroup)[time % 10])
                lan.sources.all().delete()

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/admissions/{lan.uid}/")
        return len(captured)

    client = signed_in(binh)
    change(2)
    queries()  # the first one also begins the session
    few = queries()
    change(20)
    assert queries() == few
    assert few <= 27, few


def test_an_import_of_a_file_writes_its_line(
    signed_in: SignIn, an: User, lan: Admission, tmp_path_factory: pytest.TempPathFactory
) -> None:
    client = signed_in(an)
    book = client.get("/admissions.xlsx?unit=DLK").content
    path = tmp_path_factory.mktemp("in") / "ra.xlsx"
    path.write_bytes(_with_note(book, "Đã kiểm tra"))
    call_command("import_admissions", str(path))
    assert "bằng lệnh import_admissions Ghi chú: (để trống) → Đã kiểm tra" in history_of(client, lan)[0]


def _with_note(book: bytes, note: str) -> bytes:
    opened = openpyxl.load_workbook(BytesIO(book))
    sheet = opened["Kết nạp"]
    header = next(row for row in sheet.iter_rows() if any(cell.value == "Ghi chú" for cell in row))
    column = next(cell.column for cell in header if cell.value == "Ghi chú")
    sheet.cell((header[0].row or 0) + 1, column or 0, note)
    written = BytesIO()
    opened.save(written)
    return written.getvalue()


def test_what_an_undone_import_took_back_is_told_as_that(signed_in: SignIn, binh: User, lan: Admission) -> None:
    with pghistory.context(user=binh.pk, undo="0123456789ab"):
        Admission.objects.filter(pk=lan.pk).update(note="như trước")
    said = history_of(signed_in(binh), lan)[0]
    assert "Trần Văn Bình sửa khi hoàn tác một lần nhập Ghi chú: (để trống) → như trước" in said
