"""What one may ask of a set: which reports, of which units."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partytrack import clock
from reports.kinds import DOCUMENTS, KINDS, Readable
from reports.models import LAST_DAY, UNFINISHED, ReportSchedule, ReportSet
from units import scope
from units.models import Unit
from units.question import Asked
from units.scope import Action, Person

MOST_FILES = 600
MOST_UNFINISHED = 3
MOST_SCHEDULES = 20
ALL, SOME = "all", "some"
DAYS = [*((day, str(day)) for day in range(1, 29)), (LAST_DAY, gettext_lazy("cuối tháng"))]


@dataclass(frozen=True, slots=True)
class Choice:
    """What may be chosen: `units` are the unit itself and those directly under it."""

    kinds: Sequence[Readable]
    units: Sequence[Unit]


def kind_named(name: str) -> Readable | None:
    return DOCUMENTS.get(name) or KINDS.get(name)


def choice_of(user: Person, unit: Unit, asked: Asked) -> Choice:
    """The reports the reader may have of the unit today, and on the tree asked for the units he may read today. Five queries."""
    kinds: list[Readable] = [*DOCUMENTS.values(), *KINDS.values()]
    may = {action: scope.may(user, action, unit, clock.today()) for action in {kind.action for kind in kinds}}
    return Choice([kind for kind in kinds if may[kind.action]], [unit, *_under(user, unit, asked)])


def _under(user: Person, unit: Unit, asked: Asked) -> list[Unit]:
    below = Unit.objects.under(unit, asked.tree).active(asked.tree)
    return list(scope.allowed(below, user, Action.READ).order_by("sort_key", "code"))


class SetForm(forms.Form):
    """`do`: the button pressed, "make" a set now or "plan" one for each month."""

    names = forms.MultipleChoiceField(
        label=gettext_lazy("Báo cáo"),
        error_messages={
            "required": gettext_lazy("Chọn ít nhất một báo cáo."),
            "invalid_choice": gettext_lazy("Không có báo cáo này; hãy chọn trong danh sách."),
        },
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
    )
    which = forms.ChoiceField(
        label=gettext_lazy("Đơn vị"),
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), gettext_lazy("Chọn tất cả, hoặc chỉ những đơn vị được đánh dấu.")
        ),
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
    )
    codes = forms.MultipleChoiceField(
        label=gettext_lazy("Những đơn vị được chọn"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Có đơn vị không còn ở đây; hãy chọn trong danh sách.")},
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
    )
    day = forms.TypedChoiceField(
        label=gettext_lazy("Ngày trong tháng"),
        choices=DAYS,
        coerce=int,
        initial=10,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), gettext_lazy("Chọn ngày từ 1 đến 28, hoặc ngày cuối tháng.")
        ),
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def __init__(self, choice: Choice, owner: Person, data: Any = None) -> None:
        everything = {
            "names": [kind.name for kind in choice.kinds],
            "which": ALL,
            "codes": [unit.code for unit in choice.units],
        }
        super().__init__(data, initial=everything, label_suffix="")
        self.choice, self.owner = choice, owner
        self._choices("names").choices = [(kind.name, kind.label) for kind in choice.kinds]
        self._choices("codes").choices = [(unit.code, unit.name) for unit in choice.units]
        self._choices("which").choices = [
            (ALL, _("Đơn vị này và mọi đơn vị trực thuộc")),
            (SOME, _("Chỉ những đơn vị được đánh dấu")),
        ]
        self.is_plan = bool(data) and data.get("do") == "plan"
        self.fields["day"].required = self.is_plan

    def _choices(self, name: str) -> Any:
        return self.fields[name]

    @property
    def units(self) -> list[Unit]:
        """Those chosen, of a valid form."""
        if self.cleaned_data["which"] == ALL:
            return list(self.choice.units)
        return [unit for unit in self.choice.units if unit.code in self.cleaned_data["codes"]]

    @property
    def codes_chosen(self) -> list[str]:
        return [] if self.cleaned_data["which"] == ALL else [unit.code for unit in self.units]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        units, reports = len(self.units), len(cleaned["names"])
        if not units:
            self.add_error("codes", _("Chọn ít nhất một đơn vị."))
        elif units * reports > MOST_FILES:
            self.add_error("codes", _too_many(units, reports))
        if refusal := self._no_more():
            self.add_error(None, refusal)
        return cleaned

    def _no_more(self) -> str | None:
        if self.is_plan:
            kept = ReportSchedule.objects.filter(owner_id=self.owner.pk).count()
            return _("Bạn đã có %(n)s lịch; hãy xoá bớt.") % {"n": kept} if kept >= MOST_SCHEDULES else None
        unfinished = ReportSet.objects.filter(owner_id=self.owner.pk, state__in=UNFINISHED).count()
        if unfinished < MOST_UNFINISHED:
            return None
        return _("Bạn đang có %(n)s bộ báo cáo chưa xong; hãy chờ một bộ xong hoặc huỷ bớt.") % {"n": unfinished}


def _too_many(units: int, reports: int) -> str:
    return _(
        "%(units)s đơn vị × %(reports)s báo cáo là %(files)s tệp; một bộ có nhiều nhất %(most)s tệp. "
        "Hãy chọn ít đơn vị hoặc ít báo cáo hơn."
    ) % {"units": units, "reports": reports, "files": units * reports, "most": MOST_FILES}
