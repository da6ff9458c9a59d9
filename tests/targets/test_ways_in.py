"""Everybody who may read the pages about targets finds them by links: those who only read, and those of other years."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from accounts.models import User
from tests.small_province import move
from units.models import Placement, Unit

SignIn = Callable[[User], Client]


def links(page: bytes, within: str = "") -> dict[str, str]:
    """Words → address, of all links or of those in one `nav`."""
    html = page.decode()
    if within:
        found = re.search(rf'<nav class="{within}".*?</nav>', html, re.DOTALL)
        html = found[0] if found else ""
    return {words: address for address, words in re.findall(r'<a[^>]*? href="([^"]+)"[^>]*>([^<]+)</a>', html)}


def test_whoever_only_reads_comes_to_how_the_target_went_down(
    signed_in: SignIn, xem: User, units: dict[str, Unit]
) -> None:
    client = signed_in(xem)
    way = links(client.get("/units/DLK/").content)["Giao chỉ tiêu"]
    answer = client.get(way, follow=True)
    assert (answer.status_code, answer.request["PATH_INFO"]) == (200, "/targets/DLK/2023/cascade/")
    assert set(links(answer.content, "tabs-p")) == {"Các quyết định", "Toàn cảnh giao chỉ tiêu"}


def test_the_dashboard_of_any_unit_leads_to_its_targets_of_that_day(
    signed_in: SignIn, xem: User, units: dict[str, Unit]
) -> None:
    client = signed_in(xem)
    page = client.get("/units/KBO/?year=2022&as_of=2022-06-30").content
    assert client.get(links(page)["Toàn cảnh giao chỉ tiêu"]).status_code == 200
    assert links(page)["Toàn cảnh giao chỉ tiêu"] == "/targets/KBO/2022/cascade/?as_of=2022-06-30"


@pytest.mark.parametrize("page", ["", "what-if/", "decisions/", "cascade/", "import/"])
def test_each_page_leads_to_itself_in_the_years_beside(
    signed_in: SignIn, binh: User, units: dict[str, Unit], page: str
) -> None:
    client = signed_in(binh)
    ways = links(client.get(f"/targets/KBO/2023/{page}").content, "tabs-y")
    assert ways == {str(year): f"/targets/KBO/{year}/{page}" for year in (2022, 2023, 2024)}
    assert all(client.get(way).status_code == 200 for way in ways.values())
    assert list(links(client.get(f"/targets/KBO/2024/{page}").content, "tabs-y")) == ["2023", "2024"]


def test_no_year_is_offered_in_which_the_unit_was_nowhere(
    signed_in: SignIn, binh: User, units: dict[str, Unit]
) -> None:
    move(units["KBO"], to=units["DLK"], on=date(2023, 2, 1))
    Placement.objects.filter(unit=units["KBO"], during__startswith__isnull=True).delete()
    ways = links(signed_in(binh).get("/targets/KBO/2023/").content, "tabs-y")
    assert list(ways) == ["2023", "2024"]
