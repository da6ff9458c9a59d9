"""What an unknown name may have meant."""

from datetime import date

import pytest

from units.finding import UNIT_COLUMNS, UnitFinder
from units.models import Unit
from workbooks.reading import Row, row_of
from workbooks.sheets import Sheet

SHEET = Sheet("Tổ chức", UNIT_COLUMNS)


def asked(**cells: str) -> Row:
    row = row_of(SHEET, 2, cells)
    assert UnitFinder(date(2023, 10, 10)).find([row], on=lambda _row: None) == {}
    return row


@pytest.mark.parametrize("written", ["TDP 15", "tdp 2", "TDP1"])
def test_an_abbreviation_is_understood_among_the_units_of_its_committee(units: dict[str, Unit], written: str) -> None:
    row = asked(grassroots="Tân An", cell=written)
    assert [fault.nearest for fault in row.faults] == [("TAN-01 (Chi bộ Tổ dân phố 1)",)]


def test_nobody_elses_units_are_suggested_for_an_abbreviation(units: dict[str, Unit]) -> None:
    assert asked(grassroots="Cư Pui", cell="TDP 15").faults[0].nearest == ()
