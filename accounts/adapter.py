"""How django-allauth behaves here: accounts are made by administrators, sign-ins are logged, the messages are ours."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import User

log = logging.getLogger(__name__)


class Adapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("Tên đăng nhập hoặc mật khẩu không đúng."),
        "username_password_mismatch": _("Tên đăng nhập hoặc mật khẩu không đúng."),
        "too_many_login_attempts": _("Đã sai quá nhiều lần. Hãy đợi 10 phút rồi thử lại."),
        "enter_current_password": _("Mật khẩu hiện tại không đúng."),
        "rate_limited": _("Quá nhiều lần thử. Hãy đợi vài phút rồi thử lại."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """None of allauth's messages: the page after signing in says it all."""

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        log.info("signed in: user %s from %s", user.pk, self.get_client_ip(request))

    def logout(self, request: HttpRequest) -> None:
        log.info("signed out: user %s", request.user.pk)
        super().logout(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            log.warning("sign-in blocked after too many refusals: from %s", self.get_client_ip(request))
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """The typed name is not logged (it may be a password); the account it belongs to is."""
        known = User.objects.filter(username=credentials.get("username", "")).values_list("pk", flat=True).first()
        log.warning("sign-in refused: user %s from %s", known or "unknown", self.get_client_ip(request))

    def set_password(self, user: User, password: str) -> None:
        user.must_change_password = False
        super().set_password(user, password)
        log.info("password changed: user %s", user.pk)
