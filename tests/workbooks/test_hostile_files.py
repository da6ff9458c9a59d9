"""Whatever a stranger sends as a workbook is refused with a sentence, in seconds and in little memory."""

import io
import os
import resource
import struct
import subprocess
import sys
import time
import zipfile
from functools import cache
from pathlib import Path

import pytest

from tests.workbooks.building import PARTS, by_hand, of_rows, packed, sheet_xml
from workbooks.grid import MAX_COLUMNS, MAX_ROWS, Grid, Workbook
from workbooks.opening import MAX_BYTES, MAX_ENTRIES, UnsafeWorkbook

SECONDS = 60
"""Of the processor: what is read over and over takes hours, and no crowded machine makes a minute of it."""
GIGABYTE = 2**30


def first_sheet(data: bytes) -> Grid:
    workbook = Workbook(data)
    return workbook.grid(workbook.sheets[0])


def refusal(data: bytes) -> str:
    """What the clerk reads. The whole way is gone: the door, the contents, the first sheet."""
    start = time.process_time()
    with pytest.raises(UnsafeWorkbook) as caught:
        first_sheet(data)
    assert time.process_time() - start < SECONDS
    return str(caught.value)


def ole(*names: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + b"".join(name.encode("utf-16-le") for name in names)


@cache
def gigabyte_sheet(filler: bytes) -> bytes:
    """A sheet of a gigabyte that travels as one megabyte."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for path, content in PARTS.items():
            archive.writestr(path, content)
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            part.write(sheet_xml("").encode()[:-30])
            for _chunk in range(GIGABYTE // 2**20):
                part.write(filler)
    return stream.getvalue()


def with_size_claimed(data: bytes, path: str, size: int) -> bytes:
    """The same file, its contents list claiming another unpacked size for one part."""
    changed = bytearray(data)
    name = path.encode()
    for signature, offset, name_at in ((b"PK\x01\x02", 24, 46), (b"PK\x03\x04", 22, 30)):
        at = -1
        while (at := changed.find(signature, at + 1)) >= 0:
            if changed[at + name_at : at + name_at + len(name)] == name:
                changed[at + offset : at + offset + 4] = struct.pack("<I", size)
    return bytes(changed)


def flood(element: str, count: int) -> str:
    """So many of the element, packed no tighter than a real sheet."""
    return "".join(f"{element * 100}<!--{number * 2**61 % 999_999_937:x}-->" for number in range(count // 100))


def test_a_good_workbook_passes() -> None:
    assert first_sheet(of_rows(["Mã", "Tên"], ["A", "An"])).rows == {1: {1: "Mã", 2: "Tên"}, 2: {1: "A", 2: "An"}}


def test_an_empty_file() -> None:
    assert "Tệp trống" in refusal(b"")


def test_ten_megabytes_of_noise() -> None:
    assert "không phải tệp Excel" in refusal(os.urandom(MAX_BYTES))


def test_ten_megabytes_of_noise_that_claim_to_be_a_zip() -> None:
    assert "bị hỏng" in refusal(b"PK\x03\x04" + os.urandom(MAX_BYTES - 4))


def test_more_than_ten_megabytes() -> None:
    assert "lớn hơn 10 MB" in refusal(b"PK" + bytes(MAX_BYTES))


@pytest.mark.parametrize("filler", [b" " * 2**20, bytes(2**20)], ids=["spaces", "zeros"])
def test_a_sheet_that_unpacks_to_a_gigabyte(filler: bytes) -> None:
    assert "bung ra quá lớn" in refusal(gigabyte_sheet(filler))


def test_a_gigabyte_that_claims_to_be_small() -> None:
    data = with_size_claimed(gigabyte_sheet(b" " * 2**20), "xl/worksheets/sheet1.xml", 4000)
    assert "bị hỏng" in refusal(data)


def test_parts_that_are_small_alone_and_too_large_together() -> None:
    noise = os.urandom(20_000) * 400  # 8 MB that pack to little, below the size where the ratio is asked
    extra = {f"xl/media/{number}.bin": noise for number in range(14)}
    assert "bung ra quá lớn" in refusal(packed({**PARTS, "xl/worksheets/sheet1.xml": sheet_xml(""), **extra}))


def test_five_thousand_entries() -> None:
    extra = {f"xl/media/{number}.png": b"" for number in range(5_000)}
    assert str(MAX_ENTRIES) in refusal(packed({**PARTS, **extra}))


@pytest.mark.parametrize(
    "cell", ["XFD1048576", f"A{MAX_ROWS + 1}", "XFD1", "GS2", "ZZZ9999999"], ids=lambda cell: str(cell)
)
def test_a_cell_beyond_the_limits_is_named(cell: str) -> None:
    said = refusal(by_hand(f'<row r="1"><c r="{cell}"><v>1</v></c></row>'))
    assert f"Danh sách!{cell}" in said
    assert str(MAX_COLUMNS) in said


def test_a_far_cell_that_is_only_coloured_does_no_harm() -> None:
    coloured = '<row r="1048576"><c r="XFD1048576" s="0"/></row>'
    assert first_sheet(by_hand('<row r="1"><c r="A1"><v>1</v></c></row>' + coloured)).rows == {1: {1: 1.0}}


def test_far_cells_without_references_are_counted_too() -> None:
    assert "quá rộng" in refusal(by_hand("<row>" + "<c><v>1</v></c>" * 300 + "</row>"))
    assert "quá rộng" in refusal(by_hand(f'<row r="{MAX_ROWS}"/><row><c><v>1</v></c></row>'))


def test_a_formula_is_refused_by_its_cell_and_its_remembered_value_is_not_read() -> None:
    said = refusal(of_rows(["Mã", "Số"], ["A", "=1+1"]))
    assert "Danh sách!B2" in said
    assert "công thức" in said
    assert "Danh sách!A1" in refusal(by_hand('<row r="1"><c r="A1"><f t="shared" si="0"/><v>2</v></c></row>'))


def test_macros() -> None:
    assert "macro" in refusal(by_hand(extra={"xl/vbaProject.bin": b"\xcc\x61"}))
    assert "macro" in refusal(by_hand(extra={"xl/macrosheets/sheet1.xml": "<xm:macrosheet/>"}))


def test_links_to_other_files() -> None:
    assert "liên kết" in refusal(by_hand(extra={"xl/externalLinks/externalLink1.xml": "<externalLink/>"}))


def test_a_password() -> None:
    assert "mật khẩu" in refusal(ole("EncryptionInfo", "EncryptedPackage"))


def test_the_old_format() -> None:
    assert ".xls)" in refusal(ole("Workbook"))


def test_an_old_word_document() -> None:
    assert "không phải sổ tính" in refusal(ole("WordDocument"))


def test_an_entry_locked_with_a_password() -> None:
    data = bytearray(by_hand())
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    assert "mật khẩu" in refusal(bytes(data))


@pytest.mark.parametrize(
    "text",
    ["Mã;Tên\nA;Bình\n".encode(), "Mã\tTên".encode("utf-16"), b"<html><table></table></html>", b"\xef\xbb\xbfMa,Ten"],
    ids=["csv", "utf-16", "html", "bom"],
)
def test_text_that_was_renamed(text: bytes) -> None:
    assert "văn bản" in refusal(text)


@pytest.mark.parametrize(
    ("path", "word"),
    [
        ("mimetype", "OpenDocument"),
        ("word/document.xml", "Word"),
        ("ppt/presentation.xml", "PowerPoint"),
        ("xl/workbook.bin", ".xlsb"),
        ("readme.txt", "không phải sổ tính"),
    ],
)
def test_other_programs_files(path: str, word: str) -> None:
    assert word in refusal(packed({path: "x"}))


def test_a_file_cut_short() -> None:
    whole = of_rows(*[[f"A{number}", "Nguyễn Văn An"] for number in range(200)])
    for share in (0.1, 0.5, 0.9, 0.99):
        assert "bị hỏng" in refusal(whole[: int(len(whole) * share)])


def test_a_document_type_is_refused_before_any_entity_grows() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]><worksheet><sheetData/>&l11;</worksheet>'
    assert "DTD" in refusal(by_hand(extra={"xl/worksheets/sheet1.xml": bomb}))
    assert "DTD" in refusal(by_hand(extra={"xl/workbook.xml": bomb}))
    assert "DTD" in refusal(
        by_hand('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', extra={"xl/sharedStrings.xml": bomb})
    )


@pytest.mark.parametrize(
    "part",
    [
        "<worksheet><sheetData>",
        "không phải XML",
        "",
        '<worksheet><row r="1"><c r="1A"><v>1</v></c></row></worksheet>',
        '<worksheet><row r="-1"><c><v>1</v></c></row></worksheet>',
        '<worksheet><row r="99999999999999999999"/></worksheet>',
        '<worksheet><row><c t="s"><v>7</v></c></row></worksheet>',
        '<worksheet><row><c t="s"><v>-1</v></c></row></worksheet>',
        "<worksheet><row><c><v>nan</v></c></row></worksheet>",
        "<worksheet><row><c><v>1e999</v></c></row></worksheet>",
        '<worksheet><row><c t="d"><v>2023-99-99</v></c></row></worksheet>',
        '<worksheet><mergeCells><mergeCell ref="A:ZZZZ"/></mergeCells></worksheet>',
        f"<worksheet><row><c t='str'><v>{'a' * 40_000}</v></c></row></worksheet>",
    ],
    ids=lambda part: part[:48] or "empty",
)
def test_a_sheet_that_is_broken(part: str) -> None:
    assert "bị hỏng" in refusal(by_hand(extra={"xl/worksheets/sheet1.xml": part}))


def test_a_tag_of_many_megabytes_does_not_make_the_parser_start_over() -> None:
    assert "bị hỏng" in refusal(by_hand(extra={"xl/worksheets/sheet1.xml": f'<worksheet a="{"x" * 9_000_000}"/>'}))


def test_millions_of_elements_end_in_seconds() -> None:
    assert "bị hỏng" in refusal(by_hand(flood("<row/>", 4_000_000)))
    merges = flood('<mergeCell ref="A1"/>', 200_000)
    assert "quá rộng" in refusal(by_hand(flood("<row/>", 1_000_000) + flood("<c/>", 4_500_000)))
    assert "bị hỏng" in refusal(by_hand("", f"<mergeCells>{merges}</mergeCells>"))
    assert "bị hỏng" in refusal(by_hand(extra={"xl/styles.xml": f"<styleSheet>{flood('<xf/>', 600_000)}</styleSheet>"}))


def test_a_long_text_repeated_a_million_times_is_held_once() -> None:
    strings = f"<sst><si><t>{'á' * 30_000}</t></si></sst>"
    row = "<row>" + '<c t="s"><v>0</v></c>' * 100 + "</row>"
    rows = first_sheet(by_hand(row * 1_000, extra={"xl/sharedStrings.xml": strings})).rows
    assert len(rows) == 1_000
    assert rows[1][1] is rows[1_000][100]


CHILD = """
import sys
from pathlib import Path
import django
django.setup()
from workbooks.grid import Workbook
from workbooks.opening import UnsafeWorkbook
try:
    workbook = Workbook(sys.argv[1])
    workbook.grid(workbook.sheets[0])
except UnsafeWorkbook as refusal:
    print("refused:", refusal)
status = Path("/proc/self/status").read_text()
print("peak", int(status.partition("VmHWM:")[2].split()[0]) // 1024)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of a process is read from /proc")
@pytest.mark.parametrize("kind", ["gigabyte", "noise", "entries", "far", "liar", "flood", "strings", "full"])
def test_memory_stays_under_300_megabytes(kind: str, tmp_path: Path) -> None:
    """In a process of its own, that its peak is its own; "full" is a good file at the limits."""
    sheet = "xl/worksheets/sheet1.xml"
    data = {
        "gigabyte": lambda: gigabyte_sheet(b" " * 2**20),
        "noise": lambda: os.urandom(MAX_BYTES),
        "entries": lambda: packed({f"xl/{number}.xml": b"" for number in range(60_000)}),
        "far": lambda: by_hand('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        "liar": lambda: with_size_claimed(gigabyte_sheet(bytes(2**20)), sheet, 90_000_000),
        "flood": lambda: by_hand(flood('<row hidden="1"/>', 1_000_000) + flood("<c/>", 5_000_000)),
        "strings": lambda: by_hand("", extra={"xl/sharedStrings.xml": f"<sst>{flood('<si/>', 15_000_000)}</sst>"}),
        "full": lambda: by_hand(flood(f"<row>{'<c><v>12345.5</v></c>' * 20}</row>", 49_900)),
    }[kind]()
    path = tmp_path / "tep.xlsx"
    path.write_bytes(data)
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "partytrack.settings"}
    run = subprocess.run(
        [sys.executable, "-c", CHILD, path], capture_output=True, text=True, env=environment, check=True
    )
    assert int(run.stdout.rpartition("peak ")[2]) < 300
    assert ("refused" in run.stdout) == (kind != "full")
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before < SECONDS
