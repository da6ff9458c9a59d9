"""Plain rows of the demo, before any database: units are named by their codes, people by their record ids."""

from dataclasses import dataclass, field
from datetime import date, datetime

from admissions.lists import (
    GeneralEducation,
    Occupation,
    PoliticalTheory,
    Precision,
    Qualification,
    Sex,
    SourceGroup,
    Stage,
)
from targets.lists import Category
from units.lists import Kind, Sector


@dataclass(frozen=True, slots=True)
class UnitRow:
    code: str
    parent: str | None
    name: str
    short_name: str
    report_name: str
    kind: Kind
    sector: Sector | None
    established_on: date | None = None

    @property
    def is_grassroots(self) -> bool:
        return self.kind in (Kind.GRASSROOTS_COMMITTEE, Kind.GRASSROOTS_CELL)


@dataclass(frozen=True, slots=True)
class HeadcountRow:
    unit: str
    counted_on: date
    members: int


@dataclass(frozen=True, slots=True)
class LineRow:
    unit: str
    quantity: int
    own_due_on: date | None = None
    note: str = ""
    category: Category | SourceGroup = Category.TOTAL


@dataclass(frozen=True, slots=True)
class DecisionRow:
    issuer: str
    year: int
    number: str
    issued_on: date
    due_on: date | None
    lines: tuple[LineRow, ...]


@dataclass(frozen=True, slots=True)
class PersonRow:
    uid: str
    name: str
    birth_date: date
    birth_precision: Precision
    sex: Sex
    ethnicity: str
    religion: str
    occupation: Occupation
    youth_union: bool | None
    general_education: GeneralEducation
    qualification: Qualification | None
    political_theory: PoliticalTheory | None
    sources: tuple[SourceGroup, ...]


@dataclass(frozen=True, slots=True)
class AdmissionRow:
    unit: str
    person: PersonRow
    decision_number: str
    decided_on: date
    received_on: date | None
    admitted_on: date | None
    confirmed_on: date | None


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """`admission` is the record id of the admission this candidate became."""

    unit: str
    person: PersonRow
    uid: str
    steps: tuple[tuple[Stage, date], ...]
    awareness_class: str
    certified_on: date | None
    mentor: str
    expected_on: date | None
    dropped_on: date | None = None
    drop_reason: str = ""
    admission: str | None = None

    @property
    def stage(self) -> Stage:
        return self.steps[-1][0]


@dataclass(frozen=True, slots=True)
class TallyRow:
    unit: str
    counted_on: date
    quantity: int
    source: str


@dataclass(frozen=True, slots=True)
class OverseerRow:
    unit: str
    person: str
    position: str
    since: date


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    unit: str
    on: date
    planned: int
    attended: int


@dataclass(frozen=True, slots=True)
class ClassRow:
    unit: str
    name: str
    opened_on: date
    learners: int


@dataclass(frozen=True, slots=True)
class DocumentRow:
    issuer: str
    number: str
    issued_on: date
    title: str
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SubmissionRow:
    """`by`: the login of whoever confirmed."""

    unit: str
    month: date
    through: date
    admitted: int
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AccountRow:
    """`signs_in`: with the password of the demo; else nobody can."""

    login: str
    full_name: str
    unit: str
    role: str
    signs_in: bool = True


@dataclass(slots=True)
class Demo:
    units: list[UnitRow] = field(default_factory=list)
    headcounts: list[HeadcountRow] = field(default_factory=list)
    decisions: list[DecisionRow] = field(default_factory=list)
    admissions: list[AdmissionRow] = field(default_factory=list)
    candidates: list[CandidateRow] = field(default_factory=list)
    tallies: list[TallyRow] = field(default_factory=list)
    overseers: list[OverseerRow] = field(default_factory=list)
    attendances: list[AttendanceRow] = field(default_factory=list)
    classes: list[ClassRow] = field(default_factory=list)
    documents: list[DocumentRow] = field(default_factory=list)
    accounts: list[AccountRow] = field(default_factory=list)
    submissions: list[SubmissionRow] = field(default_factory=list)
