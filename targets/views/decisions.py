"""The decisions of a year: their list, one of them as people read it, its withdrawal."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from partytrack import clock
from targets import drafting, withdrawing
from targets.decisions import DecisionRead, decisions_of
from targets.lists import State
from targets.models import TargetDecision
from targets.tabs import tabs
from units import scope
from units.crumbs import crumbs
from units.models import Unit
from units.question import asked
from units.scope import Action, scoped


@scoped(Action.READ)
def decisions(request: HttpRequest, unit: Unit, year: int) -> HttpResponse:
    """The decisions of a year by this unit, drafts among them for those who may allocate."""
    today = clock.today()
    context = {
        "unit": unit,
        "year": year,
        "decisions": decisions_of(unit, year),
        "draft": drafting.draft_of(unit, year) if scope.may(request.user, Action.ALLOCATE, unit, today) else None,
        "line": crumbs(request.user, unit, asked({}, today)),
        "tabs": tabs(request.user, unit, year, "targets:decisions"),
    }
    return render(request, "targets/decisions.html", context)


@require_safe
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(scope.visible(TargetDecision.objects.select_related("issuer"), request.user), pk=pk)
    context = {
        "decision": DecisionRead(found),
        "may_withdraw": found.state == State.ISSUED
        and scope.may(request.user, Action.GOVERN, found.issuer, clock.today()),
        "line": crumbs(request.user, found.issuer, asked({}, clock.today())),
    }
    return render(request, "targets/decision.html", context)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """An issued decision, by who may govern there; one that is withdrawn already stays so."""
    found = get_object_or_404(scope.allowed(TargetDecision.objects.all(), request.user, Action.GOVERN), pk=pk)
    if found.state == State.ISSUED:
        try:
            withdrawing.withdraw(found, clock.today())
        except withdrawing.PartsWouldStandAlone as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("Đã thu hồi quyết định %(number)s.") % {"number": found.number})
    return redirect("targets:decision", found.pk)
