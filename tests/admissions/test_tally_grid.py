"""Results without names for many units at once: each cell by the rules of the sheet, all of it or what is right, nothing lost."""

import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Draft, User
from admissions.models import Tally
from tests.small_province import admit, move, tally
from units.models import Placement, Unit

BY_MONTHS = "/tallies/?unit=KBO&year=2023"
BY_FIGURES = "/tallies/?unit=KBO&by=figures&on=2023-09-30"
MARCH, JUNE, AUGUST, SEPTEMBER, TODAY = (
    date(2023, 3, 31),
    date(2023, 6, 30),
    date(2023, 8, 31),
    date(2023, 9, 30),
    date(2023, 10, 10),
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(binh: User, signed_in: Callable[[User], Client]) -> Client:
    return signed_in(binh)


def words(answer: Any) -> str:
    text = re.sub(r"<svg.*?</svg>|<script.*?</script>", "", answer.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text)).replace("&quot;", '"')


def says(answer: Any, name: str) -> str:
    """What stands below a cell."""
    found = re.search(rf'id="n-{re.escape(name)}">(.*?)</div>', answer.content.decode(), re.DOTALL)
    assert found, name
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[1])).strip()


def shows(answer: Any, name: str) -> str:
    """What stands in a cell."""
    found = re.search(rf'name="{re.escape(name)}" value="([^"]*)"', answer.content.decode())
    assert found, name
    return found[1]


def post(
    client: Client, texts: dict[str, str], *, to: str = BY_MONTHS, seen: dict[str, str] | None = None, **more: str
) -> Any:
    if seen is None:
        seen = {cell(one.unit.code, one.counted_on): str(one.quantity) for one in Tally.objects.select_related("unit")}
    return client.post(to, {**texts, "seen": json.dumps(seen), **more})


def cell(code: str, day: date) -> str:
    return f"{day.isoformat()}:{code}"


def kept() -> dict[tuple[str, date], int]:
    return {(one.unit.code, one.counted_on): one.quantity for one in Tally.objects.select_related("unit")}


def events() -> list[str]:
    """What history says was done to tallies."""
    kept = apps.get_model("admissions", "TallyEvent")._default_manager.order_by("pgh_id")
    return list(kept.values_list("pgh_label", flat=True))


# What the page shows


def test_the_unit_and_those_under_it_by_months_each_with_its_own_difference(
    desk: Client, units: dict[str, Unit]
) -> None:
    for day, quantity in ((date(2023, 1, 31), 2), (date(2023, 2, 28), 5), (date(2023, 4, 30), 9)):
        tally(units["CPU"], day, quantity)
    page = desk.get(BY_MONTHS)
    assert page.status_code == 200
    assert re.findall(r'data-row="([^"]+)"', page.content.decode()) == ["KBO", "KBO-CB", "CPU"]
    assert shows(page, cell("CPU", date(2023, 2, 28))) == "5"
    assert says(page, cell("CPU", date(2023, 1, 31))) == "+2"
    assert says(page, cell("CPU", date(2023, 2, 28))) == "+3"
    assert says(page, cell("CPU", date(2023, 4, 30))) == "+4 từ 28/02"
    assert says(page, cell("CPU", JUNE)) == ""


def test_the_running_month_goes_to_today_and_later_ones_are_closed_with_the_reason(desk: Client) -> None:
    page = desk.get(BY_MONTHS)
    assert "Tháng 10 đến 10/10/2023" in words(page)
    assert shows(page, cell("CPU", TODAY)) == ""
    assert words(page).count("Tháng này chưa đến.") == 3 * 2
    assert "2023-11-30:" not in page.content.decode()


def test_before_it_was_established_and_after_its_end_a_unit_is_closed(desk: Client, units: dict[str, Unit]) -> None:
    units["CPU"].established_on = date(2023, 3, 15)
    units["CPU"].dissolved_on = date(2023, 9, 1)
    units["CPU"].save()
    page = desk.get(BY_MONTHS)
    assert words(page).count("Thành lập ngày 15/03/2023.") == 2
    assert words(page).count("Giải thể ngày 01/09/2023.") == 2
    assert cell("CPU", AUGUST) in page.content.decode()


