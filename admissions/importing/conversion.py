"""From candidate to admission, without typing anything again."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from admissions.importing.drafts import Draft, people_of
from admissions.importing.people import Mine, grassroots_of, same_people, together
from admissions.models import Candidate


def convert(drafts: Sequence[Draft], mine: Mine) -> None:
    """The open candidate of the same name and birth date in the same TCCSĐ becomes the admission."""
    is_open = Q(admission__isnull=True) | Q(admission__voided_at__isnull=False)
    waiting = same_people(Candidate.objects.filter(is_open, dropped_on__isnull=True), people_of(drafts))
    known = [draft.known.pk for draft in drafts if draft.known]
    converted = set(Candidate.objects.filter(admission__in=known).values_list("admission_id", flat=True))
    meeting = [
        (draft, candidates)
        for draft in drafts
        if draft.who
        and (candidates := waiting.get(draft.who, []))
        and not (draft.known and draft.known.pk in converted)
    ]
    elsewhere = [(draft, one) for draft, candidates in meeting for one in candidates if one.unit_id != draft.place.pk]
    grassroots = grassroots_of({(pk, draft.day) for draft, one in elsewhere for pk in (draft.place.pk, one.unit_id)})
    taken: set[int] = set()
    unclear: list[tuple[Draft, Sequence[Candidate]]] = []
    for draft, candidates in meeting:
        left = _convert_one(draft, [one for one in candidates if one.pk not in taken], grassroots)
        if draft.candidate:
            taken.add(draft.candidate.pk)
        elif left:
            unclear.append((draft, left))
    mine.learn(one.unit_id for _draft, left in unclear for one in left)
    for draft, left in unclear:
        _point_out(draft, [one for one in left if one.unit_id in mine])


def _convert_one(
    draft: Draft, candidates: Sequence[Candidate], grassroots: dict[tuple[int, date], int]
) -> Sequence[Candidate]:
    """Sets the draft's candidate where there is but one; else those to point out."""
    unit, day = draft.place, draft.day
    here = [one for one in candidates if together(grassroots, unit.pk, one.unit_id, day)]
    here = [one for one in here if one.unit_id == unit.pk] or here
    if len(here) == 1:
        draft.candidate = here[0]
        if draft.known:
            draft.changes["candidate"] = (None, here[0].name)
        return []
    return here or ([] if draft.known else candidates)


def _point_out(draft: Draft, candidates: Sequence[Candidate]) -> None:
    names = "; ".join(sorted({one.unit.name for one in candidates}))
    if names:
        draft.row.warn(
            "name",
            _("Có người cùng họ tên, ngày sinh trong nguồn của %(units)s; không tự chuyển.") % {"units": names},
        )
