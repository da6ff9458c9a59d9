"""One figure that is no longer what it was told to be: the records that made the difference."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit

from django.http import Http404, QueryDict
from django.urls import resolve
from django.utils.translation import gettext as _

from admissions.counting import same_day_last_year
from reports.differences import Figure
from reports.sealing import Kept
from reports.since.admissions import admissions_since
from reports.since.beside import Note, decisions_since, moves_since, tallies_since
from reports.since.candidates import candidates_since
from reports.since.recorded import People
from units.models import Unit
from units.question import AS_OF, Asked, BadQuestion
from units.scope import Person

ADMISSIONS, CANDIDATES = "admissions:list", "candidates:list"


@dataclass(frozen=True, slots=True)
class Explained:
    """`people`: lists with their headings. `is_exact`: the figure counts the people of the one list."""

    people: list[tuple[str, People]] = field(default_factory=list)
    notes: list[tuple[str, list[Note]]] = field(default_factory=list)
    is_exact: bool = False
    difference: int | None = None

    @property
    def by_people(self) -> int:
        return sum(found.effect for _title, found in self.people)

    @property
    def rest(self) -> int:
        """What of the difference the people do not explain."""
        return (self.difference or 0) - self.by_people

    @property
    def is_empty(self) -> bool:
        return not any(found.shown or found.hidden for _title, found in self.people) and not self.notes


def explained(figure: Figure, kept: Kept, unit: Unit, reader: Person, today: date) -> Explained:
    """`unit`: of the report. A constant number of queries."""
    history = kept.history
    cell = figure.now or figure.then
    opens = _opened_by(cell.address) if cell and cell.address else None
    about = Unit.objects.filter(code=figure.row.key).first() or unit
    if opens:
        view, query = opens
        about = Unit.objects.filter(code=query.get("unit", "")).first() or about
        people = [_people(view, about, query, kept, reader, today)]
    else:
        people = list(_all_people(about, kept, reader, today))
    notes = []
    if not opens or opens[0] == ADMISSIONS:
        notes.append((_("Số liệu tổng hợp (không có tên)"), tallies_since(about, kept.tree, history, reader)))
    if not opens:
        notes.append((_("Quyết định về chỉ tiêu"), decisions_since(about, history, reader)))
    notes.append((_("Sắp xếp tổ chức"), moves_since(about, kept.tree, history, reader)))
    number = figure.difference if isinstance(figure.difference, int) else None
    return Explained(people, [one for one in notes if one[1]], bool(opens) and number is not None, number)


def _opened_by(address: str) -> tuple[str, QueryDict] | None:
    """Which list of people a figure opens."""
    parts = urlsplit(address)
    try:
        view = resolve(parts.path).view_name
    except Http404:
        return None
    return (view, QueryDict(parts.query)) if view in (ADMISSIONS, CANDIDATES) else None


def _all_people(about: Unit, kept: Kept, reader: Person, today: date) -> Iterator[tuple[str, People]]:
    """For a figure that is more than a count: whoever could have moved it."""
    written = AS_OF if kept.tree == kept.as_of else kept.tree.isoformat()
    asked = Asked(kept.year, kept.as_of, kept.tree, written, today)
    yield _people(ADMISSIONS, about, QueryDict(asked.query()), kept, reader, today)
    day = same_day_last_year(asked.end)
    earlier = Asked(day.year, day, kept.tree, kept.tree.isoformat(), today)
    _title, last_year = _people(ADMISSIONS, about, QueryDict(earlier.query()), kept, reader, today)
    yield _("Kết nạp cùng kỳ năm %(year)s") % {"year": day.year}, last_year
    yield _people(CANDIDATES, about, QueryDict(asked.query()), kept, reader, today)


def _people(view: str, about: Unit, query: QueryDict, kept: Kept, reader: Person, today: date) -> tuple[str, People]:
    since, title = (admissions_since, _("Kết nạp")) if view == ADMISSIONS else (candidates_since, _("Nguồn kết nạp"))
    try:
        return title, since(about, query, kept.history, today, reader)
    except (Http404, BadQuestion):  # the unit has no place on that tree any more, or there is no year before
        return title, People()
