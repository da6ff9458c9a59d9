"""What is kept of reports: one module a subject."""
