"""Migrations run as the owner of the tables; the application's own role need own nothing."""

import os
import subprocess
import sys

import pytest

ASK = "import sys; sys.argv = ['manage.py', '{command}']; from partytrack import settings; print(settings.DATABASES['default']['USER'])"


@pytest.mark.parametrize(("command", "user"), [("migrate", "owner"), ("runserver", "app"), ("import_units", "app")])
def test_only_migrate_connects_as_the_owner(command: str, user: str) -> None:
    urls = {"DATABASE_URL": "postgres://app@db.example/p", "DATABASE_OWNER_URL": "postgres://owner@db.example/p"}
    done = subprocess.run(
        [sys.executable, "-c", ASK.format(command=command)],
        env={**os.environ, **urls},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == user
