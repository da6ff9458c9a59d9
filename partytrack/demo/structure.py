"""Units and their members: the province, its twenty committees, the 843 TCCSĐ, the cells of Cư Pui and Tân An."""

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from partytrack.demo import places, published
from partytrack.demo.places import Named
from partytrack.demo.rows import UnitRow
from partytrack.demo.shares import apportion
from units.lists import Kind, Sector

ROOT = "DLK"
SECTOR = {
    "Huyện": Sector.DISTRICT, "Thị xã": Sector.TOWN, "Thành phố": Sector.CITY,
    "Khối cơ quan, doanh nghiệp": Sector.BLOC,
    "Quân đội": Sector.ARMY, "Công an": Sector.POLICE, "Trường đại học": Sector.UNIVERSITY,
}  # fmt: skip
"""The file's words, whatever language is switched on."""
CSV = Path(__file__).parent / "daklak-2023.csv"
FOUNDED_THIS_YEAR = {"Công ty Cổ phần Năng lượng mặt trời Cư M'gar": date(2023, 7, 3)}
"""A cell that stands since July and has no target yet ("chưa giao")."""


@dataclass(frozen=True, slots=True)
class Committee:
    """One row of daklak-2023.csv."""

    code: str
    name: str
    short_name: str
    report_name: str
    kind: Kind
    sector: Sector | None
    target_2022: int
    target_2023: int
    admitted: int
    grassroots_committees: int
    grassroots_cells: int
    members: int


def committees() -> list[Committee]:
    """The province first, then the twenty."""
    with CSV.open(encoding="utf-8", newline="") as file:
        return [
            Committee(
                row["code"], row["name"], row["short_name"], row["report_name"], Kind(row["kind"]),
                SECTOR.get(row["sector"]),
                int(row["target_2022"]), int(row["target_2023"]), int(row["admitted_by_2023_10_10"]),
                int(row["grassroots_committees"]), int(row["grassroots_cells"]), int(row["members"]),
            )
            for row in csv.DictReader(file)
        ]  # fmt: skip


def units() -> list[UnitRow]:
    rows: list[UnitRow] = []
    for committee in committees():
        parent = None if committee.code == ROOT else ROOT
        rows.append(
            UnitRow(
                committee.code,
                parent,
                committee.name,
                committee.short_name,
                committee.report_name,
                committee.kind,
                committee.sector,
            )
        )
        if parent:
            rows.extend(_grassroots(committee))
    return rows


def _grassroots(committee: Committee) -> Iterator[UnitRow]:
    above, below = _names(committee)
    if len(above) < committee.grassroots_committees or len(below) < committee.grassroots_cells:
        raise ValueError(f"{committee.code}: {len(above)} and {len(below)} names are too few.")
    number = 0
    for name, sector in above[: committee.grassroots_committees]:
        code = published.NAMED.get((committee.code, _bare(name)))
        if code is None:
            number += 1
        unit = _unit(code or f"{committee.code}-{number:02}", committee.code, name, sector, Kind.GRASSROOTS_COMMITTEE)
        yield unit
        yield from _cells(unit)
    for name, sector in below[: committee.grassroots_cells]:
        number += 1
        yield _unit(f"{committee.code}-{number:02}", committee.code, name, sector, Kind.GRASSROOTS_CELL)


def _cells(committee: UnitRow) -> Iterator[UnitRow]:
    for number, cell in enumerate(published.CELLS.get(committee.code, ()), start=1):
        yield _unit(f"{committee.code}-{number:02}", committee.code, cell.name, cell.sector, Kind.CELL)


def _unit(code: str, parent: str, name: str, sector: Sector, kind: Kind) -> UnitRow:
    full = f"{'Đảng bộ' if kind == Kind.GRASSROOTS_COMMITTEE else 'Chi bộ'} {name}"
    local = name.startswith(("xã ", "phường ", "thị trấn "))
    short = name.replace("thị trấn ", "TT. ") if name.startswith("thị trấn ") else name[0].upper() + name[1:]
    return UnitRow(code, parent, full, short, name if local else full, kind, sector, FOUNDED_THIS_YEAR.get(name))


def _bare(name: str) -> str:
    for word in ("xã ", "phường ", "thị trấn "):
        name = name.removeprefix(word)
    return name


