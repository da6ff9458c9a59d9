"""Signing in and out, as Nguyễn Thị An does on a Monday."""

import logging
import re
import time
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from tests.accounts.conftest import PASSWORD

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

LOGIN = "/accounts/login/"
OWN_PAGE = "/accounts/password/change/"


def sign_in(visitor: Client, login: str = "an", password: str = PASSWORD, **more: str) -> "Answer":
    token = re.search('name="csrfmiddlewaretoken" value="([^"]+)"', visitor.get(LOGIN).content.decode())
    assert token
    given = {"login": login, "password": password, "csrfmiddlewaretoken": token[1], **more}
    return visitor.post(LOGIN, given)


def send(visitor: Client, address: str, **given: str) -> "Answer":
    return visitor.post(address, {**given, "csrfmiddlewaretoken": visitor.cookies["csrftoken"].value})


def is_signed_in(visitor: Client) -> bool:
    return visitor.get(OWN_PAGE).status_code == 200


def test_name_and_password_lead_to_ones_own_page(an: User, visitor: Client) -> None:
    answer = sign_in(visitor)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert is_signed_in(visitor)


def test_after_signing_in_one_is_where_one_wanted_to_go(an: User, visitor: Client) -> None:
    assert sign_in(visitor, next="/units/KBO/?year=2023")["Location"] == "/units/KBO/?year=2023"


@pytest.mark.parametrize(
    "evil",
    ["//evil.example/", "https://evil.example/", "javascript:alert(1)", "/\\evil.example", "http:///evil.example"],
)
def test_next_stays_on_this_server(an: User, visitor: Client, evil: str) -> None:
    assert sign_in(visitor, next=evil)["Location"] == "/"


@pytest.mark.parametrize(("login", "password"), [("an", "sai"), ("không-có", PASSWORD), ("AN ", "sai")])
def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(
    an: User, visitor: Client, login: str, password: str
) -> None:
    answer = sign_in(visitor, login, password)
    assert answer.status_code == 422
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in answer.content.decode()
    assert "<title>Lỗi: Đăng nhập – Partytrack</title>" in answer.content.decode()
    assert not is_signed_in(visitor)


def test_empty_fields_are_named(visitor: Client) -> None:
    page = sign_in(visitor, "", "").content.decode()
    assert "Nhập tên đăng nhập." in page
    assert "Nhập mật khẩu." in page


def test_a_disabled_account_cannot_sign_in_and_is_not_told_apart(an: User, visitor: Client) -> None:
    User.objects.update(is_active=False)
    answer = sign_in(visitor)
    assert answer.status_code == 422
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in answer.content.decode()


def test_disabling_an_account_ends_its_sessions(an: User, visitor: Client) -> None:
    sign_in(visitor)
    User.objects.update(is_active=False)
    assert not is_signed_in(visitor)


def test_signing_in_makes_a_new_session_key(an: User, visitor: Client) -> None:
    visitor.cookies["sessionid"] = "planted-by-someone-else"
    sign_in(visitor)
    assert visitor.cookies["sessionid"].value != "planted-by-someone-else"
    assert is_signed_in(visitor)


def test_the_session_cookie_is_out_of_reach_of_scripts_and_ends_with_the_browser(an: User, visitor: Client) -> None:
    sign_in(visitor)
    cookie = visitor.cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", "")


def test_signing_out_kills_the_cookie_and_clears_the_browser(an: User, visitor: Client) -> None:
    sign_in(visitor)
    kept = visitor.cookies["sessionid"].value
    answer = send(visitor, "/accounts/logout/")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    visitor.cookies["sessionid"] = kept
    assert not is_signed_in(visitor)


