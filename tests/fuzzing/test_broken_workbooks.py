"""Broken workbooks through the web form and the command: no 500, no hang, little memory, a sentence that helps, and only what is
truly good is written.

50 of them by default; PARTYTRACK_FUZZ=500 ./run test tests/fuzzing sends five hundred. A failure names the number of the file:
`tests.fuzzing.mutations.broken(number)` makes it again.
"""

import os
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.utils.html import strip_tags

from accounts.models import User
from admissions.importing.admissions import AdmissionImporter
from admissions.models import Admission
from admissions.tasks import kind_of
from tests.conftest import TODAY
from tests.fuzzing.mutations import broken
from tests.import_files import run
from units import scope
from units.models import Unit
from units.scope import Action
from workbooks import batches
from workbooks.faults import UnsafeWorkbook
from workbooks.importing import Outcome, Plan, prepare
from workbooks.models import ImportBatch, RowState, State

COUNT = int(os.environ.get("PARTYTRACK_FUZZ", "50"))
PROCESSES = 10
SECONDS = 20
GIGABYTE = 2**30
VIETNAMESE = re.compile("[ạảãàáâậầấẩẫăắằặẳẵđéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵ]", re.IGNORECASE)

pytestmark = pytest.mark.filterwarnings("ignore:Duplicate name")  # of zipfile, which makes such archives under protest

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def rules(binh: User) -> Callable[[bytes, bool], Plan | str]:
    """What reader and rules say of a file, without any door: a plan, or why it is not read."""

    def judge(data: bytes, scoped: bool) -> Plan | str:
        units = scope.allowed(Unit.objects.all(), binh, Action.RECORD) if scoped else None
        try:
            return prepare(data, AdmissionImporter(TODAY, units))
        except UnsafeWorkbook as refusal:
            return str(refusal)

    return judge


@contextmanager
def in_time() -> Iterator[None]:
    start = time.monotonic()
    yield
    assert time.monotonic() - start < SECONDS


