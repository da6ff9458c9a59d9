"""By what a list of admissions can be narrowed: each filter is a parameter of the address, and says itself in words."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Case
from django.forms.utils import flatatt
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from admissions import counting
from admissions.lists import (
    ETHNICITIES,
    RELIGIONS,
    GeneralEducation,
    Occupation,
    PoliticalTheory,
    Qualification,
    Sex,
    SourceGroup,
)
from admissions.models import Admission, AdmissionQuerySet
from partytrack.vietnamese import format_date
from units import question
from units.models import Unit, UnitQuerySet
from units.question import Asked, BadQuestion

UNKNOWN = "unknown"
Choices = Iterable[tuple[str, str | Promise]]
LONGEST = 40  # characters of a wrong value that a sentence repeats


LANG, SELECTED = mark_safe(' lang="vi"'), mark_safe(" selected")


class Names(forms.Select):
    """A list of names of the country's own, which are the same in every language of the page."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """By hand: through Django's templates the 150 options of this page cost more than its table."""
        choices = tuple((key, str(label)) for key, label in self.choices)
        given = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        options = _options(choices, value if value in dict(choices) else "")
        return format_html("<select{}>{}</select>", flatatt(given), options)


@lru_cache(maxsize=500)
def _options(choices: tuple[tuple[str, str], ...], chosen: str) -> SafeString:
    """They are the same on page after page: of each list, with what is mostly chosen in it, kept at hand in both languages."""
    options = (
        (key, SELECTED if key == chosen else "", LANG if key in ETHNICITIES or key in RELIGIONS else "", label)
        for key, label in choices
    )
    return format_html_join("", '<option value="{}"{}{}>{}</option>', options)


class ChoiceField(forms.ChoiceField):
    def validate(self, value: Any) -> None:
        if value and not self.valid_value(value):
            raise ValidationError(_("Không có lựa chọn “%(value)s”.") % {"value": str(value)[:LONGEST]})

    def label_of(self, value: str) -> Any:
        return next(label for key, label in self.widget.choices if key == value)


class DayField(forms.CharField):
    """A day as the period's is written: 2023-10-10 or 10/10/2023."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "data-date": True})

    def to_python(self, value: Any) -> Any:
        try:
            return question.day({"day": str(value or "").replace("\0", "")}, "day")
        except BadQuestion as refused:
            raise ValidationError(str(refused)) from refused

    def prepare_value(self, value: Any) -> Any:
        return format_date(value) if isinstance(value, date) else value


class PlaceField(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes none when run
    """The code of one of the queryset's units, in small letters too."""

    widget = forms.TextInput(
        attrs={"autocomplete": "off", "autocapitalize": "characters", "maxlength": 20, "list": "l-below"}
    )

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.strip().upper() if isinstance(value, str) else value)


class Among(django_filters.Filter):
    """One value of a list."""

    field_class = ChoiceField

    def __init__(self, field_name: str, choices: Choices, label: str | Promise) -> None:
        every: list[tuple[str, str | Promise]] = [("", gettext_lazy("Tất cả")), *choices]
        super().__init__(field_name, label=label, choices=every, widget=Names)


class Listed(Among):
    """One value of a list, or what is not known of a person: `blank` is how that is kept."""

    def __init__(self, field_name: str, choices: Choices, label: str | Promise, *, blank: str | None = "") -> None:
        super().__init__(field_name, [*choices, (UNKNOWN, gettext_lazy("Chưa rõ"))], label)
        self.blank = blank

    def filter(self, people: AdmissionQuerySet, value: str) -> AdmissionQuerySet:
        if not value:
            return people
        return people.filter(**{self.field_name: self.blank if value == UNKNOWN else self.meaning(value)})

    def meaning(self, value: str) -> Any:
        return value


class YesNo(Listed):
    def __init__(self, field_name: str, label: str | Promise) -> None:
        super().__init__(field_name, [("yes", gettext_lazy("Có")), ("no", gettext_lazy("Không"))], label, blank=None)

    def meaning(self, value: str) -> bool:
        return value == "yes"


