"""One table of rows that are wrong, or look wrong, through every door: the same words everywhere, and nothing is written."""

import re
import unicodedata
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils.html import strip_tags

from accounts.models import User
from admissions.importing.admissions import AdmissionImporter
from admissions.models import Admission
from admissions.sheets import ADMISSIONS
from tests.admissions.import_batches import paste, upload
from tests.conftest import TODAY
from tests.import_files import run, workbook
from tests.small_province import admit
from units.models import Unit
from workbooks.faults import Fault
from workbooks.importing import plan_of
from workbooks.models import ImportBatch
from workbooks.reading import Reading, row_of

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]

GOOD = {
    "unit": "CPU-01", "name": "Y Thắng Niê", "birth": "03/02/1990", "sex": "Nam", "ethnicity": "Êđê", "religion": "Không",
    "occupation": "Người làm nông, lâm, ngư nghiệp", "sources": "", "youth_union": "có", "general_education": "Trung học phổ thông",
    "qualification": "", "political_theory": "", "readmission": "", "decision_number": "12-QĐ/HU", "decided_on": "19/05/2023",
    "received_on": "22/05/2023", "admitted_on": "03/06/2023", "confirmed_on": "", "note": "",
}  # fmt: skip
HEADERS = tuple(ADMISSIONS[key].header for key in GOOD)
DATES = {"received_on", "admitted_on", "confirmed_on"}


@dataclass(frozen=True)
class Row:
    """What it says instead of GOOD, where it is objected to and with which words among others."""

    said: Mapping[str, str]
    key: str
    words: str
    in_a_file: bool = True
    """Not so: a file or a block that says of somebody what is recorded already corrects or confirms it, on purpose."""

    @property
    def texts(self) -> dict[str, str]:
        return {**GOOD, **self.said}


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


UNREADABLE = (
    "19/05/20233",
    "hôm qua",
    "19-tháng 5-2023",
    "19//05/2023",
    "05/19/2023",
    "19/05/2023 8h",
    "2023",
    "1990 (khoảng)",
)
IMPOSSIBLE = ("30/02/2023", "29.02.2023", "31-04-2023", "00/05/2023")
TWO_DIGITS = ("19/05/23", "19.5.23", "19-05-23")

WRONG = [
    *(Row({key: ""}, key, "Thiếu") for key in ("name", "birth", "sex", "decision_number", "decided_on")),
    *(Row({"decided_on": text}, "decided_on", "") for text in (*UNREADABLE, *IMPOSSIBLE)),
    *(Row({"admitted_on": text}, "admitted_on", "") for text in ("hôm qua", *IMPOSSIBLE)),
    *(Row({key: text}, key, "phải đủ bốn chữ số") for key in ("decided_on", "admitted_on") for text in TWO_DIGITS),
    Row({"birth": "03/02/90"}, "birth", "phải đủ bốn chữ số"),
    Row({"birth": "30/02/1990"}, "birth", "Không có ngày này"),
    Row({"birth": "13/1990"}, "birth", ""),
    Row({"birth": "20/05/2005"}, "birth", "Chưa đủ 18 tuổi vào ngày quyết định, 19/05/2023."),
    Row({"birth": "2006"}, "birth", "Chưa đủ 18 tuổi"),
    Row({"decided_on": "11/10/2023", "received_on": "", "admitted_on": ""}, "decided_on", "ở tương lai"),
    Row({"received_on": "11/10/2023"}, "received_on", "ở tương lai"),
    Row({"admitted_on": "01/12/2023"}, "admitted_on", "ở tương lai"),
    Row({"confirmed_on": "03/06/2024"}, "confirmed_on", "ở tương lai"),
    Row({"received_on": "18/05/2023"}, "received_on", "Ngày nhận quyết định không được trước ngày quyết định, 19/05/2023."),
    Row({"admitted_on": "18/05/2023"}, "admitted_on", "Ngày kết nạp (lễ) không được trước ngày quyết định"),
    Row({"admitted_on": "", "confirmed_on": "01/10/2023"}, "confirmed_on", "phải có cả ngày kết nạp"),
    Row({"confirmed_on": "03/06/2023"}, "confirmed_on", "Ngày chính thức phải sau ngày kết nạp (lễ), 03/06/2023."),
    Row({"unit": "KHONG-CO"}, "unit", "Không có tổ chức mang mã này trong phạm vi của bạn."),
    Row({"unit": "LAK-01"}, "unit", "Không có tổ chức mang mã này trong phạm vi của bạn."),
    Row({"unit": "CPU-02"}, "unit", "mới thành lập ngày 01/06/2023"),
    Row({"unit": "KBO-CB"}, "unit", "đã giải thể ngày 01/05/2023"),
    Row({"sex": "Nm"}, "sex", ""),
    Row({"ethnicity": "Người sao Hoả"}, "ethnicity", ""),
    Row({"religion": "Tin lạnh lùng"}, "religion", ""),
    Row({"occupation": "Phi công vũ trụ"}, "occupation", ""),
    Row({"youth_union": "có lẽ"}, "youth_union", ""),
    Row({"general_education": "12/12 đã tốt nghiệp"}, "general_education", ""),
    Row({"qualification": "Bậc thầy"}, "qualification", ""),
    Row({"political_theory": "Siêu cấp"}, "political_theory", ""),
    Row({"readmission": "hai lần"}, "readmission", ""),
    Row({"sources": "Giáo viên; Phi công"}, "sources", ""),
    Row({"name": "Y" * 201}, "name", "200"),
    Row({"decision_number": "9" * 51}, "decision_number", "50"),
    Row({"note": "n" * 501}, "note", "500"),
    Row({"name": "H'Đã Có"}, "name", "Người này (cùng họ tên, ngày sinh) đã có trong quyết định này.", in_a_file=False),
    Row({"name": nfd("Nguyễn Thị Hường"), "birth": "30/02/1990"}, "birth", "Không có ngày này"),
    Row({"birth": "20/05/2005", "admitted_on": "18/05/2023", "sex": "x", "unit": "LAK-01"}, "birth", "Chưa đủ 18"),
]  # fmt: skip

