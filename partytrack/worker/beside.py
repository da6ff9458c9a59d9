"""A worker as a child of the process that serves the demo."""

import logging
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

logger = logging.getLogger(__name__)

COMMAND = (sys.executable, str(settings.BASE_DIR / "manage.py"), "worker", "--with-parent")
PAUSE, LONG_PAUSE = 1.0, 10.0  # seconds before the next one: after one that worked, after one that hardly began
HARDLY = 5.0
FAREWELL = 10.0  # seconds a job under way may take once all is to end


@contextmanager
def worker_beside(first: float = 0.0) -> Iterator[None]:
    """One worker, from `first` seconds on and again whenever it ends, for as long as the block runs.

    It lives no longer than this process, whatever ends that: its standard input closes.
    """
    ending = threading.Event()
    keeper = threading.Thread(target=_keep_one, args=(ending, first), name="worker", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        ending.set()
        keeper.join()


def _keep_one(ending: threading.Event, pause: float) -> None:
    while not ending.wait(pause):
        began = time.monotonic()
        with subprocess.Popen(COMMAND, stdin=subprocess.PIPE) as worker:  # noqa: S603 — ourselves
            _wait_for_either(worker, ending)
            if ending.is_set():
                _end(worker)
                return
        logger.warning("The worker ended (%d) and is started again.", worker.returncode)
        pause = PAUSE if time.monotonic() - began > HARDLY else LONG_PAUSE


def _wait_for_either(worker: "subprocess.Popen[bytes]", ending: threading.Event) -> None:
    while worker.poll() is None and not ending.wait(0.5):
        pass


def _end(worker: "subprocess.Popen[bytes]") -> None:
    if worker.stdin:
        worker.stdin.close()
    try:
        worker.wait(FAREWELL)
    except subprocess.TimeoutExpired:
        worker.kill()
