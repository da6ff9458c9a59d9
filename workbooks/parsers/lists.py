"""Choices from a list, and yes or no."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from functools import cached_property
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from partytrack import vietnamese
from workbooks.cells import Cell, shown
from workbooks.faults import BadCell
from workbooks.parsers.base import Parser


class YesNo(Parser):
    """x, có, 1 or không, 0; a blank cell is "unknown", which is not "no"."""

    width = 10
    _SAYS = {"x": True, "co": True, "1": True, "khong": False, "0": False}

    @property
    def hint(self) -> str:
        return _("x hoặc có; không; để trống là không rõ.")

    @property
    def options(self) -> Sequence[str]:
        return ("có", "không")

    def parse(self, cell: Cell) -> bool:
        if isinstance(cell, bool):
            return cell
        said = self._SAYS.get(vietnamese.fold(shown(cell)))
        if said is None:
            raise BadCell(_("Ghi x hoặc có; không; hoặc để trống nếu không rõ."))
        return said

    def export(self, value: bool) -> str:
        return "có" if value else "không"


class Choice(Parser):
    """One of (identifier, label) pairs; either is read, without accents or case. `also`: spelling → identifier."""

    width = 22

    def __init__(self, options: Iterable[tuple[str, Any]], *, also: dict[str, str] | None = None) -> None:
        self._options = [(str(identifier), label) for identifier, label in options]
        self._also = also or {}

    @property
    def options(self) -> Sequence[str]:
        return list(self._labels.values())

    def parse(self, cell: Cell) -> Any:
        return self._one(shown(cell))

    def export(self, value: Any) -> str:
        return self._labels.get(str(value), str(value))

    @cached_property
    def _labels(self) -> dict[str, str]:
        """By identifier. A workbook's labels are Vietnamese whatever the reader's language is."""
        with translation.override("vi"):
            return {identifier: str(label) for identifier, label in self._options}

    @cached_property
    def _known(self) -> dict[str, str]:
        """Identifier by every spelling that is understood; a label wins over an identifier that folds alike."""
        spellings = {identifier: identifier for identifier in self._labels}
        spellings |= self._also
        spellings |= {label: identifier for identifier, label in self._labels.items()}
        return {vietnamese.fold(spelling): identifier for spelling, identifier in spellings.items()}

    def _one(self, text: str) -> str:
        folded = vietnamese.fold(text)
        if folded in self._known:
            return self._known[folded]
        close = get_close_matches(folded, self._known, n=3, cutoff=0.5)
        meant = [self._labels[self._known[spelling]] for spelling in close]
        if not meant and len(self._labels) <= 5:
            meant = list(self._labels.values())
        raise BadCell(_("Không có trong danh sách."), dict.fromkeys(meant))


class Choices(Choice):
    """Several of a list, separated by `;`."""

    width = 30

    @property
    def hint(self) -> str:
        return _("Có thể ghi nhiều mục, cách nhau bằng dấu chấm phẩy. Các mục: %(options)s.") % {
            "options": "; ".join(self._labels.values())
        }

    @property
    def options(self) -> Sequence[str]:
        return ()  # a drop-down list takes one only

    def parse(self, cell: Cell) -> tuple[str, ...]:
        parts = [part.strip() for part in shown(cell).split(";")]
        return tuple(dict.fromkeys(self._one(part) for part in parts if part))

    def export(self, value: Iterable[Any]) -> str:
        return "; ".join(super(Choices, self).export(one) for one in value)
