"""Which unit a row of a workbook names: by its code, or by a path of names, within what one may see.

A path is matched without diacritics on the tree of the row's own date. What could be meant in two ways is asked about.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cached_property

from django.contrib.postgres.aggregates import ArrayAgg
from django.utils.translation import gettext as _

from partytrack.fields import among
from partytrack.vietnamese import fold, format_date
from units import hierarchy
from units.lists import GRASSROOTS, Kind
from units.models import Placement, Unit, UnitQuerySet
from workbooks.parsers import Code, Text
from workbooks.reading import Row
from workbooks.sheets import Column

PATH: dict[str, tuple[Kind, ...]] = {
    "upper": (Kind.PROVINCE, Kind.UPPER_COMMITTEE),
    "grassroots": GRASSROOTS,
    "cell": (Kind.SECTION, Kind.CELL),
}
"""The columns of a path, from the top down, and the kinds that settle which of two units of the same name is meant."""

UNIT_COLUMNS = (
    Column("Mã tổ chức", "unit", Code(example="TAN-01"), required=True, unless=tuple(PATH)),
    Column("Đảng bộ cấp trên", "upper", Text(200)),
    Column("TCCSĐ", "grassroots", Text(200)),
    Column("Chi bộ", "cell", Text(200)),
)
"""How every sheet names a unit: `unit` is its code, the other three are a path that may stand in for it."""

NAMED = Column(
    "Tên tổ chức",
    "named",
    Text(200),
    aliases=(
        *("Đơn vị", "Tên đơn vị", "Đơn vị trực thuộc", "Tổ chức", "Tổ chức đảng", "Tên tổ chức đảng"),
        *(
            "Đảng bộ",
            "Tên đảng bộ",
            "Đảng bộ trực thuộc",
            "Các đảng bộ trực thuộc",
            "Đảng bộ, chi bộ",
            "Tên TCCSĐ",
            "Tên chi bộ",
        ),
    ),
    offered=False,
)
"""The unit by its name alone, as lists are printed that one committee makes of those below it: `units.naming` reads it."""

MANY = 20  # units of one name: beyond that a row is ambiguous whatever its date
SUGGESTED_FOR = 50  # distinct unknown names of a file that get suggestions: each costs a walk through all names


@dataclass(frozen=True, slots=True)
class Named:
    """A unit as names find it."""

    pk: int
    code: str
    name: str
    kind: str
    spellings: frozenset[str]


class _Places:
    """Who ever stood under whom, and the names of them all."""

    def __init__(self) -> None:
        self._parents: dict[int, set[int]] = defaultdict(set)
        pairs = Placement.objects.filter(parent__isnull=False).values_list("unit_id", "parent_id")
        for unit_id, parent_id in pairs:
            self._parents[unit_id].add(parent_id)
        self._names = _spellings_of({pk for parents in self._parents.values() for pk in parents})

    def names_ever_above(self, pk: int) -> set[str]:
        seen: set[int] = set()
        waiting = list(self._parents.get(pk, ()))
        while waiting:
            above = waiting.pop()
            if above not in seen:
                seen.add(above)
                waiting.extend(self._parents.get(above, ()))
        return {name for above in seen for name in self._names[above]}


class UnitFinder:
    """Finds the units that rows name among `units` (None: all). A handful of queries a file, whatever its length. `at_hand`: some
    of them that were read already, `with_places`."""

    def __init__(self, today: date, units: UnitQuerySet | None = None, at_hand: Iterable[Unit] = ()) -> None:
        self._today = today
        self._units = Unit.objects.all() if units is None else units
        self._at_hand = {unit.code: unit for unit in at_hand}
        self._suggested: dict[str, list[str]] = {}
        self._ever_below: dict[str, dict[str, list[Named]]] = {}

    def find(self, rows: Sequence[Row], on: Callable[[Row], date | None]) -> dict[int, Unit]:
        """Row number → unit. `on` gives the date whose tree a row's path is read on (None: today's). A row whose unit
        cannot be told gets its fault; one whose code already has a fault is left alone."""
        by_path = self._by_path([row for row in rows if not row.raw.get("unit") and path_of(row)], on)
        return by_path | self._by_code([row for row in rows if row.get("unit")], on)

    def _by_code(self, rows: Sequence[Row], on: Callable[[Row], date | None]) -> dict[int, Unit]:
        asked = {row["unit"].upper() for row in rows} - self._at_hand.keys()
        named = self._units.filter(code__in=among(asked, "text"))
        known = self._at_hand | ({unit.code: unit for unit in with_places(named)} if asked else {})
        found: dict[int, Unit] = {}
        for row in rows:
            unit = known.get(row["unit"].upper())
            if unit:
                found[row.number] = unit
            else:
                row.fault("unit", _("Không có tổ chức mang mã này trong phạm vi của bạn."), self.nearest(row["unit"]))
        self._contradict([row for row in rows if row.number in found], found, on)
        return found

    def _contradict(self, rows: Sequence[Row], found: dict[int, Unit], on: Callable[[Row], date | None]) -> None:
        """A code beside a name that is neither the unit's nor that of one above it: one of the two is wrong."""
        odd: list[tuple[Row, str, str]] = []
        for row in rows:
            unit, path = found[row.number], path_of(row)
            if path and fold(path[-1][1]) not in spellings(unit.name, unit.short_name, unit.report_name):
                odd.append((row, *path[-1]))
        if not odd:
            return
        lines = hierarchy.lines((found[row.number].pk, on(row) or self._today) for row, _key, _name in odd)
        above = _spellings_of({pk for line in lines.values() for pk in line})
        for row, key, name in odd:
            unit = found[row.number]
            if not any(fold(name) in above[pk] for pk in lines.get((unit.pk, on(row) or self._today), [])):
                said = {"code": unit.code, "name": unit.name}
                row.fault(key, _("Mã %(code)s là của «%(name)s», khác tên ghi ở đây; hãy sửa một trong hai.") % said)

    def _by_path(self, rows: Sequence[Row], on: Callable[[Row], date | None]) -> dict[int, Unit]:
        if not rows:
            return {}
        paths = {row.number: path_of(row) for row in rows}
        days = {row.number: on(row) or self._today for row in rows}
        meant = {number: self._below(path) for number, path in paths.items()}
        lines = hierarchy.lines((unit.pk, days[number]) for number, units in meant.items() for unit in units)
        above = _spellings_of({pk for line in lines.values() for pk in line[1:]})
        chosen: dict[int, int] = {}
        for row in rows:
            placed = [(unit, lines.get((unit.pk, days[row.number]), [])) for unit in meant[row.number]]
            unit = self._choose(row, paths[row.number], placed, above, days[row.number])
            if unit:
                chosen[row.number] = unit.pk
        units = with_places(Unit.objects.all()).in_bulk(set(chosen.values()))
        return {number: units[pk] for number, pk in chosen.items()}

    def _below(self, path: Sequence[tuple[str, str]]) -> list[Named]:
        """The units of the last name that ever stood below one of the name before it: of 800 cells named alike, a few."""
        name = fold(path[-1][1])
        meant = self._by_name.get(name, [])
        if len(path) < 2 or len(meant) < 2:
            return meant[:MANY]
        if name not in self._ever_below:
            below: dict[str, list[Named]] = defaultdict(list)
            for unit in meant:
                for spelling in self._places.names_ever_above(unit.pk):
                    below[spelling].append(unit)
            self._ever_below[name] = below
        return self._ever_below[name].get(fold(path[-2][1]), [])[:MANY]

    def _choose(
        self,
        row: Row,
        path: Sequence[tuple[str, str]],
        placed: Sequence[tuple[Named, list[int]]],
        above: Mapping[int, frozenset[str]],
        day: date,
    ) -> Named | None:
        """The one unit of that name below the names before it, or None with a fault at the cell that does not fit."""
        (key, name), upper = path[-1], path[:-1]
        if not placed and fold(name) not in self._by_name:
            nearest = self.nearest(name, under=upper[-1][1] if upper else "")
            row.fault(key, _("Không có tổ chức tên này trong phạm vi của bạn."), nearest)
            return None
        fitting = [unit for unit, line in placed if _lies_under(upper, line, above)]
        if len(fitting) > 1:
            fitting = [unit for unit in fitting if unit.kind in PATH[key]] or fitting
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            row.fault(key, _("Có nhiều tổ chức cùng tên này; hãy ghi mã."), _shown(fitting))
            return None
        row.fault(
            key,
            _("Ngày %(day)s, tổ chức tên này không nằm dưới «%(upper)s».")
            % {"day": format_date(day), "upper": " / ".join(name for _key, name in upper) or "—"},
            _shown([unit for unit, _line in placed] or self._by_name[fold(name)]),
        )
        return None

    @cached_property
    def _places(self) -> "_Places":
        return _Places()

    @cached_property
    def _all(self) -> list[Named]:
        columns = ("pk", "code", "name", "kind", "short_name", "report_name")
        return [
            Named(pk, code, name, kind, spellings(name, short_name, report_name))
            for pk, code, name, kind, short_name, report_name in self._units.values_list(*columns)
        ]

    @cached_property
    def _by_name(self) -> dict[str, list[Named]]:
        found: dict[str, list[Named]] = defaultdict(list)
        for unit in self._all:
            for spelling in unit.spellings:
                found[spelling].append(unit)
        return found

    @cached_property
    def _by_folded_code(self) -> dict[str, Named]:
        return {fold(unit.code): unit for unit in self._all}

    @cached_property
    def _by_abbreviation(self) -> dict[str, list[Named]]:
        found: dict[str, list[Named]] = defaultdict(list)
        for unit in self._all:
            for spelling in unit.spellings:
                found[_abbreviated(spelling)].append(unit)
        return found

    def nearest(self, written: str, under: str = "") -> list[str]:
        """The nearest codes and names, or what an abbreviation may stand for (TDP 5), there among the units below that name:
        of the first `SUGGESTED_FOR` asked about."""
        key = f"{fold(written)}/{fold(under)}"
        if key not in self._suggested:
            if len(self._suggested) >= SUGGESTED_FOR:
                return []
            self._suggested[key] = list(dict.fromkeys(_shown(self._alike(fold(written), fold(under)))))[:3]
        return self._suggested[key]

    def _alike(self, written: str, under: str) -> list[Named]:
        codes = [self._by_folded_code[match] for match in get_close_matches(written, self._by_folded_code, n=3)]
        names = [unit for match in get_close_matches(written, self._by_name, n=3) for unit in self._by_name[match]]
        if codes or names or not under:
            return [*codes, *names]
        short = get_close_matches(written, self._by_abbreviation, n=5)
        meant = (unit for match in short for unit in self._by_abbreviation[match])
        return [unit for unit in meant if under in self._places.names_ever_above(unit.pk)]