def test_a_fall_is_flagged(desk: Client, units: dict[str, Unit]) -> None:
    tally(units["CPU"], MARCH, 9)
    tally(units["CPU"], JUNE, 7)
    page = desk.get(BY_MONTHS)
    assert says(page, cell("CPU", JUNE)) == "giảm −2 từ 31/03"
    assert 'class="says warned" id="n-2023-06-30:CPU"' in page.content.decode()


def test_tallies_at_other_dates_stand_in_their_month_and_lead_to_their_own_grid(
    desk: Client, units: dict[str, Unit]
) -> None:
    tally(units["CPU"], date(2023, 9, 10), 4)
    tally(units["CPU"], SEPTEMBER, 6)
    page = desk.get(BY_MONTHS)
    assert says(page, cell("CPU", SEPTEMBER)) == "+2 từ 10/09 10/09: 4"
    assert "/tallies/?unit=KBO&amp;by=figures&amp;on=2023-09-10" in page.content.decode()
    assert shows(desk.get("/tallies/?unit=KBO&by=figures&on=2023-09-10"), "quantity:CPU") == "4"


def test_named_people_are_counted_beside_the_cell_by_the_month(desk: Client, units: dict[str, Unit]) -> None:
    admit(units["CPU-01"], "Nguyễn Văn A", date(2023, 3, 5))
    admit(units["CPU"], "Nguyễn Văn B", date(2023, 6, 1), decision_number="2")
    admit(units["CPU"], "Nguyễn Văn C", date(2022, 6, 1), decision_number="3")
    page = desk.get(BY_MONTHS)
    assert [says(page, cell("CPU", day)) for day in (date(2023, 2, 28), MARCH, JUNE)] == ["", "1 tên", "2 tên"]


def test_a_unit_that_left_during_the_year_is_still_there_for_who_may_record_for_it(
    an: User, signed_in: Callable[[User], Client], units: dict[str, Unit]
) -> None:
    move(units["CPU"], to=units["LAK"], on=date(2023, 7, 1))
    assert 'data-row="CPU"' in signed_in(an).get(BY_MONTHS).content.decode()


def test_a_unit_that_moved_out_of_reach_is_not(desk: Client, units: dict[str, Unit]) -> None:
    move(units["CPU"], to=units["LAK"], on=date(2023, 7, 1))
    assert 'data-row="CPU"' not in desk.get(BY_MONTHS).content.decode()


def test_a_viewer_reads_and_has_nothing_to_type_into(
    xem: User, signed_in: Callable[[User], Client], units: dict[str, Unit]
) -> None:
    tally(units["CPU"], JUNE, 7)
    page = signed_in(xem).get(BY_MONTHS)
    assert "7" in words(page)
    assert cell("CPU", JUNE) in page.content.decode()  # what stands below it
    assert f'name="{cell("CPU", JUNE)}"' not in page.content.decode()
    assert post(signed_in(xem), {cell("CPU", JUNE): "8"}).status_code == 404


def test_a_day_to_come_and_a_year_to_come_are_refused_with_a_sentence(desk: Client) -> None:
    page = desk.get("/tallies/?unit=KBO&by=figures&on=2023-10-11")
    assert page.status_code == 400
    assert "Ngày 11/10/2023 chưa đến; chỉ ghi được số liệu đến hôm nay, 10/10/2023." in words(page)
    assert desk.get("/tallies/?unit=KBO&year=2024").status_code == 400
    assert desk.get("/tallies/?unit=KBO&by=weeks").status_code == 400


# Saving


