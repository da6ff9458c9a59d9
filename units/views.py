"""Finding a unit."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from partytrack import clock
from partytrack.vietnamese import fold
from units import scope, tree
from units.models import Unit
from units.question import value


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


def _opened(request: HttpRequest, code: str) -> Unit | None:
    """The unit of `code`, else the reader's own; None for a reader without any. Raises `Http404`."""
    return scope.unit_of(code, request.user) if code else scope.home(request.user)
