"""The archive and its parts, broken: cut, flipped, lost, renamed, swollen, hostile."""

import io
import struct
import zipfile
from xml.sax.saxutils import quoteattr

from tests.fuzzing.good import Chance, good, parts_of
from tests.workbooks.building import packed, sheet_xml

XML_SPLINTERS = [
    b"<f>1+1</f>", b"&amp;", b"&x;", b"<", b"\x00", b"\xff\xfe", b"-1", b"e400", b"XFD1048576", b't="s"', b't="e"',
    b't="d"', b't="b"', b's="9999"',
    b'hidden="1"', b"<!DOCTYPE x>", b'<mergeCell ref="A1:XFD1048576"/>', b"<row>", b"</row>", b"<c/>", b"<v>", b"]]>",
    b"<?xml?>", b"<![CDATA[x]]>",
    b"<is><t>x</t></is>", b'r="A0"', b'r="ZZZZ1"', b'r="1A"', b'xml:space="preserve"', b'xmlns:x="y"', b"99999999999999999999",
]  # fmt: skip


def cut(chance: Chance) -> bytes:
    data = good()
    return data[: chance.randrange(len(data))]


def bits_flipped(chance: Chance) -> bytes:
    data = bytearray(good())
    for _flip in range(chance.choice([1, 5, 50, 500])):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(data)


def bytes_moved(chance: Chance) -> bytes:
    data = good()
    one, two = sorted((chance.randrange(len(data)), chance.randrange(len(data))))
    return data[two:] + data[one:two] + data[:one] if chance.random() < 0.5 else data[:one] + data[two:]


def splintered(chance: Chance) -> bytes:
    parts = parts_of(good())
    name = chance.choice([path for path in parts if path.endswith((".xml", ".rels"))])
    for _splinter in range(chance.choice([1, 1, 5])):
        at, splinter = chance.randrange(len(parts[name])), chance.choice(XML_SPLINTERS)
        parts[name] = parts[name][:at] + splinter + parts[name][at + chance.choice([0, len(splinter)]) :]
    return packed(parts)


def parts_lost_or_renamed(chance: Chance) -> bytes:
    parts = parts_of(good())
    name = chance.choice(list(parts))
    content = parts.pop(name)
    other = chance.choice(
        [
            "",
            name.upper(),
            name.replace("/", "\\"),
            f"../{name}",
            f"/{name}",
            f"{name}\x00.xml",
            "xl/vbaProject.bin",
            "a" * 60_000,
        ]
    )
    if other:
        parts[other] = content
    return packed(parts)


def parts_swapped_or_emptied(chance: Chance) -> bytes:
    parts = parts_of(good())
    one, two = chance.sample(list(parts), 2)
    parts[one], parts[two] = chance.choice(
        [(parts[two], parts[one]), (b"", parts[two]), (b"\x00" * 1000, b""), (b"<a/>", b"<a>")]
    )
    return packed(parts)


def wrong_content_types(chance: Chance) -> bytes:
    parts = parts_of(good())
    kind = chance.choice(
        [
            b"text/html",
            b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
            b"",
            b"application/x-msdownload",
            "đ".encode(),
        ]
    )
    name = "[Content_Types].xml"
    parts[name] = parts[name].replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", kind
    )
    return packed(parts)


def doubled_parts(chance: Chance) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts_of(good()).items():
            for copy in range(chance.choice([1, 2, 3])):
                archive.writestr(zipfile.ZipInfo(name if copy != 2 else name.title()), content)
    return stream.getvalue()


def sizes_declared(chance: Chance) -> bytes:
    """The contents list claims other sizes, places and methods than are there."""
    data = bytearray(good())
    at = data.find(b"PK\x01\x02", chance.randrange(len(data) // 2))
    while at >= 0:
        offset = chance.choice([10, 16, 20, 24, 28, 30, 42])
        struct.pack_into("<I", data, at + offset, chance.choice([0, 1, 2**31, 2**32 - 1, chance.randrange(2**32)]))
        at = data.find(b"PK\x01\x02", at + 4) if chance.random() < 0.5 else -1
    return bytes(data)


def hostile_xml(chance: Chance) -> bytes:
    """Entities that grow, outside entities, depth, encodings, tags of megabytes: in any of the parts."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    head = chance.choice(
        [
            f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]><x>&l9;</x>',
            '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
            '<?xml version="1.0"?><!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd"><x/>',
            '<?xml version="1.0" encoding="utf-16"?><x/>',
            '<?xml version="1.0" encoding="x-unknown"?><x/>',
            '<?xml version="1.0" encoding="utf-7"?><x/>',
            "<x>" * 100_000,
            "<x>" * 3_000 + "</x>" * 3_000,
            "<x " + " ".join(f"a{n}='1'" for n in range(50_000)) + "/>",
            f"<x a={quoteattr('y' * 3_000_000)}/>",
            f"<!--{'-x' * 1_000_000}--><x/>",
            "<x>&#0;&#xFFFFFFFF;</x>",
            '<?xml version="1.0"?><x xmlns="">\x01</x>',
        ]
    )
    parts: dict[str, str | bytes] = dict(parts_of(good()))
    name = chance.choice([path for path in parts if path.endswith((".xml", ".rels"))])
    if chance.random() < 0.3 and isinstance(content := parts[name], bytes):
        head = content.decode().replace("?>", "?>" + head.partition("?>")[2][:200], 1)
    parts[name] = head.encode("utf-16") if chance.random() < 0.1 else head
    return packed(parts)


def packed_tightly(chance: Chance) -> bytes:
    """Little that unpacks to much, in a part that is read or in one that is not."""
    filler = b"<row/>" * (chance.choice([1, 20, 120]) * 2**20 // 6)
    parts: dict[str, str | bytes] = dict(parts_of(good()))
    name = chance.choice(["xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/media/x.png", "xl/sharedStrings.xml"])
    parts[name] = sheet_xml("").encode().replace(b"<sheetData>", b"<sheetData>" + filler)
    return packed(parts)


def no_workbook_at_all(chance: Chance) -> bytes:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504
    zipped = packed({chance.choice(["a.txt", "word/document.xml", "xl/workbook.bin", "mimetype"]): "x"})
    return chance.choice(
        [
            b"", b"PK", b"PK\x03\x04", b"PK\x05\x06" + b"\x00" * 18, ole, ole + "Workbook".encode("utf-16-le"),
            ole + "EncryptedPackage".encode("utf-16-le"),
            zipped, b"Ho va ten;Ngay sinh\n", "Họ và tên,Ngày sinh\n".encode("utf-16"),
            b"<html><table><tr><td>x</table>", b"%PDF-1.7", b"\x89PNG\r\n\x1a\n",
            chance.randbytes(100_000), b"\x00" * 100_000, b"\x1f\x8b" + chance.randbytes(100), b"PK\x03\x04" + chance.randbytes(100_000),
        ]
    )  # fmt: skip
