"""The quarter's list of Krông Bông in real Chromium: 240 rows, six of them wrong, three there already. By keys alone."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from admissions.models import Admission
from tests.admissions.import_batches import file_of
from tests.in_a_browser import faults, fits
from tests.small_province import admit
from units.models import Unit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HEADERS = (
    *("Họ và tên", "Ngày sinh", "Giới tính", "Đảng bộ cấp trên", "TCCSĐ", "Chi bộ", "Ngày quyết định", "Ngày kết nạp"),
    "Số quyết định",
)
CELLS = (("Đảng bộ xã Cư Pui", "Chi bộ buôn Khanh"), ("Đảng bộ xã Cư Pui", "Chi bộ thôn 2"))
OLD = {"Lan": date(1998, 3, 12), "Hiệp": date(1994, 9, 30)}


def quarter() -> list[list[Any]]:
    """Rows 2 to 241, with the faults of the mock-up in the rows where it has them."""
    rows: list[list[Any]] = []
    for number in range(2, 242):
        grassroots, cell = CELLS[number % 2]
        decided = date(2023, 7, 3) + timedelta(days=number % 80)
        born = date(1980, 1, 1) + timedelta(days=31 * number)
        person = [f"Nguyễn Văn {chr(65 + number % 26)}{number}", born, "Nam", "Krông Bông", grassroots, cell]
        rows.append([*person, decided, decided + timedelta(days=4), f"{300 + number // 9}-QĐ/HU"])
    wrong: dict[int, tuple[int, Any]] = {
        17: (1, "31/02/1997"), 58: (5, "Chi bộ buôn Kanh"), 93: (6, "12/12/2023"), 121: (0, None),
        166: (1, "09/06/2009"), 204: (8, None),
    }  # fmt: skip
    for number, (place, value) in wrong.items():
        rows[number - 2][place] = value
    rows[93 - 2][7] = None
    rows[44 - 2][:2] = ["Nguyễn Thị Mai Lan", OLD["Lan"]]
    rows[137 - 2][:2] = ["Lương Văn Hiệp", OLD["Hiệp"]]
    rows[138 - 2] = list(rows[137 - 2])
    return rows


@pytest.fixture
def recorded(units: dict[str, Unit]) -> None:
    admit(units["CPU-02"], "Nguyễn Thị Mai Lan", date(2023, 5, 19), birth_date=OLD["Lan"], decision_number="9-QĐ/HU")
    admit(units["CPU-01"], "Lương Văn Hiệp", date(2023, 5, 28), birth_date=OLD["Hiệp"], decision_number="8-QĐ/HU")


@pytest.fixture
def enter(live_server: LiveServer, binh: User, signed_in: Callable[[User], Client]) -> Callable[[BrowserContext], Page]:
    """A page of Bình, who has signed in."""
    session = signed_in(binh).cookies["sessionid"].value

    def open_page(context: BrowserContext) -> Page:
        context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page = context.new_page()
        page.goto(f"{live_server.url}/admissions/import/")
        return page

    return open_page


@pytest.fixture
def page_of_binh(context: BrowserContext, enter: Callable[[BrowserContext], Page]) -> Iterator[Page]:
    said: list[str] = []
    page = enter(context)
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    assert said == []


def send(page: Page) -> None:
    """The window in which a file is chosen is the system's own; the rest is keys."""
    file = file_of(*quarter(), headers=HEADERS, name="ket-nap-quy-3-2023.xlsx")
    page.set_input_files(
        "[name=file]", {"name": file.name or "", "mimeType": "application/octet-stream", "buffer": file.read()}
    )
    page.focus("[name=file]")
    press_on(page, "Xem trước")
    expect(page).to_have_title("Xem trước: 231 trong 240 dòng ghi được ngay – Partytrack")


def press_on(page: Page, words: str) -> None:
    """Tab as far as the button or link of these words, then Enter."""
    for _step in range(120):
        page.keyboard.press("Tab")
        if words in page.evaluate(
            "document.activeElement.matches('a, button') ? document.activeElement.textContent : ''"
        ):
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"no {words} within 120 tabs")


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.name || document.activeElement.textContent"))


@pytest.mark.usefixtures("recorded")
def test_the_quarter_comes_in_is_undone_put_right_and_comes_in_again(page_of_binh: Page) -> None:
    page = page_of_binh
    send(page)
    expect(page.locator("#bad-h")).to_have_text("6 dòng lỗi")
    expect(page.locator("#twins-h")).to_have_text("3 dòng trùng")
    press_on(page, "Ghi 231 dòng hợp lệ")
    expect(page).to_have_title("Đã ghi 231 dòng – Partytrack")
    assert Admission.objects.count() == 233
    press_on(page, "Hoàn tác lần nhập này")
    expect(page).to_have_title("Đã hoàn tác 231 dòng – Partytrack")
    assert Admission.objects.count() == 2

    press_on(page, "Nhập lại")
    send(page)
    put_right(page)
    press_on(page, "Ghi 239 dòng hợp lệ")
    expect(page).to_have_title("Đã ghi 239 dòng – Partytrack")
    assert Admission.objects.count() == 240, "two were there, one of them written over, one row skipped"
    assert Admission.objects.get(name="H'Mai Ayŭn").decision_number
    assert not Admission.objects.filter(decision_number="9-QĐ/HU").exists(), "Mai Lan's record was written over"


