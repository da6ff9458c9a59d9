"""A list as someone likes to see it, kept under a name: his alone, never with a person's name in it, never frozen on a day."""

import pytest

from accounts.models import SavedView, User
from tests.admissions.lists import SignIn, text_of
from units.models import Unit

FILTERED = "unit=KBO&sex=FEMALE&cols=name%2Cbirth&sort=-name"


def test_a_view_is_kept_and_opened_again(signed_in: SignIn, binh: User, units: dict[str, Unit]) -> None:
    client = signed_in(binh)
    saved = client.post(f"/admissions/views/?{FILTERED}&page=3&found=1", {"name": "  Nữ   Krông Bông "}, follow=True)
    assert saved.redirect_chain == [(f"/admissions/?{FILTERED}", 302)]
    assert "Đã lưu cách xem “Nữ Krông Bông”." in text_of(saved.content)
    view = SavedView.objects.get()
    assert (view.user, view.page, view.name, view.query) == (binh, "admissions", "Nữ Krông Bông", FILTERED)
    page = client.get("/admissions/").content.decode()
    assert f'<a href="/admissions/?{FILTERED.replace("&", "&amp;")}" lang="vi">Nữ Krông Bông</a>' in page


def test_a_view_of_today_is_of_today_whenever_it_is_opened_and_one_of_a_day_of_that_day(
    signed_in: SignIn, binh: User
) -> None:
    client = signed_in(binh)
    client.post("/admissions/views/?unit=KBO&year=2023&as_of=2023-10-10&tree=as_of", {"name": "hôm nay"})
    client.post("/admissions/views/?unit=KBO&year=2022&as_of=2022-06-30&tree=today", {"name": "giữa 2022"})
    kept = dict(SavedView.objects.values_list("name", "query"))
    assert kept["hôm nay"] == "unit=KBO&tree=as_of"
    assert kept["giữa 2022"] == "unit=KBO&year=2022&as_of=2022-06-30&tree=today"


def test_a_view_is_renamed_and_deleted_by_its_owner_alone(signed_in: SignIn, binh: User, an: User) -> None:
    client = signed_in(binh)
    client.post(f"/admissions/views/?{FILTERED}", {"name": "Bộ thứ nhất"})
    view = SavedView.objects.get()
    stranger = signed_in(an)
    for what in ("name", "delete"):
        assert stranger.post(f"/admissions/views/{view.pk}/{what}/", {"name": "Của An"}).status_code == 404
    assert "Bộ thứ nhất" not in stranger.get("/admissions/").content.decode()
    client = signed_in(binh)
    assert client.post(f"/admissions/views/{view.pk}/name/", {"name": "Hai"}).status_code == 302
    view.refresh_from_db()
    assert (view.name, view.query) == ("Hai", FILTERED)
    assert client.post(f"/admissions/views/{view.pk}/delete/").status_code == 302
    assert not SavedView.objects.exists()


@pytest.mark.parametrize("name", ["", "   ", "\u200b", "x" * 81, "Có rồi", "\x00"])
def test_a_name_that_will_not_do_is_told_and_what_was_typed_stays(signed_in: SignIn, binh: User, name: str) -> None:
    client = signed_in(binh)
    client.post(f"/admissions/views/?{FILTERED}", {"name": "Có rồi"})
    refused = client.post(f"/admissions/views/?{FILTERED}", {"name": name})
    assert refused.status_code == 422
    assert "data-errors" in refused.content.decode()
    assert SavedView.objects.count() == 1
    if name.isprintable():
        assert f'value="{name.strip()}"' in refused.content.decode() or not name.strip()


def test_there_are_limits_to_how_many_and_how_long(signed_in: SignIn, binh: User) -> None:
    client = signed_in(binh)
    for number in range(30):
        assert client.post(f"/admissions/views/?{FILTERED}", {"name": f"Cách {number}"}).status_code == 302
    assert "Đã có 30 cách xem" in text_of(client.post("/admissions/views/?unit=KBO", {"name": "Nữa"}).content)
    SavedView.objects.all().delete()
    long = client.post(f"/admissions/views/?unit=KBO&decision={'x' * 1000}", {"name": "Dài"})
    assert long.status_code == 422
    assert "Bộ lọc này quá dài để lưu" in text_of(long.content)


def test_a_question_that_cannot_be_is_not_kept(signed_in: SignIn, binh: User) -> None:
    assert signed_in(binh).post("/admissions/views/?unit=KBO&year=abc", {"name": "Sai"}).status_code == 400
    assert not SavedView.objects.exists()
