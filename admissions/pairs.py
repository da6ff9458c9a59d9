"""Pairs of records that may be one person admitted twice: the same name without diacritics and the same birth date, to the day,
under two decisions, where nobody has said that it is a readmission or another person."""

from datetime import date
from itertools import pairwise
from typing import NamedTuple

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from admissions.counting import Period
from admissions.lists import Precision
from admissions.models import Admission, AdmissionQuerySet
from units import scope
from units.models import Unit
from units.scope import Person

UNEXPLAINED = Q(birth_precision=Precision.DAY, twin_reason="") & ~Q(readmission=True)


class Pair(NamedTuple):
    """Ids of two records, the one entered first before the other."""

    first: int
    second: int


def likely_twins(unit: Unit, *, period: Period, tree: date, reader: Person) -> list[Pair]:
    """The pairs of which `reader` may see both today, and at least one counts in the period under `unit` on the tree; by name.
    Of three alike, each with the one before it. Three queries, whatever the number of people."""
    here = _with_a_twin(Admission.objects.within(unit, on=tree).counted(period.start, period.end))
    suspects = {pk: (name, born) for pk, name, born in here.values_list("pk", "name_search", "birth_date")}
    alike: dict[tuple[str, date], list[int]] = {}
    for pk, name, born in _named_as(set(suspects.values()), reader).values_list("pk", "name_search", "birth_date"):
        alike.setdefault((name, born), []).append(pk)
    return [
        Pair(first, second)
        for who in sorted(set(suspects.values()))
        for first, second in pairwise(alike.get(who, []))
        if first in suspects or second in suspects
    ]


def _with_a_twin(people: AdmissionQuerySet) -> AdmissionQuerySet:
    """Wherever the other is recorded: who may know of it is asked afterwards, of the few."""
    same = Admission.objects.standing().filter(
        UNEXPLAINED, name_search=OuterRef("name_search"), birth_date=OuterRef("birth_date")
    )
    return people.standing().filter(UNEXPLAINED & Q(Exists(same.exclude(pk=OuterRef("pk")))))


def _named_as(who: set[tuple[str, date]], reader: Person) -> AdmissionQuerySet:
    near = Admission.objects.standing().filter(
        UNEXPLAINED, name_search__in={name for name, _born in who}, birth_date__in={born for _name, born in who}
    )
    return scope.visible(near, reader).order_by("pk")


def are_twins(one: Admission, other: Admission) -> bool:
    """Whether the two are still taken for one person."""
    alike = (one.name_search, one.birth_date, one.birth_precision) == (
        other.name_search,
        other.birth_date,
        other.birth_precision,
    )
    explained = any(record.readmission or record.twin_reason for record in (one, other))
    return alike and one.birth_precision == Precision.DAY and not explained


class ApartForm(forms.Form):
    """Says of two records that they are two people, and why."""

    one = forms.RegexField(r"[0-9a-f]{12}", widget=forms.HiddenInput)
    other = forms.RegexField(r"[0-9a-f]{12}", widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Lý do là hai người khác nhau"),
        max_length=200,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
        error_messages={"required": _("Nhập lý do, ví dụ: khác ngày cấp căn cước, đã đối chiếu hồ sơ.")},
    )
