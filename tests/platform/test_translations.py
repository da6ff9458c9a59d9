"""Sources are Vietnamese; the English catalogue knows every one of them, and its compiled form is the same catalogue."""

import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
CATALOGUE = Path("locale", "en", "LC_MESSAGES", "django.po")
NOT_SOURCES = shutil.ignore_patterns(".*", "var", "tests", "bench", "docs", "__pycache__", "migrations")

pytestmark = pytest.mark.gettext


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> polib.POFile:
    """The catalogue as `makemessages` would leave it: what the sources say today, with the English there is."""
    copy = tmp_path_factory.mktemp("sources") / "partytrack"
    shutil.copytree(ROOT, copy, ignore=NOT_SOURCES)
    subprocess.run([sys.executable, "-m", "django", "makemessages", "-l", "en", "-v", "0"], cwd=copy, check=True)
    return polib.pofile(str(copy / CATALOGUE))


def test_every_sentence_has_its_english(extracted: polib.POFile) -> None:
    missing = [entry.msgid for entry in extracted.untranslated_entries()]
    assert not missing, f"{len(missing)} without English, such as: {missing[:10]}"


def test_no_english_is_a_guess_left_over_from_another_sentence(extracted: polib.POFile) -> None:
    assert [entry.msgid for entry in extracted.fuzzy_entries()] == []


def test_english_has_the_same_blanks_to_fill() -> None:
    checked = subprocess.run(
        ["msgfmt", "--check-format", "--output-file=-", ROOT / CATALOGUE],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stderr


def test_the_compiled_catalogue_is_the_one_that_reads() -> None:
    """It is in the repository, so that a machine without gettext shows English too: ./run compilemessages."""
    source = {(entry.msgctxt, entry.msgid): entry for entry in polib.pofile(str(ROOT / CATALOGUE)).translated_entries()}
    compiled = {
        (entry.msgctxt, entry.msgid): entry for entry in polib.mofile(str((ROOT / CATALOGUE).with_suffix(".mo")))
    }
    assert set(compiled) == set(source)
    for key, entry in source.items():
        assert (compiled[key].msgstr, compiled[key].msgstr_plural) == (entry.msgstr, entry.msgstr_plural)
