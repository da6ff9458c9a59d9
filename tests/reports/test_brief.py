"""The meeting report: its page and its Word file say the same words, every figure of them one of progress."""

import io
import re
from collections.abc import Callable
from datetime import date
from html import unescape
from pathlib import Path

import docx
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx.document import Document as Docx
from docx.text.paragraph import Paragraph

from accounts.models import User
from admissions.lists import Stage
from partytrack.vietnamese import UNKNOWN, decimal, number
from targets.progress import progress
from targets.standing import judgement
from tests.reports.conftest import give
from tests.small_province import admit, prepare
from units.models import Document, Placement, Unit

SignIn = Callable[[User], Client]
Units = dict[str, Unit]
OCTOBER = date(2023, 10, 10)
UNITS = ("DLK", "KBO", "TAN", "TAN-01")


def page(client: Client, code: str, query: str = "") -> str:
    answer = client.get(f"/reports/brief/?unit={code}&{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def words(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html))).strip()


def said(html: str) -> list[str]:
    """The lines of the sheets, without the table."""
    sheets = html[html.index('<article class="paper') : html.rindex("</article>")]
    without_table = re.sub(r"<table>.*</table>", "", sheets, flags=re.DOTALL)
    return [words(line) for _tag, line in re.findall(r"<(p|h2|h3)\b[^>]*>(.*?)</\1>", without_table, re.DOTALL)]


def cells(html: str) -> list[list[str]]:
    rows = re.findall(r"<tr.*?</tr>", html[html.index('<article class="paper') :], re.DOTALL)
    return [[words(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)] for row in rows]


def paper(client: Client, code: str, query: str = "") -> Docx:
    answer = client.get(f"/reports/brief.docx?unit={code}&{query}")
    assert answer.status_code == 200
    return docx.Document(io.BytesIO(answer.content))


def written(document: Docx) -> list[str]:
    """The lines of the file in their order, without the table of the units."""
    lines: list[str] = []
    tables = iter(document.tables[:2])
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            lines.append(block.text)
        elif (table := next(tables, None)) is not None:
            lines += [line.text for cell in table.rows[0].cells for line in cell.paragraphs]
    return [re.sub(r"\s+", " ", line).strip() for line in lines]


@pytest.mark.parametrize("code", UNITS)
def test_the_word_file_says_paragraph_by_paragraph_what_the_page_says(
    signed_in: SignIn, an: User, year: Units, code: str
) -> None:
    client = signed_in(an)
    html, document = page(client, code), paper(client, code)
    assert [line for line in said(html) if line] == [line for line in written(document) if line]
    shown = cells(html)
    assert bool(shown) is (code != "TAN-01")
    if shown:
        assert shown == [[cell.text for cell in row.cells] for row in document.tables[2].rows]


@pytest.mark.parametrize("code", ["DLK", "KBO", "TAN"])
def test_the_table_has_the_figures_of_progress(signed_in: SignIn, an: User, year: Units, code: str) -> None:
    _head, *rows = cells(page(signed_in(an), code))
    answer = progress(year[code], year=2023, as_of=OCTOBER, tree=OCTOBER)
    assert len(rows) == len(answer.children) + 1
    for row, one in zip(rows, [*answer.children, answer.self], strict=True):
        assert row[2:] == [
            number(one.target),
            number(one.admitted),
            decimal(one.percentage),
            number(one.remaining),
            number(one.pipeline),
            decimal(one.last_percentage),
            judgement(one),
        ]
    assert [row[:2] for row in rows[:-1]] == [
        [str(place), child.unit.short] for place, child in enumerate(answer.children, 1)
    ]


def test_the_province_reads_as_it_is_read_out(signed_in: SignIn, an: User, year: Units) -> None:
    lines = said(page(signed_in(an), "DLK"))
    for line in (
        "Đảng bộ tỉnh Đắk Lắk có 3 đảng bộ trực thuộc, 4 tổ chức cơ sở đảng (2 đảng bộ cơ sở, 2 chi bộ cơ sở), 1.234 đảng viên. "
        "Tính đến ngày 10/10/2023, toàn tỉnh đã kết nạp 6/11 đảng viên, đạt 54,55% chỉ tiêu năm 2023. "
        "Đảng bộ dẫn đầu: Đảng bộ huyện Krông Bông (100,00%).",
        "Có 1/3 đảng bộ đạt chỉ tiêu hoặc bảo đảm tiến độ. 2/3 đảng bộ dưới mức cần đạt: "
        "Đảng bộ thành phố Buôn Ma Thuột (50,00%), Đảng bộ huyện Lắk (25,00%).",
    ):
        assert line in lines


def test_who_alone_is_over_target_is_named_with_those_below_who_are(signed_in: SignIn, an: User, year: Units) -> None:
    Unit.objects.filter(code="KBO").update(report_name="huyện Krông Bông")
    Unit.objects.filter(code="CPU").update(report_name="xã Cư Pui")
    admit(year["CPU-01"], "H'Nga Ayun", date(2023, 7, 7))
    assert (
        "Huyện Krông Bông là đảng bộ duy nhất vượt chỉ tiêu được giao, kết nạp 4/3 đảng viên, đạt 133,33%. "
        "Trong huyện Krông Bông có 1 đảng bộ vượt chỉ tiêu: xã Cư Pui (3/2 đảng viên, đạt 150,00%)."
    ) in words(page(signed_in(an), "DLK"))


def test_without_anyone_over_target_nothing_is_said_of_it(signed_in: SignIn, an: User, year: Units) -> None:
    assert "vượt chỉ tiêu được giao" not in words(page(signed_in(an), "DLK"))


def test_a_unit_is_held_to_its_own_due_date(signed_in: SignIn, an: User, year: Units) -> None:
    assert (
        "Hiện có 1 hồ sơ đang thẩm tra, dự kiến kết nạp chậm nhất ngày 15/11/2023 (thời hạn riêng của đơn vị). "
        "Nếu hoàn thành toàn bộ số hồ sơ này, toàn Đảng bộ có 3/4 đảng viên, còn thiếu 1 đảng viên. "
        "Từ nay đến ngày 15/11/2023 cần kết nạp thêm 2 đảng viên"
    ) in words(page(signed_in(an), "TAN"))


def test_a_break_down_says_of_how_many_it_is_known(signed_in: SignIn, an: User, year: Units) -> None:
    assert "2 người dân tộc thiểu số (66,67%), 2 đoàn viên (100,00% của 2 người đã biết)" in words(
        page(signed_in(an), "KBO")
    )


def test_late_dossiers_and_who_falls_short_are_named(signed_in: SignIn, an: User, year: Units) -> None:
    prepare(year["LAK-01"], "Y Bhăm Êban", {Stage.VETTING: date(2023, 5, 5)}, expected_on=date(2023, 8, 1))
    text = words(page(signed_in(an), "DLK"))
    assert "Cần giải quyết dứt điểm 1 hồ sơ đã quá ngày dự kiến kết nạp, ở Đảng bộ huyện Lắk (1)." in text
    answer = progress(year["DLK"], year=2023, as_of=OCTOBER, tree=OCTOBER)
    short = {child.unit.code: child.short_by for child in answer.children if child.short_by}
    assert set(short) == {"LAK", "BMT"}
    assert (
        f"2 đảng bộ có dự báo thiếu chỉ tiêu, số thiếu: Đảng bộ huyện Lắk ({short['LAK']}), "
        f"Đảng bộ thành phố Buôn Ma Thuột ({short['BMT']})."
    ) in text


def test_the_papers_of_the_year_are_those_of_the_unit_and_above_it(signed_in: SignIn, ha: User, year: Units) -> None:
    day = date(2023, 9, 21)
    for code, serial, years in (("DLK", "3043-CV/TU", [2023]), ("DLK", "11-CV/TU", [2022]), ("LAK", "5-CV/HU", [2023])):
        Document.objects.create(issuer=year[code], number=serial, issued_on=day, title="Tăng cường", years=years)
    text = words(page(signed_in(ha), "TAN"))
    assert "Số 3043-CV/TU ngày 21/09/2023 của Đảng bộ tỉnh Đắk Lắk: Tăng cường." in text
    assert "11-CV/TU" not in text
    assert "5-CV/HU" not in text


def test_what_was_not_assigned_and_not_done_is_said_so(signed_in: SignIn, an: User, year: Units) -> None:
    html = page(signed_in(an), "DLK", "year=1995")
    text = words(html)
    assert "toàn tỉnh chưa ghi nhận đảng viên nào được kết nạp; năm 1995 chưa được giao chỉ tiêu." in text
    assert "Chưa giao chỉ tiêu năm 1995 cho các đảng bộ trực thuộc." in text
    for words_of_figures in ("cùng kỳ năm", "tiến độ chia đều", "Trong số đảng viên mới", "Dự báo và", "0,00"):
        assert words_of_figures not in text.replace("Cùng kỳ 1994 (%)", "")
    assert {row[2] for row in cells(html)[1:]} == {UNKNOWN}


def test_some_without_a_target_are_named(signed_in: SignIn, an: User, year: Units) -> None:
    unit = Unit.objects.create(code="KBO-99", name="Chi bộ Trạm Khuyến nông", kind="GRASSROOTS_CELL")
    Placement.objects.create(unit=unit, parent=year["KBO"])
    assert "Còn 1 chi bộ chưa được giao chỉ tiêu: Chi bộ Trạm Khuyến nông." in words(page(signed_in(an), "KBO"))


def test_a_target_of_nothing_is_no_hundred_percent(signed_in: SignIn, an: User, year: Units) -> None:
    give(year["KBO"], "09-QĐ/HU", {year["CPU"]: 0}, year=2022)
    text = words(page(signed_in(an), "CPU", "year=2022"))
    assert "đã kết nạp 2 đảng viên; chỉ tiêu năm 2022 là 0." in text


def test_a_year_that_is_over_is_not_forecast(signed_in: SignIn, an: User, year: Units) -> None:
    text = words(page(signed_in(an), "KBO", "year=2022&as_of=2023-06-30"))
    assert "Tính đến ngày 31/12/2022" in text
    for said_of_the_future in ("Từ nay", "dự báo", "tiến độ chia đều", "Hồ sơ thẩm tra”:"):
        assert said_of_the_future not in text


def test_a_cell_has_sentences_and_no_table(signed_in: SignIn, an: User, year: Units) -> None:
    html = page(signed_in(an), "TAN-01")
    text = words(html)
    assert "chi bộ đã kết nạp 2 đảng viên; năm 2023 chưa được giao chỉ tiêu." in text
    assert "trực thuộc" not in " ".join(said(html))
    assert cells(html) == []
    assert "T/M CHI BỘ" in text


def test_an_outgoing_document_stays_vietnamese_for_an_english_reader(signed_in: SignIn, an: User, year: Units) -> None:
    client = signed_in(an)
    vietnamese = said(page(client, "DLK")), cells(page(client, "DLK")), written(paper(client, "DLK"))
    client.post("/accounts/language/", {"language": "en"})
    html = page(client, "DLK")
    assert '<html lang="en">' in html
    assert (said(html), cells(html), written(paper(client, "DLK"))) == vietnamese


@pytest.mark.parametrize(
    "name",
    ['=HYPERLINK("http://evil.example","x")', "<script>document.title='run'</script>", "x" * 200, "{{ 7*7 }}%(day)s"],
)
def test_a_hostile_name_is_text(signed_in: SignIn, an: User, year: Units, name: str) -> None:
    Unit.objects.filter(code__in=["KBO", "CPU"]).update(name=name, report_name=name, short_name=name[:100])
    Document.objects.create(issuer=year["KBO"], number="1", issued_on=OCTOBER, title=name, years=[2023])
    admit(year["CPU-01"], "H'Nga Ayun", date(2023, 7, 7))
    client = signed_in(an)
    for code in ("DLK", "KBO"):
        html = page(client, code)
        assert "<script>document" not in html
        assert name in " ".join(said(html))
        assert name in " ".join(written(paper(client, code)))


def test_below_a_unit_that_has_left_the_readers_reach_nothing_is_told(
    signed_in: SignIn, binh: User, an: User, year: Units
) -> None:
    """Cư Pui is over its target, and one of its cells; it leaves Krông Bông the next day."""
    give(year["CPU"], "01-NQ/ĐU", {year["CPU-01"]: 1})
    admit(year["CPU-01"], "H'Nga Ayun", date(2023, 7, 7))
    place = Placement.objects.get(unit=year["CPU"])
    clause = "Trong Đảng bộ xã Cư Pui có 1 chi bộ vượt chỉ tiêu: Chi bộ buôn Khanh"
    query = "year=2023&as_of=2023-10-09"
    assert clause in words(page(signed_in(binh), "KBO", query))
    Placement.objects.filter(pk=place.pk).update(during=(None, OCTOBER))
    Placement.objects.create(unit=year["CPU"], parent=year["LAK"], during=(OCTOBER, None))
    assert clause not in words(page(signed_in(binh), "KBO", query))
    assert clause in words(page(signed_in(an), "KBO", query))


def test_it_is_a_word_file_and_no_workbook(signed_in: SignIn, an: User, chi: User, year: Units) -> None:
    client = signed_in(an)
    answer = client.get("/reports/brief.docx?unit=KBO")
    assert answer["Content-Disposition"] == 'attachment; filename="bao-cao-KBO-2023-2023-10-10.docx"'
    assert answer["Content-Type"] == "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    for address in ("/reports/brief.xlsx?unit=KBO", "/reports/progress.docx?unit=KBO", "/reports/none.docx?unit=KBO"):
        assert client.get(address).status_code == 404
    stranger = signed_in(chi)
    for address in ("/reports/brief/?unit=KBO", "/reports/brief.docx?unit=KBO"):
        assert stranger.get(address).status_code == 404


@pytest.mark.parametrize("query", ["year=1900", "year=abc", "as_of=2023-13-45", "as_of=2023-06-30&tree=2023-01-01"])
def test_what_cannot_be_asked_is_said_in_a_sentence(signed_in: SignIn, chi: User, year: Units, query: str) -> None:
    client = signed_in(chi)
    for address in (f"/reports/brief/?unit=LAK&{query}", f"/reports/brief.docx?unit=LAK&{query}"):
        assert client.get(address).status_code == 400


def test_its_queries_do_not_grow_with_the_units(signed_in: SignIn, an: User, year: Units) -> None:
    client = signed_in(an)
    admit(year["CPU-01"], "H'Nga Ayun", date(2023, 7, 7))
    page(client, "KBO")  # the session has begun
    with CaptureQueriesContext(connection) as few:
        page(client, "KBO")
    for n in range(20):
        unit = Unit.objects.create(code=f"KBO-X{n:02}", name=f"Chi bộ cơ sở {n}", kind="GRASSROOTS_CELL")
        Placement.objects.create(unit=unit, parent=year["KBO"])
        admit(unit, f"Nguyễn Văn {n}", date(2023, 3, 3))
        Document.objects.create(issuer=year["KBO"], number=f"{n}-CV", issued_on=OCTOBER, title="Việc", years=[2023])
    with CaptureQueriesContext(connection) as many:
        page(client, "KBO")
    assert len(many) == len(few)


def test_the_command_writes_the_same_file(signed_in: SignIn, an: User, year: Units, tmp_path: Path) -> None:
    asked = ["--unit", "KBO", "--year", "2023", "--as-of", "2023-10-10"]
    call_command("export_report", "brief", *asked, "-o", str(tmp_path / "x.docx"))
    assert written(docx.Document(str(tmp_path / "x.docx"))) == written(paper(signed_in(an), "KBO"))
    for name, file in (("brief", "x.xlsx"), ("progress", "y.docx")):
        with pytest.raises(CommandError, match="tên tệp"):
            call_command("export_report", name, *asked, "-o", str(tmp_path / file))
        assert not (tmp_path / file).exists()