class Classed(Listed):
    """One value of what is told by an expression, "" where it does not tell."""

    def __init__(self, name: str, told_by: Case, choices: Choices, label: str | Promise) -> None:
        super().__init__(name, choices, label)
        self.told_by = told_by

    def filter(self, people: AdmissionQuerySet, value: str) -> AdmissionQuerySet:
        return super().filter(people.alias(**{self.field_name: self.told_by}), value) if value else people


class DayFilter(django_filters.Filter):
    field_class = DayField


class PlaceFilter(django_filters.Filter):
    field_class = PlaceField


class Ticked(django_filters.Filter):
    field_class = forms.BooleanField


class Lacking(Ticked):
    """Ticked: those of whom that date is not recorded."""

    def filter(self, people: AdmissionQuerySet, value: bool) -> AdmissionQuerySet:
        return people.filter(**{f"{self.field_name}__isnull": True}) if value else people


class Said(NamedTuple):
    """One filter in words: `name` is its parameter, `is_data` marks a value that is the same in every language."""

    name: str
    label: str
    value: str
    is_data: bool


def _css(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxInput):
        return "form-check-input"
    return "form-select" if isinstance(widget, forms.Select) else "form-control"


class FilterForm(forms.Form):
    RANGES = ("decided", "ceremony", "confirmed")

    def __init__(self, data: QueryDict, prefix: str | None = None) -> None:
        super().__init__(data, auto_id="f-%s", prefix=prefix)
        for field in self.fields.values():
            field.widget.attrs["class"] = _css(field.widget)

    def clean(self) -> dict[str, Any]:
        for name in self.RANGES:
            first, last = self.cleaned_data.get(f"{name}_from"), self.cleaned_data.get(f"{name}_to")
            if first and last and last < first:
                sentence = _("Ngày cuối ở trước ngày đầu, %(day)s.") % {"day": format_date(first)}
                self.add_error(f"{name}_to", sentence)
        return self.cleaned_data


AGES = [
    (
        str(first),
        format_lazy(gettext_lazy("{first}–{last} tuổi"), first=first, last=last)
        if last
        else gettext_lazy("Trên 60 tuổi"),
    )
    for first, last in counting.AGES
]
MONTHS = [(str(month), format_lazy(gettext_lazy("Tháng {month}"), month=month)) for month in range(1, 13)]


