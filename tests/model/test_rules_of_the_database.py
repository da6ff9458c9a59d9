"""What PostgreSQL itself refuses, whichever path a row takes, and the sentence a clerk reads for each."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from psycopg.types.range import DateRange

from admissions.models import Admission, Candidate, CountingRule, Tally
from partytrack.refusals import explain
from targets.models import DecisionDocument, Target, TargetAdjustment, TargetDecision
from units.models import Document, Headcount, MeetingAttendance, Placement, Reorganisation, Unit

pytestmark = pytest.mark.django_db


def refused(write: Callable[[], Any]) -> str:
    """The sentence with which the database refuses `write`."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        write()
    sentence = explain(refusal.value)
    assert sentence, f"no sentence for: {refusal.value}"
    return sentence


def unit(code: str, parent: Unit | None = None, during: DateRange | None = None, **details: Any) -> Unit:
    kind = "CELL" if parent else "PROVINCE"
    made = Unit.objects.create(code=code, name=f"Tổ chức {code}", kind=kind, **details)
    Placement.objects.create(unit=made, parent=parent, during=during or DateRange(None, None))
    return made


@pytest.fixture
def province() -> Unit:
    return unit("DLK")


@pytest.fixture
def krong_bong(province: Unit) -> Unit:
    return unit("KBO", province)


@pytest.fixture
def cu_pui(krong_bong: Unit) -> Unit:
    return unit("CPU", krong_bong)


def person(at: Unit, **details: Any) -> Admission:
    given: dict[str, Any] = {
        "name": "Y Thiên Byă",
        "birth_date": date(1998, 5, 4),
        "sex": "MALE",
        "decision_number": "12-QĐ/HU",
        "decided_on": date(2023, 3, 1),
        **details,
    }
    return Admission.objects.create(unit=at, **given)


def decision(issuer: Unit, number: str = "01-QĐ/TU", **details: Any) -> TargetDecision:
    given: dict[str, Any] = {"year": 2023, "issued_on": date(2023, 1, 10), "effective_on": date(2023, 1, 10), **details}
    return TargetDecision.objects.create(issuer=issuer, number=number, **given)


def issue(paper: TargetDecision) -> None:
    TargetDecision.objects.filter(pk=paper.pk).update(state="ISSUED")


def test_a_unit_has_no_two_parents_at_once(province: Unit, cu_pui: Unit) -> None:
    again = DateRange(date(2023, 7, 1), None)
    assert "chỉ trực thuộc một cấp trên" in refused(
        lambda: Placement.objects.create(unit=cu_pui, parent=province, during=again)
    )


def test_a_unit_moves_by_closing_its_old_place_first(province: Unit, cu_pui: Unit) -> None:
    Placement.objects.filter(unit=cu_pui).update(during=DateRange(None, date(2023, 7, 1)))
    Placement.objects.create(unit=cu_pui, parent=province, during=DateRange(date(2023, 7, 1), None))
    assert list(Unit.objects.under(province, date(2023, 7, 1)).filter(code="CPU")) == [cu_pui]
    assert not Unit.objects.under(province, date(2023, 6, 30)).filter(code="CPU").exists()


def test_no_cycle_is_made_by_moving(province: Unit, krong_bong: Unit, cu_pui: Unit) -> None:
    assert "chính nó" in refused(lambda: Placement.objects.filter(unit=krong_bong).update(parent=cu_pui))
    assert "chính nó" in refused(lambda: Placement.objects.filter(unit=cu_pui).update(parent=cu_pui))


def test_no_cycle_is_made_by_many_rows_at_once() -> None:
    a, b, c = (Unit.objects.create(code=code, name=code, kind="CELL") for code in ("AA", "BB", "CC"))
    ring = [Placement(unit=a, parent=b), Placement(unit=b, parent=c), Placement(unit=c, parent=a)]
    assert "chính nó" in refused(lambda: Placement.objects.bulk_create(ring))
    assert not Placement.objects.exists()


def test_what_would_be_a_cycle_on_different_days_only_is_none() -> None:
    a, b = (Unit.objects.create(code=code, name=code, kind="CELL") for code in ("AA", "BB"))
    Placement.objects.create(unit=a, parent=b, during=DateRange(date(2022, 1, 1), date(2023, 1, 1)))
    Placement.objects.create(unit=b, parent=a, during=DateRange(date(2023, 1, 1), None))
    later = DateRange(date(2022, 12, 31), None)
    assert "chính nó" in refused(lambda: Placement.objects.filter(unit=b).update(during=later))


@pytest.mark.parametrize("code", ["kbo", "1KB", "K", "KBO_1", "KBÔ"])
def test_a_code_has_its_form(code: str) -> None:
    assert "Mã gồm" in refused(lambda: Unit.objects.bulk_create([Unit(code=code, name="x", kind="CELL")]))


