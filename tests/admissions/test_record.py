"""One person's record: read calmly, voided with a reason, never deleted, and nobody's outside the scope."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.utils.html import strip_tags

from accounts.models import User
from admissions import counting
from admissions.lists import SourceGroup, Stage
from admissions.models import Admission, AdmissionSource
from tests.small_province import admit, prepare
from units.models import Unit

SignIn = Callable[[User], Client]

MARCH = date(2023, 3, 1)
TODAY = date(2023, 10, 10)


@pytest.fixture
def lan(units: dict[str, Unit]) -> Admission:
    """A woman of CPU-01 with everything known of her."""
    known = {
        "birth_date": date(1990, 2, 3), "religion": "Tin Lành", "occupation": "FARMER", "general_education": "PRIMARY",
        "qualification": "BACHELOR", "political_theory": "ELEMENTARY", "readmission": False, "received_on": date(2023, 3, 5),
        "admitted_on": date(2023, 3, 19), "note": "Chuyển từ hồ sơ giấy",
    }  # fmt: skip
    found = admit(units["CPU-01"], "H'Lan Byă", MARCH, **known)
    AdmissionSource.objects.create(admission=found, group=SourceGroup.TEACHER)
    return found


def words(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response.status_code
    return " ".join(strip_tags(response.content.decode().replace("<", " <")).split())


def test_a_record_shows_everything_that_is_known(signed_in: SignIn, binh: User, lan: Admission) -> None:
    said = words(signed_in(binh), f"/admissions/{lan.uid}/")
    for fact in (
        "Họ và tên H&#x27;Lan Byă", "Ngày sinh 03/02/1990", "Giới tính Nữ", "Dân tộc Kinh", "Tôn giáo Tin Lành",
        "Nghề nghiệp Người làm nông, lâm, ngư nghiệp", "Đối tượng Giáo viên", "Đoàn viên có",
        "Trình độ giáo dục phổ thông Tiểu học", "Trình độ chuyên môn Đại học", "Lý luận chính trị Sơ cấp", "Kết nạp lại không",
        "Tổ chức đảng Chi bộ buôn Khanh", "Số quyết định 12-QĐ/HU", "Ngày quyết định 01/03/2023", "Ngày nhận quyết định 05/03/2023",
        "Ngày kết nạp 19/03/2023", "Ngày chính thức (để trống)", "Ngày tính chỉ tiêu 01/03/2023", "Ghi chú Chuyển từ hồ sơ giấy",
        f"Mã bản ghi {lan.uid}",
    ):  # fmt: skip
        assert fact in said, fact


def test_it_stands_under_the_units_above_it(signed_in: SignIn, binh: User, lan: Admission) -> None:
    page = signed_in(binh).get(f"/admissions/{lan.uid}/").content.decode()
    assert '<a href="/units/CPU/?' in page
    assert '<a href="/units/CPU-01/?' in page


def test_the_name_is_in_no_address(signed_in: SignIn, binh: User, lan: Admission) -> None:
    page = signed_in(binh).get(f"/admissions/{lan.uid}/").content.decode()
    assert "Lan" not in "".join(part.split('"')[0] for part in page.split('href="')[1:])


def test_who_may_record_there_may_edit_and_void(signed_in: SignIn, ha: User, units: dict[str, Unit]) -> None:
    person = admit(units["TAN-01"], "Lý A", MARCH)
    page = signed_in(ha).get(f"/admissions/{person.uid}/").content.decode()
    assert f"/admissions/{person.uid}/void/" in page


@pytest.mark.parametrize("path", ["", "void/"])
@pytest.mark.parametrize("uid", ["{uid}", "0123456789ab"])
def test_a_record_outside_the_scope_is_one_that_is_not(
    signed_in: SignIn, chi: User, lan: Admission, uid: str, path: str
) -> None:
    client = signed_in(chi)
    address = f"/admissions/{uid.format(uid=lan.uid)}/{path}"
    assert client.get(address).status_code == 404
    assert client.post(address, {"reason": "nhầm"}).status_code in (404, 405)
    lan.refresh_from_db()
    assert lan.voided_at is None


def test_voiding_says_first_what_it_does(signed_in: SignIn, binh: User, lan: Admission) -> None:
    said = words(signed_in(binh), f"/admissions/{lan.uid}/void/")
    assert "Kết quả năm 2023 bớt 1 người ở tổ chức này và mọi cấp trên, ở mọi ngày từ 01/03/2023" in said
    assert "Bản ghi không bị xoá" in said


def test_and_shows_each_level_before_and_after(signed_in: SignIn, binh: User, lan: Admission) -> None:
    client = signed_in(binh)
    page = client.get(f"/admissions/{lan.uid}/void/").content.decode()
    address = page.split('hx-get="')[1].split('"')[0].replace("&amp;", "&")
    said = words(client, address)
    assert "Sau khi huỷ" in said
    assert "Buôn Khanh 1 / — 0 /—" in said


@pytest.mark.parametrize("reason", ["", "   ", "\u200b\u200b", "x" * 501])
def test_voiding_without_a_reason_is_refused(signed_in: SignIn, binh: User, lan: Admission, reason: str) -> None:
    response = signed_in(binh).post(f"/admissions/{lan.uid}/void/", {"reason": reason})
    assert response.status_code == 422
    assert "data-errors" in response.content.decode()
    lan.refresh_from_db()
    assert lan.voided_at is None


def test_a_void_record_leaves_the_figures_and_stays_to_be_read(
    signed_in: SignIn, binh: User, lan: Admission, units: dict[str, Unit]
) -> None:
    client = signed_in(binh)
    client.post(f"/admissions/{lan.uid}/void/", {"reason": " Quyết định bị\n thu hồi "})
    lan.refresh_from_db()
    assert lan.void_reason == "Quyết định bị thu hồi"
    assert counting.names(units["KBO"], period=counting.Period(TODAY), tree=TODAY).count() == 0
    said = words(client, f"/admissions/{lan.uid}/")
    assert "Kết nạp này đã huỷ" in said
    assert "người huỷ: Trần Văn Bình" in said
    assert "Quyết định bị thu hồi" in said
    assert "hãy nhập một kết nạp mới" in said
    assert f"/admissions/{lan.uid}/void/" not in client.get(f"/admissions/{lan.uid}/").content.decode()


def test_voided_twice_it_keeps_the_first_reason(signed_in: SignIn, binh: User, lan: Admission) -> None:
    client = signed_in(binh)
    for reason in ("Nhập nhầm", "Lý do khác"):
        assert client.post(f"/admissions/{lan.uid}/void/", {"reason": reason}).status_code == 302
    lan.refresh_from_db()
    assert lan.void_reason == "Nhập nhầm"


def test_the_candidate_it_came_from_is_shown_and_returns_to_the_pipeline(
    signed_in: SignIn, binh: User, units: dict[str, Unit], lan: Admission
) -> None:
    person = prepare(units["CPU-01"], "H'Lan Byă", {Stage.LISTED: date(2022, 1, 5)}, admission=lan)
    client = signed_in(binh)
    assert "Từ nguồn của Chi bộ buôn Khanh" in words(client, f"/admissions/{lan.uid}/")
    assert "Người này trở lại nguồn của Chi bộ buôn Khanh" in words(client, f"/admissions/{lan.uid}/void/")
    assert not counting.pipeline(units["CPU"], on=TODAY, tree=TODAY).exists()
    client.post(f"/admissions/{lan.uid}/void/", {"reason": "Nhập nhầm"})
    assert counting.pipeline(units["CPU"], on=TODAY, tree=TODAY).get() == person


def test_the_list_leads_to_the_record_of_each_person(signed_in: SignIn, binh: User, lan: Admission) -> None:
    page = signed_in(binh).get("/admissions/?unit=KBO").content.decode()
    assert f'<a href="/admissions/{lan.uid}/">H&#x27;Lan Byă</a>' in page
