"""Tổ chức đảng, from a workbook: new units with their places, changed names and sectors, headcounts. Never moves a unit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from itertools import islice
from typing import Any

from django.db import IntegrityError
from django.utils.translation import gettext as _
from psycopg.types.range import DateRange

from partytrack.fields import derived
from partytrack.vietnamese import format_date
from units.finding import SUGGESTED_FOR, UnitFinder
from units.models import Headcount, Placement, Unit
from units.sheets import UNITS, current_parents
from workbooks.importing import BATCH, Outcome, Planned
from workbooks.reading import Row

FIELDS = ("name", "short_name", "report_name", "kind", "sector", "established_on")
NAMED = 5  # units that one sentence names


@dataclass(frozen=True, slots=True)
class UnitRow:
    """What a row says: `known` is the unit it changes, None for a new one under the unit with code `parent`."""

    known: Unit | None
    established_before: date | None
    values: dict[str, Any]
    parent: str
    members: tuple[date, int] | None


class UnitImporter:
    sheet = UNITS

    def __init__(self, today: date) -> None:
        self._today = today

    def check(self, rows: Sequence[Row]) -> list[Planned]:
        by_code = _first_of_each_code(rows)
        named = set(by_code) | {_parent(row) for row in by_code.values()}
        known = {unit.code: unit for unit in Unit.objects.filter(code__in=named)}
        fresh = {code: row for code, row in by_code.items() if code not in known}
        self._check_parents(by_code, known)
        _check_one_root(fresh)
        _check_no_cycle(fresh)
        for row in by_code.values():
            self._check_dates(row, known.get(row["code"]))
        _refuse_below_the_faulty(fresh)
        counts = _headcounts(known.values())
        return [self._planned(row, known.get(row["code"]), counts) for row in by_code.values()]

    def _check_parents(self, by_code: dict[str, Row], known: dict[str, Unit]) -> None:
        """An existing unit stays where it is; a new one hangs under a unit of the file or of the database."""
        parents = current_parents((unit.pk for code, unit in known.items() if code in by_code), self._today)
        unknown: list[Row] = []
        for code, row in by_code.items():
            unit, parent = known.get(code), _parent(row)
            if unit is None:
                if parent == code:
                    row.fault("parent", _("Một tổ chức không thể trực thuộc chính nó."))
                elif parent and parent not in known and parent not in by_code:
                    unknown.append(row)
                elif parent:
                    _check_age(row, known.get(parent), by_code.get(parent))
            elif _says_parent(row) and parent != parents.get(unit.pk, ""):
                row.fault("parent", _moved(parents.get(unit.pk, "")))
        finder = UnitFinder(self._today)
        near: dict[str, list[str]] = {}
        for row in unknown:
            parent = row["parent"]
            if parent not in near and len(near) < SUGGESTED_FOR:
                near[parent] = [*get_close_matches(parent, by_code, n=3), *finder.nearest(parent)]
            reason = _("Không có tổ chức mang mã này, cả trong tệp lẫn trong dữ liệu.")
            row.fault("parent", reason, near.get(parent, []))

    def _check_dates(self, row: Row, unit: Unit | None) -> None:
        members, counted_on, established_on = (row.get(key) for key in ("members", "counted_on", "established_on"))
        if members is not None and not row.raw.get("counted_on"):
            row.fault("counted_on", _("Có Số đảng viên thì phải có Ngày thống kê."))
        if counted_on and not row.raw.get("members"):
            row.fault("members", _("Có Ngày thống kê thì phải có Số đảng viên."))
        if counted_on and counted_on > self._today:
            row.fault("counted_on", _("Ngày ở tương lai (hôm nay là %(today)s).") % {"today": format_date(self._today)})
        if unit and unit.dissolved_on and established_on and established_on > unit.dissolved_on:
            said = {"day": format_date(unit.dissolved_on)}
            row.fault("established_on", _("Tổ chức này đã giải thể ngày %(day)s, trước ngày ghi ở đây.") % said)

    def _planned(self, row: Row, unit: Unit | None, counts: dict[tuple[int, date], int]) -> Planned:
        values = {key: row[key] for key in FIELDS if row.get(key) is not None}
        members = (row["counted_on"], row["members"]) if row.get("counted_on") and "members" in row else None
        data = UnitRow(unit, unit.established_on if unit else None, values, _parent(row), members)
        if unit is None:
            values["code"] = row["code"]
            return Planned(row, Outcome.NEW, data)
        changes = {key: (getattr(unit, key), new) for key, new in values.items() if getattr(unit, key) != new}
        if members and counts.get((unit.pk, members[0])) != members[1]:
            changes["members"] = (counts.get((unit.pk, members[0])), members[1])
        return Planned(row, Outcome.of(unit, changes), data, changes)

    def write(self, planned: Sequence[Planned]) -> None:
        data = [one.data for one in planned]
        units = _write_new([one for one in data if one.known is None])
        _write_changed([(one.known, one) for one in data if one.known])
        units |= {one.known.code: one.known for one in data if one.known}
        codes = [one.row["code"] for one in planned]
        _write_headcounts({units[code]: one.members for code, one in zip(codes, data, strict=True) if one.members})


def _first_of_each_code(rows: Sequence[Row]) -> dict[str, Row]:
    """A code is a unit: its second row in the file is a fault."""
    first: dict[str, Row] = {}
    for row in rows:
        code = row.get("code")
        if code and first.setdefault(code, row) is not row:
            row.fault("code", _("Mã này đã có ở hàng %(row)d.") % {"row": first[code].number})
    return first


def _check_age(row: Row, parent: Unit | None, above: Row | None) -> None:
    """A new unit cannot hang under one that is gone; it seldom is older than the one it hangs under."""
    if parent and parent.dissolved_on:
        said = {"name": parent.name, "day": format_date(parent.dissolved_on)}
        row.fault("parent", _("%(name)s đã giải thể ngày %(day)s.") % said)
    since = (above.get("established_on") if above else None) or (parent.established_on if parent else None)
    if since and row.get("established_on") and row["established_on"] < since:
        row.warn("established_on", _("Trước ngày thành lập của cấp trên, %(day)s.") % {"day": format_date(since)})


def _says_parent(row: Row) -> bool:
    """The file has the column, and the cell was understood: blank says "a root"."""
    return "parent" in row and not (row["parent"] is None and row.raw.get("parent"))


def _parent(row: Row) -> str:
    return row.get("parent") or ""


def _moved(parent: str) -> str:
    now = _("đang trực thuộc %(code)s") % {"code": parent} if parent else _("đang không có cấp trên")
    return _("Tổ chức này %(now)s. Nhập Excel không đổi cấp trên; việc đó làm ở mục Sắp xếp tổ chức.") % {"now": now}


def _check_one_root(fresh: dict[str, Row]) -> None:
    roots = {code: row for code, row in fresh.items() if not row.raw.get("parent")}
    if not roots:
        return
    kept = Placement.objects.filter(parent__isnull=True).values_list("unit__code", flat=True).first()
    for code, row in roots.items():
        if kept:
            reason = _("Chỉ một tổ chức không có cấp trên; đã có %(code)s. Hãy ghi Mã cấp trên.")
            row.fault("parent", reason % {"code": kept}, [kept])
        elif len(roots) > 1:
            others = ", ".join(_at(other, roots) for other in _named(roots) if other != code)
            reason = _("Chỉ một tổ chức không có cấp trên; trong tệp còn có %(others)s.")
            row.fault("parent", reason % {"others": others})


def _named(codes: Iterable[str]) -> list[str]:
    """The first of them: a column forgotten is thousands of roots, and each row's sentence stays a sentence."""
    return list(islice(codes, NAMED))