@contextmanager
def taken_back() -> Iterator[None]:
    """What is written in it is gone afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def helps(sentence: str) -> bool:
    """Says something in Vietnamese, as a sentence."""
    return bool(VIETNAMESE.search(sentence)) and sentence.rstrip().endswith((".", "?", ".)", "”"))


def new_ones(plan: Plan | str) -> int:
    """How many people the good rows of it are."""
    return 0 if isinstance(plan, str) or not plan.readable else len(plan.of(Outcome.NEW))


@pytest.mark.django_db
def test_the_command(rules: Callable[[bytes, bool], Plan | str], units: dict[str, Unit], tmp_path: Path) -> None:
    written = 0
    for number in range(COUNT):
        name, data = broken(number)
        plan, path = rules(data, False), tmp_path / "kn.xlsx"
        path.write_bytes(data)
        wanted = 0 if isinstance(plan, str) or plan.faults else new_ones(plan)
        with taken_back():
            with in_time():
                said = run("import_admissions", path)
            assert Admission.objects.count() == wanted, name
            assert bool(said.refused) == (isinstance(plan, str) or bool(plan.faults)), (name, said)
            assert not said.refused or helps(said.refused), (name, said.refused)
            assert all(helps(fault) for fault in said.faults), (name, said.faults)
        written += wanted > 0
    assert 0 < written < COUNT / 2
    assert_little_memory()


@pytest.mark.django_db
def test_the_web_form(
    rules: Callable[[bytes, bool], Plan | str], signed_in: Callable[[User], Client], binh: User
) -> None:
    client, written = signed_in(binh), 0
    for number in range(COUNT):
        name, data = broken(number)
        plan = rules(data, True)
        with taken_back():
            with in_time():
                batch = uploaded(client, data, name, plan)
            with in_time():
                if batch:
                    wanted = looked_at_and_written(client, batch, name)
                    assert wanted <= new_ones(plan), name
                    written += wanted > 0
            assert batch or not Admission.objects.exists(), name
    assert 0 < written < COUNT
    assert_little_memory()


def uploaded(client: Client, data: bytes, name: str, plan: Plan | str) -> ImportBatch | None:
    """Sent as a browser sends it; a large one is read as the worker would."""
    answer = client.post(
        "/admissions/import/", {"kind": "admissions", "file": SimpleUploadedFile(f"{name}.xlsx", data)}
    )
    readable = not isinstance(plan, str) and plan.readable
    assert answer.status_code in (302, 422), name
    if answer.status_code == 422:
        assert not readable, name
        told = summary(answer)
        assert told, name
        assert all(helps(sentence) for sentence in told), (name, told)
        return None
    batch = ImportBatch.objects.get(uid=answer.headers["Location"].split("/")[3])
    if batch.state == State.RECEIVED:
        batches.read_into(batch, kind_of(batch))
    if not readable:
        assert batch.state == State.REFUSED, name
        assert batch.refusal, name
        assert all(helps(sentence) for sentence in batch.refusal), (name, batch.refusal)
    return batch


def looked_at_and_written(client: Client, batch: ImportBatch, name: str) -> int:
    """Every part of the preview can be looked at, and what is written are the rows that it calls new. Their number."""
    address = f"/admissions/import/{batch.uid}/"
    for query in ("", "?show=bad", "?show=good", "?show=all", "?edit=2"):
        assert client.get(address + query).status_code in (200, 404), (name, query)
    if batch.state != State.READY:
        assert client.post(address, {"do": "write"}).status_code == 302, name
        assert not Admission.objects.exists(), name
        return 0
    for kept in batch.rows.filter(state=RowState.BAD):
        assert all(helps(fault["reason"]) for fault in kept.told["faults"]), (name, kept.told)
    assert client.get(f"{address}rest.xlsx").status_code == 200, name
    new = batch.rows.filter(state=RowState.NEW).count()
    if batch.total > 1_000:
        batches.start_writing(batch)
        batches.write(batch, kind_of(batch), batch.began_at)
    else:
        assert client.post(address, {"do": "write"}).status_code == 302, name
    assert Admission.objects.count() == new, name
    assert client.get(address).status_code == 200, name
    return new


def summary(answer: Any) -> list[str]:
    found = re.search(r'<div class="errs".*?</ul>', answer.content.decode(), re.DOTALL)
    items = re.findall(r"<li>(.*?)</li>", found[0], re.DOTALL) if found else []
    return [" ".join(unescape(strip_tags(one)).split()) for one in items]


def assert_little_memory() -> None:
    """Of this process with all that it did before."""
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 < GIGABYTE


def test_as_processes_of_their_own(server_folder: Callable[[], Path], tmp_path: Path) -> None:
    """Every third kind, on a database without a unit: nothing can be good, and each ends soon, in a gigabyte, with a sentence."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment["PARTYTRACK_DATA_DIR"] = str(server_folder())
    keeper = subprocess.Popen(
        [*MANAGE, "shell", "-v", "0", "-c", KEEP],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert keeper.stdin is not None
    assert keeper.stdout is not None
    try:
        assert keeper.stdout.readline() == "ready\n"
        for number in range(0, 3 * PROCESSES, 3):
            name, data = broken(number)
            path = tmp_path / "kn.xlsx"
            path.write_bytes(data)
            command = [*IN_A_GIGABYTE, *MANAGE, "import_admissions", str(path)]
            done = subprocess.run(
                command, env=environment, capture_output=True, text=True, timeout=SECONDS, check=False
            )
            assert done.returncode == 1, (name, done)
            assert "Traceback" not in done.stderr, (name, done)
            assert helps(done.stderr.splitlines()[-1]), (name, done)
        keeper.stdin.write("\n")
        keeper.stdin.flush()
        assert keeper.stdout.readline() == "0\n"
    finally:
        keeper.stdin.close()
        keeper.wait(timeout=60)


MANAGE = [sys.executable, str(ROOT / "manage.py")]
IN_A_GIGABYTE = ["sh", "-c", f'ulimit -v {GIGABYTE // 1024} && exec "$@"', "sh"]
"""Runs what follows where no more memory than that can be had."""
KEEP = """
import sys
from django.core.management import call_command
call_command("migrate", verbosity=0)
print("ready", flush=True)
sys.stdin.readline()
from admissions.models import Admission
print(Admission.objects.count(), flush=True)
sys.stdin.read()
"""
"""Builds the database, keeps its server running, and says in the end how many admissions there are."""
