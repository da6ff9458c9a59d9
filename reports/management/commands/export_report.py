"""`export_report NAME --unit CODE --year Y --as-of D [--tree T] -o FILE`: a report as a workbook, as its page shows it."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from reports.links import Records
from reports.tables import ProgressOfChildren
from reports.workbook import progress_workbook
from targets.commands import YearCommand
from targets.progress import YearOfUnit
from units.question import Asked


class Command(YearCommand):
    help = "Ghi báo cáo NAME (progress) thành tệp .xlsx."

    def add_options(self, parser: CommandParser) -> None:
        parser.add_argument("name", choices=["progress"], metavar="NAME")
        parser.add_argument("-o", "--output", required=True, type=Path, metavar="FILE")

    def tell(self, question: Asked, answer: YearOfUnit, options: dict[str, Any]) -> None:
        table = ProgressOfChildren(answer, Records(question, answer.due_on))
        try:
            progress_workbook(table, answer).save(options["output"])
        except OSError as refused:
            raise CommandError(_("Không ghi được tệp: %(why)s") % {"why": refused.strerror}) from refused
        self.stdout.write(str(options["output"]))
