"""What the cells of a column may say, and what is asked about instead of being guessed."""

from datetime import date, time
from typing import Any

import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st

from workbooks.cells import Cell, CoarseDate
from workbooks.faults import BadCell
from workbooks.parsers import (
    WITHDRAWN,
    Choice,
    Choices,
    Code,
    Day,
    Parser,
    PartialDate,
    PartialDay,
    Text,
    WholeNumber,
    WithdrawableNumber,
    YesNo,
)

SEX = Choice([("MALE", "Nam"), ("FEMALE", "Nữ")])
KINDS = Choice(
    [("GRASSROOTS_COMMITTEE", "Đảng bộ cơ sở"), ("SECTION", "Đảng bộ bộ phận"), ("CELL", "Chi bộ")],
    also={"Chi bộ trực thuộc": "CELL"},
)
GROUPS = Choices([("SOLDIER", "Bộ đội xuất ngũ"), ("STUDENT", "Sinh viên"), ("TEACHER", "Giáo viên")])


def objection(parser: Parser, cell: Cell) -> BadCell:
    with pytest.raises(BadCell) as caught:
        parser.parse(cell)
    return caught.value


@pytest.mark.parametrize(
    ("parser", "cell", "value"),
    [
        (Text(), "Nguyễn  Văn\nAn", "Nguyễn Văn An"),
        (Text(lines=True), "dòng 1\ndòng 2", "dòng 1\ndòng 2"),
        (Text(), "=1+1", "=1+1"),
        (Text(), 12.0, "12"),
        (Code(), "012", "012"),
        (WholeNumber(), 1994.0, 1994),
        (WholeNumber(), 0.0, 0),
        (WholeNumber(), "1.994", 1994),
        (WholeNumber(), "1994", 1994),
        (WithdrawableNumber(), "-", WITHDRAWN),
        (WithdrawableNumber(), "–", WITHDRAWN),
        (WithdrawableNumber(), 9.0, 9),
        (Day(), date(2023, 10, 10), date(2023, 10, 10)),
        (Day(), "3/2/2023", date(2023, 2, 3)),
        (Day(), "03-02-2023", date(2023, 2, 3)),
        (Day(), "03022023", date(2023, 2, 3)),
        (Day(), 13022023.0, date(2023, 2, 13)),
        (PartialDate(), "1990", PartialDay(date(1990, 1, 1), "YEAR")),
        (PartialDate(), 1990.0, PartialDay(date(1990, 1, 1), "YEAR")),
        (PartialDate(), "02/1990", PartialDay(date(1990, 2, 1), "MONTH")),
        (PartialDate(), "2-1990", PartialDay(date(1990, 2, 1), "MONTH")),
        (PartialDate(), CoarseDate(1990, 2), PartialDay(date(1990, 2, 1), "MONTH")),
        (PartialDate(), CoarseDate(1990, None), PartialDay(date(1990, 1, 1), "YEAR")),
        (PartialDate(), "03/02/1990", PartialDay(date(1990, 2, 3), "DAY")),
        (PartialDate(), date(1990, 2, 3), PartialDay(date(1990, 2, 3), "DAY")),
        (YesNo(), "x", True),
        (YesNo(), "X", True),
        (YesNo(), "Có", True),
        (YesNo(), 1.0, True),
        (YesNo(), "KHÔNG", False),
        (YesNo(), 0.0, False),
        (YesNo(), False, False),
        (SEX, "nu", "FEMALE"),
        (SEX, "NAM", "MALE"),
        (SEX, "FEMALE", "FEMALE"),
        (KINDS, "dang bo co so", "GRASSROOTS_COMMITTEE"),
        (KINDS, "Chi bộ trực thuộc", "CELL"),
        (GROUPS, "Sinh viên; bo doi xuat ngu;", ("STUDENT", "SOLDIER")),
        (GROUPS, "TEACHER;Giáo viên", ("TEACHER",)),
    ],
)
def test_is_read(parser: Parser, cell: Cell, value: Any) -> None:
    assert parser.parse(cell) == value


