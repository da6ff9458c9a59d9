"""An officer sends the list of targets as it was printed, sees whether it adds up, answers what is asked, and issues it."""

import io
from collections.abc import Callable
from datetime import date
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import strip_tags
from openpyxl import load_workbook

from accounts.models import User
from targets import tasks
from targets.lists import State
from targets.models import Target, TargetDecision
from tests.admissions.import_batches import states
from tests.small_province import open_account
from tests.targets.target_lists import AS_PRINTED, HEADERS, PAPER, act, address, begun, paste, send
from units.lists import Kind, Role
from units.models import Placement, Unit
from workbooks import batches
from workbooks.models import ImportBatch
from workbooks.models import State as BatchState

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
SHORT = (*AS_PRINTED[:-1], (None, "Tổng cộng", 312))
"""Real printed lists do that."""


@pytest.fixture
def desk(an: User, signed_in: SignIn) -> Client:
    return signed_in(an)


def page(client: Client, batch: ImportBatch, query: str = "") -> str:
    answer = client.get(address(batch) + query)
    assert answer.status_code == 200
    return text_of(answer.content)


def text_of(content: bytes) -> str:
    return " ".join(unescape(strip_tags(content.decode())).split())


def given() -> dict[str, int | None]:
    return dict(Target.objects.filter(tier="ASSIGNED", category="TOTAL").values_list("unit__code", "quantity"))


def test_the_list_as_printed_is_looked_at_then_issued(desk: Client) -> None:
    batch = send(desk, *AS_PRINTED)
    assert states(batch) == {3: "NEW", 4: "NEW", 5: "NEW"}
    assert not TargetDecision.objects.exists()
    said = page(desk, batch)
    assert "Đảng bộ huyện Krông Bông" in said, "which unit a name was understood as"
    assert "Các dòng cộng lại đúng bằng dòng TỔNG CỘNG của danh sách." in said
    assert ": lệch" not in said
    answer = act(desk, batch, "write")
    assert answer.status_code == 302
    assert batch.state == BatchState.WRITTEN
    decision = TargetDecision.objects.get()
    assert (decision.state, decision.issuer.code, decision.year, decision.number) == (
        State.ISSUED, "DLK", 2023, "15-QĐ/TU"
    )  # fmt: skip
    assert (decision.issued_on, decision.effective_on) == (date(2023, 1, 10), date(2023, 1, 10))
    assert given() == {"BMT": 130, "KBO": 115, "LAK": 55}
    assert f'href="/targets/decisions/{decision.pk}/"' in desk.get(address(batch)).content.decode()


def test_a_block_is_pasted_as_it_was_copied(desk: Client) -> None:
    batch = paste(desk, "TT\tĐơn vị\tChỉ tiêu 2023\n1\tKrông Bông\t115\n2\tLắk\t55\nCộng\t\t170")
    assert states(batch) == {2: "NEW", 3: "NEW"}
    act(desk, batch, "write")
    assert given() == {"KBO": 115, "LAK": 55}


def test_a_headline_that_the_rows_do_not_add_up_to_is_told_with_both_numbers_and_asked_about(desk: Client) -> None:
    batch = send(desk, *SHORT)
    assert "Các dòng cộng lại 300, dòng Tổng cộng ghi 312: lệch 12." in page(desk, batch)
    answer = act(desk, batch, "write", reason="Còn 12 chưa phân bổ")
    assert answer.status_code == 422
    assert "Chọn cách xử lý" in text_of(answer.content)
    answer = act(desk, batch, "write", items="items")
    assert answer.status_code == 422
    assert "hãy ghi lý do" in text_of(answer.content)
    answer = act(desk, batch, "write", items="correct", reason="Còn 12")
    assert answer.status_code == 422
    assert 'value="Còn 12"' in answer.content.decode(), "nothing typed is lost"
    assert not TargetDecision.objects.exists()
    assert act(desk, batch, "write", items="items", reason="Còn 12 chưa phân bổ").status_code == 302
    assert TargetDecision.objects.get().reason == "Còn 12 chưa phân bổ"


