"""What a decision changes and what becomes of it: side by side, before it is issued, afterwards, and before it is withdrawn."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from targets.in_effect import in_effect
from targets.lists import State
from targets.models import DecisionDocument, TargetDecision
from tests.small_province import move
from tests.targets.verbs import adjust, promise
from units.models import Document, Unit

TODAY = date(2023, 10, 10)
SignIn = Callable[[User], Client]
Units = dict[str, Unit]
PAPER = {"number": "09-QĐ/HU", "issued_on": "10/10/2023", "effective_on": "", "due_on": "", "reason": ""}
MARCH, JULY, OCTOBER, DECEMBER = (date(2023, month, 1) for month in (3, 7, 10, 12))


@pytest.fixture
def krong_bong(units: Units) -> Units:
    """Krông Bông was given 10."""
    promise(units["DLK"], (units["KBO"], 10), number="01-QĐ/TU")
    return units


def cells(html: str) -> list[list[str]]:
    """The words of each row of the tables of a page."""
    rows = re.findall(r"<tr.*?</tr>", html, re.DOTALL)
    texts = [re.findall(r"<t[hd]\b[^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]
    return [[" ".join(re.sub(r"<[^>]+>", "", text).split()) for text in row] for row in texts]


def read(client: Client, decision: TargetDecision) -> list[list[str]]:
    return cells(client.get(f"/targets/decisions/{decision.pk}/").content.decode())


def sent_by(client: Client) -> dict[str, str]:
    html = client.get("/targets/KBO/2023/").content.decode()
    fields = dict(re.findall(r'<input class="form-control cell-in[^>]*?name="([^"]+)"[^>]*?value="([^"]*)"', html))
    shown = re.search(r'name="shown" id="shown" value="([^"]*)"', html)
    assert shown
    return {**fields, "shown": shown[1].replace("&quot;", '"')}


def send(client: Client, do: str, **fields: Any) -> Any:
    return client.post("/targets/KBO/2023/", {**sent_by(client), "do": do, **fields})


def target(unit: Unit) -> int | None:
    return in_effect([unit.pk], [2023], as_of=TODAY, tree=TODAY)[unit.pk, 2023, "ASSIGNED"].quantity


def test_a_revision_shows_what_stood_and_by_which_decision_and_the_earlier_one_what_replaced_it(
    signed_in: SignIn, binh: User, krong_bong: Units
) -> None:
    kbo, cpu, cell = krong_bong["KBO"], krong_bong["CPU"], krong_bong["KBO-CB"]
    first = promise(kbo, (cpu, 4), (cell, 3), on=MARCH, number="02-QĐ/HU")
    second = promise(kbo, (cpu, 7), on=JULY, number="05-QĐ/HU")
    third = promise(kbo, (cell, 2), on=DECEMBER, number="08-QĐ/HU")
    client = signed_in(binh)
    assert ["Đảng bộ xã Cư Pui", "Chỉ tiêu giao", "4", "02-QĐ/HU", "7", "+3", "còn hiệu lực"] in read(client, second)
    assert ["Cộng chỉ tiêu giao", "", "4", "", "7", "+3", ""] in read(client, second)
    told = read(client, first)
    assert ["Đảng bộ xã Cư Pui", "Chỉ tiêu giao", "4", "đã được thay từ 01/07/2023 bằng 05-QĐ/HU"] in told
    assert told[1][-1] == "còn hiệu lực; từ 01/12/2023 được thay bằng 08-QĐ/HU"
    assert read(client, third)[1][-1] == "chưa có hiệu lực"
    assert f'href="/targets/decisions/{first.pk}/"' in client.get(f"/targets/decisions/{second.pk}/").content.decode()


def test_of_two_decisions_of_one_day_the_later_one_replaces_the_earlier(
    signed_in: SignIn, binh: User, krong_bong: Units
) -> None:
    first = promise(krong_bong["KBO"], (krong_bong["CPU"], 4), on=MARCH, number="02-QĐ/HU")
    second = promise(krong_bong["KBO"], (krong_bong["CPU"], 7), on=MARCH, number="03-QĐ/HU")
    client = signed_in(binh)
    assert read(client, second)[1][2:6] == ["4", "02-QĐ/HU", "7", "+3"]
    assert read(client, first)[1][2:] == ["4", "đã được thay từ 01/03/2023 bằng 03-QĐ/HU"]


def test_what_a_reorganisation_added_stood_before_the_next_decision(
    signed_in: SignIn, binh: User, krong_bong: Units
) -> None:
    promise(krong_bong["KBO"], (krong_bong["CPU"], 4), on=MARCH, number="02-QĐ/HU")
    adjust(krong_bong["CPU"], 2, on=JULY)
    third = promise(krong_bong["KBO"], (krong_bong["CPU"], 7), on=OCTOBER, number="03-QĐ/HU")
    assert read(signed_in(binh), third)[1][2:6] == ["6", "02-QĐ/HU", "7", "+1"]


def test_a_decision_of_another_committee_is_named_without_a_way_in(
    signed_in: SignIn, binh: User, krong_bong: Units
) -> None:
    first = promise(krong_bong["KBO"], (krong_bong["CPU"], 4), on=MARCH, number="02-QĐ/HU")
    move(krong_bong["CPU"], to=krong_bong["LAK"], on=JULY)
    other = promise(krong_bong["LAK"], (krong_bong["CPU"], 6), on=OCTOBER, number="07-QĐ/HU")
    client = signed_in(binh)
    assert read(client, first)[1][-1] == "đã được thay từ 01/10/2023 bằng 07-QĐ/HU"
    assert f"/targets/decisions/{other.pk}/" not in client.get(f"/targets/decisions/{first.pk}/").content.decode()


def test_before_issuing_the_desk_lays_before_and_after_side_by_side(
    signed_in: SignIn, binh: User, krong_bong: Units
) -> None:
    promise(krong_bong["KBO"], (krong_bong["CPU"], 4), (krong_bong["KBO-CB"], 3), on=MARCH)
    client = signed_in(binh)
    answer = send(client, "review", **{"CPU.quantity": "7", "KBO-CB.quantity": "", "KBO-CB.pledge": "2"})
    html = answer.content.decode()
    assert '<details class="changes" id="changes" open>' in html
    told = cells(html[html.index('id="changes"') : html.index('class="alloc-do"')])
    assert told[1:] == [
        ["Chi bộ Bảo hiểm xã hội huyện Krông Bông", "Chỉ tiêu giao", "3", "rút lại", "—"],
        ["Chi bộ Bảo hiểm xã hội huyện Krông Bông", "Phấn đấu", "chưa giao", "2", "—"],
        ["Cư Pui", "Chỉ tiêu giao", "4", "7", "+3"],
        ["Cộng", "Chỉ tiêu giao", "7", "7", "0"],
        ["Cộng", "Phấn đấu", "0", "2", "+2"],
    ]
    assert not TargetDecision.objects.filter(number="09-QĐ/HU").exists()


def test_the_list_of_a_year_says_who_did_what_and_what_each_gives(
    signed_in: SignIn, binh: User, krong_bong: Units
) -> None:
    client = signed_in(binh)
    answer = send(client, "issue", **PAPER, **{"CPU.quantity": "7", "KBO-CB.quantity": "3"})
    decision = TargetDecision.objects.get(number="09-QĐ/HU")
    assert answer.url == f"/targets/decisions/{decision.pk}/"
    client.post(f"/targets/decisions/{decision.pk}/withdraw/", {"number": "09-qd/hu"})
    html = client.get("/targets/KBO/2023/decisions/").content.decode()
    row = cells(html)[1]
    assert row[:1] + row[4:7] == ["09-QĐ/HU", "2", "2", "10"]
    assert re.fullmatch(r"Đã ban hành [\d:]+ [\d/]+, Trần Văn Bình · Đã thu hồi [\d:]+ [\d/]+, Trần Văn Bình", row[7])
    for form in ("annex/", "annex.docx", "annex.xlsx"):
        assert f"/targets/decisions/{decision.pk}/{form}" in html


def test_the_queries_of_the_list_do_not_grow_with_the_decisions(
    signed_in: SignIn, binh: User, krong_bong: Units
) -> None:
    client, counts = signed_in(binh), []
    for n in (0, 1, 8):
        for number in range(n):
            promise(krong_bong["KBO"], (krong_bong["CPU"], 4), number=f"{n}.{number}-QĐ/HU")
        with CaptureQueriesContext(connection) as queries:
            client.get("/targets/KBO/2023/decisions/")
        counts.append(len(queries))
    assert counts[1] == counts[2]


def test_withdrawing_first_says_what_it_changes_and_wants_the_number(
    signed_in: SignIn, binh: User, krong_bong: Units
) -> None:
    promise(krong_bong["KBO"], (krong_bong["CPU"], 4), on=MARCH, number="02-QĐ/HU")
    decision = promise(krong_bong["KBO"], (krong_bong["CPU"], 7), (krong_bong["KBO-CB"], 3), on=JULY, number="05-QĐ/HU")
    client = signed_in(binh)
    address = f"/targets/decisions/{decision.pk}/withdraw/"
    html = client.get(address).content.decode()
    assert cells(html)[1:] == [
        ["Chi bộ Bảo hiểm xã hội huyện Krông Bông", "Chỉ tiêu giao", "3", "chưa giao"],
        ["Đảng bộ xã Cư Pui", "Chỉ tiêu giao", "7", "4"],
    ]
    assert "từ <b>10</b> thành <b>4</b>" in html
    for typed, words in (("", "Gõ lại số quyết định"), ("02-QĐ/HU", "không khớp")):
        refused = client.post(address, {"number": typed})
        assert refused.status_code == 422
        assert words in refused.content.decode()
    assert target(krong_bong["CPU"]) == 7
    assert client.post(address, {"number": "05-QĐ/HU"}).status_code == 302
    assert target(krong_bong["CPU"]) == 4
    assert target(krong_bong["KBO-CB"]) is None
    assert client.get(address).url == f"/targets/decisions/{decision.pk}/"  # type: ignore[attr-defined]
    assert client.post(address, {"number": "05-QĐ/HU"}).status_code == 302


def test_withdrawing_a_decision_that_was_replaced_changes_nothing_and_says_so(
    signed_in: SignIn, binh: User, krong_bong: Units
) -> None:
    first = promise(krong_bong["KBO"], (krong_bong["CPU"], 4), on=MARCH)
    promise(krong_bong["KBO"], (krong_bong["CPU"], 7), on=JULY)
    html = signed_in(binh).get(f"/targets/decisions/{first.pk}/withdraw/").content.decode()
    assert "không chỉ tiêu nào thay đổi" in html


def paper(issuer: Unit, number: str, on: date = MARCH) -> Document:
    return Document.objects.create(issuer=issuer, number=number, issued_on=on, title="Phát triển đảng viên")


def test_a_decision_rests_on_papers_of_the_units_above_and_on_a_new_one_of_its_own(
    signed_in: SignIn, binh: User, krong_bong: Units
) -> None:
    plan = paper(krong_bong["DLK"], "45-KH/TU")
    new = {"paper_number": "12-NQ/HU", "paper_issued_on": "01/03/2023", "paper_title": "Nghị quyết về chỉ tiêu"}
    cut = {"CPU.quantity": "7", "KBO-CB.quantity": "3"}
    client = signed_in(binh)
    answer = send(client, "issue", **PAPER, **cut, **new, documents=[plan.pk])
    assert answer.status_code == 302, answer.content.decode()
    decision = TargetDecision.objects.get(number="09-QĐ/HU")
    assert {document.number for document in decision.documents.all()} == {"45-KH/TU", "12-NQ/HU"}
    recorded = Document.objects.get(number="12-NQ/HU")
    assert (recorded.issuer, recorded.years) == (krong_bong["KBO"], [2023])
    html = client.get(f"/targets/decisions/{decision.pk}/").content.decode()
    assert "45-KH/TU" in html
    assert "Nghị quyết về chỉ tiêu" in html


def test_papers_of_others_are_neither_offered_nor_taken(signed_in: SignIn, binh: User, krong_bong: Units) -> None:
    of_lak = paper(krong_bong["LAK"], "33-KH/HU")
    of_cpu = paper(krong_bong["CPU"], "01-NQ/ĐU")
    client = signed_in(binh)
    html = client.get("/targets/KBO/2023/").content.decode()
    assert "33-KH/HU" not in html
    assert "01-NQ/ĐU" not in html
    for document in (of_lak, of_cpu):
        answer = send(client, "issue", **PAPER, **{"CPU.quantity": "10"}, documents=[document.pk])
        assert answer.status_code == 422
        html = answer.content.decode()
        assert "Văn bản này không còn trong danh sách" in html
        assert 'href="#id_documents"' in html
        assert 'id="id_documents"' in html
    assert not DecisionDocument.objects.exists()


def test_a_clerk_who_pledges_chooses_papers_and_records_none(signed_in: SignIn, ha: User, units: Units) -> None:
    plan = paper(units["BMT"], "08-KH/TU")
    client, address = signed_in(ha), "/targets/TAN/2023/"
    html = client.get(address).content.decode()
    assert "08-KH/TU" in html
    assert "paper_number" not in html
    new = {"paper_number": "12-NQ/ĐU", "paper_issued_on": "01/03/2023", "paper_title": "Nghị quyết"}
    said = {"do": "issue", **PAPER, **new, "TAN.pledge": "3", "documents": [plan.pk]}
    assert client.post(address, said).status_code == 302
    assert list(TargetDecision.objects.get(issuer=units["TAN"]).documents.all()) == [plan]
    assert Document.objects.count() == 1


@pytest.mark.parametrize(
    ("new", "field", "words"),
    [
        ({"paper_number": "12-NQ/HU"}, "paper_title", "Ghi đủ số, ngày và trích yếu"),
        ({"paper_issued_on": "32/13/2023"}, "paper_issued_on", "Ghi ngày dạng dd/mm/yyyy"),
        (
            {"paper_number": "12-NQ/HU", "paper_issued_on": "11/10/2023", "paper_title": "x"},
            "paper_issued_on",
            "trước quyết định",
        ),
        (
            {"paper_number": "11-NQ/HU", "paper_issued_on": "01/03/2023", "paper_title": "x"},
            "paper_number",
            "Văn bản này đã có",
        ),
    ],
)
def test_a_paper_that_cannot_be_recorded_is_said_at_its_field_and_nothing_is_lost(
    signed_in: SignIn, binh: User, krong_bong: Units, new: dict[str, str], field: str, words: str
) -> None:
    paper(krong_bong["KBO"], "11-NQ/HU")
    client = signed_in(binh)
    answer = send(client, "issue", **PAPER, **{"CPU.quantity": "10"}, **new)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert re.search(rf'id="id_{field}_error">(?:(?!</div>).)*{words}', html, re.DOTALL)
    name, typed = next(iter(new.items()))
    assert re.search(rf'name="{name}" value="{typed}"', html)
    assert re.search(rf'name="{name}" value="{typed}"', client.get("/targets/KBO/2023/").content.decode())
    assert not TargetDecision.objects.filter(number="09-QĐ/HU").exists()
    assert Document.objects.count() == 1


def test_a_refused_decision_leaves_no_new_paper(signed_in: SignIn, binh: User, krong_bong: Units) -> None:
    """Cư Pui was reorganised after the day of effect: the row is refused, and what came with it."""
    adjust(krong_bong["CPU"], 1, on=OCTOBER)
    new = {"paper_number": "12-NQ/HU", "paper_issued_on": "01/03/2023", "paper_title": "Nghị quyết"}
    said = {**PAPER, "issued_on": "01/09/2023", "CPU.quantity": "10", **new}
    assert send(signed_in(binh), "issue", **said).status_code == 422
    assert not Document.objects.exists()
    assert not TargetDecision.objects.filter(number="09-QĐ/HU").exists()


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"issued_on": "11/10/2023"}, "issued_on", "Ngày ban hành 11/10/2023 chưa đến"),
        ({"effective_on": "09/10/2023"}, "effective_on", "Ngày hiệu lực không được trước ngày ban hành"),
        ({"effective_on": "01/01/2024"}, "effective_on", "ở sau năm 2023"),
        ({"due_on": "01/10/2023"}, "due_on", "Thời hạn không được trước ngày hiệu lực"),
        ({"number": ""}, "number", "Nhập số quyết định"),
        ({"number": "02-QĐ/HU"}, "number", "Đã có quyết định số này trong năm"),
    ],
)
def test_what_is_wrong_with_the_paper_is_said_at_its_field(
    signed_in: SignIn, binh: User, krong_bong: Units, wrong: dict[str, str], field: str, words: str
) -> None:
    promise(krong_bong["KBO"], (krong_bong["CPU"], 4), on=MARCH, number="02-QĐ/HU", state=State.WITHDRAWN)
    answer = send(signed_in(binh), "issue", **{**PAPER, **wrong}, **{"CPU.quantity": "10"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert re.search(rf'id="id_{field}_error">(?:(?!</div>).)*{words}', html, re.DOTALL)
    assert f'href="#id_{field}"' in html
    assert 'value="10"' in html
