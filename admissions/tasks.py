"""What takes longer than a page may: reading and writing a large batch of this room, in the worker."""

from procrastinate.contrib.django import app

from admissions.importing.kinds import SheetKind, kinds
from partytrack import clock
from partytrack.worker import AFTER_A_LOST_DATABASE
from units import scope
from units.models import Unit
from units.scope import Action
from workbooks import working
from workbooks.models import ImportBatch


def kind_of(batch: ImportBatch) -> SheetKind:
    """For the units where its owner may record today."""
    units = scope.allowed(Unit.objects.all(), batch.owner, Action.RECORD)
    return kinds(clock.today(), units)[batch.kind]


@app.task(name="admissions.read_batch", retry=AFTER_A_LOST_DATABASE)
def read_batch(pk: int, language: str) -> None:
    working.read(pk, language, kind_of)


@app.task(name="admissions.write_batch", retry=AFTER_A_LOST_DATABASE)
def write_batch(pk: int, language: str) -> None:
    working.write(pk, language, kind_of)
