"""What may stand in the rows or the columns of an own table: each is declared once, here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Case
from django.utils.translation import gettext_lazy as _

from admissions.filters import UNKNOWN, AdmissionFilters, Among, Classed, Listed
from admissions.records import Category, Unnamed
from reports.declared import Label
from units.lists import GRASSROOTS, Kind

TALLIED = "tallied"
"""The key of those whom tallies give without names."""
NOBODY = ""
"""The one key of a table that is not divided."""


@dataclass(frozen=True, slots=True)
class OfUnits:
    """Units below the unit asked for: directly, or all of some kinds, of which none lies under another of them."""

    name: str
    label: Label
    kinds: tuple[str, ...] = ()

    @property
    def is_direct(self) -> bool:
        return not self.kinds


class Told(NamedTuple):
    """What tallies tell of a dimension: how many are of `key`. `both` lists its people with and without names, `alone` those
    without, `rest` what else the tallies hold."""

    key: str
    both: Category
    alone: Unnamed
    rest: Unnamed


@dataclass(frozen=True, slots=True)
class OfPeople:
    """What is recorded of a person. It is named as the filter of the list of admissions that shows who is meant by each key.

    `whole`: every key is shown, though nobody be of it; `is_data`: its labels are the same in every language; `private`: for who
    may read people alone; `overlaps`: a person may be of several keys.
    """

    name: str
    label: Label
    whole: bool = False
    is_data: bool = False
    private: bool = False
    overlaps: bool = False
    told: Told | None = None

    @property
    def filter(self) -> Among:
        found: Among = AdmissionFilters.base_filters[self.name]
        return found

    @property
    def grouped_by(self) -> tuple[str, Case | None]:
        """A column, and the expression that makes it where it is none of the database."""
        one = self.filter
        return one.field_name, one.told_by if isinstance(one, Classed) else None

    @property
    def labels(self) -> Mapping[str, Label]:
        """By key, in their order, what is not known last."""
        return {key: label for key, label in self.filter.extra["choices"] if key}

    def key_of(self, kept: Any) -> str:
        """Of what the database holds."""
        one = self.filter
        if isinstance(one, Listed) and kept == one.blank:
            return UNKNOWN
        if isinstance(kept, bool):
            return "yes" if kept else "no"
        return str(kept)


@dataclass(frozen=True, slots=True)
class Figures:
    """Several figures of each unit side by side."""

    name: str
    label: Label


@dataclass(frozen=True, slots=True)
class Undivided:
    name: str
    label: Label


Dimension = OfUnits | OfPeople | Figures | Undivided

UNITS: tuple[OfUnits, ...] = (
    OfUnits("units", _("Đơn vị trực thuộc")),
    OfUnits("upper", _("Đảng bộ cấp trên trực tiếp của TCCSĐ"), (Kind.UPPER_COMMITTEE,)),
    OfUnits("grassroots", _("Tổ chức cơ sở đảng"), tuple(GRASSROOTS)),
    OfUnits("cells", _("Chi bộ"), (Kind.CELL, Kind.GRASSROOTS_CELL)),
)
_TOLD_OF_WOMEN = Told("FEMALE", Category.WOMEN, Unnamed.WOMEN, Unnamed.BESIDE_WOMEN)
_TOLD_OF_MINORITY = Told("yes", Category.MINORITY, Unnamed.MINORITY, Unnamed.BESIDE_MINORITY)
_TOLD_OF_YOUTH_UNION = Told("yes", Category.YOUTH_UNION, Unnamed.YOUTH_UNION, Unnamed.BESIDE_YOUTH_UNION)
OF_PEOPLE: tuple[OfPeople, ...] = (
    OfPeople("month", _("Tháng"), whole=True),
    OfPeople("source", _("Đối tượng"), overlaps=True),
    OfPeople("age", _("Tuổi"), whole=True),
    OfPeople("sex", _("Giới tính"), whole=True, told=_TOLD_OF_WOMEN),
    OfPeople("minority", _("Dân tộc thiểu số"), whole=True, told=_TOLD_OF_MINORITY),
    OfPeople("ethnicity", _("Dân tộc"), is_data=True, private=True),
    OfPeople("religion", _("Tôn giáo"), is_data=True, private=True),
    OfPeople("occupation", _("Nghề nghiệp")),
    OfPeople("youth_union", _("Đoàn viên"), whole=True, told=_TOLD_OF_YOUTH_UNION),
    OfPeople("general_education", _("Trình độ phổ thông")),
    OfPeople("qualification", _("Trình độ chuyên môn")),
    OfPeople("political_theory", _("Lý luận chính trị")),
    OfPeople("readmission", _("Kết nạp lại"), whole=True),
)
FIGURES = Figures("figures", _("Các số liệu của đơn vị"))
UNDIVIDED = Undivided("none", _("Không chia cột"))
_ALL: tuple[Dimension, ...] = (*UNITS, *OF_PEOPLE, FIGURES, UNDIVIDED)
DIMENSIONS: Mapping[str, Dimension] = {one.name: one for one in _ALL}
ROWS = (*(one.name for one in UNITS), *(one.name for one in OF_PEOPLE))
COLUMNS: tuple[str, ...] = (*ROWS, FIGURES.name, UNDIVIDED.name)

FILTERS_OF_FIGURES = tuple(one.name for one in OF_PEOPLE if not one.private)
FILTERS_OF_PEOPLE = tuple(name for name in AdmissionFilters.base_filters if name != "place")
"""What one who may read people may narrow by; another by those of figures alone, which say nothing of one person's faith or day."""
