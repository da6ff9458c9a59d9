"""What the cascade of the province's root costs, as a page and as a workbook.

    .venv/bin/python bench/run.py cascade

8,000 units, of which the page shows one level, or a hundred of those with a problem; the workbook holds all. Each is all of it, from
the request to the last byte. The computation alone stands beside: units, targets in effect, and what is made of them.
"""

from datetime import date
from statistics import median
from time import perf_counter

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.building import AS_OF, YEAR
from bench.visiting import province
from targets.cascade import cascade
from units.models import Unit

RUNS = 15
ADDRESSES = {"one level": "", "two": "open=", "with a problem": "problem=any", "without a target": "state=unassigned"}


def main() -> None:
    with province() as client:
        root = Unit.objects.get(pk=1)
        below = Unit.objects.under(root, AS_OF).order_by("pk")[0]
        print(f"alone       {_alone(root, AS_OF):7.1f} ms")
        for name, query in ADDRESSES.items():
            address = f"/targets/{root.code}/{YEAR}/cascade/?{query}"
            _visit(client, name, address + below.code if query.endswith("=") else address)
        _visit(client, "workbook", f"/targets/{root.code}/{YEAR}/cascade.xlsx", runs=3)


def _alone(root: Unit, day: date) -> float:
    return _timed(lambda: cascade(root, year=YEAR, day=day).summary, RUNS)


def _visit(client: Client, name: str, address: str, runs: int = RUNS) -> None:
    with CaptureQueriesContext(connection) as queries:
        size = len(client.get(address).content)
    asked = len(queries.captured_queries)
    took = _timed(lambda: client.get(address), runs)
    print(f"{name:16} {took:7.1f} ms {asked:3} queries {size / 1000:6.0f} kB")


def _timed(ask: object, runs: int) -> float:
    """Median of warm runs, in milliseconds."""
    assert callable(ask)
    ask()
    seconds = []
    for _ in range(runs):
        start = perf_counter()
        ask()
        seconds.append(perf_counter() - start)
    return median(seconds) * 1000
