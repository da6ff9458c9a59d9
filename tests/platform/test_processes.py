"""What every process of the product does, whichever server or command starts it."""

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from tests.platform.conftest import ROOT, Partytrack

SESSION = {"Cookie": f"__Host-sessionid={'x' * 32}"}  # one that has ended; it is looked up in the database
BY_TLS = {"X-Forwarded-Proto": "https"}  # what a proxy on the same machine adds


@pytest.fixture(scope="module")
def partytrack(server_folder: Callable[[], Path]) -> Partytrack:
    """One installation with its tables for all tests of this file; each leaves its server stopped."""
    made = Partytrack(server_folder() / "data")
    assert made.manage("migrate", "-v", "0").returncode == 0
    return made


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def sign_in_page(port: int, headers: dict[str, str], patience: float = 60) -> HTTPResponse:
    """As soon as the server listens."""
    end = time.monotonic() + patience
    while True:
        try:
            connection = HTTPConnection("127.0.0.1", port)
            connection.request("GET", "/accounts/login/", headers={**SESSION, **headers})
            return connection.getresponse()
        except ConnectionRefusedError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


@contextmanager
def served(partytrack: Partytrack, *command: str, **environment: str) -> Iterator[None]:
    environment = {**partytrack.environment, **environment}
    server = subprocess.Popen([sys.executable, *command], env=environment, cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        server.terminate()
        server.wait(60)


def test_web_workers_share_the_private_server_and_stop_it_when_told_to_end(partytrack: Partytrack) -> None:
    port = free_port()
    with served(partytrack, "-m", "gunicorn", "--workers=3", f"--bind=127.0.0.1:{port}", "partytrack.wsgi"):
        assert [sign_in_page(port, BY_TLS).status for _ in range(6)] == [200] * 6
        assert partytrack.server_pid()
        assert sign_in_page(port, BY_TLS).getheader("Strict-Transport-Security")
        assert sign_in_page(port, {}).status == 301  # to HTTPS
    assert partytrack.server_pid() is None


def test_the_development_server_stops_the_private_server_when_told_to_end(partytrack: Partytrack) -> None:
    port = free_port()
    command = ("manage.py", "runserver", "--noreload", f"127.0.0.1:{port}")
    with served(partytrack, *command, PARTYTRACK_TLS_AT_PROXY="1"):
        assert sign_in_page(port, {}).status == 200
        assert partytrack.server_pid()
    assert partytrack.server_pid() is None


def test_history_names_the_command_that_wrote(partytrack: Partytrack) -> None:
    code = "from accounts.models import User; User.objects.create_user('an', password=None)"
    done = partytrack.manage("shell", "-v", "0", "-c", code)
    assert done.returncode == 0, done.stderr
    by = "SELECT metadata->>'command' FROM pghistory_context JOIN accounts_userevent ON pgh_context_id = pghistory_context.id"
    assert partytrack.query(by) == "shell"
