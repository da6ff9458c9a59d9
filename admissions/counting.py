"""Which of what happened counts, for a unit, a period and a tree: the one place of the tally rule.

A tally gives the unit's whole subtree from 1 January to its date. Of a unit's tallies in a period only the latest counts. It
replaces the named admissions up to its date that lay under the unit in the tree of its date, in every total except those of
the units below the tallying one on the tree asked for, where the names count on. So for a total of U, a name is *held* (does not
count) until the latest date up to which some tallying unit covers it, unless that unit stands above U.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.db import connection
from django.db.models import Case, DateTimeField, Exists, F, Func, OuterRef, Q, Value, When
from django.db.models.lookups import GreaterThan, LessThanOrEqual

from admissions.lists import DOSSIER_STAGES, KINH, RELIGIONS, TAUGHT_STAGES, Precision, Rule, Sex, SourceGroup
from admissions.models import (
    Admission,
    AdmissionQuerySet,
    AdmissionSource,
    Candidate,
    CandidateQuerySet,
    CountingRule,
    Tally,
)
from partytrack.fields import among
from units import hierarchy
from units.models import Unit


@dataclass(frozen=True, slots=True)
class Period:
    """1 January to `end`, both included."""

    end: date

    @property
    def start(self) -> date:
        return date(self.end.year, 1, 1)

    @property
    def lately(self) -> date:
        """The first of the 30 days that end with the period, inside the year."""
        return max(self.start, self.end - timedelta(days=29))

    @property
    def month(self) -> date:
        """The first day of the month that ends with the period, inside the year: from 11 September for 10 October, from the
        1st for the last day of a month, as offices cut their months."""
        if (self.end + timedelta(days=1)).day == 1:
            return self.end.replace(day=1)
        before = self.end.replace(day=1) - timedelta(days=1)
        return max(self.start, before.replace(day=min(self.end.day, before.day)) + timedelta(days=1))


class Hold(NamedTuple):
    """Names of `unit_id` counted up to the date do not count: in the totals of the unit asked for, and in those directly below it."""

    end: date
    unit_id: int
    in_own: date | None
    in_below: date | None


class Covering(NamedTuple):
    """In the period that ends on `end` the tally of `tallying_id` covers the names of `unit_id` counted up to `until`."""

    end: date
    tallying_id: int
    unit_id: int
    until: date


class Held(NamedTuple):
    """Names of `unit_id` counted from `first` to `last`, both included, count in no total at depth `stop` or above it, the unit
    asked about standing at depth 0."""

    unit_id: int
    first: date
    last: date
    stop: int


COVERINGS = """
    WITH RECURSIVE period(first_day, last_day) AS (
        SELECT * FROM unnest(%(starts)s::date[], %(ends)s::date[])
    ), latest AS (
        SELECT DISTINCT ON (last_day, tally.unit_id) last_day, tally.unit_id, tally.counted_on
        FROM period JOIN admissions_tally tally ON tally.counted_on BETWEEN first_day AND last_day
        ORDER BY last_day, tally.unit_id, tally.counted_on DESC
    ), covered(last_day, tallying_id, until, unit_id) AS (
        SELECT last_day, unit_id, counted_on, unit_id FROM latest
        UNION ALL
        SELECT covered.last_day, covered.tallying_id, covered.until, place.unit_id
        FROM covered JOIN units_placement place ON place.parent_id = covered.unit_id AND place.during @> covered.until
    )
    SELECT last_day, tallying_id, unit_id, until FROM covered WHERE tallying_id <> ALL(%(above)s)
