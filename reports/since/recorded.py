"""What the history's rows say of the time after a report was kept.

"After" goes by the order of those rows (`position`), not by clocks.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from admissions.history import Change
from units import scope
from units.models import Unit
from units.scope import Action, Person

ADMISSION, SOURCE = "admissions.AdmissionEvent", "admissions.AdmissionSourceEvent"
CANDIDATE, STEP = "admissions.CandidateEvent", "admissions.CandidateStepEvent"
TALLY = "admissions.TallyEvent"
DECISION, ADJUSTMENT = "targets.TargetDecisionEvent", "targets.TargetAdjustmentEvent"
PLACEMENT = "units.PlacementEvent"
FOLLOWED = (ADMISSION, SOURCE, CANDIDATE, STEP, TALLY, DECISION, ADJUSTMENT, PLACEMENT)
AT_MOST = 2000
"""Records looked at for one figure, the latest."""

History = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Deed:
    """What one person did at one moment, in words."""

    at: datetime
    who: str
    words: str
    reason: str = ""
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Moved:
    """A record that was written to, and what that did to the figure: 1, −1, or 0 where it counts as before."""

    name: str
    address: str | None
    unit: str
    effect: int
    deeds: tuple[Deed, ...]
    counted_on: date | None = None


@dataclass(frozen=True, slots=True)
class People:
    """`shown`: those the reader may read; `hidden`: how many others; `added` and `removed` are of all."""

    shown: list[Moved] = field(default_factory=list)
    hidden: int = 0
    added: int = 0
    removed: int = 0

    @property
    def effect(self) -> int:
        return self.added - self.removed

    @classmethod
    def of(cls, found: Iterable[tuple[Moved, bool]]) -> "People":
        """Each with whether the reader may read it."""
        every = list(found)
        shown = [one for one, may_read in every if may_read]
        effects = [one.effect for one, _may_read in every]
        order = sorted(shown, key=lambda one: (one.effect == 0, -one.effect, one.name))
        return cls(order, len(every) - len(shown), effects.count(1), effects.count(-1))


def events(name: str) -> Any:
    """pghistory makes these models beside those they follow."""
    return apps.get_model(name)._default_manager.all()


def position() -> dict[str, int]:
    """How far the history has come."""
    return {name: events(name).aggregate(last=Max("pgh_id"))["last"] or 0 for name in FOLLOWED}


def after(name: str, history: History) -> Any:
    return events(name).filter(pgh_id__gt=history.get(name, 0))


def units_below(unit: Unit, tree: date) -> set[int]:
    return set(Unit.objects.within(unit, tree).values_list("pk", flat=True))


def readable_units(units: Iterable[int], reader: Person, action: Action = Action.READ_PEOPLE) -> set[int]:
    shown = Unit.objects.filter(pk__in=set(units))
    return set(scope.allowed(shown, reader, action).values_list("pk", flat=True))


class Writers:
    """Who wrote these rows of history. One query."""

    def __init__(self, written: Iterable[Any]) -> None:
        users = {user for event in written if (user := self._user(event)) is not None}
        self._names = {user.pk: str(user) for user in User.objects.filter(pk__in=users)} if users else {}

    @staticmethod
    def _user(event: Any) -> int | None:
        user = event.pgh_context.metadata.get("user") if event.pgh_context else None
        return user if isinstance(user, int) else None

    def who(self, event: Any) -> str:
        """A command has no user."""
        return self._names.get(self._user(event) or 0) or _("Hệ thống")
