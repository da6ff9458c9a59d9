"""The kinds of sheets of the room that come in by batches: what each writes, how its rows meet, what a preview shows."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Protocol

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from admissions.importing.admissions import AdmissionImporter
from admissions.importing.candidates import CandidateImporter, Step
from admissions.importing.drafts import Draft
from admissions.importing.tallies import TallyImporter
from admissions.lists import Rule
from admissions.models import (
    Admission,
    AdmissionSource,
    Candidate,
    CandidateSource,
    CandidateStep,
    CountingRule,
    Tally,
)
from admissions.sheets import ADMISSIONS, CANDIDATES, TALLIES
from partytrack.vietnamese import fold
from units.finding import PATH
from units.models import Unit, UnitQuerySet
from workbooks.importing import Importer, Planned
from workbooks.reading import Row
from workbooks.sheets import Sheet
from workbooks.verdicts import Seen

NAMES = ("admissions", "candidates", "tallies")


class _Makes(Protocol):
    def __call__(self, today: date, units: UnitQuerySet | None) -> Importer: ...


@dataclass(frozen=True, slots=True)
class SheetKind:
    """One kind, for a person's `units` on a day. `main`: the columns a preview shows, whether or not they have a fault."""

    name: str
    label: str | Promise
    sheet: Sheet
    models: tuple[type[models.Model], ...]
    main: tuple[str, ...]
    makes: _Makes
    today: date
    units: UnitQuerySet | None
    by_ceremony: frozenset[int]
    """The years whose admissions count by the day of the ceremony."""

    meets_twins: ClassVar[bool] = True

    @property
    def understood(self) -> tuple[str, ...]:
        """The main columns of a good row, whose unit is shown as it was understood."""
        return tuple(key for key in self.main if key not in ("unit", *PATH))

    def importer(self) -> Importer:
        return self.makes(self.today, self.units)

    def kin(self, row: Row) -> list[str]:
        """Rows of one name, rows that say they are one record; of tallies all, since one tallies for those below."""
        if "name" not in self.main:
            return ["all"]
        marks = [f"name {fold(row.get('name') or '')[:200]}"] if row.get("name") else []
        return [*marks, f"record {uid[:50]}"] if (uid := row.get("uid") or row.overwrites) else marks

    def seen(self, planned: Planned) -> Seen:
        data: Any = planned.data
        draft: Any = data.person if isinstance(data, Step) else data
        before: Unit | None = draft.known.unit if draft.known else None
        unit: Any = draft.unit or before
        touched = tuple({one.pk for one in (unit, before) if one})
        return Seen(unit.name, touched, self._year(data) if isinstance(data, Draft) else None)

    def _year(self, draft: Draft) -> int | None:
        """The year in whose figures the row's admission counts, as the database will say it."""
        decided: date = draft.day
        day = draft.values.get("admitted_on") if decided.year in self.by_ceremony else decided
        return day.year if day else None


def kinds(today: date, units: UnitQuerySet | None) -> dict[str, SheetKind]:
    """Every kind by the name that a batch keeps. `units`: those one may record for."""
    by_ceremony = frozenset(CountingRule.objects.filter(rule=Rule.ADMITTED).values_list("year", flat=True))
    people = ("name", "birth", "unit", "upper", "grassroots", "cell")
    found = (
        SheetKind(
            "admissions",
            _("Kết nạp"),
            ADMISSIONS,
            (Admission, AdmissionSource, Candidate),
            (*people, "decided_on", "admitted_on", "decision_number"),
            AdmissionImporter,
            today,
            units,
            by_ceremony,
        ),
        SheetKind(
            "candidates",
            _("Nguồn"),
            CANDIDATES,
            (Candidate, CandidateStep, CandidateSource),
            (*people, "stage", "on"),
            CandidateImporter,
            today,
            units,
            by_ceremony,
        ),
        SheetKind(
            "tallies",
            _("Số liệu tổng hợp"),
            TALLIES,
            (Tally,),
            ("unit", "upper", "grassroots", "cell", "year", "counted_on", "quantity"),
            TallyImporter,
            today,
            units,
            by_ceremony,
        ),
    )
    return {kind.name: kind for kind in found}
