"""Entering one person: checked as a row of a workbook, saved once however often it is sent, and nothing typed is lost."""

import re
import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts import drafts
from accounts.models import Draft, User
from admissions.entering import DRAFT
from admissions.lists import Stage
from admissions.models import Admission, Candidate
from tests.small_province import admit, prepare, tally
from units.models import Unit

SignIn = Callable[[User], Client]
ADDRESS = "/admissions/new/"
HTMX = {"HX-Request": "true"}
EARLIER = {Stage.LISTED: date(2023, 1, 5), Stage.AUTHORISED: date(2023, 8, 1)}


def filled(**other: Any) -> dict[str, Any]:
    """A form about a woman of Tổ dân phố 1, as a browser sends it."""
    said = {
        "unit": "Tổ dân phố 1", "unit_shown": "Tổ dân phố 1", "unit_code": "TAN-01",
        "name": "Nguyễn Thị Mai Lan", "birth": "12/03/1998", "sex": "FEMALE", "ethnicity": "Kinh", "religion": "Không",
        "general_education": "UPPER_SECONDARY", "qualification": "BACHELOR", "political_theory": "ELEMENTARY",
        "occupation": "PUBLIC_EMPLOYEE", "youth_union": "có", "readmission": "không", "sources": ["TEACHER", "STUDENT"],
        "decision_number": "318-QĐ/TU", "decided_on": "28/09/2023", "received_on": "29/09/2023", "admitted_on": "06/10/2023",
        "confirmed_on": "", "note": "", "twin_reason": "", "entry": str(uuid.uuid4()), "year": "2023", "then": "next",
    }  # fmt: skip
    return {**said, **other}


def the_only() -> Admission:
    return Admission.objects.get()


def errors(page: bytes) -> str:
    found = re.search(r'<div class="errs".*?</div>', page.decode(), flags=re.DOTALL)
    return re.sub(r"<[^>]+>", " ", found[0]) if found else ""


def test_every_field_is_kept_as_it_was_typed(signed_in: SignIn, ha: User) -> None:
    answer = signed_in(ha).post(ADDRESS, filled(note="Chuyển từ nơi khác", confirmed_on=""))
    assert (answer.status_code, answer["Location"]) == (302, f"{ADDRESS}?year=2023")
    record = the_only()
    assert (record.unit.code, record.name, record.birth, record.sex) == (
        "TAN-01",
        "Nguyễn Thị Mai Lan",
        "12/03/1998",
        "FEMALE",
    )
    assert (record.ethnicity, record.religion, record.occupation) == ("Kinh", "Không", "PUBLIC_EMPLOYEE")
    assert (record.general_education, record.qualification, record.political_theory) == (
        "UPPER_SECONDARY",
        "BACHELOR",
        "ELEMENTARY",
    )
    assert (record.youth_union, record.readmission, record.note) == (True, False, "Chuyển từ nơi khác")
    assert (record.decision_number, record.decided_on) == ("318-QĐ/TU", date(2023, 9, 28))
    assert (record.received_on, record.admitted_on, record.confirmed_on) == (date(2023, 9, 29), date(2023, 10, 6), None)
    assert {source.group for source in record.sources.all()} == {"TEACHER", "STUDENT"}


def test_the_next_form_has_the_unit_and_the_decision_and_nobody(signed_in: SignIn, ha: User) -> None:
    page = signed_in(ha).post(ADDRESS, filled(), follow=True).content.decode()
    for kept in ("318-QĐ/TU", "28/09/2023", "29/09/2023", "06/10/2023", "Tổ dân phố 1"):
        assert f'value="{kept}"' in page, kept
    assert re.search(r'<input type="text" name="name"(?![^>]*value=)[^>]*>', page)
    assert "12/03/1998" not in re.sub(r'data-previous="[^"]*"', "", page)
    assert "Đã lưu 1 người" in page
    assert '<b lang="vi">Nguyễn Thị Mai Lan</b>' in page


def test_save_and_close_leads_to_the_list_of_the_unit(signed_in: SignIn, ha: User) -> None:
    assert signed_in(ha).post(ADDRESS, filled(then="close"))["Location"] == "/admissions/?unit=TAN-01"


