"""Two people who press Save at the same moment: one is written, the other is asked; neither waits for ever."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connections
from django.test import Client

from accounts.models import User
from admissions.models import Admission
from admissions.recorded import versions
from tests.small_province import admit
from units.models import Unit

pytestmark = pytest.mark.django_db(transaction=True)
MARCH = date(2023, 3, 1)


def test_of_two_who_save_at_once_one_is_asked(units: dict[str, Unit], an: User, binh: User) -> None:
    record = admit(units["CPU-01"], "Y An", MARCH)
    version = str(versions([record.pk])[record.pk])
    fields = {
        "version": version, "since": version, "year": "2023", "unit": "CPU-01", "name": "Y An", "birth": "01/01/1998", "sex": "FEMALE",
        "ethnicity": "Kinh", "youth_union": "có", "decision_number": "12-QĐ/HU", "decided_on": "01/03/2023",
    }  # fmt: skip

    def save(user: User) -> int:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        answer = client.post(f"/admissions/{record.uid}/edit/", {**fields, "note": f"của {user}"})
        connections.close_all()
        return answer.status_code

    with ThreadPoolExecutor(2) as pool:
        statuses = sorted(pool.map(save, [an, binh]))
    assert statuses == [302, 422]
    assert Admission.objects.get().note in (f"của {an}", f"của {binh}")


def test_voided_and_edited_at_once_it_ends_void(units: dict[str, Unit], an: User, binh: User) -> None:
    record = admit(units["CPU-01"], "Y An", MARCH)
    name = f"admitted_on.{record.uid}"
    version = str(versions([record.pk])[record.pk])

    def act(user: User, address: str, fields: dict[str, str]) -> int:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        answer = client.post(address, fields)
        connections.close_all()
        return answer.status_code

    dates = "/admissions/dates/?unit=KBO&number=12-QĐ/HU&decided_on=2023-03-01"
    with ThreadPoolExecutor(2) as pool:
        voided = pool.submit(act, an, f"/admissions/{record.uid}/void/", {"reason": "nhầm"})
        dated = pool.submit(act, binh, dates, {name: "19/03/2023", f"version.{record.uid}": version, "do": "save"})
        assert (voided.result(30), dated.result(30) in (302, 404)) == (302, True)
    record.refresh_from_db()
    assert record.void_reason == "nhầm"
    assert record.admitted_on == (date(2023, 3, 19) if dated.result() == 302 else None)
