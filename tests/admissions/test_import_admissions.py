"""People admitted come in as a workbook: new, corrected or unchanged, each row checked by the rules of the form."""

import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from admissions.lists import SourceGroup
from admissions.models import Admission, AdmissionSource, Candidate
from admissions.sheets import ADMISSIONS, admission_rows
from tests.import_files import Said, run, workbook
from tests.small_province import admit, move
from units.lists import Kind
from units.models import Placement, Unit
from workbooks.templates import export

HEADERS = ("Mã tổ chức", "Họ và tên", "Ngày sinh", "Giới tính", "Số quyết định", "Ngày quyết định")
LIEN = ("CPU-01", "H'Liên Niê", "03/02/1998", "Nữ", "12-QĐ/HU", date(2023, 5, 19))
SON = ("CPU-02", "Y Sơn Byă", "1995", "Nam", "12-QĐ/HU", date(2023, 5, 19))

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("units")]


def given(folder: Path, *rows: Sequence[Any], more: Sequence[str] = (), options: Sequence[str] = ()) -> Said:
    return run("import_admissions", workbook(folder / "kn.xlsx", "Kết nạp", (*HEADERS, *more), *rows), *options)


def returned(folder: Path, **changed: Any) -> Said:
    """The export of everything, with one column written over, imported again."""
    rows = [row | changed for row in admission_rows(Admission.objects.order_by("pk"), date(2023, 10, 10))]
    path = folder / "back.xlsx"
    export(ADMISSIONS, rows, head=["Danh sách kết nạp"]).save(path)
    return run("import_admissions", path)


def test_people_come_in_with_all_that_is_said_of_them(tmp_path: Path) -> None:
    more = (
        "Dân tộc",
        "Tôn giáo",
        "Nghề nghiệp",
        "Đối tượng",
        "Đoàn viên",
        "Lý luận chính trị",
        "Ngày kết nạp",
        "Ghi chú",
    )
    said = given(
        tmp_path,
        (
            *LIEN,
            "Ê-đê",
            "tin lanh",
            "Sinh viên",
            "Học sinh; Dân tộc thiểu số tại chỗ",
            "x",
            "Sơ cấp",
            "03/06/2023",
            "ghi chú",
        ),
        SON,
        more=more,
    )
    assert not said.refused, said
    assert "Thêm mới 2" in said.out
    lien = Admission.objects.get(name="H'Liên Niê")
    assert (lien.ethnicity, lien.religion, lien.occupation) == ("Êđê", "Tin Lành", "UNIVERSITY_STUDENT")
    assert (lien.youth_union, lien.political_theory, lien.note) == (True, "ELEMENTARY", "ghi chú")
    assert (lien.admitted_on, lien.counted_on) == (date(2023, 6, 3), date(2023, 5, 19))
    assert {source.group for source in lien.sources.all()} == {"PUPIL", "LOCAL_MINORITY"}
    son = Admission.objects.get(name="Y Sơn Byă")
    assert (son.birth_date, son.birth_precision, son.youth_union, son.ethnicity) == (date(1995, 1, 1), "YEAR", None, "")


def test_the_same_file_again_changes_nothing_and_says_so(tmp_path: Path) -> None:
    given(tmp_path, LIEN, SON)
    said = given(tmp_path, LIEN, SON)
    assert "không đổi 2" in said.out
    assert "không ghi gì" in said.out
    assert Admission.objects.count() == 2
    assert Admission.pgh_event_model.objects.count() == 2  # type: ignore[attr-defined]


def test_a_row_without_record_id_is_the_same_record_by_name_birth_and_decision(tmp_path: Path) -> None:
    given(tmp_path, LIEN)
    said = given(
        tmp_path, ("CPU-02", "h’liên  niê", "3/2/1998", "Nữ", "12-QĐ/HU", "19/05/2023", "Giáo viên"), more=["Đối tượng"]
    )
    assert "thay đổi 1" in said.out, said
    assert "Bản ghi đang ở Chi bộ buôn Khanh" in said.out
    record = Admission.objects.get()
    assert (record.unit.code, record.name) == ("CPU-02", "h’liên niê")
    assert [source.group for source in record.sources.all()] == ["TEACHER"]


