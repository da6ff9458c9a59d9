"""People admitted."""

from datetime import date
from typing import Self

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from admissions import rules
from admissions.lists import GeneralEducation, PoliticalTheory, Qualification, SourceGroup
from admissions.models.person import BROKEN_DOWN_BY, Person
from partytrack import vietnamese
from units.hierarchy import subtree
from units.models import Unit


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

    def named_like(self, words: str) -> Self:
        """Whose name contains every one of `words`, whatever its diacritics."""
        found = self
        for word in vietnamese.fold(words).split():
            found = found.filter(name_search__contains=word)
        return found


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
    twin_reason = models.CharField(_("lý do không trùng"), max_length=200, blank=True)
    """Why this is another person than the one of the same name and birth date whom the clerk was shown."""
    entry = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    """The form it was entered with: sent twice, it is saved once."""
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
            models.Index(fields=["name_search", "birth_date"], name="admission_namesakes"),
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
