"""A table of one's own: its figures are those of progress and of the lists, whatever stands in its rows and columns."""

import html
import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import dates, lists, sampled_from, tuples

from accounts.models import User
from admissions.counting import AGES
from admissions.lists import Sex, SourceGroup
from admissions.models import Admission, AdmissionSource
from reports.own_tables import heads
from reports.own_tables.building import own_table
from reports.own_tables.dimensions import OF_PEOPLE, UNITS
from reports.own_tables.question import table_asked
from reports.subject import Subject
from targets.progress import progress
from tests.reports.test_reports import held, tables
from tests.small_province import admit, move, tally
from units.models import Placement, Unit
from units.question import asked

SignIn = Callable[[User], Client]
TODAY = date(2023, 10, 10)
FIGURE = re.compile(r'<a class="fig" data-count="(-?\d+)" href="([^"]+)"')
SHOWN, TOTAL = re.compile(r'data-shown="(-?\d+)"'), re.compile(r'data-total="(-?\d+)"')


@pytest.fixture
def province(year: dict[str, Unit]) -> dict[str, Unit]:
    """Tallies, one of which holds names back; a cell that moved since; people of several groups, and of whom little is known."""
    u = year
    tally(u["CPU"], date(2023, 8, 31), 5, women=2)
    tally(u["LAK-01"], date(2023, 3, 31), 3)
    admit(u["KBO"], "Ghi ở huyện", date(2023, 7, 1), sex=Sex.MALE, ethnicity="", occupation="FARMER")
    late = admit(u["CPU-01"], "Sau tổng hợp", date(2023, 9, 5), birth_date=date(1988, 1, 1), ethnicity="M'Nông")
    for group in (SourceGroup.MILITIA, SourceGroup.RESERVIST):
        AdmissionSource.objects.create(admission=late, group=group)
    void = admit(u["TAN-01"], "Đã huỷ", date(2023, 9, 6))
    type(void).objects.filter(pk=void.pk).update(voided_at="2023-09-20T00:00:00Z", void_reason="nhầm")
    move(u["CPU-02"], to=u["KBO"], on=date(2023, 10, 1))
    return u


def part_of(unit: Unit, query: str) -> tuple[list[str], dict[str, list[object]]]:
    """The heads of the columns, and by the name of its row the values."""
    question = asked(QueryDict(query), TODAY)
    table = table_asked(unit, QueryDict(query), question, may_read_people=True)
    assert table.is_good, table.objections
    part = own_table(Subject(unit, question, None), table).parts[0]
    rows = {str(row.cells[0].value): [cell.value for cell in row.cells[1:]] for row in part.all_rows}
    return [str(column.header) for column in part.columns[1:]], rows


def test_units_by_month_end_in_the_figures_of_progress(province: dict[str, Unit]) -> None:
    shown, rows = part_of(province["DLK"], "rows=units&columns=month")
    assert shown == [*(f"Tháng {n}" for n in range(1, 11)), "Số liệu tổng hợp", "Cộng"]
    answer = progress(province["DLK"], year=2023, as_of=TODAY, tree=TODAY)
    for child in answer.children:
        assert (
            rows[child.unit.name][-1]
            == sum(n for n in rows[child.unit.name][:-1] if isinstance(n, int))
            == child.admitted
        )
    assert rows["Toàn đơn vị"][-1] == answer.self.admitted == 15
    assert rows["Đảng bộ huyện Krông Bông"] == [0, 0, 0, 0, 1, 0, 1, 0, 2, 0, 5, 9]


DIVIDED = [*((one.name, "none") for one in UNITS), *((one.name, "none") for one in OF_PEOPLE),
    ("units", "month"), ("grassroots", "sex"), ("month", "units"), ("source", "upper"), ("sex", "youth_union"), ("cells", "source"),
    ("minority", "age"), ("source", "month"),
]  # fmt: skip


