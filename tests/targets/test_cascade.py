"""The cascade seen whole: what each unit was given and passed on, every problem where it is mended, on the page and in the workbook."""

import html
import io
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from targets.cascade import Cascade, Node, State, Wanted, cascade
from targets.lists import Problem
from tests.small_province import move
from tests.targets.verbs import OCTOBER, adjust, promise
from units.models import Placement, Unit

SignIn = Callable[[User], Client]
Units = dict[str, Unit]


def seen(unit: Unit, day: date = OCTOBER, year: int = 2023) -> Cascade:
    return cascade(unit, year=year, day=day)


def nodes(unit: Unit, day: date = OCTOBER) -> dict[str, Node]:
    found = seen(unit, day)
    return {node.code: node for node in (found.top, *(node for node, _path in found.walk()))}


def problems(unit: Unit, day: date = OCTOBER) -> dict[str, tuple[Problem, ...]]:
    return {code: node.problems for code, node in nodes(unit, day).items() if node.problems}


def codes(page: str) -> list[str]:
    """Of the rows of the page."""
    return re.findall(r'<tr role="row" id="([^"]+)"', page)


def row_of(page: str, code: str) -> str:
    """What a row says."""
    row = re.search(rf'<tr role="row" id="{code}".*?</tr>', page, re.DOTALL)
    assert row, code
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "|", row[0])).replace("|", " ").split())


@pytest.fixture
def given(units: Units) -> Units:
    """The whole way down: 20 to the province, of which 10, 4 and 6; Krông Bông's 10 as 7 and 3, Cư Pui's 7 as 4 and 3, …"""
    promise(units["DLK"], (units["DLK"], 20))
    promise(units["DLK"], (units["KBO"], 10), (units["LAK"], 4), (units["BMT"], 6))
    promise(units["KBO"], (units["CPU"], 7), (units["KBO-CB"], 3))
    promise(units["CPU"], (units["CPU-01"], 4), (units["CPU-02"], 3))
    promise(units["LAK"], (units["LAK-01"], 4))
    promise(units["BMT"], (units["TAN"], 6))
    promise(units["TAN"], (units["TAN-01"], 6))
    return units


def test_a_target_that_went_all_the_way_down_leaves_no_problem(given: Units) -> None:
    assert problems(given["DLK"]) == {}
    krong_bong = nodes(given["DLK"])["KBO"]
    assert (krong_bong.given, krong_bong.passed_on, krong_bong.difference) == (10, 10, 0)
    assert (krong_bong.assigned, len(krong_bong.units)) == (2, 2)
    assert seen(given["DLK"]).summary.states == {State.COMPLETE: 5, State.ASSIGNED: 10}


def test_before_anything_is_given_each_that_has_units_has_neither_a_target_nor_passed_one_on(units: Units) -> None:
    nothing = (Problem.UNASSIGNED, Problem.NOT_PASSED_ON)
    assert problems(units["DLK"]) == dict.fromkeys(("DLK", "KBO", "CPU", "LAK", "BMT", "TAN"), nothing)
    assert nodes(units["DLK"])["DLK"].troubled == 5


def test_what_was_given_and_not_passed_on_is_said_of_who_should(units: Units) -> None:
    promise(units["DLK"], (units["DLK"], 20))
    promise(units["DLK"], (units["KBO"], 10), (units["LAK"], 10), (units["BMT"], 0))
    found = problems(units["DLK"])
    assert found["KBO"] == found["LAK"] == found["BMT"] == (Problem.NOT_PASSED_ON,)
    assert "DLK" not in found, "0 is a target, so nobody is left out"


@pytest.mark.parametrize(
    ("to_the_cells", "found"),
    [
        ((4, 2), (Problem.SHORT,)),
        ((4, 5), (Problem.OVER,)),
        ((7, None), (Problem.INCOMPLETE,)),
        ((5, None), (Problem.SHORT, Problem.INCOMPLETE)),
        ((7, 0), ()),
    ],
)
def test_the_sum_and_the_units_left_out_are_told_apart(
    units: Units, to_the_cells: tuple[int, int | None], found: tuple[Problem, ...]
) -> None:
    promise(units["KBO"], (units["CPU"], 7))
    lines = zip((units["CPU-01"], units["CPU-02"]), to_the_cells, strict=True)
    promise(units["CPU"], *[(unit, n) for unit, n in lines if n is not None])
    assert problems(units["CPU"]).get("CPU", ()) == found


