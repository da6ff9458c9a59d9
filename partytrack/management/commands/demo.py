"""`manage.py demo`: builds the demo where there is none, and serves it on this machine alone."""

import errno
import fcntl
import os
import socket
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.servers import basehttp
from django.db import DEFAULT_DB_ALIAS, OperationalError, ProgrammingError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from partytrack import vietnamese
from partytrack.demo import loader, marker
from partytrack.demo.calendar import TODAY
from partytrack.demo.generator import ACCOUNTS
from partytrack.demo.marker import Holds
from partytrack.worker.beside import worker_beside
from units.lists import Role
from units.models import Unit

ADDRESS = "127.0.0.1"
AFTER_THE_FIRST_PAGE = 2.0  # seconds; what starts meanwhile would slow it down


class Command(BaseCommand):
    help = "Builds the demo (Đắk Lắk, 10 October 2023) where there is none, and serves it on 127.0.0.1."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--rebuild", action="store_true", help="throw the demo in the database away and build it anew"
        )
        parser.add_argument("--port", type=int, default=8000, help="default 8000")

    def handle(self, *args: Any, rebuild: bool, port: int, **options: Any) -> None:
        if not settings.DEMO:
            _start_again_as_demo()
        self._refuse_a_taken_port(port)
        with _alone():
            self._prepare(rebuild)
        self._introduce(port)
        connection.close()
        # the port: by another demo, which was building while this one looked and waited
        with worker_beside(first=AFTER_THE_FIRST_PAGE), _port_may_be_taken(port):
            basehttp.run(ADDRESS, port, basehttp.get_internal_wsgi_application(), threading=True)

    def _prepare(self, rebuild: bool) -> None:
        holds = marker.look()
        if holds is Holds.DATA:
            raise CommandError(
                _(
                    "Cơ sở dữ liệu này có dữ liệu không phải của bản minh hoạ: lệnh demo không ghi gì. Hãy dùng cơ sở dữ liệu khác."
                )
            )
        if rebuild and holds is Holds.DEMO:
            self._wipe()
            holds = Holds.NOTHING
        started = time.monotonic()
        if MigrationExecutor(connection).migration_plan(MigrationExecutor(connection).loader.graph.leaf_nodes()):
            self.stdout.write(_("Lập các bảng của cơ sở dữ liệu …"))
            call_command("migrate", verbosity=0, interactive=False, database=DEFAULT_DB_ALIAS)
        if holds is Holds.NOTHING:
            self.stdout.write(_("Dựng dữ liệu minh hoạ …"))
            loader.load()
            seconds = round(time.monotonic() - started)
            self.stdout.write(_("Đã dựng xong trong %(seconds)d giây.") % {"seconds": seconds})
        elif not marker.is_current():
            self.stdout.write(_("Dữ liệu minh hoạ này do một phiên bản khác dựng; thêm --rebuild để dựng lại từ đầu."))

    def _wipe(self) -> None:
        try:
            marker.wipe()
        except (OperationalError, ProgrammingError) as refused:  # a lock held elsewhere; not the owner's role
            raise CommandError(
                _(
                    "Không xoá được dữ liệu cũ: bản minh hoạ đang chạy ở cửa sổ khác, hoặc thiếu quyền chủ cơ sở dữ liệu (%s)."
                )
                % refused
            ) from refused

    def _refuse_a_taken_port(self, port: int) -> None:
        with socket.socket() as probe, _port_may_be_taken(port):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((ADDRESS, port))
            except OverflowError:
                raise CommandError(_("Cổng %d không hợp lệ: từ 1 đến 65535.") % port) from None

    def _introduce(self, port: int) -> None:
        names = dict(Unit.objects.filter(code__in=[account.unit for account in ACCOUNTS]).values_list("code", "name"))
        lines = [
            f"  {row.login:<8} {Role(row.role).label}, {names.get(row.unit, row.unit)} ({row.full_name})"
            for row in ACCOUNTS
        ]
        self.stdout.write(
            "\n".join(
                [
                    "",
                    _("Partytrack, bản minh hoạ: http://%(address)s:%(port)d/") % {"address": ADDRESS, "port": port},
                    _("Hôm nay trong bản minh hoạ là ngày %s.") % vietnamese.format_date(TODAY),
                    _("Tài khoản (mật khẩu chung: %s):") % loader.PASSWORD,
                    *lines,
                    _("Ctrl+C để dừng."),
                ]
            )
        )
        self.stdout.flush()


def _start_again_as_demo() -> None:
    """Settings are read before a command runs; the demo's own (no TLS on 127.0.0.1, a fixed today) need a fresh start."""
    os.environ["PARTYTRACK_DEMO"] = "1"
    os.environ.setdefault("PARTYTRACK_TODAY", TODAY.isoformat())
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, *sys.argv])  # noqa: S606 — ourselves, with our own arguments


@contextmanager
def _port_may_be_taken(port: int) -> Iterator[None]:
    try:
        yield
    except OSError as refused:
        if refused.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise
        raise CommandError(
            _("Cổng %d đang bận hoặc không được phép dùng; hãy chọn cổng khác: --port 8080.") % port
        ) from None


@contextmanager
def _alone() -> Iterator[None]:
    """Two first starts at once would both migrate and build."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    with (settings.DATA_DIR / "demo.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