@pytest.mark.parametrize("code", ["DLK", "CPU"])
def test_the_total_is_the_figure_of_the_unit_whatever_divides_it(province: dict[str, Unit], code: str) -> None:
    unit = province[code]
    figure = progress(unit, year=2023, as_of=TODAY, tree=TODAY).self.admitted
    for rows, columns in DIVIDED:
        _heads, found = part_of(unit, f"rows={rows}&columns={columns}")
        *parts, total = (row[-1] for row in found.values())
        assert total == figure, (rows, columns)
        if rows != "source":
            assert sum(n for n in parts if isinstance(n, int)) == total, (rows, columns)


def test_a_unit_far_below_has_the_figure_of_its_own_page(province: dict[str, Unit]) -> None:
    for level in ("upper", "grassroots", "cells"):
        _heads, rows = part_of(province["DLK"], f"rows={level}&columns=none")
        shown = [unit for unit in province.values() if unit.name in rows]
        assert len(shown) >= 3
        for unit in shown:
            assert rows[unit.name][-1] == progress(unit, year=2023, as_of=TODAY, tree=TODAY).self.admitted, unit.code


def test_every_linked_number_opens_that_many_people(signed_in: SignIn, an: User, province: dict[str, Unit]) -> None:
    client = signed_in(an)
    seen: dict[str, int] = {}
    for query in (
        "rows=grassroots&columns=source", "rows=month&columns=sex", "rows=age&columns=units&unit=KBO", "rows=minority",
        "rows=units&columns=ethnicity&sex=FEMALE", "rows=sex&columns=youth_union", "columns=figures", "columns=source&source=MILITIA",
    ):  # fmt: skip
        page = client.get(f"/reports/tables/?{query}")
        assert page.status_code == 200, query
        for count, link in FIGURE.findall(page.content.decode()):
            assert seen.setdefault(html.unescape(link), int(count)) == int(count), link
    assert len(seen) > 40
    for link, count in seen.items():
        text = client.get(link).content.decode()
        found = SHOWN.search(text) or TOTAL.search(text)
        assert found, link
        assert int(found[1]) == count, link


def test_the_workbook_holds_what_the_page_shows(signed_in: SignIn, an: User, province: dict[str, Unit]) -> None:
    client = signed_in(an)
    for query in ("unit=DLK", "unit=KBO&rows=age&columns=sex&sex=FEMALE", "unit=DLK&rows=units&columns=figures"):
        page = tables(client.get(f"/reports/tables/?{query}").content.decode())[0]
        book = openpyxl.load_workbook(BytesIO(client.get(f"/reports/tables.xlsx?{query}").content), data_only=True)
        rows = [["" if cell == "—" else cell for cell in row] for row in page.rows]
        assert rows == held(book.worksheets[0], page.first)[: len(rows)], query
        said = " ".join(
            str(cell.value) for row in book.worksheets[0].iter_rows(max_row=6) for cell in row if cell.value
        )
        assert "Tính đến ngày 10/10/2023" in said
        assert ("Lọc: Giới tính: Nữ" in said) == ("FEMALE" in query)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("rows=nonsense", "Không có lựa chọn “nonsense”."),
        ("rows=month%00", "Không có lựa chọn"),
        ("rows=month&columns=month", "Hàng và cột đang như nhau"),
        ("rows=units&columns=grassroots", "Hàng đã là đơn vị"),
        ("rows=month&columns=figures", "cần hàng là đơn vị trực thuộc"),
        ("rows=sex&measure=target", "là số liệu của từng đơn vị"),
        ("columns=figures&figures=" + "x" * 2000, "Không có lựa chọn “xxx"),
        ("columns=figures&sex=FEMALE", "hãy bỏ lọc"),
        ("sex=NOBODY", "Không có lựa chọn “NOBODY”."),
        ("decided_from=2023-13-45", "không phải là một ngày có thật"),
        ("age=200", "Không có lựa chọn “200”."),
    ],
)
def test_what_cannot_be_asked_is_said_at_its_field(
    signed_in: SignIn, an: User, units: dict[str, Unit], query: str, said: str
) -> None:
    client = signed_in(an)
    page = client.get(f"/reports/tables/?{query}")
    assert page.status_code == 422
    assert said in html.unescape(page.content.decode())
    book = client.get(f"/reports/tables.xlsx?{query}")
    assert book.status_code == 400
    assert said in html.unescape(book.content.decode())


