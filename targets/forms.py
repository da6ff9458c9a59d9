"""What an officer fills in beside the cells: the paper of a decision, and what a proposal should go by."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from partytrack.vietnamese import parse_rate
from targets.lists import IMPORTANCE, Basis

TYPED = {"class": "form-control", "autocomplete": "off"}
DATE = {**TYPED, "data-date": "", "inputmode": "numeric"}


def _day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    errors = {"invalid": _("Ghi ngày dạng dd/mm/yyyy, ví dụ 03/02/2023."), "required": _("Hãy điền ngày.")}
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput(attrs=DATE),
        error_messages=errors,
        input_formats=["%d/%m/%Y", "%d-%m-%Y"],
    )


class PaperForm(forms.Form):
    """The decision that the draft becomes."""

    number = forms.CharField(
        label=_("Số quyết định"),
        max_length=50,
        widget=forms.TextInput(attrs=TYPED),
        error_messages={"required": _("Nhập số quyết định, ví dụ 09-QĐ/HU.")},
    )
    issued_on = _day(_("Ngày ban hành"))
    effective_on = _day(_("Ngày hiệu lực"), required=False, help_text=_("Để trống: là ngày ban hành."))
    due_on = _day(_("Thời hạn"), required=False, help_text=_("Để trống: 31/12 của năm."))
    reason = forms.CharField(
        label=_("Lý do chênh lệch (nếu có)"),
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs=TYPED),
    )


class RateField(forms.CharField):
    """Cleans to a `Decimal` of a hundred, None where nothing is said."""

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value)
        try:
            rate = parse_rate(text) if text else None
        except ValueError:
            rate = Decimal(101)
        if rate is not None and not 0 < rate <= 100:
            raise ValidationError(_("Ghi tỷ lệ phần trăm trên 0, không quá 100, ví dụ 3,25."))
        return rate


class WishForm(forms.Form):
    """What a proposal goes by: how many are shared out, and the importance of each basis, 0 to 100."""

    rate = RateField(
        label=_("Chia theo tỷ lệ % của số đảng viên"),
        max_length=10,
        required=False,
        help_text=_("Ví dụ 3,25. Để trống: chia chỉ tiêu được giao."),
    )
    floor = forms.IntegerField(label=_("Không đơn vị nào dưới"), min_value=0, max_value=1000, required=False)
    rest_only = forms.BooleanField(label=_("Chỉ chia phần còn lại cho các ô còn trống"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        number = {"class": "form-control cell-in", "inputmode": "numeric"}
        self.fields["floor"].widget.attrs = number
        self.fields["rate"].widget.attrs = {**number, "inputmode": "decimal", "autocomplete": "off"}
        self.fields["rest_only"].widget.attrs = {"class": "form-check-input"}
        for basis in Basis:
            self.fields[basis.value] = forms.IntegerField(
                label=basis.label, min_value=0, max_value=IMPORTANCE, required=False, widget=forms.NumberInput(number)
            )

    @property
    def bases(self) -> list[forms.BoundField]:
        return [self[basis.value] for basis in Basis]
