"""The limits of the papers of the Party, by the time of each."""

from datetime import date

from django.db import migrations
from psycopg.types.range import DateRange

# Number and date of the papers that followed one another on how the charter is carried out; each holds until the next.
PAPERS = [
    ("Quy định 29-QĐ/TW", date(2016, 7, 25)),
    ("Quy định 24-QĐ/TW", date(2021, 7, 30)),
    ("Quy định 294-QĐ/TW", date(2025, 5, 26)),
    ("Quy định 20-QĐ/TW", date(2026, 4, 8)),
    ("Quy định 208-QĐ/TW", date(2026, 7, 26)),
]
SINCE_208 = PAPERS[4][1]
# What all of them say alike
ALIKE = [
    ("OLD_AGE", 60),
    ("PROBATION_MONTHS", 12),
    ("CONFIRMATION_WORKING_DAYS", 30),
    ("READMISSION_MONTHS", 36),
]


def first_limits():
    """Kind, quantity, from, until, paper, its date."""
    yield "ADULT_AGE", 18, None, None, "Điều lệ Đảng, Điều 1", date(2011, 1, 19)
    ends = [issued for _paper, issued in PAPERS[1:]] + [None]
    for kind, quantity in ALIKE:
        for (paper, issued), end in zip(PAPERS, ends):
            yield kind, quantity, issued, end, paper, issued
    # Until 208-QĐ/TW the term of the ceremony ran from the day the decision was received, since then from its issue.
    for (paper, issued), end in zip(PAPERS[:3], [*ends[:2], SINCE_208]):
        yield "CEREMONY_AFTER_RECEIVED", 30, issued, end, paper, issued
    yield "CEREMONY_AFTER_DECIDED", 30, SINCE_208, None, PAPERS[4][0], SINCE_208
    yield "CEREMONY_SOON", 20, None, None, "Mức nhắc của phần mềm, không phải quy định", None


def fill(apps, _schema_editor):
    limit = apps.get_model("admissions", "Limit")
    for kind, quantity, start, end, paper, issued in first_limits():
        limit.objects.create(
            kind=kind, quantity=quantity, during=DateRange(start, end), legal_basis=paper, issued_on=issued
        )


def empty(apps, _schema_editor):
    apps.get_model("admissions", "Limit").objects.all().delete()


class Migration(migrations.Migration):

    replaces = [
        ('admissions', '0005_limits_of_the_papers'),
    ]

    dependencies = [
        ('admissions', '0001_first_tables'),
    ]

    operations = [
        migrations.RunPython(fill, empty),
    ]
