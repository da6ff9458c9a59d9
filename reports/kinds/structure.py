"""Biểu số 2-BTCTW: new members by what they are, line by line of the form that is in force, beside the same days of last year."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from django.urls import reverse
from django.utils.translation import gettext as _

from partytrack.vietnamese import format_date, number
from reports.compared import OneYear, Value, of_both_years
from reports.declared import Cell, Column, Label, Part, Report, Row
from reports.official import Form, Line, form_on
from reports.subject import Subject
from targets.figures import percentage
from units import scope
from units.scope import Action
from workbooks.formats import PERCENT, WHOLE


def structure(subject: Subject) -> Report:
    form = form_on(subject.asked.end)
    this, last = of_both_years(subject)
    pairs = [(line, this.cell(line.of), last.cell(line.of)) for line in form.lines]
    marking = _marking(subject)
    part = Part(
        title=_("Cơ cấu"),
        columns=_columns(),
        rows=[_row(place, line, now, then, marking) for place, (line, now, then) in enumerate(pairs)],
        notes=[*_checks(pairs), *_of_organisations(this), *_notes(form, this, last, subject)],
        entered=(_("Đánh dấu TCCSĐ không còn quần chúng"), marking) if marking else None,
    )
    title = _("Thống kê đảng viên mới kết nạp năm %(year)s") % {"year": subject.asked.year}
    return Report("structure", title, subject.head, [part], basis=f"{form.number}, theo {form.legal_basis}")


def _columns() -> list[Column]:
    done = _("Thực hiện")
    return [
        Column(_("Tiêu chí (1)"), width=62),
        Column(_("Kỳ này (2)"), WHOLE, 14, group=done),
        Column(_("Cùng kỳ năm trước (3)"), WHOLE, 14, group=done),
        Column(_("(%) so cùng kỳ (4 = 2×100/3)"), PERCENT, 16),
    ]


def _row(place: int, line: Line, now: Cell, then: Cell, marking: str | None) -> Row:
    address = marking if line.of.startswith("no_one_left") else None
    label = Cell(line.label, address, is_data=True)
    return Row((label, now, then, Cell(_compared(now.value, then.value))), line.level, line.is_heading, key=str(place))


def _compared(now: Value, then: Value) -> Value:
    """Of the year before, in per cent; "-" where that was 0, nothing where either is no number."""
    if isinstance(now, str) or isinstance(then, str):
        return ""
    if now is None or then is None:
        return None
    return percentage(Fraction(now) / Fraction(then)) if then else "-"


def _marking(subject: Subject) -> str | None:
    """Where it is said that no one is left, for who may."""
    asked, reader = subject.asked, subject.reader
    if reader is None or not scope.may(reader, Action.RECORD, subject.unit, asked.today):
        return None
    return f"{reverse('reports:no_one_left')}?{asked.query(unit=subject.unit.code)}"


Pairs = Sequence[tuple[Line, Cell, Cell]]


def _checks(pairs: Pairs) -> Iterator[str]:
    """What the form must hold, of the figures as they stand in it."""
    whole = pairs[0][1:]
    for heading, below in _sections(pairs):
        lines = [one for one in below if one[0].level == 1 and one[0].of != "mean_age"]
        sums = [sum(_number(cells[place]) for _line, *cells in lines) for place in (0, 1)]
        wholes = [_number(cell) for cell in whole]
        words = {"part": _number_of(heading), "now": "", "then": ""}
        if heading.sums_to:
            words["now"], words["then"] = (_equal(n, of) for n, of in zip(sums, wholes, strict=True))
            yield _("%(part)s cộng bằng I: %(now)s; cùng kỳ %(then)s") % words
        elif heading.within:
            words["now"], words["then"] = (_at_most(n, of) for n, of in zip(sums, wholes, strict=True))
            yield _("%(part)s không quá I: %(now)s; cùng kỳ %(then)s") % words
        yield from _of_parts(heading, below)


def _number_of(heading: Line) -> str:
    """II.1 of "II.1. Nghề nghiệp"."""
    return heading.label.split()[0].rstrip(".")


def _sections(pairs: Pairs) -> Iterator[tuple[Line, Pairs]]:
    """Each heading with the lines under it."""
    starts = [place for place, (line, *_cells) in enumerate(pairs) if line.is_heading]
    for start, end in zip(starts, [*starts[1:], len(pairs)], strict=True):
        yield pairs[start][0], pairs[start + 1 : end]


def _of_parts(heading: Line, below: Pairs) -> Iterator[str]:
    """A line that is the sum of those set in under it."""
    for place, (line, now, _then) in enumerate(below):
        if "," not in line.of or line.level != 1:
            continue
        parts = []
        for inner, cell, _earlier in below[place + 1 :]:
            if inner.level <= line.level:
                break
            parts.append(_number(cell))
        words = {"part": _number_of(heading), "now": _equal(sum(parts), _number(now))}
        yield _("%(part)s, dòng có chia ra bằng các phần: %(now)s") % words


def _number(cell: Cell) -> int:
    return cell.value if isinstance(cell.value, int) else 0


def _equal(n: int, of: int) -> str:
    if n == of:
        return _("%(n)s = %(of)s, khớp") % {"n": number(n), "of": number(of)}
    return _("%(n)s ≠ %(of)s, LỆCH %(by)s") % {"n": number(n), "of": number(of), "by": number(abs(n - of))}


def _at_most(n: int, of: int) -> str:
    if n <= of:
        return _("%(n)s ≤ %(of)s, khớp") % {"n": number(n), "of": number(of)}
    return _("%(n)s > %(of)s, VƯỢT %(by)s") % {"n": number(n), "of": number(of), "by": number(n - of)}


def _of_organisations(this: OneYear) -> Iterator[str]:
    found = this.organisations_of()
    words = {
        "all": number(found.all),
        "with": number(found.admitting),
        "left": number(found.no_one_left),
        "without": number(found.without),
    }
    yield (
        _(
            "TCCSĐ chưa kết nạp = tổng số − có kết nạp − không còn quần chúng: %(all)s − %(with)s − %(left)s = %(without)s"
        )
        % words
    )
    if found.unknown:
        yield _(
            "Trong số chưa kết nạp có %(n)s TCCSĐ chỉ có số liệu tổng hợp chung nên không rõ có kết nạp hay không."
        ) % {"n": number(found.unknown)}


def _notes(form: Form, this: OneYear, last: OneYear, subject: Subject) -> Iterator[Label]:
    for year, words in (
        (this, _("Kỳ này có %(n)s người chỉ có trong số liệu tổng hợp, không có tên: tính ở I và ở dòng “Chưa rõ”.")),
        (last, _("Cùng kỳ có %(n)s người chỉ có trong số liệu tổng hợp, không có tên: tính ở I và ở dòng “Chưa rõ”.")),
    ):
        if year.unnamed:
            yield words % {"n": number(year.unnamed)}
    if this.people.mean_of and this.people.mean_of < this.admitted:
        yield _("Tuổi bình quân: tuổi tròn của %(n)s người có đủ ngày, tháng, năm sinh.") % {
            "n": number(this.people.mean_of)
        }
    if last.tree:
        yield _("Cột 3, phần III: theo tổ chức ngày %(day)s.") % {"day": format_date(last.tree)}
    yield _("“không theo dõi”: phần mềm không ghi tiêu chí này; “—”: chưa rõ; không phải là 0.")
    if form.unsure_from and form.unsure_from <= subject.asked.end:
        yield _("Từ %(day)s có biểu mới mà phần mềm chưa có lời của từng dòng; hãy đối chiếu trước khi gửi.") % {
            "day": format_date(form.unsure_from)
        }