def _abbreviated(name: str) -> str:
    """ "to dan pho 5" → "tdp 5", as people write it."""
    words = name.split()
    letters, numbers = [word[0] for word in words if word.isalpha()], [word for word in words if not word.isalpha()]
    return " ".join(["".join(letters), *numbers])


def with_places(units: UnitQuerySet) -> UnitQuerySet:
    """As `UnitFinder` finds them, for `stands`."""
    return units.annotate(places=ArrayAgg("placements__during"))


def stands(unit: Unit, day: date) -> bool:
    """Whether a unit that was found so has a place in the hierarchy of the day; asks nothing of the database."""
    return any(during is not None and day in during for during in getattr(unit, "places"))  # noqa: B009


def path_of(row: Row) -> list[tuple[str, str]]:
    """The names a row gives, from the top down, each with the key of its column."""
    return [(key, row[key]) for key in PATH if row.get(key)]


def spellings(*names: str) -> frozenset[str]:
    return frozenset(fold(name) for name in names if name)


def _spellings_of(ids: Iterable[int]) -> dict[int, frozenset[str]]:
    named = Unit.objects.filter(pk__in=ids).values_list("pk", "name", "short_name", "report_name")
    return {pk: spellings(*names) for pk, *names in named}


def _lies_under(upper: Sequence[tuple[str, str]], line: Sequence[int], above: Mapping[int, frozenset[str]]) -> bool:
    """Whether the names of `upper` are met, from the bottom up, on the way to the root."""
    if not line:
        return False
    way: Iterator[int] = iter(line[1:])
    return all(any(fold(name) in above[pk] for pk in way) for _key, name in reversed(upper))


