"""What no form of ours sends: the pages of targets answer it with a page, and write nothing wrong."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from targets.models import AllocationDraft, TargetDecision
from units.models import Unit

SignIn = Callable[[User], Client]
PAPER = {"number": "09-QĐ/HU", "issued_on": "10/10/2023"}
DESK, TRY = "/targets/KBO/2023/", "/targets/KBO/2023/what-if/"


@pytest.mark.parametrize("do", ["keep", "review", "propose", "rest", "issue"])
@pytest.mark.parametrize("field", ["CPU.quantity", "number", "reason", "paper_title", "documents"])
def test_a_nul_is_kept_as_a_sign_that_shows(
    signed_in: SignIn, binh: User, units: dict[str, Unit], do: str, field: str
) -> None:
    answer = signed_in(binh).post(DESK, {**PAPER, "do": do, "CPU.quantity": "2", "shown": "{}", field: "1\0"})
    assert answer.status_code in (200, 422)
    draft = AllocationDraft.objects.get()
    assert draft.cells.get(field, draft.paper.get(field)) in ("1\ufffd", ["1\ufffd"])
    assert not TargetDecision.objects.exists()


@pytest.mark.parametrize(
    "shown", ["[" * 100_000, '{"a":' * 100_000, "[1]", '{"CPU.quantity": {"a": 1}}', '{"a": "\\ud800"}']
)
@pytest.mark.parametrize("address", [DESK, TRY])
def test_what_the_cells_said_before_may_be_anything(
    signed_in: SignIn, binh: User, units: dict[str, Unit], address: str, shown: str
) -> None:
    answer = signed_in(binh).post(address, {"do": "keep", "shown": shown, "CPU.quantity": "2"})
    assert answer.status_code in (200, 409)


@pytest.mark.parametrize("page", ["", "progress/", "rest.xlsx", "rows/1/"])
@pytest.mark.parametrize("start", ["/targets/KBO/2023/import/", "/admissions/import/"])
def test_a_batch_of_an_impossible_name_is_not_found(
    signed_in: SignIn, binh: User, units: dict[str, Unit], start: str, page: str
) -> None:
    client = signed_in(binh)
    ask = client.post if page.startswith("rows") else client.get
    assert ask(f"{start}a\0b/{page}").status_code == 404


@pytest.mark.parametrize("year", [0, 1929, 2025, 99_999, 10**30])
@pytest.mark.parametrize("page", ["", "what-if/", "decisions/", "cascade/", "cascade.xlsx", "targets.xlsx", "import/"])
def test_there_are_no_pages_of_a_year_nobody_gives_targets_for(
    signed_in: SignIn, binh: User, units: dict[str, Unit], page: str, year: int
) -> None:
    assert signed_in(binh).get(f"/targets/KBO/{year}/{page}").status_code == 404
