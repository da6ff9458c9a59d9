"""One record laid out to be read: every field of it, in the order of the paper file."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from admissions.history import is_data, label, shown
from admissions.models import Admission, Candidate
from admissions.recorded import state_of
from units import scope
from units.scope import Person


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    value: str
    is_data: bool


@dataclass(frozen=True, slots=True)
class Section:
    title: str | Promise
    facts: list[Fact]


_SECTIONS: tuple[tuple[str | Promise, tuple[str, ...]], ...] = (
    (
        gettext_lazy("Người vào Đảng"),
        ("name", "birth", "sex", "ethnicity", "religion", "occupation", "youth_union", "sources"),
    ),
    (gettext_lazy("Trình độ"), ("general_education", "qualification", "political_theory")),
    (
        gettext_lazy("Quyết định và lễ kết nạp"),
        (
            *("unit", "decision_number", "decided_on", "received_on", "admitted_on", "confirmed_on"),
            *("counted_on", "readmission"),
        ),
    ),
    (gettext_lazy("Ghi thêm"), ("note", "twin_reason")),
)


def sections(record: Admission) -> list[Section]:
    """One query, for the source groups."""
    state, units = state_of(record), {record.unit_id: record.unit.name}
    found = []
    for title, keys in _SECTIONS:
        facts = [Fact(label(key), shown(key, state[key], units), is_data(key) and bool(state[key])) for key in keys]
        found.append(Section(title, facts))
    return found


def origin(record: Admission, reader: Person) -> Candidate | None:
    """Who the person was in the pipeline, where the reader may read that."""
    came_from = Candidate.objects.filter(admission=record).select_related("unit")
    return scope.visible(came_from, reader).first()


def effect(record: Admission) -> str:
    """What voiding the record does to figures."""
    if record.counted_on is None:
        return _("Kết nạp này chưa tính vào chỉ tiêu năm nào (chưa có lễ kết nạp), nên không con số nào thay đổi.")
    return _(
        "Kết quả năm %(year)d bớt 1 người ở tổ chức này và mọi cấp trên, ở mọi ngày từ %(day)s; nơi số liệu tổng hợp đã tính người "
        "này thì không đổi."
    ) % {"year": record.counted_on.year, "day": shown("counted_on", record.counted_on, {})}
