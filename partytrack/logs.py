"""What the server writes down: one JSON object a line, UTC, with the request's id. No names of people, no typed values."""

import json
import logging
import re
from contextvars import ContextVar
from datetime import UTC, datetime

# What PostgreSQL quotes of rows: "DETAIL:  Failing row contains (…)", "CONTEXT:  COPY …, line 1: …"
_QUOTED = re.compile(r"^(DETAIL|CONTEXT|LINE \d+):.*(\n\s*\^)?$", re.MULTILINE)

request_id: ContextVar[str | None] = ContextVar("request_id", default=None)


class JsonFormatter(logging.Formatter):
    """A line break in a message stays inside its line."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "request": request_id.get(),
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["error"] = _QUOTED.sub(r"\1: …", self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)
