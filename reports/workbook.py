"""The report `progress` as a workbook: the page's own table, in the page's order, under a head that says what it is."""

from django.utils.translation import gettext as _

from partytrack.vietnamese import format_date
from reports.tables import ProgressOfChildren
from targets.progress import YearOfUnit
from workbooks.writing import Book


def progress_workbook(table: ProgressOfChildren, answer: YearOfUnit) -> Book:
    title = _("Tiến độ kết nạp đảng viên năm %(year)s") % {"year": answer.year}
    book = Book(title)
    total = next(iter(table.values(table.total)))
    rows = [*table.values(table.children), *table.values(table.direct)]
    book.add(_("Tiến độ"), fields=table.fields(), rows=rows, head=[title, *head(answer)], total=total)
    return book


def head(answer: YearOfUnit) -> list[str]:
    """Unit, date, tree, due date, and the rule by which an admission counts in a year."""
    words = {
        "as_of": format_date(answer.as_of),
        "tree": format_date(answer.tree),
        "due": format_date(answer.due_on),
        "rule": answer.counting.label,
    }
    return [
        answer.unit.name,
        _("Tính đến ngày %(as_of)s; hạn %(due)s") % words,
        _("Theo tổ chức ngày %(tree)s; tính theo %(rule)s") % words,
    ]


def file_name(answer: YearOfUnit) -> str:
    return f"tien-do-{answer.unit.code}-{answer.year}-{answer.as_of:%Y-%m-%d}.xlsx"
