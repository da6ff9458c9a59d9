"""Cutting a target into parts in the browser's form: drafts, proposals, two officers at once, and the decision that comes of it."""

import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from admissions.models import Admission
from targets.lists import State
from targets.models import AllocationDraft, Target, TargetDecision
from targets.progress import progress
from tests.small_province import admit
from tests.targets.verbs import promise
from units.models import Headcount, Placement, Unit

TODAY = date(2023, 10, 10)
SignIn = Callable[[User], Client]
PAPER = {"number": "09-QĐ/HU", "issued_on": "10/10/2023", "effective_on": "", "due_on": "", "reason": ""}


def give(issuer: Unit, number: str, given: dict[Unit, int]) -> TargetDecision:
    return promise(issuer, *given.items(), number=number)


@pytest.fixture
def krong_bong(units: dict[str, Unit]) -> dict[str, Unit]:
    """Krông Bông was given 10, and has 214 and 131 members in its two TCCSĐ."""
    give(units["DLK"], "01-QĐ/TU", {units["KBO"]: 10})
    for code, members in (("CPU", 214), ("KBO-CB", 131)):
        Headcount.objects.create(unit=units[code], counted_on=date(2022, 12, 31), members=members)
    return units


def sent_by(client: Client, address: str = "/targets/KBO/2023/") -> dict[str, str]:
    """What the form holds as the page shows it."""
    html = client.get(address).content.decode()
    fields = dict(re.findall(r'<input class="form-control cell-in[^>]*?name="([^"]+)"[^>]*?value="([^"]*)"', html))
    shown = re.search(r'name="shown" id="shown" value="([^"]*)"', html)
    assert shown
    return {**fields, "shown": shown[1].replace("&quot;", '"')}


def send(client: Client, do: str, fields: dict[str, str], **more: Any) -> Any:
    return client.post("/targets/KBO/2023/", {**fields, "do": do, **more})


def at_field(name: str, answer: Any) -> str:
    """What stands at one field of the paper."""
    found = re.search(rf'<div id="id_{name}_error">(.*?)</div>', answer.content.decode(), re.DOTALL)
    return found[1] if found else ""


def target(unit: Unit, on: date = TODAY) -> int | None:
    return progress(unit, year=2023, as_of=on, tree=on).self.target


def test_the_page_is_filled_with_what_is_in_effect_and_issues_the_changed_lines(
    signed_in: SignIn, binh: User, krong_bong: dict[str, Unit]
) -> None:
    give(krong_bong["KBO"], "02-QĐ/HU", {krong_bong["CPU"]: 4, krong_bong["KBO-CB"]: 3})
    client = signed_in(binh)
    fields = sent_by(client)
    assert (fields["CPU.quantity"], fields["KBO-CB.quantity"]) == ("4", "3")
    answer = send(client, "issue", {**fields, **PAPER, "CPU.quantity": "7"})
    assert answer.status_code == 302, answer.content.decode()
    decision = TargetDecision.objects.get(number="09-QĐ/HU")
    assert [(line.unit.code, line.quantity) for line in decision.lines.all()] == [("CPU", 7)]
    assert decision.state == State.ISSUED
    assert (target(krong_bong["CPU"]), target(krong_bong["CPU"], date(2023, 10, 9))) == (7, 4)
    assert not AllocationDraft.objects.exists()


def test_a_sum_that_is_not_the_target_wants_a_reason_and_keeps_it(
    signed_in: SignIn, binh: User, krong_bong: dict[str, Unit]
) -> None:
    client = signed_in(binh)
    fields = {**sent_by(client), **PAPER, "CPU.quantity": "6", "KBO-CB.quantity": "3"}
    answer = send(client, "issue", fields)
    assert answer.status_code == 422
    assert "Mới giao 9 trên 10, còn 1" in answer.content.decode()
    assert not Target.objects.filter(unit=krong_bong["CPU"]).exists()
    assert send(client, "issue", {**sent_by(client), **PAPER, "reason": "Chờ chi bộ mới"}).status_code == 302
    assert TargetDecision.objects.get(number="09-QĐ/HU").reason == "Chờ chi bộ mới"


@pytest.mark.parametrize("text", ["-5", "2,5", "1000000000000", "bảy", "7 người"])
def test_what_is_no_number_is_said_at_its_cell_and_kept(
    signed_in: SignIn, binh: User, krong_bong: dict[str, Unit], text: str
) -> None:
    client = signed_in(binh)
    fields = {**sent_by(client), **PAPER, "CPU.quantity": text, "KBO-CB.quantity": "3"}
    answer = send(client, "issue", fields)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert re.search(r'id="e-CPU\.quantity"', html)
    assert sent_by(client)["CPU.quantity"] == text
    assert not TargetDecision.objects.filter(number="09-QĐ/HU").exists()