def test_cells_are_written_and_the_page_says_how_many(desk: Client) -> None:
    answer = post(desk, {cell("CPU", MARCH): "3", cell("CPU", JUNE): " 1.085 ", cell("KBO-CB", JUNE): "0"})
    assert answer.status_code == 302, words(answer)
    assert kept() == {("CPU", MARCH): 3, ("CPU", JUNE): 1085, ("KBO-CB", JUNE): 0}
    assert "Đã ghi 3 số liệu của Đảng bộ huyện Krông Bông." in words(desk.get(answer.url))


def test_sending_it_twice_writes_once(desk: Client) -> None:
    for _time in range(2):
        answer = post(desk, {cell("CPU", MARCH): "3"}, seen={})
        assert answer.status_code == 302
    assert "Không có ô nào thay đổi, nên không ghi gì." in words(desk.get(answer.url))
    assert events() == ["insert"]


def test_a_corrected_quantity_leaves_the_other_figures_alone(desk: Client, units: dict[str, Unit]) -> None:
    tally(units["CPU"], MARCH, 3, women=2, source="Báo cáo 12")
    post(desk, {cell("CPU", MARCH): "4"})
    one = Tally.objects.get()
    assert (one.quantity, one.women, one.source) == (4, 2, "Báo cáo 12")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("mười", "Phải là số nguyên, ví dụ 12 hoặc 1.994."),
        ("-1", "Không được là số âm."),
        ("2,5", "Phải là số nguyên, không có phần lẻ."),
        ("99999999999", "Lớn hơn 2.147.483.647, hãy xem lại."),
        ("1", "Nữ không được nhiều hơn Số kết nạp, 1."),
    ],
)
def test_a_wrong_cell_is_refused_at_its_place_and_what_was_typed_stays(
    desk: Client, units: dict[str, Unit], typed: str, sentence: str
) -> None:
    tally(units["CPU"], MARCH, 3, women=2)
    answer = post(desk, {cell("CPU", MARCH): typed, cell("KBO-CB", MARCH): "5"})
    assert answer.status_code == 422
    assert sentence in says(answer, cell("CPU", MARCH))
    assert f'<a href="#2023-03-31:CPU"><span lang="vi">Cư Pui</span>, Tháng 3: {sentence}' in answer.content.decode()
    assert shows(answer, cell("CPU", MARCH)) == typed
    assert shows(answer, cell("KBO-CB", MARCH)) == "5"
    assert "<title>Lỗi:" in answer.content.decode()
    assert kept() == {("CPU", MARCH): 3}


def test_the_right_cells_are_written_on_choice_and_the_others_stay_as_a_draft(desk: Client) -> None:
    answer = post(desk, {cell("CPU", MARCH): "ba", cell("KBO-CB", MARCH): "5", cell("KBO-CB", JUNE): "6"})
    assert "Ghi 2 ô đúng" in words(answer)
    texts = {cell("CPU", MARCH): "ba", cell("KBO-CB", MARCH): "5", cell("KBO-CB", JUNE): "6"}
    answer = post(desk, texts, save="good")
    assert answer.status_code == 302
    assert kept() == {("KBO-CB", MARCH): 5, ("KBO-CB", JUNE): 6}
    page = desk.get(answer.url)
    assert "1 ô chưa ghi được, còn trong bản nháp." in words(page)
    assert shows(page, cell("CPU", MARCH)) == "ba"
    assert "Phải là số nguyên" in says(page, cell("CPU", MARCH))


def test_a_second_unit_on_the_line_is_refused_at_its_cell_with_the_name_of_the_first(
    desk: Client, units: dict[str, Unit]
) -> None:
    tally(units["KBO"], MARCH, 5)
    answer = post(desk, {cell("CPU", JUNE): "3"})
    assert answer.status_code == 422
    assert "Đảng bộ huyện Krông Bông đã báo số liệu tổng hợp năm 2023; trên một tuyến" in says(
        answer, cell("CPU", JUNE)
    )


def test_of_two_on_a_line_typed_at_once_the_upper_one_stands_and_no_row_is_numbered(desk: Client) -> None:
    answer = post(desk, {cell("CPU", JUNE): "3", cell("KBO", JUNE): "9"})
    assert "Đảng bộ huyện Krông Bông đã báo" in says(answer, cell("CPU", JUNE))
    assert "hàng" not in says(answer, cell("CPU", JUNE))


