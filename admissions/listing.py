"""What a list of people answers: which records a figure is made of, which of them the reader may see, and in whose words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.http import Http404, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from admissions import counting
from admissions.counting import Period
from admissions.lists import Stage
from admissions.models import AdmissionQuerySet, CandidateQuerySet, Tally
from admissions.records import STAGES_ASKED, Category, Results, Tallied, Waiting, results, waiting
from partytrack.vietnamese import format_date, number
from units import hierarchy, scope
from units.models import Unit
from units.question import Asked, asked, choice, day
from units.scope import Person


class Choice(NamedTuple):
    """One way to filter a list: `query` asks for it."""

    label: str
    query: str
    chosen: bool


@dataclass(frozen=True)
class Listing:
    """One figure asked for by its records: of a unit, on a day, in a tree."""

    unit: Unit
    asked: Asked
    reader: Person

    @property
    def where(self) -> str:
        """Continues the unit's name, which pages mark as Vietnamese."""
        return _("và các tổ chức bên dưới, theo tổ chức ngày %(tree)s") % {"tree": format_date(self.asked.tree)}

    def _choices(self, name: str, labels: Iterable[tuple[str, str | Promise]], chosen: str | None) -> list[Choice]:
        every = Choice(_("Tất cả"), self.asked.query(unit=self.unit.code), chosen is None)
        some = (
            Choice(str(label), self.asked.query(unit=self.unit.code, **{name: value}), value == chosen)
            for value, label in labels
        )
        return [every, *some]


@dataclass(frozen=True)
class AdmissionList(Listing):
    """The records of one figure of results. `elsewhere` of its people belong to units the reader may not see today."""

    category: Category | None

    @cached_property
    def found(self) -> Results:
        return results(self.unit, period=self.period, tree=self.asked.tree, category=self.category)

    @cached_property
    def people(self) -> AdmissionQuerySet:
        return scope.visible(self.found.names, self.reader)

    @cached_property
    def tallies(self) -> list[Tallied]:
        """Those the reader may see, by unit."""
        everywhere = Tally.objects.filter(pk__in=[row.tally.pk for row in self.found.tallies])
        seen = set(scope.visible(everywhere, self.reader).values_list("pk", flat=True))
        shown = [row for row in self.found.tallies if row.tally.pk in seen]
        return sorted(shown, key=lambda row: row.tally.unit.sort_key)

    @cached_property
    def total(self) -> int:
        """The figure."""
        return self.found.names.count() + self.found.without_names

    @cached_property
    def elsewhere(self) -> int:
        shown = self.people.count() + sum(row.quantity for row in self.tallies) - self.found.named_below
        return self.total - shown

    @property
    def remarks(self) -> list[str]:
        """What of the total is in no row."""
        said = []
        if self.found.named_below:
            below = _("Trừ %(n)s người của số liệu tổng hợp đã có tên ở các tổ chức trực thuộc và tính ở đó.")
            said.append(below % {"n": number(self.found.named_below)})
        return said + moved_away(self.elsewhere)

    @property
    def period(self) -> Period:
        return Period(self.asked.end)

    @property
    def title(self) -> str:
        return _("Đảng viên mới kết nạp") if self.category is None else str(self.category.label)

    @property
    def sentence(self) -> str:
        """The filter in words, after the unit's name: where, when, by which date."""
        start = self.period.lately if self.category == Category.LAST_30_DAYS else self.period.start
        return _("%(where)s; %(rule)s từ %(start)s đến %(end)s.") % {
            "where": self.where,
            "rule": counting.rule_of(self.asked.year).label,
            "start": format_date(start),
            "end": format_date(self.period.end),
        }

    @property
    def choices(self) -> list[Choice]:
        return self._choices("category", Category.choices, self.category)

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the form of the period carries along."""
        return [("unit", self.unit.code), *([("category", self.category.value)] if self.category else [])]


@dataclass(frozen=True)
class CandidateList(Listing):
    """The people of one figure of the pipeline, on a day."""

    stage: str | None
    due_on: date

    @cached_property
    def found(self) -> CandidateQuerySet:
        return waiting(
            self.unit,
            year=self.asked.year,
            on=self.asked.as_of,
            tree=self.asked.tree,
            stage=self.stage,
            due_on=self.due_on,
        )

    @cached_property
    def people(self) -> CandidateQuerySet:
        return scope.visible(self.found, self.reader)

    @cached_property
    def total(self) -> int:
        """The figure."""
        return self.found.count()

    @property
    def remarks(self) -> list[str]:
        return moved_away(self.total - self.people.count())

    @property
    def title(self) -> str:
        return _("Nguồn kết nạp") if self.stage is None else str(STAGES_ASKED[self.stage])

    @property
    def sentence(self) -> str:
        said = _("%(where)s; bước đã đến tính đến ngày %(day)s.") % {
            "where": self.where,
            "day": format_date(self.asked.as_of),
        }
        if self.stage == Waiting.PIPELINE:
            due = _("Từ bước %(first)s trở lên, dự kiến kết nạp chậm nhất %(due)s.")
            said += " " + due % {"first": Stage.VETTING.label, "due": format_date(self.due_on)}
        return said

    @property
    def choices(self) -> list[Choice]:
        return self._choices("stage", STAGES_ASKED.items(), self.stage)

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the form of the period carries along."""
        return [("unit", self.unit.code), *([("stage", self.stage)] if self.stage else [])]


def moved_away(n: int) -> list[str]:
    """The line for those of the figure whom the reader may not see today, where there are any."""
    return [_("%(n)s người nay thuộc tổ chức khác.") % {"n": number(n)}] if n else []


def admissions_asked(unit: Unit, query: QueryDict, today: date, reader: Person) -> AdmissionList:
    """Raises `BadQuestion`; `Http404` for a unit that has no place on the tree asked for."""
    question = asked(query, today)
    category = choice(query, "category", Category.values)
    _must_stand(unit, question.tree)
    return AdmissionList(unit, question, reader, Category(category) if category else None)


def candidates_asked(unit: Unit, query: QueryDict, today: date, reader: Person) -> CandidateList:
    """Raises `BadQuestion`; `Http404` for a unit that has no place on the tree asked for."""
    question = asked(query, today)
    stage = choice(query, "stage", list(STAGES_ASKED))
    due_on = day(query, "due_on") or date(question.year, 12, 31)
    _must_stand(unit, question.tree)
    return CandidateList(unit, question, reader, stage, due_on)


def _must_stand(unit: Unit, tree: date) -> None:
    if not hierarchy.line(unit.pk, tree):
        raise Http404
