"""A crawler as each account of the demonstration: every figure of people on every dashboard opens exactly its records.

Of a report, whose figures are those of the dashboards, three units of each kind of figure stand for its others;
`PARTYTRACK_EVERY_FIGURE=1` opens them all.
"""

import html
import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

import pytest

from tests.site.conftest import LOGINS, Visitor

Visit = Callable[[str], Visitor]
EVERY = os.environ.get("PARTYTRACK_EVERY_FIGURE") == "1"
FIGURE = re.compile(r'<a [^>]*class="fig"[^>]*>')
HREF, COUNT = re.compile(r'href="([^"]+)"'), re.compile(r'data-count="(-?\d+)"')
TOTAL, SHOWN = re.compile(r'data-total="(\d+)"'), re.compile(r'data-shown="(\d+)"')
"""Of a list's head; and of the list itself, where it is narrowed."""
PAGES = {
    "an": ["/units/DLK/", "/units/KBO/", "/units/BMT/", "/units/CPU/", "/units/TAN/", "/units/CPU-01/", "/units/DLK/?year=2022",
           "/units/CPU/?year=2021", "/units/DLK/?year=2023&as_of=2023-02-28&tree=today",
           "/units/KBO/years/", "/units/CPU/years/?tree=today", "/units/DLK/?parts=WOMEN,MILITIA,RESERVIST,PUPIL,STUDENT",
           "/units/DLK/?as_of=2023-06-30&parts=WOMEN,PUPIL", "/reports/pipeline/?unit=CPU", "/reports/attention/?unit=KBO",
           "/reports/years/?unit=CPU", "/reports/progress/?unit=TAN", "/reports/tree/?unit=TAN", "/reports/new-members/?unit=KBO",
           "/reports/structure/?unit=DLK", "/reports/reporting/?unit=KBO", "/reports/months/KBO/", "/reports/charts/?unit=DLK",
           "/reports/tables/?unit=KBO", "/reports/tables/?unit=DLK&rows=age&columns=sex"],
    "quantri": ["/units/DLK/", "/units/QSU/"],
    "binh": ["/units/KBO/", "/units/CPU/", "/units/KBO/?year=2023&as_of=2023-06-30", "/units/KBO/?parts=WOMEN,MILITIA"],
    "chi": ["/units/LAK/", "/units/LAK/?year=2022&as_of=2022-10-10", "/units/LAK/years/"],
    "ha": ["/units/TAN/", "/units/TAN-01/", "/units/TAN-05/"],
    "xem": ["/units/DLK/", "/units/DLK/years/", "/units/KBO/", "/units/TAN-01/"],
}  # fmt: skip


def figures(page: str) -> Iterator[tuple[str, int]]:
    for link in FIGURE.findall(page):
        href, count = HREF.search(link), COUNT.search(link)
        assert href, link
        assert count, link
        yield html.unescape(href[1]), int(count[1])


def asked_for(address: str, links: Iterable[str]) -> set[str]:
    """Of the page: all, or of those that ask the same of several units the first, the one in the middle and the last."""
    if EVERY or not address.startswith("/reports/"):
        return set(links)
    kinds = defaultdict(list)
    for link in sorted(links):
        kinds[re.sub("unit=[^&]*", "", link)].append(link)
    return {link for of_kind in kinds.values() for link in (of_kind[0], of_kind[len(of_kind) // 2], of_kind[-1])}


@pytest.mark.parametrize("login", LOGINS)
def test_every_figure_opens_exactly_its_records(visitor: Visit, login: str) -> None:
    me = visitor(login)
    seen: dict[str, int] = {}
    opened: set[str] = set()
    for address in PAGES[login]:
        page = me.get(address)
        assert page.status == 200, address
        here = dict(figures(page.text))
        assert bool(here) == (login != "xem"), address
        for link, count in here.items():
            assert seen.setdefault(link, count) == count, link
        opened |= asked_for(address, here)
    assert len(opened) > 10 or login == "xem"
    for link in opened:
        answer = me.get(link)
        assert answer.status == 200, link
        total = SHOWN.search(answer.text) or TOTAL.search(answer.text)
        assert total, link
        assert int(total[1]) == seen[link], link
