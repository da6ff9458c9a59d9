"""A file is written whole or not at all; with --good-rows, its good rows; and the second time it changes nothing."""

import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.workbooks.building import by_hand, of_rows
from units.lists import Kind
from units.models import Unit
from workbooks.commands import ImportCommand
from workbooks.importing import Outcome, Planned, Result, carry_out, prepare
from workbooks.parsers import Code, Day
from workbooks.reading import Row
from workbooks.sheets import Column, Sheet

pytestmark = pytest.mark.django_db

SHEET = Sheet(
    "Phòng",
    (
        Column("Mã", "code", Code(), required=True),
        Column("Tên", "name", required=True),
        Column("Thành lập", "established_on", Day()),
        Column("Giải thể", "dissolved_on", Day()),
    ),
)
HEADERS = ["Mã", "Tên", "Thành lập", "Giải thể"]
SOME = [HEADERS, ["P1", "Phòng một"], ["P2", "Phòng hai"]]


class RoomImporter:
    """The smallest importer there is: rows are units, known by their code."""

    sheet = SHEET

    def check(self, rows: Sequence[Row]) -> list[Planned]:
        known = {unit.code: unit for unit in Unit.objects.all()}
        return [self._planned(row, known.get(row["code"])) for row in rows if self._accepted(row)]

    def write(self, planned: Sequence[Planned]) -> None:
        new = [Unit(kind=Kind.CELL, **one.data) for one in planned if one.outcome is Outcome.NEW]
        Unit.objects.bulk_create(new)
        for one in planned:
            if one.outcome is Outcome.CHANGED:
                Unit.objects.filter(code=one.data["code"]).update(**one.data)

    def _accepted(self, row: Row) -> bool:
        if row["name"] == "Cấm":
            row.fault("name", "Tên này không dùng được.", ["Phòng"])
        return row.good

    def _planned(self, row: Row, known: Unit | None) -> Planned:
        data = {key: value for key, value in row.values.items() if value is not None}
        if known is None:
            return Planned(row, Outcome.NEW, data)
        changes = {key: (getattr(known, key), value) for key, value in data.items() if getattr(known, key) != value}
        return Planned(row, Outcome.CHANGED if changes else Outcome.UNCHANGED, data, changes)


class Command(ImportCommand):
    def importer(self, options: dict[str, Any]) -> RoomImporter:
        return RoomImporter()


def imported(*rows: list[Any], good_rows: bool = False) -> Result:
    importer = RoomImporter()
    return carry_out(prepare(of_rows(*rows), importer), importer, good_rows=good_rows)


def codes() -> list[str]:
    return sorted(Unit.objects.values_list("code", flat=True))


def counts(result: Result) -> tuple[int, int, int, int]:
    return result.new, result.changed, result.unchanged, result.refused


def test_a_good_file_is_written() -> None:
    result = imported(*SOME)
    assert (result.written, counts(result)) == (True, (2, 0, 0, 0))
    assert codes() == ["P1", "P2"]


def test_the_same_file_a_second_time_changes_nothing() -> None:
    imported(*SOME)
    assert counts(imported(*SOME)) == (0, 0, 2, 0)


def test_a_changed_cell_is_a_change_and_the_preview_shows_both_values() -> None:
    imported(*SOME)
    plan = prepare(of_rows(HEADERS, ["P1", "Phòng một"], ["P2", "Phòng 2"]), RoomImporter())
    assert [one.outcome for one in plan.planned] == [Outcome.UNCHANGED, Outcome.CHANGED]
    assert plan.planned[1].changes == {"name": ("Phòng hai", "Phòng 2")}
    assert Unit.objects.get(code="P2").name == "Phòng hai"
    assert counts(carry_out(plan, RoomImporter())) == (0, 1, 1, 0)
    assert Unit.objects.get(code="P2").name == "Phòng 2"


def test_one_bad_row_and_nothing_is_written() -> None:
    result = imported(*SOME, ["P3", "Phòng ba", "31/02/2023"], ["P4", "Cấm"])
    assert (result.written, counts(result)) == (False, (2, 0, 0, 2))
    assert [(fault.cell, fault.value) for fault in result.faults] == [("C4", "31/02/2023"), ("B5", "Cấm")]
    assert codes() == []


def test_the_good_rows_alone_are_written_on_request() -> None:
    result = imported(*SOME, ["P3", "Cấm"], good_rows=True)
    assert (result.written, counts(result)) == (True, (2, 0, 0, 1))
    assert codes() == ["P1", "P2"]


CONTRADICTION = ["P3", "Phòng ba", date(2023, 5, 2), date(2023, 5, 1)]
DOUBLE = ["P1", "Phòng một nữa"]