def test_a_corrected_row_makes_the_list_add_up_and_nothing_is_asked(desk: Client) -> None:
    batch = send(desk, *SHORT)
    answer = act(desk, batch, "write", c_4_quantity="127")
    assert answer.status_code == 302, text_of(answer.content)
    assert given()["KBO"] == 127


def test_every_column_is_compared_with_its_own_headline(desk: Client) -> None:
    headers = ("Đơn vị", "Chỉ tiêu", "Phấn đấu", "Nữ")
    batch = send(desk, ("Krông Bông", 115, 120, 40), ("Lắk", 55, 60, 20), ("Toàn tỉnh", 170, 185, 60), headers=headers)
    said = page(desk, batch)
    assert "Phấn đấu: Các dòng cộng lại 180, dòng Toàn tỉnh ghi 185: lệch 5." in said
    assert said.count(": lệch") == 1


def test_of_a_list_in_groups_the_whole_is_compared_and_no_group_is_a_unit(desk: Client) -> None:
    rows = (
        ("I", "Khối huyện", 170),
        (1, "Krông Bông", 115),
        (2, "Lắk", 55),
        (None, "Cộng", 170),
        ("II", "Khối thành phố", 130),
        (3, "Buôn Ma Thuột", 130),
        (None, "Cộng", 130),
        (None, "Cộng", 300),
    )
    batch = send(desk, *rows)
    assert states(batch) == {3: "NEW", 4: "NEW", 7: "NEW"}
    assert "đúng bằng dòng Cộng" in page(desk, batch)
    without = send(desk, *rows[:-1])
    assert "đúng bằng dòng Cộng" in page(desk, without), "the groups together, where the whole has no row"


def test_a_difference_from_the_issuers_own_target_wants_a_reason_as_on_the_desk(desk: Client) -> None:
    batch = send(desk, ("", "Đảng bộ tỉnh Đắk Lắk", 320), *AS_PRINTED[1:])
    sentence = "Tổng chỉ tiêu giao cho cấp dưới là 300, khác chỉ tiêu của Đảng bộ tỉnh Đắk Lắk là 320."
    assert sentence in page(desk, batch)
    assert "đúng bằng dòng TỔNG CỘNG" in page(desk, batch), "the issuer's own row is none of the items"
    assert act(desk, batch, "write").status_code == 422
    assert act(desk, batch, "write", reason="Dự phòng 20").status_code == 302


def test_a_misspelt_name_is_corrected_where_it_stands(desk: Client) -> None:
    batch = send(desk, (1, "Huyện ủy Krông Bôngg", 115), (2, "Lắk", 55))
    assert states(batch) == {2: "BAD", 3: "NEW"}
    said = page(desk, batch)
    assert "Không có tổ chức tên này trực thuộc Đảng bộ tỉnh Đắk Lắk ngày 10/01/2023." in said
    assert "KBO (Đảng bộ huyện Krông Bông)" in said
    row = desk.post(address(batch) + "rows/2/", {"c-2-named": "Krông Bông", "rows": "2", "columns": "named,quantity"})
    assert row.status_code == 200
    assert 'id="imp-sums"' in row.content.decode(), "the sums are told again"
    assert states(batch) == {2: "NEW", 3: "NEW"}
    act(desk, batch, "write")
    assert given() == {"KBO": 115, "LAK": 55}


def test_a_suggested_unit_is_taken_by_one_press(desk: Client) -> None:
    batch = send(desk, (1, "Krông Bôngg", 115))
    act(desk, batch, "take 2 named KBO (Đảng bộ huyện Krông Bông)")
    assert states(batch) == {2: "NEW"}


def test_two_units_of_one_bare_name_are_told_apart_or_asked_about(desk: Client) -> None:
    town = Unit.objects.create(code="KBT", name="Đảng bộ thị xã Krông Bông", kind=Kind.UPPER_COMMITTEE)
    Placement.objects.create(unit=town, parent=Unit.objects.get(code="DLK"))
    Unit.objects.filter(code="KBO").update(short_name="")
    batch = send(desk, (1, "Krông Bông", 1), (2, "Huyện ủy Krông Bông", 2), (3, "TX Krông Bông", 3))
    assert states(batch) == {2: "BAD", 3: "NEW", 4: "NEW"}
    assert "Có nhiều tổ chức cùng tên này; hãy ghi mã." in page(desk, batch)


