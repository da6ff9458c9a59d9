"""From a figure to exactly the records behind it: every link of a page to the lists is made here."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from admissions.counting import same_day_last_year
from partytrack.fields import among
from partytrack.vietnamese import number
from targets.progress import YearOfUnit
from units.models import Unit
from units.question import Asked
from units.scope import Action, Person, allowed


@dataclass(frozen=True, slots=True)
class Records:
    """Links of one page. A figure opens its records where the reader may read the unit's people today (`readable`), a unit
    its page where he may read the unit (`openable`), by id: on an earlier tree stand units that have left his reach."""

    asked: Asked
    due_on: date
    readable: frozenset[int] = frozenset()
    openable: frozenset[int] = frozenset()

    def page(self, unit: Unit) -> str | None:
        if unit.pk not in self.openable:
            return None
        return f"{reverse('reports:dashboard', args=[unit.code])}?{self.asked.query()}"

    def admissions(
        self,
        unit: Unit,
        category: str | None = None,
        *,
        last_year: bool = False,
        narrowed: Mapping[str, str] | None = None,
    ) -> str | None:
        """`narrowed`: by which filters of the list."""
        if unit.pk not in self.readable:
            return None
        address = reverse("admissions:list")
        if last_year:
            day = same_day_last_year(self.asked.end)
            earlier = Asked(day.year, day, self.asked.tree, self.asked.tree.isoformat(), self.asked.today)
            return f"{address}?{earlier.query(unit=unit.code, category=category, **(narrowed or {}))}"
        return f"{address}?{self.asked.query(unit=unit.code, category=category, **(narrowed or {}))}"

    def duplicates(self, unit: Unit) -> str | None:
        if unit.pk not in self.readable:
            return None
        return f"{reverse('admissions:duplicates')}?{self.asked.query(unit=unit.code)}"

    def candidates(self, unit: Unit, stage: str | None) -> str | None:
        if unit.pk not in self.readable:
            return None
        due_on = self.due_on if stage == "pipeline" else None
        return f"{reverse('candidates:list')}?{self.asked.query(unit=unit.code, stage=stage, due_on=due_on)}"


def records_of(answer: YearOfUnit, asked: Asked, user: Person) -> Records:
    """Links of a page about a unit and its children."""
    return records_of_units([answer.unit.pk, *(child.unit.pk for child in answer.children)], asked, user, answer.due_on)


def records_of_units(ids: Collection[int], asked: Asked, user: Person, due_on: date) -> Records:
    """Links of a page about those units."""
    shown = Unit.objects.filter(pk__in=among(ids, "bigint"))

    def within_reach(action: Action) -> frozenset[int]:
        return frozenset(allowed(shown, user, action).values_list("pk", flat=True))

    return Records(asked, due_on, within_reach(Action.READ_PEOPLE), within_reach(Action.READ))


def records_of_month(asked: Asked, unit: Unit, *, readable: bool) -> str | None:
    """The list of whom the unit's figure of that question counts, where the reader may read its people."""
    return Records(asked, asked.end, frozenset([unit.pk] if readable else [])).admissions(unit)


def figure(n: int | None, address: str | None, text: str | None = None) -> SafeString:
    """A number of people, as a link to its records. An unknown one, and one without records to open, stands alone."""
    shown = number(n) if text is None else text
    if not address or not n:
        return format_html("{}", shown)
    return format_html('<a class="fig" href="{}" data-count="{}">{}</a>', address, n, shown)
