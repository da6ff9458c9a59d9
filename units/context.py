"""The navigation of every page: where the signed-in user may go, and the unit he works for."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from units import scope
from units.scope import Action


class Item(NamedTuple):
    label: str
    url: str
    current: bool


def navigation(request: HttpRequest) -> dict[str, Any]:
    """`navigation` and `home_unit`, looked up only where a template shows them."""
    return {
        "navigation": SimpleLazyObject(lambda: list(_items(request))),
        "home_unit": SimpleLazyObject(_own_unit(request)),
    }


def _own_unit(request: HttpRequest) -> Callable[[], Any]:
    return lambda: scope.home(request.user) or ""


def _items(request: HttpRequest) -> Iterator[Item]:
    mine = scope.actions(request.user)
    if not mine:
        return
    here = request.resolver_match.view_name if request.resolver_match else ""
    yield Item(_("Tổng quan"), "/", here == "reports:dashboard")
    if Action.READ_PEOPLE in mine:
        yield Item(_("Kết nạp"), reverse("admissions:list"), here == "admissions:list")
        yield Item(_("Nguồn"), reverse("candidates:list"), here == "candidates:list")
    yield Item(_("Giao chỉ tiêu"), reverse("targets:own"), here.startswith("targets:"))
    if Action.RECORD in mine:
        yield Item(_("Nhập kết nạp"), reverse("admissions:enter"), here == "admissions:enter")
        yield Item(_("Nhập từ Excel"), reverse("admissions:import"), here in ("admissions:import", "admissions:batch"))
    yield Item(_("Báo cáo"), reverse("reports:index"), request.path.startswith(reverse("reports:index")))
    yield Item(_("Tổ chức đảng"), reverse("units:list"), here == "units:list")
