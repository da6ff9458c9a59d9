"""Signing in and choosing a password; the checks are allauth's and Django's."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

PLAIN = {"class": "form-control", "autocapitalize": "none", "spellcheck": "false"}


class SignInForm(LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login, password = self.fields["login"], self.fields["password"]
        login.label, password.label = _("Tên đăng nhập"), _("Mật khẩu")
        login.error_messages["required"] = _("Nhập tên đăng nhập.")
        password.error_messages["required"] = _("Nhập mật khẩu.")
        password.help_text = ""
        login.widget.attrs = {**PLAIN, "autocomplete": "username", "autofocus": True}
        password.widget.attrs = {"class": "form-control", "autocomplete": "current-password"}


class PasswordForm(ChangePasswordForm):
    LABELS = {
        "oldpassword": gettext_lazy("Mật khẩu hiện tại"),
        "password1": gettext_lazy("Mật khẩu mới"),
        "password2": gettext_lazy("Mật khẩu mới, gõ lại"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in self.LABELS.items():
            field = self.fields[name]
            field.label, field.help_text = label, ""
            field.error_messages["required"] = _("Hãy điền ô này.")
            autocomplete = "current-password" if name == "oldpassword" else "new-password"
            field.widget.attrs = {"class": "form-control", "autocomplete": autocomplete}
        self.fields["password1"].help_text = " ".join(filter(None, password_validators_help_texts()))

    def clean(self) -> dict[str, Any]:
        # Not super(): allauth's own check of the two answers in its own words, which are not in our catalogue.
        given: dict[str, Any] = self.cleaned_data
        new = given.get("password1")
        if new and given.get("password2") and new != given["password2"]:
            self.add_error("password2", _("Hai lần gõ mật khẩu mới không giống nhau."))
        if new and new == given.get("oldpassword"):
            self.add_error("password1", _("Mật khẩu mới phải khác mật khẩu hiện tại."))
        return given
