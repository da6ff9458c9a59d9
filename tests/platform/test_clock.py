"""What day it is."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured

from partytrack import clock


def test_the_environment_names_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARTYTRACK_TODAY", "2023-10-10")
    assert clock.today() == date(2023, 10, 10)


def test_otherwise_it_is_today_in_viet_nam(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PARTYTRACK_TODAY")
    before = datetime.now(UTC)
    assert clock.today() in {(before + timedelta(hours=7)).date(), (datetime.now(UTC) + timedelta(hours=7)).date()}


@pytest.mark.parametrize("text", ["2023-13-45", "10/10/2023", "hôm nay"])
def test_a_day_that_is_none_is_refused_with_its_text(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("PARTYTRACK_TODAY", text)
    with pytest.raises(ImproperlyConfigured, match=text):
        clock.today()
