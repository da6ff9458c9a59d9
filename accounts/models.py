"""Who signs in, and what he keeps for himself. What someone may do, and where, is `units.Assignment`."""

from typing import ClassVar

import pghistory
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


@pghistory.track(exclude=["password", "last_login"])
class User(AbstractUser):
    """One person, one account; a user name in place of an e-mail address, since many offices have none."""

    full_name = models.CharField(_("họ và tên"), max_length=200, blank=True)
    must_change_password = models.BooleanField(_("phải đổi mật khẩu"), default=False)

    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        return self.full_name or self.username


class Draft(models.Model):
    """What someone has typed into a form and not saved yet. His alone; gone once it is saved or thrown away."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="drafts")
    form = models.CharField(max_length=80)
    """Which form, and about what: "admission", "dates/12-QĐ/HU", …"""
    content = models.JSONField(default=dict)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "form"], name="draft_one_a_form")]

    def __str__(self) -> str:
        return self.form


class SavedView(models.Model):
    """A list as someone likes to see it: the query of its address under a name of his own."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_views")
    page = models.CharField(max_length=40)
    name = models.CharField(_("tên"), max_length=80)
    query = models.CharField(max_length=1000)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "page", "name"],
                name="saved_view_one_a_name",
                violation_error_message=_("Bạn đã có một cách xem mang tên này."),
            )
        ]

    def __str__(self) -> str:
        return self.name
