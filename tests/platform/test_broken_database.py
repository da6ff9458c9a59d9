"""A database that is not there, or not any more: a sentence for whoever called, and no restart for whoever serves."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.platform.conftest import ROOT, Partytrack, end

ASK = ("progress", "--unit", "DLK", "--year", "2023", "--as-of", "2023-10-10")
ANSWER_EACH_LINE = """
import sys
from django.db import connection
for line in sys.stdin:
    with connection.cursor() as cursor:
        cursor.execute(line)
        print(cursor.fetchone()[0], flush=True)
    connection.close()
"""


def test_a_database_that_does_not_answer_is_told_in_a_sentence(partytrack: Partytrack) -> None:
    done = partytrack.manage(*ASK, DATABASE_URL="postgres://partytrack@127.0.0.1:1/partytrack")
    assert done.returncode == 1
    assert "the database did not answer" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_database_without_tables_asks_for_migrate(partytrack: Partytrack) -> None:
    done = partytrack.manage(*ASK)
    assert done.returncode == 1
    assert "run the command migrate first" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_word_in_another_encoding_is_told_in_a_sentence(partytrack: Partytrack) -> None:
    latin = os.fsdecode("Lắk".encode("utf-16"))
    done = partytrack.manage("progress", "--unit", latin.replace("\0", ""), *ASK[3:])
    assert done.returncode == 1
    assert "is no text in utf-8" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_process_starts_the_server_that_was_killed_under_it(partytrack: Partytrack) -> None:
    partytrack.query("CREATE TABLE kept AS SELECT 42 AS answer; SELECT 1")
    process = subprocess.Popen(
        [sys.executable, Path(ROOT, "manage.py"), "shell", "-v", "0", "-c", ANSWER_EACH_LINE],
        env=partytrack.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )

    def ask(statement: str) -> str:
        assert process.stdin
        assert process.stdout
        process.stdin.write(f"{statement}\n")
        process.stdin.flush()
        return process.stdout.readline().strip()

    assert ask("INSERT INTO kept VALUES (43) RETURNING answer") == "43"
    killed = partytrack.server_pid()
    assert killed
    os.kill(killed, signal.SIGKILL)
    assert ask("SELECT sum(answer) FROM kept") == "85"
    assert partytrack.server_pid() not in (None, killed)
    end(process)
    assert partytrack.server_pid() is None
