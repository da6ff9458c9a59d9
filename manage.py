#!/usr/bin/env python3
"""Every command of the project. History records which command wrote what."""

import os
import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pghistory
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import InterfaceError, OperationalError, ProgrammingError, connection
from psycopg.errors import UndefinedColumn, UndefinedTable


def leave(signum: int, frame: FrameType | None) -> None:
    """End as after Ctrl-C, so that what must be closed is closed (the private PostgreSQL among it)."""
    sys.exit(128 + signum)


def keep_per_cent(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """A statement without parameters (a migration's) is sent as it stands, though the history adds its own to it."""
    if params is None and isinstance(sql, str):
        sql, params = sql.replace("%", "%%"), ()
    return execute(sql, params, many, context)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partytrack.settings")
    signal.signal(signal.SIGTERM, leave)
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    try:
        with connection.execute_wrapper(keep_per_cent), pghistory.context(command=command):
            execute_from_command_line(sys.argv)
    except (ImproperlyConfigured, PermissionError) as refused:
        sys.exit(f"Partytrack: {refused}")
    except (OperationalError, InterfaceError) as lost:
        sys.exit(f"Partytrack: the database did not answer, so what this command began was not written.\n{lost}")
    except ProgrammingError as refused:
        if not isinstance(refused.__cause__, UndefinedTable | UndefinedColumn):
            raise
        sys.exit(f"Partytrack: the database lacks tables of this version; run the command migrate first.\n{refused}")
    except UnicodeEncodeError as refused:
        sys.exit(f"Partytrack: {refused.object!a} is no text in {refused.encoding}.")
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)


if __name__ == "__main__":
    main()
