"""Reports kept for a meeting: freezing one, finding those one may read, and asking the same again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max, Q, QuerySet
from django.utils import translation

from accounts.models import User
from reports.declared import Report
from reports.document import Document
from reports.kinds import DOCUMENTS, KINDS, Readable
from reports.links import Records
from reports.models import Snapshot
from reports.models.snapshot import new_snapshot_id
from reports.sealing import Kept, digest_of, seal_of
from reports.since.recorded import position
from reports.subject import Subject
from targets.progress import UnitNotOnTree
from units.models import Unit
from units.question import AS_OF, Asked
from units.scope import Action, Person, allowed

FREEZABLE: dict[str, Readable] = {**KINDS, **DOCUMENTS}


@dataclass(frozen=True)
class FiguresAlone(Subject):
    """Asked by somebody who may read no people: no name gets into what every reader of the unit may open."""

    @cached_property
    def records(self) -> Records:
        return Records(self.asked, self.answer.due_on)


def to_keep(kind: Readable, subject: Subject) -> Subject:
    if kind.action != Action.READ:
        return subject
    return FiguresAlone(subject.unit, subject.asked, subject.reader, subject.order_by, subject.levels)


def freeze(kind: Readable, subject: Subject, purpose: str, by: User, at: datetime) -> Snapshot:
    """In Vietnamese, whatever the reader's language. Raises `UnitNotOnTree`."""
    alone = not connection.in_atomic_block
    with transaction.atomic(), translation.override("vi"):
        _begin(alone=alone)
        unit, about = subject.unit, to_keep(kind, subject)
        last = Snapshot.objects.filter(unit=unit).aggregate(last=Max("number"))["last"]
        kept = Kept(
            uid=new_snapshot_id(),
            unit=unit.code,
            unit_name=unit.name,
            number=(last or 0) + 1,
            kind=kind.name,
            year=subject.asked.year,
            as_of=subject.asked.as_of,
            tree=subject.asked.tree,
            sort=subject.order_by or "",
            levels=subject.levels or "",
            purpose=purpose,
            who_id=by.pk,
            who=str(by),
            at=at,
            rule=str(about.answer.counting.label),
            version=settings.VERSION,
            history=position(),
            built=kind.build(about),
        )
        return Snapshot.objects.create(**_columns(kept, unit, kept.to_text()))


def _begin(*, alone: bool) -> None:
    """One after the other, or two might take the same number; and, where this is all of the transaction, every figure of the
    same moment, whatever is recorded meanwhile."""
    with connection.cursor() as cursor:
        if alone:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        # Before the first look at anything: what is seen is of the moment when it has the lock.
        cursor.execute("LOCK TABLE reports_snapshot IN SHARE ROW EXCLUSIVE MODE")


def _columns(kept: Kept, unit: Unit, text: str) -> dict[str, object]:
    return {
        "uid": kept.uid,
        "unit": unit,
        "number": kept.number,
        "kind": kept.kind,
        "year": kept.year,
        "as_of": kept.as_of,
        "purpose": kept.purpose,
        "frozen_by_id": kept.who_id,
        "frozen_at": kept.at,
        "content": text,
        "digest": digest_of(text),
        "seal": seal_of(text),
    }


def readable(user: Person) -> QuerySet[Snapshot]:
    """Those whose report `user` may read today: one with people in it wants what its report wants."""
    wants = {name: kind.action for name, kind in FREEZABLE.items()}
    plain = [name for name, action in wants.items() if action == Action.READ]
    everything = Snapshot.objects.select_related("unit", "frozen_by")
    figures = allowed(everything, user, Action.READ).filter(kind__in=plain)
    people = allowed(everything, user, Action.READ_PEOPLE).exclude(kind__in=plain)
    return everything.filter(Q(pk__in=figures.values("pk")) | Q(pk__in=people.values("pk")))


def missing(numbers: Iterable[int]) -> list[int]:
    """Of the numbers that one unit gave: those before the highest that are not there any more."""
    found = set(numbers)
    return sorted(set(range(1, max(found, default=0))) - found)


def again(kept: Kept, unit: Unit, reader: Person, today: date) -> Report | Document | None:
    """The same report asked today, with this reader's links; None where there is no such report any more."""
    kind = FREEZABLE.get(kept.kind)
    if kind is None:
        return None
    written = AS_OF if kept.tree == kept.as_of else kept.tree.isoformat()
    question = Asked(kept.year, kept.as_of, kept.tree, written, today)
    try:
        with translation.override("vi"):
            return kind.build(Subject(unit, question, reader, kept.sort or None, kept.levels))
    except UnitNotOnTree:
        return None
