"""What every process of the product does, whichever server or command starts it."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection

from tests.platform.conftest import ROOT, Partytrack

HEADERS = {
    "X-Forwarded-Proto": "https",
    "Cookie": f"__Host-sessionid={'x' * 32}",
}  # a session is looked up in the database


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def answer(port: int, path: str, patience: float = 30) -> int:
    """The status of a page for someone whose session has ended, as soon as the server listens behind its proxy."""
    end = time.monotonic() + patience
    while True:
        try:
            connection = HTTPConnection("127.0.0.1", port)
            connection.request("GET", path, headers=HEADERS)
            return connection.getresponse().status
        except ConnectionRefusedError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


@contextmanager
def served(partytrack: Partytrack, port: int, *command: str) -> Iterator[subprocess.Popen[bytes]]:
    environment = {**partytrack.environment, "PARTYTRACK_TLS_AT_PROXY": "1"}
    server = subprocess.Popen([sys.executable, *command], env=environment, cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        yield server
    finally:
        server.terminate()
        server.wait(60)


def test_web_workers_share_the_private_server_and_stop_it_when_told_to_end(partytrack: Partytrack) -> None:
    assert partytrack.manage("migrate", "-v", "0").returncode == 0
    port = free_port()
    with served(partytrack, port, "-m", "gunicorn", "--workers=3", f"--bind=127.0.0.1:{port}", "partytrack.wsgi"):
        assert [answer(port, "/accounts/login/") for _ in range(6)] == [200] * 6
        assert partytrack.server_pid()
    assert partytrack.server_pid() is None


def test_the_development_server_stops_the_private_server_when_told_to_end(partytrack: Partytrack) -> None:
    assert partytrack.manage("migrate", "-v", "0").returncode == 0
    port = free_port()
    with served(partytrack, port, "manage.py", "runserver", "--noreload", f"127.0.0.1:{port}"):
        assert answer(port, "/accounts/login/") == 200
        assert partytrack.server_pid()
    assert partytrack.server_pid() is None


def test_history_names_the_command_that_wrote(partytrack: Partytrack) -> None:
    assert partytrack.manage("migrate", "-v", "0").returncode == 0
    code = "from accounts.models import User; User.objects.create_user('an', password=None)"
    done = partytrack.manage("shell", "-v", "0", "-c", code)
    assert done.returncode == 0, done.stderr
    assert partytrack.query("SELECT metadata->>'command' FROM pghistory_context") == "shell"
