"""What is written down tells what went wrong, and nobody's name."""

import json
import logging
import sys

import pytest
from django.db import IntegrityError, connection

from partytrack.logs import JsonFormatter

pytestmark = pytest.mark.django_db
REFUSED = (
    "INSERT INTO admissions_admission (name) VALUES ('Nguyễn Thị Bí Mật')",
    "INSERT INTO accounts_user (username) VALUES ('Nguyễn Thị Bí Mật')",
)


@pytest.mark.parametrize("statement", REFUSED)
def test_a_refusal_of_the_database_is_written_down_without_the_row_it_refused(statement: str) -> None:
    with pytest.raises(IntegrityError) as refused, connection.cursor() as cursor:
        cursor.execute(statement)
    assert "Bí Mật" in str(refused.value)
    try:
        raise refused.value
    except IntegrityError:
        record = logging.LogRecord("worker", logging.ERROR, "", 0, "The job failed.", (), sys.exc_info())
    line = JsonFormatter().format(record)
    assert "\n" not in line
    assert "Bí Mật" not in line
    assert "violates not-null constraint" in json.loads(line)["error"]
