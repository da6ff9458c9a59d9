"""A year of the small province: targets, admissions and dossiers that the tests of reports read."""

from datetime import date

import pytest

from admissions.lists import Sex, Stage
from targets.models import Target, TargetDecision
from tests.small_province import admit, prepare, tally
from units.models import Headcount, Overseer, Unit


def give(
    issuer: Unit, number: str, lines: dict[Unit, int], *, year: int = 2023, own_due_on: date | None = None
) -> None:
    """A decision of `issuer` in effect from 10 January."""
    day = date(year, 1, 10)
    paper = TargetDecision.objects.create(issuer=issuer, year=year, number=number, issued_on=day, effective_on=day)
    Target.objects.bulk_create(
        Target(decision=paper, unit=unit, quantity=quantity, own_due_on=own_due_on) for unit, quantity in lines.items()
    )
    TargetDecision.objects.filter(pk=paper.pk).update(state="ISSUED")


@pytest.fixture
def year(units: dict[str, Unit]) -> dict[str, Unit]:
    """KBO 3/3, LAK 1/4, BMT 2/4 + 1 dossier; KBO was 2/2 in 2022."""
    u = units
    give(u["DLK"], "01-QĐ/TU", {u["DLK"]: 11})
    give(u["DLK"], "02-QĐ/TU", {u["KBO"]: 3, u["LAK"]: 4, u["BMT"]: 4})
    give(u["DLK"], "01-QĐ/TU", {u["KBO"]: 2}, year=2022)
    give(u["KBO"], "03-QĐ/HU", {u["CPU"]: 2, u["KBO-CB"]: 1})
    give(u["BMT"], "04-QĐ/TU", {u["TAN"]: 4}, own_due_on=date(2023, 11, 15))
    admit(u["CPU-01"], "Y Thiên Byă", date(2023, 3, 2), sex=Sex.MALE, ethnicity="Êđê")
    admit(u["CPU-02"], "H'Liên Niê", date(2023, 9, 20), ethnicity="Êđê", youth_union=None)
    admit(u["KBO-CB"], "Nguyễn Thị Hoa", date(2023, 5, 4), birth_date=date(1980, 1, 1))
    admit(u["LAK-01"], "Trần Văn Lộc", date(2023, 6, 1), sex=Sex.MALE)
    for name in ("Lê Thị Mai", "Phạm Thu Hà"):
        admit(u["TAN-01"], name, date(2023, 9, 30))
    for name in ("Đỗ Văn Tám", "Hồ Thị Chín"):
        admit(u["CPU-01"], name, date(2022, 4, 1))
    steps = {Stage.LISTED: date(2023, 1, 5), Stage.VETTING: date(2023, 8, 1)}
    prepare(u["TAN-01"], "Võ Đình Khoa", steps, expected_on=date(2023, 11, 1))
    prepare(u["TAN-01"], "Bùi Thị Nhung", {Stage.LISTED: date(2023, 2, 1)})
    Headcount.objects.create(unit=u["DLK"], counted_on=date(2022, 12, 31), members=1_234)
    Overseer.objects.create(unit=u["TAN-01"], person="Phạm Quốc Bảo")
    return u


@pytest.fixture
def tallied(year: dict[str, Unit]) -> dict[str, Unit]:
    """CPU reports 5 by 31 August: more than its cells name, one of them of the months after."""
    tally(year["CPU"], date(2023, 8, 31), 5, women=2)
    return year
