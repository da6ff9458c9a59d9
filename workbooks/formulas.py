"""Sums that Excel and LibreOffice work out again, each with the figure it comes to.

openpyxl writes a formula without its value, and a reader that does not calculate (a preview, calamine, openpyxl itself) would
see nothing in its cell. So the values are put beside the formulas once the file is written.
"""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile


@dataclass(frozen=True, slots=True)
class Summed:
    """A figure of a total row that is the sum of its column."""

    value: Any


@dataclass(frozen=True, slots=True)
class Formula:
    """Where one stands: the sheet's number from 1 on, the cell, and the value it comes to."""

    sheet: int
    cell: str
    value: object


def with_values(content: bytes, formulas: Sequence[Formula]) -> bytes:
    """The same workbook, the value of each formula beside it."""
    by_part: dict[str, dict[str, str]] = {}
    for one in formulas:
        by_part.setdefault(f"xl/worksheets/sheet{one.sheet}.xml", {})[one.cell] = str(one.value)
    result = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as plain, ZipFile(result, "w", ZIP_DEFLATED) as filled:
        for part in plain.infolist():
            written = plain.read(part)
            values = by_part.get(part.filename)
            filled.writestr(part, _filled(written.decode(), values).encode() if values else written)
    return result.getvalue()


_WITHOUT_VALUE = re.compile(r'(<c r="([A-Z]+[0-9]+)"[^>]*><f>[^<]*</f>)<v ?(?:/>|></v>)')


def _filled(sheet: str, values: dict[str, str]) -> str:
    return _WITHOUT_VALUE.sub(lambda found: f"{found[1]}<v>{values[found[2]]}</v>", sheet)
