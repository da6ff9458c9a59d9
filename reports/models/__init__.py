"""What is kept of reports: one module a subject."""

from reports.models.brief_form import BriefForm
from reports.models.brief_template import BriefSection
from reports.models.own_table import OwnTable
from reports.models.snapshot import Snapshot

__all__ = ["BriefForm", "BriefSection", "OwnTable", "Snapshot"]
