"""What every parser is."""

from collections.abc import Sequence
from typing import Any

from workbooks.cells import Cell
from workbooks.formats import TEXT


class Parser:
    """`format` is Excel's number format for the column, `hint` the template's note, `options` its drop-down list."""

    format = TEXT
    width = 18

    @property
    def hint(self) -> str:
        return ""

    @property
    def options(self) -> Sequence[str]:
        return ()

    def parse(self, cell: Cell) -> Any:
        """The value of a cell that is not blank. Raises `BadCell`."""
        raise NotImplementedError

    def export(self, value: Any) -> Any:
        """What to write in a cell for `value`, which is never None: str, int or date."""
        return value
