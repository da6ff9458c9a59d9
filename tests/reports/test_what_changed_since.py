"""A kept report beside the same report today: each difference, figure by figure, opens the records that made it."""

import re
from collections.abc import Callable
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pghistory
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from admissions.lists import Sex, SourceGroup, Stage
from admissions.models import Admission, AdmissionSource, Candidate
from reports.models import Snapshot
from reports.snapshots import FREEZABLE, freeze
from reports.subject import Subject
from targets.models import TargetDecision
from tests.reports.conftest import give
from tests.small_province import admit, prepare, tally
from units.models import Placement, Unit
from units.question import asked

SignIn = Callable[[User], Client]
TODAY = date(2023, 10, 10)


def keep(unit: Unit, by: User, kind: str = "progress") -> Snapshot:
    return freeze(FREEZABLE[kind], Subject(unit, asked({}, TODAY), by), "Họp", by, timezone.now())


@pytest.fixture
def kept(year: dict[str, Unit], an: User) -> Snapshot:
    return keep(year["DLK"], an)


def differences(client: Client, kept: Snapshot, rows: str = "") -> dict[tuple[str, str], tuple[str, str]]:
    """(row, column) → what the page says, and the address it opens."""
    html = client.get(f"/reports/snapshots/{kept.uid}/changes/?{rows}").content.decode()
    found = {}
    for address, said in re.findall(r'<a href="([^"]*/changes/records/[^"]*)">([^<]*)</a>', html):
        address = address.replace("&amp;", "&")
        place = parse_qs(urlsplit(address).query)
        found[place["row"][0], place["column"][0]] = (said, address)
    return found


