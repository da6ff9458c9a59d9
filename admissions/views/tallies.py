"""Results without names for many units at once: the grid, its check while somebody types, and its saving."""

from http import HTTPStatus
from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts import drafts
from accounts.models import Draft, User
from admissions.tallying.asked import GridAsked, grid_asked
from admissions.tallying.grid import TallyGrid, load
from admissions.tallying.posted import Posted, draft_of
from admissions.tallying.saving import Saved, save, typed
from partytrack import clock
from partytrack.vietnamese import number
from units import scope
from units.crumbs import crumbs
from units.models import Unit
from units.scope import Action, Person, scoped

WARNINGS_TOLD = 5


def grid(request: HttpRequest) -> HttpResponseBase:
    return _save(request) if request.method == "POST" else _show(request)


@scoped(Action.READ)
def _show(request: HttpRequest, unit: Unit) -> HttpResponse:
    """For those who may record, with what they typed and have not saved; for others to read."""
    today = clock.today()
    asked = grid_asked(unit, request.GET, today)
    if not scope.may(request.user, Action.RECORD, unit, today):
        shown = load(asked, request.user, Action.READ)
        shown.find_differences()
        return _page(request, shown, may_record=False)
    draft = drafts.load(_user(request), asked.form)
    return _page(request, _with_draft(request.user, asked, draft), draft=draft)


@scoped(Action.RECORD, "POST")
def _save(request: HttpRequest, unit: Unit) -> HttpResponse:
    """Written, and back to the grid; else the page again, with what was typed and what is in the way."""
    today = clock.today()
    asked = grid_asked(unit, request.GET, today)
    if "discard" in request.POST:
        drafts.discard(_user(request), asked.form)
        return redirect(_address(asked))
    shown, saved = save(asked, request.user, Posted.of(request.POST), today)
    if saved is None:
        return _page(request, shown, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    _keep(_user(request), shown)
    _tell(request, shown, saved)
    return redirect(_address(asked))


@scoped(Action.RECORD, "POST")
def check(request: HttpRequest, unit: Unit) -> HttpResponse:
    """What there is to say of the rows typed into, which become the draft."""
    today = clock.today()
    asked = grid_asked(unit, request.GET, today)
    shown, _check = typed(asked, request.user, Posted.of(request.POST), today)
    draft = _keep(_user(request), shown)
    touched = set(request.POST.getlist("row"))
    lines = [line for line in shown.lines if line.is_changed or line.unit.code in touched]
    context = {"grid": shown, "lines": lines, "draft": draft, "address": _address(asked), "may_record": True}
    return render(request, "tallies/_checked.html", context)


def _page(
    request: HttpRequest,
    shown: TallyGrid,
    *,
    may_record: bool = True,
    draft: Draft | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    asked = shown.asked
    context = {
        "grid": shown,
        "asked": asked,
        "may_record": may_record,
        "draft": draft if shown.changed else None,
        "address": _address(asked),
        "ticket": drafts.ticket(_user(request), asked.form),
        "line": crumbs(request.user, asked.unit, asked.period),
    }
    return render(request, "tallies/grid.html", context, status=status)


def _with_draft(user: Person, asked: GridAsked, draft: Draft | None) -> TallyGrid:
    """A draft about units that are out of reach by now is let lie."""
    try:
        return typed(asked, user, Posted.of_draft(draft), asked.period.today)[0]
    except Http404:
        return typed(asked, user, Posted.of_draft(None), asked.period.today)[0]


def _keep(user: User, shown: TallyGrid) -> Draft | None:
    """What of the grid is not saved is the draft of its form; where all is, there is none."""
    content = draft_of(shown)
    if content:
        return drafts.keep(user.pk, shown.asked.form, content)
    drafts.discard(user, shown.asked.form)
    return None


def _tell(request: HttpRequest, shown: TallyGrid, saved: Saved) -> None:
    if saved.written or saved.withdrawn:
        said = {"written": number(saved.written), "withdrawn": number(saved.withdrawn), "unit": shown.asked.unit.name}
        text = _("Đã ghi %(written)s số liệu của %(unit)s.") if saved.written else ""
        text += " " + _("Đã rút %(withdrawn)s số liệu.") if saved.withdrawn else ""
        messages.success(request, text.strip() % said)
    else:
        messages.info(request, _("Không có ô nào thay đổi, nên không ghi gì."))
    if left := len(shown.changed):
        messages.warning(request, _("%(left)s ô chưa ghi được, còn trong bản nháp.") % {"left": number(left)})
    for cell in shown.warned[:WARNINGS_TOLD]:
        where = {"unit": cell.unit.short, "label": cell.column.label, "said": " ".join(cell.warnings)}
        messages.warning(request, _("%(unit)s, %(label)s: %(said)s") % where)


def _user(request: HttpRequest) -> User:
    """Nobody else passes the door."""
    return cast(User, request.user)


def _address(asked: GridAsked) -> str:
    return f"{reverse('tallies:grid')}?{urlencode(asked.query)}"
