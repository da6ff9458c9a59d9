"""Taking an admission back: it stays, void, with the reason; nothing is ever deleted."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from admissions.models import Admission
from partytrack import vietnamese


class VoidForm(forms.Form):
    reason = forms.CharField(
        label=_("Lý do huỷ"),
        max_length=500,
        help_text=_("Ví dụ: nhập nhầm người; quyết định 45-QĐ/HU bị thu hồi ngày 12/09/2023."),
        error_messages={"required": _("Ghi lý do huỷ.")},
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 3}),
    )

    def clean_reason(self) -> str:
        reason = " ".join(vietnamese.nfc(self.cleaned_data["reason"]).split())
        if not reason:
            raise forms.ValidationError(self.fields["reason"].error_messages["required"])
        return reason


def void(record: Admission, reason: str, at: datetime) -> None:
    """The candidate it came from is back in the pipeline: he leaves it only for an admission that stands."""
    record.void_reason, record.voided_at = reason, at
    record.save(update_fields=["void_reason", "voided_at"])
