"""What `./run test` does: bring the programs the tests need, check the code, run pytest.

With arguments (`./run test tests/units -k tree`) they go to pytest and nothing else runs.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from tests import programs

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
LINT_IMPORTS = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"

CHECKS: Mapping[str, list[str]] = {
    "ruff check": [PYTHON, "-m", "ruff", "check", "--quiet", "."],
    "ruff format": [PYTHON, "-m", "ruff", "format", "--check", "--quiet", "."],
    "mypy": [PYTHON, "-m", "mypy", "."],
    "import-linter": [PYTHON, "-c", LINT_IMPORTS],
    "migrations": [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
}


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def install(packages: list[str]) -> None:
    say(f"Installing {' '.join(packages)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], env=environment, check=False)
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)


def bring_programs() -> bool:
    """Install what is missing where that is allowed. False: something still is, and on a CI machine nothing may be."""
    for place in (0, -1):
        packages = programs.missing_packages(place)
        if packages and os.geteuid() == 0 and shutil.which("apt-get"):
            install(packages)
    left = programs.missing()
    for program in left:
        say(f"!! LEFT OUT: {program.left_out}. Missing: {program.package}.")
    if left:
        say(f"!! To run them: sudo apt-get install {' '.join(program.package for program in left)}")
    return not (left and os.environ.get("CI"))


def check(name: str, command: list[str]) -> bool:
    started = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    passed = done.returncode == 0
    if not passed:
        say(done.stdout.rstrip())
    say(f"{name}: {'ok' if passed else 'FAILED'} ({time.monotonic() - started:.1f} s)")
    return passed


def side_by_side() -> list[str]:
    """A file of tests stays in one process: what it builds, such as the demo, is built once for it."""
    return ["-n", str(min(os.cpu_count() or 1, 4)), "--dist", "loadfile", "--no-loadscope-reorder"]


def pytest(*arguments: str) -> int:
    return subprocess.run([PYTHON, "-m", "pytest", *arguments], cwd=ROOT, check=False).returncode


def main(arguments: list[str]) -> int:
    complete = bring_programs()
    if arguments:
        return pytest(*arguments)
    failed = [name for name, command in CHECKS.items() if not check(name, command)]
    if not complete:
        failed.append("programs on a CI machine")
    code = pytest(*side_by_side())
    if failed:
        say(f"FAILED before pytest: {', '.join(failed)}")
    return code or bool(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
