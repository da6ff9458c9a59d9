"""The same units and admissions as the users of django-mptt and django-treebeard would keep them: one tree, of today."""

from django.db import models
from mptt.models import MPTTModel, TreeForeignKey
from treebeard.mp_tree import MP_Node


class AdmissionBase(models.Model):
    counted_on = models.DateField()
    voided_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.counted_on)


class MpttUnit(MPTTModel):
    name = models.CharField(max_length=200)
    parent = TreeForeignKey("self", on_delete=models.CASCADE, null=True, related_name="children")


class MpttAdmission(AdmissionBase):
    unit = TreeForeignKey(MpttUnit, on_delete=models.CASCADE)

    class Meta:
        indexes = [
            models.Index(fields=["counted_on", "unit"], condition=models.Q(voided_at__isnull=True), name="mptt_counted")
        ]


class TreebeardUnit(MP_Node):
    name = models.CharField(max_length=200)


class TreebeardAdmission(AdmissionBase):
    unit = models.ForeignKey(TreebeardUnit, on_delete=models.CASCADE)

    class Meta:
        indexes = [
            models.Index(
                fields=["counted_on", "unit"], condition=models.Q(voided_at__isnull=True), name="treebeard_counted"
            )
        ]
