"""People being prepared, and the stages they have reached."""

from datetime import date
from typing import Self

import pghistory
from django.db import models
from django.db.models import Case, OuterRef, Q, Subquery, When
from django.utils.translation import gettext_lazy as _

from admissions.lists import STAGES, SourceGroup, Stage
from admissions.models.admission import Admission
from admissions.models.person import Person
from units.hierarchy import subtree
from units.models import Unit


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
        Admission,
        verbose_name=_("kết nạp"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="candidate",
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
            models.Index(fields=["name_search", "birth_date"], name="candidate_namesakes"),
            models.Index(
                fields=["unit"],
                include=["dropped_on", "expected_on"],
                condition=Q(admission__isnull=True),
                name="candidate_not_admitted",
            ),
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
