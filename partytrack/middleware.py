"""What every answer has in common: an id, a language, and headers that keep pages out of caches and other people's frames."""

import uuid
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from partytrack import errors, logs

GetResponse = Callable[[HttpRequest], HttpResponse]

NO_DEVICES = ", ".join(
    f"{device}=()" for device in ("camera", "microphone", "geolocation", "payment", "usb", "serial", "display-capture")
)


def request_id(get_response: GetResponse) -> GetResponse:
    """One id for the answer's header, the error page, the log and the history of what the request wrote."""

    def answer(request: HttpRequest) -> HttpResponse:
        own = uuid.uuid4().hex
        logs.request_id.set(own)  # and left set: Django logs refusals after the last middleware
        response = get_response(request)
        response.headers["X-Request-ID"] = own
        return response

    return answer


def private_pages(get_response: GetResponse) -> GetResponse:
    """No page is kept by a cache: nearly all of them tell of people, and the others are cheap."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers["Cache-Control"] = "no-store, private"
        response.headers["Permissions-Policy"] = NO_DEVICES
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        return response

    return answer


def sound_cookies(get_response: GetResponse) -> GetResponse:
    """A cookie may smuggle in a NUL (as "\\000"), which no session of ours has and the database does not take."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.COOKIES = {name: value for name, value in request.COOKIES.items() if "\0" not in value}
        return get_response(request)

    return answer


def chosen_language(get_response: GetResponse) -> GetResponse:
    """The language of the reader's cookie, else Vietnamese: an office PC's English browser says nothing about its reader."""

    def answer(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
        response.headers["Content-Language"] = language
        patch_vary_headers(response, ["Cookie"])
        return response

    return answer


def explained_refusals(get_response: GetResponse) -> GetResponse:
    """Django answers a wrong method with an empty page; the reader gets a sentence."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code == 405 and not response.streaming and not response.content:
            explained = errors.method_not_allowed(request)
            explained.headers["Allow"] = response.headers["Allow"]
            return explained
        return response

    return answer
