"""What one sets for the reports of a unit."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partytrack.vietnamese import nfc
from units.models import Office

TYPED = {"class": "form-control", "autocomplete": "off", "lang": "vi"}


def _line(example: str) -> forms.TextInput:
    return forms.TextInput(attrs={**TYPED, "placeholder": example})


def _lines(example: str, rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={**TYPED, "placeholder": example, "rows": rows})


class OfficeForm(forms.ModelForm):  # type: ignore[type-arg]  # takes none when run
    class Meta:
        model = Office
        fields = (*Office.TEXTS, "serves_below")
        labels = {
            "above": gettext_lazy("Cơ quan cấp trên"),
            "body": gettext_lazy("Cơ quan ban hành"),
            "symbol": gettext_lazy("Ký hiệu văn bản"),
            "place": gettext_lazy("Địa danh"),
            "signed_for": gettext_lazy("Thẩm quyền và chức vụ người ký"),
            "signer": gettext_lazy("Họ tên người ký"),
            "recipients": gettext_lazy("Nơi nhận"),
            "serves_below": gettext_lazy("Dùng cho cả đơn vị cấp dưới chưa ghi đầu văn bản riêng"),
        }
        help_texts = {
            "above": gettext_lazy("Dòng trên cùng, bên trái."),
            "body": gettext_lazy("Dưới cơ quan cấp trên, in đậm; để trống: tên đơn vị."),
            "symbol": gettext_lazy("Đứng sau chỗ ghi số."),
            "place": gettext_lazy("Đứng trước ngày tháng; để trống: tên ngắn của đơn vị."),
            "signed_for": gettext_lazy("Mỗi dòng một ý, đứng trên chỗ ký."),
            "recipients": gettext_lazy("Mỗi nơi một dòng."),
        }
        widgets = {
            "above": _line("TỈNH UỶ ĐẮK LẮK"),
            "body": _line("HUYỆN UỶ KRÔNG BÔNG"),
            "symbol": _line("-BC/HU"),
            "place": _line("Krông Bông"),
            "signed_for": _lines("T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ", 3),
            "signer": _line("Nguyễn Văn A"),
            "recipients": _lines("- Ban Thường vụ Tỉnh uỷ (để báo cáo),\n- Các chi bộ, đảng bộ trực thuộc,\n- Lưu.", 4),
            "serves_below": forms.CheckboxInput(attrs={"class": "form-check-input"}),
        }

    def clean(self) -> dict[str, Any]:
        """As it will stand: one space between words, no blank line."""
        given: dict[str, Any] = self.cleaned_data
        for name in Office.TEXTS:
            lines = (" ".join(nfc(line).split()) for line in given.get(name, "").splitlines())
            given[name] = "\n".join(filter(None, lines))
        return given

    def _post_clean(self) -> None:
        """Nothing said is no mistake: it takes the setting away."""
        if self.says_something or self.errors:
            super()._post_clean()  # type: ignore[misc]  # Django's own

    @property
    def says_something(self) -> bool:
        return any(self.cleaned_data.get(name) for name in Office.TEXTS)

    def save_or_remove(self) -> str:
        """What was done, as a sentence."""
        if self.says_something:
            self.save()
            return _("Đã ghi đầu và cuối văn bản.")
        if self.instance.pk:
            self.instance.delete()
        return _("Đơn vị không có đầu và cuối văn bản riêng.")