def _shown(units: Iterable[Named]) -> list[str]:
    return [f"{unit.code} ({unit.name})" for unit in units][:5]


def taken(key: str, suggestion: str) -> dict[str, str]:
    """What to write into the cells of a row, by key, so that it names the unit that was suggested at `key`."""
    code, bracket, name = suggestion.partition(" (")
    if not bracket or key not in ("unit", NAMED.key, *PATH):
        return {key: suggestion}
    return {"unit": code} if key == "unit" else {"unit": code, key: name.removesuffix(")")}


def paths(pairs: Iterable[tuple[int, date]]) -> dict[tuple[int, date], dict[str, str]]:
    """(unit, day) → its code and the path of names that an exported row shows beside it, on the tree of that day."""
    asked = set(pairs)
    lines = hierarchy.lines(asked)
    units = Unit.objects.in_bulk({pk for line in lines.values() for pk in line} | {pk for pk, _day in asked})
    return {pair: _path([units[pk] for pk in lines.get(pair, [pair[0]])]) for pair in asked}


def _path(line: Sequence[Unit]) -> dict[str, str]:
    """The unit itself, the TCCSĐ above it, and the committee above that. Always ends with the unit."""
    unit = line[0]
    shown = {"unit": unit.code}
    level = next((key for key, kinds in PATH.items() if unit.kind in kinds), "cell")
    shown[level] = unit.name
    for key in PATH:
        if key == level:
            break
        found = next((above.name for above in line[1:] if above.kind in PATH[key]), None)
        if found:
            shown[key] = found
    return shown
