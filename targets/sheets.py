"""The workbook of a decision: Chỉ tiêu."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from targets.in_effect import lines_in_effect
from targets.lists import Category, Tier
from targets.models import CATEGORIES, SUB_TARGETS, Target, TargetDecision
from units.finding import NAMED, PATH, UNIT_COLUMNS, paths
from units.models import Unit
from workbooks.parsers import WITHDRAWN, Day, Text, WithdrawableNumber
from workbooks.sheets import Column, Sheet


def _sub_target_columns() -> Iterator[Column]:
    """One a category beside the total, under its Vietnamese label whatever language is active."""
    with translation.override("vi"):
        for category, label in CATEGORIES:
            if category != Category.TOTAL:
                yield Column(str(label), str(category), WithdrawableNumber(), width=14)


TARGETS = Sheet(
    "Chỉ tiêu",
    (
        replace(UNIT_COLUMNS[0], unless=(*PATH, NAMED.key)),
        *UNIT_COLUMNS[1:],
        NAMED,
        Column(
            "Chỉ tiêu",
            "quantity",
            WithdrawableNumber(),
            required=True,
            unless=("pledge", *map(str, SUB_TARGETS)),
            aliases=("Chỉ tiêu giao", "Chỉ tiêu được giao", "Số chỉ tiêu", "Chỉ tiêu kết nạp", "Chỉ tiêu năm"),
        ),
        Column("Phấn đấu", "pledge", WithdrawableNumber(), aliases=("Chỉ tiêu phấn đấu", "Số phấn đấu")),
        Column("Thời hạn riêng", "own_due_on", Day(), note=_("Của Chỉ tiêu và Phấn đấu ghi ở dòng này.")),
        *_sub_target_columns(),
        Column("Ghi chú", "note", Text(500)),
    ),
    ahead=("unit", *PATH, NAMED.key),
    sums=("quantity", "pledge", *map(str, SUB_TARGETS)),
    headlines=(
        *(
            "Toàn tỉnh",
            "Toàn thành phố",
            "Toàn huyện",
            "Toàn thị xã",
            "Toàn xã",
            "Toàn phường",
            "Toàn đảng bộ",
            "Toàn khối",
        ),
        *("Tổng cộng toàn tỉnh", "Tổng số toàn tỉnh", "Cộng toàn tỉnh", "Tổng cộng toàn huyện", "Cộng toàn huyện"),
    ),
)


def sheet_of(year: int) -> Sheet:
    """`TARGETS`, whose numbers a list may head by the year."""
    by_year = [
        f"{words} {year}" for words in ("Chỉ tiêu", "Chỉ tiêu năm", "Chỉ tiêu giao", "Chỉ tiêu giao năm", "Giao năm")
    ]

    def named(column: Column) -> Column:
        return replace(column, aliases=(*column.aliases, *by_year)) if column.key == "quantity" else column

    return replace(TARGETS, columns=tuple(map(named, TARGETS.columns)))


def target_rows(decision: TargetDecision) -> Iterator[dict[str, Any]]:
    """What `TARGETS` writes for a decision: one row a unit, as the import that issued it had them."""
    lines = decision.lines.order_by("pk")
    path = paths((line.unit_id, decision.effective_on) for line in lines)
    rows: dict[int, dict[str, Any]] = {}
    for line in lines:
        row = rows.setdefault(line.unit_id, dict(path[line.unit_id, decision.effective_on]))
        row[_key(line)] = WITHDRAWN if line.quantity is None else line.quantity
        row["own_due_on"] = row.get("own_due_on") or line.own_due_on
        row["note"] = row.get("note") or line.note
    yield from rows.values()


def _key(line: Target) -> str:
    if line.tier == Tier.PLEDGE:
        return "pledge"
    return "quantity" if line.category == Category.TOTAL else line.category


def said_columns() -> Iterable[tuple[str, Tier, str]]:
    """Each column that holds a number: its key, and the tier and category of its lines."""
    yield "quantity", Tier.ASSIGNED, Category.TOTAL
    yield "pledge", Tier.PLEDGE, Category.TOTAL
    for category in SUB_TARGETS:
        yield str(category), Tier.ASSIGNED, category


@dataclass(frozen=True, slots=True)
class Standing:
    """What a unit has been given, as the cells of its row; `due_on` by the decision that gave it."""

    cells: Mapping[str, Any]
    due_on: date | None


def standing(units: Collection[int], year: int, on: date) -> dict[int, Standing]:
    """Unit → what is in effect, where anything is. One query."""
    columns = {(tier, category): key for key, tier, category in said_columns()}
    categories = list({category for _tier, category in columns})
    lines = lines_in_effect(list(units), [year], categories, as_of=on, tree=on)
    found: dict[int, Standing] = {}
    for unit in units:
        given = {
            key: line for (tier, category), key in columns.items() if (line := lines.get((unit, year, tier, category)))
        }
        given = {key: line for key, line in given.items() if line.quantity is not None}
        totals = [given[key] for key in ("quantity", "pledge") if key in given]
        own = next((line.own_due_on for line in totals if line.own_due_on), None)
        cells = {key: line.quantity for key, line in given.items()}
        if given:
            found[unit] = Standing({**cells, "own_due_on": own}, next(iter(given.values())).due_on)
    return found


def rows_below(unit: Unit, year: int, on: date, *, empty: bool = False) -> list[dict[str, Any]]:
    """What `TARGETS` writes for the units directly below: what is in effect on the day; `empty`: the rows to fill in."""
    below = list(Unit.objects.under(unit, on).active(on).order_by("sort_key", "code"))
    path = paths((one.pk, on) for one in below)
    given = {} if empty else standing([one.pk for one in below], year, on)
    nothing: dict[str, Any] = dict.fromkeys(column.key for column in TARGETS)
    return [nothing | path[one.pk, on] | (dict(given[one.pk].cells) if one.pk in given else {}) for one in below]
