"""A report as it was told: what a meeting was shown, whatever is recorded afterwards."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from reports import rules
from units.models import Unit


def new_snapshot_id() -> str:
    return secrets.token_hex(6)


class Snapshot(models.Model):
    """`content` is all that is kept, as canonical JSON (`reports.sealing`): `digest` is its SHA-256, `seal` needs the key of the
    installation. The other columns repeat what lists ask for; where one says something else than `content`, it was changed.
    Numbers of a unit follow each other, so one that was taken away is missed."""

    uid = models.CharField(max_length=12, unique=True, default=new_snapshot_id, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="snapshots")
    number = models.PositiveIntegerField(_("số"))
    kind = models.CharField(_("báo cáo"), max_length=50)
    year = models.PositiveSmallIntegerField(_("năm"))
    as_of = models.DateField(_("tính đến ngày"))
    purpose = models.CharField(_("lưu để làm gì"), max_length=200)
    frozen_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    frozen_at = models.DateTimeField(_("lưu lúc"))
    content = models.TextField()
    digest = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "number"],
                name="snapshot_number_once",
                violation_error_message=_("Vừa có người lưu một bản khác của tổ chức này; hãy lưu lại."),
            )
        ]
        triggers = [rules.snapshots_are_final()]

    def __str__(self) -> str:
        return f"{self.kind} {self.as_of}: {self.purpose}"

    @property
    def short_digest(self) -> str:
        return self.digest[:12]
