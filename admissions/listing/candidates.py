"""The list of the people of one figure of the pipeline."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.http import QueryDict
from django.utils.translation import gettext as _

from admissions.listing.shared import Choice, Listing, moved_away, must_stand
from admissions.lists import Stage
from admissions.models import CandidateQuerySet
from admissions.records import STAGES_ASKED, Waiting, waiting
from admissions.tables import CandidateTable
from partytrack.vietnamese import format_date
from units import scope
from units.models import Unit
from units.question import asked, choice, day
from units.scope import Person


@dataclass(frozen=True)
class CandidateList(Listing):
    """The people of one figure of the pipeline, on a day."""

    stage: str | None
    due_on: date
    given: QueryDict
    """The address: its order and its page."""

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

    @cached_property
    def table(self) -> CandidateTable:
        return CandidateTable(self.people, self.asked, self.given, self.title)

    @property
    def remarks(self) -> list[str]:
        return moved_away(self.total - self.table.count)

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


def candidates_asked(unit: Unit, query: QueryDict, today: date, reader: Person) -> CandidateList:
    """Raises `BadQuestion`; `Http404` for a unit that has no place on the tree asked for."""
    question = asked(query, today)
    stage = choice(query, "stage", list(STAGES_ASKED))
    due_on = day(query, "due_on") or date(question.year, 12, 31)
    must_stand(unit, question.tree)
    return CandidateList(unit, question, reader, stage, due_on, query)
