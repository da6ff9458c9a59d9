"""`export_report NAME --unit CODE --year Y --as-of D [--tree T] -o FILE`: a report as a workbook, one of words as a Word file, as its
page shows it."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from reports.kinds import DOCUMENTS, KINDS
from reports.own_form import BadForm, brief_file
from reports.subject import Subject
from reports.workbook import workbook_of
from targets.commands import YearCommand
from targets.progress import YearOfUnit
from units.question import Asked


class Command(YearCommand):
    help = f"Ghi báo cáo NAME thành tệp .xlsx: {', '.join(KINDS)}; thành tệp .docx: {', '.join(DOCUMENTS)}."

    def add_options(self, parser: CommandParser) -> None:
        parser.add_argument("name", choices=[*KINDS, *DOCUMENTS], metavar="NAME")
        parser.add_argument("-o", "--output", required=True, type=Path, metavar="FILE")

    def tell(self, question: Asked, answer: YearOfUnit, options: dict[str, Any]) -> None:
        name, file = options["name"], options["output"]
        _check_extension(name, file)
        subject = Subject(answer.unit, question, reader=None)
        try:
            if name in DOCUMENTS:
                file.write_bytes(brief_file(subject))
            else:
                workbook_of(KINDS[name].build(subject)).save(file)
        except BadForm as bad:
            raise CommandError(_("Mẫu Word riêng không điền được: %(reason)s") % {"reason": bad}) from bad
        except OSError as refused:
            raise CommandError(_("Không ghi được tệp: %(why)s") % {"why": refused.strerror}) from refused
        self.stdout.write(str(file))


def _check_extension(name: str, file: Path) -> None:
    """Word and Excel do not open each other's files. Raises `CommandError`."""
    right, wrong = (".docx", ".xlsx") if name in DOCUMENTS else (".xlsx", ".docx")
    if file.suffix.lower() == wrong:
        raise CommandError(
            _("Báo cáo %(name)s là tệp %(right)s; hãy đặt tên tệp như vậy.") % {"name": name, "right": right}
        )
