"""The meeting report in the Word form of an office: filled by docxtpl with plain values, behind the check of `templating`."""

import hashlib
import io
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import docx
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from docx.opc.exceptions import OpcError
from docxtpl import DocxTemplate
from lxml import etree

from accounts.models import User
from partytrack.vietnamese import nfc
from reports.kinds.brief import brief
from reports.kinds.paper_fields import PAPER_NAMES, paper_values
from reports.models import BriefForm
from reports.subject import Subject
from reports.templating import BadTemplate, Fault, OfficeEnvironment, Value, filled
from reports.word import word_of
from units import hierarchy
from units.models import Unit
from workbooks.faults import UnsafeWorkbook
from workbooks.word_door import MAX_FORM, check_word_form

LONGEST_XML = 10 * 2**20
_TAG = re.compile(r"<[^>]*>")
_ENVIRONMENT = OfficeEnvironment(PAPER_NAMES, autoescape=True)
_UNFIT = (OpcError, etree.LxmlError, LookupError, ValueError, TypeError, AttributeError)
"""What docxtpl and python-docx raise at a file that is a Word file in form only."""


class BadForm(Exception):
    """The form cannot be filled; `str()` of it says why and where."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(said(fault))


class _Form(DocxTemplate):
    def render_xml_part(self, src_xml: str, part: Any, context: Mapping[str, Value], jinja_env: Any = None) -> str:
        """A line a paragraph, so that a fault has its paragraph; what comes out is XML or nothing."""
        source = re.sub(r"<w:p([ >])", r"\n<w:p\1", src_xml)
        xml = filled(jinja_env, source, context, longest=LONGEST_XML)
        xml = re.sub(r"\n<w:p([ >])", r"<w:p\1", xml)
        try:
            etree.fromstring(xml.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
        except etree.XMLSyntaxError as error:
            raise BadTemplate(
                0,
                gettext_lazy(
                    "Một thẻ mở ở đoạn, ô này mà đóng ở đoạn, ô khác: dùng {%%p … %%} cho cả đoạn, {%%tr … %%} cho cả hàng của bảng."
                ),
            ) from error
        return str(self.resolve_listing(xml))

    def render_properties(self, context: Mapping[str, Value], jinja_env: Any = None) -> None:
        self.docx.core_properties.title = str(context["tieu_de"])[:255]


def fill(content: bytes, values: Mapping[str, Value]) -> bytes:
    """Raises `BadForm`."""
    form, stream = _Form(io.BytesIO(content)), io.BytesIO()
    try:
        with translation.override("vi"):
            form.render(values, _ENVIRONMENT, autoescape=True)
        form.save(stream)
        docx.Document(io.BytesIO(stream.getvalue()))
    except BadTemplate as bad:
        raise BadForm(replace(bad.fault, around=_TAG.sub("", bad.fault.around).strip())) from bad
    except _UNFIT as error:
        raise BadForm(
            Fault(
                0, gettext_lazy("Tệp không điền được thành văn bản Word nguyên vẹn; mở bằng Word, lưu lại rồi gửi."), {}
            )
        ) from error
    return stream.getvalue()


def said(fault: Fault) -> str:
    if not fault.around:
        return fault.reason
    return _("%(reason)s Ở chỗ: “%(text)s”") % {"reason": fault.reason, "text": fault.around[:160]}


def form_of(subject: Subject) -> BriefForm | None:
    """The form in which the report of the unit is written; its content is left unread."""
    return BriefForm.objects.nearest(hierarchy.line(subject.unit.pk, subject.asked.tree))


def brief_file(subject: Subject, *, built_in: bool = False) -> bytes:
    """The Word file of the meeting report: in the office's own form where there is one. Raises `BadForm`, `UnitNotOnTree`."""
    form = None if built_in else form_of(subject)
    return fill(bytes(form.content), brief_values(subject)) if form else word_of(brief(subject))


def brief_values(subject: Subject) -> dict[str, Value]:
    """What a form is filled with. Raises `UnitNotOnTree`."""
    paper = brief(subject)
    with translation.override("vi"):
        return paper_values(subject, paper)


class FormUpload(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Tệp Word của cơ quan"),
        help_text=gettext_lazy("Tệp .docx, không quá 2 MB; không có macro, đối tượng nhúng, liên kết ra ngoài."),
        widget=forms.ClearableFileInput(attrs={"class": "form-control", "accept": ".docx"}),
    )

    def __init__(self, *args: Any, values: Mapping[str, Value]) -> None:
        super().__init__(*args)
        self.values = values
        self.fields["file"].error_messages |= {
            "required": _("Chọn tệp Word (.docx) để gửi."),
            "invalid": _("Chọn tệp Word (.docx) để gửi."),
            "empty": _("Tệp trống. Hãy chọn tệp Word (.docx) khác."),
        }

    def clean_file(self) -> bytes:
        """What is harmless and can be filled with the figures of the unit."""
        sent: UploadedFile[Any] = self.cleaned_data["file"]
        data: bytes = sent.read(MAX_FORM + 1)
        try:
            check_word_form(data)
            fill(data, self.values)
        except (UnsafeWorkbook, BadForm) as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return data

    def save(self, unit: Unit, by: User) -> None:
        data: bytes = self.cleaned_data["file"]
        sent: Any = self.files["file"]
        name = nfc(sent.name or "")[-200:] or "mau.docx"
        BriefForm.objects.update_or_create(
            unit=unit,
            defaults={
                "file_name": name,
                "content": data,
                "digest": hashlib.sha256(data).hexdigest(),
                "uploaded_by": by,
            },
        )
