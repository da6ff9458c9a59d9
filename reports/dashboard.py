"""All that a unit's dashboard shows, gathered once; the template only lays it out."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from admissions import counting
from admissions.lists import STAGES, Stage
from admissions.models import Admission, Candidate
from admissions.pairs import likely_twins
from partytrack import vietnamese
from partytrack.charts import Course, cumulative, fits_squares, headline_bullet, share_bar, squares, steps
from reports.attention import Point, attention
from reports.links import Records, figure, records_of
from reports.parts import Opener, SubTarget, openers, sub_targets
from reports.profile import Profile, profile
from reports.tables import Beside, ProgressOfChildren
from targets.course import course
from targets.figures import Progress, Results, percentage
from targets.progress import YearOfUnit, by_own_due_date, progress
from targets.standing import standing, status_mark
from units.models import Overseer
from units.question import Asked
from units.scope import Person, visible


@dataclass(frozen=True, slots=True)
class Part:
    """One break-down: its figure as a link, its share of those of whom it is known, and last year's beside it."""

    label: str
    figure: SafeString
    share: Decimal | None
    unknown: int
    last_share: Decimal | None
    change: Decimal | None
    bar: SafeString


@dataclass(frozen=True, slots=True)
class Dossier:
    candidate: Candidate
    steps: SafeString
    stage: str
    days: int
    overdue: bool


@dataclass(frozen=True, slots=True)
class Dashboard:
    asked: Asked
    answer: YearOfUnit
    own_due: Progress | None
    """The unit's own standing at its own, earlier due date; None where it has none."""
    records: Records
    table: ProgressOfChildren
    attention: list[Point]
    chart: SafeString
    parts: list[Part]
    sub_targets: list[SubTarget]
    openers: list[Opener]
    profile: Profile
    people: list[Admission]
    dossiers: list[Dossier]

    @property
    def me(self) -> Progress:
        return self.answer.self

    @property
    def reads_people(self) -> bool:
        return self.answer.unit.pk in self.records.readable

    @property
    def headline(self) -> Progress:
        """By the unit's own due date where it has one: that is the promise the headline is read against."""
        return self.own_due or self.me

    @property
    def small(self) -> bool:
        """Few enough people for one square each."""
        return _is_small(self.me)

    @property
    def share_of_year(self) -> str:
        return vietnamese.percentage(percentage(self.me.share_of_year))

    @property
    def status(self) -> SafeString:
        return status_mark(self.headline)

    @property
    def tally_of_statuses(self) -> list[tuple[str, int]]:
        """How many children stand how, in the order of the statuses."""
        return list(Counter(standing(row) for row in self.answer.children).items())

    def headline_chart(self) -> SafeString:
        return headline_bullet(self.me, name=self.answer.unit.name)

    def squares_wide(self) -> SafeString:
        return squares(self.headline, name=self.answer.unit.name, size="wide")

    def squares_phone(self) -> SafeString:
        return squares(self.headline, name=self.answer.unit.name, size="phone")

    def admitted_figure(self) -> SafeString:
        return figure(self.me.admitted, self.records.admissions(self.answer.unit))

    def pipeline_figure(self) -> SafeString:
        due = replace(self.records, due_on=self.headline.due_on)
        return figure(self.headline.pipeline, due.candidates(self.answer.unit, "pipeline"))

    def last_year_figure(self) -> SafeString:
        return figure(self.me.last_year, self.records.admissions(self.answer.unit, last_year=True))

    def stages(self) -> list[tuple[str, SafeString]]:
        counts = self.me.counts.stages
        return [
            (str(Stage(stage).label), figure(counts[stage], self.records.candidates(self.answer.unit, stage)))
            for stage in STAGES
        ]


def dashboard(
    answer: YearOfUnit, asked: Asked, user: Person, *, order_by: str | None, opened: Sequence[str] = ()
) -> Dashboard:
    """What `user` may read of the answer to what was asked, with the columns of the sub-targets that are opened."""
    records = records_of(answer, asked, user)
    by_name = _is_small(answer.self) or not answer.children
    return Dashboard(
        asked=asked,
        answer=answer,
        own_due=by_own_due_date(answer),
        records=records,
        table=ProgressOfChildren(answer, records, beside=_beside(answer, user), order_by=order_by, opened=opened),
        attention=attention(answer, records, _likely_twins(answer, records, user)),
        chart=_chart(answer),
        parts=_parts(answer, records),
        sub_targets=sub_targets(answer.self, records),
        openers=openers(answer, asked, opened, order_by) if answer.children else [],
        profile=profile(answer.unit, asked),
        people=[] if answer.children else _people(answer, user),
        dossiers=_dossiers(answer, user) if by_name else [],
    )


