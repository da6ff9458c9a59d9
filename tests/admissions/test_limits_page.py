"""Everybody who records reads the limits with their papers; whoever administers the whole writes a new value, with its history."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from accounts.models import User
from admissions.limits import Limits
from admissions.lists import LimitKind
from admissions.models import Limit

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]

NEW = {
    "kind": "OLD_AGE",
    "quantity": "62",
    "start": "01/02/2027",
    "legal_basis": "Quy định  9-QĐ/TW",
    "issued_on": "15/01/2027",
}


def test_a_clerk_reads_each_limit_with_its_paper_and_cannot_change_it(signed_in: SignIn, ha: User) -> None:
    client = signed_in(ha)
    page = client.get("/admissions/limits/").content.decode()
    for text in ("Quy định 208-QĐ/TW", "26/07/2026", "từ ngày nhận quyết định", "Điều lệ Đảng"):
        assert text in page
    assert "Thêm giá trị mới" not in page
    assert client.post("/admissions/limits/new/", NEW).status_code == 404


def test_the_admin_of_the_province_writes_a_new_value_and_the_page_says_who(signed_in: SignIn, quantri: User) -> None:
    client = signed_in(quantri)
    page = client.post("/admissions/limits/new/", NEW, follow=True).content.decode()
    old = Limits.load().on(LimitKind.OLD_AGE, date(2027, 2, 1))
    assert old is not None
    assert (old.quantity, old.legal_basis, old.issued_on) == (62, "Quy định 9-QĐ/TW", date(2027, 1, 15))
    assert "31/01/2027" in page  # the last day of the value before
    assert "Đỗ Quản Trị" in page
    assert "Có sẵn trong phần mềm" in page


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("quantity", "sáu mươi", "Ghi một số từ 1 đến 999."),
        ("quantity", "0", "Ghi một số từ 1 đến 999."),
        ("start", "1/2/27", "Ghi ngày như 26/07/2026."),
        ("start", "", "Hãy điền ô này."),
        ("legal_basis", " ", "Hãy điền ô này."),
        ("issued_on", "31/02/2027", "Ghi ngày như 26/07/2026."),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(
    signed_in: SignIn, quantri: User, field: str, text: str, sentence: str
) -> None:
    before = Limit.objects.count()
    answer = signed_in(quantri).post("/admissions/limits/new/", NEW | {field: text})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in page
    assert sentence in page
    assert 'value="15/01/2027"' in page or field == "issued_on"
    assert Limit.objects.count() == before


def test_nobody_under_eighteen_whatever_a_paper_says(signed_in: SignIn, quantri: User) -> None:
    answer = signed_in(quantri).post("/admissions/limits/new/", NEW | {"kind": "ADULT_AGE", "quantity": "17"})
    assert answer.status_code == 422
    assert "Không dưới 18" in answer.content.decode()


def test_the_admin_of_a_district_does_not_change_what_holds_for_all(
    signed_in: SignIn, binh: User, units: dict[str, object]
) -> None:
    binh.assignments.update(role="ADMIN")
    assert signed_in(binh).get("/admissions/limits/new/").status_code == 404
