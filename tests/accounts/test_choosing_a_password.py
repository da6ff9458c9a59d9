"""A password of one's own: after the one-time password, and whenever one likes."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.test import Client

from accounts.models import User
from accounts.passwords import one_time_password
from tests.accounts.conftest import PASSWORD
from tests.accounts.test_signing_in import OWN_PAGE, is_signed_in, send, sign_in

NEW = "bông-lúa-chín-vàng-2023"


def choose(visitor: Client, old: str = PASSWORD, new: str = NEW, again: str = NEW) -> tuple[int, str]:
    answer = send(visitor, OWN_PAGE, oldpassword=old, password1=new, password2=again)
    return answer.status_code, answer.content.decode()


@pytest.fixture
def newcomer(an: User) -> User:
    an.must_change_password = True
    an.save()
    return an


@pytest.mark.parametrize("address", ["/", "/units/", "/admissions/"])
def test_with_a_one_time_password_every_page_leads_to_choosing_one(
    newcomer: User, visitor: Client, address: str
) -> None:
    sign_in(visitor)
    answer = visitor.get(address)
    assert (answer.status_code, answer["Location"]) == (302, OWN_PAGE)
    assert "Hãy đặt mật khẩu của riêng bạn." in visitor.get(OWN_PAGE).content.decode()


def test_with_a_one_time_password_the_api_says_what_to_do(newcomer: User, visitor: Client) -> None:
    sign_in(visitor)
    answer = visitor.get("/api/units/DLK/progress")
    assert (answer.status_code, answer.json()) == (403, {"detail": "Hãy đổi mật khẩu dùng một lần trước."})


def test_once_chosen_the_rest_is_open(newcomer: User, visitor: Client) -> None:
    sign_in(visitor)
    assert choose(visitor)[0] == 302
    newcomer.refresh_from_db()
    assert not newcomer.must_change_password
    assert newcomer.check_password(NEW)
    assert is_signed_in(visitor)


def test_a_new_password_signs_out_everywhere_else(an: User, visitor: Client) -> None:
    elsewhere = Client()
    elsewhere.force_login(an)
    assert is_signed_in(elsewhere)
    sign_in(visitor)
    choose(visitor)
    assert not is_signed_in(elsewhere)
    assert "các nơi khác đang đăng nhập đã bị đăng xuất" in visitor.get(OWN_PAGE).content.decode()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"old": "sai"}, "Mật khẩu hiện tại không đúng."),
        ({"new": NEW, "again": NEW + "x"}, "Hai lần gõ mật khẩu mới không giống nhau."),
        ({"new": PASSWORD, "again": PASSWORD}, "Mật khẩu mới phải khác mật khẩu hiện tại."),
        ({"new": "", "again": ""}, "Hãy điền ô này."),
        ({"new": "ngắn", "again": "ngắn"}, "quá ngắn"),
        ({"new": "password123", "again": "password123"}, "bị dùng nhiều nhất"),
        ({"new": "partytrack-2023", "again": "partytrack-2023"}, "dễ đoán"),
        ({"new": "Đắk Lắk 2023!", "again": "Đắk Lắk 2023!"}, "dễ đoán"),
        ({"new": "nguyen thi an", "again": "nguyen thi an"}, "giống tên"),
    ],
)
def test_a_refused_password_is_explained(an: User, visitor: Client, given: dict[str, str], said: str) -> None:
    sign_in(visitor)
    status, page = choose(visitor, **given)
    assert status == 422
    assert said in page
    assert page.count('id="id_password1_error"') <= 1


@pytest.mark.parametrize("new", ["mười hai chữ cái, có cách", "x7" * 32, "🌾" * 12])
def test_long_passwords_of_any_letters_are_welcome(an: User, visitor: Client, new: str) -> None:
    sign_in(visitor)
    assert choose(visitor, new=new, again=new)[0] == 302


def test_a_one_time_password_is_random_and_passes_the_rules() -> None:
    made = {one_time_password() for _time in range(50)}
    assert len(made) == 50
    for password in made:
        validate_password(password)
