"""The pages about the targets that one unit gives in a year, as far as the reader may open them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partytrack import clock
from units import scope
from units.models import Placement, Unit
from units.question import FIRST_YEAR
from units.scope import Action, Person

PAGES = (
    ("targets:allocate", Action.ALLOCATE, _("Giao chỉ tiêu")),
    ("targets:what_if", Action.ALLOCATE, _("Thử số khác")),
    ("targets:decisions", Action.READ, _("Các quyết định")),
    ("targets:cascade", Action.READ, _("Toàn cảnh giao chỉ tiêu")),
    ("targets:import", Action.GOVERN, _("Nhập từ Excel")),
)


class Tab(NamedTuple):
    label: str
    address: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class Tabs:
    """`pages` of the year; `years`: the page that is open, of the year before and of the next."""

    pages: list[Tab]
    years: list[Tab]


def tabs(reader: Person, unit: Unit, year: int, here: str) -> Tabs:
    """`here`: the name of the address that is open. One query for each kind of action, and one."""
    today = clock.today()
    allowed = {action: scope.may(reader, action, unit, today) for action in {action for _name, action, _label in PAGES}}
    pages = [
        Tab(str(label), reverse(name, args=[unit.code, year]), name == here)
        for name, action, label in PAGES
        if allowed[action]
    ]
    years = [Tab(str(one), reverse(here, args=[unit.code, one]), one == year) for one in _years(unit, year, today)]
    return Tabs(pages, years)


def _years(unit: Unit, year: int, today: date) -> Iterator[int]:
    """Those beside `year` there are targets for, and in which the unit had a place; and `year`."""
    placed = list(Placement.objects.filter(unit=unit).values_list("during", flat=True))
    for one in range(max(year - 1, FIRST_YEAR), min(year + 1, today.year + 1) + 1):
        day = min(today, date(one, 12, 31))
        if one == year or any(day in during for during in placed):
            yield one
