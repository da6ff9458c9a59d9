"""The limits that papers set, for all who record to read, and for whoever administers the whole to change."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from admissions.limiting import LimitForm, changes, limits_by_kind
from partytrack import clock
from units import scope
from units.models import UnitQuerySet
from units.scope import Action, at_the_top, wherever


@wherever(Action.READ_PEOPLE)
def limits(request: HttpRequest, units: UnitQuerySet) -> HttpResponse:
    today = clock.today()
    administers = scope.at_top(request.user, Action.ADMINISTER)
    page = {"kinds": limits_by_kind(today), "today": today, "administers": administers}
    if administers:
        page["changes"] = changes()
    return render(request, "admissions/limits.html", page)


@at_the_top(Action.ADMINISTER, "GET", "HEAD", "POST")
def new_limit(request: HttpRequest) -> HttpResponse:
    form = LimitForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        form.save()
        messages.success(request, _("Đã ghi ngưỡng mới; các giá trị cũ vẫn giữ trong danh sách."))
        return redirect("admissions:limits")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "admissions/new_limit.html", {"form": form}, status=status)
