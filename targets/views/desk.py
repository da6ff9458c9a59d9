"""The desk where a target is cut: its cells, the draft of them, proposals, and the decision they become."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from partytrack import clock
from targets import drafting
from targets.desk import Desk, cell_of
from targets.forms import PaperForm, WishForm
from targets.issuing import NothingChanged, Overtaken, difference, is_own_pledge, issue, paper_of
from targets.layout import DeskShown
from targets.models import CATEGORIES, SUB_TARGETS, TargetDecision
from targets.proposals import NoProposal, Wish, propose
from targets.tabs import tabs
from targets.views.years import given_for
from units import hierarchy, scope
from units.crumbs import crumbs
from units.models import CODE_PATTERN, Unit
from units.question import asked, value
from units.scope import Action, scoped

LONGEST = 40  # characters of a cell that are kept: what is longer is no number anyway
REST_BY_LAST_RESULT = {"LAST_RESULT": "100", "rest_only": "on"}
DEFAULT_WISH = {"MEMBERS": "100"}
OTHER_NUMBERS = gettext_lazy("Đã có số chưa có trên trang của bạn; nay đã hiện trong bảng. Hãy xem lại rồi ban hành.")


@scoped(Action.READ)
def own(request: HttpRequest, unit: Unit) -> HttpResponse:
    """To this year's desk of the unit the reader works for; where he only reads, to how its target went down."""
    today = clock.today()
    if not value(request.GET, "unit"):
        unit = scope.home(request.user, Action.ALLOCATE) or unit
    allocates = scope.may(request.user, Action.ALLOCATE, unit, today)
    return redirect("targets:allocate" if allocates else "targets:cascade", unit.code, today.year)


@scoped(Action.ALLOCATE, "GET", "HEAD", "POST")
def allocate(request: HttpRequest, unit: Unit, year: int) -> HttpResponse:
    desk = desk_of(request, unit, year)
    if request.method == "POST":
        return _DONE.get(request.POST.get("do", ""), _kept)(request, desk)
    draft = drafting.draft_of(unit, year)
    return _page(request, DeskShown(desk, draft, {**desk.standing, **(draft.cells if draft else {})}))


def desk_of(request: HttpRequest, unit: Unit, year: int) -> Desk:
    """Raises `Http404` for a year nobody gives targets for yet, or any more, and for a unit that was nowhere in it."""
    today = clock.today()
    given_for(year, today)
    asked_for = (request.POST if request.method == "POST" else request.GET).getlist("parts")
    draft = drafting.draft_of(unit, year)
    written = {cell.rpartition(".")[2] for cell in draft.cells} if draft else set()
    desk = Desk(unit, year, today, tuple(part for part in SUB_TARGETS if part in {*asked_for, *written}))
    if not desk.line:
        raise Http404
    return desk


def typed(request: HttpRequest, desk: Desk) -> dict[str, str]:
    sent = {cell: request.POST[cell] for cell in desk.standing if cell in request.POST}
    return {cell: drafting.keepable(text).strip()[:LONGEST] for cell, text in sent.items()}


def shown_before(request: HttpRequest, desk: Desk) -> dict[str, str]:
    """What the form's cells said when it was sent out; without it, what stands."""
    try:
        before = json.loads(request.POST.get("shown", ""))
    except (ValueError, RecursionError):  # the latter of what is nested without end
        return desk.standing
    return {cell: str(text) for cell, text in before.items()} if isinstance(before, dict) else desk.standing


def _keep(request: HttpRequest, desk: Desk) -> DeskShown:
    """Keeps the draft before anything else is done with it."""
    draft, merged = drafting.keep(
        desk.unit,
        desk.year,
        user_of(request),
        shown=shown_before(request, desk),
        mine=typed(request, desk),
        paper=PaperForm.typed(request.POST),
        standing=desk.standing,
    )
    return DeskShown(desk, draft, merged.texts, merged.theirs)


