"""What happened: people admitted, people being prepared, and results reported without names."""

import secrets
from datetime import date
from typing import Self

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Case, F, Func, OuterRef, Q, Subquery, When
from django.utils.translation import gettext_lazy as _

from admissions import rules
from admissions.lists import (
    STAGES,
    GeneralEducation,
    Occupation,
    PoliticalTheory,
    Precision,
    Qualification,
    Rule,
    Sex,
    SourceGroup,
    Stage,
)
from partytrack.fields import DerivedField
from units.hierarchy import subtree
from units.models import Unit

BROKEN_DOWN_BY = ["sex", "ethnicity", "youth_union", "birth_date", "birth_precision"]


def new_record_id() -> str:
    """Mã bản ghi: opaque, says which record a row of a workbook is."""
    return secrets.token_hex(6)


class Person(models.Model):
    """What is kept of a person; blank is unknown, never "no". A coarse birth date is the first day of what is known."""

    uid = models.CharField(_("mã bản ghi"), max_length=12, unique=True, default=new_record_id, editable=False)
    name = models.CharField(_("họ và tên"), max_length=200)
    name_sort = DerivedField("name", derivation="person_sort")
    name_search = DerivedField("name", derivation="fold")
    birth_date = models.DateField(_("ngày sinh"))
    birth_precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    sex = models.CharField(_("giới tính"), max_length=6, choices=Sex)
    ethnicity = models.CharField(_("dân tộc"), max_length=50, blank=True)
    occupation = models.CharField(_("nghề nghiệp"), max_length=30, choices=Occupation, blank=True)
    youth_union = models.BooleanField(_("đoàn viên"), null=True, blank=True)
    note = models.CharField(_("ghi chú"), max_length=500, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def birth(self) -> str:
        """As precise as it is known: 03/02/1990, 02/1990 or 1990."""
        pattern = {Precision.DAY: "%d/%m/%Y", Precision.MONTH: "%m/%Y", Precision.YEAR: "%Y"}
        return self.birth_date.strftime(pattern[Precision(self.birth_precision)])


@pghistory.track()
class CountingRule(models.Model):
    """Which date counts, for admissions decided in `year`; without a row it is the decision date."""

    year = models.PositiveSmallIntegerField(_("năm"), unique=True)
    rule = models.CharField(_("ngày tính chỉ tiêu"), max_length=10, choices=Rule)

    class Meta:
        triggers = [
            pgtrigger.Trigger(
                name="recount_admissions",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=rules.RECOUNT,
            )
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.rule}"


class AdmissionQuerySet(models.QuerySet["Admission"]):
    def within(self, unit: Unit, on: date) -> Self:
        """Recorded on `unit` or below it in the tree of `on`."""
        return self.filter(unit_id__in=subtree([unit.pk], on))

    def standing(self) -> Self:
        """Not void."""
        return self.filter(voided_at__isnull=True)

    def counted(self, start: date, end: date) -> Self:
        """Counting date in [start, end], both included (design: Period)."""
        return self.filter(counted_on__range=(start, end))


@pghistory.track()
class Admission(Person):
    """One person admitted by one decision. `counted_on`, the date that decides the target year, is set by the database
    from the rule of the decision's year; empty while the rule asks for a ceremony that has not been held."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="admissions")
    religion = models.CharField(_("tôn giáo"), max_length=50, blank=True)
    general_education = models.CharField(
        _("trình độ giáo dục phổ thông"), max_length=20, choices=GeneralEducation, blank=True
    )
    qualification = models.CharField(_("trình độ chuyên môn"), max_length=20, choices=Qualification, blank=True)
    political_theory = models.CharField(_("lý luận chính trị"), max_length=20, choices=PoliticalTheory, blank=True)
    readmission = models.BooleanField(_("kết nạp lại"), null=True, blank=True)
    decision_number = models.CharField(_("số quyết định"), max_length=50)
    decided_on = models.DateField(_("ngày quyết định"))
    received_on = models.DateField(_("ngày nhận quyết định"), null=True, blank=True)
    admitted_on = models.DateField(_("ngày kết nạp"), null=True, blank=True)
    confirmed_on = models.DateField(_("ngày chính thức"), null=True, blank=True)
    counted_on = models.DateField(_("ngày tính chỉ tiêu"), null=True, blank=True, editable=False)
    voided_at = models.DateTimeField(_("huỷ lúc"), null=True, blank=True, editable=False)
    void_reason = models.CharField(_("lý do huỷ"), max_length=500, blank=True)

    objects = AdmissionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name_search", "birth_date", "birth_precision", "decision_number"],
                condition=Q(voided_at__isnull=True),
                name="admission_same_person_once",
                violation_error_message=_("Người này (cùng họ tên, ngày sinh) đã có trong quyết định này."),
            ),
            models.CheckConstraint(
                name="admission_received_after_decided",
                condition=Q(received_on__isnull=True) | Q(received_on__gte=F("decided_on")),
                violation_error_message=_("Ngày nhận quyết định không được trước ngày quyết định."),
            ),
            models.CheckConstraint(
                name="admission_ceremony_after_decided",
                condition=Q(admitted_on__isnull=True) | Q(admitted_on__gte=F("decided_on")),
                violation_error_message=_("Ngày kết nạp (lễ) không được trước ngày quyết định."),
            ),
            models.CheckConstraint(
                name="admission_confirmed_after_ceremony",
                condition=Q(confirmed_on__isnull=True) | Q(confirmed_on__gt=F("admitted_on")),
                violation_error_message=_("Ngày chính thức phải sau ngày kết nạp (lễ); hãy ghi cả ngày kết nạp."),
            ),
            models.CheckConstraint(
                name="admission_adult",
                condition=Q(
                    decided_on__gte=Func(F("birth_date"), function="eighteen_on", output_field=models.DateField())
                ),
                violation_error_message=_("Người được kết nạp phải đủ 18 tuổi vào ngày quyết định."),
            ),
            models.CheckConstraint(
                name="admission_void_has_reason",
                condition=Q(voided_at__isnull=True, void_reason="") | (Q(voided_at__isnull=False) & ~Q(void_reason="")),
                violation_error_message=_("Huỷ một kết nạp phải ghi lý do."),
            ),
        ]
        indexes = [
            # What progress asks: people of a period, or of some units in a period, with all their break-downs need
            models.Index(
                fields=["counted_on", "unit"],
                include=BROKEN_DOWN_BY,
                condition=Q(voided_at__isnull=True),
                name="admission_counted",
            ),
            models.Index(
                fields=["unit", "counted_on"],
                include=BROKEN_DOWN_BY,
                condition=Q(voided_at__isnull=True),
                name="admission_counted_of_unit",
            ),
            models.Index(
                fields=["id"],
                condition=Q(voided_at__isnull=False) | Q(counted_on__isnull=True),
                name="admission_not_counted",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="admission_counting_date",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                declare=[("counting", "text")],
                func=rules.COUNTING_DATE,
            )
        ]


@pghistory.track()
class AdmissionSource(models.Model):
    """One source group of one admitted person."""

    admission = models.ForeignKey(Admission, on_delete=models.CASCADE, related_name="sources")
    group = models.CharField(_("đối tượng"), max_length=20, choices=SourceGroup)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["admission", "group"], name="admission_source_once")]

    def __str__(self) -> str:
        return self.get_group_display()


class CandidateQuerySet(models.QuerySet["Candidate"]):
    def within(self, unit: Unit, on: date) -> Self:
        """Listed by `unit` or below it in the tree of `on`."""
        return self.filter(unit_id__in=subtree([unit.pk], on))

    def with_stage(self, on: date) -> Self:
        """Annotated with `stage_on`, the furthest stage whose day has come by `on`, and `stage_since`; None before the first."""
        reached = (
            CandidateStep.objects.filter(candidate=OuterRef("pk"), on__lte=on)
            .annotate(order=Case(*[When(stage=stage, then=position) for position, stage in enumerate(STAGES)]))
            .order_by("-order")
        )
        return self.annotate(
            stage_on=Subquery(reached.values("stage")[:1]), stage_since=Subquery(reached.values("on")[:1])
        )


@pghistory.track()
class Candidate(Person):
    """Someone being prepared: marks and dates only, no dossier. Leaves the pipeline when dropped, or on the counting date
    of the `admission` he became, and returns should that be void."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="candidates")
    awareness_class = models.CharField(_("lớp nhận thức"), max_length=200, blank=True)
    certified_on = models.DateField(_("ngày cấp giấy chứng nhận"), null=True, blank=True)
    mentor = models.CharField(_("người giúp đỡ"), max_length=200, blank=True)
    expected_on = models.DateField(_("dự kiến kết nạp"), null=True, blank=True)
    dropped_on = models.DateField(_("ngày đưa ra khỏi nguồn"), null=True, blank=True)
    drop_reason = models.CharField(_("lý do"), max_length=500, blank=True)
    admission = models.OneToOneField(
        Admission, on_delete=models.PROTECT, null=True, blank=True, related_name="candidate"
    )

    objects = CandidateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name_search", "birth_date", "birth_precision"],
                condition=Q(dropped_on__isnull=True),
                name="candidate_same_person_once",
                violation_error_message=_("Người này (cùng họ tên, ngày sinh) đã có trong nguồn của tổ chức này."),
            ),
            models.CheckConstraint(
                name="candidate_dropped_has_reason",
                condition=Q(dropped_on__isnull=True, drop_reason="")
                | (Q(dropped_on__isnull=False) & ~Q(drop_reason="")),
                violation_error_message=_("Đưa một người ra khỏi nguồn phải ghi lý do."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["unit"],
                include=["dropped_on", "expected_on"],
                condition=Q(admission__isnull=True),
                name="candidate_not_admitted",
            )
        ]


