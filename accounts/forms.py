"""Signing in and choosing a password, by allauth's and Django's checks; naming a view that is kept."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import SavedView
from partytrack.vietnamese import nfc

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


class ViewForm(forms.ModelForm):  # type: ignore[type-arg]  # takes none when run
    """Names a view that is saved, or another name for it. The query is its address's, not the form's."""

    MANY, LONGEST = 30, 1000  # views of one page, characters of a query

    class Meta:
        model = SavedView
        fields = ("name",)
        widgets = {"name": forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"})}
        error_messages = {"name": {"required": gettext_lazy("Nhập tên cho cách xem này.")}}

    def clean_name(self) -> str:
        return " ".join(nfc(self.cleaned_data["name"]).split())

    def clean(self) -> dict[str, Any]:
        kept = SavedView.objects.filter(user_id=self.instance.user_id, page=self.instance.page).exclude(
            pk=self.instance.pk
        )
        if len(self.instance.query) > self.LONGEST:
            raise forms.ValidationError(_("Bộ lọc này quá dài để lưu; hãy bớt điều kiện hoặc cột."))
        if self.instance.pk is None and kept.count() >= self.MANY:
            raise forms.ValidationError(_("Đã có %(n)d cách xem; hãy xoá bớt rồi lưu.") % {"n": self.MANY})
        if kept.filter(name=self.cleaned_data.get("name")).exists():
            self.add_error("name", _("Bạn đã có một cách xem mang tên này."))
        return self.cleaned_data
