"""A province small enough to know by heart, the accounts of the demo over it, and the verbs to fill it with.

DLK ─┬─ KBO ─┬─ CPU ─┬─ CPU-01        An, Xem, Quản trị: DLK
     │       │       └─ CPU-02        Bình: KBO
     │       └─ KBO-CB                Chi: LAK
     ├─ LAK ─── LAK-01                Hà: TAN
     └─ BMT ─── TAN ─── TAN-01
"""

from datetime import date
from importlib import import_module
from typing import Any

from django.apps import apps
from psycopg.types.range import DateRange

from accounts.models import User
from admissions.lists import Sex, Stage
from admissions.models import Admission, Candidate, CandidateStep, Limit, Tally
from units.lists import Kind, Role
from units.models import Assignment, Placement, Unit

ALWAYS = DateRange(None, None)
PASSWORD = "partytrack-demo"

UNITS = (
    ("DLK", None, Kind.PROVINCE, "Đảng bộ tỉnh Đắk Lắk", "Đắk Lắk"),
    ("KBO", "DLK", Kind.UPPER_COMMITTEE, "Đảng bộ huyện Krông Bông", "Krông Bông"),
    ("CPU", "KBO", Kind.GRASSROOTS_COMMITTEE, "Đảng bộ xã Cư Pui", "Cư Pui"),
    ("CPU-01", "CPU", Kind.CELL, "Chi bộ buôn Khanh", "Buôn Khanh"),
    ("CPU-02", "CPU", Kind.CELL, "Chi bộ thôn 2", "Thôn 2"),
    ("KBO-CB", "KBO", Kind.GRASSROOTS_CELL, "Chi bộ Bảo hiểm xã hội huyện Krông Bông", ""),
    ("LAK", "DLK", Kind.UPPER_COMMITTEE, "Đảng bộ huyện Lắk", "Lắk"),
    ("LAK-01", "LAK", Kind.GRASSROOTS_CELL, "Chi bộ Trung tâm Y tế huyện Lắk", ""),
    ("BMT", "DLK", Kind.UPPER_COMMITTEE, "Đảng bộ thành phố Buôn Ma Thuột", "Buôn Ma Thuột"),
    ("TAN", "BMT", Kind.GRASSROOTS_COMMITTEE, "Đảng bộ phường Tân An", "Tân An"),
    ("TAN-01", "TAN", Kind.CELL, "Chi bộ Tổ dân phố 1", "Tổ dân phố 1"),
)

ACCOUNTS = (
    ("an", "Nguyễn Thị An", "DLK", Role.OFFICER),
    ("binh", "Trần Văn Bình", "KBO", Role.OFFICER),
    ("chi", "H'Chi Niê", "LAK", Role.OFFICER),
    ("ha", "Lê Thu Hà", "TAN", Role.CLERK),
    ("xem", "Phạm Văn Xem", "DLK", Role.VIEWER),
    ("quantri", "Đỗ Quản Trị", "DLK", Role.ADMIN),
)


def build() -> dict[str, Unit]:
    """The units by code, each placed since always. The papers' limits too, should a test that empties every table have been first."""
    if not Limit.objects.exists():
        import_module("admissions.migrations.0002_limits_of_the_papers").fill(apps, None)
    found: dict[str, Unit] = {}
    for code, parent, kind, name, short_name in UNITS:
        found[code] = Unit.objects.create(code=code, name=name, short_name=short_name, kind=kind)
        Placement.objects.create(unit=found[code], parent=found[parent] if parent else None)
    return found


def open_accounts(units: dict[str, Unit]) -> dict[str, User]:
    return {
        login: open_account(login, units[code], role, full_name=full_name) for login, full_name, code, role in ACCOUNTS
    }


def open_account(login: str, unit: Unit, role: Role, **details: Any) -> User:
    user = User.objects.create_user(login, password=PASSWORD, **details)
    Assignment.objects.create(user=user, unit=unit, role=role)
    return user


def move(unit: Unit, *, to: Unit, on: date) -> None:
    """From `on` the unit lies under `to`."""
    place = Placement.objects.get(unit=unit, during__contains=on)
    place.during = DateRange(place.during.lower, on)
    place.save()
    Placement.objects.create(unit=unit, parent=to, during=DateRange(on, None))


def admit(unit: Unit, name: str, on: date, **details: Any) -> Admission:
    """Decided on `on`, by default a woman, Kinh, in the youth union, aged 25 or so."""
    person: dict[str, Any] = {
        "birth_date": date(on.year - 25, 1, 1),
        "sex": Sex.FEMALE,
        "ethnicity": "Kinh",
        "youth_union": True,
        "decision_number": "12-QĐ/HU",
        "decided_on": on,
    }
    admission = Admission.objects.create(unit=unit, name=name, **{**person, **details})
    admission.refresh_from_db()
    return admission


def prepare(unit: Unit, name: str, steps: dict[Stage, date], **details: Any) -> Candidate:
    """A candidate with the day of each step."""
    person: dict[str, Any] = {"birth_date": date(1998, 5, 1), "sex": Sex.MALE, "ethnicity": "Êđê"}
    candidate = Candidate.objects.create(unit=unit, name=name, **{**person, **details})
    CandidateStep.objects.bulk_create(
        CandidateStep(candidate=candidate, stage=stage, on=day) for stage, day in steps.items()
    )
    return candidate


def tally(unit: Unit, on: date, quantity: int, **details: Any) -> Tally:
    return Tally.objects.create(unit=unit, counted_on=on, quantity=quantity, **details)
