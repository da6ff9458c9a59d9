"""Web server, worker and database are killed again and again while clerks enter people and bring in workbooks."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.platform.clients import Clerk
from tests.platform.conftest import ROOT, Partytrack
from tests.platform.test_processes import free_port, sign_in_page
from tests.small_province import PASSWORD

SAVES = int(os.environ.get("PARTYTRACK_SAVES", "150"))  # people saved and workbooks brought in
EVERY = 10  # of which one in so many is a workbook
ROWS, MANY = 6, 1_100  # of a workbook; of the one in twenty that the worker reads and writes
BREATH = (8, 30)  # answers between two kills, however long they take
CLERKS = (("an", "LAK-01"), ("binh", "CPU-01"), ("chi", "LAK-01"), ("ha", "TAN-01"))
BUILD = "from tests.small_province import *; open_accounts(build())"
VICTIMS = ("web worker", "web server", "worker", "postmaster", "backend", "everything")


@dataclass
class Service:
    """A process that is started again whenever it ends, as a service manager does."""

    command: Sequence[str]
    environment: dict[str, str]
    ending: threading.Event = field(default_factory=threading.Event)
    process: "subprocess.Popen[bytes] | None" = None

    def keep(self) -> None:
        while not self.ending.is_set():
            self.process = subprocess.Popen(
                [sys.executable, *self.command], env=self.environment, cwd=ROOT, stderr=subprocess.DEVNULL
            )
            while self.process.poll() is None and not self.ending.wait(0.1):
                pass
        if self.process:
            self.process.terminate()
            self.process.wait(60)

    @property
    def pid(self) -> int:
        return self.process.pid if self.process else 0


@contextmanager
def kept(*services: Service) -> Iterator[None]:
    threads = [threading.Thread(target=service.keep) for service in services]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        for service in services:
            service.ending.set()
        for thread in threads:
            thread.join()


@dataclass
class Killer:
    """Kills -9, one victim after another, all kinds of them in a random order, whenever some more was answered."""

    partytrack: Partytrack
    clerks: Sequence[Clerk]
    web: Service
    worker: Service
    chance: random.Random = field(default_factory=lambda: random.Random(5))
    killed: Counter[str] = field(default_factory=Counter)

    def go_on(self, until: threading.Event) -> None:
        waiting: list[str] = []
        answered = 0
        while not until.wait(self.chance.random() / 4):
            if sum(clerk.answered for clerk in self.clerks) < answered:
                continue
            answered = sum(clerk.answered for clerk in self.clerks) + self.chance.randint(*BREATH)
            waiting = waiting or self.chance.sample(VICTIMS, len(VICTIMS))
            victim = waiting.pop()
            pids = [pid for pid in self._of(victim) if pid]
            for pid in pids:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            self.killed[victim] += bool(pids)

    def _of(self, victim: str) -> list[int]:
        postmaster = self.partytrack.server_pid() or 0
        backends, web_workers = children(postmaster), children(self.web.pid)
        return {
            "web worker": web_workers[:1],
            "web server": [self.web.pid, *web_workers],
            "worker": [self.worker.pid],
            "postmaster": [postmaster],
            "backend": backends[-1:],
            "everything": [self.web.pid, *web_workers, self.worker.pid, postmaster, *backends],
        }[victim]


def children(parent: int) -> list[int]:
    listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    pairs = [line.split() for line in listed.splitlines()]
    return [int(pid) for pid, above in pairs if parent and int(above) == parent]


@pytest.fixture
def partytrack(server_folder: Callable[[], Path]) -> Partytrack:
    made = Partytrack(server_folder() / "data")
    made.environment |= {"PARTYTRACK_DEMO": "1", "PARTYTRACK_TODAY": "2023-10-10", "PYTHONPATH": str(ROOT)}
    assert made.manage("migrate", "-v", "0").returncode == 0
    done = made.manage("shell", "-v", "0", "-c", BUILD)
    assert done.returncode == 0, done.stderr
    return made


def do_the_work(clerk: Clerk, tasks: Sequence[int]) -> list[list[str]]:
    """What was acknowledged: the people of each save."""
    done = []
    for number in tasks:
        many = number % (20 * EVERY) == 0
        names = [f"Nguyễn {word(number)} {word(one)}" for one in range(MANY if many else ROWS)]
        if number % EVERY == 0:
            clerk.bring_in(names)
        else:
            clerk.enter(names[0])
        done.append(names if number % EVERY == 0 else names[:1])
    return done


def word(number: int) -> str:
    """A syllable of its own for each number."""
    letters = "bcdghklmnpqrstvx"
    return "".join(letters[number >> shift & 15] for shift in (12, 8, 4, 0)).title()


def recorded(partytrack: Partytrack) -> tuple[Counter[str], int, set[str]]:
    """How often each person is there, how many entries in the history tell of it, and the states of the batches."""
    holder = partytrack.connected()
    with psycopg.connect(host=partytrack.socket_dir, user="partytrack", dbname="partytrack") as asked:
        people: list[tuple[Any, ...]] = asked.execute("SELECT name FROM admissions_admission").fetchall()
        told = asked.execute("SELECT count(*) FROM admissions_admissionevent WHERE pgh_label = 'insert'").fetchone()
        states = asked.execute("SELECT state FROM workbooks_importbatch").fetchall()
    holder.communicate(timeout=60)
    assert told
    return Counter(name for (name,) in people), told[0], {state for (state,) in states}


def test_what_was_acknowledged_is_there_once_whoever_was_killed(partytrack: Partytrack) -> None:
    port = free_port()
    bind = f"--bind=127.0.0.1:{port}"
    web = Service(("-m", "gunicorn", "--workers=2", "--threads=2", bind, "partytrack.wsgi"), partytrack.environment)
    worker = Service(("manage.py", "worker"), partytrack.environment)
    clerks = [Clerk(port, login, unit) for login, unit in CLERKS]
    killer, over = Killer(partytrack, clerks, web, worker), threading.Event()
    with kept(web, worker), ThreadPoolExecutor(len(clerks) + 1) as pool:
        assert sign_in_page(port, {}).status == 200
        for clerk in clerks:
            clerk.sign_in(PASSWORD)
        began = time.monotonic()
        killing = pool.submit(killer.go_on, over)
        work = [pool.submit(do_the_work, clerk, range(n, SAVES, len(clerks))) for n, clerk in enumerate(clerks)]
        try:
            done = [names for one in work for names in one.result()]
        finally:
            over.set()
            killing.result()
        seconds = time.monotonic() - began
    people, told, states = recorded(partytrack)
    acknowledged = Counter(name for names in done for name in names)
    again = sum(clerk.sent_again for clerk in clerks)
    print(
        f"{SAVES} saves, {len(acknowledged)} people, {dict(killer.killed)} kills, {again} sent again, {seconds:.0f} s"
    )
    assert people == acknowledged
    assert told == len(acknowledged)
    assert "WRITTEN" in states
    assert "WRITING" not in states
    assert sum(killer.killed.values()) >= 3
