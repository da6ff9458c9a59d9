"""What every answer carries, whoever asks and whatever comes out; and the language it is in."""

import json
import logging
import re
from html.parser import HTMLParser

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path
from django.utils import translation

from accounts.models import User
from partytrack import errors, logs
from partytrack.urls import handler400, handler403, handler404, handler429, handler500  # noqa: F401 - of this URLconf
from partytrack.urls import urlpatterns as site
from tests.accounts.test_signing_in import send, sign_in

LOGIN = "/accounts/login/"


def fail(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("một lỗi chưa ai nghĩ tới, có tên Nguyễn Văn Bí Mật")


urlpatterns = [path("fail/", fail), path("api/fail/", fail), *site]


@pytest.fixture
def signed_in(an: User) -> Client:
    visitor = Client(raise_request_exception=False)
    visitor.force_login(an)
    return visitor


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    "address", [LOGIN, "/", "/khong-co/", "/accounts/logout/", "/fail/", "/static/app.css", "/static/khong-co.css"]
)
@pytest.mark.parametrize("who", ["anonymous", "signed in"])
def test_every_answer_is_guarded(signed_in: Client, visitor: Client, address: str, who: str) -> None:
    answer = (visitor if who == "anonymous" else signed_in).get(address)
    headers = answer.headers
    assert re.fullmatch("[0-9a-f]{32}", headers["X-Request-ID"])
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in headers
    if address == "/static/app.css":
        return
    assert headers["Cache-Control"] == "no-store, private"
    assert headers["X-Frame-Options"] == "DENY"
    assert "camera=()" in headers["Permissions-Policy"]
    policy = headers["Content-Security-Policy"]
    for rule in (
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "object-src 'none'", "base-uri 'none'",
        "frame-ancestors 'none'", "form-action 'self'", "font-src 'self'", "connect-src 'self'", "img-src 'self' data:",
    ):  # fmt: skip
        assert rule in policy
    assert "unsafe" not in policy


@pytest.mark.urls(__name__)
def test_a_failure_shows_a_sentence_and_the_id_that_the_log_has(
    signed_in: Client, caplog: pytest.LogCaptureFixture
) -> None:
    answer = signed_in.get("/fail/")
    page = answer.content.decode()
    assert answer.status_code == 500
    assert "Lỗi của máy chủ" in page
    assert answer["X-Request-ID"] in page
    assert "Traceback" not in page
    assert "Bí Mật" not in page


@pytest.mark.urls(__name__)
def test_the_api_fails_in_json(signed_in: Client) -> None:
    answer = signed_in.get("/api/fail/")
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/json")
    assert answer.json()["request_id"] == answer["X-Request-ID"]


def test_an_unknown_page_says_so_in_a_sentence(signed_in: Client) -> None:
    answer = signed_in.get("/khong-co/")
    assert answer.status_code == 404
    assert "Không có trang này, hoặc trang nằm ngoài phạm vi của bạn." in answer.content.decode()


@override_settings(ALLOWED_HOSTS=["partytrack.example"])
def test_another_servers_name_is_refused_in_a_sentence(visitor: Client) -> None:
    answer = visitor.get(LOGIN)
    assert answer.status_code == 400
    assert "Yêu cầu không hợp lệ" in answer.content.decode()


@pytest.mark.parametrize(
    "handler",
    [errors.bad_request, errors.permission_denied, errors.csrf_failure, errors.page_not_found, errors.method_not_allowed,
     errors.too_many_requests, errors.server_error],
)  # fmt: skip
def test_error_pages_ask_nothing_of_the_database(handler: object) -> None:
    # No `db` fixture here: a query would fail the test.
    answer = handler(RequestFactory().get("/"))  # type: ignore[operator]
    assert answer.status_code >= 400
    assert "<h1>" in answer.content.decode()


def test_a_line_break_in_the_log_stays_in_its_line() -> None:
    record = logging.LogRecord("accounts", logging.INFO, "", 0, "tên\r\nGIẢ %s", ("x\n{}",), None)
    line = logs.JsonFormatter().format(record)
    assert "\n" not in line
    assert json.loads(line)["message"] == "tên\r\nGIẢ x\n{}"


def test_vietnamese_is_the_default_whatever_the_browser_prefers(visitor: Client) -> None:
    answer = visitor.get(LOGIN, headers={"accept-language": "en-US,en;q=0.9"})
    assert '<html lang="vi">' in answer.content.decode()
    assert answer["Content-Language"] == "vi"


def test_the_reader_chooses_the_language_and_it_is_kept(visitor: Client) -> None:
    visitor.get(LOGIN)
    answer = send(visitor, "/accounts/language/", language="en", next=LOGIN)
    assert (answer.status_code, answer["Location"]) == (302, LOGIN)
    assert '<html lang="en">' in visitor.get(LOGIN).content.decode()
    assert visitor.cookies["language"]["httponly"]


def test_choosing_a_language_takes_a_post_and_stays_on_this_server(visitor: Client) -> None:
    visitor.get(LOGIN)
    visitor.get("/accounts/language/?language=en")
    assert '<html lang="vi">' in visitor.get(LOGIN).content.decode()
    assert send(visitor, "/accounts/language/", language="en", next="//evil.example/")["Location"] == "/"


def test_an_unknown_language_is_vietnamese(visitor: Client) -> None:
    visitor.cookies["language"] = "xx'><script>"
    assert '<html lang="vi">' in visitor.get(LOGIN).content.decode()


class VietnameseOutsideItsElements(HTMLParser):
    """Texts and readable attributes with Vietnamese letters that stand in no element of lang="vi"."""

    VOID = frozenset({"meta", "link", "input", "br", "img", "rect", "line", "circle", "path", "use", "col"})
    LETTERS = re.compile("[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]", re.IGNORECASE)

    def __init__(self) -> None:
        super().__init__()
        self.languages: list[str | None] = []
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        language = given.get("lang") or (self.languages[-1] if self.languages else None)
        if tag not in self.VOID:
            self.languages.append(language)
        for name in ("title", "alt", "placeholder", "aria-label"):
            self.look(given.get(name) or "", language)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            self.languages.pop()

    def handle_data(self, data: str) -> None:
        self.look(data, self.languages[-1] if self.languages else None)

    def look(self, text: str, language: str | None) -> None:
        if language != "vi" and self.LETTERS.search(text):
            self.found.append(text.strip())


@pytest.mark.parametrize("given", [None, {"login": "", "password": ""}, {"login": "an", "password": "sai"}])
def test_the_english_sign_in_page_is_english(visitor: Client, given: dict[str, str] | None) -> None:
    visitor.cookies["language"] = "en"
    answer = sign_in(visitor, **given) if given else visitor.get(LOGIN)
    reader = VietnameseOutsideItsElements()
    reader.feed(answer.content.decode())
    assert reader.found == []


def test_every_page_of_refusal_is_english_in_english() -> None:
    with translation.override("en"):
        for handler in (errors.bad_request, errors.permission_denied, errors.csrf_failure, errors.page_not_found,
                        errors.method_not_allowed, errors.too_many_requests, errors.server_error):  # fmt: skip
            reader = VietnameseOutsideItsElements()
            reader.feed(handler(RequestFactory().get("/")).content.decode())
            assert reader.found == []
