"""What takes longer than a page may: the reports of many units."""

from procrastinate import JobContext
from procrastinate.contrib.django import app

from partytrack import clock
from partytrack.worker import AFTER_A_LOST_DATABASE
from reports.sets import making


@app.task(name="reports.make_set", retry=AFTER_A_LOST_DATABASE, pass_context=True)
def make_set(context: JobContext, pk: int) -> None:
    making.make(pk, clock.today(), context.job.attempts)
