"""The lists of people as workbooks: the rows of the page, in the columns that an import reads."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from admissions.listing import AdmissionList, CandidateList
from admissions.sheets import ADMISSIONS, CANDIDATES, admission_rows, candidate_rows
from admissions.tables import AdmissionTable, CandidateTable
from partytrack.vietnamese import number
from workbooks.formats import DAY, WHOLE
from workbooks.templates import export
from workbooks.writing import Book, Field


def admissions_book(listed: AdmissionList, table: AdmissionTable) -> Book:
    """The people under Kết nạp; what is counted without names on a sheet of its own, which no import reads."""
    book = export(ADMISSIONS, admission_rows(table.people, listed.asked.tree), head=_head(listed))
    if listed.tallies:
        fields = [
            Field(_("Tổ chức"), width=44),
            Field(_("Số người"), format=WHOLE),
            Field(_("Tính đến ngày"), format=DAY),
            Field(_("Nguồn số liệu"), width=44),
        ]
        rows = [
            [row.tally.unit.name, row.quantity, row.tally.counted_on, row.tally.source or None]
            for row in listed.tallies
        ]
        book.add(_("Không có tên"), fields=fields, rows=rows, head=_head(listed))
    return book


def candidates_book(listed: CandidateList, table: CandidateTable) -> Book:
    """One row a person, at the step reached."""
    return export(CANDIDATES, _reached(listed, table), head=_head(listed))


def _reached(listed: CandidateList, table: CandidateTable) -> Iterator[dict[str, Any]]:
    reached = {person.uid: person.stage_on for person in table.people}
    return (row for row in candidate_rows(table.people, listed.asked.tree) if row["stage"] == reached[row["uid"]])


def _head(listed: AdmissionList | CandidateList) -> list[str]:
    title = _("%(title)s: %(n)s người") % {"title": listed.title, "n": number(listed.total)}
    return [title, f"{listed.unit.name} {listed.sentence}", *listed.remarks]
