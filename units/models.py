"""Where: the units of the hierarchy, their places over time, and what is kept of a unit beside its results."""

from datetime import date
from typing import ClassVar, Self

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from psycopg.types.range import DateRange

from partytrack import vietnamese
from partytrack.fields import DerivedField
from partytrack.refusals import REFUSE, Rule
from units.hierarchy import line, subtree
from units.lists import Kind, ReorganisationKind, Role, Sector

CODE_PATTERN = r"^[A-Z][A-Z0-9-]{1,19}$"
ALWAYS = DateRange(None, None)


class UnitQuerySet(models.QuerySet["Unit"]):
    def within(self, unit: "Unit", on: date) -> Self:
        """`unit` and all below it in the tree of `on`."""
        return self.filter(pk__in=subtree([unit.pk], on))

    def under(self, parent: "Unit", on: date) -> Self:
        """Directly under `parent` in the tree of `on`."""
        return self.filter(placements__parent=parent, placements__during__contains=on)

    def active(self, on: date) -> Self:
        """Established by `on` and not dissolved by then: what structure counts count."""
        return self.filter(
            Q(established_on__isnull=True) | Q(established_on__lte=on),
            Q(dissolved_on__isnull=True) | Q(dissolved_on__gt=on),
        )

    def named_like(self, text: str) -> Self:
        """Units whose name, short name or code contains every word of `text`, whatever its diacritics."""
        found = self
        for word in vietnamese.fold(text).split():
            found = found.filter(search_key__contains=word)
        return found


