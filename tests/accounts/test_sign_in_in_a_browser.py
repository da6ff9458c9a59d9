"""The sign-in page in real Chromium: reads on a desktop and a phone, works with and without scripts, breaks no policy."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests.accounts.conftest import PASSWORD
from tests.in_a_browser import faults, fits

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def complaints(page: Page) -> Iterator[list[str]]:
    """What the browser complains of, refusals by the Content-Security-Policy among it."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    yield said
    assert [words for words in said if "422" not in words] == []


@pytest.mark.parametrize("width", [1366, 360])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_page_is_accessible(
    page: Page, live_server: LiveServer, complaints: list[str], width: int, language: str
) -> None:
    page.set_viewport_size({"width": width, "height": 768})
    page.context.add_cookies([{"name": "language", "value": language, "url": live_server.url}])
    page.goto(f"{live_server.url}/accounts/login/")
    for state in ("fresh", "refused"):
        assert faults(page, "best-practice") == [], state
        assert fits(page), state
        page.fill("[name=login]", "an")
        page.fill("[name=password]", "sai")
        page.click("button.in-go")


def test_keys_alone_sign_in(page: Page, live_server: LiveServer, an: User, complaints: list[str]) -> None:
    page.goto(f"{live_server.url}/accounts/login/?next=/accounts/password/change/")
    expect(page.locator("[name=login]")).to_be_focused()
    page.keyboard.type("an")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Đổi mật khẩu")).to_be_visible()


def test_a_refusal_has_the_focus_and_the_name_stays(page: Page, live_server: LiveServer, complaints: list[str]) -> None:
    page.goto(f"{live_server.url}/accounts/login/")
    page.fill("[name=login]", "an")
    page.fill("[name=password]", "sai")
    page.click("button.in-go")
    expect(page.locator("[data-errors]")).to_be_focused()
    expect(page.locator("[name=login]")).to_have_value("an")
    assert page.title().startswith("Lỗi: ")


def test_the_password_can_be_shown(page: Page, live_server: LiveServer, complaints: list[str]) -> None:
    page.goto(f"{live_server.url}/accounts/login/")
    page.get_by_label("Hiện mật khẩu").check()
    assert page.locator("[name=password]").get_attribute("type") == "text"


def test_without_scripts_one_signs_in_all_the_same(browser: Browser, live_server: LiveServer, an: User) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{live_server.url}/accounts/login/")
    assert not page.get_by_label("Hiện mật khẩu").is_visible()
    page.fill("[name=login]", "an")
    page.fill("[name=password]", PASSWORD)
    page.click("button.in-go")
    assert not page.url.endswith("/accounts/login/")
    page.context.close()