def test_the_tallying_unit_changes_in_one_go(desk: Client, units: dict[str, Unit]) -> None:
    tally(units["KBO"], JUNE, 9)
    texts = {cell("KBO", JUNE): "", cell("CPU", JUNE): "5", cell("KBO-CB", JUNE): "4"}
    answer = post(desk, texts, withdraw=cell("KBO", JUNE))
    assert answer.status_code == 302, words(answer)
    assert kept() == {("CPU", JUNE): 5, ("KBO-CB", JUNE): 4}
    assert "Đã ghi 2 số liệu của Đảng bộ huyện Krông Bông. Đã rút 1 số liệu." in words(desk.get(answer.url))


def test_fewer_than_are_named_below_is_warned_of_and_still_written(desk: Client, units: dict[str, Unit]) -> None:
    admit(units["CPU-01"], "Nguyễn Văn A", date(2023, 5, 19))
    admit(units["CPU-02"], "Nguyễn Văn B", date(2023, 6, 30))
    answer = post(desk, {cell("CPU", JUNE): "1"})
    assert answer.status_code == 302
    said = words(desk.get(answer.url))
    assert "Cư Pui, Tháng 6: Ít hơn 2 người đã ghi tên ở các đơn vị bên dưới đến ngày đó" in said


# Emptied


def test_an_emptied_cell_is_shown_as_withdrawn_and_goes_once_that_is_said(desk: Client, units: dict[str, Unit]) -> None:
    tally(units["CPU"], JUNE, 7, women=3)
    answer = post(desk, {cell("CPU", JUNE): ""})
    assert answer.status_code == 422
    assert "Có số liệu bị xoá trắng: hãy xác nhận rút, hoặc gõ lại." in words(answer)
    assert "Cư Pui , đến 30/06/2023: 7 người" in words(answer)
    assert says(answer, cell("CPU", JUNE)) == "rút 7 Xoá trắng: số liệu này sẽ được rút khi lưu."
    assert kept() == {("CPU", JUNE): 7}
    answer = post(desk, {cell("CPU", JUNE): ""}, withdraw=f"{cell('CPU', JUNE)} ")
    assert answer.status_code == 302
    assert kept() == {}
    assert events() == ["insert", "deleted"]


def test_one_more_cell_emptied_since_is_asked_about_too(desk: Client, units: dict[str, Unit]) -> None:
    tally(units["CPU"], JUNE, 7)
    tally(units["CPU"], MARCH, 3)
    texts = {cell("CPU", JUNE): "", cell("CPU", MARCH): ""}
    assert post(desk, texts, withdraw=cell("CPU", JUNE)).status_code == 422
    assert len(kept()) == 2


# Two editors


def test_a_cell_changed_meanwhile_is_shown_with_who_and_what_and_either_can_be_chosen(
    desk: Client, an: User, units: dict[str, Unit], client: Client
) -> None:
    tally(units["CPU"], JUNE, 7)
    seen = {cell("CPU", JUNE): "7"}
    other = Client()
    other.force_login(an, backend="django.contrib.auth.backends.ModelBackend")
    assert post(other, {cell("CPU", JUNE): "8"}).status_code == 302

    answer = post(desk, {cell("CPU", JUNE): "9"}, seen=seen)
    assert answer.status_code == 422
    assert re.search(
        r"Nguyễn Thị An đã sửa ô này lúc \d\d:\d\d \d\d/\d\d\. Nay là 8\.", says(answer, cell("CPU", JUNE))
    )
    assert "Ghi 9 của tôi" in words(answer)
    assert "Giữ 8" in words(answer)
    assert kept() == {("CPU", JUNE): 8}

    choice = {f"choice:{cell('CPU', JUNE)}": "mine|8"}
    assert post(desk, {cell("CPU", JUNE): "9"}, seen=seen, **choice).status_code == 302
    assert kept() == {("CPU", JUNE): 9}
    assert post(desk, {cell("CPU", JUNE): "10"}, seen=seen, **choice).status_code == 422, "mine was said of 8, not of 9"
    choice = {f"choice:{cell('CPU', JUNE)}": "theirs|9"}
    assert post(desk, {cell("CPU", JUNE): "10"}, seen=seen, **choice).status_code == 302
    assert kept() == {("CPU", JUNE): 9}