def test_dates_of_a_unit_are_in_order() -> None:
    backwards = {"established_on": date(2020, 1, 1), "dissolved_on": date(2019, 1, 1)}
    assert "thành lập" in refused(lambda: Unit.objects.create(code="XX", name="x", kind="CELL", **backwards))


def test_an_admission_counts_by_its_decision_and_by_its_ceremony_where_the_year_says_so(cu_pui: Unit) -> None:
    december = person(cu_pui, decided_on=date(2023, 12, 20), admitted_on=date(2024, 1, 5))
    waiting = person(cu_pui, name="H'Ngọc Êban", decided_on=date(2023, 12, 20))

    def counted() -> list[date | None]:
        return [Admission.objects.get(pk=each.pk).counted_on for each in (december, waiting)]

    assert counted() == [date(2023, 12, 20), date(2023, 12, 20)]
    rule = CountingRule.objects.create(year=2023, rule="ADMITTED")
    assert counted() == [date(2024, 1, 5), None]
    Admission.objects.filter(pk=waiting.pk).update(admitted_on=date(2024, 1, 9))
    assert counted() == [date(2024, 1, 5), date(2024, 1, 9)]
    rule.delete()
    assert counted() == [date(2023, 12, 20), date(2023, 12, 20)]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"received_on": date(2023, 2, 28)}, "Ngày nhận"),
        ({"admitted_on": date(2023, 2, 28)}, "Ngày kết nạp"),
        ({"admitted_on": date(2023, 3, 9), "confirmed_on": date(2023, 3, 9)}, "Ngày chính thức"),
        ({"birth_date": date(2005, 3, 2)}, "đủ 18 tuổi"),
    ],
)
def test_dates_of_an_admission_are_in_order(cu_pui: Unit, wrong: dict[str, date], words: str) -> None:
    assert words in refused(lambda: person(cu_pui, **wrong))


def test_someone_who_turns_18_on_the_day_of_the_decision_is_admitted(cu_pui: Unit) -> None:
    person(cu_pui, birth_date=date(2005, 3, 1))


def test_the_same_person_stands_once_under_one_decision_unless_void(cu_pui: Unit, krong_bong: Unit) -> None:
    first = person(cu_pui)
    assert "đã có trong quyết định này" in refused(lambda: person(krong_bong, name="Y THIÊN  BYĂ"))
    first.voided_at, first.void_reason = timezone.now(), "Nhập nhầm đơn vị"
    first.save()
    person(krong_bong)
    person(krong_bong, decision_number="13-QĐ/HU")


def test_a_void_wants_a_reason(cu_pui: Unit) -> None:
    assert "phải ghi lý do" in refused(lambda: person(cu_pui, voided_at=timezone.now()))


def test_a_candidate_stands_once_in_a_unit(cu_pui: Unit) -> None:
    details: dict[str, Any] = {"unit": cu_pui, "birth_date": date(1999, 1, 1), "sex": "FEMALE"}
    Candidate.objects.create(name="H'Ngọc Êban", **details)
    assert "đã có trong nguồn" in refused(lambda: Candidate.objects.create(name="h'ngoc eban", **details))


def test_one_unit_on_a_line_tallies_in_a_year_and_the_second_hears_the_firsts_name(
    province: Unit, cu_pui: Unit
) -> None:
    Tally.objects.create(unit=cu_pui, counted_on=date(2023, 6, 30), quantity=5)
    above = Tally(unit=province, counted_on=date(2023, 9, 30), quantity=50)
    assert "Tổ chức CPU đã báo" in refused(lambda: Tally.objects.bulk_create([above]))
    Tally.objects.create(unit=province, counted_on=date(2022, 9, 30), quantity=50)
    assert "Tổ chức DLK đã báo" in refused(
        lambda: Tally.objects.create(unit=cu_pui, counted_on=date(2022, 1, 31), quantity=1)
    )
    Tally.objects.create(unit=cu_pui, counted_on=date(2023, 9, 30), quantity=9)


def test_parts_of_a_tally_stay_within_it(cu_pui: Unit) -> None:
    day = date(2023, 6, 30)
    assert "không được nhiều hơn" in refused(
        lambda: Tally.objects.create(unit=cu_pui, counted_on=day, quantity=5, women=6)
    )


