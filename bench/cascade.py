"""What the cascade of the province's root costs, as a page and as a workbook.

    .venv/bin/python bench/run.py cascade

8,000 units, of which the page shows one level, or a hundred of those with a problem; the workbook holds all. Each is all of it, from
the request to the last byte. The computation alone stands beside: units, targets in effect, and what is made of them.
"""

from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.building import AS_OF, YEAR
from bench.listing import Spent
from bench.visiting import province
from targets.cascade import cascade
from units.models import Unit

RUNS = 15
ADDRESSES = {"one level": "", "two": "open=", "with a problem": "problem=any", "without a target": "state=unassigned"}


def main() -> None:
    with province() as client:
        root = Unit.objects.get(pk=1)
        below = Unit.objects.under(root, AS_OF).order_by("pk")[0]
        print(f"{'alone':16} {_spent(lambda: cascade(root, year=YEAR, day=AS_OF).summary)}")
        for name, query in ADDRESSES.items():
            address = f"/targets/{root.code}/{YEAR}/cascade/?{query}"
            _visit(client, name, address + below.code if query.endswith("=") else address)
        _visit(client, "workbook", f"/targets/{root.code}/{YEAR}/cascade.xlsx", runs=3)


def _visit(client: Client, name: str, address: str, runs: int = RUNS) -> None:
    with CaptureQueriesContext(connection) as queries:
        size = len(client.get(address).content)
    asked = len(queries.captured_queries)
    print(f"{name:16} {_spent(lambda: client.get(address), runs)} {asked:3} queries {size / 1000:6.0f} kB")


def _spent(ask: Callable[[], object], runs: int = RUNS) -> str:
    spent = Spent()
    for _ in range(runs):
        spent.on(ask)
    return f"{spent.median * 1000:7.1f} ms {spent.processor / runs * 1000:7.1f} ms of processor"
