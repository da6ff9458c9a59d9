"""A unit's year in pictures."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from partytrack import clock
from reports.charts import pictures
from reports.drawing import table_of
from reports.subject import Subject
from targets.progress import UnitNotOnTree
from units.crumbs import crumbs
from units.models import Unit
from units.question import asked
from units.scope import Action, scoped


@scoped(Action.READ)
def charts(request: HttpRequest, unit: Unit) -> HttpResponse:
    subject = Subject(unit, asked(request.GET, clock.today()), request.user)
    try:
        found = pictures(subject)
    except UnitNotOnTree as nowhere:
        raise Http404 from nowhere
    context = {
        "pictures": [(picture, table_of(picture.part)) for picture in found],
        "head": subject.head,
        "unit": unit,
        "asked": subject.asked,
        "kept": [("unit", unit.code)],
        "line": crumbs(request.user, unit, subject.asked),
    }
    return render(request, "reports/charts.html", context)