def test_a_table_too_large_is_refused_in_a_sentence(
    signed_in: SignIn, an: User, units: dict[str, Unit], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heads, "COLUMNS_AT_MOST", 2)
    page = signed_in(an).get("/reports/tables/?rows=month&columns=units")
    assert page.status_code == 422
    assert "Bảng này có 3 cột, nhiều nhất là 2; hãy để đơn vị ở hàng." in page.content.decode()


def test_who_reads_figures_alone_divides_by_nothing_that_tells_of_a_person(
    signed_in: SignIn, xem: User, province: dict[str, Unit]
) -> None:
    client = signed_in(xem)
    page = client.get("/reports/tables/?rows=units&columns=month")
    assert page.status_code == 200
    assert "/admissions/?" not in page.content.decode()
    assert client.get("/reports/tables/?rows=ethnicity").status_code == 422
    refused = client.get("/reports/tables/?ethnicity=Kinh&decided_from=2023-01-01")
    assert refused.status_code == 422
    assert (
        "Chỉ người được xem thông tin của người mới lọc được theo: Dân tộc, Ngày quyết định từ."
        in refused.content.decode()
    )


def test_the_queries_do_not_grow_with_units_and_people(signed_in: SignIn, an: User, year: dict[str, Unit]) -> None:
    client = signed_in(an)
    addresses = [
        "/reports/tables/?unit=KBO&rows=units&columns=source",
        "/reports/tables/?rows=grassroots&columns=month",
    ]
    client.get(addresses[0])

    def queries() -> list[int]:
        counts = []
        for address in addresses:
            with CaptureQueriesContext(connection) as made:
                client.get(address)
            counts.append(len(made))
        return counts

    few = queries()
    for n in range(20):
        unit = Unit.objects.create(code=f"KBO-X{n:02}", name=f"Chi bộ cơ sở {n}", kind="GRASSROOTS_CELL")
        Placement.objects.create(unit=unit, parent=year["KBO"])
        admit(unit, f"Nguyễn Văn {n}", date(2023, 3, 3))
    assert queries() == few


KINDS = [Sex.MALE, Sex.FEMALE]


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    people=lists(
        tuples(
            sampled_from(["DLK", "KBO", "CPU", "CPU-01", "LAK-01", "TAN-01"]),
            dates(date(2022, 12, 20), date(2023, 12, 31)),
            sampled_from(KINDS),
            sampled_from(["", "Kinh", "Êđê", "Mạ"]),
            dates(date(1955, 1, 1), date(2004, 1, 1)),
        ),
        max_size=12,
    )
)
def test_a_naive_count_of_the_people_finds_the_same(
    units: dict[str, Unit], people: list[tuple[str, date, Sex, str, date]]
) -> None:
    Admission.objects.all().delete()
    for n, (code, on, sex, ethnicity, born) in enumerate(people):
        admit(units[code], f"Người {n}", on, sex=sex, ethnicity=ethnicity, birth_date=born)
    counted = [one for one in people if date(2023, 1, 1) <= one[1] <= TODAY]
    shown, rows = part_of(units["DLK"], "rows=month&columns=sex")
    for month in range(1, 11):
        of_month = [one for one in counted if one[1].month == month]
        men, women = (sum(one[2] == sex for one in of_month) for sex in KINDS)
        assert (shown, rows[f"Tháng {month}"]) == (["Nam", "Nữ", "Cộng"], [men, women, len(of_month)])
    _shown, rows = part_of(units["DLK"], "rows=age&columns=none")
    for first, last in AGES:
        name = f"{first}–{last} tuổi" if last else "Trên 60 tuổi"
        assert rows[name] == [sum(first <= _years(one[4], one[1]) <= (last or 200) for one in counted)]
    _shown, rows = part_of(units["DLK"], "rows=ethnicity&columns=none")
    found = Counter(one[3] or "Chưa rõ" for one in counted)
    assert {name: row[0] for name, row in rows.items() if name != "Cộng"} == found


def _years(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
