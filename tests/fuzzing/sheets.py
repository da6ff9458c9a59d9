"""Sheets, headers and the parts beside them, broken in a sound archive."""

import unicodedata
from typing import Any
from xml.sax.saxutils import quoteattr

from openpyxl.utils import get_column_letter

from tests.fuzzing.cells import TEXTS
from tests.fuzzing.good import HEADERS, PEOPLE, Chance, as_it_stands, book_of, by_hand, cell, people
from tests.workbooks.building import PARTS, packed, sheet_xml


def odd_headers(chance: Chance) -> bytes:
    headers: list[Any] = list(HEADERS)
    for _change in range(chance.choice([1, 2, 5])):
        at = chance.randrange(len(headers))
        headers[at] = chance.choice(
            [
                headers[at - 1],
                None,
                chance.choice(TEXTS),
                f" {headers[at]}* ",
                str(headers[at]).upper(),
                "Cột lạ",
                "STT",
                "Cần sửa",
                "Mã bản ghi",
            ]
        )
    above: list[list[Any]] = [["DANH SÁCH"]] * chance.choice([0, 0, 3, 60])
    between: list[list[Any]] = [list(HEADERS)] * chance.choice([0, 0, 2])
    return by_hand([*above, headers, *between, *people()])


def merged(chance: Chance) -> bytes:
    def range_of() -> str:
        top, left = chance.randrange(1, 6), chance.randrange(1, 15)
        bottom, right = top + chance.choice([0, 1, 3, 1_000_000]), left + chance.choice([0, 1, 5, 16_000])
        return f"{get_column_letter(left)}{top}:{get_column_letter(min(right, 16_384))}{min(bottom, 1_048_576)}"

    count = chance.choice([1, 3, 50, 20_000])
    cells = "".join(f'<mergeCell ref="{range_of()}"/>' for _range in range(count))
    odd = chance.choice(
        ["", '<mergeCell ref="B2:A1"/>', '<mergeCell ref="x"/>', "<mergeCell/>", '<mergeCell ref="A1:A1"/>']
    )
    return by_hand([HEADERS, *people()], after=f"<mergeCells>{cells}{odd}</mergeCells>")


def hidden(chance: Chance) -> bytes:
    def change(book: Any, sheet: Any) -> None:
        for number in range(2, 5):
            sheet.row_dimensions[number].hidden = chance.random() < 0.5
        for letter in "ABCD":
            sheet.column_dimensions[letter].hidden = chance.random() < 0.3
        if chance.random() < 0.3:
            book.create_sheet("Khác")
            sheet.sheet_state = chance.choice(["hidden", "veryHidden"])

    return book_of([HEADERS, *people()], change)


def more_sheets(chance: Chance) -> bytes:
    def change(book: Any, sheet: Any) -> None:
        for number in range(chance.choice([1, 3, 60])):
            book.create_sheet(f"Trang {number}").append(chance.choice([HEADERS, ["x"]]))
        sheet.title = chance.choice(["Kết nạp", "KET NAP", unicodedata.normalize("NFD", "Kết nạp"), "Nguồn", "x" * 31])

    return book_of([HEADERS, *people()], change)


def sheets_by_hand(chance: Chance) -> bytes:
    """A contents part that names no sheet, a sheet that is not there, or the same one many times."""
    sheet = '<sheet name="Kết nạp" sheetId="1" r:id="rId1"/>'
    many = chance.choice(
        [
            "",
            sheet * 2,
            sheet * 5_000,
            sheet.replace("rId1", "rId9"),
            sheet.replace("Kết nạp", "_x0000_" * 40),
            '<sheet r:id="rId1"/>',
        ]
    )
    book = PARTS["xl/workbook.xml"].replace('<sheet name="Danh sách" sheetId="1" r:id="rId1"/>', many)
    return by_hand([HEADERS, *people()], extra={"xl/workbook.xml": book})


def targets_elsewhere(chance: Chance) -> bytes:
    target = chance.choice(
        [
            "../../../etc/passwd",
            "http://127.0.0.1/x",
            "/xl/worksheets/sheet1.xml",
            "",
            "worksheets",
            "file:///x",
            "worksheets/../worksheets/sheet1.xml",
            "\u202e",
        ]
    )
    name = "xl/_rels/workbook.xml.rels"
    return by_hand([HEADERS, *people()], extra={name: PARTS[name].replace("worksheets/sheet1.xml", target)})


def far_and_many(chance: Chance) -> bytes:
    """Cells at the end of the sheet, rows out of order, cells twice, tens of thousands of rows or empty cells."""
    rows = "".join(
        f'<row r="{n}">{"".join(cell(f"{get_column_letter(c)}{n}", v) for c, v in enumerate(row, 1))}</row>'
        for n, row in enumerate([HEADERS, *PEOPLE], 1)
    )
    rows += chance.choice(
        [
            '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
            '<row r="2"><c r="A2" t="inlineStr"><is><t>CPU-02</t></is></c></row>',
            '<row r="0"><c r="A0"><v>1</v></c></row>',
            '<row r="-5"><c><v>1</v></c></row>',
            '<row r="3"/>' * 50_000,
            "<row>" + "<c/>" * 100_000 + "</row>",
            "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(5, 30_000)),
            f'<row r="9">{"".join(f"<c><v>{n}</v></c>" for n in range(300))}</row>',
        ]
    )
    book = PARTS["xl/workbook.xml"].replace("Danh sách", "Kết nạp")
    return packed({**PARTS, "xl/workbook.xml": book, "xl/worksheets/sheet1.xml": sheet_xml(rows)})


def shared_strings(chance: Chance) -> bytes:
    """A list of texts that is too short, too long, deep or twice as large as it says."""
    texts = chance.choice(
        [
            "<si><t>a</t></si>",
            "<si/>",
            f"<si><t>{'x' * 40_000}</t></si>",
            "<si>" * 5_000,
            "<si><t>_x0000_</t></si>" * 3,
            "<si><r><t>a</t></r></si>" * 100_000,
        ]
    )
    rows = people()
    rows[0][1] = as_it_stands(f'<c r="REF" t="s"><v>{chance.choice([0, 1, 2, 10**9])}</v></c>')
    part = f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="1" uniqueCount="{2**31}">{texts}</sst>'
    return by_hand([HEADERS, *rows], extra={"xl/sharedStrings.xml": part})


def styles(chance: Chance) -> bytes:
    formats = chance.choice(["[" * 250, '"' * 3, "yyyy\\", "d" * 255, "d" * 10_000, "[$-42A]dddd", "_", "*"])
    xf = '<xf numFmtId="200"/>'
    part = (
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<numFmts><numFmt numFmtId="200" formatCode={quoteattr(formats)}/><numFmt numFmtId="x"/></numFmts>'
        f"<cellXfs>{xf * chance.choice([1, 100_000])}</cellXfs></styleSheet>"
    )
    rows = people()
    rows[0][9] = as_it_stands('<c r="REF" s="0"><v>45065</v></c>')
    return by_hand([HEADERS, *rows], extra={"xl/styles.xml": part})


def empty_and_headless(chance: Chance) -> bytes:
    rows: list[list[Any]] = chance.choice(
        [
            [],
            [HEADERS],
            [[None]],
            [HEADERS, [None] * 14, [" "] * 14],
            PEOPLE,
            [["x"]],
            [HEADERS[:3], *PEOPLE],
            [HEADERS] * 3,
        ]
    )
    return by_hand(rows)
