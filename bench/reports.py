"""What the reports of the province's root cost, as pages and as workbooks, beside the bare count of its people.

    .venv/bin/python bench/run.py reports

8,000 units: `progress` has a row for each of the twenty committees; the page of `tree` two levels, its workbook all. Each is all of
it, from the request to the last byte. The answers alone stand beside, and what the bare writer library needs for the same cells.
"""

from collections.abc import Callable
from io import BytesIO

import openpyxl
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl.cell import WriteOnlyCell

from bench.building import AS_OF, YEAR
from bench.listing import Spent
from bench.measuring import LAST_NEW_YEAR, bare_count
from bench.visiting import province
from targets.progress import progress, progress_of_subtree
from units.models import Unit

RUNS = 5


def main() -> None:
    with province() as client:
        root = Unit.objects.get(pk=1)
        query = f"unit={root.code}&year={YEAR}&as_of={AS_OF}"
        bare = _spent(lambda: bare_count(None, LAST_NEW_YEAR))
        _print("bare count, two years", bare, bare)
        asked = {"year": YEAR, "as_of": AS_OF, "tree": AS_OF}
        _print("progress alone", _spent(lambda: progress(root, **asked)), bare)
        _print("subtree alone, two levels", _spent(lambda: progress_of_subtree(root, depth=2, **asked)), bare)
        _print("subtree alone, all", _spent(lambda: progress_of_subtree(root, **asked)), bare)
        for name in ("progress/", "tree/", "tree/?levels=1", "progress.xlsx", "tree.xlsx"):
            address = f"/reports/{name}{'&' if '?' in name else '?'}{query}"
            _visit(client, name, address, bare)
        file = client.get(f"/reports/tree.xlsx?{query}").content
        sheet = openpyxl.load_workbook(BytesIO(file)).worksheets[0]
        cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
        _print(f"writer alone, {len(cells):,} rows", _spent(lambda: _written(cells)), bare)


def _written(cells: list[list[object]]) -> bytes:
    """The same cells by the bare library, each in a style of its own, as ours have."""
    book = openpyxl.Workbook(write_only=True)
    sheet, stream = book.create_sheet(), BytesIO()
    for row in cells:
        sheet.append([WriteOnlyCell(sheet, value) for value in row])
    book.save(stream)
    return stream.getvalue()


def _visit(client: Client, name: str, address: str, bare: Spent) -> None:
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    assert answer.status_code == 200, address
    size, asked = len(answer.content), len(queries.captured_queries)
    _print(f"{name} {asked} queries, {size / 1000:.0f} kB", _spent(lambda: client.get(address)), bare)


def _spent(ask: Callable[[], object]) -> Spent:
    spent = Spent()
    for _ in range(RUNS):
        spent.on(ask)
    return spent


def _print(name: str, spent: Spent, bare: Spent) -> None:
    ratio, of_processor = spent.median / bare.median, spent.processor / bare.processor
    took = f"{spent.median * 1000:7.1f} ms {spent.processor / RUNS * 1000:7.1f} ms of processor"
    print(f"{name:40} {took} {ratio:6.1f} × {of_processor:6.1f} × in processor time", flush=True)
