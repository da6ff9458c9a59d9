"""Entering people in real Chromium: by keyboard alone, quickly; and with the network cut, the session ended, or no scripts."""

import time
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Browser, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from admissions.models import Admission
from tests.in_a_browser import faults, fits
from tests.small_province import PASSWORD, admit
from units.lists import Kind
from units.models import Placement, Unit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

A_KEY = 120  # ms
expect.set_options(timeout=15_000)  # ms, for a machine that runs other tests beside
NAMES = (
    "Hồ Sỹ Nguyên", "Đặng Thị Bích Ngọc", "Y Bhem Kbuôr", "H'Liên Niê", "Nguyễn Văn Hùng", "Trần Thị Thu", "Lê Quốc Bảo", "Phạm Thị Hoa",
    "Võ Đình Khoa", "Bùi Thị Nhung", "Đỗ Văn Tám", "Hồ Thị Chín", "Ngô Văn Mười", "Dương Thị Mai", "Lý A Sình", "Ksor H'Nhan",
    "Trịnh Công Sơn", "Cao Thị Xuân", "Phan Văn Lợi", "Mai Thị Đào",
)  # fmt: skip


@pytest.fixture
def complaints(page: Page) -> Iterator[list[str]]:
    """What the browser complains of, refusals by the Content-Security-Policy among it."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    yield said
    expected = ("status of 4", "ERR_FAILED", "ERR_INTERNET", "htmx:", "Response Status Error")
    assert [words for words in said if not any(word in words for word in expected)] == []


def sign_in(page: Page, login: str = "ha") -> None:
    page.fill("[name=login]", login)
    page.fill("[name=password]", PASSWORD)
    page.click("button.in-go")


@pytest.fixture
def entry(page: Page, live_server: LiveServer, ha: User, complaints: list[str]) -> Iterator[Page]:
    """Hà at an empty form."""
    page.goto(f"{live_server.url}/accounts/login/?next=/admissions/new/")
    sign_in(page)
    expect(page.get_by_role("combobox", name="Kết nạp vào")).to_be_focused()
    yield page
    page.wait_for_load_state("networkidle")


def press(page: Page, *keys: str, delay: int = 0) -> None:
    """Keys by their names, anything else typed letter by letter."""
    for key in keys:
        if key in ("Tab", "Space", "Escape", "ArrowDown", "ArrowUp", "Enter", "ArrowRight") or "+" in key:
            page.keyboard.press(key, delay=delay)
        else:
            page.keyboard.type(key, delay=delay)


def here(page: Page) -> str:
    return str(page.evaluate("document.activeElement.name || document.activeElement.id.replace('id_', '')"))


def choose_the_unit_and_the_decision(
    page: Page, *, decided: str = "28/9", received: str = "29092023", held: str = "6/10"
) -> None:
    """Once a sitting: the person's own fields stay empty, the focus goes to the name."""
    press(page, "to dan pho 1")
    expect(page.get_by_role("option").first).to_be_visible()
    press(page, "Tab")
    page.get_by_label("Số quyết định").focus()
    press(page, "318-QĐ/TU", "Tab", decided, "Tab", received, "Shift+Tab", "Shift+Tab", "Shift+Tab", held, "Tab")
    page.get_by_label("Họ và tên khai sinh").focus()


def short_person(page: Page, name: str, birth: str = "12031998") -> None:
    press(page, name, "Tab", birth, "Tab", "Space")


def saved(page: Page, count: int) -> None:
    expect(page.get_by_text(f"Đã lưu {count} người")).to_be_visible()
    expect(page.get_by_label("Họ và tên khai sinh")).to_be_focused()
    expect(page.get_by_label("Họ và tên khai sinh")).to_have_value("")


