"""A person in the bench's province, as a browser has him; and what his visits cost."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from django.db import connection, transaction
from django.test import Client, override_settings

from accounts.models import User
from bench.building import AS_OF, SIZES, build_once
from partytrack.embedded.base import server
from units.lists import Role
from units.models import Assignment, Unit

BENCH = "bench"
"""The account, and what the numbers of its decisions begin with."""
TICK = os.sysconf("SC_CLK_TCK")
WRITTEN = (
    "DELETE FROM admissions_admissionevent WHERE decision_number LIKE 'bench-%'",
    "DELETE FROM admissions_admission WHERE decision_number LIKE 'bench-%'",
    "DELETE FROM workbooks_importrow",
    "DELETE FROM workbooks_importbatch",
    "DELETE FROM reports_reportsetfile",
    "DELETE FROM reports_reportset",
    "DELETE FROM procrastinate_jobs",
)


@contextmanager
def province() -> Iterator[Client]:
    """The province of `bench/run.py province`, on its day, and an officer of all of it; what he writes is forgotten."""
    os.environ["PARTYTRACK_TODAY"] = AS_OF.isoformat()
    build_once(SIZES["province"])
    plain = {"SECURE_SSL_REDIRECT": False, "SESSION_COOKIE_SECURE": False, "CSRF_COOKIE_SECURE": False}
    with override_settings(ALLOWED_HOSTS=["testserver"], **plain):
        user, _new = User.objects.get_or_create(username=BENCH)
        Assignment.objects.get_or_create(user=user, unit=Unit.objects.get(pk=1), defaults={"role": Role.OFFICER})
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        forget()
        yield client
        forget()


def forget() -> None:
    """What was written is taken away, its history too, and the tables are as if it had not been."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for statement in WRITTEN:
            cursor.execute(statement)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE) admissions_admission, admissions_admissionevent, workbooks_importrow")


@dataclass
class Cost:
    """`processor`: seconds of this process and of the database's together; `megabytes`: this process at its largest."""

    seconds: float = 0.0
    processor: float = 0.0
    megabytes: float = 0.0

    def __add__(self, other: "Cost") -> "Cost":
        megabytes = max(self.megabytes, other.megabytes)
        return Cost(self.seconds + other.seconds, self.processor + other.processor, megabytes)

    def __str__(self) -> str:
        return f"{self.seconds:8.2f} s {self.processor:8.2f} s of processor {self.megabytes:6.0f} MB"


@contextmanager
def measured(cost: Cost) -> Iterator[None]:
    Path("/proc/self/clear_refs").write_text("5")  # the peak begins here
    before, own, start = server_processor(), sum(os.times()[:2]), perf_counter()
    yield
    cost.seconds += perf_counter() - start
    cost.processor += sum(os.times()[:2]) - own + server_processor() - before
    status = dict(line.split(":\t") for line in Path("/proc/self/status").read_text().splitlines() if ":\t" in line)
    cost.megabytes = max(cost.megabytes, int(status["VmHWM"].split()[0]) / 1024)


def server_processor() -> float:
    """Seconds that the private server and its children, ended ones too, have used so far."""
    postmaster = (server().pgdata / "postmaster.pid").read_text().split()[0]
    total = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            numbers = stat.read_text().rpartition(") ")[2].split()
        except OSError:
            continue
        if stat.parent.name == postmaster:
            total += sum(int(ticks) for ticks in numbers[11:15])
        elif numbers[1] == postmaster:
            total += sum(int(ticks) for ticks in numbers[11:13])
    return total / TICK