"""


def coverings(line: Sequence[int], periods: Sequence[Period]) -> list[Covering]:
    """By the tallies of each period, but for those of the ancestors of the unit `line[0]` on the tree asked for, the rest of `line`."""
    with connection.cursor() as cursor:
        starts, ends = [period.start for period in periods], [period.end for period in periods]
        cursor.execute(COVERINGS, {"starts": starts, "ends": ends, "above": list(line[1:])})
        return [Covering(*row) for row in cursor.fetchall()]


def holds(line: Sequence[int], periods: Sequence[Period]) -> list[Hold]:
    """What tallies hold back in the totals of the unit `line[0]`, whose ancestors on the tree asked for are the rest of `line`."""
    found: dict[tuple[date, int], Hold] = {}
    for end, tallying, unit, until in coverings(line, periods):
        hold = found.get((end, unit)) or Hold(end, unit, None, None)
        below = hold.in_below if tallying == line[0] else _later_of(hold.in_below, until)
        found[end, unit] = Hold(end, unit, _later_of(hold.in_own, until), below)
    return list(found.values())


def held_below(line: Sequence[int], periods: Sequence[Period], parents: Mapping[int, int]) -> list[Held]:
    """As `holds`, for the totals of all units of the subtree of `line[0]`: `parents` has the parent of each unit below it on the
    tree asked for; with none of them, for those of the unit and of the units directly below it."""
    top, stops = line[0], defaultdict[tuple[int, date], list[tuple[int, date]]](list)
    for end, tallying, unit, until in coverings(line, periods):
        stops[unit, date(end.year, 1, 1)].append((_stop(tallying, unit, top, parents), until))
    held = []
    for (unit, first), found in stops.items():
        for stop, until in sorted(found, reverse=True):
            if until >= first:
                held.append(Held(unit, first, until, stop))
                first = until + timedelta(days=1)
    return held


def _stop(tallying: int, unit: int, top: int, parents: Mapping[int, int]) -> int:
    """At which depth, and above, the names of `unit` that `tallying` covers do not count: at its own where it stands above them
    (below it they count on), else at that of `unit` itself, which is everywhere."""
    if tallying == top:
        return 0
    line = [unit]
    while line[-1] in parents:
        line.append(parents[line[-1]])
    return len(line) - 1 - line.index(tallying) if tallying in line[1:] else len(line)


def _later_of(day: date | None, other: date) -> date:
    return other if day is None else max(day, other)


def names(unit: Unit, *, period: Period, tree: date) -> AdmissionQuerySet:
    """The named admissions that the total of `unit` counts in the period on that tree."""
    found = holds(hierarchy.line(unit.pk, tree), [period])
    below = hierarchy.below(unit.pk, tree)
    return _named(below, period, {hold.unit_id: hold.in_own for hold in found if hold.in_own})


def names_below(unit: Unit, *, period: Period, tree: date) -> AdmissionQuerySet:
    """The named admissions that the totals of the units directly below `unit` count."""
    found = holds(hierarchy.line(unit.pk, tree), [period])
    held = {hold.unit_id: hold.in_below for hold in found if hold.in_below}
    return _named(hierarchy.below(unit.pk, tree), period, held).exclude(unit=unit)


def names_of_parts(
    unit: Unit, parts: Mapping[int, int], parents: Mapping[int, int], *, period: Period, tree: date
) -> AdmissionQuerySet:
    """The named admissions that the totals of some units below `unit`, none of them under another, count on that tree: `parts`
    says of each unit of their subtrees in whose it lies, `parents` of each unit below `unit` what it lies under."""
    line = hierarchy.line(unit.pk, tree)
    held: dict[int, date] = {}
    for cover in coverings(line, [period]):
        if cover.unit_id in parts and not _lies_above(cover.tallying_id, parts[cover.unit_id], parents):
            held[cover.unit_id] = _later_of(held.get(cover.unit_id), cover.until)
    return _named(parts, period, held)


def _lies_above(one: int, other: int, parents: Mapping[int, int]) -> bool:
    """Whether `one` lies above `other`."""
    above = parents.get(other)
    while above is not None and above != one:
        above = parents.get(above)
    return above is not None


def _named(units: Iterable[int], period: Period, held: Mapping[int, date]) -> AdmissionQuerySet:
    """Those of the units without what is held: of each unit, the names counted up to its date."""
    those = among(units, "bigint")
    counted = Admission.objects.filter(unit_id__in=those).standing().counted(period.start, period.end)
    held_until: dict[date, list[int]] = {}
    for unit_id, until in held.items():
        held_until.setdefault(until, []).append(unit_id)
    for until, unit_ids in held_until.items():
        counted = counted.exclude(unit_id__in=unit_ids, counted_on__lte=until)
    return counted


def tallies(unit: Unit, *, period: Period, tree: date) -> list[Tally]:
    """The tallies that the total of `unit` counts: of each unit of its subtree the latest of the period."""
    return list(
        Tally.objects.filter(
            unit_id__in=hierarchy.subtree([unit.pk], tree), counted_on__range=(period.start, period.end)
        )
        .select_related("unit")
        .order_by("unit_id", "-counted_on")
        .distinct("unit_id")
    )


def last_30_days(unit: Unit, *, period: Period, tree: date) -> AdmissionQuerySet:
    """Named people of the subtree counted in the 30 days that end with the period, inside the year, tallied or not."""
    return Admission.objects.within(unit, on=tree).standing().counted(period.lately, period.end)


class Named(NamedTuple):
    """People named in the subtree of a unit, and of them those named below it."""

    people: int
    below: int


NAMED = """
    WITH RECURSIVE asked(top_id, day) AS (
        SELECT * FROM unnest(%s::bigint[], %s::date[])
    ), below(top_id, day, unit_id) AS (
        SELECT top_id, day, top_id FROM asked
        UNION ALL
        SELECT top_id, day, place.unit_id
        FROM below JOIN units_placement place ON place.parent_id = below.unit_id AND place.during @> day
    )
    SELECT top_id, day, count(*), count(*) FILTER (WHERE below.unit_id <> top_id)
    FROM below JOIN admissions_admission admission
         ON admission.unit_id = below.unit_id AND admission.voided_at IS NULL
        AND admission.counted_on BETWEEN date_trunc('year', day)::date AND day
    GROUP BY top_id, day
