"""What units report without names: results, and the courses they held."""

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from admissions import rules
from units.models import Unit


@pghistory.track()
class Tally(models.Model):
    """People admitted from 1 January to `counted_on` in the unit's whole subtree, reported without names; a break-down
    left empty is unknown. How it meets the named people is `counting.py`'s."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="tallies")
    counted_on = models.DateField(_("tính đến ngày"))
    quantity = models.PositiveIntegerField(_("số kết nạp"))
    women = models.PositiveIntegerField(_("nữ"), null=True, blank=True)
    minority = models.PositiveIntegerField(_("dân tộc thiểu số"), null=True, blank=True)
    youth_union = models.PositiveIntegerField(_("đoàn viên"), null=True, blank=True)
    source = models.CharField(_("nguồn số liệu"), max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "counted_on"],
                name="tally_once_a_day",
                violation_error_message=_("Tổ chức này đã có số liệu tổng hợp của ngày đó."),
            ),
            models.CheckConstraint(
                name="tally_parts_within_whole",
                condition=(Q(women__isnull=True) | Q(women__lte=F("quantity")))
                & (Q(minority__isnull=True) | Q(minority__lte=F("quantity")))
                & (Q(youth_union__isnull=True) | Q(youth_union__lte=F("quantity"))),
                violation_error_message=_("Số nữ, dân tộc thiểu số, đoàn viên không được nhiều hơn số kết nạp."),
            ),
        ]
        indexes = [models.Index(fields=["counted_on"], name="tally_counted")]
        triggers = [
            rules.one_tally_on_a_line("tally_one_on_a_line", pgtrigger.Insert),
            rules.one_tally_on_a_line("tally_one_on_a_line_moved", pgtrigger.Update),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} ({self.counted_on})"


@pghistory.track()
class AwarenessClass(models.Model):
    """A course (lớp bồi dưỡng nhận thức về Đảng) that the unit held."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="awareness_classes")
    name = models.CharField(_("tên lớp"), max_length=200)
    opened_on = models.DateField(_("ngày khai giảng"))
    learners = models.PositiveIntegerField(_("số học viên"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name", "opened_on"],
                name="awareness_class_once",
                violation_error_message=_("Lớp này đã có."),
            )
        ]

    def __str__(self) -> str:
        return self.name
