"""Other numbers tried on the same results: what comes out is what progress says once they are really given."""

import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from admissions.lists import Stage
from targets import drafting
from targets.desk import Desk
from targets.figures import Progress
from targets.layout import DeskShown
from targets.models import AllocationDraft, TargetDecision
from targets.progress import progress
from targets.what_if import WhatIf
from tests.small_province import admit, prepare
from tests.targets.verbs import people, promise
from units.lists import Kind
from units.models import Placement, Unit

TODAY = date(2023, 10, 10)
PAGE, DESK = "/targets/KBO/2023/what-if/", "/targets/KBO/2023/"
SignIn = Callable[[User], Client]


@pytest.fixture
def kbo(units: dict[str, Unit]) -> dict[str, Unit]:
    """Krông Bông: given 10, 11 of 15 in Cư Pui and 1 of 2 in the insurance office, 2 of no target in a new cell, a dossier."""
    promise(units["DLK"], (units["KBO"], 18))
    new = Unit.objects.create(code="KBO-M", name="Chi bộ mới", kind=Kind.GRASSROOTS_CELL)
    Placement.objects.create(unit=new, parent=units["KBO"])
    promise(units["KBO"], (units["CPU"], 15), (units["KBO-CB"], 2))
    people(units["CPU-01"], date(2023, 5, 4), 11)
    people(units["KBO-CB"], date(2023, 6, 1), 1)
    people(new, date(2023, 7, 1), 2)
    prepare(units["CPU-02"], "Y Thanh", {Stage.VETTING: date(2023, 6, 1)}, expected_on=date(2023, 12, 1))
    return {**units, "KBO-M": new}


def tried(unit: Unit, numbers: dict[str, str], year: int = 2023) -> WhatIf:
    desk = Desk(unit, year, TODAY)
    typed = {f"{code}.quantity": text for code, text in numbers.items()}
    return WhatIf(DeskShown(desk, None, {**desk.standing, **typed}))


def said(row: Progress) -> tuple[Any, ...]:
    return (row.target, row.percentage, row.rank, row.ranked, row.status, row.short_by, row.remaining, row.forecast)


def by_code(found: WhatIf, side: str = "then") -> dict[str, tuple[Any, ...]]:
    trials = [*(trial for _title, group in found.groups for trial in group), *found.others]
    return {trial.now.unit.code: said(getattr(trial, side)) for trial in trials}


def answered(unit: Unit) -> dict[str, tuple[Any, ...]]:
    return {row.unit.code: said(row) for row in progress(unit, year=2023, as_of=TODAY, tree=TODAY).children}


@pytest.mark.parametrize(
    "numbers",
    [
        {"CPU": 17, "KBO-CB": 2, "KBO-M": 2},
        {"CPU": 11, "KBO-CB": 1, "KBO-M": 2},  # all whole: one rank
        {"CPU": 22, "KBO-CB": 2, "KBO-M": 4},  # all half
        {"CPU": 0, "KBO-CB": 5, "KBO-M": None},
    ],
)
def test_what_comes_out_is_what_progress_says_once_the_numbers_are_given(
    kbo: dict[str, Unit], numbers: dict[str, int | None]
) -> None:
    found = tried(kbo["KBO"], {code: "" if n is None else str(n) for code, n in numbers.items()})
    assert by_code(found, "now") == answered(kbo["KBO"])
    expected = by_code(found)
    with transaction.atomic():
        promise(kbo["KBO"], *[(kbo[code], n) for code, n in numbers.items()], on=TODAY)
        assert answered(kbo["KBO"]) == expected
        transaction.set_rollback(True)


def test_the_example_of_the_page(kbo: dict[str, Unit]) -> None:
    """73,33 % → 64,71 %, first → second, catching up or short by so many."""
    trial = next(
        trial
        for _title, group in tried(kbo["KBO"], {"CPU": "17", "KBO-M": "2"}).groups
        for trial in group
        if trial.now.unit.code == "CPU"
    )
    assert (str(trial.now.percentage), trial.now.rank) == ("73.33", 1)
    assert (str(trial.then.percentage), trial.then.rank) == ("64.71", 2)
    assert (trial.now.short_by, trial.then.short_by) == (3, 5)
    assert (trial.climbs, trial.falls, trial.is_other) == (-1, 1, True)


