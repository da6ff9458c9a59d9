"""Own tables that are kept: under a name, for oneself or shared."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from partytrack import clock
from reports.models import OwnTable
from reports.own_tables.question import table_asked
from reports.own_tables.saving import OwnTableForm, address_of
from units import scope
from units.models import Unit
from units.question import BadQuestion, asked
from units.scope import Action, scoped


@scoped(Action.READ, "POST")
def save(request: HttpRequest, unit: Unit) -> HttpResponse:
    """The table of this address."""
    today = clock.today()
    may_read_people = scope.may(request.user, Action.READ_PEOPLE, unit, today)
    table = table_asked(unit, request.GET, asked(request.GET, today), may_read_people=may_read_people)
    if not table.is_good:
        raise BadQuestion(table.objection)
    return _kept(request, OwnTable(owner_id=request.user.pk or 0, unit=unit, query=table.kept_query))


@require_POST
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    return _kept(request, _own(request, pk))


@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    table = _own(request, pk)
    table.delete()
    messages.success(request, _("Đã xoá bảng “%(name)s”.") % {"name": table.name})
    return redirect(f"{reverse('reports:tables')}?unit={table.unit.code}")


def _own(request: HttpRequest, pk: int) -> OwnTable:
    return get_object_or_404(scope.visible(OwnTable.objects.filter(owner_id=request.user.pk or 0), request.user), pk=pk)


def _kept(request: HttpRequest, table: OwnTable) -> HttpResponse:
    may_share = scope.may(request.user, Action.RECORD, table.unit, clock.today())
    form = OwnTableForm(request.POST, instance=table, may_share=may_share)
    if not form.kept():
        context = {"form": form, "back": address_of(table), "unit": table.unit}
        return render(request, "reports/kept_table.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.success(request, _("Đã lưu bảng “%(name)s”.") % {"name": table.name})
    return redirect(address_of(table))
