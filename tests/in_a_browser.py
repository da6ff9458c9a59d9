"""What the tests in a real browser share: who can read a page, and how one is signed in without typing it each time."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize
from pytest_django.live_server_helper import LiveServer

from accounts.models import User

SIZES: dict[str, ViewportSize] = {"desk": {"width": 1366, "height": 768}, "phone": {"width": 360, "height": 740}}
WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")


def faults(page: Page, *more: str) -> list[str]:
    """Against WCAG 2.2 AA and `more` sets of axe's rules, each with the element it is at."""
    options = {
        "runOnly": {"type": "tag", "values": [*WCAG, *more]},
        "rules": {"target-size": {"enabled": True}},
        "resultTypes": ["violations"],  # of what is right it need not draw up where it stands: half of its time
    }
    found = Axe().run(page, options=options).response["violations"]
    return [f"{fault['id']}: {node['html'][:160]}" for fault in found for node in fault["nodes"]]


def fits(page: Page) -> bool:
    """It does not scroll sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def signed_in(browser: Browser, live_server: LiveServer, user: User, **options: Any) -> BrowserContext:
    """A browser of the user's own, by the session alone: the page of signing in has tests of its own."""
    client = Client()
    client.force_login(user)
    context = browser.new_context(
        **{"base_url": live_server.url, "locale": "vi-VN", "viewport": SIZES["desk"], **options}
    )
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    return context
