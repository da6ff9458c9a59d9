"""The hierarchy of a date, read from the placements: whoever needs "U and all below it on H" asks here."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import connection
from django.db.models.expressions import RawSQL

SUBTREE = """
    -- The units of one depth as an array: one search of an index finds what hangs under all of them.
    WITH RECURSIVE layer(ids) AS (
        SELECT ARRAY(SELECT unit_id FROM units_placement WHERE unit_id = ANY(%s) AND during @> %s::date)
        UNION ALL
        SELECT ARRAY(SELECT unit_id FROM units_placement WHERE parent_id = ANY(layer.ids) AND during @> %s::date)
        FROM layer WHERE cardinality(layer.ids) > 0
    )
    SELECT unnest(ids) FROM layer
"""

PLACES = """
    WITH RECURSIVE layer(ids) AS (
        SELECT ARRAY(SELECT unit_id FROM units_placement WHERE unit_id = %s AND during @> %s::date)
        UNION ALL
        SELECT ARRAY(SELECT unit_id FROM units_placement WHERE parent_id = ANY(layer.ids) AND during @> %s::date)
        FROM layer WHERE cardinality(layer.ids) > 0
    )
    SELECT place.unit_id, place.parent_id
    FROM layer CROSS JOIN LATERAL (
        SELECT unit_id, parent_id FROM units_placement WHERE parent_id = ANY(ids) AND during @> %s::date
        OFFSET 0  -- layer by layer, from the index
    ) place
"""

SIZES = """
    WITH RECURSIVE layer(depth, ids) AS (
        SELECT 0, ARRAY(SELECT unit_id FROM units_placement WHERE unit_id = %s AND during @> %s::date)
        UNION ALL
        SELECT depth + 1, ARRAY(SELECT unit_id FROM units_placement WHERE parent_id = ANY(layer.ids) AND during @> %s::date)
        FROM layer WHERE cardinality(layer.ids) > 0
    )
    SELECT cardinality(ids) FROM layer WHERE cardinality(ids) > 0 AND depth > 0 ORDER BY depth
"""

LINE = """
    WITH RECURSIVE line(unit_id, parent_id, height) AS (
        SELECT unit_id, parent_id, 0 FROM units_placement WHERE unit_id = %s AND during @> %s::date
        UNION ALL
        SELECT placement.unit_id, placement.parent_id, line.height + 1
        FROM units_placement placement JOIN line ON placement.unit_id = line.parent_id
        WHERE placement.during @> %s::date
    )
    SELECT unit_id FROM line ORDER BY height
"""

LINES = """
    WITH RECURSIVE asked(start_id, day) AS (
        SELECT * FROM unnest(%s::bigint[], %s::date[])
    ), line(start_id, day, unit_id, parent_id, height) AS (
        SELECT start_id, day, placement.unit_id, placement.parent_id, 0
        FROM asked JOIN units_placement placement ON placement.unit_id = start_id AND placement.during @> day
        UNION ALL
        SELECT start_id, day, placement.unit_id, placement.parent_id, line.height + 1
        FROM line JOIN units_placement placement ON placement.unit_id = line.parent_id AND placement.during @> day
    )
    SELECT start_id, day, unit_id FROM line ORDER BY height
"""

NEAREST_ABOVE = """
    WITH RECURSIVE asked(start_id, day) AS (
        SELECT * FROM unnest(%s::bigint[], %s::date[])
    ), line(start_id, day, unit_id, parent_id, found) AS (
        SELECT start_id, day, placement.unit_id, placement.parent_id, unit.kind = ANY(%s)
        FROM asked JOIN units_placement placement ON placement.unit_id = start_id AND placement.during @> day
        JOIN units_unit unit ON unit.id = placement.unit_id
        UNION ALL
        SELECT start_id, day, placement.unit_id, placement.parent_id, unit.kind = ANY(%s)
        FROM line JOIN units_placement placement ON placement.unit_id = line.parent_id AND placement.during @> day
        JOIN units_unit unit ON unit.id = placement.unit_id
        WHERE NOT found
    )
    SELECT start_id, day, unit_id FROM line WHERE found
"""


def subtree(tops: list[int], on: date) -> RawSQL:
    """Ids of the units `tops` and of all below them on `on`, for `unit_id__in=`; a unit not placed on `on` brings nothing."""
    return RawSQL(SUBTREE, (tops, on, on))  # noqa: S611 — fixed text, parameters apart


def places_below(unit_id: int, on: date) -> list[tuple[int, int]]:
    """(unit, parent) for every unit below `unit_id` on `on`. One query."""
    with connection.cursor() as cursor:
        cursor.execute(PLACES, (unit_id, on, on, on))
        found: list[tuple[int, int]] = cursor.fetchall()
        return found


def sizes_of_levels(unit_id: int, on: date) -> list[int]:
    """How many units stand one level below `unit_id` on `on`, two levels, and so on to the last."""
    with connection.cursor() as cursor:
        cursor.execute(SIZES, (unit_id, on, on))
        return [size for (size,) in cursor.fetchall()]


def below(top: int, on: date) -> list[int]:
    """As `subtree`, read: a statement that is given the units themselves is planned by how many they are."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT ARRAY({SUBTREE})", ([top], on, on))
        found: list[int] = cursor.fetchone()[0]
        return found


def line_up(unit_id: int, on: date) -> RawSQL:
    """As `line`, for `unit_id__in=`: of one unit it is far cheaper to look up than to look below everything."""
    return RawSQL(LINE, (unit_id, on, on))  # noqa: S611 — fixed text, parameters apart


def line(unit_id: int, on: date) -> list[int]:
    """Ids from the unit up to its root on `on`; empty when the unit has no place on that day."""
    with connection.cursor() as cursor:
        cursor.execute(LINE, (unit_id, on, on))
        return [row[0] for row in cursor.fetchall()]


def lines(pairs: Iterable[tuple[int, date]]) -> dict[tuple[int, date], list[int]]:
    """As `line` for many units, each on a day of its own, in one query; a unit without a place on its day is left out."""
    asked = set(pairs)
    found: dict[tuple[int, date], list[int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(LINES, ([unit_id for unit_id, _day in asked], [day for _unit_id, day in asked]))
        for start_id, day, unit_id in cursor.fetchall():
            found.setdefault((start_id, day), []).append(unit_id)
    return found


def nearest_above(pairs: Iterable[tuple[int, date]], kinds: Sequence[str]) -> dict[tuple[int, date], int]:
    """(unit, day) → the first of its line on the day, itself included, that is of one of `kinds`. One query."""
    asked = list(set(pairs))
    starts, days = [unit_id for unit_id, _day in asked], [day for _unit_id, day in asked]
    with connection.cursor() as cursor:
        cursor.execute(NEAREST_ABOVE, (starts, days, list(kinds), list(kinds)))
        return {(start_id, day): unit_id for start_id, day, unit_id in cursor.fetchall()}
