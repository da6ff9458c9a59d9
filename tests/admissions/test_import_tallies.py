"""Results without names come in as a workbook; one tallying unit on any line, and no quiet contradiction with the names."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from admissions.models import Tally
from admissions.sheets import TALLIES, tally_rows
from tests.import_files import Said, run, workbook
from tests.small_province import admit, move, tally
from units.models import Unit
from workbooks.templates import export

HEADERS = ("Mã tổ chức", "Năm", "Tính đến ngày", "Số kết nạp", "Nữ", "Dân tộc thiểu số", "Đoàn viên", "Nguồn số liệu")
JUNE = date(2023, 6, 30)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("units")]


def given(folder: Path, *rows: Sequence[Any], options: Sequence[str] = ()) -> Said:
    return run("import_tallies", workbook(folder / "t.xlsx", "Số liệu tổng hợp", HEADERS, *rows), *options)


def test_tallies_come_in_and_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    rows = [("CPU", 2023, JUNE, 12, 5, None, 0, "Báo cáo 12"), ("LAK", "2022", "31/12/2022", "1.085", *[None] * 4)]
    said = given(tmp_path, *rows)
    assert "Thêm mới 2" in said.out, said
    kept = Tally.objects.get(unit__code="CPU")
    assert (kept.quantity, kept.women, kept.minority, kept.youth_union, kept.source) == (12, 5, None, 0, "Báo cáo 12")
    said = given(tmp_path, *rows)
    assert "không đổi 2" in said.out
    assert "không ghi gì" in said.out


def test_a_corrected_quantity_is_a_change_of_the_same_tally(tmp_path: Path) -> None:
    given(tmp_path, ("CPU", 2023, JUNE, 12, 5, None, None, None))
    said = given(tmp_path, ("CPU", 2023, JUNE, 13, None, None, None, None))
    assert "thay đổi 1" in said.out
    kept = Tally.objects.get()
    assert (kept.quantity, kept.women) == (13, 5)


def test_what_contradicts_itself_is_refused_at_its_cell(tmp_path: Path) -> None:
    said = given(
        tmp_path,
        ("CPU", 2022, JUNE, 12, None, None, None, None),
        ("LAK", 2023, JUNE, 12, 13, None, 14, None),
        ("TAN", 2023, "11/10/2023", 12, None, None, None, None),
        ("KBO-CB", 2023, JUNE, -1, None, None, None, None),
        ("KBO-CB", -2023, "31/02/2023", 1, None, None, None, None),
    )
    assert [fault.split("!")[1].split(" ")[0] for fault in said.faults] == ["B2", "E3", "G3", "C4", "D5", "B6", "C6"]
    assert "Năm phải là năm của Tính đến ngày, 30/06/2023" in said.faults[0]
    assert not Tally.objects.exists()


def test_a_row_twice_names_the_first(tmp_path: Path) -> None:
    row = ("CPU", 2023, JUNE, 12, None, None, None, None)
    assert "Trùng hàng 2" in given(tmp_path, row, row).faults[0]


def test_a_second_unit_on_the_line_is_refused_with_the_name_of_the_first(
    tmp_path: Path, units: dict[str, Unit]
) -> None:
    tally(units["KBO"], date(2023, 3, 31), 5)
    said = given(tmp_path, ("CPU-01", 2023, JUNE, 1, *[None] * 4), ("LAK", 2023, JUNE, 1, *[None] * 4))
    assert len(said.faults) == 1
    assert "A2 «CPU-01»: Đảng bộ huyện Krông Bông đã báo số liệu tổng hợp năm 2023; trên một tuyến" in said.faults[0]
    said = given(tmp_path, ("CPU-01", 2022, "30/06/2022", 1, *[None] * 4))
    assert not said.refused


def test_of_two_on_a_line_in_one_file_the_first_stands(tmp_path: Path) -> None:
    rows = [
        ("CPU", 2023, JUNE, 3, *[None] * 4),
        ("DLK", 2023, JUNE, 9, *[None] * 4),
        ("CPU-02", 2023, JUNE, 1, *[None] * 4),
    ]
    said = given(tmp_path, *rows, options=["--good-rows"])
    assert [fault.split("!")[1][:2] for fault in said.faults] == ["A3", "A4"]
    assert "Đảng bộ xã Cư Pui (hàng 2) đã báo số liệu tổng hợp năm 2023;" in said.faults[0]
    assert list(Tally.objects.values_list("unit__code", flat=True)) == ["CPU"]


def test_the_line_is_that_of_either_tallys_date(tmp_path: Path, units: dict[str, Unit]) -> None:
    move(units["CPU"], to=units["LAK"], on=date(2023, 7, 1))
    tally(units["KBO"], date(2023, 3, 31), 5)
    said = given(tmp_path, ("CPU", 2023, "30/09/2023", 1, *[None] * 4))
    assert "Đảng bộ huyện Krông Bông đã báo" in said.faults[0]


def test_fewer_than_the_names_below_is_pointed_out(tmp_path: Path, units: dict[str, Unit]) -> None:
    admit(units["CPU-01"], "Nguyễn Văn A", date(2023, 5, 19))
    admit(units["CPU-02"], "Nguyễn Văn B", date(2023, 6, 30))
    admit(units["CPU-02"], "Nguyễn Văn C", date(2023, 7, 1))
    admit(units["CPU"], "Nguyễn Văn D", date(2023, 6, 30))
    said = given(tmp_path, ("CPU", 2023, JUNE, 1, *[None] * 4))
    assert "Ít hơn 2 người đã ghi tên" in said.out
    said = given(tmp_path, ("CPU", 2023, JUNE, 2, *[None] * 4))
    assert "Ít hơn" not in said.out


def test_names_that_outgrow_a_tally_above_them_are_pointed_out(tmp_path: Path, units: dict[str, Unit]) -> None:
    tally(units["KBO"], JUNE, 2)
    admit(units["CPU-01"], "Nguyễn Văn A", date(2023, 5, 19))
    headers = ("Mã tổ chức", "Họ và tên", "Ngày sinh", "Giới tính", "Số quyết định", "Ngày quyết định")
    rows = [
        ("CPU-02", f"Nguyễn Văn {n}", "1990", "Nam", "1", day) for n, day in enumerate([JUNE, JUNE, date(2023, 7, 1)])
    ]
    said = run("import_admissions", workbook(tmp_path / "a.xlsx", "Kết nạp", headers, *rows))
    assert "A3 «CPU-02»: Đảng bộ huyện Krông Bông đã báo 2 người đến ngày 30/06/2023" in said.out
    assert "bên dưới có 3 người" in said.out


def test_a_cumulative_number_that_falls_is_pointed_out(tmp_path: Path) -> None:
    rows = [("CPU", 2023, date(2023, 3, 31), 9, *[None] * 4), ("CPU", 2023, JUNE, 8, *[None] * 4)]
    assert "đến ngày 31/03/2023 đã là 9" in given(tmp_path, *rows).out


def test_an_export_goes_back_in_without_a_change(tmp_path: Path, units: dict[str, Unit]) -> None:
    tally(units["KBO"], JUNE, 1085, women=0, source="Báo cáo")
    tally(units["TAN"], date(2021, 12, 31), 10)
    export(TALLIES, tally_rows(Tally.objects.order_by("pk"), date(2023, 10, 10))).save(tmp_path / "out.xlsx")
    said = run("import_tallies", tmp_path / "out.xlsx")
    assert "không đổi 2" in said.out, said


def test_the_number_of_queries_does_not_grow_with_the_file(tmp_path: Path) -> None:
    def queries(days: int, year: int) -> int:
        rows = [("CPU", year, date(year, 1, 1 + n), n, *[None] * 4) for n in range(days)]
        with CaptureQueriesContext(connection) as caught:
            assert not given(tmp_path, *rows).refused
        return len(caught)

    assert queries(3, 2021) == queries(28, 2022)