def _names(committee: Committee) -> tuple[list[Named], list[Named]]:
    """Names of more than enough grassroots committees and grassroots cells, in the order they are taken."""
    match committee.code:
        case "KCQ":
            return list(places.BLOC_COMMITTEES), list(places.BLOC_CELLS)
        case "QSU":
            return list(places.ARMY_COMMITTEES), list(places.ARMY_CELLS)
        case "CAN":
            return list(places.POLICE_COMMITTEES), list(places.POLICE_CELLS)
        case "BPH":
            return list(places.BORDER_COMMITTEES), list(places.BORDER_CELLS)
        case "DHT":
            return list(places.UNIVERSITY_COMMITTEES), list(places.UNIVERSITY_CELLS)
    return _district_names(committee)


def _district_names(committee: Committee) -> tuple[list[Named], list[Named]]:
    code = committee.code
    local: list[Named] = [(f"thị trấn {name}", Sector.TOWNSHIP) for name in places.TOWNSHIPS.get(code, ())]
    local += [(f"phường {name}", Sector.WARD) for name in places.WARDS.get(code, ())]
    local += [(f"xã {name}", Sector.COMMUNE) for name in places.COMMUNES[code]]
    local += _filled(places.DISTRICT_COMMITTEES, committee)
    local += [(name, Sector.STATE_FIRM) for name in places.STATE_FIRMS[code]]
    either = _filled(places.DISTRICT_COMMITTEES_LATER, committee)
    either += [(f"Trường THPT {name}", Sector.SCHOOL) for name in places.HIGH_SCHOOLS[code]]
    taken = max(0, committee.grassroots_committees - len(local))
    cells = _filled(places.DISTRICT_CELLS, committee) + either[taken:] + _filled(places.DISTRICT_CELLS_LATER, committee)
    cells += [(f"Hợp tác xã Nông nghiệp {name}", Sector.PRIVATE_FIRM) for name in places.COMMUNES[code]]
    return local + either[:taken], cells


def _filled(patterns: tuple[Named, ...], committee: Committee) -> list[Named]:
    level = {Sector.CITY: "thành phố", Sector.TOWN: "thị xã"}.get(committee.sector or Sector.DISTRICT, "huyện")
    first = {"thành phố": "Thành", "thị xã": "Thị", "huyện": "Huyện"}[level]
    place = committee.report_name.removeprefix(f"{level} ")
    return [
        (name.format(level=level, place=place, Office=f"{first} ủy", Young=first), sector) for name, sector in patterns
    ]


# --- members ---------------------------------------------------------------------------------------------------------

CELL_MEMBERS = {
    Sector.SCHOOL: (16, 40), Sector.HEALTH: (18, 40), Sector.PRIVATE_FIRM: (5, 14), Sector.STATE_FIRM: (10, 26),
    Sector.ARMY: (15, 30),
    Sector.POLICE: (24, 44),
}  # fmt: skip
COMMITTEE_WEIGHT = {
    Sector.WARD: 150, Sector.COMMUNE: 100, Sector.TOWNSHIP: 135, Sector.POLICE: 95, Sector.OFFICE: 75,
    Sector.HEALTH: 60, Sector.ARMY: 45,
    Sector.SCHOOL: 45, Sector.STATE_FIRM: 40, Sector.PRIVATE_FIRM: 40, Sector.UNIVERSITY: 400,
}  # fmt: skip


def members(rng: random.Random, rows: list[UnitRow]) -> dict[str, int]:
    """Party members of every unit today; children's sum is their parent's."""
    counts = {committee.code: committee.members for committee in committees()}
    counts.update(published.MEMBERS)
    for committee in committees()[1:]:
        below = [row for row in rows if row.parent == committee.code and row.code not in published.MEMBERS]
        for row in below:
            if row.kind == Kind.GRASSROOTS_CELL:
                counts[row.code] = rng.randint(*CELL_MEMBERS.get(row.sector or Sector.OTHER, (10, 24)))
        named = sum(counts[row.code] for row in rows if row.parent == committee.code and row.code in published.MEMBERS)
        left = committee.members - named - sum(counts[row.code] for row in below if row.kind == Kind.GRASSROOTS_CELL)
        large = [row for row in below if row.kind == Kind.GRASSROOTS_COMMITTEE]
        weights = [COMMITTEE_WEIGHT[row.sector or Sector.OFFICE] * rng.randint(70, 130) for row in large]
        counts.update(zip((row.code for row in large), apportion(left, weights, minimum=31), strict=True))
    for code, cells in published.CELLS.items():
        shares = apportion(counts[code], [cell.weight for cell in cells], minimum=3)
        counts.update((f"{code}-{number:02}", share) for number, share in enumerate(shares, start=1))
    return counts
