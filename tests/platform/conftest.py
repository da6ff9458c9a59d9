"""Other processes of Partytrack, each on a data folder of the test's own."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
KEEP_A_CONNECTION = (
    "import sys; from django.db import connection; connection.ensure_connection(); print('connected'); sys.stdin.read()"
)


class Partytrack:
    """`manage.py` in processes of their own, all on one data folder."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        self.environment["PARTYTRACK_DATA_DIR"] = str(data_dir)

    @property
    def pid_file(self) -> Path:
        return self.data_dir / "postgres" / "postmaster.pid"

    @property
    def socket_dir(self) -> str:
        """Where its running server listens."""
        return self.pid_file.read_text().splitlines()[4]

    def server_pid(self) -> int | None:
        return int(self.pid_file.read_text().split()[0]) if self.pid_file.exists() else None

    def manage(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, ROOT / "manage.py", *arguments],
            env={**self.environment, **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    def query(self, statement: str, **environment: str) -> str:
        """The first value of what a new process reads from the database."""
        code = (
            f"from django.db import connection as c; k = c.cursor(); k.execute({statement!r}); print(k.fetchone()[0])"
        )
        done = self.manage("shell", "-v", "0", "-c", code, **environment)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def start(self) -> subprocess.Popen[str]:
        """A process that connects and stays until its input closes."""
        return subprocess.Popen(
            [sys.executable, ROOT / "manage.py", "shell", "-v", "0", "-c", KEEP_A_CONNECTION],
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def connected(self) -> subprocess.Popen[str]:
        process = self.start()
        assert process.stdout
        assert process.stdout.readline() == "connected\n"
        return process


def end(process: subprocess.Popen[str]) -> None:
    process.communicate(timeout=60)


@pytest.fixture
def installation() -> Iterator[Callable[[Path], Partytrack]]:
    """Makes installations; whatever they started is stopped with the test."""
    with ExitStack() as at_the_end:

        def install(data_dir: Path) -> Partytrack:
            made = Partytrack(data_dir)
            at_the_end.callback(lambda: made.server_pid() and made.query("SELECT 1"))  # the last to leave stops it
            return made

        yield install


@pytest.fixture
def partytrack(installation: Callable[[Path], Partytrack], server_folder: Callable[[], Path]) -> Partytrack:
    return installation(server_folder() / "data")
