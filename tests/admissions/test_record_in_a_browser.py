"""A record, two editors of it, and the dates of many, in a real browser: by keyboard, without scripts, on a phone."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from admissions.models import Admission
from tests.in_a_browser import faults, fits, signed_in
from tests.small_province import admit, open_account
from units.lists import Role
from units.models import Unit

MARCH = date(2023, 3, 1)
GRID = "/admissions/dates/?unit=KBO&number=12-Q%C4%90/HU&decided_on=2023-03-01"

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Office = Callable[..., Page]


@pytest.fixture
def people(units: dict[str, Unit], binh: User) -> list[Admission]:
    open_account("hung", units["KBO"], Role.CLERK, full_name="Y Hùng")
    return [admit(units["CPU-01"], name, MARCH, note="Hồ sơ giấy") for name in ("Y An", "Lê Bình", "H'Lan Byă")]


@pytest.fixture
def office(browser: Browser, live_server: LiveServer, people: list[Admission]) -> Iterator[Office]:
    """Opens a page at the PC of somebody; its browser has nothing to complain of, save for refusals."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def sign_in(login: str, **options: object) -> Page:
        context = signed_in(browser, live_server, User.objects.get(username=login), **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text))
        return page

    yield sign_in
    for context in contexts:
        context.close()
    assert [line for line in complaints if "status of 422" not in line] == []


@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without"])
def test_the_second_of_two_editors_sees_who_changed_what_and_chooses(
    office: Office, people: list[Admission], scripts: bool
) -> None:
    first, second = office("hung", java_script_enabled=scripts), office("binh", java_script_enabled=scripts)
    address = f"/admissions/{people[2].uid}/edit/"
    for page in (first, second):
        page.goto(address)
    first.get_by_label("Ghi chú").fill("của Hùng")
    first.get_by_label("Ngày sinh").fill("04/02/1990")
    first.get_by_label("Họ và tên khai sinh").fill("H'Lan Niê")
    first.get_by_role("button", name="Lưu thay đổi").click()
    expect(first.get_by_text("Đã lưu thay đổi của")).to_be_visible()
    second.get_by_label("Ghi chú").fill("của Bình")
    second.get_by_label("Họ và tên khai sinh").fill("H'Lan Ayun")
    second.get_by_role("button", name="Lưu thay đổi").click()
    asked = second.get_by_role("alert").filter(has_text="có người vừa sửa bản ghi này")
    expect(asked).to_contain_text("của Y Hùng, sửa lúc")
    expect(second.get_by_text("Ngày sinh: 01/01/1998 → 04/02/1990")).to_be_visible()
    asked.get_by_role("group", name="Họ và tên").get_by_role("radio", name="của Y Hùng").check()
    asked.get_by_role("group", name="Ghi chú").get_by_role("radio", name="của bạn").check()
    second.get_by_role("button", name="Lưu thay đổi").click()
    expect(second.get_by_text("Đã lưu thay đổi của")).to_be_visible()
    people[2].refresh_from_db()
    said = (people[2].name, people[2].note, people[2].birth_date)
    assert said == ("H'Lan Niê", "của Bình", date(1990, 2, 4))


def test_a_record_is_corrected_and_moved_by_keyboard_alone(office: Office, people: list[Admission]) -> None:
    page = office("binh")
    page.goto(f"/admissions/{people[0].uid}/")
    page.get_by_role("link", name="Sửa", exact=True).press("Enter")
    page.wait_for_url("**/edit/")
    field = page.get_by_role("combobox", name="Tổ chức đảng")
    field.press("Control+a")
    field.type("thon 2")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(field).to_have_value("Thôn 2")
    day = page.get_by_label("Ngày kết nạp")
    day.fill("19/3")
    page.keyboard.press("Tab")
    expect(day).to_have_value("19/03/2023")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name="Chuyển sang tổ chức khác?")).to_be_visible()
    page.get_by_label("Ghi chú").press("Control+Enter")
    expect(page.get_by_text("Đã lưu thay đổi của")).to_be_visible()
    people[0].refresh_from_db()
    assert (people[0].unit.code, people[0].admitted_on) == ("CPU-02", date(2023, 3, 19))


