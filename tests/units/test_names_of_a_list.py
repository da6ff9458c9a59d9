"""A printed list names the units below one committee as people write them."""

import pytest

from units.lists import Kind
from units.models import Unit
from units.naming import meant, nearest

UNITS = [
    Unit(code=code, name=name, short_name=short, kind=Kind.UPPER_COMMITTEE)
    for code, name, short in (
        ("KBO", "Đảng bộ huyện Krông Bông", "Krông Bông"),
        ("BMT", "Đảng bộ thành phố Buôn Ma Thuột", "TP. Buôn Ma Thuột"),
        ("BHO", "Đảng bộ thị xã Buôn Hồ", "TX. Buôn Hồ"),
        ("EHL", "Đảng bộ huyện Ea H'leo", "Ea H'leo"),
        ("KCQ", "Đảng bộ Khối các cơ quan và doanh nghiệp tỉnh", "Khối CQ&DN tỉnh"),
        ("CAN", "Đảng bộ Công an tỉnh", "Công an tỉnh"),
        ("KNX", "Đảng bộ xã Krông Năng", ""),
        ("KNT", "Đảng bộ thị trấn Krông Năng", ""),
    )
]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Krông Bông", "KBO"),
        ("Huyện ủy Krông Bông", "KBO"),
        ("HUYỆN UỶ KRÔNG BÔNG", "KBO"),
        ("Đảng bộ huyện Krông Bông", "KBO"),
        ("huyện Krông Bông", "KBO"),
        ("H. Krông Bông", "KBO"),
        ("13. Huyện Krông Bông", "KBO"),
        ("kbo", "KBO"),
        ("Thành ủy Buôn Ma Thuột", "BMT"),
        ("TP Buôn Ma Thuột", "BMT"),
        ("Buôn Ma Thuột", "BMT"),
        ("Thị ủy Buôn Hồ", "BHO"),
        ("Đảng bộ TX Buôn Hồ", "BHO"),
        ("Huyện ủy Ea H’leo", "EHL"),
        ("Đảng ủy Khối các cơ quan và doanh nghiệp tỉnh", "KCQ"),
        ("Đảng ủy Công an tỉnh", "CAN"),
        ("Công an", "CAN"),
        ("Đảng ủy xã Krông Năng", "KNX"),
        ("TT Krông Năng", "KNT"),
    ],
)
def test_a_unit_is_found_as_people_write_it(written: str, code: str) -> None:
    assert [unit.code for unit in meant(written, UNITS)] == [code]


def test_what_fits_two_is_both_and_what_fits_none_is_none() -> None:
    assert [unit.code for unit in meant("Krông Năng", UNITS)] == ["KNX", "KNT"]
    assert meant("Krông Bôngg", UNITS) == []
    assert meant("", UNITS) == []
    assert nearest("Huyện ủy Krông Bôngg", UNITS)[0] == "KBO (Đảng bộ huyện Krông Bông)"
