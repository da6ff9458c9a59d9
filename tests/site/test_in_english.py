"""An English page is English: Vietnamese letters stand only in data, which is marked lang="vi"."""

import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from tests.site.conftest import Site, Visitor

VIETNAMESE = re.compile("[ăâđêôơưĂÂĐÊÔƠƯàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]")
VOID = {"meta", "link", "input", "br", "img", "hr", "col", "wbr", "use", "rect", "path", "line", "circle", "polyline"}
PAGES = [
    "/units/DLK/", "/units/TAN/", "/units/TAN-01/", "/units/CPU/", "/units/DLK/?year=2015", "/units/", "/units/?q=cu+pui",
    "/units/?q=khongcodau", "/admissions/?unit=TAN&year=2023&as_of=2023-10-10", "/candidates/?unit=TAN&as_of=2023-10-10",
    "/candidates/?unit=TAN&as_of=2023-10-10&stage=pipeline", "/units/DLK/?year=abc", "/units/DLK/?as_of=2023-13-45",
    "/units/NOBODY/", "/demo/", "/accounts/password/change/", "/admissions/?unit=DLK&category=minority",
]  # fmt: skip


class Interface(HTMLParser):
    """Collects texts and spoken attributes outside elements marked lang="vi"."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.texts: list[str] = []

    @property
    def is_data(self) -> bool:
        return any(data for _tag, data in self.open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        data = given.get("lang") == "vi" or tag in ("script", "style")
        if not data and not self.is_data:
            self.texts += [given.get(name) or "" for name in ("title", "placeholder", "alt") if tag != "svg"]
            self.texts += [given.get("value") or ""] if given.get("type") == "submit" else []
        if tag not in VOID:
            self.open.append((tag, data))

    def handle_endtag(self, tag: str) -> None:
        while self.open:
            closed, _data = self.open.pop()
            if closed == tag:
                break

    def handle_data(self, data: str) -> None:
        if not self.is_data:
            self.texts.append(data)


@pytest.fixture(scope="module")
def reader(site: Site) -> Visitor:
    me = Visitor(site.address).sign_in("an")
    me.post("/language/", language="en", next="/")
    return me


@pytest.mark.parametrize("address", PAGES)
def test_no_vietnamese_is_left_outside_data(reader: Visitor, address: str) -> None:
    answer = reader.get(address)
    page = Interface()
    page.feed(answer.text)
    assert '<html lang="en">' in answer.text
    left = [text.strip() for text in page.texts if VIETNAMESE.search(text)]
    assert left == []


def test_numbers_are_written_as_english_readers_do(reader: Visitor) -> None:
    words = reader.get("/units/DLK/").words
    assert "1,994/2,767" in words
    assert "72.06%" in words


def test_the_sign_in_page_is_english_for_an_english_browser(site: Site, visitor: Callable[[str], Visitor]) -> None:
    stranger = Visitor(site.address)
    stranger.get("/accounts/login/")
    stranger.post("/language/", language="en", next="/accounts/login/")
    assert "Sign in" in stranger.get("/accounts/login/").words
