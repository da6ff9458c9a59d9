"""The workbook of a decision: Chỉ tiêu."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from targets.lists import Category, Tier
from targets.models import CATEGORIES, SUB_TARGETS, Target, TargetDecision
from units.finding import UNIT_COLUMNS, paths
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
        *UNIT_COLUMNS,
        Column("Chỉ tiêu", "quantity", WithdrawableNumber(), required=True, unless=("pledge", *map(str, SUB_TARGETS))),
        Column("Phấn đấu", "pledge", WithdrawableNumber()),
        Column("Thời hạn riêng", "own_due_on", Day(), note=_("Của Chỉ tiêu và Phấn đấu ghi ở dòng này.")),
        *_sub_target_columns(),
        Column("Ghi chú", "note", Text(500)),
    ),
)


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
