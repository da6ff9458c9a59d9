"""What takes longer than a page may: the reports of many units; and what is due without anybody asking."""

from django.utils import timezone
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from partytrack import clock
from partytrack.worker import AFTER_A_LOST_DATABASE
from reports.models import UNFINISHED, ReportSet
from reports.sets import life, making, scheduling

MAKE, KEEP = "reports.make_set", "reports.keep_schedules"


@app.task(name=MAKE, retry=AFTER_A_LOST_DATABASE, pass_context=True)
def make_set(context: JobContext, pk: int) -> None:
    making.make(pk, clock.today(), context.job.attempts)


@app.periodic(cron="*/5 * * * *")  # and when a worker starts, so that what fell due while none was there is not late
@app.task(name=KEEP, queueing_lock=KEEP)
def keep_schedules(timestamp: int) -> None:
    life.purge(timezone.now())
    scheduling.keep_all(clock.today(), make_set.defer)
    for pk in forgotten():
        make_set.defer(pk=pk)


def forgotten() -> list[int]:
    """Unfinished sets that no job is about any more: one that failed too often is not retried, but begun anew here."""
    unfinished = list(ReportSet.objects.filter(state__in=UNFINISHED).values_list("pk", flat=True))
    jobs = ProcrastinateJob.objects.filter(task_name=MAKE, status__in=("todo", "doing"))
    about = set(jobs.values_list("args__pk", flat=True))
    return [pk for pk in unfinished if pk not in about]
