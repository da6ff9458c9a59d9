"""Every report's workbook is a sound package: each part has its type, each reference leads somewhere, nothing leads out, and
whoever reads it (openpyxl, calamine, LibreOffice) reads the same figures, those of formulas among them."""

import posixpath
import re
import subprocess
from collections.abc import Callable, Iterator
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import openpyxl
import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from accounts.models import User
from reports.declared import Cell, Chart, Column, Part, Report, Row, row
from reports.kinds import KINDS
from reports.workbook import workbook_of
from tests import programs
from units.models import Unit
from workbooks.formats import PERCENT, WHOLE

SignIn = Callable[[User], Client]
OURS = "application/vnd.openxmlformats-"
LONG = '=HYPERLINK("http://x.vn") Đảng bộ ' + "xã có tên rất dài " * 10


def of_names(client: Client) -> dict[str, bytes]:
    return {name: client.get(f"/reports/{name}.xlsx?unit=DLK").content for name in KINDS}


def long_names() -> bytes:
    """Names of 200 characters, rows that add up, and a percentage that never does."""
    columns = [
        Column("Đơn vị", width=40),
        Column("Kết nạp so với chỉ tiêu được giao", WHOLE, adds_up=True),
        Column("Chỉ tiêu", WHOLE, adds_up=True),
        Column("Đạt %", PERCENT, bar=True),
    ]
    rows = [row(Cell(LONG, is_data=True), n * 1_000_000_000, 1, 50) for n in range(9)]
    total = row("Toàn đơn vị", 36_000_000_000, 10, 50, strong=True)
    part = Part(LONG, columns, rows, total=total, notes=[LONG])
    charts = [Chart("column", LONG, [1, 2]), Chart("line", "Đường", [1], backwards=True)]
    return workbook_of(Report("long", LONG, [LONG], [part], charts=charts, made_on=date(2023, 10, 10))).to_bytes()


def tree(part: bytes) -> ElementTree.Element:
    """Fails where it is not well-formed."""
    return ElementTree.fromstring(part)  # noqa: S314  # our own


def targets_of(package: ZipFile, rels: str) -> Iterator[str]:
    """The parts that a part of relationships leads to."""
    folder = posixpath.dirname(posixpath.dirname(rels))
    for one in tree(package.read(rels)):
        assert one.get("TargetMode") != "External", rels
        yield posixpath.normpath(posixpath.join(f"/{folder}", one.get("Target", "")))[1:]


def check(content: bytes) -> None:
    package = ZipFile(BytesIO(content))
    names = set(package.namelist())
    assert len(names) == len(package.namelist())
    types = tree(package.read("[Content_Types].xml"))
    by_part = {one.get("PartName") for one in types if one.tag.endswith("Override")}
    by_extension = {one.get("Extension") for one in types if one.tag.endswith("Default")}
    for name in names - {"[Content_Types].xml"}:
        tree(package.read(name))
        assert f"/{name}" in by_part or (name.rsplit(".")[-1] in by_extension - {"xml"}), name
    assert {part[1:] for part in by_part if part} <= names
    led_to = {target for name in names if name.endswith(".rels") for target in targets_of(package, name)}
    assert led_to <= names
    assert not any("externalLink" in name for name in names)
    assert all(b"HYPERLINK(" not in formula for formula in formulas(package))


