"""Someone starts the demo twice: the second one waits for the first, and says what is in its way."""

import fcntl
import socket
import subprocess
import sys
import time
from pathlib import Path

from tests.site.conftest import ROOT, Site, free_port


def test_a_port_taken_while_it_waited_is_named(site: Site) -> None:
    port = free_port()
    lock_file = Path(site.environment["PARTYTRACK_DATA_DIR"], "demo.lock")
    with lock_file.open("a") as lock, socket.socket() as taken:
        fcntl.flock(lock, fcntl.LOCK_EX)  # as while the first one builds
        second = subprocess.Popen(
            [sys.executable, "manage.py", "demo", "--port", str(port)],
            cwd=ROOT, env=site.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        time.sleep(4)  # it has looked at the port and waits
        taken.bind(("127.0.0.1", port))
        taken.listen()
        fcntl.flock(lock, fcntl.LOCK_UN)
        _said, refused = second.communicate(timeout=60)
    assert second.returncode == 1
    assert f"Cổng {port} đang bận" in refused
    assert "Traceback" not in refused
