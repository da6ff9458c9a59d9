"""A sub-target is a part of a total: refused above it wherever it comes in, and counted beside it."""

import html
import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from admissions.models import AdmissionSource
from partytrack.refusals import explain
from targets.lists import State
from targets.models import AllocationDraft, Target, TargetAdjustment, TargetDecision
from tests.import_files import Said, run, workbook
from tests.small_province import tally
from tests.targets.verbs import OCTOBER, people, row
from units.models import Headcount, Placement, Reorganisation, Unit

SignIn = Callable[[User], Client]
HEADERS = ("Mã tổ chức", "Chỉ tiêu", "Nữ", "Học sinh")
PAPER = {"number": "09-QĐ/HU", "issued_on": "10/10/2023", "effective_on": "", "due_on": "", "reason": "còn chờ"}

pytestmark = pytest.mark.django_db


def decide(
    issuer: Unit, lines: Mapping[Unit, Mapping[str, int | None]], on: date = date(2023, 1, 10), **details: Any
) -> TargetDecision:
    """Lines by category, issued and in effect on `on`."""
    number = f"{TargetDecision.objects.count() + 1}-QĐ"
    paper = {"issuer": issuer, "year": 2023, "number": number, "issued_on": on, "effective_on": on, **details}
    decision = TargetDecision.objects.create(**paper)
    for unit, said in lines.items():
        for category, quantity in said.items():
            Target.objects.create(decision=decision, unit=unit, category=category, quantity=quantity)
    decision.state = State.ISSUED
    decision.save()
    return decision


def given(folder: Path, *rows: Sequence[Any], on: str = "10/02/2023", number: str = "99-QĐ/TU") -> Said:
    """The province's decision as a workbook."""
    padded = [(*row, *[None] * (len(HEADERS) - len(row))) for row in rows]
    path = workbook(folder / "ct.xlsx", "Chỉ tiêu", HEADERS, *padded)
    paper = ["--issuer=DLK", "--year=2023", f"--number={number}", f"--issued-on={on}"]
    return run("import_targets", path, *paper)


def cells(said: Said) -> list[str]:
    return [fault.split("!")[1].split(" ")[0].rstrip(":") for fault in said.faults]


def test_above_the_total_of_its_own_row_it_is_refused_at_its_cell(tmp_path: Path, units: dict[str, Unit]) -> None:
    said = given(tmp_path, ("KBO", 10, 11, 10), ("LAK", 4, 4))
    assert cells(said) == ["C2"]
    assert "Lớn hơn Chỉ tiêu 10; hãy giảm số này hoặc tăng Chỉ tiêu." in said.faults[0]
    assert not TargetDecision.objects.exists()


def test_alone_it_is_measured_by_the_total_in_effect_on_the_day_of_the_paper(
    tmp_path: Path, units: dict[str, Unit]
) -> None:
    decide(units["DLK"], {units["KBO"]: {"TOTAL": 10}})
    decide(units["DLK"], {units["KBO"]: {"TOTAL": 15}}, on=date(2023, 3, 1))
    assert cells(given(tmp_path, ("KBO", None, 12))) == ["C2"]
    assert not given(tmp_path, ("KBO", None, 12), on="01/03/2023").refused


def test_what_a_reorganisation_added_to_the_total_counts(tmp_path: Path, units: dict[str, Unit]) -> None:
    decide(units["DLK"], {units["KBO"]: {"TOTAL": 10}})
    day = date(2023, 2, 1)
    moved = Reorganisation.objects.create(kind="TRANSFER", number="1", issued_on=day, effective_on=day)
    TargetAdjustment.objects.create(
        reorganisation=moved, unit=units["KBO"], year=2023, category="TOTAL", delta=3, effective_on=day
    )
    assert cells(given(tmp_path, ("KBO", None, 14))) == ["C2"]
    assert not given(tmp_path, ("KBO", None, 13)).refused


def test_a_total_lowered_below_one_that_stands_is_refused_and_says_which(
    tmp_path: Path, units: dict[str, Unit]
) -> None:
    decide(units["DLK"], {units["KBO"]: {"TOTAL": 10, "WOMEN": 6, "PUPIL": 2}})
    said = given(tmp_path, ("KBO", 5))
    assert cells(said) == ["B2"]
    assert "Nhỏ hơn chỉ tiêu thành phần đang có (Nữ 6)" in said.faults[0]
    assert not given(tmp_path, ("KBO", 5, 5)).refused


