"""The workbooks of the room: Kết nạp, Nguồn, Số liệu tổng hợp; read, offered and written from these declarations."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from admissions.lists import (
    ETHNICITIES,
    RELIGIONS,
    GeneralEducation,
    Occupation,
    PoliticalTheory,
    Qualification,
    Sex,
    SourceGroup,
    Stage,
)
from admissions.models import Admission, AdmissionSource, Candidate, CandidateSource, CandidateStep, Tally
from units.finding import UNIT_COLUMNS, paths
from workbooks.parsers import Choice, Choices, Code, Day, PartialDate, PartialDay, Text, WholeNumber, YesNo
from workbooks.sheets import Column, Sheet

CHUNK = 5_000  # records exported with one set of queries


def _other_spellings() -> dict[str, str]:
    """How lists write the peoples beside the form's own spelling: Ê-đê, Ê Đê, Giarai, Bru-Vân Kiều …"""
    found = {
        spelling: name
        for name in ETHNICITIES
        for spelling in (name.replace(" - ", "-"), name.replace(" ", "-"), name.replace(" ", ""), name.replace("'", ""))
    }
    by_hand = {
        "Êđê": ("Ê Đê", "Ê-đê", "Rađê"), "M'Nông": ("M Nông", "Mơ Nông", "Mơ-nông"), "Gia Rai": ("Jrai", "J'rai"),
        "Hmông": ("H'Mông", "Mông", "Mèo"), "Ba Na": ("Bahnar",), "Xơ Đăng": ("Xê Đăng", "Xê-đăng", "Sê Đăng"),
        "Bru - Vân Kiều": ("Vân Kiều", "Bru Vân Kiều"), "Cơ Ho": ("K'Ho", "Kơ Ho"), "Sán Chay": ("Cao Lan",),
        "Ra Glai": ("Rắc Lây",), "Xtiêng": ("S'tiêng", "Stiêng"), "Khmer": ("Khơ Me",), "Cơ Tu": ("K'Tu",),
    }  # fmt: skip
    return found | {spelling: name for name, spellings in by_hand.items() for spelling in spellings}


_RECORD_ID = Column(
    "Mã bản ghi",
    "uid",
    Code(),
    note=_("Có sẵn khi xuất; để nguyên thì dòng này sửa đúng bản ghi ấy, và ô để trống xoá giá trị đã có."),
)
_NAME = Column("Họ và tên", "name", Text(200), required=True)
_BIRTH = Column("Ngày sinh", "birth", PartialDate(), required=True)
_SEX = Column("Giới tính", "sex", Choice(Sex.choices), required=True)
_ETHNICITY = Column("Dân tộc", "ethnicity", Choice([(name, name) for name in ETHNICITIES], also=_other_spellings()))
_OCCUPATION = Column("Nghề nghiệp", "occupation", Choice(Occupation.choices))
_SOURCES = Column("Đối tượng", "sources", Choices(SourceGroup.choices))
_YOUTH_UNION = Column("Đoàn viên", "youth_union", YesNo())
_NOTE = Column("Ghi chú", "note", Text(500))

ADMISSIONS = Sheet(
    "Kết nạp",
    (
        _RECORD_ID,
        *UNIT_COLUMNS,
        _NAME,
        _BIRTH,
        _SEX,
        _ETHNICITY,
        Column(
            "Tôn giáo",
            "religion",
            Choice(
                [(name, name) for name in RELIGIONS], also={"Không tôn giáo": "Không", "Thiên Chúa giáo": "Công giáo"}
            ),
        ),
        _OCCUPATION,
        _SOURCES,
        _YOUTH_UNION,
        Column("Trình độ giáo dục phổ thông", "general_education", Choice(GeneralEducation.choices)),
        Column("Trình độ chuyên môn", "qualification", Choice(Qualification.choices)),
        Column("Lý luận chính trị", "political_theory", Choice(PoliticalTheory.choices)),
        Column("Kết nạp lại", "readmission", YesNo()),
        Column("Số quyết định", "decision_number", Text(50), required=True),
        Column("Ngày quyết định", "decided_on", Day(), required=True),
        Column("Ngày nhận quyết định", "received_on", Day()),
        Column("Ngày kết nạp", "admitted_on", Day(), note=_("Ngày tổ chức lễ kết nạp.")),
        Column("Ngày chính thức", "confirmed_on", Day()),
        _NOTE,
    ),
)

