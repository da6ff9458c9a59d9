"""What papers limit is data of the day, with its basis: it warns, and a note answers it; only the age of eighteen blocks."""

from datetime import date
from typing import Any

import pytest
from psycopg.types.range import DateRange

from admissions.checks import Objection, months_later, of_admission
from admissions.limits import NO_LIMITS, Limits, set_from
from admissions.lists import LimitKind
from admissions.models import Limit
from workbooks.parsers import PartialDay

TODAY = date(2026, 11, 24)


@pytest.fixture
def limits(db: None) -> Limits:
    return Limits.load()


def born(day: int, month: int, year: int) -> PartialDay:
    return PartialDay(date(year, month, day), "DAY")


def said(limits: Limits, today: date = TODAY, **values: Any) -> list[tuple[str, bool]]:
    return [(one.field, one.blocks) for one in objections(limits, today, **values)]


def objections(limits: Limits, today: date = TODAY, **values: Any) -> list[Objection]:
    return list(of_admission(values, today, limits))


def test_eighteen_on_the_day_of_the_decision_and_not_a_day_less(limits: Limits) -> None:
    assert said(limits, birth=born(3, 2, 2005), decided_on=date(2023, 2, 3)) == []
    assert said(limits, birth=born(4, 2, 2005), decided_on=date(2023, 2, 3)) == [("birth", True)]
    assert said(limits, birth=PartialDay(date(2005, 1, 1), "YEAR"), decided_on=date(2023, 2, 3)) == [("birth", False)]


def test_over_sixty_full_years_by_month_wants_a_note(limits: Limits) -> None:
    person: dict[str, Any] = {"birth": born(20, 2, 1963), "decided_on": date(2023, 3, 1)}
    (one,) = objections(limits, **person)
    assert (one.field, one.blocks) == ("birth", False)
    assert one.reason == "Trên 60 tuổi vào ngày quyết định, 01/03/2023; hãy ghi lý do vào Ghi chú."
    assert said(limits, **person, note="Tỉnh uỷ đồng ý, công văn 12-CV/TU") == []
    assert said(limits, birth=born(20, 2, 1963), decided_on=date(2023, 2, 28)) == []


def test_before_the_first_paper_that_we_hold_no_age_is_too_old(limits: Limits) -> None:
    assert said(limits, birth=born(1, 1, 1940), decided_on=date(2015, 3, 1)) == []
    assert said(limits, birth=born(1, 1, 2000), decided_on=date(2015, 3, 1)) == [("birth", True)]


def test_the_ceremony_is_due_thirty_working_days_after_receiving_until_208(limits: Limits) -> None:
    decision = {"decided_on": date(2023, 5, 10), "received_on": date(2023, 5, 19)}
    assert said(limits, **decision, admitted_on=date(2023, 6, 30)) == []
    (one,) = objections(limits, **decision, admitted_on=date(2023, 7, 3))
    assert (one.field, one.blocks) == ("admitted_on", False)
    assert one.reason == (
        "Lễ kết nạp sau ngày nhận quyết định, 19/05/2023, 31 ngày làm việc; thời hạn là 30 ngày làm việc "
        "(Quy định 24-QĐ/TW). Hãy ghi văn bản cho phép vào Ghi chú."
    )
    assert said(limits, **decision, admitted_on=date(2023, 7, 3), note="theo công văn 5") == []
    assert said(limits, decided_on=date(2023, 5, 10), admitted_on=date(2023, 12, 1)) == []  # when it came is unknown


def test_since_208_it_is_due_thirty_working_days_after_the_decision(limits: Limits) -> None:
    decision = {"decided_on": date(2026, 7, 27), "received_on": date(2026, 8, 20)}
    (one,) = objections(limits, **decision, admitted_on=date(2026, 9, 10))
    assert "sau ngày quyết định, 27/07/2026, 31 ngày làm việc" in one.reason
    assert "208-QĐ/TW" in one.reason
    assert said(limits, **decision, admitted_on=date(2026, 9, 9)) == []


def test_a_ceremony_not_held_is_remembered_after_twenty_working_days(limits: Limits) -> None:
    decision = {"decided_on": date(2026, 10, 26)}
    assert said(limits, date(2026, 11, 23), **decision) == []
    (one,) = objections(limits, date(2026, 11, 25), **decision)
    assert one.reason == (
        "Chưa có ngày kết nạp (lễ): đã 21 ngày làm việc kể từ ngày quyết định, 26/10/2026; thời hạn là 30 ngày làm việc "
        "(Quy định 208-QĐ/TW)."
    )


def test_probation_is_twelve_months_and_its_paper_comes_within_thirty_working_days(limits: Limits) -> None:
    ceremony = {"admitted_on": date(2022, 5, 19)}
    assert said(limits, **ceremony, confirmed_on=date(2023, 5, 19)) == []
    assert said(limits, **ceremony, confirmed_on=date(2023, 5, 18)) == [("confirmed_on", False)]
    assert said(limits, **ceremony, confirmed_on=date(2023, 6, 30)) == []
    assert said(limits, **ceremony, confirmed_on=date(2023, 7, 3)) == [("confirmed_on", False)]
    assert months_later(date(2024, 2, 29), 12) == date(2025, 2, 28)


def test_contradictions_block_whatever_the_papers_say() -> None:
    found = said(
        NO_LIMITS, decided_on=date(2027, 1, 1), received_on=date(2026, 1, 2), admitted_on=date(2026, 1, 1), note="x"
    )
    assert found == [("decided_on", True), ("received_on", True), ("admitted_on", True)]


@pytest.mark.django_db
def test_a_new_value_ends_the_one_before_and_leaves_the_past_as_it_was() -> None:
    new = Limit(kind=LimitKind.OLD_AGE, quantity=62, legal_basis="Quy định 9-QĐ/TW", issued_on=date(2027, 1, 1))
    set_from(date(2027, 2, 1), new)
    now = Limits.load()
    before, after = (now.on(LimitKind.OLD_AGE, day) for day in (date(2027, 1, 31), date(2027, 2, 1)))
    assert before is not None
    assert after is not None
    assert (before.quantity, before.legal_basis, after.quantity) == (60, "Quy định 208-QĐ/TW", 62)


@pytest.mark.django_db
def test_one_that_began_that_very_day_is_corrected_and_one_in_between_ends_where_the_next_begins() -> None:
    day = date(2026, 7, 26)
    set_from(day, Limit(kind=LimitKind.OLD_AGE, quantity=61, legal_basis="208-QĐ/TW", issued_on=day))
    set_from(date(2026, 5, 1), Limit(kind=LimitKind.OLD_AGE, quantity=59, legal_basis="thử"))
    rows = Limit.objects.filter(kind=LimitKind.OLD_AGE, during__overlap=DateRange(date(2026, 4, 8), None))
    assert [(one.quantity, one.during.lower, one.during.upper) for one in rows.order_by("during")] == [
        (60, date(2026, 4, 8), date(2026, 5, 1)),
        (59, date(2026, 5, 1), day),
        (61, day, None),
    ]
