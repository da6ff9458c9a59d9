"""What takes longer than a page may: reading and writing a large batch, in the worker beside the web server.

A job that was cut off is taken up again: a batch says itself how far it came, and until its end nothing is written.
"""

import pghistory
from django.utils import timezone, translation
from procrastinate.contrib.django import app

from admissions.importing.kinds import SheetKind, kinds
from partytrack import clock
from partytrack.worker import AFTER_A_LOST_DATABASE
from units import scope
from units.models import Unit
from units.scope import Action
from workbooks import batches
from workbooks.models import ImportBatch, State


def kind_of(batch: ImportBatch) -> SheetKind:
    """For the units where its owner may record today."""
    units = scope.allowed(Unit.objects.all(), batch.owner, Action.RECORD)
    return kinds(clock.today(), units)[batch.kind]


@app.task(name="admissions.read_batch", retry=AFTER_A_LOST_DATABASE)
def read_batch(pk: int, language: str) -> None:
    batch = ImportBatch.objects.select_related("owner").filter(pk=pk, state=State.RECEIVED).first()
    if batch is None:
        return
    with translation.override(language), batches.progress(batch) as tell, batches.stoppable():
        batches.read_into(batch, kind_of(batch), tell)


@app.task(name="admissions.write_batch", retry=AFTER_A_LOST_DATABASE)
def write_batch(pk: int, language: str) -> None:
    batch = ImportBatch.objects.select_related("owner").filter(pk=pk, state=State.WRITING).first()
    if batch is None:
        return
    with (
        translation.override(language),
        pghistory.context(user=batch.owner_id),
        batches.progress(batch) as tell,
        batches.stoppable(),
    ):
        batches.write(batch, kind_of(batch), timezone.now(), tell)
