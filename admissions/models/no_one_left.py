"""Of which grassroots organisations it is said that no one is left to admit."""

import pghistory
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from units.models import Unit


@pghistory.track()
class NoOneLeft(models.Model):
    """In `year` the organisation has nobody outside the party any more (không còn quần chúng): why it admitted no one."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="no_one_left")
    year = models.PositiveSmallIntegerField(_("năm"))
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("người đánh dấu")
    )
    marked_at = models.DateTimeField(_("đánh dấu lúc"), auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year"],
                name="no_one_left_once_a_year",
                violation_error_message=_("Tổ chức này đã được đánh dấu không còn quần chúng trong năm."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.year}"
