"""A declared report as plain data that JSON can hold, and back. So a kept report is drawn as any other is.

Links are left out: they are of the reader and of the day, not of what was told. So is what the page alone says to the office.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise

from reports.declared import Cell, Chart, Column, Part, Report, Row
from reports.document import Document, Section
from units.papers import Paper

OF, MAP = "of", "map"
CLASSES = {one.__name__: one for one in (Report, Paper, Chart, Part, Column, Row, Cell, Document, Section)}
LEFT_OUT = frozenset({"address", "choice", "unusable"})
_READ: dict[str, Callable[[str], Any]] = {
    "decimal": Decimal,
    "date": date.fromisoformat,
    "time": datetime.fromisoformat,
}


def plain(value: Any) -> Any:
    """Words in the language that is active. Raises `TypeError` for what no report is made of."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str | Promise):
        return "".join(str(value))
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    if isinstance(value, datetime):
        return {"time": value.isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, Mapping):
        return {MAP: [[plain(key), plain(one)] for key, one in value.items()]}
    if isinstance(value, Sequence):
        return [plain(one) for one in value]
    if is_dataclass(value) and type(value).__name__ in CLASSES:
        said = {one.name: plain(getattr(value, one.name)) for one in fields(value) if _is_said(value, one)}
        return {OF: type(value).__name__, **said}
    raise TypeError(f"No report is made of {type(value).__name__}; see reports.plain.")


def declared(data: Any) -> Any:
    """What `plain` made, made back; a field that is no more is left out. Raises `ValueError`, `KeyError` or `TypeError` for what
    `plain` did not make."""
    if isinstance(data, list):
        return tuple(declared(one) for one in data)
    if not isinstance(data, dict):
        return data
    if OF in data:
        one = CLASSES[data[OF]]
        known = {field.name for field in fields(one)}
        return one(**{name: declared(value) for name, value in data.items() if name in known})
    if MAP in data:
        return {declared(key): declared(value) for key, value in data[MAP]}
    (name, text), *_more = data.items()
    return _READ[name](text)


def _is_said(value: Any, one: "Field[Any]") -> bool:
    """Not left out, and not what is so by default."""
    if one.name in LEFT_OUT:
        return False
    said = getattr(value, one.name)
    usual = one.default_factory() if one.default_factory is not MISSING else one.default
    return usual is MISSING or type(said) is not type(usual) or said != usual
