"""The whole demo as plain rows, the same on every machine: one seed, no clock, no set is ever walked."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from partytrack.demo import published
from partytrack.demo.calendar import TODAY
from partytrack.demo.people import People
from partytrack.demo.pipeline import candidates
from partytrack.demo.promises import promises
from partytrack.demo.results import admissions, tallies
from partytrack.demo.rows import (
    AccountRow,
    AdmissionRow,
    AttendanceRow,
    ClassRow,
    Demo,
    DocumentRow,
    HeadcountRow,
    OverseerRow,
    UnitRow,
)
from partytrack.demo.structure import ROOT, committees, members, units
from partytrack.demo.submissions import officers, submissions
from units.lists import Role

SEED = 20231010

ACCOUNTS = [
    AccountRow("an", "Nguyễn Thị Hạnh An", ROOT, Role.OFFICER),
    AccountRow("binh", "Trần Quốc Bình", "KBO", Role.OFFICER),
    AccountRow("chi", "Nguyễn Kim Chi", "LAK", Role.OFFICER),
    AccountRow("ha", "Lê Thị Thu Hà", published.TAN, Role.CLERK),
    AccountRow("xem", "Phạm Văn Quang", ROOT, Role.VIEWER),
    AccountRow("quantri", "Võ Minh Trí", ROOT, Role.ADMIN),
]

DOCUMENTS = [
    DocumentRow(
        ROOT,
        "3043-CV/TU",
        date(2023, 9, 21),
        "Tăng cường nhiệm vụ, giải pháp đối với công tác phát triển đảng viên mới năm 2023",
        (2023,),
    )
]

COUNTED_ON = (date(2021, 12, 31), date(2022, 12, 31), date(2023, 9, 30))


def build(seed: int = SEED) -> Demo:
    rng = random.Random(seed)  # noqa: S311 — a demo that is the same everywhere, nothing secret
    rows = units()
    now = members(rng, rows)
    promised = promises(rng, rows, now)
    attended, planned = published.KRONG_BONG_MEETINGS
    people = People(rng)
    admitted = admissions(people, rows, promised)
    apart = random.Random(seed + 1)  # noqa: S311 — what was added later leaves all else as it was
    accounts = [*ACCOUNTS, *officers(apart, ACCOUNTS)]
    return Demo(
        units=rows,
        headcounts=list(_headcounts(rng, rows, now, admitted)),
        decisions=promised.decisions,
        admissions=admitted,
        candidates=list(candidates(people, rows, promised, admitted)),
        tallies=list(tallies(rng, rows, promised)),
        overseers=list(_overseers()),
        attendances=[AttendanceRow("KBO", TODAY, planned, attended)],
        classes=list(_classes(rng)),
        documents=DOCUMENTS,
        accounts=accounts,
        submissions=list(submissions(apart, rows, admitted, accounts)),
    )


def _headcounts(
    rng: random.Random, rows: list[UnitRow], now: dict[str, int], admitted: list[AdmissionRow]
) -> Iterator[HeadcountRow]:
    """Backwards from today's: less those admitted since, plus those who left; a parent's is its children's sum."""
    counts = {COUNTED_ON[2]: now}
    parents = [row.parent for row in rows]
    leaves = [row for row in rows if row.code not in parents and row.established_on is None]
    for later, earlier in ((COUNTED_ON[2], COUNTED_ON[1]), (COUNTED_ON[1], COUNTED_ON[0])):
        came: dict[str, int] = {}
        for admission in admitted:
            if earlier < admission.decided_on <= later:
                came[admission.unit] = came.get(admission.unit, 0) + 1
        past: dict[str, int] = {}
        for row in leaves:
            members_later = counts[later][row.code]
            gone = rng.randint(0, 1 + members_later // 60)
            past[row.code] = max(3, members_later - came.get(row.code, 0) + gone)
        for row in reversed(rows):
            if row.parent is not None and row.code in past:
                past[row.parent] = past.get(row.parent, 0) + past[row.code]
        counts[earlier] = past
    for day in COUNTED_ON:
        yield from (HeadcountRow(row.code, day, counts[day][row.code]) for row in rows if row.code in counts[day])


def _overseers() -> Iterator[OverseerRow]:
    """Fourteen committee members for the 25 cells of Tân An: eleven have two, three have one."""
    people = published.TAN_AN_COMMITTEE
    for place in range(len(published.TAN_AN_CELLS)):
        person, position = people[place % len(people)]
        yield OverseerRow(f"{published.TAN}-{place + 1:02}", person, position, date(2020, 8, 1))


def _classes(rng: random.Random) -> Iterator[ClassRow]:
    """Krông Bông's three with 204 learners; one to three of the other committees, constructed."""
    for committee in committees()[1:]:
        held: tuple[tuple[date, int], ...] = published.KRONG_BONG_CLASSES
        if committee.code != "KBO":
            first = date(2023, 3, 6) + timedelta(days=rng.randrange(0, 30))
            held = tuple(
                (
                    first + timedelta(days=7 * (turn * 10 + rng.randrange(0, 4))),
                    20 + committee.target_2023 * rng.randint(30, 50) // 100,
                )
                for turn in range(1 if committee.target_2023 < 60 else 2 if committee.target_2023 < 150 else 3)
            )
        for number, (opened, learners) in enumerate(held, start=1):
            yield ClassRow(committee.code, f"Lớp bồi dưỡng nhận thức về Đảng đợt {number} năm 2023", opened, learners)
