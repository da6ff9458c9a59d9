"""A table that someone has made, kept under a name."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from units.models import Unit


class OwnTable(models.Model):
    """`query`: that of its address without the unit. A shared one is read by whoever may read the figures of its unit, who opens
    it as himself: it keeps a question, no figure."""

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="own_tables")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="own_tables")
    name = models.CharField(_("tên"), max_length=80)
    query = models.CharField(max_length=1000)
    is_shared = models.BooleanField(_("dùng chung"), default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                "owner",
                name="own_table_one_a_name",
                violation_error_message=_("Bạn đã có một bảng mang tên này."),
            ),
            models.UniqueConstraint(
                Lower("name"),
                "unit",
                condition=Q(is_shared=True),
                name="own_table_shared_one_a_name",
                violation_error_message=_("Đơn vị này đã có một bảng dùng chung mang tên này."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
