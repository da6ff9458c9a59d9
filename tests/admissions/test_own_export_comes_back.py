"""A list that was exported goes in again by the import page as it is: every row is known, none is changed."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from admissions.lists import Sex, SourceGroup, Stage
from admissions.models import AdmissionSource
from tests.admissions.import_batches import states
from tests.small_province import admit, prepare, tally
from units.models import Unit
from workbooks.models import ImportBatch

SignIn = Callable[[User], Client]
HOSTILE = '=HYPERLINK("http://x.test";"Mở") ' + "Ê" * 60


@pytest.fixture
def people(units: dict[str, Unit]) -> dict[str, Unit]:
    """Known well and hardly, with a name that looks like a formula, an unnamed result, a dossier at each of three steps."""
    lien = admit(
        units["CPU-01"],
        "H'Liên Niê",
        date(2023, 3, 2),
        ethnicity="Êđê",
        religion="Tin Lành",
        birth_date=date(1998, 2, 3),
        decision_number="12-QĐ/HU",
    )
    AdmissionSource.objects.create(admission=lien, group=SourceGroup.PUPIL)
    admit(units["CPU-02"], HOSTILE, date(2023, 5, 4), sex=Sex.MALE, youth_union=None, note="+84 905")
    admit(units["KBO-CB"], "Nguyễn Thị Hoa", date(2023, 9, 30), birth_date=date(1980, 1, 1), birth_precision="YEAR")
    tally(units["CPU"], date(2023, 2, 1), 5)
    steps = {Stage.LISTED: date(2023, 1, 5), Stage.CLASS: date(2023, 4, 1), Stage.VETTING: date(2023, 8, 1)}
    prepare(units["CPU-01"], "Võ Đình Khoa", steps, expected_on=date(2023, 11, 1), mentor="Trần Thị Ngà")
    prepare(units["KBO-CB"], "Bùi Thị Nhung", {Stage.LISTED: date(2023, 2, 1)})
    return units


def sent_back(client: Client, address: str, kind: str) -> ImportBatch:
    book = client.get(address)
    assert book.status_code == 200
    answer = client.post("/admissions/import/", {"kind": kind, "file": SimpleUploadedFile("lai.xlsx", book.content)})
    assert answer.status_code == 302, answer.content.decode()
    return ImportBatch.objects.get(uid=answer.headers["Location"].split("/")[3])


@pytest.mark.parametrize(
    ("address", "kind", "rows"),
    [
        ("/admissions.xlsx?unit=KBO&year=2023&as_of=2023-10-10", "admissions", 3),
        ("/admissions.xlsx?unit=KBO&year=2023&as_of=2023-10-10&cols=row_number,name,unit,birth,note", "admissions", 3),
        ("/candidates.xlsx?unit=KBO&as_of=2023-10-10", "candidates", 2),
    ],
)
def test_what_was_exported_goes_in_again_without_a_change(
    signed_in: SignIn, binh: User, people: dict[str, Unit], address: str, kind: str, rows: int
) -> None:
    batch = sent_back(signed_in(binh), address, kind)
    assert list(states(batch).values()) == ["UNCHANGED"] * rows