def _at(code: str, rows: dict[str, Row]) -> str:
    return _("%(code)s ở hàng %(row)d") % {"code": code, "row": rows[code].number}


def _check_no_cycle(fresh: dict[str, Row]) -> None:
    """Only new units can close a circle: existing ones do not move."""
    seen: set[str] = set()
    for start in fresh:
        way: list[str] = []
        code = start
        while code in fresh and code not in seen:
            seen.add(code)
            way.append(code)
            code = _parent(fresh[code])
        if code in way and len(way[way.index(code) :]) > 1:
            circle = way[way.index(code) :]
            left_out = ["…"] if len(circle) > NAMED else []
            named = " → ".join([*_named(circle), *left_out, code])
            for member in circle:
                fresh[member].fault("parent", _("Vòng lặp cấp trên: %(circle)s.") % {"circle": named})


def _refuse_below_the_faulty(fresh: dict[str, Row]) -> None:
    """A new unit cannot be written without the new unit it hangs under."""
    below: dict[str, list[Row]] = {}
    for row in fresh.values():
        below.setdefault(_parent(row), []).append(row)
    waiting = [row for row in fresh.values() if not row.good]
    while waiting:
        above = waiting.pop()
        for row in below.get(above["code"], []):
            if row.good:
                row.fault(
                    "parent", _("Cấp trên (hàng %(row)d) có lỗi nên hàng này chưa ghi được.") % {"row": above.number}
                )
                waiting.append(row)


