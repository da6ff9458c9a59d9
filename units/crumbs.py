"""The line of units above a page: from the root down, what the reader may not open named without a link."""

from typing import NamedTuple

from django.urls import reverse

from units import scope
from units.models import Unit
from units.question import Asked
from units.scope import Person


class Crumb(NamedTuple):
    name: str
    url: str


def crumbs(user: Person, unit: Unit, asked: Asked) -> list[Crumb]:
    """Down to `unit`, each to its dashboard with the same question."""
    return [
        Crumb(above.short, f"{reverse('reports:dashboard', args=[above.code])}?{asked.query()}" if opens else "")
        for above, opens in scope.line_of_sight(user, unit, asked.tree)
    ]
