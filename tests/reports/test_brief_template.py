"""An office writes its meeting report in its own words: with the fields there are, where what is wrong is said, and nothing else."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from reports.kinds.wording import BUILT_IN, EXAMPLE
from reports.models import BriefSection
from reports.models.brief_template import SectionKind
from reports.templating import BadTemplate, Fault, OfficeEnvironment, filled
from tests.small_province import open_account
from units.lists import Role
from units.models import Unit

SignIn = Callable[[User], Client]
Units = dict[str, Unit]
NAMES = {"n": None, "none": None, "day": None, "name": None, "rows": {"name": None, "n": None, "parts": {"n": None}}}
VALUES: dict[str, Any] = {
    "n": 1994,
    "none": None,
    "day": date(2023, 10, 10),
    "name": "<b>&{{ 7*7 }}",
    "rows": [
        {"name": "A", "n": Decimal("72.06"), "parts": [{"n": 1}, {"n": 2}]},
        {"name": "B", "n": None, "parts": []},
    ],
}
ENVIRONMENT = OfficeEnvironment(NAMES)


def fault(source: str) -> Fault:
    with pytest.raises(BadTemplate) as refused:
        filled(ENVIRONMENT, source, VALUES)
    return refused.value.fault


def typed(**sections: str) -> dict[str, str]:
    """The form as it is sent: of each section named, its text; all others as they are built in."""
    sent = {}
    for kind, wording in BUILT_IN.items():
        sent[f"{kind}-title"] = wording.title
        sent[f"{kind}-text"] = sections.get(kind, wording.text)
    return sent


def send(client: Client, code: str, button: str = "save", **sections: str) -> Any:
    return client.post(f"/reports/brief/template/?unit={code}", {**typed(**sections), button: "1"})


def words(answer: Any) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))).strip()


def brief(client: Client, code: str) -> str:
    return words(client.get(f"/reports/brief/?unit={code}"))


@pytest.mark.parametrize(
    ("source", "gives"),
    [
        ("{{ n }}, {{ n|so }}, {{ day }}, {{ none }}", "1.994, 1.994, 10/10/2023, —"),
        (
            "{% for r in rows %}{{ r.name }} {{ r.n|phan_tram }}{% if not loop.last %}, {% endif %}{% endfor %}",
            "A 72,06%, B —",
        ),
        ("{% for r in rows %}{% for p in r.parts %}{{ p.n }};{% endfor %}{% endfor %}", "1;2;"),
        ("{% if rows and n > 1000 %}{{ rows|dem }} trên {{ n - 1 }}{% endif %}", "2 trên 1.993"),
        ("{{ name }}", "<b>&{{ 7*7 }}"),
        ("{{ 'được giao'|hoa }} {% if none is none %}chưa{% endif %}", "Được giao chưa"),
    ],
)
def test_a_template_writes_figures_as_vietnamese_readers_do(source: str, gives: str) -> None:
    assert filled(ENVIRONMENT, source, VALUES) == gives


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__ }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ rows.__init__ }}",
        "{{ rows[0] }}",
        "{% for r in rows %}{{ r.__class__ }}{% endfor %}",
        "{% for r in rows %}{{ r.items() }}{% endfor %}",
        "{{ self }}{{ self._TemplateReference__context }}",
        "{{ range(10**9) }}",
        "{% for i in range(1000000000) %}x{% endfor %}",
        "{{ 'a' * 1000000000 }}",
        "{{ 2 ** 1000000000 }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ 'x'|center(1000000000) }}",
        "{{ 'x'.format(1) }}",
        "{{ cycler('a') }}{{ lipsum() }}",
        "{% set a = 'aaaaaaaaaa' %}{% set a = a ~ a %}{{ a }}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
        "{% extends 'base.html' %}",
        "{% for r in rows %}{% for s in rows %}{% endfor %}{% endfor %}",
        "{% for r in rows recursive %}{{ loop(rows) }}{% endfor %}",
        "{% raw %}{% endraw %}{{ [1, 2] }}",
        "{{ {'a': 1} }}",
        "{{ n in rows }}",
        "{{ " + "(" * 5000 + "n" + ")" * 5000 + " }}",
        "{{ " + "not " * 5000 + "n }}",
        "{{ n" + " + n" * 5000 + " }}",
        "{% if n %}" * 2000 + "{% endif %}" * 2000,
        "{{ " + "9" * 5000 + " }}",
    ],
)
def test_what_is_no_field_and_no_condition_is_refused_before_it_is_computed(attack: str) -> None:
    assert fault(attack).reason


def test_a_template_does_not_give_more_than_a_report_holds() -> None:
    values = {**VALUES, "rows": [{"name": "x" * 200, "n": 1, "parts": []}] * 900}
    with pytest.raises(BadTemplate):
        filled(ENVIRONMENT, "{% for r in rows %}{{ r.name }}{% endfor %}", values)


@pytest.mark.parametrize(
    ("source", "line", "says"),
    [
        ("Một\n{{ nn }}", 2, "“nn”. Gần nhất: n"),
        ("{% for r in rows %}\n\n{{ r.nam }}{% endfor %}", 3, "“r.nam”. Gần nhất: r.name"),
        ("Một\nHai\n{{ n", 3, "}}"),
        ("Một\n{% if n %}", 2, "endif"),
        ("{% foo %}", 1, "thẻ"),
        ("Một\n{{ n|viethoa }}", 2, "“viethoa”"),
        ("Một\n\n{{ none + 1 }}", 3, "chưa có"),
        ("Một\n{% if none > 1 %}{% endif %}", 2, "chưa có"),
        ("{{ rows }}", 1, "danh sách"),
        ("{{ n.n }}", 1, "“.n”"),
        ("{{ n|ngay }}", 1, "ngày"),
    ],
)
def test_a_fault_says_on_which_line_and_what(source: str, line: int, says: str) -> None:
    found = fault(source)
    assert (found.line, says in found.reason) == (line, True), found.reason
    assert found.around in source


def test_the_article_is_written_by_the_fields_as_by_the_words_built_in(
    signed_in: SignIn, quantri: User, year: Units
) -> None:
    client = signed_in(quantri)
    built_in = brief(client, "DLK")
    result = "Tính đến ngày 10/10/2023, toàn tỉnh đã kết nạp 6/11 đảng viên, đạt 54,55% chỉ tiêu năm 2023. "
    assert result in built_in
    assert send(client, "DLK", RESULTS=EXAMPLE).status_code == 302
    assert (
        "Đảng bộ tỉnh Đắk Lắk có 3 đảng bộ trực thuộc, 4 tổ chức cơ sở đảng (2 đảng bộ cơ sở, 2 chi bộ cơ sở), 1.234 đảng viên. "
        f"{result}Các đảng bộ dẫn đầu: Đảng bộ huyện Krông Bông (100,00%)."
    ) in brief(client, "DLK")


def test_own_words_hold_for_the_units_below_that_have_none(signed_in: SignIn, quantri: User, year: Units) -> None:
    client = signed_in(quantri)
    send(client, "DLK", OTHER="Lời của tỉnh cho {{ don_vi }}.", UNITS="Riêng của tỉnh.")
    send(client, "KBO", OTHER="Lời của huyện cho {{ don_vi }}.", UNITS="Riêng của tỉnh.")
    assert "Lời của huyện cho Đảng bộ xã Cư Pui." in brief(client, "CPU")
    assert "Riêng của tỉnh." in brief(client, "CPU")
    assert "Lời của tỉnh cho Đảng bộ huyện Lắk." in brief(client, "LAK")
    assert set(BriefSection.objects.values_list("unit__code", "section")) == {
        ("DLK", "OTHER"),
        ("DLK", "UNITS"),
        ("KBO", "OTHER"),
    }
    assert client.post("/reports/brief/template/?unit=KBO", {"revert": "OTHER"}).status_code == 302
    assert "Lời của tỉnh cho Đảng bộ xã Cư Pui." in brief(client, "CPU")
    send(client, "DLK")
    assert not BriefSection.objects.exists()


def test_who_wrote_what_is_kept(signed_in: SignIn, quantri: User, year: Units) -> None:
    client = signed_in(quantri)
    send(client, "KBO", OTHER="Một.")
    send(client, "KBO", OTHER="Hai.")
    client.post("/reports/brief/template/?unit=KBO", {"revert": "OTHER"})
    history: Any = BriefSection.pgh_event_model.objects.order_by("pgh_id")  # type: ignore[attr-defined]
    assert [(event.pgh_label, event.text) for event in history] == [
        ("insert", "Một."),
        ("update", "Hai."),
        ("deleted", "Hai."),
    ]


def test_a_preview_is_read_with_the_figures_and_writes_nothing(signed_in: SignIn, quantri: User, year: Units) -> None:
    answer = send(signed_in(quantri), "KBO", "preview", OTHER="Đã kết nạp {{ da_ket_nap }}/{{ chi_tieu }}, <b>đạt</b>.")
    assert answer.status_code == 200
    assert "Đã kết nạp 3/3, <b>đạt</b>." in words(answer)
    assert "<b>đạt</b>" not in answer.content.decode()
    assert not BriefSection.objects.exists()


@pytest.mark.parametrize("button", ["preview", "save"])
def test_a_broken_template_is_not_kept_and_not_lost(signed_in: SignIn, quantri: User, year: Units, button: str) -> None:
    answer = send(signed_in(quantri), "KBO", button, OTHER="Một.\n{{ ket_nap }}", UNITS="Hai.")
    assert answer.status_code == 422
    said = words(answer)
    assert "Mục khác: lời văn: Dòng 2: Không có trường “ket_nap”. Gần nhất: da_ket_nap" in said
    assert "Một. {{ ket_nap }}" in said
    assert "Hai." in said
    assert not BriefSection.objects.exists()


def test_what_another_wrote_meanwhile_is_not_written_over_unseen(signed_in: SignIn, quantri: User, year: Units) -> None:
    client = signed_in(quantri)
    page = client.get("/reports/brief/template/?unit=KBO").content.decode()
    seen = {"seen": re.findall(r'name="seen" value="(\w+)"', page)[0]}
    send(client, "KBO", OTHER="Của người khác.")
    mine = {**typed(OTHER="Của tôi."), **seen, "save": "1"}
    answer = client.post("/reports/brief/template/?unit=KBO", mine)
    assert answer.status_code == 422
    assert "Của tôi." in words(answer)
    assert BriefSection.objects.get().text == "Của người khác."
    seen = {"seen": re.findall(r'name="seen" value="(\w+)"', answer.content.decode())[0]}
    assert client.post("/reports/brief/template/?unit=KBO", {**mine, **seen}).status_code == 302
    assert BriefSection.objects.get().text == "Của tôi."


@pytest.mark.parametrize(
    "text", ["x" * 8_001, "\0", "{{ '\ud83d' }}".encode("utf-8", "ignore").decode() + "{{", "{% for %}"]
)
def test_bad_input_is_answered_in_words(signed_in: SignIn, quantri: User, year: Units, text: str) -> None:
    answer = send(signed_in(quantri), "KBO", OTHER=text)
    assert answer.status_code == 422
    assert "Chưa xong" in words(answer)


def test_words_that_no_longer_fit_give_way_to_those_built_in_and_it_is_said(
    signed_in: SignIn, quantri: User, an: User, year: Units
) -> None:
    BriefSection.objects.create(
        unit=year["DLK"], section=SectionKind.RESULTS, title="A", text="Một\n{{ truong_cu }}", edited_by=quantri
    )
    BriefSection.objects.create(
        unit=year["DLK"], section=SectionKind.OTHER, title="B", text="{{ chi_tieu - 1 }}", edited_by=quantri
    )
    client = signed_in(an)
    said = brief(client, "TAN-01")
    assert "chi bộ đã kết nạp 2 đảng viên; năm 2023 chưa được giao chỉ tiêu." in said
    assert "Kết quả chung ( Đảng bộ tỉnh Đắk Lắk ), dòng 2: Không có trường “truong_cu”." in said
    assert "Mục khác ( Đảng bộ tỉnh Đắk Lắk ), dòng 1: Không tính hay so sánh được" in said
    assert client.get("/reports/brief.docx?unit=TAN-01").status_code == 200
    assert "không còn dùng được" in words(signed_in(quantri).get("/reports/brief/template/?unit=TAN-01"))


def test_only_who_administers_edits_and_within_his_reach(
    signed_in: SignIn, an: User, quantri: User, year: Units
) -> None:
    officer = signed_in(an)
    assert send(officer, "DLK", OTHER="Một.").status_code == 404
    assert "Sửa lời văn báo cáo" not in brief(officer, "DLK")
    admin = signed_in(open_account("quantri-lak", year["LAK"], Role.ADMIN))
    assert send(admin, "LAK", OTHER="Một.").status_code == 302
    assert "Sửa lời văn báo cáo" in brief(admin, "LAK")
    for code in ("DLK", "KBO", "NONE"):
        assert send(admin, code, OTHER="Một.").status_code == 404
    assert BriefSection.objects.count() == 1


def test_the_list_of_fields_shows_what_each_is_today(signed_in: SignIn, quantri: User, year: Units) -> None:
    said = words(signed_in(quantri).get("/reports/brief/template/?unit=KBO"))
    for row in ("da_ket_nap Đã kết nạp 3", "ty_le Tỷ lệ đạt chỉ tiêu 100,00", "ngay Tính đến ngày 10/10/2023"):
        assert row in said


def test_its_queries_do_not_grow_with_the_sections(signed_in: SignIn, quantri: User, year: Units) -> None:
    client = signed_in(quantri)
    brief(client, "KBO")
    with CaptureQueriesContext(connection) as without:
        brief(client, "KBO")
    send(client, "DLK", OTHER="Một.", UNITS="Hai.")
    send(client, "KBO", OTHER="Ba.", RESULTS="Bốn.")
    brief(client, "KBO")  # says that it is written
    with CaptureQueriesContext(connection) as own:
        brief(client, "KBO")
    assert len(own) == len(without)
