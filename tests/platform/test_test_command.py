"""What `./run test` says where the programs some tests need are missing and may not be installed."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests import programs

ROOT = Path(__file__).resolve().parent.parent.parent


def bring_programs(**environment: str) -> subprocess.CompletedProcess[str]:
    """On a machine whose PATH holds neither them nor apt-get."""
    code = "import sys; from tests import run; sys.exit(not run.bring_programs())"
    command = [sys.executable, "-c", code]
    return subprocess.run(
        command, cwd=ROOT, env={"PATH": "/nowhere", **environment}, capture_output=True, text=True, check=False
    )


@pytest.mark.skipif(Path(programs.CHROMIUM.commands[-1]).exists(), reason="a Mac's browser is no program of the PATH")
def test_it_says_which_tests_it_leaves_out_and_how_to_get_them() -> None:
    done = bring_programs()
    assert done.returncode == 0
    for program in programs.PROGRAMS:
        assert f"!! LEFT OUT: {program.left_out}. Missing: {program.package}." in done.stdout
    assert "sudo apt-get install chromium libreoffice-calc gettext poppler-utils" in done.stdout


@pytest.mark.skipif(Path(programs.CHROMIUM.commands[-1]).exists(), reason="a Mac's browser is no program of the PATH")
def test_a_ci_machine_may_leave_nothing_out() -> None:
    assert bring_programs(CI="true").returncode == 1
