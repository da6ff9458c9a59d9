"""What a page of the list of admissions costs, beside statements written by hand that fetch the same rows and count them.

    .venv/bin/python bench/run.py listing

In the province of `province`: its root's list of the year, by every order, at the first, a middle and the last page, narrowed in the
usual ways, and searched by name; the list of a district and of a commune. Then the same of the root of `year`, where nearly all
200,000 people are in that one list. A page is all of it, from the request to the last byte: session, permission, both counts, the
row of units above, the table. The bare statements know the units of the subtree and what tallies hold beforehand.
"""

import os
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any, NamedTuple

from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from psycopg.types.range import DateRange

from accounts.models import User
from admissions import counting
from admissions.counting import Period
from admissions.pairs import likely_twins
from bench.building import AS_OF, SIZES, YEAR, build_once
from units import hierarchy
from units.lists import Role
from units.models import Assignment, Unit

RUNS = {"province": 15, "year": 5}
LIMIT = 50
WHERE = """
    FROM admissions_admission person
    WHERE person.voided_at IS NULL AND person.counted_on BETWEEN %(start)s AND %(end)s AND person.unit_id = ANY(%(units)s)
      AND NOT EXISTS (SELECT 1 FROM unnest(%(held)s::bigint[], %(until)s::date[]) AS hold(unit_id, until)
                      WHERE hold.unit_id = person.unit_id AND person.counted_on <= hold.until)
"""
ROWS = """
    SELECT person.uid, person.name, person.birth_date, person.birth_precision, person.sex, person.ethnicity, person.youth_union,
           unit.code, unit.name, unit.short_name, upper.name, upper.short_name, person.decision_number, person.decided_on,
           person.admitted_on
    FROM (SELECT person.* {where} {narrowed}) person JOIN units_unit unit ON unit.id = person.unit_id
    LEFT JOIN units_placement place ON place.unit_id = unit.id AND place.during @> %(end)s
    LEFT JOIN units_unit upper ON upper.id = place.parent_id
    ORDER BY {order} LIMIT 50 OFFSET %(offset)s
"""
ORDERS = {
    "name": "name_sort, birth_date, person.id",
    "-name": "name_sort DESC, birth_date DESC, person.id DESC",
    "birth": "birth_date, name_sort, person.id",
    "unit": "unit.sort_key, name_sort, person.id",
    "-unit": "unit.sort_key DESC, name_sort DESC, person.id DESC",
    "ethnicity": "ethnicity, name_sort, person.id",
    "decided_on": "decided_on, name_sort, person.id",
    "-admitted_on": "admitted_on DESC, name_sort DESC, person.id DESC",
}
FILTERS = {
    "sex=FEMALE": "AND person.sex = 'FEMALE'",
    "ethnicity=Êđê&youth_union=yes": "AND person.ethnicity = 'Êđê' AND person.youth_union",
    "month=5": "AND extract(month FROM person.counted_on) = 5",
    "decision=99-QĐ": "AND upper(person.decision_number) LIKE '%%99-QĐ%%'",
    "decided_from=01/09/2023&no_confirmation=on": "AND person.decided_on >= '2023-09-01' AND person.confirmed_on IS NULL",
}
SEARCHED = "AND person.name_search LIKE '%%van 19%%'"


class Case(NamedTuple):
    """One page asked for, and the bare statements for it."""

    name: str
    address: str
    narrowed: str
    order: str
    page: int


def main() -> None:
    os.environ["PARTYTRACK_TODAY"] = AS_OF.isoformat()
    size = sys.argv[1]
    build_once(SIZES[size])
    with override_settings(ALLOWED_HOSTS=["testserver"], SECURE_SSL_REDIRECT=False, SESSION_COOKIE_SECURE=False):
        client = signed_in()
        for name, unit in _units() if size == "province" else [("root", Unit.objects.get(pk=1))]:
            known = _known(unit)
            found = _bare(known, "", "name_sort", 1)
            print(f"\n{size}, {name}: {found:,} people; the page and the bare statements in ms, and their ratio")
            for case in _cases(unit, found, client, root=name == "root"):
                _measure(case, known, client, RUNS[size])
            if size == "province":
                print(f"  likely twins of it: {_timed(lambda unit=unit: _twins(unit)) * 1000:.1f} ms")


