"""`progress --unit CODE --year Y --as-of D [--tree T]`: the API's answer, printed."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from partytrack import clock
from targets.answer import as_json
from targets.progress import UnitNotOnTree, progress
from units.models import Unit
from units.question import BadQuestion, asked


class Command(BaseCommand):
    help = "In tiến độ của một tổ chức và các tổ chức trực thuộc, dạng JSON của API."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--unit", required=True, metavar="CODE")
        parser.add_argument("--year", required=True, metavar="Y")
        parser.add_argument("--as-of", required=True, metavar="D", help="2023-10-10 hoặc 10/10/2023")
        parser.add_argument("--tree", default="as_of", metavar="T", help="as_of, today hoặc một ngày")

    def handle(self, *args: Any, **options: Any) -> None:
        unit = Unit.objects.filter(code=str(options["unit"]).upper()).first()
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
        self.stdout.write(json.dumps(as_json(answer), ensure_ascii=False, indent=2))
