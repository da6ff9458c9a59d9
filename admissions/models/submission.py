"""A unit's word that its figures of a month are complete."""

from datetime import date
from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from units.models import Unit


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def standing(self) -> Self:
        """Not reopened."""
        return self.filter(reopened_at__isnull=True)


@pghistory.track()
class Submission(models.Model):
    """The figures of `month` (its first day) are complete, as far as `through`: the month's end, or the day of confirming in a
    month that still runs. `admitted` and `tallied` are what the unit's whole subtree counted from 1 January to `through` at
    that moment: what is different now, has changed since. A reopened one stays, with who, when and why."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="submissions")
    month = models.DateField(_("tháng"))
    through = models.DateField(_("đến hết ngày"))
    admitted = models.IntegerField(_("số kết nạp"))
    tallied = models.IntegerField(_("số tổng hợp"))
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="submissions", verbose_name=_("người chốt")
    )
    at = models.DateTimeField(_("chốt lúc"))
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="reopened_submissions",
        verbose_name=_("người mở lại"),
        null=True,
        blank=True,
    )
    reopened_at = models.DateTimeField(_("mở lại lúc"), null=True, blank=True)
    reopened_reason = models.CharField(_("lý do mở lại"), max_length=500, blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "month"],
                condition=Q(reopened_at__isnull=True),
                name="submission_one_standing",
                violation_error_message=_("Số liệu tháng này của tổ chức đã được chốt; mở lại trước khi chốt lần nữa."),
            ),
            models.CheckConstraint(
                name="submission_of_a_month",
                condition=Q(month__day=1),
                violation_error_message=_("Tháng được ghi bằng ngày đầu tháng."),
            ),
            models.CheckConstraint(
                name="submission_through_its_month",
                condition=Q(through__year=F("month__year")) & Q(through__month=F("month__month")),
                violation_error_message=_("Ngày chốt đến phải ở trong tháng được chốt."),
            ),
            models.CheckConstraint(
                name="submission_not_ahead",
                condition=Q(at__date__gte=F("through")),
                violation_error_message=_("Không chốt trước số liệu của những ngày chưa đến."),
            ),
            models.CheckConstraint(
                name="submission_reopened_by_someone_for_a_reason",
                condition=Q(reopened_at__isnull=True, reopened_by__isnull=True, reopened_reason="")
                | Q(reopened_at__isnull=False, reopened_by__isnull=False) & ~Q(reopened_reason=""),
                violation_error_message=_("Mở lại số liệu đã chốt phải ghi người mở, ngày giờ và lý do."),
            ),
        ]
        indexes = [models.Index(fields=["month"], name="submission_month")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.month:%m/%Y}"

    @property
    def confirmed_on(self) -> date:
        return timezone.localdate(self.at)

    @property
    def reopened_on(self) -> date | None:
        return timezone.localdate(self.reopened_at) if self.reopened_at else None
