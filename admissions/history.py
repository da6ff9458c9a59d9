"""The history of one admission in words: when, who did what, and each field from what to what."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from admissions.lists import GeneralEducation, Occupation, PoliticalTheory, Qualification, Sex, SourceGroup
from admissions.models import Admission
from admissions.recorded import SOURCES, Link, Step, links, steps
from admissions.sheets import ADMISSIONS
from partytrack.vietnamese import UNKNOWN, format_date
from units.models import Unit

_DATA = frozenset({"name", "ethnicity", "religion", "unit", "decision_number", "note", "twin_reason"})
_OWN_LABELS = {
    "unit": gettext_lazy("Tổ chức đảng"),
    "counted_on": gettext_lazy("Ngày tính chỉ tiêu"),
    "twin_reason": gettext_lazy("Lý do không trùng"),
}
_LISTS: dict[str, type[TextChoices]] = {
    "sex": Sex, "occupation": Occupation, "general_education": GeneralEducation, "qualification": Qualification,
    "political_theory": PoliticalTheory,
}  # fmt: skip


class Deed(TextChoices):
    ENTERED = "ENTERED", gettext_lazy("nhập")
    CHANGED = "CHANGED", gettext_lazy("sửa")
    VOIDED = "VOIDED", gettext_lazy("huỷ")
    RESTORED = "RESTORED", gettext_lazy("bỏ huỷ")
    REMOVED = "REMOVED", gettext_lazy("xoá")
    RECOUNTED = "RECOUNTED", gettext_lazy("tính lại theo quy tắc của năm")
    JOINED = "JOINED", gettext_lazy("chuyển thành kết nạp người trong nguồn của")
    PARTED = "PARTED", gettext_lazy("tách khỏi người trong nguồn của")


@dataclass(frozen=True, slots=True)
class Change:
    """One field, as people read it."""

    label: str
    before: str
    after: str
    is_data: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. `unit`: of a candidate; `way`: by which way it came, where that was no page of the record."""

    at: datetime
    who: str
    deed: Deed
    way: str = ""
    reason: str = ""
    unit: str = ""
    changes: list[Change] = field(default_factory=list)


class Said(NamedTuple):
    """The last change of one field."""

    who: str
    at: datetime


def history(record: Admission) -> list[Entry]:
    """Newest first. Five queries, however long it is."""
    moments: list[Step | Link] = [*steps([record.pk])[record.pk], *links(record)]
    moments.sort(key=lambda one: one.at)
    names = Names(moments)
    entries = (names.entry(one) for one in reversed(moments))
    return [entry for entry in entries if entry]


def voiding(record: Admission) -> Entry | None:
    """Of a record that is void: when, by whom and why. Four queries."""
    told = steps([record.pk])[record.pk]
    last = next((step for step in reversed(told) if _deed(step) == Deed.VOIDED), None)
    return Names([last]).entry(last) if last else None


def last_changes(told: Iterable[Step], names: "Names") -> dict[str, Said]:
    """Of each field that these steps changed, by its key."""
    return {key: Said(names.who(step), step.at) for step in told for key in step.changed}


def label(key: str) -> str:
    """The glossary's word, which the lists mark for translation."""
    return str(_OWN_LABELS.get(key) or _(ADMISSIONS[key].header))


def is_data(key: str) -> bool:
    """In the language of the records, whatever the page's."""
    return key in _DATA


def shown(key: str, value: Any, units: Mapping[int, str]) -> str:
    """A value as people read it. `units`: names by id."""
    if value in (None, "", ()):
        return _("(để trống)")
    if key == "unit":
        return units.get(value, UNKNOWN)
    if key == SOURCES:
        return "; ".join(str(SourceGroup(group).label) for group in value)
    if key in _LISTS:
        return str(_LISTS[key](value).label)
    if key == "birth":
        return str(ADMISSIONS["birth"].parser.export(value))
    if isinstance(value, bool):
        return _("có") if value else _("không")
    return format_date(value) if isinstance(value, date) else str(value)


class Names:
    """Who and where, for all of a history at once. Two queries. `units`: names by id."""

    def __init__(self, moments: Sequence[Step | Link]) -> None:
        users = {user for one in moments if isinstance(user := one.metadata.get("user"), int)}
        units = {unit for one in moments for unit in one.units}
        self._users = {user.pk: str(user) for user in User.objects.filter(pk__in=users)} if users else {}
        self.units = {unit.pk: unit.name for unit in Unit.objects.filter(pk__in=units)} if units else {}

    def who(self, moment: Step | Link) -> str:
        """A command has no user."""
        return self._users.get(moment.metadata.get("user", 0)) or _("Hệ thống")

    def entry(self, moment: Step | Link) -> Entry | None:
        """None where nothing changed that people read."""
        who, way = self.who(moment), _way(moment.metadata)
        if isinstance(moment, Link):
            deed = Deed.JOINED if moment.joined else Deed.PARTED
            return Entry(moment.at, who, deed, way, unit=self.units.get(moment.unit, UNKNOWN))
        done = _deed(moment)
        if done is None:
            return None
        reason = moment.state["void_reason"] if done == Deed.VOIDED else ""
        return Entry(moment.at, who, done, way, reason, changes=list(self._changes(moment, done)))

    def _changes(self, step: Step, deed: Deed) -> Iterator[Change]:
        if step.before is None:
            return
        for key in ["counted_on"] if deed == Deed.RECOUNTED else step.changed:
            before, after = (shown(key, state[key], self.units) for state in (step.before, step.state))
            yield Change(label(key), before, after, is_data(key))


def _deed(step: Step) -> Deed | None:
    before, after = step.before, step.state
    if before is None:
        return Deed.ENTERED
    if after["removed"] and not before["removed"]:
        return Deed.REMOVED
    if bool(after["void_reason"]) != bool(before["void_reason"]):
        return Deed.VOIDED if after["void_reason"] else Deed.RESTORED
    if step.changed:
        return Deed.CHANGED
    return Deed.RECOUNTED if before["counted_on"] != after["counted_on"] else None


def _way(metadata: Mapping[str, Any]) -> str:
    if "undo" in metadata:
        return _("khi hoàn tác một lần nhập")
    if "import" in metadata:
        name = metadata.get("file")
        return _("từ tệp “%(file)s”") % {"file": name} if name else _("từ một khối dán vào")
    return _("bằng lệnh %(command)s") % {"command": metadata["command"]} if metadata.get("command") else ""
