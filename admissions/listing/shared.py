"""What the lists of people have in common: a figure of a unit on a day, and the ways to ask for another."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from partytrack.vietnamese import format_date, number
from units import hierarchy
from units.models import Unit
from units.question import Asked
from units.scope import Person


class Choice(NamedTuple):
    """One way to filter a list: `query` asks for it."""

    label: str
    query: str
    chosen: bool


@dataclass(frozen=True)
class Listing:
    """One figure asked for by its records: of a unit, on a day, in a tree."""

    unit: Unit
    asked: Asked
    reader: Person

    @property
    def errors(self) -> dict[str, list[str]]:
        """What was asked for and cannot be, by field."""
        return {}

    @property
    def where(self) -> str:
        """Continues the unit's name, which pages mark as Vietnamese."""
        return _("và các tổ chức bên dưới, theo tổ chức ngày %(tree)s") % {"tree": format_date(self.asked.tree)}

    def _choices(self, name: str, labels: Iterable[tuple[str, str | Promise]], chosen: str | None) -> list[Choice]:
        every = Choice(_("Tất cả"), self._query({}), chosen is None)
        some = (Choice(str(label), self._query({name: value}), value == chosen) for value, label in labels)
        return [every, *some]

    def _query(self, more: dict[str, str]) -> str:
        """The same figure, with `more`."""
        return self.asked.query(unit=self.unit.code, **more)


def moved_away(n: int) -> list[str]:
    """The line for those of the figure whom the reader may not see today, where there are any."""
    return [_("%(n)s người nay thuộc tổ chức khác.") % {"n": number(n)}] if n else []


def must_stand(unit: Unit, tree: date) -> None:
    """Raises `Http404` for a unit that has no place on the tree asked for."""
    if not hierarchy.line(unit.pk, tree):
        raise Http404
