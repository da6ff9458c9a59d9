"""A clerk sends a workbook or a block, sees what would become of it, puts it right, and has the good rows written."""

import io
from collections.abc import Callable
from datetime import date, timedelta

import pghistory
import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import User
from admissions import tasks
from admissions.models import Admission, Candidate, Tally
from admissions.sheets import ADMISSIONS, admission_rows
from tests.admissions.import_batches import AN, HEADERS, SON, act, file_of, paste, states, upload
from tests.small_province import admit, open_account
from units.lists import Role
from units.models import Unit
from workbooks import batches
from workbooks.models import ImportBatch, State
from workbooks.templates import export

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
BAD = ("CPU-01", "Y Khoa Mlô", "31/02/1997", "Nam", "12-QĐ/HU", "19/05/2023")


@pytest.fixture
def clerk(binh: User, signed_in: SignIn) -> Client:
    return signed_in(binh)


def page(client: Client, batch: ImportBatch, query: str = "") -> str:
    answer = client.get(f"/admissions/import/{batch.uid}/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def names() -> list[str]:
    return sorted(Admission.objects.standing().values_list("name", flat=True))


def rest_of(client: Client, batch: ImportBatch) -> bytes:
    answer = client.get(f"/admissions/import/{batch.uid}/rest.xlsx")
    assert answer.status_code == 200
    return answer.content


def test_a_file_is_looked_at_before_anything_is_written(clerk: Client) -> None:
    batch = upload(clerk, AN, SON)
    assert states(batch) == {2: "NEW", 3: "NEW"}
    assert not Admission.objects.exists()
    said = page(clerk, batch)
    assert "Xem trước: 2 trong 2 dòng ghi được ngay" in said
    assert "ket-nap.xlsx" in said
    assert "nhận đủ 6/6 cột" in said
    assert "Chi bộ buôn Khanh" in said, "which unit a code was understood as"
    assert batch.source is None, "the file itself is not kept"


def test_the_good_rows_are_written_and_the_others_wait(clerk: Client) -> None:
    batch = act(clerk, upload(clerk, AN, BAD, SON), "write")
    assert batch.state == State.WRITTEN
    assert names() == ["H'Liên Niê", "Y Sơn Byă"]
    said = page(clerk, batch)
    assert "Đã ghi 2 dòng" in said
    assert "1 dòng chưa ghi" in said


def test_history_knows_which_import_wrote_a_record(clerk: Client, binh: User) -> None:
    batch = act(clerk, upload(clerk, AN), "write")
    event = Admission.pgh_event_model.objects.select_related("pgh_context").get()  # type: ignore[attr-defined]
    assert event.pgh_context_id == batch.context
    assert (event.pgh_context.metadata["import"], event.pgh_context.metadata["user"]) == (batch.uid, binh.pk)


def test_a_cell_typed_over_is_checked_with_its_row(clerk: Client) -> None:
    batch = upload(clerk, BAD)
    said = page(clerk, batch)
    assert 'name="c-2-birth" value="31/02/1997"' in said
    act(clerk, batch, "recheck", c_2_birth="30/02/1997")
    assert states(batch) == {2: "BAD"}
    act(clerk, batch, "recheck", c_2_birth="01031997")
    assert states(batch) == {2: "NEW"}
    assert "01/03/1997" in page(clerk, batch), "as it was understood"
    act(clerk, batch, "write")
    assert Admission.objects.get().birth_date == date(1997, 3, 1)


def test_what_is_typed_counts_whichever_button_sends_it(clerk: Client) -> None:
    act(clerk, upload(clerk, BAD), "write", c_2_birth="01/03/1997")
    assert names() == ["Y Khoa Mlô"]


def test_a_row_corrected_by_script_answers_with_the_row_and_the_counts(clerk: Client) -> None:
    batch = upload(clerk, AN, BAD)
    answer = clerk.post(
        f"/admissions/import/{batch.uid}/rows/3/",
        {"columns": "name,birth", "rows": "3", "c-3-birth": "01/03/1997", "c-2-name": "không phải dòng này"},
    )
    said = answer.content.decode()
    assert answer.status_code == 200
    assert '<tr id="row-3" hx-swap-oob="true"' in said
    assert "Xem trước: 2 trong 2 dòng ghi được ngay" in said
    assert states(batch) == {2: "NEW", 3: "NEW"}
    assert batch.rows.get(number=2).typed == {}


def test_a_correction_reaches_the_namesakes(clerk: Client) -> None:
    twin = ("CPU-01", "H'Liên Niê", "03/02/1998", "Nữ", "12-QĐ/HU", "19/05/2023")
    batch = upload(clerk, AN, twin, SON)
    assert states(batch) == {2: "NEW", 3: "TWIN", 4: "NEW"}
    act(clerk, batch, "recheck", c_2_name="H'Lan Niê")
    assert states(batch) == {2: "NEW", 3: "NEW", 4: "NEW"}


def test_a_suggestion_is_taken_by_one_press(clerk: Client) -> None:
    headers = ("TCCSĐ", "Chi bộ", *HEADERS[1:])
    batch = upload(clerk, ("Đảng bộ xã Cư Pui", "Chi bộ buôn Khan", *AN[1:]), headers=headers)
    said = page(clerk, batch)
    assert 'value="take 2 cell CPU-01 (Chi bộ buôn Khanh)"' in said
    act(clerk, batch, "take 2 cell CPU-01 (Chi bộ buôn Khanh)")
    assert states(batch) == {2: "NEW"}
    act(clerk, batch, "write")
    assert Admission.objects.get().unit.code == "CPU-01"


def test_a_dropped_row_is_neither_written_nor_left_over_and_can_be_taken_back(clerk: Client) -> None:
    batch = act(clerk, upload(clerk, AN, BAD), "drop 3")
    assert states(batch) == {2: "NEW", 3: "DROPPED"}
    assert "dòng cần sửa" not in page(clerk, batch)
    act(clerk, batch, "restore 3")
    assert states(batch) == {2: "NEW", 3: "BAD"}


def test_somebody_recorded_by_another_decision_is_decided_about(clerk: Client, units: dict[str, Unit]) -> None:
    old = admit(units["CPU-02"], "H'Liên Niê", date(2023, 3, 1), birth_date=date(1998, 2, 3), decision_number="1-QĐ/HU")
    batch = upload(clerk, AN, SON)
    assert states(batch) == {2: "TWIN", 3: "NEW"}
    assert "quyết định 1-QĐ/HU ngày 01/03/2023" in page(clerk, batch)
    act(clerk, batch, "recheck", d_2="skip")
    assert states(batch)[2] == "SKIPPED"
    act(clerk, batch, "recheck", d_2="add")
    assert states(batch)[2] == "NEW"
    act(clerk, batch, "recheck", d_2=f"record {old.uid}")
    assert states(batch)[2] == "CHANGED"
    assert "1-QĐ/HU</del> → <ins>12-QĐ/HU" in page(clerk, batch, "?show=changed")
    act(clerk, batch, "write")
    old.refresh_from_db()
    assert (old.decision_number, Admission.objects.count()) == ("12-QĐ/HU", 2)


def test_somebody_else_of_the_same_name_is_added_with_the_reason(clerk: Client, units: dict[str, Unit]) -> None:
    admit(units["CPU-02"], "H'Liên Niê", date(2023, 3, 1), birth_date=date(1998, 2, 3), decision_number="1-QĐ/HU")
    act(clerk, upload(clerk, AN), "write", d_2="add")
    assert Admission.objects.get(decision_number="12-QĐ/HU").twin_reason


def test_what_is_undecided_is_not_written(clerk: Client, units: dict[str, Unit]) -> None:
    admit(units["CPU-02"], "H'Liên Niê", date(2023, 3, 1), birth_date=date(1998, 2, 3), decision_number="1-QĐ/HU")
    batch = act(clerk, upload(clerk, AN, SON), "write")
    assert names() == ["H'Liên Niê", "Y Sơn Byă"]
    assert Admission.objects.count() == 2
    assert states(batch) == {2: "TWIN", 3: "NEW"}


def test_of_two_rows_of_one_file_one_is_chosen(clerk: Client) -> None:
    batch = upload(clerk, AN, ("CPU-02", *AN[1:]))
    assert states(batch) == {2: "NEW", 3: "TWIN"}
    said = page(clerk, batch)
    assert "Lấy dòng này, bỏ dòng 2" in said
    assert 'value="add">Là người khác, thêm mới</option></select></td>' not in said, (
        "one decision admits one person once"
    )
    act(clerk, batch, "recheck", d_3="row 2")
    assert states(batch) == {2: "SKIPPED", 3: "NEW"}
    act(clerk, batch, "write")
    assert Admission.objects.get().unit.code == "CPU-02"


def test_all_that_is_there_twice_is_decided_at_once(clerk: Client, units: dict[str, Unit]) -> None:
    for name in ("H'Liên Niê", "H'Lan Niê"):
        admit(units["CPU-02"], name, date(2023, 3, 1), birth_date=date(1998, 2, 3), decision_number="1-QĐ/HU")
    batch = upload(clerk, AN, ("CPU-01", "H'Lan Niê", *AN[2:]), SON)
    assert set(states(batch).values()) == {"TWIN", "NEW"}
    act(clerk, batch, "all", all="overwrite")
    assert states(batch) == {2: "CHANGED", 3: "CHANGED", 4: "NEW"}


def test_only_what_was_offered_can_be_decided(clerk: Client, units: dict[str, Unit]) -> None:
    """A form written by hand overwrites no record that the page did not show as a twin."""
    other = admit(units["CPU-02"], "Y Bê", date(2023, 3, 1))
    batch = upload(clerk, AN)
    act(clerk, batch, "recheck", d_2=f"record {other.uid}")
    assert batch.rows.get().decision == ""


def test_the_same_file_twice_writes_nothing_and_says_so(clerk: Client) -> None:
    act(clerk, upload(clerk, AN, SON), "write")
    again = upload(clerk, AN, SON)
    assert states(again) == {2: "UNCHANGED", 3: "UNCHANGED"}
    said = page(clerk, again)
    assert "cả 2 dòng đã có, không có gì để ghi" in said
    assert 'value="write"' not in said


def test_a_second_click_writes_nothing_more(clerk: Client) -> None:
    batch = act(clerk, upload(clerk, AN), "write")
    again = clerk.post(f"/admissions/import/{batch.uid}/", {"do": "write"}, follow=True)
    assert "đã sang bước khác" in again.content.decode()
    assert Admission.objects.count() == 1


def test_an_own_export_goes_in_again_without_a_change(clerk: Client, units: dict[str, Unit], today: date) -> None:
    for number, code in enumerate(("CPU-01", "CPU-02", "KBO-CB")):
        admit(units[code], f"Người {number}", date(2023, 3, 1))
    book = export(ADMISSIONS, admission_rows(Admission.objects.order_by("pk"), today), head=["Danh sách"]).to_bytes()
    answer = clerk.post("/admissions/import/", {"kind": "admissions", "file": io.BytesIO(book)})
    assert set(states(ImportBatch.objects.get(uid=answer.headers["Location"].split("/")[3])).values()) == {"UNCHANGED"}


def test_the_rest_is_a_workbook_that_goes_in_again_as_it_is(clerk: Client) -> None:
    batch = act(clerk, upload(clerk, AN, BAD, ("CPU-01", "Y Dũng", 1990, "Nam", 12, "3/2/23")), "write")
    book = rest_of(clerk, batch)
    sheet = load_workbook(io.BytesIO(book)).worksheets[0]
    header = [cell.value for cell in sheet[1]]
    assert header == [*HEADERS, "Cần sửa"]
    assert sheet["C2"].value == "31/02/1997"
    assert sheet["C2"].comment is not None
    assert "lịch" in sheet["C2"].comment.text
    assert sheet["C2"].fill.fgColor.rgb != sheet["B2"].fill.fgColor.rgb
    assert "Ngày sinh: Không có ngày này trong lịch." in sheet["G2"].value
    answer = clerk.post("/admissions/import/", {"kind": "admissions", "file": io.BytesIO(book)})
    again = ImportBatch.objects.get(uid=answer.headers["Location"].split("/")[3])
    assert states(again) == {2: "BAD", 3: "BAD"}
    assert again.remarks == [], "our own column of remarks is not wondered at"
    act(clerk, again, "write", c_2_birth="01/03/1997", c_3_decided_on="03/02/2023")
    assert names() == ["H'Liên Niê", "Y Dũng", "Y Khoa Mlô"]


def test_a_correction_stays_in_the_rest(clerk: Client) -> None:
    batch = act(clerk, upload(clerk, ("CPU-01", "", "31/02/1997", *AN[3:])), "recheck", c_2_name="Y Khoa")
    sheet = load_workbook(io.BytesIO(rest_of(clerk, batch))).worksheets[0]
    assert sheet["B2"].value == "Y Khoa"
    assert sheet["B2"].comment is None


def test_a_whole_import_is_undone_and_the_same_file_may_come_again(clerk: Client, units: dict[str, Unit]) -> None:
    old = admit(units["CPU-02"], "Y Sơn Byă", date(2023, 5, 19), birth_date=date(1995, 1, 1), birth_precision="YEAR")
    old.decision_number = "12-QĐ/HU"
    old.save()
    before = Admission.objects.values().get()
    batch = upload(clerk, AN, SON)
    assert states(batch) == {2: "NEW", 3: "CHANGED"}
    act(clerk, batch, "write")
    assert "Hoàn tác lần nhập này" in page(clerk, batch)
    act(clerk, batch, "undo")
    assert batch.state == State.UNDONE
    assert Admission.objects.values().get() == before
    assert "đã hoàn tác lúc" in page(clerk, batch)
    assert states(upload(clerk, AN, SON)) == {2: "NEW", 3: "CHANGED"}


def test_what_builds_on_an_import_keeps_it_and_is_told(clerk: Client) -> None:
    batch = act(clerk, upload(clerk, AN), "write")
    with pghistory.context(command="đối chiếu"):
        Admission.objects.update(note="Đã đối chiếu hồ sơ")
    answer = clerk.post(f"/admissions/import/{batch.uid}/", {"do": "undo"})
    assert answer.status_code == 422
    assert "Liên Niê" in answer.content.decode()
    assert names() == ["H'Liên Niê"]
    batch.refresh_from_db()
    assert batch.state == State.WRITTEN


def test_a_cancelled_import_keeps_nothing(clerk: Client) -> None:
    batch = act(clerk, upload(clerk, AN), "cancel")
    assert batch.state == State.CANCELLED
    assert not batch.rows.exists()
    assert "Lần nhập này đã huỷ" in page(clerk, batch)
    answer = clerk.post(f"/admissions/import/{batch.uid}/", {"do": "write"}, follow=True)
    assert "đã sang bước khác" in answer.content.decode()
    assert not Admission.objects.exists()


def test_rows_are_not_kept_longer_than_they_are_needed(clerk: Client) -> None:
    written, left = act(clerk, upload(clerk, AN), "write"), upload(clerk, SON)
    long_ago = timezone.now() - timedelta(days=31)
    ImportBatch.objects.filter(pk=written.pk).update(ended_at=long_ago)
    ImportBatch.objects.filter(pk=left.pk).update(began_at=long_ago)
    upload(clerk, AN)
    assert not written.rows.exists()
    assert not left.rows.exists()
    assert "để quá lâu" in page(clerk, left)
    assert "Đã ghi 1 dòng" in page(clerk, written)


def test_a_batch_is_its_owners_alone(clerk: Client, chi: User, ha: User, an: User, signed_in: SignIn) -> None:
    batch = upload(clerk, AN)
    for other in (chi, ha, an):
        client = signed_in(other)
        for address in ("", "progress/", "rest.xlsx"):
            assert client.get(f"/admissions/import/{batch.uid}/{address}").status_code == 404
        assert client.post(f"/admissions/import/{batch.uid}/", {"do": "write"}).status_code == 404
        assert client.post(f"/admissions/import/{batch.uid}/rows/2/", {"c-2-name": "X"}).status_code == 404
    assert not Admission.objects.exists()


def test_who_governs_all_that_it_touched_may_undo_anothers_import(
    binh: User, an: User, chi: User, units: dict[str, Unit], signed_in: SignIn
) -> None:
    batch = act(signed_in(binh), upload(signed_in(binh), AN), "write")
    assert signed_in(chi).get(f"/admissions/import/{batch.uid}/").status_code == 404
    clerk_of_the_province = open_account("thu", units["DLK"], Role.CLERK)
    assert signed_in(clerk_of_the_province).get(f"/admissions/import/{batch.uid}/").status_code == 404
    client = signed_in(an)
    assert "ket-nap.xlsx" in client.get("/admissions/import/").content.decode()
    assert "H'Liên" not in page(client, batch)
    assert client.post(f"/admissions/import/{batch.uid}/", {"do": "write"}).status_code == 404
    act(client, batch, "undo")
    assert (batch.state, batch.undone_by) == (State.UNDONE, an)
    assert not Admission.objects.exists()


def test_a_role_lost_between_preview_and_writing_writes_nothing(
    clerk: Client, binh: User, units: dict[str, Unit]
) -> None:
    batch = upload(clerk, AN)
    binh.assignments.update(unit=units["LAK"])
    act(clerk, batch, "write")
    assert not Admission.objects.exists()
    assert states(batch) == {2: "BAD"}


def test_a_unit_outside_ones_scope_is_as_unknown_as_one_that_is_not(clerk: Client) -> None:
    batch = upload(clerk, ("LAK-01", *AN[1:]), ("NONE-9", "Y Dũng", *AN[2:]))
    reasons = [row.told["faults"][0]["reason"] for row in batch.rows.order_by("number")]
    assert reasons[0] == reasons[1]


def test_a_block_is_pasted_with_or_without_its_header_line(clerk: Client) -> None:
    with_header = paste(clerk, "\r\n".join("\t".join(line) for line in (HEADERS, AN, SON)) + "\r\n")
    assert states(with_header) == {2: "NEW", 3: "NEW"}
    row = dict(zip(HEADERS, AN, strict=True))
    block = "\t".join(row.get(column.header, "") for column in ADMISSIONS)
    without = paste(clerk, block)
    assert states(without) == {1: "NEW"}
    without_id = paste(clerk, block.split("\t", 1)[1])
    assert states(without_id) == {1: "NEW"}


def test_a_pasted_cell_may_hold_line_breaks_and_quotes(clerk: Client) -> None:
    note = '"dòng một\ndòng ""hai"""'
    batch = paste(clerk, "\n".join(["\t".join((*HEADERS, "Ghi chú")), "\t".join((*AN, note))]))
    act(clerk, batch, "write")
    assert Admission.objects.get().note == 'dòng một dòng "hai"'


@pytest.mark.parametrize(
    ("fields", "where", "sentence"),
    [
        ({}, "file", "Chọn một tệp Excel"),
        ({"file": io.BytesIO(b"")}, "file", "Tệp trống"),
        ({"file": io.BytesIO(b"a,b\n1,2")}, "file", "tệp văn bản"),
        ({"pasted": "một khối\tkhông có tiêu đề"}, "pasted", "Không thấy hàng tiêu đề"),
        ({"pasted": "Họ và tên\tNgày sinh\nAn\t1990"}, "pasted", "Thiếu cột bắt buộc"),
        ({"kind": "khác", "pasted": "x"}, "kind", "Chọn nội dung"),
    ],
)
def test_what_cannot_be_read_is_told_at_its_field(
    clerk: Client, fields: dict[str, object], where: str, sentence: str
) -> None:
    answer = clerk.post("/admissions/import/", {"kind": "admissions", **fields})
    assert answer.status_code == 422
    assert sentence in str(answer.context["form"].errors[where])
    assert not ImportBatch.objects.exists()


def test_a_refused_block_is_not_lost(clerk: Client) -> None:
    answer = clerk.post("/admissions/import/", {"kind": "admissions", "pasted": "một khối\tgõ mất công"})
    assert "một khối\tgõ mất công</textarea>" in answer.content.decode()


def test_candidates_and_tallies_come_in_the_same_way(clerk: Client) -> None:
    candidates = ("Mã tổ chức", "Họ và tên", "Ngày sinh", "Giới tính", "Bước", "Ngày vào bước")
    step = ("CPU-01", "Y Khoa Mlô", "05/04/1999", "Nam", "Cảm tình đảng", "01/03/2023")
    act(clerk, upload(clerk, step, headers=candidates, kind="candidates"), "write")
    tallies = ("Mã tổ chức", "Năm", "Tính đến ngày", "Số kết nạp")
    batch = upload(clerk, ("CPU", 2023, "30/09/2023", 5), headers=tallies, kind="tallies")
    act(clerk, batch, "write")
    assert Candidate.objects.get().name == "Y Khoa Mlô"
    assert Tally.objects.get().quantity == 5
    act(clerk, batch, "undo")
    assert not Tally.objects.exists()


def test_own_imports_are_found_again(clerk: Client) -> None:
    upload(clerk, AN)
    said = clerk.get("/admissions/import/").content.decode()
    assert "ket-nap.xlsx" in said
    assert "chờ ghi" in said


def test_no_row_is_named_in_an_address(clerk: Client) -> None:
    batch = upload(clerk, AN, BAD)
    assert "Khoa" not in "".join(part.split('"')[0] for part in page(clerk, batch).split('href="'))


def test_a_preview_asks_the_same_queries_however_many_rows(
    clerk: Client, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    few, many = upload(clerk, AN, BAD), upload(clerk, *[(*AN[:1], f"Người {n}", *AN[2:]) for n in range(120)], BAD)
    for batch in (few, many):
        with django_assert_max_num_queries(40):  # type: ignore[attr-defined]
            page(clerk, batch)


def test_a_large_file_waits_for_the_worker(clerk: Client) -> None:
    rows = [("CPU-01", f"Người thứ {n} {n * n * 7919} {n * 104729}", *AN[2:]) for n in range(4_000)]
    batch = upload(clerk, *rows)
    assert batch.state == State.RECEIVED
    said = page(clerk, batch)
    assert "Đang chờ đến lượt" in said
    assert "Chưa thấy tiến trình nền" in said
    assert clerk.get(f"/admissions/import/{batch.uid}/progress/").status_code == 200
    act(clerk, batch, "stop")
    assert batch.state == State.CANCELLED


def test_the_file_is_named_as_it_was_sent(clerk: Client) -> None:
    name = "Kết nạp quý 3 <b>.xlsx"
    answer = clerk.post("/admissions/import/", {"kind": "admissions", "file": file_of(AN, name=name)})
    batch = ImportBatch.objects.get(uid=answer.headers["Location"].split("/")[3])
    assert "&lt;b&gt;" in page(clerk, batch)


def test_what_is_there_already_is_not_promised_to_be_written(clerk: Client) -> None:
    act(clerk, upload(clerk, AN, SON), "write")
    said = page(clerk, upload(clerk, AN, BAD))
    assert "1 trong 2 dòng đã có, chưa có gì để ghi" in said


def test_in_the_worker_a_batch_is_read_and_written_as_on_the_page(clerk: Client, binh: User) -> None:
    """The very functions that the worker runs; `tests/platform` shows that it runs what is queued, whoever is killed."""
    rows = [("CPU-01", f"Người thứ {n} {n * n * 7919} {n * 104729}", *AN[2:]) for n in range(4_000)]
    batch = upload(clerk, *rows)
    queued = ProcrastinateJob.objects.get()
    assert (queued.task_name, queued.args["pk"]) == ("admissions.read_batch", batch.pk)
    batches.read_into(batch, tasks.kind_of(batch))
    act(clerk, batch, "write")
    assert batch.state == State.WRITING
    assert "Đang ghi" in page(clerk, batch)
    assert not Admission.objects.exists()
    act(clerk, batch, "write")
    assert ProcrastinateJob.objects.filter(task_name="admissions.write_batch").count() == 1
    batches.write(batch, tasks.kind_of(batch), timezone.now())
    assert Admission.objects.count() == 4_000
    assert "Đã ghi 4.000 dòng" in page(clerk, batch)


def test_a_file_that_lacks_several_columns_is_told_of_each_of_them(clerk: Client) -> None:
    sent = file_of(AN[:3], headers=HEADERS[:3])
    answer = clerk.post("/admissions/import/", {"kind": "admissions", "file": sent})
    assert answer.status_code == 422
    for header in HEADERS[3:]:
        assert f"“{header}”" in answer.content.decode()
    assert not ImportBatch.objects.exists()
