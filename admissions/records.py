"""The records behind one figure: the named people and the tallies that a list shows and a count adds up to."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

from admissions import counting
from admissions.counting import BREAK_DOWNS, Period
from admissions.lists import STAGES, SourceGroup, Stage
from admissions.models import AdmissionQuerySet, CandidateQuerySet, Tally
from units.models import Unit


class Category(TextChoices):
    """Which figure of results is asked for; without one, all admitted."""

    WOMEN = "women", _("Nữ")
    MINORITY = "minority", _("Dân tộc thiểu số")
    YOUTH_UNION = "youth_union", _("Đoàn viên")
    AGED_18_30 = "aged_18_30", _("Từ 18 đến 30 tuổi")
    LAST_30_DAYS = "last_30_days", _("30 ngày gần nhất")
    MONTH = "month", _("Một tháng gần nhất")
    RELIGIOUS = "religious", _("Theo tôn giáo")
    STUDYING = "studying", _("Học sinh, sinh viên")
    DIRECT = "direct", _("Chưa phân theo đơn vị trực thuộc")


class Unnamed(TextChoices):
    """What of a figure no name is behind: all that tallies give, what they tell of a break-down, or what is left beside that."""

    ALL = "tallied", _("Số liệu tổng hợp")
    WOMEN = "tallied_women", _("Số liệu tổng hợp, nữ")
    MINORITY = "tallied_minority", _("Số liệu tổng hợp, dân tộc thiểu số")
    YOUTH_UNION = "tallied_youth_union", _("Số liệu tổng hợp, đoàn viên")
    BESIDE_WOMEN = "tallied_beside_women", _("Số liệu tổng hợp, ngoài số nữ")
    BESIDE_MINORITY = "tallied_beside_minority", _("Số liệu tổng hợp, ngoài số dân tộc thiểu số")
    BESIDE_YOUTH_UNION = "tallied_beside_youth_union", _("Số liệu tổng hợp, ngoài số đoàn viên")

    def of(self, tally: Tally) -> int:
        if self == Unnamed.ALL:
            return tally.quantity
        break_down = self.value.removeprefix("tallied_").removeprefix("beside_")
        told: int = getattr(tally, break_down) or 0
        return tally.quantity - told if "_beside_" in self.value else told


AnyCategory = Category | SourceGroup | Unnamed
CATEGORIES_ASKED = {**dict(Category.choices), **dict(SourceGroup.choices), **dict(Unnamed.choices)}
"""Every `category` a list of admissions may be asked for, with its label."""


def category_of(value: str) -> AnyCategory:
    """The one of CATEGORIES_ASKED that an address writes as `value`."""
    if value in Unnamed:
        return Unnamed(value)
    return Category(value) if value in Category else SourceGroup(value)


class Waiting(TextChoices):
    """What may be asked of the pipeline beside a stage."""

    PIPELINE = "pipeline", _("Hồ sơ tính vào dự báo")
    OVERDUE = "overdue", _("Hồ sơ quá ngày dự kiến kết nạp")
    TAUGHT = "taught", _("Nguồn đã học lớp nhận thức")


STAGES_ASKED = {**dict(Stage.choices), **dict(Waiting.choices)}
"""Every `stage` a list of candidates may be asked for, with its label."""


NAMED_ONLY = {Category.RELIGIOUS: counting.OF_A_RELIGION, Category.STUDYING: counting.OF_WHO_STUDY}
"""What no tally gives."""


@dataclass(frozen=True, slots=True)
class Tallied:
    """How many of the category a tally adds without naming them."""

    tally: Tally
    quantity: int


@dataclass(frozen=True, slots=True)
class Results:
    """What a figure of results counts. `named_below` people are in the tally of the unit itself and, by name, in the
    totals of the units below it, so they are not of what lies in no unit below (`Category.DIRECT`)."""

    names: AdmissionQuerySet
    tallies: list[Tallied]
    named_below: int = 0

    @property
    def without_names(self) -> int:
        return sum(row.quantity for row in self.tallies) - self.named_below


def results(unit: Unit, *, period: Period, tree: date, category: AnyCategory | None = None) -> Results:
    """The records whose number is that figure of `unit` in targets.progress. No tally gives source groups."""
    if category == Category.LAST_30_DAYS:
        return Results(counting.last_30_days(unit, period=period, tree=tree), [])
    names = counting.names(unit, period=period, tree=tree)
    if isinstance(category, SourceGroup):
        return Results(names.filter(sources__group=category), [])
    if category == Category.MONTH:
        return Results(names.filter(counted_on__gte=period.month), [])
    if isinstance(category, Category) and category in NAMED_ONLY:
        return Results(names.filter(NAMED_ONLY[category]), [])
    tallies = counting.tallies(unit, period=period, tree=tree)
    if isinstance(category, Unnamed):
        counts = [(tally, category.of(tally)) for tally in tallies]
        return Results(names.none(), [Tallied(tally, count) for tally, count in counts if count])
    if category == Category.DIRECT:
        return _direct(unit, period, tree, names, tallies)
    if category is None:
        return Results(names, [Tallied(tally, tally.quantity) for tally in tallies])
    return Results(names.filter(BREAK_DOWNS[category.value]), _known(tallies, category))


def _known(tallies: list[Tally], category: Category) -> list[Tallied]:
    """What the tallies say of a break-down; one that says nothing is left out, and none gives ages."""
    counts = [(tally, getattr(tally, category.value, None)) for tally in tallies]
    return [Tallied(tally, count) for tally, count in counts if count is not None]


def _direct(unit: Unit, period: Period, tree: date, names: AdmissionQuerySet, tallies: list[Tally]) -> Results:
    own = [Tallied(tally, tally.quantity) for tally in tallies if tally.unit_id == unit.pk]
    counted_below = counting.names_below(unit, period=period, tree=tree).count()
    return Results(names.filter(unit=unit), own, counted_below - names.exclude(unit=unit).count())


def waiting(unit: Unit, *, year: int, on: date, tree: date, stage: str | None, due_on: date) -> CandidateQuerySet:
    """The people in the pipeline on a day; `stage` is one of STAGES_ASKED, None for all."""
    if stage == Waiting.PIPELINE:
        return counting.expected(unit, year=year, on=on, tree=tree, due_on=due_on)
    if stage == Waiting.OVERDUE:
        return counting.overdue(unit, on=on, tree=tree)
    if stage == Waiting.TAUGHT:
        return counting.taught(unit, on=on, tree=tree)
    everyone = counting.pipeline(unit, on=on, tree=tree)
    return everyone.filter(Q(stage_on=stage)) if stage in STAGES else everyone