def test_a_code_beside_another_name_is_pointed_out(desk: Client) -> None:
    headers = ("Mã tổ chức", "Tên tổ chức", "Chỉ tiêu")
    batch = send(desk, ("KBO", "Huyện ủy Krông Bông", 115), ("LAK", "Buôn Ma Thuột", 55), headers=headers)
    assert states(batch) == {2: "NEW", 3: "BAD"}
    assert "Mã LAK là của «Đảng bộ huyện Lắk», khác tên ghi ở đây" in page(desk, batch)


def test_bad_rows_are_left_out_only_where_that_is_said(desk: Client) -> None:
    batch = send(desk, (1, "Krông Bông", 115), (2, "Lắk", -5))
    answer = act(desk, batch, "write")
    assert answer.status_code == 422
    assert "Còn 1 dòng lỗi" in text_of(answer.content)
    assert not TargetDecision.objects.exists()
    assert act(desk, batch, "write", partial="on").status_code == 302
    assert given() == {"KBO": 115}


def test_a_row_gone_bad_since_the_preview_issues_nothing(desk: Client) -> None:
    batch = send(desk, (1, "Krông Bông", 115), (2, "Lắk", 55))
    batches.start_writing(batch)
    Unit.objects.filter(code="LAK").update(dissolved_on=date(2023, 1, 1))
    batches.write(batch, tasks.kind_of(batch), batch.began_at)
    assert not TargetDecision.objects.exists()
    batch.refresh_from_db()
    assert batch.state == BatchState.READY
    assert states(batch) == {2: "NEW", 3: "BAD"}


def test_the_paper_is_corrected_beside_the_rows(desk: Client) -> None:
    batch = send(desk, *AS_PRINTED)
    assert act(desk, batch, "recheck", number="16-QĐ/TU", effective_on="01/02/2023").status_code == 302
    assert 'value="16-QĐ/TU"' in desk.get(address(batch)).content.decode()
    answer = act(desk, batch, "recheck", effective_on="01/01/2023")
    assert answer.status_code == 422
    assert "Ngày hiệu lực không được trước ngày ban hành." in text_of(answer.content)
    assert batch.beside["effective_on"] == "2023-02-01", "what cannot be is not kept"
    act(desk, batch, "write", number="16-QĐ/TU", effective_on="01/02/2023")
    assert TargetDecision.objects.get().effective_on == date(2023, 2, 1)


@pytest.mark.parametrize(
    ("paper", "told"),
    [
        ({"number": ""}, "Nhập số quyết định"),
        ({"issued_on": "31/02/2023"}, "Ghi ngày dạng dd/mm/yyyy"),
        ({"issued_on": "11/10/2023"}, "Ngày ban hành 11/10/2023 chưa đến."),
        ({"effective_on": "09/01/2023"}, "Ngày hiệu lực không được trước ngày ban hành."),
        ({"due_on": "09/01/2023"}, "Thời hạn không được trước ngày hiệu lực."),
    ],
)
def test_a_paper_that_cannot_be_is_told_and_the_block_is_not_lost(
    desk: Client, paper: dict[str, str], told: str
) -> None:
    answer = desk.post("/targets/DLK/2023/import/", {**PAPER, **paper, "pasted": "Đơn vị\tChỉ tiêu\nLắk\t55"})
    assert answer.status_code == 422
    assert told in text_of(answer.content)
    assert "Lắk\t55" in answer.content.decode()
    assert not ImportBatch.objects.exists()


def test_an_empty_form_says_what_is_missing(desk: Client) -> None:
    answer = desk.post("/targets/DLK/2023/import/", PAPER)
    assert answer.status_code == 422
    assert "Chọn một tệp Excel (.xlsx), hoặc dán" in text_of(answer.content)


def test_a_second_decision_of_the_same_number_is_refused_row_by_row(desk: Client) -> None:
    act(desk, send(desk, *AS_PRINTED), "write")
    again = send(desk, *AS_PRINTED)
    assert set(states(again).values()) == {"UNCHANGED"}
    other = send(desk, *AS_PRINTED[:2], (2, "Krông Bông", 116), *AS_PRINTED[3:])
    assert states(other)[4] == "BAD"
    assert "đã ban hành nên không sửa được" in page(desk, other)
    assert TargetDecision.objects.count() == 1


