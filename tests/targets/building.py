"""Writes a planned history into the database, row by row; a row that the database refuses is left out."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import ParamSpec, TypeVar

from django.db import IntegrityError, transaction
from psycopg.types.range import DateRange

from admissions.models import Admission, AdmissionSource, Candidate, CandidateStep, CountingRule, Tally
from targets.models import Target, TargetAdjustment, TargetDecision
from tests.targets.plans import Adjustment, Admitted, Birth, Decision, Dissolution, History, Move, Prepared
from units.models import Headcount, Placement, Reorganisation, Unit

P = ParamSpec("P")
T = TypeVar("T")
Units = list[Unit]


def unless_refused(write: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | None:
    try:
        with transaction.atomic():
            return write(*args, **kwargs)
    except IntegrityError:
        return None


def code(number: int) -> str:
    """U-0, U1, U-2, …: a collation that overlooks the hyphen would order them otherwise."""
    return f"U{number}" if number % 2 else f"U-{number}"


def build(history: History) -> Units:
    units = [
        Unit.objects.create(code=code(number), name=f"Chi bộ {number}", kind="CELL", established_on=each.established_on)
        for number, each in enumerate(history.units)
    ]
    starts: list[date] = []  # nobody stands under a unit that has no place yet
    for unit, planned in zip(units, history.units, strict=True):
        own = planned.established_on if planned.established_on and not planned.placed_since_always else date.min
        above = date.min if planned.parent is None else starts[planned.parent]
        starts.append(max(own, above))
        parent = None if planned.parent is None else units[planned.parent]
        since = None if starts[-1] == date.min else starts[-1]
        Placement.objects.create(unit=unit, parent=parent, during=DateRange(since, None))
    for change in sorted(history.changes, key=lambda change: change.on):
        unless_refused(reorganise, units, change)
    for number, counted_on, members in history.headcounts:
        unless_refused(Headcount.objects.create, unit=units[number], counted_on=counted_on, members=members)
    for year, rule in history.rules.items():
        CountingRule.objects.create(year=year, rule=rule)
    for number, promise in enumerate(history.promises):
        unless_refused(promised, units, promise, number)
    admissions = [unless_refused(admitted, units, plan, number) for number, plan in enumerate(history.admissions)]
    for number, reports in history.tallies:
        for report in reports:
            unless_refused(
                Tally.objects.create,
                unit=units[number],
                counted_on=report.on,
                quantity=report.quantity,
                women=report.women,
                minority=report.minority,
                youth_union=report.youth_union,
            )
    for number, prepared in enumerate(history.candidates):
        unless_refused(listed, units, prepared, admissions, number)
    return units


def move(unit: Unit, parent: Unit | None, on: date) -> None:
    """From `on` under `parent`, if that stands somewhere. The old place is closed first: no two parents at once."""
    if parent and not Placement.objects.filter(unit=parent, during__contains=on).exists():
        return
    for place in Placement.objects.filter(unit=unit, during__contains=on):
        end = place.during.upper
        if place.during.lower == on:
            place.delete()
        else:
            place.during = DateRange(place.during.lower, on)
            place.save()
        Placement.objects.create(unit=unit, parent=parent, during=DateRange(on, end))


def reorganise(units: Units, change: Move | Dissolution) -> None:
    unit = units[change.unit]
    if isinstance(change, Move):
        move(unit, None if change.parent is None else units[change.parent], change.on)
        return
    successor = units[change.successor]
    place = Placement.objects.filter(unit=unit, during__contains=change.on).first()
    if place is None or unit.dissolved_on is not None:
        return
    Unit.objects.filter(pk=unit.pk).update(dissolved_on=change.on)
    if change.children != "stay":
        heir = successor if change.children == "follow" else place.parent
        for child in Unit.objects.under(unit, change.on):
            move(child, heir, change.on)
    move(unit, successor, change.on)
    unit.dissolved_on = change.on


def promised(units: Units, promise: Decision | Adjustment, number: int) -> None:
    if isinstance(promise, Decision):
        decided(units, promise, number)
        return
    reorganisation = Reorganisation.objects.create(
        kind="MERGE", number=f"{number}", issued_on=promise.on, effective_on=promise.on
    )
    TargetAdjustment.objects.create(
        reorganisation=reorganisation,
        unit=units[promise.unit],
        year=promise.year,
        tier=promise.tier,
        category=promise.category,
        delta=promise.delta,
        effective_on=promise.on,
    )


def decided(units: Units, plan: Decision, number: int) -> None:
    """A draft, its lines (one a unit, tier and category: a second is left out), then issued, then perhaps withdrawn."""
    issuer = units[plan.issuer]
    decision = TargetDecision.objects.create(
        issuer=issuer,
        year=plan.year,
        number=f"{number}",
        issued_on=plan.issued_on,
        effective_on=plan.effective_on,
        due_on=plan.due_on,
    )
    children = list(Unit.objects.under(issuer, plan.effective_on).order_by("pk"))
    is_root = Placement.objects.filter(unit=issuer, parent=None, during__contains=plan.effective_on).exists()
    for line in plan.lines:
        to_itself = line.own and (is_root or line.tier == "PLEDGE")
        if not to_itself and not children:
            continue
        unit = issuer if to_itself else children[line.child % len(children)]
        unless_refused(
            Target.objects.create,
            decision=decision,
            unit=unit,
            tier=line.tier,
            category=line.category,
            quantity=line.quantity,
            own_due_on=line.own_due_on,
        )
    for state in {"DRAFT": [], "ISSUED": ["ISSUED"], "WITHDRAWN": ["ISSUED", "WITHDRAWN"]}[plan.state]:
        decision.state = state
        decision.save()


def born(birth: Birth, anchor: date) -> date:
    day = 28 if (anchor.month, anchor.day) == (2, 29) and (anchor.year - birth.years) % 4 else anchor.day
    exact = date(anchor.year - birth.years, anchor.month, day) + timedelta(days=birth.days_later)
    if birth.precision == "YEAR":
        return exact.replace(month=1, day=1)
    return exact.replace(day=1) if birth.precision == "MONTH" else exact


def admitted(units: Units, plan: Admitted, number: int) -> Admission:
    admission = Admission.objects.create(
        unit=units[plan.unit],
        name=f"Người {number}",
        birth_date=born(plan.birth, plan.admitted_on or plan.decided_on),
        birth_precision=plan.birth.precision,
        sex=plan.sex,
        ethnicity=plan.ethnicity,
        youth_union=plan.youth_union,
        decision_number="1",
        decided_on=plan.decided_on,
        admitted_on=plan.admitted_on,
        voided_at=datetime(2023, 10, 10, tzinfo=UTC) if plan.void else None,
        void_reason="ghi nhầm" if plan.void else "",
    )
    for group in plan.sources:
        AdmissionSource.objects.create(admission=admission, group=group)
    return admission


def listed(units: Units, plan: Prepared, admissions: list[Admission | None], number: int) -> None:
    became = None if plan.became is None or not admissions else admissions[plan.became % len(admissions)]
    candidate = Candidate.objects.create(
        unit=units[plan.unit],
        name=f"Nguồn {number}",
        birth_date=date(2000, 1, 1),
        sex="MALE",
        expected_on=plan.expected_on,
        dropped_on=plan.dropped_on,
        drop_reason="thôi" if plan.dropped_on else "",
        admission=became,
    )
    for stage, on in plan.steps.items():
        CandidateStep.objects.create(candidate=candidate, stage=stage, on=on)
