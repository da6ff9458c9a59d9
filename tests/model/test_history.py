"""Every write leaves its history: who, when, what it was and became, by which request or command."""

from datetime import date

import pghistory
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from admissions.models import Admission
from units.models import Placement, Unit

pytestmark = pytest.mark.django_db
UNTRACKED = {"Session", "EmailAddress", "EmailConfirmation", "ContentType", "Permission", "Group"}


def person(name: str, at: Unit) -> Admission:
    born, decided = date(1998, 5, 4), date(2023, 3, 1)
    return Admission(unit=at, name=name, birth_date=born, sex="MALE", decision_number="1", decided_on=decided)


@pytest.fixture
def cell() -> Unit:
    made = Unit.objects.create(code="CPU", name="Cư Pui", kind="CELL")
    Placement.objects.create(unit=made, parent=None)
    return made


def events(of: str) -> list[tuple[str, str]]:
    model = apps.get_model("admissions", "AdmissionEvent")
    return list(model.objects.filter(uid=of).order_by("pgh_id").values_list("pgh_label", "note"))


def test_every_way_of_writing_is_kept(cell: Unit) -> None:
    one, two = Admission.objects.bulk_create([person("An", cell), person("Bình", cell)])
    Admission.objects.filter(pk=one.pk).update(note="sửa bằng update()")
    one.refresh_from_db()
    one.note = "sửa bằng bulk_update()"
    Admission.objects.bulk_update([one], ["note"])
    with connection.cursor() as cursor:
        cursor.execute("UPDATE admissions_admission SET note = 'sửa bằng SQL' WHERE id = %s", [one.pk])
        cursor.execute("DELETE FROM admissions_admission WHERE id = %s", [two.pk])
    assert events(one.uid) == [
        ("insert", ""),
        ("update", "sửa bằng update()"),
        ("update", "sửa bằng bulk_update()"),
        ("update", "sửa bằng SQL"),
    ]
    assert [label for label, _note in events(two.uid)] == ["insert", "deleted"]


def test_it_says_by_which_command(cell: Unit) -> None:
    with pghistory.context(command="import_admissions"):
        Admission.objects.bulk_create([person("An", cell)])
    event = apps.get_model("admissions", "AdmissionEvent").objects.select_related("pgh_context").get()
    assert event.pgh_context.metadata["command"] == "import_admissions"
    assert event.counted_on == date(2023, 3, 1)


def test_nobody_edits_or_deletes_history(cell: Unit) -> None:
    Admission.objects.bulk_create([person("An", cell)])
    for statement in ("UPDATE admissions_admissionevent SET note = 'x'", "DELETE FROM admissions_admissionevent"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


ON_THE_DESK = {"Draft", "SavedView", "AllocationDraft"}
"""What is being typed, or kept for oneself: no record yet."""


def test_every_model_of_ours_is_tracked() -> None:
    ours = [
        model
        for label in ("accounts", "units", "admissions", "targets")
        for model in apps.get_app_config(label).get_models()
        if not model.__name__.endswith("Event")
    ]
    tracked = {model.pgh_tracked_model for model in apps.get_models() if hasattr(model, "pgh_tracked_model")}
    assert {model.__name__ for model in ours} - {model.__name__ for model in tracked} == ON_THE_DESK


def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
