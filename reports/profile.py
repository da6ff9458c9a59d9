"""What is kept of a unit beside its results: structure, classes, attendance at meetings, overseers, guiding papers."""

from dataclasses import dataclass

from django.db.models import Count, Sum

from admissions.models import AwarenessClass
from units.lists import Sector
from units.models import Document, MeetingAttendance, Overseer, Unit
from units.question import Asked
from units.tree import Structure, structure


@dataclass(frozen=True, slots=True)
class Profile:
    """Structure on the tree's date; classes of the year by `as_of`; papers of the unit and of those above it."""

    below: int
    structure: Structure
    sectors_below: list[tuple[str, int]]
    classes: int
    learners: int
    attendance: MeetingAttendance | None
    overseers: list[Overseer]
    overseen_below: int
    overseers_below: int
    documents: list[Document]


def profile(unit: Unit, asked: Asked) -> Profile:
    """8 queries, whatever the number of units."""
    below = Unit.objects.under(unit, asked.tree).active(asked.tree)
    sectors = dict(below.values_list("sector").annotate(Count("pk")).order_by())
    classes = AwarenessClass.objects.filter(
        unit__in=Unit.objects.within(unit, asked.tree), opened_on__range=(asked.start, asked.end)
    ).aggregate(held=Count("pk"), learners=Sum("learners"))
    in_charge = Overseer.objects.filter(during__contains=asked.as_of)
    over_below = in_charge.filter(unit__in=below).aggregate(
        people=Count("person", distinct=True), units=Count("unit", distinct=True)
    )
    return Profile(
        below=sum(sectors.values()),
        structure=structure(unit, asked.tree),
        sectors_below=[(str(Sector(sector).label), sectors[sector]) for sector in Sector.values if sectors.get(sector)],
        classes=classes["held"],
        learners=classes["learners"] or 0,
        attendance=MeetingAttendance.objects.filter(unit=unit, on__range=(asked.start, asked.end))
        .order_by("-on")
        .first(),
        overseers=list(in_charge.filter(unit=unit).order_by("person")),
        overseen_below=over_below["units"],
        overseers_below=over_below["people"],
        documents=papers_of(unit, asked),
    )


def papers_of(unit: Unit, asked: Asked) -> list[Document]:
    """The guiding papers of the year by its day: whoever may read the unit reads those of the units above it too."""
    guiding = Document.objects.guiding(unit, asked.tree)
    of_the_year = guiding.filter(years__contains=[asked.year], issued_on__lte=asked.as_of)
    return list(of_the_year.select_related("issuer").order_by("issued_on", "number"))