def test_an_own_export_goes_in_again_without_a_change(desk: Client) -> None:
    act(desk, send(desk, *AS_PRINTED[:-2]), "write")
    headers = ("Đơn vị", "Chỉ tiêu", "Phấn đấu", "Thời hạn riêng", "Nữ")
    more = send(desk, ("Krông Bông", 116, 120, "15/11/2023", 40), headers=headers, paper={**PAPER, "number": "16"})
    act(desk, more, "write", number="16")
    export = desk.get("/targets/DLK/2023/targets.xlsx")
    assert export.status_code == 200
    file = SimpleUploadedFile("lai.xlsx", export.content)
    again = begun(desk.post("/targets/DLK/2023/import/", {**PAPER, "number": "17", "file": file}))
    assert set(states(again).values()) == {"UNCHANGED"}
    said = page(desk, again)
    assert "cả 2 dòng đã có, không có gì để ghi" in said
    assert "1 hàng mới có phần ghi sẵn" in said, "Lắk was given nothing: a blank row, not 0"
    assert "Ban hành với" not in said


def test_an_export_changed_in_one_row_issues_that_row_alone(desk: Client) -> None:
    act(desk, send(desk, *AS_PRINTED), "write")
    book = load_workbook(io.BytesIO(desk.get("/targets/DLK/2023/targets.xlsx").content))
    sheet = book.active
    assert sheet is not None
    header = next(row for row in sheet.iter_rows() if any(cell.value == "Chỉ tiêu" for cell in row))
    column = [cell.value for cell in header].index("Chỉ tiêu") + 1
    sheet.cell((header[0].row or 0) + 1, column).value = 131
    stream = io.BytesIO()
    book.save(stream)
    file = SimpleUploadedFile("sua.xlsx", stream.getvalue())
    batch = begun(desk.post("/targets/DLK/2023/import/", {**PAPER, "number": "18", "file": file}))
    assert sorted(states(batch).values()) == ["CHANGED", "UNCHANGED", "UNCHANGED"]
    assert "Chỉ tiêu: 115 → 131" in page(desk, batch)
    act(desk, batch, "write", number="18")
    assert list(TargetDecision.objects.get(number="18").lines.values_list("quantity", flat=True)) == [131]


def test_from_a_page_of_some_rows_it_is_asked_and_issued_as_from_the_first(desk: Client) -> None:
    batch = send(desk, *SHORT)
    answer = desk.post(address(batch) + "?show=good", {"do": "write"})
    assert answer.status_code == 422
    assert "Chọn cách xử lý" in text_of(answer.content)
    assert 'name="items"' in answer.content.decode()
    act(desk, batch, "recheck", items="items", reason="Còn 12")
    assert desk.post(address(batch) + "?show=good", {"do": "write"}).status_code == 302
    assert TargetDecision.objects.get().reason == "Còn 12"


def test_the_template_names_the_units_and_waits_for_numbers(desk: Client) -> None:
    answer = desk.get("/targets/DLK/2023/targets.xlsx?template")
    sheet = load_workbook(io.BytesIO(answer.content))["Chỉ tiêu"]
    rows = list(sheet.iter_rows(min_row=2, max_col=5, values_only=True))
    assert [row[0] for row in rows] == ["KBO", "LAK", "BMT"]
    assert {row[4] for row in rows} == {None}
    refused = desk.post("/targets/DLK/2023/import/", {**PAPER, "file": SimpleUploadedFile("m.xlsx", answer.content)})
    assert refused.status_code == 422
    sheet["E2"] = 115
    stream = io.BytesIO()
    book = sheet.parent
    assert book is not None
    book.save(stream)
    filled = SimpleUploadedFile("m.xlsx", stream.getvalue())
    batch = begun(desk.post("/targets/DLK/2023/import/", {**PAPER, "file": filled}))
    assert states(batch) == {2: "NEW"}


def test_what_was_issued_is_not_undone_here_but_withdrawn_on_its_page(desk: Client) -> None:
    batch = send(desk, *AS_PRINTED)
    act(desk, batch, "write")
    assert "Hoàn tác" not in page(desk, batch)
    act(desk, batch, "undo")
    assert batch.state == BatchState.WRITTEN
    assert TargetDecision.objects.get().state == State.ISSUED


