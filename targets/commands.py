"""The base of commands about a unit's year: `--unit CODE --year Y --as-of D [--tree T]`, understood as a page's address is."""

from abc import abstractmethod
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from partytrack import clock
from targets.progress import UnitNotOnTree, YearOfUnit, progress
from units.models import Unit
from units.question import Asked, BadQuestion, asked


class YearCommand(BaseCommand):
    """A command says what it does with the answer; options and refusals are the same for all."""

    @abstractmethod
    def tell(self, question: Asked, answer: YearOfUnit, options: dict[str, Any]) -> None:
        """Prints or writes the answer. May raise `CommandError`."""

    def add_options(self, parser: CommandParser) -> None:
        """Further arguments of one command."""

    def add_arguments(self, parser: CommandParser) -> None:
        self.add_options(parser)
        parser.add_argument("--unit", required=True, metavar="CODE", help="mã tổ chức")
        parser.add_argument("--year", required=True, metavar="Y")
        parser.add_argument("--as-of", required=True, metavar="D", help="2023-10-10 hoặc 10/10/2023")
        parser.add_argument("--tree", default="as_of", metavar="T", help="as_of, today hoặc một ngày")

    def handle(self, *args: Any, **options: Any) -> None:
        unit = unit_of_code(options["unit"])
        try:
            question = asked({name: str(options[name]) for name in ("year", "as_of", "tree")}, clock.today())
            answer = progress(unit, year=question.year, as_of=question.as_of, tree=question.tree)
        except BadQuestion as refused:
            raise CommandError(str(refused)) from refused
        except UnitNotOnTree as nowhere:
            raise CommandError(_("Tổ chức này không có trong cây tổ chức ngày đó.")) from nowhere
        self.tell(question, answer, options)


def unit_of_code(code: str) -> Unit:
    """Of a code in whatever case. Raises `CommandError`."""
    unit = Unit.objects.filter(code=code.upper()).first()
    if unit is None:
        raise CommandError(_("Không có tổ chức mang mã %(code)s.") % {"code": code})
    return unit
