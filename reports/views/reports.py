"""The reports of a unit: which there are, each as a page (which is its print) and as a workbook or, of words, a Word file."""

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from partytrack import clock
from reports.declared import Choice, Label
from reports.drawing import table_of
from reports.kinds import DOCUMENTS, KINDS, Built, Kind, Readable
from reports.own_form import BadForm, brief_file, form_of
from reports.subject import LEVELS, Subject
from reports.workbook import workbook_of
from targets.progress import UnitNotOnTree
from units import scope
from units.crumbs import crumbs
from units.models import Unit
from units.question import Asked, asked, choice
from units.scope import Action, scoped
from workbooks.word import DOCX
from workbooks.writing import file_response, workbook_response


@scoped(Action.READ)
def index(request: HttpRequest, unit: Unit) -> HttpResponse:
    question = asked(request.GET, clock.today())
    context = {
        "unit": unit,
        "asked": question,
        "kept": [("unit", unit.code)],
        "kinds": _readable(request, unit, question),
        "administers": scope.may(request.user, Action.ADMINISTER, unit, clock.today()),
        "line": crumbs(request.user, unit, question),
    }
    return render(request, "reports/index.html", context)


@scoped(Action.READ)
def show(request: HttpRequest, unit: Unit, name: str) -> HttpResponse:
    kind, subject = _asked_for(request, unit, KINDS.get(name))
    subject = replace(subject, levels=choice(request.GET, "levels", LEVELS) or "")
    report = _built(kind, subject)
    query = subject.asked.query(unit=unit.code, sort=subject.order_by)
    levels = f"&levels={subject.levels}" if subject.levels else ""
    kept = [("unit", unit.code), ("sort", subject.order_by), ("levels", subject.levels)]
    context = {
        "report": report,
        "parts": [(part, table_of(part)) for part in report.parts],
        "unit": unit,
        "asked": subject.asked,
        "kept": [(name, value) for name, value in kept if value],
        "choice": _options(report.choice, subject, request.path),
        "workbook": f"{reverse('reports:workbook', args=[name])}?{query}",
        "freeze": _freeze(request, unit, f"{query}&report={name}{levels}"),
        "others": _readable(request, unit, subject.asked),
        "kind": kind,
        "line": crumbs(request.user, unit, subject.asked),
    }
    return render(request, "reports/report.html", context)


@scoped(Action.READ)
def workbook(request: HttpRequest, unit: Unit, name: str) -> HttpResponse:
    kind, subject = _asked_for(request, unit, KINDS.get(name))
    return workbook_response(kind.file_name(subject), workbook_of(_built(kind, subject)).to_bytes())


@scoped(Action.READ)
def document(request: HttpRequest, unit: Unit, name: str) -> HttpResponse:
    kind, subject = _asked_for(request, unit, DOCUMENTS.get(name))
    context = {
        "document": _built(kind, subject),
        "unit": unit,
        "asked": subject.asked,
        "kept": [("unit", unit.code)],
        "word": f"{reverse('reports:word', args=[name])}?{subject.asked.query(unit=unit.code)}",
        "has_form": form_of(subject) is not None,
        "freeze": _freeze(request, unit, subject.asked.query(unit=unit.code, report=name)),
        "administers": scope.may(request.user, Action.ADMINISTER, unit, clock.today()),
        "own_words": f"{reverse('reports:own_words')}?{subject.asked.query(unit=unit.code)}",
        "own_form": f"{reverse('reports:own_form')}?{subject.asked.query(unit=unit.code)}",
        "others": _readable(request, unit, subject.asked),
        "kind": kind,
        "line": crumbs(request.user, unit, subject.asked),
    }
    return render(request, "reports/document.html", context)


@scoped(Action.READ)
def word(request: HttpRequest, unit: Unit, name: str) -> HttpResponse:
    kind, subject = _asked_for(request, unit, DOCUMENTS.get(name))
    try:
        content = brief_file(subject, built_in=request.GET.get("form") == "builtin")
    except UnitNotOnTree as nowhere:
        raise Http404 from nowhere
    except BadForm as bad:
        messages.error(
            request, _("Mẫu Word riêng không điền được: %(reason)s Hãy tải theo mẫu có sẵn.") % {"reason": bad}
        )
        return redirect(f"{reverse('reports:brief')}?{subject.asked.query(unit=unit.code)}")
    return file_response(kind.file_name(subject), ".docx", DOCX, content)


def _options(offered: Choice | None, subject: Subject, path: str) -> list[tuple[Label, str, bool]]:
    """What else the page can show: label, address, and whether it is what stands there."""
    if offered is None:
        return []
    query = {"unit": subject.unit.code, "sort": subject.order_by}
    return [
        (label, f"{path}?{subject.asked.query(**query, **{offered.name: value})}", value == offered.shown)
        for value, label in offered.options
    ]


def _freeze(request: HttpRequest, unit: Unit, query: str) -> str:
    """Where whoever may keep the report does so."""
    may = scope.may(request.user, Action.GOVERN, unit, clock.today())
    return f"{reverse('reports:freeze')}?{query}" if may else ""


def _readable(request: HttpRequest, unit: Unit, question: Asked) -> list[tuple[Readable, str]]:
    """The reports there are of the unit for this reader, each with its address."""
    today, query = clock.today(), question.query(unit=unit.code)
    kinds: list[Readable] = [*DOCUMENTS.values(), *KINDS.values()]
    may = {action: scope.may(request.user, action, unit, today) for action in {kind.action for kind in kinds}}
    return [(kind, f"{reverse('reports:report', args=[kind.name])}?{query}") for kind in kinds if may[kind.action]]


def _asked_for(request: HttpRequest, unit: Unit, kind: Kind[Built] | None) -> tuple[Kind[Built], Subject]:
    """Raises `Http404` for a report there is not, or not for this reader."""
    if kind is None or not scope.may(request.user, kind.action, unit, clock.today()):
        raise Http404
    return kind, Subject(unit, asked(request.GET, clock.today()), request.user, request.GET.get("sort"))


def _built(kind: Kind[Built], subject: Subject) -> Built:
    """404 for a unit that has no place on the tree asked for."""
    try:
        return kind.build(subject)
    except UnitNotOnTree as nowhere:
        raise Http404 from nowhere
