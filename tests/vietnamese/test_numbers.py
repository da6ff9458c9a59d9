"""Numbers as they are written and read in each language."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation

from partytrack.vietnamese import decimal, number, parse_number, percentage, signed


@pytest.fixture(autouse=True)
def _vietnamese() -> Iterator[None]:
    with translation.override("vi"):
        yield


def test_thousands_are_grouped_with_a_dot() -> None:
    assert [number(n) for n in (0, 999, 1994, 2767000)] == ["0", "999", "1.994", "2.767.000"]


def test_a_percentage_has_a_comma_and_a_no_break_space() -> None:
    assert percentage(Decimal("72.06")) == "72,06\u00a0%"
    assert percentage(Decimal("72.1"), 1) == "72,1\u00a0%"
    assert percentage(Decimal("1101.7")) == "1.101,70\u00a0%"


def test_unknown_is_a_dash_and_never_zero() -> None:
    assert number(None) == percentage(None) == signed(None) == decimal(None) == "—"


def test_a_change_carries_its_sign_with_a_true_minus() -> None:
    assert [signed(n) for n in (11, -41, 0, -1500)] == ["+11", "−41", "0", "−1.500"]
    assert signed(Decimal("-1.07"), 2) == "−1,07"
    assert number(-3) == "−3"


def test_a_percentage_is_not_rounded_a_second_time() -> None:
    with pytest.raises(ValueError, match="decimal places"):
        percentage(Decimal("99.99"), 1)


def test_english_pages_write_english_numbers() -> None:
    with translation.override("en"):
        assert (number(1994), percentage(Decimal("72.06")), signed(-1500)) == ("1,994", "72.06%", "−1,500")


def test_without_a_language_numbers_are_vietnamese() -> None:
    with translation.override(None):
        assert number(1994) == "1.994"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1994", 1994),
        ("1.994", 1994),
        (" 1 994 ", 1994),
        ("1\u00a0994", 1994),
        ("1.994.000", 1994000),
        ("0", 0),
        ("-5", -5),
        ("−5", -5),
    ],
)
def test_a_whole_number_is_read_with_or_without_grouping(text: str, value: int) -> None:
    assert parse_number(text) == value


@pytest.mark.parametrize(
    "text", ["", "1,994", "19.94", "1.9945", "1.994 000", "1_000", "１２", "12,5", "=1", "1e3", "--1", "1."]
)
def test_what_could_be_read_in_two_ways_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a whole number"):
        parse_number(text)


def test_on_english_pages_the_comma_groups() -> None:
    with translation.override("en"):
        assert parse_number("1,994") == 1994
        with pytest.raises(ValueError, match="not a whole number"):
            parse_number("1.994")


def test_templates_group_figures_and_leave_years_and_ids_alone() -> None:
    template = Template(
        "{% load vn %}{{ n|number }} {{ p|percentage }} {{ c|signed }} {{ year }} <a href='/{{ id }}/'>"
    )
    page = template.render(Context({"n": 1994, "p": Decimal("72.06"), "c": -41, "year": 2026, "id": 250123}))
    assert page == "1.994 72,06\u00a0% −41 2026 <a href='/250123/'>"