"""


def people_named(pairs: Collection[tuple[int, date]]) -> dict[tuple[int, date], Named]:
    """(unit, day) → the people named in its subtree who count from 1 January to the day, on the tree of that day, whatever
    tallies say; without any, left out. One query."""
    with connection.cursor() as cursor:
        cursor.execute(NAMED, ([pk for pk, _day in pairs], [day for _pk, day in pairs]))
        return {(pk, day): Named(people, below) for pk, day, people, below in cursor.fetchall()}


class Above(NamedTuple):
    """A tally of a unit above (`unit_id`, `day`), to that day or a later one of the year, and how many people are named below
    its unit by its date."""

    unit_id: int
    day: date
    tally_id: int
    unit_name: str
    until: date
    quantity: int
    named: int


TALLIES_ABOVE = """
    WITH RECURSIVE asked(start_id, day) AS (
        SELECT * FROM unnest(%s::bigint[], %s::date[])
    ), line(start_id, day, unit_id, parent_id) AS (
        SELECT start_id, day, place.unit_id, place.parent_id
        FROM asked JOIN units_placement place ON place.unit_id = start_id AND place.during @> day
        UNION ALL
        SELECT start_id, day, place.unit_id, place.parent_id
        FROM line JOIN units_placement place ON place.unit_id = line.parent_id AND place.during @> day
    ), met AS (
        SELECT start_id, day, tally.id, tally.unit_id, tally.counted_on, tally.quantity
        FROM line JOIN admissions_tally tally
             ON tally.unit_id = line.unit_id AND tally.unit_id <> start_id
            AND tally.counted_on BETWEEN day AND make_date(extract(year FROM day)::int, 12, 31)
    ), below(tally_id, top_id, until, unit_id) AS (
        SELECT DISTINCT id, unit_id, counted_on, unit_id FROM met
        UNION ALL
        SELECT tally_id, top_id, until, place.unit_id
        FROM below JOIN units_placement place ON place.parent_id = below.unit_id AND place.during @> until
    ), named AS (
        SELECT tally_id, count(*) AS people
        FROM below JOIN admissions_admission admission
             ON admission.unit_id = below.unit_id AND below.unit_id <> top_id AND admission.voided_at IS NULL
            AND admission.counted_on BETWEEN date_trunc('year', until)::date AND until
        GROUP BY tally_id
    )
    SELECT start_id, day, met.id, unit.name, met.counted_on, met.quantity, coalesce(named.people, 0)
    FROM met JOIN units_unit unit ON unit.id = met.unit_id LEFT JOIN named ON named.tally_id = met.id
    ORDER BY met.id