CANDIDATES = Sheet(
    "Nguồn",
    (
        _RECORD_ID,
        *UNIT_COLUMNS,
        _NAME,
        _BIRTH,
        _SEX,
        _ETHNICITY,
        _OCCUPATION,
        _SOURCES,
        _YOUTH_UNION,
        Column("Bước", "stage", Choice(Stage.choices), required=True, note=_("Mỗi bước của một người là một dòng.")),
        Column("Ngày vào bước", "on", Day(), required=True),
        Column("Lớp nhận thức", "awareness_class", Text(200)),
        Column("Ngày cấp giấy chứng nhận", "certified_on", Day()),
        Column("Người giúp đỡ", "mentor", Text(200)),
        Column("Dự kiến kết nạp", "expected_on", Day()),
        _NOTE,
    ),
)

TALLIES = Sheet(
    "Số liệu tổng hợp",
    (
        *UNIT_COLUMNS,
        Column("Năm", "year", WholeNumber(9999), required=True),
        Column("Tính đến ngày", "counted_on", Day(), required=True),
        Column(
            "Số kết nạp",
            "quantity",
            WholeNumber(),
            required=True,
            note=_("Luỹ kế từ 01/01 đến ngày ghi bên cạnh, cả đảng bộ."),
        ),
        Column("Nữ", "women", WholeNumber()),
        Column("Dân tộc thiểu số", "minority", WholeNumber()),
        Column("Đoàn viên", "youth_union", WholeNumber()),
        Column("Nguồn số liệu", "source", Text(200)),
    ),
    ahead=(*(column.key for column in UNIT_COLUMNS), "year"),
)

Record = TypeVar("Record", Admission, Candidate, Tally)


def admission_rows(admissions: Iterable[Admission], on: date) -> Iterator[dict[str, Any]]:
    """What `ADMISSIONS` writes for each; the path of names is that of the tree of `on`."""
    for chunk in _chunks(admissions):
        sources = _sources(AdmissionSource.objects.filter(admission__in=chunk).values_list("admission_id", "group"))
        for record, shown in _with_path(chunk, ADMISSIONS, on):
            yield shown | _person(record) | {"sources": sources.get(record.pk)}


def candidate_rows(candidates: Iterable[Candidate], on: date) -> Iterator[dict[str, Any]]:
    """What `CANDIDATES` writes: one row a step, in the order of their days."""
    for chunk in _chunks(candidates):
        sources = _sources(CandidateSource.objects.filter(candidate__in=chunk).values_list("candidate_id", "group"))
        steps: dict[int, list[CandidateStep]] = {}
        for step in CandidateStep.objects.filter(candidate__in=chunk).order_by("on", "pk"):
            steps.setdefault(step.candidate_id, []).append(step)
        for record, shown in _with_path(chunk, CANDIDATES, on):
            person = shown | _person(record) | {"sources": sources.get(record.pk)}
            yield from (person | {"stage": step.stage, "on": step.on} for step in steps.get(record.pk, []))


def tally_rows(tallies: Iterable[Tally], on: date) -> Iterator[dict[str, Any]]:
    """What `TALLIES` writes for each."""
    for chunk in _chunks(tallies):
        for record, shown in _with_path(chunk, TALLIES, on):
            yield shown | {"year": record.counted_on.year}


def _chunks(records: Iterable[Record]) -> Iterator[list[Record]]:
    rest = records.iterator(chunk_size=CHUNK) if isinstance(records, QuerySet) else iter(records)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def _with_path(records: list[Record], sheet: Sheet, on: date) -> Iterator[tuple[Record, dict[str, Any]]]:
    """Each record with what its fields say, its unit by code and names."""
    path = paths((record.unit_id, on) for record in records)
    keys = [column.key for column in sheet if column.key not in {named.key for named in UNIT_COLUMNS}]
    for record in records:
        yield record, {key: getattr(record, key, None) for key in keys} | path[record.unit_id, on]


def _person(record: Admission | Candidate) -> dict[str, Any]:
    return {"birth": birth_of(record)}


def birth_of(record: Admission | Candidate) -> PartialDay:
    return PartialDay(record.birth_date, record.birth_precision)  # type: ignore[arg-type]  # one of Precision's


def _sources(pairs: Iterable[tuple[int, str]]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for pk, group in sorted(pairs):
        found[pk] = (*found.get(pk, ()), group)
    return found
