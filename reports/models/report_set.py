"""Many reports at once: what somebody asked for, of which each file is made by the worker; and what is asked anew each month."""

import secrets
from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from units.models import Unit

LAST_DAY = 0
"""As the day of a month: its last one, whichever that is."""


def new_id() -> str:
    return secrets.token_hex(6)


class SetState(models.TextChoices):
    """WAITING and WORKING can be cancelled; nothing leaves the others."""

    WAITING = "WAITING", _("chờ làm")
    WORKING = "WORKING", _("đang làm")
    DONE = "DONE", _("đã xong")
    CANCELLED = "CANCELLED", _("đã huỷ")
    FAILED = "FAILED", _("không làm được")


UNFINISHED = (SetState.WAITING, SetState.WORKING)


class ReportSchedule(models.Model):
    """The same set, of the units there are then, on a day of each month. `kept_until`: the last day it has answered for."""

    uid = models.CharField(max_length=12, unique=True, default=new_id, editable=False)
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="report_schedules")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    names = ArrayField(models.CharField(max_length=40))
    codes = ArrayField(models.CharField(max_length=20), default=list)
    """Of the units chosen; none: the unit and all directly under it."""
    day = models.PositiveSmallIntegerField(_("ngày trong tháng"))
    language = models.CharField(max_length=10)
    active = models.BooleanField(default=True)
    kept_until = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="report_schedule_day_of_every_month",
                condition=Q(day__gte=LAST_DAY, day__lte=28),
                violation_error_message=_("Chọn ngày từ 1 đến 28, hoặc ngày cuối tháng."),
            ),
            models.CheckConstraint(
                name="report_schedule_of_reports",
                condition=Q(names__len__gt=0),
                violation_error_message=_("Chọn ít nhất một báo cáo."),
            ),
        ]

    def __str__(self) -> str:
        return self.uid


class SetQuerySet(models.QuerySet["ReportSet"]):
    def of(self, user: Any) -> Self:
        """Asked for by this person, newest first."""
        return self.filter(owner=user).order_by("-pk")

    def counted(self) -> Self:
        """Each with `total`, `made` and `refused`: how many files it has, of how many it is known what became of them, and
        how many of those could not be made."""
        return self.annotate(
            total=models.Count("files"),
            made=models.Count("files", filter=Q(files__made_at__isnull=False)),
            refused=models.Count("files", filter=~Q(files__reason="")),
        )


class ReportSet(models.Model):
    """One question about one unit, for each of `files`. How far it is, its files say."""

    uid = models.CharField(max_length=12, unique=True, default=new_id, editable=False)
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="report_sets")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    schedule = models.ForeignKey(ReportSchedule, on_delete=models.SET_NULL, null=True, related_name="sets")
    year = models.PositiveSmallIntegerField()
    as_of = models.DateField()
    tree = models.DateField()
    tree_as_written = models.CharField(max_length=10)
    language = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=SetState, default=SetState.WAITING)
    reason = models.CharField(max_length=200, blank=True)
    """Why it is FAILED."""
    asked_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    objects = SetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["schedule", "as_of"], name="report_set_once_a_day_of_schedule"),
            models.CheckConstraint(
                name="report_set_ends_once",
                condition=Q(state__in=UNFINISHED, ended_at__isnull=True)
                | (~Q(state__in=UNFINISHED) & Q(ended_at__isnull=False)),
            ),
        ]
        indexes = [models.Index(fields=["owner", "-id"], name="report_set_of_owner")]

    def __str__(self) -> str:
        return self.uid

    @property
    def is_unfinished(self) -> bool:
        return self.state in UNFINISHED


class ReportSetFile(models.Model):
    """One report of one unit. `content` from `made_at` on, or the `reason` why there is none."""

    LONGEST_REASON: ClassVar[int] = 300

    set = models.ForeignKey(ReportSet, on_delete=models.CASCADE, related_name="files")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=40)
    place = models.PositiveIntegerField()
    file_name = models.CharField(max_length=200, blank=True)
    content = models.BinaryField(null=True)
    size = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=LONGEST_REASON, blank=True)
    made_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["set", "unit", "name"], name="report_set_file_once"),
            models.CheckConstraint(
                name="report_set_file_made",
                condition=Q(made_at__isnull=False) | Q(content__isnull=True, reason=""),
            ),
        ]
        ordering = ["place"]

    def __str__(self) -> str:
        return self.file_name or f"{self.unit_id} {self.name}"
