"""What every page of someone signed in carries: the ways he may go, and the unit he works for."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from units import scope
from units.scope import Action


def site(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"demo": settings.DEMO}
    home_unit = scope.home(user)
    ways = [(_("Tổng quan"), reverse("reports:home"))] if home_unit else []
    if home_unit and scope.home(user, Action.READ_PEOPLE):
        ways += [(_("Kết nạp"), reverse("admissions:list")), (_("Nguồn"), reverse("candidates:list"))]
    ways.append((_("Tổ chức đảng"), reverse("units:find")))
    here = request.path
    return {
        "demo": settings.DEMO,
        "home_unit": home_unit,
        "navigation": [{"label": label, "url": url, "current": _is_here(url, here)} for label, url in ways],
    }


def _is_here(url: str, here: str) -> bool:
    """A unit's dashboard belongs to the overview, all else to the page it lies under."""
    dashboards = here.startswith("/units/") and here != reverse("units:find")
    return here == url or (url == reverse("reports:home") and dashboards)