def test_one_person_with_every_field_takes_at_most_twenty_seconds_by_keyboard(entry: Page) -> None:
    choose_the_unit_and_the_decision(entry, decided="28092022", received="29092022", held="06102022")
    person = ("Nguyễn Thị Mai Lan", "Tab", "12031998", "Tab", "Space")
    particulars = (
        "Tab",
        "thpt",
        "Tab",
        "ede",
        "Tab",
        "Quê Lắk",
        "Tab",
        "vien chuc",
        "Tab",
        "dai",
        "Tab",
        "tin",
        "Tab",
        "so",
    )
    youth_union, readmission = ("Tab", "ArrowDown"), ("Tab", "ArrowUp")
    teacher, local_minority = (*["Tab"] * 6, "Space"), (*["Tab"] * 3, "Space")
    confirmed = (*["Tab"] * 6, "07102023")
    started = time.monotonic()
    keys = (*person, *particulars, *youth_union, *readmission, *teacher, *local_minority, *confirmed, "Control+Enter")
    press(entry, *keys, delay=A_KEY)
    saved(entry, 1)
    took = time.monotonic() - started
    record = Admission.objects.get()
    assert (record.unit.code, record.name, record.birth) == ("TAN-01", "Nguyễn Thị Mai Lan", "12/03/1998")
    assert (record.sex, record.ethnicity, record.religion) == ("FEMALE", "Êđê", "Tin Lành")
    assert (record.general_education, record.qualification) == ("UPPER_SECONDARY", "BACHELOR")
    assert (record.occupation, record.political_theory, record.note) == ("PUBLIC_EMPLOYEE", "ELEMENTARY", "Quê Lắk")
    assert (record.youth_union, record.readmission) == (True, False)
    assert {one.group for one in record.sources.all()} == {"TEACHER", "LOCAL_MINORITY"}
    assert (record.decision_number, record.decided_on, record.received_on) == (
        "318-QĐ/TU",
        date(2022, 9, 28),
        date(2022, 9, 29),
    )
    assert (record.admitted_on, record.confirmed_on) == (date(2022, 10, 6), date(2023, 10, 7))
    print(f"one person, every field not carried over, {A_KEY} ms a key: {took:.1f} s")
    assert took <= 20, f"{took:.1f} s"


def test_a_mornings_work_of_twenty_people_without_a_mouse(entry: Page) -> None:
    choose_the_unit_and_the_decision(entry)
    for count, name in enumerate(NAMES, 1):
        short_person(entry, name, f"{count:02d}031998")
        press(entry, "Control+Enter")
        saved(entry, count)
    assert list(Admission.objects.order_by("pk").values_list("name", flat=True)) == list(NAMES)
    assert set(Admission.objects.values_list("decision_number", "unit__code")) == {("318-QĐ/TU", "TAN-01")}
    assert entry.locator(".rec li b").first.inner_text() == NAMES[-1]
    assert entry.locator("#entry-levels tr", has_text="Tân An").locator("td").first.inner_text() == "20/—"


def test_dates_are_completed_and_read_back_and_a_birth_date_is_not(entry: Page) -> None:
    birth, decided = entry.get_by_label("Ngày sinh"), entry.get_by_label("Ngày quyết định")
    birth.focus()
    press(entry, "03021990", "Tab")
    expect(birth).to_have_value("03/02/1990")
    expect(entry.locator("#id_birth_hint")).to_have_text("Thứ Bảy, 03/02/1990 – 33 tuổi")
    decided.focus()
    press(entry, "28/9", "Tab")
    expect(decided).to_have_value("28/09/2023")
    expect(entry.locator("#id_decided_on_hint")).to_have_text("Thứ Năm, tính vào tháng 9/2023")
    birth.focus()
    press(entry, "Control+a", "6/10", "Tab")
    expect(birth).to_have_value("6/10")


def test_enter_goes_on_and_never_sends_and_escape_loses_nothing(entry: Page) -> None:
    entry.get_by_label("Họ và tên khai sinh").focus()
    press(entry, "Hồ Sỹ Nguyên", "Enter")
    assert here(entry) == "birth"
    press(entry, "12031998", "Escape", "Enter", "Enter")
    assert here(entry) == "general_education"
    press(entry, "trung", "Escape")
    expect(entry.get_by_role("combobox", name="Trình độ giáo dục phổ thông")).to_have_value("trung")
    expect(entry.get_by_label("Họ và tên khai sinh")).to_have_value("Hồ Sỹ Nguyên")
    expect(entry.get_by_label("Ngày sinh")).to_have_value("12/03/1998")
    assert not Admission.objects.exists()


