"""Who has confirmed the figures of which month of 2023: most committees all of them, a few late, one with a change since."""

import random
from calendar import monthrange
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from admissions.lists import KINH, Sex
from partytrack.demo import names, published
from partytrack.demo.calendar import workdays_later
from partytrack.demo.rows import AccountRow, AdmissionRow, SubmissionRow, UnitRow
from partytrack.demo.structure import ROOT, committees
from units.lists import Role

YEAR, LAST = 2023, 9
LATE = {"EHL": 8, "MDR": 7, "BPH": 8, ROOT: 8}
"""The last month that these have confirmed; the province waits for its committees."""
CHANGED = "CMG"
"""Of whom one more has been entered since September was confirmed."""
VIET_NAM = ZoneInfo("Asia/Ho_Chi_Minh")


def officers(rng: random.Random, accounts: list[AccountRow]) -> Iterator[AccountRow]:
    """Of the committees nobody signs in for in the demo: they confirm, and can be asked."""
    taken = {row.unit for row in accounts}
    for committee in committees()[1:]:
        if committee.code not in taken:
            person = names.name(rng, KINH, rng.choice((Sex.FEMALE, Sex.MALE)))
            login = f"canbo-{committee.code.lower()}"
            yield AccountRow(login, person, committee.code, Role.OFFICER, signs_in=False)


def submissions(
    rng: random.Random, rows: list[UnitRow], admitted: list[AdmissionRow], accounts: list[AccountRow]
) -> Iterator[SubmissionRow]:
    parents = {row.code: row.parent for row in rows}
    counts = _cumulative(parents, admitted)
    clerk = {row.unit: row.login for row in reversed(accounts) if row.role in (Role.CLERK, Role.OFFICER)}
    grassroots = [row for row in rows if row.is_grassroots and row.established_on is None]
    late_entry = next(row.code for row in grassroots if row.parent == CHANGED and counts[row.code, LAST])
    for committee in committees():
        for month in range(1, LATE.get(committee.code, LAST) + 1):
            unseen = int(committee.code == CHANGED and month == LAST)
            days = 2 if committee.code == "KBO" else rng.randint(1, 5)
            yield _submission(committee.code, month, counts, unseen, clerk[committee.code], days)
    for row in grassroots:
        known = row.code in published.CELLS
        share = 55 if row.parent in LATE else 92
        last = LAST if known or row.code == late_entry or rng.randrange(100) < share else LAST - 1
        for month in range(1 if known else LAST - 1, last + 1):
            unseen = int(row.code == late_entry and month == LAST)
            by = clerk.get(row.code) or clerk[str(row.parent)]
            yield _submission(row.code, month, counts, unseen, by, 1)


def _submission(
    unit: str, month: int, counts: Counter[tuple[str, int]], unseen: int, by: str, days: int
) -> SubmissionRow:
    end = date(YEAR, month, monthrange(YEAR, month)[1])
    at = datetime.combine(workdays_later(end, days), time(9, 30), tzinfo=VIET_NAM)
    return SubmissionRow(unit, end.replace(day=1), end, counts[unit, month] - unseen, by, at)


def _cumulative(parents: dict[str, str | None], admitted: list[AdmissionRow]) -> Counter[tuple[str, int]]:
    """(unit, month) → people of its whole subtree from 1 January to the end of the month."""
    found: Counter[tuple[str, int]] = Counter()
    for row in admitted:
        if row.decided_on.year != YEAR:
            continue
        unit: str | None = row.unit
        while unit:
            found.update((unit, month) for month in range(row.decided_on.month, LAST + 1))
            unit = parents[unit]
    return found
