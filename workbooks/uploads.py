"""What is sent to be imported: a file, or a block pasted from Excel."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workbooks.opening import MAX_BYTES, Package, UnsafeWorkbook


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Tệp Excel"), required=False, help_text=gettext_lazy("Tệp .xlsx, không quá 10 MB.")
    )
    pasted = forms.CharField(
        label=gettext_lazy("Hoặc dán các ô chép từ Excel"),
        required=False,
        strip=False,
        help_text=gettext_lazy("Cả hàng tiêu đề; không có hàng tiêu đề thì đủ các cột theo đúng thứ tự của mẫu."),
        widget=forms.Textarea(attrs={"rows": 5, "class": "form-control", "spellcheck": "false", "lang": "vi"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        file = self.fields["file"]
        file.widget.attrs = {"class": "form-control", "accept": ".xlsx"}
        file.error_messages["empty"] = _("Tệp trống, không có gì để đọc. Hãy chọn tệp Excel (.xlsx) khác.")

    def clean_file(self) -> bytes:
        """What no reader would take is refused at once; the rest of it when it is read."""
        sent = self.cleaned_data["file"]
        if sent is None:
            return b""
        data: bytes = sent.read(MAX_BYTES + 1)
        try:
            Package(data)
        except UnsafeWorkbook as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return data

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = self.cleaned_data
        if "file" in given and not given["file"] and not (given.get("pasted") or "").strip():
            self.add_error("file", _("Chọn một tệp Excel (.xlsx), hoặc dán các ô chép từ Excel vào khung bên dưới."))
        return given

    @property
    def file_name(self) -> str:
        """ "" for a pasted block."""
        sent = self.files.get("file")
        return (getattr(sent, "name", "") or "import.xlsx") if self.cleaned_data["file"] else ""

    @property
    def source(self) -> bytes:
        data: bytes = self.cleaned_data["file"] or self.cleaned_data["pasted"].encode()
        return data
