"""`import_candidates FILE`: people being prepared, step by step, from a workbook."""

from typing import Any

from admissions.importing.candidates import CandidateImporter
from partytrack import clock
from workbooks.commands import ImportCommand
from workbooks.importing import Importer


class Command(ImportCommand):
    help = "Nhập nguồn (quần chúng ưu tú) từ một tệp Excel."

    def importer(self, options: dict[str, Any]) -> Importer:
        return CandidateImporter(clock.today())
