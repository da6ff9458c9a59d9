"""Candidates: those being prepared on 10 October 2023, those admitted in 2023 before they were, a few who dropped out."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from admissions.lists import KINH, STAGES, Sex, Stage
from partytrack.demo import names, published
from partytrack.demo.calendar import TODAY, workdays_between
from partytrack.demo.people import People, Wanted, wanted_at
from partytrack.demo.promises import Promises
from partytrack.demo.rows import AdmissionRow, CandidateRow, PersonRow, UnitRow
from partytrack.demo.structure import committees
from units.lists import Sector

DOSSIERS = {
    "BMT": 97, "BHO": 38, "EHL": 47, "ESU": 27, "KNA": 44, "KBU": 28, "BDO": 25, "CMG": 58, "EKA": 52, "MDR": 25,
    "KPA": 60, "KAN": 9,
    "KBO": 6, "LAK": 14, "CKU": 30, "KCQ": 18, "QSU": 4, "CAN": 40, "BPH": 5, "DHT": 14,
}  # fmt: skip
"""Expected before the end of the year; constructed so that committees on pace, catching up and short are all there."""

BEYOND, LISTED, IN_CLASS, APPLYING, DROPPED = 7, 26, 15, 6, 3
"""Of a hundred of the target: dossiers of next year or without a date, and people at the earlier stages."""

DOSSIER_STAGES = (Stage.VETTING,) * 52 + (Stage.CELL,) * 18 + (Stage.GRASSROOTS,) * 16 + (Stage.AUTHORISED,) * 14
SINCE = {
    Stage.LISTED: (5, 400), Stage.CLASS: (5, 240), Stage.APPLICATION: (3, 45), Stage.VETTING: (3, 75), Stage.CELL: (2,
    20),
    Stage.GRASSROOTS: (2, 18), Stage.AUTHORISED: (2, 20),
}  # fmt: skip
"""How many days ago a candidate entered the stage reached."""

BEFORE = {
    Stage.CLASS: (60, 240), Stage.APPLICATION: (30, 120), Stage.VETTING: (10, 40), Stage.CELL: (30, 90),
    Stage.GRASSROOTS: (5, 20),
    Stage.AUTHORISED: (5, 15),
}  # fmt: skip
"""How many days the stage before it took."""

AHEAD = {Stage.VETTING: (20, 80), Stage.CELL: (15, 60), Stage.GRASSROOTS: (10, 45), Stage.AUTHORISED: (4, 30)}
DROP_REASONS = ("Chuyển đi làm ăn xa", "Chưa đủ điều kiện theo quy định", "Tự nguyện xin rút", "Chuyển nơi cư trú")

TAN_AN_DOSSIERS = (
    ("Trạm Y tế", "Bùi Thị Hồng Nhung", KINH, Sex.FEMALE, Stage.CELL, 12, date(2023, 10, 20)),
    ("Tổ dân phố 2", "Hoàng Văn Dũng", KINH, Sex.MALE, Stage.CELL, 15, date(2023, 10, 20)),
    ("Tổ dân phố 9", "Y Thiên Byă", "Êđê", Sex.MALE, Stage.VETTING, 21, date(2023, 10, 31)),
    ("Tổ dân phố 4", "Lê Hoàng Phúc", KINH, Sex.MALE, Stage.VETTING, 26, date(2023, 10, 31)),
    ("Trường THCS Tân An", "Trương Thị Ngọc Ánh", KINH, Sex.FEMALE, Stage.VETTING, 18, date(2023, 11, 7)),
    ("Cơ quan phường", "Võ Đình Khoa", KINH, Sex.MALE, Stage.VETTING, 34, date(2023, 11, 10)),
    ("Tổ dân phố 10", "H'Ngọc Êban", "Êđê", Sex.FEMALE, Stage.VETTING, 9, date(2023, 11, 14)),
)
TAN_AN_EARLIER = (
    ("Tổ dân phố 1", Stage.LISTED), ("Tổ dân phố 5", Stage.LISTED), ("Tổ dân phố 12", Stage.LISTED), ("Quân sự",
    Stage.LISTED),
    ("Tổ dân phố 3", Stage.CLASS), ("Trường Tiểu học Tân An 1", Stage.CLASS), ("Trường Mầm non tư thục Ban Mai",
    Stage.CLASS),
    ("Tổ dân phố 8", Stage.APPLICATION),
)  # fmt: skip


def candidates(
    people: People, rows: list[UnitRow], promised: Promises, admitted: list[AdmissionRow]
) -> Iterator[CandidateRow]:
    yield from _who_became_members(people, admitted)
    done: dict[str, int] = {}
    for admission in admitted:
        if admission.decided_on.year == 2023:
            done[admission.unit] = done.get(admission.unit, 0) + 1
    for committee in committees()[1:]:
        yield from _of_committee(people, committee.code, committee.target_2023, rows, promised, done)
    yield from _tan_an(people)


def _of_committee(
    people: People, committee: str, target: int, rows: list[UnitRow], promised: Promises, done: dict[str, int]
) -> Iterator[CandidateRow]:
    rng = people.rng
    places = list(_places(committee, rows))
    weights = [1 + 5 * max(0, promised.target.get((2023, row.code), 0) - done.get(row.code, 0)) for row in places]
    stages = [rng.choice(DOSSIER_STAGES) for _ in range(DOSSIERS[committee] - (7 if committee == "BMT" else 0))]
    for stage, row in zip(stages, rng.choices(places, weights, k=len(stages)), strict=True):
        yield _open(people, committee, row, stage, _expected(rng, stage))
    for _ in range(target * BEYOND // 100):
        late = rng.choice(workdays_between(date(2024, 1, 2), date(2024, 3, 15)))
        yield _open(people, committee, rng.choice(places), Stage.VETTING, rng.choice((late, late, None)))
    for share, stage in ((LISTED, Stage.LISTED), (IN_CLASS, Stage.CLASS), (APPLYING, Stage.APPLICATION)):
        for _ in range(target * share // 100):
            yield _open(people, committee, rng.choice(places), stage, None)
    for _ in range(target * DROPPED // 100):
        yield _dropped(people, committee, rng.choice(places))


def _places(committee: str, rows: list[UnitRow]) -> Iterator[UnitRow]:
    """The units that keep candidates: TCCSĐ, or their cells; Tân An's are its own (`_tan_an`)."""
    for row in rows:
        if (row.parent == committee and row.code not in published.CELLS) or (
            row.parent == published.CPU and committee == "KBO"
        ):
            yield row