def test_what_the_person_before_had_is_copied_field_by_field(entry: Page) -> None:
    choose_the_unit_and_the_decision(entry)
    short_person(entry, "Hồ Sỹ Nguyên")
    press(entry, "Tab", "thpt", "Tab", "ede", "Tab", "Control+Enter")
    saved(entry, 1)
    press(entry, "Hồ Sỹ Tùng", "Tab", "Control+'", "Tab", "Control+'", "Tab", "Control+'", "Tab", "Control+'")
    expect(entry.get_by_label("Ngày sinh")).to_have_value("12/03/1998")
    expect(entry.get_by_role("combobox", name="Dân tộc")).to_have_value("Êđê")
    press(entry, "Control+Enter")
    saved(entry, 2)
    first, second = Admission.objects.order_by("pk")
    for name in ("birth", "sex", "general_education", "ethnicity"):
        assert getattr(first, name) == getattr(second, name) != "", name


def test_alt_and_up_goes_one_level_up_and_lists_what_is_below(entry: Page, units: dict[str, Unit]) -> None:
    other = Unit.objects.create(code="TAN-02", name="Chi bộ Tổ dân phố 2", short_name="Tổ dân phố 2", kind=Kind.CELL)
    Placement.objects.create(unit=other, parent=units["TAN"])
    choose_the_unit_and_the_decision(entry)
    press(entry, "Alt+ArrowUp")
    expect(entry.get_by_role("option")).to_have_count(2)
    expect(entry.get_by_role("combobox", name="Kết nạp vào")).to_have_value("Tân An")
    press(entry, "ArrowDown", "Enter")
    expect(entry.get_by_role("combobox", name="Kết nạp vào")).to_have_value("Tổ dân phố 2")
    expect(entry.locator("#entry-levels tbody tr").first).to_contain_text("Tổ dân phố 2")


def test_somebody_alike_is_shown_while_typing_and_passed_with_a_reason(entry: Page, units: dict[str, Unit]) -> None:
    admit(
        units["TAN"], "Nguyễn Thị Mai Lan", date(2023, 5, 19), birth_date=date(1998, 3, 12), decision_number="7-QĐ/TU"
    )
    choose_the_unit_and_the_decision(entry)
    short_person(entry, "NGUYEN THI MAI LAN")
    expect(entry.get_by_text("Có thể trùng một người đã kết nạp.")).to_be_visible()
    press(entry, "Control+Enter")
    expect(entry.locator("[data-errors]")).to_be_focused()
    expect(entry).to_have_title("Lỗi: Nhập kết nạp mới – Partytrack")
    entry.get_by_role("link", name="Ghi vì sao đây là người khác").press("Enter")
    press(entry, "Trùng tên", "Control+Enter")
    saved(entry, 1)
    assert Admission.objects.get(decision_number="318-QĐ/TU").twin_reason == "Trùng tên"


def test_save_and_close_by_its_own_keys(entry: Page) -> None:
    choose_the_unit_and_the_decision(entry)
    short_person(entry, "Hồ Sỹ Nguyên")
    press(entry, "Control+Shift+Enter")
    expect(entry.get_by_role("link", name="Hồ Sỹ Nguyên")).to_be_visible()
    assert Admission.objects.get().name == "Hồ Sỹ Nguyên"


def test_saving_twice_in_a_row_saves_once(entry: Page) -> None:
    choose_the_unit_and_the_decision(entry)
    short_person(entry, "Hồ Sỹ Nguyên")
    entry.get_by_role("button", name="Lưu và nhập người tiếp theo").dblclick()
    saved(entry, 1)
    entry.go_back()
    assert Admission.objects.count() == 1


