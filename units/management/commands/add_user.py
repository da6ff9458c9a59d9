"""Opens an account with a role at a unit; the way into a database that has none yet."""

from argparse import ArgumentParser
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _
from psycopg.types.range import DateRange

from accounts.models import User
from accounts.passwords import one_time_password
from partytrack import clock
from units.lists import Role
from units.models import Assignment, Unit


class Command(BaseCommand):
    help = "Open an account with a role at a unit, and print its one-time password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("login", metavar="LOGIN")
        parser.add_argument("--unit", required=True, metavar="CODE")
        parser.add_argument("--role", required=True, metavar="ROLE", help=", ".join(Role.values))
        parser.add_argument("--full-name", default="", metavar="NAME")

    def handle(self, *args: Any, **options: Any) -> None:
        role, unit = _role(options["role"]), _unit(options["unit"])
        password = one_time_password()
        user = User(username=options["login"], full_name=options["full_name"], must_change_password=True)
        user.set_password(password)
        _check(user)
        with transaction.atomic(), pghistory.context(command="add_user"):
            user.save()
            Assignment.objects.create(user=user, unit=unit, role=role, during=DateRange(clock.today(), None))
        said = _("%(login)s: %(role)s ở %(unit)s. Mật khẩu dùng một lần, phải đổi khi đăng nhập lần đầu:")
        self.stdout.write(said % {"login": user.username, "role": role.label, "unit": unit.name})
        self.stdout.write(password)


def _role(text: str) -> Role:
    try:
        return Role(text.upper())
    except ValueError as unknown:
        said = _("Không có vai trò “%(role)s”; có: %(roles)s.")
        raise CommandError(said % {"role": text, "roles": ", ".join(Role.values)}) from unknown


def _unit(code: str) -> Unit:
    try:
        return Unit.objects.get(code=code)
    except Unit.DoesNotExist as unknown:
        said = _("Không có tổ chức mang mã “%(code)s”. Hãy nhập tổ chức trước: import_units FILE.")
        raise CommandError(said % {"code": code}) from unknown


def _check(user: User) -> None:
    """The name has an allowed form and is nobody's yet, in whatever case."""
    if User.objects.filter(username__iexact=user.username).exists():
        raise CommandError(_("Đã có tài khoản “%(login)s”.") % {"login": user.username})
    try:
        user.full_clean()
    except ValidationError as refused:
        raise CommandError(" ".join(refused.messages)) from refused
