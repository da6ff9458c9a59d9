"""Workbooks for people: a head that says what, where and when, a table with true numbers and dates, ready for A4."""

import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, cast

from django.http import HttpResponse
from django.utils import translation
from django.utils.http import content_disposition_header
from openpyxl import Workbook as OpenpyxlWorkbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import DataBarRule
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from partytrack import vietnamese
from workbooks import styling
from workbooks.cells import clean
from workbooks.fields import Field, Label
from workbooks.fitting import lines_of
from workbooks.formulas import Formula, Summed, with_values
from workbooks.letterhead import Closing, Letterhead
from workbooks.plots import Laid, Plot, add_plots
from workbooks.rows import Bold, OwnFormula, Painted, Rows
from workbooks.sheets import LISTS_TITLE

__all__ = ["CONTENT_TYPE", "Bold", "Book", "Field", "Label", "Painted", "file_response", "workbook_response"]

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_DROP_DOWN_ROWS = 10_000
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_NOT_IN_FILENAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')


class Book:
    """A workbook being written. Each `add` is a sheet, complete when it returns; 100,000 rows stay out of memory.

    `subject`, `creator` and `made_on` are what the file says of itself beside its title."""

    def __init__(self, title: Label, *, subject: Label = "", creator: Label = "", made_on: date | None = None) -> None:
        self.title = str(title)
        self._workbook = OpenpyxlWorkbook(write_only=True)
        said = self._workbook.properties
        said.title, said.subject = clean(self.title), clean(str(subject)) or None
        said.creator, said.lastModifiedBy = clean(str(creator)) or "Partytrack", "Partytrack"
        said.language = "vi-VN" if translation.get_language() == "vi" else translation.get_language()
        if made_on:
            said.created = datetime.combine(made_on, time())
        self._titles: set[str] = set()
        self._lists: list[Sequence[str]] = []
        self._formulas: list[Formula] = []

    def add(
        self,
        title: Label,
        *,
        fields: Sequence[Field],
        rows: Iterable[Sequence[Any]],
        head: Sequence[Label] = (),
        total: Sequence[Any] | None = None,
        frozen: int = 1,
        letterhead: Letterhead | None = None,
        upright: bool = False,
        outline: Sequence[int] = (),
        folded: int | None = None,
        notes: Sequence[Label] = (),
        filters: bool = False,
        closing: Closing | None = None,
    ) -> Laid:
        """A sheet: `letterhead`, `head` lines (the first as title, where there is no letterhead), headers, `rows`, a bold
        `total`. The first `frozen` columns stay in sight. `upright`: A4 portrait. `outline`: of each row the level at which it
        can be folded away under the row above it, 0 for never; its first cell is set in by as much. `folded`: rows
        of this level and deeper are folded away at first. `notes`: lines below the table. `filters`: at its headers.
        `closing`: stands last. Gives where the table stands."""
        name = self._free_title(str(title))
        sheet = cast(Worksheet, self._workbook.create_sheet(name))  # a write-only one has all that is used here
        above = len(head) + (letterhead.rows if letterhead else 0)
        first = above + 2 if above else 1  # a blank row below the head
        last = first + any(field.group for field in fields)
        self._set_up(sheet, fields, first, last, frozen, upright=upright)
        styling.set_outline(sheet, outline, last + 1, folded)
        table = Rows(sheet, fields)
        widths = [one.wide for one in fields]
        if letterhead:
            letterhead.append_to(sheet, list(map(str, head)), widths)
        for number, line in enumerate(() if letterhead else head, 1):
            styling.append_line(sheet, number, str(line), styling.TITLE if number == 1 else styling.ITALIC, widths)
        if above:
            sheet.append([])
        _append_headers(sheet, fields, first, last)
        count = table.append(rows, last + 1, levels=outline)
        end = last + count
        if total is not None:
            end += table.append([self._as_sums(total, last + 1, end)], end + 1, bold=True)
        for number, line in enumerate(("", *notes) if notes else (), end + 1):
            styling.append_line(sheet, number, str(line), styling.ITALIC, widths)
            end = number
        if closing:
            closing.append_to(sheet, end + 1, widths)
        _add_bars(sheet, fields, last + 1, last + count)
        self._add_drop_downs(sheet, fields, last + 1)
        if filters and count:
            sheet.auto_filter.ref = f"A{last}:{get_column_letter(len(fields))}{last + count}"
        return Laid(name, [last if one.group else first for one in fields], last + 1, last + count)

    def add_plots(self, title: Label, plots: Sequence[Plot]) -> None:
        """A sheet of charts."""
        sheet = cast(Worksheet, self._workbook.create_sheet(self._free_title(str(title))))
        styling.set_page(sheet, self.title)
        add_plots(sheet, plots)

    def to_bytes(self) -> bytes:
        """The finished file; a book can be finished once."""
        stream = io.BytesIO()
        self._add_lists()
        self._workbook.save(stream)
        content = stream.getvalue()
        return with_values(content, self._formulas) if self._formulas else content

    def _as_sums(self, total: Sequence[Any], first: int, last: int) -> list[Any]:
        """The total row, in row `last + 1`, its `Summed` figures as formulas over the rows from `first` on."""
        cells: list[Any] = []
        for number, value in enumerate(total, 1):
            if isinstance(value, Summed) and first <= last:
                letter = get_column_letter(number)
                self._formulas.append(Formula(len(self._workbook.worksheets), f"{letter}{last + 1}", value.value))
                cells.append(OwnFormula(f"=SUM({letter}{first}:{letter}{last})"))
            else:
                cells.append(value.value if isinstance(value, Summed) else value)
        return cells

    def save(self, path: str | Path) -> None:
        Path(path).write_bytes(self.to_bytes())

    def _free_title(self, wanted: str) -> str:
        """At most 31 characters, none that Excel forbids, not used yet."""
        base = _NOT_IN_TITLES.sub(" ", vietnamese.nfc(wanted)).strip().strip("'")[:31].strip() or "Trang"
        name, number = base, 1
        while name.lower() in self._titles:
            number += 1
            suffix = f" ({number})"
            name = base[: 31 - len(suffix)] + suffix
        self._titles.add(name.lower())
        return name

    def _set_up(
        self, sheet: Worksheet, fields: Sequence[Field], first: int, last: int, frozen: int, *, upright: bool
    ) -> None:
        """All that the file format wants before the first row."""
        styling.set_page(sheet, self.title, upright=upright)
        sheet.freeze_panes = f"{get_column_letter(frozen + 1)}{last + 1}"
        sheet.print_title_rows = f"{first}:{last}"
        for number, one in enumerate(fields, 1):
            dimension = sheet.column_dimensions[get_column_letter(number)]
            dimension.width = one.wide
            if one.format:
                dimension.number_format = one.format  # of the cells still to be filled in

    def _add_drop_downs(self, sheet: Worksheet, fields: Sequence[Field], first: int) -> None:
        """Offers the lists; another spelling that the reader knows is let through with a warning."""
        for number, one in enumerate(fields, 1):
            if not (one.options or one.options_in):
                continue
            rule = DataValidation(type="list", formula1=one.options_in or self._listed(one.options), allow_blank=True)
            rule.errorStyle, rule.showErrorMessage = "warning", True
            place = get_column_letter(number)
            rule.add(f"{place}{first}:{place}{first + _DROP_DOWN_ROWS}")
            sheet.data_validations.append(rule)

    def _listed(self, options: Sequence[str]) -> str:
        """Where the hidden sheet will hold them."""
        self._lists.append(options)
        letter = get_column_letter(len(self._lists))
        return f"'{LISTS_TITLE}'!${letter}$1:${letter}${len(options)}"

    def _add_lists(self) -> None:
        if not self._lists:
            return
        sheet = cast(Worksheet, self._workbook.create_sheet(LISTS_TITLE))
        sheet.sheet_state = "hidden"
        for number in range(max(len(options) for options in self._lists)):
            texts = [options[number] if number < len(options) else "" for options in self._lists]
            sheet.append([styling.head_cell(sheet, clean(text), styling.BODY) if text else None for text in texts])


