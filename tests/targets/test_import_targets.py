"""A decision comes in as a workbook and is issued with its lines; afterwards it is never edited."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from admissions.lists import SourceGroup
from targets.lists import Category, State, Tier
from targets.models import SUB_TARGETS, Target, TargetAdjustment, TargetDecision
from targets.progress import progress
from targets.sheets import TARGETS, target_rows
from tests.import_files import Said, run, workbook
from tests.small_province import move
from units.lists import ReorganisationKind
from units.models import Reorganisation, Unit
from workbooks.templates import export

HEADERS = ("Mã tổ chức", "Chỉ tiêu", "Phấn đấu", "Thời hạn riêng", "Nữ", "Học sinh", "Ghi chú")
PAPER = {"issuer": "DLK", "year": "2023", "number": "15-QĐ/TU", "issued-on": "10/01/2023"}

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("units")]


def options(**changed: str) -> list[str]:
    paper = PAPER | {name.replace("_", "-"): value for name, value in changed.items()}
    return [f"--{name}={value}" for name, value in paper.items()]


def given(folder: Path, *rows: Sequence[Any], good_rows: str = "", **paper: str) -> Said:
    padded = [(*row, *[None] * (len(HEADERS) - len(row))) for row in rows]
    path = workbook(folder / "ct.xlsx", "Chỉ tiêu", HEADERS, *padded)
    return run("import_targets", path, *options(**paper), *(["--good-rows"] if good_rows else []))


def lines() -> set[tuple[str, str, str, int | None]]:
    return set(Target.objects.values_list("unit__code", "tier", "category", "quantity"))


def test_a_decision_is_issued_with_its_lines(tmp_path: Path, units: dict[str, Unit]) -> None:
    said = given(
        tmp_path,
        ("DLK", "1.230"),
        ("KBO", 115, 120, date(2023, 11, 15), 40, 0, "theo CV 3043"),
        ("LAK", "-"),
        ("BMT", None, 300),
        due_on="31/12/2023",
        effective_on="2023-02-01",
    )
    assert "Thêm mới 4" in said.out, said
    decision = TargetDecision.objects.get()
    assert (decision.state, decision.issuer.code, decision.number) == (State.ISSUED, "DLK", "15-QĐ/TU")
    assert (decision.issued_on, decision.effective_on, decision.due_on) == (
        date(2023, 1, 10), date(2023, 2, 1), date(2023, 12, 31)
    )  # fmt: skip
    assert lines() == {
        ("DLK", "ASSIGNED", "TOTAL", 1230),
        ("KBO", "ASSIGNED", "TOTAL", 115),
        ("KBO", "PLEDGE", "TOTAL", 120),
        ("KBO", "ASSIGNED", "WOMEN", 40),
        ("KBO", "ASSIGNED", "PUPIL", 0),
        ("LAK", "ASSIGNED", "TOTAL", None),
        ("BMT", "PLEDGE", "TOTAL", 300),
    }
    own = Target.objects.get(unit=units["KBO"], tier=Tier.ASSIGNED, category=Category.TOTAL)
    assert (own.own_due_on, own.note) == (date(2023, 11, 15), "theo CV 3043")
    answer = progress(units["KBO"], year=2023, as_of=date(2023, 10, 10), tree=date(2023, 10, 10))
    assert (answer.self.target, answer.self.pledge, answer.self.own_due_on) == (115, 120, date(2023, 11, 15))


def test_the_same_file_with_the_same_number_again_changes_nothing_and_says_so(tmp_path: Path) -> None:
    rows = [("KBO", 115, 120, "15/11/2023", None, None, "ghi chú"), ("LAK", "-")]
    given(tmp_path, *rows)
    said = given(tmp_path, *rows)
    assert "không đổi 2" in said.out, said
    assert "không ghi gì" in said.out
    assert TargetDecision.objects.count() == 1


@pytest.mark.parametrize(
    ("rows", "paper", "told"),
    [
        ([("KBO", 116), ("LAK", 55)], {}, "Dòng này khác với dòng đã ban hành"),
        ([("KBO", 115)], {}, "Trong tệp không có dòng của: Đảng bộ huyện Lắk"),
        ([("KBO", 115), ("LAK", 55), ("BMT", 1)], {}, "Dòng này khác với dòng đã ban hành"),
        ([("KBO", 115), ("LAK", 55)], {"issued_on": "11/01/2023"}, "đã ban hành với ngày khác"),
    ],
)
def test_an_issued_decision_is_never_edited(tmp_path: Path, rows: list[Any], paper: dict[str, str], told: str) -> None:
    given(tmp_path, ("KBO", 115), ("LAK", 55))
    before = lines()
    said = given(tmp_path, *rows, **paper)
    assert said.refused
    assert told in "\n".join([*said.faults, said.refused])
    assert lines() == before


def test_a_draft_or_withdrawn_decision_of_that_number_is_pointed_out(tmp_path: Path, units: dict[str, Unit]) -> None:
    day = date(2023, 1, 10)
    TargetDecision.objects.create(issuer=units["DLK"], year=2023, number="15-QĐ/TU", issued_on=day, effective_on=day)
    assert "(dự thảo); hãy dùng số khác" in given(tmp_path, ("KBO", 115)).refused


def test_only_the_parent_on_the_day_of_effect_gives_a_target(tmp_path: Path, units: dict[str, Unit]) -> None:
    move(units["CPU"], to=units["LAK"], on=date(2023, 2, 1))
    said = given(tmp_path, ("CPU", 9), ("KBO", 100), ("KBO-CB", 3), ("DLK", 4), issuer="KBO")
    assert [fault.split("!")[1].split(" ")[0] for fault in said.faults] == ["A3", "A5"]
    assert "nhận chỉ tiêu từ Đảng bộ tỉnh Đắk Lắk; tự mình chỉ đăng ký Phấn đấu" in said.faults[0]
    assert "không có cấp trên vào ngày 10/01/2023" in said.faults[1]
    said = given(tmp_path, ("CPU", 9), ("KBO", None, 100), issuer="KBO", issued_on="01/02/2023")
    assert "trực thuộc Đảng bộ huyện Lắk, không phải Đảng bộ huyện Krông Bông" in said.faults[0]
    assert not TargetDecision.objects.exists()
    assert not given(tmp_path, ("KBO", None, 100), ("KBO-CB", 3), issuer="KBO", issued_on="01/02/2023").refused


def test_a_decision_before_an_applied_reorganisation_is_refused(tmp_path: Path, units: dict[str, Unit]) -> None:
    moved = Reorganisation.objects.create(
        kind=ReorganisationKind.TRANSFER, number="1", issued_on=date(2023, 7, 1), effective_on=date(2023, 7, 1)
    )
    TargetAdjustment.objects.create(
        reorganisation=moved, unit=units["KBO"], year=2023, delta=3, effective_on=date(2023, 7, 1)
    )
    said = given(tmp_path, ("KBO", 115), ("LAK", 3))
    assert len(said.faults) == 1
    assert "đã được sắp xếp ngày 01/07/2023" in said.faults[0]


def test_bad_numbers_dates_and_rows_are_all_told_at_once(tmp_path: Path) -> None:
    said = given(
        tmp_path,
        ("KBO", -5, "1,5"),
        ("LAK", None, None, "15/11/2023"),
        ("BMT", 3, None, "09/01/2023"),
        ("BMT", 4),
        ("XXX", 4),
        ("LAK", "3", None, "31/02/2023"),
    )
    cells = [fault.split("!")[1].split(" ")[0].rstrip(":") for fault in said.faults]
    assert cells == ["B2", "C2", "B3", "D3", "D4", "A5", "A6", "D7", "A7"]
    assert "Không được là số âm" in said.faults[0]
    assert "Thiếu “Chỉ tiêu”" in said.faults[2]
    assert not TargetDecision.objects.exists()


def test_a_sum_that_differs_from_the_issuers_own_target_is_printed(tmp_path: Path) -> None:
    said = given(tmp_path, ("DLK", 300), ("KBO", 115), ("LAK", 55))
    assert "Tổng chỉ tiêu giao cho cấp dưới là 170, khác chỉ tiêu của Đảng bộ tỉnh Đắk Lắk là 300." in said.out
    said = given(tmp_path, ("BMT", 130), number="16")
    assert "khác chỉ tiêu" not in said.out
    said = given(tmp_path, ("LAK", "-"), number="17")
    assert "là 245, khác" in said.out


def test_with_good_rows_the_decision_holds_what_is_good(tmp_path: Path) -> None:
    said = given(tmp_path, ("KBO", 115), ("CPU", 9), good_rows="yes")
    assert not said.refused
    assert lines() == {("KBO", "ASSIGNED", "TOTAL", 115)}


@pytest.mark.parametrize(
    ("paper", "told"),
    [
        ({"issuer": "XXX"}, "Không có tổ chức mang mã XXX."),
        ({"year": "-2023"}, "“-2023” không phải là năm của một chỉ tiêu"),
        ({"year": "abc"}, "“abc” không phải là năm"),
        ({"issued_on": "31/02/2023"}, "--issued-on: “31/02/2023” không phải là một ngày có thật"),
        ({"issued_on": ""}, "Thiếu ngày ban hành"),
        ({"effective_on": "2023-13-45"}, "--effective-on: “2023-13-45” không phải là một ngày có thật"),
        ({"effective_on": "09/01/2023"}, "Ngày hiệu lực không được trước ngày ban hành."),
        ({"effective_on": "09/01/2024"}, "ở sau năm 2023"),
        ({"due_on": "09/01/2023"}, "Thời hạn không được trước ngày hiệu lực."),
        ({"issued_on": "11/10/2023"}, "Ngày ban hành 11/10/2023 chưa đến."),
        ({"number": " "}, "Số quyết định phải có từ 1 đến 50 ký tự."),
    ],
)
def test_a_paper_that_cannot_be_is_refused_in_words(tmp_path: Path, paper: dict[str, str], told: str) -> None:
    assert told in given(tmp_path, ("KBO", 115), **paper).refused
    assert not TargetDecision.objects.exists()


def test_every_category_of_targets_has_its_column_in_the_glossarys_order() -> None:
    assert list(SUB_TARGETS) == ["WOMEN", "MINORITY", "YOUTH_UNION", *SourceGroup.values]
    headers = [column.header for column in TARGETS.offered]
    assert headers[7:11] == ["Nữ", "Dân tộc thiểu số", "Đoàn viên", "Bộ đội xuất ngũ"]
    assert headers[-1] == "Ghi chú"


def test_an_export_goes_back_in_without_a_change(tmp_path: Path) -> None:
    given(
        tmp_path,
        ("DLK", 300),
        ("KBO", 115, 120, "15/11/2023", 3, None, "x"),
        ("LAK", "-"),
        ("BMT", 9, None, None, 4),
    )
    export(TARGETS, target_rows(TargetDecision.objects.get())).save(tmp_path / "out.xlsx")
    said = run("import_targets", tmp_path / "out.xlsx", *options())
    assert "không đổi 4" in said.out, said


def test_the_number_of_queries_does_not_grow_with_the_file(tmp_path: Path) -> None:
    def queries(number: str, *rows: Sequence[Any]) -> int:
        with CaptureQueriesContext(connection) as caught:
            assert not given(tmp_path, *rows, number=number).refused
        return len(caught)

    assert queries("1", ("KBO", 1)) == queries("2", ("KBO", 1, 2), ("LAK", 3, 3, None, 3), ("BMT", 1, None, None, 1))
