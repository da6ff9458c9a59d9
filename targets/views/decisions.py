"""The decisions of a year: their list, one of them as people read it, its annex, its withdrawal."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from partytrack import clock
from targets import drafting, withdrawing
from targets.annex import annex_of
from targets.annex_files import annex_document, annex_workbook
from targets.decisions import DecisionRead, decisions_of
from targets.forms import WithdrawForm
from targets.lists import State
from targets.models import TargetDecision
from targets.tabs import tabs
from targets.views.years import given_for
from targets.withdrawing import CannotWithdraw, Withdrawal
from units import scope
from units.crumbs import crumbs
from units.models import Unit
from units.question import asked
from units.scope import Action, scoped
from workbooks.word import DOCX
from workbooks.writing import file_response, workbook_response


@scoped(Action.READ)
def decisions(request: HttpRequest, unit: Unit, year: int) -> HttpResponse:
    """The decisions of a year by this unit, drafts among them for those who may allocate."""
    today = clock.today()
    given_for(year, today)
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
    found = _readable(request, pk)
    context = {
        "read": DecisionRead(found, clock.today()),
        "decision": found,
        "may_withdraw": found.state == State.ISSUED
        and scope.may(request.user, Action.GOVERN, found.issuer, clock.today()),
        "may_allocate": scope.may(request.user, Action.ALLOCATE, found.issuer, clock.today()),
        "line": crumbs(request.user, found.issuer, asked({}, clock.today())),
    }
    return render(request, "targets/decision.html", context)


@require_safe
def annex(request: HttpRequest, pk: int) -> HttpResponse:
    """To be printed."""
    found = _decided(request, pk)
    context = {
        "decision": found,
        "annex": annex_of(DecisionRead(found, clock.today())),
        "line": crumbs(request.user, found.issuer, asked({}, clock.today())),
    }
    return render(request, "targets/annex.html", context)


@require_safe
def annex_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    found = _decided(request, pk)
    book = annex_workbook(annex_of(DecisionRead(found, clock.today())))
    return workbook_response(_name(found), book.to_bytes())


@require_safe
def annex_docx(request: HttpRequest, pk: int) -> HttpResponse:
    found = _decided(request, pk)
    content = annex_document(annex_of(DecisionRead(found, clock.today())))
    return file_response(_name(found), ".docx", DOCX, content)


def _readable(request: HttpRequest, pk: int) -> TargetDecision:
    return get_object_or_404(scope.visible(TargetDecision.objects.select_related("issuer"), request.user), pk=pk)


def _decided(request: HttpRequest, pk: int) -> TargetDecision:
    """A draft is no decision yet, so it has no annex. Raises `Http404`."""
    found = _readable(request, pk)
    if found.state == State.DRAFT:
        raise Http404
    return found


def _name(decision: TargetDecision) -> str:
    return f"phu-luc-{decision.number}-{decision.year}"


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """An issued decision, by who may govern there: what would change, and then, confirmed by its number, done. One that is
    withdrawn already stays so."""
    governed = scope.allowed(TargetDecision.objects.select_related("issuer"), request.user, Action.GOVERN)
    found = get_object_or_404(governed, pk=pk)
    form = WithdrawForm(request.POST if request.method == "POST" else None, decision=found)
    if found.state != State.ISSUED or (form.is_valid() and _withdrawn(request, found, form)):
        return redirect("targets:decision", found.pk)
    context = {
        "decision": found,
        "withdrawal": Withdrawal(found, clock.today()),
        "form": form,
        "line": crumbs(request.user, found.issuer, asked({}, clock.today())),
    }
    return render(request, "targets/withdraw.html", context, status=422 if form.is_bound else 200)


def _withdrawn(request: HttpRequest, decision: TargetDecision, form: WithdrawForm) -> bool:
    """False with an error on the form."""
    try:
        done = withdrawing.withdraw(decision, clock.today())
    except CannotWithdraw as refused:
        form.add_error(None, str(refused))
        return False
    if done:
        messages.success(request, _("Đã thu hồi quyết định %(number)s.") % {"number": decision.number})
    return True
