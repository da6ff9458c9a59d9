"""The table of the cache: counters of refused sign-ins, shared by all processes, of no worth after a crash."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_models")]

    operations = [
        migrations.RunSQL(
            """
            CREATE UNLOGGED TABLE accounts_counters (
                cache_key varchar(255) PRIMARY KEY,
                value text NOT NULL,
                expires timestamptz NOT NULL
            );
            CREATE INDEX accounts_counters_expires ON accounts_counters (expires);
            """,
            "DROP TABLE accounts_counters",
        )
    ]
