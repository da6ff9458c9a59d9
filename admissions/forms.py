"""The form of one admission. It shows and collects texts; what is wrong with them the importer of workbooks says, as everywhere."""

import re
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

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
from workbooks.faults import Fault

UNIT_KEYS = ("unit", "upper", "grassroots", "cell")
"""The columns that name a unit; on this form it is one field."""
COMPLETED = ("decided_on", "received_on", "admitted_on")
"""Dates of which day and month are enough: 6/10 is 06/10 of the year in view. A birth date never is."""
KEPT = ("decision_number", "decided_on", "received_on", "admitted_on")
"""What the next person of the same decision has too, beside the unit."""

_DAY_AND_MONTH = re.compile(r"\s*([0-9]{1,2})([/-])([0-9]{1,2})\s*")
_UNKNOWN = ("", "—")
_COMMONEST = (
    "FARMER", "PUBLIC_EMPLOYEE", "COMMUNE_OFFICIAL", "VILLAGE_OFFICIAL", "SOLDIER_OR_POLICE", "FIRM_WORKER", "UNIVERSITY_STUDENT",
)  # fmt: skip

Choices = Iterable[tuple[str, str | Promise]]


class Radios(forms.RadioSelect):
    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """The summary of errors leads to the first."""
        return super().id_for_label(id_, index or "0")


class Checkboxes(forms.CheckboxSelectMultiple):
    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return super().id_for_label(id_, index or "0")


def _text(label: Any, **attrs: Any) -> forms.Field:
    widget = forms.TextInput(attrs={"class": "form-control", "autocomplete": "off", "spellcheck": "false", **attrs})
    return forms.Field(label=label, required=False, widget=widget)


def _day(label: Any, kind: str = "day") -> forms.Field:
    return _text(label, inputmode="numeric", **{"data-day": kind})


def _list(label: Any, choices: Choices, **more: str) -> forms.Field:
    attrs = {"class": "form-select", "data-combobox": True, **more}
    return forms.Field(label=label, required=False, widget=forms.Select(attrs, choices=[_UNKNOWN, *choices]))


def _radios(label: Any, choices: Choices) -> forms.Field:
    return forms.Field(label=label, required=False, widget=Radios({"class": "form-check-input"}, choices=choices))


def _yes_no(label: Any) -> forms.Field:
    return _radios(label, [("có", _("Có")), ("không", _("Không")), ("", _("Chưa rõ"))])


def _hidden() -> forms.Field:
    return forms.Field(required=False, widget=forms.HiddenInput)


def _commonest_first(choices: Choices) -> Choices:
    return sorted(choices, key=lambda one: _COMMONEST.index(one[0]) if one[0] in _COMMONEST else len(_COMMONEST))


class EntryField(forms.BoundField):
    form: "EntryForm"

    @property
    def remarks(self) -> list[str]:
        return self.form.remarks.get(self.name, [])

    @property
    def previous(self) -> str:
        """Of the person before; several, one a line."""
        said = self.form.previous.get(self.name, "")
        return "\n".join(said) if isinstance(said, list) else said


