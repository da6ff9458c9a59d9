"""How a unit stands, in words and as a mark: every page and workbook that judges a figure says it so."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from partytrack.templatetags.icons import icon
from partytrack.vietnamese import number
from targets.figures import Progress, Status

ICONS = {Status.MET: "ok", Status.ON_PACE: "on", Status.CATCHING_UP: "slow", Status.SHORT: "risk"}


def judgement(row: Progress) -> str:
    """The status in words: what it is, and for a unit that will fall short, by how many."""
    if row.target is None:
        return gettext("Chưa giao")
    if row.target == 0:
        return gettext("Chỉ tiêu 0")
    if row.status == Status.SHORT:
        words = gettext("Thiếu %(n)s") if row.year_is_over else gettext("Dự báo thiếu %(n)s")
        return words % {"n": number(row.short_by)}
    if row.is_over_target:
        return gettext("Vượt chỉ tiêu")
    return str(row.status.label) if row.status else ""


def standing(row: Progress) -> str:
    """The status as it is counted over many units: "5 vượt chỉ tiêu · 3 dự báo thiếu"."""
    if row.is_over_target:
        return gettext("vượt chỉ tiêu")
    if row.status == Status.SHORT and row.year_is_over:
        return gettext("thiếu")
    return str(row.status.label).lower() if row.status else gettext("chưa giao")


def status_mark(row: Progress) -> SafeString:
    """Shape, words and colour of the status; no shape where there is nothing to judge by."""
    kind = ICONS[row.status] if row.status else "none"
    return format_html('<span class="st st-{}">{}{}</span>', kind, icon(kind) if row.status else "", judgement(row))
