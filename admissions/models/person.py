"""What is kept of a person, admitted or being prepared."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from admissions.lists import Occupation, Precision, Sex
from partytrack.fields import DerivedField

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
