"""What every test shares: the day, a browser like our users', and which tests this machine cannot run."""

import os
from collections.abc import Callable, Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import Any

import pytest
from django.apps import apps
from django.test import Client, override_settings

from accounts.models import User
from admissions.models import Limit
from tests import programs, small_province
from units.models import Unit

TODAY = date(2023, 10, 10)

os.environ["PARTYTRACK_TODAY"] = TODAY.isoformat()
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright runs an event loop in the thread of the test

LONG = ("platform", "fuzzing", "site")
NEEDS = {"browser": programs.CHROMIUM, "office": programs.OFFICE, "gettext": programs.GETTEXT, "pdf": programs.POPPLER}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.path.parent.name not in LONG)  # first, so that no core waits for the last of them
    absent = {mark: program for mark, program in NEEDS.items() if program.find() is None}
    for item in items:
        for mark, program in absent.items():
            if item.get_closest_marker(mark):
                item.add_marker(pytest.mark.skip(reason=f"LEFT OUT, needs {program.package}: {program.left_out}"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = terminalreporter.stats.get("skipped", [])
    left_out = [report for report in skipped if "LEFT OUT" in str(report.longrepr)]
    if left_out:
        packages = " ".join(program.package for program in programs.missing())
        terminalreporter.section(f"{len(left_out)} TESTS LEFT OUT: sudo apt-get install {packages}", sep="!", red=True)


@pytest.fixture(scope="session")
def today() -> date:
    return TODAY


@pytest.fixture(scope="session")
def server_folder() -> Iterator[Callable[[], Path]]:
    """Makes folders a private PostgreSQL can live in: each start of pytest closes `tmp_path` to all users but its own."""
    with TemporaryDirectory(prefix="partytrack-") as folder:
        yield lambda: Path(mkdtemp(dir=folder))


@pytest.fixture(scope="session", autouse=True)
def plain_http() -> Iterator[None]:
    """As the demo on 127.0.0.1: no TLS, so no redirect and no Secure cookies. Production has its own tests."""
    with override_settings(
        SECURE_SSL_REDIRECT=False,
        SESSION_COOKIE_SECURE=False,
        CSRF_COOKIE_SECURE=False,
        SESSION_COOKIE_NAME="sessionid",
        CSRF_COOKIE_NAME="csrftoken",
        LANGUAGE_COOKIE_NAME="language",
        LANGUAGE_COOKIE_SECURE=False,
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],  # a slow hash slows every sign-in
    ):
        yield


@pytest.fixture(autouse=True)
def limits_of_the_papers(request: pytest.FixtureRequest, _django_db_helper: None) -> None:
    """The limits that a migration brings: a test that commits empties the tables when it ends, and another file may follow it."""
    uses = {"db", "transactional_db", "live_server"} & set(request.fixturenames)
    if (uses or request.node.get_closest_marker("django_db")) and not Limit.objects.exists():
        import_module("admissions.migrations.0002_limits_of_the_papers").fill(apps, None)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium, which may reach nothing but this machine."""
    return {
        **browser_type_launch_args,
        "executable_path": programs.CHROMIUM.find(),
        "args": [
            "--no-sandbox",  # root
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
        ],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """An office PC in Việt Nam."""
    return {
        **browser_context_args,
        "locale": "vi-VN",
        "timezone_id": "Asia/Ho_Chi_Minh",
        "viewport": {"width": 1366, "height": 768},
    }


@pytest.fixture
def units(db: None) -> dict[str, Unit]:
    """The small province by code; `tests/small_province.py` draws it."""
    return small_province.build()


@pytest.fixture
def accounts(units: dict[str, Unit]) -> dict[str, User]:
    """An, Bình, Chi, Hà, Xem and Quản trị by login, each over the unit of the demo."""
    return small_province.open_accounts(units)


@pytest.fixture
def an(accounts: dict[str, User]) -> User:
    """Officer of the province."""
    return accounts["an"]


@pytest.fixture
def binh(accounts: dict[str, User]) -> User:
    """Officer of Krông Bông."""
    return accounts["binh"]


@pytest.fixture
def chi(accounts: dict[str, User]) -> User:
    """Officer of Lắk, who must never see Bình's people."""
    return accounts["chi"]


@pytest.fixture
def ha(accounts: dict[str, User]) -> User:
    """Clerk of Tân An."""
    return accounts["ha"]


@pytest.fixture
def xem(accounts: dict[str, User]) -> User:
    """Viewer of the province: figures, no people."""
    return accounts["xem"]


@pytest.fixture
def quantri(accounts: dict[str, User]) -> User:
    """Admin of the province."""
    return accounts["quantri"]


@pytest.fixture
def signed_in(client: Client) -> Callable[[User], Client]:
    """The client as one of them."""

    def sign_in(user: User) -> Client:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in
