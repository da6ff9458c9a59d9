"""Lists as someone likes to see them: kept under a name of his own, his alone."""

from http import HTTPStatus

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.forms import ViewForm
from accounts.models import SavedView
from admissions.listing.addresses import kept_query
from partytrack import clock
from units.models import Unit
from units.scope import Action, scoped

PAGE = "admissions"


@scoped(Action.READ_PEOPLE, "POST")
def save(request: HttpRequest, unit: Unit) -> HttpResponse:
    """The query of this address, without what is of today or of this session."""
    query = kept_query(request.GET, clock.today())
    return _saved(request, SavedView(user_id=request.user.pk or 0, page=PAGE, query=query), query)


@require_POST
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    view = _own(request, pk)
    return _saved(request, view, view.query)


@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    view = _own(request, pk)
    view.delete()
    messages.success(request, _("Đã xoá cách xem “%(name)s”.") % {"name": view.name})
    return redirect("admissions:list")


def _own(request: HttpRequest, pk: int) -> SavedView:
    return get_object_or_404(views_of(request), pk=pk)


def views_of(request: HttpRequest) -> QuerySet[SavedView]:
    """The reader's own, of this list."""
    return SavedView.objects.filter(user_id=request.user.pk or 0, page=PAGE).order_by("name")


def _saved(request: HttpRequest, view: SavedView, query: str) -> HttpResponse:
    back = f"{reverse('admissions:list')}?{query}"
    form = ViewForm(request.POST, instance=view)
    if not form.is_valid():
        context = {"form": form, "back": back}
        return render(request, "admissions/view.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    form.save()
    messages.success(request, _("Đã lưu cách xem “%(name)s”.") % {"name": view.name})
    return redirect(back)
