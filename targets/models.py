"""What was promised: decisions, their lines, and what a reorganisation did to them."""

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from admissions.lists import SourceGroup
from targets import rules
from targets.lists import Category, State, Tier
from units.models import Document, Reorganisation, Unit

CATEGORIES = [*Category.choices, *SourceGroup.choices]
SUB_TARGETS = tuple(category for category, _label in CATEGORIES if category != Category.TOTAL)


@pghistory.track()
class TargetDecision(models.Model):
    """One paper of one issuer for one year. A draft may change; once issued it is never edited, only withdrawn, and a
    change of a target is a new decision that holds the changed lines only."""

    issuer = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="target_decisions")
    year = models.PositiveSmallIntegerField(_("năm"))
    number = models.CharField(_("số quyết định"), max_length=50)
    issued_on = models.DateField(_("ngày ban hành"))
    effective_on = models.DateField(_("ngày hiệu lực"))
    due_on = models.DateField(_("thời hạn"), null=True, blank=True)
    state = models.CharField(_("trạng thái"), max_length=10, choices=State, default=State.DRAFT)
    reason = models.CharField(_("lý do chênh lệch"), max_length=500, blank=True)
    documents = models.ManyToManyField(Document, through="DecisionDocument", related_name="decisions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "year", "number"],
                name="decision_number_once",
                violation_error_message=_("Tổ chức này đã có một quyết định mang số này trong năm."),
            ),
            models.CheckConstraint(
                name="decision_effective_after_issued",
                condition=Q(effective_on__gte=F("issued_on")),
                violation_error_message=_("Ngày hiệu lực không được trước ngày ban hành."),
            ),
            models.CheckConstraint(
                name="decision_due_after_effective",
                condition=Q(due_on__isnull=True) | Q(due_on__gte=F("effective_on")),
                violation_error_message=_("Thời hạn không được trước ngày hiệu lực."),
            ),
        ]
        indexes = [models.Index(fields=["year", "effective_on"], name="decision_year")]
        triggers = [
            rules.issued_is_final(),
            rules.issued_lines_are_right("decision_lines_right", pgtrigger.Update),
            rules.parts_within_the_total(),
            rules.issued_from_draft(),
        ]

    def __str__(self) -> str:
        return self.number


@pghistory.track()
class Target(models.Model):
    """One line of a decision; no quantity withdraws what stood before."""

    decision = models.ForeignKey(TargetDecision, on_delete=models.CASCADE, related_name="lines")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="targets")
    tier = models.CharField(max_length=10, choices=Tier, default=Tier.ASSIGNED)
    category = models.CharField(max_length=20, choices=CATEGORIES, default=Category.TOTAL)
    quantity = models.PositiveIntegerField(_("số lượng"), null=True, blank=True)
    own_due_on = models.DateField(_("thời hạn riêng"), null=True, blank=True)
    note = models.CharField(_("ghi chú"), max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "unit", "tier", "category"],
                name="target_once_a_decision",
                violation_error_message=_("Tổ chức này đã có dòng này trong quyết định."),
            )
        ]
        triggers = [rules.lines_only_in_a_draft()]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.quantity}"


@pghistory.track()
class DecisionDocument(models.Model):
    """A guiding paper that a decision rests on."""

    decision = models.ForeignKey(TargetDecision, on_delete=models.CASCADE)
    document = models.ForeignKey(Document, on_delete=models.PROTECT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "document"], name="decision_document_once")]
        triggers = [rules.documents_only_in_a_draft()]

    def __str__(self) -> str:
        return str(self.document_id)


@pghistory.track()
class TargetAdjustment(models.Model):
    """What a reorganisation did to one unit's target of one year: added to the decided quantity from `effective_on`."""

    reorganisation = models.ForeignKey(Reorganisation, on_delete=models.PROTECT, related_name="target_adjustments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="target_adjustments")
    year = models.PositiveSmallIntegerField(_("năm"))
    tier = models.CharField(max_length=10, choices=Tier, default=Tier.ASSIGNED)
    category = models.CharField(max_length=20, choices=CATEGORIES, default=Category.TOTAL)
    delta = models.IntegerField(_("thêm, bớt"))
    effective_on = models.DateField(_("ngày hiệu lực"))

    class Meta:
        indexes = [models.Index(fields=["year", "unit"], name="adjustment_year_unit")]
        constraints = [
            models.UniqueConstraint(
                fields=["reorganisation", "unit", "year", "tier", "category"], name="adjustment_once_a_reorganisation"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.delta:+}"


class AllocationDraft(models.Model):
    """The next decision of an issuer for a year as far as it has been typed, right or wrong: one for all who allocate there.

    `cells` holds what was typed by "code.column", and only that; `by_hand` names the cells no proposal may change.
    """

    issuer = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="allocation_drafts")
    year = models.PositiveSmallIntegerField(_("năm"))
    cells = models.JSONField(default=dict)
    by_hand = models.JSONField(default=list)
    paper = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issuer", "year"], name="allocation_draft_once")]

    def __str__(self) -> str:
        return f"{self.issuer_id}: {self.year}"
