"""To take back what was written under one history context, as long as nothing builds on it.

Works on any models whose history is kept (`pghistory.track`), without a word of the domain: what a record was before is in its
events. Created records go for good, as if they had never come; the history keeps that they came and went.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partytrack import refusals
from workbooks.importing import BATCH, one_at_a_time

Model = type[models.Model]
INSERT, DELETE = "insert", "deleted"  # labels of PGHISTORY_DEFAULT_TRACKERS; every other event is a change


@dataclass(frozen=True, slots=True)
class Since:
    """Something that happened to a record since, or to one that belongs to it. `what`: labels of the fields; none when it is gone."""

    model: Model
    pk: int
    record: str
    who: str
    at: datetime
    what: tuple[str, ...]

    def __str__(self) -> str:
        said = {
            "record": self.record,
            "who": self.who or _("hệ thống"),
            "when": timezone.localtime(self.at).strftime("%H:%M %d/%m/%Y"),
            "what": ", ".join(self.what),
        }
        if not self.what:
            return _("%(record)s: %(who)s đã xoá lúc %(when)s.") % said
        return _("%(record)s: %(who)s đã ghi %(what)s lúc %(when)s.") % said


class CannotUndo(Exception):
    """Nothing was undone. `since` is what builds on it; empty when the database refused, which the text explains."""

    def __init__(self, reason: str, since: Sequence[Since] = ()) -> None:
        super().__init__(reason)
        self.since = list(since)


def builds_on(context: UUID, tracked: Iterable[Model]) -> list[Since]:
    """What happened since to the records that were written under `context`, oldest first; empty when it can be undone.

    A constant number of queries. A change that only computed columns show is none.
    """
    written = [_Written(model, context) for model in tracked]
    found = [one for part in written for one in part.since()]
    found += [one for part in written for one in _referring(part, written, context)]
    found.sort(key=lambda one: (one.event.pgh_created_at, one.event.pk))
    people = _people(one.event for one in found)
    since = [
        Since(one.model, one.pk, one.record, _who(one.event, people), one.event.pgh_created_at, one.what)
        for one in found
    ]
    return list(dict.fromkeys(since))


def undo(context: UUID, tracked: Sequence[Model]) -> None:
    """Removes what was created under `context`, gives back to what was changed or deleted what it was, with its id.

    All or nothing, alone among imports, and under the history context of the caller. Raises `CannotUndo`.
    """
    with transaction.atomic():
        one_at_a_time(lambda: None)
        written = [_Written(model, context) for model in tracked]
        for part in written:
            part.lock()
        if since := builds_on(context, tracked):
            raise CannotUndo(_("Đã có thay đổi dựa trên lần ghi này nên không hoàn tác được."), since)
        if any(part.unknown for part in written):
            raise CannotUndo(_("Lịch sử không còn giá trị trước lần ghi này nên không hoàn tác được."))
        try:
            with transaction.atomic():
                _take_back(written)
        except IntegrityError as error:
            sentence = refusals.explain(error) or _("Dữ liệu hiện nay không cho phép trở lại như trước.")
            raise CannotUndo(_("Không hoàn tác được: %(reason)s") % {"reason": sentence}) from error


def _take_back(written: Sequence["_Written"]) -> None:
    """Foreign keys are looked at in the end, unique values at once: so what came goes first, and the last change goes back first."""
    for part in written:
        part.model._base_manager.filter(pk__in=part.created)._raw_delete(connection.alias)  # who refers was looked at
    for part in written:
        columns = [one.name for one in _columns(part.model) if not one.primary_key]
        part.model._base_manager.bulk_create(
            [_record(part.model, part.before[pk]) for pk in reversed(part.changed)],
            update_conflicts=True,
            unique_fields=[part.model._meta.pk.name],
            update_fields=columns,
            batch_size=BATCH,
        )
    connection.check_constraints()


def _columns(model: Model) -> list["models.Field[Any, Any]"]:
    return [one for one in model._meta.concrete_fields if not one.generated]


def _record(model: Model, event: Any) -> models.Model:
    return model(**{one.attname: getattr(event, one.attname) for one in _columns(model)})


def events_of(model: Model) -> Any:
    """The history of the model, oldest first."""
    return model.pgh_event_model.objects.order_by("pgh_id")  # type: ignore[attr-defined]


@dataclass(slots=True)
class _Found:
    """An event that builds on a record, before it is known who the people are."""

    model: Model
    pk: int
    record: str
    event: Any
    what: tuple[str, ...]


class _Written:
    """What was written of one model under a context."""

    def __init__(self, model: Model, context: UUID) -> None:
        self.model = model
        self._context = context
        self.first: dict[int, int] = {}
        """Of each record in the order of writing the id of its first event under the context."""
        labels: dict[int, list[str]] = defaultdict(list)
        mine = events_of(model).filter(pgh_context=context)
        self.began: datetime | None = None
        for event, pk, label, at in mine.values_list("pgh_id", "pgh_obj_id", "pgh_label", "pgh_created_at"):
            self.began = self.began or at
            self.first.setdefault(pk, event)
            labels[pk].append(label)
        came = {pk for pk, said in labels.items() if said[0] == INSERT}
        self.created = [pk for pk in came if labels[pk][-1] != DELETE]
        self.changed = [pk for pk in self.first if pk not in came]
        self._deleted_first = {pk for pk in self.changed if labels[pk][0] == DELETE}

    @cached_property
    def before(self) -> dict[int, Any]:
        """What each changed or deleted record was, as the event that says so."""
        wanted = {pk: self.first[pk] for pk in self._deleted_first}
        others = events_of(self.model).filter(pgh_obj_id__in=set(self.changed) - self._deleted_first)
        for event, pk in others.values_list("pgh_id", "pgh_obj_id"):
            if event < self.first[pk]:
                wanted[pk] = event
        events = events_of(self.model).in_bulk(wanted.values())
        return {pk: events[event] for pk, event in wanted.items()}

    @property
    def unknown(self) -> bool:
        """Some were there before their history was kept."""
        return len(self.before) < len(self.changed)

    def lock(self) -> None:
        """So that nobody changes or refers to them any more; who is about to is waited for."""
        rows = self.model._base_manager.filter(pk__in=list(self.first)).order_by("pk")
        list(rows.select_for_update().values_list("pk"))

    def since(self) -> Iterator[_Found]:
        """Later events of the same records."""
        if not self.first:
            return
        later = events_of(self.model).filter(pgh_obj_id__in=list(self.first), pgh_id__gt=min(self.first.values()))
        moved = {pk for pk, event in self._others(later) if event > self.first[pk]}
        previous: dict[int, Any] = {}
        whole = events_of(self.model).filter(pgh_obj_id__in=moved).select_related("pgh_context") if moved else ()
        for event in whole:
            pk = event.pgh_obj_id
            if event.pgh_id > self.first[pk] and event.pgh_context_id != self._context:
                what = _changed(self.model, previous.get(pk), event)
                if what or event.pgh_label == DELETE:
                    yield _Found(self.model, pk, str(_record(self.model, event)), event, what)
            previous[pk] = event

    def _others(self, events: Any) -> Iterable[tuple[int, int]]:
        found: Iterable[tuple[int, int]] = events.exclude(pgh_context=self._context).values_list("pgh_obj_id", "pgh_id")
        return found


def _changed(model: Model, before: Any, after: Any) -> tuple[str, ...]:
    """The labels of the fields that a person fills in and that differ; of a new record those that are not empty."""
    if after.pgh_label == DELETE:
        return ()
    found = []
    for one in _columns(model):
        if one.editable and not one.primary_key:
            new = getattr(after, one.attname)
            old = getattr(before, one.attname) if before else None
            if new != old and not (before is None and new in ("", None)):
                found.append(str(one.verbose_name))
    return tuple(found)


def _referring(part: _Written, written: Sequence[_Written], context: UUID) -> Iterator[_Found]:
    """Others that refer to what was created, and what was written since beside what was changed."""
    touched = {one.model: one for one in written}
    for relation in part.model._meta.related_objects:
        model, link = relation.related_model, relation.field
        if hasattr(model, "pgh_tracked_model") or not hasattr(model, "pgh_event_model") or not part.first:
            continue
        own = touched[model].first.keys() if model in touched else ()
        events = events_of(model).exclude(pgh_context=context).exclude(pgh_obj_id__in=list(own))
        refer = set(model._base_manager.filter(**{f"{link.attname}__in": part.created}).values_list("pk", flat=True))
        found = list(events.filter(pgh_obj_id__in=refer).select_related("pgh_context"))
        if model in touched and part.changed:
            beside = events.filter(**{f"{link.attname}__in": part.changed}, pgh_created_at__gt=part.began)
            found += list(beside.select_related("pgh_context"))
        yield from _beside(part.model, model, link.attname, found)


def _beside(root: Model, model: Model, link: str, events: Collection[Any]) -> Iterator[_Found]:
    """Each told as something about the record that it belongs to."""
    last = {event.pgh_obj_id: event for event in events if getattr(event, link) is not None}
    names = {one.pk: str(one) for one in root._base_manager.filter(pk__in={getattr(e, link) for e in last.values()})}
    own = [one for one in _columns(model) if one.editable and not one.primary_key and not one.is_relation]
    for event in last.values():
        pk = getattr(event, link)
        what = tuple(str(one.verbose_name) for one in own if getattr(event, one.attname) not in ("", None))
        if event.pgh_label not in (INSERT, DELETE):  # it was there already, and refers to the record since
            what = (str(model._meta.get_field(link).verbose_name),)  # type: ignore[union-attr]
        yield _Found(root, pk, names.get(pk, str(pk)), event, what)


def _people(events: Iterable[Any]) -> dict[int, str]:
    ids = {pk for event in events if (pk := _user(event))}
    return {pk: str(one) for pk, one in get_user_model()._base_manager.in_bulk(ids).items()} if ids else {}


def _user(event: Any) -> int:
    """0 for a write outside a request."""
    return int(event.pgh_context.metadata.get("user") or 0) if event.pgh_context else 0


def _who(event: Any, people: Mapping[int, str]) -> str:
    """A person, else a command."""
    return people.get(_user(event)) or str(event.pgh_context.metadata.get("command", "") if event.pgh_context else "")
