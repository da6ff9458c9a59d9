"""Sub-targets ("trong đó") on a dashboard: of the unit itself, and as columns of its table that one opens."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.utils.safestring import SafeString

from partytrack.charts import share_bar
from reports.links import Records, figure
from targets.figures import BREAK_DOWN_OF, Part, Progress, percentage
from targets.models import CATEGORIES
from targets.progress import YearOfUnit
from units.models import Unit
from units.question import Asked, Query, value


def label_of(category: str) -> str:
    return str(dict(CATEGORIES)[category])


def part_figure(part: Part, unit: Unit, category: str, records: Records) -> SafeString:
    """The number admitted of a category, as a link to them; "—" where it is known of nobody."""
    address = records.admissions(unit, BREAK_DOWN_OF.get(category, category))
    return figure(part.admitted, address, "—" if part.admitted is None else None)


@dataclass(frozen=True, slots=True)
class SubTarget:
    """One sub-target of the unit itself; the mark of its bar is the share of the year gone."""

    label: str
    part: Part
    figure: SafeString
    bar: SafeString


def sub_targets(row: Progress, records: Records) -> list[SubTarget]:
    """Those that the unit has itself."""
    return [
        SubTarget(
            label=label_of(category),
            part=part,
            figure=part_figure(part, row.unit, category, records),
            bar=share_bar(part.percentage, _gone(row)),
        )
        for category, part in row.parts.items()
        if part.target is not None
    ]


def _gone(row: Progress) -> Decimal | None:
    return percentage(row.share_of_year)


class Opener(NamedTuple):
    """Opens, or closes, the columns of one category; `query` asks for the page with it."""

    label: str
    query: str
    is_open: bool


def opened(answer: YearOfUnit, query: Query) -> tuple[str, ...]:
    """The categories whose columns an address asks for (`parts=WOMEN,PUPIL`), of those that are in the answer."""
    asked_for = value(query, "parts").split(",")
    return tuple(category for category in answer.categories if category in asked_for)


def openers(answer: YearOfUnit, asked: Asked, is_open: Sequence[str], sort: str | None) -> list[Opener]:
    found = []
    for category in answer.categories:
        then = [one for one in answer.categories if (one in is_open) != (one == category)]
        query = asked.query(parts=",".join(then) or None, sort=sort or None)
        found.append(Opener(label_of(category), query, category in is_open))
    return found
