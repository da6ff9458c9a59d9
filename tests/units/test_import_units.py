"""The hierarchy comes in as one workbook, in any order, or is refused with a sentence for every bad row."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partytrack.fields import derived
from tests.import_files import Said, run, workbook
from tests.small_province import move
from units import hierarchy
from units.models import Headcount, Placement, Unit
from units.sheets import UNITS, rows_for_export
from workbooks.templates import export

TODAY = date(2023, 10, 10)
HEADERS = ("Mã", "Tên", "Loại", "Mã cấp trên")
PROVINCE = ("DLK", "Đảng bộ tỉnh Đắk Lắk", "Đảng bộ tỉnh", None)
DISTRICT = ("KBO", "Đảng bộ huyện Krông Bông", "Đảng bộ cấp trên trực tiếp của TCCSĐ", "DLK")
COMMUNE = ("CPU", "Đảng bộ xã Cư Pui", "Đảng bộ cơ sở", "KBO")
CELL = ("CPU-01", "Chi bộ buôn Khanh", "Chi bộ trực thuộc", "CPU")

pytestmark = pytest.mark.django_db


def given(folder: Path, *rows: Sequence[Any], headers: Sequence[str] = HEADERS, options: Sequence[str] = ()) -> Said:
    return run("import_units", workbook(folder / "units.xlsx", "Tổ chức đảng", headers, *rows), *options)


def test_units_come_in_whatever_the_order_of_their_rows(tmp_path: Path) -> None:
    said = given(tmp_path, CELL, COMMUNE, PROVINCE, DISTRICT)
    assert not said.refused, said
    assert "Thêm mới 4" in said.out
    cell = Unit.objects.get(code="CPU-01")
    line = [Unit.objects.get(pk=pk).code for pk in hierarchy.line(cell.pk, date(1975, 4, 30))]
    assert line == ["CPU-01", "CPU", "KBO", "DLK"]
    assert cell.kind == "CELL"
    assert cell.search_key == "chi bo buon khanh cpu-01"


def test_the_same_file_again_changes_nothing_and_says_so(tmp_path: Path) -> None:
    given(tmp_path, PROVINCE, DISTRICT)
    said = given(tmp_path, PROVINCE, DISTRICT)
    assert "không đổi 2" in said.out
    assert "không ghi gì" in said.out
    assert Unit.objects.count() == Placement.objects.count() == 2


def test_a_unit_has_its_place_from_its_establishment_on(tmp_path: Path) -> None:
    headers = (*HEADERS, "Ngày thành lập")
    given(tmp_path, (*PROVINCE, None), (*DISTRICT, date(1984, 9, 19)), headers=headers)
    place = Placement.objects.get(unit__code="KBO")
    assert (place.during.lower, place.during.upper) == (date(1984, 9, 19), None)
    given(tmp_path, (*PROVINCE, None), (*DISTRICT, date(1981, 9, 19)), headers=headers)
    place.refresh_from_db()
    assert place.during.lower == date(1981, 9, 19)


def test_changed_names_and_sector_come_back_as_changes_and_blank_cells_say_nothing(tmp_path: Path) -> None:
    headers = (*HEADERS, "Tên ngắn", "Loại hình")
    given(tmp_path, (*PROVINCE, "Đắk Lắk", "Khác"), headers=headers)
    said = given(tmp_path, ("DLK", "Đảng bộ tỉnh Đắc Lắc", "dang bo tinh", None, None, "Thành phố"), headers=headers)
    assert "thay đổi 1" in said.out
    unit = Unit.objects.get()
    assert (unit.name, unit.short_name, unit.sector) == ("Đảng bộ tỉnh Đắc Lắc", "Đắk Lắk", "CITY")
    assert unit.search_key == "dang bo tinh dac lac dak lak dlk"


def test_headcounts_come_with_their_day_or_not_at_all(tmp_path: Path) -> None:
    headers = (*HEADERS, "Số đảng viên", "Ngày thống kê")
    said = given(tmp_path, (*PROVINCE, "1.388", None), (*DISTRICT, None, date(2023, 1, 1)), headers=headers)
    assert said.faults == [
        "Tổ chức đảng!F2: Có Số đảng viên thì phải có Ngày thống kê.",
        "Tổ chức đảng!E3: Có Ngày thống kê thì phải có Số đảng viên.",
    ]
    given(tmp_path, (*PROVINCE, 1388, date(2023, 1, 1)), headers=headers)
    said = given(tmp_path, (*PROVINCE, 1390, "01/01/2023"), headers=headers)
    assert "thay đổi 1" in said.out
    assert list(Headcount.objects.values_list("members", "counted_on")) == [(1390, date(2023, 1, 1))]
    assert not given(tmp_path, (*PROVINCE, 1390, "01/01/2023"), headers=headers).refused
    assert "F2" in given(tmp_path, (*PROVINCE, 1390, "11/10/2023"), headers=headers).faults[0]


def test_two_roots_in_one_file_are_refused(tmp_path: Path) -> None:
    said = given(tmp_path, PROVINCE, ("PYN", "Đảng bộ tỉnh Phú Yên", "Đảng bộ tỉnh", None))
    assert "PYN ở hàng 3" in said.faults[0]
    assert "DLK ở hàng 2" in said.faults[1]
    assert not Unit.objects.exists()


def test_a_second_root_beside_the_existing_one_is_refused(tmp_path: Path) -> None:
    given(tmp_path, PROVINCE)
    said = given(tmp_path, ("PYN", "Đảng bộ tỉnh Phú Yên", "Đảng bộ tỉnh", None))
    assert said.faults == [
        "Tổ chức đảng!D2: Chỉ một tổ chức không có cấp trên; đã có DLK. Hãy ghi Mã cấp trên. Gần nhất: DLK."
    ]


def test_an_unknown_parent_is_named_with_the_nearest(tmp_path: Path) -> None:
    given(tmp_path, PROVINCE, DISTRICT)
    said = given(tmp_path, ("CPU", "Đảng bộ xã Cư Pui", "Đảng bộ cơ sở", "KB0"))
    assert said.refused
    assert said.faults[0].startswith("Tổ chức đảng!D2 «KB0»: Không có tổ chức mang mã này")
    assert "KBO (Đảng bộ huyện Krông Bông)" in said.faults[0]


def test_a_circle_in_the_file_is_named(tmp_path: Path) -> None:
    a, b, c = (("AA", "A", "Chi bộ", "BB"), ("BB", "B", "Chi bộ", "CC"), ("CC", "C", "Chi bộ", "AA"))
    said = given(tmp_path, PROVINCE, a, b, c, ("DD", "D", "Chi bộ", "CC"), ("EE", "E", "Chi bộ", "EE"))
    assert "AA → BB → CC → AA" in said.faults[0]
    assert "Cấp trên (hàng 5) có lỗi" in said.faults[3]
    assert "trực thuộc chính nó" in said.faults[4]
    assert not Unit.objects.exists()


@pytest.mark.parametrize(
    ("parent_of", "sentence"),
    [
        (lambda number: None, "trong tệp còn có"),
        (lambda number: f"N{(number + 1) % 3000}", " → … → N"),
        (lambda number: f"X{number}", "Không có tổ chức mang mã này"),
    ],
    ids=["a column forgotten", "one circle of them all", "parents nobody knows"],
)
def test_thousands_of_faults_are_told_in_as_many_sentences(
    tmp_path: Path, parent_of: Callable[[int], str | None], sentence: str
) -> None:
    said = given(tmp_path, *((f"N{number}", "Chi bộ", "Chi bộ", parent_of(number)) for number in range(3000)))
    assert len(said.faults) == 3000
    assert all(sentence in fault and len(fault) < 300 for fault in said.faults)


def test_an_existing_unit_is_never_moved(tmp_path: Path) -> None:
    given(tmp_path, PROVINCE, DISTRICT, COMMUNE)
    said = given(tmp_path, (*COMMUNE[:3], "DLK"), (*DISTRICT[:3], None))
    assert all("Sắp xếp tổ chức" in fault for fault in said.faults)
    assert "đang trực thuộc KBO" in said.faults[0]
    assert "đang trực thuộc DLK" in said.faults[1]


def test_a_parent_that_is_gone_takes_nobody_and_one_younger_than_its_child_is_pointed_out(
    tmp_path: Path, units: dict[str, Unit]
) -> None:
    Unit.objects.filter(code="CPU").update(dissolved_on=date(2023, 7, 1))
    Unit.objects.filter(code="TAN").update(established_on=date(1990, 1, 1))
    headers = (*HEADERS, "Ngày thành lập")
    rows = [("CPU-03", "Chi bộ thôn 3", "Chi bộ", "CPU", None), ("TAN-02", "Chi bộ 2", "Chi bộ", "TAN", "01/01/1980")]
    said = given(tmp_path, *rows, headers=headers)
    assert "Đảng bộ xã Cư Pui đã giải thể ngày 01/07/2023" in said.faults[0]
    assert "E3 «01/01/1980»: Trước ngày thành lập của cấp trên, 01/01/1990" in said.out


def test_good_rows_come_in_without_the_bad_and_what_hangs_on_them(tmp_path: Path) -> None:
    said = given(
        tmp_path, PROVINCE, ("KBO", "Đảng bộ huyện Krông Bông", "Huyện gì đó", "DLK"), COMMUNE, options=["--good-rows"]
    )
    assert not said.refused
    assert "C3 «Huyện gì đó»" in said.faults[0]
    assert "D4 «KBO»: Cấp trên (hàng 3) có lỗi" in said.faults[1]
    assert list(Unit.objects.values_list("code", flat=True)) == ["DLK"]


def test_every_fault_is_told_at_once_and_nothing_is_written(tmp_path: Path) -> None:
    headers = (*HEADERS, "Ngày thành lập")
    said = given(
        tmp_path,
        (*PROVINCE, "31/02/1975"),
        ("x!", "Tên", "Chi bộ", "DLK", None),
        ("KBO", None, "Đảng bộ huyện", "DLK", None),
        (*COMMUNE, None),
        (*COMMUNE, None),
        headers=headers,
    )
    told = "\n".join(said.faults)
    for part in ("E2 «31/02/1975»", "A3 «x!»", "B4:", "C4 «Đảng bộ huyện»", "A6 «CPU»: Mã này đã có ở hàng 5"):
        assert part in told
    assert "5 hàng có lỗi trong 5 hàng" in said.refused
    assert not Unit.objects.exists()


def test_an_export_goes_back_in_without_a_change(tmp_path: Path, units: dict[str, Unit]) -> None:
    Headcount.objects.create(unit=units["TAN"], counted_on=date(2023, 1, 1), members=1380)
    Headcount.objects.create(unit=units["TAN"], counted_on=date(2023, 10, 1), members=1388)
    move(units["CPU"], to=units["LAK"], on=date(2023, 7, 1))
    path = tmp_path / "out.xlsx"
    export(UNITS, rows_for_export(Unit.objects.order_by("sort_key"), TODAY), head=["Tổ chức đảng"]).save(path)
    said = run("import_units", path)
    assert not said.refused, said
    assert f"không đổi {len(units)}" in said.out


def test_the_number_of_queries_does_not_grow_with_the_file(tmp_path: Path) -> None:
    def queries(count: int) -> int:
        cells = [(f"T{count}-{n}", f"Chi bộ {n}", "Chi bộ", "DLK") for n in range(count)]
        with CaptureQueriesContext(
            connection,
        ) as caught:
            given(tmp_path, PROVINCE, *cells)
        return len(caught)

    given(tmp_path, PROVINCE)
    assert queries(3) == queries(300)


def test_derived_columns_follow_a_changed_name(tmp_path: Path) -> None:
    given(tmp_path, PROVINCE)
    given(tmp_path, ("DLK", "Đảng bộ tỉnh Ánh", "Đảng bộ tỉnh", None))
    unit = Unit.objects.get()
    kept = [getattr(unit, name) for name in derived(Unit)]
    unit.save()
    assert [getattr(unit, name) for name in derived(Unit)] == kept