def test_an_emptied_cell_withdraws_and_is_not_zero(signed_in: SignIn, binh: User, krong_bong: dict[str, Unit]) -> None:
    give(krong_bong["KBO"], "02-QĐ/HU", {krong_bong["CPU"]: 4})
    client = signed_in(binh)
    fields = {**sent_by(client), **PAPER, "CPU.quantity": "", "KBO-CB.quantity": "10"}
    assert send(client, "issue", fields).status_code == 302
    assert target(krong_bong["CPU"]) is None


def test_the_draft_stays_on_the_server_until_it_is_thrown_away(
    signed_in: SignIn, binh: User, krong_bong: dict[str, Unit]
) -> None:
    client = signed_in(binh)
    send(client, "keep", {**sent_by(client), "CPU.quantity": "6"})
    assert sent_by(client)["CPU.quantity"] == "6"
    assert "Đã lưu nháp" in client.get("/targets/KBO/2023/").content.decode()
    send(client, "discard", sent_by(client))
    assert sent_by(client)["CPU.quantity"] == ""


def test_two_officers_on_one_draft_lose_nothing(
    client: Client, binh: User, an: User, krong_bong: dict[str, Unit]
) -> None:
    first, second = Client(), Client()
    first.force_login(binh)
    second.force_login(an)
    his, hers = sent_by(first), sent_by(second)
    send(first, "keep", {**his, "CPU.quantity": "6", "KBO-CB.quantity": "3"})
    answer = send(second, "keep", {**hers, "CPU.quantity": "8", "KBO-CB.pledge": "5"})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "người khác ghi 6" in html
    kept = AllocationDraft.objects.get().cells
    assert kept == {"CPU.quantity": "6", "KBO-CB.quantity": "3", "KBO-CB.pledge": "5"}
    shown = re.search(r'name="shown" id="shown" value="([^"]*)"', html)
    assert shown
    assert json.loads(shown[1].replace("&quot;", '"'))["CPU.quantity"] == "6"
    resolved = {
        **hers,
        "shown": shown[1].replace("&quot;", '"'),
        "CPU.quantity": "8",
        "KBO-CB.quantity": "3",
        "KBO-CB.pledge": "5",
    }
    assert send(second, "keep", resolved).status_code == 200
    assert AllocationDraft.objects.get().cells["CPU.quantity"] == "8"


def test_a_proposal_by_members_says_its_arithmetic_and_leaves_what_was_typed(
    signed_in: SignIn, binh: User, krong_bong: dict[str, Unit]
) -> None:
    """10 by 214 and 131 of 345 members: 6,20 and 3,80, so 6 and 4."""
    client = signed_in(binh)
    html = send(client, "propose", {**sent_by(client), "MEMBERS": "100"}).content.decode()
    assert "Chia 10 cho 2 đơn vị theo số đảng viên (345, thống kê đến 31/12/2022; 10 là 2,90" in html
    assert ">6,20<" in html
    assert sent_by(client)["CPU.quantity"] == "6"
    assert sent_by(client)["KBO-CB.quantity"] == "4"
    send(client, "keep", {**sent_by(client), "CPU.quantity": "9"})
    send(client, "propose", {**sent_by(client), "EQUAL": "1"})
    assert (sent_by(client)["CPU.quantity"], sent_by(client)["KBO-CB.quantity"]) == ("9", "1")


def test_a_rate_of_the_members_is_shared_out_instead_of_the_target(
    signed_in: SignIn, binh: User, krong_bong: dict[str, Unit]
) -> None:
    """3,25 % of 345 is 11,2125: 11, by 214 and 131 members 6,82 and 4,18."""
    client = signed_in(binh)
    html = send(client, "propose", {**sent_by(client), "MEMBERS": "100", "rate": "3,25"}).content.decode()
    assert "3,25\N{NO-BREAK SPACE}% của 345 đảng viên (thống kê đến 31/12/2022) là 11. Chia 11 cho 2 đơn vị" in html
    assert (sent_by(client)["CPU.quantity"], sent_by(client)["KBO-CB.quantity"]) == ("7", "4")
    assert "data-left>−1<" in html  # one more than Krông Bông was given


def test_a_root_gives_itself_what_a_rate_yields(signed_in: SignIn, an: User, krong_bong: dict[str, Unit]) -> None:
    Headcount.objects.create(unit=krong_bong["KBO"], counted_on=date(2022, 12, 31), members=2000)
    client, address = signed_in(an), "/targets/DLK/2023/"
    fields = sent_by(client, address)
    client.post(address, {**fields, "do": "propose", "MEMBERS": "1", "rate": "2,5 %", "rest_only": ""})
    assert sent_by(client, address)["DLK.quantity"] == "50"


