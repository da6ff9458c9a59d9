"""Finding a unit."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from partytrack import clock
from partytrack.vietnamese import fold
from units import choosing, scope, tree
from units.models import Unit, UnitQuerySet
from units.question import value
from units.scope import Action, wherever


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """The reader's units as a tree, open down to `under`; with `q`, those of that name. Both within his scope, of today."""
    today = clock.today()
    text = value(request.GET, "q")[:100]
    context: dict[str, Any] = {"q": text, "today": today}
    if fold(text):
        context["found"], context["count"] = tree.named(request.user, text, today)
    else:
        under = _opened(request, value(request.GET, "under"))
        context["branches"] = tree.tree(request.user, under, today)
        context["under"] = under
        context["structure"] = tree.structure(under, today) if under else None
    return render(request, "units/list.html", context)


@wherever(Action.RECORD)
def choices(request: HttpRequest, units: UnitQuerySet) -> HttpResponse:
    """As options of a list, the first units where one may record that have the words of `q`; without words those directly
    below `under`, else one's own."""
    today = clock.today()
    own = scope.tops(request.user, Action.RECORD)
    tops, text, under = {unit.pk for unit in own}, value(request.GET, "q")[:100], value(request.GET, "under")
    if fold(text):
        found = choosing.choices(tops, text, today)
    elif under:
        found = choosing.below(tops, get_object_or_404(units, code=under), today)
    else:
        found = choosing.placed(own, tops, today)
    return render(request, "units/_choices.html", {"choices": found})


def _opened(request: HttpRequest, code: str) -> Unit | None:
    """The unit of `code`, else the reader's own; None for a reader without any. Raises `Http404`."""
    return scope.unit_of(code, request.user) if code else scope.home(request.user)
