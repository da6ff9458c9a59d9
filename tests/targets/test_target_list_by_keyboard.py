"""The province's printed list in real Chromium: corrected by keys, its headline asked about, and issued; readable on a phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from targets.models import Target
from tests.admissions.import_batches import file_of
from tests.in_a_browser import SIZES, faults, fits, signed_in
from tests.targets.target_lists import AS_PRINTED, HEADERS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def preview(browser: Browser, live_server: LiveServer, an: User) -> Iterator[Page]:
    """Of a list that is 12 short, with a unit nobody knows. The browser has nothing to complain of."""
    context = signed_in(browser, live_server, an)
    page, complaints = context.new_page(), list[str]()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.goto("/targets/DLK/2023/")
    page.get_by_label("Các trang về chỉ tiêu").get_by_role("link", name="Nhập từ Excel").click()
    page.get_by_label("Số quyết định").fill("15-QĐ/TU")
    page.get_by_label("Ngày ban hành").fill("10/01/2023")
    rows = (*AS_PRINTED[:2], (2, "Huyện ủy Krông Bôngg", 115), (3, "Lắk", 43), AS_PRINTED[-1])
    sent = file_of(*rows, headers=HEADERS)
    page.set_input_files(
        "[name=file]", {"name": "ct.xlsx", "mimeType": "application/octet-stream", "buffer": sent.read()}
    )
    page.get_by_role("button", name="Xem trước").press("Enter")
    expect(page).to_have_title("Xem trước: 2 trong 3 dòng ghi được ngay – Partytrack")
    yield page
    context.close()
    assert [line for line in complaints if "status of 422" not in line] == []


def test_a_list_is_corrected_asked_about_and_issued_by_keys(preview: Page) -> None:
    expect(preview.locator("#imp-sums")).to_contain_text("Các dòng cộng lại 288, dòng TỔNG CỘNG ghi 300: lệch 12.")
    preview.get_by_label("Tên tổ chức, dòng 4").fill("H. Krông Bông")
    preview.keyboard.press("Enter")
    expect(preview.locator("#imp-title")).to_have_text("Xem trước: 3 trong 3 dòng ghi được ngay")
    preview.get_by_role("button", name="Ban hành với 3 dòng").press("Enter")
    expect(preview.get_by_role("alert")).to_contain_text("Chọn cách xử lý")
    preview.get_by_label("Ban hành theo các dòng, ghi lý do bên dưới").press("Space")
    preview.get_by_label("Lý do chênh lệch").fill("Còn 12 chưa phân bổ")
    preview.get_by_role("button", name="Ban hành với 3 dòng").press("Enter")
    expect(preview.locator("h1")).to_have_text("Đã ghi 3 dòng")
    preview.get_by_role("link", name="Xem quyết định 15-QĐ/TU").press("Enter")
    expect(preview.locator("h1")).to_contain_text("15-QĐ/TU")
    assert sorted(Target.objects.values_list("unit__code", "quantity")) == [("BMT", 130), ("KBO", 115), ("LAK", 43)]


def test_the_preview_is_readable_by_everybody_with_its_questions_and_their_answers(preview: Page) -> None:
    preview.get_by_role("button", name="Ban hành với 2 dòng").press("Enter")
    expect(preview.get_by_role("alert")).to_be_visible()
    for size in SIZES.values():
        preview.set_viewport_size(size)
        assert faults(preview) == []
        assert fits(preview)
