"""Several requests of one session at once: none undoes what another has put into it."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.sessions import SessionStore

pytestmark = pytest.mark.django_db


def begun(key: str | None) -> SessionStore:
    """A request that has read its session."""
    session = SessionStore(key)
    assert session["signed_in"] == "ha"
    return session


@pytest.fixture
def key() -> str | None:
    session = SessionStore()
    session["signed_in"] = "ha"
    session.save()
    return session.session_key


def test_a_request_that_changed_nothing_leaves_what_another_wrote_meanwhile(key: str | None) -> None:
    check, save = begun(key), begun(key)
    save["entered"] = ["0123456789ab"]
    save.save()
    check.save()
    assert SessionStore(key)["entered"] == ["0123456789ab"]


def test_every_request_prolongs_its_session(key: str | None) -> None:
    Session.objects.update(expire_date=timezone.now() + timedelta(minutes=1))
    begun(key).save()
    assert Session.objects.get().expire_date > timezone.now() + timedelta(minutes=29)


def test_a_session_that_was_ended_meanwhile_stays_ended(key: str | None) -> None:
    check = begun(key)
    SessionStore(key).delete()
    check.save()
    assert not Session.objects.exists()
