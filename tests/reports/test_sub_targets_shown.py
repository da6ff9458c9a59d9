"""Sub-targets where people read them: on the dashboard, as columns one opens, in the workbook; each figure opens its people."""

import html
import re
from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from admissions.models import Admission, AdmissionSource
from targets.models import Target, TargetDecision
from tests.small_province import admit, tally
from units.lists import Kind
from units.models import Placement, Unit

SignIn = Callable[[User], Client]
ADDRESS = "/units/DLK/?year=2023&as_of=2023-10-10"
FIGURE = re.compile(r'<a class="fig" href="([^"]+)" data-count="(\d+)"')


@pytest.fixture
def parts(year: dict[str, Unit]) -> dict[str, Unit]:
    """Women: the province 6 of 11, Krông Bông 2 of 3; pupils: Krông Bông 1. Three women and one pupil were admitted so far."""
    day = date(2023, 1, 20)
    paper = TargetDecision.objects.create(
        issuer=year["DLK"], year=2023, number="05-QĐ/TU", issued_on=day, effective_on=day
    )
    for code, category, quantity in (("DLK", "WOMEN", 6), ("KBO", "WOMEN", 2), ("KBO", "PUPIL", 1)):
        Target.objects.create(decision=paper, unit=year[code], category=category, quantity=quantity)
    TargetDecision.objects.filter(pk=paper.pk).update(state="ISSUED")
    pupil = Admission.objects.get(name="Y Thiên Byă")
    for group in ("PUPIL", "MILITIA"):
        AdmissionSource.objects.create(admission=pupil, group=group)
    return year


def page(client: Client, address: str = ADDRESS) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def words(page: str) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))).replace("\u00a0", " ")


def block(page: str) -> str:
    """The section of sub-targets alone."""
    found = re.search(r'<section class="sec comp-s" aria-labelledby="s-h">.*?</section>', page, re.DOTALL)
    return words(found[0]) if found else ""


def cells(page: str, name: str) -> list[str]:
    """The opened figures of one unit's row, without the words for narrow screens."""
    rows = re.findall(r"<tr role=\"row\".*?</tr>", page, re.DOTALL)
    row = next(row for row in rows if f">{name}<" in row)
    row = re.sub(r'<span class="(only-s|mv)">.*?</span>|<svg.*?</svg>', "", row, flags=re.DOTALL)
    return [words(cell).replace(" ", "") for cell in re.findall(r"<td[^>]*c-s[fp].*?</td>", row, re.DOTALL)]


def test_the_unit_reads_each_of_its_own_with_its_percentage(
    signed_in: SignIn, an: User, binh: User, parts: dict[str, Unit]
) -> None:
    assert re.search(r"Nữ 4 /6 · 66,67 %", block(page(signed_in(an))))
    assert "Học sinh" not in block(page(signed_in(an)))
    own = block(page(signed_in(binh), "/units/KBO/?year=2023&as_of=2023-10-10"))
    assert re.search(r"Nữ 2 /2 · 100,00 %.*Học sinh 1 /1 · 100,00 %", own)


def test_a_unit_without_any_says_nothing_of_them(signed_in: SignIn, an: User, parts: dict[str, Unit]) -> None:
    lak = page(signed_in(an), "/units/LAK/")
    assert block(lak) == ""
    assert "Mở cột trong đó" not in lak


def test_columns_stand_on_the_page_once_opened_and_not_before(
    signed_in: SignIn, an: User, parts: dict[str, Unit]
) -> None:
    client = signed_in(an)
    closed = page(client)
    assert "h-c-sf" not in closed
    opener = re.search(r'<li><a href="\?([^"]+)">Nữ</a></li>', closed)
    assert opener
    opened = page(client, "/units/DLK/?" + html.unescape(opener[1]))
    assert cells(opened, "Krông Bông") == ["2/2", "100,00"]
    assert "category=PUPIL" not in opened
    assert re.search(r'<a href="\?[^"]*" aria-current="true">Nữ</a>', opened)
    assert '<input type="hidden" name="parts" value="WOMEN">' in opened


def test_not_assigned_is_not_0(signed_in: SignIn, an: User, parts: dict[str, Unit]) -> None:
    opened = page(signed_in(an), ADDRESS + "&parts=WOMEN,PUPIL")
    assert cells(opened, "Lắk") == ["0/—", "", "0/—", ""]
    assert '<abbr title="chưa giao">—</abbr>' in opened
    assert not re.search(r"(?<!\d)0/0(?!\d)", words(opened).replace(" ", ""))


def test_a_tally_that_does_not_give_it_leaves_it_unknown(signed_in: SignIn, an: User, parts: dict[str, Unit]) -> None:
    tally(parts["KBO"], date(2023, 9, 30), 9, women=5)
    client = signed_in(an)
    own = block(page(client, "/units/KBO/?year=2023&as_of=2023-10-10"))
    assert re.search(r"Nữ 5 /2 · 250,00 %.*Học sinh — /1 chưa rõ 9", own), own
    assert cells(page(client, ADDRESS + "&parts=PUPIL"), "Krông Bông") == ["—/1", ""]
    assert "chưa rõ" in block(page(client, "/units/KBO/?year=2023&as_of=2023-10-10"))


