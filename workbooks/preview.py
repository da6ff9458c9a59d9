"""A batch as a page shows it: its rows in sections, the cells to correct, the choices about what is there twice."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from workbooks.models import ImportBatch, ImportRow, RowState
from workbooks.sheets import Column, Sheet
from workbooks.verdicts import Kind, texts_of

PAGE = 50
FIRST = 5  # good rows on the page that shows everything

FILTERS: Mapping[str, Q] = {
    "good": Q(state__in=ImportRow.GOOD),
    "new": Q(state=RowState.NEW),
    "changed": Q(state=RowState.CHANGED),
    "unchanged": Q(state=RowState.UNCHANGED),
    "noted": Q(noted=True),
    "dropped": Q(state__in=(RowState.DROPPED, RowState.SKIPPED)),
}
"""What can be looked at alone, by the word in the address."""


class ShownKind(Kind, Protocol):
    """A kind of sheet as its preview needs it."""

    @property
    def name(self) -> str:
        """That a batch keeps."""

    @property
    def label(self) -> str | Promise: ...

    @property
    def main(self) -> tuple[str, ...]:
        """The columns that are shown whether or not they have a fault."""

    @property
    def understood(self) -> tuple[str, ...]:
        """Those of a good row, whose unit is shown as it was understood."""

    @property
    def today(self) -> date: ...

    @property
    def meets_twins(self) -> bool:
        """Whether a row may say what is recorded already, and somebody decides."""


@dataclass(frozen=True, slots=True)
class CellView:
    """One cell. `reasons`: why it is refused; `nearest`: what may be meant."""

    key: str
    header: str
    text: str
    reasons: tuple[str, ...] = ()
    nearest: tuple[str, ...] = ()

    @property
    def bad(self) -> bool:
        return bool(self.reasons)


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class RowView:
    """One row. `reasons`: objections to no cell of its own; `changes`: header, before, after."""

    number: int
    state: str
    cells: tuple[CellView, ...]
    reasons: tuple[str, ...]
    remarks: tuple[str, ...]
    twins: tuple[str, ...]
    choices: tuple[Choice, ...]
    decision: str
    changes: tuple[tuple[str, str, str], ...]
    place: str

    @property
    def label(self) -> str:
        return str(RowState(self.state).label)

    @property
    def decided(self) -> bool:
        return bool(self.decision)

    @property
    def good(self) -> bool:
        return self.state in ImportRow.GOOD


@dataclass(frozen=True, slots=True)
class Section:
    """A page of rows under the headers of the columns that matter for them."""

    headers: tuple[str, ...]
    rows: tuple[RowView, ...]
    page: Page[ImportRow]
    keys: str
    """Of its columns, with commas: a row that is checked again comes back in the same ones."""


def bad_rows(batch: ImportBatch, kind: Kind, main: Iterable[str], number: str) -> Section:
    page = _page(batch.rows.filter(state=RowState.BAD), number)
    return _section(page, kind.sheet, main)


def twin_rows(batch: ImportBatch, kind: Kind, main: Iterable[str], number: str) -> Section:
    """Those to decide, and those decided."""
    page = _page(batch.rows.filter(Q(state=RowState.TWIN) | (~Q(decision="") & ~Q(state=RowState.BAD))), number)
    return _section(page, kind.sheet, main)


def some_rows(batch: ImportBatch, kind: Kind, main: Iterable[str], which: str, number: str, size: int) -> Section:
    """Rows of one of FILTERS, as they were understood."""
    page = _page(batch.rows.filter(FILTERS[which]), number, size)
    return _section(page, kind.sheet, main)


def whole_row(row: ImportRow, sheet: Sheet) -> RowView:
    """Every cell of one row, to correct another than the one objected to."""
    return view_of(row, sheet, list(sheet))


def one_row(row: ImportRow, sheet: Sheet, keys: Iterable[str]) -> RowView:
    """The row in the columns of the section that it stands in."""
    return view_of(row, sheet, columns_of(sheet, keys))


def _page(rows: QuerySet[ImportRow], number: str, size: int = PAGE) -> Page[ImportRow]:
    return Paginator(rows.order_by("number"), size).get_page(number)


def _section(page: Page[ImportRow], sheet: Sheet, main: Iterable[str]) -> Section:
    """The main columns of the file that say something here, in their order, and those objected to in some row."""
    rows = list(page.object_list)
    objected = {fault["key"] for row in rows for fault in row.told.get("faults", [])}
    filled = {key for row in rows for key, text in texts_of(row).items() if text}
    keys = dict.fromkeys(key for key in main if key in filled | objected)
    columns = columns_of(sheet, [*keys, *(column.key for column in sheet if column.key in objected)])
    headers = tuple(column.header for column in columns)
    views = tuple(view_of(row, sheet, columns) for row in rows)
    return Section(headers, views, page, ",".join(column.key for column in columns))


def columns_of(sheet: Sheet, keys: Iterable[str]) -> list[Column]:
    """In the order of `keys`; those that the sheet does not have are left out."""
    known = {column.key: column for column in sheet}
    return [known[key] for key in dict.fromkeys(keys) if key in known]


def view_of(row: ImportRow, sheet: Sheet, columns: Iterable[Column]) -> RowView:
    told, texts = row.told, texts_of(row)
    bad: dict[str, list[dict[str, Any]]] = {}
    for fault in told.get("faults", []):
        bad.setdefault(fault["key"], []).append(fault)
    understood = texts if row.state == RowState.BAD else texts | told.get("shown", {})
    cells = tuple(_cell(column, understood, bad.pop(column.key, [])) for column in columns)
    return RowView(
        row.number,
        row.state,
        cells,
        reasons=tuple(fault["reason"] for faults in bad.values() for fault in faults),
        remarks=tuple(warning["reason"] for warning in told.get("warnings", [])),
        twins=tuple(twin["reason"] for twin in told.get("twins", [])),
        choices=tuple(_choices(told.get("twins", []))),
        decision=row.decision,
        changes=tuple((_header(sheet, key), before, after) for key, before, after in told.get("changes", [])),
        place=told.get("place", ""),
    )


def _cell(column: Column, texts: Mapping[str, str], faults: list[dict[str, Any]]) -> CellView:
    nearest = dict.fromkeys(name for fault in faults for name in fault["nearest"])
    reasons = tuple(fault["reason"] for fault in faults)
    return CellView(column.key, column.header, texts.get(column.key, ""), reasons, tuple(nearest))


def _header(sheet: Sheet, key: str) -> str:
    column = sheet.find(key)
    return column.header if column else ""


def _choices(twins: list[dict[str, Any]]) -> Iterator[Choice]:
    """Where every rule takes two for one, neither can be added beside the other."""
    if not twins:
        return
    yield Choice("", _("Chưa quyết, để lại"))
    rows, records = [one for one in twins if "row" in one], [one for one in twins if "record" in one]
    yield Choice("skip", _("Bỏ qua, giữ bản đã có") if records else _("Bỏ qua dòng này"))
    for one in records:
        label = _("Ghi đè bản đã có") if len(records) == 1 else _("Ghi đè bản ghi %(uid)s") % {"uid": one["record"]}
        yield Choice(one["decision"], label)
    for one in rows:
        yield Choice(one["decision"], _("Lấy dòng này, bỏ dòng %(row)d") % {"row": one["row"]})
    if not any(one["blocks"] for one in twins):
        yield Choice("add", _("Là người khác, thêm mới"))


@dataclass(frozen=True, slots=True)
class Matched:
    """A column of the file, and the column of the sheet it was taken for; "" for none."""

    letter: str
    text: str
    header: str


def matched_columns(batch: ImportBatch, sheet: Sheet) -> list[Matched]:
    known = {place: sheet[key].header for key, place in batch.columns.items()}
    return [Matched(get_column_letter(place), text, known.get(place, "")) for place, text in batch.headers]
