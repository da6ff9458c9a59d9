"""What someone has typed and not saved yet: kept on the server every few seconds, for him alone, whatever becomes of his session.

A form carries a ticket, signed: whose it is and which form. So text that arrives after the session has ended is still kept for
whoever typed it, and for nobody else who signs in at that computer.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.core import signing
from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict

from accounts.models import Draft, User

FIELD = "draft_ticket"
"""The name of the hidden field with the ticket."""

_SALT = "accounts.drafts"
_VALID_FOR = 24 * 60 * 60  # seconds: twice the longest session
_LONGEST = 100_000  # characters; the forms of a screen have a few hundred
_NOT_TYPED = frozenset({FIELD, "csrfmiddlewaretoken"})

Content = Mapping[str, Sequence[str]]


class Ticket(NamedTuple):
    user_id: int
    form: str


def load(user: User, form: str) -> Draft | None:
    return Draft.objects.filter(user=user, form=form).first()


def keep(user_id: int, form: str, content: Content) -> Draft | None:
    """Keeps the latest of each form; None where there is more text than a form of ours has. One query."""
    clean = {name: [text.replace("\0", "") for text in texts] for name, texts in content.items()}
    if sum(len(text) for texts in clean.values() for text in texts) > _LONGEST:
        return None
    draft = Draft(user_id=user_id, form=form, content=clean)
    Draft.objects.bulk_create(
        [draft], update_conflicts=True, unique_fields=["user", "form"], update_fields=["content", "saved_at"]
    )
    return draft


def discard(user: User, form: str) -> None:
    Draft.objects.filter(user=user, form=form).delete()


def typed(posted: MultiValueDict[str, Any]) -> Content:
    """What somebody typed, of all that a form sends."""
    return {name: [str(text) for text in texts] for name, texts in posted.lists() if name not in _NOT_TYPED}


def data_of(draft: Draft) -> MultiValueDict[str, str]:
    """As it was sent, for a form to be filled with."""
    return MultiValueDict(draft.content)


def ticket(user: User, form: str) -> str:
    return signing.dumps([user.pk, form], salt=_SALT)


def holder(posted: QueryDict) -> Ticket | None:
    """Whose form this is, and which; None where it does not say so with our own signature."""
    try:
        return Ticket(*signing.loads(posted.get(FIELD, ""), salt=_SALT, max_age=_VALID_FOR))
    except signing.BadSignature:
        return None


def rescue(request: HttpRequest) -> bool:
    """Keeps what was typed into a form of ours by somebody who is no longer signed in. False where nothing was kept."""
    held = holder(request.POST) if request.method == "POST" else None
    if held is None or not User.objects.filter(pk=held.user_id, is_active=True).exists():
        return False
    return keep(*held, typed(request.POST)) is not None
