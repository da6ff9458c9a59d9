"""The door: nothing of a file is parsed before its size, kind and contents list are known to be harmless.

The unpacked parts are then streamed with a budget of bytes, through an XML parser that knows no entities, and only
those parts that are needed: contents, styles, shared strings and the one sheet that was asked for (`grid`).
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO
from xml.parsers import expat

from django.utils.translation import gettext as _

from workbooks.faults import UnsafeWorkbook

__all__ = [
    "CHUNK",
    "MAX_BYTES",
    "MAX_ENTRIES",
    "MAX_RATIO",
    "MAX_TAG",
    "MAX_UNPACKED",
    "UNREADABLE",
    "Package",
    "Source",
    "UnsafeWorkbook",
    "feed",
]

MAX_BYTES = 10 * 2**20
MAX_UNPACKED = 100 * 2**20
MAX_ENTRIES = 1_000
MAX_RATIO = 200  # unpacked ÷ packed of a part; a real sheet stays under 50
SMALL_PART = 10 * 2**20  # below this a part may be packed as tightly as it likes
MAX_TAG = 2**20  # bytes of one tag or comment: longer ones make a parser start over and over
CHUNK = 2**16

Source = str | Path | bytes | IO[bytes]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What the standard library raises at a damaged archive; its places and sizes may be any numbers.
UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, struct.error)
_FOREIGN: dict[str, Callable[[], str]] = {
    "mimetype": lambda: _("Đây là tệp OpenDocument (.ods, .odt). Mở tệp và lưu lại dạng Excel (.xlsx) rồi nhập."),
    "word/document.xml": lambda: _("Đây là tệp Word. Hãy chọn tệp Excel (.xlsx)."),
    "ppt/presentation.xml": lambda: _("Đây là tệp PowerPoint. Hãy chọn tệp Excel (.xlsx)."),
    "xl/workbook.bin": lambda: _("Đây là tệp Excel nhị phân (.xlsb). Mở bằng Excel, lưu lại dạng .xlsx rồi nhập."),
}
_MACROS = ("vbaproject", "xl/macrosheets/")
_LINKS = ("xl/externallinks/", "xl/connections", "xl/querytables/")
_NOT_IN_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1f]")


class Package:
    """A workbook that passed the door. `part(path)` streams a part; one budget of unpacked bytes for all of them."""

    def __init__(self, source: Source) -> None:
        data = _bytes_of(source)
        _refuse_other_kinds(data)
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except UNREADABLE as error:
            raise UnsafeWorkbook(broken()) from error
        self._parts = _checked_parts(self._archive.infolist())
        self._left = MAX_UNPACKED

    def __contains__(self, path: str) -> bool:
        return path.lower() in self._parts

    def part(self, path: str) -> Iterator[bytes]:
        """The unpacked bytes of one part. Counts what really comes out, whatever the contents list says."""
        info = self._parts.get(path.lower())
        if info is None:
            raise UnsafeWorkbook(broken())
        try:
            with self._archive.open(info) as stream:
                while piece := stream.read(CHUNK):
                    self._left -= len(piece)
                    if self._left < 0:
                        raise UnsafeWorkbook(_too_large_unpacked())
                    yield piece
        except UNREADABLE as error:
            raise UnsafeWorkbook(broken()) from error

    def parse(self, path: str, parser: "expat.XMLParserType") -> None:
        """Feeds one part to an XML parser that has its handlers. No document type, so no entities, ever."""
        parser.StartDoctypeDeclHandler = _refuse_document_type
        parser.buffer_text = True
        parser.buffer_size = CHUNK
        feed(parser, self.part(path), broken)


def feed(parser: "expat.XMLParserType", pieces: Iterable[bytes], broken: Callable[[], str]) -> None:
    """All of a part, to a parser that has its handlers. Raises `UnsafeWorkbook` with the sentence of `broken` at what is no XML."""
    fed = 0
    try:
        for piece in pieces:
            parser.Parse(piece, False)
            fed += len(piece)
            if fed - parser.CurrentByteIndex > MAX_TAG:
                raise UnsafeWorkbook(broken())
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise UnsafeWorkbook(broken()) from error


def broken() -> str:
    return _("Tệp Excel bị hỏng hoặc không đầy đủ. Mở bằng Excel, lưu lại thành tệp .xlsx mới rồi nhập lại.")


def _bytes_of(source: Source) -> bytes:
    """The whole file, which is small, or a refusal before more than its allowance is read."""
    if isinstance(source, str | Path):
        with Path(source).open("rb") as stream:
            return _bytes_of(stream)
    data = source if isinstance(source, bytes) else source.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise UnsafeWorkbook(
            _("Tệp lớn hơn %(limit)d MB. Chia thành nhiều tệp nhỏ hơn, xoá hình ảnh và các trang không cần.")
            % {"limit": MAX_BYTES // 2**20}
        )
    return data


def _refuse_other_kinds(data: bytes) -> None:
    if not data:
        raise UnsafeWorkbook(_("Tệp trống, không có gì để đọc. Hãy chọn tệp Excel (.xlsx) khác."))
    if data.startswith(_OLE):
        raise UnsafeWorkbook(_ole_refusal(data))
    if not data.startswith(b"PK"):
        raise UnsafeWorkbook(_not_a_zip_refusal(data))
    if data.count(b"PK\x01\x02") > MAX_ENTRIES:  # before the contents list is built in memory
        raise UnsafeWorkbook(_too_many_entries())


def _ole_refusal(data: bytes) -> str:
    """Office's old container holds an old .xls, a file locked with a password, or another program's document."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return _("Tệp có mật khẩu. Mở bằng Excel, bỏ mật khẩu (Tệp › Thông tin › Bảo vệ sổ), lưu lại rồi nhập.")
    if "Workbook".encode("utf-16-le") in data or "Book".encode("utf-16-le") in data:
        return _("Đây là tệp Excel đời cũ (.xls). Mở bằng Excel, lưu lại dạng .xlsx rồi nhập.")
    return _("Tệp này không phải sổ tính Excel. Hãy chọn tệp Excel (.xlsx).")


