"""Ceremony and confirmation dates for the people of one decision in one grid: found, filled, saved whole or as far as right."""

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from accounts import drafts
from accounts.models import User
from admissions.models import Admission
from tests.small_province import admit, open_account
from units.lists import Role
from units.models import Unit

SignIn = Callable[[User], Client]

MARCH = date(2023, 3, 1)
GRID = "/admissions/dates/?" + urlencode({"unit": "KBO", "number": "12-QĐ/HU", "decided_on": "2023-03-01"})
LIST = "/admissions/dates/?unit=KBO"


@pytest.fixture
def people(units: dict[str, Unit]) -> list[Admission]:
    """Three of decision 12-QĐ/HU in two cells of Krông Bông."""
    return [
        admit(units[code], name, MARCH)
        for code, name in (("CPU-01", "Y An"), ("CPU-02", "H'Bình"), ("CPU-01", "Lê Cúc"))
    ]


@pytest.fixture
def hung(units: dict[str, Unit]) -> User:
    return open_account("hung", units["KBO"], Role.CLERK, full_name="Y Hùng")


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def words(response: Any) -> str:
    return unescape(" ".join(strip_tags(response.content.decode().replace("<", " <")).split()))


def fields_of(response: Any) -> dict[str, list[str]]:
    form = response.content.decode().split('class="dates"')[1].split("</form>")[0]
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r' name="([^"]*)"', tag), re.search(r' value="([^"]*)"', tag)
        if name and name[1] not in ("csrfmiddlewaretoken", "draft_ticket") and 'type="radio"' not in tag:
            found.setdefault(name[1], []).append(unescape(value[1]) if value else "")
    return found


def opened(client: Client, address: str = GRID) -> dict[str, list[str]]:
    response = client.get(address)
    assert response.status_code == 200
    return fields_of(response)


def send(client: Client, fields: dict[str, list[str]], do: str = "save", **typed: str) -> Any:
    return client.post(GRID, {**fields, **{name.replace("__", "."): text for name, text in typed.items()}, "do": do})


def dates_of(people: list[Admission]) -> list[tuple[date | None, date | None, date | None]]:
    found = Admission.objects.in_bulk([one.pk for one in people])
    return [(found[one.pk].received_on, found[one.pk].admitted_on, found[one.pk].confirmed_on) for one in people]


def listed(client: Client, address: str = LIST) -> list[list[str]]:
    page = client.get(address).content.decode()
    if "<tbody>" not in page:
        return []
    rows = page.split("<tbody>")[1].split("</tbody>")[0].split("<tr>")[1:]
    return [[unescape(strip_tags(cell)) for cell in re.findall(r"<t[hd].*?>(.*?)</t[hd]>", row)] for row in rows]


def test_decisions_are_listed_whose_people_lack_a_date(
    signed_in: SignIn, binh: User, people: list[Admission], units: dict[str, Unit]
) -> None:
    held = date(2022, 5, 5)
    admit(units["CPU-01"], "Có đủ", held, decision_number="1", admitted_on=held, confirmed_on=date(2023, 5, 6))
    admit(units["CPU-01"], "Quá dự bị", held, decision_number="2", admitted_on=held)
    admit(units["CPU-01"], "Còn dự bị", date(2023, 1, 5), decision_number="3", admitted_on=date(2023, 1, 6))
    admit(units["LAK-01"], "Của Lắk", MARCH, decision_number="4")
    people[0].admitted_on = date(2023, 3, 9)
    people[0].save()
    client = signed_in(binh)
    assert listed(client) == [["12-QĐ/HU", "01/03/2023", "3", "3", "2", "3"], ["2", "05/05/2022", "1", "1", "0", "1"]]
    assert [row[0] for row in listed(client, f"{LIST}&year=2022")] == ["1", "2"]
    assert [row[0] for row in listed(client, f"{LIST}&year=2023")] == ["12-QĐ/HU", "3"]
    assert "Không còn ai thiếu ngày" in words(client.get("/admissions/dates/?unit=KBO-CB"))


def test_a_void_admission_lacks_nothing(signed_in: SignIn, binh: User, people: list[Admission]) -> None:
    client = signed_in(binh)
    for one in people:
        client.post(f"/admissions/{one.uid}/void/", {"reason": "nhầm"})
    assert listed(client) == []
    assert client.get(GRID).status_code == 404


