"""What happened, by the design's §5 read a second time, naively: plain rows and loops, of the product its models only.

Slow on purpose; the sentence of the design stands beside the rule it became.
"""

import calendar
from dataclasses import dataclass
from datetime import date
from typing import Any

from admissions.models import Admission, AdmissionSource, Candidate, CandidateStep, CountingRule, Tally
from targets.models import Target, TargetAdjustment, TargetDecision
from units.models import Headcount, Placement, Unit

Json = dict[str, Any]

STAGES = ("LISTED", "CLASS", "APPLICATION", "VETTING", "CELL", "GRASSROOTS", "AUTHORISED")
BREAKDOWNS = ("women", "minority", "youth_union", "aged_18_30")
SOURCE_GROUPS = (
    "DEMOBILISED",
    "MILITIA",
    "RESERVIST",
    "PUPIL",
    "STUDENT",
    "TEACHER",
    "HEALTH_WORKER",
    "PRIVATE_FIRM",
    "LOCAL_MINORITY",
    "VILLAGE_HEAD",
)
CATEGORIES = ("WOMEN", "MINORITY", "YOUTH_UNION", *SOURCE_GROUPS)


@dataclass(frozen=True)
class Records:
    """Every row there is, read once."""

    units: list[Unit]
    placements: list[Placement]
    headcounts: list[Headcount]
    rules: list[CountingRule]
    admissions: list[Admission]
    sources: list[AdmissionSource]
    tallies: list[Tally]
    candidates: list[Candidate]
    steps: list[CandidateStep]
    decisions: list[TargetDecision]
    lines: list[Target]
    adjustments: list[TargetAdjustment]

    @classmethod
    def read(cls) -> "Records":
        return cls(
            units=list(Unit.objects.all()),
            placements=list(Placement.objects.all()),
            headcounts=list(Headcount.objects.all()),
            rules=list(CountingRule.objects.all()),
            admissions=list(Admission.objects.all()),
            sources=list(AdmissionSource.objects.all()),
            tallies=list(Tally.objects.all()),
            candidates=list(Candidate.objects.all()),
            steps=list(CandidateStep.objects.all()),
            decisions=list(TargetDecision.objects.all()),
            lines=list(Target.objects.all()),
            adjustments=list(TargetAdjustment.objects.all()),
        )

    def parents(self, on: date) -> dict[int, int | None]:
        """The hierarchy of any date: each placed unit and its parent, a root's is None."""
        return {place.unit_id: place.parent_id for place in self.placements if on in place.during}


def is_within(unit_id: int, top_id: int, parents: dict[int, int | None]) -> bool:
    """Subtree of U: U and all below it at H, dissolved units under their successors included (by their placement)."""
    at: int | None = unit_id
    while at is not None:
        if at == top_id:
            return True
        at = parents.get(at)
    return False


def period_end(year: int, as_of: date) -> date:
    """1 January Y to min(D, 31 December Y), both included."""
    return min(as_of, date(year, 12, 31))


def a_year_before(day: date) -> date:
    """Last year: the same with Y − 1 and the same day (29/2 → 28/2)."""
    if (day.month, day.day) == (2, 29):
        return date(day.year - 1, 2, 28)
    return date(day.year - 1, day.month, day.day)


def tallies_in_effect(records: Records, year: int, end: date) -> list[Tally]:
    """Of a unit's tallies of a year only the latest ≤ D counts."""
    latest: dict[int, Tally] = {}
    for tally in records.tallies:
        if tally.counted_on.year == year and tally.counted_on <= end:
            known = latest.get(tally.unit_id)
            if known is None or known.counted_on < tally.counted_on:
                latest[tally.unit_id] = tally
    return list(latest.values())


def replaces(tally: Tally, admission: Admission, records: Records) -> bool:
    """It replaces the named admissions with `counted_on` up to its date that lay under the unit in the tree of its
    date."""
    assert admission.counted_on is not None
    if admission.counted_on.year != tally.counted_on.year or admission.counted_on > tally.counted_on:
        return False
    return is_within(admission.unit_id, tally.unit_id, records.parents(tally.counted_on))


def counted(records: Records, unit: Unit, year: int, end: date, tree: date) -> tuple[list[Admission], list[Tally]]:
    """Admitted = admissions in the subtree, not void, `counted_on` in the period + what tallies add."""
    parents = records.parents(tree)
    in_effect = tallies_in_effect(records, year, end)
    names = []
    for admission in named(records, unit, date(year, 1, 1), end, tree):
        # … in every total except those of units below the tallying one on H: there the names count on.
        replaced = False
        for tally in in_effect:
            strictly_below = unit.pk != tally.unit_id and is_within(unit.pk, tally.unit_id, parents)
            if replaces(tally, admission, records) and not strictly_below:
                replaced = True
        if not replaced:
            names.append(admission)
    return names, [tally for tally in in_effect if is_within(tally.unit_id, unit.pk, parents)]


