"""Narrowing the list: each filter keeps those it says, what cannot be asked is told, names never stand in an address."""

from datetime import date
from itertools import product
from random import Random
from typing import Any

import pytest

from accounts.models import User
from admissions.counting import Period
from admissions.lists import ETHNICITIES, RELIGIONS, Occupation, Qualification, Sex, SourceGroup
from admissions.models import AdmissionSource
from admissions.records import results
from tests.admissions.lists import SignIn, names_on, sheet_of, text_of
from tests.small_province import admit, move, tally
from units.models import Unit

MARCH, MAY, AUGUST = date(2023, 3, 1), date(2023, 5, 1), date(2023, 8, 1)
HELD = {"admitted_on": date(2023, 3, 20)}

Details = dict[str, Any]
CASES: list[tuple[str, Details, Details]] = [
    ("sex=MALE", {"sex": Sex.MALE}, {"sex": Sex.FEMALE}),
    ("ethnicity=Êđê", {"ethnicity": "Êđê"}, {"ethnicity": ""}),
    ("ethnicity=unknown", {"ethnicity": ""}, {"ethnicity": "Kinh"}),
    ("religion=Tin Lành", {"religion": "Tin Lành"}, {"religion": "Không"}),
    ("religion=unknown", {"religion": ""}, {"religion": "Không"}),
    ("occupation=FARMER", {"occupation": "FARMER"}, {"occupation": "PUPIL"}),
    ("youth_union=yes", {"youth_union": True}, {"youth_union": None}),
    ("youth_union=no", {"youth_union": False}, {"youth_union": None}),
    ("youth_union=unknown", {"youth_union": None}, {"youth_union": False}),
    ("general_education=PRIMARY", {"general_education": "PRIMARY"}, {"general_education": "LITERATE"}),
    ("qualification=MASTER", {"qualification": "MASTER"}, {"qualification": ""}),
    ("political_theory=ADVANCED", {"political_theory": "ADVANCED"}, {"political_theory": "ELEMENTARY"}),
    ("readmission=yes", {"readmission": True}, {"readmission": None}),
    ("readmission=unknown", {"readmission": None}, {"readmission": True}),
    ("age=18", {"birth_date": date(1993, 1, 1)}, {"birth_date": date(1990, 1, 1)}),
    ("age=61", {"birth_date": date(1960, 1, 1)}, {"birth_date": date(1965, 1, 1)}),
    ("age=unknown", {"birth_date": date(1992, 1, 1), "birth_precision": "YEAR"}, {"birth_date": date(1992, 1, 1)}),
    ("month=5", {"on": MAY}, {"on": MARCH}),
    ("decision=77-qđ", {"decision_number": "177-QĐ/HU"}, {"decision_number": "17-QĐ/HU"}),
    ("decision=77-QĐ/HU&whole=on", {"decision_number": "77-QĐ/HU"}, {"decision_number": "177-QĐ/HU"}),
    ("decided_from=15/04/2023", {"on": MAY}, {"on": MARCH}),
    ("decided_from=2023-05-01&decided_to=2023-05-01", {"on": MAY}, {"on": AUGUST}),
    ("ceremony_from=15042023", {"admitted_on": MAY}, {"admitted_on": date(2023, 4, 14)}),
    ("ceremony_to=2023-04-01", {"admitted_on": date(2023, 4, 1)}, {"admitted_on": date(2023, 4, 2)}),
    ("ceremony_to=2023-04-01", {"admitted_on": date(2023, 4, 1)}, {"admitted_on": None}),
    ("no_ceremony=on", {"admitted_on": None}, {"admitted_on": MAY}),
    ("confirmed_from=2023-10-01", {**HELD, "confirmed_on": date(2023, 10, 1)}, {**HELD, "confirmed_on": AUGUST}),
    ("confirmed_to=2023-09-01", {**HELD, "confirmed_on": AUGUST}, {**HELD, "confirmed_on": date(2023, 10, 1)}),
    ("no_confirmation=on", {**HELD}, {**HELD, "confirmed_on": AUGUST}),
]


@pytest.mark.parametrize(("query", "kept", "left_out"), CASES, ids=lambda case: str(case))
def test_a_filter_keeps_those_it_says_and_nobody_else(
    signed_in: SignIn, an: User, units: dict[str, Unit], query: str, kept: Details, left_out: Details
) -> None:
    for name, details in (("Người được lọc", kept), ("Người khác", left_out)):
        admit(units["CPU-01"], name, **{"on": MARCH, **details})
    client = signed_in(an)
    assert names_on(client, f"/admissions/?{query}") == ["Người được lọc"]
    assert len(names_on(client, "/admissions/")) == 2