def test_a_corrected_name_comes_back_as_a_change_by_its_record_id_with_its_history(tmp_path: Path) -> None:
    given(tmp_path, LIEN)
    said = returned(tmp_path, name="H'Liên Niê Kdăm", received_on=date(2023, 5, 25))
    assert "thay đổi 1" in said.out, said
    record = Admission.objects.get()
    assert (record.name, record.name_search) == ("H'Liên Niê Kdăm", "h'lien nie kdam")
    event = Admission.pgh_event_model.objects.order_by("pk").last()  # type: ignore[attr-defined]
    assert (event.pgh_label, event.pgh_context.metadata["command"]) == ("update", "import_admissions")


def test_a_blank_cell_empties_only_beside_a_record_id(tmp_path: Path) -> None:
    given(tmp_path, (*LIEN, "ghi chú", "Giáo viên"), more=["Ghi chú", "Đối tượng"])
    said = given(tmp_path, (*LIEN, None, None), more=["Ghi chú", "Đối tượng"])
    assert "không đổi 1" in said.out
    returned(tmp_path, note="", sources=())
    record = Admission.objects.get()
    assert record.note == ""
    assert not record.sources.exists()


def test_an_export_goes_back_in_without_a_change(tmp_path: Path, units: dict[str, Unit]) -> None:
    lien = admit(
        units["CPU-01"], "H'Liên Niê", date(2023, 5, 19), admitted_on=date(2023, 6, 1), note="=1+1", religion="Không"
    )
    AdmissionSource.objects.create(admission=lien, group=SourceGroup.TEACHER)
    AdmissionSource.objects.create(admission=lien, group=SourceGroup.MILITIA)
    admit(units["KBO-CB"], "Trần Văn Đức", date(2022, 3, 3), birth_date=date(1990, 2, 1), birth_precision="MONTH")
    admit(
        units["TAN"], "Lê Thị Ánh", date(2021, 3, 3), birth_date=date(1990, 1, 1), birth_precision="YEAR", sex="FEMALE"
    )
    admit(units["KBO"], "Phạm Oanh", date(2021, 3, 3), youth_union=None, readmission=True, occupation="FIRM_STAFF")
    move(units["CPU"], to=units["LAK"], on=date(2023, 7, 1))
    said = returned(tmp_path)
    assert not said.refused, said
    assert "không đổi 4" in said.out, said
    assert "Lưu ý" not in said.out


def test_a_void_record_named_by_its_id_is_refused_in_words(tmp_path: Path) -> None:
    given(tmp_path, LIEN)
    rows = list(admission_rows(Admission.objects.all(), date(2023, 10, 10)))
    Admission.objects.update(voided_at=timezone.now(), void_reason="nhập nhầm")
    export(ADMISSIONS, rows).save(tmp_path / "old.xlsx")
    said = run("import_admissions", tmp_path / "old.xlsx")
    assert "đã huỷ (lý do: nhập nhầm)" in said.faults[0]
    said = given(tmp_path, LIEN)
    assert "Thêm mới 1" in said.out
    assert "được ghi thành kết nạp mới" in said.out


def test_an_unknown_record_id_is_refused(tmp_path: Path) -> None:
    said = given(tmp_path, (*LIEN, "abcdef123456"), more=["Mã bản ghi"])
    assert said.faults == ["Kết nạp!G2 «abcdef123456»: Không có bản ghi mang mã này trong phạm vi của bạn."]


def test_a_second_row_about_the_same_record_names_the_first(tmp_path: Path) -> None:
    said = given(tmp_path, LIEN, SON, ("CPU-02", "H'LIEN NIE", *LIEN[2:]))
    assert len(said.faults) == 1
    assert said.faults[0].startswith("Kết nạp!B4 «H'LIEN NIE»: Trùng hàng 2")


def test_a_likely_twin_under_another_decision_is_pointed_out(tmp_path: Path) -> None:
    given(tmp_path, LIEN)
    said = given(tmp_path, (*LIEN[:4], "99-QĐ/HU", date(2023, 6, 1)))
    assert "theo quyết định 12-QĐ/HU ngày 19/05/2023" in said.out
    assert Admission.objects.count() == 2


