"""What a page, a list, a workbook or the API is asked: year, date and tree, read from the URL in one place.

Whatever cannot be meant is a `BadQuestion` with a sentence for the reader; `AnswerBadQuestions` turns it into the 400
page, or JSON below /api/, whichever view it came from.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from partytrack import errors
from partytrack.vietnamese import format_date, parse_date

AS_OF, TODAY = "as_of", "today"
FIRST_YEAR = 1930
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEAR = re.compile(r"[0-9]{4}")


Query = Mapping[str, str]
"""A query string, or the options of a command by the same names."""


class BadQuestion(ValueError):
    """Asked for what cannot be; `str()` of it is a sentence for the reader, in his language."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The year, the date up to which figures are meant, and the date of the hierarchy they are read on."""

    year: int
    as_of: date
    tree: date
    tree_as_written: str
    """`as_of`, `today` or a date: what links to the same question carry."""
    today: date

    @property
    def is_current(self) -> bool:
        return self.as_of == self.today

    @property
    def start(self) -> date:
        return date(self.year, 1, 1)

    @property
    def end(self) -> date:
        """The last day of the period: `as_of`, but never beyond the year."""
        return min(self.as_of, date(self.year, 12, 31))

    @property
    def years(self) -> list[int]:
        """Those to choose from, the newest first."""
        return sorted({*range(self.today.year - 5, self.today.year + 1), self.year}, reverse=True)

    def query(self, **more: object) -> str:
        """The same question as a query string, with `more` before it; what is None is left out."""
        given = {name: value for name, value in more.items() if value is not None}
        return urlencode({**given, "year": self.year, "as_of": self.as_of, "tree": self.tree_as_written})


def asked(query: Query, today: date) -> Asked:
    """`year`, `as_of` and `tree` of a query.

    Without `year`: that of `as_of`, else today's; without `as_of`: min(today, 31 December of the year); without `tree`:
    `as_of`. Raises `BadQuestion`.
    """
    as_of = day(query, "as_of")
    if as_of and as_of > today:
        raise BadQuestion(
            _("Ngày %(day)s chưa đến; chỉ xem được số liệu đến hôm nay, %(today)s.")
            % {"day": format_date(as_of), "today": format_date(today)}
        )
    year = _year(query) or (as_of or today).year
    _check_year(year, today)
    as_of = as_of or min(today, date(year, 12, 31))
    if as_of < date(year, 1, 1):
        raise BadQuestion(
            _("Ngày %(day)s ở trước năm %(year)s; hãy chọn một ngày từ 01/01/%(year)s trở đi.")
            % {"day": format_date(as_of), "year": year}
        )
    tree_as_written, tree = _tree(query, as_of, today)
    return Asked(year, as_of, tree, tree_as_written, today)


def value(query: Query, name: str) -> str:
    """The one value of a parameter, whether it is checked or queried; of a repeated one the last; "" where absent."""
    return query.get(name, "").strip()


def day(query: Query, name: str) -> date | None:
    """A date as 2023-10-10, or as people type it in the form: 10/10/2023. Raises `BadQuestion`."""
    text = value(query, name)
    if not text:
        return None
    try:
        return date.fromisoformat(text) if _ISO.fullmatch(text) else parse_date(text)
    except ValueError as refused:
        raise BadQuestion(
            _("“%(text)s” không phải là một ngày có thật; hãy viết như 10/10/2023.") % {"text": _short(text)}
        ) from refused


def choice(query: Query, name: str, allowed: Collection[str]) -> str | None:
    """One of `allowed`; None where absent. Raises `BadQuestion`."""
    text = value(query, name)
    if text and text not in allowed:
        raise BadQuestion(
            _("Không có lựa chọn “%(text)s” cho “%(name)s”; có: %(allowed)s.")
            % {"text": _short(text), "name": name, "allowed": ", ".join(allowed)}
        )
    return text or None


def _year(query: Query) -> int | None:
    text = value(query, "year")
    if not text:
        return None
    if not _YEAR.fullmatch(text) or text == "0000":
        raise BadQuestion(_("“%(text)s” không phải là một năm; hãy viết như 2023.") % {"text": _short(text)})
    return int(text)


def _check_year(year: int, today: date) -> None:
    if year > today.year:
        raise BadQuestion(_("Năm %(year)s chưa bắt đầu, nên chưa có kết quả để xem.") % {"year": year})
    if year < FIRST_YEAR:
        raise BadQuestion(
            _("Không có số liệu năm %(year)s; hãy chọn một năm từ %(first)s đến %(last)s.")
            % {"year": year, "first": FIRST_YEAR, "last": today.year}
        )


def _tree(query: Query, as_of: date, today: date) -> tuple[str, date]:
    written = value(query, "tree")
    if written in ("", AS_OF):
        return AS_OF, as_of
    if written == TODAY:
        return TODAY, today
    tree = day(query, "tree")
    if tree is None or tree < as_of:
        raise BadQuestion(
            _("Cây tổ chức ngày %(tree)s cũ hơn ngày xem số liệu %(as_of)s; hãy chọn cây của ngày đó hoặc sau đó.")
            % {"tree": format_date(tree), "as_of": format_date(as_of)}
        )
    return tree.isoformat(), tree


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "…"


class AnswerBadQuestions:
    """Middleware: whichever view raised `BadQuestion`, the reader gets its sentence with status 400."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, BadQuestion):
            return None
        if errors.wants_data(request):
            return errors.as_data(HTTPStatus.BAD_REQUEST, str(exception))
        sentence = {"sentence": str(exception)}
        return render(request, "units/bad_question.html", sentence, status=HTTPStatus.BAD_REQUEST)
