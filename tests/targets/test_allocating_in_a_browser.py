"""Bình cuts Krông Bông's 115 among 52 units by keyboard, issues it, revises it; each date shows the target in effect on it."""

import re
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from partytrack.demo import loader
from targets.lists import State
from targets.models import AllocationDraft, TargetDecision
from targets.progress import progress
from tests.in_a_browser import faults, fits, signed_in
from tests.targets.verbs import promise
from units.lists import Kind
from units.models import Placement, Unit

DESK = "/targets/KBO/2023/"

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def wide(upper: Unit, below: int) -> list[Unit]:
    """The units directly under `upper`, filled up to so many."""
    day = date(2023, 10, 10)
    for n in range(Unit.objects.under(upper, day).count(), below):
        unit = Unit.objects.create(
            code=f"{upper.code}-{n:03}", name=f"Chi bộ cơ sở số {n:03}", kind=Kind.GRASSROOTS_CELL
        )
        Placement.objects.create(unit=unit, parent=upper)
    return list(Unit.objects.under(upper, day))


@pytest.fixture
def below(units: dict[str, Unit], binh: User) -> list[Unit]:
    """The 52 units directly under Krông Bông, which was given 115."""
    promise(units["DLK"], (units["KBO"], 115))
    return wide(units["KBO"], 52)


@pytest.fixture
def demo(db: None) -> list[Unit]:
    """The 52 TCCSĐ of Krông Bông in the demo, whose own split of 115 does not stand."""
    loader.load()
    upper = Unit.objects.get(code="KBO")
    TargetDecision.objects.filter(issuer=upper, year=2023).update(state=State.WITHDRAWN)
    return list(Unit.objects.under(upper, date(2023, 10, 10)))


@pytest.fixture
def enter(browser: Browser, live_server: LiveServer) -> Iterator[Callable[[], Page]]:
    """Opens the desk as Bình. The browser has nothing to complain of."""
    complaints: list[str] = []
    contexts: list[BrowserContext] = []

    def open_desk() -> Page:
        contexts.append(signed_in(browser, live_server, User.objects.get(username="binh")))
        page = contexts[0].new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.goto(DESK)
        return page

    yield open_desk
    for context in contexts:
        context.close()
    assert [line for line in complaints if "status of 422" not in line] == []


@pytest.fixture
def desk(enter: Callable[[], Page], below: list[Unit]) -> Page:
    return enter()


def fill_in(page: Page, number: str, issued_on: str) -> None:
    """The paper, field by field with Tab, past the guiding papers, and Enter on the button."""
    page.get_by_label("Số quyết định").focus()
    for text in (number, issued_on, "", "", ""):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")


def target(unit: Unit, on: date) -> int | None:
    return progress(unit, year=2023, as_of=on, tree=on).self.target


def test_52_units_by_keyboard_issued_then_revised(enter: Callable[[], Page], demo: list[Unit]) -> None:
    assert len(demo) == 52
    desk = enter()
    expect(desk.locator("[data-left]")).to_have_text("115")
    first = desk.locator("[data-grid] tbody tr[id] input").first
    first.focus()
    for n in range(52):
        desk.keyboard.type("3" if n < 11 else "2")
        desk.keyboard.press("Enter")
    expect(desk.locator("[data-given]")).to_have_text("115")
    expect(desk.locator("[data-left]")).to_have_text("0")
    expect(desk.get_by_text("Đã lưu nháp")).to_be_visible(timeout=10_000)
    fill_in(desk, "05-QĐ/HU", "01022023")
    desk.wait_for_url("**/targets/decisions/**")
    assert TargetDecision.objects.get(number="05-QĐ/HU").lines.count() == 52
    assert not AllocationDraft.objects.exists()
    desk.goto(DESK)
    first = desk.locator("[data-grid] tbody tr[id] input").first
    code = (first.get_attribute("name") or "").partition(".")[0]
    first.focus()
    desk.keyboard.type("4")
    desk.keyboard.press("Enter")
    desk.get_by_label("Lý do chênh lệch").fill("Thêm một người mới về")
    desk.get_by_label("Số quyết định").focus()
    for text in ("09-QĐ/HU", "01/09/2023"):
        desk.keyboard.type(text)
        desk.keyboard.press("Tab")
    desk.get_by_role("button", name="Ban hành").focus()
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/targets/decisions/**")
    unit = next(one for one in demo if one.code == code)
    assert [target(unit, date(2023, *day)) for day in ((1, 31), (2, 1), (8, 31), (9, 1))] == [None, 3, 3, 4]
    for day, shown in (("01-31", "chưa giao"), ("02-01", r"/\s*3\b"), ("08-31", r"/\s*3\b"), ("09-01", r"/\s*4\b")):
        desk.goto(f"/units/KBO/?year=2023&as_of=2023-{day}")
        expect(desk.locator("table tr", has_text=unit.short).first).to_contain_text(re.compile(shown, re.IGNORECASE))


def test_a_column_pasted_from_excel_is_added_up_and_taken_back(desk: Page) -> None:
    excel = desk.context.new_page()
    excel.set_content("<textarea></textarea>")
    excel.locator("textarea").fill("\n".join(["2"] * 52))
    excel.locator("textarea").focus()
    excel.keyboard.press("Control+a")
    excel.keyboard.press("Control+c")
    excel.close()
    desk.bring_to_front()
    desk.locator("[data-grid] tbody tr[id] input").first.focus()
    desk.keyboard.press("Control+v")
    expect(desk.locator("[data-given]")).to_have_text("104")
    expect(desk.locator("[data-left]")).to_have_text("11")
    desk.keyboard.press("Control+z")
    expect(desk.locator("[data-given]")).to_have_text("0")


@pytest.mark.parametrize("width", [1366, 360])
def test_everybody_can_use_the_desk_also_after_a_refusal(desk: Page, width: int) -> None:
    desk.set_viewport_size({"width": width, "height": 740})
    desk.locator("[data-grid] tbody tr[id] input").first.fill("bảy")
    desk.get_by_role("button", name="Ban hành").click()
    expect(desk.locator("td.bad .emsg")).to_be_visible()
    assert faults(desk) == []
    assert fits(desk)


def test_a_sub_target_above_its_total_says_so_while_one_types(desk: Page) -> None:
    desk.goto(f"{DESK}?parts=WOMEN")
    first = desk.locator("[data-grid] tbody tr[id]").first
    total, women = first.locator("[data-column=quantity]"), first.locator("[data-column=WOMEN]")
    said = first.locator("[data-above]")
    women.fill("3")
    expect(said).to_have_text("Chưa có Chỉ tiêu; hãy điền Chỉ tiêu trước, hoặc bỏ số này.")
    total.fill("2")
    expect(said).to_have_text("Lớn hơn Chỉ tiêu 2; hãy giảm số này hoặc tăng Chỉ tiêu.")
    expect(women).to_have_attribute("aria-invalid", "true")
    expect(women).to_have_accessible_description("Lớn hơn Chỉ tiêu 2; hãy giảm số này hoặc tăng Chỉ tiêu.")
    total.fill("3")
    expect(said).to_have_count(0)
    expect(women).not_to_have_attribute("aria-invalid", "true")
    women.fill("4")
    desk.get_by_role("button", name="Lưu nháp").click()
    expect(said).to_have_text("Lớn hơn Chỉ tiêu 3; hãy giảm số này hoặc tăng Chỉ tiêu.")
    expect(desk.get_by_text("Còn 1 chỉ tiêu thành phần lớn hơn chỉ tiêu của đơn vị")).to_be_visible()
    women.fill("3")
    expect(said).to_have_count(0)
