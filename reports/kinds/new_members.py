"""Đảng viên mới kết nạp: the usual table that goes up, a row a unit."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from admissions.counting import Period
from admissions.lists import Stage
from partytrack.vietnamese import format_date, number
from reports.declared import Cell, Column, Part, Report, Row, name, row
from reports.links import Records
from reports.subject import Subject
from targets.figures import Counts, Progress
from targets.lists import Category
from targets.upward import Upward, upward
from workbooks.formats import PERCENT, WHOLE


def new_members(subject: Subject) -> Report:
    answer, period = subject.answer, Period(subject.asked.end)
    beside = upward(answer, period)
    children = sorted(answer.children, key=lambda child: (child.unit.sort_key, child.unit.code))
    rows = [_of(child, beside[child.unit.pk], subject.records, place) for place, child in enumerate(children, 1)]
    if answer.direct:
        rest = beside[answer.unit.pk].minus([beside[child.unit.pk] for child in children])
        rows.append(_direct(subject, answer.direct, rest))
    part = Part(
        title=_("Đảng viên mới kết nạp"),
        columns=_columns(),
        rows=rows,
        total=_of(answer.self, beside[answer.unit.pk], subject.records),
        notes=list(_notes(period, beside[answer.unit.pk], answer.self)),
        named_by=1,
    )
    title = _("Kết quả kết nạp đảng viên mới năm %(year)s") % {"year": answer.year}
    return Report("new-members", title, subject.head, [part])


def _columns() -> list[Column]:
    of_them = _("Trong đó")
    parts = (
        *(_("Nữ"), _("Dân tộc thiểu số"), _("Tôn giáo"), _("Đoàn viên"), _("18–30 tuổi"), _("Học sinh, sinh viên")),
        *(_("Dân quân tự vệ"), _("Dự bị động viên"), _("DN ngoài nhà nước")),
    )
    return [
        Column(_("TT"), width=5, key="place"),
        Column(_("Đảng bộ"), width=36),
        Column(_("Tổng số đảng viên"), WHOLE),
        Column(_("Chỉ tiêu"), WHOLE, 8, adds_up=True),
        Column(_("Kết nạp trong kỳ"), WHOLE, 9, adds_up=True),
        Column(_("Luỹ kế"), WHOLE, 8, adds_up=True),
        Column(_("Đạt %"), PERCENT, 9, bar=True),
        Column(_("Cùng kỳ năm trước"), WHOLE, 9, adds_up=True),
        *(Column(header, WHOLE, 8, group=of_them, adds_up=True) for header in parts),
        Column(_("Hồ sơ đang thẩm tra"), WHOLE, 9, adds_up=True),
        Column(_("Chờ quyết định"), WHOLE, 9, adds_up=True),
        Column(_("Nguồn đã học lớp"), WHOLE, 9, adds_up=True),
        Column(_("Chi bộ chưa kết nạp"), WHOLE, 9),
    ]


def _of(one: Progress, beside: Upward, records: Records, place: int | None = None) -> Row:
    """`place` None: the total."""
    unit = one.unit

    def people(n: int | None, category: str | None = None, *, last_year: bool = False) -> Cell:
        return Cell(n, records.admissions(unit, category, last_year=last_year))

    waiting = zip(_waiting(one.counts), (Stage.VETTING, Stage.AUTHORISED, "taught"), strict=True)
    who = name(unit, records.page(unit)) if place else Cell(_("Toàn đơn vị"))
    return row(
        place,
        who,
        one.members,
        one.target,
        people(beside.of_the_month, "month"),
        people(one.admitted),
        one.percentage,
        people(one.last_year, last_year=True),
        *(people(n, category) for category, n in _parts(one.counts, beside)),
        *(Cell(n, records.candidates(unit, stage)) for n, stage in waiting),
        beside.cells.known_without,
        strong=place is None,
        key=unit.code,
    )


def _direct(subject: Subject, counts: Counts, rest: Upward) -> Row:
    """What is in no unit below: it has no lists of its own but that of all its people."""
    admitted = Cell(counts.this.admitted, subject.records.admissions(subject.unit, "direct"))
    parts = [None if subject.answer.self.counts.this.tallies else n for _category, n in _parts(counts, rest)]
    words = _("Chưa phân theo đơn vị")
    beside = (admitted, None, counts.last.admitted, *parts, *_waiting(counts), None)
    return row(None, words, None, None, rest.of_the_month, *beside, key="direct")


def _parts(counts: Counts, beside: Upward) -> Iterator[tuple[str, int | None]]:
    """By the category of a list: how many, None where it is known of nobody."""
    this = counts.this
    yield "women", counts.known(Category.WOMEN)[0]
    yield "minority", counts.known(Category.MINORITY)[0]
    yield "religious", None if this.admitted and not beside.religious_of else beside.religious
    yield "youth_union", counts.known(Category.YOUTH_UNION)[0]
    yield "aged_18_30", None if this.admitted and not this.aged_18_30_of else this.aged_18_30
    groups = {
        "studying": beside.studying,
        "MILITIA": beside.militia,
        "RESERVIST": beside.reservists,
        "PRIVATE_FIRM": beside.private_firms,
    }
    for category, n in groups.items():
        yield category, None if this.admitted and not this.named else n


def _waiting(counts: Counts) -> tuple[int, int, int]:
    """Being vetted, before the decision, been to the class or further."""
    stages = counts.stages
    return stages[Stage.VETTING], stages[Stage.AUTHORISED], sum(stages.values()) - stages[Stage.LISTED]


def _notes(period: Period, beside: Upward, whole: Progress) -> Iterator[str]:
    days = {"start": format_date(period.month), "end": format_date(period.end)}
    yield _("Kết nạp trong kỳ: từ %(start)s đến %(end)s, tròn một tháng đến ngày xem. Luỹ kế: từ đầu năm.") % days
    yield _(
        "Học sinh, sinh viên, dân quân tự vệ, dự bị động viên, doanh nghiệp ngoài nhà nước: theo “Đối tượng” ghi ở từng người."
    )
    yield _("Nguồn đã học lớp: đã đến bước lớp nhận thức hoặc bước sau. “—”: chưa rõ, không phải là 0.")
    if beside.dated:
        yield _("Nơi báo số liệu tổng hợp trong kỳ: không rõ ai kết nạp ngày nào, nên không có số trong kỳ.")
    if whole.counts.this.tallied:
        yield _("Số liệu tổng hợp không có tên người: cột “Trong đó” chỉ gồm những người đã rõ.")
    if beside.cells.unknown:
        unknown = {"n": number(beside.cells.unknown), "all": number(beside.cells.all)}
        yield (
            _(
                "%(n)s trong %(all)s chi bộ chỉ có số liệu tổng hợp chung, không rõ có kết nạp hay không, nên không tính là chưa kết nạp."
            )
            % unknown
        )
