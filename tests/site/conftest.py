"""The demonstration as users have it: built by the command `demo`, served on 127.0.0.1, visited over HTTP."""

import html
import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

import pytest
from playwright.sync_api import Browser, BrowserContext

ROOT = Path(__file__).resolve().parent.parent.parent
PASSWORD = "partytrack-demo"
BLOCKS = "div|p|li|td|th|tr|dt|dd|h1|h2|h3|small|br|option|label|section|b|i|span class=.vh"
LOGINS = ("an", "binh", "chi", "ha", "xem", "quantri")


@dataclass
class Answer:
    status: int
    body: bytes
    headers: dict[str, str]

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def words(self) -> str:
        """What a reader reads, with single spaces."""
        readable = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", self.text, flags=re.DOTALL)
        apart = re.sub(rf"</?(?:{BLOCKS})\b[^>]*>", " ", readable)
        return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", apart))).replace("\u00a0", " ")

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Visitor:
    """A browser without a screen: cookies, the language chosen, no scripts."""

    site: str
    cookies: CookieJar = field(default_factory=CookieJar)

    @property
    def opener(self) -> OpenerDirector:
        return build_opener(HTTPCookieProcessor(self.cookies))

    def get(self, address: str) -> Answer:
        return self._ask(Request(self.site + address))  # noqa: S310 — always our own server

    def post(self, address: str, **fields: str) -> Answer:
        token = next(cookie.value for cookie in self.cookies if "csrftoken" in cookie.name)
        data = urlencode({"csrfmiddlewaretoken": token, **fields}).encode()
        return self._ask(Request(self.site + address, data=data, headers={"Referer": self.site + address}))  # noqa: S310

    def _ask(self, request: Request) -> Answer:
        try:
            with self.opener.open(request, timeout=60) as answer:
                return Answer(answer.status, answer.read(), dict(answer.headers))
        except HTTPError as refusal:
            return Answer(refusal.code, refusal.read(), dict(refusal.headers))

    def sign_in(self, login: str) -> "Visitor":
        self.get("/accounts/login/")
        answer = self.post("/accounts/login/", login=login, password=PASSWORD)
        assert answer.status == 200, (login, answer.status)
        assert "/accounts/logout/" in answer.text, login
        return self


@dataclass(frozen=True)
class Site:
    address: str
    built_in: float
    environment: dict[str, str]

    def manage(self, *words: str) -> subprocess.CompletedProcess[str]:
        """A command on the demonstration's own database."""
        return subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def site(server_folder: Callable[[], Path]) -> Iterator[Site]:
    """Built from nothing, once for all tests of this folder."""
    home = server_folder()
    port = free_port()
    environment = {**os.environ, "PARTYTRACK_DATA_DIR": str(home / "data"), "PARTYTRACK_TODAY": "2023-10-10"}
    environment.pop("DATABASE_URL", None)
    address = f"http://127.0.0.1:{port}"
    started = time.monotonic()
    with (home / "log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "manage.py", "demo", "--port", str(port)],
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=log,
        )
    try:
        _wait_for(address, server, home / "log")
        yield Site(address, time.monotonic() - started, {**environment, "PARTYTRACK_DEMO": "1"})
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait_for(address: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    for _try in range(600):
        assert server.poll() is None, log.read_text()[-3000:]
        try:
            with build_opener().open(f"{address}/readyz", timeout=5):
                return
        except URLError:
            time.sleep(0.2)
    raise AssertionError(log.read_text()[-3000:])


@pytest.fixture(scope="session")
def visitor(site: Site) -> Callable[[str], Visitor]:
    """Signed in as one of the demo's accounts, once a session."""
    known: dict[str, Visitor] = {}

    def of(login: str) -> Visitor:
        if login not in known:
            known[login] = Visitor(site.address).sign_in(login)
        return known[login]

    return of


@pytest.fixture(scope="module")
def signed_in(browser: Browser, browser_context_args: dict[str, Any], site: Site) -> Iterator[BrowserContext]:
    context = browser.new_context(**{**browser_context_args, "base_url": site.address})
    page = context.new_page()
    page.goto("/accounts/login/")
    page.get_by_label("Tên đăng nhập").fill("an")
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/units/DLK/**")
    page.close()
    yield context
    context.close()
