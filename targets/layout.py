"""The desk of an allocation as its page lays it out: groups of rows, each cell with its text and what is to be said about it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from partytrack.charts import balance_bar
from partytrack.vietnamese import number, signed
from targets import checks
from targets.desk import LINES, TOTALS, Balance, Desk, Place, cell_of
from targets.figures import percentage
from targets.lists import Category
from targets.models import CATEGORIES, AllocationDraft
from targets.proposals import Proposal, Proposed
from units.models import Unit

ROWS_OF_A_SCREEN = 20


def label_of(column: str) -> str:
    """What a column holds, in the reader's language: of the totals their tier, of the others their category."""
    tier, category = LINES[column]
    return str(tier.label if category == Category.TOTAL else dict(CATEGORIES)[category])


@dataclass(frozen=True, slots=True)
class CellShown:
    """`theirs`: what another officer wrote here meanwhile, None when nobody did; `changed`: not what is in effect."""

    name: str
    column: str
    text: str
    label: str
    changed: bool
    fault: str
    theirs: str | None


@dataclass(frozen=True, slots=True)
class RowShown:
    place: Place
    cells: tuple[CellShown, ...]
    more: str
    """The number given less what the unit admitted last year, "" without one."""

    @property
    def pending(self) -> bool:
        return not self.cells[0].text


@dataclass(frozen=True, slots=True)
class SumShown:
    """What rows add up to; `given` by column. None where no row says a number. `more` as a row's."""

    members: int | None
    last_year: int
    last_year_target: int | None
    given: tuple[int | None, ...]

    @property
    def more(self) -> str:
        return "" if self.given[0] is None else signed(self.given[0] - self.last_year)


