"""Names sort and are found as Vietnamese readers expect, whatever the machine they were typed on."""

import unicodedata
from collections.abc import Callable, Iterable

import pytest

from partytrack.vietnamese import fold, nfc, person_sort_key, sort_key


def in_order(names: Iterable[str], key: Callable[[str], str] = sort_key) -> list[str]:
    return sorted(names, key=lambda name: key(name).encode())


def test_d_with_a_bar_follows_d_and_accents_follow_their_letter() -> None:
    assert in_order(["Em", "Đinh", "Dương", "Bình", "Ánh", "An"]) == ["An", "Ánh", "Bình", "Dương", "Đinh", "Em"]


def test_the_letters_of_the_alphabet_come_in_its_order() -> None:
    letters = list("aăâbcdđeêghiklmnoôơpqrstuưvxy")
    assert in_order(reversed(letters)) == letters


def test_tones_decide_among_equal_letters() -> None:
    assert in_order(["ma", "mạ", "má", "mã", "mả", "mà"]) == ["ma", "mà", "mả", "mã", "má", "mạ"]


def test_a_whole_syllable_sorts_before_the_next_one() -> None:
    assert in_order(["Hà Văn", "Hạ An", "Hà An", "Hân", "Han"]) == ["Hà An", "Hà Văn", "Hạ An", "Han", "Hân"]


def test_numbers_in_names_sort_by_value() -> None:
    assert in_order(["Tổ dân phố 10", "Tổ dân phố 2", "Tổ dân phố 1"]) == [
        "Tổ dân phố 1",
        "Tổ dân phố 2",
        "Tổ dân phố 10",
    ]


def test_people_sort_by_given_name_then_family_name() -> None:
    people = ["Trần Văn Đạt", "Nguyễn Thị Ánh", "Lê An", "Bùi Văn An", "Phạm Dũng"]
    assert in_order(people, person_sort_key) == ["Bùi Văn An", "Lê An", "Nguyễn Thị Ánh", "Phạm Dũng", "Trần Văn Đạt"]


def test_people_with_one_given_name_stay_together() -> None:
    people = ["Lê Hạ", "Trần Hà", "An Hạ", "Bùi Hà"]
    assert in_order(people, person_sort_key) == ["Bùi Hà", "Trần Hà", "An Hạ", "Lê Hạ"]


def test_the_place_of_the_tone_mark_does_not_matter() -> None:
    assert sort_key("Hoà Bình") == sort_key("Hòa Bình")


@pytest.mark.parametrize("name", ["Nguyễn Thị Ngọc Ánh", "Đặng Hữu Phước", "Ậ ẵ ự", "H'Liên Niê"])
def test_decomposed_accents_make_the_same_keys(name: str) -> None:
    apart = unicodedata.normalize("NFD", name)
    assert (nfc(apart), fold(apart), sort_key(apart)) == (name, fold(name), sort_key(name))
    assert person_sort_key(apart) == person_sort_key(name)


def test_keys_are_ascii_so_that_bytes_sort_them() -> None:
    for name in ("Đỗ Ươm", "Y Bhĭm Êñuôl", "M'Đrắk (2)", "Ɖ ƀ", "中 文", "", "—"):
        assert sort_key(name).isascii()
        assert person_sort_key(name).isascii()


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Đinh", "dinh"), ("Ðinh", "dinh"), ("  Nguyễn   Văn\u00a0Ổn ", "nguyen van on"),
        ("Ea H’leo", "ea h'leo"), ("M'Đrắk", "m'drak"),
        ("Y Thiên Byă", "y thien bya"), ("ƀuôn", "buon"), ("ĐƯỜNG", "duong"), ("A\u200bn", "an"),
    ],
)  # fmt: skip
def test_the_search_key_has_no_diacritics(typed: str, key: str) -> None:
    assert fold(typed) == key


def test_names_keep_their_letters_and_lose_what_nobody_sees() -> None:
    assert nfc("\ufeff Lê\u200b Thị\u00a0Hà ") == "Lê Thị Hà"


@pytest.mark.parametrize(
    "unseen",
    ["\u0000", "\u009b", "\u00ad", "\u034f", "\u061c", "\u180e", "\u202e", "\u2066", "\u2069", "\u2800", "\u3164", "\ufe0f",
     "\ufff9", "\uffff", "\U000e0041"],
    ids=ascii,
)  # fmt: skip
def test_what_nobody_sees_makes_no_other_name(unseen: str) -> None:
    assert nfc(f"{unseen}Nguy{unseen}ễn A{unseen}") == "Nguyễn A"
    assert nfc(f"Nguye{unseen}\u0302{unseen}\u0303n") == "Nguyễn"  # between a letter and its accents
    assert nfc(unseen * 3) == ""
