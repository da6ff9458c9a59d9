"""The reports of many units at once: asked for, made in the worker, fetched as one .zip, each person's own."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from django.db import OperationalError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import User
from reports.kinds import DOCUMENTS, KINDS
from reports.models import ReportSet, ReportSetFile, SetState
from reports.sets import asking, life, making
from tests.conftest import TODAY
from tests.small_province import move
from units.lists import Role
from units.models import Assignment, Placement, Unit

SignIn = Callable[[User], Client]
ASKED = {"do": "make", "names": ["progress", "brief"], "which": "all"}


@pytest.fixture
def client_of_binh(signed_in: SignIn, binh: User, year: dict[str, Unit]) -> Client:
    return signed_in(binh)


def ask(client: Client, query: str = "unit=KBO", **more: Any) -> ReportSet:
    answer = client.post(f"/reports/sets/?{query}", {**ASKED, **more})
    assert answer.status_code == 302, answer.content.decode()
    return ReportSet.objects.get(uid=answer.headers["Location"].split("/")[3])


def made(client: Client, query: str = "unit=KBO", **more: Any) -> ReportSet:
    one = ask(client, query, **more)
    making.make(one.pk, TODAY)
    one.refresh_from_db()
    return one


def address(one: ReportSet) -> str:
    return f"/reports/sets/{one.uid}/"


def fetched(client: Client, one: ReportSet) -> ZipFile:
    answer = client.get(f"/reports/sets/{one.uid}.zip")
    assert answer.status_code == 200
    archive = ZipFile(BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    assert archive.testzip() is None
    return archive


def values(content: bytes) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(BytesIO(content))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def index(archive: ZipFile) -> dict[str, list[tuple[Any, ...]]]:
    return values(archive.read(next(name for name in archive.namelist() if name.startswith("00"))))


def refuse_the_second(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    as_it_is = making.content_of

    def content_of(file: ReportSetFile, desk: making.Desk) -> tuple[str, bytes]:
        if file.place == 2:
            raise error
        return as_it_is(file, desk)

    monkeypatch.setattr(making, "content_of", content_of)


def test_each_file_of_a_set_is_the_one_its_own_page_offers(client_of_binh: Client) -> None:
    everything = [*DOCUMENTS, *KINDS]
    one = made(client_of_binh, "unit=KBO&year=2023&as_of=2023-06-30&tree=today", names=everything)
    assert one.state == SetState.DONE
    archive = fetched(client_of_binh, one)
    units = {"KBO": "Đảng bộ huyện Krông Bông", "CPU": "Đảng bộ xã Cư Pui"}
    assert len(archive.namelist()) == 1 + 3 * len(everything)
    for code, name in units.items():
        query = f"unit={code}&year=2023&as_of=2023-06-30&tree=today"
        for kind in KINDS.values():
            own = client_of_binh.get(f"/reports/{kind.name}.xlsx?{query}").content
            packed = archive.read(f"{code} {name}/{kind.file}-{code}-2023-2023-06-30.xlsx")
            assert values(packed) == values(own), (code, kind.name)
        assert archive.read(f"{code} {name}/bao-cao-{code}-2023-2023-06-30.docx").startswith(b"PK")
    listed = index(archive)["Có trong bộ"]
    assert {row[3] for row in listed if row[3]} >= set(archive.namelist()[1:])


def test_a_set_is_queued_with_its_row_and_says_how_far_it_is(
    client_of_binh: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = ask(client_of_binh)
    queued = ProcrastinateJob.objects.get()
    assert (queued.task_name, queued.args["pk"]) == ("reports.make_set", one.pk)
    page = client_of_binh.get(address(one)).content.decode()
    assert "Đang chờ đến lượt" in page
    assert "Chưa thấy tiến trình nền nào đang chạy" in page
    refuse_the_second(monkeypatch, OperationalError("the database goes away"))
    with pytest.raises(OperationalError):
        making.make(one.pk, TODAY)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())")
    page = client_of_binh.get(f"{address(one)}progress/").content.decode()
    assert "<b>1/6</b>" in page
    assert "Chưa thấy" not in page
    assert client_of_binh.get(f"/reports/sets/{one.uid}.zip").status_code == 404  # not while it is being made


def test_work_taken_up_again_goes_on_where_it_stopped(client_of_binh: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    one = ask(client_of_binh)
    with monkeypatch.context() as once:
        refuse_the_second(once, OperationalError("the database goes away"))
        with pytest.raises(OperationalError):
            making.make(one.pk, TODAY)
    first = one.files.get(place=1).made_at
    assert first
    making.make(one.pk, TODAY, beginnings=1)
    making.make(one.pk, TODAY, beginnings=2)  # as the second of two workers
    one.refresh_from_db()
    assert one.state == SetState.DONE
    assert one.files.get(place=1).made_at == first
    assert client_of_binh.get(f"{address(one)}progress/").headers["HX-Refresh"] == "true"


def test_a_set_over_which_workers_die_is_given_up_and_keeps_what_is_made(client_of_binh: Client) -> None:
    one = ask(client_of_binh)
    making.make(one.pk, TODAY, beginnings=making.MOST_BEGINNINGS + 1)
    assert "Máy chủ đã dừng nhiều lần" in client_of_binh.get(address(one)).content.decode()
    making.make(one.pk, TODAY)
    assert not one.files.exclude(made_at=None).exists()


def test_what_cannot_be_made_is_told_and_the_rest_goes_on(
    client_of_binh: Client, year: dict[str, Unit], monkeypatch: pytest.MonkeyPatch
) -> None:
    one = ask(client_of_binh, "unit=KBO&as_of=2023-06-30", names=["progress"])
    place = Placement.objects.get(unit=year["CPU"])
    place.during = (date(2023, 7, 1), None)
    place.save()
    refuse_the_second(monkeypatch, ZeroDivisionError("a fault of ours"))
    making.make(one.pk, TODAY)
    one.refresh_from_db()
    assert one.state == SetState.DONE
    archive = fetched(client_of_binh, one)
    assert [name.split("/")[0] for name in archive.namelist()[1:]] == ["KBO Đảng bộ huyện Krông Bông"]
    reasons = [row[3] for row in index(archive)["Không làm được"]]
    page = client_of_binh.get(address(one)).content.decode()
    assert "Không làm được: 2 báo cáo" in page
    for reason in (
        "Báo cáo này gặp lỗi khi lập; lỗi đã ghi vào nhật ký máy chủ.",
        "không có trong cây tổ chức ngày 30/06/2023",
    ):
        assert reason in page
        assert any(reason in str(told) for told in reasons)


def test_a_cancelled_set_stays_cancelled_and_keeps_nothing(
    client_of_binh: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = ask(client_of_binh)
    as_it_is = making.content_of

    def cancelled_meanwhile(file: ReportSetFile, desk: making.Desk) -> tuple[str, bytes]:
        if file.place == 3:
            client_of_binh.post(address(one), {"do": "cancel"})
        return as_it_is(file, desk)

    monkeypatch.setattr(making, "content_of", cancelled_meanwhile)
    making.make(one.pk, TODAY)
    making.make(one.pk, TODAY)
    one.refresh_from_db()
    assert one.state == SetState.CANCELLED
    assert one.files.exclude(made_at=None).count() == 2
    assert not one.files.exclude(content=None).exists()
    assert "Đã huỷ khi làm được 2/6 tệp" in client_of_binh.get(address(one)).content.decode()
    assert client_of_binh.get(f"/reports/sets/{one.uid}.zip").status_code == 404
    assert "sang bước khác" in client_of_binh.post(address(one), {"do": "cancel"}, follow=True).content.decode()


def test_a_set_is_its_owners_alone_and_only_while_he_may_read(
    signed_in: SignIn, client_of_binh: Client, an: User, chi: User, binh: User, year: dict[str, Unit]
) -> None:
    one = made(client_of_binh)
    for other in (an, chi):
        client = Client()
        client.force_login(other, backend="django.contrib.auth.backends.ModelBackend")
        for page in (address(one), f"{address(one)}progress/", f"/reports/sets/{one.uid}.zip"):
            assert client.get(page).status_code == 404
        assert client.post(address(one), {"do": "remove"}).status_code == 404
        assert one.uid not in client.get("/reports/sets/").content.decode()
    Assignment.objects.filter(user=binh).delete()
    for page in (address(one), f"/reports/sets/{one.uid}.zip"):
        assert client_of_binh.get(page).status_code == 404
    Assignment.objects.create(user=binh, unit=year["LAK"], role=Role.OFFICER)
    assert client_of_binh.get(f"/reports/sets/{one.uid}.zip").status_code == 404


def test_files_of_a_unit_that_left_ones_reach_are_no_longer_in_the_archive(
    client_of_binh: Client, year: dict[str, Unit]
) -> None:
    one = made(client_of_binh, names=["progress"])
    move(year["CPU"], to=year["LAK"], on=date(2023, 10, 1))
    archive = fetched(client_of_binh, one)
    assert not [name for name in archive.namelist() if "CPU" in name]
    assert len(archive.namelist()) == 3
    assert "Bạn không còn quyền xem báo cáo này của đơn vị." in client_of_binh.get(address(one)).content.decode()


def test_only_what_the_owner_may_read_when_it_is_made_gets_in(
    client_of_binh: Client, binh: User, year: dict[str, Unit]
) -> None:
    one = ask(client_of_binh)
    Assignment.objects.filter(user=binh).update(unit=year["CPU"])
    making.make(one.pk, TODAY)
    assert set(one.files.filter(reason="").values_list("unit__code", flat=True)) == {"CPU"}


def test_some_reports_of_some_units(client_of_binh: Client) -> None:
    one = made(client_of_binh, which="some", codes=["CPU"], names=["attention"])
    assert list(one.files.values_list("unit__code", "name")) == [("CPU", "attention")]


@pytest.mark.parametrize(
    ("posted", "said"),
    [
        ({"names": []}, "Chọn ít nhất một báo cáo."),
        ({"names": ["progress", "../../etc"]}, "Không có báo cáo này"),
        ({"which": "some", "codes": []}, "Chọn ít nhất một đơn vị."),
        ({"which": "some", "codes": ["LAK"]}, "Có đơn vị không còn ở đây"),
        ({"which": "\0"}, "Chọn tất cả, hoặc chỉ những đơn vị được đánh dấu."),
        ({"which": "some", "codes": ["=HYPERLINK(1)" * 300]}, "Có đơn vị không còn ở đây"),
    ],
)
def test_what_cannot_be_asked_is_said_at_its_field(client_of_binh: Client, posted: dict[str, Any], said: str) -> None:
    answer = client_of_binh.post("/reports/sets/?unit=KBO", {**ASKED, **posted})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not ReportSet.objects.exists()


def test_no_more_files_and_no_more_sets_than_are_of_use(
    client_of_binh: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _n in range(asking.MOST_UNFINISHED):
        ask(client_of_binh)
    answer = client_of_binh.post("/reports/sets/?unit=KBO", ASKED)
    assert answer.status_code == 422
    assert "Bạn đang có 3 bộ báo cáo chưa xong" in answer.content.decode()
    monkeypatch.setattr(asking, "MOST_FILES", 5)
    assert "3 đơn vị × 2 báo cáo là 6 tệp" in client_of_binh.post("/reports/sets/?unit=KBO", ASKED).content.decode()
    monkeypatch.setattr(making, "LARGEST", 1_000)
    one = ReportSet.objects.earliest("pk")
    making.make(one.pk, TODAY)
    one.refresh_from_db()
    assert (one.state, one.files.exclude(content=None).count()) == (SetState.FAILED, 0)
    assert "lớn hơn" in one.reason


def test_a_name_of_any_kind_is_a_folder_on_windows_and_no_formula(
    client_of_binh: Client, year: dict[str, Unit]
) -> None:
    name = '=HYPERLINK("http://x","y")' + "đ/\\:*?<>|" * 20
    Unit.objects.filter(pk=year["CPU"].pk).update(name=name[:200], sort_key="a")
    archive = fetched(client_of_binh, made(client_of_binh, names=["progress"]))
    for entry in archive.infolist():
        assert not set(entry.filename) & set('<>:"\\|?*')
        assert entry.filename.count("/") <= 1
        assert len(entry.filename) < 200
        assert entry.filename.isascii() or entry.flag_bits & 0x800
    sheet = openpyxl.load_workbook(BytesIO(archive.read(archive.namelist()[0])))["Có trong bộ"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert any(str(cell.value).lstrip("'").startswith("=HYPERLINK") for row in sheet.iter_rows() for cell in row)


def test_a_set_goes_when_it_is_thrown_away_or_old(client_of_binh: Client) -> None:
    thrown, old, kept = (made(client_of_binh, names=["years"]) for _n in range(3))
    client_of_binh.post(address(thrown), {"do": "remove"})
    ReportSet.objects.filter(pk=old.pk).update(ended_at=timezone.now() - life.KEPT - timedelta(hours=1))
    life.purge(timezone.now())
    assert list(ReportSet.objects.all()) == [kept]
    assert ReportSetFile.objects.count() == 3


def test_two_workers_at_once_make_different_files(client_of_binh: Client) -> None:
    """The row of a file being made is passed over; whoever sees the last made, ends the set."""
    one = ask(client_of_binh, names=["years"])
    life.start(one)
    with transaction.atomic():
        assert making._make_next(one, making.Desk(one, TODAY))
        life.finish(one, timezone.now())
    one.refresh_from_db()
    assert one.state == SetState.WORKING


def test_the_queries_of_its_pages_do_not_grow_with_its_files(client_of_binh: Client) -> None:
    few, many = made(client_of_binh, which="some", codes=["CPU"], names=["years"]), made(client_of_binh)

    def queries(page: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client_of_binh.get(page).status_code == 200
        return len(asked)

    queries(address(few))
    assert queries(address(few)) == queries(address(many))
    assert queries("/reports/sets/?unit=KBO") < 40
