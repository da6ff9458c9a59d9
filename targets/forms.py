"""What an officer fills in beside the cells: the paper of a decision, and what a proposal should go by."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from partytrack.vietnamese import fold, format_date, parse_rate
from targets.drafting import keepable
from targets.lists import IMPORTANCE, Basis
from targets.models import TargetDecision
from units.models import Document, Unit

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


class PapersField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # generic in the stubs alone
    def label_from_instance(self, obj: Document) -> str:
        return f"{obj.number}, {format_date(obj.issued_on)}, {obj.issuer.name}: {obj.title}"


class PapersList(forms.CheckboxSelectMultiple):
    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """The list's own, so that the summary of errors leads there."""
        return super().id_for_label(id_, index) if index else id_


class UnitsList(forms.Select):
    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """A unit's name is Vietnamese whatever the reader's language; what stands for none is not."""
        option = super().create_option(*args, **kwargs)
        if option["value"]:
            option["attrs"]["lang"] = "vi"
        return option


class DecisionForm(forms.Form):
    """The paper of a decision, whether it comes from the desk or from a list."""

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


class PaperForm(DecisionForm):
    """The decision that the draft becomes, and the papers it rests on."""

    documents = PapersField(
        label=_("Căn cứ"),
        queryset=Document.objects.none(),
        required=False,
        widget=PapersList(attrs={"class": "form-check-input"}),
        error_messages={
            "invalid_choice": _("Văn bản này không còn trong danh sách; hãy chọn lại."),
            "invalid_pk_value": _("Văn bản này không còn trong danh sách; hãy chọn lại."),
        },
    )
    paper_issuer = forms.ModelChoiceField(
        label=_("Cơ quan ban hành văn bản"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("Đơn vị giao chỉ tiêu này"),
        widget=UnitsList(attrs={"class": "form-select"}),
    )
    paper_number = forms.CharField(
        label=_("Số văn bản"), max_length=50, required=False, widget=forms.TextInput(attrs=TYPED)
    )
    paper_issued_on = _day(_("Ngày ban hành văn bản"), required=False)
    paper_title = forms.CharField(
        label=_("Trích yếu"), max_length=500, required=False, widget=forms.TextInput(attrs=TYPED)
    )

    OF_A_PAPER = ("paper_issuer", "paper_number", "paper_issued_on", "paper_title")

    def __init__(
        self, *args: Any, unit: Unit, year: int, papers: QuerySet[Document], issuers: QuerySet[Unit], **kwargs: Any
    ) -> None:
        """`papers`: what the decision may rest on; `issuers`: whose papers may be recorded here."""
        super().__init__(*args, **kwargs)
        self.unit, self.year = unit, year
        self._choices("documents", papers.select_related("issuer").order_by("-issued_on", "number"))
        self._choices("paper_issuer", issuers.exclude(pk=unit.pk))
        whose = list(issuers)
        for name in self.OF_A_PAPER if unit not in whose else self.OF_A_PAPER[: len(whose) == 1]:
            del self.fields[name]

    def _choices(self, name: str, queryset: QuerySet[Any]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = queryset

    @staticmethod
    def typed(sent: QueryDict) -> dict[str, Any]:
        """What a draft keeps of it: texts, right or wrong."""
        texts = {name: keepable(sent.get(name, ""))[:500] for name in PaperForm.base_fields}
        return {**texts, "documents": [keepable(pk)[:20] for pk in sent.getlist("documents")[:100]]}

    @property
    def decided(self) -> list[forms.BoundField]:
        """Of the decision itself."""
        return [self[name] for name in self.fields if name not in ("documents", *self.OF_A_PAPER)]

    @property
    def recorded(self) -> list[forms.BoundField]:
        """Of a guiding paper that is recorded on the spot."""
        return [self[name] for name in self.OF_A_PAPER if name in self.fields]

    @property
    def has_paper(self) -> bool:
        """Whether something of a new paper is typed."""
        return any(field.value() for field in self.recorded)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        said["new_document"] = self._new_document(said)
        chosen = list(said.get("documents") or ())
        if issued_on := said.get("issued_on"):
            if any(paper.issued_on > issued_on for paper in chosen):
                self.add_error("documents", _("Văn bản căn cứ phải được ban hành trước quyết định, hoặc cùng ngày."))
            if said["new_document"] and said["new_document"].issued_on > issued_on:
                self.add_error(
                    "paper_issued_on", _("Văn bản căn cứ phải được ban hành trước quyết định, hoặc cùng ngày.")
                )
        return said

    def _new_document(self, said: dict[str, Any]) -> Document | None:
        names = ("paper_number", "paper_issued_on", "paper_title")
        if not any(name in self.fields and self.data.get(name, "").strip() for name in names):
            return None
        for name in names:
            if not said.get(name) and name not in self.errors:
                self.add_error(name, _("Ghi đủ số, ngày và trích yếu của văn bản, hoặc để trống cả ba."))
        if any(name in self.errors for name in self.OF_A_PAPER):
            return None
        issuer = said.get("paper_issuer") or self.unit
        number, issued_on = said["paper_number"], said["paper_issued_on"]
        if Document.objects.filter(issuer=issuer, number=number, issued_on=issued_on).exists():
            self.add_error("paper_number", _("Văn bản này đã có; hãy chọn trong danh sách căn cứ."))
            return None
        return Document(issuer=issuer, number=number, issued_on=issued_on, title=said["paper_title"], years=[self.year])


class WithdrawForm(forms.Form):
    """What cannot be undone is confirmed by the number of the decision."""

    number = forms.CharField(
        label=_("Gõ lại số quyết định"),
        max_length=50,
        widget=forms.TextInput(attrs=TYPED),
        error_messages={"required": _("Gõ lại số quyết định để xác nhận thu hồi.")},
    )

    def __init__(self, *args: Any, decision: TargetDecision, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._number = decision.number

    def clean_number(self) -> str:
        typed = str(self.cleaned_data["number"])
        if fold(typed) != fold(self._number):
            raise ValidationError(_("Số quyết định không khớp; hãy gõ đúng số của quyết định này."))
        return typed


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
        label=_("Chia theo tỷ lệ phần trăm của số đảng viên"),
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
