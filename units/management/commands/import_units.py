"""`import_units FILE`: the hierarchy from a workbook."""

from typing import Any

from partytrack import clock
from units.importing import UnitImporter
from workbooks.commands import ImportCommand
from workbooks.importing import Importer


class Command(ImportCommand):
    help = "Nhập tổ chức đảng từ một tệp Excel."

    def importer(self, options: dict[str, Any]) -> Importer:
        return UnitImporter(clock.today())
