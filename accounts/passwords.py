"""What a password may be: long enough, not on the list of common ones, not the person's own name, not words of this office.

No rule about kinds of letters and no expiry: both make people choose worse ones (OWASP ASVS 6.2).
"""

import re
import secrets
from difflib import SequenceMatcher

from django.contrib.auth import password_validation as django_rules
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from partytrack.vietnamese import fold

# Readable aloud over the telephone: nothing that looks or sounds like another.
ONE_TIME_LETTERS = "abcdefghkmnpqrstuvwxyz23456789"

LOCAL_WORDS = (
    "partytrack", "bantochuc", "dangvien", "dangbo", "danguy", "tinhuy", "chibo", "ketnap", "chitieu", "congsan", "bacho", "hochiminh",
    "vietnam", "daklak", "buonmathuot", "taynguyen", "matkhau", "password", "quantri", "admin", "demo",
)  # fmt: skip


def one_time_password() -> str:
    """Four groups of four, some 78 bits: k3fm-x7pa-…"""
    return "-".join("".join(secrets.choice(ONE_TIME_LETTERS) for _letter in range(4)) for _group in range(4))


class LongEnough(django_rules.MinimumLengthValidator):
    def get_error_message(self) -> str:
        return _("Mật khẩu này quá ngắn; cần ít nhất %(n)s ký tự.") % {"n": self.min_length}

    def get_help_text(self) -> str:
        return _("Ít nhất %(n)s ký tự; một câu dễ nhớ là tốt nhất.") % {"n": self.min_length}


class NotCommon(django_rules.CommonPasswordValidator):
    def get_error_message(self) -> str:
        return _("Mật khẩu này có trong danh sách những mật khẩu bị dùng nhiều nhất.")

    def get_help_text(self) -> str:
        return ""


class NotOneself:
    """Compared without diacritics: “nguyen thi an” is as easily guessed as “Nguyễn Thị An”."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        for attribute in ("username", "full_name"):
            name = fold(getattr(user, attribute, ""))
            if name and SequenceMatcher(a=fold(password), b=name).ratio() >= 0.7:
                raise ValidationError(_("Mật khẩu này quá giống tên của bạn."), code="password_too_similar")

    def get_help_text(self) -> str:
        return ""


class NotLocal:
    """Words of the office and the place, with a few figures or signs about them, are the first that anyone tries."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        letters = re.sub("[^a-z]", "", fold(password))
        rest = re.sub("|".join(LOCAL_WORDS), "", letters)
        if rest != letters and len(rest) < 4:
            raise ValidationError(_("Mật khẩu này dễ đoán ở cơ quan ta; hãy chọn lời khác."), code="password_local")

    def get_help_text(self) -> str:
        return ""
