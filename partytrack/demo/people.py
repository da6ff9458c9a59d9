"""Generated people: sex, people, age, work and schooling as they are found at the place where they live or work."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from admissions.lists import (
    KINH,
    GeneralEducation,
    Occupation,
    PoliticalTheory,
    Precision,
    Qualification,
    Sex,
    SourceGroup,
)
from partytrack.demo import names, published
from partytrack.demo.names import Weighted
from partytrack.demo.rows import PersonRow
from partytrack.vietnamese import fold
from units.lists import Sector

LOCAL_PEOPLES = ("Êđê", "M'Nông", "Gia Rai")
"""Dân tộc thiểu số tại chỗ."""

MINORITY_SHARE = {
    "BMT": 14, "BHO": 24, "EHL": 29, "ESU": 29, "KNA": 26, "KBU": 31, "BDO": 40, "CMG": 37, "EKA": 28, "MDR": 41,
    "KPA": 29, "KAN": 24,
    "KBO": 34, "LAK": 52, "CKU": 27, "KCQ": 12, "QSU": 20, "CAN": 17, "BPH": 28, "DHT": 12,
}  # fmt: skip
"""Of a hundred admitted; some 26 in the province."""

PEOPLES = {
    "EHL": "Gia Rai 8, Êđê 5, Tày 4, Nùng 4", "ESU": "Gia Rai 6, Êđê 2, Tày 4, Nùng 4, Thái 2, Dao 2, Hmông 1",
    "KNA": "Êđê 7, Tày 4, Nùng 5, Hmông 1, Dao 1", "BDO": "Êđê 6, M'Nông 5, Tày 3, Nùng 3, Thái 1",
    "EKA": "Êđê 5, Tày 5, Nùng 5, Thái 2, Dao 2, Hmông 1", "MDR": "Êđê 8, Tày 3, Nùng 3, Hmông 3, Dao 1, Mường 1",
    "KBO": "Êđê 7, M'Nông 4, Hmông 4, Tày 2, Nùng 2, Mường 1", "LAK": "M'Nông 14, Êđê 3, Tày 1, Nùng 1, Thái 1",
    "CKU": "Êđê 9, Tày 2, Nùng 2, Mường 1", "KPA": "Êđê 9, Tày 4, Nùng 4, Thái 1, Mường 1",
}  # fmt: skip
ELSEWHERE = "Êđê 11, Tày 3, Nùng 3, M'Nông 1, Gia Rai 1, Mường 1, Thái 1"
_PEOPLES = {code: Weighted(text) for code, text in PEOPLES.items()}
_ELSEWHERE = Weighted(ELSEWHERE)

WOMEN_SHARE = {
    Sector.SCHOOL: 74, Sector.HEALTH: 66, Sector.OFFICE: 56, Sector.PUBLIC_SERVICE: 54, Sector.STATE_FIRM: 44,
    Sector.PRIVATE_FIRM: 52,
    Sector.POLICE: 21, Sector.LOCAL_POLICE: 15, Sector.ARMY: 8, Sector.MILITIA: 8, Sector.UNIVERSITY: 58,
    Sector.COMMUNE: 50,
    Sector.WARD: 52, Sector.TOWNSHIP: 52, Sector.VILLAGE: 48, Sector.NEIGHBOURHOOD: 52,
}  # fmt: skip

WORK = {
    Sector.COMMUNE: "FARMER 30, COMMUNE_OFFICIAL 17, VILLAGE_OFFICIAL 17, PUBLIC_EMPLOYEE 26, SOLDIER_OR_POLICE 4, OTHER 4, PUPIL 1",
    Sector.WARD: "COMMUNE_OFFICIAL 17, VILLAGE_OFFICIAL 16, PUBLIC_EMPLOYEE 34, PRIVATE_SERVICE_WORKER 7, FIRM_STAFF 8, FARMER 6, "
    "SOLDIER_OR_POLICE 4, OTHER 8",
    Sector.TOWNSHIP: "COMMUNE_OFFICIAL 17, VILLAGE_OFFICIAL 16, PUBLIC_EMPLOYEE 32, FARMER 18, FIRM_STAFF 5, SOLDIER_OR_POLICE 4, OTHER 8",
    Sector.VILLAGE: "FARMER 55, VILLAGE_OFFICIAL 45",
    Sector.NEIGHBOURHOOD: "VILLAGE_OFFICIAL 45, OTHER 25, FIRM_STAFF 18, FARMER 12",
    Sector.SCHOOL: "PUBLIC_EMPLOYEE 86, PUPIL 14",
    Sector.HEALTH: "PUBLIC_EMPLOYEE 100",
    Sector.PUBLIC_SERVICE: "PUBLIC_EMPLOYEE 100",
    Sector.OFFICE: "STATE_OFFICIAL 62, PARTY_OFFICIAL 20, PUBLIC_EMPLOYEE 18",
    Sector.STATE_FIRM: "FIRM_WORKER 48, FIRM_STAFF 44, FIRM_MANAGER 8",
    Sector.PRIVATE_FIRM: "FIRM_WORKER 38, FIRM_STAFF 44, FIRM_MANAGER 18",
    Sector.UNIVERSITY: "UNIVERSITY_STUDENT 62, PUBLIC_EMPLOYEE 38",
    Sector.POLICE: "SOLDIER_OR_POLICE 100",
    Sector.LOCAL_POLICE: "SOLDIER_OR_POLICE 100",
    Sector.ARMY: "SOLDIER_OR_POLICE 100",
    Sector.MILITIA: "COMMUNE_OFFICIAL 100",
}  # fmt: skip
_WORK = {sector: Weighted(text) for sector, text in WORK.items()}

AGES = {
    Occupation.PUPIL: (18, 18), Occupation.UNIVERSITY_STUDENT: (19, 22), Occupation.SOLDIER_OR_POLICE: (19, 30),
    Occupation.PUBLIC_EMPLOYEE: (23, 41), Occupation.STATE_OFFICIAL: (23, 38), Occupation.PARTY_OFFICIAL: (23, 36),
    Occupation.FIRM_MANAGER: (29, 52),
}  # fmt: skip

DEGREES = {
    Occupation.PUPIL: "- 1", Occupation.UNIVERSITY_STUDENT: "- 1",
    Occupation.SOLDIER_OR_POLICE: "- 4, VOCATIONAL 4, COLLEGE 1, BACHELOR 4",
    Occupation.PUBLIC_EMPLOYEE: "VOCATIONAL 1, COLLEGE 4, BACHELOR 13, MASTER 1",
    Occupation.STATE_OFFICIAL: "BACHELOR 13, MASTER 2", Occupation.PARTY_OFFICIAL: "BACHELOR 13, MASTER 1",
    Occupation.COMMUNE_OFFICIAL: "VOCATIONAL 5, COLLEGE 2, BACHELOR 9",
    Occupation.FIRM_MANAGER: "COLLEGE 1, BACHELOR 7, MASTER 1",
    Occupation.FIRM_STAFF: "VOCATIONAL 3, COLLEGE 4, BACHELOR 6",
    Occupation.FIRM_WORKER: "- 5, SKILLED_WORKER 7, VOCATIONAL 3",
    Occupation.PRIVATE_SERVICE_WORKER: "VOCATIONAL 2, COLLEGE 5, BACHELOR 5",
}  # fmt: skip
_DEGREES = {work: Weighted(text) for work, text in DEGREES.items()}
_OTHER_DEGREES = Weighted("- 12, SKILLED_WORKER 3, VOCATIONAL 3, COLLEGE 1, BACHELOR 1")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is already decided of a person; None leaves it to chance."""

    sex: Sex | None = None
    ethnicity: str | None = None
    minority: bool | None = None
    young: bool | None = None
    youth_union: bool | None = None
    youth_union_unknown: bool | None = None
    name: str | None = None


