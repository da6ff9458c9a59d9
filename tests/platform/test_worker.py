"""The worker, in processes of its own: what was queued is done, whoever is killed meanwhile."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, LiteralString

import psycopg
import pytest
from django.db import connection

from partytrack.worker import worker_is_alive
from tests.platform.conftest import ROOT, Partytrack

SETTINGS = "tests.platform.worker_settings"
PATIENCE = 90  # seconds; on a busy machine too
BESIDE = """
import sys
from partytrack.worker.beside import worker_beside
with worker_beside():
    sys.stdin.read()
"""
GRANTS = """
CREATE ROLE application LOGIN;
GRANT USAGE ON SCHEMA public TO application;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO application;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO application;
"""


@pytest.fixture(scope="module")
def partytrack(server_folder: Callable[[], Path]) -> Iterator[Partytrack]:
    """One installation for all tests of this file; a process of the fixture's keeps its server running."""
    made = Partytrack(server_folder() / "data")
    made.environment["DJANGO_SETTINGS_MODULE"] = SETTINGS
    assert made.manage("migrate", "-v", "0").returncode == 0
    keeper = made.connected()
    ask(made, "CREATE TABLE done (id bigserial, what text, pid int)")
    yield made
    keeper.communicate(timeout=PATIENCE)
    assert made.server_pid() is None


def ask(partytrack: Partytrack, statement: LiteralString, *values: str, role: str = "partytrack") -> list[Any]:
    """The rows, of a server that may just be killed or starting."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            with psycopg.connect(host=socket_of(partytrack), user=role, dbname="partytrack") as asked:
                answer = asked.execute(statement, values or None)
                return answer.fetchall() if answer.description else []
        except psycopg.OperationalError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def socket_of(partytrack: Partytrack) -> str:
    with suppress(FileNotFoundError, IndexError):
        return partytrack.pid_file.read_text().splitlines()[4]
    return str(partytrack.data_dir / "postgres")


def by_whom(partytrack: Partytrack, what: str, times: int = 1) -> list[int]:
    """The processes that did it, once it was done so often."""
    end = time.monotonic() + PATIENCE
    while True:
        found = [pid for (pid,) in ask(partytrack, "SELECT pid FROM done WHERE what = %s ORDER BY id", what)]
        if len(found) >= times:
            return found
        assert time.monotonic() < end, f"{what}: {found}"
        time.sleep(0.2)


def wait_until_idle(partytrack: Partytrack) -> None:
    end = time.monotonic() + PATIENCE
    while left := ask(partytrack, "SELECT task_name, status FROM procrastinate_jobs"):
        assert time.monotonic() < end, left
        time.sleep(0.2)


@contextmanager
def worker(partytrack: Partytrack, *options: str, **environment: str) -> Iterator["subprocess.Popen[str]"]:
    """A worker for as long as the block runs, then told to end."""
    process = subprocess.Popen(
        [sys.executable, Path(ROOT, "manage.py"), "worker", *options],
        env={**partytrack.environment, **environment},
        stdin=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE)


def have_done(partytrack: Partytrack, call: str, **environment: str) -> None:
    """`call` of a task in `jobs.py`, in a process like a page's."""
    done = partytrack.manage("shell", "-v", "0", "-c", f"from tests.platform.jobs import *; {call}", **environment)
    assert done.returncode == 0, done.stderr


def test_what_a_page_queues_is_done_and_what_it_took_back_is_not(partytrack: Partytrack) -> None:
    took_back = "transaction.set_autocommit(False); note.defer(what='taken back'); transaction.rollback()"
    have_done(partytrack, f"{took_back}; transaction.set_autocommit(True); note.defer(what='queued')")
    with worker(partytrack) as process:
        assert by_whom(partytrack, "queued") == [process.pid]
        wait_until_idle(partytrack)
    assert process.returncode == 0
    assert not ask(partytrack, "SELECT FROM done WHERE what = 'taken back'")
    assert not ask(partytrack, "SELECT FROM procrastinate_workers")  # it signed off


def test_what_a_killed_worker_had_begun_is_taken_up_by_the_next_and_done_once(partytrack: Partytrack) -> None:
    have_done(partytrack, "take_long.defer(what='killed', seconds=5)")
    with worker(partytrack) as first:
        by_whom(partytrack, "killed began")
        first.kill()
    assert not ask(partytrack, "SELECT FROM done WHERE what = 'killed done'")
    with worker(partytrack) as second:
        assert by_whom(partytrack, "killed done") == [second.pid]
        wait_until_idle(partytrack)
    assert by_whom(partytrack, "killed began") == [first.pid, second.pid]
    assert len(by_whom(partytrack, "killed done")) == 1


def test_a_worker_outlives_the_kill_of_the_database_and_does_again_what_that_interrupted(
    partytrack: Partytrack,
) -> None:
    have_done(partytrack, "take_long.defer(what='lost', seconds=5)")
    with worker(partytrack) as process:
        by_whom(partytrack, "lost began")
        server = partytrack.server_pid()
        assert server
        os.kill(server, signal.SIGKILL)
        assert by_whom(partytrack, "lost done") == [process.pid]
        wait_until_idle(partytrack)
    assert len(by_whom(partytrack, "lost began")) > 1
    assert len(by_whom(partytrack, "lost done")) == 1
    assert partytrack.server_pid() not in (None, server)


def test_beside_the_demo_a_killed_worker_is_replaced_and_none_outlives_a_killed_demo(partytrack: Partytrack) -> None:
    demo = subprocess.Popen(
        [sys.executable, Path(ROOT, "manage.py"), "shell", "-v", "0", "-c", BESIDE],
        env=partytrack.environment,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    have_done(partytrack, "note.defer(what='beside')")
    (first,) = by_whom(partytrack, "beside")
    os.kill(first, signal.SIGKILL)
    have_done(partytrack, "note.defer(what='replaced')")
    (second,) = by_whom(partytrack, "replaced")
    assert second not in (first, demo.pid)
    demo.kill()
    _nothing, said = demo.communicate(timeout=PATIENCE)  # at its end no process holds its output any more
    assert "The worker ended (-9) and is started again." in said


def test_a_worker_needs_no_more_than_the_rows_of_the_tables(partytrack: Partytrack) -> None:
    ask(partytrack, GRANTS, role="postgres")
    url = f"postgres://application@{socket_of(partytrack).replace('/', '%2F')}/partytrack"
    have_done(partytrack, "note.defer(what='granted')", DATABASE_URL=url)
    with worker(partytrack, DATABASE_URL=url) as process:
        assert by_whom(partytrack, "granted") == [process.pid]
        wait_until_idle(partytrack)


def test_without_tables_a_worker_asks_for_migrate(server_folder: Callable[[], Path]) -> None:
    done = Partytrack(server_folder() / "data").manage("worker")
    assert done.returncode == 1
    assert "run the command migrate first" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.django_db
def test_a_worker_is_alive_while_its_last_sign_of_life_is_fresh() -> None:
    with connection.cursor() as cursor:
        assert not worker_is_alive()
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 minute')")
        assert not worker_is_alive()
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())")
        assert worker_is_alive()