def test_what_the_database_refuses_comes_back_as_the_fault_of_its_row() -> None:
    result = imported(*SOME, CONTRADICTION, ["P4", "Phòng bốn"], DOUBLE)
    assert (result.written, counts(result)) == (False, (3, 0, 0, 2))
    assert [fault.cell for fault in result.faults] == ["4", "6"]
    assert "Ngày giải thể không được trước ngày thành lập" in str(result.faults[0])
    assert codes() == []


def test_the_good_rows_are_written_though_the_database_refuses_others() -> None:
    result = imported(*SOME, CONTRADICTION, ["P4", "Phòng bốn"], DOUBLE, good_rows=True)
    assert (result.written, counts(result)) == (True, (3, 0, 0, 2))
    assert codes() == ["P1", "P2", "P4"]


def test_a_sheet_without_its_columns_is_never_written() -> None:
    result = imported(["Mã", "Ghi chú"], ["P1", "x"], good_rows=True)
    assert (result.written, counts(result)) == (False, (0, 0, 0, 0))
    assert "Thiếu cột bắt buộc “Tên”" in str(result.faults[0])


def test_an_importer_that_forgets_a_row_is_a_mistake_of_ours() -> None:
    class Forgetful(RoomImporter):
        def check(self, rows: Sequence[Row]) -> list[Planned]:
            return []

    with pytest.raises(LookupError, match="row 2"):
        prepare(of_rows(*SOME), Forgetful())


@pytest.fixture
def run(tmp_path: Path) -> Any:
    """The command on a file; gives what it printed on either channel."""

    def run(data: bytes, *options: str) -> tuple[str, str]:
        path = tmp_path / "phong.xlsx"
        path.write_bytes(data)
        out, err = io.StringIO(), io.StringIO()
        try:
            call_command(Command(), str(path), *options, stdout=out, stderr=err)
        except CommandError as error:
            return out.getvalue(), f"{err.getvalue()}CommandError: {error}"
        return out.getvalue(), err.getvalue()

    return run


def test_the_command_says_what_it_did_and_that_a_second_time_did_nothing(run: Any) -> None:
    assert run(of_rows(*SOME)) == ("Thêm mới 2, thay đổi 0, không đổi 0, không nhận 0 hàng.\n", "")
    assert run(of_rows(*SOME)) == (
        "Thêm mới 0, thay đổi 0, không đổi 2, không nhận 0 hàng. Không có gì mới: dữ liệu đã có đủ, không ghi gì.\n",
        "",
    )


def test_the_command_prints_every_bad_row_and_fails(run: Any) -> None:
    out, err = run(of_rows(*SOME, [7, "Phòng ba"], ["P4", "Cấm"]))
    assert out == ""
    assert "Danh sách!A4 «7»: Excel đã đổi mã thành số 7" in err
    assert "Danh sách!B5 «Cấm»: Tên này không dùng được. Gần nhất: Phòng." in err
    assert "CommandError: Chưa ghi gì: 2 hàng có lỗi trong 4 hàng." in err
    assert codes() == []


def test_the_command_writes_the_good_rows_and_then_succeeds(run: Any) -> None:
    out, err = run(of_rows(*SOME, ["P4", "Cấm"]), "--good-rows")
    assert out == "Thêm mới 2, thay đổi 0, không đổi 0, không nhận 1 hàng.\n"
    assert "B4 «Cấm»" in err
    assert "CommandError" not in err


def test_good_rows_of_a_file_that_has_none_is_a_failure(run: Any) -> None:
    assert (
        "CommandError: Chưa ghi gì: 1 hàng có lỗi trong 1 hàng."
        in run(of_rows(HEADERS, ["P4", "Cấm"]), "--good-rows")[1]
    )


def test_the_command_warns_and_goes_on(run: Any) -> None:
    out, _err = run(of_rows([*HEADERS, "Màu"], ["P1", "Phòng một", None, None, "đỏ"]))
    assert out.startswith("Lưu ý: Danh sách!E1 «Màu»: Cột không có trong mẫu, không được đọc.\n")
    assert codes() == ["P1"]


def test_a_file_that_is_refused_at_the_door_is_a_sentence(run: Any) -> None:
    assert run(b"Ma;Ten")[1].startswith("CommandError: Đây là tệp văn bản")
    far = by_hand('<row r="1"><c r="XFD1048576"><v>1</v></c></row>')
    assert "CommandError: Trang quá rộng: ô Danh sách!XFD1048576" in run(far)[1]


def test_a_file_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Không thấy tệp"):
        call_command(Command(), str(tmp_path / "khong-co.xlsx"))
    with pytest.raises(CommandError, match="Không đọc được tệp"):
        call_command(Command(), str(tmp_path))
