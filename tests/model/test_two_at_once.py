"""Two clerks at the same moment: each write alone would be right, both together break a rule, so one of them is refused."""

import threading
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, connections, transaction

from admissions.models import Admission, Tally
from partytrack.refusals import explain
from tests.small_province import admit, build, tally
from units.models import Placement, Unit

pytestmark = pytest.mark.django_db(transaction=True)

Write = Callable[[], Any]


@pytest.fixture
def units(transactional_db: None) -> dict[str, Unit]:
    return build()


def at_once(*writes: Write) -> list[str | None]:
    """What became of each: None when it was written, else the sentence of its refusal. All have written before any commits,
    but for those whom the database lets wait."""
    became: list[str | None] = ["ended in another way"] * len(writes)
    ready = threading.Barrier(len(writes))

    def run(number: int, write: Write) -> None:
        try:
            with transaction.atomic():
                connection.ensure_connection()
                ready.wait(30)
                write()
                threading.Event().wait(0.3)  # time for the other to begin
            became[number] = None
        except IntegrityError as refusal:
            became[number] = explain(refusal)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=one) for one in enumerate(writes)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return became


def one_refused(became: list[str | None], sentence: str) -> bool:
    refusals = [one for one in became if one is not None]
    return became.count(None) == 1 and len(refusals) == 1 and sentence in refusals[0]


def test_two_halves_of_a_circle(units: dict[str, Unit]) -> None:
    def under(lower: str, upper: str) -> Write:
        return lambda: Placement.objects.filter(unit=units[lower]).update(parent=units[upper])

    became = at_once(under("CPU-01", "CPU-02"), under("CPU-02", "CPU-01"))
    assert one_refused(became, "không thể nằm dưới chính nó")


def test_two_tallies_on_one_line(units: dict[str, Unit]) -> None:
    day = date(2023, 6, 30)
    became = at_once(lambda: tally(units["KBO"], day, 9), lambda: tally(units["CPU-01"], day, 3))
    assert one_refused(became, "đã báo số liệu tổng hợp")
    assert Tally.objects.count() == 1


def test_two_tallies_side_by_side_are_both_written(units: dict[str, Unit]) -> None:
    day = date(2023, 6, 30)
    assert at_once(lambda: tally(units["KBO"], day, 9), lambda: tally(units["LAK"], day, 3)) == [None, None]


def test_the_same_person_twice(units: dict[str, Unit]) -> None:
    def record() -> Write:
        return lambda: admit(units["CPU-01"], "H'Liên Niê", date(2023, 5, 1))

    assert one_refused(at_once(record(), record()), "đã có trong quyết định này")
    assert Admission.objects.count() == 1


@pytest.fixture
def stubborn_server() -> Iterator[None]:
    """A database set up to show each transaction one state from its first statement on."""
    name = connection.ops.quote_name(connection.settings_dict["NAME"])
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER DATABASE {name} SET default_transaction_isolation = 'repeatable read'")
    connection.close()
    yield
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER DATABASE {name} RESET default_transaction_isolation")
    connection.close()


def test_rules_hold_whatever_the_server_makes_of_transactions(units: dict[str, Unit], stubborn_server: None) -> None:
    test_two_halves_of_a_circle(units)
