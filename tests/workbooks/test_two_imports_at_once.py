"""Two clerks import at the same moment: the second waits, then finds what the first wrote."""

import io
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections

from tests.workbooks.building import of_rows
from tests.workbooks.test_importing import SOME, RoomImporter, codes
from units.models import Unit
from workbooks.commands import ImportCommand
from workbooks.importing import Planned

pytestmark = pytest.mark.django_db(transaction=True)


class SlowImporter(RoomImporter):
    """Looks, and writes only long after."""

    def write(self, planned: Sequence[Planned]) -> None:
        threading.Event().wait(0.5)
        super().write(planned)


class Command(ImportCommand):
    def importer(self, options: dict[str, Any]) -> SlowImporter:
        return SlowImporter()


def run(path: Path, said: list[str]) -> None:
    out, err = io.StringIO(), io.StringIO()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '100ms'")  # what a page would wait is less than an import takes
        call_command(Command(), str(path), stdout=out, stderr=err)
        with connection.cursor() as cursor:
            cursor.execute("SHOW lock_timeout")
            assert cursor.fetchone() == ("100ms",)
        said.append(out.getvalue())
    except CommandError as refusal:
        said.append(str(refusal))
    finally:
        connections.close_all()


def at_once(*files: Path) -> list[str]:
    """What they said, in the order in which they ended."""
    said: list[str] = []
    threads = [threading.Thread(target=run, args=(path, said)) for path in files]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return said


def test_the_same_file_twice_at_once_is_written_once(tmp_path: Path) -> None:
    path = tmp_path / "phong.xlsx"
    path.write_bytes(of_rows(*SOME))
    first, second = at_once(path, path)
    assert "Thêm mới 2" in first
    assert "Đang chờ một lần nhập khác xong" in second
    assert "Không có gì mới" in second
    assert codes() == ["P1", "P2"]


def test_two_files_at_once_are_both_written(tmp_path: Path) -> None:
    paths = [tmp_path / "mot.xlsx", tmp_path / "hai.xlsx"]
    for number, path in enumerate(paths):
        path.write_bytes(of_rows(SOME[0], [f"P{number}", "Phòng"], ["P9", "Phòng chung"]))
    first, second = at_once(*paths)
    assert "Thêm mới 2" in first
    assert "Thêm mới 1, thay đổi 0, không đổi 1" in second
    assert Unit.objects.count() == 3
