"""What a clean machine relies on: the lock and `run`."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
LOCK = (ROOT / "requirements.lock").read_text()


def test_the_lock_names_no_host() -> None:
    assert not re.search(r"https?:|index-url|find-links|\.(org|com|net|io|vn)\b|@", LOCK)


def test_every_locked_package_has_a_version_and_hashes() -> None:
    packages = re.split(r"\n(?=\S)", LOCK.strip())
    assert len(packages) > 50
    for package in packages:
        assert re.match(r"[\w.\-\[\],]+==\S+", package), package
        assert "--hash=sha256:" in package, package


@pytest.fixture
def bare_checkout(tmp_path: Path) -> Path:
    """`run` and the lock, and a folder of programs with no Python in it."""
    for name in ("run", "requirements.lock"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "bin").mkdir()
    for program in ("sh", "dirname", "readlink", "cmp", "id"):
        found = shutil.which(program)
        assert found, program
        (tmp_path / "bin" / program).symlink_to(found)
    return tmp_path


def run(checkout: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [checkout / "run", *arguments],
        cwd="/",
        env={"PATH": str(checkout / "bin")},
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_python_run_says_what_to_install(bare_checkout: Path) -> None:
    done = run(bare_checkout)
    assert done.returncode == 1
    assert "Python 3.11 or newer" in done.stderr


def test_an_old_python_is_passed_over(bare_checkout: Path) -> None:
    old = bare_checkout / "bin" / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    assert "Python 3.11 or newer" in run(bare_checkout).stderr


@pytest.mark.parametrize(
    ("asked", "started"),
    [
        ((), "manage.py demo"),
        (("progress", "--unit", "DLK"), "manage.py progress --unit DLK"),
        (("test", "tests/units"), "-m tests.run tests/units"),
    ],
)
def test_run_starts_the_command_asked_for_from_any_folder(
    bare_checkout: Path, asked: tuple[str, ...], started: str
) -> None:
    """With a virtual environment that matches the lock, whose Python tells what it was given."""
    python = bare_checkout / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\necho "$@"\n')
    python.chmod(0o755)
    shutil.copy(bare_checkout / "requirements.lock", bare_checkout / ".venv")
    done = run(bare_checkout, *asked)
    assert (done.returncode, done.stdout.strip().removeprefix(f"{bare_checkout}/")) == (0, started)


def test_every_room_stands_under_the_import_contracts() -> None:
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["root_packages"]
    rooms = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "bench"}
    assert rooms == set(listed)
