"""Where it is said of grassroots organisations without admission that no one is left to admit (part III of the official form)."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from admissions.counting import Period
from admissions.no_one_left import NotListed, save_marks, without_admission
from partytrack import clock
from partytrack.vietnamese import number
from units import hierarchy
from units.crumbs import crumbs
from units.models import Unit
from units.question import asked
from units.scope import Action, scoped


@scoped(Action.RECORD, "GET", "HEAD", "POST")
def no_one_left(request: HttpRequest, unit: Unit) -> HttpResponse:
    question = asked(request.GET, clock.today())
    if not hierarchy.line(unit.pk, question.tree):
        raise Http404
    listed = without_admission(unit, period=Period(question.end), tree=question.tree, person=request.user)
    ticked = {one.unit.code for one in listed if one.mark}
    errors: list[str] = []
    address = f"{reverse('reports:no_one_left')}?{question.query(unit=unit.code)}"
    if request.method == "POST" and isinstance(request.user, User):
        ticked = set(request.POST.getlist("mark"))
        before = set(request.POST.get("before", "").split())
        try:
            added, taken = save_marks(listed, question.year, ticked=ticked, before=before, by=request.user)
        except NotListed as strange:
            errors = [_strange(str(strange))]
        else:
            words = {"added": number(added), "taken": number(taken)}
            messages.success(request, _("Đã lưu: đánh dấu thêm %(added)s, bỏ đánh dấu %(taken)s.") % words)
            return redirect(address)
    context = {
        "unit": unit,
        "asked": question,
        "listed": [(one, one.unit.code in ticked) for one in listed],
        "before": " ".join(one.unit.code for one in listed if one.mark),
        "errors": errors,
        "address": address,
        "kept": [("unit", unit.code)],
        "report": f"{reverse('reports:report', args=['structure'])}?{question.query(unit=unit.code)}",
        "line": crumbs(request.user, unit, question),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
    return render(request, "reports/no_one_left.html", context, status=status)


def _strange(codes: str) -> str:
    shown = codes.replace("\0", "")
    shown = shown if len(shown) <= 60 else shown[:60] + "…"
    return _(
        "Chưa lưu gì: %(codes)s không có trong danh sách này (không phải TCCSĐ trong phạm vi của bạn, hoặc đã có kết nạp). "
        "Hãy xem lại rồi lưu."
    ) % {"codes": shown}