def test_voiding_shows_the_figures_before_and_after(office: Office, people: list[Admission]) -> None:
    page = office("binh")
    page.goto(f"/admissions/{people[0].uid}/void/")
    expect(page.get_by_role("columnheader", name="Sau khi huỷ")).to_be_visible()
    row = page.get_by_role("row").filter(has_text="Krông Bông")
    expect(row).to_contain_text("3")
    expect(row.locator("[data-after]")).to_have_text("2")
    page.get_by_label("Lý do huỷ").fill("Nhập nhầm người")
    page.get_by_role("button", name="Huỷ kết nạp này").click()
    expect(page.get_by_text("Kết nạp này đã huỷ")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without"])
def test_dates_of_all_are_filled_and_saved(office: Office, people: list[Admission], scripts: bool) -> None:
    page = office("binh", java_script_enabled=scripts)
    page.goto("/admissions/dates/?unit=KBO")
    page.get_by_role("link", name="12-QĐ/HU").click()
    page.get_by_label("Ngày", exact=True).fill("19032023")
    page.get_by_role("button", name="Điền ô trống").click()
    expect(page.get_by_text("Đã điền 3 ô, chưa ghi.")).to_be_visible()
    page.get_by_role("textbox", name="Y An Ngày kết nạp").fill("20/03/2023")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_text("Đã ghi ngày của 3 người.")).to_be_visible()
    found = dict(Admission.objects.values_list("name", "admitted_on"))
    day = date(2023, 3, 19)
    assert found == {"Y An": date(2023, 3, 20), "Lê Bình": day, "H'Lan Byă": day}


def test_the_grid_of_dates_answers_arrows_paste_and_one_key_to_save(office: Office, people: list[Admission]) -> None:
    page = office("binh", permissions=["clipboard-read", "clipboard-write"])
    page.goto(GRID)
    page.evaluate("navigator.clipboard.writeText('19/03/2023\\n20/03/2023\\n21/03/2023')")
    page.get_by_role("textbox", name="Y An Ngày nhận quyết định").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Control+v")
    expect(page.get_by_text("Đã dán 3 ô.")).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Đã ghi ngày của 3 người.")).to_be_visible()
    assert set(Admission.objects.values_list("admitted_on", flat=True)) == {date(2023, 3, day) for day in (19, 20, 21)}


def _refused_edit(page: Page, one: Admission) -> None:
    page.goto(f"/admissions/{one.uid}/edit/")
    note = page.get_by_label("Ghi chú")
    Admission.objects.filter(pk=one.pk).update(note="của người khác")
    note.fill("của tôi")
    page.get_by_role("button", name="Lưu thay đổi").click()
    expect(page.get_by_role("heading", name="Chưa ghi: có người vừa sửa bản ghi này")).to_be_visible()


def _refused_grid(page: Page, one: Admission) -> None:
    page.goto(GRID)
    page.get_by_role("textbox", name=f"{one.name} Ngày kết nạp").fill("20/02/2023")
    page.get_by_role("textbox", name=f"{one.name} Ngày chính thức").fill("31/02/2023")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_role("heading", name="Chưa ghi: 1 người cần sửa")).to_be_visible()


@pytest.mark.parametrize("width", [1366, 360])
def test_each_page_is_accessible_and_fits_the_screen(office: Office, people: list[Admission], width: int) -> None:
    page = office("binh", viewport={"width": width, "height": 768})
    one = people[0]
    void = people[1]
    Admission.objects.filter(pk=void.pk).update(voided_at="2023-05-05T08:00:00Z", void_reason="Quyết định bị thu hồi")
    ways: list[Callable[[], object]] = [
        lambda: page.goto(f"/admissions/{one.uid}/"),
        lambda: page.goto(f"/admissions/{void.uid}/"),
        lambda: page.goto(f"/admissions/{one.uid}/edit/"),
        lambda: page.goto(f"/admissions/{one.uid}/void/"),
        lambda: page.get_by_role("button", name="Huỷ kết nạp này").click(),
        lambda: page.goto("/admissions/dates/?unit=KBO"),
        lambda: page.goto(GRID),
        lambda: _refused_edit(page, one),
        lambda: _refused_grid(page, one),
    ]
    for way in ways:
        way()
        page.wait_for_load_state("networkidle")
        assert faults(page) == [], page.url
        assert fits(page), page.url
