"""The grid of results without names in a real browser: a morning's figures by keyboard, a block from Excel, nothing lost."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Draft, User
from admissions.models import Tally
from tests.in_a_browser import faults, fits, signed_in
from tests.small_province import tally
from units.models import Placement, Unit

GRID = "/tallies/?unit=KBO&year=2023"
MARCH, JUNE = date(2023, 3, 31), date(2023, 6, 30)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def office(browser: Browser, live_server: LiveServer, binh: User) -> Iterator[BrowserContext]:
    """Bình at her PC."""
    context = signed_in(browser, live_server, binh)
    yield context
    context.close()


@pytest.fixture
def grid(office: BrowserContext, units: dict[str, Unit]) -> Iterator[Page]:
    """Her grid of the year; the browser has nothing to complain of, save for refusals and a cut network."""
    complaints: list[str] = []
    page = office.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text))
    page.goto(GRID)
    yield page
    expected = ("status of 422", "status of 401", "ERR_INTERNET")
    assert [line for line in complaints if not any(one in line for one in expected)] == []


def cell(code: str, day: date) -> str:
    return f'input[name="{day.isoformat()}:{code}"]'


def below(page: Page, code: str, day: date) -> str:
    return page.locator(f'[id="n-{day.isoformat()}:{code}"]').inner_text()


def copy_from_excel(page: Page, text: str) -> None:
    """By a real copy, in another page of the same browser."""
    excel = page.context.new_page()
    excel.set_content("<textarea></textarea>")
    excel.locator("textarea").fill(text)
    excel.locator("textarea").press("Control+a")
    excel.keyboard.press("Control+c")
    excel.close()
    page.bring_to_front()


def kept() -> dict[tuple[str, date], int]:
    return {(one.unit.code, one.counted_on): one.quantity for one in Tally.objects.select_related("unit")}


def test_figures_are_typed_checked_and_saved_by_keyboard_alone(grid: Page) -> None:
    grid.locator(cell("CPU", MARCH)).focus()
    for key in ("5", "ArrowRight", "x", "ArrowRight", "4"):
        grid.keyboard.press(key) if len(key) > 1 else grid.keyboard.type(key)
    grid.keyboard.press("Enter")
    expect(grid.locator("#t-state")).to_contain_text("3 ô chưa lưu")
    expect(grid.locator("#t-state")).to_contain_text("1 ô cần sửa")
    expect(grid.locator("#t-state")).to_contain_text("Đã lưu nháp")
    wrong = grid.locator(cell("CPU", date(2023, 4, 30)))
    assert wrong.get_attribute("aria-invalid") == "true"
    wrong.focus()
    assert "Phải là số nguyên" in below(grid, "CPU", date(2023, 4, 30))
    grid.keyboard.type("9")
    grid.keyboard.press("Enter")
    expect(grid.locator('[id="n-2023-05-31:CPU"]')).to_contain_text("−5")
    assert wrong.get_attribute("aria-invalid") is None
    grid.keyboard.press("Control+Enter")
    grid.wait_for_url("**/tallies/**")
    expect(grid.get_by_role("status").first).to_contain_text("Đã ghi 3 số liệu của Đảng bộ huyện Krông Bông.")
    assert kept() == {("CPU", MARCH): 5, ("CPU", date(2023, 4, 30)): 9, ("CPU", date(2023, 5, 31)): 4}
    assert not Draft.objects.exists()


def test_a_block_copied_from_excel_is_pasted_undone_and_saved(grid: Page) -> None:
    copy_from_excel(grid, "1\t2\t3\n4\t5\t6\n")
    grid.locator(cell("KBO-CB", MARCH)).focus()
    grid.keyboard.press("Control+v")
    expect(grid.locator("#t-state")).to_contain_text("6 ô chưa lưu")
    expect(grid.locator("#t-said")).to_have_text("Đã dán 6 ô.")
    grid.keyboard.press("Control+z")
    expect(grid.locator("#t-state")).to_contain_text("Chưa có ô nào thay đổi.")
    grid.keyboard.press("Control+y")
    expect(grid.locator("#t-state")).to_contain_text("6 ô chưa lưu")
    grid.keyboard.press("Control+Enter")
    expect(grid.get_by_role("status").first).to_contain_text("Đã ghi 6 số liệu")
    assert kept()["CPU", date(2023, 5, 31)] == 6


def test_what_was_typed_is_there_again_after_the_page_was_closed(grid: Page, office: BrowserContext) -> None:
    grid.locator(cell("CPU", MARCH)).fill("5")
    grid.keyboard.press("Enter")
    expect(grid.locator("#t-state")).to_contain_text("Đã lưu nháp")
    grid.close()
    again = office.new_page()
    again.goto(GRID)
    assert again.locator(cell("CPU", MARCH)).input_value() == "5"
    assert "1 ô chưa ghi" in again.locator(".note-watch").inner_text()


def test_with_the_network_cut_nothing_is_lost_and_it_tries_again(grid: Page, office: BrowserContext) -> None:
    office.set_offline(True)
    grid.locator(cell("CPU", MARCH)).fill("5")
    grid.keyboard.press("Enter")
    expect(grid.locator("#t-state")).to_contain_text("Chưa lưu được nháp: mất kết nối. Sẽ thử lại.")
    office.set_offline(False)
    expect(grid.locator("#t-state")).to_contain_text("Đã lưu nháp", timeout=8_000)
    assert Draft.objects.get().content["2023-03-31:CPU"] == ["5"]


def test_when_the_session_has_ended_it_says_so_and_keeps_what_was_typed(grid: Page) -> None:
    Session.objects.all().delete()
    grid.locator(cell("CPU", MARCH)).fill("5")
    grid.keyboard.press("Enter")
    expect(grid.locator("#t-state")).to_contain_text("Phiên làm việc đã hết. Những gì đã gõ được giữ trong bản nháp")
    assert Draft.objects.get().content["2023-03-31:CPU"] == ["5"]


def test_without_scripts_it_is_a_plain_form(
    browser: Browser, live_server: LiveServer, binh: User, units: dict[str, Unit]
) -> None:
    tally(units["CPU"], JUNE, 7)
    context = signed_in(browser, live_server, binh, java_script_enabled=False)
    page = context.new_page()
    page.goto(GRID)
    page.locator(cell("CPU", MARCH)).fill("mười")
    page.locator(cell("CPU", JUNE)).fill("")
    page.get_by_role("button", name="Lưu").click()
    assert "Cư Pui, Tháng 3: Phải là số nguyên, ví dụ 12 hoặc 1.994." in page.locator(".errs").inner_text()
    page.locator(cell("CPU", MARCH)).fill("10")
    page.get_by_label("Rút 1 số liệu này").check()
    page.get_by_role("button", name="Lưu").click()
    assert "Đã ghi 1 số liệu của Đảng bộ huyện Krông Bông. Đã rút 1 số liệu." in page.inner_text("main")
    assert kept() == {("CPU", MARCH): 10}
    context.close()


@pytest.mark.parametrize("width", [1366, 360])
@pytest.mark.parametrize("address", [GRID, "/tallies/?unit=KBO&by=figures&on=2023-09-30"])
def test_it_is_readable_by_everybody_right_and_wrong_and_stays_within_the_screen(
    grid: Page, units: dict[str, Unit], address: str, width: int
) -> None:
    tally(units["CPU"], date(2023, 9, 10), 7, women=3)
    tally(units["CPU"], date(2023, 9, 30), 6)
    grid.set_viewport_size({"width": width, "height": 740})
    grid.goto(address)
    assert faults(grid) == []
    first = grid.locator('tr[data-row="CPU"] input').last
    first.fill("x" * 300)
    first.press("Control+Enter")
    expect(grid.locator(".errs")).to_be_focused()
    grid.locator('tr[data-row="CPU"] input').last.focus()
    assert faults(grid) == []
    assert fits(grid)


def test_the_focus_is_never_under_the_sticky_head_or_column(grid: Page, units: dict[str, Unit]) -> None:
    grid.set_viewport_size({"width": 800, "height": 460})
    grid.emulate_media(reduced_motion="reduce")
    many(units["KBO"], 30)
    grid.goto(GRID)
    grid.locator("tr[data-row] input").first.focus()
    for key in ("Control+End", "Home", "End", "PageUp", "PageUp", "ArrowLeft", "ArrowLeft", "Control+Home"):
        grid.keyboard.press(key)
        covered = grid.evaluate(
            """() => {
                const box = document.activeElement.getBoundingClientRect();
                const at = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
                return document.activeElement === at ? "" : at ? at.outerHTML.slice(0, 80) : "outside the screen";
            }"""
        )
        assert covered == "", key


def many(parent: Unit, count: int) -> None:
    made = Unit.objects.bulk_create(
        Unit(code=f"XA-{n:03}", name=f"Đảng bộ xã {n}", kind="GRASSROOTS_COMMITTEE", sort_key=f"z{n:03}")
        for n in range(count)
    )
    Placement.objects.bulk_create(Placement(unit=unit, parent=parent) for unit in made)


def test_a_hundred_and_two_units_by_twelve_months_are_pasted_and_saved_at_once(
    grid: Page, units: dict[str, Unit]
) -> None:
    many(units["KBO"], 102)
    grid.goto("/tallies/?unit=KBO&year=2022")
    assert grid.locator("table[data-grid] input").count() == 12 * 105
    copy_from_excel(grid, "\n".join("\t".join(str(month * (row + 1)) for month in range(1, 13)) for row in range(102)))
    grid.locator(cell("XA-000", date(2022, 1, 31))).focus()
    grid.keyboard.press("Control+v")
    expect(grid.locator("#t-state")).to_contain_text("1.224 ô chưa lưu", timeout=30_000)
    grid.keyboard.press("Control+Enter")
    expect(grid.get_by_role("status").first).to_contain_text("Đã ghi 1.224 số liệu", timeout=30_000)
    assert Tally.objects.count() == 1224