def test_signing_out_takes_a_post(an: User, visitor: Client) -> None:
    sign_in(visitor)
    answer = visitor.get("/accounts/logout/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "Không gọi được như vậy" in answer.content.decode()
    assert is_signed_in(visitor)


def test_a_session_ends_after_half_an_hour_of_rest(an: User, visitor: Client) -> None:
    sign_in(visitor)
    left = Session.objects.get().expire_date - timezone.now()
    assert timedelta(minutes=29) < left <= timedelta(minutes=30)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert not is_signed_in(visitor)


def test_a_session_ends_after_twelve_hours_however_busy(an: User, visitor: Client) -> None:
    sign_in(visitor)
    assert is_signed_in(visitor)
    session = visitor.session
    session["signed_in_at"] = time.time() - 12 * 60 * 60 - 1
    session.save()
    assert not is_signed_in(visitor)


def test_without_the_token_of_the_form_nothing_is_done(an: User, visitor: Client) -> None:
    answer = visitor.post(LOGIN, {"login": "an", "password": PASSWORD})
    assert answer.status_code == 403
    assert "Chưa ghi gì" in answer.content.decode()


def test_too_many_wrong_passwords_block_the_account_and_time_frees_it(
    an: User, visitor: Client, settings: Settings
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "100/m/ip", "login_failed": "100/m/ip,5/3s/key"}
    answers = [sign_in(visitor, password="sai").status_code for _ in range(20)]
    assert set(answers) == {422, 429}
    assert answers[-1] == 429
    blocked = sign_in(visitor)
    assert (blocked.status_code, "Đã sai quá nhiều lần" in blocked.content.decode()) == (429, True)
    time.sleep(3)
    assert sign_in(visitor).status_code == 302


def test_a_block_does_not_touch_another_account(an: User, visitor: Client, settings: Settings) -> None:
    User.objects.create_user("binh", password=PASSWORD)
    settings.ACCOUNT_RATE_LIMITS = {"login": "100/m/ip", "login_failed": "100/m/ip,2/60s/key"}
    for _ in range(4):
        sign_in(visitor, password="sai")
    assert sign_in(visitor, "binh").status_code == 302


def test_too_many_tries_from_one_address_get_a_page_of_their_own(an: User, visitor: Client, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "3/m/ip"}
    answer = [sign_in(visitor, password="sai") for _ in range(4)][-1]
    assert answer.status_code == 429
    assert "Quá nhiều lần thử từ máy này" in answer.content.decode()


def test_an_address_cannot_be_made_up(an: User, visitor: Client, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "3/m/ip"}
    visitor.get(LOGIN)
    token = visitor.cookies["csrftoken"].value
    answers = [
        visitor.post(LOGIN, {"csrfmiddlewaretoken": token}, HTTP_X_FORWARDED_FOR=f"10.0.0.{n}").status_code
        for n in range(4)
    ]
    assert answers[-1] == 429


def test_counters_outlive_the_process_that_counts(an: User, visitor: Client) -> None:
    cache.set("kept", 1)
    assert cache.get("kept") == 1
    assert "db" in type(cache._connections["default"]).__module__  # type: ignore[attr-defined]


def test_sign_ins_and_refusals_are_logged_without_what_was_typed(
    an: User, visitor: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="accounts"):
        sign_in(visitor, "an", "mật-khẩu-lạc")
        sign_in(visitor, "mật-khẩu-gõ-nhầm-ô\r\nGIẢ", "sai")
        sign_in(visitor)
        send(visitor, "/accounts/logout/")
    said = [record.getMessage() for record in caplog.records if record.name.startswith("accounts")]
    assert said == [
        f"sign-in refused: user {an.pk} from 127.0.0.1",
        "sign-in refused: user unknown from 127.0.0.1",
        f"signed in: user {an.pk} from 127.0.0.1",
        f"signed out: user {an.pk}",
    ]


@pytest.mark.parametrize(
    "address", ["signup/", "password/reset/", "email/", "password/set/", "reauthenticate/", "inactive/", ""]
)
def test_nothing_else_of_the_library_is_open(visitor: Client, address: str) -> None:
    assert visitor.get(f"/accounts/{address}").status_code == 404


@pytest.mark.parametrize("name", ["sessionid", "csrftoken", "language"])
def test_a_cookie_that_no_database_can_hold_is_no_cookie(visitor: Client, name: str) -> None:
    smuggled = r'"\000aaaaaaaaaaaa"'  # what cookies write for a NUL
    assert visitor.get(LOGIN, headers={"cookie": f"{name}={smuggled}"}).status_code == 200
    assert visitor.get(OWN_PAGE, headers={"cookie": f"{name}={smuggled}"}).status_code == 302
