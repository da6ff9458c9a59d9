"""The API: the same figures as the pages, the same scope, described by OpenAPI at /api/openapi.json."""

from datetime import date
from typing import Any, Literal

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError
from ninja.security import django_auth

from partytrack import clock
from targets.answer import as_json
from targets.progress import UnitNotOnTree, progress
from units.question import asked
from units.scope import Action, unit_asked

Status = Literal["MET", "ON_PACE", "CATCHING_UP", "SHORT"]


class BreakDowns(Schema):
    """Each with `_of`, the number of people of whom it is known; null when it is known of none."""

    women: int | None
    women_of: int
    minority: int | None
    minority_of: int
    youth_union: int | None
    youth_union_of: int
    aged_18_30: int | None
    aged_18_30_of: int


class Part(Schema):
    """A sub-target of one category, with what it has come to; `admitted_of` is the number of people of whom it is known."""

    target: int | None
    admitted: int | None
    admitted_of: int
    percentage: str | None


class Progress(BreakDowns):
    """One unit's year on a date. Counts are people; unknown is null, never 0."""

    code: str
    name: str
    target: int | None
    pledge: int | None
    admitted: int
    tallied: int
    percentage: str | None
    remaining: int | None
    expected: int | None
    needed_per_month: int | None
    last_30_days: int
    last_year: int
    last_year_target: int | None
    incomplete: int
    last_year_incomplete: int
    pipeline: int
    stages: dict[str, int]
    forecast: int
    own_due_on: date | None
    status: Status | None
    short_by: int | None
    rank: int | None
    ranked: int | None
    members: int | None
    parts: dict[str, Part]


class Direct(BreakDowns):
    """What the unit's total holds beside its children's: recorded on itself, or tallied and not yet on a child."""

    admitted: int
    tallied: int
    last_30_days: int
    last_year: int
    pipeline: int
    stages: dict[str, int]


class YearOfUnit(Schema):
    unit: str
    year: int
    as_of: date
    tree: date
    due_on: date
    counting: Literal["DECIDED", "ADMITTED"]
    self: Progress
    direct: Direct | None
    children: list[Progress]


class Refusal(Schema):
    detail: str


api = NinjaAPI(
    title="Partytrack",
    version="1",
    urls_namespace="api",
    docs_url=None,
    openapi_url="openapi.json",
    auth=django_auth,
)


@api.get(
    "units/{code}/progress",
    response={200: YearOfUnit, 400: Refusal, 401: Refusal, 404: Refusal},
    url_name="progress",
    summary="Progress of a unit and of the units directly under it",
)
def unit_progress(request: HttpRequest, code: str, year: str = "", as_of: str = "", tree: str = "") -> dict[str, Any]:
    """`year` (2023), `as_of` (2023-10-10; today or the year's end by default), `tree` (`as_of`, `today` or a later date)."""
    unit = unit_asked(request, Action.READ, code)
    # Read as every page reads it; the parameters stand above for the description alone.
    question = asked(request.GET, clock.today())
    try:
        answer = progress(unit, year=question.year, as_of=question.as_of, tree=question.tree)
    except UnitNotOnTree as nowhere:
        raise HttpError(404, _("Tổ chức này không có trong cây tổ chức ngày đó.")) from nowhere
    return as_json(answer)


def _routes() -> tuple[list[URLPattern | URLResolver], str, str]:
    """The API answers strangers with 401 itself; only its description keeps the site's own way to the sign-in page."""
    routes, app_name, namespace = api.urls
    for route in routes:
        if isinstance(route, URLPattern) and route.name != "openapi-json":
            route.callback = login_not_required(route.callback)
    return routes, app_name, namespace


urls = _routes()
