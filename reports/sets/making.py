"""The work on a set: each file in a transaction of its own, so that what is made stays made, whoever is killed.

Two workers at once make different files: whoever makes one holds its row, and the other passes over it.
"""

import logging
from dataclasses import dataclass
from datetime import date

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Sum
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from partytrack.vietnamese import format_date, number
from reports.kinds import DOCUMENTS, KINDS
from reports.models import UNFINISHED, ReportSet, ReportSetFile
from reports.own_form import BadForm, brief_file
from reports.sets import life
from reports.sets.asking import kind_named
from reports.subject import Subject
from reports.workbook import workbook_of
from targets.progress import UnitNotOnTree
from units import scope
from units.models import Unit
from units.question import Asked

logger = logging.getLogger(__name__)

LARGEST = 200_000_000  # bytes of a set
MOST_BEGINNINGS = 12
"""So often may a worker be killed over one set, or the database go away, before it is given up."""


@dataclass(slots=True)
class Desk:
    """What lies ready while a set is made: the figures of the unit whose turn it is serve all its reports."""

    one: ReportSet
    today: date
    subject: Subject | None = None

    def subject_of(self, unit: Unit) -> Subject:
        if self.subject is None or self.subject.unit != unit:
            one = self.one
            asked = Asked(one.year, one.as_of, one.tree, one.tree_as_written, self.today)
            self.subject = Subject(unit, asked, one.owner)
        return self.subject


class Refused(Exception):
    """A report that cannot be had; `str()` of it tells the reader why."""


def make(pk: int, today: date, beginnings: int = 0) -> None:
    """All that is not made yet. `beginnings`: how often this work was begun before."""
    one = ReportSet.objects.select_related("owner", "unit").filter(pk=pk, state__in=UNFINISHED).first()
    if one is None:
        return
    with translation.override(one.language):
        if beginnings > MOST_BEGINNINGS:
            life.fail(one, _("Máy chủ đã dừng nhiều lần khi đang lập bộ này; hãy báo người quản trị."), timezone.now())
        if not life.start(one):
            return
        desk = Desk(one, today)
        while _make_next(one, desk):
            pass
    life.finish(one, timezone.now())


def _make_next(one: ReportSet, desk: Desk) -> bool:
    """Whether there was one to make."""
    with transaction.atomic():
        rows = one.files.select_for_update(skip_locked=True, of=("self",)).select_related("unit")
        file = rows.filter(made_at=None).first()
        if file is None or not life.is_being_made(one):
            return False
        _fill(file, desk)
        made = one.files.aggregate(size=Sum("size"))["size"] or 0
        if made + file.size > LARGEST:
            life.fail(one, _too_large(), timezone.now())
            return False
        if not life.is_being_made(one):  # cancelled meanwhile: nothing of it is kept
            return False
        file.save(update_fields=["file_name", "content", "size", "reason", "made_at"])
    return True


def _fill(file: ReportSetFile, desk: Desk) -> None:
    """With its content, or with the reason why it has none; what is wrong with one report is no reason to stop the others."""
    try:
        with transaction.atomic():
            file.file_name, file.content = content_of(file, desk)
            file.size = len(file.content)
    except Refused as refused:
        file.reason = str(refused)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        logger.exception("Report %s of %s could not be made.", file.name, file.unit.code)
        file.reason = _("Báo cáo này gặp lỗi khi lập; lỗi đã ghi vào nhật ký máy chủ.")
    file.made_at = timezone.now()


def content_of(file: ReportSetFile, desk: Desk) -> tuple[str, bytes]:
    """The name and the content, as its own page offers it to the owner of the set. Raises `Refused`."""
    kind = kind_named(file.name)
    if kind is None:
        raise Refused(_("Không còn báo cáo này."))
    if not scope.may(desk.one.owner, kind.action, file.unit, desk.today):
        raise Refused(_("Bạn không có quyền xem báo cáo này của đơn vị."))
    subject = desk.subject_of(file.unit)
    try:
        if file.name in DOCUMENTS:
            return kind.file_name(subject) + ".docx", brief_file(subject)
        return kind.file_name(subject) + ".xlsx", workbook_of(KINDS[file.name].build(subject)).to_bytes()
    except BadForm as bad:
        raise Refused(_("Mẫu Word riêng không điền được: %(reason)s") % {"reason": bad}) from bad
    except UnitNotOnTree as nowhere:
        raise Refused(
            _("Đơn vị không có trong cây tổ chức ngày %(day)s.") % {"day": format_date(desk.one.tree)}
        ) from nowhere


def _too_large() -> str:
    most = {"most": number(LARGEST // 1_000_000)}
    return _("Bộ báo cáo lớn hơn %(most)s MB; hãy chọn ít đơn vị hoặc ít báo cáo hơn.") % most