def _likely_twins(answer: YearOfUnit, records: Records, user: Person) -> int:
    if answer.unit.pk not in records.readable:
        return 0
    period = counting.Period(answer.self.period_end)
    return len(likely_twins(answer.unit, period=period, tree=answer.tree, reader=user))


def _is_small(row: Progress) -> bool:
    return bool(row.target) and fits_squares(row)


def _beside(answer: YearOfUnit, user: Person) -> Beside:
    in_charge = (
        visible(Overseer.objects.all(), user)
        .filter(unit__in=[child.unit.pk for child in answer.children], during__contains=answer.as_of)
        .order_by("person")
    )
    people: dict[int, list[str]] = {}
    for overseer in in_charge:
        people.setdefault(overseer.unit_id, []).append(overseer.person)
    return Beside(_ranks_before(answer), {unit: ", ".join(names) for unit, names in people.items()})


def _ranks_before(answer: YearOfUnit) -> dict[int, int | None]:
    """Each child's rank on the last day of the month before; none in January."""
    day = answer.self.period_end.replace(day=1) - timedelta(days=1)
    if day.year < answer.year or not answer.children:
        return {}
    before = progress(answer.unit, year=answer.year, as_of=day, tree=answer.tree)
    return {child.unit.pk: child.rank for child in before.children}


def _chart(answer: YearOfUnit) -> SafeString:
    found = course(answer.unit, year=answer.year, as_of=answer.as_of, tree=answer.tree)
    me = answer.self
    shown = Course(
        year=answer.year,
        as_of=me.period_end,
        this_year=found.this_year,
        last_year=found.last_year,
        target=me.target,
        due_on=answer.due_on,
        forecast=me.forecast if me.pipeline else None,
    )
    return cumulative(shown, name=answer.unit.name)


def _parts(answer: YearOfUnit, records: Records) -> list[Part]:
    labels = {
        "women": _("Nữ"),
        "minority": _("Dân tộc thiểu số"),
        "youth_union": _("Đoàn viên"),
        "aged_18_30": _("Tuổi 18–30"),
    }
    this, last = answer.self.counts.this, answer.self.counts.last
    return [_part(name, label, answer, this, last, records) for name, label in labels.items() if this.admitted]


def _part(name: str, label: str, answer: YearOfUnit, this: Results, last: Results, records: Records) -> Part:
    known, of = this.known(name), getattr(this, f"{name}_of")
    share, last_share = this.percentage_of(name), last.percentage_of(name)
    return Part(
        label=label,
        figure=figure(known or 0, records.admissions(answer.unit, name), None if known is not None else "—"),
        share=share,
        unknown=this.admitted - of,
        last_share=last_share,
        change=None if share is None or last_share is None else share - last_share,
        bar=share_bar(share, last_share),
    )


def _people(answer: YearOfUnit, user: Person) -> list[Admission]:
    """Whom the figure of a unit without children counts, by name, as far as the reader may read them today."""
    counted = counting.names(answer.unit, period=counting.Period(answer.self.period_end), tree=answer.tree)
    return list(visible(counted, user).order_by("counted_on", "name_sort"))


def _dossiers(answer: YearOfUnit, user: Person) -> list[Dossier]:
    candidates = counting.expected(
        answer.unit, year=answer.year, on=answer.as_of, tree=answer.tree, due_on=answer.due_on
    )
    ordered = visible(candidates, user).select_related("unit").order_by("expected_on", "name_sort")
    return [_dossier(candidate, answer.as_of) for candidate in ordered]


def _dossier(candidate: Candidate, as_of: date) -> Dossier:
    """`candidate` carries what `with_stage` annotates."""
    stage, since = Stage(getattr(candidate, "stage_on")), getattr(candidate, "stage_since")  # noqa: B009
    return Dossier(
        candidate=candidate,
        steps=steps(STAGES.index(stage) + 1, len(STAGES), stage=str(stage.label)),
        stage=str(stage.label),
        days=(as_of - since).days,
        overdue=candidate.expected_on is not None and candidate.expected_on < as_of,
    )