def test_a_target_changed_after_it_was_passed_on_says_so_until_the_sums_agree_again(given: Units) -> None:
    promise(given["KBO"], (given["CPU"], 9), on=date(2023, 9, 1))
    assert problems(given["CPU"], date(2023, 8, 31)) == {}
    assert problems(given["CPU"]) == {"CPU": (Problem.SHORT, Problem.CHANGED)}
    promise(given["CPU"], (given["CPU-02"], 4), on=date(2023, 9, 15))
    assert problems(given["CPU"]) == {"CPU": (Problem.SHORT,)}, "passed on since, though not all of it"
    promise(given["CPU"], (given["CPU-02"], 5), on=date(2023, 9, 20))
    assert problems(given["CPU"]) == {}


def test_a_reorganisation_changes_a_target_too(given: Units) -> None:
    adjust(given["CPU"], -2, date(2023, 7, 1))
    assert problems(given["CPU"]) == {"CPU": (Problem.OVER, Problem.CHANGED)}


def test_how_deep_it_went_counts_only_lines_without_a_gap(units: Units) -> None:
    promise(units["DLK"], (units["KBO"], 10))
    promise(units["CPU"], (units["CPU-01"], 4), (units["CPU-02"], 3))
    province = nodes(units["DLK"])["DLK"].reach
    assert province
    assert (province.level, province.whole) == (1, False), "Cư Pui has none, so its cells are not reached from above"
    promise(units["KBO"], (units["CPU"], 7))
    reach = nodes(units["KBO"])["KBO"].reach
    assert reach
    assert (reach.level, reach.whole) == (4, True)
    assert nodes(units["DLK"])["LAK"].reach is None


def test_a_dissolved_unit_wants_no_target_and_those_still_under_it_are_shown(given: Units) -> None:
    Unit.objects.filter(code="CPU").update(dissolved_on=date(2023, 7, 1))
    found = nodes(given["KBO"])
    assert (found["KBO"].passed_on, len(found["KBO"].units)) == (3, 1)
    assert found["CPU"].problems == ()
    assert [node.code for node, _path in seen(given["KBO"]).found] == ["CPU-01", "CPU-02", "KBO-CB"]
    Unit.objects.filter(code__in=["CPU-01", "CPU-02"]).update(dissolved_on=date(2023, 7, 1))
    assert set(nodes(given["KBO"])) == {"KBO", "KBO-CB"}


def test_the_hierarchy_is_that_of_the_day(given: Units) -> None:
    move(given["CPU"], to=given["LAK"], on=date(2023, 9, 1))
    assert nodes(given["DLK"], date(2023, 8, 31))["KBO"].passed_on == 10
    assert nodes(given["DLK"])["KBO"].passed_on == 3
    assert nodes(given["DLK"])["LAK"].passed_on == 11


def test_the_page_opens_level_by_level_and_never_says_0_for_not_assigned(
    signed_in: SignIn, an: User, units: Units
) -> None:
    promise(units["DLK"], (units["KBO"], 10), (units["LAK"], 0))
    client = signed_in(an)
    page = client.get("/targets/DLK/2023/cascade/").content.decode()
    assert codes(page) == ["KBO", "LAK", "BMT"]
    assert row_of(page, "KBO").startswith("▸ Krông Bông 10 chưa giao xuống 0 / 2 chưa 1 Chưa giao xuống Giao xuống")
    assert row_of(page, "LAK").startswith("▸ Lắk 0 chưa giao xuống")
    assert row_of(page, "BMT").startswith("▸ Buôn Ma Thuột chưa giao chưa giao xuống")
    page = client.get("/targets/DLK/2023/cascade/?open=CPU").content.decode()
    assert codes(page) == ["KBO", "CPU", "CPU-01", "CPU-02", "KBO-CB", "LAK", "BMT"]
    assert row_of(page, "CPU-01").startswith("Buôn Khanh chưa giao Chưa được giao")


def test_each_problem_is_mended_where_its_desk_is(signed_in: SignIn, an: User, units: Units) -> None:
    promise(units["DLK"], (units["KBO"], 10))
    page = signed_in(an).get("/targets/DLK/2023/cascade/").content.decode()
    assert 'href="/targets/KBO/2023/">Giao xuống' in page
    assert 'href="/targets/DLK/2023/#id-BMT">Giao ở Đắk Lắk' in page