"""


def tallies_above(pairs: Collection[tuple[int, date]]) -> list[Above]:
    """On the tree of each day. One query."""
    with connection.cursor() as cursor:
        cursor.execute(TALLIES_ABOVE, ([pk for pk, _day in pairs], [day for _pk, day in pairs]))
        return [Above(*row) for row in cursor.fetchall()]


def people_named_below(pairs: Collection[tuple[int, date]]) -> dict[tuple[int, date], int]:
    """As `people_named`, of those below the unit alone."""
    return {pair: named.below for pair, named in people_named(pairs).items() if named.below}


def _later(moment: F | Case, length: str) -> Func:
    """As PostgreSQL adds: a year after 29 February is 28 February."""
    template = "(%(expressions)s + interval '%(length)s')"
    return Func(moment, template=template, length=length, output_field=DateTimeField())


BORN = F("birth_date")
BORN_AT_THE_LATEST = Case(
    When(birth_precision=Precision.DAY, then=BORN),
    When(birth_precision=Precision.MONTH, then=_later(BORN, "1 month - 1 day")),
    default=_later(BORN, "1 year - 1 day"),
    output_field=DateTimeField(),
)

OF_MINORITY = ~Q(ethnicity="") & ~Q(ethnicity=KINH)


def _aged(first: int, last: int | None) -> Q:
    """In full years on the counting date, where the birth date is fine enough to be sure."""
    old_enough = Q(LessThanOrEqual(_later(BORN_AT_THE_LATEST, f"{first} years"), F("counted_on")))
    if last is None:
        return old_enough
    return old_enough & Q(GreaterThan(_later(BORN, f"{last + 1} years"), F("counted_on")))


AGED_18_30 = _aged(18, 30)
AGES: tuple[tuple[int, int | None], ...] = (
    (18, 30), (31, 35), (36, 40), (41, 45), (46, 50), (51, 55), (56, 60), (61, None),
)  # fmt: skip
"""The official form's (Biểu số 2-BTCTW, II.2)."""
AGE = Case(*(When(_aged(*ages), then=Value(str(ages[0]))) for ages in AGES), default=Value(""))
"""The first year of the ages that a person is of; "" where the birth date does not tell, or before 18."""
IS_OF_MINORITY = Case(When(ethnicity="", then=Value("")), When(ethnicity=KINH, then=Value("no")), default=Value("yes"))
"""Whether a person is of a minority; "" where that is not known."""

BREAK_DOWNS = {
    "women": Q(sex=Sex.FEMALE),
    "minority": OF_MINORITY,
    "youth_union": Q(youth_union=True),
    "aged_18_30": AGED_18_30,
}
"""Who is counted in each break-down; a tally's own are its columns of the same names."""

NO_RELIGION = RELIGIONS[0]
OF_A_RELIGION = ~Q(religion="") & ~Q(religion=NO_RELIGION)
STUDYING = (SourceGroup.PUPIL, SourceGroup.STUDENT)
OF_WHO_STUDY = Q(
    Exists(AdmissionSource.objects.filter(admission=OuterRef("pk"), group__in=[group.value for group in STUDYING]))
)


def pipeline(unit: Unit, *, on: date, tree: date) -> CandidateQuerySet:
    """Who is in the pipeline on a day: listed by then, neither dropped nor converted by then; `stage_on` is the furthest reached."""
    gone = Q(admission__voided_at__isnull=True, admission__counted_on__lte=on)
    listed = Candidate.objects.within(unit, on=tree).filter(Q(dropped_on__isnull=True) | Q(dropped_on__gt=on))
    return (
        listed.exclude(pk__in=Candidate.objects.filter(gone, admission__isnull=False).values("pk"))
        .with_stage(on)
        .filter(Q(stage_on__isnull=False))
    )


def dossiers(unit: Unit, *, on: date, tree: date) -> CandidateQuerySet:
    """Those of the pipeline who have reached vetting."""
    return pipeline(unit, on=on, tree=tree).filter(Q(stage_on__in=DOSSIER_STAGES))


def expected(unit: Unit, *, year: int, on: date, tree: date, due_on: date) -> CandidateQuerySet:
    """The dossiers that enter the forecast of `year`: expected by the due date; after its 31 December nobody."""
    waiting = dossiers(unit, on=on, tree=tree)
    return waiting.filter(expected_on__lte=due_on) if on.year == year else waiting.none()


def taught(unit: Unit, *, on: date, tree: date) -> CandidateQuerySet:
    """Those of the pipeline who have reached the awareness class or a later step."""
    return pipeline(unit, on=on, tree=tree).filter(Q(stage_on__in=TAUGHT_STAGES))


def overdue(unit: Unit, *, on: date, tree: date) -> CandidateQuerySet:
    """The dossiers whose expected day has passed."""
    return dossiers(unit, on=on, tree=tree).filter(expected_on__lt=on)


def rule_of(year: int) -> Rule:
    """Which date decides whether an admission decided in `year` counts."""
    kept = CountingRule.objects.filter(year=year).values_list("rule", flat=True).first()
    return Rule(kept) if kept else Rule.DECIDED


def rules_of_years() -> dict[int, str]:
    """Of the years that have a rule of their own."""
    return dict(CountingRule.objects.values_list("year", "rule"))


def same_day_last_year(day: date) -> date:
    """29 February becomes 28 February."""
    return day.replace(year=day.year - 1, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)