def test_an_answer_that_never_comes_is_asked_for_again_and_saved_once(entry: Page) -> None:
    """The server saved, the answer was lost on the way."""
    choose_the_unit_and_the_decision(entry)
    short_person(entry, "Hồ Sỹ Nguyên")

    def lose(route: Route) -> None:
        route.fetch(max_redirects=0)
        route.abort()

    entry.route("**/admissions/new/", lose, times=1)
    press(entry, "Control+Enter")
    expect(entry.get_by_text("Mất kết nối, chưa lưu.")).to_be_visible()
    assert Admission.objects.count() == 1
    press(entry, "Control+Enter")
    saved(entry, 1)
    assert Admission.objects.count() == 1


def test_with_the_network_cut_everything_stays_and_saves_when_it_is_back(entry: Page) -> None:
    choose_the_unit_and_the_decision(entry)
    short_person(entry, "Hồ Sỹ Nguyên")
    entry.context.set_offline(True)
    press(entry, "Control+Enter")
    expect(entry.get_by_text("Mất kết nối, chưa lưu.")).to_be_visible()
    expect(entry.get_by_label("Họ và tên khai sinh")).to_have_value("Hồ Sỹ Nguyên")
    entry.get_by_label("Ghi chú").focus()
    press(entry, "gõ khi mất mạng")
    entry.context.set_offline(False)
    press(entry, "Control+Enter")
    saved(entry, 1)
    assert Admission.objects.get().note == "gõ khi mất mạng"


def test_a_session_that_ended_loses_nothing_signing_in_in_another_page(entry: Page, live_server: LiveServer) -> None:
    choose_the_unit_and_the_decision(entry)
    short_person(entry, "Hồ Sỹ Nguyên")
    Session.objects.all().delete()
    press(entry, "Control+Enter")
    expect(entry.get_by_text("Phiên làm việc đã hết, chưa lưu.")).to_be_visible()
    expect(entry.get_by_label("Họ và tên khai sinh")).to_have_value("Hồ Sỹ Nguyên")
    other = entry.context.new_page()
    other.goto(f"{live_server.url}/accounts/login/")
    sign_in(other)
    other.wait_for_url("**/units/TAN/**")
    other.close()
    entry.bring_to_front()
    expect(entry.get_by_text("Đã kết nối lại")).to_be_visible()
    press(entry, "Control+Enter")
    saved(entry, 1)
    assert Admission.objects.get().name == "Hồ Sỹ Nguyên"


def test_a_session_that_ended_loses_nothing_signing_in_in_the_same_page(entry: Page) -> None:
    choose_the_unit_and_the_decision(entry)
    short_person(entry, "Hồ Sỹ Nguyên")
    Session.objects.all().delete()
    press(entry, "Control+Enter")
    entry.get_by_role("button", name="giữ phiếu này và đăng nhập lại").click()
    sign_in(entry)
    expect(entry.get_by_text("Phiếu chưa lưu lúc")).to_be_visible()
    expect(entry.get_by_label("Họ và tên khai sinh")).to_have_value("Hồ Sỹ Nguyên")
    expect(entry.get_by_role("combobox", name="Kết nạp vào")).to_have_value("Tổ dân phố 1")
    press(entry, "Control+Enter")
    saved(entry, 1)


def test_what_was_typed_is_there_again_after_the_browser_was_closed(entry: Page) -> None:
    choose_the_unit_and_the_decision(entry)
    short_person(entry, "Hồ Sỹ Nguyên")
    expect(entry.get_by_text("Đã lưu nháp")).to_be_visible()
    entry.goto("about:blank")
    entry.go_back()
    expect(entry.get_by_label("Họ và tên khai sinh")).to_have_value("Hồ Sỹ Nguyên")
    entry.get_by_role("button", name="Bỏ, bắt đầu phiếu trống").click()
    expect(entry.get_by_label("Họ và tên khai sinh")).to_have_value("")