def signed_in() -> Client:
    officer, _new = User.objects.get_or_create(username="bench-list", defaults={"full_name": "Bench"})
    if not officer.assignments.exists():
        Assignment.objects.create(user=officer, unit_id=1, role=Role.OFFICER, during=DateRange(None, None))
    client = Client()
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _units() -> Iterator[tuple[str, Unit]]:
    unit = Unit.objects.get(pk=1)
    for name in ("root", "district", "commune"):
        yield name, unit
        unit = Unit.objects.under(unit, AS_OF).order_by("pk").first()


def _known(unit: Unit) -> dict[str, Any]:
    period = Period(AS_OF)
    holds = [hold for hold in counting.holds(hierarchy.line(unit.pk, AS_OF), [period]) if hold.in_own]
    return {
        "start": period.start,
        "end": AS_OF,
        "units": list(Unit.objects.within(unit, AS_OF).values_list("pk", flat=True)),
        "held": [hold.unit_id for hold in holds],
        "until": [hold.in_own for hold in holds],
    }


def _cases(unit: Unit, found: int, client: Client, *, root: bool) -> Iterator[Case]:
    address = f"/admissions/?unit={unit.code}&year={YEAR}&as_of={AS_OF}"
    last = -(-found // LIMIT)
    for sort in ORDERS if root else ["name"]:
        for page in dict.fromkeys((1, last // 2 or 1, last)):
            yield Case(f"{sort}, page {page}", f"{address}&sort={sort}&page={page}", "", ORDERS[sort], page)
    for query, narrowed in FILTERS.items() if root else []:
        yield Case(query, f"{address}&{query}", narrowed, ORDERS["name"], 1)
    sent = client.post(address.replace("/admissions/", "/admissions/search/"), {"name": "van 19"})["Location"]
    yield Case("searched by name", sent, SEARCHED, ORDERS["name"], 1)


def _bare(known: dict[str, Any], narrowed: str, order: str, page: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) {WHERE}", known)
        count: int = cursor.fetchone()[0]
        if narrowed:  # a page says both: so many of so many
            cursor.execute(f"SELECT count(*) {WHERE} {narrowed}", known)
            cursor.fetchone()
        statement = ROWS.format(where=WHERE, narrowed=narrowed, order=order)
        cursor.execute(statement, {**known, "offset": (page - 1) * LIMIT})
        cursor.fetchall()
    return count


def _twins(unit: Unit) -> int:
    reader = User.objects.get(username="bench-list")
    return len(likely_twins(unit, period=Period(date(YEAR, 10, 10)), tree=AS_OF, reader=reader))


def _timed(ask: Any) -> float:
    ask()
    seconds = []
    for _ in range(RUNS["province"]):
        start = perf_counter()
        ask()
        seconds.append(perf_counter() - start)
    return median(seconds)


def _measure(case: Case, known: dict[str, Any], client: Client, runs: int) -> None:
    """Both in turns, so that what else the machine does falls on both; processor time is that of both sides, without waiting."""
    page, bare = Spent(), Spent()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(case.address).status_code == 200, case.address
    asked = len(queries.captured_queries)
    for _ in range(runs):
        page.on(lambda: client.get(case.address))
        bare.on(lambda: _bare(known, case.narrowed, case.order, case.page))
    ratio, of_processor = page.median / bare.median, page.processor / bare.processor
    took = f"{page.median * 1000:7.1f} {bare.median * 1000:7.1f} {ratio:6.1f} ×"
    print(f"  {case.name:44} {took}  {of_processor:6.1f} × in processor time  {asked:3} queries")


class Spent:
    """Seconds of each run, and of this process and of the database's together."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self.processor = 0.0

    def on(self, ask: Callable[[], object]) -> None:
        start, before = perf_counter(), _processor()
        ask()
        self.seconds.append(perf_counter() - start)
        self.processor += _processor() - before

    @property
    def median(self) -> float:
        return median(self.seconds)


def _processor() -> float:
    """Seconds of this process, and of its server process by the scheduler's count."""
    pid = connection.connection.info.backend_pid
    return process_time() + int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
