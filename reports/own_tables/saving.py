"""Keeping a table under a name: for oneself, or for all who read its unit."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partytrack.refusals import explain
from partytrack.vietnamese import nfc
from reports.models import OwnTable
from units import scope
from units.scope import Person


def tables_of(reader: Person) -> QuerySet[OwnTable]:
    """His own and the shared ones, of units he may read."""
    kept = OwnTable.objects.filter(Q(owner_id=reader.pk or 0) | Q(is_shared=True))
    return scope.visible(kept, reader).select_related("owner", "unit").order_by("name", "pk")


def address_of(table: OwnTable) -> str:
    return f"{reverse('reports:tables')}?{urlencode({'unit': table.unit.code})}&{table.query}"


class OwnTableForm(forms.ModelForm):  # type: ignore[type-arg]  # takes none when run
    """Names a table that is kept, or another name for it. Owner, unit and query are not the form's."""

    MANY, LONGEST = 50, 1000

    class Meta:
        model = OwnTable
        fields = ("name", "is_shared")
        labels = {"is_shared": gettext_lazy("Dùng chung với người xem được đơn vị này")}
        widgets = {"name": forms.TextInput(attrs={"class": "form-control", "autocomplete": "off", "lang": "vi"})}
        error_messages = {"name": {"required": gettext_lazy("Nhập tên cho bảng này.")}}

    def __init__(self, *args: Any, may_share: bool, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "k-%s", **kwargs})
        self.may_share = may_share
        self.fields["is_shared"].widget.attrs["class"] = "form-check-input"

    def clean_name(self) -> str:
        return " ".join(nfc(self.cleaned_data["name"]).split())

    def clean_is_shared(self) -> bool:
        is_shared: bool = self.cleaned_data["is_shared"]
        if is_shared and not self.may_share:
            raise forms.ValidationError(
                _("Chỉ người nhập được số liệu của đơn vị mới dùng chung được bảng của đơn vị.")
            )
        return is_shared

    def clean(self) -> dict[str, Any]:
        if len(self.instance.query) > self.LONGEST:
            raise forms.ValidationError(_("Bộ lọc này quá dài để lưu; hãy bớt điều kiện hoặc cột."))
        own = OwnTable.objects.filter(owner_id=self.instance.owner_id)
        if self.instance.pk is None and own.count() >= self.MANY:
            raise forms.ValidationError(_("Đã có %(n)d bảng; hãy xoá bớt rồi lưu.") % {"n": self.MANY})
        return self.cleaned_data

    def kept(self) -> bool:
        """Whether it could be saved; else the form says why."""
        if not self.is_valid():
            return False
        try:
            with transaction.atomic():
                self.save()
        except IntegrityError as refused:
            self.add_error("name", explain(refused) or _("Tên này đã có."))
            return False
        return True