ODD = [
    Row({"birth": "03/02/1963"}, "birth", "Trên 60 tuổi vào ngày quyết định, 19/05/2023; hãy ghi lý do vào Ghi chú."),
    Row({"birth": "2005"}, "birth", "Có thể chưa đủ 18 tuổi"),
    Row({"admitted_on": "10/07/2023"}, "admitted_on", "thời hạn là 30 ngày làm việc (Quy định 24-QĐ/TW)"),
    Row({"decided_on": "19/05/2021", "received_on": "", "admitted_on": "03/06/2021", "confirmed_on": "01/06/2022"}, "confirmed_on",
        "sớm hơn 12 tháng dự bị (Quy định 29-QĐ/TW), hết ngày 03/06/2022"),
]  # fmt: skip


@pytest.fixture
def there(units: dict[str, Unit]) -> Admission:
    """A unit that is new, one that is gone, somebody recorded already, and the record that is corrected."""
    Unit.objects.filter(code="CPU-02").update(established_on=date(2023, 6, 1))
    Unit.objects.filter(code="KBO-CB").update(dissolved_on=date(2023, 5, 1))
    admit(units["CPU-01"], "H'Đã Có", date(2023, 5, 19), birth_date=date(1990, 2, 3))
    return admit(
        units["CPU-01"],
        GOOD["name"],
        date(2023, 5, 19),
        birth_date=date(1990, 2, 3),
        sex="MALE",
        ethnicity="Êđê",
        received_on=date(2023, 5, 22),
        admitted_on=date(2023, 6, 3),
        note="trước đây",
    )


@pytest.fixture
def new(there: Admission) -> None:
    """Without the record that is corrected: the row is somebody new."""
    there.delete()


def apart(row: Row, number: int) -> Row:
    """Of a decision of its own, so that no row is the person of another."""
    number_said = {} if "decision_number" in row.said else {"decision_number": f"{number}-QĐ/HU"}
    return replace(row, said={**row.said, **number_said})


def judged(texts: Mapping[str, str]) -> tuple[list[Fault], list[Fault]]:
    """By the rules themselves, without any door."""
    row = row_of(ADMISSIONS, 2, texts)
    mine = Unit.objects.exclude(code__startswith="LAK")
    plan = plan_of(Reading(ADMISSIONS, ADMISSIONS.title, rows=[row]), AdmissionImporter(TODAY, mine))
    return plan.faults, plan.warnings


def same(door: list[str], rules: list[Fault]) -> bool:
    """As many sentences, and each of ours in one of theirs."""
    return len(door) == len(rules) and all(any(fault.reason in said for said in door) for fault in rules)


def recorded() -> list[dict[str, Any]]:
    return [dict(one) for one in Admission.objects.order_by("pk").values()]


def named(rows: list[Row]) -> Any:
    return [pytest.param(row, id=" ".join(f"{key}={text[:20]}" for key, text in row.said.items())) for row in rows]


