"""The confirmation of a month: a unit says that its figures are complete, and what has changed in them since is seen.

The figures are those of `progress`, cumulative from 1 January to the last day confirmed, on the tree of that day.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django import forms
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from admissions.models import Submission
from partytrack.vietnamese import format_date, nfc
from targets.figures import Progress
from targets.progress import UnitNotOnTree, progress
from units.models import Unit
from units.question import Asked


class AlreadyConfirmed(ValueError):
    """There is a confirmation that stands for all days there are."""


class NotConfirmed(ValueError):
    """There is no confirmation that stands."""


class FiguresMoved(ValueError):
    """They are no longer those that were seen when the confirmation was given."""


class ReopenForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Lý do mở lại"),
        max_length=500,
        help_text=gettext_lazy("Ví dụ: nhập bổ sung 1 quyết định ký ngày 28/9 mới nhận được."),
        error_messages={"required": gettext_lazy("Ghi lý do mở lại.")},
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 3}),
    )

    def clean_reason(self) -> str:
        reason = " ".join(nfc(self.cleaned_data["reason"]).split())
        if not reason:
            raise forms.ValidationError(self.fields["reason"].error_messages["required"])
        return reason


class Figures(NamedTuple):
    admitted: int
    tallied: int


def figures_of(row: Progress) -> Figures:
    return Figures(row.admitted, row.counts.this.tallied)


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a unit, looked at on the day `today`. `now`: its figures to the end of `through`, None where they were not asked
    for or the unit had no place on that day. `more`: those to the end of a later day, which could be confirmed today."""

    unit: Unit
    first: date
    today: date
    standing: Submission | None
    now: Figures | None = None
    more: Figures | None = None

    @property
    def label(self) -> str:
        return month_label(self.first)

    @property
    def is_ahead(self) -> bool:
        return self.first > self.today

    @property
    def confirmable(self) -> date:
        """The last day that could be confirmed today."""
        return min(self.today, month_end(self.first))

    @property
    def through(self) -> date:
        """Up to when `now` counts: as far as is confirmed, else as far as could be."""
        return self.standing.through if self.standing else self.confirmable

    @property
    def is_whole(self) -> bool:
        """Confirmed to its end."""
        return self.standing is not None and self.standing.through == month_end(self.first)

    @property
    def is_open(self) -> bool:
        """There is something to confirm."""
        return not self.is_ahead and (self.standing is None or self.standing.through < self.confirmable)

    @property
    def to_confirm(self) -> Figures | None:
        """What would be confirmed today."""
        return self.more if self.standing else self.now

    @property
    def change(self) -> int | None:
        """How many more people count now than when the month was confirmed; None where that cannot be told."""
        return None if self.standing is None or self.now is None else self.now.admitted - self.standing.admitted

    @property
    def asked(self) -> Asked:
        """The question whose answer `now` is."""
        return Asked(self.first.year, self.through, self.through, "as_of", self.today)


def month_label(first: date) -> str:
    return f"{first.month}/{first.year}"


def month_end(first: date) -> date:
    return first.replace(day=monthrange(first.year, first.month)[1])


def last_month_gone(day: date) -> date:
    """The first day of the last month that is complete at the end of `day`."""
    return ((day + timedelta(days=1)).replace(day=1) - timedelta(days=1)).replace(day=1)


def month_of(unit: Unit, first: date, today: date) -> Month:
    """7 queries, and 6 more for the later days of a month of which only a part is confirmed."""
    standing = Submission.objects.standing().filter(unit=unit, month=first).select_related("confirmed_by").first()
    found = Month(unit, first, today, standing)
    if found.is_ahead:
        return found
    more = _now(unit, found.confirmable) if standing and found.is_open else None
    return replace(found, now=_now(unit, found.through), more=more)


def months_of(unit: Unit, year: int, today: date) -> list[Month]:
    """The months of the year that have begun, the newest first; the figures of now of those that are confirmed."""
    stand = Submission.objects.standing().filter(unit=unit, month__year=year).select_related("confirmed_by")
    by_month = {one.month: one for one in stand}
    firsts = [date(year, month, 1) for month in range(12, 0, -1) if date(year, month, 1) <= today]
    return [
        Month(unit, first, today, one, _now(unit, one.through) if one else None)
        for first, one in ((first, by_month.get(first)) for first in firsts)
    ]


def _now(unit: Unit, day: date) -> Figures | None:
    try:
        return figures_of(progress(unit, year=day.year, as_of=day, tree=day).self)
    except UnitNotOnTree:
        return None


def latest_of(units: Iterable[Unit], by: date) -> dict[int, Submission]:
    """Unit → what stands of its latest month up to the month `by`. One query."""
    stand = Submission.objects.standing().filter(unit__in=list(units), month__lte=by).select_related("confirmed_by")
    return {one.unit_id: one for one in stand.order_by("unit_id", "-month").distinct("unit_id")}


def confirmed_wholly(unit_ids: Iterable[int], first: date) -> set[int]:
    """Those of the units that have confirmed the month to its end. One query."""
    stand = Submission.objects.standing().filter(month=first, through=month_end(first), unit__in=list(unit_ids))
    return set(stand.values_list("unit_id", flat=True))


def confirm(month: Month, seen: int | None, by: User, at: datetime) -> Submission:
    """`month` as `month_of` found it today; `seen`: the number admitted that whoever confirms was shown. A confirmation of the
    days gone of a running month gives way to one that reaches farther. Raises `AlreadyConfirmed`, `FiguresMoved`."""
    if not month.is_open:
        raise AlreadyConfirmed
    day, figures = month.confirmable, month.to_confirm
    if figures is None or figures.admitted != seen:
        raise FiguresMoved
    try:
        with transaction.atomic():
            if month.standing:
                _close(month, by, at, _("Chốt tiếp đến hết ngày %(day)s.") % {"day": format_date(day)})
            return Submission.objects.create(
                unit=month.unit,
                month=month.first,
                through=day,
                admitted=figures.admitted,
                tallied=figures.tallied,
                confirmed_by=by,
                at=at,
            )
    except IntegrityError as taken:
        raise AlreadyConfirmed from taken


def reopen(month: Month, reason: str, by: User, at: datetime) -> None:
    """Raises `NotConfirmed`."""
    if not _close(month, by, at, reason):
        raise NotConfirmed


def _close(month: Month, by: User, at: datetime, reason: str) -> int:
    stands = Submission.objects.standing().filter(unit=month.unit, month=month.first)
    return stands.update(reopened_by=by, reopened_at=at, reopened_reason=reason)
