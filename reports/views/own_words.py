"""The words of a unit's meeting report, for who administers it: shown with the fields there are, read with its figures, kept."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from partytrack import clock
from reports.kinds.fields import GROUPS, Group, Rows, shown, values_of
from reports.kinds.told import Told
from reports.kinds.wording import EXAMPLE
from reports.models.brief_template import SectionKind
from reports.own_words import OwnWordsForm, drop
from reports.subject import Subject
from reports.templating import FILTERS, Value
from targets.progress import UnitNotOnTree
from units import hierarchy
from units.crumbs import crumbs
from units.models import Unit
from units.question import asked
from units.scope import Action, scoped


@scoped(Action.ADMINISTER, "GET", "HEAD", "POST")
def edit(request: HttpRequest, unit: Unit) -> HttpResponse:
    question = asked(request.GET, clock.today())
    here = f"{reverse('reports:own_words')}?{question.query(unit=unit.code)}"
    if request.POST.get("revert") in SectionKind.values:
        if drop(unit, request.POST["revert"]):
            messages.success(request, _("Đã bỏ lời văn riêng của mục ấy."))
        return redirect(here)
    values = _values(Subject(unit, question, request.user))
    line = hierarchy.line(unit.pk, question.tree)
    form = OwnWordsForm(request.POST if request.method == "POST" else None, unit=unit, line=line, values=values)
    if form.is_valid() and "save" in request.POST:
        form.save(request.user)  # type: ignore[arg-type]  # the door has let nobody in who is not signed in
        messages.success(request, _("Đã ghi lời văn của báo cáo."))
        return redirect(here)
    context = {
        "form": form,
        "unit": unit,
        "asked": question,
        "kept": [("unit", unit.code)],
        "here": here,
        "groups": listed(GROUPS, values),
        "own_form": f"{reverse('reports:own_form')}?{question.query(unit=unit.code)}",
        "filters": [(name, words) for name, (_does, words) in FILTERS.items()],
        "example": EXAMPLE,
        "report": f"{reverse('reports:brief')}?{question.query(unit=unit.code)}",
        "line": crumbs(request.user, unit, question),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "reports/own_words.html", context, status=status)


def _values(subject: Subject) -> dict[str, Value]:
    """404 for a unit that has no place on the tree asked for."""
    try:
        with translation.override("vi"):
            return values_of(Told(subject))
    except UnitNotOnTree as nowhere:
        raise Http404 from nowhere


def listed(groups: Sequence[Group], values: Mapping[str, Value]) -> list[tuple[Any, list[tuple[Any, str, Any]]]]:
    """Each group of fields: the field, its value today, and of a list its columns."""
    with translation.override("vi"):
        written = {name: shown(value) for name, value in values.items()}
    return [
        (
            group.title,
            [
                (field, written[field.name], field.columns if isinstance(field, Rows) else None)
                for field in group.fields
            ],
        )
        for group in groups
    ]