odd = pytest.mark.parametrize("row", named(ODD))


def test_the_rules_say_what_the_table_says(new: None) -> None:
    for row in WRONG:
        faults, _warnings = judged(row.texts)
        said = [fault.reason for fault in faults if fault.key == row.key]
        assert any(row.words in reason for reason in said) or not row.in_a_file, (row, faults)
        assert all(fault.reason[0].isupper() and fault.reason[-1] in ".?" for fault in faults), faults


def test_the_command(new: None, tmp_path: Path) -> None:
    """All of them in one file, each by a decision of its own. A command has no scope, so nothing is foreign to it."""
    rows = [apart(row, n) for n, row in enumerate(WRONG, 2) if row.said.get("unit") != "LAK-01" and row.in_a_file]
    before = recorded()
    file = workbook(tmp_path / "kn.xlsx", "Kết nạp", HEADERS, *(list(row.texts.values()) for row in rows))
    said = run("import_admissions", file)
    assert said.refused == f"Chưa ghi gì: {len(rows)} hàng có lỗi trong {len(rows)} hàng."
    for number, row in enumerate(rows, 2):
        told = [fault for fault in said.faults if re.match(rf"Kết nạp![A-Z]*{number}\b", fault)]
        assert same(told, judged(row.texts)[0]), (row, told)
    assert recorded() == before


@pytest.mark.parametrize("door", ["upload", "paste"])
def test_a_file_and_a_pasted_block(door: str, new: None, signed_in: SignIn, binh: User) -> None:
    before, client = recorded(), signed_in(binh)
    rows = [apart(row, n) for n, row in enumerate(WRONG, 2) if row.in_a_file]
    batch = sent(client, door, *rows)
    page = words(client.get(f"/admissions/import/{batch.uid}/"))
    for kept, row in zip(batch.rows.order_by("number"), rows, strict=True):
        told = [fault["reason"] for fault in kept.told["faults"]]
        assert same(told, judged(row.texts)[0]), (row, told)
        assert kept.state == "BAD"
        assert kept.number > 20 or all(reason in page for reason in told)
    client.post(f"/admissions/import/{batch.uid}/", {"do": "write"})
    assert recorded() == before


def test_the_form(new: None, signed_in: SignIn, binh: User) -> None:
    before, client = recorded(), signed_in(binh)
    for row in WRONG:
        answer = client.post("/admissions/new/", as_form(row))
        assert answer.status_code == 422, row
        assert not row.in_a_file or same(items(answer), judged(row.texts)[0]), (row, items(answer))
        assert any(row.words in said for said in items(answer)), (row, items(answer))
    assert recorded() == before


def test_correcting_a_record(there: Admission, signed_in: SignIn, binh: User) -> None:
    before, client, address = recorded(), signed_in(binh), f"/admissions/{there.uid}/edit/"
    versions = hidden(client.get(address))
    for row in WRONG:
        answer = client.post(address, {**as_form(row), **versions})
        assert answer.status_code == 422, row
        assert same(items(answer), judged({**row.texts, "uid": there.uid})[0]), (row, items(answer))
    assert recorded() == before


def test_the_grid_of_dates(there: Admission, signed_in: SignIn, binh: User) -> None:
    before, client = recorded(), signed_in(binh)
    rows = [row for row in WRONG if row.said.keys() <= DATES]
    assert len(rows) > 10
    for row in rows:
        answer = in_the_grid(client, row, there)
        faults, _warnings = judged({**{key: row.texts[key] for key in DATES}, "uid": there.uid})
        assert answer.status_code == 422, row
        assert same(items(answer), faults), (row, items(answer))
        assert any(row.words in said for said in items(answer)), (row, items(answer))
    assert recorded() == before


@odd
@pytest.mark.parametrize("door", ["command", "upload", "paste", "form"])
def test_what_only_looks_wrong_is_remarked_in_the_same_words(
    row: Row, door: str, new: None, signed_in: SignIn, binh: User, tmp_path: Path
) -> None:
    faults, warnings = judged(row.texts)
    assert not faults
    assert [warning.key for warning in warnings] == [row.key]
    assert row.words in warnings[0].reason
    if door == "command":
        said = run("import_admissions", workbook(tmp_path / "kn.xlsx", "Kết nạp", HEADERS, list(row.texts.values())))
        assert not said.refused
        assert warnings[0].reason in said.out
    elif door == "form":
        answer = signed_in(binh).post("/admissions/new/", as_form(row), follow=True)
        assert warnings[0].reason in words(answer)
    else:
        told = sent(signed_in(binh), door, row).rows.get().told
        assert same([warning["reason"] for warning in told["warnings"]], warnings)
    assert Admission.objects.filter(name=GOOD["name"]).exists() == (door in ("command", "form"))


