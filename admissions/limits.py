"""The limits that papers set: what holds on a day, and a new value from a day on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Self

from django.db import transaction
from psycopg.types.range import DateRange

from admissions.lists import LimitKind
from admissions.models import Limit


@dataclass(frozen=True, slots=True)
class Limits:
    """All of them, loaded once for a check of however many records; without any, nothing is limited."""

    by_kind: Mapping[str, tuple[Limit, ...]]
    _held: dict[tuple[str, date], Limit | None] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def load(cls) -> Self:
        """One query."""
        return cls.of(Limit.objects.order_by("kind", "during"))

    @classmethod
    def of(cls, limits: Iterable[Limit]) -> Self:
        found: dict[str, tuple[Limit, ...]] = {}
        for limit in limits:
            found[limit.kind] = (*found.get(limit.kind, ()), limit)
        return cls(found)

    def on(self, kind: LimitKind, day: date) -> Limit | None:
        """The one that holds on `day`, looked for once: a list knows few days."""
        if (kind, day) not in self._held:
            self._held[kind, day] = next((one for one in self.by_kind.get(kind, ()) if day in one.during), None)
        return self._held[kind, day]


NO_LIMITS = Limits({})


@transaction.atomic
def set_from(day: date, value: Limit) -> None:
    """From `day` the value holds, until the next one that is there; the one before ends. One that began that very day is corrected."""
    same = list(Limit.objects.select_for_update().filter(kind=value.kind).order_by("during"))
    later = [limit.during.lower for limit in same if limit.during.lower and limit.during.lower > day]
    current = next((limit for limit in same if day in limit.during), None)
    if current and current.during.lower == day:
        value.pk, value.during = current.pk, current.during
    else:
        value.during = DateRange(day, min(later, default=None))
        if current:
            current.during = DateRange(current.during.lower, day)
            current.save(update_fields=["during"])
    value.save()