def test_a_tally_withdrawn_or_written_by_a_command_meanwhile_has_nobodys_name(
    desk: Client, units: dict[str, Unit]
) -> None:
    one = tally(units["CPU"], JUNE, 7)
    one.delete()
    answer = post(desk, {cell("CPU", JUNE): "9"}, seen={cell("CPU", JUNE): "7"})
    assert says(answer, cell("CPU", JUNE)).endswith("Ô này vừa được sửa. Nay để trống.")


def test_what_somebody_else_did_to_cells_one_did_not_touch_stays(desk: Client, units: dict[str, Unit]) -> None:
    tally(units["CPU"], JUNE, 8)
    seen = {cell("CPU", JUNE): "7", cell("CPU", MARCH): "3"}
    texts = {cell("CPU", JUNE): "7", cell("CPU", MARCH): "3", cell("KBO-CB", MARCH): "1"}
    assert post(desk, texts, seen=seen).status_code == 302
    assert kept() == {("CPU", JUNE): 8, ("KBO-CB", MARCH): 1}


# By figures of one day


def test_the_figures_of_one_day_are_written_corrected_and_emptied(desk: Client) -> None:
    texts = {
        "quantity:CPU": "12",
        "women:CPU": "5",
        "minority:CPU": "",
        "youth_union:CPU": "0",
        "source:CPU": "Báo cáo 12",
    }
    assert post(desk, texts, to=BY_FIGURES, seen={}).status_code == 302
    one = Tally.objects.get()
    assert (one.counted_on, one.quantity, one.women, one.minority) == (SEPTEMBER, 12, 5, None)
    assert (one.youth_union, one.source) == (0, "Báo cáo 12")
    seen = {"quantity:CPU": "12", "women:CPU": "5", "youth_union:CPU": "0", "source:CPU": "Báo cáo 12"}
    assert post(desk, texts | {"women:CPU": "", "source:CPU": ""}, to=BY_FIGURES, seen=seen).status_code == 302
    one = Tally.objects.get()
    assert (one.quantity, one.women, one.youth_union, one.source) == (12, None, 0, "")


def test_a_part_larger_than_the_whole_is_refused_at_the_part_and_parts_without_a_whole_too(desk: Client) -> None:
    answer = post(desk, {"quantity:CPU": "3", "women:CPU": "4", "women:KBO-CB": "1"}, to=BY_FIGURES, seen={})
    assert answer.status_code == 422
    assert says(answer, "women:CPU") == "Nữ không được nhiều hơn Số kết nạp, 3."
    assert "Thiếu “Số kết nạp”." in says(answer, "quantity:KBO-CB")
    assert "dài" not in words(answer)
    answer = post(desk, {"quantity:CPU": "3", "source:CPU": "x" * 201}, to=BY_FIGURES, seen={})
    assert says(answer, "source:CPU") == "Dài 201 ký tự, quá 200."


def test_a_row_emptied_is_its_tally_withdrawn(desk: Client, units: dict[str, Unit]) -> None:
    tally(units["CPU"], SEPTEMBER, 12, women=5)
    seen = {"quantity:CPU": "12", "women:CPU": "5"}
    answer = post(desk, {"quantity:CPU": "", "women:CPU": ""}, to=BY_FIGURES, seen=seen)
    assert "Có số liệu bị xoá trắng" in words(answer)
    texts = {"quantity:CPU": "", "women:CPU": ""}
    assert post(desk, texts, to=BY_FIGURES, seen=seen, withdraw="quantity:CPU").status_code == 302
    assert kept() == {}