def test_the_grid_shows_who_and_where_and_what_is_known(signed_in: SignIn, binh: User, people: list[Admission]) -> None:
    people[0].admitted_on = date(2023, 3, 9)
    people[0].save()
    page = signed_in(binh).get(GRID)
    rows = page.content.decode().split("<tbody>")[1].split("</tbody>")[0].split("<tr>")[1:]
    said = [" ".join(unescape(strip_tags(row.replace("<", " <"))).split()) for row in rows]
    assert said == ["Y An 01/01/1998 Buôn Khanh", "Lê Cúc 01/01/1998 Buôn Khanh", "H'Bình 01/01/1998 Thôn 2"]
    assert fields_of(page)[f"admitted_on.{people[0].uid}"] == ["09/03/2023"]


def test_all_are_saved_with_one_button(signed_in: SignIn, binh: User, people: list[Admission]) -> None:
    client = signed_in(binh)
    one, two, three = (person.uid for person in people)
    typed = {
        f"received_on__{one}": "03032023", f"admitted_on__{one}": "19/3", f"admitted_on__{two}": "20/03/2023",
        f"admitted_on__{three}": " 20-03-2023 ",
    }  # fmt: skip
    response = send(client, opened(client), **typed)
    assert response.status_code == 302
    day = date(2023, 3, 20)
    assert dates_of(people) == [(date(2023, 3, 3), date(2023, 3, 19), None), (None, day, None), (None, day, None)]
    assert "Đã ghi ngày của 3 người." in words(client.get(response["Location"]))


def test_a_date_that_is_emptied_is_unknown_again(signed_in: SignIn, binh: User, people: list[Admission]) -> None:
    client = signed_in(binh)
    uid = people[0].uid
    send(client, opened(client), **{f"admitted_on__{uid}": "19/03/2023"})
    send(client, opened(client), **{f"admitted_on__{uid}": ""})
    assert dates_of(people[:1]) == [(None, None, None)]


def test_only_whose_dates_changed_gets_a_line_of_history(
    signed_in: SignIn, binh: User, people: list[Admission]
) -> None:
    client = signed_in(binh)
    send(client, opened(client), **{f"admitted_on__{people[0].uid}": "19/03/2023"})
    said = [words(client.get(f"/admissions/{one.uid}/")) for one in people]
    assert "Trần Văn Bình sửa Ngày kết nạp: (để trống) → 19/03/2023" in said[0]
    assert "sửa" not in said[1].split("Lịch sử")[1]


def test_nothing_changed_nothing_written(signed_in: SignIn, binh: User, people: list[Admission]) -> None:
    client = signed_in(binh)
    response = send(client, opened(client))
    assert "Không có ngày nào thay đổi" in words(client.get(response["Location"]))


@pytest.fixture
def faulty(people: list[Admission]) -> dict[str, str]:
    one, two, three = (person.uid for person in people)
    return {
        f"admitted_on__{one}": "20/02/2023", f"admitted_on__{two}": "20/03/2023", f"confirmed_on__{two}": "31/02/2024",
        f"admitted_on__{three}": "20/03/2023",
    }  # fmt: skip


def test_what_is_wrong_stands_at_its_cell_and_nothing_is_written(
    signed_in: SignIn, binh: User, people: list[Admission], faulty: dict[str, str]
) -> None:
    client = signed_in(binh)
    response = send(client, opened(client), **faulty)
    assert response.status_code == 422
    page = response.content.decode()
    for index, key, reason in (
        (0, "admitted_on", "Ngày kết nạp (lễ) không được trước ngày quyết định, 01/03/2023."),
        (1, "confirmed_on", "Không có ngày này trong lịch."),
    ):
        at = f"{key}.{people[index].uid}"
        assert reason in page.split(f'id="e-{at}"')[1].split("</div>")[0]
        assert f'<a href="#{at}">' in page
        assert re.search(rf'id="{at}"[^>]*aria-invalid="true"', page)
    kept = fields_of(response)
    for name, text in faulty.items():
        assert kept[name.replace("__", ".")] == [text]
    assert dates_of(people) == [(None, None, None)] * 3


