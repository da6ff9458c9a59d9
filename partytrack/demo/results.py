"""Admissions of 2022 and of 2023 until 10 October, by name, and the unnamed results of 2019 to 2021."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from admissions.lists import KINH, Precision, Sex
from partytrack.demo import published
from partytrack.demo.calendar import TODAY, decision_days, pick_days, workdays_later
from partytrack.demo.people import ANYONE, People, Wanted, wanted_at
from partytrack.demo.promises import SPLIT_BEFORE_2022, Promises, suffix
from partytrack.demo.rows import AdmissionRow, PersonRow, TallyRow, UnitRow
from partytrack.demo.shares import apportion
from partytrack.demo.structure import Committee, committees
from units.lists import Kind, Sector

IN_2022, BY_10_OCTOBER_2022 = 1908, 1343
"""Constructed: 100,42 % of 1.900 in the whole year, 70,68 % on 10 October."""

EARLY_END = {2022: date(2022, 10, 10), 2023: TODAY}


@dataclass(frozen=True, slots=True)
class Slot:
    """A person to be: where, under which TCCSĐ and committee, and what is already decided of him or her."""

    unit: str
    grassroots: str
    committee: str
    sector: Sector
    wanted: Wanted = ANYONE


@dataclass(frozen=True, slots=True)
class Counts:
    """People of one committee's TCCSĐ in a year; the early ones are decided by 10 October."""

    total: dict[str, int]
    early: int
    early_named: dict[str, int]


# --- how many --------------------------------------------------------------------------------------------------------


def counts_2023(rng: random.Random, committee: Committee, rows: list[UnitRow], promised: Promises) -> Counts:
    below = [row.code for row in rows if row.parent == committee.code]
    named = {code: published.ADMITTED[2023][code] for code in below if code in published.CELLS}
    others = [code for code in below if code not in named]
    if committee.code == "KBO":
        total = _krong_bong(rng, committee, rows, promised)
    else:
        weights = [promised.target.get((2023, code), 0) * rng.randint(25, 175) for code in others]
        total = dict(zip(others, apportion(committee.admitted - sum(named.values()), weights), strict=True))
    return Counts({**total, **named}, committee.admitted, named)


def _krong_bong(rng: random.Random, committee: Committee, rows: list[UnitRow], promised: Promises) -> dict[str, int]:
    """Everybody at the target but for the over-fulfilled committees, and as many short by one as their surplus asks."""
    others = [row for row in rows if row.parent == committee.code and row.code not in published.CELLS]
    total = {row.code: promised.target[2023, row.code] for row in others}
    large = [row.code for row in others if row.kind == Kind.GRASSROOTS_COMMITTEE]
    over = sorted(large, key=lambda code: (-total[code], code))[: published.KRONG_BONG_OVER - 1]
    for code in over:
        total[code] += 2 if total[code] >= 6 else 1
    surplus = sum(total.values()) + published.ADMITTED[2023][published.CPU] - committee.admitted
    for code in rng.sample([row.code for row in others if row.code not in over], surplus):
        total[code] -= 1
    return total


