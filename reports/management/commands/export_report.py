"""`export_report NAME --unit CODE --year Y --as-of D [--tree T] -o FILE`: a report as a workbook, as its page shows it."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from reports.kinds import KINDS
from reports.subject import Subject
from reports.workbook import workbook_of
from targets.commands import YearCommand
from targets.progress import YearOfUnit
from units.question import Asked


class Command(YearCommand):
    help = "Ghi báo cáo NAME thành tệp .xlsx: " + ", ".join(KINDS) + "."

    def add_options(self, parser: CommandParser) -> None:
        parser.add_argument("name", choices=list(KINDS), metavar="NAME")
        parser.add_argument("-o", "--output", required=True, type=Path, metavar="FILE")

    def tell(self, question: Asked, answer: YearOfUnit, options: dict[str, Any]) -> None:
        report = KINDS[options["name"]].build(Subject(answer.unit, question, reader=None))
        try:
            workbook_of(report).save(options["output"])
        except OSError as refused:
            raise CommandError(_("Không ghi được tệp: %(why)s") % {"why": refused.strerror}) from refused
        self.stdout.write(str(options["output"]))
