"""Báo cáo họp: what a secretary reads out and hands round, written from the figures, with the table of the units behind it."""

from collections.abc import Iterator, Sequence

from django.utils import translation

from partytrack.vietnamese import format_date
from reports.declared import DIRECT, TOTAL, Cell, Column, Part, Row, row
from reports.document import Document
from reports.kinds.fields import values_of
from reports.kinds.phrases import capital, percent, whole
from reports.kinds.told import Told
from reports.kinds.wording import wordings, written
from reports.subject import Subject
from targets.figures import Progress, percentage
from targets.progress import YearOfUnit
from targets.standing import judgement
from units import hierarchy
from units.lists import Kind
from units.models import Unit
from units.papers import BLANK, paper_of
from workbooks.formats import PERCENT, UNGROUPED, WHOLE

_SIGNED_FOR = {
    Kind.PROVINCE: "T/M BAN THƯỜNG VỤ",
    Kind.UPPER_COMMITTEE: "T/M BAN THƯỜNG VỤ",
    Kind.GRASSROOTS_COMMITTEE: "T/M ĐẢNG UỶ",
    Kind.SECTION: "T/M ĐẢNG UỶ",
    Kind.GRASSROOTS_CELL: "T/M CHI BỘ",
    Kind.CELL: "T/M CHI BỘ",
}


@translation.override("vi")
def brief(subject: Subject) -> Document:
    told = Told(subject)
    answer, unit = told.answer, told.answer.unit
    line = hierarchy.line(unit.pk, answer.tree)
    above = next(iter(Unit.objects.in_bulk(line[1:2]).values()), None)
    paper = paper_of(
        unit,
        subject.office,
        subject.asked.today,
        above=above,
        recipients=tuple(_recipients(told, above)),
        titles=(_SIGNED_FOR[Kind(unit.kind)], "BÍ THƯ"),
    )
    sections, unusable = written(wordings(line), values_of(told))
    return Document(
        name="brief",
        above=paper.above,
        body=paper.body,
        number=paper.number,
        place_and_day=paper.place_and_day,
        kind="BÁO CÁO",
        title=f"Tiến độ thực hiện chỉ tiêu kết nạp đảng viên năm {answer.year}",
        up_to=f"tính đến ngày {told.end}",
        sections=tuple(section for section in sections if section.paragraphs),
        recipients=paper.recipients,
        signature=paper.signature,
        table=_table(told) if answer.children else None,
        unusable=tuple(unusable),
    )


def _recipients(told: Told, above: Unit | None) -> Iterator[str]:
    if above:
        yield f"- {above.name} (để báo cáo),"
    if told.below:
        yield f"- Các {told.sort} trực thuộc,"
    yield f"- {BLANK}"
    yield "- Lưu."


def _table(told: Told) -> Part:
    answer = told.answer
    rows = [_of(place, child) for place, child in enumerate(answer.children, 1)]
    if answer.direct:
        beside = answer.direct
        words = "Chưa phân theo đơn vị"
        rows.append(row("", words, None, beside.this.admitted, None, None, beside.pipeline, None, "", key=DIRECT))
    return Part(
        title="Biểu kết quả kết nạp đảng viên",
        columns=[
            Column("TT", UNGROUPED, 7, key="place"),
            Column(capital(told.sort), width=26),
            Column("Chỉ tiêu năm", WHOLE, 8),
            Column("Đã kết nạp", WHOLE, 8),
            Column("Đạt (%)", PERCENT, 10),
            Column("Còn lại", WHOLE, 8),
            Column("Hồ sơ thẩm tra", WHOLE, 10),
            Column(f"Cùng kỳ {answer.year - 1} (%)", PERCENT, 10),
            Column("Đánh giá", width=22),
        ],
        rows=rows,
        total=_of("", answer.self, words=capital(whole(answer.unit))),
        notes=tuple(_notes(answer)),
    )


def _of(place: int | str, one: Progress, words: str = "") -> Row:
    name = Cell(words or one.unit.short, is_data=True)
    figures = (one.target, one.admitted, one.percentage, one.remaining, one.pipeline, one.last_percentage)
    key = TOTAL if words else one.unit.code
    return row(place, name, *figures, judgement(one), strong=bool(words), key=key)


def _notes(answer: YearOfUnit) -> Iterator[str]:
    me = answer.self
    yield "Xếp theo tỷ lệ đạt chỉ tiêu."
    if me.remaining is not None and me.remaining != _sum(answer.children):
        yield f"“Còn lại” của {whole(answer.unit)} tính trên chỉ tiêu chung, nên khác tổng các dòng."
    if not me.year_is_over:
        due = format_date(answer.due_on)
        yield (
            f"“Hồ sơ thẩm tra”: hồ sơ từ bước thẩm tra trở lên, dự kiến kết nạp chậm nhất ngày {due}. "
            "“Dự báo thiếu” = chỉ tiêu − (đã kết nạp + hồ sơ thẩm tra). "
            f"Mức cần đạt đến ngày này: {percent(percentage(me.share_of_year))}."
        )


def _sum(children: Sequence[Progress]) -> int:
    return sum(child.remaining or 0 for child in children)
