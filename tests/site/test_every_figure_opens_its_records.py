"""A crawler as each account of the demonstration: every figure of people on every dashboard opens exactly its records."""

import html
import re
from collections.abc import Callable, Iterator

import pytest

from tests.site.conftest import LOGINS, Visitor

Visit = Callable[[str], Visitor]
FIGURE = re.compile(
    r'<a class="fig" href="([^"]+)" data-count="(-?\d+)"|<a href="([^"]+)" class="fig" data-count="(-?\d+)"'
)
TOTAL = re.compile(r'data-total="(-?\d+)"')
PAGES = {
    "an": ["/units/DLK/", "/units/KBO/", "/units/BMT/", "/units/CPU/", "/units/TAN/", "/units/CPU-01/", "/units/DLK/?year=2022",
           "/units/CPU/?year=2021", "/units/DLK/?year=2023&as_of=2023-02-28&tree=today",
           "/units/KBO/years/", "/units/CPU/years/?tree=today", "/units/DLK/?parts=WOMEN,MILITIA,RESERVIST,PUPIL,STUDENT",
           "/units/DLK/?as_of=2023-06-30&parts=WOMEN,PUPIL", "/reports/pipeline/?unit=CPU", "/reports/attention/?unit=KBO",
           "/reports/years/?unit=CPU", "/reports/progress/?unit=TAN"],
    "quantri": ["/units/DLK/", "/units/QSU/"],
    "binh": ["/units/KBO/", "/units/CPU/", "/units/KBO/?year=2023&as_of=2023-06-30", "/units/KBO/?parts=WOMEN,MILITIA"],
    "chi": ["/units/LAK/", "/units/LAK/?year=2022&as_of=2022-10-10", "/units/LAK/years/"],
    "ha": ["/units/TAN/", "/units/TAN-01/", "/units/TAN-05/"],
    "xem": ["/units/DLK/", "/units/DLK/years/", "/units/KBO/", "/units/TAN-01/"],
}  # fmt: skip


def figures(page: str) -> Iterator[tuple[str, int]]:
    for first, count, second, other in FIGURE.findall(page):
        yield html.unescape(first or second), int(count or other)


@pytest.mark.parametrize("login", LOGINS)
def test_every_figure_opens_exactly_its_records(visitor: Visit, login: str) -> None:
    me = visitor(login)
    seen: dict[str, int] = {}
    for address in PAGES[login]:
        page = me.get(address)
        assert page.status == 200, address
        for link, count in figures(page.text):
            assert seen.setdefault(link, count) == count, link
    if login == "xem":
        assert not seen
        return
    assert len(seen) > 10
    for link, count in seen.items():
        answer = me.get(link)
        assert answer.status == 200, link
        total = TOTAL.search(answer.text)
        assert total, link
        assert int(total[1]) == count, link
