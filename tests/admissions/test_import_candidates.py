"""The pipeline comes in as a workbook: a person's rows are his steps, and what they say of him must agree."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from admissions.lists import Stage
from admissions.models import Candidate, CandidateSource, CandidateStep
from admissions.sheets import CANDIDATES, candidate_rows
from tests.import_files import Said, run, workbook
from tests.small_province import admit, prepare
from units.models import Unit
from workbooks.templates import export

TODAY = date(2023, 10, 10)
HEADERS = ("Mã tổ chức", "Họ và tên", "Ngày sinh", "Giới tính", "Bước", "Ngày vào bước")
LISTED = ("TAN-01", "Lê Thị Ánh", "03/02/1998", "Nữ", "Cảm tình đảng", date(2022, 3, 1))
CLASS = (*LISTED[:4], "Lớp nhận thức", date(2022, 9, 1))
VETTING = (*LISTED[:4], "VETTING", "01/08/2023")

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("units")]


def given(folder: Path, *rows: Sequence[Any], more: Sequence[str] = (), options: Sequence[str] = ()) -> Said:
    return run("import_candidates", workbook(folder / "n.xlsx", "Nguồn", (*HEADERS, *more), *rows), *options)


def returned(folder: Path) -> Said:
    export(CANDIDATES, candidate_rows(Candidate.objects.order_by("pk"), TODAY)).save(folder / "back.xlsx")
    return run("import_candidates", folder / "back.xlsx")


def test_the_rows_of_a_person_are_his_steps(tmp_path: Path) -> None:
    more = ("Đối tượng", "Lớp nhận thức", "Ngày cấp giấy chứng nhận", "Người giúp đỡ", "Dự kiến kết nạp", "Đoàn viên")
    told = ("Giáo viên; Y tế", "Lớp 1/2022", "15/09/2022", "Trần Văn B", date(2023, 11, 15), "không")
    said = given(tmp_path, (*VETTING, *told), LISTED, CLASS, more=more)
    assert "Thêm mới 3" in said.out, said
    person = Candidate.objects.get()
    assert {step.stage: step.on for step in person.steps.all()} == {
        "LISTED": date(2022, 3, 1), "CLASS": date(2022, 9, 1), "VETTING": date(2023, 8, 1)
    }  # fmt: skip
    assert (person.awareness_class, person.certified_on, person.mentor) == (
        "Lớp 1/2022",
        date(2022, 9, 15),
        "Trần Văn B",
    )
    assert (person.expected_on, person.youth_union) == (date(2023, 11, 15), False)
    assert {source.group for source in person.sources.all()} == {"TEACHER", "HEALTH_WORKER"}


def test_the_same_file_again_changes_nothing_and_a_new_step_is_added(tmp_path: Path) -> None:
    given(tmp_path, LISTED, CLASS)
    said = given(tmp_path, LISTED, CLASS)
    assert "không đổi 2" in said.out
    assert "không ghi gì" in said.out
    said = given(tmp_path, ("TAN-01", "LÊ THỊ ANH", *VETTING[2:]))
    assert "Thêm mới 1" in said.out
    person = Candidate.objects.get()
    assert person.steps.count() == 3
    assert person.name == "LÊ THỊ ANH"
    said = given(tmp_path, (*VETTING[:5], "02/08/2023"))
    assert "thay đổi 1" in said.out
    assert CandidateStep.objects.get(stage="VETTING").on == date(2023, 8, 2)


def test_rows_that_disagree_are_pointed_out_and_the_last_holds(tmp_path: Path) -> None:
    said = given(tmp_path, (*LISTED, "Bình"), (*CLASS, "Cường"), more=["Người giúp đỡ"])
    assert "G3 «Cường»: Khác hàng 2 của cùng một người" in said.out
    assert Candidate.objects.get().mentor == "Cường"


def test_a_correction_on_one_row_of_an_export_is_a_correction(tmp_path: Path) -> None:
    given(tmp_path, LISTED, CLASS, VETTING)
    rows = list(candidate_rows(Candidate.objects.all(), TODAY))
    rows[0] |= {"name": "Lê Thị Ngọc Ánh", "unit": "TAN", "cell": ""}
    export(CANDIDATES, rows).save(tmp_path / "back.xlsx")
    said = run("import_candidates", tmp_path / "back.xlsx")
    assert "thay đổi 1" in said.out, said
    person = Candidate.objects.get()
    assert (person.name, person.unit.code, person.name_search) == ("Lê Thị Ngọc Ánh", "TAN", "le thi ngoc anh")


def test_an_export_goes_back_in_without_a_change(tmp_path: Path, units: dict[str, Unit]) -> None:
    one = prepare(
        units["CPU-01"], "Y Sơn Byă", {Stage.LISTED: date(2021, 1, 1), Stage.CELL: date(2023, 2, 2)}, mentor="Bình"
    )
    CandidateSource.objects.create(candidate=one, group="TEACHER")
    prepare(
        units["KBO-CB"],
        "H'Liên Niê",
        {Stage.AUTHORISED: date(2023, 9, 9)},
        birth_precision="YEAR",
        birth_date=date(1999, 1, 1),
    )
    prepare(
        units["TAN"], "Đã Rời", {Stage.LISTED: date(2023, 9, 9)}, dropped_on=date(2023, 9, 30), drop_reason="chuyển đi"
    )
    said = returned(tmp_path)
    assert "không đổi 4" in said.out, said
    assert not said.faults


def test_who_left_the_pipeline_is_not_changed(tmp_path: Path, units: dict[str, Unit]) -> None:
    gone = prepare(
        units["TAN-01"],
        "Lê Thị Ánh",
        {Stage.LISTED: date(2022, 3, 1)},
        dropped_on=date(2023, 9, 30),
        drop_reason="chuyển đi",
    )
    said = given(tmp_path, (*VETTING, gone.uid), more=["Mã bản ghi"])
    assert "đã đưa ra khỏi nguồn ngày 30/09/2023 (lý do: chuyển đi)" in said.faults[0]


def test_every_fault_is_told_at_its_cell(tmp_path: Path) -> None:
    said = given(
        tmp_path,
        (*LISTED[:5], "11/10/2023", None),
        (*CLASS[:4], "Lớp nhận", None, None),
        (*VETTING, "11/10/2023"),
        (*VETTING, None),
        ("TAN-9", *LISTED[1:], None),
        (*LISTED, None),
        more=["Ngày cấp giấy chứng nhận"],
    )
    told = "\n".join(said.faults)
    for part in (
        "F2 «11/10/2023»: Ngày vào bước ở tương lai",
        "E3 «Lớp nhận»",
        "Lớp nhận thức",
        "F3: Thiếu",
        "A6 «TAN-9»",
    ):
        assert part in told
    assert "E5 «VETTING»: Bước này của người này đã có ở hàng 4" in told
    assert "E7 «Cảm tình đảng»: Bước này của người này đã có ở hàng 2" in told
    assert "Ngày cấp giấy chứng nhận ở tương lai" in told
    assert not Candidate.objects.exists()


def test_steps_out_of_order_are_pointed_out(tmp_path: Path) -> None:
    said = given(tmp_path, LISTED, (*VETTING[:5], "01/02/2022"))
    assert not said.refused
    assert "F3 «01/02/2022»: Bước này có ngày trước một bước đứng trước nó (01/03/2022)" in said.out


def test_whoever_was_admitted_already_is_that_candidate_whichever_file_comes_first(
    tmp_path: Path, units: dict[str, Unit]
) -> None:
    born: dict[str, Any] = {"birth_date": date(1998, 2, 3)}
    admission = admit(units["TAN"], "Lê Thị Ánh", date(2023, 9, 1), **born)
    admit(units["CPU"], "Lê Thị Ánh", date(2023, 9, 2), decision_number="13", **born)
    said = given(tmp_path, LISTED, VETTING)
    assert "Đã được kết nạp theo quyết định 12-QĐ/HU ngày 01/09/2023" in said.out
    assert Candidate.objects.get().admission == admission
    assert "không đổi 2" in given(tmp_path, LISTED, VETTING).out
    assert returned(tmp_path).out.count("không đổi 2") == 1


def test_good_rows_come_in_without_the_bad_steps(tmp_path: Path) -> None:
    said = given(tmp_path, LISTED, (*CLASS[:5], "31/02/2023"), options=["--good-rows"])
    assert "Thêm mới 1" in said.out
    assert [step.stage for step in Candidate.objects.get().steps.all()] == ["LISTED"]


def test_the_number_of_queries_does_not_grow_with_the_file(tmp_path: Path) -> None:
    def queries(count: int, cell: str) -> int:
        rows = [(cell, f"Nguyễn Văn {n}", "1998", *LISTED[3:]) for n in range(count)]
        with CaptureQueriesContext(connection) as caught:
            assert not given(tmp_path, *rows).refused
        return len(caught)

    assert queries(3, "TAN-01") == queries(300, "CPU-01")
