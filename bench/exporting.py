"""What the list of 100,000 admissions costs as a workbook, beside the bare writer library with the same cells.

    .venv/bin/python bench/run.py exporting

In the province of `year`, of whose 200,000 admissions of one year the root's list narrowed to women has about half. Ours is all of the
download: session, permission, statements, rows, cells with their formats, the packed file. Bare is openpyxl's write-only workbook given
the same cells, ready in memory: as ours has them, with a number format, a font and a border; and as plain values. They take turns.
Memory is that of the process at its largest (VmHWM, begun anew) less what it held before, of the first of ours.
"""

import io
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

from django.test import override_settings
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.worksheet.worksheet import Worksheet

from admissions.sheets import ADMISSIONS
from bench.building import AS_OF, SIZES, YEAR, build_once
from bench.listing import signed_in
from bench.visiting import Cost, measured
from units.models import Unit
from workbooks import styling, templates
from workbooks.formats import TEXT

RUNS = int(os.environ.get("PARTYTRACK_BENCH_RUNS", "3"))
NARROWED = os.environ.get("PARTYTRACK_BENCH_NARROWED", "sex=FEMALE")

Row = list[Any]


def main() -> None:
    os.environ["PARTYTRACK_TODAY"] = AS_OF.isoformat()
    build_once(SIZES[sys.argv[1]])
    with override_settings(ALLOWED_HOSTS=["testserver"], SECURE_SSL_REDIRECT=False, SESSION_COOKIE_SECURE=False):
        client = signed_in()
        root = Unit.objects.get(pk=1)
        address = f"/admissions.xlsx?unit={root.code}&year={YEAR}&as_of={AS_OF}&{NARROWED}"
        client.get(f"{address}&decision=none-of-them")  # a server has written a workbook before
        held, first = resident(), Cost()
        with measured(first):
            size = len(client.get(address).content)
        print(f"first: {first}, {first.megabytes - held:.0f} MB more than before; {size / 1e6:.1f} MB")
        cells = rows_of(lambda: client.get(address))
        print(f"{len(cells):,} people, {len(cells) * len(cells[0]):,} cells; medians of {RUNS}")
        ways = {
            "ours": lambda: client.get(address),
            "bare, styled": lambda: bare(cells),
            "bare, plain": lambda: plain(cells),
        }
        costs = in_turns(ways)
        ours = median(cost.seconds for cost in costs["ours"])
        for name, spends in costs.items():
            seconds, processor = (median(getattr(cost, what) for cost in spends) for what in ("seconds", "processor"))
            print(f"  {name:14} {seconds:7.1f} s, {processor:7.1f} s of processor; ours is {ours / seconds:.2f} ×")


def in_turns(ways: dict[str, Callable[[], Any]]) -> dict[str, list[Cost]]:
    costs: dict[str, list[Cost]] = {name: [] for name in ways}
    for _run in range(RUNS):
        for name, way in ways.items():
            costs[name].append(spent(way))
    return costs


def spent(way: Callable[[], Any]) -> Cost:
    cost = Cost()
    with measured(cost):
        way()
    return cost


def resident() -> float:
    """Megabytes that this process holds."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def rows_of(ask: Callable[[], Any]) -> list[Row]:
    """What is given to the writer while `ask` is answered."""
    kept: list[Row] = []
    module: Any = templates
    given = module._rows

    def keeping(*asked: Any) -> Iterator[Row]:
        for row in given(*asked):
            kept.append(row)
            yield row

    module._rows = keeping
    try:
        ask()
    finally:
        module._rows = given
    return kept


def bare(rows: list[Row]) -> bytes:
    """A cell of the library for each, that shares the style of its column."""
    book, sheet = new_book()
    formats = [column.parser.format for column in ADMISSIONS.offered]
    models: list[Any] = [
        styling.model_cell(sheet, one or "General", bold=False, wrap=one in (None, TEXT)) for one in formats
    ]
    for row in rows:
        cells = []
        for model, value in zip(models, row, strict=True):
            cell: Any = WriteOnlyCell(sheet, value)
            cell._style = model._style
            cells.append(cell)
        sheet.append(cells)
    return packed(book)


def plain(rows: list[Row]) -> bytes:
    book, sheet = new_book()
    for row in rows:
        sheet.append(row)
    return packed(book)


def new_book() -> tuple[Workbook, Worksheet]:
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet()
    return book, sheet


def packed(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