def test_by_source_group_and_by_unit_below(signed_in: SignIn, an: User, units: dict[str, Unit]) -> None:
    militia, teacher = admit(units["CPU-01"], "Dân quân", MARCH), admit(units["LAK-01"], "Giáo viên", MARCH)
    admit(units["TAN-01"], "Không nhóm nào", MARCH)
    AdmissionSource.objects.create(admission=militia, group=SourceGroup.MILITIA)
    AdmissionSource.objects.create(admission=militia, group=SourceGroup.RESERVIST)
    AdmissionSource.objects.create(admission=teacher, group=SourceGroup.TEACHER)
    client = signed_in(an)
    assert names_on(client, "/admissions/?source=MILITIA") == ["Dân quân"]
    assert names_on(client, "/admissions/?source=unknown") == ["Không nhóm nào"]
    assert names_on(client, "/admissions/?place=kbo") == ["Dân quân"]
    assert names_on(client, "/admissions/?place=KBO&source=TEACHER") == []


def test_filters_are_said_on_the_page_with_both_numbers_and_taken_away_one_by_one(
    signed_in: SignIn, an: User, units: dict[str, Unit]
) -> None:
    admit(units["CPU-01"], "Bà Một", MARCH, ethnicity="Êđê")
    admit(units["CPU-01"], "Bà Hai", MARCH)
    tally(units["LAK"], date(2023, 6, 30), 9)
    page = signed_in(an).get("/admissions/?unit=DLK&sex=FEMALE&ethnicity=Êđê")
    words = text_of(page.content)
    assert "Đảng viên mới kết nạp: 11 người" in words
    assert "1 trong 11 người" in words
    assert "9 người của số liệu tổng hợp không có tên" in words
    assert "Giới tính: Nữ" in words
    assert "Dân tộc: Êđê" in words
    assert 'data-total="11"' in page.content.decode()
    assert "sex=FEMALE&amp;year=2023" in page.content.decode()


def test_the_sum_over_the_parts_of_a_filter_is_the_figure(units: dict[str, Unit], an: User, signed_in: SignIn) -> None:
    random = Random(5)
    for number in range(80):
        admit(
            random.choice(list(units.values())),
            f"Người {number}",
            date(2023, random.randrange(1, 10), 1 + random.randrange(28)),
            sex=random.choice(list(Sex)),
            ethnicity=random.choice(["", "Kinh", "Êđê", "Tày"]),
            religion=random.choice(["", "Không", "Phật giáo"]),
            youth_union=random.choice([None, True, False]),
            readmission=random.choice([None, True, False]),
            occupation=random.choice(["", "FARMER", "PUPIL"]),
            qualification=random.choice(["", "MASTER"]),
        )
    move(units["CPU"], to=units["LAK"], on=date(2023, 7, 1))
    tally(units["BMT"], date(2023, 6, 30), 12)
    client = signed_in(an)
    parts: dict[str, list[str]] = {
        "sex": list(Sex.values),
        "ethnicity": [*ETHNICITIES, "unknown"],
        "religion": [*RELIGIONS, "unknown"],
        "youth_union": ["yes", "no", "unknown"],
        "readmission": ["yes", "no", "unknown"],
        "occupation": [*Occupation.values, "unknown"],
        "qualification": [*Qualification.values, "unknown"],
        "month": [str(month) for month in range(1, 13)],
    }
    for code, (name, values) in product(("DLK", "LAK", "BMT"), parts.items()):
        if code != "DLK" and len(values) > 20:
            continue
        figure = results(units[code], period=Period(date(2023, 10, 10)), tree=date(2023, 10, 10))
        pages = [client.get("/admissions/", {"unit": code, name: value}).context["listed"] for value in values]
        assert sum(listed.shown for listed in pages) + figure.without_names == pages[0].total, (code, name)
        assert pages[0].total == client.get("/admissions/", {"unit": code}).context["listed"].total


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("sex=men", "Không có lựa chọn “men”."),
        ("ethnicity=Kinhh", "Không có lựa chọn “Kinhh”."),
        ("month=13", "Không có lựa chọn “13”."),
        ("decided_from=31/02/2023", "“31/02/2023” không phải là một ngày có thật"),
        ("decided_from=3/2/65", "không phải là một ngày có thật"),
        ("confirmed_from=2023-05-02&confirmed_to=2023-05-01", "Ngày cuối ở trước ngày đầu, 02/05/2023."),
        ("place=NONE", "Không có tổ chức mang mã này ở bên dưới"),
        ("place=%00", "Mã đơn vị bên dưới"),
        ("decision=" + "x" * 51, "Số quyết định"),
        ("decision=%00", "Số quyết định"),
        ("youth_union=1", "Không có lựa chọn “1”."),
        ("sex=" + "x" * 3000, "Không có lựa chọn"),
    ],
)
def test_what_cannot_be_filtered_by_is_told_at_its_field_and_lists_nobody(
    signed_in: SignIn, an: User, units: dict[str, Unit], query: str, sentence: str
) -> None:
    admit(units["CPU-01"], "Lê Thị An", MARCH)
    client = signed_in(an)
    page = client.get(f"/admissions/?{query}")
    assert page.status_code == 422
    assert sentence in text_of(page.content)
    assert 'role="alert"' in page.content.decode()
    assert "Lê Thị An" not in page.content.decode()
    assert client.get(f"/admissions.xlsx?{query}").status_code == 400


