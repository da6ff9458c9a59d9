"""Records that may be one person twice, side by side, and the word that they are two."""

from http import HTTPStatus

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from admissions.counting import Period
from admissions.models import Admission
from admissions.pairs import ApartForm, are_twins, likely_twins
from partytrack import clock
from units import hierarchy, scope
from units.crumbs import crumbs
from units.models import Unit
from units.question import asked
from units.scope import Action, scoped

PAGE = 20


@scoped(Action.READ_PEOPLE, "GET", "HEAD", "POST")
def duplicates(request: HttpRequest, unit: Unit) -> HttpResponse:
    """The likely twins of one figure, to be told apart by whoever may record both."""
    if request.method != "POST":
        return _page(request, unit)
    form = ApartForm(request.POST)
    with transaction.atomic():
        one, other = _two(request, form)
        if not form.is_valid():
            return _page(request, unit, form, HTTPStatus.UNPROCESSABLE_ENTITY)
        if are_twins(one, other):
            other.twin_reason = form.cleaned_data["reason"]
            other.save(update_fields=["twin_reason"])
    messages.success(request, _("Đã ghi là hai người khác nhau."))
    return redirect(f"{reverse('admissions:duplicates')}?{asked(request.GET, clock.today()).query(unit=unit.code)}")


def _two(request: HttpRequest, form: ApartForm) -> tuple[Admission, Admission]:
    """Both records, the later last, held until they are written. Raises `Http404` unless one may record both."""
    form.full_clean()
    uids = [form.cleaned_data.get("one"), form.cleaned_data.get("other")]
    mine = scope.allowed(Admission.objects.standing(), request.user, Action.RECORD).filter(uid__in=filter(None, uids))
    records = list(mine.order_by("pk").select_for_update())
    if len(records) != 2:
        raise Http404
    return records[0], records[1]


def _page(
    request: HttpRequest, unit: Unit, form: ApartForm | None = None, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    question = asked(request.GET, clock.today())
    if not hierarchy.line(unit.pk, question.tree):
        raise Http404
    pairs = likely_twins(unit, period=Period(question.end), tree=question.tree, reader=request.user)
    page = Paginator(pairs, PAGE).get_page(request.GET.get("page"))
    people = Admission.objects.select_related("unit").in_bulk([pk for pair in page for pk in pair])
    context = {
        "unit": unit,
        "asked": question,
        "line": crumbs(request.user, unit, question),
        "page": page,
        "total": len(pairs),
        "pairs": [_shown(people[pair.first], people[pair.second], form) for pair in page],
        "form": form,
        "kept": [("unit", unit.code)],
    }
    return render(request, "admissions/duplicates.html", context, status=status)


def _shown(first: Admission, second: Admission, sent: ApartForm | None) -> dict[str, object]:
    """Two records with the form that tells them apart: the one sent, with what is wrong with it, where it was about them."""
    said = {"one": first.uid, "other": second.uid}
    if sent and {sent.data.get("one"), sent.data.get("other")} == set(said.values()):
        return {"records": (first, second), "form": sent}
    return {"records": (first, second), "form": ApartForm(initial=said, auto_id=f"apart-{second.uid}-%s")}