def test_the_right_lines_are_written_when_the_clerk_says_so(
    signed_in: SignIn, binh: User, people: list[Admission], faulty: dict[str, str]
) -> None:
    client = signed_in(binh)
    refused = send(client, opened(client), **faulty)
    assert "Ghi 1 dòng đúng" in words(refused)
    response = send(client, fields_of(refused), do="good")
    assert response.status_code == 422
    assert "Đã ghi 1 người; còn 2 người cần sửa" in words(response)
    assert dates_of(people) == [(None, None, None)] * 2 + [(None, date(2023, 3, 20), None)]
    one, two, _three = (person.uid for person in people)
    corrected = {f"admitted_on__{one}": "20/03/2023", f"confirmed_on__{two}": ""}
    assert send(client, fields_of(response), **corrected).status_code == 302
    assert dates_of(people) == [(None, date(2023, 3, 20), None)] * 3


def test_a_date_fills_the_blank_cells_of_a_column_and_is_not_written_yet(
    signed_in: SignIn, binh: User, people: list[Admission]
) -> None:
    client = signed_in(binh)
    fields = opened(client)
    response = send(
        client,
        fields,
        do="fill",
        fill_column="admitted_on",
        fill_date="19/3",
        **{f"admitted_on__{people[0].uid}": "12/03/2023"},
    )
    assert response.status_code == 200
    assert "Đã điền 2 ô, chưa ghi." in words(response)
    filled = fields_of(response)
    assert [filled[f"admitted_on.{one.uid}"] for one in people] == [["12/03/2023"], ["19/03/2023"], ["19/03/2023"]]
    assert dates_of(people) == [(None, None, None)] * 3
    assert send(client, filled).status_code == 302
    assert [admitted for _received, admitted, _confirmed in dates_of(people)] == [
        date(2023, 3, 12), date(2023, 3, 19), date(2023, 3, 19)
    ]  # fmt: skip


def test_or_the_whole_column(signed_in: SignIn, binh: User, people: list[Admission]) -> None:
    client = signed_in(binh)
    typed = {f"received_on__{people[0].uid}": "12/03/2023"}
    response = send(client, opened(client), do="fill-all", fill_column="received_on", fill_date="02032023", **typed)
    assert "Đã điền 3 ô" in words(response)
    assert [fields_of(response)[f"received_on.{one.uid}"] for one in people] == [["02/03/2023"]] * 3


@pytest.mark.parametrize(
    ("text", "said"), [("", "Nhập ngày cần điền"), ("31/02/2023", "Không có ngày này"), ("x", "dd/mm/yyyy")]
)
def test_what_is_no_date_fills_nothing(
    signed_in: SignIn, binh: User, people: list[Admission], text: str, said: str
) -> None:
    client = signed_in(binh)
    response = send(client, opened(client), do="fill", fill_column="admitted_on", fill_date=text)
    assert response.status_code == 422
    assert said in words(response)


def test_a_foreign_person_refuses_all(
    signed_in: SignIn, binh: User, people: list[Admission], units: dict[str, Unit]
) -> None:
    other = admit(units["LAK-01"], "Của Lắk", MARCH)
    client = signed_in(binh)
    for uid in (other.uid, "0123456789ab"):
        typed = {f"admitted_on__{people[0].uid}": "19/03/2023", f"admitted_on__{uid}": "19/03/2023"}
        assert send(client, opened(client), **typed).status_code == 404
    assert dates_of([*people, other]) == [(None, None, None)] * 4


def test_one_sees_only_ones_own_people_of_a_decision(
    signed_in: SignIn, ha: User, chi: User, people: list[Admission], units: dict[str, Unit]
) -> None:
    admit(units["LAK-01"], "Của Lắk", MARCH)
    for user, status in ((ha, 404), (chi, 404)):
        assert client_of(user).get(GRID).status_code == status
    own = client_of(chi).get(GRID.replace("KBO", "LAK"))
    assert "Của Lắk" in words(own)
    assert "Lê Cúc" not in words(own)


