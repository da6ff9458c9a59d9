"""`import_tallies FILE`: results without names, from a workbook."""

from typing import Any

from admissions.importing.tallies import TallyImporter
from partytrack import clock
from workbooks.commands import ImportCommand
from workbooks.importing import Importer


class Command(ImportCommand):
    help = "Nhập số liệu tổng hợp từ một tệp Excel."

    def importer(self, options: dict[str, Any]) -> Importer:
        return TallyImporter(clock.today())
