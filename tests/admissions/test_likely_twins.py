"""One person admitted twice, perhaps: shown to those who may see both records, and gone once somebody says they are two."""

from datetime import date

import pytest
from django.apps import apps
from django.test import Client

from accounts.models import User
from admissions.models import Admission
from tests.admissions.lists import SignIn, text_of
from tests.small_province import admit
from units.models import Unit

MARCH, BORN = date(2023, 3, 1), date(1995, 4, 2)
POINT = "Có thể trùng người giữa các quyết định"
PAGE = "/admissions/duplicates/?unit={}&year=2023"


@pytest.fixture
def twins(units: dict[str, Unit]) -> tuple[Admission, Admission]:
    """In Krông Bông and in Lắk."""
    return (
        admit(units["CPU-01"], "H'Loan Byă", date(2022, 5, 1), birth_date=BORN, decision_number="9-QĐ/HU"),
        admit(units["LAK-01"], "H’LOAN BYA", MARCH, birth_date=BORN, decision_number="31-QĐ/HU"),
    )


def total(client: Client, code: str) -> str:
    page = client.get(PAGE.format(code))
    assert page.status_code == 200
    return page.content.decode().split('data-total="')[1].split('"')[0]


def test_both_stand_side_by_side_for_whoever_may_see_both(
    signed_in: SignIn, an: User, twins: tuple[Admission, Admission]
) -> None:
    client = signed_in(an)
    board = client.get("/units/DLK/").content
    assert f"{POINT} cùng họ tên, ngày sinh, khác quyết định 1" in text_of(board)
    assert 'href="/admissions/duplicates/?unit=DLK&amp;year=2023' in board.decode()
    page = text_of(client.get(PAGE.format("DLK")).content)
    for said in (
        "H'Loan Byă",
        "H’LOAN BYA",
        "02/04/1995",
        "Chi bộ buôn Khanh",
        "Chi bộ Trung tâm Y tế huyện Lắk",
        "9-QĐ/HU",
    ):
        assert said in page
    assert total(client, "DLK") == total(client, "LAK") == "1"
    assert total(client, "KBO") == "0"  # the one of Krông Bông counted last year


@pytest.mark.parametrize("login", ["binh", "chi"])
def test_whoever_may_see_one_of_them_sees_nothing_and_no_count(
    signed_in: SignIn, accounts: dict[str, User], twins: tuple[Admission, Admission], login: str
) -> None:
    client, code = signed_in(accounts[login]), {"binh": "KBO", "chi": "LAK"}[login]
    for year in (2022, 2023):
        assert POINT not in text_of(client.get(f"/units/{code}/?year={year}").content)
        page = client.get(f"/admissions/duplicates/?unit={code}&year={year}").content
        assert 'data-total="0"' in page.decode()
        assert "H'Loan" not in page.decode()


def test_a_viewer_of_figures_sees_nothing(signed_in: SignIn, xem: User, twins: tuple[Admission, Admission]) -> None:
    assert POINT not in text_of(signed_in(xem).get("/units/DLK/").content)


@pytest.mark.parametrize(
    "change",
    [
        {"readmission": True},
        {"twin_reason": "khác quê quán"},
        {"birth_precision": "YEAR", "birth_date": date(1995, 1, 1)},
        {"birth_date": date(1995, 4, 3)},
        {"name": "H'Loan Niê"},
        {"voided_at": "2023-06-01T00:00:00Z", "void_reason": "nhập nhầm"},
        {"decided_on": date(2022, 3, 1)},
    ],
    ids=str,
)
def test_what_tells_them_apart_or_leaves_the_period_makes_no_pair(
    signed_in: SignIn, an: User, twins: tuple[Admission, Admission], change: dict[str, object]
) -> None:
    client = signed_in(an)
    assert total(client, "DLK") == "1"
    for field, value in change.items():
        setattr(twins[1], field, value)
    twins[1].save()
    assert total(client, "DLK") == "0"
    assert POINT not in text_of(client.get("/units/DLK/").content)


def test_of_three_alike_each_stands_beside_the_one_before(
    signed_in: SignIn, an: User, units: dict[str, Unit], twins: tuple[Admission, Admission]
) -> None:
    admit(units["TAN-01"], "H'Loan Byă", MARCH, birth_date=BORN, decision_number="77-QĐ/TU")
    assert total(signed_in(an), "DLK") == "2"


def test_saying_that_they_are_two_is_recorded_with_its_reason_and_by_whom(
    signed_in: SignIn, an: User, twins: tuple[Admission, Admission]
) -> None:
    client = signed_in(an)
    said = {"one": twins[0].uid, "other": twins[1].uid}
    refused = client.post(PAGE.format("DLK"), {**said, "reason": " "})
    assert refused.status_code == 422
    assert "Nhập lý do" in text_of(refused.content)
    answer = client.post(PAGE.format("DLK"), {**said, "reason": "Khác cha mẹ, đã đối chiếu"})
    assert answer["Location"].startswith("/admissions/duplicates/?unit=DLK&year=2023")
    twins[1].refresh_from_db()
    assert twins[1].twin_reason == "Khác cha mẹ, đã đối chiếu"
    told = apps.get_model("admissions", "AdmissionEvent").objects.filter(uid=twins[1].uid).latest("pgh_id")
    assert (told.twin_reason, told.pgh_context.metadata["user"]) == ("Khác cha mẹ, đã đối chiếu", an.pk)
    assert total(client, "DLK") == "0"
    assert client.post(PAGE.format("DLK"), {**said, "reason": "Lần nữa"}).status_code == 302
    twins[1].refresh_from_db()
    assert twins[1].twin_reason == "Khác cha mẹ, đã đối chiếu"


def test_it_is_for_whoever_may_record_both(
    signed_in: SignIn, binh: User, xem: User, twins: tuple[Admission, Admission]
) -> None:
    said = {"one": twins[0].uid, "other": twins[1].uid, "reason": "Hai người"}
    assert signed_in(binh).post(PAGE.format("KBO"), said).status_code == 404
    assert signed_in(xem).post(PAGE.format("DLK"), said).status_code == 404
    for wrong in ({}, {"one": twins[0].uid, "other": twins[0].uid}, {"one": "\x00", "other": "x" * 12}):
        assert signed_in(binh).post(PAGE.format("KBO"), {**said, **wrong} if wrong else {}).status_code == 404
    twins[1].refresh_from_db()
    assert twins[1].twin_reason == ""


def test_two_of_one_name_in_one_place_are_asked_about_too(signed_in: SignIn, ha: User, units: dict[str, Unit]) -> None:
    for number in ("1-QĐ/TU", "2-QĐ/TU"):
        admit(units["TAN-01"], "Vũ Bình", MARCH, birth_date=BORN, decision_number=number)
    assert total(signed_in(ha), "TAN") == "1"