def test_the_difference_of_a_day_is_to_the_tally_before_it(desk: Client, units: dict[str, Unit]) -> None:
    tally(units["CPU"], AUGUST, 10)
    tally(units["CPU"], SEPTEMBER, 12)
    assert says(desk.get(BY_FIGURES), "quantity:CPU") == "+2 từ 31/08"


# As it is typed


def test_what_is_typed_is_checked_at_once_and_kept_as_a_draft(desk: Client, binh: User, units: dict[str, Unit]) -> None:
    tally(units["CPU"], MARCH, 3)
    address = BY_MONTHS.replace("/tallies/", "/tallies/check/")
    answer = post(desk, {cell("CPU", JUNE): "2", cell("KBO-CB", JUNE): "x", "row": "CPU"}, to=address)
    assert answer.status_code == 200
    assert says(answer, cell("CPU", JUNE)).startswith("giảm −1 từ 31/03 Số luỹ kế giảm: đến ngày 31/03/2023 đã là 3.")
    assert "Phải là số nguyên" in says(answer, cell("KBO-CB", JUNE))
    assert re.search(r"2 ô chưa lưu 1 ô cần sửa 1 ô nên xem lại Đã lưu nháp \d\d:\d\d", words(answer))
    assert kept() == {("CPU", MARCH): 3}
    page = desk.get(BY_MONTHS)
    assert re.search(r"Đang mở bản nháp lưu lúc \d\d:\d\d \d\d/\d\d/\d\d\d\d: 2 ô chưa ghi\.", words(page))
    assert shows(page, cell("CPU", JUNE)) == "2"
    assert Draft.objects.get().user == binh


def test_a_row_changed_back_is_answered_too_and_leaves_no_draft(desk: Client) -> None:
    address = BY_MONTHS.replace("/tallies/", "/tallies/check/")
    post(desk, {cell("CPU", JUNE): "2"}, to=address)
    answer = post(desk, {"row": "CPU"}, to=address)
    assert says(answer, cell("CPU", JUNE)) == ""
    assert "Chưa có ô nào thay đổi." in words(answer)
    assert not Draft.objects.exists()


def test_a_draft_can_be_thrown_away_and_is_gone_once_saved(desk: Client) -> None:
    address = BY_MONTHS.replace("/tallies/", "/tallies/check/")
    post(desk, {cell("CPU", JUNE): "2"}, to=address)
    assert post(desk, {cell("CPU", JUNE): "2"}, discard="1").status_code == 302
    assert not Draft.objects.exists()
    assert shows(desk.get(BY_MONTHS), cell("CPU", JUNE)) == ""
    post(desk, {cell("CPU", JUNE): "2"}, to=address)
    post(desk, {cell("CPU", JUNE): "2"})
    assert not Draft.objects.exists()
    assert kept() == {("CPU", JUNE): 2}


def test_a_draft_of_a_unit_that_moved_away_does_not_close_the_page(desk: Client, units: dict[str, Unit]) -> None:
    address = BY_MONTHS.replace("/tallies/", "/tallies/check/")
    post(desk, {cell("CPU", JUNE): "2"}, to=address)
    move(units["CPU"], to=units["LAK"], on=date(2023, 7, 1))
    assert desk.get(BY_MONTHS).status_code == 200


def test_what_is_sent_after_the_session_has_ended_is_there_again_after_signing_in(desk: Client, binh: User) -> None:
    ticket = re.search(r'name="draft_ticket" value="([^"]+)"', desk.get(BY_MONTHS).content.decode())
    assert ticket
    desk.logout()
    texts = {cell("CPU", JUNE): "2", "draft_ticket": ticket[1], "save": "all"}
    assert "/accounts/login/" in post(desk, texts).url
    assert kept() == {}
    desk.force_login(binh, backend="django.contrib.auth.backends.ModelBackend")
    page = desk.get(BY_MONTHS)
    assert shows(page, cell("CPU", JUNE)) == "2"
    assert "1 ô chưa ghi." in words(page)


