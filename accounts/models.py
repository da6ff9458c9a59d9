"""Who signs in. What someone may do, and where, is `units.Assignment`."""

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
