"""How Vietnamese readers write numbers, dates and names; and the keys by which names are sorted and searched.

Formatting follows the active language: 1.994 and 72,06 % on Vietnamese pages, 1,994 and 72.06% on English ones. Dates
are dd/mm/yyyy in both. Parsing is strict: what could be read in two ways is refused, never guessed.
"""

import re
import unicodedata
from datetime import date
from decimal import Decimal
from functools import lru_cache

from django.utils.translation import get_language

UNKNOWN = "—"
MINUS = "−"
NO_BREAK_SPACE = "\u00a0"

# Vietnamese letters in their order, with f, j, w, z where the Latin alphabet has them.
ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# Position in ALPHABET as one ASCII character, so that keys sort rightly byte by byte.
_RANK = {letter: chr(ord("A") + position) for position, letter in enumerate(ALPHABET)}
_LETTER_MARKS = "\u0306\u0302\u031b"  # breve, circumflex, horn: they make another letter
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}  # huyền, hỏi, ngã, sắc, nặng
# Letters without a decomposition. Ð (eth) is a common slip for Đ; ƀ is written in Êđê and M'Nông names.
_PLAIN = str.maketrans({"đ": "d", "ð": "d", "ɖ": "d", "ƀ": "b", "ø": "o", "ł": "l"})
_ALIKE = str.maketrans({"ð": "đ", "ɖ": "đ", "ƀ": "b"})
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼʹ´`′", "'"))
# What nobody sees yet makes two spellings of one name: controls, joiners, marks of direction, fillers, variation selectors,
# tags, and the code points that no file may hold.
_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
)

REMEMBERED = 32_768
"""Texts whose keys are kept at hand: those of one large workbook, in which each is asked for many times."""

_DATE = re.compile(r"([0-9]{1,2})([/-])([0-9]{1,2})\2([0-9]{4})|([0-9]{2})([0-9]{2})([0-9]{4})")


def _english() -> bool:
    return (get_language() or "vi").startswith("en")


def number(n: int | None) -> str:
    """1994 → "1.994"; "1,994" on English pages; unknown is a dash, never 0."""
    return UNKNOWN if n is None else _written(Decimal(n), 0)


def decimal(value: Decimal | None, places: int = 2) -> str:
    """72.06 → "72,06", for a cell whose column head names the unit. `value` comes rounded: more places are refused."""
    return UNKNOWN if value is None else _written(value, places)


def percentage(value: Decimal | None, places: int = 2) -> str:
    """72.06 → "72,06 %" with a no-break space; "72.06%" on English pages. `value` comes rounded, as in `decimal`."""
    if value is None:
        return UNKNOWN
    return _written(value, places) + percent_sign()


def percent_sign() -> str:
    """What stands after the figure: "%" behind a no-break space; close to it on English pages."""
    return "%" if _english() else NO_BREAK_SPACE + "%"


def signed(n: int | Decimal | None, places: int = 0) -> str:
    """A change: "+11", "−41", "0"."""
    if n is None:
        return UNKNOWN
    return ("+" if n > 0 else "") + _written(Decimal(n), places)


def _written(value: Decimal, places: int) -> str:
    exact = round(value, places)
    if exact != value:
        # Rounding belongs to where the figure is computed: 99,99 must not become 100,0 here.
        raise ValueError(f"{value} has more than {places} decimal places")
    text = f"{abs(exact):,.{places}f}"
    if not _english():
        text = text.translate(str.maketrans(",.", ".,"))
    return MINUS + text if exact < 0 else text


@lru_cache(REMEMBERED)
def format_date(day: date | None) -> str:
    """dd/mm/yyyy in both languages."""
    return UNKNOWN if day is None else f"{day:%d/%m}/{day.year:04d}"


def parse_date(text: str) -> date:
    """dd/mm/yyyy, dd-mm-yyyy or exactly eight digits ddmmyyyy. Raises `ValueError` for all else, such as 3/2/65."""
    found = _DATE.fullmatch(text.strip())
    if not found:
        raise ValueError(f"not a date dd/mm/yyyy: {text!r}")
    day, _separator, month, year, day8, month8, year8 = found.groups()
    return date(int(year or year8), int(month or month8), int(day or day8))


def parse_number(text: str) -> int:
    """A whole number with or without grouping: "1.994", "1 994", "1994" → 1994; "1,994" on English pages only.

    Raises `ValueError` for anything else: "1,994" in Vietnamese is one and a fraction, "19.94" is no grouping.
    """
    separator = "," if _english() else r"\."
    tidy = text.strip().replace(NO_BREAK_SPACE, " ").replace("\u202f", " ").replace(MINUS, "-")
    if not re.fullmatch(rf"-?(?:[0-9]+|[0-9]{{1,3}}(?:(?:{separator}[0-9]{{3}})+|(?: [0-9]{{3}})+))", tidy):
        raise ValueError(f"not a whole number: {text!r}")
    return int(re.sub(r"[., ]", "", tidy))


def parse_rate(text: str) -> Decimal:
    """Of a hundred, with at most two decimals, by comma or point: "3,25", "3.25 %" → 3.25. Raises `ValueError` for anything else."""
    found = re.fullmatch(r"([0-9]{1,3})(?:[.,]([0-9]{1,2}))?\s*%?", text.strip())
    if not found:
        raise ValueError(f"not a rate: {text!r}")
    return Decimal(f"{found[1]}.{found[2] or 0}")


@lru_cache(REMEMBERED)
def nfc(text: str) -> str:
    """One spelling of what looks the same: composed accents, no invisible characters, plain spaces, ends trimmed."""
    if text.isascii() and text.isprintable():
        return text.strip()
    seen = _INVISIBLE.sub("", text)  # first: one between a letter and its accent keeps them apart
    return unicodedata.normalize("NFC", seen).replace(NO_BREAK_SPACE, " ").replace("\u202f", " ").strip()


@lru_cache(REMEMBERED)
def fold(text: str) -> str:
    """The search key: lower case, no diacritics, đ → d, one apostrophe, single spaces (H’Liên  Niê → h'lien nie)."""
    lowered = nfc(text).lower().translate(_APOSTROPHES)
    bare = "".join(mark for mark in unicodedata.normalize("NFD", lowered) if not unicodedata.combining(mark))
    return " ".join(bare.translate(_PLAIN).split())


def sort_key(text: str) -> str:
    """ASCII text that sorts by byte as Vietnamese readers expect: a ă â … d đ, then the tone, syllable by syllable.

    Apostrophes do not count, other punctuation separates, numbers sort by value ("Tổ 2" before "Tổ 10").
    """
    plain = nfc(text).lower().translate(_APOSTROPHES).translate(_ALIKE).replace("'", "")
    # \w would break a decomposed syllable at its accents, so the text is composed here.
    words = re.findall(r"[0-9]+|[^\W0-9_]+", plain)
    return " ".join(_number_key(word) if word[0] in "0123456789" else _syllable_key(word) for word in words)


def person_sort_key(name: str) -> str:
    """As `sort_key`, by given name (the last word), then family and middle names."""
    *before, given = name.split() or [""]
    return f"{sort_key(given)} ! {sort_key(' '.join(before))}"


def _number_key(digits: str) -> str:
    value = digits.lstrip("0") or "0"
    return f"{min(len(value), 9)}{value}"  # fewer digits first; figures sort before letters


@lru_cache(REMEMBERED)
def _syllable_key(syllable: str) -> str:
    letters, tones = "", ""
    for character in syllable:
        base, *marks = list(unicodedata.normalize("NFD", character))
        lettered = unicodedata.normalize("NFC", base + "".join(mark for mark in marks if mark in _LETTER_MARKS))
        # Letters of other scripts sort last, in code order.
        letters += _RANK.get(lettered) or _RANK.get(base) or f"~{ord(base):06x}"
        tones += "".join(_TONES.get(mark, "") for mark in marks)
    return f"{letters}!{tones}"
