"""A good workbook, damaged in a thousand ways: it is read, or its faults are told, or it is refused. Never anything else."""

import io
import os
import random
import time
import zipfile
from collections.abc import Callable
from datetime import date

import pytest

from tests.workbooks.building import packed
from workbooks.faults import UnsafeWorkbook
from workbooks.parsers import Choices, Code, Day, PartialDate, PartialDay, WholeNumber, YesNo
from workbooks.reading import read
from workbooks.sheets import Column, Sheet
from workbooks.templates import export

SHEET = Sheet(
    "Kết nạp",
    (
        Column("Mã tổ chức", "unit", Code(), required=True),
        Column("Họ và tên", "name", required=True),
        Column("Ngày sinh", "born", PartialDate()),
        Column("Ngày quyết định", "decided", Day()),
        Column("Đối tượng", "groups", Choices([("STUDENT", "Sinh viên")])),
        Column("Đoàn viên", "youth", YesNo()),
        Column("Số", "number", WholeNumber()),
    ),
)
SPLINTERS = [
    *(b"<f>1</f>", b"&amp;", b"&x;", b"<", b"\x00", b"\xff\xfe", b"99999999999999999999", b"-1", b"e400", b"_xD800_"),
    *(b"XFD1048576", b'r="A1"', b't="s"', b't="e"', b't="d"', b't="b"', b's="9"', b'hidden="1"'),
    *(b"<!DOCTYPE x>", b'<mergeCell ref="A1:B2"/>', b"<row>", b"</row>", b"<c/>", b"<v>", b"<is><t>x</t></is>"),
]
DAMAGES = int(os.environ.get("PARTYTRACK_DAMAGES", "200"))


@pytest.fixture(scope="module")
def good() -> bytes:
    born = PartialDay(date(1990, 2, 1), "MONTH")
    people = [
        {"unit": f"TAN-{n:02}", "name": "Y Wiên Hmŏk", "born": born, "decided": date(2023, 10, 10)}
        | {"groups": ("STUDENT",), "youth": n % 2 == 0, "number": n}
        for n in range(30)
    ]
    return export(SHEET, people, head=["Danh sách"]).to_bytes()


def bits_flipped(data: bytes, chance: random.Random) -> bytes:
    damaged = bytearray(data)
    for _flip in range(chance.choice([1, 3, 20])):
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
    return bytes(damaged)


def cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def splintered(data: bytes, chance: random.Random) -> bytes:
    """Inside one of its parts, put together again as a sound archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice([path for path in parts if path.endswith((".xml", ".rels"))])
    if chance.random() < 0.05:
        del parts[name]
        return packed(parts)
    for _splinter in range(chance.choice([1, 1, 5])):
        at, splinter = chance.randrange(len(parts[name])), chance.choice(SPLINTERS)
        parts[name] = parts[name][:at] + splinter + parts[name][at + chance.choice([0, len(splinter)]) :]
    return packed(parts)


def outcome(data: bytes) -> list[str]:
    """What the clerk is told."""
    try:
        reading = read(data, SHEET)
    except UnsafeWorkbook as refusal:
        return [str(refusal)]
    return [str(fault) for fault in reading.faults + reading.warnings]


@pytest.mark.parametrize("damage", [bits_flipped, cut, splintered])
def test_damage_is_a_sentence_in_a_moment(good: bytes, damage: Callable[[bytes, random.Random], bytes]) -> None:
    for seed in range(DAMAGES):
        damaged = damage(good, random.Random(seed))
        start = time.process_time()
        assert all(outcome(damaged)), seed
        assert time.process_time() - start < 2, seed