class EntryForm(forms.Form):
    """In the order of the screen. `remarks`: what refuses nothing, by field; `previous`: what the one before this said."""

    bound_field_class = EntryField

    unit = _text(_("Kết nạp vào"), placeholder=_("Gõ tên hoặc mã, không cần dấu"))
    unit_code = _hidden()
    unit_shown = _hidden()
    name = _text(_("Họ và tên khai sinh"))
    birth = _day(_("Ngày sinh"), "birth")
    sex = _radios(_("Giới tính"), reversed(Sex.choices))
    twin_reason = _text(_("Là người khác, nhập tiếp, vì"))
    general_education = _list(_("Trình độ giáo dục phổ thông"), reversed(GeneralEducation.choices))
    ethnicity = _list(_("Dân tộc"), [(one, one) for one in ETHNICITIES], lang="vi")
    note = _text(_("Ghi chú"))
    occupation = _list(_("Nghề nghiệp"), _commonest_first(Occupation.choices))
    qualification = _list(_("Trình độ chuyên môn"), Qualification.choices)
    religion = _list(_("Tôn giáo"), [(one, one) for one in RELIGIONS], lang="vi")
    political_theory = _list(_("Lý luận chính trị"), PoliticalTheory.choices)
    youth_union = _yes_no(_("Đoàn viên"))
    readmission = _yes_no(_("Kết nạp lại"))
    sources = forms.Field(
        label=_("Thuộc diện"),
        required=False,
        widget=Checkboxes({"class": "form-check-input"}, choices=SourceGroup.choices),
    )
    admitted_on = _day(_("Ngày kết nạp"))
    decision_number = _text(_("Số quyết định"))
    decided_on = _day(_("Ngày quyết định"))
    received_on = _day(_("Ngày nhận quyết định"))
    confirmed_on = _day(_("Ngày chính thức"), "whole")
    entry = _hidden()
    year = _hidden()

    def __init__(self, data: MultiValueDict[str, str] | None = None, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial={**(initial or {})}, label_suffix="")
        self.remarks: dict[str, list[str]] = {}
        self.previous: dict[str, str | list[str]] = {}
        for name, field in self.fields.items():
            if not field.widget.is_hidden:
                field.widget.attrs["aria-describedby"] = f"id_{name}_hint id_{name}_error"
            if isinstance(field.widget, forms.Select):
                self._offer_what_was_typed(name, field.widget)
        for name in ("unit", "name", "birth", "decision_number", "decided_on"):
            self.fields[name].widget.attrs["aria-required"] = "true"

    def _offer_what_was_typed(self, name: str, widget: forms.Select) -> None:
        """What no list has stays as it was typed, for whoever typed it to see and correct."""
        text = self.text(name)
        if text not in {value for value, _label in widget.choices}:
            widget.choices = [*widget.choices, (text, text)]

    def text(self, name: str) -> str:
        """As it was typed."""
        return str(self.data.get(name, ""))

    @property
    def key(self) -> uuid.UUID | None:
        """Of this form: sent twice, it is saved once."""
        try:
            return uuid.UUID(self.text("entry"))
        except ValueError:
            return None

    @property
    def is_empty(self) -> bool:
        """Nothing is typed that a hand would have to type again."""
        said = set(self.fields) - {"entry", "year", "unit_code", "unit_shown"}
        return not any(text.strip() for name in said for text in self._texts(name))

    def renew(self) -> None:
        """Another form from now on, of the same texts."""
        self.data = MultiValueDict(self.data)
        self.data["entry"] = str(uuid.uuid4())

    def texts(self, year: int) -> dict[str, str]:
        """By the keys of the sheet, without its unit; day and month completed to `year` where that is meant."""
        left_out = {*UNIT_KEYS, "unit_code", "unit_shown", "twin_reason", "entry", "year", "sources"}
        found = {name: self.text(name) for name in self.fields if name not in left_out}
        completed = {name: completed_day(found[name], year) for name in COMPLETED}
        return {**found, **completed, "sources": ";".join(self._texts("sources"))}

    def _texts(self, name: str) -> list[str]:
        found: list[str] = MultiValueDict(self.data).getlist(name)
        return found

    def tell(self, faults: Iterable[Fault], remarks: Iterable[Fault]) -> None:
        """Each at its field; what has none of its own, above the form."""
        for fault in faults:
            self.add_error(self._field(fault), words(fault))
        for remark in remarks:
            self.remarks.setdefault(self._field(remark) or "", []).append(words(remark))

    def _field(self, fault: Fault) -> str | None:
        key = "unit" if fault.key in UNIT_KEYS else fault.key
        return key if key in self.fields else None


def completed_day(text: str, year: int) -> str:
    """6/10 → 06/10/2023; anything else stays as it is."""
    found = _DAY_AND_MONTH.fullmatch(text)
    return f"{int(found[1]):02d}{found[2]}{int(found[3]):02d}{found[2]}{year}" if found else text


def words(fault: Fault) -> str:
    """Without the place, which on a form is where it stands."""
    if not fault.nearest:
        return fault.reason
    return f"{fault.reason} " + str(_("Gần nhất: %(values)s.")) % {"values": "; ".join(fault.nearest)}