@pytest.mark.parametrize("name", ["decided_on", "received_on", "admitted_on"])
def test_day_and_month_are_completed_to_the_year_in_view(signed_in: SignIn, ha: User, name: str) -> None:
    days = {"decided_on": "1/10", "received_on": "2/10", "admitted_on": "3-10"}
    signed_in(ha).post(ADDRESS, filled(**days))
    assert getattr(the_only(), name) == date(2023, 10, {"decided_on": 1, "received_on": 2, "admitted_on": 3}[name])


def test_the_year_in_view_is_that_of_the_page(signed_in: SignIn, ha: User) -> None:
    days = {"decided_on": "1/10", "received_on": "", "admitted_on": ""}
    signed_in(ha).post(ADDRESS, filled(**days, year="2022"))
    assert the_only().decided_on == date(2022, 10, 1)
    assert 'name="year" value="2022"' in signed_in(ha).get(f"{ADDRESS}?year=2022").content.decode()


def test_a_birth_date_is_never_completed(signed_in: SignIn, ha: User) -> None:
    answer = signed_in(ha).post(ADDRESS, filled(birth="12/3"))
    assert answer.status_code == 422
    assert "Ngày sinh: Không đọc được ngày" in errors(answer.content)
    assert not Admission.objects.exists()


@pytest.mark.parametrize(("typed", "birth"), [("12031998", "12/03/1998"), ("1998", "1998"), ("3/1998", "03/1998")])
def test_a_birth_date_is_as_precise_as_it_is_typed(signed_in: SignIn, ha: User, typed: str, birth: str) -> None:
    signed_in(ha).post(ADDRESS, filled(birth=typed))
    assert the_only().birth == birth


