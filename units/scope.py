"""Who may do what, and where: the only file that decides. `docs/roles.md` is printed from it (command `roles`).

A role is held over a unit and its whole subtree, on the hierarchy and by the assignments of the day of acting:
permission is always of now, so this file reads the clock, whatever the date a page is about. A unit that has moved away
is out of reach from that day on. Nothing here is kept between two requests: a role taken away is gone at once.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from partytrack import clock
from units import hierarchy
from units.lists import Role
from units.models import CODE_PATTERN, Assignment, Document, Placement, Unit, UnitQuerySet
from units.question import value

Person = User | AnonymousUser
Parameters = ParamSpec("Parameters")
Records = TypeVar("Records", bound=QuerySet[Any])


class Action(models.TextChoices):
    READ = "READ", _("Xem số liệu, báo cáo không có tên người, cơ cấu tổ chức")
    READ_PEOPLE = "READ_PEOPLE", _("Xem, in, xuất thông tin của người (họ tên, ngày sinh, dân tộc, tôn giáo)")
    RECORD = (
        "RECORD",
        _("Nhập, nhập từ Excel, sửa, huỷ kết nạp, nguồn, số liệu tổng hợp, lớp nhận thức; chốt số liệu tháng"),
    )
    ALLOCATE = "ALLOCATE", _("Dự thảo phân bổ chỉ tiêu; đăng ký phấn đấu của đơn vị mình")
    GOVERN = (
        "GOVERN",
        _(
            "Ban hành, thu hồi quyết định; lưu số liệu kỳ báo cáo; khoá, mở khoá sổ; hồ sơ và sắp xếp tổ chức; "
            "huỷ lần nhập Excel của người khác; xem lịch sử"
        ),
    )
    ADMINISTER = (
        "ADMINISTER",
        _("Tài khoản và phân quyền bên dưới đơn vị mình; ngưỡng, mẫu văn bản, thời hạn lưu; nhật ký truy cập"),
    )


_EVERYBODY = (Role.VIEWER, Role.CLERK, Role.OFFICER, Role.ADMIN)
_RECORDERS = (Role.CLERK, Role.OFFICER, Role.ADMIN)

ROLES: dict[Action, tuple[Role, ...]] = {
    Action.READ: _EVERYBODY,
    Action.READ_PEOPLE: _RECORDERS,
    Action.RECORD: _RECORDERS,
    Action.ALLOCATE: _RECORDERS,
    Action.GOVERN: (Role.OFFICER, Role.ADMIN),
    Action.ADMINISTER: (Role.ADMIN,),
}


@dataclass(frozen=True, slots=True)
class Reach:
    """How a model reaches the unit whose record it is, and what one must be allowed there to read it."""

    unit: str
    action: Action


REACH: dict[str, Reach] = {
    "units.Unit": Reach("pk", Action.READ),
    "units.Headcount": Reach("unit_id", Action.READ),
    "units.MeetingAttendance": Reach("unit_id", Action.READ),
    "units.Document": Reach("issuer_id", Action.READ),
    "units.Office": Reach("unit_id", Action.READ),
    "units.Overseer": Reach("unit_id", Action.READ_PEOPLE),
    "admissions.Admission": Reach("unit_id", Action.READ_PEOPLE),
    "admissions.AdmissionSource": Reach("admission__unit_id", Action.READ_PEOPLE),
    "admissions.Candidate": Reach("unit_id", Action.READ_PEOPLE),
    "admissions.CandidateStep": Reach("candidate__unit_id", Action.READ_PEOPLE),
    "admissions.CandidateSource": Reach("candidate__unit_id", Action.READ_PEOPLE),
    "admissions.Tally": Reach("unit_id", Action.READ),
    "admissions.NoOneLeft": Reach("unit_id", Action.READ),
    "admissions.AwarenessClass": Reach("unit_id", Action.READ),
    "admissions.Submission": Reach("unit_id", Action.READ),
    "targets.TargetDecision": Reach("issuer_id", Action.READ),
    "targets.Target": Reach("unit_id", Action.READ),
    "targets.AllocationDraft": Reach("issuer_id", Action.ALLOCATE),
    "reports.OwnTable": Reach("unit_id", Action.READ),
    "targets.TargetAdjustment": Reach("unit_id", Action.READ),
    "reports.ReportSet": Reach("unit_id", Action.READ),
    "reports.ReportSetFile": Reach("unit_id", Action.READ),
    "reports.ReportSchedule": Reach("unit_id", Action.READ),
    "reports.Snapshot": Reach("unit_id", Action.READ),
    "reports.BriefSection": Reach("unit_id", Action.ADMINISTER),
    "reports.BriefForm": Reach("unit_id", Action.ADMINISTER),
}
"""A model that is not here is nobody's to see: `visible` refuses it."""


