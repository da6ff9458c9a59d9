"""Django's PostgreSQL backend, on a server that the first connection of a process starts."""

import os
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.db.backends.postgresql import base, client

from partytrack.embedded.server import Server, binaries


@lru_cache(maxsize=1)
def server() -> Server:
    """The server of this installation's data folder; not started yet."""
    return Server(Path(settings.DATA_DIR), binaries())


class DatabaseClient(client.DatabaseClient):
    """`dbshell`, with the psql that came with the server."""

    def runshell(self, parameters: Iterable[str]) -> None:
        self.connection.get_connection_params()
        os.environ["PATH"] = f"{server().bin}{os.pathsep}{os.environ.get('PATH', '')}"
        super().runshell(parameters)


class DatabaseWrapper(base.DatabaseWrapper):
    client_class = DatabaseClient

    def get_connection_params(self) -> dict[str, Any]:
        """Where the server listens; starts it when this process has not used it yet."""
        server().ensure_running()
        self.settings_dict.update(HOST=str(server().socket_dir), PORT="", USER=Server.ROLE, PASSWORD="")
        return super().get_connection_params()

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A server that was killed is started again first, so that whoever serves pages need not be."""
        try:
            return super().get_new_connection(conn_params)
        except psycopg.OperationalError:
            server().revive()
            return super().get_new_connection({**conn_params, "host": str(server().socket_dir)})
