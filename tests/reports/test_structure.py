"""Biểu số 2-BTCTW: each line as the records say, sums that agree, and nothing that is not known printed as 0."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from admissions.lists import GeneralEducation, Occupation, Precision, Qualification
from admissions.models import Admission, NoOneLeft
from reports.compared import Value
from reports.declared import Report
from reports.kinds.structure import structure
from reports.official import FORMS, form_on, read_forms
from reports.subject import Subject
from tests.admissions.lists import rows_of
from tests.small_province import admit
from units.models import Unit
from units.question import asked

SignIn = Callable[[User], Client]
TODAY = date(2023, 10, 10)
NOT_KEPT = "không theo dõi"
MARKS = "/reports/no-one-left/"


def built(unit: Unit, *, as_of: date = TODAY, reader: User | None = None) -> Report:
    query = {"year": str(as_of.year), "as_of": as_of.isoformat()}
    return structure(Subject(unit, asked(query, TODAY), reader))


def values(report: Report, place: int = 1) -> dict[str, Value]:
    """By what a line is: this year's figure, or with `place` 2 last year's, 3 their ratio."""
    lines, rows = FORMS[0].lines, report.parts[0].rows
    return {line.of: row.cells[place].value for line, row in zip(lines, rows, strict=True)}


def notes(report: Report) -> str:
    return "\n".join(map(str, report.parts[0].notes))


def test_each_line_says_what_the_records_say(year: dict[str, Unit]) -> None:
    people = Admission.objects
    people.filter(name="Y Thiên Byă").update(occupation="FARMER", general_education="PRIMARY", religion="Tin Lành")
    people.filter(name="H'Liên Niê").update(occupation="FIRM_STAFF", qualification="MASTER", readmission=True)
    people.filter(name="Nguyễn Thị Hoa").update(occupation="FIRM_WORKER", religion="Không", readmission=False)
    found = values(built(year["KBO"]))
    said = {of: found[of] for of in found if isinstance(found[of], int) and found[of]}
    assert said == {
        **{"admitted": 3, "women": 2, "minority": 2, "religious": 1, "youth_union": 2, "readmitted": 1},
        **{"occupation:FIRM_MANAGER,FIRM_STAFF,FIRM_WORKER": 2, "occupation:FIRM_STAFF": 1},
        **{"occupation:FIRM_WORKER": 1, "occupation:FARMER": 1},
        **{"age:18": 2, "age:41": 1, "general_education:PRIMARY": 1, "general_education:unknown": 2},
        **{"qualification:MASTER": 1, "organisations:GRASSROOTS_COMMITTEE,GRASSROOTS_CELL": 2},
        **{"organisations:GRASSROOTS_COMMITTEE": 1, "admitting:GRASSROOTS_COMMITTEE": 1},
        **{"organisations:GRASSROOTS_CELL": 1, "admitting:GRASSROOTS_CELL": 1},
    }
    assert str(found["mean_age"]) == "31.00"  # 25, 25 and 43
    assert "II.1 cộng bằng I: 3 = 3, khớp; cùng kỳ 2 = 2, khớp" in notes(built(year["KBO"]))


def test_last_year_is_of_the_same_days_and_compared_in_per_cent(year: dict[str, Unit]) -> None:
    admit(year["CPU-02"], "Sau ngày ấy", date(2022, 10, 11))
    report = built(year["KBO"])
    assert values(report, 2)["admitted"] == 2
    ratio = values(report, 3)
    assert str(ratio["admitted"]) == "150.00"
    assert ratio["minority"] == "-"
    assert ratio["not kept"] == ""
    assert values(built(year["LAK"]), 3)["admitted"] == "-"


def test_what_the_register_does_not_record_is_not_said_to_be_0(year: dict[str, Unit]) -> None:
    report = built(year["KBO"])
    said = {row.cells[0].value: row.cells[1].value for row in report.parts[0].rows}
    for label in ("Chủ doanh nghiệp tư nhân", "Có quan hệ hôn nhân với người nước ngoài", "Phó Giáo sư", "Giáo sư"):
        assert said[label] == NOT_KEPT
    assert said["Người theo tôn giáo"] is None
    assert said["Tiến sỹ"] is None
    assert said["Kết nạp lại"] is None


def test_people_without_names_are_in_the_whole_and_unknown_in_its_parts(tallied: dict[str, Unit]) -> None:
    Admission.objects.filter(name="H'Liên Niê").update(occupation="FARMER")
    report = built(tallied["KBO"])
    found = values(report)
    assert found["admitted"] == 7  # 5 by the end of August, H'Liên after it, and Hoa
    assert (found["occupation:FARMER"], found["occupation:unknown"]) == (1, 6)
    assert (found["age:unknown"], found["general_education:unknown"]) == (5, 7)
    assert "5 người chỉ có trong số liệu tổng hợp" in notes(report)
    assert "II.2 cộng bằng I: 7 = 7, khớp" in notes(report)
    alone = values(built(tallied["CPU"], as_of=date(2023, 8, 31)))
    assert (alone["admitted"], alone["women"], alone["minority"], alone["age:18"]) == (5, 2, None, None)


@st.composite
def people(draw: st.DrawFn) -> list[dict[str, Any]]:
    one = st.fixed_dictionaries(
        {
            "on": st.dates(date(2023, 1, 1), TODAY),
            "birth_date": st.dates(date(1955, 1, 1), date(2004, 12, 31)),
            "birth_precision": st.sampled_from(Precision.values),
            "occupation": st.sampled_from(["", *Occupation.values]),
            "general_education": st.sampled_from(["", *GeneralEducation.values]),
            "qualification": st.sampled_from(["", *Qualification.values]),
        }
    )
    return draw(st.lists(one, min_size=1, max_size=25))


def full_years(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def age_group(person: dict[str, Any]) -> str:
    """Where the earliest and the latest day he can be born give the same one."""
    born = first = person["birth_date"]
    if person["birth_precision"] == Precision.MONTH:
        first = born.replace(day=1)
        born = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    if person["birth_precision"] == Precision.YEAR:
        first, born = born.replace(month=1, day=1), born.replace(month=12, day=31)
    groups = {_group(full_years(day, person["on"])) for day in (first, born)}
    return groups.pop() if len(groups) == 1 else "unknown"


def _group(age: int) -> str:
    bounds = [(18, 30), (31, 35), (36, 40), (41, 45), (46, 50), (51, 55), (56, 60)]
    return next((str(low) for low, high in bounds if low <= age <= high), "61" if age > 60 else "unknown")


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=people())
def test_the_parts_of_anybody_add_up_to_the_whole(units: dict[str, Unit], drawn: list[dict[str, Any]]) -> None:
    with transaction.atomic():
        adults = [person for person in drawn if full_years(person["birth_date"], person["on"]) >= 18]
        for place, person in enumerate(adults):
            first = {Precision.DAY: {}, Precision.MONTH: {"day": 1}, Precision.YEAR: {"month": 1, "day": 1}}
            person["birth_date"] = person["birth_date"].replace(**first[Precision(person["birth_precision"])])
            details = {name: value for name, value in person.items() if name != "on"}
            admit(units["CPU-01"], f"Người {place}", person["on"], **details)
        report = built(units["KBO"])
        transaction.set_rollback(True)
    assert "LỆCH" not in notes(report)
    assert "VƯỢT" not in notes(report)
    found = values(report)
    for name in ("occupation", "general_education"):
        for value in {person[name] for person in adults}:
            assert found[f"{name}:{value or 'unknown'}"] == sum(person[name] == value for person in adults)
    for group in map(age_group, adults):
        assert found[f"age:{group}"] == sum(age_group(person) == group for person in adults)
    for value in {person["qualification"] for person in adults} - {""}:
        assert found[f"qualification:{value}"] == sum(person["qualification"] == value for person in adults)


def test_each_figure_of_people_opens_as_many_of_them(signed_in: SignIn, an: User, year: dict[str, Unit]) -> None:
    Admission.objects.filter(name="Y Thiên Byă").update(occupation="FARMER", religion="Tin Lành", readmission=True)
    rows = built(year["KBO"], reader=an).parts[0].rows
    opened = {cell.address: cell.value for row in rows for cell in row.cells[1:3] if cell.address}
    assert len(opened) == 17  # 11 of this year, 6 of last year
    for address, number in opened.items():
        assert len(rows_of(signed_in(an).get(address).content)) == number, address


def test_the_words_are_those_of_the_form_in_force() -> None:
    forms = read_forms(
        """
        [[form]]
        number = "Biểu mới"
        title = ""
        from = 2025-07-01
        legal_basis = "văn bản mới"
        lines = [{ level = 0, of = "admitted", label = "Tổng số" }]
        [[form]]
        number = "Biểu cũ"
        title = ""
        from = 2021-01-01
        legal_basis = "văn bản cũ"
        lines = []
        """
    )
    days = {date(2020, 1, 1): "Biểu cũ", date(2025, 6, 30): "Biểu cũ", date(2025, 7, 1): "Biểu mới"}
    assert {day: form_on(day, forms).number for day in days} == days


def test_who_has_no_one_left_is_ticked_where_the_form_shows_the_gap(
    signed_in: SignIn, binh: User, year: dict[str, Unit]
) -> None:
    Admission.objects.filter(unit=year["KBO-CB"]).delete()
    client = signed_in(binh)
    address = f"{MARKS}?unit=KBO&year=2023&as_of=2023-10-10&tree=as_of"
    assert address.replace("&", "&amp;") in client.get("/reports/structure/?unit=KBO&year=2023").content.decode()
    page = client.get(address).content.decode()
    assert "Chi bộ Bảo hiểm xã hội huyện Krông Bông" in page
    assert "Đảng bộ xã Cư Pui" not in page
    assert client.post(address, {"mark": ["KBO-CB"], "before": ""}).status_code == 302
    mark = NoOneLeft.objects.get()
    assert (mark.unit, mark.year, mark.marked_by) == (year["KBO-CB"], 2023, binh)
    report = built(year["DLK"])
    assert values(report)["no_one_left:GRASSROOTS_CELL"] == 1
    assert "4 − 3 − 1 = 0" in notes(report)
    client.post(address, {"before": "KBO-CB"})
    assert not NoOneLeft.objects.exists()


def test_a_mark_that_cannot_be_is_told_and_what_another_has_ticked_meanwhile_stays(
    signed_in: SignIn, an: User, binh: User, year: dict[str, Unit]
) -> None:
    Admission.objects.filter(unit__in=[year["KBO-CB"], year["LAK-01"]]).delete()
    client, address = signed_in(binh), f"{MARKS}?unit=KBO"
    for strange in ("LAK-01", "CPU", "KHÔNG CÓ\0", "x" * 300):
        answer = client.post(address, {"mark": ["KBO-CB", strange], "before": ""})
        assert answer.status_code == 422
        assert "Chưa lưu gì" in answer.content.decode()
        assert 'value="KBO-CB" checked' in answer.content.decode()
    assert not NoOneLeft.objects.exists()
    NoOneLeft.objects.create(unit=year["KBO-CB"], year=2023, marked_by=an)
    assert client.post(address, {"before": ""}).status_code == 302
    assert NoOneLeft.objects.get().marked_by == an
    assert client.post(address, {"mark": ["KBO-CB"], "before": ""}).status_code == 302
    assert NoOneLeft.objects.get().marked_by == an


@pytest.mark.parametrize(("login", "status"), [("xem", 404), ("chi", 404), ("ha", 404), ("binh", 200), ("an", 200)])
def test_only_who_records_for_a_unit_marks_it(
    signed_in: SignIn, accounts: dict[str, User], year: dict[str, Unit], login: str, status: int
) -> None:
    client = signed_in(accounts[login])
    assert client.get(f"{MARKS}?unit=KBO").status_code == status
    posted = client.post(f"{MARKS}?unit=KBO", {"mark": [], "before": ""}).status_code
    assert posted == (302 if status == 200 else 404)
    page = client.get("/reports/structure/?unit=DLK").content.decode()
    assert (MARKS in page) == (login == "an")