def test_what_is_wrong_is_said_at_its_field_and_above_and_what_was_typed_stays(signed_in: SignIn, ha: User) -> None:
    answer = signed_in(ha).post(
        ADDRESS, filled(birth="30/02/1998", admitted_on="27/09/2023", sex="", note="giữ nguyên")
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    summary = errors(answer.content)
    assert "Ngày sinh: Không có ngày này trong lịch." in summary
    assert "Giới tính: Thiếu “Giới tính”." in summary
    assert "Ngày kết nạp: Ngày kết nạp (lễ) không được trước ngày quyết định, 28/09/2023." in summary
    assert 'href="#id_birth"' in page
    assert "Lỗi:" in page
    for typed in ("30/02/1998", "27/09/2023", "giữ nguyên", "Nguyễn Thị Mai Lan"):
        assert f'value="{typed}"' in page, typed
    assert not Admission.objects.exists()


def test_under_eighteen_is_refused_and_over_sixty_is_remarked(signed_in: SignIn, ha: User) -> None:
    client = signed_in(ha)
    assert "Chưa đủ 18 tuổi" in errors(client.post(ADDRESS, filled(birth="01/01/2006")).content)
    page = client.post(ADDRESS, filled(birth="01/01/1960"), follow=True).content.decode()
    assert "Trên 60 tuổi" in page
    assert "hãy ghi lý do vào Ghi chú" in page
    assert the_only().birth == "01/01/1960"


@pytest.mark.parametrize("typed", ["to dan pho 1", "TAN-01", "tan-01", "Chi bộ Tổ dân phố 1"])
def test_without_scripts_a_unit_is_typed_by_name_or_code(signed_in: SignIn, ha: User, typed: str) -> None:
    signed_in(ha).post(ADDRESS, filled(unit=typed, unit_shown="", unit_code=""))
    assert the_only().unit.code == "TAN-01"


def test_a_name_that_may_be_several_units_is_asked_about(signed_in: SignIn, binh: User) -> None:
    client, said = signed_in(binh), filled(unit="chi bo", unit_shown="", unit_code="")
    answer = client.post(ADDRESS, said)
    assert answer.status_code == 422
    assert "Có nhiều tổ chức như vậy; hãy chọn một." in errors(answer.content)
    offered = re.findall(r'name="unit_choice" id="[^"]+" value="([^"]+)"', answer.content.decode())
    assert offered == ["KBO-CB", "CPU-01", "CPU-02"]
    client.post(ADDRESS, {**said, "unit_choice": "CPU-02"})
    assert the_only().unit.code == "CPU-02"


def test_a_unit_whose_text_was_changed_is_not_the_one_chosen_before(signed_in: SignIn, binh: User) -> None:
    """Without scripts the code of the last choice is still in the form."""
    signed_in(binh).post(ADDRESS, filled(unit="thon 2", unit_shown="Buôn Khanh", unit_code="CPU-01"))
    assert the_only().unit.code == "CPU-02"


@pytest.mark.parametrize("unit", ["CPU-01", "NONE-01"])
def test_a_unit_outside_is_answered_as_one_that_nobody_has(signed_in: SignIn, ha: User, unit: str) -> None:
    answer = signed_in(ha).post(ADDRESS, filled(unit=unit, unit_shown=unit, unit_code=unit))
    assert answer.status_code == 422
    assert "Không có tổ chức mang mã này trong phạm vi của bạn." in errors(answer.content)
    assert "Khanh" not in answer.content.decode()
    assert not Admission.objects.exists()


def test_what_no_field_asks_is_not_taken(signed_in: SignIn, ha: User, units: dict[str, Unit]) -> None:
    more = {
        "uid": "0123456789ab",
        "void_reason": "x",
        "counted_on": "2020-01-01",
        "unit_id": units["KBO"].pk,
        "is_staff": "1",
    }
    signed_in(ha).post(ADDRESS, {**filled(), **more})
    record = the_only()
    assert (record.unit.code, record.void_reason, record.counted_on) == ("TAN-01", "", date(2023, 9, 28))
    assert record.uid != "0123456789ab"


def test_of_a_repeated_field_the_value_that_is_checked_is_the_one_that_is_saved(signed_in: SignIn, ha: User) -> None:
    signed_in(ha).post(ADDRESS, filled(unit_code=["CPU-01", "TAN-01"]))
    assert the_only().unit.code == "TAN-01"


# Once, however often it is sent ------------------------------------------------------------------------------------------


def test_a_form_sent_twice_is_saved_once_and_answered_the_same(signed_in: SignIn, ha: User) -> None:
    client, said = signed_in(ha), filled()
    first, second = client.post(ADDRESS, said), client.post(ADDRESS, said)
    assert (second.status_code, second["Location"]) == (first.status_code, first["Location"])
    the_only()
    assert "Đã lưu 1 người" in client.get(ADDRESS).content.decode()


def test_a_form_gone_back_to_and_filled_anew_is_not_lost_and_saves_with_the_next_press(
    signed_in: SignIn, ha: User
) -> None:
    client, said = signed_in(ha), filled()
    client.post(ADDRESS, said)
    answer = client.post(ADDRESS, {**said, "name": "Hồ Sỹ Nguyên", "sex": "MALE"})
    assert answer.status_code == 422
    assert "đã được lưu cho Nguyễn Thị Mai Lan" in errors(answer.content)
    key = re.findall(r'name="entry" value="([^"]+)"', answer.content.decode())[0]
    assert key != said["entry"]
    client.post(ADDRESS, {**said, "name": "Hồ Sỹ Nguyên", "sex": "MALE", "entry": key})
    assert set(Admission.objects.values_list("name", flat=True)) == {"Nguyễn Thị Mai Lan", "Hồ Sỹ Nguyên"}


def test_a_person_who_is_in_the_decision_already_is_not_entered_again_nor_changed(
    signed_in: SignIn, ha: User, units: dict[str, Unit]
) -> None:
    known = admit(
        units["TAN-01"],
        "NGUYỄN THỊ MAI LAN",
        date(2023, 9, 28),
        birth_date=date(1998, 3, 12),
        decision_number="318-QĐ/TU",
    )
    answer = signed_in(ha).post(ADDRESS, filled())
    assert answer.status_code == 422
    assert f"Người này (cùng họ tên, ngày sinh) đã có trong quyết định này. Bản ghi {known.uid}" in errors(
        answer.content
    )
    assert the_only().name == "NGUYỄN THỊ MAI LAN"


# People alike ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def like_named(units: dict[str, Unit]) -> Admission:
    return admit(
        units["TAN"], "Nguyễn Thị Mai Lan", date(2023, 5, 19), birth_date=date(1998, 3, 12), decision_number="7-QĐ/TU"
    )


def test_somebody_alike_is_shown_and_saved_only_with_a_reason(
    signed_in: SignIn, ha: User, like_named: Admission
) -> None:
    client, said = signed_in(ha), filled(name="NGUYEN THI MAI LAN")
    answer = client.post(ADDRESS, said)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Có thể trùng một người đã kết nạp." in page
    assert "<mark>Nguyễn Thị Mai Lan</mark>" in page
    assert "Ghi vì sao đây là người khác" in errors(answer.content)
    client.post(ADDRESS, {**said, "twin_reason": "Trùng tên, khác xã"})
    assert Admission.objects.get(decision_number="318-QĐ/TU").twin_reason == "Trùng tên, khác xã"


def test_a_reason_is_kept_only_where_somebody_is_alike(signed_in: SignIn, ha: User) -> None:
    signed_in(ha).post(ADDRESS, filled(twin_reason="thừa"))
    assert the_only().twin_reason == ""


def test_a_reason_that_is_too_long_is_said_to_be(signed_in: SignIn, ha: User, like_named: Admission) -> None:
    assert "quá 200" in errors(signed_in(ha).post(ADDRESS, filled(twin_reason="x" * 201)).content)


def test_somebody_alike_elsewhere_is_neither_shown_nor_in_the_way(
    signed_in: SignIn, ha: User, units: dict[str, Unit]
) -> None:
    admit(
        units["CPU-01"],
        "Nguyễn Thị Mai Lan",
        date(2023, 5, 19),
        birth_date=date(1998, 3, 12),
        decision_number="7-QĐ/HU",
    )
    client = signed_in(ha)
    answer = client.post(f"{ADDRESS}check/", filled(), headers=HTMX).content.decode()
    assert "Có thể trùng" not in answer
    assert "Buôn Khanh" not in answer
    assert client.post(ADDRESS, filled()).status_code == 302


def test_a_readmission_is_nobody_elses(signed_in: SignIn, ha: User, like_named: Admission) -> None:
    assert signed_in(ha).post(ADDRESS, filled(readmission="có")).status_code == 302


def test_a_candidate_becomes_the_admission(signed_in: SignIn, ha: User, units: dict[str, Unit]) -> None:
    prepare(units["TAN-01"], "Nguyễn Thị Mai Lan", EARLIER, birth_date=date(1998, 3, 12))
    client = signed_in(ha)
    assert "Người này đang trong nguồn." in client.post(f"{ADDRESS}check/", filled(), headers=HTMX).content.decode()
    client.post(ADDRESS, filled())
    assert Candidate.objects.get().admission == the_only()


# While somebody types ------------------------------------------------------------------------------------------------------


def test_a_moment_after_typing_the_draft_is_kept_and_the_time_told(signed_in: SignIn, ha: User) -> None:
    client = signed_in(ha)
    answer = client.post(f"{ADDRESS}check/", {"name": "Hồ Sỹ", "entry": str(uuid.uuid4())}, headers=HTMX)
    assert re.search(r"Đã lưu nháp [0-9]{2}:[0-9]{2}", answer.content.decode())
    page = client.get(ADDRESS).content.decode()
    assert 'value="Hồ Sỹ"' in page
    assert "Phiếu chưa lưu lúc" in page


def test_nothing_typed_is_no_draft(signed_in: SignIn, ha: User) -> None:
    signed_in(ha).post(f"{ADDRESS}check/", {"entry": str(uuid.uuid4()), "year": "2023"}, headers=HTMX)
    assert not Draft.objects.exists()


def test_what_lacks_is_not_reproached_before_saving_but_what_is_wrong_is(signed_in: SignIn, ha: User) -> None:
    said = {"name": "Hồ Sỹ", "birth": "31/02/1990", "decided_on": "99", "at": "decided_on"}
    answer = signed_in(ha).post(f"{ADDRESS}check/", said, headers=HTMX).content.decode()
    assert "Không có ngày này trong lịch." in answer
    assert "Thiếu" not in answer
    assert "Không đọc được ngày" not in answer


def test_somebody_alike_is_told_as_soon_as_name_and_birth_are_there(
    signed_in: SignIn, ha: User, like_named: Admission
) -> None:
    said = {"name": "nguyen thi mai lan", "birth": "12/03/1998"}
    answer = signed_in(ha).post(f"{ADDRESS}check/", said, headers=HTMX).content.decode()
    assert "Có thể trùng một người đã kết nạp." in answer


def test_a_draft_is_gone_once_it_is_saved_or_thrown_away(signed_in: SignIn, ha: User) -> None:
    client, said = signed_in(ha), filled()
    client.post(f"{ADDRESS}check/", said, headers=HTMX)
    client.post(ADDRESS, said)
    assert not Draft.objects.exists()
    client.post(f"{ADDRESS}check/", filled(name="Y Bhem"), headers=HTMX)
    assert client.post(ADDRESS, filled(name="Y Bhem", then="discard"))["Location"] == f"{ADDRESS}?unit=TAN-01&year=2023"
    assert not Draft.objects.exists()
    assert Admission.objects.count() == 1


def test_a_draft_that_comes_after_it_was_saved_is_not_offered_again(signed_in: SignIn, ha: User) -> None:
    """The answer to the last key may overtake the saving."""
    client, said = signed_in(ha), filled()
    client.post(ADDRESS, said)
    client.post(f"{ADDRESS}check/", said, headers=HTMX)
    assert "Phiếu chưa lưu lúc" not in client.get(ADDRESS).content.decode()


def test_another_accounts_draft_is_not_shown(signed_in: SignIn, ha: User, an: User) -> None:
    signed_in(ha).post(f"{ADDRESS}check/", filled(), headers=HTMX)
    assert "Mai Lan" not in signed_in(an).get(ADDRESS).content.decode()


def test_what_the_database_cannot_hold_is_no_reason_to_fail(signed_in: SignIn, ha: User) -> None:
    client = signed_in(ha)
    hostile = filled(name="A\0B" + "x" * 300, note="\ud83d", entry="không phải", year="٢٠٢٣", unit_choice="\0")
    hostile["note"] = "\u202e" + "x" * 600
    assert client.post(f"{ADDRESS}check/", hostile, headers=HTMX).status_code == 200
    assert client.post(ADDRESS, hostile).status_code == 422
    assert client.get(f"{ADDRESS}?year=99999&unit=%00").status_code == 200


# When the session has ended ------------------------------------------------------------------------------------------------


def ticket_of(user: User) -> dict[str, str]:
    return {drafts.FIELD: drafts.ticket(user, DRAFT)}


def test_a_form_sent_after_the_session_ended_is_there_after_signing_in(
    client: Client, signed_in: SignIn, ha: User
) -> None:
    answer = client.post(ADDRESS, filled(name="Đặng Thị Bích Ngọc") | ticket_of(ha))
    assert answer["Location"] == f"/accounts/login/?next={ADDRESS}"
    assert not Admission.objects.exists()
    assert 'value="Đặng Thị Bích Ngọc"' in signed_in(ha).get(ADDRESS).content.decode()


def test_nobody_else_who_signs_in_there_sees_it(client: Client, signed_in: SignIn, ha: User, an: User) -> None:
    client.post(ADDRESS, filled(name="Đặng Thị Bích Ngọc") | ticket_of(ha))
    assert "Bích Ngọc" not in signed_in(an).get(ADDRESS).content.decode()


def test_a_part_of_the_page_gets_401_and_what_was_typed_is_kept(client: Client, ha: User) -> None:
    answer = client.post(f"{ADDRESS}check/", filled() | ticket_of(ha), headers=HTMX)
    assert (answer.status_code, answer["X-Draft-Kept"]) == (401, "yes")
    assert Draft.objects.get().user == ha


@pytest.mark.parametrize("ticket", ["", "giả", "eyJhIjoxfQ:1x:y"])
def test_without_our_own_signature_nothing_is_kept(client: Client, ha: User, ticket: str) -> None:
    assert client.post(ADDRESS, filled() | {drafts.FIELD: ticket}).status_code == 302
    assert not Draft.objects.exists()


def test_a_page_from_before_the_last_sign_in_is_not_saved_and_not_lost(ha: User) -> None:
    """Signed in again in another page: the form's token is no longer ours, its text still is."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(ha, backend="django.contrib.auth.backends.ModelBackend")
    page = client.post(ADDRESS, filled() | ticket_of(ha), follow=True).content.decode()
    assert 'value="Nguyễn Thị Mai Lan"' in page
    assert "Trang vừa gửi đã cũ nên chưa lưu" in page
    assert client.post(f"{ADDRESS}check/", filled() | ticket_of(ha), headers=HTMX).status_code == 403
    assert client.post(ADDRESS, filled()).status_code == 403
    assert not Admission.objects.exists()


def test_a_form_of_one_sent_by_another_is_kept_for_the_one_and_not_saved(signed_in: SignIn, ha: User, an: User) -> None:
    client = signed_in(an)
    page = client.post(ADDRESS, filled() | ticket_of(ha), follow=True).content.decode()
    assert "Mai Lan" not in page
    assert "là của người dùng trước đó" in page
    assert not Admission.objects.exists()
    assert Draft.objects.get().user == ha
    assert client.post(f"{ADDRESS}check/", filled() | ticket_of(ha), headers=HTMX).status_code == 409


# What it costs -------------------------------------------------------------------------------------------------------------


def statements(client: Client, said: dict[str, Any], **more: Any) -> list[str]:
    """All that one POST asks of the database, the session and the account among it, beside beginning and ending transactions."""
    with CaptureQueriesContext(connection) as captured:
        assert client.post(ADDRESS, said, **more).status_code == 302
    asked = [re.sub(r"^SELECT set_config\('pghistory.*?true\); ", "", one["sql"]) for one in captured.captured_queries]
    return [sql for sql in asked if not sql.startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE SAVEPOINT"))]


def typed(**other: Any) -> dict[str, Any]:
    """As `filled`, from a page without scripts, where nothing was chosen from a list."""
    return filled(unit="to dan pho 1", unit_shown="", unit_code="", **other)


@pytest.mark.parametrize("scripts", [{"headers": HTMX}, {}], ids=["with scripts", "without"])
@pytest.mark.parametrize("said", [filled, typed])
def test_saving_takes_at_most_twelve_queries_whatever_is_recorded(
    signed_in: SignIn, ha: User, units: dict[str, Unit], said: Callable[..., dict[str, Any]], scripts: dict[str, Any]
) -> None:
    client = signed_in(ha)
    client.get(ADDRESS)
    few = statements(client, said(), **scripts)
    for n in range(30):
        admit(units["TAN-01"], f"Người {n}", date(2023, 5, 19), decision_number=f"{n}-QĐ/TU")
    tally(units["BMT"], date(2023, 6, 30), 9)
    tally(units["BMT"], date(2023, 9, 30), 9)
    again = statements(client, said(name="Hồ Sỹ Nguyên"), **scripts)
    prepare(units["TAN-01"], "Y Bhem Kbuôr", EARLIER, birth_date=date(1998, 3, 12))
    here = statements(client, said(name="Y Bhem Kbuôr"), **scripts)
    prepare(units["TAN"], "Y Thái Êban", EARLIER, birth_date=date(1998, 3, 12))
    beside = statements(client, said(name="Y Thái Êban"), **scripts)
    assert Candidate.objects.filter(admission__isnull=False).count() == 2
    assert len(few) == len(again) == len(here) < len(beside) <= 12, "\n".join(beside)


def test_a_page_takes_the_same_queries_however_many_were_entered(signed_in: SignIn, ha: User) -> None:
    client = signed_in(ha)
    counts = []
    for name in ("Một", "Hai", "Ba", "Bốn"):
        client.post(ADDRESS, filled(name=name))
        with CaptureQueriesContext(connection) as captured:
            client.get(ADDRESS)
        counts.append(len(captured))
    assert len(set(counts)) == 1, counts