def test_the_same_name_and_decision_with_a_coarser_birth_date_is_pointed_out(tmp_path: Path) -> None:
    given(tmp_path, LIEN)
    said = given(tmp_path, (*LIEN[:2], "1998", *LIEN[3:]))
    assert "C2 «1998»: Trong quyết định này đã có người cùng họ tên, ngày sinh 03/02/1998" in said.out
    said = given(tmp_path, (*LIEN[:2], "04/02/1998", *LIEN[3:]))
    assert "ngày sinh 1998" in said.out
    assert "ngày sinh 03/02/1998" not in said.out


@pytest.mark.parametrize(
    ("dates", "born", "cell", "reason"),
    [
        ({"Ngày quyết định": "11/10/2023"}, "1998", "F2", "Ngày quyết định ở tương lai (hôm nay là 10/10/2023)."),
        ({"Ngày kết nạp": "12/10/2023"}, "1998", "G2", "Ngày kết nạp ở tương lai"),
        ({"Ngày nhận quyết định": "18/05/2023"}, "1998", "G2", "Ngày nhận quyết định không được trước ngày quyết định"),
        (
            {"Ngày kết nạp": "18/05/2023"},
            "1998",
            "G2",
            "Ngày kết nạp (lễ) không được trước ngày quyết định, 19/05/2023.",
        ),
        ({"Ngày chính thức": "01/10/2023"}, "1998", "G2", "phải có cả ngày kết nạp"),
        ({"Ngày quyết định": None}, "1998", "F2", "Thiếu “Ngày quyết định”."),
        ({"Ngày quyết định": "31/02/2023"}, "1998", "F2", "Không có ngày này trong lịch."),
        ({}, "20/05/2005", "C2", "Chưa đủ 18 tuổi vào ngày quyết định, 19/05/2023."),
        ({}, "2006", "C2", "Chưa đủ 18 tuổi"),
        ({}, "3/2/65", "C2", "Năm phải đủ bốn chữ số"),
    ],
)
def test_what_contradicts_a_rule_is_refused_at_its_cell(
    tmp_path: Path, dates: dict[str, Any], born: str, cell: str, reason: str
) -> None:
    row = [*LIEN[:2], born, *LIEN[3:5], dates.get("Ngày quyết định", LIEN[5])]
    others = {header: value for header, value in dates.items() if header not in HEADERS}
    said = given(tmp_path, (*row, *others.values()), more=list(others))
    assert said.refused
    assert len(said.faults) == 1
    assert f"!{cell}" in said.faults[0]
    assert reason in said.faults[0]
    assert not Admission.objects.exists()


def test_ages_at_the_edge_warn_or_pass(tmp_path: Path) -> None:
    def row(name: str, born: str, note: str | None = None) -> tuple[Any, ...]:
        return ("CPU-01", name, born, "Nam", "1", date(2023, 5, 19), note)

    said = given(
        tmp_path,
        row("Đủ Tuổi", "19/05/2005"),
        row("Có Thể Chưa", "2005"),
        row("Sáu Mươi", "05/1963"),
        row("Trên Sáu Mươi", "30/04/1963"),
        row("Có Lý Do", "1950", "Công văn 12"),
        more=["Ghi chú"],
    )
    assert not said.refused, said
    warned = [line for line in said.out.splitlines() if line.startswith("Lưu ý")]
    assert [line.split("!")[1][:2] for line in warned] == ["C3", "C5"]
    assert "Trên 60 tuổi" in warned[1]


def test_a_unit_must_be_there_on_the_day_of_the_decision(tmp_path: Path, units: dict[str, Unit]) -> None:
    Unit.objects.filter(code="CPU-01").update(established_on=date(2023, 6, 1))
    Unit.objects.filter(code="CPU-02").update(dissolved_on=date(2023, 5, 19))
    lost = Unit.objects.create(code="LOST", name="Chi bộ lạc", kind=Kind.CELL)
    Placement.objects.create(unit=lost, parent=units["CPU"], during=(date(2023, 6, 1), None))
    said = given(tmp_path, LIEN, SON, ("LOST", "Nguyễn Văn A", *LIEN[2:]))
    assert "mới thành lập ngày 01/06/2023" in said.faults[0]
    assert "đã giải thể ngày 19/05/2023" in said.faults[1]
    assert "không trực thuộc tổ chức nào vào ngày 19/05/2023" in said.faults[2]


