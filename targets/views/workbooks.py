"""The targets of a unit's children as a workbook that goes in again: what is in effect, or the rows to fill in."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from partytrack import clock
from partytrack.vietnamese import format_date
from targets.sheets import TARGETS, rows_below
from targets.views.years import given_for
from units.models import Unit
from units.scope import Action, scoped
from workbooks.templates import export, template
from workbooks.writing import workbook_response


@scoped(Action.READ)
def workbook(request: HttpRequest, unit: Unit, year: int) -> HttpResponse:
    """`?template`: without numbers."""
    today = clock.today()
    given_for(year, today)
    day = min(today, date(year, 12, 31))
    if "template" in request.GET:
        book = template(TARGETS, rows_below(unit, year, day, empty=True), hints=_hints())
        return workbook_response(f"Mẫu {TARGETS.title} {year} {unit.code}.xlsx", book.to_bytes())
    head = [_("Chỉ tiêu năm %(year)s có hiệu lực ngày %(day)s") % {"year": year, "day": format_date(day)}, unit.name]
    book = export(TARGETS, rows_below(unit, year, day), head=head)
    return workbook_response(f"{TARGETS.title} {year} {unit.code}.xlsx", book.to_bytes())


def _hints() -> list[str]:
    return [
        _("Điền vào trang “%(sheet)s”, mỗi dòng một tổ chức; dòng để nguyên thì bỏ qua.") % {"sheet": TARGETS.title},
        _(
            "Xong thì tải lên ở mục Nhập từ Excel cùng số và ngày của quyết định. Trước khi ban hành, từng dòng được xem lại."
        ),
    ]
