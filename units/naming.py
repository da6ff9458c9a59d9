"""Which unit a printed list means by a name, among the few that one committee has below it.

Lists say Huyện uỷ, Đảng bộ huyện, H. or the bare name, and number their lines. The closest reading that fits wins; what fits
two units is asked about.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from difflib import get_close_matches

from django.utils.translation import gettext as _

from partytrack.vietnamese import fold, format_date
from units.finding import NAMED, path_of
from units.models import Unit
from workbooks.reading import Row

_SHORT = {
    "tp": "thanh pho",
    "tx": "thi xa",
    "tt": "thi tran",
    "h": "huyen",
    "p": "phuong",
    "x": "xa",
    "db": "dang bo",
    "cb": "chi bo",
}
_COMMITTEES = {
    "ban chap hanh": "", "dang bo": "", "dang uy": "", "chi bo": "", "chi uy": "",
    "huyen uy": "huyen", "thi uy": "thi xa", "thanh uy": "thanh pho", "tinh uy": "tinh",
}  # fmt: skip
_LEVELS = ("thanh pho", "thi xa", "thi tran", "huyen", "phuong", "xa")
_NUMBERED = re.compile(r"[0-9]{1,3}[.)/ -]+(?=[^\W0-9])")


def as_written(name: str) -> str:
    """ "1. TP Buôn Ma Thuột" → "thanh pho buon ma thuot": the words, abbreviations in full."""
    words = fold(_NUMBERED.sub("", name.strip(), count=1)).replace(".", " ").split()
    return " ".join([_SHORT.get(words[0], words[0]), *words[1:]]) if words else ""


def without_committee(name: str) -> str:
    """ "Huyện uỷ Krông Bông", "Đảng bộ huyện Krông Bông" → "huyen krong bong"."""
    text = as_written(name)
    for words, level in _COMMITTEES.items():
        if text.startswith(f"{words} "):
            text = as_written(f"{level} {text.removeprefix(words)}")
    return text


def bare(name: str) -> str:
    """ "huyện Krông Bông", "Krông Bông" → "krong bong"; "Công an tỉnh" → "cong an"."""
    text = without_committee(name).removesuffix(" tinh")
    return next((text.removeprefix(f"{level} ") for level in _LEVELS if text.startswith(f"{level} ")), text)


READINGS: tuple[Callable[[str], str], ...] = (as_written, without_committee, bare)
"""From the closest to the most liberal."""


def meant(name: str, units: Iterable[Unit]) -> list[Unit]:
    """The units that the closest reading of the name fits: none, one, or several."""
    known = list(units)
    by_code = [unit for unit in known if unit.code == name.strip().upper()]
    for reading in READINGS:
        found = by_code or [unit for unit in known if reading(name) in map(reading, _names(unit))]
        if found:
            return found
    return []


def find_below(rows: Sequence[Row], parent: Unit, among: Sequence[Unit], on: date) -> dict[int, Unit]:
    """Row number → unit, of rows that say a name and neither a code nor a path. A row whose unit cannot be told gets its
    fault. `among`: those that stand under `parent` on that day, and itself."""
    found: dict[int, Unit] = {}
    for row in rows:
        name = row.get(NAMED.key)
        if not name or row.raw.get("unit") or path_of(row):
            continue
        units = meant(name, among)
        if len(units) == 1:
            found[row.number] = units[0]
        elif units:
            row.fault(NAMED.key, _("Có nhiều tổ chức cùng tên này; hãy ghi mã."), map(_shown, units))
        else:
            said = {"parent": parent.name, "day": format_date(on)}
            reason = _("Không có tổ chức tên này trực thuộc %(parent)s ngày %(day)s.") % said
            row.fault(NAMED.key, reason, nearest(name, among))
    return found


def contradict(rows: Iterable[Row], found: dict[int, Unit]) -> None:
    """A code beside a name that is not the unit's: one of the two is wrong."""
    for row in rows:
        name, unit = row.get(NAMED.key), found.get(row.number)
        if name and unit and not meant(name, [unit]):
            said = {"code": unit.code, "name": unit.name}
            reason = _("Mã %(code)s là của «%(name)s», khác tên ghi ở đây; hãy sửa một trong hai.") % said
            row.fault(NAMED.key, reason)


def nearest(name: str, among: Iterable[Unit]) -> list[str]:
    by_name = {bare(spelling): unit for unit in among for spelling in _names(unit)}
    close = get_close_matches(bare(name), by_name, n=5, cutoff=0.5)
    return list(dict.fromkeys(_shown(by_name[match]) for match in close))[:3]


def _names(unit: Unit) -> list[str]:
    return [name for name in (unit.name, unit.short_name, unit.report_name) if name]


def _shown(unit: Unit) -> str:
    return f"{unit.code} ({unit.name})"
