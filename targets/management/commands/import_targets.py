"""`import_targets FILE --issuer CODE …`: the lines of a decision from a workbook, issued with them."""

import re
from datetime import date
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from partytrack import clock
from partytrack.vietnamese import nfc
from targets.asking import gap_said
from targets.commands import unit_of_code
from targets.importing import Paper, TargetImporter
from units.question import FIRST_YEAR, BadQuestion, day
from workbooks.commands import ImportCommand
from workbooks.importing import Importer, Plan

AHEAD = 5  # a term: no target is given for a later year


class Command(ImportCommand):
    help = "Nhập các dòng chỉ tiêu của một quyết định từ một tệp Excel và ban hành quyết định đó."

    def add_options(self, parser: CommandParser) -> None:
        parser.add_argument("--issuer", required=True, metavar="CODE", help="mã tổ chức giao chỉ tiêu")
        parser.add_argument("--year", required=True, metavar="Y")
        parser.add_argument("--number", required=True, metavar="N", help="số quyết định")
        parser.add_argument("--issued-on", required=True, metavar="D", help="10/01/2023 hoặc 2023-01-10")
        parser.add_argument("--effective-on", metavar="D", help="mặc định: ngày ban hành")
        parser.add_argument("--due-on", metavar="D", help="mặc định: 31/12 của năm")
        parser.add_argument("--reason", default="", metavar="TEXT", help="lý do khi các số không cộng lại đúng")

    def importer(self, options: dict[str, Any]) -> Importer:
        today = clock.today()
        issuer = unit_of_code(options["issuer"])
        issued_on = _day(options, "issued_on")
        if issued_on is None:
            raise CommandError(_("Thiếu ngày ban hành (--issued-on)."))
        paper = Paper(
            issuer=issuer,
            year=_year(str(options["year"]), today),
            number=_number(str(options["number"])),
            issued_on=issued_on,
            effective_on=_day(options, "effective_on") or issued_on,
            due_on=_day(options, "due_on"),
            reason=nfc(options["reason"])[:500],
        )
        against = list(paper.objections(today))
        if against:
            raise CommandError("\n".join(against))
        return TargetImporter(paper, today)

    def against(self, plan: Plan, importer: Any, options: dict[str, Any]) -> list[str]:
        """A list that does not add up to its headline is issued with a reason only."""
        if importer.sums:
            self.stdout.write(_("Lưu ý: %(warning)s") % {"warning": importer.sums})
        gaps = plan.reading.headline.gaps(importer.items) if plan.reading.headline else []
        if not gaps or options["reason"].strip():
            return []
        sentences = [gap_said(gap, plan.reading.headline, importer.sheet) for gap in gaps]
        return [*sentences, _("Sửa danh sách, hoặc ghi lý do (--reason) để ban hành theo các dòng.")]


def _day(options: dict[str, Any], name: str) -> date | None:
    given = options[name]
    if given is None or isinstance(given, date):
        return given
    try:
        return day({name: given}, name)
    except BadQuestion as refused:
        raise CommandError(f"--{name.replace('_', '-')}: {refused}") from refused


def _year(text: str, today: date) -> int:
    if not re.fullmatch(r"[0-9]{4}", text) or not FIRST_YEAR <= int(text) <= today.year + AHEAD:
        said = {"text": text, "first": FIRST_YEAR, "last": today.year + AHEAD}
        raise CommandError(
            _("“%(text)s” không phải là năm của một chỉ tiêu; hãy ghi từ %(first)s đến %(last)s.") % said
        )
    return int(text)


def _number(text: str) -> str:
    number = nfc(text)
    if not number or len(number) > 50:
        raise CommandError(_("Số quyết định phải có từ 1 đến 50 ký tự."))
    return number
