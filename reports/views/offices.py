"""How the papers of a unit's office begin and end: the lines, and how they will look."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from partytrack import clock
from reports.forms import OfficeForm
from units.crumbs import crumbs
from units.models import Office, Unit
from units.papers import paper_of
from units.question import asked
from units.scope import Action, scoped


@scoped(Action.ADMINISTER, "GET", "HEAD", "POST")
def office(request: HttpRequest, unit: Unit) -> HttpResponse:
    today = clock.today()
    in_force = Office.objects.of(unit, today)
    own = in_force if in_force and in_force.unit_id == unit.pk else None
    form = OfficeForm(request.POST if request.method == "POST" else None, instance=own or Office(unit=unit))
    if form.is_valid():
        messages.success(request, form.save_or_remove())
        return redirect(f"{reverse('reports:office')}?unit={unit.code}")
    context = {
        "form": form,
        "unit": unit,
        "own": own,
        "paper": paper_of(unit, in_force, today) if in_force else None,
        "above": in_force.unit if in_force and own is None else None,
        "line": crumbs(request.user, unit, asked({}, today)),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "reports/office.html", context, status=status)
