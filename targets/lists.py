"""The fixed lists of the room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    DRAFT = "DRAFT", _("Dự thảo")
    ISSUED = "ISSUED", _("Đã ban hành")
    WITHDRAWN = "WITHDRAWN", _("Đã thu hồi")


class Tier(models.TextChoices):
    ASSIGNED = "ASSIGNED", _("Chỉ tiêu giao")
    PLEDGE = "PLEDGE", _("Phấn đấu")


class Category(models.TextChoices):
    """What a target counts; beside these, each source group is a category by its own identifier."""

    TOTAL = "TOTAL", _("Tổng số")
    WOMEN = "WOMEN", _("Nữ")
    MINORITY = "MINORITY", _("Dân tộc thiểu số")
    YOUTH_UNION = "YOUTH_UNION", _("Đoàn viên")
