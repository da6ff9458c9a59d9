"""What comes back from the page, or out of a draft of it: texts by the names of cells, and what was decided of them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from django.http import Http404
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from accounts import drafts
from accounts.models import Draft
from admissions.tallying.asked import FIGURE_KEYS, GridAsked
from admissions.tallying.grid import TallyGrid
from partytrack.vietnamese import nfc
from units.question import BadQuestion

SEEN, CHOICE, MINE, THEIRS = "seen", "choice:", "mine|", "theirs|"


@dataclass(frozen=True, slots=True)
class Posted:
    """`seen`: what the page showed. `choices`: "mine|12" or "theirs|12" by cell, of one that somebody set to 12 meanwhile.

    `withdraw`: the cells whose tallies are to go; `good_rows`: what is right of the rest is to be saved without what is not.
    """

    texts: Mapping[str, str]
    seen: Mapping[str, str]
    choices: Mapping[str, str] = field(default_factory=dict)
    withdraw: frozenset[str] = frozenset()
    good_rows: bool = False

    @classmethod
    def of(cls, data: MultiValueDict[str, str]) -> "Posted":
        """Raises `BadQuestion` where what the page showed is not told."""
        sent = {name: str(text) for name, text in data.items()}
        return cls(
            texts={name: _tidy(text) for name, text in sent.items() if _is_cell(name)},
            seen=_texts(sent.get(SEEN, "{}")),
            choices={name.removeprefix(CHOICE): pick for name, pick in sent.items() if name.startswith(CHOICE)},
            withdraw=frozenset(sent.get("withdraw", "").split()),
            good_rows=sent.get("save") == "good",
        )

    @classmethod
    def of_draft(cls, draft: Draft | None) -> "Posted":
        """What was typed, without what was decided: that is asked again."""
        if draft is None:
            return cls({}, {})
        return replace(cls.of(drafts.data_of(draft)), choices={}, withdraw=frozenset())

    def days(self, asked: GridAsked) -> list[date]:
        """The days typed for, where the columns are days."""
        names = [name for name, text in self.texts.items() if text != self.seen.get(name, "")]
        found = {name.partition(":")[0] for name in names}
        return [date.fromisoformat(day) for day in found if day not in FIGURE_KEYS] if asked.on is None else []


def take(grid: TallyGrid, posted: Posted) -> None:
    """Writes the texts into the grid. Raises `Http404` for a cell that this person's grid does not have."""
    cells = {cell.name: cell for cell in grid.cells}
    codes = {line.unit.code for line in grid.lines}
    for name, text in posted.texts.items():
        seen = posted.seen.get(name, "")
        if name in cells and text != seen:
            cells[name].typed, cells[name].seen = text, seen
        elif name not in cells and (text != seen or name.partition(":")[2] not in codes):
            raise Http404


def decide(grid: TallyGrid, choices: Mapping[str, str]) -> None:
    """Of the cells that somebody else changed meanwhile: mine, or theirs, as long as theirs is still what was chosen about."""
    for cell in grid.cells:
        if cell.is_overtaken:
            pick = choices.get(cell.name)
            if pick == MINE + cell.kept:
                cell.seen = cell.kept
            elif pick == THEIRS + cell.kept:
                cell.take_back()


def draft_of(grid: TallyGrid) -> drafts.Content:
    """What of the grid is typed and not saved, as the page would send it; empty where nothing is."""
    changed = grid.changed
    if not changed:
        return {}
    seen = json.dumps({cell.name: cell.seen for cell in changed})
    return {SEEN: [seen], **{cell.name: [cell.typed] for cell in changed}}


def _is_cell(name: str) -> bool:
    first, colon, _code = name.partition(":")
    if not colon:
        return False
    try:
        return first in FIGURE_KEYS or bool(date.fromisoformat(first))
    except ValueError:
        return False


def _texts(written: str) -> dict[str, str]:
    try:
        found = json.loads(written)
    except json.JSONDecodeError:
        found = None
    if not isinstance(found, dict) or not all(isinstance(text, str) for text in found.values()):
        raise BadQuestion(_("Trang gửi lên không đủ. Tải lại trang; những gì đã gõ còn trong bản nháp."))
    return {name: _tidy(text) for name, text in found.items()}


def _tidy(text: str) -> str:
    """Half characters, which no database takes, do not come from a keyboard."""
    return " ".join(nfc(text.encode(errors="ignore").decode()).split())
