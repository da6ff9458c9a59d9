"""The door for a Word file from outside: nothing of it is opened before its size, its parts, what they point to and what they would
fetch are known to be harmless.

As `opening` for workbooks: parts are streamed with a budget of bytes through an XML parser that knows no entities. What Word would load,
run or ask from elsewhere when the file is opened is refused, so that a form cannot carry it into every paper made of it.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

from django.utils.translation import gettext as _

from workbooks.faults import UnsafeWorkbook
from workbooks.opening import CHUNK, UNREADABLE, feed

MAX_FORM = 2 * 2**20
MAX_FORM_PARTS = 300
MAX_FORM_UNPACKED = 20 * 2**20
MAX_FORM_TEXT = 3 * 2**20
"""Bytes of XML, unpacked: pictures are not among them."""
MAX_TAGS = 2_000
LONGEST_TAG = 500

_MAIN = "word/document.xml"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_ENDINGS = (".xml", ".rels", ".png", ".jpg", ".jpeg", ".gif")
_ALIVE = ("vbaproject", "vbadata", "/activex/", "/embeddings/", "macros/", "/ctrlprops/", ".bin")
_FETCHED = frozenset(
    (
        "oleObject",
        "package",
        "aFChunk",
        "control",
        "attachedTemplate",
        "subDocument",
        "frame",
        "vbaProject",
        "mailMergeSource",
    )
)
_ELEMENTS = frozenset(
    ("object", "OLEObject", "control", "altChunk", "subDoc", "mailMerge", "movie", "attachedTemplate")
)
_FIELDS = frozenset(
    (
        "PAGE",
        "NUMPAGES",
        "SECTION",
        "SECTIONPAGES",
        "DATE",
        "TIME",
        "STYLEREF",
        "REF",
        "PAGEREF",
        "TOC",
        "SEQ",
        "PAGE\\*",
    )
)
"""Of Word's own fields those that read nothing from outside the file."""
_OPENS = re.compile(r"\{[{%#]")
_CLOSES = {"{{": "}}", "{%": "%}", "{#": "#}"}


