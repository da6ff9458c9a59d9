"""A workbook of 10,000 people from upload to the last row written, by the product's own pages and by django-import-export.

Both read the same file into the same table, with its history and its rules, of a province that holds 200,000 admissions. The
product's way is that of a person in a browser: upload, preview, write, result, with what its worker does in between. That of
django-import-export is its admin's, with its defaults: a dry run to look at, then the import.
"""

import io
import os
import random
from collections.abc import Callable
from datetime import timedelta
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from import_export.fields import Field
from import_export.formats.base_formats import XLSX
from import_export.resources import ModelResource
from import_export.widgets import DateWidget, ForeignKeyWidget, Widget
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from admissions import tasks
from admissions.lists import GeneralEducation, Occupation, PoliticalTheory, Qualification, Sex
from admissions.models import Admission
from admissions.models.person import new_record_id
from admissions.sheets import ADMISSIONS
from bench.building import AS_OF
from bench.visiting import BENCH, Cost, forget, measured, province
from partytrack.worker.running import collect_seldom
from units.finding import paths
from units.lists import Kind
from units.models import Unit
from workbooks.models import ImportBatch, State

ROWS = int(os.environ.get("PARTYTRACK_BENCH_ROWS", "10000"))
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRINGS_ARE = (
    '<Override PartName="/xl/sharedStrings.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
)
SURNAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Võ", "Đặng", "Bùi", "Niê", "Y", "H’", "Êban")
MIDDLES = ("Văn", "Thị", "Hữu", "Đức", "Minh", "Thanh", "Ngọc", "Quang", "Kim", "Xuân", "Thu", "Hồng", "Công", "Gia")
GIVEN = ("An", "Bình", "Chi", "Dũng", "Giang", "Hà", "Hạnh", "Hiếu", "Hùng", "Khánh", "Linh", "Nga", "Sơn", "Thảo")


def workbook(rows: int) -> bytes:
    """As an office's list saved by Excel: every column filled, units by code and by names, dates as typed, each person once."""
    chance = random.Random(1)
    cells = list(Unit.objects.filter(kind__in=(Kind.CELL, Kind.GRASSROOTS_CELL)).order_by("pk"))
    named = paths((unit.pk, AS_OF) for unit in cells)
    table = [[column.header for column in ADMISSIONS]]
    for number in range(rows):
        unit = chance.choice(cells)
        said = person(number, chance) | named[unit.pk, AS_OF]
        table.append([said.get(column.key) or "" for column in ADMISSIONS])
    return saved(table)


def saved(table: list[list[str]]) -> bytes:
    """Each text once, in a part of its own, which openpyxl does not do."""
    book = Workbook()
    book.active.title = ADMISSIONS.title
    content = io.BytesIO()
    book.save(content)
    texts: dict[str, int] = {}
    lines = [
        f'<row r="{number}">'
        + "".join(
            f'<c r="{get_column_letter(place)}{number}" t="s"><v>{texts.setdefault(text, len(texts))}</v></c>'
            for place, text in enumerate(row, start=1)
            if text
        )
        + "</row>"
        for number, row in enumerate(table, start=1)
    ]
    strings = "".join(f"<si><t>{escape(text)}</t></si>" for text in texts)
    extent = f'<dimension ref="A1:{get_column_letter(len(table[0]))}{len(table)}"/>'
    parts = {
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}">{extent}<sheetData>{"".join(lines)}</sheetData></worksheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}" count="{len(texts)}" uniqueCount="{len(texts)}">{strings}</sst>',
    }
    result = io.BytesIO()
    with ZipFile(content) as plain, ZipFile(result, "w", ZIP_DEFLATED) as package:
        types = plain.read("[Content_Types].xml").decode()
        parts["[Content_Types].xml"] = types.replace("</Types>", f"{STRINGS_ARE}</Types>")
        for name in plain.namelist():
            if name not in parts:
                package.writestr(name, plain.read(name))
        for name, part in parts.items():
            package.writestr(name, part)
    return result.getvalue()


def person(number: int, chance: random.Random) -> dict[str, str]:
    decided = AS_OF - timedelta(days=60 + chance.randrange(200))
    name = f"{chance.choice(SURNAMES)} {chance.choice(MIDDLES)} {chance.choice(MIDDLES)} {chance.choice(GIVEN)}"
    born = decided - timedelta(days=7_000 + number % 7_000)
    return {
        "name": name,
        "birth": f"{born:%d/%m/%Y}",
        "sex": str(chance.choice(Sex.labels)),
        "ethnicity": chance.choice(["Kinh", "Êđê", "M'Nông", "Tày"]),
        "religion": "Không",
        "occupation": str(chance.choice(Occupation.labels)),
        "sources": "",
        "youth_union": chance.choice(["Có", "Không"]),
        "general_education": str(chance.choice(GeneralEducation.labels)),
        "qualification": str(chance.choice(Qualification.labels)),
        "political_theory": str(chance.choice(PoliticalTheory.labels)),
        "readmission": "Không",
        "decision_number": f"{BENCH}-{decided:%m%d}",
        "decided_on": f"{decided:%d/%m/%Y}",
        "admitted_on": f"{decided + timedelta(days=20):%d/%m/%Y}",
        "note": "",
    }


