"""Giao chỉ tiêu: what each unit below was given in the year, and whether it has passed it on."""

from django.utils.translation import gettext as _

from partytrack.vietnamese import format_date
from reports.declared import TOTAL, Column, Part, Report, Row, name, row
from reports.subject import Subject
from targets.cascade import NotPlaced, cascade
from targets.overview import Links, RowShown
from targets.progress import UnitNotOnTree
from units.models import Unit
from workbooks.formats import SIGNED, WHOLE


def targets_given(subject: Subject) -> Report:
    """On the last day asked for, and the hierarchy of that day. Raises `UnitNotOnTree`."""
    day = subject.asked.end
    try:
        found = cascade(subject.unit, year=subject.asked.year, day=day)
    except NotPlaced as nowhere:
        raise UnitNotOnTree from nowhere
    nodes = [found.top, *(node for node in found.top.placed if node.is_active)]
    units = Unit.objects.in_bulk([node.pk for node in nodes])
    shown = [RowShown(node, units[node.pk], (), None, Links(found.year)) for node in nodes]
    columns = [
        Column(_("Đơn vị"), width=40),
        Column(_("Được giao"), WHOLE, adds_up=True),
        Column(_("Đã giao xuống"), WHOLE, 12),
        Column(_("Chênh lệch"), SIGNED, 11),
        Column(_("Đơn vị trực thuộc đã được giao"), WHOLE, 14),
        Column(_("Đơn vị trực thuộc"), WHOLE, 11),
        Column(_("Giao đến cấp"), width=18),
        Column(_("Tình trạng"), width=34),
    ]
    part = Part(
        _("Giao chỉ tiêu"),
        columns,
        [_row(one, subject) for one in shown[1:]],
        total=_row(shown[0], subject, strong=True),
        empty=_("Không có đơn vị trực thuộc vào ngày này."),
    )
    head = [subject.unit.name, _("Chỉ tiêu và tổ chức ngày %(day)s") % {"day": format_date(day)}]
    return Report("targets", _("Giao chỉ tiêu năm %(year)s") % {"year": found.year}, head, [part])


def _row(shown: RowShown, subject: Subject, *, strong: bool = False) -> Row:
    node = shown.node
    below = (node.assigned, len(node.units)) if node.units else (None, None)
    who = _("Toàn đơn vị") if strong else name(shown.unit, subject.records.page(shown.unit))
    said = "; ".join(mark.words for mark in shown.marks)
    key = TOTAL if strong else shown.unit.code
    return row(who, shown.given, shown.passed_on, node.difference, *below, shown.reach, said, strong=strong, key=key)
