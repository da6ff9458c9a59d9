"""The base of `manage.py import_… FILE [--good-rows]`.

Exit code 0 means that everything asked was done. Without `--good-rows` that is every row of the file; with it, the good
rows, and the others are printed: 0 as long as there was a good row or no bad one. A file that cannot be read, or whose
columns are not those of the sheet, is always 1.
"""

from abc import abstractmethod
from collections.abc import Iterable
from typing import Any

import pghistory
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _

from partytrack import vietnamese
from workbooks.faults import Fault, UnsafeWorkbook
from workbooks.importing import Importer, Plan, Result, carry_out, one_at_a_time, plan_of
from workbooks.reading import Reading, read
from workbooks.sheets import Sheet


class ImportCommand(BaseCommand):
    """An app's command names its `importer`; reading, refusing, writing and telling are the same for all."""

    @abstractmethod
    def importer(self, options: dict[str, Any]) -> Importer:
        """Who checks and writes the rows. May raise `CommandError` for options that do not fit."""

    def add_options(self, parser: CommandParser) -> None:
        """Further options of one kind of import."""

    def against(self, plan: Plan, importer: Any, options: dict[str, Any]) -> list[str]:
        """What stands against writing, beside the faults of rows. May print what is only to be known."""
        return []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help=_("tệp Excel (.xlsx)"))
        parser.add_argument("--good-rows", action="store_true", help=_("ghi các hàng hợp lệ dù tệp còn hàng lỗi"))
        self.add_options(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        reading = self._read(options["file"], self.importer(options).sheet)
        with pghistory.context(command=type(self).__module__.rpartition(".")[2]), transaction.atomic():
            one_at_a_time(lambda: self.stdout.write(_("Đang chờ một lần nhập khác xong …")))
            importer = self.importer(options)  # again: what it looked at may have changed meanwhile
            plan = plan_of(reading, importer)
            against = self.against(plan, importer, options)
            if against:
                self._tell(plan.warnings, plan.faults)
                raise CommandError("\n".join(against))
            result = carry_out(plan, importer, good_rows=options["good_rows"])
        self._tell(result.warnings, result.faults)
        if not result.written or (result.refused and not result.new + result.changed + result.unchanged):
            raise CommandError(self._nothing_written(plan, result))
        self.stdout.write(self._written(result))

    def _tell(self, warnings: Iterable[object], faults: Iterable[Fault]) -> None:
        for warning in warnings:
            self.stdout.write(_("Lưu ý: %(warning)s") % {"warning": warning})
        for fault in faults:
            self.stderr.write(str(fault))

    def _read(self, path: str, sheet: Sheet) -> Reading:
        try:
            return read(path, sheet)
        except UnsafeWorkbook as refusal:
            raise CommandError(str(refusal)) from refusal
        except FileNotFoundError as error:
            raise CommandError(_("Không thấy tệp %(path)s.") % {"path": path}) from error
        except OSError as error:
            raise CommandError(_("Không đọc được tệp %(path)s.") % {"path": path}) from error

    def _nothing_written(self, plan: Plan, result: Result) -> str:
        if not plan.readable:
            return _("Chưa ghi gì: trang không đúng mẫu.")
        sentence = _("Chưa ghi gì: %(refused)s hàng có lỗi trong %(all)s hàng.") % {
            "refused": vietnamese.number(result.refused),
            "all": vietnamese.number(len(plan.planned)),
        }
        if result.refused < len(plan.planned):
            sentence += " " + _("Sửa rồi nhập lại, hoặc thêm --good-rows để ghi các hàng hợp lệ.")
        return sentence

    def _written(self, result: Result) -> str:
        counts = {name: vietnamese.number(getattr(result, name)) for name in ("new", "changed", "unchanged", "refused")}
        said = (
            _("Thêm mới %(new)s, thay đổi %(changed)s, không đổi %(unchanged)s, không nhận %(refused)s hàng.") % counts
        )
        if result.new or result.changed:
            return said
        return said + " " + _("Không có gì mới: dữ liệu đã có đủ, không ghi gì.")
