"""Nobody issues a number that was not on his page, nor on top of a decision that came between."""

import json
import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from accounts.models import User
from targets.desk import Desk
from targets.importing import Paper
from targets.issuing import Overtaken, issue
from targets.lists import State
from targets.models import AllocationDraft, Target, TargetDecision
from targets.withdrawing import CannotWithdraw, withdraw
from tests.small_province import move
from tests.targets.test_allocating import PAPER, TODAY, send, sent_by, target
from tests.targets.test_sub_targets import decide
from tests.targets.verbs import promise
from units.models import Unit

SignIn = Callable[[User], Client]
Units = dict[str, Unit]


@pytest.fixture
def krong_bong(units: Units) -> Units:
    """Given 10, of which Cư Pui has 4 and the other 3."""
    promise(units["DLK"], (units["KBO"], 10), number="01-QĐ/TU")
    promise(units["KBO"], (units["CPU"], 4), (units["KBO-CB"], 3), number="02-QĐ/HU")
    return units


def two(binh: User, an: User) -> tuple[Client, Client]:
    first, second = Client(), Client()
    first.force_login(binh)
    second.force_login(an)
    return first, second


def test_what_another_wrote_meanwhile_is_shown_before_it_is_issued(binh: User, an: User, krong_bong: Units) -> None:
    first, second = two(binh, an)
    his, hers = sent_by(first), sent_by(second)
    send(second, "keep", {**hers, "KBO-CB.quantity": "6"})
    answer = send(first, "issue", {**his, **PAPER, "CPU.quantity": "4", "CPU.pledge": "5"})
    assert answer.status_code == 422
    assert "chưa có trên trang của bạn" in answer.content.decode()
    assert not TargetDecision.objects.filter(number="09-QĐ/HU").exists()
    assert sent_by(first)["KBO-CB.quantity"] == "6"
    assert AllocationDraft.objects.get().cells == {"KBO-CB.quantity": "6", "CPU.pledge": "5"}
    assert send(first, "issue", {**sent_by(first), **PAPER}).status_code == 302
    assert target(krong_bong["KBO-CB"]) == 6


def test_a_column_that_another_opened_and_filled_is_shown_before_it_is_issued(
    binh: User, an: User, krong_bong: Units
) -> None:
    first, second = two(binh, an)
    his = sent_by(first)
    hers = sent_by(second, "/targets/KBO/2023/?parts=WOMEN")
    send(second, "keep", {**hers, "CPU.WOMEN": "2"}, parts="WOMEN")
    answer = send(first, "issue", {**his, **PAPER, "CPU.pledge": "5"})
    assert answer.status_code == 422
    assert 'name="CPU.WOMEN"' in answer.content.decode()
    assert not Target.objects.filter(category="WOMEN").exists()


def test_a_decision_that_came_after_the_page_was_opened_is_shown_before_another_is_made(
    signed_in: SignIn, binh: User, krong_bong: Units
) -> None:
    client = signed_in(binh)
    opened = sent_by(client)
    promise(krong_bong["KBO"], (krong_bong["KBO-CB"], 6), on=date(2023, 9, 1), number="05-QĐ/HU")
    answer = send(client, "issue", {**opened, **PAPER, "CPU.quantity": "7", "reason": "Giao thêm"})
    assert answer.status_code == 422
    assert "chưa có trên trang của bạn" in answer.content.decode()
    assert target(krong_bong["CPU"]) == 4


def test_of_two_decisions_at_once_the_second_is_weighed_against_the_first(units: Units, krong_bong: Units) -> None:
    """Each alone adds up to the 10; both together would not, and nobody would have said why."""
    desk = Desk(units["KBO"], 2023, TODAY)
    texts = {**desk.standing, "CPU.quantity": "7"}
    promise(units["KBO"], (units["KBO-CB"], 6), on=TODAY, number="08-QĐ/HU")
    paper = Paper(units["KBO"], 2023, "09-QĐ/HU", TODAY, TODAY, None)
    with pytest.raises(Overtaken):
        issue(desk, texts, paper)
    assert target(units["CPU"]) == 4


def test_a_withdrawal_looks_again_when_its_turn_comes(units: Units) -> None:
    """What it showed was right before somebody gave a sub-target meanwhile."""
    decide(units["DLK"], {units["KBO"]: {"TOTAL": 5}})
    raised = decide(units["DLK"], {units["KBO"]: {"TOTAL": 10}}, on=date(2023, 3, 1))
    decide(units["DLK"], {units["KBO"]: {"WOMEN": 6}}, on=date(2023, 4, 1))
    with pytest.raises(CannotWithdraw, match="chỉ tiêu thành phần"):
        withdraw(raised, TODAY)
    raised.refresh_from_db()
    assert raised.state == State.ISSUED


@pytest.mark.parametrize("do", ["keep", "issue"])
def test_what_was_typed_for_a_unit_that_moved_away_meanwhile_is_said(
    signed_in: SignIn, binh: User, krong_bong: Units, do: str
) -> None:
    client = signed_in(binh)
    opened = sent_by(client)
    move(krong_bong["KBO-CB"], to=krong_bong["LAK"], on=TODAY)
    typed = {**opened, **PAPER, "KBO-CB.quantity": "6", "CPU.pledge": "5"}
    answer = send(client, do, typed)
    assert "không còn trực thuộc" in answer.content.decode()
    assert re.search(r"KBO-CB</span>\s*6", answer.content.decode())  # not its name, which is beyond his reach now
    assert answer.status_code == (422 if do == "issue" else 200)
    assert not TargetDecision.objects.filter(number="09-QĐ/HU").exists()
    assert send(client, "issue", {**sent_by(client), **PAPER, "reason": "KBO-CB chuyển đi"}).status_code == 302
    assert {line.unit.code for line in TargetDecision.objects.get(number="09-QĐ/HU").lines.all()} == {"CPU"}


def test_a_unit_that_was_never_here_takes_nothing(signed_in: SignIn, binh: User, krong_bong: Units) -> None:
    client = signed_in(binh)
    odd = json.dumps({"LAK.quantity": "", "A\0B.quantity": "", "KBO.quantity": "", "CPU-01.quantity": ""})
    cells = {"LAK.quantity": "9", "A\0B.quantity": "9", "KBO.quantity": "99", "CPU-01.quantity": "9"}
    answer = send(client, "issue", {**PAPER, **cells, "shown": odd, "reason": "Thử"})
    assert answer.status_code == 422
    assert "Đảng bộ huyện Lắk" not in answer.content.decode()
    assert Target.objects.filter(decision__number="09-QĐ/HU").count() == 0