def _headcounts(units: Iterable[Unit]) -> dict[tuple[int, date], int]:
    counts = Headcount.objects.filter(unit__in=list(units))
    return {(pk, day): members for pk, day, members in counts.values_list("unit_id", "counted_on", "members")}


def _write_new(fresh: Sequence[UnitRow]) -> dict[str, Unit]:
    units = Unit.objects.bulk_create([Unit(**one.values) for one in fresh], batch_size=BATCH)
    by_code = {unit.code: unit for unit in units}
    known = Unit.objects.in_bulk({one.parent for one in fresh if one.parent} - set(by_code), field_name="code")
    places = []
    for unit, one in zip(units, fresh, strict=True):
        parent = by_code.get(one.parent) or known.get(one.parent)
        if one.parent and parent is None:
            raise IntegrityError(f"the parent of {unit.code} was not written")
        places.append(Placement(unit=unit, parent=parent, during=DateRange(unit.established_on, None)))
    Placement.objects.bulk_create(places, batch_size=BATCH)
    return by_code


def _write_changed(changed: Sequence[tuple[Unit, UnitRow]]) -> None:
    for unit, one in changed:
        for key, value in one.values.items():
            setattr(unit, key, value)
    Unit.objects.bulk_create(
        [unit for unit, _one in changed],
        update_conflicts=True,  # an upsert: many times quicker than bulk_update
        unique_fields=["pk"],
        update_fields=[*FIELDS, *derived(Unit)],
        batch_size=BATCH,
    )
    _write_foundings({unit.pk: one for unit, one in changed if "established_on" in one.values})


def _write_foundings(changed: dict[int, UnitRow]) -> None:
    """A place that began with the unit begins with it still."""
    moved = []
    for place in Placement.objects.filter(unit_id__in=changed):
        one, (lower, upper) = changed[place.unit_id], (place.during.lower, place.during.upper)
        new = one.values["established_on"]
        if lower == one.established_before != new and (upper is None or new < upper):
            place.during = DateRange(new, upper)
            moved.append(place)
    Placement.objects.bulk_update(moved, ["during"], batch_size=BATCH)


def _write_headcounts(counts: dict[Unit, tuple[date, int]]) -> None:
    Headcount.objects.bulk_create(
        [Headcount(unit=unit, counted_on=day, members=members) for unit, (day, members) in counts.items()],
        update_conflicts=True,
        unique_fields=["unit", "counted_on"],
        update_fields=["members"],
        batch_size=BATCH,
    )
