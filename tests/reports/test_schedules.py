"""A set of reports on a day of each month: ready once, whoever was away, and only for who still may read."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import User
from reports import tasks
from reports.models import LAST_DAY, ReportSchedule, ReportSet, SetState
from reports.sets import life, making, scheduling
from tests.conftest import TODAY
from units.models import Assignment, Unit
from units.question import AS_OF, Asked

SignIn = Callable[[User], Client]
PLANNED = {"do": "plan", "names": ["progress", "years"], "which": "all", "day": "5"}
NOVEMBER = date(2023, 11, 7)


@pytest.fixture
def client_of_binh(signed_in: SignIn, binh: User, year: dict[str, Unit]) -> Client:
    return signed_in(binh)


def planned(client: Client, **more: Any) -> ReportSchedule:
    answer = client.post("/reports/sets/?unit=KBO", {**PLANNED, **more})
    assert answer.status_code == 302, answer.content.decode()
    return ReportSchedule.objects.latest("pk")


def keep(today: date) -> None:
    scheduling.keep_all(today, tasks.make_set.defer)


def act(client: Client, schedule: ReportSchedule, do: str) -> int:
    return client.post(f"/reports/sets/schedules/{schedule.uid}/", {"do": do}).status_code


@pytest.mark.parametrize(
    ("day", "on", "due"),
    [
        (10, date(2023, 10, 10), date(2023, 10, 10)),
        (10, date(2023, 10, 9), date(2023, 9, 10)),
        (28, date(2023, 1, 3), date(2022, 12, 28)),
        (LAST_DAY, date(2024, 2, 29), date(2024, 2, 29)),
        (LAST_DAY, date(2024, 3, 30), date(2024, 2, 29)),
    ],
)
def test_the_day_that_fell_due_last(day: int, on: date, due: date) -> None:
    assert scheduling.latest(day, on) == due


def test_a_set_is_ready_on_its_day_once_however_late_the_worker_is(client_of_binh: Client) -> None:
    schedule = planned(client_of_binh)
    keep(TODAY)
    assert not ReportSet.objects.exists()  # the 5th of October was before there was a schedule
    for day in (NOVEMBER, NOVEMBER, NOVEMBER + timedelta(days=3)):
        keep(day)
    one = ReportSet.objects.get()
    assert (one.schedule, one.as_of, one.tree, one.year) == (schedule, date(2023, 11, 5), date(2023, 11, 5), 2023)
    assert ProcrastinateJob.objects.get().args == {"pk": one.pk}
    making.make(one.pk, NOVEMBER)
    one.refresh_from_db()
    assert one.state == SetState.DONE
    assert one.files.exclude(content=None).count() == 6
    page = client_of_binh.get("/reports/sets/?unit=KBO").content.decode()
    assert "theo lịch" in page
    assert f"/reports/sets/{one.uid}/" in page


def test_a_set_of_today_is_begun_today(client_of_binh: Client) -> None:
    planned(client_of_binh, day="10", which="some", codes=["CPU"])
    tasks.keep_schedules(timestamp=0)
    tasks.keep_schedules(timestamp=300)
    one = ReportSet.objects.get()
    assert one.as_of == TODAY
    assert set(one.files.values_list("unit__code", flat=True)) == {"CPU"}


def test_of_months_without_a_worker_the_last_is_made_up_for(client_of_binh: Client) -> None:
    planned(client_of_binh)
    keep(date(2024, 3, 1))
    assert [one.as_of for one in ReportSet.objects.all()] == [date(2024, 2, 5)]


def test_the_database_knows_a_day_of_a_schedule_once(client_of_binh: Client, binh: User, year: dict[str, Unit]) -> None:
    schedule = planned(client_of_binh)
    asked = Asked(2023, TODAY, TODAY, AS_OF, TODAY)
    life.begin(binh, year["KBO"], asked, ["years"], [year["KBO"]], "vi", schedule)
    with pytest.raises(IntegrityError, match="report_set_once_a_day_of_schedule"), transaction.atomic():
        life.begin(binh, year["KBO"], asked, ["years"], [year["KBO"]], "vi", schedule)


def test_a_paused_schedule_makes_nothing_and_makes_nothing_up(client_of_binh: Client) -> None:
    schedule = planned(client_of_binh, day="9")
    ReportSchedule.objects.update(kept_until=date(2023, 8, 1))
    assert act(client_of_binh, schedule, "pause") == 302
    keep(TODAY)
    assert "tạm dừng" in client_of_binh.get("/reports/sets/?unit=KBO").content.decode()
    assert act(client_of_binh, schedule, "resume") == 302
    keep(TODAY)
    assert not ReportSet.objects.exists()
    keep(date(2023, 11, 9))
    assert ReportSet.objects.count() == 1
    assert act(client_of_binh, schedule, "delete") == 302
    assert not ReportSchedule.objects.exists()
    assert ReportSet.objects.get().schedule is None


def test_nothing_is_made_for_who_may_not_read_any_more(client_of_binh: Client, binh: User) -> None:
    planned(client_of_binh)
    Assignment.objects.filter(user=binh).delete()
    keep(NOVEMBER)
    assert not ReportSet.objects.exists()


def test_a_schedule_is_its_owners_alone(client_of_binh: Client, an: User, chi: User) -> None:
    schedule = planned(client_of_binh)
    for other in (an, chi):
        client = Client()
        client.force_login(other, backend="django.contrib.auth.backends.ModelBackend")
        assert act(client, schedule, "delete") == 404
    assert ReportSchedule.objects.exists()


@pytest.mark.parametrize("day", ["29", "-1", "", "\0", "9" * 30])
def test_a_day_that_not_every_month_has_is_refused(client_of_binh: Client, day: str) -> None:
    answer = client_of_binh.post("/reports/sets/?unit=KBO", {**PLANNED, "day": day})
    assert answer.status_code == 422
    assert "Chọn ngày từ 1 đến 28, hoặc ngày cuối tháng." in answer.content.decode()


def test_a_set_that_no_job_is_about_any_more_is_queued_again(client_of_binh: Client) -> None:
    client_of_binh.post("/reports/sets/?unit=KBO", {**PLANNED, "do": "make"})
    one = ReportSet.objects.get()
    assert tasks.forgotten() == []
    ProcrastinateJob.objects.filter(args__pk=one.pk)._raw_delete("default")
    assert tasks.forgotten() == [one.pk]
