"""Which grid is asked for: of which unit and year, by months or by the figures of one day; and its columns."""

import calendar
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from admissions.models import Tally
from partytrack.vietnamese import format_date
from units.models import Unit
from units.question import Asked, BadQuestion, Query, asked, choice, day, value

MONTHS, FIGURES = "months", "figures"
FIGURE_KEYS = ("quantity", "women", "minority", "youth_union", "source")


@dataclass(frozen=True, slots=True)
class Column:
    """`id` is the first half of the names of its cells: the day of a month, else the key of a figure."""

    id: str
    key: str
    day: date
    label: str
    note: str = ""
    closed: str = ""
    """Why nothing can be written yet; "" where it can."""

    @property
    def is_number(self) -> bool:
        return self.key != "source"

    @property
    def is_whole(self) -> bool:
        """The quantity itself, not a part of it."""
        return self.key == "quantity"


@dataclass(frozen=True, slots=True)
class GridAsked:
    """`on`: the day of the figures; None by months. `columns` are in the order of the page."""

    unit: Unit
    period: Asked
    on: date | None
    columns: tuple[Column, ...]

    @property
    def year(self) -> int:
        return self.period.year

    @property
    def by(self) -> str:
        return FIGURES if self.on else MONTHS

    @property
    def form(self) -> str:
        """The name of a draft of this grid."""
        return f"tallies/{self.unit.code}/{self.on or self.year}"

    @property
    def query(self) -> dict[str, str]:
        """The parameters of the same grid."""
        which = {"by": FIGURES, "on": self.on.isoformat()} if self.on else {"year": str(self.year)}
        return {"unit": self.unit.code, **which}

    def with_days(self, days: Collection[date]) -> "GridAsked":
        """By months: with columns for other days too, such as the today of a page opened yesterday."""
        there = {column.day for column in self.columns}
        more = [_on(one, _("Ngày khác")) for one in sorted(days) if one not in there and one.year == self.year]
        return replace(self, columns=tuple(sorted([*self.columns, *more], key=lambda column: column.day)))


def grid_asked(unit: Unit, query: Query, today: date) -> GridAsked:
    """`by`, `year` and `on` of a query: by months unless `by` is "figures", then on `on`, else today. Raises `BadQuestion`."""
    if choice(query, "by", (MONTHS, FIGURES)) != FIGURES:
        period = asked({"year": value(query, "year")}, today)
        return GridAsked(unit, period, None, tuple(_month(period.year, month, today) for month in range(1, 13)))
    on = day(query, "on") or today
    if on > today:
        said = {"day": format_date(on), "today": format_date(today)}
        raise BadQuestion(_("Ngày %(day)s chưa đến; chỉ ghi được số liệu đến hôm nay, %(today)s.") % said)
    columns = tuple(Column(key, key, on, _figure(key)) for key in FIGURE_KEYS)
    return GridAsked(unit, asked({"year": f"{on.year:04d}"}, today), on, columns)


def _figure(key: str) -> str:
    """What a figure of a tally is called, in the reader's language."""
    return capfirst(str(Tally._meta.get_field(key).verbose_name))  # type: ignore[union-attr]  # a column of its own


def _month(year: int, month: int, today: date) -> Column:
    """To the end of the month; of the month that is running, to today; of one that has not begun, closed."""
    last = date(year, month, calendar.monthrange(year, month)[1])
    label = _("Tháng %(month)d") % {"month": month}
    if last <= today:
        return _on(last, label)
    if last.replace(day=1) <= today:
        return _on(today, label)
    return replace(_on(last, label), note=_("chưa đến"), closed=_("Tháng này chưa đến."))


def _on(last: date, label: str) -> Column:
    note = _("đến %(day)s") % {"day": format_date(last)}
    return Column(last.isoformat(), "quantity", last, label, note)
