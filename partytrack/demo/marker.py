"""Whose database this is. The demo writes only where nothing is, or where its own mark says that all there is, is demo.

The mark is a table, `partytrack_demo`, which no migration makes: a database of real data never has it.
"""

import hashlib
from enum import Enum, auto
from pathlib import Path

from django.apps import apps
from django.db import connection

TABLE = "partytrack_demo"
ROOMS = ("accounts", "units", "admissions", "targets", "reports")
FILLED_BY_MIGRATIONS = {"admissions_limit", "admissions_limitevent"}


class Holds(Enum):
    NOTHING = auto()
    """No tables, or only ours without a row but what migrations put there."""
    DEMO = auto()
    DATA = auto()
    """Real data of ours, or another program's tables."""


def look() -> Holds:
    tables = connection.introspection.table_names()
    if TABLE in tables:
        return Holds.DEMO
    if not tables:
        return Holds.NOTHING
    ours = [model._meta.db_table for room in ROOMS for model in apps.get_app_config(room).get_models()]
    if not any(table in tables for table in ours):
        return Holds.DATA
    with connection.cursor() as cursor:
        for table in ours:
            if table in tables and table not in FILLED_BY_MIGRATIONS:
                cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {connection.ops.quote_name(table)})")  # noqa: S608 — our tables
                if cursor.fetchone()[0]:
                    return Holds.DATA
    return Holds.NOTHING


def put() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {TABLE} (built_at timestamptz NOT NULL DEFAULT now(), made_by text NOT NULL)")
        cursor.execute(f"INSERT INTO {TABLE} (made_by) VALUES (%s)", [fingerprint()])  # noqa: S608 — a constant


def is_current() -> bool:
    """Whether this very generator made the demo that is there."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT made_by FROM {TABLE}")  # noqa: S608 — a constant
        row = cursor.fetchone()
    return row is not None and row[0] == fingerprint()


def wipe() -> None:
    """Everything in a database that carries the mark, its history too. Needs the role that owns the database."""
    if look() is not Holds.DEMO:
        raise ValueError("Only a database with the demo's mark is wiped.")
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")


NOT_ROWS = ("__init__.py", "marker.py", "urls.py", "views.py")


def fingerprint() -> str:
    """Of the files that make the rows."""
    digest = hashlib.sha256()
    for file in sorted(Path(__file__).parent.glob("*.*")):
        if file.suffix in (".py", ".csv") and file.name not in NOT_ROWS:
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
