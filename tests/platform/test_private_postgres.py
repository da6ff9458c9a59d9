"""The private PostgreSQL: started by the first connection, shared, stopped by the last, whatever is killed."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.platform.conftest import Partytrack, end

Install = Callable[[Path], Partytrack]
Folder = Callable[[], Path]


@pytest.mark.parametrize("arguments", [("check",), ("--help",), ("help", "migrate"), ("diffsettings",)])
def test_a_command_without_a_query_starts_no_server(partytrack: Partytrack, arguments: tuple[str, ...]) -> None:
    done = partytrack.manage(*arguments)
    assert done.returncode == 0, done.stderr
    assert not (partytrack.data_dir / "postgres").exists()


def test_two_processes_share_one_server_and_the_last_one_stops_it(partytrack: Partytrack) -> None:
    first = partytrack.connected()
    server = partytrack.server_pid()
    second = partytrack.connected()
    end(first)
    assert partytrack.server_pid() == server
    end(second)
    assert partytrack.server_pid() is None


def test_four_first_starts_at_once_make_one_server(partytrack: Partytrack) -> None:
    processes = [partytrack.start() for _ in range(4)]
    for process in processes:
        output, _ = process.communicate(timeout=120)
        assert (process.returncode, output) == (0, "connected\n")
    assert partytrack.server_pid() is None


def test_sigterm_ends_a_process_and_its_server(partytrack: Partytrack) -> None:
    process = partytrack.connected()
    process.terminate()
    end(process)
    assert process.returncode == 128 + signal.SIGTERM
    assert partytrack.server_pid() is None


def test_a_killed_process_leaves_a_server_that_the_next_one_takes_over_and_stops(partytrack: Partytrack) -> None:
    process = partytrack.connected()
    server = partytrack.server_pid()
    process.kill()
    end(process)
    assert partytrack.server_pid() == server
    assert partytrack.query("SELECT 1") == "1"
    assert partytrack.server_pid() is None


def test_what_was_committed_survives_the_kill_of_process_and_server(partytrack: Partytrack) -> None:
    partytrack.query("CREATE TABLE kept AS SELECT 42 AS answer; SELECT 1")
    process = partytrack.connected()
    partytrack.query("INSERT INTO kept VALUES (43) RETURNING answer")
    server = partytrack.server_pid()
    assert server
    os.kill(server, signal.SIGKILL)
    process.kill()
    end(process)
    assert partytrack.query("SELECT sum(answer) FROM kept") == "85"


def test_the_number_of_a_killed_server_may_now_be_another_programs(partytrack: Partytrack) -> None:
    partytrack.query("SELECT 1")
    partytrack.pid_file.write_text(f"{os.getpid()}\n{partytrack.data_dir / 'postgres'}\n1\n5432\n\n\n\nready\n")
    assert partytrack.query("SELECT 1") == "1"


@pytest.mark.parametrize("name", ["đảng bộ tỉnh, số 1", "d" * 120])
def test_a_data_folder_may_have_any_name(installation: Install, server_folder: Folder, name: str) -> None:
    partytrack = installation(server_folder() / name)
    assert partytrack.query("SELECT 1") == "1"
    assert partytrack.server_pid() is None


def test_vietnamese_letters_do_not_depend_on_the_callers_locale(partytrack: Partytrack) -> None:
    question = "SELECT upper('đắk lắk') || (' ĐẮK LẮK ' ILIKE '%đắk%')::text || current_setting('server_encoding')"
    assert partytrack.query(question, LC_ALL="C", LANG="C", PGCLIENTENCODING="UTF8") == "ĐẮK LẮKtrueUTF8"


def test_the_application_is_no_superuser_and_the_disk_is_synchronised(partytrack: Partytrack) -> None:
    question = "SELECT current_setting('is_superuser') || ' ' || current_setting('fsync')"
    assert partytrack.query(question) == "off on"


def test_the_server_listens_to_nobody_but_its_own_folder(partytrack: Partytrack) -> None:
    assert partytrack.query("SELECT current_setting('listen_addresses')") == ""
    assert (partytrack.data_dir / "postgres").stat().st_mode & 0o077 == 0


def test_importing_starts_no_warning(partytrack: Partytrack) -> None:
    environment = {name: value for name, value in partytrack.environment.items() if name != "XDG_RUNTIME_DIR"}
    partytrack.environment = environment
    partytrack.query("SELECT 1")  # makes the folder; as root it may say which folders it opened
    done = partytrack.manage("shell", "-v", "0", "-c", "from django.db import connection as c; c.cursor()")
    assert (done.returncode, done.stderr) == (0, "")


def test_files_of_another_postgresql_are_refused_in_a_sentence(partytrack: Partytrack) -> None:
    partytrack.query("SELECT 1")
    (partytrack.data_dir / "postgres" / "PG_VERSION").write_text("9\n")
    done = partytrack.manage("migrate")
    (partytrack.data_dir / "postgres" / "PG_VERSION").write_text("18\n")
    assert done.returncode == 1
    assert "was made by PostgreSQL 9" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_without_postgresql_is_refused_in_a_sentence(partytrack: Partytrack, tmp_path: Path) -> None:
    done = partytrack.manage("migrate", PARTYTRACK_PG_BIN=str(tmp_path))
    assert done.returncode == 1
    assert "PARTYTRACK_PG_BIN" in done.stderr
    assert "Traceback" not in done.stderr


def test_database_url_takes_the_place_of_the_private_server(installation: Install, server_folder: Folder) -> None:
    elsewhere = installation(server_folder() / "elsewhere")
    holder = elsewhere.connected()
    socket_dir = elsewhere.pid_file.read_text().splitlines()[4]
    url = f"postgres://partytrack@{socket_dir.replace('/', '%2F')}/partytrack"
    here = installation(server_folder() / "here")
    try:
        assert here.query("SELECT current_database()", DATABASE_URL=url) == "partytrack"
        assert not (here.data_dir / "postgres").exists()
    finally:
        end(holder)
