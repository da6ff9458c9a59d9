"""Every report: its workbook holds what its page shows, its figures open their records, and nobody reads what is not his."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from partytrack.vietnamese import UNKNOWN, decimal, format_date, number, signed
from reports.kinds import KINDS
from tests.small_province import admit
from units.models import Placement, Unit
from workbooks.formats import FRACTION, SIGNED, UNGROUPED

SignIn = Callable[[User], Client]
UNITS = ("DLK", "KBO", "TAN", "TAN-01")


@dataclass
class Shown:
    """A table on a page: the title of its part, its first head, the texts of its rows."""

    title: str = ""
    first: str = ""
    rows: list[list[str]] = field(default_factory=list)


class Tables(HTMLParser):
    """Those of class report."""

    def __init__(self) -> None:
        super().__init__()
        self.title = ""
        self.tables: list[Shown] = []
        self.place: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "h2":
            self.title = ""
        if tag == "table" and "report" in (dict(attrs).get("class") or "").split():
            self.tables.append(Shown(self.title))
        if tag in ("h2", "table", "thead", "tbody", "tfoot", "tr", "td", "th"):
            self.place.append(tag)
        if self._in_row and tag == "tr":
            self.tables[-1].rows.append([])
        if self._in_row and tag in ("td", "th"):
            self.tables[-1].rows[-1].append("")

    @property
    def _in_row(self) -> bool:
        return "table" in self.place and "thead" not in self.place and bool(self.tables)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.place:
            del self.place[self.place.index(tag) :]

    def handle_data(self, data: str) -> None:
        if self.place[-1:] == ["h2"]:
            self.title += data
        elif self._in_row and self.place[-1] in ("td", "th"):
            self.tables[-1].rows[-1][-1] += data
        elif "thead" in self.place and not self.tables[-1].first:
            self.tables[-1].first = data.strip()


def tables(html: str) -> list[Shown]:
    found = Tables()
    found.feed(html)
    return found.tables


def written(cell: Any) -> str:
    """What a cell of the workbook says, as a page writes it."""
    value = cell.value
    if isinstance(value, datetime):
        return format_date(value.date())
    if isinstance(value, bool | str) or value is None:
        return str(value or "")
    if cell.number_format == UNGROUPED:
        return str(value)
    if cell.number_format == SIGNED:
        return signed(value)
    if cell.number_format == FRACTION:
        return decimal(Decimal(str(value)), 2)
    if cell.number_format.endswith("%"):
        places = 1 if cell.number_format == "0.0%" else 2
        return decimal(Decimal(str(round(value * 100, places))).quantize(Decimal(1).scaleb(-places)), places)
    return number(int(value)) if float(value).is_integer() else decimal(Decimal(str(value)), 2)


def held(sheet: Any, first: str) -> list[list[str]]:
    """The rows of a sheet below its heads, as a page writes them."""
    rows = list(sheet.iter_rows())
    start = next(place for place, row in enumerate(rows) if row[0].value == first)
    grouped = any(rows[start][0].coordinate in merged for merged in sheet.merged_cells.ranges)
    return [[written(cell) for cell in row] for row in rows[start + 1 + grouped :]]


@pytest.mark.parametrize("code", UNITS)
@pytest.mark.parametrize("name", KINDS)
def test_the_workbook_holds_what_the_page_shows(
    signed_in: SignIn, an: User, year: dict[str, Unit], name: str, code: str
) -> None:
    client = signed_in(an)
    answer = client.get(f"/reports/{name}/?unit={code}")
    assert answer.status_code == 200
    shown = tables(answer.content.decode())
    assert shown or 'class="empty"' in answer.content.decode()
    content = client.get(f"/reports/{name}.xlsx?unit={code}").content
    book = openpyxl.load_workbook(BytesIO(content), data_only=True)
    for table in shown:
        rows = [["" if cell == UNKNOWN else cell for cell in row] for row in table.rows]
        assert rows
        assert rows == held(book[table.title[:31]], table.first)[: len(rows)]


@pytest.mark.parametrize("name", KINDS)
def test_a_report_says_what_when_and_by_which_rule(
    signed_in: SignIn, an: User, year: dict[str, Unit], name: str
) -> None:
    html = signed_in(an).get(f"/reports/{name}/?unit=KBO&year=2023&as_of=2023-06-30").content.decode()
    for words in ("Đảng bộ huyện Krông Bông", "ngày 30/06/2023"):
        assert words in html


@pytest.mark.parametrize("name", KINDS)
def test_what_cannot_be_asked_is_said_in_a_sentence(
    signed_in: SignIn, chi: User, year: dict[str, Unit], name: str
) -> None:
    client = signed_in(chi)
    assert client.get(f"/reports/{name}/?unit=KBO").status_code == 404
    assert client.get(f"/reports/{name}.xlsx?unit=KBO").status_code == 404
    for query in ("year=1900", "year=abc", "as_of=2023-13-45", "year=2023&as_of=2023-06-30&tree=2023-01-01"):
        answer = client.get(f"/reports/{name}/?unit=LAK&{query}")
        assert answer.status_code == 400
        assert re.search(r"<h1.*?</h1>", answer.content.decode(), re.DOTALL)
    assert client.get(f"/reports/{name}/?unit=LAK&year=1995").status_code == 200


def test_a_report_that_is_none_is_not_found(signed_in: SignIn, an: User, year: dict[str, Unit]) -> None:
    assert signed_in(an).get("/reports/nothing/").status_code == 404
    assert signed_in(an).get("/reports/nothing.xlsx").status_code == 404


@pytest.mark.parametrize("name", KINDS)
def test_the_queries_of_a_report_do_not_grow_with_its_units(
    signed_in: SignIn, an: User, year: dict[str, Unit], name: str
) -> None:
    client = signed_in(an)
    client.get(f"/reports/{name}/?unit=KBO")  # the session has begun
    with CaptureQueriesContext(connection) as few:
        client.get(f"/reports/{name}/?unit=KBO")
    for n in range(20):
        unit = Unit.objects.create(code=f"KBO-X{n:02}", name=f"Chi bộ cơ sở {n}", kind="GRASSROOTS_CELL")
        Placement.objects.create(unit=unit, parent=year["KBO"])
        admit(unit, f"Nguyễn Văn {n}", date(2023, 3, 3))
    with CaptureQueriesContext(connection) as many:
        client.get(f"/reports/{name}/?unit=KBO")
    assert len(many) == len(few)