def visible(records: Records, user: Person) -> Records:
    """Those of `records` that `user` may read today. Raises `LookupError` for a model without a `REACH`."""
    return allowed(records, user, _reach(records).action)


def allowed(records: Records, user: Person, action: Action) -> Records:
    """Those of `records` for whose unit `user` may do `action` today."""
    tops = list(_assignments(user, action, clock.today()).values_list("unit_id", flat=True))
    if not tops:
        return records.none()
    return records.filter(**{f"{_reach(records).unit}__in": hierarchy.subtree(tops, clock.today())})


def _reach(records: QuerySet[Any]) -> Reach:
    label = records.model._meta.label
    if label not in REACH:
        raise LookupError(f"{label} has no entry in units.scope.REACH, so nobody may see it.")
    return REACH[label]


def may(user: Person, action: Action, unit: Unit, on: date) -> bool:
    """Whether `user` may do `action` for `unit`, acting on the day `on` (in a view: today). One query."""
    return _assignments(user, action, on).filter(unit_id__in=hierarchy.line_up(unit.pk, on)).exists()


def guiding(user: Person, unit: Unit, on: date) -> QuerySet[Document]:
    """The papers that `unit` works by on the day `on`: its own and those of the units above it, which were written for all
    below them. Whoever may read `unit` reads them there, though the units above are beyond his reach. Two queries."""
    return Document.objects.guiding(unit, on) if may(user, Action.READ, unit, on) else Document.objects.none()


def reaches_all_below(user: Person, action: Action, unit: Unit, on: date) -> bool:
    """Whether `user` may do `action` today for `unit` and all that lies below it on the tree of `on`: on today's tree that is
    so wherever he may for the unit itself, and nobody need look below it. One query."""
    return on == clock.today() and may(user, action, unit, on)


def tops(user: Person, action: Action = Action.READ) -> list[Unit]:
    """The units over whose subtrees `user` may do `action` today, without those that lie under another of them; the
    highest first. Two queries."""
    today = clock.today()
    assigned = Unit.objects.filter(pk__in=_assignments(user, action, today).values("unit_id")).order_by(
        "sort_key", "pk"
    )
    lines = hierarchy.lines((unit.pk, today) for unit in assigned)
    ids = {unit.pk for unit in assigned}
    placed = [(unit, lines[unit.pk, today]) for unit in assigned if (unit.pk, today) in lines]
    highest_first = sorted(placed, key=lambda one: len(one[1]))
    return [unit for unit, line in highest_first if not ids & set(line[1:])]


def home(user: Person, action: Action = Action.READ) -> Unit | None:
    """The unit that `user` works for: the highest of those he is assigned to; None without any."""
    return next(iter(tops(user, action)), None)


def actions(user: Person) -> set[Action]:
    """What `user` may do today, wherever that is: whoever holds any role may read. One query."""
    today = clock.today()
    placed = _assignments(user, Action.READ, today).filter(unit__placements__during__contains=today)
    roles = set(placed.values_list("role", flat=True))
    return {action for action, whose in ROLES.items() if roles.intersection(whose)}


def _assignments(user: Person, action: Action, on: date) -> QuerySet[Assignment]:
    if not user.is_authenticated or not user.is_active:
        return Assignment.objects.none()
    return Assignment.objects.filter(user_id=user.pk, role__in=ROLES[action], during__contains=on)


