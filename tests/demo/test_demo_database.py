"""Where the demo may write, and that it can be thrown away; what the pages then show is tested in tests/site."""

import socket
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client, override_settings

from accounts.models import User
from admissions.models import Submission
from partytrack.demo import loader, marker
from partytrack.demo.generator import ACCOUNTS
from partytrack.demo.marker import Holds
from partytrack.demo.structure import committees
from targets.lists import State
from targets.models import TargetDecision
from targets.progress import progress
from units.lists import Kind
from units.models import Assignment, Unit

TODAY = date(2023, 10, 10)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.django_db
def test_a_migrated_database_without_a_row_is_empty() -> None:
    assert marker.look() is Holds.NOTHING


@pytest.mark.django_db
@override_settings(DEMO=True)
@pytest.mark.parametrize("words", [[], ["--rebuild"]])
def test_a_database_with_a_real_unit_is_left_alone(words: list[str]) -> None:
    Unit.objects.create(code="THAT", name="Đảng bộ xã Thật", kind=Kind.GRASSROOTS_COMMITTEE)
    with pytest.raises(CommandError, match="không ghi gì"):
        call_command("demo", *words, port=free_port())
    assert list(Unit.objects.values_list("code", flat=True)) == ["THAT"]
    assert not User.objects.exists()


@pytest.mark.django_db
def test_a_database_with_an_account_alone_is_left_alone() -> None:
    User.objects.create_user("that")
    assert marker.look() is Holds.DATA


@pytest.mark.django_db
def test_only_a_marked_database_is_wiped() -> None:
    with pytest.raises(ValueError, match="mark"):
        marker.wipe()


@override_settings(DEMO=True)
def test_a_port_in_use_is_named() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(CommandError, match="--port"):
            call_command("demo", port=taken.getsockname()[1])


@override_settings(DEMO=True)
def test_an_impossible_port_is_refused() -> None:
    with pytest.raises(CommandError, match="70000"):
        call_command("demo", port=70000)


@pytest.mark.django_db
def test_the_loaded_demo_counts_as_printed_carries_its_mark_and_can_be_wiped() -> None:
    loader.load()
    assert marker.look() is Holds.DEMO
    assert marker.is_current()
    for row in committees():
        year = progress(Unit.objects.get(code=row.code), year=2023, as_of=TODAY, tree=TODAY)
        assert (year.self.admitted, year.self.target, year.self.members) == (row.admitted, row.target_2023, row.members)
        assert year.direct is None
    stands = Submission.objects.filter(month=date(2023, 9, 1), unit__code__in=[row.code for row in committees()])
    for one in stands.select_related("unit"):
        now = progress(one.unit, year=2023, as_of=one.through, tree=one.through).self.admitted
        assert now - one.admitted == (one.unit.code == "CMG"), one.unit.code
    assert stands.count() == 17
    assert not TargetDecision.objects.exclude(state=State.ISSUED).exists()
    for account in ACCOUNTS:
        assert Client().login(username=account.login, password=loader.PASSWORD)
        assert Assignment.objects.get(user__username=account.login).unit.code == account.unit
    connection.check_constraints()  # what a commit would do: nothing is pending when a demo is thrown away
    marker.wipe()
    assert connection.introspection.table_names() == []
    assert marker.look() is Holds.NOTHING


@override_settings(DEMO=True)
@pytest.mark.django_db
def test_the_page_about_the_demo_needs_no_account(client: Client) -> None:
    page = client.get("/demo/")
    assert page.status_code == 200
    for said in ("72,06", "133,3", "1.388", "xã vùng III", "không phải người thật"):
        assert said in page.content.decode()


@pytest.mark.django_db
def test_outside_the_demo_there_is_no_such_page(client: Client) -> None:
    assert client.get("/demo/").status_code == 404