def test_a_decision_begins_as_a_draft_and_is_final_once_issued(province: Unit, krong_bong: Unit) -> None:
    assert "dự thảo" in refused(lambda: decision(province, state="ISSUED"))
    paper = decision(province)
    line = Target.objects.create(decision=paper, unit=krong_bong, quantity=115)
    issue(paper)
    assert "đã ban hành" in refused(lambda: Target.objects.filter(pk=line.pk).update(quantity=120))
    assert "đã ban hành" in refused(lambda: Target.objects.create(decision=paper, unit=province, quantity=1))
    assert "đã ban hành" in refused(lambda: Target.objects.filter(pk=line.pk).delete())
    assert "đã ban hành" in refused(lambda: TargetDecision.objects.filter(pk=paper.pk).update(number="02"))
    assert "đã ban hành" in refused(lambda: TargetDecision.objects.filter(pk=paper.pk).update(state="DRAFT"))
    TargetDecision.objects.filter(pk=paper.pk).update(state="WITHDRAWN")
    assert "đã ban hành" in refused(lambda: TargetDecision.objects.filter(pk=paper.pk).update(state="ISSUED"))


def test_only_the_parent_of_the_day_gives_a_target_and_a_root_its_own(
    province: Unit, krong_bong: Unit, cu_pui: Unit
) -> None:
    over_the_head = decision(province)
    Target.objects.create(decision=over_the_head, unit=cu_pui, quantity=9)
    assert "Tổ chức CPU: chỉ cấp trên trực tiếp" in refused(lambda: issue(over_the_head))
    own = decision(krong_bong)
    line = Target.objects.create(decision=own, unit=krong_bong, quantity=9)
    assert "chỉ cấp trên trực tiếp" in refused(lambda: issue(own))
    Target.objects.filter(pk=line.pk).update(tier="PLEDGE")
    issue(own)
    roots = decision(province, "02-QĐ/TU")
    Target.objects.create(decision=roots, unit=province, quantity=2767)
    issue(roots)


def test_no_decision_takes_effect_before_a_reorganisation_already_applied(province: Unit, krong_bong: Unit) -> None:
    merger = Reorganisation.objects.create(
        kind="MERGE", number="7", issued_on=date(2023, 6, 1), effective_on=date(2023, 7, 1)
    )
    TargetAdjustment.objects.create(
        reorganisation=merger, unit=krong_bong, year=2023, delta=3, effective_on=date(2023, 7, 1)
    )
    early = decision(province)
    Target.objects.create(decision=early, unit=krong_bong, quantity=115)
    assert "sắp xếp tổ chức" in refused(lambda: issue(early))


def test_other_dates_and_doubles(province: Unit, krong_bong: Unit) -> None:
    assert "hiệu lực" in refused(lambda: decision(province, effective_on=date(2023, 1, 9)))
    assert "Thời hạn" in refused(lambda: decision(province, due_on=date(2023, 1, 9)))
    paper = decision(province)
    assert "mang số này" in refused(lambda: decision(province))
    Target.objects.create(decision=paper, unit=krong_bong, quantity=1)
    assert "đã có dòng này" in refused(lambda: Target.objects.create(decision=paper, unit=krong_bong, quantity=2))
    count = {"unit": province, "counted_on": date(2023, 1, 1)}
    Headcount.objects.create(members=5, **count)
    assert "đã có số đảng viên" in refused(lambda: Headcount.objects.create(members=6, **count))
    meeting = {"unit": province, "on": date(2023, 1, 1)}
    assert "kế hoạch" in refused(lambda: MeetingAttendance.objects.create(planned=3, attended=4, **meeting))
    document = {"issuer": province, "number": "3043-CV/TU", "issued_on": date(2023, 9, 21), "title": "x"}
    Document.objects.create(**document)
    assert "đã có" in refused(lambda: Document.objects.create(**document))


def test_what_an_issued_decision_rests_on_stays(province: Unit, krong_bong: Unit) -> None:
    plan = Document.objects.create(issuer=province, number="45-KH/TU", issued_on=date(2023, 1, 5), title="x")
    paper = decision(province)
    kept = DecisionDocument.objects.create(decision=paper, document=plan)
    Target.objects.create(decision=paper, unit=krong_bong, quantity=1)
    issue(paper)
    words = "không thêm, sửa, xoá căn cứ"
    assert words in refused(lambda: kept.delete())
    assert words in refused(lambda: DecisionDocument.objects.filter(pk=kept.pk).update(document=plan))
    other = Document.objects.create(issuer=province, number="46-KH/TU", issued_on=date(2023, 1, 5), title="x")
    assert words in refused(lambda: DecisionDocument.objects.create(decision=paper, document=other))


def test_every_constraint_has_a_sentence_of_its_own() -> None:
    """Names that a clerk's typing can meet; the rest guards program errors."""
    internal = {
        "admission_source_once",
        "candidate_source_once",
        "decision_document_once",
        "adjustment_once_a_reorganisation",
    }
    for model in (Unit, Placement, Headcount, Admission, Candidate, Tally, TargetDecision, Target):
        for constraint in model._meta.constraints:
            if constraint.name not in internal:
                assert "Constraint" not in str(constraint.violation_error_message), constraint.name
