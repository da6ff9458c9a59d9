"""Real Chromium: no accessibility fault, no sideways scroll, no broken policy, at 1366 and at 360 px; and without scripts."""

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from tests.in_a_browser import SIZES, faults, fits
from tests.site.conftest import PASSWORD, Site

pytestmark = pytest.mark.browser

PAGES = [
    "/units/DLK/",
    "/units/KBO/?year=2023&as_of=2023-06-30",
    "/units/CPU/",
    "/units/TAN/",
    "/units/TAN-01/",
    "/units/DLK/?year=2015",
    "/units/DLK/?parts=WOMEN,PUPIL",
    "/units/",
    "/units/?q=cu+pui",
    "/admissions/?unit=TAN&year=2023&as_of=2023-10-10",
    "/admissions/?unit=DLK&year=2023&as_of=2023-10-10&category=minority",
    "/admissions/?unit=DLK&year=2023&as_of=2023-10-10&category=PUPIL",
    "/candidates/?unit=TAN&as_of=2023-10-10&stage=pipeline",
    "/admissions/new/?unit=TAN",
    "/admissions/import/",
    "/admissions/dates/?unit=TAN",
    "/admissions/limits/",
    "/admissions/duplicates/?unit=DLK&year=2023",
    "/tallies/?unit=TAN&year=2023",
    "/targets/KBO/2023/",
    "/targets/KBO/2023/decisions/",
    "/targets/decisions/46/",
    "/targets/decisions/46/annex/",
    "/targets/decisions/46/withdraw/",
    "/targets/KBO/2023/import/",
    "/targets/DLK/2023/",
    "/targets/DLK/2023/cascade/?open=CPU",
    "/targets/DLK/2023/cascade/?state=assigned&as_of=2023-06-30",
    "/targets/KBO/2023/what-if/",
    "/targets/DLK/2024/what-if/",
    "/reports/brief/?unit=DLK",
    "/reports/snapshots/?unit=DLK",
    "/reports/snapshots/new/?unit=DLK&report=progress",
    "/reports/brief/?unit=TAN-01",
    "/units/DLK/years/",
    "/reports/?unit=KBO",
    "/reports/sets/?unit=DLK",
    "/reports/tables/?unit=DLK",
    "/reports/tables/?unit=KBO&rows=age&columns=ethnicity&sex=FEMALE",
    "/reports/tables/?unit=KBO&rows=age&columns=figures",
    "/reports/pipeline/?unit=DLK",
    "/reports/tree/?unit=TAN",
    "/reports/attention/?unit=DLK",
    "/reports/new-members/?unit=DLK",
    "/reports/structure/?unit=DLK",
    "/reports/no-one-left/?unit=KBO",
    "/reports/years/?unit=DLK",
    "/reports/charts/?unit=DLK",
    "/reports/reporting/?unit=DLK",
    "/reports/months/DLK/",
    "/reports/months/KBO/2023-09/",
    "/reports/progress/?unit=TAN&as_of=2023-06-30",
    "/units/CPU/years/?as_of=2022-06-30&tree=today",
    "/units/DLK/?year=abc",
    "/units/NOBODY/",
    "/demo/",
    "/accounts/password/change/",
]


def visited(context: BrowserContext, address: str, size: ViewportSize) -> tuple[Page, list[str]]:
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.set_viewport_size(size)
    page.goto(address)
    return page, [line for line in complaints if "status of 4" not in line]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_readable_by_everybody_and_stays_within_the_screen(signed_in: BrowserContext, address: str) -> None:
    page, complaints = visited(signed_in, address, SIZES["desk"])
    for name, size in SIZES.items():
        page.set_viewport_size(size)
        assert faults(page) == [], name
        assert fits(page), name
    assert complaints == []
    page.close()


@pytest.mark.parametrize("size", SIZES)
def test_the_sign_in_page_too(browser: Browser, site: Site, size: str) -> None:
    context = browser.new_context(base_url=site.address, locale="vi-VN")
    page, complaints = visited(context, "/accounts/login/", SIZES[size])
    assert faults(page) == []
    assert complaints == []
    context.close()


def test_without_scripts_one_signs_in_reads_chooses_a_date_and_exports(browser: Browser, site: Site) -> None:
    context = browser.new_context(base_url=site.address, locale="vi-VN", java_script_enabled=False)
    page = context.new_page()
    page.goto("/accounts/login/")
    page.get_by_label("Tên đăng nhập").fill("binh")
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    assert page.url.endswith("/units/KBO/")
    page.get_by_label("Tính đến ngày").fill("30/06/2023")
    page.get_by_role("button", name="Xem").click()
    assert "tính đến 30/06/2023" in page.inner_text("h1")
    with page.expect_download() as download:
        page.get_by_role("link", name="Xuất Excel").click()
    assert download.value.suggested_filename.endswith(".xlsx")
    context.close()


def test_the_dashboard_prints_on_a4_without_its_chrome(signed_in: BrowserContext) -> None:
    page = signed_in.new_page()
    page.goto("/units/DLK/")
    page.emulate_media(media="print")
    for chrome in (".topbar", ".pagehead-a"):
        assert not page.locator(chrome).first.is_visible(), chrome
    assert page.locator("table.rank").is_visible()
    page.close()
