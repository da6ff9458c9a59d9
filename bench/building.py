"""Builds the units and rows to measure on: always the same ones, by COPY and by `building.sql`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

import psycopg
from django.core.management import call_command
from django.db import connection, transaction

from partytrack.embedded.base import server
from partytrack.embedded.server import Server
from units.models import Unit

BUILDING = (Path(__file__).parent / "building.sql").read_text()
YEAR, AS_OF = 2023, date(2023, 10, 10)
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Size:
    """How many of each below one of the level above; the cells fill up to `units`, evenly under the grassroots committees."""

    units: int
    admissions: int
    provinces: int  # 0: the root is the province
    committees: int
    grassroots_committees: int
    grassroots_cells: int
    days: int = 3652
    """Over which the admissions were decided."""

    @property
    def cells(self) -> int:
        provinces = self.provinces or 1
        above = provinces * (1 + self.committees * (1 + self.grassroots_committees + self.grassroots_cells))
        return self.units - above - (1 if self.provinces else 0)

    @property
    def cells_of_each(self) -> Iterator[int]:
        committees = (self.provinces or 1) * self.committees * self.grassroots_committees
        return ((n + 1) * self.cells // committees - n * self.cells // committees for n in range(committees))


SIZES = {
    "province": Size(8_000, 200_000, 0, committees=20, grassroots_committees=20, grassroots_cells=25),
    "year": Size(8_000, 200_000, 0, committees=20, grassroots_committees=20, grassroots_cells=25, days=282),
    "national": Size(275_000, 2_000_000, 63, committees=15, grassroots_committees=15, grassroots_cells=18),
}


class Node(NamedTuple):
    """A unit where it stands: `left` and `right` as django-mptt counts them, `path` as django-treebeard writes it."""

    id: int
    parent_id: int | None
    depth: int
    kind: str
    left: int
    right: int
    path: str
    leaves: int


class Planter:
    """Numbers the units of a size in the order one walks down a tree."""

    def __init__(self, size: Size) -> None:
        self.size = size
        self.cells_of_each = size.cells_of_each
        self.nodes: list[Node] = []
        self.units = self.edges = 0

    def nodes_of_size(self) -> list[Node]:
        self._plant("NATION" if self.size.provinces else "PROVINCE", None, 0, _step(1))
        return sorted(self.nodes)

    def _plant(self, kind: str, parent_id: int | None, depth: int, path: str) -> int:
        """A unit with all below it; the number of leaves planted."""
        self.units += 1
        self.edges += 1
        own_id, left = self.units, self.edges
        leaves = 0
        for place, below in enumerate(self._below(kind), start=1):
            leaves += self._plant(below, own_id, depth + 1, path + _step(place))
        self.edges += 1
        leaves = leaves or 1
        self.nodes.append(Node(own_id, parent_id, depth, kind, left, self.edges, path, leaves))
        return leaves

    def _below(self, kind: str) -> list[str]:
        size = self.size
        match kind:
            case "NATION":
                return ["PROVINCE"] * size.provinces
            case "PROVINCE":
                return ["UPPER_COMMITTEE"] * size.committees
            case "UPPER_COMMITTEE":
                return ["GRASSROOTS_COMMITTEE"] * size.grassroots_committees + [
                    "GRASSROOTS_CELL"
                ] * size.grassroots_cells
            case "GRASSROOTS_COMMITTEE":
                return ["CELL"] * next(self.cells_of_each)
        return []


def _step(number: int) -> str:
    """Four digits of base 36, the path step of django-treebeard."""
    digits = ""
    for _ in range(4):
        number, digit = divmod(number, 36)
        digits = DIGITS[digit] + digits
    return digits


def build_once(size: Size) -> bool:
    """Whether there was something to build: a database that holds the rows is measured as it is."""
    call_command("migrate", run_syncdb=True, verbosity=0)
    if Unit.objects.exists():
        return False
    build(size)
    return True


def build(size: Size) -> None:
    """Into empty tables, everything in one transaction with triggers (history, rules) and foreign keys off: the rows are
    right by construction, and what is measured is reading. Check and unique constraints and all indexes stay on."""
    _allow_triggers_off()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            "CREATE TEMP TABLE node (id bigint, parent_id bigint, depth int, kind text, lft int, rght int, path text, leaves int)"
            " ON COMMIT DROP"
        )
        with cursor.copy("COPY node FROM STDIN") as copy:
            for node in Planter(size).nodes_of_size():
                copy.write_row(node)
        cursor.execute(BUILDING, {"admissions": size.admissions, "days": size.days, "year": YEAR, "as_of": AS_OF})
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


def _allow_triggers_off() -> None:
    """The application's role is no superuser; here, in a private database, it may switch triggers off."""
    connection.ensure_connection()
    with psycopg.connect(host=str(server().socket_dir), user=Server.SUPERUSER, dbname=Server.DATABASE) as superuser:
        superuser.execute(f"GRANT SET ON PARAMETER session_replication_role TO {Server.ROLE}")