def test_a_batch_is_its_owners_at_its_own_unit_and_year(desk: Client, chi: User, binh: User, signed_in: SignIn) -> None:
    batch = send(desk, *AS_PRINTED)
    for elsewhere in (f"/targets/KBO/2023/import/{batch.uid}/", f"/targets/DLK/2022/import/{batch.uid}/"):
        assert desk.get(elsewhere).status_code == 404
    assert desk.get(f"/admissions/import/{batch.uid}/").status_code == 404
    assert "chi-tieu.xlsx" not in desk.get("/admissions/import/").content.decode()
    assert "chi-tieu.xlsx" in desk.get("/targets/DLK/2023/import/").content.decode()
    second = open_account("hai", Unit.objects.get(code="DLK"), Role.OFFICER)
    for user in (chi, binh, second):
        assert signed_in(user).get(address(batch)).status_code == 404


def test_a_clerk_drafts_but_imports_no_decision(ha: User, signed_in: SignIn) -> None:
    client = signed_in(ha)
    assert client.get("/targets/TAN/2023/import/").status_code == 404
    assert "/targets/TAN/2023/import/" not in client.get("/targets/TAN/2023/").content.decode()
    assert client.get("/targets/TAN/2023/targets.xlsx").status_code == 200


def test_a_district_imports_its_own_list(binh: User, signed_in: SignIn) -> None:
    client = signed_in(binh)
    batch = send(client, (1, "Đảng ủy xã Cư Pui", 9), (2, "Lắk", 3), headers=HEADERS, issuer="KBO")
    assert states(batch) == {2: "NEW", 3: "BAD"}


def test_a_preview_asks_the_same_queries_however_many_rows(desk: Client) -> None:
    def queries(batch: ImportBatch) -> int:
        with CaptureQueriesContext(connection) as caught:
            page(desk, batch)
        return len(caught)

    few, many = send(desk, AS_PRINTED[1]), send(desk, *AS_PRINTED)
    queries(few)
    assert queries(few) == queries(many)


def test_an_export_asks_the_same_queries_however_many_units(desk: Client, units: dict[str, Unit]) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            desk.get("/targets/DLK/2023/targets.xlsx")
        return len(caught)

    act(desk, send(desk, *AS_PRINTED), "write")
    queries()
    before = queries()
    for number in range(20):
        unit = Unit.objects.create(code=f"X-{number}", name=f"Đảng bộ {number}", kind=Kind.UPPER_COMMITTEE)
        Placement.objects.create(unit=unit, parent=units["DLK"])
    assert queries() == before


def test_in_the_worker_a_list_is_read_and_issued_as_on_the_page(an: User) -> None:
    source = "Đơn vị\tChỉ tiêu\nKrông Bông\t115\nLắk\t55".encode()
    paper = {"issuer": Unit.objects.get(code="DLK").pk, "year": 2023, "number": "1", "issued_on": "2023-01-10"}
    beside = {**paper, "effective_on": "2023-01-10", "due_on": None, "reason": ""}
    batch = batches.begin(an, "targets", source, "", timezone.now(), beside, whole=True)
    batches.read_into(batch, tasks.kind_of(batch))
    batches.start_writing(batch)
    batches.write(batch, tasks.kind_of(batch), batch.began_at)
    assert given() == {"KBO": 115, "LAK": 55}


def test_in_the_worker_who_lost_the_role_issues_nothing(an: User, desk: Client) -> None:
    batch = send(desk, *AS_PRINTED)
    batches.start_writing(batch)
    an.assignments.update(role=Role.CLERK)
    batches.write(batch, tasks.kind_of(batch), batch.began_at)
    assert not TargetDecision.objects.exists()


@pytest.mark.parametrize("year", [0, 1929, 2025, 99999])
def test_a_year_nobody_gives_targets_for_has_neither_page_nor_workbook(desk: Client, year: int) -> None:
    assert desk.get(f"/targets/DLK/{year}/import/").status_code == 404
    assert desk.get(f"/targets/DLK/{year}/targets.xlsx").status_code == 404