def test_a_page_opened_yesterday_is_saved_for_yesterday(desk: Client) -> None:
    yesterday = date(2023, 10, 9)
    answer = post(desk, {cell("CPU", yesterday): "x"}, seen={})
    assert "Phải là số nguyên" in says(answer, cell("CPU", yesterday))
    assert post(desk, {cell("CPU", yesterday): "4"}, seen={}).status_code == 302
    assert kept() == {("CPU", yesterday): 4}


# Who may


@pytest.mark.parametrize("stranger", ["LAK", "TAN", "DLK", "CPU-01", "NONE"])
def test_one_cell_of_a_unit_that_is_not_ones_own_refuses_all(desk: Client, stranger: str) -> None:
    for to in (BY_MONTHS, BY_MONTHS.replace("/tallies/", "/tallies/check/")):
        answer = post(desk, {cell("CPU", JUNE): "2", cell(stranger, JUNE): "3"}, to=to)
        assert answer.status_code == 404
    assert kept() == {}
    assert not Draft.objects.exists()


def test_a_day_of_another_year_or_of_the_future_is_no_cell(desk: Client) -> None:
    assert post(desk, {cell("CPU", date(2022, 6, 30)): "2"}).status_code == 404
    answer = post(desk, {cell("CPU", date(2023, 12, 31)): "2"})
    assert answer.status_code == 422
    assert kept() == {}


@pytest.mark.parametrize("seen", ["", "[]", "{", '{"a": 1}', '"x"', "null"])
def test_a_page_that_does_not_say_what_it_showed_is_answered_with_a_sentence(desk: Client, seen: str) -> None:
    answer = desk.post(BY_MONTHS, {cell("CPU", JUNE): "2", "seen": seen})
    assert answer.status_code == 400
    assert "Trang gửi lên không đủ." in words(answer)


def test_hostile_texts_are_refused_or_kept_as_text(desk: Client) -> None:
    for text in ("\x00", "<script>alert(1)</script>", "=1+1", "𝟏𝟐", "１２", "²", "\ud800", "9" * 5000):
        answer = post(
            desk,
            {cell("CPU", JUNE): text.encode(errors="ignore").decode()},
            seen={"\x00": "\x00", cell("CPU", JUNE): "\ud800"},
        )
        assert answer.status_code in (302, 422), text
        assert "<script>alert" not in answer.content.decode()
    assert kept() == {}


# Size


def test_the_number_of_queries_does_not_grow_with_units_and_cells(desk: Client, units: dict[str, Unit]) -> None:
    def queries(code: str) -> tuple[int, int]:
        below = Unit.objects.filter(placements__parent=units[code]).values_list("code", flat=True)
        texts = {cell(one, day): "5" for one in below for day in (MARCH, JUNE)}
        with CaptureQueriesContext(connection) as shown:
            assert desk.get(f"/tallies/?unit={code}&year=2023").status_code == 200
        with CaptureQueriesContext(connection) as saved:
            assert post(desk, texts, to=f"/tallies/?unit={code}&year=2023").status_code == 302
        return len(shown), len(saved)

    few = queries("KBO")
    Tally.objects.all().delete()
    many = Unit.objects.bulk_create(
        Unit(code=f"CPU-9{n:03}", name=f"Chi bộ {n}", kind="CELL", sort_key=f"{n}") for n in range(100)
    )
    Placement.objects.bulk_create(Placement(unit=unit, parent=units["CPU"]) for unit in many)
    assert queries("CPU") == few


def test_the_list_and_the_import_page_lead_to_it(desk: Client, units: dict[str, Unit]) -> None:
    tally(units["CPU"], JUNE, 7)
    listed = desk.get("/admissions/?unit=KBO&year=2023").content.decode()
    assert 'href="/tallies/?unit=KBO&amp;year=2023"' in listed
    assert 'href="/tallies/?unit=KBO"' in desk.get("/admissions/import/?unit=KBO").content.decode()