@pghistory.track()
class CandidateStep(models.Model):
    """The day a candidate entered a stage; before the first step, the person is not listed."""

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="steps")
    stage = models.CharField(_("bước"), max_length=12, choices=Stage)
    on = models.DateField(_("ngày vào bước"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "stage"],
                name="candidate_stage_once",
                violation_error_message=_("Bước này của người này đã có ngày."),
            )
        ]
        indexes = [models.Index(fields=["candidate"], include=["on", "stage"], name="step_reached")]

    def __str__(self) -> str:
        return f"{self.stage} {self.on}"


@pghistory.track()
class CandidateSource(models.Model):
    """One source group of one candidate."""

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="sources")
    group = models.CharField(_("đối tượng"), max_length=20, choices=SourceGroup)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["candidate", "group"], name="candidate_source_once")]

    def __str__(self) -> str:
        return self.get_group_display()


@pghistory.track()
class Tally(models.Model):
    """People admitted from 1 January to `counted_on` in the unit's whole subtree, reported without names; a break-down
    left empty is unknown. How it meets the named people is `counting.py`'s."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="tallies")
    counted_on = models.DateField(_("tính đến ngày"))
    quantity = models.PositiveIntegerField(_("số kết nạp"))
    women = models.PositiveIntegerField(_("nữ"), null=True, blank=True)
    minority = models.PositiveIntegerField(_("dân tộc thiểu số"), null=True, blank=True)
    youth_union = models.PositiveIntegerField(_("đoàn viên"), null=True, blank=True)
    source = models.CharField(_("nguồn số liệu"), max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "counted_on"],
                name="tally_once_a_day",
                violation_error_message=_("Tổ chức này đã có số liệu tổng hợp của ngày đó."),
            ),
            models.CheckConstraint(
                name="tally_parts_within_whole",
                condition=(Q(women__isnull=True) | Q(women__lte=F("quantity")))
                & (Q(minority__isnull=True) | Q(minority__lte=F("quantity")))
                & (Q(youth_union__isnull=True) | Q(youth_union__lte=F("quantity"))),
                violation_error_message=_("Số nữ, dân tộc thiểu số, đoàn viên không được nhiều hơn số kết nạp."),
            ),
        ]
        indexes = [models.Index(fields=["counted_on"], name="tally_counted")]
        triggers = [
            rules.one_tally_on_a_line("tally_one_on_a_line", pgtrigger.Insert),
            rules.one_tally_on_a_line("tally_one_on_a_line_moved", pgtrigger.Update),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} ({self.counted_on})"


@pghistory.track()
class AwarenessClass(models.Model):
    """A course (lớp bồi dưỡng nhận thức về Đảng) that the unit held."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="awareness_classes")
    name = models.CharField(_("tên lớp"), max_length=200)
    opened_on = models.DateField(_("ngày khai giảng"))
    learners = models.PositiveIntegerField(_("số học viên"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name", "opened_on"],
                name="awareness_class_once",
                violation_error_message=_("Lớp này đã có."),
            )
        ]

    def __str__(self) -> str:
        return self.name