def named(records: Records, unit: Unit, start: date, end: date, tree: date) -> list[Admission]:
    """Admissions in the subtree, not void, `counted_on` in the days asked; no ceremony yet under the ceremony rule: not
    counted yet."""
    parents = records.parents(tree)
    return [
        admission
        for admission in records.admissions
        if admission.voided_at is None
        and admission.counted_on is not None
        and start <= admission.counted_on <= end
        and is_within(admission.unit_id, unit.pk, parents)
    ]


def incomplete(records: Records, unit: Unit, year: int, end: date, tree: date) -> int:
    """The number of units of the subtree whose only tallies of Y come after D."""
    parents = records.parents(tree)
    reporting = {tally.unit_id for tally in records.tallies if tally.counted_on.year == year}
    known = {tally.unit_id for tally in tallies_in_effect(records, year, end)}
    return len([unit_id for unit_id in reporting - known if is_within(unit_id, unit.pk, parents)])


def birthday(birth: date, years: int) -> date:
    """The day of `years` full years; of 29/2 it is 28/2 in other years."""
    last = calendar.monthrange(birth.year + years, birth.month)[1]
    return date(birth.year + years, birth.month, min(birth.day, last))


def is_aged_18_30(admission: Admission) -> bool | None:
    """Aged 18–30 in full years at `counted_on`; a birth date too coarse to tell is unknown, not "no"."""
    assert admission.counted_on is not None
    earliest = latest = admission.birth_date
    if admission.birth_precision == "MONTH":
        latest = latest.replace(day=calendar.monthrange(latest.year, latest.month)[1])
    if admission.birth_precision == "YEAR":
        latest = date(latest.year, 12, 31)
    possible = {birthday(day, 18) <= admission.counted_on < birthday(day, 31) for day in (earliest, latest)}
    return possible.pop() if len(possible) == 1 else None


def of_a_person(admission: Admission) -> dict[str, bool | None]:
    """Women, minority (ethnicity given and not Kinh), youth union, aged 18–30; blank is unknown (None), not "no"."""
    return {
        "women": admission.sex == "FEMALE",
        "minority": admission.ethnicity != "Kinh" if admission.ethnicity else None,
        "youth_union": admission.youth_union,
        "aged_18_30": is_aged_18_30(admission),
    }


def of_a_tally(tally: Tally) -> dict[str, int | None]:
    """A break-down a tally does not give is unknown, not 0: it leaves that break-down's denominator."""
    return {
        "women": tally.women,
        "minority": tally.minority,
        "youth_union": tally.youth_union,
        "aged_18_30": None,
    }


def breakdowns(names: list[Admission], tallies: list[Tally]) -> Json:
    """Each comes with `<name>_of`, the number of people of whom it is known; null when it is known of none."""
    found: Json = {}
    for breakdown in BREAKDOWNS:
        yes = of = 0
        for admission in names:
            answer = of_a_person(admission)[breakdown]
            if answer is not None:
                of += 1
                yes += 1 if answer else 0
        for tally in tallies:
            quantity = of_a_tally(tally)[breakdown]
            if quantity is not None:
                of += tally.quantity
                yes += quantity
        found[breakdown] = yes if of else None
        found[f"{breakdown}_of"] = of
    return found


def admitted_of(category: str, records: Records, names: list[Admission], tallies: list[Tally]) -> tuple[int, int]:
    """How many are of a category of sub-targets, and of how many it is known: of a source group of every named person (one
    may be of several), and of none that a tally gives."""
    if category not in SOURCE_GROUPS:
        found = breakdowns(names, tallies)
        return found[category.lower()] or 0, found[f"{category.lower()}_of"]
    of_the_group = {source.admission_id for source in records.sources if source.group == category}
    return len([admission for admission in names if admission.pk in of_the_group]), len(names)


def stage_on(records: Records, candidate: Candidate, as_of: date) -> str | None:
    """The furthest stage whose day has come by D; None: not listed by D."""
    reached = [step.stage for step in records.steps if step.candidate_id == candidate.pk and step.on <= as_of]
    return max(reached, key=STAGES.index, default=None)


def pipeline(records: Records, unit: Unit, as_of: date, tree: date) -> list[tuple[Candidate, str]]:
    """Candidates listed by D, neither dropped nor converted by D, at the stage reached by D."""
    parents = records.parents(tree)
    admissions = {admission.pk: admission for admission in records.admissions}
    found = []
    for candidate in records.candidates:
        stage = stage_on(records, candidate, as_of)
        if stage is None or not is_within(candidate.unit_id, unit.pk, parents):
            continue
        if candidate.dropped_on is not None and candidate.dropped_on <= as_of:
            continue
        # converted to an Admission: leaves the pipeline on its `counted_on`, returns if it is voided
        became = admissions.get(candidate.admission_id or 0)
        if became and became.voided_at is None and became.counted_on and became.counted_on <= as_of:
            continue
        found.append((candidate, stage))
    return found