def test_a_word_that_no_list_has_is_said_to_be_none(entry: Page) -> None:
    choose_the_unit_and_the_decision(entry)
    short_person(entry, "Hồ Sỹ Nguyên")
    entry.get_by_role("combobox", name="Dân tộc").focus()
    press(entry, "xyz", "Tab", "Control+Enter")
    expect(entry.get_by_role("link", name="Dân tộc: Không có trong danh sách.")).to_be_visible()
    expect(entry.get_by_role("combobox", name="Dân tộc")).to_have_value("xyz")


def test_without_scripts_one_enters_person_after_person(
    browser: Browser, browser_context_args: dict[str, Any], live_server: LiveServer, ha: User
) -> None:
    context = browser.new_context(**{**browser_context_args, "java_script_enabled": False})
    page = context.new_page()
    page.goto(f"{live_server.url}/accounts/login/?next=/admissions/new/")
    sign_in(page)
    page.get_by_label("Kết nạp vào").fill("to dan pho 1")
    page.get_by_label("Số quyết định").fill("318-QĐ/TU")
    page.get_by_label("Ngày quyết định").fill("28/9")
    for count, name in enumerate(NAMES[:2], 1):
        page.get_by_label("Họ và tên khai sinh").fill(name)
        page.get_by_label("Ngày sinh").fill("12031998")
        page.get_by_role("combobox", name="Dân tộc").select_option("Êđê")
        page.get_by_label("Họ và tên khai sinh").press("Enter")
        assert Admission.objects.count() == count - 1
        page.get_by_role("button", name="Lưu và nhập người tiếp theo").click()
        assert "Thiếu “Giới tính”" in page.inner_text("[data-errors]")
        page.get_by_label("Nữ", exact=True).check()
        page.get_by_role("button", name="Lưu và nhập người tiếp theo").click()
        expect(page.get_by_text(f"Đã lưu {count} người")).to_be_visible()
    assert set(Admission.objects.values_list("name", "decided_on")) == {(name, date(2023, 9, 28)) for name in NAMES[:2]}
    page.get_by_label("Họ và tên khai sinh").fill("Gõ lúc hết phiên")
    Session.objects.all().delete()
    page.get_by_role("button", name="Lưu và nhập người tiếp theo").click()
    sign_in(page)
    expect(page.get_by_label("Họ và tên khai sinh")).to_have_value("Gõ lúc hết phiên")
    context.close()


@pytest.mark.parametrize("width", [1366, 360])
def test_the_page_is_readable_by_everybody_in_every_state(entry: Page, units: dict[str, Unit], width: int) -> None:
    entry.set_viewport_size({"width": width, "height": 768})
    admit(units["TAN"], "Hồ Sỹ Nguyên", date(2023, 5, 19), birth_date=date(1998, 3, 12), decision_number="7-QĐ/TU")
    _check(entry, "empty")
    choose_the_unit_and_the_decision(entry)
    press(entry, "Alt+ArrowUp")
    expect(entry.get_by_role("option").first).to_be_visible()
    _check(entry, "a list open")
    press(entry, "ArrowDown", "Enter")
    entry.get_by_label("Họ và tên khai sinh").focus()
    short_person(entry, "Hồ Sỹ Nguyên")
    expect(entry.get_by_text("Có thể trùng")).to_be_visible()
    _check(entry, "somebody alike")
    press(entry, "Control+Enter")
    expect(entry.locator("[data-errors]")).to_be_focused()
    _check(entry, "refused")
    entry.get_by_label("Là người khác").fill("Khác xã")
    press(entry, "Control+Enter")
    saved(entry, 1)
    _check(entry, "saved")


def _check(page: Page, state: str) -> None:
    page.evaluate("scrollTo(0, document.body.scrollHeight)")  # or the bar of buttons covers half of what lies behind it
    assert faults(page) == [], state
    assert fits(page), state


def test_the_whole_form_is_on_one_screen(entry: Page) -> None:
    buttons = entry.get_by_role("button", name="Lưu và nhập người tiếp theo").bounding_box()
    days = entry.get_by_label("Ngày chính thức").bounding_box()
    assert buttons is not None
    assert days is not None
    assert days["y"] + days["height"] < buttons["y"] < 768 - buttons["height"]
    assert entry.evaluate("scrollY") == 0
