"""One admission saved by hand, from the form that is sent to the empty form that comes back; and what the page asks while one types."""

import uuid
from collections.abc import Callable, Iterator
from statistics import median
from time import perf_counter, process_time

from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from admissions.models import Admission
from bench.visiting import BENCH, province
from units.models import Unit

RUNS = 50


def forms() -> Iterator[dict[str, str]]:
    """People of one decision, each once."""
    unit = Unit.objects.filter(kind="CELL").order_by("pk")[0]
    for number in range(10_000):
        yield {
            "unit_code": unit.code, "unit": unit.name, "unit_shown": unit.name, "name": f"Nguyễn Thị {number}", "birth": "12/03/1998",
            "sex": "FEMALE", "ethnicity": "Kinh", "decision_number": f"{BENCH}-1", "decided_on": "28/09/2023",
            "admitted_on": "06/10/2023", "entry": str(uuid.uuid4()), "year": "2023", "then": "next",
        }  # fmt: skip


def main() -> None:
    with province() as client:
        filled = forms()
        address = "/admissions/new/"
        print(f"into {Admission.objects.count():,} admissions; medians of {RUNS}")
        told("the page asks while one types", 200, lambda: client.post(f"{address}check/", next(filled)))
        told("saved", 302, lambda: client.post(address, next(filled)))
        told("the empty form that follows", 200, lambda: client.get(f"{address}?year=2023"))
        assert Admission.objects.filter(decision_number=f"{BENCH}-1").count() == RUNS + 2


def told(name: str, status: int, ask: Callable[[], HttpResponse]) -> None:
    assert ask().status_code == status
    with CaptureQueriesContext(connection) as queries:
        ask()
        asked = [query["sql"] for query in queries.captured_queries if query["sql"] not in ("BEGIN", "COMMIT")]
    seconds, processor = [], []
    for _ in range(RUNS):
        start, own = perf_counter(), process_time()
        assert ask().status_code == status
        seconds.append(perf_counter() - start)
        processor.append(process_time() - own)
    figures = (
        f"{median(seconds) * 1000:6.1f} ms, {median(processor) * 1000:6.1f} ms of processor without the database's"
    )
    print(f"  {name:30} {figures}, {len(asked)} queries")