def test_who_may_not_allocate_there_sees_no_way_to_mend(signed_in: SignIn, binh: User, xem: User, units: Units) -> None:
    promise(units["KBO"], (units["CPU"], 10))
    page = signed_in(binh).get("/targets/KBO/2023/cascade/").content.decode()
    assert 'href="/targets/DLK/2023/' not in page
    assert 'href="/targets/CPU/2023/">Giao xuống' in page
    page = signed_in(xem).get("/targets/KBO/2023/cascade/").content.decode()
    assert not re.findall(r'href="/targets/[A-Z]+/2023/[#"]', page)


def test_a_reader_of_one_unit_sees_no_other(signed_in: SignIn, chi: User, given: Units) -> None:
    client = signed_in(chi)
    page = client.get("/targets/LAK/2023/cascade/").content.decode()
    assert codes(page) == ["LAK-01"]
    for address in ("DLK/2023/cascade/", "KBO/2023/cascade/", "KBO/2023/cascade.xlsx", "LAK/2023/cascade/?open=CPU"):
        assert client.get(f"/targets/{address}").status_code == 404, address


def test_every_figure_that_counts_units_opens_exactly_those(signed_in: SignIn, an: User, units: Units) -> None:
    promise(units["DLK"], (units["KBO"], 10), (units["LAK"], 4))
    promise(units["KBO"], (units["CPU"], 7))
    promise(units["LAK"], (units["LAK-01"], 5))
    client = signed_in(an)
    figures = []
    for address in ("/targets/DLK/2023/cascade/?open=CPU", "/targets/DLK/2023/cascade/?problem=any&as_of=2023-10-01"):
        page = client.get(address).content.decode()
        figures += re.findall(r'class="fig" href="([^"]+)" data-count="(\d+)"', page)
        figures += re.findall(r'<li><a href="([^"]+)"[^>]*>[^<]+ <b>(\d+)</b>', page)
    assert len(set(figures)) > 15
    for link, count in figures:
        answer = client.get(html.unescape(link)).content.decode()
        total = re.search(r'data-total="(\d+)"', answer)
        assert total, link
        assert (total[1], len(codes(answer))) == (count, int(count)), link


def test_a_list_is_of_the_whole_subtree_and_says_where_each_unit_stands(
    signed_in: SignIn, an: User, units: Units
) -> None:
    promise(units["CPU"], (units["CPU-01"], 4))
    page = signed_in(an).get("/targets/DLK/2023/cascade/?problem=incomplete").content.decode()
    assert codes(page) == ["CPU"]
    assert row_of(page, "CPU").startswith("Đảng bộ xã Cư Pui Krông Bông chưa giao 4 1 / 2")


def test_what_cannot_be_asked_is_answered_with_a_sentence(signed_in: SignIn, an: User, units: Units) -> None:
    client = signed_in(an)
    for query in ("problem=nonsense", "state=nonsense", "direct=2", "as_of=2023-13-45", "as_of=2024-01-01"):
        assert client.get(f"/targets/DLK/2023/cascade/?{query}").status_code == 400, query
    for address in ("DLK/1900/cascade/", "DLK/2025/cascade/", "DLK/2023/cascade/?open=NOBODY"):
        assert client.get(f"/targets/{address}").status_code == 404, address
    assert client.get("/targets/DLK/2024/cascade/?page=abc&problem=any").status_code == 200
    assert "Chỉ tiêu và tổ chức ngày 31/12/2022" in client.get("/targets/DLK/2022/cascade/").content.decode()


def test_a_cell_has_nothing_to_pass_on(signed_in: SignIn, an: User, given: Units) -> None:
    page = signed_in(an).get("/targets/CPU-01/2023/cascade/").content.decode()
    assert "không phải giao tiếp chỉ tiêu" in page
    assert codes(page) == []


def test_queries_do_not_grow_with_the_units_nor_with_the_problems(signed_in: SignIn, an: User, units: Units) -> None:
    client = signed_in(an)
    addresses = ("cascade/?open=KBO", "cascade/?problem=any", "cascade/?state=unassigned", "cascade.xlsx")

    def asked() -> list[int]:
        numbers = []
        for address in addresses:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(f"/targets/DLK/2023/{address}").status_code == 200
            numbers.append(len(queries))
        return numbers

    client.get("/targets/DLK/2023/cascade/")  # the session has begun
    few = asked()
    for n in range(60):
        unit = Unit.objects.create(code=f"X-{n}", name=f"Đảng bộ {n}", kind="GRASSROOTS_COMMITTEE")
        Placement.objects.create(unit=unit, parent=units["KBO"])
        cell = Unit.objects.create(code=f"X-{n}-1", name=f"Chi bộ {n}", kind="CELL")
        Placement.objects.create(unit=cell, parent=unit)
        promise(units["KBO"], (unit, n))
    assert asked() == few


