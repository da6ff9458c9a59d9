"""Trying other numbers before they are written anywhere; at most into the draft on the desk, when one says so."""

import json
from collections.abc import Mapping
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partytrack.vietnamese import number
from targets import drafting
from targets.desk import Desk
from targets.layout import DeskShown
from targets.tabs import tabs
from targets.views.desk import desk_of, shown_before, typed, user_of
from targets.what_if import WhatIf
from units.crumbs import crumbs
from units.models import Unit
from units.question import asked
from units.scope import Action, scoped


@scoped(Action.ALLOCATE, "GET", "HEAD", "POST")
def what_if(request: HttpRequest, unit: Unit, year: int) -> HttpResponse:
    desk, draft = desk_of(request, unit, year), drafting.draft_of(unit, year)
    kept = {**desk.standing, **(draft.cells if draft else {})}
    if request.method != "POST":
        return _page(request, WhatIf(DeskShown(desk, draft, kept)), kept)
    tried = WhatIf(DeskShown(desk, draft, {**kept, **typed(request, desk)}))
    if request.POST.get("do") == "copy" and not tried.faulty:
        return _copied(request, desk)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if tried.faulty else HTTPStatus.OK
    return _page(request, tried, shown_before(request, desk), status=status)


def _copied(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Into the draft, cell by cell as the desk keeps it: what another wrote meanwhile is shown before it gives way."""
    before, mine = shown_before(request, desk), typed(request, desk)
    draft, merged = drafting.keep(
        desk.unit, desk.year, user_of(request), shown=before, mine=mine, paper={}, standing=desk.standing
    )
    if merged.theirs:
        tried = WhatIf(DeskShown(desk, draft, merged.texts, merged.theirs))
        return _page(request, tried, {**merged.texts, **merged.theirs}, status=HTTPStatus.CONFLICT)
    n = sum(text != before.get(cell, "") for cell, text in mine.items())
    said = ngettext("Đã chép %(n)s số vào bản nháp.", "Đã chép %(n)s số vào bản nháp.", n)
    messages.success(request, said % {"n": number(n)} if n else _("Chưa có số nào khác với bản nháp."))
    return redirect("targets:allocate", desk.unit.code, desk.year)


def _page(request: HttpRequest, tried: WhatIf, sent: Mapping[str, str], *, status: int = HTTPStatus.OK) -> HttpResponse:
    """`sent`: what the cells said when they were sent out, or what another wrote in them since, as far as that is shown."""
    desk = tried.shown.desk
    context = {
        "tried": tried,
        "shown": tried.shown,
        "desk": desk,
        "unit": desk.unit,
        "line": crumbs(request.user, desk.unit, asked({}, desk.today)),
        "sent": json.dumps({cell: sent.get(cell, "") for cell in desk.standing}),
        "tabs": tabs(request.user, desk.unit, desk.year, "targets:what_if"),
    }
    template = "targets/_tried.html" if request.headers.get("HX-Request") else "targets/what_if.html"
    return render(request, template, context, status=status)
