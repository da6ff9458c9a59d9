"""The worker: takes what is queued, takes up what a killed worker left, and outlives a database that goes away."""

import asyncio
import gc
import logging
import signal
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
from asgiref.sync import sync_to_async
from django.db import InterfaceError, OperationalError, connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params
from procrastinate.exceptions import ConnectorException
from procrastinate.psycopg_connector import PsycopgConnector

from partytrack.worker import DEAD_AFTER, HEARTBEAT

logger = logging.getLogger(__name__)

AT_ONCE = 2  # jobs: one may wait for another import while the next file is read
DATABASE_SECONDS = 10  # how long one question waits for a connection
PAUSE = 1.0  # seconds before starting again
LOST = (ConnectorException, psycopg.OperationalError, OperationalError, InterfaceError)


def run(*, with_parent: bool) -> None:
    """Until SIGTERM or Ctrl-C; `with_parent`: or until standard input closes. The jobs under way are finished first."""
    collect_seldom()
    asyncio.run(_keep_working(with_parent))


def collect_seldom() -> None:
    """A large import makes a million objects and few cycles: looking through them all the time takes a fifth of it."""
    gc.freeze()
    gc.set_threshold(50_000, 20)


async def _keep_working(with_parent: bool) -> None:
    loop, told_to_stop = asyncio.get_running_loop(), asyncio.Event()
    for one in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(one, told_to_stop.set)
    if with_parent:  # who writes nothing: it can be read only once it is closed, however the parent ended
        loop.add_reader(sys.stdin.fileno(), _left_alone, loop, told_to_stop)
    while not told_to_stop.is_set():
        try:
            await _work(told_to_stop)
        except LOST as lost:
            logger.warning("The worker lost the database (%s) and starts again.", type(lost).__name__)
        with suppress(TimeoutError):
            await asyncio.wait_for(told_to_stop.wait(), PAUSE)


def _left_alone(loop: asyncio.AbstractEventLoop, told_to_stop: asyncio.Event) -> None:
    loop.remove_reader(sys.stdin.fileno())
    told_to_stop.set()


async def _work(told_to_stop: asyncio.Event) -> None:
    """As one registered worker, until told to stop or something fails. Raises one of `LOST`."""
    await _where_the_database_is()
    connector = PsycopgConnector(kwargs=_where_the_database_is, min_size=1, max_size=4, timeout=DATABASE_SECONDS)
    with app.replace_connector(connector):
        async with app.open_async():
            working = asyncio.create_task(
                app.run_worker_async(
                    concurrency=AT_ONCE,
                    delete_jobs="successful",
                    install_signal_handlers=False,
                    update_heartbeat_interval=HEARTBEAT,
                    stalled_worker_timeout=DEAD_AFTER,
                )
            )
            asyncio.get_running_loop().set_exception_handler(_begins_again(working))
            await _first_of(working, asyncio.create_task(_take_up()), asyncio.create_task(told_to_stop.wait()))


def _begins_again(working: "asyncio.Task[None]") -> Callable[[asyncio.AbstractEventLoop, dict[str, Any]], None]:
    """When the end of a job could not be recorded: it is taken up again as soon as this worker is registered no more."""

    def end(_loop: asyncio.AbstractEventLoop, said: dict[str, Any]) -> None:
        logger.warning("The worker starts again: %s (%s)", said["message"], type(said.get("exception")).__name__)
        working.cancel()

    return end


async def _first_of(*tasks: "asyncio.Task[Any]") -> None:
    """Ends the others with the first that ends. Raises what one of them raised."""
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()
    for ended in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(ended, Exception):
            raise ended


async def _take_up() -> None:
    """Puts back what a worker had begun of whom nothing is heard any more; the oftener it was begun, the later."""
    while True:
        for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=DEAD_AFTER):
            logger.warning("Job %s of a worker that is no more is taken up again.", job.id)
            pause = timedelta(seconds=DEAD_AFTER * job.attempts)
            await app.job_manager.retry_job(job, retry_at=datetime.now(UTC) + pause)
        await asyncio.sleep(HEARTBEAT)


async def _where_the_database_is() -> dict[str, Any]:
    """For each new connection: Django's own is made first, which starts the private server where that was killed."""
    return await sync_to_async(_connected)()


def _connected() -> dict[str, Any]:
    with closing(connection.copy()) as tried:
        tried.ensure_connection()
    return connector_params()
