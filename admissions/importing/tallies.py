"""Số liệu tổng hợp, from a workbook: what units report without names, one tallying unit on any line of ancestors."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from admissions.checks import of_tally
from admissions.counting import Above, people_named_below, tallies_above
from admissions.importing.people import lines_of, place_objections, tell
from admissions.models import Tally
from admissions.sheets import TALLIES
from partytrack.vietnamese import format_date, number
from units import hierarchy
from units.finding import UnitFinder
from units.models import Unit, UnitQuerySet
from workbooks.importing import BATCH, Outcome, Planned
from workbooks.reading import Row

KEYS = ("quantity", "women", "minority", "youth_union", "source")


@dataclass(slots=True)
class Draft:
    """One row on its way: `known` is the tally it corrects."""

    row: Row
    unit: Unit | None
    day: date | None
    known: Tally | None = None
    values: dict[str, Any] = field(default_factory=dict)
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)

    @property
    def outcome(self) -> Outcome:
        return Outcome.of(self.known, self.changes)


class TallyImporter:
    """`units`: those one may record for; None: all. `without`: ids of tallies that are withdrawn in the same go.

    `whole`: a row is all that is said of its day, so that a blank cell empties what is recorded.
    """

    sheet = TALLIES

    def __init__(
        self, today: date, units: UnitQuerySet | None = None, *, without: Collection[int] = (), whole: bool = False
    ) -> None:
        self._today = today
        self._finder = UnitFinder(today, units)
        self._kept = Tally.objects.exclude(pk__in=without)
        self._whole = whole

    def check(self, rows: Sequence[Row]) -> list[Planned]:
        units = self._finder.find(rows, on=lambda row: row.get("counted_on"))
        drafts = [Draft(row, units.get(row.number), row.get("counted_on")) for row in rows]
        _compare(drafts, self._kept, whole=self._whole)
        _refuse_twins(drafts)
        placed = [(draft, draft.unit, draft.day) for draft in drafts if draft.unit and draft.day]
        lines = lines_of((unit, day) for _draft, unit, day in placed)
        for draft in drafts:
            tell(draft.row, of_tally(draft.values | _dated(draft), self._today))
            if draft.unit and draft.day and draft.outcome != Outcome.UNCHANGED:
                tell(draft.row, place_objections(draft.unit, draft.day, lines))
        good = [(draft, unit, day) for draft, unit, day in placed if draft.row.good]
        _refuse_second_on_a_line(good, self._kept)
        _warn_of_names_below([one for one in good if one[0].outcome != Outcome.UNCHANGED])
        _warn_of_falls(good, self._kept)
        return [Planned(one.row, one.outcome, one, one.changes) for one in drafts if one.row.good]

    def write(self, planned: Sequence[Planned]) -> None:
        rows: list[dict[str, Any]] = [
            {"unit": one.data.unit, "counted_on": one.data.day, **one.data.values} for one in planned
        ]
        Tally.objects.bulk_create(
            [Tally(**row) for row in rows],
            update_conflicts=True,
            unique_fields=["unit", "counted_on"],
            update_fields=KEYS,
            batch_size=BATCH,
        )


def _dated(draft: Draft) -> dict[str, Any]:
    return {"counted_on": draft.day, "year": draft.row.get("year")}


def _compare(drafts: Iterable[Draft], kept: QuerySet[Tally], *, whole: bool) -> None:
    """A tally is its unit and its day; a blank cell says nothing, unless the row is the whole of it."""
    units = {draft.unit.pk for draft in drafts if draft.unit}
    days = {draft.day for draft in drafts if draft.day}
    there = kept.filter(unit_id__in=units, counted_on__in=days)
    known = {(tally.unit_id, tally.counted_on): tally for tally in there}
    for draft in drafts:
        if draft.unit and draft.day:
            draft.known = known.get((draft.unit.pk, draft.day))
        said = {key: draft.row[key] for key in KEYS if draft.row.get(key) is not None}
        if whole:
            said |= {key: "" if key == "source" else None for key in KEYS[1:] if key in draft.row and key not in said}
        before = {key: getattr(draft.known, key) for key in KEYS} if draft.known else {}
        draft.values = before | said
        draft.changes = {key: (before[key], new) for key, new in said.items() if before and before[key] != new}


def _refuse_twins(drafts: Iterable[Draft]) -> None:
    first: dict[tuple[int, date], Row] = {}
    for draft in drafts:
        if draft.unit and draft.day and first.setdefault((draft.unit.pk, draft.day), draft.row) is not draft.row:
            twin = first[draft.unit.pk, draft.day]
            said = _("Trùng hàng %(row)d: cùng tổ chức, cùng ngày.") % {"row": twin.number}
            draft.row.repeats("counted_on", said, blocks=True, row=twin.number)


Placed = tuple[Draft, Unit, date]


class _Year:
    """Who tallies in a year, in the database and in the file, and on which days."""

    def __init__(self) -> None:
        self.days: dict[int, set[date]] = defaultdict(set)
        self.names: dict[int, str] = {}
        self.kept: set[int] = set()
        self.rows: dict[int, list[Row]] = defaultdict(list)

    def pairs(self) -> set[tuple[int, date]]:
        """Whose line is needed on which day: a unit's own days, and those of the units of the file."""
        asked = {day for pk in self.rows for day in self.days[pk]}
        everyone = {day for days in self.days.values() for day in days}
        return {(pk, day) for pk, days in self.days.items() for day in (everyone if pk in self.rows else days | asked)}

    def rivals(self, lines: dict[tuple[int, date], list[int]]) -> dict[int, set[int]]:
        """Of each unit, those on one line with it on a day that either of them tallies to."""
        found: dict[int, set[int]] = defaultdict(set)
        for lower, day in self.pairs():
            for upper in lines.get((lower, day), [])[1:]:
                if upper in self.days and (day in self.days[lower] or day in self.days[upper]):
                    found[lower].add(upper)
                    found[upper].add(lower)
        return found

    def in_order(self) -> list[int]:
        """The units of the file, whoever is in the database first, then as their rows stand."""
        return sorted(self.rows, key=lambda pk: (pk not in self.kept, self.rows[pk][0].number))


