"""What is kept of reports: one module a subject."""

from reports.models.brief_form import BriefForm
from reports.models.brief_template import BriefSection
from reports.models.own_table import OwnTable
from reports.models.report_set import LAST_DAY, UNFINISHED, ReportSchedule, ReportSet, ReportSetFile, SetState
from reports.models.snapshot import Snapshot

__all__ = [
    "LAST_DAY",
    "UNFINISHED",
    "BriefForm",
    "BriefSection",
    "OwnTable",
    "ReportSchedule",
    "ReportSet",
    "ReportSetFile",
    "SetState",
    "Snapshot",
]