def formulas(package: ZipFile) -> list[bytes]:
    sheets = [package.read(name) for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
    return [formula for sheet in sheets for formula in re.findall(rb"<f>([^<]*)</f>", sheet)]


def as_openpyxl_reads(content: bytes) -> dict[str, list[list[Any]]]:
    book = openpyxl.load_workbook(BytesIO(content), data_only=True)
    return {sheet.title: [[cell.value for cell in line] for line in sheet.iter_rows()] for sheet in book.worksheets}


def same(ours: Any, theirs: Any) -> bool:
    if isinstance(ours, datetime):
        return bool(ours.date() == (theirs.date() if isinstance(theirs, datetime) else theirs))
    return bool(ours == theirs or (ours is None and theirs == ""))


def check_readers(content: bytes) -> None:
    """calamine begins where the first cell is, and openpyxl at A1: both at A1 here."""
    workbook = CalamineWorkbook.from_filelike(BytesIO(content))
    for title, rows in as_openpyxl_reads(content).items():
        theirs = workbook.get_sheet_by_name(title).to_python(skip_empty_area=False)
        for ours_of_row, theirs_of_row in zip(rows, theirs, strict=False):
            for ours, their in zip(ours_of_row, theirs_of_row, strict=False):
                assert same(ours, their), (title, ours, their)


def test_every_workbook_is_whole_and_reads_the_same_everywhere(
    signed_in: SignIn, an: User, year: dict[str, Unit]
) -> None:
    for content in [*of_names(signed_in(an)).values(), long_names()]:
        check(content)
        check_readers(content)


def test_only_a_figure_that_its_column_adds_up_to_is_a_formula() -> None:
    book = openpyxl.load_workbook(BytesIO(long_names()))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    total = next(line for line in rows if line[0] == "Toàn đơn vị")
    assert total == ("Toàn đơn vị", "=SUM(B5:B13)", 10, 0.5)
    assert as_openpyxl_reads(long_names())[book.sheetnames[0]][13][1] == 36_000_000_000


def test_the_file_says_what_it_is_whose_and_of_which_day() -> None:
    said = openpyxl.load_workbook(BytesIO(long_names())).properties
    assert (said.title, said.creator) == (LONG, LONG)
    assert (said.created, said.language) == (datetime(2023, 10, 10), "vi-VN")


def test_a_list_may_be_filtered_and_its_total_is_not_among_what_is_filtered() -> None:
    sheet = openpyxl.load_workbook(BytesIO(long_names())).worksheets[0]
    assert sheet.auto_filter.ref == "A4:D13"
    assert [str(one.sqref) for one in sheet.conditional_formatting] == ["D5:D13"]


def test_what_is_too_wide_wraps_and_a_figure_has_room() -> None:
    sheet = openpyxl.load_workbook(BytesIO(long_names())).worksheets[0]
    assert (sheet.row_dimensions[5].height or 0) > 60
    assert (sheet.row_dimensions[4].height or 0) >= 45
    assert sheet.column_dimensions["B"].width > len("36.000.000.000")
    assert "A1:D1" in {str(merged) for merged in sheet.merged_cells.ranges}


def test_charts_stand_on_a_sheet_of_their_own_and_follow_the_cells() -> None:
    package = ZipFile(BytesIO(long_names()))
    assert openpyxl.load_workbook(BytesIO(long_names())).sheetnames[-1] == "Biểu đồ"
    charts = sorted(name for name in package.namelist() if name.startswith("xl/charts/"))
    assert len(charts) == 2
    assert b"$B$5:$B$13" in package.read(charts[0])


def test_the_rows_of_one_unit_are_no_chart() -> None:
    part = Part("Một", [Column("Đơn vị"), Column("Kết nạp", WHOLE)], [Row((Cell("Tân An"), Cell(1)))])
    book = workbook_of(Report("one", "Một", ["Tân An"], [part], charts=[Chart("column", "Một", [1])]))
    assert openpyxl.load_workbook(BytesIO(book.to_bytes())).sheetnames == ["Một"]


@pytest.mark.office
@pytest.mark.pdf
def test_libreoffice_works_out_the_same_figures_and_prints_every_one(
    signed_in: SignIn, an: User, year: dict[str, Unit], tmp_path: Path
) -> None:
    files = of_names(signed_in(an)) | {"long": long_names()}
    for name, content in files.items():
        (tmp_path / f"{name}.xlsx").write_bytes(without_values(content))
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    command = [programs.OFFICE.find() or "soffice", home, "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, *(f"{name}.xlsx" for name in files)], cwd=tmp_path, check=True, timeout=500)
    for name, content in files.items():
        command = [programs.POPPLER.find() or "pdftotext", "-layout", f"{name}.pdf", "-"]
        printed = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=60).stdout.decode()
        assert printed.strip()
        assert "###" not in printed
        assert "Err:" not in printed
        totals = [re.sub("[.,]", "", line).split() for line in printed.splitlines() if "Toàn đơn vị" in line]
        worked_out = [number for line in totals for number in line]
        assert sums(content) <= set(worked_out), name


def sums(content: bytes) -> set[str]:
    """The figures that stand beside formulas."""
    package = ZipFile(BytesIO(content))
    sheets = [package.read(name) for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
    return {value.decode() for sheet in sheets for value in re.findall(rb"</f><v>([^<]*)</v>", sheet)}


def without_values(content: bytes) -> bytes:
    """So that the figures of formulas are LibreOffice's own."""
    result = BytesIO()
    with ZipFile(BytesIO(content)) as package, ZipFile(result, "w") as stripped:
        for name in package.namelist():
            stripped.writestr(name, re.sub(rb"</f><v>[^<]*</v>", b"</f>", package.read(name)))
    return result.getvalue()