def check_word_form(data: bytes) -> None:
    """Raises `UnsafeWorkbook` with a sentence for whoever sent it."""
    _refuse_other_kinds(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _Form(archive).check()
    except UNREADABLE as error:
        raise UnsafeWorkbook(_broken()) from error


def _refuse_other_kinds(data: bytes) -> None:
    if not data:
        raise UnsafeWorkbook(_("Tệp trống. Hãy chọn tệp Word (.docx) khác."))
    if len(data) > MAX_FORM:
        raise UnsafeWorkbook(_("Tệp lớn hơn 2 MB. Thu nhỏ hình ảnh trong mẫu rồi gửi lại."))
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise UnsafeWorkbook(
            _("Tệp Word đời cũ (.doc) hoặc có mật khẩu. Mở bằng Word, bỏ mật khẩu, lưu lại dạng .docx rồi gửi.")
        )
    if not data.startswith(b"PK"):
        raise UnsafeWorkbook(_("Tệp này không phải tệp Word (.docx). Hãy chọn tệp khác."))
    if data.count(b"PK\x01\x02") > MAX_FORM_PARTS:
        raise UnsafeWorkbook(_too_large())


class _Form:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._left, self._text_left, self._tags = MAX_FORM_UNPACKED, MAX_FORM_TEXT, 0
        entries = archive.infolist()
        self._parts = {entry.filename.replace("\\", "/").lower(): entry for entry in entries}
        if len(self._parts) < len(entries):
            raise UnsafeWorkbook(_broken())

    def check(self) -> None:
        for path, entry in self._parts.items():
            self._check_entry(path, entry)
        if _MAIN not in self._parts or "[content_types].xml" not in self._parts:
            raise UnsafeWorkbook(_("Tệp nén này không phải tệp Word (.docx). Hãy chọn tệp khác."))
        self._check_kind()
        for path in self._parts:
            if path.endswith(".rels"):
                self._check_links(path)
            elif path.endswith(".xml"):
                self._check_text(path)
            else:
                for _piece in self._part(path):
                    pass

    def _check_entry(self, path: str, entry: zipfile.ZipInfo) -> None:
        if any(mark in f"/{path}" for mark in _ALIVE):
            raise UnsafeWorkbook(
                _(
                    "Tệp có macro, đối tượng nhúng hoặc điều khiển (%(part)s). Lưu lại dạng .docx không có các thứ ấy rồi gửi."
                )
                % {"part": entry.filename[:80]}
            )
        if not (path.endswith(_ENDINGS) or path.endswith("/")):
            raise UnsafeWorkbook(
                _("Tệp có thành phần không dùng được (%(part)s). Hình ảnh phải là PNG, JPEG hoặc GIF.")
                % {"part": entry.filename[:80]}
            )
        if ".." in path.split("/") or path.startswith("/"):
            raise UnsafeWorkbook(_broken())
        if entry.flag_bits & 0x1:
            raise UnsafeWorkbook(_("Nội dung tệp bị khoá bằng mật khẩu. Bỏ mật khẩu rồi gửi lại."))
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise UnsafeWorkbook(_broken())
        if entry.file_size > MAX_FORM_UNPACKED:
            raise UnsafeWorkbook(_too_large())

    def _part(self, path: str) -> Iterator[bytes]:
        """What really comes out, whatever the contents list says."""
        with self._archive.open(self._parts[path]) as stream:
            while piece := stream.read(CHUNK):
                self._left -= len(piece)
                self._text_left -= len(piece) if path.endswith((".xml", ".rels")) else 0
                if self._left < 0 or self._text_left < 0:
                    raise UnsafeWorkbook(_too_large())
                yield piece

    def _parse(self, path: str, start: Any, end: Any = None, text: Any = None) -> None:
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = _refuse_document_type
        parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
        feed(parser, self._part(path), _broken)

    def _check_kind(self) -> None:
        kinds = {}

        def start(name: str, given: dict[str, str]) -> None:
            kinds[given.get("PartName", given.get("Extension", "")).lower()] = given.get("ContentType", "")

        self._parse("[content_types].xml", start)
        if any(
            "macro" in kind.lower() or "vba" in kind.lower() or "oleobject" in kind.lower() for kind in kinds.values()
        ):
            raise UnsafeWorkbook(_("Tệp có macro (.docm). Lưu lại dạng .docx rồi gửi."))
        if kinds.get(f"/{_MAIN}") != _DOCX:
            raise UnsafeWorkbook(_("Tệp này không phải tệp Word (.docx); mẫu .dotx thì lưu lại dạng .docx rồi gửi."))

    def _check_links(self, path: str) -> None:
        """Every relationship leads to a part of this very file."""
        folder = posixpath.dirname(posixpath.dirname(path))

        def start(name: str, given: dict[str, str]) -> None:
            kind, target = given.get("Type", "").rpartition("/")[2], given.get("Target", "")
            if given.get("TargetMode", "").lower() == "external" or kind in _FETCHED:
                raise UnsafeWorkbook(
                    _(
                        "Tệp có liên kết ra ngoài hoặc đối tượng nhúng (%(target)s). Gỡ liên kết, xoá đối tượng rồi gửi lại."
                    )
                    % {"target": target[:120]}
                )
            if _local(name) != "Relationship":
                return
            inside = (
                target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            )
            if inside.lower() not in self._parts:
                raise UnsafeWorkbook(_broken())

        self._parse(path, start)

    def _check_text(self, path: str) -> None:
        text = _Text()
        self._parse(path, text.start, text.end, text.data)
        text.close()
        self._tags += text.tags
        if self._tags > MAX_TAGS:
            raise UnsafeWorkbook(_("Mẫu có quá nhiều thẻ {{ … }}."))


class _Text:
    """One walk through a part: no live element, no field of Word that fetches, every tag of ours whole within its paragraph."""

    def __init__(self) -> None:
        self.tags = 0
        self._words: list[str] = []
        self._instructions: list[list[str]] = []
        self._reads = ""

    def start(self, name: str, given: dict[str, str]) -> None:
        kind = _local(name)
        if kind in _ELEMENTS:
            raise UnsafeWorkbook(_("Tệp có đối tượng nhúng hoặc nguồn trộn thư. Xoá đi rồi gửi lại."))
        if any(_OPENS.search(value) for value in given.values()):
            raise UnsafeWorkbook(_("Thẻ {{ … }} chỉ viết được trong chữ của văn bản, không trong thuộc tính của hình."))
        if kind == "fldSimple":
            _refuse_field("".join(value for key, value in given.items() if _local(key) == "instr"))
        if kind == "fldChar":
            self._field({_local(key): value for key, value in given.items()}.get("fldCharType", ""))
        self._reads = kind

    def end(self, name: str) -> None:
        kind = _local(name)
        if kind == "p":
            self._paragraph("".join(self._words))
            self._words.clear()
        self._reads = ""

    def close(self) -> None:
        """What stood in no paragraph: the title of the document, for one."""
        self._paragraph("".join(self._words))

    def data(self, text: str) -> None:
        if self._reads == "instrText" and self._instructions:
            self._instructions[-1].append(text)
        else:
            self._words.append(text)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._instructions.append([])
        elif self._instructions:
            _refuse_field("".join(self._instructions[-1]))
            if kind == "end":
                self._instructions.pop()

    def _paragraph(self, text: str) -> None:
        at = 0
        while found := _OPENS.search(text, at):
            close = text.find(_CLOSES[found.group()], found.end())
            if not 0 <= close - found.start() <= LONGEST_TAG:
                raise UnsafeWorkbook(
                    _("Thẻ viết dở, thiếu %(close)s trong cùng đoạn: “%(text)s”.")
                    % {"close": _CLOSES[found.group()], "text": text[found.start() : found.start() + 80]}
                )
            self.tags += 1
            at = close + 2


def _refuse_field(instruction: str) -> None:
    name = (instruction.split() or [""])[0].upper()
    if name and name not in _FIELDS:
        raise UnsafeWorkbook(
            _("Trường “%(name)s” của Word lấy nội dung từ nơi khác hoặc không cần cho mẫu. Xoá trường ấy rồi gửi lại.")
            % {"name": name[:40]}
        )


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _broken() -> str:
    return _("Tệp Word bị hỏng hoặc không đầy đủ. Mở bằng Word, lưu lại thành tệp .docx mới rồi gửi lại.")


def _too_large() -> str:
    return _("Nội dung tệp bung ra quá lớn. Bỏ bớt hình ảnh và nội dung không cần trong mẫu rồi gửi lại.")


def _refuse_document_type(*_declaration: object) -> None:
    raise UnsafeWorkbook(_("Tệp có khai báo kiểu tài liệu (DTD), thứ mà Word không bao giờ ghi. Tệp bị từ chối."))