def put_right(page: Page) -> None:
    """Six cells one after the other, then three choices; each is checked as soon as it is left."""
    page.focus("input.cell-t")
    for name, text in (("c-17-birth", "28021997"), ("c-58-cell", ""), ("c-93-decided_on", "12/09/2023"),
                       ("c-121-name", "H'Mai Ayŭn"), ("c-166-birth", "09/06/1999"),
                       ("c-204-decision_number", "377-QĐ/HU")):  # fmt: skip
        expect(page.locator("*:focus")).to_have_attribute("name", name)
        if text:
            page.keyboard.press("Control+A")
            page.keyboard.type(text)
            page.keyboard.press("Enter")
        else:
            page.keyboard.press("ArrowDown")
    expect(page.locator("#bad-h")).to_have_text("0 dòng lỗi")
    for row, choice in ((44, "Ghi đè bản đã có"), (137, "Là người khác, thêm mới"), (138, "Bỏ qua dòng này")):
        page.focus(f"#d-{row}")
        with page.expect_response(lambda answer: "/rows/" in answer.url):
            page.locator(f"#d-{row}").select_option(label=choice)
    expect(page.locator("#imp-title")).to_have_text("Xem trước: 239 trong 240 dòng ghi được ngay")


@pytest.mark.usefixtures("recorded")
def test_a_corrected_cell_is_checked_while_one_types_on(page_of_binh: Page) -> None:
    page = page_of_binh
    send(page)
    page.focus("#c-17-birth")
    page.keyboard.press("Control+A")
    page.keyboard.type("30/02/1997")
    page.keyboard.press("Enter")
    assert focused(page) == "c-58-cell", "Enter goes on to the next cell"
    expect(page.locator("#row-17 .emsg")).to_be_visible()
    expect(page.locator("#c-17-birth")).to_have_value("30/02/1997")
    page.keyboard.press("Shift+Tab")
    page.focus("#c-17-birth")
    page.keyboard.press("Control+A")
    page.keyboard.type("28/02/1997")
    page.keyboard.press("Tab")
    expect(page.locator("#row-17 .st-ok")).to_be_visible()
    expect(page.locator("#bad-h")).to_have_text("5 dòng lỗi")
    expect(page.locator("#imp-said")).to_contain_text("Dòng 17: thêm mới. Còn 5 dòng lỗi")


@pytest.mark.usefixtures("recorded")
def test_the_preview_is_accessible_and_fits_a_phone(page_of_binh: Page) -> None:
    page = page_of_binh
    for width in (1366, 360):
        page.set_viewport_size({"width": width, "height": 768})
        assert_sound(page)
    send(page)
    for address in ("", "?show=good", "?edit=17"):
        page.goto(page.url.split("?")[0] + address)
        for width in (1366, 360):
            page.set_viewport_size({"width": width, "height": 768})
            assert_sound(page)


def assert_sound(page: Page) -> None:
    assert faults(page) == []
    assert fits(page)


@pytest.mark.usefixtures("recorded")
def test_without_scripts_the_same_work_is_done(browser: Browser, enter: Callable[[BrowserContext], Page]) -> None:
    page = enter(browser.new_context(java_script_enabled=False, locale="vi-VN"))
    file = file_of(*quarter(), headers=HEADERS, name="ket-nap-quy-3-2023.xlsx")
    page.set_input_files(
        "[name=file]", {"name": file.name or "", "mimeType": "application/octet-stream", "buffer": file.read()}
    )
    page.click("text=Xem trước")
    expect(page).to_have_title("Xem trước: 231 trong 240 dòng ghi được ngay – Partytrack")
    page.fill("#c-17-birth", "28/02/1997")
    page.press("#c-17-birth", "Enter")
    expect(page.locator("#bad-h")).to_have_text("5 dòng lỗi")
    page.click("text=CPU-01 (Chi bộ buôn Khanh)")
    page.fill("#c-93-decided_on", "12/09/2023")
    page.select_option("#d-44", label="Ghi đè bản đã có")
    page.click(".sec-h button:text('Kiểm tra lại')")
    expect(page.locator("#bad-h")).to_have_text("3 dòng lỗi")
    page.click("[aria-label='Bỏ dòng 166']")
    page.fill("#c-121-name", "H'Mai Ayŭn")
    page.click("#imp-actions .btn-primary")
    expect(page).to_have_title("Đã ghi 236 dòng – Partytrack")
    with page.expect_download() as download:
        page.click("text=Tải các dòng cần sửa")
    assert download.value.suggested_filename.endswith(".xlsx")
    page.click("text=Hoàn tác lần nhập này")
    expect(page).to_have_title("Đã hoàn tác 236 dòng – Partytrack")
    assert Admission.objects.count() == 2
    page.context.close()
