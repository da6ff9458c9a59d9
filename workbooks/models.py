"""A workbook on its way in: what was read, what somebody corrected or decided, and what became of it."""

import secrets
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


def new_batch_id() -> str:
    return secrets.token_hex(6)


class State(models.TextChoices):
    """Of a batch. Until READY nothing of it is known, from READY to WRITING it can change, then only be undone."""

    RECEIVED = "RECEIVED", _("đang đọc")
    REFUSED = "REFUSED", _("không đọc được")
    READY = "READY", _("chờ ghi")
    WRITING = "WRITING", _("đang ghi")
    WRITTEN = "WRITTEN", _("đã ghi")
    UNDONE = "UNDONE", _("đã hoàn tác")
    CANCELLED = "CANCELLED", _("đã huỷ")
    EXPIRED = "EXPIRED", _("đã hết hạn")


class BatchQuerySet(models.QuerySet["ImportBatch"]):
    def of(self, user: Any) -> Self:
        """Begun by this person, newest first."""
        return self.filter(owner=user).order_by("-pk")


class ImportBatch(models.Model):
    """One file or pasted block. `source` is kept only until it is read, rows until `batches.purge` takes them."""

    uid = models.CharField(max_length=12, unique=True, default=new_batch_id, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="import_batches")
    kind = models.CharField(max_length=20)
    """Which sheet is read and whose importer writes it: the app that began it knows."""
    file_name = models.CharField(max_length=200, blank=True)
    """"" for a pasted block."""
    source = models.BinaryField(null=True)
    title = models.CharField(max_length=200, blank=True)
    columns = models.JSONField(default=dict)
    """Key → column number, of the columns understood."""
    headers = models.JSONField(default=list)
    """Column number and text of each header, in the order of the file."""
    remarks = models.JSONField(default=list)
    """What the reader says of the sheet as a whole."""
    beside = models.JSONField(default=dict)
    """What was said beside the rows: the app that began it knows."""
    headline = models.JSONField(default=dict)
    """The sheet's own row of totals: `workbooks.headlines`."""
    whole = models.BooleanField(default=False)
    """All rows are written or none."""
    refusal = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State, default=State.RECEIVED)
    step = models.CharField(max_length=10, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    """How many rows became what, once it is written; the rows themselves go sooner."""
    context = models.UUIDField(null=True)
    """Of the history under which it was written, by which it can be undone."""
    touched = ArrayField(models.BigIntegerField(), default=list)
    """Ids of what the written records belong to: who may undo them depends on it."""
    began_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["owner", "-id"], name="import_batch_of_owner")]

    def __str__(self) -> str:
        return self.file_name or self.uid


class RowState(models.TextChoices):
    """`NEW`, `CHANGED` and `UNCHANGED` are outcomes of a row that is good."""

    BAD = "BAD", _("có lỗi")
    TWIN = "TWIN", _("trùng, chưa quyết")
    NEW = "NEW", _("thêm mới")
    CHANGED = "CHANGED", _("thay đổi")
    UNCHANGED = "UNCHANGED", _("không đổi")
    SKIPPED = "SKIPPED", _("bỏ qua, giữ bản đã có")
    DROPPED = "DROPPED", _("bỏ dòng")


class ImportRow(models.Model):
    """One row of a batch. `cells` as they were read, with their types; `typed` over them what somebody corrected."""

    GOOD: ClassVar[tuple[RowState, ...]] = (RowState.NEW, RowState.CHANGED, RowState.UNCHANGED)
    LEFT: ClassVar[tuple[RowState, ...]] = (RowState.BAD, RowState.TWIN)

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=RowState)
    cells = models.JSONField()
    typed = models.JSONField(default=dict)
    decision = models.CharField(max_length=40, blank=True)
    told = models.JSONField(default=dict)
    """What the importer said of it last: `workbooks.verdicts`."""
    noted = models.BooleanField(default=False)
    kin = ArrayField(models.CharField(max_length=300), default=list)
    """Marks that it shares with rows which may mean the same record: they are checked together."""
    year = models.PositiveSmallIntegerField(null=True)
    """In whose figures a new record will count."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="import_row_once")]

    def __str__(self) -> str:
        return f"{self.batch_id}/{self.number}"
