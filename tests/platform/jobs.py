"""Tasks whose doing can be seen in a table `done`."""

import os
import time

from django.db import connection, transaction
from procrastinate.contrib.django import app

from partytrack.worker import AFTER_A_LOST_DATABASE


def write(what: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO done (what, pid) VALUES (%s, %s)", [what, os.getpid()])


@app.task(name="note")
def note(what: str) -> None:
    write(what)


@app.task(name="take_long", retry=AFTER_A_LOST_DATABASE)
def take_long(what: str, seconds: float) -> None:
    """Tells at once that it began, and is done in one transaction after that."""
    write(f"{what} began")
    with transaction.atomic():
        write(f"{what} done")
        time.sleep(seconds)
