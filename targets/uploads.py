"""What is filled in beside a list of targets: its paper, when it is sent; and what it is asked about before it is issued."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from targets.asking import Asked
from targets.forms import DecisionForm
from workbooks.uploads import UploadForm

AS_THEY_ARE, TO_CORRECT = "items", "correct"


class SendForm(DecisionForm, UploadForm):
    """A list and its paper."""

    field_order = ("number", "issued_on", "effective_on", "due_on", "reason", "file", "pasted")

    @property
    def paper(self) -> list[forms.BoundField]:
        return [self[name] for name in DecisionForm.base_fields if name != "reason"]


class IssueForm(DecisionForm):
    """The paper again, and the answers."""

    items = forms.ChoiceField(
        label=gettext_lazy("Các dòng không cộng đúng bằng dòng tổng"),
        choices=[
            (AS_THEY_ARE, gettext_lazy("Ban hành theo các dòng, ghi lý do bên dưới")),
            (TO_CORRECT, gettext_lazy("Chưa ban hành: danh sách sai, cần sửa lại")),
        ],
        required=False,
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
    )
    partial = forms.BooleanField(
        label=gettext_lazy("Ban hành chỉ với các dòng hợp lệ, không có các dòng lỗi"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )

    @property
    def paper(self) -> list[forms.BoundField]:
        return [self[name] for name in DecisionForm.base_fields if name != "reason"]

    def ask(self, asked: Asked) -> None:
        """Adds what is not answered yet."""
        said: dict[str, Any] = self.cleaned_data
        if asked.gaps and said.get("items") != AS_THEY_ARE:
            self.add_error(
                "items", _("Chọn cách xử lý; muốn sửa thì sửa các dòng bên dưới hoặc nhập lại danh sách đã sửa.")
            )
        if asked.wants_reason and not said.get("reason"):
            self.add_error("reason", _("Các số không cộng lại đúng: hãy ghi lý do."))
        if asked.bad and not said.get("partial"):
            reason = ngettext(
                "Còn %(n)d dòng lỗi: sửa hoặc bỏ dòng, hay đánh dấu ở đây để ban hành không có dòng ấy.",
                "Còn %(n)d dòng lỗi: sửa hoặc bỏ dòng, hay đánh dấu ở đây để ban hành không có các dòng ấy.",
                asked.bad,
            )
            self.add_error("partial", reason % {"n": asked.bad})
