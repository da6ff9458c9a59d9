"""`manage.py worker`: does what pages have queued, until it is told to end."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from partytrack.worker import running, worker_is_alive


class Command(BaseCommand):
    help = "Works off what pages have queued (imports), until SIGTERM; any number of workers may run."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--with-parent", action="store_true", help="end when standard input closes")

    def handle(self, *args: Any, with_parent: bool, **options: Any) -> None:
        worker_is_alive()  # a database that is away or lacks its tables is told as by any command
        running.run(with_parent=with_parent)
