"""What an answer costs, beside a bare count and beside two tree libraries.

    .venv/bin/python bench/run.py [province] [national] [listing] [exporting] [importing] [entering] [allocating] [cascade]
        [reports] [sets]

`./run check` once makes .venv.

Builds a province (8,000 units, 200,000 admissions over ten years) and a nation (275,000 units, 2,000,000 admissions) in private
databases of their own, and prints, as ratios to a bare `GROUP BY` count of the same run, what the whole answer of a root, a province,
a district and a commune costs: medians of 20 warm runs, the contenders taking turns. Without a name it does both.
`listing`, `exporting`, `importing`, `entering`, `allocating`, `cascade`, `reports` and `sets` measure, there, a page of the list (also in a
province all of whose admissions are of one year), 100,000 people of the latter as a workbook, a workbook of 10,000 people on its way in,
one admission saved by hand, (in Chromium) the desk where a target is cut among 300 units, the cascade of targets, reports as pages and as
workbooks, and those of the root and its twenty committees as one .zip.

The databases lie in $PARTYTRACK_BENCH_DIR (default: `var/bench`; the national one takes about 4 GB) and are kept: a second run
measures at once. Remove the folder to build anew. The libraries of bench/requirements.txt are installed into it, and nowhere else.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = Path(os.environ.get("PARTYTRACK_BENCH_DIR", ROOT / "var" / "bench"))
MEASURE = "import django; django.setup(); from bench.{module} import main; main()"
CASES = {
    "listing": ["province", "year"],
    "exporting": ["year"],
    "importing": ["province"],
    "entering": ["province"],
    "allocating": ["province"],
    "cascade": ["province"],
    "sets": ["province"],
    "reports": ["province"],
}
"""Where each is measured; what is not here is a size itself."""


def install() -> Path:
    libraries = FOLDER / "libraries"
    requirements = Path(__file__).with_name("requirements.txt")
    installed = libraries / "requirements.txt"
    if not installed.exists() or installed.read_text() != requirements.read_text():
        options = ["--quiet", "--disable-pip-version-check", "--require-hashes", "--no-deps", "--only-binary", ":all:"]
        command = [
            sys.executable,
            "-m",
            "pip",
            "install",
            *options,
            "--upgrade",
            "--target",
            libraries,
            "-r",
            requirements,
        ]
        subprocess.run(command, check=True)
        installed.write_text(requirements.read_text())
    return libraries


def run(module: str, size: str, libraries: Path) -> None:
    """In a process of its own: a process knows one database folder."""
    environment = {
        **os.environ,
        "PARTYTRACK_DATA_DIR": str(FOLDER / size),
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(libraries)]),
    }
    environment.pop("DATABASE_URL", None)
    subprocess.run([sys.executable, "-c", MEASURE.format(module=module), size], check=True, env=environment)


if __name__ == "__main__":
    folder = install()
    for asked in sys.argv[1:] or ["province", "national"]:
        for size in CASES.get(asked, [asked]):
            run(asked if asked in CASES else "measuring", size, folder)
