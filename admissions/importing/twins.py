"""The same person twice: in one file, under another decision, or with a birth date known less well."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from admissions.checks import may_be_the_same
from admissions.importing.drafts import Draft
from admissions.importing.people import Mine, Who
from admissions.models import Admission
from admissions.sheets import birth_of
from partytrack.fields import among
from partytrack.vietnamese import format_date
from workbooks.reading import Row


def like_named(drafts: Sequence[Draft]) -> list[Admission]:
    """Records of the same names, with the same birth date or of the same decision, void ones too, oldest first. One query."""
    people = [draft.who for draft in drafts if draft.who]
    numbers = {number for draft in drafts if (number := draft.row.get("decision_number"))}
    near = Q(birth_date__in=among({one.born for one in people}, "date")) | Q(decision_number__in=among(numbers, "text"))
    named = Admission.objects.filter(near, name_search__in=among({one.name for one in people}, "text"))
    return list(named.select_related("unit").order_by("pk"))


def refuse_twins(drafts: Iterable[Draft]) -> None:
    """Two rows of one file about one record."""
    first: dict[Any, Row] = {}
    for draft in drafts:
        number = draft.row.get("decision_number")
        marks: list[Any] = [(draft.who, number)] if draft.who and number else []
        marks += [draft.known.pk] if draft.known else []
        twin = next((first[mark] for mark in marks if mark in first), None)
        if twin:
            draft.row.repeats(
                "name",
                _("Trùng hàng %(row)d: cùng bản ghi, hoặc cùng họ tên, ngày sinh và số quyết định.")
                % {"row": twin.number},
                blocks=True,
                row=twin.number,
            )
        for mark in marks:
            first.setdefault(mark, draft.row)


def warn_of_likely_twins(
    drafts: Sequence[Draft], people: Mapping[Who, Sequence[Admission]], near: Iterable[Admission], mine: Mine
) -> None:
    """The same name and birth date under another decision, or void under this one: a slip, or a readmission."""
    in_file: dict[Who, Row] = {}
    for draft in drafts:
        person = draft.who
        if person is None or draft.values["readmission"]:
            continue
        for other in people.get(person, []):
            voided = other.decision_number == draft.row.get("decision_number")
            if bool(other.voided_at) != voided or other.unit_id not in mine:
                continue
            if voided:
                draft.row.warn("name", _was_void(other))
            else:
                draft.row.repeats("name", _likely_twin(other), blocks=False, record=other.uid)
        first = in_file.setdefault(person, draft.row)
        if first is not draft.row:
            said = _("Cùng họ tên, ngày sinh với hàng %(row)d.") % {"row": first.number}
            draft.row.repeats("name", said, blocks=False, row=first.number)
    _warn_of_coarse_twins(drafts, near, mine)


def _warn_of_coarse_twins(drafts: Sequence[Draft], near: Iterable[Admission], mine: Mine) -> None:
    """The same name under the same decision, where one birth date may be the other known less well."""
    by_name: dict[tuple[str, str], list[Admission]] = {}
    for record in near:
        if not record.voided_at and record.unit_id in mine:
            by_name.setdefault((record.name_search, record.decision_number), []).append(record)
    for draft in drafts:
        named = (draft.who.name, draft.row["decision_number"]) if draft.who else ("", "")
        for other in by_name.get(named, []):
            if may_be_the_same(draft.row["birth"], birth_of(other)):
                said = {"birth": other.birth, "uid": other.uid}
                draft.row.repeats(
                    "birth",
                    _("Trong quyết định này đã có người cùng họ tên, ngày sinh %(birth)s (bản ghi %(uid)s).") % said,
                    blocks=False,
                    record=other.uid,
                )


def _was_void(record: Admission) -> str:
    return _("Kết nạp này đã bị huỷ (lý do: %(reason)s); dòng này được ghi thành kết nạp mới.") % {
        "reason": record.void_reason
    }


def _likely_twin(record: Admission) -> str:
    return _(
        "Cùng họ tên, ngày sinh đã có kết nạp theo quyết định %(number)s ngày %(day)s ở %(unit)s; hãy xem có trùng không."
    ) % {
        "number": record.decision_number,
        "day": format_date(record.decided_on),
        "unit": record.unit.name,
    }