def test_what_only_looks_wrong_in_the_grid_of_dates(there: Admission, signed_in: SignIn, binh: User) -> None:
    Admission.objects.update(note="")
    (row,) = (row for row in ODD if row.said.keys() <= DATES)
    assert row.words in words(in_the_grid(signed_in(binh), row, there, follow=True))
    assert Admission.objects.filter(pk=there.pk, admitted_on=date(2023, 7, 10)).exists()


@pytest.mark.parametrize("row", named([row for row in ODD if row.said.get("birth") != "2005"]))
def test_a_note_answers_the_limits_that_it_can_explain(row: Row, new: None) -> None:
    assert judged({**row.texts, "note": "Ban Tổ chức đồng ý, công văn 12"}) == ([], [])


def test_a_decomposed_name_is_the_same_name_through_every_door(new: None, signed_in: SignIn, binh: User) -> None:
    client, row = signed_in(binh), Row({"name": nfd("Nguyễn Thị Hường")}, "name", "")
    client.post("/admissions/new/", as_form(row))
    assert Admission.objects.filter(name="Nguyễn Thị Hường").count() == 1
    for door in ("upload", "paste"):
        assert sent(client, door, row).rows.get().state == "UNCHANGED"


def test_the_same_person_twice_in_one_file(new: None, signed_in: SignIn, binh: User, tmp_path: Path) -> None:
    rows = [list(GOOD.values()), list((GOOD | {"name": "Y THANG NIE", "note": "lần hai"}).values())]
    said = run("import_admissions", workbook(tmp_path / "kn.xlsx", "Kết nạp", HEADERS, *rows))
    words_of_rule = "Trùng hàng 2: cùng bản ghi, hoặc cùng họ tên, ngày sinh và số quyết định."
    assert [words_of_rule in fault for fault in said.faults] == [True]
    client = signed_in(binh)
    pasted = paste(client, "\n".join("\t".join(row) for row in (HEADERS, *rows)))
    for batch in (upload(client, *rows, headers=HEADERS), pasted):
        twin = batch.rows.get(number=3)
        assert ([one["reason"] for one in twin.told["twins"]], twin.state) == ([words_of_rule], "TWIN")
    assert not Admission.objects.filter(name=GOOD["name"]).exists()


def sent(client: Client, door: str, *rows: Row) -> ImportBatch:
    texts = [list(row.texts.values()) for row in rows]
    if door == "upload":
        return upload(client, *texts, headers=HEADERS)
    return paste(client, "\n".join("\t".join(line) for line in (HEADERS, *texts)))


def as_form(row: Row) -> dict[str, Any]:
    """As a browser sends it: a unit typed by its code, several groups as several fields."""
    groups = [group.strip() for group in row.texts["sources"].split(";") if group.strip()]
    return {
        **row.texts,
        "sources": groups,
        "unit_shown": "",
        "unit_code": "",
        "entry": str(uuid.uuid4()),
        "year": "2023",
        "then": "next",
    }


def in_the_grid(client: Client, row: Row, record: Admission, *, follow: bool = False) -> Any:
    asked = {"unit": "KBO", "decided_on": "19/05/2023", "number": record.decision_number}
    address = f"/admissions/dates/?{urlencode(asked)}"
    fields = hidden(client.get(address)) | {f"{key}.{record.uid}": row.texts[key] for key in DATES}
    return client.post(address, {**fields, "do": "save"}, follow=follow)


def hidden(answer: Any) -> dict[str, str]:
    """Of which version the records on the page are."""
    return dict(re.findall(r'name="((?:version|since)[^"]*)" value="([^"]*)"', answer.content.decode()))


def items(answer: Any) -> list[str]:
    """What the summary of a refused form says, line by line."""
    page = answer.content.decode()
    summary = re.search(r'<div class="errs".*?</ul>', page, re.DOTALL)
    assert summary, page
    found = re.findall(r"<li>(.*?)</li>", summary[0], re.DOTALL)
    return [" ".join(unescape(strip_tags(one)).split()) for one in found]


def words(answer: Any) -> str:
    """The words of a page, those in cells that can be typed over too."""
    return " ".join(unescape(strip_tags(answer.content.decode())).split())
