"""How a document of the office writes names, figures and lists of them: always in Vietnamese."""

from collections.abc import Iterable
from decimal import Decimal

from partytrack.vietnamese import decimal, number
from targets.figures import Progress
from units.lists import Kind, Sector
from units.models import Unit

_WHOLE = {
    Sector.DISTRICT: "toàn huyện",
    Sector.TOWN: "toàn thị xã",
    Sector.CITY: "toàn thành phố",
    Sector.COMMUNE: "toàn xã",
    Sector.WARD: "toàn phường",
    Sector.TOWNSHIP: "toàn thị trấn",
}
_CELLS = (Kind.CELL, Kind.GRASSROOTS_CELL)
_ONE = {**dict.fromkeys(_CELLS, "chi bộ"), Kind.SECTION: "đảng bộ bộ phận"}


def reported(unit: Unit) -> str:
    """As the office writes it within a sentence."""
    return unit.report_name or unit.name


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def whole(unit: Unit) -> str:
    """The unit with all below it."""
    if unit.kind in _CELLS:
        return "chi bộ"
    if unit.kind == Kind.PROVINCE:
        return "toàn thành phố" if "thành phố" in unit.name.lower() else "toàn tỉnh"
    return _WHOLE.get(Sector(unit.sector), "toàn Đảng bộ") if unit.sector else "toàn Đảng bộ"


def sort_of(units: Iterable[Unit]) -> str:
    """What they are together: committees, cells, or some of each."""
    found = {_ONE.get(Kind(unit.kind), "đảng bộ") for unit in units}
    return found.pop() if len(found) == 1 else "tổ chức đảng"


def percent(value: Decimal | None) -> str:
    """In a document the sign stands close to the figure: 72,06%."""
    return f"{decimal(value)}%"


def of_target(admitted: int, target: int | None) -> str:
    """1.994/2.767 đảng viên."""
    return f"{number(admitted)} đảng viên" if target is None else f"{number(admitted)}/{number(target)} đảng viên"


def shares(rows: Iterable[Progress]) -> str:
    """huyện Krông Bông (101,74%), huyện Krông Ana (90,43%)."""
    return ", ".join(f"{reported(row.unit)} ({percent(row.percentage)})" for row in rows)


def results(rows: Iterable[Progress]) -> str:
    """xã Cư Pui (12/9 đảng viên, đạt 133,33%)."""
    return ", ".join(
        f"{reported(row.unit)} ({of_target(row.admitted, row.target)}, đạt {percent(row.percentage)})" for row in rows
    )


def counted(pairs: Iterable[tuple[int, Unit]]) -> str:
    """thành phố Buôn Ma Thuột (5), huyện Lắk (3)."""
    return ", ".join(f"{reported(unit)} ({number(n)})" for n, unit in pairs)


def moved(n: Decimal | int, unit: str, shown: str) -> str:
    """tăng 82 đảng viên; giảm 3 đảng viên. `shown`: how many, without a sign."""
    return f"{'tăng' if n > 0 else 'giảm'} {shown} {unit}"
