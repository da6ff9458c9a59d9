"""In which order, and under which headings, the units below one stand on its desk and in its papers."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from partytrack.vietnamese import number
from units.lists import Sector
from units.models import Unit

_TERRITORIAL = (
    Sector.DISTRICT,
    Sector.TOWN,
    Sector.CITY,
    Sector.COMMUNE,
    Sector.WARD,
    Sector.TOWNSHIP,
    Sector.VILLAGE,
    Sector.NEIGHBOURHOOD,
)


def is_territorial(unit: Unit) -> bool:
    return unit.sector in _TERRITORIAL


def office_order(unit: Unit) -> tuple[bool, str, str]:
    """Communes and the like first, then offices; each by name."""
    return not is_territorial(unit), unit.sort_key, unit.code


def heading(units: Collection[Unit]) -> str:
    """ "14 xã, thị trấn": of units that are all territorial, or all not."""
    found = {unit.sector for unit in units}
    territorial = any(is_territorial(unit) for unit in units)
    names = [str(sector.label).lower() for sector in Sector if sector in found]
    words = ", ".join(names) if territorial else _("cơ quan, đơn vị")
    return f"{number(len(units))} {words}"
