"""The pages about the targets that one unit gives in a year, as far as the reader may open them."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partytrack import clock
from units import scope
from units.models import Unit
from units.scope import Action, Person

PAGES = (
    ("targets:allocate", Action.ALLOCATE, _("Giao chỉ tiêu")),
    ("targets:decisions", Action.READ, _("Các quyết định")),
    ("targets:cascade", Action.READ, _("Toàn cảnh giao chỉ tiêu")),
)


class Tab(NamedTuple):
    label: str
    address: str
    is_here: bool


def tabs(reader: Person, unit: Unit, year: int, here: str) -> list[Tab]:
    """`here`: the name of the address that is open."""
    today = clock.today()
    allowed = {action: scope.may(reader, action, unit, today) for action in {action for _name, action, _label in PAGES}}
    return [
        Tab(str(label), reverse(name, args=[unit.code, year]), name == here)
        for name, action, label in PAGES
        if allowed[action]
    ]
