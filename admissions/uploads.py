"""What is sent to be imported here, and of which kind it is."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from admissions.importing.kinds import SheetKind
from workbooks.uploads import UploadForm


class KindForm(UploadForm):
    kind = forms.ChoiceField(label=gettext_lazy("Nội dung"))
    field_order = ("kind",)

    def __init__(self, kinds: dict[str, SheetKind], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["kind"]
        choice.choices = [(kind.name, kind.label) for kind in kinds.values()]  # type: ignore[attr-defined]
        choice.widget.attrs = {"class": "form-select"}
        choice.error_messages = {"required": _("Chọn nội dung của tệp."), "invalid_choice": _("Chọn nội dung của tệp.")}
