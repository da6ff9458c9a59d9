"""The words in which an office writes its meeting report, where they are its own."""

from collections.abc import Sequence

import pghistory
from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from units.models import Unit

LONGEST_TEXT = 8_000


class SectionKind(models.TextChoices):
    RESULTS = "RESULTS", _("Kết quả chung")
    UNITS = "UNITS", _("Các đơn vị trực thuộc")
    OUTLOOK = "OUTLOOK", _("Dự báo và việc cần làm")
    PAPERS = "PAPERS", _("Văn bản chỉ đạo")
    OTHER = "OTHER", _("Mục khác")


class BriefSectionQuerySet(models.QuerySet["BriefSection"]):
    def nearest(self, line: Sequence[int]) -> dict[str, "BriefSection"]:
        """Of each section that of the first unit of `line` (from a unit up to its root) that has words of its own. One query."""
        found = self.filter(unit__in=line).select_related("unit", "edited_by")
        return {one.section: one for one in sorted(found, key=lambda one: line.index(one.unit_id), reverse=True)}


@pghistory.track()
class BriefSection(models.Model):
    """One section as `unit` writes it, and all units below it that do not write it themselves."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="brief_sections")
    section = models.CharField(_("mục"), max_length=10, choices=SectionKind)
    title = models.CharField(_("đầu đề"), max_length=300, blank=True)
    text = models.TextField(_("lời văn"), max_length=LONGEST_TEXT, blank=True)
    edited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    edited_at = models.DateTimeField(auto_now=True)

    objects = BriefSectionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "section"],
                name="brief_section_once",
                violation_error_message=_("Đơn vị đã có lời văn riêng của mục này; tải lại trang rồi sửa."),
            ),
            models.CheckConstraint(
                name="brief_section_known",
                condition=models.Q(section__in=SectionKind.values),
                violation_error_message=_("Báo cáo không có mục này."),
            ),
            models.CheckConstraint(
                name="brief_section_not_too_long",
                condition=LessThanOrEqual(Length("text"), LONGEST_TEXT),
                violation_error_message=_("Lời văn của một mục không quá 8.000 ký tự."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}/{self.section}"