def test_what_another_changed_meanwhile_is_not_overwritten(binh: User, hung: User, people: list[Admission]) -> None:
    first, second = client_of(hung), client_of(binh)
    fields = opened(second)
    one, two, _three = (person.uid for person in people)
    send(first, opened(first), **{f"admitted_on__{one}": "18/03/2023", f"received_on__{two}": "05/03/2023"})
    typed = {f"admitted_on__{one}": "19/03/2023", f"admitted_on__{two}": "20/03/2023"}
    response = send(second, fields, **typed)
    assert response.status_code == 422
    said = words(response)
    assert "Có người vừa sửa ngày của Y An" in said
    assert "18/03/2023 – của Y Hùng , sửa lúc" in said
    assert "H'Bình , Ngày nhận quyết định: (để trống) → 05/03/2023 ( Y Hùng" in said
    assert dates_of(people)[:2] == [(None, date(2023, 3, 18), None), (date(2023, 3, 5), None, None)]
    again = fields_of(response)
    assert send(second, again).status_code == 422
    assert send(second, again, **{f"choose-admitted_on__{one}": "mine"}).status_code == 302
    assert dates_of(people)[:2] == [
        (None, date(2023, 3, 19), None), (date(2023, 3, 5), date(2023, 3, 20), None)
    ]  # fmt: skip


def test_the_lines_without_conflict_may_be_written_before_it_is_decided(
    binh: User, hung: User, people: list[Admission]
) -> None:
    first, second = client_of(hung), client_of(binh)
    fields = opened(second)
    one, two, _three = (person.uid for person in people)
    send(first, opened(first), **{f"admitted_on__{one}": "18/03/2023"})
    refused = send(second, fields, **{f"admitted_on__{one}": "19/03/2023", f"admitted_on__{two}": "20/03/2023"})
    response = send(second, fields_of(refused), do="good")
    assert dates_of(people)[:2] == [(None, date(2023, 3, 18), None), (None, date(2023, 3, 20), None)]
    last = send(second, fields_of(response), **{f"choose-admitted_on__{one}": "theirs"})
    assert last.status_code == 302
    assert dates_of(people)[0] == (None, date(2023, 3, 18), None)


def test_its_queries_do_not_grow_with_the_people(
    signed_in: SignIn, binh: User, people: list[Admission], units: dict[str, Unit]
) -> None:
    def queries(number: int) -> int:
        fields = opened(client)
        typed = {name: [f"{number:02d}/04/2023"] for name in fields if name.startswith("admitted_on.")}
        with CaptureQueriesContext(connection) as captured:
            assert send(client, {**fields, **typed}).status_code == 302
        return len(captured)

    client = signed_in(binh)
    few = queries(1)
    for index in range(20):
        admit(units["CPU-01"], f"Người {index}", MARCH, birth_date=date(1990, 1, index + 1))
    assert queries(2) <= few + 1, few


def test_what_was_typed_before_the_session_ended_is_there_after_signing_in(binh: User, people: list[Admission]) -> None:
    client = client_of(binh)
    fields = opened(client)
    name = f"admitted_on.{people[0].uid}"
    ticket = drafts.ticket(binh, "dates/12-QĐ/HU/01032023")
    assert f'value="{ticket.split(":")[0]}' in client.get(GRID).content.decode()
    Client().post(GRID, {**fields, name: "19/03/2023", "draft_ticket": ticket, "do": "save"})
    page = client.get(GRID)
    assert "Những ngày bạn gõ lúc" in words(page)
    assert fields_of(page)[name] == ["19/03/2023"]
    assert send(client, fields_of(page)).status_code == 302
    assert dates_of(people)[0] == (None, date(2023, 3, 19), None)
    assert "Những ngày bạn gõ lúc" not in words(client.get(GRID))


@pytest.mark.parametrize(
    "query",
    [
        "number=%00&decided_on=2023-03-01",
        "number=x&decided_on=2023-03-01",
        "number=12-Q%C4%90/HU&decided_on=2023-03-02",
    ],
)
def test_a_decision_that_is_not_there_is_not_found(
    signed_in: SignIn, binh: User, people: list[Admission], query: str
) -> None:
    assert signed_in(binh).get(f"{LIST}&{query}").status_code in (200, 404)
    assert "Lê Cúc" not in words(signed_in(binh).get(f"{LIST}&{query}"))


def test_a_date_that_is_none_is_a_bad_question(signed_in: SignIn, binh: User) -> None:
    assert signed_in(binh).get(f"{LIST}&number=1&decided_on=2023-02-31").status_code == 400
