"""Work that takes longer than a page may: tasks of the rooms (`<room>/tasks.py`), queued in the same PostgreSQL.

A task is deferred in the transaction of the page that asks for it, so it is queued exactly when what it is about is
written. It may run twice, even twice at once: a worker that was killed, or only thought dead, is replaced. What it does must
therefore be done once whoever does it, in one transaction. `running.py` is the worker, `beside.py` starts one beside the demo.
"""

from datetime import timedelta

from django.db import InterfaceError, OperationalError
from django.db.models.functions import Now
from procrastinate import RetryStrategy
from procrastinate.contrib.django.models import ProcrastinateWorker

HEARTBEAT = 3.0  # seconds between two signs of life
DEAD_AFTER = 15.0  # seconds without one

AFTER_A_LOST_DATABASE = RetryStrategy(
    max_attempts=10, linear_wait=3, retry_exceptions=[OperationalError, InterfaceError]
)
"""`retry=` of a task: what a restart of the database interrupted is done again."""


def worker_is_alive() -> bool:
    """Whether anybody is there to do what is queued."""
    return ProcrastinateWorker.objects.filter(last_heartbeat__gt=Now() - timedelta(seconds=DEAD_AFTER)).exists()