def counts_2022(rng: random.Random, rows: list[UnitRow], promised: Promises) -> dict[str, Counts]:
    """By committee: the year near its target, 10 October a little behind the pace of 2023."""
    below = committees()[1:]
    full = apportion(IN_2022, [committee.target_2022 * rng.randint(95, 105) for committee in below])
    pace = [min(900, 1000 * row.admitted // row.target_2023) + rng.randint(-60, 60) for row in below]
    early = apportion(BY_10_OCTOBER_2022, [row.target_2022 * share for row, share in zip(below, pace, strict=True)])
    made: dict[str, Counts] = {}
    for committee, year, by_october in zip(below, full, early, strict=True):
        codes = [row.code for row in rows if row.parent == committee.code]
        named = {code: published.ADMITTED[2022][code] for code in codes if code in published.CELLS}
        others = [code for code in codes if code not in named]
        weights = [promised.target.get((2022, code), 0) * rng.randint(60, 140) for code in others]
        shares = apportion(year - sum(named.values()), weights)
        total = {**dict(zip(others, shares, strict=True)), **named}
        made[committee.code] = Counts(total, by_october, {code: published.BY_10_OCTOBER_2022[code] for code in named})
    return made


# --- who and when ----------------------------------------------------------------------------------------------------


def admissions(people: People, rows: list[UnitRow], promised: Promises) -> list[AdmissionRow]:
    rng = people.rng
    by_2022 = counts_2022(rng, rows, promised)
    made: list[AdmissionRow] = []
    for committee in committees()[1:]:
        of_2022 = _year(people, 2022, committee, rows, promised, by_2022[committee.code])
        made.extend(_coarse_births(rng, of_2022))
        counts = counts_2023(rng, committee, rows, promised)
        made.extend(_year(people, 2023, committee, rows, promised, counts))
    return made


def _year(
    people: People, year: int, committee: Committee, rows: list[UnitRow], promised: Promises, counts: Counts
) -> list[AdmissionRow]:
    rng = people.rng
    months = 2 if sum(counts.total.values()) < 60 else 3 if sum(counts.total.values()) < 150 else 5
    days = decision_days(rng, year, months)
    early, late = _slots(rng, year, committee, rows, promised, counts)
    end = EARLY_END[year]
    dated = _dated(rng, days, early, date(year, 1, 1), end)
    if late:
        dated += _dated(rng, days, late, end + timedelta(days=1), date(year, 12, 31))
    return list(_decided(people, committee.code, dated))


def _slots(
    rng: random.Random, year: int, committee: Committee, rows: list[UnitRow], promised: Promises, counts: Counts
) -> tuple[list[Slot], list[Slot]]:
    free: list[Slot] = []
    early: list[Slot] = []
    late: list[Slot] = []
    for row in rows:
        if row.parent != committee.code:
            continue
        if row.code in published.CELLS:
            slots = _cell_slots(rng, year, row.code, committee.code, promised)
            early += slots[: counts.early_named[row.code]]
            late += slots[counts.early_named[row.code] :]
        else:
            sector = row.sector or Sector.OTHER
            free += [Slot(row.code, row.code, committee.code, sector)] * counts.total[row.code]
    rng.shuffle(free)
    left = counts.early - len(early)
    return early + free[:left], late + free[left:]


def _cell_slots(rng: random.Random, year: int, code: str, committee: str, promised: Promises) -> list[Slot]:
    """The people of Cư Pui or Tân An over their cells, in an order of chance; 2023's with what is known of them."""
    cells = published.CELLS[code]
    if year == 2023:
        shares = [cell.admitted for cell in cells]
    else:
        weights = [promised.target[year, f"{code}-{place:02}"] for place in range(1, len(cells) + 1)]
        shares = apportion(published.ADMITTED[year][code], weights)
    slots = [
        Slot(f"{code}-{place:02}", code, committee, cell.sector, wanted_at(f"{code}-{place:02}"))
        for place, (cell, share) in enumerate(zip(cells, shares, strict=True), start=1)
        for _ in range(share)
    ]
    rng.shuffle(slots)
    if year == 2023:
        slots = _cu_pui(slots) if code == published.CPU else _tan_an(rng, slots)
    return slots


def _cu_pui(slots: list[Slot]) -> list[Slot]:
    """Five of the twelve of other peoples than Kinh, five women."""
    names = {f"{published.CPU}-{place:02}": cell.name for place, cell in enumerate(published.CU_PUI_CELLS, start=1)}
    peoples = {code: list(published.CU_PUI_MINORITY.get(name, ())) for code, name in names.items()}
    women = {
        "buôn Khanh": 1,
        "Trạm Y tế": 1,
        "Trường THCS Cư Pui": 1,
        "Trường Tiểu học Cư Pui 1": 1,
        "thôn Điện Tân": 1,
    }
    made: list[Slot] = []
    for slot in slots:
        name = names[slot.unit]
        ethnicity = peoples[slot.unit].pop() if peoples[slot.unit] else KINH
        woman = women.get(name, 0) > 0
        women[name] = 0
        made.append(replace(slot, wanted=Wanted(sex=Sex.FEMALE if woman else Sex.MALE, ethnicity=ethnicity)))
    return made


def _tan_an(rng: random.Random, slots: list[Slot]) -> list[Slot]:
    asked = published.TAN_AN_BREAKDOWN
    quota = len(slots)
    likely_men = (Sector.MILITIA, Sector.LOCAL_POLICE)
    order = sorted(range(quota), key=lambda place: (slots[place].sector in likely_men, rng.random()))
    women = order[: asked["women"]]
    minority = rng.sample(range(quota), asked["minority"])
    young = rng.sample(range(quota), asked["young"])
    members = young[: asked["youth_union"]]
    unknown = young[asked["youth_union"] : asked["youth_union"] + asked["youth_union_unknown"]]
    return [
        replace(
            slot,
            wanted=Wanted(
                sex=Sex.FEMALE if place in women else Sex.MALE,
                minority=place in minority,
                young=place in young,
                youth_union=place in members,
                youth_union_unknown=place in unknown,
            ),
        )
        for place, slot in enumerate(slots)
    ]


Dated = tuple[date, Slot]


def _dated(rng: random.Random, days: list[tuple[date, int]], slots: list[Slot], first: date, last: date) -> list[Dated]:
    """Each slot's decision day; now and then two of one TCCSĐ are decided together."""
    tan_2023 = [slot for slot in slots if first.year == 2023 and slot.grassroots == published.TAN]
    others = sorted((slot for slot in slots if slot not in tan_2023), key=lambda slot: slot.grassroots)
    dated: list[Dated] = []
    for day, slot in zip(pick_days(rng, days, first, last, len(others)), others, strict=True):
        together = dated and dated[-1][1].grassroots == slot.grassroots and rng.randrange(100) < 30
        dated.append((dated[-1][0] if together else day, slot))
    if tan_2023:
        turn = TODAY - timedelta(days=29)
        late = published.TAN_AN_LAST_30_DAYS
        chosen = pick_days(rng, days, first, turn - timedelta(days=1), len(tan_2023) - late)
        chosen += pick_days(rng, days, turn, last, late)
        dated.extend(zip(chosen, tan_2023, strict=True))
    return dated


def _decided(people: People, committee: str, dated: list[Dated]) -> Iterator[AdmissionRow]:
    """People decided on one day for one TCCSĐ share a decision and its number; numbers rise through the year."""
    rng = people.rng
    number = rng.randint(18, 60)
    before: tuple[date, str] | None = None
    papers: tuple[date | None, date | None, date | None] = (None, None, None)
    for day, slot in sorted(dated, key=lambda pair: (pair[0], pair[1].grassroots, pair[1].unit)):
        if before != (day, slot.grassroots):
            number += rng.randint(1, 5)
            papers = _papers(rng, day)
            before = (day, slot.grassroots)
        person = people.make(committee, slot.sector, day, slot.wanted)
        yield AdmissionRow(slot.unit, person, f"{number}-{suffix(committee)}", day, *papers)


def _papers(rng: random.Random, day: date) -> tuple[date | None, date | None, date | None]:
    """Received, ceremony (within 30 working days of it), full member after twelve months: as far as it has come."""
    received = workdays_later(day, rng.randint(1, 6))
    ceremony = workdays_later(received, rng.choice((3, 5, 5, 8, 8, 10, 10, 12, 15, 18, 22, 26)))
    confirmed = ceremony.replace(year=ceremony.year + 1)
    settled = rng.randrange(100) < (95 if confirmed < TODAY - timedelta(days=40) else 45)
    return (
        received if received <= TODAY else None,
        ceremony if ceremony <= TODAY else None,
        confirmed if confirmed <= TODAY and settled else None,
    )


def _coarse_births(rng: random.Random, made: list[AdmissionRow]) -> Iterator[AdmissionRow]:
    """Older lists often hold no more than a month or a year of birth."""
    for row in made:
        draw = rng.randrange(200)
        person = row.person
        if draw < 6 and row.decided_on.year - person.birth_date.year > 19:
            yield replace(row, person=_coarser(person, Precision.YEAR if draw < 4 else Precision.MONTH))
        else:
            yield row


def _coarser(person: PersonRow, precision: Precision) -> PersonRow:
    birth = person.birth_date
    known = date(birth.year, 1 if precision == Precision.YEAR else birth.month, 1)
    return replace(person, birth_date=known, birth_precision=precision)


# --- without names ---------------------------------------------------------------------------------------------------

TALLY_DAYS = ((6, 30, 40), (9, 30, 68), (12, 31, 100))
"""Month, day, and how much of the year had come by then."""


def tallies(rng: random.Random, rows: list[UnitRow], promised: Promises) -> Iterator[TallyRow]:
    """2019 to 2021: of each committee as a whole, and of each TCCSĐ of Krông Bông and Buôn Ma Thuột."""
    for year in (2019, 2020, 2021):
        for committee in committees()[1:]:
            full = promised.target[year, committee.code] * rng.randint(95, 106) // 100
            if committee.code not in SPLIT_BEFORE_2022:
                yield from _cumulative(committee.code, year, full)
                continue
            below = [row.code for row in rows if row.parent == committee.code]
            named = {code: published.ADMITTED[year][code] for code in below if code in published.CELLS}
            others = [code for code in below if code not in named]
            weights = [promised.target[year, code] * rng.randint(60, 140) for code in others]
            shares = apportion(full - sum(named.values()), weights)
            for code, share in {**dict(zip(others, shares, strict=True)), **named}.items():
                yield from _cumulative(code, year, share)


def _cumulative(unit: str, year: int, full: int) -> Iterator[TallyRow]:
    for month, day, share in TALLY_DAYS:
        yield TallyRow(unit, date(year, month, day), full * share // 100, f"Báo cáo kết nạp đảng viên năm {year}")
