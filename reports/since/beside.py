"""What else can have moved a figure since: numbers reported without names, decisions on targets, reorganisations."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from partytrack.vietnamese import format_date, number
from reports.since.recorded import (
    ADJUSTMENT,
    DECISION,
    PLACEMENT,
    TALLY,
    History,
    Writers,
    after,
    events,
    readable_units,
    units_below,
)
from targets.lists import State
from targets.models import CATEGORIES, Target
from units.models import Unit
from units.scope import Action, Person


@dataclass(frozen=True, slots=True)
class Note:
    """One line: about which unit, by whom, when, what; `address` opens it."""

    unit: str
    at: datetime
    who: str
    words: str
    address: str | None = None


def tallies_since(unit: Unit, tree: date, history: History, reader: Person) -> list[Note]:
    """Numbers without names of the unit or one below it, written to since."""
    units = units_below(unit, tree)
    written = list(after(TALLY, history).filter(unit_id__in=units).select_related("pgh_context").order_by("-pgh_id"))
    before = _before(TALLY, history, {event.pgh_obj_id for event in written})
    readable = readable_units(units & {event.unit_id for event in written}, reader, Action.READ)
    names = _names(event.unit_id for event in written)
    writers = Writers(written)
    return [
        Note(
            names[event.unit_id],
            event.pgh_created_at,
            writers.who(event),
            _tally(before.get(event.pgh_obj_id), event),
        )
        for event in written
        if event.unit_id in readable
    ]


def _tally(before: Any, event: Any) -> str:
    words = {"day": format_date(event.counted_on), "n": number(event.quantity)}
    if event.pgh_label == "deleted":
        return _("bỏ số liệu tổng hợp đến %(day)s: %(n)s người") % words
    if before is None:
        return _("ghi số liệu tổng hợp đến %(day)s: %(n)s người") % words
    then = {"before": number(before.quantity), "then": format_date(before.counted_on)}
    return _("sửa số liệu tổng hợp: đến %(then)s %(before)s người → đến %(day)s %(n)s người") % {**words, **then}


def decisions_since(unit: Unit, history: History, reader: Person) -> list[Note]:
    """Decisions issued or withdrawn since with a line of this unit or, by this unit, of those below it; and what
    reorganisations added to its targets or took from them."""
    states = [State.ISSUED, State.WITHDRAWN]
    written = {
        event.pgh_obj_id: event
        for event in after(DECISION, history).filter(state__in=states).select_related("pgh_context").order_by("pgh_id")
    }
    lines = (
        Target.objects.filter(Q(unit=unit) | Q(decision__issuer=unit), decision_id__in=written)
        .select_related("decision", "unit")
        .order_by("-decision_id", "pk")
    )
    writers = Writers(written.values())
    readable = readable_units(
        {pk for line in lines for pk in (line.decision.issuer_id, line.unit_id)}, reader, Action.READ
    )
    return [
        *(
            _line(line, written[line.decision_id], writers, line.decision.issuer_id in readable)
            for line in lines
            if line.unit_id in readable
        ),
        *_adjusted(unit, history),
    ]


def _line(line: Target, event: Any, writers: Writers, may_open: bool) -> Note:
    gives = _("không giao") if line.quantity is None else number(line.quantity)
    words = {
        "number": line.decision.number,
        "year": line.decision.year,
        "what": dict(CATEGORIES)[line.category],
        "n": gives,
        "day": format_date(line.decision.effective_on),
    }
    said = (
        _("thu hồi quyết định %(number)s, năm %(year)s: %(what)s %(n)s")
        if event.state == State.WITHDRAWN
        else _("ban hành quyết định %(number)s, năm %(year)s: %(what)s %(n)s, hiệu lực %(day)s")
    )
    address = reverse("targets:decision", args=[line.decision_id]) if may_open else None
    return Note(line.unit.name, event.pgh_created_at, writers.who(event), said % words, address)


def _adjusted(unit: Unit, history: History) -> Iterator[Note]:
    written = list(after(ADJUSTMENT, history).filter(unit_id=unit.pk).select_related("pgh_context").order_by("-pgh_id"))
    writers = Writers(written)
    for event in written:
        words = {"n": f"{event.delta:+}", "year": event.year, "day": format_date(event.effective_on)}
        said = _("sắp xếp tổ chức: chỉ tiêu năm %(year)s %(n)s từ %(day)s") % words
        yield Note(unit.name, event.pgh_created_at, writers.who(event), said)


def moves_since(unit: Unit, tree: date, history: History, reader: Person) -> list[Note]:
    """Units that came under this one or left it, or were placed otherwise below it, by what was written since. Of a unit beyond
    the reader's reach no name."""
    units = units_below(unit, tree)
    touched = after(PLACEMENT, history).filter(Q(unit_id__in=units) | Q(parent_id__in=units))
    written = list(touched.select_related("pgh_context").order_by("-pgh_id")[:100])
    named = {event.unit_id for event in written} | {event.parent_id for event in written} - {None}
    names = _names(readable_units(named, reader, Action.READ))
    writers = Writers(written)
    return [
        Note(names.get(event.unit_id, "—"), event.pgh_created_at, writers.who(event), _placed(event, names))
        for event in written
    ]


def _placed(event: Any, names: dict[int, str]) -> str:
    if event.pgh_label == "deleted":
        return _("bỏ một lần xếp vào cây tổ chức")
    words = {"parent": names.get(event.parent_id, "—"), "day": format_date(event.during.lower) or "—"}
    return _("xếp dưới %(parent)s từ %(day)s") % words


def _before(name: str, history: History, ids: set[int]) -> dict[int, Any]:
    """By id, what was last written when the report was kept."""
    known = events(name).filter(pgh_obj_id__in=ids, pgh_id__lte=history.get(name, 0)).order_by("pgh_id")
    return {event.pgh_obj_id: event for event in known}


def _names(units: Any) -> dict[int, str]:
    return dict(Unit.objects.filter(pk__in=set(units)).values_list("pk", "name"))
