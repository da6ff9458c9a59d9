"""An English page is English: Vietnamese letters stand only in data, which is marked lang="vi"."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from io import BytesIO

import openpyxl
import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import translation

from partytrack import errors
from tests.site.conftest import Site, Visitor

VIETNAMESE = re.compile("[ăâđêôơưĂÂĐÊÔƠƯàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]")
VOID = {"meta", "link", "input", "br", "img", "hr", "col", "wbr", "use", "rect", "path", "line", "circle", "polyline"}
SPOKEN = ("aria-label", "title", "placeholder", "alt", "data-label")
PAGES = [
    "/units/DLK/", "/units/TAN/", "/units/TAN-01/", "/units/CPU/", "/units/KBO/", "/units/DLK/?year=2015", "/units/DLK/?year=2019",
    "/units/DLK/?parts=WOMEN,PUPIL", "/admissions/?unit=DLK&category=PUPIL",
    "/units/DLK/?year=2022&as_of=2022-12-31", "/units/DLK/?as_of=2023-06-30&tree=today&sort=name", "/units/", "/units/?under=TAN",
    "/units/?q=cu+pui", "/units/?q=khongcodau", "/admissions/?unit=TAN&year=2023&as_of=2023-10-10", "/admissions/?unit=DLK&page=2",
    "/admissions/new/?unit=TAN", "/admissions/import/", "/admissions/dates/?unit=TAN", "/admissions/limits/",
    "/tallies/?unit=TAN&year=2023", "/admissions/duplicates/?unit=DLK&year=2023",
    "/tallies/?unit=TAN&year=2023&by=figures&on=2023-09-30", "/targets/KBO/2023/",
    "/targets/KBO/2023/decisions/", "/targets/decisions/46/", "/targets/decisions/46/annex/", "/targets/decisions/46/withdraw/",
    "/targets/DLK/2023/cascade/?open=KBO", "/targets/DLK/2023/cascade/?problem=any", "/targets/KBO/2023/what-if/",
    "/targets/DLK/2024/what-if/", "/units/DLK/years/", "/units/CPU/years/?as_of=2022-06-30&tree=today",
    "/targets/KBO/2023/import/", "/reports/", "/reports/progress/", "/reports/pipeline/", "/reports/attention/", "/reports/years/",
    "/reports/new-members/", "/reports/structure/", "/reports/no-one-left/",
    "/reports/brief/?unit=KBO", "/reports/sets/?unit=KBO",
    "/reports/charts/?unit=DLK", "/reports/charts/?unit=TAN-01&as_of=2023-06-30",
    "/reports/tree/",
    "/reports/tables/?unit=DLK", "/reports/tables/?unit=BMT&rows=ethnicity&columns=units&sex=FEMALE",
    "/reports/tables/?unit=KBO&rows=month&columns=figures&as_of=2023-06-30", "/reports/tables/?unit=KBO&columns=figures",
    "/reports/snapshots/?unit=DLK", "/reports/snapshots/new/?unit=DLK&report=progress",
    "/reports/reporting/?unit=DLK", "/reports/months/KBO/", "/reports/months/TAN/2023-09/",
    "/admissions/?unit=DLK&category=minority", "/admissions/?unit=DLK&year=2019", "/candidates/",
    "/candidates/?unit=TAN-01&stage=CELL",
    "/candidates/?unit=TAN&as_of=2023-10-10", "/candidates/?unit=TAN&as_of=2023-10-10&stage=pipeline",
    "/candidates/?unit=DLK&stage=overdue",
    "/units/DLK/?year=abc", "/units/DLK/?as_of=2023-13-45", "/units/DLK/?year=2024", "/candidates/?stage=nonsense", "/units/NOBODY/",
    "/demo/", "/accounts/password/change/",
]  # fmt: skip


class Interface(HTMLParser):
    """`texts` of the page outside elements marked lang="vi"; what is `spoken` there, where names cannot be marked; the `data`."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.texts: list[str] = []
        self.spoken: list[str] = []
        self.data: set[str] = set()

    @property
    def is_data(self) -> bool:
        return any(data for _tag, data in self.open)

    @property
    def is_spoken(self) -> bool:
        tags = [tag for tag, _data in self.open]
        return "svg" in tags and tags[-1] in ("title", "desc")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        data = given.get("lang") == "vi" or tag in ("script", "style")
        said = [given[name] for name in SPOKEN if name in given]
        if data or self.is_data:
            self.data.update(said)
        else:
            self.spoken += said
            self.texts += [given.get("value", "")] if given.get("type") == "submit" else []
        if tag not in VOID:
            self.open.append((tag, data))

    def handle_endtag(self, tag: str) -> None:
        while self.open:
            closed, _data = self.open.pop()
            if closed == tag:
                break

    def handle_data(self, data: str) -> None:
        if self.is_data:
            self.data.add(" ".join(data.split()))
        elif self.is_spoken:
            self.spoken.append(data)
        else:
            self.texts.append(data)

    def left(self) -> list[str]:
        """What is Vietnamese in neither data nor a name quoted from it."""
        longest_first = sorted(self.data - {""}, key=len, reverse=True)
        names = re.compile("|".join(map(re.escape, longest_first)) or "$^")
        said = [*self.texts, *(names.sub("", words) for words in self.spoken)]
        return [words.strip() for words in said if VIETNAMESE.search(words)]


