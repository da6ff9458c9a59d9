"""The pages of signing in: allauth's views with our forms, pages and answers."""

from http import HTTPStatus

from allauth.account import views
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import drafts
from accounts.forms import PasswordForm, SignInForm
from partytrack import errors


class SignIn(views.LoginView):
    form_class = SignInForm

    def form_invalid(self, form: SignInForm) -> HttpResponse:
        """422 for a wrong name or password, 429 once there were too many; the page and its words are the same kind."""
        response: HttpResponse = super().form_invalid(form)
        blocked = any(error.code == "too_many_login_attempts" for error in form.non_field_errors().as_data())
        response.status_code = HTTPStatus.TOO_MANY_REQUESTS if blocked else HTTPStatus.UNPROCESSABLE_ENTITY
        return response


class SignOut(views.LogoutView):
    def post(self, *args: object, **kwargs: object) -> HttpResponse:
        response: HttpResponse = super().post(*args, **kwargs)
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response


class ChangePassword(views.PasswordChangeView):
    form_class = PasswordForm

    def form_valid(self, form: PasswordForm) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        messages.success(self.request, _("Đã đổi mật khẩu; các nơi khác đang đăng nhập đã bị đăng xuất."))
        return response

    def form_invalid(self, form: PasswordForm) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)
        response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return response

    def get_default_success_url(self) -> str:
        return "/"


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A page from before the last sign-in. What was typed into a form of ours is not lost with it."""
    if drafts.rescue(request) and request.headers.get("HX-Request") != "true":
        messages.warning(request, _("Trang vừa gửi đã cũ nên chưa lưu; phiếu còn nguyên, hãy bấm Lưu lần nữa."))
        return redirect(request.path)
    return errors.csrf_failure(request, reason)


sign_in = SignIn.as_view()
sign_out = require_POST(SignOut.as_view())
change_password = ChangePassword.as_view()
