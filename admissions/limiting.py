"""The page of the limits: what each was, is and will be, what was done to them, and a new value from a day on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from admissions.limits import set_from
from admissions.lists import LimitKind
from admissions.models import Limit
from partytrack.vietnamese import nfc

TYPED = {"class": "form-control", "autocomplete": "off"}
REQUIRED = gettext_lazy("Hãy điền ô này.")
EIGHTEEN = 18  # the database takes nobody younger, whatever a paper says


@dataclass(frozen=True, slots=True)
class LimitOfKind:
    """One kind with its values, the latest first, each with whether it holds on the day."""

    label: str | Promise
    values: list[tuple[Limit, bool]]


def limits_by_kind(on: date) -> list[LimitOfKind]:
    """One query."""
    found: dict[str, list[tuple[Limit, bool]]] = {kind: [] for kind in LimitKind.values}
    for limit in Limit.objects.order_by("-during"):
        found[limit.kind].append((limit, on in limit.during))
    return [LimitOfKind(kind.label, found[kind]) for kind in LimitKind]


@dataclass(frozen=True, slots=True)
class Change:
    """A value as it was written, by whom; `who` is empty for those that came with the program."""

    at: datetime
    who: str
    limit: Any


def changes() -> Iterator[Change]:
    """The latest hundred, newest first. Two queries."""
    history: Any = Limit.pgh_event_model.objects  # type: ignore[attr-defined]
    events = list(history.select_related("pgh_context").order_by("-pgh_id")[:100])
    users = {event.pk: event.pgh_context.metadata.get("user") if event.pgh_context else None for event in events}
    names = get_user_model()._base_manager.in_bulk({pk for pk in users.values() if pk})
    for event in events:
        yield Change(event.pgh_created_at, str(names.get(users[event.pk], "")), event)


def _day(label: Any, help_text: Any, *, required: bool) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=required,
        input_formats=["%d/%m/%Y"],
        error_messages={"required": REQUIRED, "invalid": gettext_lazy("Ghi ngày như 26/07/2026.")},
        widget=forms.TextInput(attrs={**TYPED, "inputmode": "numeric", "placeholder": "dd/mm/yyyy"}),
    )


class LimitForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("Ngưỡng"), choices=LimitKind.choices, widget=forms.Select(attrs={"class": "form-select"})
    )
    quantity = forms.IntegerField(
        label=gettext_lazy("Giá trị"),
        min_value=1,
        max_value=999,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), gettext_lazy("Ghi một số từ 1 đến 999.")
        ),
        widget=forms.TextInput(attrs={**TYPED, "inputmode": "numeric"}),
    )
    start = _day(
        gettext_lazy("Áp dụng từ ngày"),
        gettext_lazy("Giá trị đang áp dụng vào ngày này sẽ kết thúc; trước ngày này mọi thứ như cũ."),
        required=True,
    )
    legal_basis = forms.CharField(
        label=gettext_lazy("Căn cứ"),
        max_length=200,
        error_messages={"required": REQUIRED},
        help_text=gettext_lazy("Số và tên văn bản, ví dụ: Quy định 208-QĐ/TW."),
        widget=forms.TextInput(attrs={**TYPED, "lang": "vi"}),
    )
    issued_on = _day(gettext_lazy("Ngày văn bản"), "", required=False)

    def clean_legal_basis(self) -> str:
        return " ".join(nfc(self.cleaned_data["legal_basis"]).split())

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = self.cleaned_data
        if given.get("kind") == LimitKind.ADULT_AGE and given.get("quantity", EIGHTEEN) < EIGHTEEN:
            self.add_error("quantity", _("Không dưới 18: Điều lệ Đảng không cho kết nạp người chưa đủ 18 tuổi."))
        return given

    def save(self) -> None:
        given = self.cleaned_data
        fields = ("kind", "quantity", "legal_basis", "issued_on")
        set_from(given["start"], Limit(**{name: given[name] for name in fields}))
