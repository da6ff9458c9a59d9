"""The Word form of a unit's meeting report, for who administers it: put in, tried out, taken back; and one to begin with."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from partytrack import clock
from reports.example_form import example_form
from reports.kinds.paper_fields import PAPER_GROUPS
from reports.models import BriefForm
from reports.own_form import FormUpload, brief_values, form_of
from reports.subject import Subject
from reports.views.own_words import listed
from targets.progress import UnitNotOnTree
from units.crumbs import crumbs
from units.models import Unit
from units.question import asked
from units.scope import Action, scoped
from workbooks.word import DOCX
from workbooks.writing import file_response


@scoped(Action.ADMINISTER, "GET", "HEAD", "POST")
def edit(request: HttpRequest, unit: Unit) -> HttpResponse:
    question = asked(request.GET, clock.today())
    here = f"{reverse('reports:own_form')}?{question.query(unit=unit.code)}"
    if "drop" in request.POST:
        if BriefForm.objects.filter(unit=unit).delete()[0]:
            messages.success(request, _("Đã bỏ mẫu Word riêng."))
        return redirect(here)
    subject = Subject(unit, question, request.user)
    try:
        values = brief_values(subject)
    except UnitNotOnTree as nowhere:
        raise Http404 from nowhere
    form = (
        FormUpload(request.POST, request.FILES, values=values)
        if request.method == "POST"
        else FormUpload(values=values)
    )
    if form.is_valid():
        form.save(unit, request.user)  # type: ignore[arg-type]  # the door has let nobody in who is not signed in
        messages.success(request, _("Đã nhận mẫu Word; báo cáo tải về từ nay theo mẫu này."))
        return redirect(here)
    own = form_of(subject)
    query = question.query(unit=unit.code)
    context = {
        "form": form,
        "unit": unit,
        "own": own,
        "is_own": own is not None and own.unit_id == unit.pk,
        "here": here,
        "kept_form": f"{reverse('reports:own_form_file')}?{query}",
        "example": f"{reverse('reports:example_form')}?{query}",
        "own_words": f"{reverse('reports:own_words')}?{query}",
        "report": f"{reverse('reports:brief')}?{query}",
        "word": f"{reverse('reports:word', args=['brief'])}?{query}",
        "groups": listed(PAPER_GROUPS, values),
        "line": crumbs(request.user, unit, question),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "reports/own_form.html", context, status=status)


@scoped(Action.ADMINISTER)
def file(request: HttpRequest, unit: Unit) -> HttpResponse:
    """The unit's own, as it was put in."""
    own = get_object_or_404(BriefForm, unit=unit)
    return file_response(own.file_name.removesuffix(".docx"), ".docx", DOCX, bytes(own.content))


@scoped(Action.ADMINISTER)
def example(request: HttpRequest, unit: Unit) -> HttpResponse:
    return file_response("mau-bao-cao-hop", ".docx", DOCX, example_form())
