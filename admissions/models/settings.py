"""Settings of the room, dated: which date counts, and the limits that papers set."""

from datetime import date, timedelta

import pghistory
import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from admissions import rules
from admissions.lists import LimitKind, Rule


@pghistory.track()
class CountingRule(models.Model):
    """Which date counts, for admissions decided in `year`; without a row it is the decision date."""

    year = models.PositiveSmallIntegerField(_("năm"), unique=True)
    rule = models.CharField(_("ngày tính chỉ tiêu"), max_length=10, choices=Rule)

    class Meta:
        triggers = [
            pgtrigger.Trigger(
                name="recount_admissions",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=rules.RECOUNT,
            )
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.rule}"


@pghistory.track()
class Limit(models.Model):
    """What a paper allows, from a day to a day: it changes with the paper, so it is data with its legal basis."""

    kind = models.CharField(_("ngưỡng"), max_length=30, choices=LimitKind)
    quantity = models.PositiveSmallIntegerField(_("giá trị"))
    during = DateRangeField(_("hiệu lực"))
    legal_basis = models.CharField(_("căn cứ"), max_length=200)
    issued_on = models.DateField(_("ngày văn bản"), null=True, blank=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="limit_one_at_a_time",
                expressions=[("kind", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
                violation_error_message=_("Ngưỡng này đã có giá trị khác trong khoảng thời gian ấy."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.quantity}"

    @property
    def last_day(self) -> date | None:
        return self.during.upper - timedelta(days=1) if self.during.upper else None
