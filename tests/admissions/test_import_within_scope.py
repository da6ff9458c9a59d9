"""An importer bound to a clerk's units never says more of the others than "there is no such thing"."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from accounts.models import User
from admissions.importing.admissions import AdmissionImporter
from admissions.importing.candidates import CandidateImporter
from admissions.importing.tallies import TallyImporter
from admissions.lists import Stage
from admissions.models import Candidate
from tests.import_files import workbook
from tests.small_province import admit, prepare
from units.models import Unit
from units.scope import Action, allowed
from workbooks import importing
from workbooks.importing import Plan

TODAY = date(2023, 10, 10)
HEADERS = (
    "Mã bản ghi",
    "Mã tổ chức",
    "Chi bộ",
    "Họ và tên",
    "Ngày sinh",
    "Giới tính",
    "Số quyết định",
    "Ngày quyết định",
)
PERSON = ("H'Liên Niê", "01/01/1998", "Nữ", "12-QĐ/HU", date(2023, 5, 19))

pytestmark = pytest.mark.django_db


def planned(folder: Path, user: User, *rows: Sequence[Any]) -> Plan:
    mine = allowed(Unit.objects.all(), user, Action.RECORD)
    return importing.prepare(workbook(folder / "a.xlsx", "Kết nạp", HEADERS, *rows), AdmissionImporter(TODAY, mine))


def test_a_unit_outside_is_as_unknown_as_one_that_is_not(tmp_path: Path, units: dict[str, Unit], ha: User) -> None:
    plan = planned(
        tmp_path,
        ha,
        (None, "CPU-01", None, "Y Một", *PERSON[1:]),
        (None, "NIX-01", None, "Y Hai", *PERSON[1:]),
        (None, None, "Chi bộ buôn Khanh", "Y Ba", *PERSON[1:]),
        (None, "TAN-01", None, *PERSON),
    )
    reasons = [fault.reason for fault in plan.faults]
    assert reasons[0] == reasons[1] == "Không có tổ chức mang mã này trong phạm vi của bạn."
    assert reasons[2] == "Không có tổ chức tên này trong phạm vi của bạn."
    assert "CPU" not in str([fault.nearest for fault in plan.faults])
    assert plan.planned[3].row.good


def test_a_path_may_name_committees_above_ones_own(tmp_path: Path, units: dict[str, Unit], ha: User) -> None:
    headers = ("Đảng bộ cấp trên", "TCCSĐ", *HEADERS[2:])
    path = workbook(tmp_path / "p.xlsx", "Kết nạp", headers, ("Buôn Ma Thuột", "Tân An", "Tổ dân phố 1", *PERSON))
    mine = allowed(Unit.objects.all(), ha, Action.RECORD)
    assert not importing.prepare(path, AdmissionImporter(TODAY, mine)).faults


def test_a_record_outside_is_neither_found_nor_told_of(tmp_path: Path, units: dict[str, Unit], ha: User) -> None:
    there = admit(units["CPU-01"], PERSON[0], PERSON[4], birth_date=date(1998, 1, 1))
    plan = planned(tmp_path, ha, (there.uid, "TAN-01", None, "Y Ba", *PERSON[1:]), (None, "TAN-01", None, *PERSON))
    assert plan.faults[0].reason == "Không có bản ghi mang mã này trong phạm vi của bạn."
    assert plan.faults[1].reason == "Người này (cùng họ tên, ngày sinh) đã có trong quyết định này."
    other = (*PERSON[:3], "99", date(2023, 6, 1))
    plan = planned(tmp_path, ha, (None, "TAN-01", None, *other))
    assert not plan.faults
    assert not plan.warnings


def test_candidates_outside_are_not_told_of(tmp_path: Path, units: dict[str, Unit], ha: User) -> None:
    there = prepare(units["CPU-01"], PERSON[0], {Stage.LISTED: date(2022, 1, 1)}, birth_date=date(1998, 1, 1))
    assert not planned(tmp_path, ha, (None, "TAN-01", None, *PERSON)).warnings
    headers = ("Mã bản ghi", "Mã tổ chức", "Họ và tên", "Ngày sinh", "Giới tính", "Bước", "Ngày vào bước")
    row = (there.uid, "TAN-01", *PERSON[:3], "CLASS", date(2023, 1, 1))
    mine = allowed(Unit.objects.all(), ha, Action.RECORD)
    plan = importing.prepare(workbook(tmp_path / "c.xlsx", "Nguồn", headers, row), CandidateImporter(TODAY, mine))
    assert plan.faults[0].reason == "Không có bản ghi mang mã này trong phạm vi của bạn."
    assert Candidate.objects.count() == 1


def test_tallies_keep_to_the_scope(tmp_path: Path, units: dict[str, Unit], ha: User) -> None:
    headers = ("Mã tổ chức", "Năm", "Tính đến ngày", "Số kết nạp")
    path = workbook(tmp_path / "t.xlsx", "Số liệu tổng hợp", headers, ("CPU", 2023, date(2023, 6, 30), 4))
    mine = allowed(Unit.objects.all(), ha, Action.RECORD)
    assert "phạm vi" in importing.prepare(path, TallyImporter(TODAY, mine)).faults[0].reason