def read(page: str) -> Interface:
    found = Interface()
    found.feed(page)
    return found


@pytest.fixture(scope="module")
def reader(site: Site) -> Visitor:
    me = Visitor(site.address).sign_in("an")
    me.post("/accounts/language/", language="en", next="/")
    return me


@pytest.fixture(scope="module")
def admin(site: Site) -> Visitor:
    me = Visitor(site.address).sign_in("quantri")
    me.post("/accounts/language/", language="en", next="/")
    return me


@pytest.mark.parametrize("address", ["/reports/brief/template/?unit=DLK", "/reports/brief/form/?unit=DLK"])
def test_no_vietnamese_is_left_on_the_pages_of_those_who_administer(admin: Visitor, address: str) -> None:
    page = admin.get(address).text
    assert '<html lang="en">' in page
    assert read(page).left() == []


@pytest.mark.parametrize("address", PAGES)
def test_no_vietnamese_is_left_outside_data(reader: Visitor, address: str) -> None:
    page = reader.get(address).text
    assert '<html lang="en">' in page
    assert read(page).left() == []


@pytest.mark.parametrize(
    "page",
    [
        errors.bad_request, errors.permission_denied, errors.csrf_failure, errors.page_not_found, errors.method_not_allowed,
        errors.too_many_requests, errors.server_error,
    ],
)  # fmt: skip
def test_refusals_and_failures_are_told_in_english(page: Callable[[HttpRequest], HttpResponse]) -> None:
    with translation.override("en"):
        answer = page(RequestFactory().get("/"))
    assert read(answer.content.decode()).left() == []


def test_a_report_as_a_workbook_has_english_heads(reader: Visitor) -> None:
    book = openpyxl.load_workbook(BytesIO(reader.get("/reports/progress.xlsx?unit=TAN").body))
    rows = book.worksheets[0].iter_rows(max_row=6, values_only=True)
    named, *head = [str(cell) for row in rows for cell in row if cell is not None][1:]
    assert named == "Đảng bộ phường Tân An"
    assert "% of target" in head
    assert [words for words in head if VIETNAMESE.search(words)] == []


def test_numbers_are_written_as_english_readers_do(reader: Visitor) -> None:
    words = reader.get("/units/DLK/").words
    assert "1,994/2,767" in words
    assert "72.06%" in words


def test_the_sign_in_page_is_english_for_whoever_chose_english(site: Site) -> None:
    stranger = Visitor(site.address)
    stranger.get("/accounts/login/")
    stranger.post("/accounts/language/", language="en", next="/accounts/login/")
    answer = stranger.get("/accounts/login/")
    assert "Sign in" in answer.words
    assert read(answer.text).left() == []


def test_a_refused_sign_in_says_so_in_english(site: Site) -> None:
    stranger = Visitor(site.address)
    stranger.get("/accounts/login/")
    stranger.post("/accounts/language/", language="en", next="/accounts/login/")
    refused = stranger.post("/accounts/login/", login="nobody-here", password="")
    assert "Enter your password." in refused.words
    assert read(refused.text).left() == []