def test_unknown_choices_and_units_are_told_with_the_nearest(tmp_path: Path) -> None:
    more = ("Dân tộc", "Tôn giáo", "Nghề nghiệp", "Đối tượng")
    said = given(tmp_path, ("CPU-1", *LIEN[1:], "Ê Đêê", "Phật", "Sinh vien gioi", "Giáo viên; Bộ đội"), more=more)
    told = "\n".join(said.faults)
    for part in ("A2 «CPU-1»", "CPU-01 (Chi bộ buôn Khanh)", "Êđê", "Phật giáo", "Sinh viên", "Bộ đội xuất ngũ"):
        assert part in told
    assert len(said.faults) == 5


def test_a_unit_is_found_by_a_path_of_names_on_the_tree_of_the_decision(tmp_path: Path, units: dict[str, Unit]) -> None:
    move(units["CPU"], to=units["LAK"], on=date(2023, 7, 1))
    headers = ("Đảng bộ cấp trên", "TCCSĐ", "Chi bộ", *HEADERS[1:])
    rows = [
        ("Krong Bong", "dang bo xa cu pui", "Buôn Khanh", *LIEN[1:]),
        ("Đảng bộ huyện Krông Bông", "Cư Pui", None, *SON[1:]),
        (None, None, "Thôn 2", "Trần Văn C", *SON[2:]),
        ("Huyện Lắk", "Cư Pui", "Thôn 2", "Trần Văn D", *SON[2:]),
        ("Lắk", "Cư Pui", "Thôn 2", "Trần Văn E", *SON[2:]),
    ]
    path = workbook(tmp_path / "names.xlsx", "Kết nạp", headers, *rows)
    said = run("import_admissions", path, "--good-rows")
    assert {a.name: a.unit.code for a in Admission.objects.all()} == {
        "H'Liên Niê": "CPU-01", "Y Sơn Byă": "CPU", "Trần Văn C": "CPU-02"
    }  # fmt: skip
    assert len(said.faults) == 2
    assert "C6 «Thôn 2»: Ngày 19/05/2023, tổ chức tên này không nằm dưới «Lắk / Cư Pui»" in said.faults[1]
    assert "CPU-02 (Chi bộ thôn 2)" in said.faults[1]


def test_an_ambiguous_name_lists_who_may_be_meant(tmp_path: Path, units: dict[str, Unit]) -> None:
    twin = Unit.objects.create(code="TAN-02", name="Chi bộ thôn 2", kind=Kind.CELL)
    Placement.objects.create(unit=twin, parent=units["TAN"])
    path = workbook(
        tmp_path / "n.xlsx",
        "Kết nạp",
        ("Chi bộ", *HEADERS[1:]),
        ("chi bo thon 2", *LIEN[1:]),
        ("Chi bộ thôn 9", *SON[1:]),
    )
    said = run("import_admissions", path)
    assert "Có nhiều tổ chức cùng tên này; hãy ghi mã." in said.faults[0]
    assert "CPU-02" in said.faults[0]
    assert "TAN-02" in said.faults[0]
    assert "Không có tổ chức tên này" in said.faults[1]
    assert "Chi bộ thôn 2" in said.faults[1]


def test_a_name_that_contradicts_its_code_is_asked_about(tmp_path: Path) -> None:
    more = ["TCCSĐ", "Chi bộ"]
    said = given(tmp_path, (*LIEN, "Cư Pui", None), (*SON, "Tân An", "Thôn 2"), more=more)
    assert not said.refused, said
    said = given(tmp_path, (*LIEN, "Tân An", None), more=more)
    assert "Mã CPU-01 là của «Chi bộ buôn Khanh»" in said.faults[0]


def test_an_open_candidate_of_the_same_grassroots_organisation_is_converted(
    tmp_path: Path, units: dict[str, Unit]
) -> None:
    person: dict[str, Any] = {"name": "H’Liên Niê", "birth_date": date(1998, 2, 3), "sex": "FEMALE"}
    here = Candidate.objects.create(unit=units["CPU-02"], **person)
    elsewhere = Candidate.objects.create(unit=units["TAN-01"], **person)
    said = given(tmp_path, LIEN)
    here.refresh_from_db()
    elsewhere.refresh_from_db()
    assert here.admission == Admission.objects.get()
    assert elsewhere.admission is None
    assert "Lưu ý" not in said.out
    assert "không đổi 1" in given(tmp_path, LIEN).out


