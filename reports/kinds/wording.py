"""In which words a meeting report is written: built in, or those of an office, section by section. Either is a template of the fields."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reports.document import Section, Unusable
from reports.kinds.fields import NAMES
from reports.models import BriefSection
from reports.models.brief_template import SectionKind
from reports.templating import BadTemplate, Fault, OfficeEnvironment, Value, filled

TITLE, TEXT = "title", "text"

PAPERS = """\
{% for v in van_ban %}
Số {{ v.so }} ngày {{ v.ngay }} của {{ v.co_quan }}: {{ v.trich_yeu }}.
{% endfor %}"""
EXAMPLE = """\
{{ don_vi }} có {{ so_dang_bo_truc_thuoc }} đảng bộ trực thuộc, {{ so_to_chuc_co_so }} tổ chức cơ sở đảng \
({{ so_dang_bo_co_so }} đảng bộ cơ sở, {{ so_chi_bo_co_so }} chi bộ cơ sở), {{ so_dang_vien }} đảng viên. \
Tính đến ngày {{ ngay }}, {{ toan_don_vi }} đã kết nạp {{ da_ket_nap }}/{{ chi_tieu }} đảng viên, \
đạt {{ ty_le|phan_tram }} chỉ tiêu năm {{ nam }}. \
{% if dan_dau %}Các {{ loai }} dẫn đầu: {% for d in dan_dau %}{{ d.ten }} ({{ d.ty_le|phan_tram }})\
{% if not loop.last %}, {% endif %}{% endfor %}.{% endif %}"""
"""What one may write with the fields themselves, where a sentence that is ready does not suit."""


@dataclass(frozen=True, slots=True)
class Wording:
    """`own`: whose words they are, None for those built in."""

    kind: SectionKind
    title: str
    text: str
    own: BriefSection | None = None


BUILT_IN: Mapping[SectionKind, Wording] = {
    wording.kind: wording
    for wording in (
        Wording(SectionKind.RESULTS, "Kết quả chung", "{{ cau_ket_qua }}\n{{ cau_so_sanh }}\n{{ cau_co_cau }}"),
        Wording(SectionKind.UNITS, "Kết quả của các {{ loai }} trực thuộc", "{{ cau_vuot }}\n{{ cau_don_vi }}"),
        Wording(
            SectionKind.OUTLOOK,
            "{% if het_nam %}Kết thúc năm{% else %}Dự báo và việc cần làm{% endif %}",
            "{{ cau_du_bao }}\n{{ cau_viec }}",
        ),
        Wording(SectionKind.PAPERS, "Văn bản chỉ đạo trong năm", PAPERS),
        Wording(SectionKind.OTHER, "", ""),
    )
}

_ENVIRONMENT = OfficeEnvironment(NAMES)


@dataclass(frozen=True, slots=True)
class Broken:
    """Words that cannot be used: what is wrong in which part of the section, `TITLE` or `TEXT`."""

    part: str
    fault: Fault


def wordings(line: Sequence[int]) -> list[Wording]:
    """In the order of the report, those in force for the first unit of `line`. One query."""
    own = BriefSection.objects.nearest(line)
    return [_of(own[kind]) if kind in own else BUILT_IN[kind] for kind in SectionKind]


def _of(own: BriefSection) -> Wording:
    return Wording(SectionKind(own.section), own.title, own.text, own)


def section_of(wording: Wording, values: Mapping[str, Value]) -> Section | Broken:
    """A line of the text is a paragraph; an empty one is none."""
    part = TITLE
    try:
        title = filled(_ENVIRONMENT, wording.title, values)
        part = TEXT
        text = filled(_ENVIRONMENT, wording.text, values)
    except BadTemplate as bad:
        return Broken(part, bad.fault)
    return Section(" ".join(title.split()), tuple(_paragraphs(text)))


def written(words: Sequence[Wording], values: Mapping[str, Value]) -> tuple[list[Section], list[Unusable]]:
    """The sections, in the words built in where an office's own cannot be used, and which those are."""
    sections, unusable = [], []
    for wording in words:
        found = section_of(wording, values)
        if isinstance(found, Broken):
            whose = wording.own.unit.name if wording.own else ""
            unusable.append(Unusable(wording.kind.label, whose, found.fault))
            found = section_of(BUILT_IN[wording.kind], values)
        if isinstance(found, Section):
            sections.append(found)
    return sections, unusable


def _paragraphs(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if paragraph := " ".join(line.split()):
            yield paragraph
