"""The fixed lists of the room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    DRAFT = "DRAFT", _("Dự thảo")
    ISSUED = "ISSUED", _("Đã ban hành")
    WITHDRAWN = "WITHDRAWN", _("Đã thu hồi")


class Standing(models.TextChoices):
    """What became of a line of a decision by a day."""

    COMING = "COMING", _("chưa có hiệu lực")
    STANDS = "STANDS", _("còn hiệu lực")
    REPLACED = "REPLACED", _("đã được thay")
    WITHDRAWN = "WITHDRAWN", _("đã thu hồi")


class Tier(models.TextChoices):
    ASSIGNED = "ASSIGNED", _("Chỉ tiêu giao")
    PLEDGE = "PLEDGE", _("Phấn đấu")


class Category(models.TextChoices):
    """What a target counts; beside these, each source group is a category by its own identifier."""

    TOTAL = "TOTAL", _("Tổng số")
    WOMEN = "WOMEN", _("Nữ")
    MINORITY = "MINORITY", _("Dân tộc thiểu số")
    YOUTH_UNION = "YOUTH_UNION", _("Đoàn viên")


class Basis(models.TextChoices):
    """What a proposal may go by."""

    MEMBERS = "MEMBERS", _("số đảng viên")
    LAST_RESULT = "LAST_RESULT", _("kết quả năm trước")
    LAST_TARGET = "LAST_TARGET", _("chỉ tiêu năm trước")
    EQUAL = "EQUAL", _("chia đều")
    PIPELINE = "PIPELINE", _("hồ sơ đang có")


class Problem(models.TextChoices):
    """What may be wrong where a unit should pass its target on; the most pressing first."""

    UNASSIGNED = "unassigned", _("chưa được giao")
    NOT_PASSED_ON = "not_passed_on", _("chưa giao xuống")
    SHORT = "short", _("giao thiếu")
    OVER = "over", _("giao vượt")
    INCOMPLETE = "incomplete", _("còn đơn vị chưa giao")
    CHANGED = "changed", _("thay đổi sau khi đã giao xuống")


IMPORTANCE = 100  # at most, of one basis
