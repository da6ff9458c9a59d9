"""What is kept of a report, sealed: a change of a single letter shows, also where whoever changed it counts the hash anew.

The hash (SHA-256) is of the text that is kept, so anybody can count it from the file; the seal (HMAC-SHA-256) needs the key of the
installation.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from reports.declared import Report
from reports.document import Document
from reports.models import Snapshot
from reports.plain import declared, plain

_SALT = "reports.snapshot"


@dataclass(frozen=True, slots=True)
class Kept:
    """All that a snapshot keeps. `history`: how far the history had come, by its tables; `sort`: the reader's order; `levels`: down to
    which he saw it."""

    uid: str
    unit: str
    unit_name: str
    number: int
    kind: str
    year: int
    as_of: date
    tree: date
    sort: str
    levels: str
    purpose: str
    who_id: int
    who: str
    at: datetime
    rule: str
    version: str
    history: Mapping[str, int]
    built: Report | Document

    def to_text(self) -> str:
        """Canonical: of the same content the same text. Words in the language that is active."""
        data = {name: plain(getattr(self, name)) for name in self.__slots__}
        return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Raises `ValueError`, `KeyError`, `TypeError` or `AttributeError` for what was not kept by us."""
        return cls(**{name: declared(value) for name, value in json.loads(text).items()})


@dataclass(frozen=True, slots=True)
class Opened:
    """`kept` is None where what was kept can no longer be read; `is_whole`: it is what was kept; `other_key`: all but the seal
    agrees, as where the key of the installation was replaced."""

    kept: Kept | None
    is_whole: bool
    other_key: bool = False


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def seal_of(text: str, key: str | bytes | None = None) -> str:
    return salted_hmac(_SALT, text, secret=key, algorithm="sha256").hexdigest()


def opened(snapshot: Snapshot) -> Opened:
    kept = _read(snapshot.content)
    agrees = kept is not None and _columns(snapshot) == _said(kept) and digest_of(snapshot.content) == snapshot.digest
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    sealed = any(constant_time_compare(seal_of(snapshot.content, key), snapshot.seal) for key in keys)
    return Opened(kept, agrees and sealed, other_key=agrees and not sealed)


def _read(text: str) -> Kept | None:
    try:
        return Kept.from_text(text)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _columns(snapshot: Snapshot) -> tuple[Any, ...]:
    one = snapshot
    said = (one.uid, one.unit.code, one.number, one.kind, one.year, one.as_of, one.purpose)
    return (*said, one.frozen_by_id, one.frozen_at)


def _said(kept: Kept) -> tuple[Any, ...]:
    said = (kept.uid, kept.unit, kept.number, kept.kind, kept.year, kept.as_of, kept.purpose)
    return (*said, kept.who_id, kept.at)
