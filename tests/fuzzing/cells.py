"""Cells, broken in a sound archive: what Excel, other programs and people really send, and what they never would."""

import unicodedata
from typing import Any

from tests.fuzzing.good import HEADERS, Chance, as_it_stands, book_of, by_hand, people
from tests.workbooks.building import PARTS

DATES = [
    "19/05/23", "30/02/2023", "2023-05-19T00:00:00Z", "19 tháng 5 năm 2023", "May 19, 2023", "19.05.2023", "20230519", "45065", "19/05",
    "0/0/0000", "19\u2044" + "05\u20442023", "١٩/٠٥/٢٠٢٣", "19/05/99999", "-1", "1e9",
]  # fmt: skip
SERIALS = [
    "0",
    "1",
    "59",
    "60",
    "61",
    "-1",
    "2958465",
    "2958466",
    "1e15",
    "45065.99999",
    "NaN",
    "INF",
    "0x10",
    "1_000",
    "٤٥",
    "9" * 400,
]
TEXTS = [
    "", " ", "\u00a0", "\u200b", "x" * 40_000, "ế" * 32_767, "a\tb\nc", "\u202egnp.exe", "\ufeffH'Liên",
    unicodedata.normalize("NFD", "Nguyễn Thị Hường"),
    "_x0000_", "_x0008_", "_xD800_", "_xFFFF_", "_x005F_x0000_", "<script>alert(1)</script>",
    "'; DROP TABLE units_unit; --", "=1+1", "@SUM(A1)",
    "12345678901234567", "\U0001f600" * 50, "null", "None", "true", "{{ 7*7 }}", "%s%n", "../../etc/passwd",
    "\u0130STANBUL", "ß", "\ud7ff", "H\u2019Liên",
]  # fmt: skip


def formulas(chance: Chance) -> bytes:
    rows = people()
    formula = chance.choice(
        [
            '<c r="REF"><f>1+1</f><v>2</v></c>',
            '<c r="REF" t="str"><f t="shared" si="0"/><v>Nam</v></c>',
            '<c r="REF"><f t="array" ref="A1:C9">HYPERLINK("http://x")</f></c>',
            '<c r="REF" t="str"><f>[1]Sheet1!A1</f><v>CPU-01</v></c>',
            '<c r="REF"><f/></c>',
        ]
    )
    rows[chance.randrange(3)][chance.randrange(len(HEADERS))] = as_it_stands(formula)
    return by_hand([HEADERS, *rows])


def odd_cells(chance: Chance) -> bytes:
    """Error cells, booleans, numbers, dates of either epoch, references that do not fit: where text should be."""
    rows = people()
    for _change in range(chance.choice([1, 3, 10])):
        xml = chance.choice(
            [
                *(f'<c r="REF" t="e"><v>{error}</v></c>' for error in ("#REF!", "#N/A", "#", "")),
                *(f'<c r="REF" t="b"><v>{value}</v></c>' for value in ("1", "0", "2", "x")),
                *(f'<c r="REF" t="s"><v>{index}</v></c>' for index in ("0", "-1", "99999999", "x", "")),
                *(f'<c r="REF" t="d"><v>{day}</v></c>' for day in ("2023-05-19", "2023-13-45", "x", "0001-01-01")),
                *(f'<c r="REF"><v>{serial}</v></c>' for serial in SERIALS),
                *(
                    f'<c r="REF" s="{style}"><v>{chance.choice(SERIALS)}</v></c>'
                    for style in ("0", "1", "2", "-1", "99999", "x")
                ),
                '<c r="A1"><v>1</v></c>',
                '<c r="XFE1048577"><v>1</v></c>',
                "<c><v>1</v></c>",
                '<c r="REF" t="inlineStr"><is><r><t>a</t></r><rPh><t>b</t></rPh><r><t>c</t></r></is></c>',
                '<c r="REF" t="unknown"><v>1</v></c>',
            ]
        )
        rows[chance.randrange(3)][chance.randrange(len(HEADERS))] = as_it_stands(xml)
    styles = (
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<numFmts><numFmt numFmtId="164" formatCode="mm/yyyy"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>'
    )
    book = PARTS["xl/workbook.xml"].replace("Danh sách", "Kết nạp")
    if chance.random() < 0.5:
        book = book.replace("<sheets>", '<workbookPr date1904="1"/><sheets>')
    return by_hand([HEADERS, *rows], extra={"xl/styles.xml": styles, "xl/workbook.xml": book})


def odd_texts(chance: Chance) -> bytes:
    rows = people()
    for _change in range(chance.choice([1, 2, 8])):
        rows[chance.randrange(3)][chance.randrange(len(HEADERS))] = chance.choice(TEXTS)
    return by_hand([HEADERS, *rows])


def odd_dates(chance: Chance) -> bytes:
    rows = people()
    for row in rows:
        row[chance.choice([2, 9, 10, 11, 12])] = chance.choice(DATES)
    return by_hand([HEADERS, *rows])


def values_in_other_columns(chance: Chance) -> bytes:
    rows = people()
    for row in rows:
        chance.shuffle(row)
    return by_hand([HEADERS, *rows])


def decomposed(chance: Chance) -> bytes:
    """Every text in NFD, as macOS writes it: the same people, so a good file."""
    form = chance.choice(["NFD", "NFKD"])

    def apart(row: list[Any]) -> list[Any]:
        return [unicodedata.normalize(form, cell) if cell else cell for cell in row]  # type: ignore[arg-type]

    return by_hand([apart(HEADERS), *map(apart, people())])


def good_but_for_a_value(chance: Chance) -> bytes:
    """A rule broken in one row: under age, in the future, a unit nobody has, a person twice."""
    rows = people()
    at, value = chance.choice(
        [
            (2, "20/05/2015"),
            (9, "01/01/2099"),
            (0, "KHONG-CO"),
            (0, "LAK-01"),
            (3, "Nm"),
            (11, "18/05/2023"),
            (12, "01/01/2022"),
            (1, None),
            (8, None),
            (7, "?"),
        ]
    )
    rows[chance.randrange(2)][at] = value
    if chance.random() < 0.3:
        rows.append(list(rows[0]))
    return book_of([HEADERS, *rows])


def untouched(chance: Chance) -> bytes:
    """A good file: the other half of the test is that these are written."""
    rows = people()
    chance.shuffle(rows)
    return book_of([HEADERS, *rows])