def test_each_figure_opens_exactly_its_people(signed_in: SignIn, an: User, parts: dict[str, Unit]) -> None:
    tally(parts["LAK"], date(2023, 9, 30), 3, women=2)
    client = signed_in(an)
    found = FIGURE.findall(page(client, ADDRESS + "&parts=WOMEN,PUPIL"))
    asked = {html.unescape(link): int(count) for link, count in found if "category=" in link}
    assert {re.sub(r".*category=(\w+).*", r"\1", link) for link in asked} >= {"women", "PUPIL"}
    for link, count in asked.items():
        total = re.search(r'data-total="(-?\d+)"', page(client, link))
        assert total, link
        assert int(total[1]) == count, link


def test_the_list_of_a_source_group_says_what_it_is(signed_in: SignIn, an: User, parts: dict[str, Unit]) -> None:
    client = signed_in(an)
    listed = page(client, "/admissions/?unit=DLK&year=2023&as_of=2023-10-10&category=PUPIL")
    assert "Học sinh: 1 người" in words(listed)
    assert "Y Thiên Byă" in listed
    assert "H'Liên Niê" not in html.unescape(listed)
    assert client.get("/admissions/?unit=DLK&category=NOBODY").status_code == 400


def test_a_viewer_reads_the_figures_and_opens_nobody(signed_in: SignIn, xem: User, parts: dict[str, Unit]) -> None:
    opened = page(signed_in(xem), ADDRESS + "&parts=WOMEN")
    assert "Nữ 4 /6" in block(opened)
    assert "/admissions/" not in opened


def book(client: Client, unit: str) -> dict[str, list[list[Any]]]:
    """The rows of each sheet."""
    address = f"/reports/progress.xlsx?unit={unit}&year=2023&as_of=2023-10-10"
    sheets = openpyxl.load_workbook(BytesIO(client.get(address).content), data_only=True).worksheets
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in sheets}


@pytest.mark.parametrize("unit", ["DLK", "KBO"])
def test_the_workbook_has_them_all_with_the_figures_of_page_and_api(
    signed_in: SignIn, an: User, parts: dict[str, Unit], unit: str
) -> None:
    tally(parts["LAK"], date(2023, 9, 30), 3)
    client = signed_in(an)
    answer = client.get(f"/api/units/{unit}/progress?year=2023&as_of=2023-10-10").json()
    assert list(answer["self"]["parts"]) == ["WOMEN", "PUPIL"]
    rows = book(client, unit)["Chỉ tiêu thành phần"]
    start = next(place for place, row in enumerate(rows) if row[0] == "Đơn vị")
    assert [head for head in rows[start] if head] == ["Đơn vị", "Nữ", "Học sinh"]
    assert rows[start + 1][1:7] == ["Chỉ tiêu", "Kết nạp", "Đạt %"] * 2
    by_name = {row[0]: row[1:7] for row in rows[start + 2 :] if row[0]}
    opened = page(client, f"/units/{unit}/?year=2023&as_of=2023-10-10&parts=WOMEN,PUPIL")
    for fact in [*answer["children"], answer["self"]]:
        name = "Toàn đơn vị" if fact is answer["self"] else fact["name"]
        expected = []
        for part in fact["parts"].values():
            shown = part["percentage"]
            rate = None if shown is None else round(float(shown) / 100, 4)
            expected += [part["target"], part["admitted"], rate]
        assert by_name[name] == expected, name
        short = name if fact is answer["self"] else Unit.objects.get(code=fact["code"]).short
        on_page = cells(opened, short)
        for (target, admitted, rate), told, percent in zip(
            (expected[:3], expected[3:]), on_page[::2], on_page[1::2], strict=True
        ):
            assert told == f"{'—' if admitted is None else admitted}/{'—' if target is None else target}"
            assert percent == ("" if rate is None else f"{rate * 100:.2f}".replace(".", ","))


def test_a_workbook_without_sub_targets_has_no_such_sheet(signed_in: SignIn, an: User, parts: dict[str, Unit]) -> None:
    assert "Chỉ tiêu thành phần" not in book(signed_in(an), "LAK")
    assert "Chỉ tiêu thành phần" in book(signed_in(an), "DLK")


def test_open_columns_cost_no_query_more_for_more_units(signed_in: SignIn, an: User, parts: dict[str, Unit]) -> None:
    client = signed_in(an)

    def queries() -> int:
        with CaptureQueriesContext(connection) as kept:
            page(client, "/units/KBO/?year=2023&as_of=2023-10-10&parts=WOMEN,PUPIL")
        return len(kept)

    queries()
    few = queries()
    for number in range(40):
        unit = Unit.objects.create(code=f"KBO-{number:02}", name=f"Chi bộ số {number}", kind=Kind.GRASSROOTS_CELL)
        Placement.objects.create(unit=unit, parent=parts["KBO"])
        admit(unit, f"Nguyễn Văn {number}", date(2023, 2, 2))
    assert queries() <= few