@pytest.mark.parametrize("rate", ["0", "101", "3,255", "ba", "-3", "1e1"])
def test_a_rate_that_is_none_is_said_at_its_field(
    signed_in: SignIn, binh: User, krong_bong: dict[str, Unit], rate: str
) -> None:
    answer = send(client := signed_in(binh), "propose", {**sent_by(client), "MEMBERS": "100", "rate": rate})
    assert answer.status_code == 422
    assert "Ghi tỷ lệ phần trăm trên 0, không quá 100, ví dụ 3,25." in answer.content.decode()


def test_only_the_rest_is_shared_out_by_last_years_result(
    signed_in: SignIn, binh: User, krong_bong: dict[str, Unit]
) -> None:
    give(krong_bong["KBO"], "02-QĐ/HU", {krong_bong["CPU"]: 4})
    admit(krong_bong["KBO-CB"], "Y Bhem Kbuôr", date(2022, 5, 5))
    client = signed_in(binh)
    send(client, "propose", {**sent_by(client), "LAST_RESULT": "1", "rest_only": "on"})
    assert (sent_by(client)["CPU.quantity"], sent_by(client)["KBO-CB.quantity"]) == ("4", "6")
    assert Admission.objects.count() == 1


def test_a_proposal_that_cannot_be_says_why(signed_in: SignIn, binh: User, krong_bong: dict[str, Unit]) -> None:
    client = signed_in(binh)
    answer = send(client, "propose", {**sent_by(client), "EQUAL": "1", "floor": "6"})
    assert answer.status_code == 422
    assert "Chỉ còn 10 để chia, mà mức thấp nhất của các đơn vị cộng lại là 12." in answer.content.decode()
    assert "Hãy chọn ít nhất một căn cứ" in send(client, "propose", sent_by(client)).content.decode()


def test_a_second_decision_of_the_same_number_and_an_effect_before_the_issue_are_refused(
    signed_in: SignIn, binh: User, krong_bong: dict[str, Unit]
) -> None:
    give(krong_bong["KBO"], "09-QĐ/HU", {krong_bong["CPU"]: 4})
    client = signed_in(binh)
    fields = {**sent_by(client), "CPU.quantity": "7", "KBO-CB.quantity": "3", **PAPER}
    answer = send(client, "issue", fields)
    assert answer.status_code == 422
    assert "đã ban hành với ngày khác nên không sửa được" in at_field("number", answer)
    answer = send(client, "issue", {**sent_by(client), **PAPER, "number": "10-QĐ/HU", "effective_on": "09/10/2023"})
    assert "Ngày hiệu lực không được trước ngày ban hành" in at_field("effective_on", answer)


def test_a_clerk_drafts_and_does_not_issue(signed_in: SignIn, units: dict[str, Unit], ha: User) -> None:
    give(units["BMT"], "02-QĐ/TU", {units["TAN"]: 30})
    client = signed_in(ha)
    fields = {**sent_by(client, "/targets/TAN/2023/"), "TAN-01.quantity": "30", **PAPER}
    assert client.post("/targets/TAN/2023/", {**fields, "do": "keep"}).status_code == 200
    answer = client.post("/targets/TAN/2023/", {**fields, "do": "issue"})
    assert answer.status_code == 422
    assert "Giao chỉ tiêu cho cấp dưới là việc của cán bộ tổ chức" in answer.content.decode()
    assert not TargetDecision.objects.filter(number="09-QĐ/HU").exists()
    assert sent_by(client, "/targets/TAN/2023/")["TAN-01.quantity"] == "30"


def test_a_clerk_pledges_for_his_own_unit(signed_in: SignIn, units: dict[str, Unit], ha: User) -> None:
    give(units["BMT"], "02-QĐ/TU", {units["TAN"]: 30})
    client = signed_in(ha)
    fields = sent_by(client, "/targets/TAN/2023/")
    assert "TAN.quantity" not in fields  # what it was given comes from above
    answer = client.post("/targets/TAN/2023/", {**fields, **PAPER, "TAN.pledge": "33", "do": "issue"})
    assert answer.status_code == 302, answer.content.decode()
    own = progress(units["TAN"], year=2023, as_of=TODAY, tree=TODAY).self
    assert (own.target, own.pledge) == (30, 33)