@pghistory.track()
class Unit(models.Model):
    """Any committee or cell. `code` is ours, stable and never reused; where it stands on a date is its placements."""

    code = models.CharField(_("mã"), max_length=20, unique=True, validators=[RegexValidator(CODE_PATTERN)])
    name = models.CharField(_("tên"), max_length=200)
    short_name = models.CharField(_("tên ngắn"), max_length=100, blank=True)
    report_name = models.CharField(_("tên trong báo cáo"), max_length=200, blank=True)
    kind = models.CharField(_("loại"), max_length=30, choices=Kind)
    sector = models.CharField(_("loại hình"), max_length=30, choices=Sector, blank=True)
    established_on = models.DateField(_("ngày thành lập"), null=True, blank=True)
    dissolved_on = models.DateField(_("ngày giải thể"), null=True, blank=True)
    sort_key = DerivedField("name", derivation="sort")
    search_key = DerivedField("name", "short_name", "code", derivation="fold")

    objects = UnitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="unit_code_form",
                condition=Q(code__regex=CODE_PATTERN),
                violation_error_message=_("Mã gồm 2–20 ký tự: chữ in hoa A–Z, số, gạch nối; bắt đầu bằng chữ."),
            ),
            models.CheckConstraint(
                name="unit_dissolved_after_established",
                condition=Q(established_on__isnull=True)
                | Q(dissolved_on__isnull=True)
                | Q(dissolved_on__gte=F("established_on")),
                violation_error_message=_("Ngày giải thể không được trước ngày thành lập."),
            ),
        ]
        indexes = [
            models.Index(fields=["sort_key"], name="unit_sort"),
            GinIndex(OpClass(F("search_key"), "gin_trgm_ops"), name="unit_search"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def short(self) -> str:
        return self.short_name or self.name

    def is_active(self, on: date) -> bool:
        return (self.established_on is None or self.established_on <= on) and (
            self.dissolved_on is None or self.dissolved_on > on
        )


_CLIMB = """
    PERFORM pg_advisory_xact_lock(hashtext('units_placement'));
    SELECT unit.code INTO culprit FROM (
        WITH RECURSIVE climb(start_id, unit_id, during) AS (
            SELECT fresh.unit_id, fresh.parent_id, fresh.during FROM fresh WHERE fresh.parent_id IS NOT NULL
            UNION
            SELECT climb.start_id, above.parent_id, climb.during * above.during
            FROM climb JOIN units_placement above ON above.unit_id = climb.unit_id AND above.during && climb.during
            WHERE above.parent_id IS NOT NULL AND climb.unit_id <> climb.start_id
        )
        SELECT start_id FROM climb WHERE unit_id = start_id LIMIT 1
    ) cycle JOIN units_unit unit ON unit.id = cycle.start_id;
    IF culprit IS NOT NULL THEN
        {refuse}, DETAIL = culprit;
    END IF;
    RETURN NULL;
"""


def _no_cycle(name: str, operation: pgtrigger.Operation) -> Rule:
    """The rule for one operation: a trigger that reads its new rows as a table serves one only."""
    return Rule(
        name=name,
        message=_("Tổ chức %(detail)s không thể nằm dưới chính nó."),
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=pgtrigger.Referencing(new="fresh"),
        declare=[("culprit", "text")],
        func=_CLIMB.format(refuse=REFUSE.format(name=name)),
    )


@pghistory.track()
class Placement(models.Model):
    """`unit` stands directly under `parent` (a root: under nobody) on the days of `during`, [from, to).

    A dissolved unit hangs under its successor from its dissolution on: that placement is the successor.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="placements")
    parent = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="placements_below")
    during = DateRangeField(_("thời gian"), default=ALWAYS)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="placement_one_parent_at_once",
                expressions=[("unit", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
                violation_error_message=_("Trong cùng một thời gian, một tổ chức chỉ trực thuộc một cấp trên."),
            ),
            models.CheckConstraint(
                name="placement_not_under_itself",
                condition=Q(parent__isnull=True) | ~Q(parent=F("unit")),
                violation_error_message=_("Một tổ chức không thể trực thuộc chính nó."),
            ),
            models.CheckConstraint(
                name="placement_some_time",
                condition=Q(during__isempty=False),
                violation_error_message=_("Ngày bắt đầu trực thuộc phải trước ngày kết thúc."),
            ),
        ]
        indexes = [models.Index(fields=["parent"], include=["unit", "during"], name="placement_below")]
        triggers = [
            _no_cycle("placement_no_cycle", pgtrigger.Insert),
            _no_cycle("placement_no_cycle_moved", pgtrigger.Update),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} → {self.parent_id} {self.during}"


@pghistory.track()
class Headcount(models.Model):
    """Members of the unit's whole subtree on a day; the latest by a date counts, counts are never summed."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="headcounts")
    counted_on = models.DateField(_("ngày thống kê"))
    members = models.PositiveIntegerField(_("số đảng viên"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "counted_on"],
                name="headcount_once_a_day",
                violation_error_message=_("Tổ chức này đã có số đảng viên của ngày đó."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.members} ({self.counted_on})"


class DocumentQuerySet(models.QuerySet["Document"]):
    def guiding(self, unit: Unit, on: date) -> Self:
        """Of `unit` and of those above it on the tree of `on`."""
        return self.filter(issuer__in=line(unit.pk, on))


@pghistory.track()
class Document(models.Model):
    """A guiding paper, by reference only: no file is kept. `years` are the target years it guides."""

    issuer = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="documents")
    number = models.CharField(_("số"), max_length=50)
    issued_on = models.DateField(_("ngày ban hành"))
    title = models.CharField(_("trích yếu"), max_length=500)
    years = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "number", "issued_on"],
                name="document_once",
                violation_error_message=_("Văn bản này đã có."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.title}"


@pghistory.track()
class Overseer(models.Model):
    """The committee member in charge of a unit on the days of `during`."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="overseers")
    person = models.CharField(_("họ và tên"), max_length=200)
    position = models.CharField(_("chức vụ"), max_length=200, blank=True)
    during = DateRangeField(_("thời gian"), default=ALWAYS)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="overseer_once_at_once",
                expressions=[
                    ("unit", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Người này đã phụ trách tổ chức này trong thời gian đó."),
            )
        ]

    def __str__(self) -> str:
        return self.person


@pghistory.track()
class MeetingAttendance(models.Model):
    """Cell meetings of the unit that working groups were to attend, and did, up to `on`."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="attendances")
    on = models.DateField(_("tính đến ngày"))
    planned = models.PositiveIntegerField(_("theo kế hoạch"))
    attended = models.PositiveIntegerField(_("đã dự"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "on"],
                name="attendance_once_a_day",
                violation_error_message=_("Tổ chức này đã có số buổi dự của ngày đó."),
            ),
            models.CheckConstraint(
                name="attendance_within_plan",
                condition=Q(attended__lte=F("planned")),
                violation_error_message=_("Số buổi đã dự không được nhiều hơn số theo kế hoạch."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attended}/{self.planned}"


@pghistory.track()
class Reorganisation(models.Model):
    """The record of a merger, split, transfer or dissolution: by which paper, with effect from when."""

    kind = models.CharField(_("hình thức"), max_length=20, choices=ReorganisationKind)
    number = models.CharField(_("số quyết định"), max_length=50)
    issued_on = models.DateField(_("ngày ban hành"))
    effective_on = models.DateField(_("ngày hiệu lực"))
    note = models.CharField(_("ghi chú"), max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="reorganisation_dates_in_order",
                condition=Q(effective_on__gte=F("issued_on")),
                violation_error_message=_("Ngày hiệu lực không được trước ngày ban hành."),
            )
        ]

    def __str__(self) -> str:
        return self.number


@pghistory.track()
class Assignment(models.Model):
    """`user` holds `role` over `unit` and its whole subtree on the days of `during`; read by `scope.py` alone."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assignments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="assignments")
    role = models.CharField(_("vai trò"), max_length=10, choices=Role)
    during = DateRangeField(_("thời gian"), default=ALWAYS)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="assignment_one_role_at_once",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("unit", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Người này đã có vai trò ở tổ chức này trong thời gian đó."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.unit_id}"


class OfficeQuerySet(models.QuerySet["Office"]):
    def of(self, unit: Unit, on: date) -> "Office | None":
        """That of `unit`, else of the nearest above it on the tree of `on` that serves the units below. Two queries."""
        heights = {pk: height for height, pk in enumerate(line(unit.pk, on) or [unit.pk])}
        serving = [one for one in self.filter(unit_id__in=heights) if one.unit_id == unit.pk or one.serves_below]
        return min(serving, key=lambda one: heights[one.unit_id], default=None)


@pghistory.track()
class Office(models.Model):
    """How the papers of a unit's office begin and end; what is empty is as without a setting. `above`, `body`: whose paper it
    is; `symbol`: what follows the number; `signed_for` and `recipients`: a line each."""

    unit = models.OneToOneField(Unit, on_delete=models.PROTECT, related_name="office", verbose_name=_("đơn vị"))
    above = models.CharField(_("cơ quan cấp trên"), max_length=200, blank=True)
    body = models.CharField(_("cơ quan ban hành"), max_length=200, blank=True)
    symbol = models.CharField(_("ký hiệu văn bản"), max_length=40, blank=True)
    place = models.CharField(_("địa danh"), max_length=100, blank=True)
    signed_for = models.CharField(_("thẩm quyền, chức vụ người ký"), max_length=300, blank=True)
    signer = models.CharField(_("họ tên người ký"), max_length=100, blank=True)
    recipients = models.CharField(_("nơi nhận"), max_length=1000, blank=True)
    serves_below = models.BooleanField(_("dùng cho cả đơn vị cấp dưới"), default=True)

    objects = OfficeQuerySet.as_manager()

    TEXTS: ClassVar = ("above", "body", "symbol", "place", "signed_for", "signer", "recipients")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="office_says_something",
                condition=~Q(
                    **dict.fromkeys(("above", "body", "symbol", "place", "signed_for", "signer", "recipients"), "")
                ),
                violation_error_message=_("Hãy ghi ít nhất một dòng, hoặc bỏ đầu và cuối văn bản riêng."),
            )
        ]

    def __str__(self) -> str:
        return self.body or str(self.unit_id)

    @property
    def titles(self) -> tuple[str, ...]:
        """The lines over the signer's name."""
        return tuple(self.signed_for.splitlines())

    @property
    def readers(self) -> tuple[str, ...]:
        return tuple(self.recipients.splitlines())