def _not_a_zip_refusal(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or not _NOT_IN_TEXT.search(data, 0, CHUNK):
        return _("Đây là tệp văn bản (CSV, HTML …), dù tên tệp là gì. Mở bằng Excel, lưu lại dạng .xlsx rồi nhập.")
    return _("Tệp này không phải tệp Excel (.xlsx) hoặc đã bị hỏng. Hãy chọn tệp khác.")


def _checked_parts(entries: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """The parts by lower-case path, none of them read yet."""
    if len(entries) > MAX_ENTRIES:
        raise UnsafeWorkbook(_too_many_entries())
    parts = {entry.filename.replace("\\", "/").lower(): entry for entry in entries}
    _refuse_foreign_contents(parts)
    if len(parts) < len(entries):
        raise UnsafeWorkbook(broken())
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise UnsafeWorkbook(_too_large_unpacked())
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise UnsafeWorkbook(_("Nội dung tệp bị khoá bằng mật khẩu. Bỏ mật khẩu rồi nhập lại."))
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise UnsafeWorkbook(broken())
        if entry.file_size > SMALL_PART and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            raise UnsafeWorkbook(_too_large_unpacked())
    return parts


def _refuse_foreign_contents(parts: dict[str, zipfile.ZipInfo]) -> None:
    if any(mark in path for path in parts for mark in _MACROS):
        raise UnsafeWorkbook(_("Tệp có macro. Mở bằng Excel, lưu lại dạng .xlsx (không có macro) rồi nhập."))
    if any(path.startswith(_LINKS) for path in parts):
        raise UnsafeWorkbook(
            _("Tệp có liên kết tới tệp hay nguồn khác. Vào Dữ liệu › Sửa liên kết, ngắt liên kết, lưu lại rồi nhập.")
        )
    if "xl/workbook.xml" in parts:
        return
    for path, refusal in _FOREIGN.items():
        if path in parts:
            raise UnsafeWorkbook(refusal())
    raise UnsafeWorkbook(_("Tệp nén này không phải sổ tính Excel. Hãy chọn tệp Excel (.xlsx)."))


def _too_many_entries() -> str:
    return _("Tệp chứa quá nhiều thành phần (hơn %(limit)d). Chép dữ liệu sang một tệp Excel mới rồi nhập.") % {
        "limit": MAX_ENTRIES
    }


def _too_large_unpacked() -> str:
    return _("Nội dung tệp bung ra quá lớn (hơn %(limit)d MB). Chép các dòng có dữ liệu sang một tệp mới rồi nhập.") % {
        "limit": MAX_UNPACKED // 2**20
    }


def _refuse_document_type(*_declaration: object) -> None:
    raise UnsafeWorkbook(_("Tệp có khai báo kiểu tài liệu (DTD), thứ mà Excel không bao giờ ghi. Tệp bị từ chối."))