def opened(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(re.sub("<[^>]*>", " ", answer.content.decode().split("<main")[1]).split())


def test_where_nothing_was_recorded_nothing_differs(signed_in: SignIn, an: User, kept: Snapshot) -> None:
    client = signed_in(an)
    assert differences(client, kept) == {}
    page = client.get(f"/reports/snapshots/{kept.uid}/changes/").content.decode()
    assert "Không có số liệu nào khác" in page


def test_a_late_entry_shows_and_opens_its_record(
    signed_in: SignIn, an: User, kept: Snapshot, year: dict[str, Unit]
) -> None:
    late = admit(year["CPU-01"], "Người Ghi Muộn", date(2023, 8, 8))
    client = signed_in(an)
    found = differences(client, kept)
    assert found["KBO", "admitted"][0] == "3 → 4 (+1)"
    assert found["total", "admitted"][0] == "6 → 7 (+1)"
    assert found["KBO", "percentage"][0] == "100,00 → 133,33 (+33,33)"
    assert not [row for row, _column in found if row in ("LAK", "BMT") and _column == "admitted"]
    said = opened(client, found["KBO", "admitted"][1])
    assert "Người Ghi Muộn" in said
    assert "đúng chênh lệch: +1" in said
    assert f"/admissions/{late.uid}/" in client.get(found["KBO", "admitted"][1]).content.decode()
    assert "Người Ghi Muộn" in opened(client, found["KBO", "percentage"][1])


def test_a_void_a_move_and_a_correction_each_say_what_they_did(
    signed_in: SignIn, an: User, kept: Snapshot, year: dict[str, Unit]
) -> None:
    hoa, loc = (Admission.objects.get(name=name) for name in ("Nguyễn Thị Hoa", "Trần Văn Lộc"))
    with pghistory.context(user=an.pk):
        Admission.objects.filter(pk=hoa.pk).update(voided_at=timezone.now(), void_reason="Ghi nhầm người")
        Admission.objects.filter(pk=loc.pk).update(unit=year["KBO-CB"])
        Admission.objects.filter(name="Lê Thị Mai").update(decided_on=date(2022, 12, 30))
    client = signed_in(an)
    found = differences(client, kept)
    assert ("KBO", "admitted") not in found
    assert found["LAK", "admitted"][0] == "1 → 0 (−1)"
    assert found["BMT", "admitted"][0] == "2 → 1 (−1)"
    assert found["total", "admitted"][0] == "6 → 4 (−2)"
    said = opened(client, found["total", "admitted"][1])
    assert "đúng chênh lệch: −2" in said
    assert "Nguyễn Thị Hoa −1" in said
    assert "huỷ: Ghi nhầm người" in said
    assert "Trần Văn Lộc không" in said
    assert "Tổ chức đảng: Chi bộ Trung tâm Y tế huyện Lắk → Chi bộ Bảo hiểm xã hội huyện Krông Bông" in said
    moved = opened(client, found["LAK", "admitted"][1])
    assert "Trần Văn Lộc −1" in moved
    assert "Nguyễn Thị Hoa" not in moved


def test_a_rank_alone_is_no_difference_of_a_row(
    signed_in: SignIn, an: User, kept: Snapshot, year: dict[str, Unit]
) -> None:
    for n in range(4):
        admit(year["LAK-01"], f"Người Ghi Muộn {n}", date(2023, 8, 8))
    client = signed_in(an)
    found = differences(client, kept)
    assert found["LAK", "rank"][0] == "3 → 1 (−2)"
    assert not [row for row, _column in found if row in ("KBO", "BMT")]
    assert ("KBO", "rank") in differences(client, kept, "rows=all")


def test_a_revised_target_opens_its_decision(
    signed_in: SignIn, an: User, kept: Snapshot, year: dict[str, Unit]
) -> None:
    give(year["DLK"], "09-QĐ/TU", {year["LAK"]: 6})
    client = signed_in(an)
    found = differences(client, kept)
    assert found["LAK", "target"][0] == "4 → 6 (+2)"
    assert "09-QĐ/TU" in opened(client, found["LAK", "target"][1])
    paper = TargetDecision.objects.get(number="09-QĐ/TU")
    assert f"/targets/decisions/{paper.pk}/" in client.get(found["LAK", "target"][1]).content.decode()


def test_candidates_and_numbers_without_names_are_told_too(signed_in: SignIn, an: User, year: dict[str, Unit]) -> None:
    kept = keep(year["DLK"], an, "pipeline")
    prepare(year["LAK-01"], "Người Mới Vào", {Stage.LISTED: date(2023, 9, 1), Stage.VETTING: date(2023, 10, 1)})
    Candidate.objects.filter(name="Võ Đình Khoa").update(dropped_on=date(2023, 10, 2), drop_reason="Chuyển nơi ở")
    tally(year["BMT"], date(2023, 9, 30), 5)
    client = signed_in(an)
    found = {(row, column.split("/")[-1]): one for (row, column), one in differences(client, kept).items()}
    assert found["LAK", "Cộng nguồn"][0] == "0 → 1 (+1)"
    said = opened(client, found["total", "Cộng nguồn"][1]) if ("total", "Cộng nguồn") in found else ""
    assert not said  # one came, one went
    assert "Người Mới Vào +1" in opened(client, found["LAK", "Cộng nguồn"][1])
    went = opened(client, found["BMT", "Tính vào dự báo"][1])
    assert "Võ Đình Khoa −1" in went
    assert "đưa ra khỏi nguồn: Chuyển nơi ở" in went
    told = opened(client, found["BMT", "Kết nạp"][1])
    assert "ghi số liệu tổng hợp đến 30/09/2023: 5 người" in told
    assert "phần còn lại" in told


def test_a_figure_of_a_group_tells_of_that_group_alone(signed_in: SignIn, an: User, year: dict[str, Unit]) -> None:
    kept = keep(year["DLK"], an, "new-members")
    admit(year["CPU-01"], "Anh Nam", date(2023, 8, 8), sex=Sex.MALE)
    pupil = admit(year["CPU-01"], "Chị Nữ", date(2023, 8, 8))
    AdmissionSource.objects.create(admission=pupil, group=SourceGroup.PUPIL)
    with pghistory.context(user=an.pk):  # another request than the one that entered him
        Admission.objects.filter(name="Y Thiên Byă").update(sex=Sex.FEMALE)
    client = signed_in(an)
    found = {(row, column.split("/")[-1]): one for (row, column), one in differences(client, kept).items()}
    assert found["KBO", "Nữ"][0] == "2 → 4 (+2)"
    women = opened(client, found["KBO", "Nữ"][1])
    assert "đúng chênh lệch: +2" in women
    assert "Chị Nữ +1" in women
    assert "Y Thiên Byă +1" in women
    assert "Anh Nam" not in women
    assert found["KBO", "Học sinh, sinh viên"][0] == "0 → 1 (+1)"
    assert "Chị Nữ +1" in opened(client, found["KBO", "Học sinh, sinh viên"][1])


def test_rows_that_came_and_went_are_said_and_all_rows_can_be_shown(
    signed_in: SignIn, an: User, kept: Snapshot, year: dict[str, Unit]
) -> None:
    unit = Unit.objects.create(code="NEW", name="Đảng bộ mới lập", kind="UPPER_COMMITTEE")
    Placement.objects.create(unit=unit, parent=year["DLK"])
    Placement.objects.filter(unit=year["LAK"]).update(parent=year["KBO"])
    client = signed_in(an)
    page = client.get(f"/reports/snapshots/{kept.uid}/changes/").content.decode()
    assert "Đảng bộ mới lập (dòng mới)" in page
    assert "Đảng bộ huyện Lắk (không còn dòng này)" in page
    assert "Đảng bộ thành phố Buôn Ma Thuột" not in page.split("<tbody>")[1]
    assert (
        "Đảng bộ thành phố Buôn Ma Thuột"
        in client.get(f"/reports/snapshots/{kept.uid}/changes/?rows=all").content.decode()
    )
    found = differences(client, kept)
    assert "Sắp xếp tổ chức" in opened(client, found["KBO", "admitted"][1])


def test_the_words_of_a_document_differ_too(signed_in: SignIn, an: User, year: dict[str, Unit]) -> None:
    kept = keep(year["KBO"], an, "brief")
    admit(year["CPU-01"], "Người Ghi Muộn", date(2023, 8, 8))
    client = signed_in(an)
    found = differences(client, kept)
    assert any(row.startswith("Kết quả chung/") for row, _column in found)
    assert any(row == "CPU" for row, _column in found)


def test_no_name_is_shown_to_who_may_not_read_people(
    signed_in: SignIn, xem: User, binh: User, chi: User, kept: Snapshot, year: dict[str, Unit]
) -> None:
    admit(year["CPU-01"], "Người Ghi Muộn", date(2023, 8, 8))
    client = signed_in(xem)
    found = differences(client, kept)
    said = opened(client, found["KBO", "admitted"][1])
    assert "Người Ghi Muộn" not in said
    assert "1 hồ sơ bạn không xem được tên" in said
    for stranger in (chi, binh):
        client = signed_in(stranger)
        assert client.get(f"/reports/snapshots/{kept.uid}/changes/").status_code == 404
        assert client.get(found["KBO", "admitted"][1]).status_code == 404


def test_a_figure_there_is_not_is_not_found(signed_in: SignIn, an: User, kept: Snapshot) -> None:
    page = f"/reports/snapshots/{kept.uid}/changes/records/"
    client = signed_in(an)
    for query in ("", "part=x&row=y&column=z", "part=%00&row=%00&column=%00", f"row={'9' * 3000}"):
        assert client.get(f"{page}?{query}").status_code == 404


def test_many_changes_ask_no_more_than_few(signed_in: SignIn, an: User, kept: Snapshot, year: dict[str, Unit]) -> None:
    client = signed_in(an)
    admit(year["CPU-01"], "Người Thứ Nhất", date(2023, 8, 8))
    prepare(year["CPU-01"], "Nguồn Thứ Nhất", {Stage.LISTED: date(2023, 9, 1)})
    address = differences(client, kept)["total", "percentage"][1]
    pages = (f"/reports/snapshots/{kept.uid}/changes/", address)
    counts = []
    for more in (0, 8):
        for n in range(more):
            admit(year["TAN-01"], f"Người Thêm {n}", date(2023, 8, 8))
            prepare(year["TAN-01"], f"Nguồn Thêm {n}", {Stage.LISTED: date(2023, 9, 1)})
        for page in pages:
            with CaptureQueriesContext(connection) as asked_for:
                client.get(page)
            counts.append(len(asked_for))
    assert counts[:2] == counts[2:]
