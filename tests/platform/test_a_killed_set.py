"""A worker killed in the midst of a set of reports: the next goes on where it stopped."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psycopg

from tests.platform.conftest import ROOT, Partytrack

PATIENCE = 120  # seconds; on a busy machine too
MADE = """
SELECT place, made_at FROM reports_reportsetfile JOIN reports_reportset one ON one.id = set_id
WHERE made_at IS NOT NULL AND schedule_id IS NULL ORDER BY place
"""
STATES = "SELECT schedule_id IS NOT NULL, state FROM reports_reportset ORDER BY 1"


def test_what_is_made_stays_made_the_next_worker_makes_the_rest_and_what_is_due_is_made_unasked(
    server_folder: Callable[[], Path],
) -> None:
    partytrack = Partytrack(server_folder() / "data")
    partytrack.environment["DJANGO_SETTINGS_MODULE"] = "tests.platform.sets_settings"
    assert partytrack.manage("migrate", "-v", "0").returncode == 0
    keeper = partytrack.connected()
    begun = partytrack.manage("shell", "-v", "0", "-c", "from tests.platform.sets_of_reports import begin; begin()")
    assert begun.returncode == 0, begun.stderr
    with psycopg.connect(host=partytrack.socket_dir, user="partytrack", dbname="partytrack", autocommit=True) as asked:

        def made(number: int) -> list[tuple[int, object]]:
            end = time.monotonic() + PATIENCE
            while len(found := asked.execute(MADE).fetchall()) < number:
                assert time.monotonic() < end, found
                time.sleep(0.2)
            return found

        first = worker(partytrack)
        try:
            before = made(2)
        finally:
            first.kill()
            first.wait()
        Path(partytrack.data_dir, "stop in the midst").unlink()
        second = worker(partytrack)
        try:
            after = made(4)
            assert after[:2] == before
            end = time.monotonic() + PATIENCE
            while asked.execute(STATES).fetchall() != [(False, "DONE"), (True, "DONE")]:
                assert time.monotonic() < end
                time.sleep(0.2)
        finally:
            second.terminate()
            second.wait(PATIENCE)
    keeper.communicate(timeout=PATIENCE)


def worker(partytrack: Partytrack) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, Path(ROOT, "manage.py"), "worker"], env=partytrack.environment)
