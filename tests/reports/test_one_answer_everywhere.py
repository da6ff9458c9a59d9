"""The page, the workbook, the API and the commands say the same."""

import json
from collections.abc import Callable
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import User
from units.models import Unit

SignIn = Callable[[User], Client]
HEAD = [
    "Hạng",
    "Đơn vị",
    "Kết nạp",
    "Chỉ tiêu",
    "Đạt %",
    "Cùng kỳ %",
    "30 ngày qua",
    "Hồ sơ",
    "Dự báo",
    "Đảng viên",
    "Đánh giá",
]


def table(book: openpyxl.Workbook) -> list[list[Any]]:
    rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    start = next(place for place, row in enumerate(rows) if row[: len(HEAD)] == HEAD)
    return [row[: len(HEAD)] for row in rows[start + 1 :] if row[1]]


def test_the_workbook_has_the_rows_order_and_rounding_of_the_answer(
    signed_in: SignIn, an: User, year: dict[str, Unit]
) -> None:
    client = signed_in(an)
    answer = client.get("/api/units/DLK/progress").json()
    book = openpyxl.load_workbook(BytesIO(client.get("/reports/progress.xlsx?unit=DLK").content), data_only=True)
    rows = table(book)
    assert [row[1] for row in rows] == [*(child["name"] for child in answer["children"]), "Toàn đơn vị"]
    for row, fact in zip(rows, [*answer["children"], answer["self"]], strict=True):
        shown = None if fact["percentage"] is None else round(float(fact["percentage"]) / 100, 4)
        assert [row[2], row[3], row[4], row[6], row[7], row[8]] == [
            fact["admitted"],
            fact["target"],
            shown,
            fact["last_30_days"],
            fact["pipeline"],
            fact["forecast"],
        ]
    assert [row[0] for row in rows] == [*(child["rank"] for child in answer["children"]), None]


def test_the_workbook_is_made_for_paper_and_says_what_it_is(signed_in: SignIn, an: User, year: dict[str, Unit]) -> None:
    sheet = openpyxl.load_workbook(
        BytesIO(signed_in(an).get("/reports/progress.xlsx?unit=DLK").content), data_only=True
    ).worksheets[0]
    head = " ".join(str(cell.value) for row in sheet.iter_rows(max_row=6) for cell in row if cell.value)
    for words in ("Đảng bộ tỉnh Đắk Lắk", "Tính đến ngày 10/10/2023", "tính theo ngày quyết định kết nạp"):
        assert words in head
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows
    assert sheet.freeze_panes


def test_the_command_writes_the_same_workbook(
    signed_in: SignIn, an: User, year: dict[str, Unit], tmp_path: Path
) -> None:
    file = tmp_path / "tien-do.xlsx"
    call_command(
        "export_report", "progress", unit="DLK", year="2023", as_of="2023-10-10", output=file, stdout=StringIO()
    )
    page = openpyxl.load_workbook(BytesIO(signed_in(an).get("/reports/progress.xlsx?unit=DLK").content), data_only=True)
    assert table(openpyxl.load_workbook(file, data_only=True)) == table(page)


@pytest.mark.parametrize(
    "wrong", [{"unit": "NOBODY"}, {"year": "abc"}, {"as_of": "2023-13-45"}, {"tree": "2020-01-01"}]
)
def test_the_command_refuses_in_a_sentence(year: dict[str, Unit], tmp_path: Path, wrong: dict[str, str]) -> None:
    given = {"unit": "DLK", "year": "2023", "as_of": "2023-10-10", "tree": "as_of", **wrong}
    with pytest.raises(CommandError) as refusal:
        call_command("export_report", "progress", output=tmp_path / "x.xlsx", **given)
    assert str(refusal.value).endswith(".")
    assert not (tmp_path / "x.xlsx").exists()


def test_the_command_progress_prints_the_apis_json(signed_in: SignIn, an: User, tallied: dict[str, Unit]) -> None:
    out = StringIO()
    call_command("progress", unit="DLK", year=2023, as_of="2023-10-10", stdout=out)
    assert json.loads(out.getvalue()) == signed_in(an).get("/api/units/DLK/progress?year=2023&as_of=2023-10-10").json()


def test_the_api_is_described_and_keeps_to_its_description(signed_in: SignIn, an: User, year: dict[str, Unit]) -> None:
    described = signed_in(an).get("/api/openapi.json").json()
    schema = described["components"]["schemas"]
    assert "/api/units/{code}/progress" in described["paths"]
    answer = signed_in(an).get("/api/units/BMT/progress").json()
    assert set(answer["self"]) == set(schema["Progress"]["properties"])
    assert set(answer) == set(schema["YearOfUnit"]["properties"])


def test_the_api_has_the_fields_of_the_fixed_interface(signed_in: SignIn, an: User, year: dict[str, Unit]) -> None:
    answer = signed_in(an).get("/api/units/TAN/progress?year=2023&as_of=2023-10-10").json()
    assert {name: answer[name] for name in ("unit", "year", "as_of", "tree", "due_on", "counting", "direct")} == {
        "unit": "TAN",
        "year": 2023,
        "as_of": "2023-10-10",
        "tree": "2023-10-10",
        "due_on": "2023-12-31",
        "counting": "DECIDED",
        "direct": None,
    }
    me = answer["self"]
    assert (me["target"], me["admitted"], me["percentage"], me["remaining"]) == (4, 2, "50.00", 2)
    assert (me["pipeline"], me["forecast"], me["status"], me["short_by"]) == (1, 3, "SHORT", 1)
    assert (me["own_due_on"], me["rank"], me["ranked"]) == ("2023-11-15", 1, 1)
    assert me["stages"] == {
        "LISTED": 1, "CLASS": 0, "APPLICATION": 0, "VETTING": 1, "CELL": 0, "GRASSROOTS": 0, "AUTHORISED": 0,
    }  # fmt: skip


def test_anonymous_gets_no_data(client: Client, year: dict[str, Unit]) -> None:
    assert client.get("/api/units/DLK/progress").status_code == 401
