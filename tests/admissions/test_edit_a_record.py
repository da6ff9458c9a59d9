"""Correcting one record: by the rules of entering, inside the scope, and never over what somebody else has changed meanwhile."""

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils.html import strip_tags

from accounts import drafts
from accounts.models import Draft, User
from admissions.lists import SourceGroup
from admissions.models import Admission, AdmissionSource
from tests.small_province import admit, open_account
from units.lists import Role
from units.models import Unit

SignIn = Callable[[User], Client]

MARCH = date(2023, 3, 1)


@pytest.fixture
def lan(units: dict[str, Unit]) -> Admission:
    found = admit(units["CPU-01"], "H'Lan Byă", MARCH, birth_date=date(1990, 2, 3), note="Hồ sơ giấy")
    AdmissionSource.objects.create(admission=found, group=SourceGroup.TEACHER)
    return found


@pytest.fixture
def hung(units: dict[str, Unit]) -> User:
    """Another one who records for Krông Bông."""
    return open_account("hung", units["KBO"], Role.CLERK, full_name="Y Hùng")


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def fields_of(page: str) -> dict[str, list[str]]:
    """What the form of a page would send, as a browser reads it."""
    form = page.split('id="edit"')[1].split("</form>")[0]
    found: dict[str, list[str]] = {}

    def say(name: str, value: str) -> None:
        if name not in ("csrfmiddlewaretoken", "draft_ticket"):
            found.setdefault(name, []).append(unescape(value))

    for tag in re.findall(r"<input[^>]*>", form):
        name, kind = re.search(r'name="([^"]*)"', tag), re.search(r'type="([^"]*)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        if (
            name
            and kind
            and (kind[1] not in ("radio", "checkbox") or "checked" in tag.split()[-1] or " checked" in tag)
        ):
            say(name[1], value[1] if value else "")
    for name_of, options in re.findall(r'<select name="([^"]*)".*?>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        say(name_of, chosen[1] if chosen else "")
    return found


def opened(client: Client, record: Admission) -> dict[str, list[str]]:
    response = client.get(f"/admissions/{record.uid}/edit/")
    assert response.status_code == 200
    return fields_of(response.content.decode())


def save(client: Client, record: Admission, fields: dict[str, list[str]], **typed: Any) -> Any:
    return client.post(f"/admissions/{record.uid}/edit/", {**fields, **typed})


def words(response: Any) -> str:
    return unescape(" ".join(strip_tags(response.content.decode().replace("<", " <")).split()))


def test_saved_as_it_was_opened_nothing_changes(signed_in: SignIn, binh: User, lan: Admission) -> None:
    client = signed_in(binh)
    response = save(client, lan, opened(client, lan))
    assert response.status_code == 302
    assert "Không có gì thay đổi" in words(client.get(response["Location"]))
    again = Admission.objects.get(pk=lan.pk)
    assert {field.name: getattr(again, field.name) for field in lan._meta.fields} == {
        field.name: getattr(lan, field.name) for field in lan._meta.fields
    }
    assert lan.sources.get().group == SourceGroup.TEACHER


def test_what_is_typed_is_saved_and_what_is_emptied_is_unknown(signed_in: SignIn, binh: User, lan: Admission) -> None:
    client = signed_in(binh)
    typed = {
        "birth": "04021990",
        "note": "",
        "sources": ["MILITIA", "STUDENT"],
        "received_on": "5/3",
        "youth_union": "không",
    }
    response = save(client, lan, opened(client, lan), **typed)
    assert response["Location"] == f"/admissions/{lan.uid}/"
    lan.refresh_from_db()
    assert (lan.birth_date, lan.note, lan.received_on, lan.youth_union) == (
        date(1990, 2, 4),
        "",
        date(2023, 3, 5),
        False,
    )
    assert set(lan.sources.values_list("group", flat=True)) == {"MILITIA", "STUDENT"}


def test_the_rules_of_entering_hold_and_what_was_typed_stays(signed_in: SignIn, binh: User, lan: Admission) -> None:
    client = signed_in(binh)
    typed = {"name": "", "birth": "31/02/1990", "admitted_on": "01/02/2023", "note": "gõ dở"}
    response = save(client, lan, opened(client, lan), **typed)
    assert response.status_code == 422
    said = words(response)
    assert "Lỗi: Sửa kết nạp" in said
    assert "Không có ngày này trong lịch." in said
    assert "Ngày kết nạp (lễ) không được trước ngày quyết định, 01/03/2023." in said
    assert 'value="gõ dở"' in response.content.decode()
    lan.refresh_from_db()
    assert lan.name == "H'Lan Byă"


def test_moving_to_another_unit_is_asked_about_once(
    signed_in: SignIn, binh: User, lan: Admission, units: dict[str, Unit]
) -> None:
    client = signed_in(binh)
    asked = save(client, lan, opened(client, lan), unit="Thôn 2", unit_code="", unit_shown="")
    assert asked.status_code == 422
    assert "lưu thì chuyển sang Chi bộ thôn 2" in words(asked)
    lan.refresh_from_db()
    assert lan.unit == units["CPU-01"]
    assert save(client, lan, fields_of(asked.content.decode())).status_code == 302
    lan.refresh_from_db()
    assert lan.unit == units["CPU-02"]


@pytest.mark.parametrize("code", ["LAK-01", "NOWHERE"])
def test_it_cannot_move_out_of_the_scope(signed_in: SignIn, binh: User, lan: Admission, code: str) -> None:
    client = signed_in(binh)
    response = save(client, lan, opened(client, lan), unit="x", unit_shown="x", unit_code=code, moves_to=code)
    assert response.status_code == 422
    assert "Không có tổ chức mang mã này trong phạm vi của bạn." in words(response)


def test_nobody_edits_outside_his_scope(signed_in: SignIn, chi: User, xem: User, binh: User, lan: Admission) -> None:
    fields = opened(client_of(binh), lan)
    for user in (chi, xem):
        client = client_of(user)
        assert client.get(f"/admissions/{lan.uid}/edit/").status_code == 404
        assert save(client, lan, fields, note="x").status_code == 404
    lan.refresh_from_db()
    assert lan.note == "Hồ sơ giấy"


def test_a_request_says_no_more_than_the_form(signed_in: SignIn, binh: User, lan: Admission) -> None:
    client = signed_in(binh)
    fields = opened(client, lan)
    save(
        client,
        lan,
        fields,
        note="mới",
        uid="000000000000",
        voided_at="2023-01-01",
        counted_on="2020-01-01",
        void_reason="x",
    )
    lan.refresh_from_db()
    assert (lan.note, lan.voided_at, lan.counted_on) == ("mới", None, MARCH)


def test_a_void_record_is_not_edited(signed_in: SignIn, binh: User, lan: Admission) -> None:
    client = signed_in(binh)
    fields = opened(client, lan)
    client.post(f"/admissions/{lan.uid}/void/", {"reason": "Nhập nhầm"})
    response = save(client, lan, fields, note="gõ sau khi huỷ")
    assert response.status_code == 422
    assert "Trần Văn Bình huỷ lúc" in words(response)
    assert "hãy nhập một kết nạp mới" in words(response)
    assert 'value="gõ sau khi huỷ"' in response.content.decode()
    assert client.get(f"/admissions/{lan.uid}/edit/")["Location"] == f"/admissions/{lan.uid}/"
    lan.refresh_from_db()
    assert lan.note == "Hồ sơ giấy"


def test_fields_that_only_one_of_two_changed_are_both_kept_and_told(binh: User, hung: User, lan: Admission) -> None:
    first, second = client_of(hung), client_of(binh)
    fields = opened(second, lan)
    save(first, lan, opened(first, lan), ethnicity="Êđê", sources=["MILITIA"])
    response = save(second, lan, fields, note="của Bình")
    assert response.status_code == 302
    lan.refresh_from_db()
    assert (lan.ethnicity, lan.note) == ("Êđê", "của Bình")
    assert lan.sources.get().group == "MILITIA"
    said = words(second.get(response["Location"]))
    assert "Giữ cả thay đổi của Y Hùng: Dân tộc: Kinh → Êđê." in said
    assert "Giữ cả thay đổi của Y Hùng: Đối tượng: Giáo viên → Dân quân tự vệ." in said


@pytest.fixture
def both(binh: User, hung: User, lan: Admission) -> tuple[Client, Any]:
    """Bình's client and the page he gets: Hùng has changed name, note and sex, and Bình now sends name, note and ethnicity."""
    first, second = client_of(hung), client_of(binh)
    fields = opened(second, lan)
    save(first, lan, opened(first, lan), name="H'Lan Byă Hùng", note="của Hùng", sex="MALE")
    return second, save(second, lan, fields, name="H'Lan Byă Bình", note="của Bình", ethnicity="Êđê")


def test_where_both_changed_a_field_nothing_is_written_and_the_second_sees_who_what_when(
    both: tuple[Client, Any], lan: Admission
) -> None:
    _client, response = both
    assert response.status_code == 422
    said = words(response)
    assert "có người vừa sửa bản ghi này" in said
    assert re.search(
        r"Họ và tên Khi bạn mở phiếu: H'Lan Byă H'Lan Byă Hùng – của Y Hùng , sửa lúc \d\d:\d\d \d\d/\d\d/\d{4} H'Lan Byă Bình – của bạn",
        said,
    ), said
    assert "Giới tính: Nữ → Nam" in said
    lan.refresh_from_db()
    assert (lan.name, lan.note, lan.ethnicity) == ("H'Lan Byă Hùng", "của Hùng", "Kinh")


def test_he_chooses_field_by_field(both: tuple[Client, Any], lan: Admission) -> None:
    client, response = both
    fields = fields_of(response.content.decode())
    assert fields["conflict"] == ["name", "note"]
    assert not [name for name in fields if name.startswith("choose")]
    sent = save(client, lan, fields, **{"choose-name": "theirs", "choose-note": "mine"})
    assert sent.status_code == 302
    lan.refresh_from_db()
    assert (lan.name, lan.note, lan.ethnicity, lan.sex) == ("H'Lan Byă Hùng", "của Bình", "Êđê", "MALE")


def test_what_he_did_not_choose_is_asked_again_and_what_he_chose_is_kept(
    both: tuple[Client, Any], lan: Admission
) -> None:
    client, response = both
    again = save(client, lan, fields_of(response.content.decode()), **{"choose-name": "theirs"})
    assert again.status_code == 422
    fields = fields_of(again.content.decode())
    assert fields["conflict"] == ["note"]
    assert fields["name"] == ["H'Lan Byă Hùng"]
    assert "của Y Hùng , sửa lúc" in words(again)
    assert save(client, lan, fields, **{"choose-note": "theirs"}).status_code == 302
    lan.refresh_from_db()
    assert (lan.name, lan.note, lan.ethnicity) == ("H'Lan Byă Hùng", "của Hùng", "Êđê")


def test_a_third_change_while_he_chooses_is_asked_about_too(
    both: tuple[Client, Any], hung: User, lan: Admission
) -> None:
    client, response = both
    third = client_of(hung)
    save(third, lan, opened(third, lan), note="của Hùng, lần hai")
    choices = {"choose-name": "mine", "choose-note": "mine"}
    again = save(client, lan, fields_of(response.content.decode()), **choices)
    assert again.status_code == 422
    assert "của Hùng, lần hai" in words(again)
    lan.refresh_from_db()
    assert (lan.name, lan.note) == ("H'Lan Byă Hùng", "của Hùng, lần hai")


def test_the_same_change_twice_is_no_conflict(binh: User, hung: User, lan: Admission) -> None:
    first, second = client_of(hung), client_of(binh)
    fields = opened(second, lan)
    save(first, lan, opened(first, lan), birth="04/02/1990")
    assert save(second, lan, fields, birth="04021990").status_code == 302


@pytest.mark.parametrize(
    "version", ["", "0.0", "x", "99999999999999999999.1", "99999999999.99999999999", "-1.-1", "٣.٣"]
)
def test_a_form_of_no_version_overwrites_nothing(signed_in: SignIn, binh: User, lan: Admission, version: str) -> None:
    client = signed_in(binh)
    fields = opened(client, lan)
    response = save(client, lan, fields, note="đè", version=version, since=version)
    assert response.status_code == 422
    lan.refresh_from_db()
    assert lan.note == "Hồ sơ giấy"


def test_a_clerk_sees_his_conflict_though_not_the_history(ha: User, units: dict[str, Unit]) -> None:
    person = admit(units["TAN-01"], "Lý A", MARCH)
    other = open_account("lien", units["TAN"], Role.CLERK, full_name="Nguyễn Liên")
    first, second = client_of(other), client_of(ha)
    fields = opened(second, person)
    save(first, person, opened(first, person), note="của Liên")
    assert "của Nguyễn Liên , sửa lúc" in words(save(second, person, fields, note="của Hà"))


def test_what_was_typed_before_the_session_ended_is_there_after_signing_in(binh: User, lan: Admission) -> None:
    client = client_of(binh)
    fields = opened(client, lan)
    ticket = drafts.ticket(binh, f"admission/{lan.uid}")
    assert save(Client(), lan, fields, note="gõ trước khi hết phiên", draft_ticket=ticket).status_code == 302
    page = client.get(f"/admissions/{lan.uid}/edit/")
    assert "Nội dung bạn gõ lúc" in words(page)
    kept = fields_of(page.content.decode())
    assert kept["note"] == ["gõ trước khi hết phiên"]
    assert save(client, lan, kept).status_code == 302
    lan.refresh_from_db()
    assert lan.note == "gõ trước khi hết phiên"
    assert not Draft.objects.exists()


def test_what_was_kept_can_be_thrown_away(binh: User, lan: Admission) -> None:
    client = client_of(binh)
    drafts.keep(binh.pk, f"admission/{lan.uid}", {"note": ["bỏ đi"]})
    client.post(f"/admissions/{lan.uid}/edit/", {"then": "discard"})
    assert opened(client, lan)["note"] == ["Hồ sơ giấy"]


def test_a_form_of_somebody_else_is_kept_for_him_and_not_written(binh: User, hung: User, lan: Admission) -> None:
    client = client_of(binh)
    fields = opened(client, lan)
    ticket = drafts.ticket(hung, f"admission/{lan.uid}")
    assert save(client, lan, fields, note="của Hùng", draft_ticket=ticket).status_code == 302
    lan.refresh_from_db()
    assert lan.note == "Hồ sơ giấy"
    assert Draft.objects.get().user == hung