def _expected(rng: random.Random, stage: Stage) -> date:
    """A working day before the year ends; of a few it has gone by."""
    if rng.randrange(100) < 5:
        return rng.choice(workdays_between(TODAY - timedelta(days=60), TODAY - timedelta(days=3)))
    low, high = AHEAD[stage]
    return rng.choice(workdays_between(TODAY + timedelta(days=low), TODAY + timedelta(days=high)))


def _open(people: People, committee: str, row: UnitRow, stage: Stage, expected: date | None) -> CandidateRow:
    rng = people.rng
    since = rng.randint(*SINCE[stage])
    if stage == Stage.VETTING and rng.randrange(100) < 8:
        since = rng.randint(95, 210)  # long in vetting: what "needs attention" is for
    person = people.make(committee, row.sector or Sector.OTHER, TODAY, wanted_at(row.code))
    return _candidate(people, row.code, person, stage, TODAY - timedelta(days=since), expected)


def _candidate(
    people: People, unit: str, person: PersonRow, stage: Stage, entered: date, expected: date | None
) -> CandidateRow:
    steps = _steps(people.rng, stage, entered)
    class_name, certified = _class(people.rng, steps)
    return CandidateRow(unit, person, people.record_id(), steps, class_name, certified, _mentor(people.rng), expected)


def _steps(rng: random.Random, stage: Stage, entered: date) -> tuple[tuple[Stage, date], ...]:
    """Every stage up to `stage`, entered on `entered`, the earlier ones before it."""
    steps = [(stage, entered)]
    for later in reversed(STAGES[1 : STAGES.index(stage) + 1]):
        entered -= timedelta(days=rng.randint(*BEFORE[Stage(later)]))
        steps.append((Stage(STAGES[STAGES.index(later) - 1]), entered))
    return tuple(reversed(steps))


def _class(rng: random.Random, steps: tuple[tuple[Stage, date], ...]) -> tuple[str, date | None]:
    for stage, day in steps:
        if stage == Stage.CLASS:
            certified = day + timedelta(days=rng.randint(4, 9))
            name = f"Lớp bồi dưỡng nhận thức về Đảng đợt {(day.month + 3) // 4} năm {day.year}"
            return name, certified if certified <= TODAY else None
    return "", None


def _mentor(rng: random.Random) -> str:
    return names.name(rng, KINH, rng.choice((Sex.MALE, Sex.FEMALE)))


def _dropped(people: People, committee: str, row: UnitRow) -> CandidateRow:
    rng = people.rng
    person = people.make(committee, row.sector or Sector.OTHER, TODAY, wanted_at(row.code))
    dropped = rng.choice(workdays_between(date(2023, 3, 1), date(2023, 9, 29)))
    stage = rng.choice((Stage.LISTED, Stage.LISTED, Stage.CLASS, Stage.VETTING))
    steps = _steps(rng, stage, dropped - timedelta(days=rng.randint(20, 90)))
    name, certified = _class(rng, steps)
    reason = rng.choice(DROP_REASONS)
    return CandidateRow(
        row.code, person, people.record_id(), steps, name, certified, _mentor(rng), None, dropped, reason
    )


def _who_became_members(people: People, admitted: list[AdmissionRow]) -> Iterator[CandidateRow]:
    """Everybody admitted in 2023 went the whole way, so that the pipeline of an earlier day is as full as it was."""
    rng = people.rng
    for row in admitted:
        if row.decided_on.year != 2023:
            continue
        last = row.decided_on - timedelta(days=rng.randint(4, 20))
        steps = _steps(rng, Stage.AUTHORISED, last)
        name, certified = _class(rng, steps)
        expected = row.decided_on + timedelta(days=rng.randint(-10, 25))
        yield CandidateRow(
            row.unit,
            row.person,
            people.record_id(),
            steps,
            name,
            certified,
            _mentor(rng),
            expected,
            admission=row.person.uid,
        )


def _tan_an(people: People) -> Iterator[CandidateRow]:
    """Seven dossiers, which make 29 of 30, and eight people before them."""
    cells = {
        cell.name: (f"{published.TAN}-{place:02}", cell.sector)
        for place, cell in enumerate(published.TAN_AN_CELLS, start=1)
    }
    for cell, name, ethnicity, sex, stage, since, expected in TAN_AN_DOSSIERS:
        code, sector = cells[cell]
        person = people.make("BMT", sector, TODAY, Wanted(sex=sex, ethnicity=ethnicity, name=name))
        yield _candidate(people, code, person, stage, TODAY - timedelta(days=since), expected)
    for cell, stage in TAN_AN_EARLIER:
        code, sector = cells[cell]
        person = people.make("BMT", sector, TODAY)
        yield _candidate(people, code, person, stage, TODAY - timedelta(days=people.rng.randint(*SINCE[stage])), None)