ANYONE = Wanted()
OF_A_MINORITY = Wanted(minority=True)


def wanted_at(unit: str) -> Wanted:
    """In the villages of Cư Pui where Êđê, M'Nông and Hmông people live, people are of theirs."""
    return OF_A_MINORITY if unit in published.CU_PUI_VILLAGES_OF_MINORITIES else ANYONE


@dataclass(slots=True)
class People:
    """Makes people; no two have the same name and birth date."""

    rng: random.Random
    known: set[tuple[str, date]] = field(default_factory=set)

    def record_id(self) -> str:
        return f"{self.rng.getrandbits(48):012x}"

    def make(self, committee: str, sector: Sector, day: date, wanted: Wanted = ANYONE) -> PersonRow:
        """One person of a unit of this sector under `committee`, adult on `day`."""
        rng = self.rng
        sex = wanted.sex or (Sex.FEMALE if rng.randrange(100) < WOMEN_SHARE.get(sector, 48) else Sex.MALE)
        ethnicity = wanted.ethnicity or self._ethnicity(committee, wanted.minority)
        work = Occupation(_WORK.get(sector, _WORK[Sector.COMMUNE]).draw(rng))
        age = self._age(work, wanted.young)
        if work == Occupation.PUPIL and age > 19:
            work = Occupation.PUBLIC_EMPLOYEE
        name, birth = self._new_name(wanted.name, ethnicity, sex, day, age)
        degree = _DEGREES.get(work, _OTHER_DEGREES).draw(rng)
        return PersonRow(
            uid=self.record_id(), name=name, birth_date=birth, birth_precision=Precision.DAY, sex=sex,
            ethnicity=ethnicity,
            religion=self._religion(ethnicity), occupation=work, youth_union=self._youth_union(age, wanted),
            general_education=self._schooling(work, degree),
            qualification=None if degree == "-" else Qualification(degree),
            political_theory=PoliticalTheory.ELEMENTARY if rng.randrange(100) < 14 else None,
            sources=self._sources(sector, work, sex, ethnicity, age),
        )  # fmt: skip

    def _ethnicity(self, committee: str, minority: bool | None) -> str:
        if minority is None:
            minority = self.rng.randrange(100) < MINORITY_SHARE[committee]
        return _PEOPLES.get(committee, _ELSEWHERE).draw(self.rng) if minority else KINH

    def _age(self, work: Occupation, young: bool | None) -> int:
        low, high = AGES.get(work, (19, 44))
        if young:
            low, high = min(low, 27), min(high, 30)
        elif young is False:
            low, high = 31, max(high, 38)
        # the smaller of two draws: the young are the most
        return min(self.rng.randint(low, high), self.rng.randint(low, high))

    def _new_name(self, name: str | None, ethnicity: str, sex: Sex, day: date, age: int) -> tuple[str, date]:
        """A birth date that makes `age` full years on `day`, and a name not taken with it."""
        while True:
            chosen = name or names.name(self.rng, ethnicity, sex)
            birthday = date(day.year - age, day.month, min(day.day, 28)) - timedelta(days=self.rng.randrange(3, 360))
            if (fold(chosen), birthday) not in self.known:
                self.known.add((fold(chosen), birthday))
                return chosen, birthday

    def _religion(self, ethnicity: str) -> str:
        draw = self.rng.randrange(100)
        if ethnicity in (*LOCAL_PEOPLES, "Hmông"):
            return "Tin Lành" if draw < 9 else "Công giáo" if draw < 12 else "Không"
        return "Công giáo" if draw < 3 else "Phật giáo" if draw < 6 else "Cao Đài" if draw == 6 else "Không"

    def _youth_union(self, age: int, wanted: Wanted) -> bool | None:
        if wanted.youth_union_unknown:
            return None
        if wanted.youth_union is not None:
            return wanted.youth_union
        draw = self.rng.randrange(100)
        if draw == 0:
            return None
        return draw < (90 if age <= 30 else 14 if age <= 35 else 0)

    def _schooling(self, work: Occupation, degree: str) -> GeneralEducation:
        if degree != "-" or work in (Occupation.PUPIL, Occupation.UNIVERSITY_STUDENT):
            return GeneralEducation.UPPER_SECONDARY
        draw = self.rng.randrange(100)
        if work == Occupation.FARMER:
            return GeneralEducation.LOWER_SECONDARY if draw < 32 else GeneralEducation.UPPER_SECONDARY
        return GeneralEducation.LOWER_SECONDARY if draw < 8 else GeneralEducation.UPPER_SECONDARY

    def _sources(self, sector: Sector, work: Occupation, sex: Sex, ethnicity: str, age: int) -> tuple[SourceGroup, ...]:
        chance = self.rng.randrange
        man = sex == Sex.MALE
        villager = work in (
            Occupation.FARMER,
            Occupation.VILLAGE_OFFICIAL,
            Occupation.COMMUNE_OFFICIAL,
            Occupation.OTHER,
        )
        sure = {
            SourceGroup.DEMOBILISED: man and villager and age <= 30 and chance(100) < 30,
            SourceGroup.MILITIA: sector == Sector.MILITIA or (villager and age <= 40 and chance(100) < (28 if man else 7)),
            SourceGroup.RESERVIST: man and villager and age <= 35 and chance(100) < 12,
            SourceGroup.PUPIL: work == Occupation.PUPIL,
            SourceGroup.STUDENT: work == Occupation.UNIVERSITY_STUDENT,
            SourceGroup.TEACHER: (sector == Sector.SCHOOL and work == Occupation.PUBLIC_EMPLOYEE)
            or (sector in (Sector.COMMUNE, Sector.WARD,
            Sector.TOWNSHIP) and work == Occupation.PUBLIC_EMPLOYEE and chance(100) < 75)
            or work == Occupation.PRIVATE_SERVICE_WORKER,
            SourceGroup.HEALTH_WORKER: sector == Sector.HEALTH,
            SourceGroup.PRIVATE_FIRM: sector == Sector.PRIVATE_FIRM,
            SourceGroup.LOCAL_MINORITY: ethnicity in LOCAL_PEOPLES,
            SourceGroup.VILLAGE_HEAD: work == Occupation.VILLAGE_OFFICIAL and chance(100) < 35,
        }  # fmt: skip
        return tuple(group for group, holds in sure.items() if holds)
