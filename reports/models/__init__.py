"""What is kept of reports: one module a subject."""

from reports.models.snapshot import Snapshot

__all__ = ["Snapshot"]
