"""Real workbooks for the import commands, as a clerk's Excel writes them, and what a command said of one."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management import CommandError, call_command
from openpyxl import Workbook


def workbook(path: Path, title: str, headers: Sequence[str], *rows: Sequence[Any]) -> Path:
    """Rows below their headers; a date becomes a true Excel date, None a blank cell."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    sheet.append(list(headers))
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


@dataclass(frozen=True, slots=True)
class Said:
    out: str
    faults: list[str]
    refused: str
    """The sentence it ended with; "" when it exits 0."""


def run(command: str, path: Path, *options: str) -> Said:
    out, err = io.StringIO(), io.StringIO()
    refused = ""
    try:
        call_command(command, str(path), *options, stdout=out, stderr=err, no_color=True)
    except CommandError as error:
        refused = str(error)
    return Said(out.getvalue(), err.getvalue().splitlines(), refused)
