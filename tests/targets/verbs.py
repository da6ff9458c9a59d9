"""The verbs of the sentence tests of progress, over the small province."""

from datetime import date
from typing import Any

from admissions.models import Admission
from targets.answer import as_json
from targets.lists import Category, State, Tier
from targets.models import Target, TargetAdjustment, TargetDecision
from targets.progress import progress
from tests.small_province import admit
from units.models import Reorganisation, Unit

Province = dict[str, Unit]
OCTOBER = date(2023, 10, 10)


def answer(unit: Unit, year: int = 2023, as_of: date = OCTOBER, tree: date | None = None) -> dict[str, Any]:
    return as_json(progress(unit, year=year, as_of=as_of, tree=tree or as_of))


def row(unit: Unit, year: int = 2023, as_of: date = OCTOBER, tree: date | None = None) -> dict[str, Any]:
    found: dict[str, Any] = answer(unit, year, as_of, tree)["self"]
    return found


def admitted(unit: Unit, as_of: date = OCTOBER, tree: date | None = None) -> int:
    return int(row(unit, as_of.year, as_of, tree)["admitted"])


def people(unit: Unit, on: date, number: int, **details: Any) -> list[Admission]:
    """So many people of one unit, decided on one day."""
    return [admit(unit, f"Người {unit.code} {on} {n}", on, **details) for n in range(number)]


def promise(
    issuer: Unit,
    *lines: tuple[Unit, int | None],
    on: date = date(2023, 1, 15),
    state: State = State.ISSUED,
    **details: Any,
) -> TargetDecision:
    """A decision of assigned totals, issued and in effect on `on`; `tier`, `own_due_on` go to its lines."""
    of_line = {name: details.pop(name) for name in ("tier", "own_due_on") if name in details}
    decision = TargetDecision.objects.create(
        **{
            "issuer": issuer,
            "year": 2023,
            "number": f"{TargetDecision.objects.count() + 1}-QĐ",
            "issued_on": on,
            "effective_on": on,
            **details,
        }
    )
    for unit, quantity in lines:
        Target.objects.create(decision=decision, unit=unit, quantity=quantity, **of_line)
    if state != State.DRAFT:
        decision.state = State.ISSUED
        decision.save()
    if state == State.WITHDRAWN:
        decision.state = State.WITHDRAWN
        decision.save()
    return decision


def adjust(unit: Unit, delta: int, on: date, year: int = 2023, tier: Tier = Tier.ASSIGNED) -> TargetAdjustment:
    """What a reorganisation in effect on `on` did to the unit's total."""
    reorganisation = Reorganisation.objects.create(kind="MERGE", number="5-QĐ", issued_on=on, effective_on=on)
    return TargetAdjustment.objects.create(
        reorganisation=reorganisation,
        unit=unit,
        year=year,
        tier=tier,
        category=Category.TOTAL,
        delta=delta,
        effective_on=on,
    )