def _append_headers(sheet: Worksheet, fields: Sequence[Field], first: int, last: int) -> None:
    """One row, or two where fields stand in groups: then ungrouped headers span both."""
    cells = [styling.header_cell(sheet, clean(str(one.header)), required=one.required) for one in fields]
    for cell, one in zip(cells, fields, strict=True):
        if one.note:
            cell.comment = Comment(clean(str(one.note)), "Partytrack", height=120, width=320)
    _set_heights_of_headers(sheet, fields, first, last)
    if first == last:
        sheet.append(cells)
        return
    blank = styling.header_cell(sheet, "")
    before = [None, *(one.group for one in fields)]
    sheet.append(
        [
            blank
            if one.group and one.group == last_group
            else styling.header_cell(sheet, clean(str(one.group or one.header)))
            for one, last_group in zip(fields, before, strict=False)
        ]
    )
    sheet.append([cell if one.group else blank for cell, one in zip(cells, fields, strict=True)])
    start = 0
    for number, one in enumerate(fields):
        if not one.group:
            styling.merge(sheet, number + 1, first, number + 1, last)
        if number + 1 == len(fields) or fields[number + 1].group != one.group:
            if one.group and number > start:
                styling.merge(sheet, start + 1, first, number + 1, first)
            start = number + 1
        elif not one.group:
            start = number + 1


