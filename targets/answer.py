"""Progress as the data that scripts and other systems hold on to (design §6): counts are integers, unknown is null."""

from datetime import date
from decimal import Decimal
from typing import Any

from admissions.lists import STAGES
from targets.figures import BREAK_DOWNS, Counts, Part, Progress
from targets.progress import YearOfUnit


def as_json(answer: YearOfUnit) -> dict[str, Any]:
    return {
        "unit": answer.unit.code,
        "year": answer.year,
        "as_of": answer.as_of.isoformat(),
        "tree": answer.tree.isoformat(),
        "due_on": answer.due_on.isoformat(),
        "counting": answer.counting.value,
        "self": _progress(answer.self),
        "direct": None if answer.direct is None else _direct(answer.direct),
        "children": [_progress(child) for child in answer.children],
    }


def _progress(row: Progress) -> dict[str, Any]:
    return {
        "code": row.unit.code,
        "name": row.unit.name,
        "target": row.target,
        "pledge": row.pledge,
        "admitted": row.admitted,
        "tallied": row.counts.this.tallied,
        "percentage": _text(row.percentage),
        "remaining": row.remaining,
        "expected": row.expected,
        "needed_per_month": row.needed_per_month,
        "last_30_days": row.counts.last_30_days,
        "last_year": row.last_year,
        "last_year_target": row.last_year_target,
        **_break_downs(row.counts),
        "incomplete": row.counts.this.incomplete,
        "last_year_incomplete": row.counts.last.incomplete,
        "pipeline": row.pipeline,
        "stages": _stages(row.counts),
        "forecast": row.forecast,
        "own_due_on": _text(row.own_due_on),
        "status": row.status.value if row.status else None,
        "short_by": row.short_by,
        "rank": row.rank,
        "ranked": row.ranked,
        "members": row.members,
        "parts": {category: _part(part) for category, part in row.parts.items()},
    }


def _part(part: Part) -> dict[str, Any]:
    return {
        "target": part.target,
        "admitted": part.admitted,
        "admitted_of": part.of,
        "percentage": _text(part.percentage),
    }


def _direct(counts: Counts) -> dict[str, Any]:
    return {
        "admitted": counts.this.admitted,
        "tallied": counts.this.tallied,
        "last_30_days": counts.last_30_days,
        "last_year": counts.last.admitted,
        **_break_downs(counts),
        "pipeline": counts.pipeline,
        "stages": _stages(counts),
    }


def _break_downs(counts: Counts) -> dict[str, int | None]:
    found: dict[str, int | None] = {}
    for name in BREAK_DOWNS:
        found[name] = counts.this.known(name)
        found[f"{name}_of"] = getattr(counts.this, f"{name}_of")
    return found


def _stages(counts: Counts) -> dict[str, int]:
    return {stage: counts.stages[stage] for stage in STAGES}


def _text(value: Decimal | date | None) -> str | None:
    return None if value is None else str(value)