def test_a_total_is_withdrawn_only_with_its_parts(tmp_path: Path, units: dict[str, Unit]) -> None:
    decide(units["DLK"], {units["KBO"]: {"TOTAL": 10, "WOMEN": 6}})
    said = given(tmp_path, ("KBO", "-"))
    assert cells(said) == ["B2"]
    assert "rút cả chỉ tiêu thành phần đang có (Nữ 6): ghi dấu - ở các cột đó" in said.faults[0]
    assert not given(tmp_path, ("KBO", "-", "-")).refused


@pytest.mark.parametrize("part", [3, 0])
def test_without_a_total_it_means_nothing(tmp_path: Path, units: dict[str, Unit], part: int) -> None:
    said = given(tmp_path, ("KBO", None, part))
    assert cells(said) == ["C2"]
    assert "Chưa có Chỉ tiêu; hãy điền Chỉ tiêu trước, hoặc bỏ số này." in said.faults[0]


def test_what_a_paper_leaves_alone_is_not_its_matter(tmp_path: Path, units: dict[str, Unit]) -> None:
    decide(units["DLK"], {units["KBO"]: {"WOMEN": 6}})
    assert not given(tmp_path, ("LAK", 5, 5)).refused


def test_a_decision_that_is_issued_already_and_takes_effect_later_counts(
    tmp_path: Path, units: dict[str, Unit]
) -> None:
    """Decisions come in late and out of order: in March the total is lowered, and the February paper is typed in after it."""
    decide(units["DLK"], {units["KBO"]: {"TOTAL": 10}})
    decide(units["DLK"], {units["KBO"]: {"TOTAL": 5}}, on=date(2023, 3, 1))
    said = given(tmp_path, ("KBO", 10, 8))
    assert cells(said) == ["C2"]
    assert "Từ ngày 01/03/2023: Lớn hơn Chỉ tiêu 5" in said.faults[0]
    assert not given(tmp_path, ("KBO", 10, 5)).refused


def test_a_total_is_not_lowered_below_a_part_that_comes_later(tmp_path: Path, units: dict[str, Unit]) -> None:
    decide(units["DLK"], {units["KBO"]: {"TOTAL": 10}})
    decide(units["DLK"], {units["KBO"]: {"WOMEN": 8}}, on=date(2023, 3, 1))
    assert cells(given(tmp_path, ("KBO", 7))) == ["B2"]
    assert not given(tmp_path, ("KBO", 8)).refused


def test_the_database_refuses_to_issue_it_within_one_decision(units: dict[str, Unit]) -> None:
    for said in ({"TOTAL": 5, "WOMEN": 6}, {"PUPIL": 0, "TOTAL": None}):
        with pytest.raises(IntegrityError) as refused, transaction.atomic():
            decide(units["DLK"], {units["LAK"]: {"TOTAL": 9, "WOMEN": 9}, units["KBO"]: said})
        sentence = explain(refused.value)
        assert sentence is not None
        assert sentence.startswith("Đảng bộ huyện Krông Bông: chỉ tiêu thành phần lớn hơn chỉ tiêu")
    decide(units["DLK"], {units["KBO"]: {"TOTAL": 5, "WOMEN": 5, "PUPIL": None}})


def test_a_decision_is_not_withdrawn_from_under_it(signed_in: SignIn, an: User, units: dict[str, Unit]) -> None:
    decide(units["DLK"], {units["KBO"]: {"TOTAL": 5}})
    raised = decide(units["DLK"], {units["KBO"]: {"TOTAL": 10}}, on=date(2023, 3, 1))
    parts = decide(units["DLK"], {units["KBO"]: {"WOMEN": 6}}, on=date(2023, 4, 1))
    client = signed_in(an)
    refused = client.post(f"/targets/decisions/{raised.pk}/withdraw/", {"number": raised.number})
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "chỉ tiêu thành phần sẽ lớn hơn chỉ tiêu của Đảng bộ huyện Krông Bông" in page
    raised.refresh_from_db()
    assert raised.state == State.ISSUED
    for decision in (parts, raised):
        client.post(f"/targets/decisions/{decision.pk}/withdraw/", {"number": decision.number})
        decision.refresh_from_db()
        assert decision.state == State.WITHDRAWN