@pytest.mark.parametrize(
    ("parser", "cell", "word"),
    [
        (Text(max_length=5), "quá dài", "quá 5"),
        (Text(), date(2023, 12, 12), "thành ngày"),
        (Text(), time(12, 30), "thành giờ"),
        (Text(), True, "TRUE"),
        (Code(), 12.0, "số 12"),
        (Code(), date(2023, 2, 1), "thành ngày"),
        (Code("[A-Z]+", example="TAN"), "ta-n", "TAN"),
        (WholeNumber(), -3.0, "số âm"),
        (WholeNumber(), "-3", "số âm"),
        (WholeNumber(), 2.5, "phần lẻ"),
        (WholeNumber(), "2,5", "phần lẻ"),
        (WholeNumber(), 1.994, "1994"),
        (WholeNumber(), "mười", "số nguyên"),
        (WholeNumber(), "-", "số nguyên"),
        (WholeNumber(), True, "số nguyên"),
        (WholeNumber(), 3e9, "Lớn hơn"),
        (WholeNumber(), "9" * 5000, "số nguyên"),
        (WholeNumber(), date(2023, 1, 1), "số nguyên"),
        (Day(), "31/02/2023", "trong lịch"),
        (Day(), "3/2/65", "bốn chữ số"),
        (Day(), "3.2.65", "bốn chữ số"),
        (Day(), "hôm qua", "dd/mm/yyyy"),
        (Day(), 3021990.0, "3021990"),
        (Day(), 45209.0, "45209"),
        (Day(), CoarseDate(2023, 2), "Thiếu ngày"),
        (Day(), "1990", "dd/mm/yyyy"),
        (Day(), "03/02/0202", "202"),
        (PartialDate(), "13/1990", "dd/mm/yyyy"),
        (PartialDate(), "0000", "dd/mm/yyyy"),
        (PartialDate(), "29/02/1991", "trong lịch"),
        (PartialDate(), "65", "dd/mm/yyyy"),
        (YesNo(), "có lẽ", "x hoặc có"),
        (SEX, "Khác", "danh sách"),
        (GROUPS, "Sinh viên, Giáo viên", "danh sách"),
    ],
)
def test_is_asked_about(parser: Parser, cell: Cell, word: str) -> None:
    assert word in objection(parser, cell).reason


def test_the_nearest_of_a_list_is_offered() -> None:
    assert objection(KINDS, "Đảng bộ cơ xở").nearest[0] == "Đảng bộ cơ sở"
    assert objection(SEX, "gái").nearest == ("Nam", "Nữ")


def test_a_date_written_another_way_is_offered_as_we_write_it() -> None:
    assert objection(Day(), "2023-10-08").nearest == ("08/10/2023",)
    assert objection(Day(), "8.10.2023").nearest == ("08/10/2023",)


def test_a_file_reads_the_same_for_readers_of_english() -> None:
    choice = Choice([("YES", gettext_lazy("Có"))])
    with translation.override("en"):
        assert WholeNumber().parse("1.994") == 1994
        assert objection(WholeNumber(), "1,994")
        assert choice.export("YES") == "Có"
        assert choice.parse("có") == "YES"


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.sampled_from(["DAY", "MONTH", "YEAR"]))
def test_a_partial_date_is_written_as_it_is_read(day: date, precision: Any) -> None:
    first = {"DAY": day, "MONTH": day.replace(day=1), "YEAR": day.replace(month=1, day=1)}[precision]
    value = PartialDay(first, precision)
    assert PartialDate().parse(PartialDate().export(value)) == value


@pytest.mark.parametrize(
    ("parser", "value"),
    [(SEX, "FEMALE"), (GROUPS, ("STUDENT", "TEACHER")), (YesNo(), False), (WithdrawableNumber(), WITHDRAWN)],
)
def test_a_value_is_written_as_it_is_read(parser: Parser, value: Any) -> None:
    assert parser.parse(parser.export(value)) == value
