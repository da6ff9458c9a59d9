"""Dates are day first, with four-digit years, in both languages."""

from datetime import date

import pytest
from django import forms
from django.template import Context, Template
from django.utils import translation

from partytrack.vietnamese import format_date, parse_date


def test_a_date_is_written_day_first() -> None:
    assert format_date(date(2023, 10, 10)) == "10/10/2023"
    assert format_date(date(1990, 2, 3)) == "03/02/1990"
    assert format_date(None) == "—"


@pytest.mark.parametrize("text", ["03/02/1990", "3/2/1990", "03-02-1990", "03021990", " 03/02/1990 "])
def test_three_ways_of_typing_a_date_are_read(text: str) -> None:
    assert parse_date(text) == date(1990, 2, 3)


@pytest.mark.parametrize(
    "text",
    [
        "3/2/65", "03/02/65", "030265", "1121990", "112990", "31/02/2023", "29/02/2023", "25/13/2023", "03/02-1990",
        "1990-02-03", "20231010", "0302 1990", "03.02.1990", "", "hôm nay", "03/02/19900", "０3/02/1990", "03/02/0000",
    ],
)  # fmt: skip
def test_everything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the calendar's own refusals have their own words
        parse_date(text)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_forms_read_dates_day_first_and_refuse_short_years(language: str) -> None:
    with translation.override(language):
        field = forms.DateField()
        assert field.clean("03/02/2026") == date(2026, 2, 3)
        assert field.clean("25/12/2026") == date(2026, 12, 25)
        for wrong in ("3/2/65", "1121990", "12/25/2026"):
            with pytest.raises(forms.ValidationError):
                field.clean(wrong)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_templates_write_dates_day_first(language: str) -> None:
    with translation.override(language):
        page = Template("{% load vn %}{{ day|vndate }} {{ day|date }} {{ day }}").render(
            Context({"day": date(2023, 2, 3)})
        )
    assert page == "03/02/2023 03/02/2023 03/02/2023"