def test_ties_share_a_rank_and_who_has_no_number_has_none(kbo: dict[str, Unit]) -> None:
    ranks = {
        code: row[2:4] for code, row in by_code(tried(kbo["KBO"], {"CPU": "11", "KBO-CB": "1", "KBO-M": "4"})).items()
    }
    assert ranks == {"CPU": (1, 3), "KBO-CB": (1, 3), "KBO-M": (3, 3)}
    assert by_code(tried(kbo["KBO"], {"CPU": ""}))["CPU"][:4] == (None, None, None, 1)


def test_a_unit_that_was_dissolved_keeps_its_place_among_the_ranks(kbo: dict[str, Unit]) -> None:
    Unit.objects.filter(pk=kbo["KBO-CB"].pk).update(dissolved_on=date(2023, 9, 1))
    found = tried(kbo["KBO"], {"CPU": "20", "KBO-M": "1"})
    assert [trial.now.unit.code for trial in found.others] == ["KBO-CB"]
    with transaction.atomic():
        promise(kbo["KBO"], (kbo["CPU"], 20), (kbo["KBO-M"], 1), on=TODAY)
        assert by_code(found) == answered(kbo["KBO"])
        transaction.set_rollback(True)


def test_the_sum_is_tried_on_the_unit_itself(kbo: dict[str, Unit]) -> None:
    total = tried(kbo["KBO"], {"CPU": "17", "KBO-M": "1"}).total
    assert (total.now.target, total.then.target, total.then.admitted) == (17, 20, 14)
    assert (str(total.then.percentage), total.then.short_by, total.then.rank) == ("70.00", 5, None)


def test_a_root_tries_its_own_number(kbo: dict[str, Unit]) -> None:
    own = tried(kbo["DLK"], {"DLK": "28"}).own
    assert own
    assert (own.now.target, own.then.target, str(own.then.percentage)) == (None, 28, "50.00")
    assert tried(kbo["KBO"], {}).own is None


def test_before_the_year_begins_the_numbers_are_tried_on_the_results_of_this_one(
    signed_in: SignIn, binh: User, kbo: dict[str, Unit]
) -> None:
    found = tried(kbo["KBO"], {"CPU": "22"}, year=2024)
    assert not found.has_begun
    assert by_code(found, "now")["CPU"][:3] == (None, None, None)
    assert str(by_code(found)["CPU"][1]) == "50.00"
    page = signed_in(binh).get("/targets/KBO/2024/what-if/").content.decode()
    assert "Năm 2024 chưa bắt đầu nên chưa có kết quả" in page
    assert "kết quả năm 2023 đến 10/10/2023" in page


def test_a_year_that_is_over_is_tried_on_its_last_day(kbo: dict[str, Unit]) -> None:
    admit(kbo["CPU-01"], "Lê Văn Cũ", date(2022, 12, 30))
    assert by_code(tried(kbo["KBO"], {"CPU": "1"}, year=2022))["CPU"][:3] == (1, 100, 1)


def sent_by(client: Client) -> dict[str, str]:
    html = client.get(PAGE).content.decode()
    fields = dict(re.findall(r'<input class="form-control cell-in[^>]*?name="([^"]+)"[^>]*?value="([^"]*)"', html))
    shown = re.search(r'name="shown" value="([^"]*)"', html)
    assert shown
    return {**fields, "shown": shown[1].replace("&quot;", '"')}


def test_looking_and_trying_write_nothing(signed_in: SignIn, binh: User, kbo: dict[str, Unit]) -> None:
    client, decisions = signed_in(binh), TargetDecision.objects.count()
    fields = sent_by(client)
    assert {name for name in fields if name != "shown"} == {"CPU.quantity", "KBO-CB.quantity", "KBO-M.quantity"}
    answer = client.post(PAGE, {**fields, "CPU.quantity": "17"})
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "73,33" in html
    assert "64,71" in html
    assert not AllocationDraft.objects.exists()
    assert TargetDecision.objects.count() == decisions


def test_the_cells_begin_with_the_draft(signed_in: SignIn, binh: User, an: User, kbo: dict[str, Unit]) -> None:
    drafting.keep(kbo["KBO"], 2023, an, shown={}, mine={"CPU.quantity": "16"}, paper={}, standing={})
    assert sent_by(signed_in(binh))["CPU.quantity"] == "16"


