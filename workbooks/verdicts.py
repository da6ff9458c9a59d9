"""What an importer says of a row, in a form that is kept: the row again from its kept cells, its state, and its words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Protocol

from django.db import models

from workbooks.cells import Cell, CellError, CoarseDate, shown
from workbooks.faults import Fault
from workbooks.importing import Importer, Planned, plan_of
from workbooks.models import ImportBatch, ImportRow, RowState
from workbooks.reading import Meanings, Reading, Row, row_of
from workbooks.sheets import Column, Sheet

SWALLOWED = {"merged": True}
RESTING = (RowState.SKIPPED, RowState.DROPPED)


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of a good row besides its cells: what it belongs to, by name and by id, and the year it counts in."""

    place: str
    touched: tuple[int, ...] = ()
    year: int | None = None


class Kind(Protocol):
    """What an app says of one kind of sheet that comes in by batches."""

    @property
    def sheet(self) -> Sheet: ...

    @property
    def models(self) -> Sequence[type[models.Model]]:
        """All that its importer writes."""

    def importer(self) -> Importer:
        """A fresh one: what it looked at may have changed."""

    def kin(self, row: Row) -> list[str]:
        """Marks that rows have in common when they may mean one record."""

    def seen(self, planned: Planned) -> Seen: ...


def encoded(cell: Cell | None) -> Any:
    """A cell as JSON, its type kept."""
    if cell is None or isinstance(cell, str):
        return cell
    match cell:
        case date():
            return {"day": cell.isoformat()}
        case time():
            return {"time": cell.isoformat()}
        case CoarseDate():
            return {"year": cell.year, "month": cell.month}
        case CellError():
            return {"error": cell.text}
        case _:
            return cell


def decoded(kept: Any) -> Cell | None:
    if kept is None or isinstance(kept, str):
        return kept
    match kept:
        case {"day": day}:
            return date.fromisoformat(day)
        case {"time": hour}:
            return time.fromisoformat(hour)
        case {"year": year, "month": month}:
            return CoarseDate(year, month)
        case {"error": text}:
            return CellError(text)
        case {"merged": _}:
            return None
        case bool():
            return kept
        case _:
            return float(kept)


def cells_of(row: Row) -> dict[str, Any]:
    return {key: SWALLOWED if key in row.swallowed else encoded(cell) for key, cell in row.cells.items()}


def rows_again(kept: Iterable[ImportRow], batch: ImportBatch, sheet: Sheet) -> list[Row]:
    meanings = Meanings(sheet)
    return [row_again(one, batch, sheet, meanings) for one in kept]


def row_again(kept: ImportRow, batch: ImportBatch, sheet: Sheet, meanings: Meanings | None = None) -> Row:
    """As it was read, with what somebody typed over it."""
    cells: dict[str, Cell | None] = {key: decoded(cell) for key, cell in kept.cells.items()}
    swallowed = frozenset(key for key, cell in kept.cells.items() if cell == SWALLOWED) - kept.typed.keys()
    return row_of(
        sheet,
        kept.number,
        cells | kept.typed,
        batch.title,
        places=batch.columns,
        swallowed=swallowed,
        decision=kept.decision,
        meanings=meanings,
    )


def review(batch: ImportBatch, kind: Kind, kept: Sequence[ImportRow], rows: Sequence[Row] | None = None) -> None:
    """Checks these rows together and sets what is said of each; `rows` are the same, read already."""
    rows = rows or rows_again(kept, batch, kind.sheet)
    plan = plan_of(Reading(kind.sheet, batch.title, rows=list(rows)), kind.importer())
    for one, planned in zip(kept, plan.planned, strict=True):
        judge(one, planned, kind)


def judge(kept: ImportRow, planned: Planned, kind: Kind) -> None:
    """Sets the state of a row and the words about it."""
    row = planned.row
    seen = kind.seen(planned) if planned.data is not None else None
    kept.state = state_of(planned)
    said = _without_twins(row, row.warnings)
    told: dict[str, Any] = {
        "faults": [_told(fault) for fault in _without_twins(row, row.faults)],
        "warnings": [_told(warning) for warning in said],
        "twins": [_twin(twin) for twin in row.twins] or (kept.told.get("twins", []) if kept.decision else []),
        "shown": _interpreted(row, kind.sheet),
        "changes": [
            [key, _written(kind.sheet, key, before), _written(kind.sheet, key, after)]
            for key, (before, after) in planned.changes.items()
        ],
        "place": seen.place if seen else "",
    }
    kept.told = {name: value for name, value in told.items() if value}
    kept.noted = bool(said) and kept.state in ImportRow.GOOD
    kept.kin = kind.kin(row)
    kept.year = seen.year if seen and kept.state == RowState.NEW else None


def state_of(planned: Planned) -> RowState:
    row = planned.row
    if _without_twins(row, row.faults):
        return RowState.BAD
    return RowState.TWIN if undecided(row) else RowState(planned.outcome.value)


def undecided(row: Row) -> bool:
    return any(twin.blocks or row.decision != "add" for twin in row.twins)


def _without_twins(row: Row, objections: Iterable[Fault]) -> list[Fault]:
    twins = {id(twin.objection) for twin in row.twins}
    return [one for one in objections if id(one) not in twins]


def _told(fault: Fault) -> dict[str, Any]:
    return {"key": fault.key, "reason": fault.reason, "nearest": list(fault.nearest)}


def _twin(twin: Any) -> dict[str, Any]:
    said = {"reason": twin.objection.reason, "decision": twin.decision, "blocks": twin.blocks}
    return said | ({"row": twin.row} if twin.row is not None else {"record": twin.record})


def _interpreted(row: Row, sheet: Sheet) -> dict[str, str]:
    """How each value was understood, where that reads otherwise than the cell."""
    found = {}
    for column in sheet:
        value, raw = row.values.get(column.key), row.raw.get(column.key)
        if value is not None and value != raw and (text := _text(column, value)) != raw:
            found[column.key] = text
    return found


def _written(sheet: Sheet, key: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    column = sheet.find(key)
    return _text(column, value) if column else _plain(value)


def _text(column: Column, value: Any) -> str:
    return _plain(column.parser.export(value))


def _plain(written: Any) -> str:
    return shown(written) if isinstance(written, date | bool) else str(written)


def texts_of(kept: ImportRow) -> Mapping[str, str]:
    """Each cell as it stands now: as read, or as typed over."""
    typed: dict[str, str] = kept.typed
    return {key: shown(decoded(cell)) for key, cell in kept.cells.items()} | typed