class ByLabel(Widget):
    """A choice as a list shows it."""

    def __init__(self, choices: list[tuple[str, str]]) -> None:
        super().__init__()
        self.by_label = {str(label): value for value, label in choices}

    def clean(self, value: str, row: object = None, **_options: object) -> str:
        return self.by_label[value] if value else ""


class YesNo(Widget):
    def clean(self, value: str, row: object = None, **_options: object) -> bool | None:
        return value == "Có" if value else None


def _column(key: str, attribute: str, widget: Widget | None = None) -> Field:
    header = ADMISSIONS[key].header
    return Field(attribute=attribute, column_name=header, **({"widget": widget} if widget else {}))


class AdmissionResource(ModelResource):
    """The same columns. A record is looked up by its Mã bản ghi alone, which new people are given: that the same person may be
    recorded already under the same decision is not looked for, as a look without an index of its own would take it 50 ms."""

    uid = Field(attribute="uid", column_name=ADMISSIONS["uid"].header, default=new_record_id)
    unit = _column("unit", "unit", ForeignKeyWidget(Unit, "code"))
    name = _column("name", "name")
    birth_date = _column("birth", "birth_date", DateWidget("%d/%m/%Y"))
    sex = _column("sex", "sex", ByLabel(Sex.choices))
    ethnicity = _column("ethnicity", "ethnicity")
    religion = _column("religion", "religion")
    occupation = _column("occupation", "occupation", ByLabel(Occupation.choices))
    youth_union = _column("youth_union", "youth_union", YesNo())
    general_education = _column("general_education", "general_education", ByLabel(GeneralEducation.choices))
    qualification = _column("qualification", "qualification", ByLabel(Qualification.choices))
    political_theory = _column("political_theory", "political_theory", ByLabel(PoliticalTheory.choices))
    readmission = _column("readmission", "readmission", YesNo())
    decision_number = _column("decision_number", "decision_number")
    decided_on = _column("decided_on", "decided_on", DateWidget("%d/%m/%Y"))
    admitted_on = _column("admitted_on", "admitted_on", DateWidget("%d/%m/%Y"))

    class Meta:
        model = Admission
        import_id_fields = ("uid",)
        fields = (
            "uid", "unit", "name", "birth_date", "sex", "ethnicity", "religion", "occupation", "youth_union", "general_education",
            "qualification", "political_theory", "readmission", "decision_number", "decided_on", "admitted_on",
        )  # fmt: skip


def theirs(content: bytes) -> dict[str, Cost]:
    """A dry run, as its admin shows before one confirms, and the import."""
    costs = {"preview": Cost(), "write": Cost()}
    for step, cost in costs.items():
        with measured(cost):
            result = AdmissionResource().import_data(XLSX().create_dataset(content), dry_run=step == "preview")
        assert not result.has_errors(), result.row_errors()[:1] or result.base_errors
        assert result.totals["new"] == ROWS, result.totals
    return costs


def ours(content: bytes, client: Client) -> dict[str, Cost]:
    """Each page as the browser asks for it; what is queued is done when the page has answered."""
    costs = {step: Cost() for step in ("upload", "read and check", "preview", "write")}
    with measured(costs["upload"]):
        sent = SimpleUploadedFile("bench.xlsx", content)
        answer = client.post("/admissions/import/", {"kind": "admissions", "file": sent})
        assert answer.status_code == 302, answer.content.decode()[-3000:]
    batch = ImportBatch.objects.get()
    with measured(costs["read and check"]):
        if batch.state == State.RECEIVED:
            tasks.read_batch(batch.pk, "vi")
    with measured(costs["preview"]):
        assert client.get(answer.url).status_code == 200
    with measured(costs["write"]):
        assert client.post(answer.url, {"do": "write"}).status_code == 302
        batch.refresh_from_db()
        if batch.state == State.WRITING:
            tasks.write_batch(batch.pk, "vi")
        assert client.get(answer.url).status_code == 200
    batch.refresh_from_db()
    assert (batch.state, batch.counts.get("NEW")) == (State.WRITTEN, ROWS), batch.counts
    return costs


def run(name: str, way: Callable[[], dict[str, Cost]]) -> Cost:
    forget()
    costs = way()
    for step, cost in costs.items():
        print(f"  {name + ': ' + step:34} {cost}")
    total = sum(costs.values(), Cost())
    print(f"  {name + ', in all':34} {total}")
    return total


def main() -> None:
    with province() as client:
        collect_seldom()
        client.get("/admissions/import/")  # a server has shown a page before
        content = workbook(ROWS)
        print(f"{ROWS:,} people, {len(content) // 1024:,} KB, into {Admission.objects.count():,} admissions")
        us = run("ours", lambda: ours(content, client))
        them = run("django-import-export", lambda: theirs(content))
        time, processor = them.seconds / us.seconds, them.processor / us.processor
        print(f"  ratio: {time:.1f} × in time, {processor:.1f} × in processor time")
