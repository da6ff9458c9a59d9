"""`import_admissions FILE`: people admitted, from a workbook."""

from typing import Any

from admissions.importing.admissions import AdmissionImporter
from partytrack import clock
from workbooks.commands import ImportCommand
from workbooks.importing import Importer


class Command(ImportCommand):
    help = "Nhập kết nạp từ một tệp Excel."

    def importer(self, options: dict[str, Any]) -> Importer:
        return AdmissionImporter(clock.today())
