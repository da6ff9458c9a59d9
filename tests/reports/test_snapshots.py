"""A report kept for a meeting: it stays what it was told to be, and a change of it shows, whoever made it."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from accounts.models import User
from partytrack.refusals import explain
from reports.declared import Part, Report, Row
from reports.document import Document
from reports.drawing import table_of
from reports.kinds import DOCUMENTS, KINDS
from reports.models import Snapshot
from reports.sealing import digest_of, opened
from reports.snapshots import FREEZABLE, freeze, to_keep
from reports.subject import Subject
from tests.small_province import admit
from units.models import Unit
from units.question import asked

SignIn = Callable[[User], Client]
TODAY = date(2023, 10, 10)
MEETING = "Họp Ban Thường vụ ngày 12/10/2023"
TAMPERED = "Nội dung đã bị thay đổi sau khi lưu"


def keep(unit: Unit, by: User, kind: str = "progress", purpose: str = MEETING) -> Snapshot:
    return freeze(FREEZABLE[kind], Subject(unit, asked({}, TODAY), by), purpose, by, timezone.now())


@pytest.fixture
def snapshot(year: dict[str, Unit], binh: User) -> Snapshot:
    return keep(year["KBO"], binh)


def in_sql(statement: str, *values: str | int) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what waits for the end would be refused for that reason alone
        cursor.execute(statement, values or None)


def tampered(statement: str, *values: str | int) -> None:
    """As whoever owns the database and switches its rules off."""
    in_sql("ALTER TABLE reports_snapshot DISABLE TRIGGER USER")
    in_sql(statement, *values)
    in_sql("ALTER TABLE reports_snapshot ENABLE TRIGGER USER")


@pytest.mark.parametrize("name", [*KINDS, *DOCUMENTS])
def test_every_report_can_be_kept_and_is_drawn_as_it_was(
    signed_in: SignIn, an: User, year: dict[str, Unit], name: str
) -> None:
    client = signed_in(an)
    made = client.post(f"/reports/snapshots/new/?unit=DLK&report={name}", {"purpose": MEETING})
    kept = Snapshot.objects.get()
    assert made.headers["Location"] == f"/reports/snapshots/{kept.uid}/"
    with translation.override("vi"):
        told = FREEZABLE[name].build(to_keep(FREEZABLE[name], Subject(year["DLK"], asked({}, TODAY), an, levels="")))
    html = client.get(made.headers["Location"]).content.decode()
    assert "Nội dung đúng như khi lưu" in html
    if isinstance(told, Document):
        for _heading, section in told.headings:
            assert all(paragraph in html for paragraph in section.paragraphs)
        page = client.get("/reports/brief/?unit=DLK").content.decode()
        assert table_in(page) == table_in(html)
    else:
        assert all(table_of(without_links(part)) in html for part in told.parts if part.all_rows)
        assert any(part.all_rows for part in told.parts)


def table_in(html: str) -> str:
    found = re.search(r"<tbody>.*</tbody>", html, re.DOTALL)
    assert found
    return found.group()


def without_links(part: Part) -> Part:
    def plain(row: Row) -> Row:
        return replace(row, cells=tuple(replace(cell, address=None) for cell in row.cells))

    return replace(part, rows=[plain(row) for row in part.rows], total=plain(part.total) if part.total else None)


def test_what_is_recorded_later_does_not_change_it(
    signed_in: SignIn, binh: User, snapshot: Snapshot, year: dict[str, Unit]
) -> None:
    client = signed_in(binh)
    before = client.get(f"/reports/snapshots/{snapshot.uid}/").content.decode()
    admit(year["CPU-01"], "Người Đến Sau", date(2023, 8, 8))
    after = client.get(f"/reports/snapshots/{snapshot.uid}/").content.decode()
    assert before.split("<main")[1] == after.split("<main")[1]
    assert client.get("/reports/progress/?unit=KBO").content.decode().split("<main")[1] != after.split("<main")[1]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE reports_snapshot SET purpose = 'x'",
        "UPDATE reports_snapshot SET content = content",
        "DELETE FROM reports_snapshot",
        "TRUNCATE reports_snapshot",
        "SELECT set_config('pgtrigger.ignore', '{pgtrigger_snapshot_is_final_4da05}', true); DELETE FROM reports_snapshot",
    ],
)
def test_the_database_refuses_every_change_of_it(snapshot: Snapshot, statement: str) -> None:
    with pytest.raises(IntegrityError) as refused:
        in_sql(statement)
    assert explain(refused.value) == "Bản số liệu đã lưu không sửa, không xoá được; hãy lưu một bản mới."
    assert Snapshot.objects.get().purpose == MEETING


def test_where_nothing_is_kept_a_table_may_be_emptied(year: dict[str, Unit]) -> None:
    in_sql("TRUNCATE reports_snapshot")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE reports_snapshot SET content = replace(content, '\"value\":3', '\"value\":4')",
        "UPDATE reports_snapshot SET purpose = 'Họp khác'",
        "UPDATE reports_snapshot SET frozen_at = frozen_at - interval '1 day'",
        "UPDATE reports_snapshot SET as_of = '2023-10-09'",
        "UPDATE reports_snapshot SET content = 'không còn gì'",
    ],
)
def test_a_change_made_with_the_rules_switched_off_shows_in_red_words(
    signed_in: SignIn, binh: User, snapshot: Snapshot, change: str
) -> None:
    tampered(change)
    html = signed_in(binh).get(f"/reports/snapshots/{snapshot.uid}/").content.decode()
    assert f'<b class="tampered">{TAMPERED}</b>' in html
    assert "Nội dung đúng như khi lưu" not in html


def test_a_change_with_its_hash_counted_anew_shows_too(signed_in: SignIn, binh: User, snapshot: Snapshot) -> None:
    text = snapshot.content.replace('"value":3', '"value":4')
    assert text != snapshot.content
    tampered("UPDATE reports_snapshot SET content = %s, digest = %s", text, digest_of(text))
    snapshot.refresh_from_db()
    assert snapshot.digest == digest_of(snapshot.content)
    assert not opened(snapshot).is_whole
    assert TAMPERED in signed_in(binh).get(f"/reports/snapshots/{snapshot.uid}/").content.decode()


def test_one_that_was_taken_away_is_missed(signed_in: SignIn, binh: User, year: dict[str, Unit]) -> None:
    first, second = keep(year["KBO"], binh), keep(year["KBO"], binh)
    assert (first.number, second.number) == (1, 2)
    client = signed_in(binh)
    assert "Thiếu bản lưu" not in client.get("/reports/snapshots/?unit=KBO").content.decode()
    tampered("DELETE FROM reports_snapshot WHERE id = %s", first.pk)
    assert "Thiếu bản lưu số 1 của đơn vị này" in client.get("/reports/snapshots/?unit=KBO").content.decode()


def test_another_key_of_the_installation_is_told_from_another_content(
    signed_in: SignIn, binh: User, snapshot: Snapshot, settings: Any
) -> None:
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    assert opened(snapshot).is_whole
    settings.SECRET_KEY_FALLBACKS = []
    found = opened(snapshot)
    assert found.other_key
    assert not found.is_whole


def test_who_reads_the_unit_reads_it_and_only_who_governs_keeps(
    signed_in: SignIn, xem: User, chi: User, ha: User, snapshot: Snapshot
) -> None:
    pages = [f"/reports/snapshots/{snapshot.uid}{rest}" for rest in ("/", ".xlsx", "/changes/")]
    client = signed_in(xem)
    assert [client.get(page).status_code for page in pages] == [200, 200, 200]
    assert MEETING in client.get("/reports/snapshots/?unit=KBO").content.decode()
    assert client.post("/reports/snapshots/new/?unit=KBO&report=progress", {"purpose": "x"}).status_code == 404
    assert "/reports/snapshots/new/" not in client.get("/reports/progress/?unit=KBO").content.decode()
    assert signed_in(ha).get("/reports/snapshots/new/?unit=TAN&report=progress").status_code == 404
    client = signed_in(chi)
    assert [client.get(page).status_code for page in pages] == [404, 404, 404]
    assert MEETING not in client.get("/reports/snapshots/?unit=LAK").content.decode()
    assert Snapshot.objects.count() == 1


def test_no_name_is_kept_where_every_reader_of_the_unit_may_look(an: User, year: dict[str, Unit]) -> None:
    """Of a report that names those in charge to whoever may read people."""
    told = FREEZABLE["reporting"].build(Subject(year["TAN"], asked({}, TODAY), an))
    assert "Phạm Quốc Bảo" in str(told)
    assert "Phạm Quốc Bảo" not in keep(year["TAN"], an, "reporting").content


def test_what_cannot_be_kept_is_said_and_nothing_typed_is_lost(
    signed_in: SignIn, binh: User, year: dict[str, Unit]
) -> None:
    client = signed_in(binh)
    long = "x" * 201
    page = "/reports/snapshots/new/?unit=KBO&report=progress"
    for typed, shown in (("", "Ghi số liệu này lưu để làm gì"), (long, long), ("a\0b", "Lưu để làm gì")):
        answer = client.post(page, {"purpose": typed})
        assert answer.status_code == 422
        assert shown in answer.content.decode()
    assert client.get("/reports/snapshots/new/?unit=KBO&report=nothing").status_code == 404
    assert client.get("/reports/snapshots/new/?unit=KBO&report=progress&year=abc").status_code == 400
    assert client.get("/reports/snapshots/0123456789ab/").status_code == 404
    assert Snapshot.objects.count() == 0


def test_hostile_words_stay_words(signed_in: SignIn, binh: User, year: dict[str, Unit]) -> None:
    Unit.objects.filter(code="CPU").update(name='=HYPERLINK("http://x","y")<b>' + "ă" * 100)
    kept = keep(year["KBO"], binh, purpose="=1+1<script>alert(1)</script>")
    client = signed_in(binh)
    for page in (f"/reports/snapshots/{kept.uid}/", "/reports/snapshots/?unit=KBO"):
        html = client.get(page).content.decode()
        assert "<script>alert" not in html
        assert "=1+1&lt;script&gt;" in html
    book = openpyxl.load_workbook(BytesIO(client.get(f"/reports/snapshots/{kept.uid}.xlsx").content))
    formulas = [str(cell.value) for sheet in book for row in sheet for cell in row if cell.data_type == "f"]
    assert not [one for one in formulas if "HYPERLINK" in one or "1+1" in one]


def test_its_workbook_carries_who_kept_it_and_the_hash(signed_in: SignIn, binh: User, snapshot: Snapshot) -> None:
    book = openpyxl.load_workbook(BytesIO(signed_in(binh).get(f"/reports/snapshots/{snapshot.uid}.xlsx").content))
    said = [str(cell.value) for row in book.worksheets[0] for cell in row if cell.value]
    assert f"SHA-256: {digest_of(snapshot.content)}" in said
    assert f"Bản lưu số 1: {MEETING}" in said
    assert any(line.startswith("Trần Văn Bình lưu lúc ") for line in said)


def test_it_is_kept_in_vietnamese_whatever_the_reader_reads(
    signed_in: SignIn, binh: User, year: dict[str, Unit]
) -> None:
    client = signed_in(binh)
    client.cookies["language"] = "en"
    client.post("/reports/snapshots/new/?unit=KBO&report=progress", {"purpose": MEETING})
    built = opened(Snapshot.objects.get()).kept
    assert built
    assert isinstance(built.built, Report)
    assert built.built.title == "Tiến độ kết nạp đảng viên năm 2023"
    assert all(isinstance(column.header, str) for column in built.built.parts[0].columns)


def test_the_list_does_not_ask_more_for_more(signed_in: SignIn, binh: User, year: dict[str, Unit]) -> None:
    client = signed_in(binh)
    keep(year["KBO"], binh)
    client.get("/reports/snapshots/?unit=KBO")
    with CaptureQueriesContext(connection) as few:
        client.get("/reports/snapshots/?unit=KBO")
    for code in ("CPU", "CPU-01", "KBO-CB"):
        keep(year[code], binh, "attention")
    with CaptureQueriesContext(connection) as many:
        client.get("/reports/snapshots/?unit=KBO")
    assert len(many) == len(few)