@pytest.mark.parametrize("text", ["-5", "2,5", "1000000000000", "bảy"])
@pytest.mark.parametrize("do", ["", "copy"])
def test_what_is_no_number_is_said_at_its_cell_and_not_copied(
    signed_in: SignIn, binh: User, kbo: dict[str, Unit], text: str, do: str
) -> None:
    client = signed_in(binh)
    answer = client.post(PAGE, {**sent_by(client), "CPU.quantity": text, "KBO-CB.quantity": "1", "do": do})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="e-CPU.quantity"' in html
    assert f'value="{text}"' in html
    assert re.search(r'<tr id="w-KBO-CB".*?value="1".*?100,00', html, re.DOTALL)
    assert not AllocationDraft.objects.exists()


def test_copied_into_the_draft_the_numbers_stand_on_the_desk(
    signed_in: SignIn, binh: User, an: User, kbo: dict[str, Unit]
) -> None:
    drafting.keep(
        kbo["KBO"], 2023, an, shown={}, mine={"KBO-M.women": "1", "KBO-CB.pledge": "3"}, paper={}, standing={}
    )
    client = signed_in(binh)
    answer = client.post(PAGE, {**sent_by(client), "CPU.quantity": "17", "do": "copy"})
    assert (answer.status_code, answer.headers["Location"]) == (302, DESK)
    draft = AllocationDraft.objects.get()
    assert draft.cells == {"CPU.quantity": "17", "KBO-M.women": "1", "KBO-CB.pledge": "3"}
    assert "CPU.quantity" in draft.by_hand
    assert "Đã chép 1 số vào bản nháp." in client.get(DESK).content.decode()


def test_what_another_wrote_meanwhile_is_shown_before_it_gives_way(
    signed_in: SignIn, binh: User, an: User, kbo: dict[str, Unit]
) -> None:
    client = signed_in(binh)
    fields = {**sent_by(client), "CPU.quantity": "17", "KBO-CB.quantity": "1", "do": "copy"}
    standing = Desk(kbo["KBO"], 2023, TODAY).standing
    drafting.keep(
        kbo["KBO"],
        2023,
        an,
        shown=standing,
        mine={"CPU.quantity": "14", "KBO-M.quantity": "2"},
        paper={},
        standing=standing,
    )
    answer = client.post(PAGE, fields)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "người khác ghi 14" in html
    cells = AllocationDraft.objects.get().cells
    assert cells == {"CPU.quantity": "14", "KBO-M.quantity": "2", "KBO-CB.quantity": "1"}
    shown = re.search(r'name="shown" value="([^"]*)"', html)
    assert shown
    known = shown[1].replace("&quot;", '"')
    assert json.loads(known)["CPU.quantity"] == "14"
    assert client.post(PAGE, {**fields, "shown": known}).status_code == 302
    assert AllocationDraft.objects.get().cells["CPU.quantity"] == "17"


def test_a_unit_with_none_below_says_so_and_one_that_was_nowhere_is_not_found(
    signed_in: SignIn, binh: User, kbo: dict[str, Unit]
) -> None:
    client = signed_in(binh)
    assert "không có đơn vị trực thuộc" in client.get("/targets/KBO-M/2023/what-if/").content.decode()
    place = Placement.objects.get(unit=kbo["KBO-M"])
    Placement.objects.filter(pk=place.pk).delete()
    Placement.objects.create(unit=kbo["KBO-M"], parent=kbo["KBO"], during=(date(2023, 1, 1), None))
    for address in ("/targets/KBO-M/2022/what-if/", "/targets/KBO-M/2022/", "/targets/KBO/2025/what-if/"):
        assert client.get(address).status_code == 404, address


def test_queries_do_not_grow_with_the_units(signed_in: SignIn, binh: User, kbo: dict[str, Unit]) -> None:
    client = signed_in(binh)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(PAGE).status_code == 200
        return len(captured)

    queries()
    few = queries()
    for n in range(60):
        unit = Unit.objects.create(code=f"KBO-9{n}", name=f"Chi bộ {n}", kind=Kind.GRASSROOTS_CELL)
        Placement.objects.create(unit=unit, parent=kbo["KBO"])
    assert queries() == few
