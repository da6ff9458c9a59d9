"""What admissions and candidates share on their way in: who a row is about, what it says of them, where their TCCSĐ is."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, TypeVar

from django.db import models

from admissions.checks import Objection, of_place
from admissions.models import Admission, Candidate
from admissions.sheets import birth_of
from partytrack.fields import among
from partytrack.vietnamese import fold
from units import hierarchy
from units.lists import GRASSROOTS
from units.models import Unit, UnitQuerySet
from workbooks.importing import BATCH
from workbooks.parsers import PartialDay
from workbooks.reading import Row

PERSON = ("name", "birth", "sex", "ethnicity", "occupation", "youth_union", "note")

Record = TypeVar("Record", Admission, Candidate)


class Mine:
    """Whether one may record for a unit, by id, asked only of the units that like-named people are of. `units` None: all."""

    def __init__(self, units: UnitQuerySet | None) -> None:
        self._units = units
        self._known: dict[int, bool] = {}

    def own(self, ids: Iterable[int]) -> None:
        """Found among `units`, so known to be of them."""
        self._known |= dict.fromkeys(ids, True)

    def learn(self, ids: Iterable[int]) -> None:
        """Looks up all of them with one query; with none where all are known."""
        unknown = set(ids) - self._known.keys()
        if self._units is not None and unknown:
            found = set(self._units.filter(pk__in=unknown).values_list("pk", flat=True))
            self._known |= {pk: pk in found for pk in unknown}

    def __contains__(self, pk: int) -> bool:
        self.learn([pk])
        return self._units is None or self._known[pk]


class Who(NamedTuple):
    """The same person: name without diacritics, and birth date with its precision."""

    name: str
    born: date
    precision: str


def who_of_row(row: Row) -> Who | None:
    name, birth = row.get("name"), row.get("birth")
    return Who(fold(name), birth.on, birth.precision) if name and birth else None


def who(record: Admission | Candidate) -> Who:
    return Who(record.name_search, record.birth_date, record.birth_precision)


def same_people(records: models.QuerySet[Record], people: Collection[Who]) -> dict[Who, list[Record]]:
    """Of `records`, those about these people, oldest first. One query."""
    names, births = {one.name for one in people}, {one.born for one in people}
    near = records.filter(name_search__in=among(names, "text"), birth_date__in=among(births, "date"))
    return by_person(near.select_related("unit").order_by("pk"), people)


def by_person(records: Iterable[Record], people: Collection[Who]) -> dict[Who, list[Record]]:
    """Those about these people, in their order."""
    found: dict[Who, list[Record]] = {}
    for record in records:
        if who(record) in people:
            found.setdefault(who(record), []).append(record)
    return found


def value_of(record: Admission | Candidate, key: str) -> Any:
    return birth_of(record) if key == "birth" else getattr(record, key)


def fields_of(model: type[models.Model], values: Mapping[str, Any]) -> dict[str, Any]:
    """Values by column as values by field: unknown text is "" in the database, any other unknown is null."""
    found: dict[str, Any] = {}
    for key, value in values.items():
        if key == "birth":
            birth: PartialDay = value
            found |= {"birth_date": birth.on, "birth_precision": birth.precision}
        else:
            found[key] = empty(model, key) if value is None else value
    return found


def empty(model: type[models.Model], key: str) -> Any:
    return "" if key != "birth" and isinstance(model._meta.get_field(key), models.CharField) else None


def said_of(row: Row, keys: Sequence[str], required: Collection[str]) -> dict[str, Any]:
    """What a row says of these columns. A blank cell says nothing, except beside a Mã bản ghi: there it empties."""
    said = {key: row[key] for key in keys if row.get(key) is not None}
    if row.get("uid"):
        blank = (key for key in keys if key in row and not row.raw.get(key) and key not in required)
        said |= dict.fromkeys(blank)
    return said


def lines_of(pairs: Iterable[tuple[Unit, date]]) -> dict[tuple[int, date], list[int]]:
    return hierarchy.lines((unit.pk, day) for unit, day in pairs)


def place_objections(unit: Unit, day: date, lines: Mapping[tuple[int, date], list[int]]) -> list[Objection]:
    return list(of_place(unit, lines.get((unit.pk, day), []), day))


def tell(row: Row, objections: Iterable[Objection]) -> None:
    for objection in objections:
        (row.fault if objection.blocks else row.warn)(objection.field, objection.reason)


def grassroots_of(pairs: Collection[tuple[int, date]]) -> dict[tuple[int, date], int]:
    """(unit, day) → its TCCSĐ on that day; a unit above the grassroots has none. One query."""
    return hierarchy.nearest_above(pairs, GRASSROOTS) if pairs else {}


def together(grassroots: Mapping[tuple[int, date], int], one: int, other: int, day: date) -> bool:
    """Whether two units are one or of one TCCSĐ on the day, as `grassroots_of` found it."""
    home = grassroots.get((one, day))
    return one == other or (home is not None and home == grassroots.get((other, day)))


def write_sources(model: type[models.Model], owner: str, wanted: Mapping[int, Iterable[str]]) -> None:
    """Sets the source groups of each owner: adds what is new, takes away what is no longer said."""
    kept = model._default_manager.filter(**{f"{owner}_id__in": list(wanted)})
    current = {(getattr(one, f"{owner}_id"), one.group): one.pk for one in kept}  # type: ignore[attr-defined]
    asked = {(pk, group) for pk, groups in wanted.items() for group in groups}
    model._default_manager.filter(pk__in=[current[pair] for pair in current.keys() - asked]).delete()
    model._default_manager.bulk_create(
        [model(**{f"{owner}_id": pk, "group": group}) for pk, group in sorted(asked - current.keys())], batch_size=BATCH
    )
