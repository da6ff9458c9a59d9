"""Times the contenders side by side on one size, and prints their medians as ratios to the bare count."""

import sys
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from django.db import connection
from django.db.models import Count, OuterRef, Subquery, Value
from django.test.utils import CaptureQueriesContext

from bench.building import AS_OF, SIZES, YEAR, build_once
from bench.models import MpttAdmission, MpttUnit, TreebeardAdmission, TreebeardUnit
from targets.answer import as_json
from targets.progress import progress
from units.models import Unit

RUNS = 20
PATIENCE = 40  # seconds a contender may take for its runs; a slower one runs less often, and the print says so
NEW_YEAR, LAST_NEW_YEAR = date(YEAR, 1, 1), date(YEAR - 1, 1, 1)
STANDING = "SELECT unit_id, count(*) FROM admissions_admission WHERE voided_at IS NULL AND counted_on BETWEEN %s AND %s"


@dataclass
class Contender:
    name: str
    ask: Callable[[], Any]
    seconds: list[float] = field(default_factory=list)
    queries: int = 0
    kilobytes: int = 0

    def warm_up(self) -> None:
        """Runs it three times: to warm, to count its queries, to see Python's memory."""
        self.ask()
        with CaptureQueriesContext(connection) as queries:
            self.ask()
        self.queries = len(queries)
        tracemalloc.start()
        self.ask()
        self.kilobytes = tracemalloc.get_traced_memory()[1] // 1024
        tracemalloc.stop()

    def run(self) -> None:
        if self.seconds and sum(self.seconds) > PATIENCE:
            return
        start = perf_counter()
        self.ask()
        self.seconds.append(perf_counter() - start)

    @property
    def median(self) -> float:
        return median(self.seconds)


def whole_answer(unit: Unit) -> dict[str, Any]:
    """Everything of design §6: the product."""
    return as_json(progress(unit, year=YEAR, as_of=AS_OF, tree=AS_OF))


def bare_count(below: list[int] | None, start: date) -> dict[int, int]:
    """The rows from `start` on, by unit: of the units `below`, which nobody had to find, or of all. The floor under any answer."""
    with connection.cursor() as cursor:
        if below is None:
            cursor.execute(f"{STANDING} GROUP BY unit_id", [start, AS_OF])
        else:
            cursor.execute(f"{STANDING} AND unit_id = ANY(%s) GROUP BY unit_id", [start, AS_OF, below])
        return dict(cursor.fetchall())


def mptt_roll_up(unit_id: int) -> dict[int, int]:
    """One figure of a unit and of each directly below it, by django-mptt's `add_related_count`."""
    unit = MpttUnit.objects.get(pk=unit_id)
    rows = unit.get_descendants(include_self=True).filter(level__lte=unit.level + 1)
    counted = MpttUnit.objects.add_related_count(
        rows,
        MpttAdmission,
        "unit",
        "admitted",
        cumulative=True,
        extra_filters={"counted_on__range": (NEW_YEAR, AS_OF), "voided_at__isnull": True},
    )
    return {row.pk: row.admitted for row in counted}


def treebeard_roll_up(unit_id: int) -> dict[int, int]:
    """The same by django-treebeard: a subquery by path prefix, as the library itself counts children (`fix_tree`)."""
    unit = TreebeardUnit.objects.get(pk=unit_id)
    below = (
        TreebeardAdmission.objects.filter(
            unit__path__startswith=OuterRef("path"), counted_on__range=(NEW_YEAR, AS_OF), voided_at__isnull=True
        )
        .order_by()
        .annotate(everybody=Value(1))
        .values("everybody")
        .annotate(admitted=Count("pk"))
        .values("admitted")
    )
    rows = TreebeardUnit.objects.filter(path__startswith=unit.path, depth__lte=unit.depth + 1)
    return {row.pk: row.admitted or 0 for row in rows.annotate(admitted=Subquery(below))}


def asked_units() -> Iterator[tuple[str, Unit]]:
    """The root and, one below the other, a unit of each level; the first of a province is its root."""
    levels = ["root", "province", "district", "commune"]
    if Unit.objects.filter(placements__parent=1).first().kind != "PROVINCE":
        levels.remove("province")
    unit = Unit.objects.get(pk=1)
    for level in levels:
        yield level, unit
        unit = Unit.objects.under(unit, AS_OF).order_by("pk").first()


def main() -> None:
    size = sys.argv[1]
    start = perf_counter()
    if build_once(SIZES[size]):
        print(f"{size}: built in {perf_counter() - start:.0f} s")
    measure()


def measure() -> None:
    print(f"{Unit.objects.count():,} units, {MpttAdmission.objects.count():,} admissions, as of {AS_OF}")
    for level, unit in asked_units():
        below = list(Unit.objects.within(unit, AS_OF).values_list("pk", flat=True))
        known = None if level == "root" else below
        contenders = [
            Contender("whole answer", lambda unit=unit: whole_answer(unit)),
            Contender("bare count", lambda known=known: bare_count(known, NEW_YEAR)),
            Contender("bare count, two years", lambda known=known: bare_count(known, LAST_NEW_YEAR)),
            Contender("django-mptt", lambda unit=unit: mptt_roll_up(unit.pk)),
            Contender("django-treebeard", lambda unit=unit: treebeard_roll_up(unit.pk)),
        ]
        assert mptt_roll_up(unit.pk) == treebeard_roll_up(unit.pk)
        for contender in contenders:
            contender.warm_up()
        for taking_turns in (contenders[:3], contenders[3:]):
            for _ in range(RUNS):
                for contender in taking_turns:
                    contender.run()
        _print(level, len(below), contenders)
    print(f"server's own memory after all that: {_server_memory()}")


def _print(level: str, units: int, contenders: list[Contender]) -> None:
    bare = next(contender for contender in contenders if contender.name == "bare count")
    print(f"\n{level}: {units:,} units, bare count {bare.median * 1000:.1f} ms")
    for contender in contenders:
        runs = "" if len(contender.seconds) == RUNS else f"  ({len(contender.seconds)} runs)"
        print(
            f"  {contender.name:22} {contender.median / bare.median:8.1f} ×"
            f"  {contender.queries:3} queries  {contender.kilobytes:7,} KB in Python{runs}"
        )


def _server_memory() -> str:
    """Of the process that serves this connection, without the cache all share; where the system tells."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        status = Path(f"/proc/{cursor.fetchone()[0]}/status")
    if not status.exists():
        return "not known here"
    kilobytes = next(line.split()[1] for line in status.read_text().splitlines() if line.startswith("RssAnon"))
    return f"{int(kilobytes) // 1024} MB"
