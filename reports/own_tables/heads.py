"""What the rows and the columns of an own table are headed with, in their order."""

from collections import Counter
from collections.abc import Collection
from typing import NamedTuple

from django.utils.translation import gettext as _

from admissions.filters import UNKNOWN
from reports.declared import Label
from reports.own_tables.cube import Key
from reports.own_tables.dimensions import NOBODY, TALLIED, Dimension, OfPeople, OfUnits
from reports.own_tables.places import Places
from reports.own_tables.question import TableAsked
from units.models import Unit

COLUMNS_AT_MOST, ROWS_AT_MOST = 200, 5_000


class TooLarge(ValueError):
    """`field` asks for more than a table holds; `str()` of it is a sentence for the reader."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


class Head(NamedTuple):
    """`unit`: where the key is one."""

    key: Key
    label: Label
    is_data: bool = False
    unit: Unit | None = None


def check_size(table: TableAsked, places: Places) -> None:
    """Only units are so many. Raises `TooLarge`."""
    n = len(places.units)
    if isinstance(table.rows, OfUnits) and n > ROWS_AT_MOST:
        words = {"n": n, "most": ROWS_AT_MOST}
        raise TooLarge("rows", _("Bảng này có %(n)d hàng, nhiều nhất là %(most)d; hãy chọn đơn vị bên dưới.") % words)
    if isinstance(table.columns, OfUnits) and n > COLUMNS_AT_MOST:
        words = {"n": n, "most": COLUMNS_AT_MOST}
        raise TooLarge("columns", _("Bảng này có %(n)d cột, nhiều nhất là %(most)d; hãy để đơn vị ở hàng.") % words)


def heads_of(one: Dimension, found: Counter[Key], table: TableAsked, places: Places) -> list[Head]:
    """`found`: how many people are of each key."""
    if isinstance(one, OfUnits):
        return [Head(unit.pk, unit.short, True, unit) for unit in places.units]
    if not isinstance(one, OfPeople):
        return [Head(NOBODY, _("Số người"))]
    keys = _keys(one, {key for key, people in found.items() if people}, table)
    labels = {
        **one.labels,
        TALLIED: one.told.rest.label if one.told and table.splits_tallies else _("Số liệu tổng hợp"),
    }
    return [Head(key, labels.get(key, key), one.is_data and key not in (UNKNOWN, TALLIED)) for key in keys]


def _keys(one: OfPeople, found: Collection[Key], table: TableAsked) -> list[str]:
    """Those of the list in its order, then what stands in no list, what is not known, what has no name."""
    listed = [key for key in one.labels if key != UNKNOWN]
    if only := table.narrowed.get(one.name):
        whole = {only}
    elif one.name == "month":
        whole = set(listed[: table.asked.end.month])
    else:
        whole = set(listed) if one.whole else set()
    others = sorted(str(key) for key in found if key not in {*listed, UNKNOWN, TALLIED})
    kept = [key for key in listed if key in whole or key in found]
    return [*kept, *others, *(key for key in (UNKNOWN, TALLIED) if key in found)]
