"""What a room's tasks do with a large batch in the worker beside the web server.

A job that was cut off is taken up again: a batch says itself how far it came, and until its end nothing is written.
"""

from collections.abc import Callable

import pghistory
from django.utils import timezone, translation

from workbooks import batches
from workbooks.models import ImportBatch, State
from workbooks.verdicts import Kind

KindOf = Callable[[ImportBatch], Kind]


def read(pk: int, language: str, kind_of: KindOf) -> None:
    batch = ImportBatch.objects.select_related("owner").filter(pk=pk, state=State.RECEIVED).first()
    if batch is None:
        return
    with translation.override(language), batches.progress(batch) as tell, batches.stoppable():
        batches.read_into(batch, kind_of(batch), tell)


def write(pk: int, language: str, kind_of: KindOf) -> None:
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
