"""Two people change one record: what each changed of what both had before them, and who decides where both changed the same."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self

from django.utils.datastructures import MultiValueDict

from admissions.history import Names, is_data, label, last_changes, shown
from admissions.recorded import State, Step, Version

THEIRS, MINE = "theirs", "mine"
_NOTHING: State = {}


@dataclass(frozen=True, slots=True)
class Sent:
    """What a form says beside its fields: of which version it was made, since which version it is being filled in, and what was
    chosen where both changed a field. `asked`: the fields about which its page asked."""

    version: Version
    since: Version
    asked: frozenset[str] = frozenset()
    chosen: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, data: MultiValueDict[str, Any], about: str = "") -> Self:
        """`about`: what the names of fields end with, in a form about several records."""
        version = Version.read(data.get(f"version{about}", ""))
        since = Version.read(data.get(f"since{about}", str(version)))
        asked = frozenset(data.getlist(f"conflict{about}"))
        chosen = {key: choice for key in asked if (choice := data.get(f"choose-{key}{about}")) in (THEIRS, MINE)}
        return cls(version, since, asked, chosen)


@dataclass(frozen=True, slots=True)
class Both:
    """A field that somebody else changed meanwhile, as people read it; `mine` is None where this one left it alone."""

    key: str
    label: str
    is_data: bool
    before: str
    theirs: str
    mine: str | None
    who: str
    at: datetime | None


@dataclass(slots=True)
class Merged:
    """`values` to write once nothing is in `conflicts`; `taken`: what the other changed, and is kept. `version`: of which a form
    with these values would be."""

    values: State
    version: Version
    since: Version
    taken: list[Both] = field(default_factory=list)
    conflicts: list[Both] = field(default_factory=list)


def unchanged_since(sent: Sent, now: Version) -> bool:
    return not sent.asked and sent.version == now


def merge(told: Sequence[Step], sent: Sent, mine: State, names: Names, read: Callable[[str], str]) -> Merged:
    """`told`: the whole history of the record; `mine`: what the form says, by key. `read`: a value of the form, as people read it."""
    now, base = told[-1].state, _covered(told, sent.version)
    merged = Merged({}, told[-1].version, sent.since)
    both = _Telling(told, sent.since, names, read)
    for key, typed in mine.items():
        theirs, before = now[key], base.get(key, _NOTHING)
        own = before if sent.chosen.get(key) == THEIRS else typed
        undecided = key in sent.asked and key not in sent.chosen
        if own == theirs:
            merged.values[key] = theirs
        elif own == before:
            merged.values[key] = theirs
            merged.taken.append(both.tell(key, own_too=False))
        else:
            merged.values[key] = own
            if undecided or theirs != before:
                merged.conflicts.append(both.tell(key, own_too=True))
    return merged


def names_of(told: Iterable[Sequence[Step]]) -> Names:
    """For all that `merge` will tell of these histories. Two queries."""
    return Names([step for steps in told for step in steps])


def _covered(told: Sequence[Step], version: Version) -> State:
    """What the record said in that version; nothing where there never was such a one."""
    if not told[-1].version.covers(version):
        return _NOTHING
    return next((step.state for step in reversed(told) if version.covers(step.version)), _NOTHING)


class _Telling:
    def __init__(self, told: Sequence[Step], since: Version, names: Names, read: Callable[[str], str]) -> None:
        self._before, self._now = _covered(told, since), told[-1].state
        self._said = last_changes([step for step in told if not since.covers(step.version)], names)
        self._units, self._read = names.units, read

    def tell(self, key: str, *, own_too: bool) -> Both:
        before, theirs = (shown(key, state.get(key), self._units) for state in (self._before, self._now))
        said = self._said.get(key)
        who, at = (said.who, said.at) if said else ("", None)
        return Both(key, label(key), is_data(key), before, theirs, self._read(key) if own_too else None, who, at)
