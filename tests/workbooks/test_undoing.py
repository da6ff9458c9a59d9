"""What one import wrote is taken back. Afterwards every row is as it was before, as long as nothing builds on it."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pghistory
import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from admissions.lists import Rule, SourceGroup, Stage
from admissions.models import Admission, AdmissionSource, Candidate, CandidateStep, CountingRule, Tally
from tests.import_files import run, workbook
from tests.small_province import admit, prepare, tally
from units.models import Unit
from workbooks.undoing import CannotUndo, builds_on, events_of, undo

pytestmark = pytest.mark.django_db(transaction=True)  # a history context lasts as long as its transaction

HEADERS = (
    "Mã bản ghi",
    "Mã tổ chức",
    "Họ và tên",
    "Ngày sinh",
    "Giới tính",
    "Số quyết định",
    "Ngày quyết định",
    "Đối tượng",
)
MODELS: tuple[type[models.Model], ...] = (Admission, AdmissionSource, Candidate)
WATCHED: tuple[type[models.Model], ...] = (*MODELS, CandidateStep)


def everything() -> dict[str, list[dict[str, Any]]]:
    return {model.__name__: list(model._default_manager.order_by("pk").values()) for model in WATCHED}


def last_context() -> UUID:
    found: UUID = pghistory.models.Context.objects.latest("created_at").pk
    return found


@pytest.fixture
def hung(units: dict[str, Unit]) -> Admission:
    """Recorded before the import, as a pupil and a teacher."""
    with pghistory.context(command="before"):
        record = admit(units["CPU-01"], "Y Hưng Byă", date(2023, 2, 1), decision_number="7-QĐ/HU", note="cũ")
        AdmissionSource.objects.create(admission=record, group=SourceGroup.PUPIL)
        AdmissionSource.objects.create(admission=record, group=SourceGroup.TEACHER)
    return record


@pytest.fixture
def lien(units: dict[str, Unit]) -> Candidate:
    """Being prepared before the import."""
    return prepare(units["CPU-01"], "H'Liên Niê", {Stage.LISTED: date(2022, 1, 1)}, birth_date=date(1998, 2, 3))


@pytest.fixture
def write(hung: Admission, lien: Candidate, tmp_path: Path) -> Callable[..., UUID]:
    """One file: Hưng corrected and another group of his, a candidate who becomes an admission, and whoever is new."""

    def write_file(*more: Sequence[Any]) -> UUID:
        file = workbook(
            tmp_path / "kn.xlsx",
            "Kết nạp",
            HEADERS,
            (hung.uid, "CPU-02", "Y Hưng Bya", "1998", "Nam", "8-QĐ/HU", "02/02/2023", "Giáo viên; Y tế"),
            (None, "CPU-01", lien.name, "03/02/1998", "Nữ", "12-QĐ/HU", "19/05/2023", "Học sinh"),
            *more,
        )
        said = run("import_admissions", file)
        assert not said.refused, said
        return last_context()

    return write_file


SON = (None, "CPU-02", "Y Sơn Byă", "1995", "Nam", "12-QĐ/HU", "19/05/2023", None)


def test_every_row_is_as_it_was_before(write: Callable[..., UUID]) -> None:
    before = everything()
    context = write(SON)
    assert (Admission.objects.count(), Candidate.objects.filter(admission__isnull=False).count()) == (3, 1)
    assert builds_on(context, MODELS) == []
    undo(context, MODELS)
    assert everything() == before


def test_the_history_keeps_that_they_came_and_went_and_by_what(write: Callable[..., UUID]) -> None:
    context = write(SON)
    with pghistory.context(undo="kn.xlsx"):
        undo(context, MODELS)
    told = events_of(Admission).filter(name="Y Sơn Byă").select_related("pgh_context")
    assert [one.pgh_label for one in told] == ["insert", "deleted"]
    assert told[1].pgh_context.metadata["undo"] == "kn.xlsx"


def test_the_same_file_can_come_in_again_afterwards(write: Callable[..., UUID]) -> None:
    undo(write(SON), MODELS)
    write(SON)
    assert (Admission.objects.count(), Candidate.objects.filter(admission__isnull=False).count()) == (3, 1)


def test_an_undoing_can_be_undone(write: Callable[..., UUID]) -> None:
    context = write(SON)
    after = everything()
    with pghistory.context(undo="kn.xlsx"):
        undo(context, MODELS)
    undo(last_context(), MODELS)
    assert everything() == after


def test_a_record_that_was_edited_since_is_named_with_who_and_what(write: Callable[..., UUID], binh: User) -> None:
    context = write(SON)
    with pghistory.context(user=binh.pk):
        Admission.objects.filter(name="Y Sơn Byă").update(admitted_on=date(2023, 6, 1), note="lễ chung")
    (one,) = builds_on(context, MODELS)
    assert (one.model, one.record, one.who) == (Admission, "Y Sơn Byă", "Trần Văn Bình")
    assert one.pk == Admission.objects.get(name="Y Sơn Byă").pk
    assert set(one.what) == {"ngày kết nạp", "ghi chú"}
    assert str(one).startswith("Y Sơn Byă: Trần Văn Bình đã ghi ghi chú, ngày kết nạp lúc ")
    before = everything()
    with pytest.raises(CannotUndo) as refused:
        undo(context, MODELS)
    assert refused.value.since == [one]
    assert everything() == before


def test_a_change_back_and_forth_still_builds_on_it(write: Callable[..., UUID]) -> None:
    context = write(SON)
    for note in ("một", ""):
        with pghistory.context(command="by hand"):
            Admission.objects.filter(name="Y Sơn Byă").update(note=note)
    assert [(one.who, one.what) for one in builds_on(context, MODELS)] == [("by hand", ("ghi chú",))] * 2


def test_a_voided_or_deleted_record_builds_on_it(write: Callable[..., UUID]) -> None:
    context = write(SON)
    Admission.objects.filter(name="Y Sơn Byă").update(voided_at="2023-06-01T00:00Z", void_reason="nhầm")
    lien = Admission.objects.get(name="H'Liên Niê")
    Candidate.objects.filter(admission=lien).update(admission=None)
    AdmissionSource.objects.filter(admission=lien).delete()
    Admission.objects.filter(pk=lien.pk).delete()
    told = {(one.record, one.model, one.what) for one in builds_on(context, MODELS)}
    assert ("Y Sơn Byă", Admission, ("lý do huỷ",)) in told
    assert ("H'Liên Niê", Admission, ()) in told


def test_what_was_put_beside_a_record_since_builds_on_it(write: Callable[..., UUID], hung: Admission) -> None:
    context = write(SON)
    son = Admission.objects.get(name="Y Sơn Byă")
    for record in (son, hung):
        AdmissionSource.objects.create(admission=record, group=SourceGroup.MILITIA)
    told = {(one.model, one.record, one.what) for one in builds_on(context, MODELS)}
    assert told == {(Admission, "Y Sơn Byă", ("đối tượng",)), (Admission, "Y Hưng Bya", ("đối tượng",))}


def test_a_candidate_who_was_joined_to_it_since_builds_on_it(
    write: Callable[..., UUID], units: dict[str, Unit]
) -> None:
    other = prepare(units["CPU-02"], "Y Sơn Byă", {Stage.LISTED: date(2022, 1, 1)}, birth_date=date(1996, 1, 1))
    context = write(SON)
    other.admission = Admission.objects.get(name="Y Sơn Byă")
    other.save()
    (one,) = builds_on(context, MODELS)
    assert (one.record, one.what) == ("Y Sơn Byă", (Candidate._meta.get_field("admission").verbose_name,))


def test_a_date_that_the_database_counts_again_is_nobodys_edit(write: Callable[..., UUID]) -> None:
    context = write(SON)
    CountingRule.objects.create(year=2023, rule=Rule.ADMITTED)
    assert builds_on(context, MODELS) == []
    undo(context, MODELS)
    hung = Admission.objects.get()
    assert (hung.decision_number, hung.counted_on) == ("7-QĐ/HU", None)  # by the rule of today


def test_two_records_that_passed_a_name_on_get_it_back_in_turn(units: dict[str, Unit], tmp_path: Path) -> None:
    day = date(2023, 5, 19)
    one, two = (admit(units["CPU-01"], name, day, birth_date=date(1998, 1, 1)) for name in ("Y An", "Y Bình"))
    with pghistory.context(command="rename"):
        Admission.objects.filter(pk=two.pk).update(name="Y Cam", name_search="y cam")
        Admission.objects.filter(pk=one.pk).update(name="Y Bình", name_search="y binh")
    undo(last_context(), MODELS)
    assert list(Admission.objects.order_by("pk").values_list("name", "name_search")) == [
        ("Y An", "y an"),
        ("Y Bình", "y binh"),
    ]


def test_what_the_database_no_longer_allows_is_refused_in_a_sentence(
    write: Callable[..., UUID], hung: Admission
) -> None:
    context = write(SON)
    admit(hung.unit, "Y Hưng Byă", date(2023, 2, 1), decision_number="7-QĐ/HU", birth_date=hung.birth_date)
    before = everything()
    with pytest.raises(CannotUndo, match=r"Người này \(cùng họ tên, ngày sinh\) đã có trong quyết định này"):
        undo(context, MODELS)
    assert everything() == before


def test_tallies_come_back_too(units: dict[str, Unit]) -> None:
    kept = tally(units["KBO"], date(2023, 6, 30), 40)
    with pghistory.context(command="import_tallies"):
        Tally.objects.filter(pk=kept.pk).update(quantity=50)
        tally(units["LAK"], date(2023, 6, 30), 7)
    undo(last_context(), [Tally])
    assert list(Tally.objects.values_list("unit__code", "quantity")) == [("KBO", 40)]


def test_it_takes_as_many_queries_for_forty_as_for_four(write: Callable[..., UUID]) -> None:
    counted = []
    for size in (4, 40):
        rows = [(*SON[:2], f"Y Sơn {size} {n}", *SON[3:5], f"{size}-QĐ", SON[6], "Giáo viên") for n in range(size)]
        context = write(*rows)
        with CaptureQueriesContext(connection) as asked:
            assert builds_on(context, MODELS) == []
            undo(context, MODELS)
        counted.append(len(asked))
    assert counted[0] == counted[1] < 60