def _set_heights_of_headers(sheet: Worksheet, fields: Sequence[Field], first: int, last: int) -> None:
    """So that none is cut: where there are two rows, the lower is as high as its own headers want, and both as the rest."""
    lower = upper = 1
    for one in fields:
        lines = lines_of(str(one.header), one.wide - 1)
        if one.group:
            lower = max(lower, lines)
            beside = sum(other.wide for other in fields if other.group == one.group)
            upper = max(upper, lines_of(str(one.group), beside - 1))
        elif first == last:
            lower = max(lower, lines, 2)
    alone = [lines_of(str(one.header), one.wide - 1) for one in fields if not one.group]
    if first < last:
        lower = max(lower, max(alone, default=0) - upper)
        sheet.row_dimensions[first].height = styling.LINE_HEIGHT * upper
    sheet.row_dimensions[last].height = styling.LINE_HEIGHT * lower


def _add_bars(sheet: Worksheet, fields: Sequence[Field], first: int, last: int) -> None:
    for number, one in enumerate(fields, 1):
        if one.bar and last >= first:
            end = {"end_type": "num", "end_value": 1} if one.percent else {"end_type": "max"}
            rule = DataBarRule(  # type: ignore[no-untyped-call]
                start_type="num", start_value=0, color=styling.BAR_COLOUR, **end
            )
            letter = get_column_letter(number)
            sheet.conditional_formatting.add(f"{letter}{first}:{letter}{last}", rule)


def workbook_response(filename: str, content: bytes) -> HttpResponse:
    return file_response(filename, ".xlsx", CONTENT_TYPE, content)


def file_response(filename: str, extension: str, content_type: str, content: bytes) -> HttpResponse:
    """A download named `filename` in Vietnamese letters (RFC 6266), never shown in place, never kept by a cache."""
    name = safe_file_name(filename)
    if not name.lower().endswith(extension):
        name += extension
    return HttpResponse(
        content,
        content_type=content_type,
        headers={
            "Content-Disposition": content_disposition_header(True, name) or "attachment",
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )


def safe_file_name(text: str) -> str:
    """In Vietnamese letters, without what Windows refuses; of a long one its end, where the names of reports differ."""
    return _NOT_IN_FILENAMES.sub("-", vietnamese.nfc(text)).strip(" .")[-120:] or "partytrack"
