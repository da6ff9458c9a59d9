"""Of what people the named of a total are, by the lists of the official form: one statement, over the queryset a list shows."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Avg, Count, F, Func, IntegerField, Q

from admissions import counting
from admissions.counting import AGE, AGES, Period
from admissions.lists import GeneralEducation, Occupation, Precision, Qualification
from units.models import Unit

LISTS: dict[str, Iterable[str]] = {
    "occupation": Occupation.values,
    "general_education": GeneralEducation.values,
    "qualification": Qualification.values,
    "age": [str(first) for first, _last in AGES],
}
"""Of each, the values a person can be of, one at most; an age is said by its group's first year."""
FULL_YEARS = Func(
    F("counted_on"),
    F("birth_date"),
    template="EXTRACT(year FROM age(%(expressions)s))::int",
    output_field=IntegerField(),
)


@dataclass(frozen=True, slots=True)
class Composition:
    """`named` people; of a field how many have each value, of whom it is unknown being in none. `mean_age`: in full years, of
    those whose day of birth is known (`mean_of`)."""

    named: int
    by: dict[str, Counter[str]] = field(default_factory=dict)
    religious: int = 0
    religious_of: int = 0
    readmitted: int = 0
    readmitted_of: int = 0
    mean_age: Decimal | None = None
    mean_of: int = 0

    def known(self, name: str) -> int:
        """Of how many the field is known."""
        return self.by[name].total()


def composition(unit: Unit, *, period: Period, tree: date) -> Composition:
    """Of the named people that the total of `unit` counts. 4 queries, one of them over people."""
    everyone = counting.names(unit, period=period, tree=tree).alias(age=AGE)
    found = everyone.aggregate(
        **{f"{name}_{value}": _count(Q(**{name: value})) for name, values in LISTS.items() for value in values},
        named=Count("pk"),
        religious=_count(counting.OF_A_RELIGION),
        religious_of=_count(~Q(religion="")),
        readmitted=_count(Q(readmission=True)),
        readmitted_of=Count("readmission"),
        mean_age=Avg(FULL_YEARS, filter=Q(birth_precision=Precision.DAY)),
        mean_of=_count(Q(birth_precision=Precision.DAY)),
    )
    mean = found.pop("mean_age")
    by = {name: Counter({value: found.pop(f"{name}_{value}") for value in values}) for name, values in LISTS.items()}
    rounded = None if mean is None else Decimal(mean).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return Composition(by=by, mean_age=rounded, **found)


def _count(who: Q) -> Count:
    return Count("pk", filter=who)