class AdmissionFilters(django_filters.FilterSet):
    """Narrows what `people` of a figure is listed. A person's name is no filter: it never stands in an address."""

    place = PlaceFilter(method="in_place", label=gettext_lazy("Mã đơn vị bên dưới"))
    sex = Listed("sex", Sex.choices, gettext_lazy("Giới tính"))
    ethnicity = Listed("ethnicity", [(name, name) for name in ETHNICITIES], gettext_lazy("Dân tộc"))
    minority = Classed(
        "is_of_minority",
        counting.IS_OF_MINORITY,
        [("yes", gettext_lazy("Có")), ("no", gettext_lazy("Không"))],
        gettext_lazy("Dân tộc thiểu số"),
    )
    religion = Listed("religion", [(name, name) for name in RELIGIONS], gettext_lazy("Tôn giáo"))
    occupation = Listed("occupation", Occupation.choices, gettext_lazy("Nghề nghiệp"))
    source = Listed("sources__group", SourceGroup.choices, gettext_lazy("Đối tượng"), blank=None)
    youth_union = YesNo("youth_union", gettext_lazy("Đoàn viên"))
    age = Classed("age_at_counting", counting.AGE, AGES, gettext_lazy("Tuổi vào ngày tính chỉ tiêu"))
    general_education = Listed("general_education", GeneralEducation.choices, gettext_lazy("Trình độ phổ thông"))
    qualification = Listed("qualification", Qualification.choices, gettext_lazy("Trình độ chuyên môn"))
    political_theory = Listed("political_theory", PoliticalTheory.choices, gettext_lazy("Lý luận chính trị"))
    readmission = YesNo("readmission", gettext_lazy("Kết nạp lại"))
    month = Among("counted_on__month", MONTHS, gettext_lazy("Tháng tính chỉ tiêu"))
    decision = django_filters.CharFilter(method="by_decision", label=gettext_lazy("Số quyết định"), max_length=50)
    whole = Ticked(method="as_part", label=gettext_lazy("Đúng cả số quyết định"))
    decided_from = DayFilter("decided_on", "gte", label=gettext_lazy("Ngày quyết định từ"))
    decided_to = DayFilter("decided_on", "lte", label=gettext_lazy("Ngày quyết định đến"))
    ceremony_from = DayFilter("admitted_on", "gte", label=gettext_lazy("Ngày kết nạp từ"))
    ceremony_to = DayFilter("admitted_on", "lte", label=gettext_lazy("Ngày kết nạp đến"))
    confirmed_from = DayFilter("confirmed_on", "gte", label=gettext_lazy("Ngày chính thức từ"))
    confirmed_to = DayFilter("confirmed_on", "lte", label=gettext_lazy("Ngày chính thức đến"))
    no_ceremony = Lacking("admitted_on", label=gettext_lazy("Chưa có ngày kết nạp"))
    no_confirmation = Lacking("confirmed_on", label=gettext_lazy("Chưa có ngày chính thức"))

    class Meta:
        model = Admission
        fields: list[str] = []
        form = FilterForm

    GROUPS = (
        (
            gettext_lazy("Người"),
            ("sex", "age", "ethnicity", "minority", "religion", "occupation", "source", "youth_union", "general_education",
             "qualification", "political_theory", "readmission"),
        ),
        (gettext_lazy("Nơi và quyết định"), ("place", "decision", "whole", "month")),
        (
            gettext_lazy("Ngày"),
            ("decided_from", "decided_to", "ceremony_from", "ceremony_to", "confirmed_from", "confirmed_to", "no_ceremony",
             "no_confirmation"),
        ),
    )  # fmt: skip
    DATA = ("place", "ethnicity", "religion", "decision")
    """Whose values are names and numbers of the country's own."""

    def __init__(
        self, query: QueryDict, asked: Asked, places: UnitQuerySet, only: Collection[str] | None = None
    ) -> None:
        """`places`: the units that may be asked for; `only`: the filters there are, None for all."""
        super().__init__(query, Admission.objects.all())
        self.asked = asked
        if only is not None:
            for name in self.filters.keys() - set(only):
                del self.filters[name]
            return
        self.filters["place"].extra |= {
            "queryset": places,
            "to_field_name": "code",
            "error_messages": {"invalid_choice": _("Không có tổ chức mang mã này ở bên dưới, trong phạm vi của bạn.")},
        }

    def narrowed(self, people: AdmissionQuerySet) -> AdmissionQuerySet:
        """Of `people`, those that every filter lets through; of a form with errors, nobody."""
        if self.errors:
            return people.none()
        found: AdmissionQuerySet = self.filter_queryset(people)
        return found

    def in_place(self, people: AdmissionQuerySet, _name: str, unit: Unit) -> AdmissionQuerySet:
        return people.within(unit, on=self.asked.tree)

    def by_decision(self, people: AdmissionQuerySet, _name: str, number: str) -> AdmissionQuerySet:
        if self.form.cleaned_data.get("whole"):
            return people.filter(decision_number=number)
        return people.filter(decision_number__icontains=number)

    def as_part(self, people: AdmissionQuerySet, _name: str, _whole: bool) -> AdmissionQuerySet:
        """Says how `decision` is meant; narrows nothing itself."""
        return people

    @property
    def objections(self) -> dict[str, list[str]]:
        """What was asked for and cannot be, by parameter."""
        return {name: list(errors) for name, errors in self.errors.items()}

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        groups = [
            (str(legend), [self.form[name] for name in names if name in self.filters]) for legend, names in self.GROUPS
        ]
        return [(legend, fields) for legend, fields in groups if fields]

    @property
    def said(self) -> list[Said]:
        """Those in force, in words."""
        return [] if self.errors else list(self._said())

    def _said(self) -> Iterator[Said]:
        for name, value in self.form.cleaned_data.items():
            if value in (None, "", False) or (name == "whole" and not self.form.cleaned_data.get("decision")):
                continue
            label = str(self.form.fields[name].label)
            yield Said(name, label, self._in_words(name, value), name in self.DATA and value != UNKNOWN)

    def _in_words(self, name: str, value: Any) -> str:
        field = self.form.fields[name]
        if isinstance(field, ChoiceField):
            return str(field.label_of(value))
        if isinstance(value, date):
            return format_date(value)
        if isinstance(value, Unit):
            return value.name
        return _("có") if value is True else str(value)