DESK = "/targets/KBO/2023/"


def sent_by(client: Client) -> dict[str, str]:
    """What the desk's form holds as the page shows it."""
    page = client.get(DESK).content.decode()
    fields = dict(re.findall(r'<input class="form-control cell-in[^>]*?name="([^"]+)"[^>]*?value="([^"]*)"', page))
    shown = re.search(r'name="shown" id="shown" value="([^"]*)"', page)
    assert shown
    return {**fields, "shown": html.unescape(shown[1])}


@pytest.fixture
def krong_bong(units: dict[str, Unit]) -> dict[str, Unit]:
    """Given 10; Cư Pui has 6 of them, 5 of these women."""
    decide(units["DLK"], {units["KBO"]: {"TOTAL": 10}})
    decide(units["KBO"], {units["CPU"]: {"TOTAL": 6, "WOMEN": 5}})
    return units


def test_a_column_that_holds_numbers_stands_open(signed_in: SignIn, binh: User, krong_bong: dict[str, Unit]) -> None:
    shown = sent_by(signed_in(binh))
    assert shown["CPU.WOMEN"] == "5"
    assert shown["KBO-CB.WOMEN"] == ""
    assert "CPU.PUPIL" not in shown


@pytest.mark.parametrize(
    ("typed", "cell", "told"),
    [
        ({"CPU.WOMEN": "7"}, "CPU.WOMEN", "Lớn hơn Chỉ tiêu 6"),
        ({"CPU.quantity": "4"}, "CPU.WOMEN", "Lớn hơn Chỉ tiêu 4"),
        ({"KBO-CB.WOMEN": "1"}, "KBO-CB.WOMEN", "Chưa có Chỉ tiêu"),
    ],
)
def test_above_the_total_nothing_is_issued_and_the_cell_says_why(
    signed_in: SignIn, binh: User, krong_bong: dict[str, Unit], typed: dict[str, str], cell: str, told: str
) -> None:
    client = signed_in(binh)
    made = TargetDecision.objects.count()
    answer = client.post(DESK, {**sent_by(client), **typed, **PAPER, "do": "issue", "parts": "WOMEN"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert re.search(rf'id="e-{re.escape(cell)}"[^>]*>.*?{told}', page)
    assert "Còn 1 chỉ tiêu thành phần lớn hơn chỉ tiêu của đơn vị" in page
    assert TargetDecision.objects.count() == made
    assert AllocationDraft.objects.get().cells == typed


def test_equal_to_the_total_it_is_issued(signed_in: SignIn, binh: User, krong_bong: dict[str, Unit]) -> None:
    client = signed_in(binh)
    fields = {**sent_by(client), "CPU.WOMEN": "6", "KBO-CB.quantity": "4", "KBO-CB.WOMEN": "4"}
    assert client.post(DESK, {**fields, **PAPER, "do": "issue"}).status_code == 302
    assert row(krong_bong["KBO-CB"])["parts"]["WOMEN"]["target"] == 4


def test_a_proposal_leaves_no_total_below_its_part(signed_in: SignIn, binh: User, krong_bong: dict[str, Unit]) -> None:
    for code, members in (("CPU", 10), ("KBO-CB", 90)):
        Headcount.objects.create(unit=krong_bong[code], counted_on=date(2022, 12, 31), members=members)
    client = signed_in(binh)
    page = client.post(DESK, {**sent_by(client), "do": "propose", "MEMBERS": "100"}).content.decode()
    assert "Không đơn vị nào dưới chỉ tiêu thành phần của mình." in page
    assert {cell: text for cell, text in sent_by(client).items() if cell.endswith("quantity")} == {
        "CPU.quantity": "5",
        "KBO-CB.quantity": "5",
    }


def of(unit: Unit, category: str) -> tuple[int | None, int | None, int, str | None]:
    part = row(unit)["parts"][category]
    return part["target"], part["admitted"], part["admitted_of"], part["percentage"]


def test_each_counts_its_own_people_by_the_rules_of_the_total(units: dict[str, Unit]) -> None:
    decide(units["DLK"], {units["DLK"]: {"TOTAL": 20}, units["KBO"]: {"TOTAL": 5, "WOMEN": 3, "PUPIL": 2}})
    people(units["CPU-01"], date(2023, 3, 1), 2)
    men = people(units["KBO"], date(2023, 4, 1), 2, sex="MALE")
    for man in men:
        AdmissionSource.objects.create(admission=man, group="PUPIL")
        AdmissionSource.objects.create(admission=man, group="MILITIA")
    people(units["LAK"], date(2023, 4, 1), 1)
    assert of(units["KBO"], "WOMEN") == (3, 2, 4, "66.67")
    assert of(units["KBO"], "PUPIL") == (2, 2, 4, "100.00")
    assert of(units["DLK"], "WOMEN") == (None, 3, 5, None)
    assert set(row(units["CPU"])["parts"]) == set()


def test_one_short_of_the_target_never_reads_as_all_of_it(units: dict[str, Unit]) -> None:
    decide(units["DLK"], {units["KBO"]: {"TOTAL": 30000, "WOMEN": 20001}})
    tally(units["KBO"], date(2023, 9, 30), 20000, women=20000)
    assert of(units["KBO"], "WOMEN") == (20001, 20000, 20000, "99.99")


def test_what_a_tally_does_not_give_is_unknown_and_not_0(units: dict[str, Unit]) -> None:
    decide(units["DLK"], {units["KBO"]: {"TOTAL": 9, "WOMEN": 4, "MINORITY": 4, "PUPIL": 2}})
    tally(units["KBO"], date(2023, 9, 30), 6, women=3)
    assert of(units["KBO"], "WOMEN") == (4, 3, 6, "75.00")
    assert of(units["KBO"], "MINORITY") == (4, None, 0, None)
    assert of(units["KBO"], "PUPIL") == (2, None, 0, None)
    people(units["KBO"], date(2023, 10, 2), 1)
    assert of(units["KBO"], "WOMEN") == (4, 4, 7, "100.00")
    assert of(units["KBO"], "PUPIL") == (2, 0, 1, "0.00")


def test_of_nobody_admitted_nobody_is_missing(units: dict[str, Unit]) -> None:
    decide(units["DLK"], {units["KBO"]: {"TOTAL": 9, "WOMEN": 4, "PUPIL": 2}})
    assert of(units["KBO"], "WOMEN") == (4, 0, 0, "0.00")
    assert of(units["KBO"], "PUPIL") == (2, 0, 0, "0.00")


def test_it_changes_by_a_later_decision_and_no_earlier(units: dict[str, Unit]) -> None:
    decide(units["DLK"], {units["KBO"]: {"TOTAL": 9, "WOMEN": 4}})
    decide(units["DLK"], {units["KBO"]: {"WOMEN": 6}}, on=date(2023, 7, 1))
    for day, target in ((date(2023, 6, 30), 4), (date(2023, 7, 1), 6), (OCTOBER, 6)):
        assert row(units["KBO"], as_of=day)["parts"]["WOMEN"]["target"] == target


def test_source_groups_cost_one_query_more_whatever_the_number_of_units(units: dict[str, Unit]) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as kept:
            row(units["KBO"])
        return len(kept)

    decide(units["DLK"], {units["KBO"]: {"TOTAL": 90}})
    without = queries()
    decide(units["DLK"], {units["KBO"]: {"WOMEN": 40}})
    assert queries() == without
    decide(units["DLK"], {units["KBO"]: {"PUPIL": 4, "MILITIA": 4}})
    assert queries() == without + 1
    for n in range(40):
        unit = Unit.objects.create(code=f"X-{n}", name=f"Chi bộ {n}", kind="GRASSROOTS_CELL")
        Placement.objects.create(unit=unit, parent=units["KBO"])
        people(unit, date(2023, 3, 8), 1)
        decide(units["KBO"], {unit: {"TOTAL": 2, "STUDENT": 1}})
    assert queries() == without + 1


def test_the_command_prints_sub_targets_as_the_api_does(signed_in: SignIn, an: User, units: dict[str, Unit]) -> None:
    decide(units["DLK"], {units["KBO"]: {"TOTAL": 9, "WOMEN": 4}})
    out = StringIO()
    call_command("progress", unit="KBO", year=2023, as_of="2023-10-10", stdout=out)
    said = json.loads(out.getvalue())
    assert said == signed_in(an).get("/api/units/KBO/progress?year=2023&as_of=2023-10-10").json()
    assert said["self"]["parts"] == {"WOMEN": {"target": 4, "admitted": 0, "admitted_of": 0, "percentage": "0.00"}}