def line_of_sight(user: Person, unit: Unit, on: date) -> list[tuple[Unit, bool]]:
    """The units from the root down to `unit` on the tree of `on`, each with whether `user` may open it."""
    line = hierarchy.line(unit.pk, on)
    above = Unit.objects.in_bulk(line)
    tops = set(_assignments(user, Action.READ, clock.today()).values_list("unit_id", flat=True))
    today = hierarchy.lines((pk, clock.today()) for pk in line)
    return [(above[pk], bool(tops & set(today.get((pk, clock.today()), [])))) for pk in reversed(line)]


View = Callable[Concatenate[HttpRequest, Unit, Parameters], HttpResponseBase]
ViewOfUnits = Callable[Concatenate[HttpRequest, UnitQuerySet, Parameters], HttpResponseBase]
ViewOfAll = Callable[Concatenate[HttpRequest, Parameters], HttpResponseBase]


def scoped(action: Action, *methods: str) -> Callable[[View[Parameters]], Callable[..., HttpResponseBase]]:
    """The door of a view about one unit, which it receives as its second argument: that of `<code>` in the path, else
    of `?unit=`, else the user's own.

    One answer, 404, to a code that nobody has, one outside the user's reach and one where his role does not allow
    `action`; 405 to a method that is not named (GET when none is).
    """
    accepted = methods or ("GET", "HEAD")

    def door(view: View[Parameters]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def behind_the_door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method not in accepted:
                return HttpResponseNotAllowed(accepted)
            return view(request, unit_asked(request, action, kwargs.pop("code", None)), *args, **kwargs)

        return behind_the_door

    return door


def wherever(action: Action, *methods: str) -> Callable[[ViewOfUnits[Parameters]], Callable[..., HttpResponseBase]]:
    """The door of a view about no unit in particular, which receives as its second argument all units where the user may do
    `action` today. 404 to whoever may do it nowhere; 405 as `scoped`. One query."""
    accepted = methods or ("GET", "HEAD")

    def door(view: ViewOfUnits[Parameters]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def behind_the_door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method not in accepted:
                return HttpResponseNotAllowed(accepted)
            units = allowed(Unit.objects.all(), request.user, action)
            if units.query.is_empty():
                raise Http404
            return view(request, units, *args, **kwargs)

        return behind_the_door

    return door


def at_top(user: Person, action: Action) -> bool:
    """Whether `user` may do `action` today for a unit that lies under no other, so for all there are. One query."""
    today = clock.today()
    places = Placement.objects.filter(parent__isnull=True, during__contains=today)
    return places.filter(unit_id__in=_assignments(user, action, today).values("unit_id")).exists()


def at_the_top(action: Action, *methods: str) -> Callable[[ViewOfAll[Parameters]], Callable[..., HttpResponseBase]]:
    """The door of a view about what holds for every unit: 404 to whoever may not do `action` at the top; 405 as `scoped`."""
    accepted = methods or ("GET", "HEAD")

    def door(view: ViewOfAll[Parameters]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def behind_the_door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method not in accepted:
                return HttpResponseNotAllowed(accepted)
            if not at_top(request.user, action):
                raise Http404
            return view(request, *args, **kwargs)

        return behind_the_door

    return door


def unit_asked(request: HttpRequest, action: Action, code: str | None = None) -> Unit:
    """The unit of `code`, else of `?unit=`, else the user's own, where he may do `action`. Raises `Http404`."""
    code = code or value(request.GET, "unit")
    if code:
        return unit_of(code, request.user, action)
    own = home(request.user, action)
    if own is None:
        raise Http404
    return own


def unit_of(code: str, user: Person, action: Action = Action.READ) -> Unit:
    """The unit of that code where `user` may do `action` today. Raises `Http404`, whatever the reason."""
    if not re.fullmatch(CODE_PATTERN, code):
        raise Http404
    unit = get_object_or_404(Unit, code=code)
    if not may(user, action, unit, clock.today()):
        raise Http404
    return unit