def _refuse_second_on_a_line(placed: Sequence[Placed], kept: QuerySet[Tally]) -> None:
    """As the database's rule, with its words: but at the row, and for every row."""
    years = _years(placed, kept)
    lines = hierarchy.lines(pair for year in years.values() for pair in year.pairs())
    for number_of_year, year in years.items():
        rivals = year.rivals(lines)
        standing = dict.fromkeys(year.kept)
        for pk in year.in_order():
            first = next((other for other in standing if other in rivals[pk]), None)
            if first is None or pk in year.kept:
                standing[pk] = None
                continue
            said: dict[str, Any] = {"first": year.names[first], "year": number_of_year}
            if first not in year.kept and year.rows[first][0].sheet:  # a row that stands in a file has a number
                said["first"] += _(" (hàng %(row)d)") % {"row": year.rows[first][0].number}
            for row in year.rows[pk]:
                row.fault(
                    "unit",
                    _(
                        "%(first)s đã báo số liệu tổng hợp năm %(year)d; trên một tuyến cấp trên – cấp dưới chỉ một tổ chức "
                        "được báo."
                    )
                    % said,
                )


def _years(placed: Sequence[Placed], kept: QuerySet[Tally]) -> dict[int, _Year]:
    years: dict[int, _Year] = defaultdict(_Year)
    for draft, unit, day in placed:
        year = years[day.year]
        year.days[unit.pk].add(day)
        year.names[unit.pk] = unit.name
        year.rows[unit.pk].append(draft.row)
    there = kept.filter(counted_on__year__in=list(years)).values_list("unit_id", "counted_on", "unit__name")
    for pk, day, name in there:
        years[day.year].days[pk].add(day)
        years[day.year].names[pk] = name
        years[day.year].kept.add(pk)
    return years


def _warn_of_names_below(placed: Sequence[Placed]) -> None:
    """Fewer tallied than named below: the difference would show as a negative direct."""
    named = people_named_below({(unit.pk, day) for _draft, unit, day in placed}) if placed else {}
    for draft, unit, day in placed:
        count = named.get((unit.pk, day), 0)
        if draft.values["quantity"] < count:
            draft.row.warn(
                "quantity",
                _(
                    "Ít hơn %(count)s người đã ghi tên ở các đơn vị bên dưới đến ngày đó; phần chênh lệch hiện thành số âm."
                )
                % {"count": number(count)},
            )


def warn_where_names_outgrow(new: Sequence[tuple[Row, Unit, date]]) -> None:
    """The same discrepancy from the other side: with these new people, more are named below a unit than it tallied."""
    meeting: dict[tuple[int, date], list[Above]] = defaultdict(list)
    for tally in tallies_above({(unit.pk, day) for _row, unit, day in new}) if new else []:
        meeting[tally.unit_id, tally.day].append(tally)
    added: dict[int, list[Row]] = defaultdict(list)
    last: dict[int, Above] = {}
    for row, unit, day in new:
        for tally in meeting[unit.pk, day]:
            added[tally.tally_id].append(row)
            last[tally.tally_id] = tally
    for tally_id, rows in added.items():
        tally = last[tally_id]
        count = tally.named + len(rows)
        if count > tally.quantity:
            said = {
                "unit": tally.unit_name,
                "day": format_date(tally.until),
                "quantity": number(tally.quantity),
                "count": number(count),
            }
            rows[-1].warn(
                "unit",
                _(
                    "%(unit)s đã báo %(quantity)s người đến ngày %(day)s; ghi tên thêm thì bên dưới có %(count)s người, "
                    "phần chênh lệch hiện thành số âm."
                )
                % said,
            )


def _warn_of_falls(placed: Sequence[Placed], kept: QuerySet[Tally]) -> None:
    """Tallies of a year are cumulative: a later one that is smaller is worth a look."""
    units = {unit.pk for _draft, unit, _day in placed}
    years = {day.year for *_one, day in placed}
    there = kept.filter(unit_id__in=units, counted_on__year__in=years)
    quantities = {(one.unit_id, one.counted_on): one.quantity for one in there}
    quantities |= {(unit.pk, day): draft.values["quantity"] for draft, unit, day in placed}
    course: dict[tuple[int, int], list[tuple[date, int]]] = defaultdict(list)
    for (pk, day), quantity in sorted(quantities.items()):
        course[pk, day.year].append((day, quantity))
    for draft, unit, day in placed:
        before = [one for one in course[unit.pk, day.year] if one[0] < day][-1:]
        if draft.outcome != Outcome.UNCHANGED and before and draft.values["quantity"] < before[0][1]:
            said = {"quantity": number(before[0][1]), "day": format_date(before[0][0])}
            draft.row.warn("quantity", _("Số luỹ kế giảm: đến ngày %(day)s đã là %(quantity)s.") % said)
