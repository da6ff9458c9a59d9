"""The life of a batch: whoever stops it, kills it or starts it twice, its rows are written once or not at all."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import Model

from accounts.models import SavedView, User
from tests.workbooks.building import of_rows
from workbooks import batches
from workbooks.batches import Stopped
from workbooks.cells import Cell, CellError, CoarseDate
from workbooks.importing import BATCH, Importer, Outcome, Planned
from workbooks.models import ImportBatch, State
from workbooks.parsers import Code, Day, Text, WholeNumber
from workbooks.reading import Row
from workbooks.sheets import Column, Sheet
from workbooks.verdicts import Seen, decoded, encoded

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2023, 10, 10, 8, tzinfo=UTC)
VIEWS = Sheet(
    "Cách xem",
    (
        Column("Tên", "name", Text(40), required=True),
        Column("Câu hỏi", "query"),
        Column("Mã", "code", Code()),
        Column("Ngày", "on", Day()),
        Column("Số", "number", WholeNumber()),
    ),
)


class Views:
    """Writes saved views: one of a name."""

    sheet = VIEWS

    def __init__(self, owner: User, watch: Callable[[], object]) -> None:
        self.owner, self.watch = owner, watch

    def check(self, rows: Sequence[Row]) -> list[Planned]:
        known = set(SavedView.objects.values_list("name", flat=True))
        first: dict[str, int] = {}
        for row in rows:
            number = first.setdefault(row.get("name") or "", row.number)
            if row.good and number != row.number:
                row.repeats("name", f"Trùng hàng {number}.", blocks=True, row=number)
        return [Planned(row, Outcome.of(row["name"] in known or None, ()), row.values) for row in rows if row.good]

    def write(self, planned: Sequence[Planned]) -> None:
        SavedView.objects.bulk_create(
            SavedView(user=self.owner, page="x", name=one.row["name"], query=one.row.get("query") or "")
            for one in planned
        )
        self.watch()


class ViewKind:
    sheet = VIEWS
    models: Sequence[type[Model]] = (SavedView,)

    def __init__(self, owner: User, watch: Callable[[], object] = lambda: None) -> None:
        self.owner, self.watch = owner, watch

    def importer(self) -> Importer:
        return Views(self.owner, self.watch)

    def kin(self, row: Row) -> list[str]:
        return [row["name"]] if row.get("name") else []

    def seen(self, planned: Planned) -> Seen:
        return Seen("nơi nào đó", (7,))


@pytest.fixture
def owner(db: None) -> User:
    return User.objects.create_user("an")


@pytest.fixture
def begun(owner: User) -> Callable[..., ImportBatch]:
    """A batch of these rows, read."""

    def begin(*rows: list[Any]) -> ImportBatch:
        file = of_rows(["Tên", "Câu hỏi", "Mã", "Ngày", "Số"], *rows)
        batch = batches.begin(owner, "views", file, "a.xlsx", NOW)
        batches.read_into(batch, ViewKind(owner))
        return batch

    return begin


@pytest.fixture
def elsewhere() -> Iterator[Callable[[str], Any]]:
    """Asks over a connection of its own: what others see."""
    with closing(connection.copy()) as other:

        def ask(sql: str) -> Any:
            with other.cursor() as cursor:
                cursor.execute(sql)
                return cursor.fetchone()

        yield ask


def many(count: int) -> list[list[Any]]:
    return [[f"cách {number}"] for number in range(count)]


@pytest.mark.parametrize(
    "cell",
    ["chữ", "", 12.0, 1.5, True, False, datetime(2023, 2, 3).date(), CoarseDate(1990, 2), CoarseDate(1990, None),
     CellError("#N/A"), datetime(2023, 2, 3, 7, 5).time(), None],
)  # fmt: skip
def test_a_kept_cell_is_the_cell_with_its_type(cell: Cell | None) -> None:
    again = decoded(encoded(cell))
    assert (again, type(again)) == (cell, type(cell))


def test_a_number_where_a_code_belongs_is_still_refused_after_another_cell_was_corrected(
    begun: Callable[..., ImportBatch], owner: User
) -> None:
    batch = begun(["", "", 12])
    batches.change(batch, ViewKind(owner), {2: {"name": "An"}})
    assert [fault["key"] for fault in batch.rows.get().told["faults"]] == ["code"]


def test_what_is_typed_back_as_it_stood_is_no_correction(begun: Callable[..., ImportBatch], owner: User) -> None:
    batch = begun(["An", "", "", datetime(2023, 2, 3)])
    batches.change(batch, ViewKind(owner), {2: {"name": "Ân", "on": "03/02/2023"}})
    assert batch.rows.get().typed == {"name": "Ân"}
    batches.change(batch, ViewKind(owner), {2: {"name": "An"}})
    assert batch.rows.get().typed == {}


def test_progress_is_seen_while_the_transaction_of_the_work_is_open(
    begun: Callable[..., ImportBatch], owner: User, elsewhere: Callable[[str], Any]
) -> None:
    seen: list[Any] = []
    batch = begun(*many(BATCH + 500))
    kind = ViewKind(owner, lambda: seen.append(elsewhere("SELECT step, done, total FROM workbooks_importbatch")))
    batches.start_writing(batch)
    with batches.progress(batch) as tell:
        batches.write(batch, kind, NOW, tell)
    assert seen == [("WRITE", 0, BATCH + 500), ("WRITE", BATCH, BATCH + 500)]
    assert SavedView.objects.count() == BATCH + 500
    assert ImportBatch.objects.get().state == State.WRITTEN


def test_what_is_stopped_between_two_parts_leaves_nothing_and_can_be_written_later(
    begun: Callable[..., ImportBatch], owner: User, elsewhere: Callable[[str], Any]
) -> None:
    batch = begun(*many(BATCH + 500))

    def stop() -> None:
        with closing(connection.copy()) as other, other.cursor() as cursor:
            cursor.execute("UPDATE workbooks_importbatch SET state = 'READY'")

    batches.start_writing(batch)
    with batches.progress(batch) as tell, pytest.raises(Stopped):
        batches.write(batch, ViewKind(owner, stop), NOW, tell)
    assert not SavedView.objects.exists()
    batch.refresh_from_db()
    batches.start_writing(batch)
    batches.write(batch, ViewKind(owner), NOW)
    assert SavedView.objects.count() == BATCH + 500


def test_a_killed_writing_left_nothing_and_is_taken_up_again(begun: Callable[..., ImportBatch], owner: User) -> None:
    class Killed(BaseException):
        pass

    def die() -> None:
        raise Killed

    batch = begun(*many(3))
    batches.start_writing(batch)
    with pytest.raises(Killed):
        batches.write(batch, ViewKind(owner, die), NOW)
    assert not SavedView.objects.exists()
    again = ImportBatch.objects.get()
    assert again.state == State.WRITING
    batches.write(again, ViewKind(owner), NOW)
    with pytest.raises(Stopped):
        batches.write(again, ViewKind(owner), NOW)
    assert SavedView.objects.count() == 3


def test_a_killed_reading_left_nothing_and_is_taken_up_again(owner: User) -> None:
    batch = batches.begin(owner, "views", of_rows(["Tên"], *many(3)), "a.xlsx", NOW)

    def die(step: str, done: int, _total: int) -> None:
        if step == "CHECK" and done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        batches.read_into(batch, ViewKind(owner), die)
    again = ImportBatch.objects.get()
    assert (again.state, again.rows.count()) == (State.RECEIVED, 0)
    batches.read_into(again, ViewKind(owner))
    assert (again.state, again.rows.count()) == (State.READY, 3)


def test_writing_begins_once(begun: Callable[..., ImportBatch]) -> None:
    batch = begun(["An"])
    in_another_window = ImportBatch.objects.get()
    batches.start_writing(batch)
    with pytest.raises(Stopped):
        batches.start_writing(in_another_window)


def test_what_somebody_else_wrote_since_the_preview_is_not_written_again(
    begun: Callable[..., ImportBatch], owner: User
) -> None:
    """Somebody else wrote one of them meanwhile."""
    batch = begun(["An"], ["Bình"])
    SavedView.objects.create(user=owner, page="x", name="An")
    batches.start_writing(batch)
    batches.write(batch, ViewKind(owner), NOW)
    assert dict(batch.rows.values_list("number", "state")) == {2: "UNCHANGED", 3: "NEW"}
    assert (batch.counts["NEW"], batch.counts["UNCHANGED"]) == (1, 1)


def test_what_the_database_refuses_at_the_end_joins_the_rest(begun: Callable[..., ImportBatch], owner: User) -> None:
    class Blind(Views):
        def check(self, rows: Sequence[Row]) -> list[Planned]:
            return [Planned(row, Outcome.NEW, row.values) for row in rows if row.good]

    class BlindKind(ViewKind):
        def importer(self) -> Importer:
            return Blind(self.owner, self.watch)

    SavedView.objects.create(user=owner, page="x", name="An")
    batch = begun(["An"], ["Bình"])
    batches.start_writing(batch)
    batches.write(batch, BlindKind(owner), NOW)
    assert dict(batch.rows.values_list("number", "state")) == {2: "BAD", 3: "NEW"}
    assert "Bạn đã có một cách xem mang tên này." in str(batch.rows.get(number=2).told)
    assert list(batches.rest(batch).values_list("number", flat=True)) == [2]


def test_a_correction_checks_its_row_and_namesakes_only(begun: Callable[..., ImportBatch], owner: User) -> None:
    checked: list[int] = []

    class Counting(ViewKind):
        def importer(self) -> Importer:
            kind = self

            class Watched(Views):
                def check(self, rows: Sequence[Row]) -> list[Planned]:
                    checked.extend(row.number for row in rows)
                    return super().check(rows)

            return Watched(kind.owner, kind.watch)

    batch = begun(["An"], ["Bình"], ["An"], ["Chi"])
    assert dict(batch.rows.values_list("number", "state"))[4] == "TWIN"
    batches.change(batch, Counting(owner), {2: {"name": "Bình"}})
    assert checked == [2, 3, 4]
    assert dict(batch.rows.values_list("number", "state")) == {2: "NEW", 3: "TWIN", 4: "NEW", 5: "NEW"}


def test_two_corrections_at_once_both_hold(begun: Callable[..., ImportBatch], owner: User) -> None:
    batch = begun(["", "a"], ["", "b"])
    with transaction.atomic():
        batches.change(batch, ViewKind(owner), {2: {"name": "An"}})
    batches.change(ImportBatch.objects.get(), ViewKind(owner), {3: {"name": "Bình"}})
    assert dict(batch.rows.values_list("number", "state")) == {2: "NEW", 3: "NEW"}


def test_a_merged_cell_is_refused_until_something_is_typed_into_it(owner: User) -> None:
    import_ = of_rows(["Tên", "Câu hỏi"], ["An", "a"])
    batch = batches.begin(owner, "views", import_, "a.xlsx", NOW)
    batches.read_into(batch, ViewKind(owner))
    row = batch.rows.get()
    row.cells["query"] = {"merged": True}
    row.save()
    batches.change(batch, ViewKind(owner), {2: {"code": "x"}})
    assert [fault["key"] for fault in batch.rows.get().told["faults"]] == ["query"]
    batches.change(batch, ViewKind(owner), {2: {"query": "a"}})
    assert batch.rows.get().state == "NEW"


def test_the_file_is_deleted_once_it_is_read(begun: Callable[..., ImportBatch]) -> None:
    begun(["An"])
    assert ImportBatch.objects.get().source is None


def test_what_cannot_be_read_says_why_and_is_deleted(owner: User) -> None:
    batch = batches.begin(owner, "views", of_rows(["Cột lạ"], ["An"]), "a.xlsx", NOW)
    batches.read_into(batch, ViewKind(owner))
    kept = ImportBatch.objects.get()
    assert (kept.state, kept.source) == (State.REFUSED, None)
    assert "hàng tiêu đề" in kept.refusal[0]
