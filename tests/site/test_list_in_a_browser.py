"""The list of admissions in real Chromium: its tools open to everybody, all of it without scripts, and no name in any address."""

import pytest
from playwright.sync_api import Browser, BrowserContext

from partytrack.vietnamese import fold
from tests.in_a_browser import SIZES, faults, fits
from tests.site.conftest import PASSWORD, Site
from tests.site.test_in_a_browser import visited

pytestmark = pytest.mark.browser

NARROWED = (
    "/admissions/?unit=DLK&year=2023&as_of=2023-10-10&sex=FEMALE&ethnicity=Êđê&cols=row_number,name,sources,upper,note"
)
REFUSED = "/admissions/?unit=DLK&sex=men&decided_from=31/02/2023&place=NONE"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "address", ["/admissions/?unit=TAN&year=2023", NARROWED, REFUSED, "/admissions/duplicates/?unit=DLK"]
)
def test_with_all_its_tools_open_it_is_readable_by_everybody_and_stays_within_the_screen(
    signed_in: BrowserContext, address: str, size: str
) -> None:
    page, complaints = visited(signed_in, address, SIZES[size])
    closed = page.locator("details.tool:not([open]) > summary")
    while closed.count():
        closed.first.focus()
        page.keyboard.press("Enter")
    assert faults(page) == []
    assert fits(page)
    assert complaints == []
    page.close()


def test_without_scripts_one_filters_chooses_columns_searches_keeps_a_view_and_takes_the_workbook(
    browser: Browser, site: Site
) -> None:
    context = browser.new_context(base_url=site.address, locale="vi-VN", java_script_enabled=False)
    page = context.new_page()
    page.goto("/accounts/login/")
    page.get_by_label("Tên đăng nhập").fill("ha")
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.goto("/admissions/?unit=TAN&year=2023&as_of=2023-10-10")
    everybody = page.locator("tbody tr").count()

    page.locator("summary", has_text="Lọc").click()
    page.get_by_role("combobox", name="Giới tính").select_option("Nữ")
    page.get_by_label("Ngày quyết định từ").fill("01/03/2023")
    page.get_by_role("button", name="Lọc danh sách").click()
    women = page.locator("tbody tr").count()
    assert 0 < women < everybody
    assert f"{women} trong {everybody} người" in page.inner_text("main")
    assert "sex=FEMALE" in page.url
    assert "decided_from=01%2F03%2F2023" in page.url
    assert "ethnicity" not in page.url

    page.locator("summary", has_text="Cột").click()
    for column in ("Giới tính", "Dân tộc"):
        page.locator(".tick").get_by_label(column, exact=True).uncheck()
    page.locator(".tick").get_by_label("Ghi chú", exact=True).check()
    page.get_by_role("button", name="Xem các cột này").click()
    assert page.get_by_role("columnheader", name="Ghi chú").is_visible()
    assert page.get_by_role("columnheader", name="Dân tộc").count() == 0
    assert page.locator("tbody tr").count() == women

    page.locator("summary", has_text="Cách xem đã lưu").click()
    page.get_by_label("Lưu bộ lọc, thứ tự và cột").fill("Nữ từ tháng 3")
    page.get_by_role("button", name="Lưu cách xem").click()
    assert "Đã lưu cách xem" in page.inner_text("main")

    given_name = page.locator("tbody th").first.inner_text().split()[-1]
    page.get_by_label("Họ và tên, không cần gõ dấu").fill(given_name)
    page.get_by_role("button", name="Tìm").click()
    assert "found=1" in page.url
    assert given_name not in page.url
    found = page.locator("tbody th").all_inner_texts()
    assert found
    assert all(fold(given_name) in fold(name) for name in found)
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải Excel", exact=True).click()
    assert download.value.suggested_filename.endswith(".xlsx")

    page.get_by_role("link", name="Bỏ lọc, xem tất cả").click()
    assert page.locator("tbody tr").count() == everybody
    page.locator("summary", has_text="Cách xem đã lưu").click()
    page.get_by_role("link", name="Nữ từ tháng 3").click()
    assert page.locator("tbody tr").count() == women
    context.close()
