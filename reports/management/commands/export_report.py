"""Writes a report as a workbook, as its page shows it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from partytrack import clock
from reports.links import Records
from reports.tables import ProgressOfChildren
from reports.workbook import progress_workbook
from targets.progress import UnitNotOnTree, progress
from units.models import Unit
from units.question import BadQuestion, asked


class Command(BaseCommand):
    help = "Writes the report NAME (progress) as .xlsx."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", choices=["progress"])
        parser.add_argument("--unit", required=True, metavar="CODE")
        parser.add_argument("--year", required=True)
        parser.add_argument("--as-of", required=True, help="2023-10-10")
        parser.add_argument("--tree", default="as_of", help="as_of, today or a date")
        parser.add_argument("-o", "--output", required=True, type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        unit = Unit.objects.filter(code=options["unit"]).first()
        if unit is None:
            raise CommandError(_("Không có tổ chức mang mã %(code)s.") % {"code": options["unit"]})
        given = {name: options[name] for name in ("year", "as_of", "tree")}
        try:
            question = asked(QueryDict(urlencode(given)), clock.today())
            answer = progress(unit, year=question.year, as_of=question.as_of, tree=question.tree)
        except BadQuestion as refused:
            raise CommandError(str(refused)) from refused
        except UnitNotOnTree as nowhere:
            raise CommandError(_("Tổ chức này không có trong cây tổ chức ngày đó.")) from nowhere
        table = ProgressOfChildren(answer, Records(question, answer.due_on))
        try:
            progress_workbook(table, answer).save(options["output"])
        except OSError as refused:
            raise CommandError(_("Không ghi được tệp: %(why)s") % {"why": refused.strerror}) from refused
        self.stdout.write(str(options["output"]))
