"""The Word form of an office: its letterhead, in which the meeting report is filled."""

from collections.abc import Sequence

import pghistory
from django.db import models
from django.db.models import F, Func
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from units.models import Unit

MAX_BYTES = 2 * 2**20


class BriefFormQuerySet(models.QuerySet["BriefForm"]):
    def nearest(self, line: Sequence[int]) -> "BriefForm | None":
        """Of the first unit of `line` (from a unit up to its root) that has one; its content is left unread. One query."""
        found = self.filter(unit__in=line).defer("content").select_related("unit", "uploaded_by")
        return min(found, key=lambda one: line.index(one.unit_id), default=None)


@pghistory.track(exclude=["content"])
class BriefForm(models.Model):
    """That of `unit` and of all units below it without one. The history keeps who put in which file, not the file."""

    unit = models.OneToOneField(Unit, on_delete=models.PROTECT, related_name="brief_form")
    file_name = models.CharField(_("tên tệp"), max_length=200)
    content = models.BinaryField(_("tệp"))
    digest = models.CharField(max_length=64)
    """SHA-256 of the content."""
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now=True)

    objects = BriefFormQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="brief_form_not_too_large",
                condition=LessThanOrEqual(
                    Func(F("content"), function="octet_length", output_field=models.IntegerField()), MAX_BYTES
                ),
                violation_error_message=_("Tệp lớn hơn 2 MB. Thu nhỏ hình ảnh trong mẫu rồi gửi lại."),
            )
        ]

    def __str__(self) -> str:
        return self.file_name
