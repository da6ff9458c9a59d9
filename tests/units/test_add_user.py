"""add_user: an account with a role, a one-time password printed once, and clear refusals."""

from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from accounts.models import User
from units import scope
from units.models import Unit
from units.scope import Action


def add_user(*arguments: str) -> list[str]:
    out = StringIO()
    call_command("add_user", *arguments, stdout=out)
    return out.getvalue().splitlines()


def test_the_account_can_sign_in_with_the_printed_password_and_must_change_it(units: dict[str, Unit]) -> None:
    said, password = add_user("lan", "--unit", "KBO", "--role", "officer", "--full-name", "Dương Thị Lan")
    assert "lan: Cán bộ ở Đảng bộ huyện Krông Bông" in said
    user = authenticate(username="lan", password=password)
    assert isinstance(user, User)
    assert (user.must_change_password, user.full_name, user.is_staff) == (True, "Dương Thị Lan", False)
    assert scope.home(user) == units["KBO"]
    assert scope.tops(user, Action.GOVERN)


def test_each_password_is_its_own(units: dict[str, Unit]) -> None:
    passwords = {add_user(f"lan{number}", "--unit", "KBO", "--role", "VIEWER")[1] for number in range(5)}
    assert len(passwords) == 5
    assert all(len(password) >= 15 for password in passwords)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("lan", "--unit", "XXX", "--role", "VIEWER"), "Không có tổ chức mang mã “XXX”"),
        (("lan", "--unit", "KBO", "--role", "BOSS"), "Không có vai trò “BOSS”; có: VIEWER, CLERK, OFFICER, ADMIN."),
        (("Binh", "--unit", "KBO", "--role", "VIEWER"), "Đã có tài khoản “Binh”"),
        (("bà lan", "--unit", "KBO", "--role", "VIEWER"), "tên đăng nhập"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    accounts: dict[str, User], arguments: tuple[str, ...], sentence: str
) -> None:
    before = User.objects.count()
    with pytest.raises(CommandError) as refused:
        add_user(*arguments)
    assert sentence in str(refused.value)
    assert User.objects.count() == before
