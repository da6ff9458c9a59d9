"""`progress` prints what the API answers, or says in words what cannot be asked."""

import io
import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from targets.answer import as_json
from targets.progress import progress
from tests.small_province import admit
from units.models import Unit

pytestmark = pytest.mark.django_db


def printed(**options: str) -> str:
    out = io.StringIO()
    asked = {"unit": "KBO", "year": "2023", "as_of": "2023-10-10"} | options
    call_command("progress", stdout=out, **asked)
    return out.getvalue()


def test_it_prints_the_answer_of_the_api(units: dict[str, Unit]) -> None:
    admit(units["CPU-01"], "H'Liên Niê", date(2023, 5, 19))
    day = date(2023, 10, 10)
    assert json.loads(printed()) == as_json(progress(units["KBO"], year=2023, as_of=day, tree=day))
    assert json.loads(printed(as_of="10/10/2023", tree="today"))["self"]["admitted"] == 1


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"unit": "XXX"}, "Không có tổ chức mang mã XXX."),
        ({"year": "abc"}, "“abc” không phải là một năm"),
        ({"year": "-1"}, "“-1” không phải là một năm"),
        ({"as_of": "2023-13-45"}, "không phải là một ngày có thật"),
        ({"as_of": "2023-10-11"}, "chưa đến"),
        ({"as_of": "2022-10-10"}, "ở trước năm 2023"),
        ({"tree": "2023-10-09"}, "cũ hơn ngày xem số liệu"),
    ],
)
def test_what_cannot_be_asked_is_said_in_words(units: dict[str, Unit], options: dict[str, str], told: str) -> None:
    with pytest.raises(CommandError, match=told) as refused:
        printed(**options)
    assert refused.value.returncode == 1


def test_a_unit_that_is_nowhere_on_the_tree_is_said_in_words(units: dict[str, Unit]) -> None:
    Unit.objects.create(code="LOST", name="Chi bộ lạc", kind="CELL")
    with pytest.raises(CommandError, match="không có trong cây tổ chức ngày đó"):
        printed(unit="LOST")
