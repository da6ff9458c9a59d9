"""Bình tries other numbers by keyboard: what they lead to follows while he types, and the draft has them when he says so."""

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from targets.models import AllocationDraft
from tests.in_a_browser import faults, fits, signed_in
from tests.targets.verbs import people, promise
from units.lists import Kind
from units.models import Placement, Unit

PAGE = "/targets/KBO/2023/what-if/"

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def below(units: dict[str, Unit]) -> dict[str, Unit]:
    """Ten cells beside Cư Pui and the insurance office, each with 2 of 2; Cư Pui has 11 of 15."""
    for n in range(10):
        unit = Unit.objects.create(code=f"KBO-{n:02}", name=f"Chi bộ cơ sở số {n:02}", kind=Kind.GRASSROOTS_CELL)
        Placement.objects.create(unit=unit, parent=units["KBO"])
        people(unit, date(2023, 4, 1), 2)
    people(units["CPU-01"], date(2023, 5, 4), 11)
    ten = [(unit, 2) for unit in Unit.objects.filter(code__regex=r"^KBO-\d\d$")]
    promise(units["DLK"], (units["KBO"], 36))
    promise(units["KBO"], (units["CPU"], 15), *ten)
    return units


@pytest.fixture
def trial(browser: Browser, live_server: LiveServer, binh: User, below: dict[str, Unit]) -> Iterator[Page]:
    """The browser has nothing to complain of."""
    context = signed_in(browser, live_server, binh)
    complaints: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.goto(PAGE)
    yield page
    assert [line for line in complaints if "status of 422" not in line] == []
    context.close()


def test_what_a_number_leads_to_follows_the_typing_and_the_focus_stays(trial: Page) -> None:
    row = trial.locator("tr[id='w-CPU']")
    expect(row).to_contain_text("73,33")
    cell = row.locator("input")
    cell.focus()
    trial.keyboard.type("17")
    expect(row).to_contain_text("64,71")
    expect(row).to_contain_text("Dự báo thiếu 6")
    expect(trial.locator("#w-bal")).to_contain_text("37")
    expect(trial.locator("#w-bal")).to_contain_text("−1")
    expect(cell).to_be_focused()
    trial.keyboard.press("Backspace")
    expect(row).to_contain_text("1.100,00")
    trial.locator("tr[id='w-KBO-00'] input").focus()
    trial.keyboard.press("ArrowDown")
    below, beside = trial.locator("tr[id='w-KBO-01'] input"), trial.locator("tr[id='w-KBO-01']")
    expect(below).to_be_focused()
    trial.keyboard.type("4")
    expect(beside).to_contain_text("50,00")
    expect(beside).to_contain_text("▼")
    trial.keyboard.press("Enter")
    trial.keyboard.press("Control+z")
    expect(below).to_have_value("2")
    expect(beside).not_to_contain_text("50,00")
    assert not AllocationDraft.objects.exists()


def test_what_is_no_number_is_said_at_its_cell_until_it_is_one(trial: Page) -> None:
    cell = trial.locator("tr[id='w-CPU'] input")
    cell.focus()
    trial.keyboard.type("bảy")
    expect(trial.locator("tr[id='w-CPU'] .emsg")).to_be_visible()
    expect(cell).to_have_attribute("aria-invalid", "true")
    expect(cell).to_be_focused()
    cell.fill("12")
    expect(trial.locator("tr[id='w-CPU'] .emsg")).to_have_count(0)
    assert cell.get_attribute("aria-invalid") is None


def test_copied_by_keyboard_they_stand_on_the_desk(trial: Page) -> None:
    trial.locator("tr[id='w-CPU'] input").focus()
    trial.keyboard.type("17")
    trial.keyboard.press("Tab")
    trial.get_by_role("button", name="Chép vào bản nháp").focus()
    trial.keyboard.press("Enter")
    trial.wait_for_url("**/targets/KBO/2023/")
    expect(trial.locator("input[name='CPU.quantity']")).to_have_value("17")
    assert AllocationDraft.objects.get().cells == {"CPU.quantity": "17"}


@pytest.mark.parametrize("width", [1366, 360])
def test_everybody_can_use_the_page_also_with_a_fault(trial: Page, width: int) -> None:
    trial.set_viewport_size({"width": width, "height": 740})
    trial.locator("tr[id='w-CPU'] input").fill("bảy")
    expect(trial.locator("tr[id='w-CPU'] .emsg")).to_be_visible()
    trial.get_by_role("button", name="Xem thử").click()
    expect(trial.locator("[data-errors]")).to_be_focused()
    assert faults(trial) == []
    assert fits(trial)


def test_without_scripts_a_button_shows_the_same(
    browser: Browser, live_server: LiveServer, binh: User, below: dict[str, Unit]
) -> None:
    context = signed_in(browser, live_server, binh, java_script_enabled=False)
    page = context.new_page()
    page.goto(PAGE)
    page.locator("input[name='CPU.quantity']").fill("17")
    page.get_by_role("button", name="Xem thử").click()
    expect(page.locator("tr[id='w-CPU']")).to_contain_text("64,71")
    expect(page.locator("input[name='CPU.quantity']")).to_have_value("17")
    context.close()
