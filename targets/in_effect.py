"""Which targets are in effect: the latest issued line of each unit, and what reorganisations did to it since."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from django.db import connection

IN_EFFECT = (Path(__file__).parent / "in_effect.sql").read_text()


class InEffect(NamedTuple):
    """A target in effect: `quantity` None is "not assigned"; dates are those of the line and of its decision, where that
    line gives a number (one that withdraws sets no date)."""

    quantity: int | None
    own_due_on: date | None
    due_on: date | None


NOT_ASSIGNED = InEffect(None, None, None)


def in_effect(
    units: Sequence[int], years: Sequence[int], *, as_of: date, tree: date
) -> dict[tuple[int, int, str], InEffect]:
    """(unit, year, tier) → its total in effect; `NOT_ASSIGNED` where nothing was ever said. One query."""
    found: dict[tuple[int, int, str], InEffect] = defaultdict(lambda: NOT_ASSIGNED)
    with connection.cursor() as cursor:
        cursor.execute(IN_EFFECT, {"units": list(units), "years": list(years), "as_of": as_of, "tree": tree})
        for unit_id, year, tier, quantity, delta, own_due_on, due_on in cursor.fetchall():
            total = None if quantity is None and delta is None else (quantity or 0) + int(delta or 0)
            found[unit_id, year, tier] = (
                InEffect(total, None, None) if quantity is None else InEffect(total, own_due_on, due_on)
            )
    return found
