"""One table of rows and papers that are wrong, through the command, a file, a pasted block and the desk: the same words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from django.test import Client
from django.utils.html import strip_tags

from accounts.models import User
from targets.importing import Paper, TargetImporter
from targets.models import Target, TargetDecision
from targets.sheets import TARGETS
from tests.conftest import TODAY
from tests.import_files import Said, run, workbook
from tests.targets.target_lists import PAPER, address, paste, send
from units.models import Unit
from workbooks.importing import plan_of
from workbooks.models import ImportBatch
from workbooks.reading import Reading, row_of

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]

GOOD = {"unit": "KBO", "quantity": "115", "pledge": "120", "own_due_on": "", "WOMEN": "40"}
HEADERS = tuple(TARGETS[key].header for key in GOOD)
NUMBERS = ("quantity", "pledge", "WOMEN")
OPTIONS = ("number", "issued_on", "effective_on", "due_on")


@dataclass(frozen=True)
class Row:
    """What it says instead of GOOD, and where; `words`: among those that object to it."""

    said: Mapping[str, str]
    key: str
    words: str
    on_the_desk: bool = True
    """Which has cells for numbers only, and those of the units below alone."""

    @property
    def texts(self) -> dict[str, str]:
        return {**GOOD, **self.said}


WRONG = [
    *(Row({key: "-5"}, key, "Không được là số âm.") for key in NUMBERS),
    *(Row({key: "1,5"}, key, "Phải là số nguyên, không có phần lẻ.") for key in NUMBERS),
    *(Row({key: "1000000000000"}, key, "Lớn hơn 2.147.483.647, hãy xem lại.") for key in NUMBERS),
    *(Row({key: "một trăm"}, key, "Phải là số nguyên, ví dụ 12 hoặc 1.994.") for key in NUMBERS),
    Row({"unit": "KHONG-CO"}, "unit", "Không có tổ chức mang mã này", on_the_desk=False),
    Row({"unit": "CPU"}, "unit", "Chỉ cấp trên trực tiếp giao chỉ tiêu", on_the_desk=False),
    Row({"unit": "LAK"}, "unit", "Đảng bộ huyện Lắk đã giải thể ngày 01/01/2023", on_the_desk=False),
    Row({"own_due_on": "31/02/2023"}, "own_due_on", "", on_the_desk=False),
    Row({"own_due_on": "09/01/2023"}, "own_due_on", "không được trước ngày hiệu lực, 10/01/2023", on_the_desk=False),
    Row({"quantity": "", "pledge": "", "own_due_on": "15/11/2023"}, "own_due_on", "phải đi cùng", on_the_desk=False),
]

TAKEN = "Quyết định số 9-QĐ/TU đã ban hành với ngày khác nên không sửa được"
WRONG_PAPERS = [
    ({"effective_on": "09/01/2023"}, "Ngày hiệu lực không được trước ngày ban hành."),
    ({"effective_on": "01/01/2024"}, "Ngày hiệu lực 01/01/2024 ở sau năm 2023 của chỉ tiêu."),
    ({"issued_on": "11/10/2023"}, "Ngày ban hành 11/10/2023 chưa đến."),
    ({"due_on": "09/01/2023"}, "Thời hạn không được trước ngày hiệu lực."),
    ({"number": "9-QĐ/TU"}, TAKEN),
]


@pytest.fixture
def desk(an: User, signed_in: SignIn) -> Client:
    """One of the units is gone, and one decision is issued."""
    Unit.objects.filter(code="LAK").update(dissolved_on=date(2023, 1, 1))
    province, day = Unit.objects.get(code="DLK"), date(2023, 1, 5)
    kept = TargetDecision.objects.create(issuer=province, year=2023, number="9-QĐ/TU", issued_on=day, effective_on=day)
    Target.objects.create(decision=kept, unit=Unit.objects.get(code="BMT"), quantity=300)
    kept.state = "ISSUED"
    kept.save()
    return signed_in(an)


def reasons(row: Row) -> list[str]:
    """As the rules themselves say them, in no door."""
    day = date(2023, 1, 10)
    paper = Paper(Unit.objects.get(code="DLK"), 2023, PAPER["number"], day, day, None)
    read = row_of(TARGETS, 2, row.texts, TARGETS.title)
    plan_of(Reading(TARGETS, TARGETS.title, rows=[read]), TargetImporter(paper, TODAY))
    return [fault.reason for fault in read.faults if fault.key == row.key]


def command(folder: Path, texts: Mapping[str, str], **paper: str) -> Said:
    path = workbook(folder / "ct.xlsx", "Chỉ tiêu", HEADERS, tuple(texts.values()))
    given = {name: {**PAPER, **paper}[name] for name in OPTIONS}
    options = [f"--{name.replace('_', '-')}={text}" for name, text in given.items() if text]
    return run("import_targets", path, "--issuer=DLK", "--year=2023", *options)


def told(batch: ImportBatch, key: str) -> list[str]:
    return [fault["reason"] for fault in batch.rows.get().told["faults"] if fault["key"] == key]


def words_of(content: bytes) -> str:
    return " ".join(unescape(strip_tags(content.decode())).split())


def on_the_desk(client: Client, texts: Mapping[str, str], **paper: str) -> str:
    cells = {f"KBO.{key}": texts[key] for key in NUMBERS}
    sent = {**PAPER, **paper, **cells, "parts": "WOMEN", "do": "issue", "reason": "chưa giao hết"}
    answer = client.post("/targets/DLK/2023/", sent)
    assert answer.status_code == 422
    return words_of(answer.content)


@pytest.mark.parametrize("row", WRONG, ids=lambda row: f"{row.key} {next(iter(row.said.values()))}")
def test_a_wrong_row_is_refused_in_the_same_words_at_every_door(desk: Client, tmp_path: Path, row: Row) -> None:
    said = reasons(row)
    assert said
    assert row.words in said[0]
    by_command = command(tmp_path, row.texts)
    assert by_command.refused
    assert all(any(reason in fault for fault in by_command.faults) for reason in said)
    sent = send(desk, tuple(row.texts.values()), headers=HEADERS)
    assert told(sent, row.key) == said
    pasted = paste(desk, "\n".join("\t".join(line) for line in (HEADERS, tuple(row.texts.values()))))
    assert told(pasted, row.key) == said
    assert said[0] in words_of(desk.get(address(sent)).content)
    if row.on_the_desk:
        assert said[0] in on_the_desk(desk, row.texts)
    assert TargetDecision.objects.count() == 1


@pytest.mark.parametrize(("paper", "words"), WRONG_PAPERS)
def test_a_wrong_paper_is_refused_in_the_same_words_at_every_door(
    desk: Client, tmp_path: Path, paper: dict[str, str], words: str
) -> None:
    assert words in command(tmp_path, GOOD, **paper).refused
    text = "\n".join("\t".join(line) for line in (HEADERS, tuple(GOOD.values())))
    answer = desk.post("/targets/DLK/2023/import/", {**PAPER, **paper, "pasted": text})
    assert answer.status_code == 422
    assert words in words_of(answer.content)
    assert words in on_the_desk(desk, GOOD, **paper)
    assert TargetDecision.objects.count() == 1


def test_a_list_that_does_not_add_up_is_told_alike_by_command_and_page_and_wants_a_reason(
    desk: Client, tmp_path: Path
) -> None:
    words = "Các dòng cộng lại 115, dòng Tổng cộng ghi 127: lệch 12."
    rows = (("Krông Bông", 115), ("Tổng cộng", 127))
    path = workbook(tmp_path / "in.xlsx", "Chỉ tiêu", ("Đơn vị", "Chỉ tiêu"), *rows)
    options = ("--issuer=DLK", "--year=2023", "--number=15-QĐ/TU", "--issued-on=10/01/2023")
    assert words in run("import_targets", path, *options).refused
    assert words in words_of(desk.get(address(send(desk, *rows, headers=("Đơn vị", "Chỉ tiêu")))).content)
    assert not run("import_targets", path, *options, "--reason=Còn 12 chưa phân bổ").refused
    assert TargetDecision.objects.get(number="15-QĐ/TU").reason == "Còn 12 chưa phân bổ"


def test_a_good_row_passes_every_door(desk: Client, tmp_path: Path) -> None:
    """Or the tests above would prove nothing."""
    assert not command(tmp_path, GOOD).refused
    batch = send(desk, tuple(GOOD.values()), headers=HEADERS, paper={**PAPER, "number": "16"})
    assert batch.rows.get().state == "UNCHANGED", "the command gave it already"
