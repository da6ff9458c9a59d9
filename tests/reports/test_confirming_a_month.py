"""A unit says that its figures of a month are complete: who may, what has changed since, reopening, and who is missing."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import User
from admissions.models import Submission
from partytrack.refusals import explain
from reports.confirming import month_of
from tests.reports.test_reports import Shown, tables
from tests.small_province import admit, move, tally
from units.models import Overseer, Unit

SignIn = Callable[[User], Client]
SEPTEMBER = date(2023, 9, 1)
END = date(2023, 9, 30)
TODAY = date(2023, 10, 10)
THIRD = datetime(2023, 10, 3, 2, tzinfo=UTC)


def confirmed(unit: Unit, by: User, **details: Any) -> Submission:
    """September, with nobody admitted, on 3 October."""
    given = {"month": SEPTEMBER, "through": END, "admitted": 0, "tallied": 0, "at": THIRD, **details}
    return Submission.objects.create(unit=unit, confirmed_by=by, **given)


def post(client: Client, unit: str, month: str, act: str = "confirm", **fields: Any) -> Any:
    return client.post(f"/reports/months/{unit}/{month}/{act}/", fields)


def report(client: Client, unit: str, more: str = "") -> dict[str, list[list[str]]]:
    shown = tables(client.get(f"/reports/reporting/?unit={unit}{more}").content.decode())
    return {table.title: table.rows for table in shown}


# --- the rules -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"month": date(2023, 9, 2)}, "ngày đầu tháng"),
        ({"through": date(2023, 10, 1)}, "phải ở trong tháng"),
        ({"through": date(2022, 9, 30)}, "phải ở trong tháng"),
        ({"at": datetime(2023, 9, 29, tzinfo=UTC)}, "chưa đến"),
        ({"reopened_at": THIRD}, "người mở, ngày giờ và lý do"),
        ({"reopened_reason": "nhầm"}, "người mở, ngày giờ và lý do"),
    ],
)
def test_the_database_refuses_what_is_no_confirmation(
    units: dict[str, Unit], an: User, wrong: dict[str, Any], said: str
) -> None:
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        confirmed(units["KBO"], an, **wrong)
    assert said in (explain(refused.value) or "")


def test_one_confirmation_stands_at_a_time(units: dict[str, Unit], an: User) -> None:
    first = confirmed(units["KBO"], an)
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        confirmed(units["KBO"], an)
    assert "mở lại trước" in (explain(refused.value) or "")
    first.reopened_by, first.reopened_at, first.reopened_reason = an, THIRD, "nhầm"
    first.save()
    assert confirmed(units["KBO"], an).pk != first.pk


# --- confirming ------------------------------------------------------------------------------------------------------


def test_an_officer_confirms_the_month_from_the_page_of_his_unit(
    signed_in: SignIn, binh: User, year: dict[str, Unit]
) -> None:
    client = signed_in(binh)
    page = client.get("/units/KBO/").content.decode()
    assert "chưa chốt" in page
    assert "Chốt số liệu tháng 9/2023: 3 người" in page
    assert post(client, "KBO", "2023-09", admitted="3").status_code == 302
    one = Submission.objects.get()
    assert (one.admitted, one.tallied, one.through, one.confirmed_by) == (3, 0, END, binh)
    assert timezone.localdate(one.at) == TODAY
    assert "đã chốt 10/10/2023" in client.get("/units/KBO/").content.decode()


def test_what_a_tally_reports_is_kept_too(signed_in: SignIn, binh: User, year: dict[str, Unit]) -> None:
    tally(year["CPU"], END, 7)
    post(signed_in(binh), "CPU", "2023-09", admitted="7")
    assert (Submission.objects.get().admitted, Submission.objects.get().tallied) == (7, 7)


def test_nobody_confirms_who_does_not_record_there(
    signed_in: SignIn, xem: User, chi: User, year: dict[str, Unit]
) -> None:
    for user in (xem, chi):
        client = signed_in(user)
        assert post(client, "KBO", "2023-09", admitted="3").status_code == 404
        assert post(client, "KBO", "2023-09", "reopen", reason="thử").status_code == 404
    page = signed_in(xem).get("/units/KBO/").content.decode()
    assert "chưa chốt" in page
    assert "/confirm/" not in page
    assert not Submission.objects.exists()


def test_a_month_to_come_is_refused_and_one_that_is_none_is_not_found(
    signed_in: SignIn, binh: User, year: dict[str, Unit]
) -> None:
    client = signed_in(binh)
    refused = post(client, "KBO", "2023-11", admitted="3")
    assert refused.status_code == 422
    assert "chưa đến" in refused.content.decode()
    for month in ("2023-13", "0000-01", "1900-01", "2023-9", "9999-99"):
        assert client.get(f"/reports/months/KBO/{month}/").status_code == 404
    assert client.get("/reports/months/KBO/2023-11/").status_code == 200
    assert not Submission.objects.exists()


def test_twice_is_once(signed_in: SignIn, binh: User, year: dict[str, Unit]) -> None:
    client = signed_in(binh)
    for _turn in range(2):
        answer = client.post("/reports/months/KBO/2023-09/confirm/", {"admitted": "3"}, follow=True)
    assert "đã được chốt từ trước" in answer.content.decode()
    assert Submission.objects.count() == 1


@pytest.mark.parametrize("seen", ["2", "", "\x00", "9" * 50, "ba", "²"])
def test_only_the_figure_that_was_seen_is_confirmed(
    signed_in: SignIn, binh: User, year: dict[str, Unit], seen: str
) -> None:
    answer = post(signed_in(binh), "KBO", "2023-09", admitted=seen)
    assert answer.status_code == 422
    assert "Xem lại số" in answer.content.decode()
    assert not Submission.objects.exists()


def test_a_running_month_is_confirmed_as_far_as_it_has_gone_and_later_to_its_end(
    signed_in: SignIn, an: User, year: dict[str, Unit], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in(an)
    post(client, "KBO", "2023-10", admitted="3")
    assert Submission.objects.get().through == TODAY
    assert month_of(year["KBO"], date(2023, 10, 1), TODAY).is_open is False
    admit(year["CPU-01"], "Y Bhim Niê", date(2023, 10, 20))
    monkeypatch.setenv("PARTYTRACK_TODAY", "2023-11-02")
    assert "mới đến hết ngày 10/10/2023" in client.get("/reports/months/KBO/2023-10/").content.decode()
    assert "10/2023 (đến 10/10)" in [row[1] for row in report(client, "DLK")["Chưa chốt"]]
    post(client, "KBO", "2023-10", admitted="4")
    stands = Submission.objects.standing().get()
    assert (stands.admitted, stands.through) == (4, date(2023, 10, 31))
    assert Submission.objects.filter(reopened_reason__contains="Chốt tiếp").count() == 1


# --- what has changed, and reopening ---------------------------------------------------------------------------------


def test_what_changes_after_the_confirmation_is_shown_with_its_records(
    signed_in: SignIn, binh: User, year: dict[str, Unit]
) -> None:
    client = signed_in(binh)
    post(client, "KBO", "2023-09", admitted="3")
    admit(year["CPU-01"], "Y Bhim Niê", date(2023, 10, 2))
    assert "đã đổi" not in client.get("/units/KBO/").content.decode()
    admit(year["CPU-01"], "H'Mai Niê", date(2023, 8, 2))
    for address in ("/units/KBO/", "/reports/months/KBO/2023-09/"):
        page = client.get(address).content.decode()
        assert "đã đổi sau khi chốt:</b> 3 → " in page
        assert "/admissions/?unit=KBO&amp;year=2023&amp;as_of=2023-09-30" in page
    assert "đã đổi sau khi chốt" in client.get("/reports/months/KBO/").content.decode()
    listed = client.get("/admissions/?unit=KBO&year=2023&as_of=2023-09-30&tree=as_of").content.decode()
    assert "H&#x27;Mai Niê" in listed


def test_a_unit_that_moves_later_changes_nothing_of_what_was_confirmed(
    signed_in: SignIn, binh: User, year: dict[str, Unit]
) -> None:
    client = signed_in(binh)
    post(client, "KBO", "2023-09", admitted="3")
    move(year["CPU"], to=year["LAK"], on=date(2023, 10, 5))
    assert "đã đổi" not in client.get("/reports/months/KBO/2023-09/").content.decode()


def test_reopening_needs_a_reason_and_keeps_who_and_why(signed_in: SignIn, binh: User, year: dict[str, Unit]) -> None:
    client = signed_in(binh)
    post(client, "KBO", "2023-09", admitted="3")
    for reason, kept in (("  ", ""), ("thiếu một người " * 60, "thiếu một người")):
        refused = post(client, "KBO", "2023-09", "reopen", reason=reason)
        assert refused.status_code == 422
        assert kept in refused.content.decode()
    assert post(client, "KBO", "2023-09", "reopen", reason="x\x00y").status_code == 422
    assert Submission.objects.standing().count() == 1
    post(client, "KBO", "2023-09", "reopen", reason="Thiếu quyết định 45")
    one = Submission.objects.get()
    assert (one.reopened_by, one.reopened_on, one.reopened_reason) == (binh, TODAY, "Thiếu quyết định 45")
    page = client.get("/reports/months/KBO/2023-09/").content.decode()
    assert "Thiếu quyết định 45" in page
    assert "Chốt số liệu tháng 9/2023: 3 người" in page
    again = client.post("/reports/months/KBO/2023-09/reopen/", {"reason": "nữa"}, follow=True)
    assert "chưa được chốt" in again.content.decode()


# --- the report ------------------------------------------------------------------------------------------------------


def test_the_report_says_who_has_confirmed_who_has_not_and_whom_to_ask(
    signed_in: SignIn, an: User, binh: User, year: dict[str, Unit]
) -> None:
    confirmed(year["KBO"], binh, admitted=2)
    confirmed(year["CPU"], binh, admitted=2)
    confirmed(year["LAK"], an, month=date(2023, 8, 1), through=date(2023, 8, 31))
    Overseer.objects.create(unit=year["LAK"], person="Hoàng Văn Tư", position="Phó Bí thư")
    shown = report(signed_in(an), "DLK")
    missing, done = shown["Chưa chốt"], shown["Đã chốt"]
    assert [row[0] for row in missing] == ["Đảng bộ thành phố Buôn Ma Thuột", "Đảng bộ huyện Lắk"]
    assert missing[0] == [
        "Đảng bộ thành phố Buôn Ma Thuột", "chưa tháng nào", "—", "", "—", "2", "—", "1", "1", "", "",
    ]  # fmt: skip
    assert missing[1][1:4] == ["8/2023", "03/10/2023", "Nguyễn Thị An"]
    assert missing[1][-2:] == ["Hoàng Văn Tư (Phó Bí thư)", "H'Chi Niê"]
    assert done == [
        ["Đảng bộ huyện Krông Bông", "9/2023", "03/10/2023", "Trần Văn Bình", "2", "3", "+1", "1", "2", "", "Trần Văn Bình"]
    ]  # fmt: skip
    page = signed_in(an).get("/reports/reporting/?unit=DLK").content.decode()
    assert "1 trên 3 đơn vị trực thuộc đã chốt." in page
    assert "Trong 4 tổ chức cơ sở đảng, 3 chưa chốt." in page


def test_a_viewer_reads_no_name_in_it(signed_in: SignIn, xem: User, binh: User, year: dict[str, Unit]) -> None:
    confirmed(year["KBO"], binh, admitted=2)
    Overseer.objects.create(unit=year["LAK"], person="Hoàng Văn Tư")
    client = signed_in(xem)
    shown = report(client, "DLK")
    assert shown["Đã chốt"][0] == ["Đảng bộ huyện Krông Bông", "9/2023", "03/10/2023", "2", "3", "+1", "2", "2"]
    for address in (
        "/reports/reporting/?unit=DLK",
        "/units/KBO/",
        "/reports/months/KBO/2023-09/",
        "/reports/months/KBO/",
    ):
        page = client.get(address).content.decode()
        assert "Trần Văn Bình" not in page
        assert "Hoàng Văn Tư" not in page


def test_on_an_earlier_day_it_asks_for_the_month_before(signed_in: SignIn, an: User, year: dict[str, Unit]) -> None:
    confirmed(year["KBO"], an, month=date(2023, 5, 1), through=date(2023, 5, 31), admitted=2)
    found: list[Shown] = tables(
        signed_in(an).get("/reports/reporting/?unit=DLK&year=2023&as_of=2023-06-29").content.decode()
    )
    assert [row[0] for table in found if table.title == "Đã chốt" for row in table.rows] == ["Đảng bộ huyện Krông Bông"]
    later = report(signed_in(an), "DLK", "&year=2023&as_of=2023-06-30")
    assert "Đảng bộ huyện Krông Bông" in [row[0] for row in later["Chưa chốt"]]
