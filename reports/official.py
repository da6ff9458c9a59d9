"""The official forms: which lines they have, word for word, from which day on, and by which paper."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

NOT_KEPT = "not kept"


@dataclass(frozen=True, slots=True)
class Line:
    """`of`: the figure it prints, `NOT_KEPT` where the register records none, "" for a heading. The lines of the first level
    under a heading with `sums_to` add up to the first line of the form; those under one `within` it do not exceed it."""

    label: str
    of: str
    level: int
    sums_to: str = ""
    within: str = ""

    @property
    def is_heading(self) -> bool:
        return self.level == 0


@dataclass(frozen=True, slots=True)
class Form:
    """`unsure_from`: from that day on there is another form, of which we do not have the words."""

    number: str
    title: str
    since: date
    legal_basis: str
    lines: Sequence[Line]
    unsure_from: date | None = None


def read_forms(text: str) -> list[Form]:
    """The forms of a data file, the earliest first."""
    found = [_form(**entry) for entry in tomllib.loads(text)["form"]]
    return sorted(found, key=lambda form: form.since)


def _form(**entry: Any) -> Form:
    since, lines = entry.pop("from"), [Line(**line) for line in entry.pop("lines")]
    return Form(since=since, lines=lines, **entry)


FORMS = read_forms((Path(__file__).parent / "official.toml").read_text())
"""Biểu số 2-BTCTW."""


def form_on(day: date, forms: Sequence[Form] = FORMS) -> Form:
    """The one in force; before the first, the first."""
    return next((form for form in reversed(forms) if form.since <= day), forms[0])