def test_a_candidate_elsewhere_is_pointed_out_and_left(tmp_path: Path, units: dict[str, Unit]) -> None:
    person: dict[str, Any] = {"name": "H'Liên Niê", "birth_date": date(1998, 2, 3), "sex": "FEMALE"}
    elsewhere = Candidate.objects.create(unit=units["TAN-01"], **person)
    Candidate.objects.create(unit=units["CPU-01"], **person, dropped_on=date(2022, 1, 1), drop_reason="đi xa")
    said = given(tmp_path, LIEN)
    elsewhere.refresh_from_db()
    assert elsewhere.admission is None
    assert "trong nguồn của Chi bộ Tổ dân phố 1" in said.out


def test_good_rows_come_in_and_the_bad_are_printed(tmp_path: Path) -> None:
    said = given(tmp_path, LIEN, ("CPU-02", "Y Sơn Byă", "2010", *SON[3:]), options=["--good-rows"])
    assert not said.refused
    assert "Thêm mới 1" in said.out
    assert "không nhận 1" in said.out
    assert len(said.faults) == 1


def test_text_that_begins_with_an_equals_sign_stays_text(tmp_path: Path) -> None:
    given(tmp_path, LIEN)
    Admission.objects.update(note="=HYPERLINK(1)")
    assert "không đổi 1" in returned(tmp_path).out
    assert Admission.objects.get().note == "=HYPERLINK(1)"


def test_the_number_of_queries_does_not_grow_with_the_file(tmp_path: Path) -> None:
    def queries(count: int, number: str) -> int:
        rows = [("CPU-01", f"Nguyễn Văn {n}", "1998", "Nam", number, date(2023, 5, 19)) for n in range(count)]
        with CaptureQueriesContext(connection) as caught:
            assert not given(tmp_path, *rows).refused
        return len(caught)

    assert queries(3, "1") == queries(300, "2")


def test_thousands_of_rows_take_seconds(tmp_path: Path) -> None:
    rows = [
        ("CPU-01", f"Nguyễn Văn {n}", "03/02/1998", "Nam", f"{n % 50}", date(2023, 1 + n % 9, 19), "Tày", "Giáo viên")
        for n in range(3_000)
    ]
    path = workbook(tmp_path / "big.xlsx", "Kết nạp", (*HEADERS, "Dân tộc", "Đối tượng"), *rows)
    start = time.monotonic()
    said = run("import_admissions", path)
    took = time.monotonic() - start
    assert "Thêm mới 3.000" in said.out
    assert took < 20, f"{took:.1f} s"


def test_of_cells_of_the_same_name_the_path_says_which(tmp_path: Path, units: dict[str, Unit]) -> None:
    for number in range(30):
        commune = Unit.objects.create(code=f"X{number}", name=f"Đảng bộ xã {number}", kind=Kind.GRASSROOTS_COMMITTEE)
        cell = Unit.objects.create(code=f"X{number}-1", name="Chi bộ thôn 1", kind=Kind.CELL)
        Placement.objects.create(unit=commune, parent=units["LAK"])
        Placement.objects.create(unit=cell, parent=commune)
    headers = ("Đảng bộ cấp trên", "TCCSĐ", "Chi bộ", *HEADERS[1:])
    rows = [
        ("Lắk", "Đảng bộ xã 7", "Chi bộ thôn 1", *LIEN[1:]),
        ("Lắk", None, "Chi bộ thôn 1", *SON[1:]),
        (None, None, "Chi bộ thôn 1", "Y Hai", *SON[2:]),
        ("Krông Bông", "Đảng bộ xã 7", "Chi bộ thôn 1", "Y Ba", *SON[2:]),
    ]
    said = run("import_admissions", workbook(tmp_path / "n.xlsx", "Kết nạp", headers, *rows), "--good-rows")
    assert Admission.objects.get().unit.code == "X7-1"
    assert [fault.split("!")[1].split(" ")[0] for fault in said.faults] == ["C3", "C4", "C5"]
    assert "không nằm dưới «Krông Bông / Đảng bộ xã 7»" in said.faults[2]
