"""Which targets are in effect: the latest issued line of each unit, and what reorganisations did to it since."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from django.db import connection

from targets.lists import Category

IN_EFFECT = (Path(__file__).parent / "in_effect.sql").read_text()


class InEffect(NamedTuple):
    """A target in effect: `quantity` None is "not assigned"; due dates are those of the line and of its decision, where that
    line gives a number (one that withdraws sets no date). `decision_id`: which one holds that line; `since`: when what stands
    now took effect, of decision or reorganisation."""

    quantity: int | None
    own_due_on: date | None
    due_on: date | None
    decision_id: int | None = None
    since: date | None = None


NOT_ASSIGNED = InEffect(None, None, None)


def in_effect(
    units: Sequence[int], years: Sequence[int], *, as_of: date, tree: date
) -> dict[tuple[int, int, str], InEffect]:
    """(unit, year, tier) → its total in effect; `NOT_ASSIGNED` where nothing was ever said. One query."""
    found: dict[tuple[int, int, str], InEffect] = defaultdict(lambda: NOT_ASSIGNED)
    lines = lines_in_effect(units, years, [Category.TOTAL], as_of=as_of, tree=tree)
    found |= {(unit, year, tier): line for (unit, year, tier, _total), line in lines.items()}
    return found


def lines_in_effect(
    units: Sequence[int],
    years: Sequence[int],
    categories: Sequence[str],
    *,
    as_of: date,
    tree: date,
    before: int | None = None,
    without: int | None = None,
) -> dict[tuple[int, int, str, str], InEffect]:
    """(unit, year, tier, category) → what is in effect; items where anything was ever said, else `NOT_ASSIGNED`. One query.

    `before`: only by decisions that take effect before this one; `without`: as if this one had never been issued.
    """
    found: dict[tuple[int, int, str, str], InEffect] = defaultdict(lambda: NOT_ASSIGNED)
    asked: dict[str, Any] = {
        "units": list(units),
        "years": list(years),
        "categories": list(categories),
        "as_of": as_of,
        "tree": tree,
        "before": before,
        "without": without,
    }
    with connection.cursor() as cursor:
        cursor.execute(IN_EFFECT, asked)
        for unit_id, year, tier, category, quantity, delta, own_due_on, due_on, decision, since in cursor.fetchall():
            total = None if quantity is None and delta is None else (quantity or 0) + int(delta or 0)
            own_day, day = (None, None) if quantity is None else (own_due_on, due_on)
            found[unit_id, year, tier, category] = InEffect(total, own_day, day, decision, since)
    return found
