"""What takes longer than a page may: reading and issuing a large list of targets, in the worker."""

from procrastinate.contrib.django import app

from partytrack import clock
from partytrack.worker import AFTER_A_LOST_DATABASE
from targets.importing import Paper
from targets.kind import TargetKind, paper_of
from units import scope
from units.models import Unit
from units.scope import Action, Person
from workbooks import working
from workbooks.models import ImportBatch


def kind_of(batch: ImportBatch) -> TargetKind:
    return kind_for(paper_of(batch.beside), batch.owner)


def kind_for(paper: Paper, user: Person) -> TargetKind:
    """For the units where he may govern today: none where he may not in the name of the issuer."""
    units = scope.allowed(Unit.objects.all(), user, Action.GOVERN)
    return TargetKind(paper, units if units.contains(paper.issuer) else units.none(), clock.today())


@app.task(name="targets.read_batch", retry=AFTER_A_LOST_DATABASE)
def read_batch(pk: int, language: str) -> None:
    working.read(pk, language, kind_of)


@app.task(name="targets.write_batch", retry=AFTER_A_LOST_DATABASE)
def write_batch(pk: int, language: str) -> None:
    working.write(pk, language, kind_of)
