"""A set as one .zip: a folder a unit, and a list of what is in it and of what is not."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from partytrack.vietnamese import format_date
from reports.declared import Column, Part, Report, Row, name, row
from reports.models import ReportSet, ReportSetFile
from reports.sets.asking import kind_named
from reports.workbook import workbook_of
from units import scope
from units.models import Unit
from units.scope import Action
from workbooks.writing import safe_file_name

INDEX = "00"
LONGEST_FOLDER = 80  # a path of Windows has 260 characters


@dataclass(frozen=True, slots=True)
class Listed:
    """One file of a set: of which unit, which report; where it lies in the archive, or the reason why it is not there."""

    pk: int
    unit: Unit
    report: str
    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Contents:
    """`made`: what the owner may have today; `refused`: what could not be made or is no longer his."""

    made: Sequence[Listed]
    refused: Sequence[Listed]


def contents(one: ReportSet) -> Contents:
    """Without what is in the files. A handful of queries, whatever their number."""
    files = list(one.files.defer("content").select_related("unit").filter(~Q(size=0) | ~Q(reason="")))
    allowed = _allowed(one, files)
    listed = [_listed(file, mine=file.unit_id in allowed.get(_action(file), ())) for file in files]
    return Contents([one for one in listed if not one.reason], [one for one in listed if one.reason])


def _listed(file: ReportSetFile, *, mine: bool) -> Listed:
    kind = kind_named(file.name)
    reason = file.reason or ("" if mine else _("Bạn không còn quyền xem báo cáo này của đơn vị."))
    return Listed(file.pk, file.unit, str(kind.label) if kind else file.name, "" if reason else path_of(file), reason)


def _action(file: ReportSetFile) -> Action | None:
    kind = kind_named(file.name)
    return kind.action if kind else None


def _allowed(one: ReportSet, files: Sequence[ReportSetFile]) -> dict[Action | None, set[int]]:
    units = Unit.objects.filter(pk__in={file.unit_id for file in files})
    actions = {action for action in map(_action, files) if action}
    return {action: set(scope.allowed(units, one.owner, action).values_list("pk", flat=True)) for action in actions}


def pack(one: ReportSet, what: Contents) -> IO[bytes]:
    """A temporary file, open at its beginning. What is in it is compressed already."""
    packed = tempfile.TemporaryFile()  # noqa: SIM115 — whoever sends it closes it
    with ZipFile(packed, "w", ZIP_STORED) as archive:
        index = workbook_of(index_of(one, what), made_on=one.as_of).to_bytes()
        archive.writestr(_entry(one, f"{INDEX} {safe_file_name(_('Danh mục tệp'))}.xlsx"), index)
        for file in what.made:
            content = one.files.values_list("content", flat=True).get(pk=file.pk)
            archive.writestr(_entry(one, file.path), bytes(content or b""))
    packed.seek(0)
    return packed


def _entry(one: ReportSet, path: str) -> ZipInfo:
    """Dated, as archives are, by the local clock."""
    return ZipInfo(path, timezone.localtime(one.ended_at or one.asked_at).timetuple()[:6])


def path_of(file: ReportSetFile) -> str:
    """Of folder and file, in Vietnamese letters, which the archive marks as UTF-8, and none that Windows refuses."""
    folder = safe_file_name(f"{file.unit.code} {file.unit.name}"[:LONGEST_FOLDER])
    return f"{folder}/{safe_file_name(file.file_name)}"


def index_of(one: ReportSet, what: Contents) -> Report:
    unit = [Column(_("Mã"), width=12), Column(_("Đơn vị"), width=42), Column(_("Báo cáo"), width=22)]
    made = Part(
        _("Có trong bộ"),
        [*unit, Column(_("Tệp"), width=70)],
        [_row(file, file.path) for file in what.made],
        empty=_("Không có tệp nào."),
    )
    refused = Part(
        _("Không làm được"),
        [*unit, Column(_("Lý do"), width=70)],
        [_row(file, file.reason) for file in what.refused],
        empty=_("Không có báo cáo nào."),
    )
    head = [
        one.unit.name,
        _("Tính đến ngày %(as_of)s; theo tổ chức ngày %(tree)s")
        % {"as_of": format_date(one.as_of), "tree": format_date(one.tree)},
    ]
    return Report("sets", title_of(one), head, [made, *([refused] if what.refused else [])])


def title_of(one: ReportSet) -> str:
    return _("Bộ báo cáo năm %(year)s, tính đến %(day)s") % {"year": one.year, "day": format_date(one.as_of)}


def _row(file: Listed, last: str) -> Row:
    return row(file.unit.code, name(file.unit), file.report, last)
