"""Which organisations have admitted anyone: cells and grassroots organisations, whatever else they did."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from django.db import connection

from admissions.counting import Period
from units.models import Unit

ADMITTING = (Path(__file__).parent / "admitting.sql").read_text()


class Organisation(NamedTuple):
    """`child`: the unit directly under the one asked for whose subtree it is in, None for that one itself; `admitted`: None where
    a tally of several organisations does not tell."""

    unit_id: int
    child: int | None
    kind: str
    admitted: bool | None


def organisations(unit: Unit, kinds: Iterable[str], *, period: Period, tree: date) -> list[Organisation]:
    """Those of `kinds` in the subtree of `unit`, active on the tree's date. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            ADMITTING,
            {
                "unit": unit.pk,
                "kinds": [str(kind) for kind in kinds],
                "tree": tree,
                "start": period.start,
                "end": period.end,
            },
        )
        return [Organisation(*row) for row in cursor.fetchall()]


@dataclass(slots=True)
class Tallied:
    """How many organisations there are, have admitted someone, have admitted nobody; of the rest it is not known."""

    all: int = 0
    with_admission: int = 0
    without: int = 0

    def add(self, admitted: bool | None) -> None:
        self.all += 1
        self.with_admission += admitted is True
        self.without += admitted is False

    @property
    def unknown(self) -> int:
        return self.all - self.with_admission - self.without

    @property
    def known_without(self) -> int | None:
        """None where of none of them it is known, which is not 0."""
        return None if self.all and self.unknown == self.all else self.without
