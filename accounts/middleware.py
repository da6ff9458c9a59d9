"""What holds for whoever is signed in: how long, with a password of one's own, and under whose name history is written."""

import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from pghistory.middleware import HistoryMiddleware

from accounts import drafts
from partytrack import errors, logs

GetResponse = Callable[[HttpRequest], HttpResponse]

SIGNED_IN_AT = "signed_in_at"


def session_limit(get_response: GetResponse) -> GetResponse:
    """Ends a session SESSION_LONGEST_AGE after sign-in, however busy; SESSION_COOKIE_AGE ends an idle one."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = time.time()
            if now - request.session.setdefault(SIGNED_IN_AT, now) > settings.SESSION_LONGEST_AGE:
                logout(request)
        return get_response(request)

    return answer


class SignedIn(LoginRequiredMiddleware):
    """Whoever is not signed in is sent to sign in. What he had typed into a form is kept for him (`accounts/drafts.py`), and a
    part of a page that asks by itself gets 401: the page says what to do, and stays as it is."""

    def handle_no_permission(self, request: HttpRequest, view_func: Callable[..., Any]) -> HttpResponse:  # type: ignore[override]  # not only redirects
        kept = drafts.rescue(request)
        if request.headers.get("HX-Request") == "true":
            said = _("Phiên làm việc đã hết. Hãy đăng nhập lại.")
            return HttpResponse(said, status=HTTPStatus.UNAUTHORIZED, headers={"X-Draft-Kept": "yes" if kept else "no"})
        return super().handle_no_permission(request, view_func)


class History(HistoryMiddleware):
    """History knows the request that wrote, besides its user and address."""

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        return {**super().get_context(request), "request": logs.request_id.get()}


class OwnPasswordFirst:
    """Whoever signed in with a one-time password chooses his own before anything else."""

    ALLOWED = frozenset({"account_change_password", "account_logout", "set_language"})

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        user = request.user
        if not (user.is_authenticated and user.must_change_password):
            return None
        if request.resolver_match and request.resolver_match.view_name in self.ALLOWED:
            return None
        if errors.wants_data(request):
            return errors.as_data(HTTPStatus.FORBIDDEN, _("Hãy đổi mật khẩu dùng một lần trước."))
        return HttpResponseRedirect(reverse("account_change_password"))
