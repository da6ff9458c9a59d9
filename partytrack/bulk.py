"""Many new records at once."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any

from django.db import connection, models

INSERT = """
    WITH entered AS (
        INSERT INTO {table} ({columns}) SELECT {columns} FROM json_populate_recordset(NULL::{table}, %s::json) RETURNING *
    ){along}
    SELECT id FROM entered
"""

Along = Mapping[str, Callable[[Any], Iterable[Mapping[str, Any]]]]


def insert(records: Sequence[models.Model], batch_size: int, along: Along | None = None) -> None:
    """As `bulk_create`, in a third of its time: a batch goes as one text instead of an array a column, each value of which is
    prepared apart. Gives the records their ids; takes no conflicts and no fields whose value JSON cannot say. `along`: what is
    written by the same statement, as SQL that knows the new rows as `entered` and reads, as JSON, what is given of each record."""
    for start in range(0, len(records), batch_size):
        _insert(records[start : start + batch_size], along or {})


def _insert(records: Sequence[models.Model], along: Along) -> None:
    fields = [field for field in records[0]._meta.local_concrete_fields if field.name != "id"]
    quoted = connection.ops.quote_name
    names = [field.attname for field in fields]
    columns = ", ".join(quoted(name) for name in names)
    for field in fields:
        if type(field).pre_save is not models.Field.pre_save:  # sets what it computes
            for record in records:
                field.pre_save(record, True)
    values = attrgetter(*names)
    rows = [dict(zip(names, values(record), strict=True)) for record in records]
    written = "".join(f", along_{place} AS ({statement})" for place, statement in enumerate(along))
    statement = INSERT.format(table=quoted(records[0]._meta.db_table), columns=columns, along=written)
    beside = [[row for record in records for row in rows_of(record)] for rows_of in along.values()]
    with connection.cursor() as cursor:
        cursor.execute(statement, [json.dumps(part, ensure_ascii=False, default=str) for part in (rows, *beside)])
        ids = cursor.fetchall()
    for record, (pk,) in zip(records, ids, strict=True):
        record.pk = pk
        record._state.adding, record._state.db = False, connection.alias
