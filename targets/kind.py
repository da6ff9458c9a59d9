"""Chỉ tiêu as a kind of sheet that comes in by batches: the lines of one paper, which is kept beside the rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from targets.importing import NUMBERS, Paper, TargetImporter
from targets.models import Target, TargetDecision
from targets.sheets import sheet_of
from units.finding import NAMED, PATH
from units.models import Unit, UnitQuerySet
from workbooks.importing import Planned
from workbooks.models import BatchQuerySet, ImportBatch
from workbooks.reading import Row
from workbooks.sheets import Sheet
from workbooks.verdicts import Seen

NAME = "targets"


@dataclass(frozen=True, slots=True)
class TargetKind:
    """`units`: where who issues it may govern."""

    paper: Paper
    units: UnitQuerySet
    today: date

    name: ClassVar[str] = NAME
    label: ClassVar[str | Promise] = _("Chỉ tiêu")
    models: ClassVar[tuple[type[Model], ...]] = (TargetDecision, Target)
    understood: ClassVar[tuple[str, ...]] = (*NUMBERS, "own_due_on", "note")
    main: ClassVar[tuple[str, ...]] = ("unit", *PATH, NAMED.key, *understood)
    meets_twins: ClassVar[bool] = False

    @property
    def sheet(self) -> Sheet:
        return sheet_of(self.paper.year)

    def importer(self) -> TargetImporter:
        return TargetImporter(self.paper, self.today, self.units)

    def kin(self, row: Row) -> list[str]:
        """All rows of a paper: a unit stands in it once."""
        return ["all"]

    def seen(self, planned: Planned) -> Seen:
        unit: Unit = planned.data.unit
        return Seen(unit.name, (unit.pk,))


def batches_of(issuer: Unit, year: int) -> BatchQuerySet:
    return ImportBatch.objects.filter(kind=NAME, beside__issuer=issuer.pk, beside__year=year)


def beside(issuer: Unit, year: int, said: Mapping[str, Any]) -> dict[str, Any]:
    """What a batch keeps of a paper: of the cleaned data of a `DecisionForm`."""
    due_on = said["due_on"]
    return {
        "issuer": issuer.pk,
        "year": year,
        "number": said["number"],
        "issued_on": said["issued_on"].isoformat(),
        "effective_on": (said["effective_on"] or said["issued_on"]).isoformat(),
        "due_on": due_on.isoformat() if due_on else None,
        "reason": said["reason"],
    }


def paper_of(kept: Mapping[str, Any]) -> Paper:
    """Of what a batch keeps."""
    return Paper(
        issuer=Unit.objects.get(pk=kept["issuer"]),
        year=kept["year"],
        number=kept["number"],
        issued_on=date.fromisoformat(kept["issued_on"]),
        effective_on=date.fromisoformat(kept["effective_on"]),
        due_on=date.fromisoformat(kept["due_on"]) if kept["due_on"] else None,
        reason=kept["reason"],
    )