def test_a_decision_shows_what_it_changed_and_can_be_withdrawn(
    signed_in: SignIn, binh: User, krong_bong: dict[str, Unit]
) -> None:
    give(krong_bong["KBO"], "02-QĐ/HU", {krong_bong["CPU"]: 4})
    client = signed_in(binh)
    send(client, "issue", {**sent_by(client), **PAPER, "CPU.quantity": "7", "KBO-CB.quantity": "3"})
    decision = TargetDecision.objects.get(number="09-QĐ/HU")
    html = client.get(f"/targets/decisions/{decision.pk}/").content.decode()
    assert re.search(
        r"Đảng bộ xã Cư Pui</th>.*?>4</td>.*?02-QĐ/HU.*?<b>7</b></td><td class=\"num\">\+3</td>", html, re.DOTALL
    )
    assert "Trần Văn Bình" in html
    client.post(f"/targets/decisions/{decision.pk}/withdraw/", {"number": "09-QĐ/HU"})
    assert target(krong_bong["CPU"]) == 4
    assert "Đã thu hồi" in client.get("/targets/KBO/2023/decisions/").content.decode()


def test_the_queries_of_the_page_do_not_grow_with_its_units(
    signed_in: SignIn, binh: User, krong_bong: dict[str, Unit]
) -> None:
    client = signed_in(binh)
    client.get("/targets/KBO/2023/")  # the session has begun
    with CaptureQueriesContext(connection) as few:
        client.get("/targets/KBO/2023/")
    for n in range(40):
        unit = Unit.objects.create(code=f"KBO-X{n:02}", name=f"Chi bộ cơ sở {n}", kind="GRASSROOTS_CELL")
        Placement.objects.create(unit=unit, parent=krong_bong["KBO"])
    with CaptureQueriesContext(connection) as many:
        client.get("/targets/KBO/2023/")
    assert len(many) == len(few)


def test_many_units_stand_in_two_tables_whose_groups_keep_their_sums(
    signed_in: SignIn, binh: User, krong_bong: dict[str, Unit]
) -> None:
    """42 units: 21 on either side; the group that is cut has one sum, of all its units."""
    for n in range(40):
        unit = Unit.objects.create(code=f"KBO-X{n:02}", name=f"Chi bộ cơ sở {n}", kind="GRASSROOTS_CELL")
        Placement.objects.create(unit=unit, parent=krong_bong["KBO"])
    client = signed_in(binh)
    send(client, "keep", {**sent_by(client), **{f"KBO-X{n:02}.quantity": "2" for n in range(40)}})
    left, right = client.get("/targets/KBO/2023/").content.decode().split('<table class="dt alloc">')[1:]
    assert (left.count('<tr id="id-'), right.count('<tr id="id-')) == (21, 21)
    assert "data-sum>80<" in left
    assert "(tiếp)" in right
    assert right.count("data-sum>80<") == 1


def test_the_rest_is_shared_out_by_last_year_at_one_press(
    signed_in: SignIn, binh: User, krong_bong: dict[str, Unit]
) -> None:
    admit(krong_bong["KBO-CB"], "Y Bhem Kbuôr", date(2022, 5, 5))
    client = signed_in(binh)
    send(client, "keep", {**sent_by(client), "CPU.quantity": "7"})
    assert 'value="rest"' in client.get("/targets/KBO/2023/").content.decode()
    html = send(client, "rest", sent_by(client)).content.decode()
    assert (sent_by(client)["CPU.quantity"], sent_by(client)["KBO-CB.quantity"]) == ("7", "3")
    assert 'value="rest"' not in html


def test_what_nobody_was_given_adds_up_to_no_number(signed_in: SignIn, binh: User, krong_bong: dict[str, Unit]) -> None:
    client = signed_in(binh)
    html = client.get("/targets/KBO/2023/").content.decode()
    assert re.findall(r"data-sum>([^<]*)<", html) == ["—"] * 4
    assert re.search(r"data-pledged>([^<]*)<", html)[1] == "—"  # type: ignore[index]
    assert re.findall(r"<tfoot.*?data-more>([^<]*)<", html, re.DOTALL) == [""]
    send(client, "keep", {**sent_by(client), "CPU.quantity": "0"})
    html = client.get("/targets/KBO/2023/").content.decode()
    assert re.findall(r"data-sum>([^<]*)<", html) == ["0", "—"] * 2


def test_what_is_wrong_with_ones_own_pledge_is_said_at_its_cell(
    signed_in: SignIn, binh: User, krong_bong: dict[str, Unit]
) -> None:
    client = signed_in(binh)
    fields = {**sent_by(client), **PAPER, "KBO.pledge": "12", "effective_on": "01/12/2023"}
    Unit.objects.filter(code="KBO").update(dissolved_on=date(2023, 11, 1))
    answer = send(client, "issue", fields)
    assert answer.status_code == 422
    assert 'id="e-KBO.pledge"' in answer.content.decode()
    assert not TargetDecision.objects.filter(number="09-QĐ/HU").exists()
