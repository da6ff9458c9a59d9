"""The draft of the next decision, kept on the server: what two people type at once is merged cell by cell, and nothing is lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from accounts.models import User
from targets.models import AllocationDraft
from units.models import Unit

Texts = Mapping[str, str]


def keepable(text: str) -> str:
    """Without the one character that no database text holds: it stays seen, so that what it stood in is no number."""
    return text.replace("\0", "\ufffd")


@dataclass(frozen=True, slots=True)
class Merged:
    """`texts` by cell, with one's own where both changed it; `theirs`: what the other wrote in those."""

    texts: dict[str, str]
    theirs: dict[str, str]


def merge(shown: Texts, mine: Texts, kept: Texts) -> Merged:
    """Of what was `shown` to me, what I made of it, and what is `kept` by now. A cell only one of us changed is his."""
    texts, theirs = dict(kept), {}
    for cell, text in mine.items():
        before, now = shown.get(cell, ""), kept.get(cell, "")
        if text == before:
            continue
        texts[cell] = text
        if now not in (before, text):
            theirs[cell] = now
    return Merged(texts, theirs)


def draft_of(issuer: Unit, year: int) -> AllocationDraft | None:
    return AllocationDraft.objects.select_related("saved_by").filter(issuer=issuer, year=year).first()


def keep(
    issuer: Unit, year: int, by: User, *, shown: Texts, mine: Texts, paper: Mapping[str, Any], standing: Texts
) -> tuple[AllocationDraft | None, Merged]:
    """Keeps what was typed beside what others typed meanwhile. A cell that both changed stays the other's until it is sent
    again in knowledge of his. `standing`: what the cells say without any draft. Nothing typed: nothing is kept."""
    if not any(paper.values()) and all(text == shown.get(cell, "") for cell, text in mine.items()):
        draft = draft_of(issuer, year)
        return draft, merge(shown, mine, {**standing, **(draft.cells if draft else {})})
    with transaction.atomic():
        draft = _locked(issuer, year)
        merged = merge(shown, mine, {**standing, **draft.cells})
        typed = {cell for cell, text in mine.items() if text != shown.get(cell, "")}
        cells = {cell: merged.theirs.get(cell, text) for cell, text in merged.texts.items()}
        draft.cells = {cell: text for cell, text in cells.items() if text != standing.get(cell, "")}
        draft.by_hand = sorted((set(draft.by_hand) | typed) - merged.theirs.keys())
        draft.paper = dict(paper) or draft.paper
        _save(draft, by)
    return draft, merged


def fill(issuer: Unit, year: int, by: User, cells: Texts, standing: Texts) -> None:
    """What a proposal says, in cells that nobody typed."""
    with transaction.atomic():
        draft = _locked(issuer, year)
        draft.cells = {cell: text for cell, text in {**draft.cells, **cells}.items() if text != standing.get(cell, "")}
        _save(draft, by)


def discard(issuer: Unit, year: int) -> None:
    AllocationDraft.objects.filter(issuer=issuer, year=year).delete()


def _locked(issuer: Unit, year: int) -> AllocationDraft:
    """Until this transaction ends nobody else writes in it."""
    AllocationDraft.objects.get_or_create(issuer=issuer, year=year)
    return AllocationDraft.objects.select_for_update().get(issuer=issuer, year=year)


def _save(draft: AllocationDraft, by: User) -> None:
    draft.version += 1
    draft.saved_by = by
    draft.save()