@dataclass(frozen=True, slots=True)
class GroupShown:
    """Rows under one heading, with their sum; without one they continue the group of that key in the table before."""

    key: int
    title: str
    rows: tuple[RowShown, ...]
    sum: SumShown | None


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """What a decision made now would change: of one cell, or of all units below together. None: not assigned."""

    label: str
    before: int | None
    after: int | None
    unit: Unit | None = None

    @property
    def difference(self) -> int | None:
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True)
class DeskShown:
    """`faults` by cell, `theirs` as `Merged.theirs`."""

    desk: Desk
    draft: AllocationDraft | None
    texts: Mapping[str, str]
    theirs: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)
    proposal: Proposal | None = None

    @cached_property
    def balance(self) -> Balance:
        return self.desk.balance(self.texts)

    @property
    def heads(self) -> list[str]:
        return [label_of(column) for column in self.desk.columns]

    words_above, words_alone = checks.ABOVE, checks.ALONE

    @cached_property
    def own_cells(self) -> list[CellShown | None]:
        """By column what the unit may say of itself; None where it may not."""
        cells = {cell.column: cell for cell in self._cells(self.desk.unit)}
        return [cells.get(column) for column in self.desk.columns]

    @cached_property
    def tables(self) -> list[list[GroupShown]]:
        """The groups in one table, or in two beside each other where the rows are many and the columns few."""
        groups = [
            GroupShown(key, title, tuple(self._row(place) for place in places), self._sum(places))
            for key, (title, places) in enumerate(self.desk.groups)
        ]
        rows = len(self.desk.places)
        beside = rows > ROWS_OF_A_SCREEN and len(self.desk.columns) == len(TOTALS)
        return halves(groups, -(-rows // 2)) if beside else [groups]

    @property
    def sum(self) -> SumShown:
        """Of all rows."""
        return self._sum(self.desk.places)

    def _sum(self, places: Collection[Place]) -> SumShown:
        return SumShown(
            members=together(place.members for place in places),
            last_year=sum(place.last_year for place in places),
            last_year_target=together(place.last_year_target for place in places),
            given=tuple(self._together(places, column) for column in self.desk.columns),
        )

    def _together(self, places: Collection[Place], column: str) -> int | None:
        return together(self.balance.numbers.get(cell_of(place.unit, column)) for place in places)

    @property
    def pledged(self) -> int | None:
        """By the units below together; None where none of them does."""
        return self._together(self.desk.places, "pledge")

    @property
    def bar(self) -> SafeString:
        """ "" where nothing was given to cut."""
        own = self.balance.own
        return balance_bar(own, self.balance.given, self.balance.pledged) if own else SafeString()

    @property
    def pledged_share(self) -> Decimal | None:
        """What is pledged, of a hundred of the unit's own target."""
        own, pledged = self.balance.own, self.balance.pledged
        return percentage(Fraction(pledged, own)) if own and pledged else None

    def _row(self, place: Place) -> RowShown:
        given = self.balance.numbers.get(cell_of(place.unit, "quantity"))
        more = "" if given is None else signed(given - place.last_year)
        return RowShown(place, self._cells(place.unit), more)

    def _cells(self, unit: Unit) -> tuple[CellShown, ...]:
        return tuple(self.cell(unit, column) for column in self.desk.columns_of(unit))

    def cell(self, unit: Unit, column: str) -> CellShown:
        name = cell_of(unit, column)
        text = self.texts.get(name, "")
        return CellShown(
            name=name,
            column=column,
            text=text,
            label=f"{unit.short}, {label_of(column).lower()}",
            changed=text != self.desk.standing[name],
            fault=self.faults.get(name) or self.balance.faults.get(name, ""),
            theirs=self.theirs.get(name),
        )

    @property
    def changes(self) -> int:
        """Cells that a decision made now would change."""
        return sum(self.texts.get(name, "") != text for name, text in self.desk.standing.items())

    @cached_property
    def _standing(self) -> Balance:
        return self.desk.balance(self.desk.standing)

    @cached_property
    def changed_cells(self) -> list[ChangeShown]:
        """Before and after, cell by cell; without those that are no number."""
        found = []
        for unit in self.desk.receivers:
            for column in self.desk.columns_of(unit):
                name = cell_of(unit, column)
                if self.texts.get(name, "") != self.desk.standing[name] and name not in self.balance.bad:
                    numbers = self._standing.numbers[name], self.balance.numbers[name]
                    found.append(ChangeShown(label_of(column), *numbers, unit))
        return found

    @property
    def changed_sums(self) -> Iterator[ChangeShown]:
        """Of each column, what the units below have together before and after."""
        below = [place.unit for place in self.desk.places]
        for column in self.desk.columns:
            before, after = (
                sum(of.numbers[cell_of(unit, column)] or 0 for unit in below) for of in (self._standing, self.balance)
            )
            if before != after or column == "quantity":
                yield ChangeShown(label_of(column), before, after)

    @property
    def proposed(self) -> Iterator[Proposed]:
        return iter(self.proposal.lines if self.proposal else ())

    @property
    def why_not(self) -> str:
        """What stands in the way of issuing; "" when nothing does."""
        if self.balance.bad:
            return _("Còn %(n)s ô không phải là số.") % {"n": number(len(self.balance.bad))}
        if self.balance.above:
            said = {"n": number(len(self.balance.above))}
            return _("Còn %(n)s chỉ tiêu thành phần lớn hơn chỉ tiêu của đơn vị, xem ở từng ô.") % said
        if not self.changes:
            return _("Chưa có ô nào khác với chỉ tiêu đang có hiệu lực.")
        return ""


def together(numbers: Iterable[int | None]) -> int | None:
    """Their sum; None where none is known."""
    known = [n for n in numbers if n is not None]
    return sum(known) if known else None


def halves(groups: Sequence[GroupShown], rows: int) -> list[list[GroupShown]]:
    """So many rows, and the others; a group that is cut goes on under its title."""
    left: list[GroupShown] = []
    right: list[GroupShown] = []
    for group in groups:
        room = rows - sum(len(one.rows) for one in left)
        here, there = group.rows[:room], group.rows[room:]
        if here:
            left.append(replace(group, rows=here))
        if there:
            right.append(replace(group, rows=there, sum=None) if here else group)
    return [left, right]
