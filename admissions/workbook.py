"""The lists of people as workbooks: the rows of the page, in the columns that an import reads."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import tee
from typing import Any

from django.utils.translation import gettext as _

from admissions.listing.admissions import AdmissionList
from admissions.listing.candidates import CandidateList
from admissions.sheets import ADMISSIONS, CANDIDATES, CHUNK, admission_rows, candidate_rows
from admissions.tables import AdmissionTable, CandidateTable, placed
from partytrack.vietnamese import number
from workbooks.formats import DAY, WHOLE
from workbooks.parsers import Day, Text, WholeNumber
from workbooks.sheets import Column, Sheet
from workbooks.templates import export
from workbooks.writing import Book, Field

EXTRA = {
    "row_number": Column("STT", "row_number", WholeNumber()),
    "unit": Column("Tổ chức", "shown_unit", Text(), width=30),
    "above": Column("Cấp trên trực tiếp", "above", Text(), width=30),
    "counted_on": Column("Ngày tính chỉ tiêu", "counted_on", Day()),
}
"""Columns of the list that no import reads. `unit` as the list shows it; its code is the sheet's `unit`."""


def admissions_book(listed: AdmissionList, table: AdmissionTable) -> Book:
    """The people under Kết nạp; what is counted without names on a sheet of its own, which no import reads. With the columns
    that the address asks for; without any, in all those of the sheet."""
    as_shown = "cols" in listed.more
    sheet = _shown_columns(table.shown) if as_shown else ADMISSIONS
    rows = _shown_rows(listed, table) if as_shown else admission_rows(table.people, listed.asked.tree)
    book = export(sheet, rows, head=_head(listed))
    if listed.tallies and not listed.is_narrowed:
        _add_tallies(book, listed)
    return book


def _shown_columns(names: Sequence[str]) -> Sheet:
    """Behind Mã bản ghi, by which a row goes back in whatever else it says."""
    chosen = [EXTRA[name] if name in EXTRA else ADMISSIONS[_key(name)] for name in names if name != "uid"]
    columns = (replace(column, unless=()) for column in (ADMISSIONS["uid"], *chosen))
    return replace(ADMISSIONS, columns=tuple(columns))


def _key(name: str) -> str:
    """The sheet's key of a column of the list."""
    return "unit" if name == "code" else name


def _shown_rows(listed: AdmissionList, table: AdmissionTable) -> Iterator[dict[str, Any]]:
    tree = listed.asked.tree
    people, read = tee(placed(table.people, tree).iterator(chunk_size=CHUNK))
    for number_of_row, (person, row) in enumerate(zip(people, admission_rows(read, tree), strict=True), 1):
        above = getattr(person, "above", None)
        shown = f"{person.unit.short} ({above})" if above else person.unit.short
        yield row | {
            "row_number": number_of_row,
            "shown_unit": shown,
            "above": above,
            "counted_on": person.counted_on,
        }


def _add_tallies(book: Book, listed: AdmissionList) -> None:
    fields = [
        Field(_("Tổ chức"), width=44),
        Field(_("Số người"), format=WHOLE),
        Field(_("Tính đến ngày"), format=DAY),
        Field(_("Nguồn số liệu"), width=44),
    ]
    rows = [
        [row.tally.unit.name, row.quantity, row.tally.counted_on, row.tally.source or None] for row in listed.tallies
    ]
    book.add(_("Không có tên"), fields=fields, rows=rows, head=_head(listed))


def candidates_book(listed: CandidateList, table: CandidateTable) -> Book:
    """One row a person, at the step reached."""
    return export(CANDIDATES, _reached(listed, table), head=_head(listed))


def _reached(listed: CandidateList, table: CandidateTable) -> Iterator[dict[str, Any]]:
    reached = {person.uid: person.stage_on for person in table.people}
    return (row for row in candidate_rows(table.people, listed.asked.tree) if row["stage"] == reached[row["uid"]])


def _head(listed: AdmissionList | CandidateList) -> list[str]:
    title = _("%(title)s: %(n)s người") % {"title": listed.title, "n": number(listed.total)}
    if isinstance(listed, AdmissionList) and listed.is_narrowed:
        said = {"title": listed.title, "shown": number(listed.shown), "n": number(listed.total)}
        title = _("%(title)s: %(shown)s trong %(n)s người") % said
    narrowed = listed.narrowed_to if isinstance(listed, AdmissionList) else []
    filters = [_("Lọc: %(filters)s.") % {"filters": "; ".join(narrowed)}] if narrowed else []
    return [title, f"{listed.unit.name} {listed.sentence}", *filters, *listed.remarks]