def workbook(client: Client, address: str) -> Any:
    return openpyxl.load_workbook(io.BytesIO(client.get(address).content)).worksheets[0]


def test_the_workbook_holds_the_whole_subtree_as_groups_that_fold(signed_in: SignIn, an: User, given: Units) -> None:
    sheet = workbook(signed_in(an), "/targets/DLK/2023/cascade.xlsx")
    assert [sheet.cell(row, 1).value for row in range(1, 5)] == [
        "Toàn cảnh giao chỉ tiêu năm 2023",
        "Đảng bộ tỉnh Đắk Lắk",
        "Chỉ tiêu và tổ chức ngày 10/10/2023",
        "10 đơn vị: mọi đơn vị bên dưới",
    ]
    rows = {sheet.cell(row, 2).value: row for row in range(8, 8 + 10)}
    assert list(rows) == ["KBO", "CPU", "CPU-01", "CPU-02", "KBO-CB", "LAK", "LAK-01", "BMT", "TAN", "TAN-01"]
    levels = [sheet.row_dimensions[row].outlineLevel for row in rows.values()]
    assert levels == [0, 1, 2, 2, 1, 0, 1, 0, 1, 2]
    assert not sheet.sheet_properties.outlinePr.summaryBelow
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    kbo = [cell.value for cell in sheet[rows["KBO"]]]
    assert kbo[3:] == [10, 10, 0, 2, 2, "chi bộ", 0, "Đã giao đủ"]
    assert [cell.value for cell in sheet[18]][:4] == ["Đảng bộ tỉnh Đắk Lắk", "DLK", None, 20]


def test_the_workbook_of_a_unit_below_begins_with_it(signed_in: SignIn, binh: User, given: Units) -> None:
    sheet = workbook(signed_in(binh), "/targets/KBO/2023/cascade.xlsx")
    assert [sheet.cell(row, 2).value for row in range(8, 13)] == ["CPU", "CPU-01", "CPU-02", "KBO-CB", "KBO"]


@pytest.mark.parametrize("query", ["problem=any", "state=unassigned", "direct=1", "state=assigned&as_of=2023-05-05"])
def test_the_workbook_says_what_the_page_says(signed_in: SignIn, an: User, units: Units, query: str) -> None:
    promise(units["DLK"], (units["KBO"], 1010), (units["LAK"], 4))
    promise(units["KBO"], (units["CPU"], 7))
    promise(units["LAK"], (units["LAK-01"], 5))
    client = signed_in(an)
    page = client.get(f"/targets/DLK/2023/cascade/?{query}").content.decode()
    sheet = workbook(client, f"/targets/DLK/2023/cascade.xlsx?{query}")
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=8)][:-1]
    assert [row[1] for row in rows] == codes(page)
    for name, code, place, given, passed_on, difference, assigned, of, reach, troubled, state in rows:
        fraction = None if of is None else f"{assigned} / {of}"
        cells = [name, place, _on_page(given), _on_page(passed_on), _signed(difference), fraction, reach, troubled]
        marks = [mark[:1].upper() + mark[1:] for mark in state.split("; ")]
        expected = " ".join(str(cell) for cell in [*cells, *marks] if cell is not None)
        assert row_of(page, code).startswith(expected), code


def _on_page(value: int | str | None) -> str | None:
    return f"{value:,}".replace(",", ".") if isinstance(value, int) else value


def _signed(value: int | None) -> str | None:
    if value is None:
        return None
    return f"{'+' if value > 0 else ''}{_on_page(abs(value)) if value >= 0 else '−' + str(_on_page(-value))}"


def test_an_imported_split_shows_on_the_page(signed_in: SignIn, an: User, units: Units, tmp_path: Any) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet
    for line in (["Mã tổ chức", "Chỉ tiêu"], ["KBO", 10], ["LAK", 4]):
        sheet.append(line)
    book.save(tmp_path / "targets.xlsx")
    paper = {"issuer": "DLK", "year": "2023", "number": "3-QĐ/TU", "issued_on": "2023-01-10"}
    call_command("import_targets", str(tmp_path / "targets.xlsx"), **paper)
    page = signed_in(an).get("/targets/DLK/2023/cascade/?problem=any").content.decode()
    assert row_of(page, "KBO").startswith("Đảng bộ huyện Krông Bông 10 chưa giao xuống")
    assert [node.code for node, _path in seen(units["DLK"]).narrowed(Wanted(state=State.ASSIGNED))] == ["KBO", "LAK"]