def _kept(request: HttpRequest, desk: Desk) -> HttpResponse:
    shown = _keep(request, desk)
    if request.headers.get("HX-Request"):  # what the other wrote is not on the page yet, so it is not known to him
        sent = _sent(shown, shown_before(request, desk))
        return render(request, "targets/_kept.html", {"shown": shown, "sent": sent})
    return _page(request, shown, status=HTTPStatus.CONFLICT if shown.theirs else HTTPStatus.OK)


def _proposed(request: HttpRequest, desk: Desk) -> HttpResponse:
    shown = _keep(request, desk)
    wish = WishForm(REST_BY_LAST_RESULT if request.POST["do"] == "rest" else request.POST)
    if shown.theirs or not wish.is_valid():
        return _page(request, shown, wish=wish, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        by_hand = shown.draft.by_hand if shown.draft else ()
        proposal = propose(desk, shown.texts, by_hand, Wish.of(wish.cleaned_data))
    except NoProposal as refused:
        wish.add_error(None, str(refused))
        return _page(request, shown, wish=wish, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    drafting.fill(desk.unit, desk.year, user_of(request), proposal.cells, desk.standing)
    filled = {**shown.texts, **proposal.cells}
    return _page(request, DeskShown(desk, shown.draft, filled, proposal=proposal), wish=wish)


def _issued(request: HttpRequest, desk: Desk) -> HttpResponse:
    shown, form = _keep(request, desk), _paper_form(request, desk, request.POST)
    if not _may_issue(request, desk) and not is_own_pledge(desk, shown.texts):
        form.add_error(None, _("Giao chỉ tiêu cho cấp dưới là việc của cán bộ tổ chức; bản nháp đã được giữ."))
    if not shown.theirs and _unseen(request, desk, shown):
        form.add_error(None, OTHER_NUMBERS)
    if form.is_valid() and not shown.theirs and not shown.balance.faults and not _strays(request, desk):
        done = _issue(desk, shown, form)
        if isinstance(done, TargetDecision):
            messages.success(request, _("Đã ban hành quyết định %(number)s.") % {"number": done.number})
            return redirect("targets:decision", done.pk)
        shown = done
    return _page(request, shown, form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _unseen(request: HttpRequest, desk: Desk, shown: DeskShown) -> bool:
    """Whether a cell says something else than on the page that was sent: somebody wrote there, or decided, meanwhile."""
    on_his_page = {**desk.standing, **typed(request, desk)}
    return any(shown.texts.get(cell, "") != text for cell, text in on_his_page.items())


def _strays(request: HttpRequest, desk: Desk) -> list[tuple[str, str]]:
    """What was typed for units that are not here any more, since the page was opened: each with its name and the text."""
    if request.method != "POST":
        return []
    here = {unit.code for unit in desk.receivers}
    before = shown_before(request, desk)
    sent = {cell: request.POST[cell].strip()[:LONGEST] for cell in before if cell in request.POST}
    typed_ = [(cell.rpartition(".")[0], text) for cell, text in sent.items() if text not in ("", before[cell])]
    gone = [(code, text) for code, text in typed_ if code not in here and re.fullmatch(CODE_PATTERN, code)]
    known = scope.visible(Unit.objects.filter(code__in=[code for code, _text in gone]), request.user)
    names = {unit.code: unit.short for unit in known}
    return [(names.get(code, code), text) for code, text in gone]


def _may_issue(request: HttpRequest, desk: Desk) -> bool:
    return scope.may(request.user, Action.GOVERN, desk.unit, desk.today)


def _issue(desk: Desk, shown: DeskShown, form: PaperForm) -> TargetDecision | DeskShown:
    """The decision; or the page to show again, with what stands against it in the form and at the cells."""
    paper, differs = paper_of(desk, form.cleaned_data), difference(desk, shown.texts)
    if differs and not paper.reason:
        form.add_error("reason", differs)
    for field, reason in paper.faults(desk.today):
        form.add_error(field, reason)
    if paper.kept() and "number" not in form.errors:
        form.add_error("number", _("Đã có quyết định số này trong năm; hãy dùng số khác."))
    if form.errors:
        return shown
    try:
        with transaction.atomic():
            plan, result = issue(desk, shown.texts, paper)
            if result.written:
                drafting.discard(desk.unit, desk.year)
    except Overtaken:
        form.add_error(None, OTHER_NUMBERS)
        now = replace(desk)
        return DeskShown(now, shown.draft, {**now.standing, **(shown.draft.cells if shown.draft else {})})
    except NothingChanged:
        form.add_error(None, _("Chưa có ô nào khác với chỉ tiêu đang có hiệu lực."))
        return shown
    decision = paper.kept() if result.written else None
    if decision:
        return decision
    return _refused(desk, shown, form, plan.reading.rows)


def _paper_form(request: HttpRequest, desk: Desk, *sent: QueryDict, **more: Any) -> PaperForm:
    """It offers the papers that the unit works by, and records new ones of those units whose records the reader keeps."""
    line = Unit.objects.filter(pk__in=hierarchy.line(desk.unit.pk, desk.today))
    return PaperForm(
        *sent,
        unit=desk.unit,
        year=desk.year,
        papers=scope.guiding(request.user, desk.unit, desk.today),
        issuers=scope.allowed(line, request.user, Action.GOVERN),
        **more,
    )


def _refused(desk: Desk, shown: DeskShown, form: PaperForm, rows: list[Any]) -> DeskShown:
    faults: dict[str, str] = {}
    units = {unit.code: unit for unit in desk.receivers}
    for row in rows:
        unit = units[row.raw["unit"]]
        columns = desk.columns_of(unit)
        for fault in row.faults:
            faults[cell_of(unit, fault.key if fault.key in columns else columns[0])] = fault.reason
    form.add_error(None, _("Chưa ban hành: còn %(n)d dòng sai, xem ở từng ô.") % {"n": len(faults)})
    return DeskShown(desk, shown.draft, shown.texts, faults=faults)


def _discarded(request: HttpRequest, desk: Desk) -> HttpResponse:
    drafting.discard(desk.unit, desk.year)
    messages.success(request, _("Đã bỏ bản nháp; các ô trở lại chỉ tiêu đang có hiệu lực."))
    return redirect("targets:allocate", desk.unit.code, desk.year)


_DONE: Mapping[str, Callable[[HttpRequest, Desk], HttpResponse]] = {
    "keep": _kept,
    "review": _kept,
    "propose": _proposed,
    "rest": _proposed,
    "issue": _issued,
    "discard": _discarded,
}


def _page(
    request: HttpRequest,
    shown: DeskShown,
    *,
    form: PaperForm | None = None,
    wish: WishForm | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    desk = shown.desk
    kept = shown.draft.paper if shown.draft else {}
    context = {
        "shown": shown,
        "desk": desk,
        "unit": desk.unit,
        "form": form or _paper_form(request, desk, initial=kept),
        "review": request.POST.get("do") == "review",
        "wish": wish or WishForm(initial=DEFAULT_WISH),
        "parts": [(part, label, part in desk.open_parts) for part, label in CATEGORIES if part in SUB_TARGETS],
        "may_issue": _may_issue(request, desk),
        "line": crumbs(request.user, desk.unit, asked({}, desk.today)),
        "sent": _sent(shown, shown.theirs),
        "strays": _strays(request, desk),
        "tabs": tabs(request.user, desk.unit, desk.year, "targets:allocate"),
    }
    return render(request, "targets/allocation.html", context, status=status)


def _sent(shown: DeskShown, known: Mapping[str, str]) -> str:
    """What the form's cells say as far as whoever types knows: of a cell that two changed, what is `known` to him."""
    return json.dumps(
        {
            cell: known.get(cell, "") if cell in shown.theirs else shown.texts.get(cell, "")
            for cell in shown.desk.standing
        }
    )


def user_of(request: HttpRequest) -> User:
    user = request.user
    if not isinstance(user, User):
        raise Http404
    return user
