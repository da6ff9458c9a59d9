"""Accounts of the tests, and a client that keeps the rules a browser keeps."""

import pytest
from django.core.cache import cache
from django.test import Client

from accounts.models import User

PASSWORD = "một-mật-khẩu-dài"


@pytest.fixture(autouse=True)
def _no_earlier_tries(db: None) -> None:
    cache.clear()


@pytest.fixture
def an(db: None) -> User:
    return User.objects.create_user("an", password=PASSWORD, full_name="Nguyễn Thị An")


@pytest.fixture
def visitor() -> Client:
    """Answers are judged as a browser sees them: a failure is a page, not a Python exception."""
    return Client(enforce_csrf_checks=True, raise_request_exception=False)