def test_a_place_outside_the_scope_is_refused_as_one_that_is_not(
    signed_in: SignIn, binh: User, units: dict[str, Unit]
) -> None:
    admit(units["LAK-01"], "Y Của Lắk", MARCH)
    client = signed_in(binh)
    outside, nowhere = (client.get(f"/admissions/?place={code}") for code in ("LAK-01", "NONE-1"))
    assert outside.status_code == nowhere.status_code == 422
    assert text_of(outside.content) == text_of(nowhere.content)


def test_a_form_leads_to_a_short_address(signed_in: SignIn, an: User) -> None:
    sent = "/admissions/?tidy=1&unit=DLK&sex=FEMALE&ethnicity=&decided_from=&page=3&cols=name&cols=birth&cols=note"
    answer = signed_in(an).get(sent)
    assert answer["Location"] == "/admissions/?unit=DLK&sex=FEMALE&cols=name%2Cbirth%2Cnote"


def test_a_name_is_searched_without_diacritics_and_never_stands_in_an_address(
    signed_in: SignIn, an: User, units: dict[str, Unit]
) -> None:
    admit(units["CPU-01"], "H'Loan Byă", MARCH, sex=Sex.FEMALE)
    admit(units["CPU-01"], "Đinh Thị Loan", MARCH, sex=Sex.FEMALE, decision_number="9")
    admit(units["CPU-01"], "Vũ Bình", MARCH, sex=Sex.MALE)
    client = signed_in(an)
    answer = client.post("/admissions/search/?unit=DLK&sex=FEMALE&page=4", {"name": "  loan DINH "})
    address = answer["Location"]
    assert address == "/admissions/?unit=DLK&sex=FEMALE&found=1"
    assert names_on(client, address) == ["Đinh Thị Loan"]
    page = client.get(address)
    assert "1 trong 3 người" in text_of(page.content)
    assert "Họ và tên có “ loan DINH ”" in text_of(page.content)
    for link in page.content.decode().split('href="')[1:]:
        assert "dinh" not in link.split('"')[0].lower()
    head, _headers, rows = sheet_of(client.get(address.replace("/?", ".xlsx?")).content)
    assert any("Họ và tên có “loan DINH”" in line for line in head)
    assert len(rows) == 1


def test_two_searches_of_a_session_stand_beside_each_other_and_one_unknown_is_told(
    signed_in: SignIn, an: User, units: dict[str, Unit]
) -> None:
    for name in ("Lê Thị An", "Vũ Bình"):
        admit(units["CPU-01"], name, MARCH)
    client = signed_in(an)
    first = client.post("/admissions/search/?unit=DLK", {"name": "an"})["Location"]
    second = client.post("/admissions/search/?unit=DLK", {"name": "binh"})["Location"]
    assert (names_on(client, first), names_on(client, second)) == (["Lê Thị An"], ["Vũ Bình"])
    assert client.post("/admissions/search/?unit=DLK&found=2", {"name": " "})["Location"] == "/admissions/?unit=DLK"
    lost = client.get("/admissions/?unit=DLK&found=99")
    assert "Lời tìm theo họ tên không còn được giữ" in text_of(lost.content)
    for number in range(25):
        client.post("/admissions/search/?unit=DLK", {"name": f"người {number}"})
    assert len(client.session["searches"]) == 20


def test_a_search_is_within_the_readers_scope(signed_in: SignIn, binh: User, units: dict[str, Unit]) -> None:
    admit(units["LAK-01"], "Y Của Lắk", MARCH)
    client = signed_in(binh)
    assert client.post("/admissions/search/?unit=LAK", {"name": "lak"}).status_code == 404
    assert names_on(client, client.post("/admissions/search/", {"name": "lak"})["Location"]) == []
