"""The desk of an allocation with 52 and with 300 units: what the page costs, and how soon a key typed into a cell is seen.

A real page in Chromium; what it asks for is answered by the product within this process. What is written is taken away.
A key is timed in the browser, from its event to the frame after it was drawn.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median
from time import perf_counter

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import Route, sync_playwright
from psycopg.types.range import DateRange

from bench.building import AS_OF
from bench.visiting import province
from targets.lists import State
from targets.models import Target, TargetDecision
from units.lists import Kind
from units.models import Placement, Unit

SIZES = (52, 300)
RUNS = 10
PAUSE = 100  # ms between two keys
UNITS = "(SELECT id FROM units_unit WHERE code LIKE 'WIDE%')"
WRITTEN = (
    f"DELETE FROM targets_allocationdraft WHERE issuer_id IN {UNITS}",
    f"DELETE FROM targets_target WHERE unit_id IN {UNITS}",
    "DELETE FROM targets_targetdecision WHERE number = 'bench-w'",
    f"DELETE FROM units_placement WHERE unit_id IN {UNITS}",
    "DELETE FROM units_unit WHERE code LIKE 'WIDE%'",
)
SITE = "http://testserver"
TIME_EVERY_KEY = """() => { window.took = []; addEventListener("keydown", (event) => requestAnimationFrame(
    () => setTimeout(() => took.push(performance.now() - event.timeStamp))), true); }"""


def main() -> None:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps a loop of its own in this thread
    with province() as client:
        for size in SIZES:
            with wide_unit(size) as unit:
                address = f"/targets/{unit.code}/{AS_OF.year}/"
                print(f"{size} units: {page_of(client, address)}")
                print(f"  {keys(client, address, size)}")


@contextmanager
def wide_unit(children: int) -> Iterator[Unit]:
    """A committee with so many grassroots cells and a target, until it is taken away."""
    take_away()
    root = Unit.objects.get(pk=1)
    unit = Unit.objects.create(code="WIDE", name="Đảng bộ huyện Rộng", kind=Kind.UPPER_COMMITTEE)
    codes = [f"WIDE-{n:03}" for n in range(children)]
    below = Unit.objects.bulk_create(
        Unit(code=code, name=f"Chi bộ {code}", kind=Kind.GRASSROOTS_CELL) for code in codes
    )
    places = [(unit, root), *((one, unit) for one in below)]
    Placement.objects.bulk_create(
        Placement(unit=one, parent=parent, during=DateRange(None, None)) for one, parent in places
    )
    decision = TargetDecision.objects.create(
        issuer=root, year=AS_OF.year, number="bench-w", issued_on=AS_OF, effective_on=AS_OF
    )
    Target.objects.create(decision=decision, unit=unit, quantity=3 * children)
    decision.state = State.ISSUED
    decision.save()
    yield unit
    take_away()


def take_away() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for statement in WRITTEN:
            cursor.execute(statement)


def page_of(client: Client, address: str) -> str:
    with CaptureQueriesContext(connection) as queries:
        size, asked = len(client.get(address).content), len(queries)
    seconds = []
    for _ in range(RUNS):
        start = perf_counter()
        assert client.get(address).status_code == 200
        seconds.append(perf_counter() - start)
    return f"{asked} queries, {median(seconds) * 1000:.0f} ms, {size / 1000:.0f} kB"


def answer(route: Route, client: Client) -> None:
    """As the server would."""
    request = route.request
    path = request.url.removeprefix(SITE)
    if request.method == "POST":
        headers = {"HX-Request": "true"} if "hx-request" in request.headers else {}
        body, kind = request.post_data_buffer or b"", request.headers["content-type"]
        said = client.generic("POST", path, body, kind, headers=headers)
    else:
        said = client.get(path)
    route.fulfill(status=said.status_code, body=said.getvalue(), content_type=said["Content-Type"])


def keys(client: Client, address: str, size: int) -> str:
    """A number typed into every cell and Enter after it, as fast as a hand does it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"))
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        page.route("**/*", lambda route: answer(route, client))
        page.goto(SITE + address)
        page.evaluate(TIME_EVERY_KEY)
        page.locator("[data-grid] tbody tr[id] input").first.focus()
        for _ in range(size):
            for key in ("3", "Enter"):
                page.keyboard.press(key)
                page.wait_for_timeout(PAUSE)
        took = sorted(page.evaluate("took"))
        assert page.locator("[data-left]").inner_text() == "0"
        browser.close()
    nearly_all = took[len(took) * 99 // 100]
    return f"{len(took)} keys: median {median(took):.0f} ms, 99 of 100 under {nearly_all:.0f} ms, longest {took[-1]:.0f} ms"
