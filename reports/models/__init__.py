"""What is kept of reports: one module a subject."""

from reports.models.brief_template import BriefSection

__all__ = ["BriefSection"]
