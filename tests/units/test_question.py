"""What may be asked in a URL: years, dates and trees as people write them, and a sentence for what cannot be."""

from datetime import date

import pytest
from django.http import QueryDict

from units.question import Asked, BadQuestion, asked, choice, day, value

TODAY = date(2023, 10, 10)


def ask(text: str) -> Asked:
    return asked(QueryDict(text), TODAY)


def refusal(text: str) -> str:
    with pytest.raises(BadQuestion) as refused:
        ask(text)
    return str(refused.value)


def test_without_parameters_it_is_this_year_up_to_today_on_todays_units() -> None:
    assert ask("") == Asked(2023, TODAY, TODAY, "as_of", TODAY)


def test_empty_fields_of_a_form_are_not_given() -> None:
    assert ask("year=&as_of=&tree=") == ask("")


def test_a_past_year_ends_on_31_december() -> None:
    assert ask("year=2022").as_of == date(2022, 12, 31)


def test_a_date_alone_asks_for_its_year() -> None:
    assert ask("as_of=2022-06-30").year == 2022


def test_a_past_year_may_be_seen_as_of_a_later_day_and_its_period_still_ends_with_it() -> None:
    question = ask("year=2022&as_of=2023-10-10")
    assert (question.as_of, question.end) == (TODAY, date(2022, 12, 31))


@pytest.mark.parametrize("written", ["2023-06-30", "30/06/2023", "30-06-2023", "30062023"])
def test_dates_are_read_as_links_and_as_people_write_them(written: str) -> None:
    assert ask(f"as_of={written}").as_of == date(2023, 6, 30)


@pytest.mark.parametrize(
    ("written", "tree"),
    [("", date(2023, 6, 30)), ("as_of", date(2023, 6, 30)), ("today", TODAY), ("2023-09-01", date(2023, 9, 1))],
)
def test_the_tree_is_that_of_the_day_or_of_today_or_of_a_later_day(written: str, tree: date) -> None:
    assert ask(f"as_of=2023-06-30&tree={written}").tree == tree


def test_links_to_the_same_question_keep_the_tree_as_it_was_chosen() -> None:
    assert ask("as_of=30/06/2023&tree=today").query(unit="TAN", stage=None) == (
        "unit=TAN&year=2023&as_of=2023-06-30&tree=today"
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("year=abc", "“abc” không phải là một năm"),
        ("year=20233", "không phải là một năm"),
        ("year=0000", "không phải là một năm"),
        ("year=２０２３", "không phải là một năm"),
        ("year=1900", "Không có số liệu năm 1900; hãy chọn một năm từ 1930 đến 2023."),
        ("as_of=0001-01-01", "Không có số liệu năm 1;"),
        ("year=2024", "Năm 2024 chưa bắt đầu"),
        ("year=9999", "Năm 9999 chưa bắt đầu"),
        ("as_of=2023-13-45", "“2023-13-45” không phải là một ngày có thật"),
        ("as_of=31/02/2023", "không phải là một ngày có thật"),
        ("as_of=3/2/23", "không phải là một ngày có thật"),
        ("as_of=2023-10-11", "Ngày 11/10/2023 chưa đến; chỉ xem được số liệu đến hôm nay, 10/10/2023."),
        ("year=2023&as_of=2022-12-31", "Ngày 31/12/2022 ở trước năm 2023; hãy chọn một ngày từ 01/01/2023 trở đi."),
        ("as_of=2023-10-10&tree=2023-10-09", "Cây tổ chức ngày 09/10/2023 cũ hơn ngày xem số liệu 10/10/2023"),
        ("tree=tomorrow", "“tomorrow” không phải là một ngày có thật"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_a_sentence(text: str, sentence: str) -> None:
    assert sentence in refusal(text)


def test_a_long_nonsense_is_cut_in_the_sentence() -> None:
    assert len(refusal("year=" + "x" * 5000)) < 200


def test_of_a_repeated_parameter_one_value_is_both_checked_and_used() -> None:
    query = QueryDict("unit=KBO&unit=LAK")
    assert value(query, "unit") == "LAK"


def test_a_choice_outside_the_list_names_the_list() -> None:
    assert choice(QueryDict("stage=CELL"), "stage", ["CELL", "CLASS"]) == "CELL"
    assert choice(QueryDict(""), "stage", ["CELL", "CLASS"]) is None
    with pytest.raises(BadQuestion, match="CELL, CLASS"):
        choice(QueryDict("stage=cell"), "stage", ["CELL", "CLASS"])


def test_a_date_not_given_is_none() -> None:
    assert day(QueryDict("due_on="), "due_on") is None
