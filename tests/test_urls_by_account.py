"""Every URL of the site × every account × every method, against one table. A URL without a row in the table fails."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from psycopg.sql import SQL, Identifier
from psycopg.types.range import DateRange

from accounts.models import User
from admissions.lists import Stage
from reports import snapshots
from reports.subject import Subject
from targets.lists import State
from targets.models import TargetDecision
from tests.small_province import admit, open_account, prepare, tally
from units.lists import Role
from units.models import Overseer, Unit
from units.question import asked

STRANGERS = ("anonymous", "disabled")
ACCOUNTS = ("an", "binh", "chi", "ha", "xem", "quantri")
METHODS = ("GET", "POST", "PUT", "DELETE")

Statuses = dict[str, int]


def everyone(status: int) -> Statuses:
    return dict.fromkeys((*STRANGERS, *ACCOUNTS), status)


def signed_in_only(status: int, *, strangers: int = 302) -> Statuses:
    """Strangers are sent to sign in."""
    return everyone(status) | dict.fromkeys(STRANGERS, strangers)


READ_ONLY = signed_in_only(405)
FIGURES_OF_KRONG_BONG = signed_in_only(200) | {"chi": 404, "ha": 404}
PEOPLE_OF_KRONG_BONG = FIGURES_OF_KRONG_BONG | {"xem": 404}
TAKEN = dict.fromkeys(("an", "binh", "quantri"), 302)
REFUSED = dict.fromkeys(("an", "binh", "quantri"), 422)
"""What those who may send something get for an empty form: sent on, or told what is missing."""
RECORDERS = ("an", "binh", "chi", "ha", "quantri")
ENTERING = signed_in_only(200) | {"xem": 404}
NO_OTHER = {"PUT": READ_ONLY, "DELETE": READ_ONLY}
NOT_IN_A_REAL_OFFICE = dict.fromkeys(METHODS, everyone(404))


MARKING = dict.fromkeys(METHODS, READ_ONLY) | {"GET": PEOPLE_OF_KRONG_BONG, "POST": PEOPLE_OF_KRONG_BONG | TAKEN}


@dataclass(frozen=True)
class Row:
    """`address`: the URL asked for, about Krông Bông (Bình's, not Chi's nor Hà's) where it is about a unit."""

    address: str
    answers: Mapping[str, Statuses]


def sent(address: str, statuses: Statuses) -> Row:
    """What is only ever sent to."""
    return Row(address, dict.fromkeys(METHODS, READ_ONLY) | {"POST": statuses})


def read(address: str, statuses: Statuses, refused: Statuses = READ_ONLY) -> Row:
    """A page that nothing can be sent to."""
    return Row(address, {"GET": statuses, "POST": refused, "PUT": refused, "DELETE": refused})


TABLE = {
    "": read("/", signed_in_only(302)),
    "units/": read("/units/?under=KBO", FIGURES_OF_KRONG_BONG),
    "units/choices/": read("/units/choices/?under=KBO", PEOPLE_OF_KRONG_BONG),
    "units/<str:code>/": read("/units/KBO/", FIGURES_OF_KRONG_BONG),
    "units/<str:code>/years/": read("/units/KBO/years/", FIGURES_OF_KRONG_BONG),
    "reports/no-one-left/": Row("/reports/no-one-left/?unit=KBO", MARKING),
    "units/<str:code>/levels/": read("/units/KBO/levels/?add=1", FIGURES_OF_KRONG_BONG),
    "reports/": read("/reports/?unit=KBO", FIGURES_OF_KRONG_BONG),
    "reports/charts/": read("/reports/charts/?unit=KBO", FIGURES_OF_KRONG_BONG),
    "reports/tables/": read("/reports/tables/?unit=KBO", FIGURES_OF_KRONG_BONG),
    "reports/tables.xlsx": read("/reports/tables.xlsx?unit=KBO", FIGURES_OF_KRONG_BONG),
    "reports/snapshots/": read("/reports/snapshots/?unit=KBO", FIGURES_OF_KRONG_BONG),
    "reports/snapshots/new/": Row(
        "/reports/snapshots/new/?unit=KBO&report=pipeline",
        {"GET": PEOPLE_OF_KRONG_BONG, "POST": PEOPLE_OF_KRONG_BONG | REFUSED, **NO_OTHER},
    ),
    "reports/snapshots/<slug:uid>/": read("/reports/snapshots/00000000c001/", FIGURES_OF_KRONG_BONG),
    "reports/snapshots/<slug:uid>.xlsx": read("/reports/snapshots/00000000c001.xlsx", FIGURES_OF_KRONG_BONG),
    "reports/snapshots/<slug:uid>/changes/": read("/reports/snapshots/00000000c001/changes/", FIGURES_OF_KRONG_BONG),
    "reports/snapshots/<slug:uid>/changes/records/": read(
        "/reports/snapshots/00000000c001/changes/records/?part=T%C3%ACnh+h%C3%ACnh&row=total&column=a",
        signed_in_only(404),
    ),
    "reports/tables/kept/": sent("/reports/tables/kept/?unit=KBO", FIGURES_OF_KRONG_BONG | REFUSED | {"xem": 422}),
    "reports/tables/kept/<int:pk>/name/": sent("/reports/tables/kept/1/name/", signed_in_only(404)),
    "reports/tables/kept/<int:pk>/delete/": sent("/reports/tables/kept/1/delete/", signed_in_only(404)),
    "reports/months/<str:code>/": read("/reports/months/KBO/", FIGURES_OF_KRONG_BONG),
    "reports/months/<str:code>/<month:first>/": read("/reports/months/KBO/2023-09/", FIGURES_OF_KRONG_BONG),
    "reports/months/<str:code>/<month:first>/confirm/": sent(
        "/reports/months/KBO/2023-09/confirm/", PEOPLE_OF_KRONG_BONG | REFUSED
    ),
    "reports/months/<str:code>/<month:first>/reopen/": sent(
        "/reports/months/KBO/2023-09/reopen/", PEOPLE_OF_KRONG_BONG | REFUSED
    ),
    "reports/<slug:name>/": read("/reports/progress/?unit=KBO", FIGURES_OF_KRONG_BONG),
    "reports/office/": Row(
        "/reports/office/?unit=KBO",
        {"GET": signed_in_only(404) | {"quantri": 200}, "POST": signed_in_only(404) | {"quantri": 302}, **NO_OTHER},
    ),
    "reports/brief/": read("/reports/brief/?unit=KBO", FIGURES_OF_KRONG_BONG),
    "reports/brief/template/": Row(
        "/reports/brief/template/?unit=KBO",
        dict.fromkeys(("GET", "POST"), signed_in_only(404) | {"quantri": 200}) | NO_OTHER,
    ),
    "reports/brief/form/": Row(
        "/reports/brief/form/?unit=KBO",
        {"GET": signed_in_only(404) | {"quantri": 200}, "POST": signed_in_only(404) | {"quantri": 422}, **NO_OTHER},
    ),
    "reports/brief/form/example.docx": read(
        "/reports/brief/form/example.docx?unit=KBO", signed_in_only(404) | {"quantri": 200}
    ),
    "reports/brief/form.docx": read("/reports/brief/form.docx?unit=KBO", signed_in_only(404)),
    "reports/<slug:name>.docx": read("/reports/brief.docx?unit=KBO", FIGURES_OF_KRONG_BONG),
    "reports/<slug:name>.xlsx": read("/reports/progress.xlsx?unit=KBO", FIGURES_OF_KRONG_BONG),
    "reports/sets/": Row(
        "/reports/sets/?unit=KBO",
        {"GET": FIGURES_OF_KRONG_BONG, "POST": FIGURES_OF_KRONG_BONG | REFUSED | {"xem": 422}, **NO_OTHER},
    ),
    "reports/sets/<slug:uid>/": Row(
        "/reports/sets/0123456789ab/", dict.fromkeys(("GET", "POST"), signed_in_only(404)) | NO_OTHER
    ),
    "reports/sets/schedules/<slug:uid>/": sent("/reports/sets/schedules/0123456789ab/", signed_in_only(404)),
    "reports/sets/<slug:uid>/progress/": read("/reports/sets/0123456789ab/progress/", signed_in_only(404)),
    "reports/sets/<slug:uid>.zip": read("/reports/sets/0123456789ab.zip", signed_in_only(404)),
    "api/units/<code>/progress": read(
        "/api/units/KBO/progress", FIGURES_OF_KRONG_BONG | dict.fromkeys(STRANGERS, 401), everyone(405)
    ),
    "api/openapi.json": Row("/api/openapi.json", dict.fromkeys(METHODS, signed_in_only(200))),
    "api/": Row("/api/", dict.fromkeys(METHODS, everyone(404))),
    "admissions/": read("/admissions/?unit=KBO", PEOPLE_OF_KRONG_BONG),
    "admissions/search/": sent("/admissions/search/?unit=KBO", {**PEOPLE_OF_KRONG_BONG, **TAKEN}),
    "admissions/duplicates/": Row(
        "/admissions/duplicates/?unit=KBO",
        dict.fromkeys(METHODS, READ_ONLY) | {"GET": PEOPLE_OF_KRONG_BONG, "POST": signed_in_only(404)},
    ),
    "admissions/views/": sent("/admissions/views/?unit=KBO", {**PEOPLE_OF_KRONG_BONG, **REFUSED}),
    "admissions/views/<int:pk>/name/": sent("/admissions/views/1/name/", signed_in_only(404)),
    "admissions/views/<int:pk>/delete/": sent("/admissions/views/1/delete/", signed_in_only(404)),
    "admissions/import/": Row(
        "/admissions/import/?unit=KBO",
        {"GET": PEOPLE_OF_KRONG_BONG, "POST": PEOPLE_OF_KRONG_BONG | dict.fromkeys(("an", "binh", "quantri"), 422)}
        | dict.fromkeys(("PUT", "DELETE"), READ_ONLY),
    ),
    "admissions/import/<slug:uid>/": Row(
        "/admissions/import/0123456789ab/",
        dict.fromkeys(("GET", "POST"), signed_in_only(404)) | dict.fromkeys(("PUT", "DELETE"), READ_ONLY),
    ),
    "admissions/import/<slug:uid>/progress/": read("/admissions/import/0123456789ab/progress/", signed_in_only(404)),
    "admissions/import/<slug:uid>/rest.xlsx": read("/admissions/import/0123456789ab/rest.xlsx", signed_in_only(404)),
    "admissions/import/<slug:uid>/rows/<int:number>/": Row(
        "/admissions/import/0123456789ab/rows/2/",
        dict.fromkeys(METHODS, READ_ONLY) | {"POST": signed_in_only(404)},
    ),
    "admissions/new/": Row(
        "/admissions/new/",
        dict.fromkeys(METHODS, ENTERING) | {"POST": ENTERING | dict.fromkeys(RECORDERS, 422), **NO_OTHER},
    ),
    "admissions/new/check/": sent("/admissions/new/check/", ENTERING),
    "admissions/limits/": read("/admissions/limits/", ENTERING),
    "admissions/limits/new/": Row(
        "/admissions/limits/new/",
        {"GET": signed_in_only(404) | {"quantri": 200}, "POST": signed_in_only(404) | {"quantri": 422}, **NO_OTHER},
    ),
    "admissions/dates/": Row(
        "/admissions/dates/?unit=KBO",
        {"GET": PEOPLE_OF_KRONG_BONG, "POST": PEOPLE_OF_KRONG_BONG | REFUSED}
        | dict.fromkeys(("PUT", "DELETE"), READ_ONLY),
    ),
    "admissions/<record:uid>/": read("/admissions/00000000b001/", PEOPLE_OF_KRONG_BONG),
    "admissions/<record:uid>/edit/": Row(
        "/admissions/00000000b001/edit/",
        {"GET": PEOPLE_OF_KRONG_BONG, "POST": PEOPLE_OF_KRONG_BONG | REFUSED}
        | dict.fromkeys(("PUT", "DELETE"), READ_ONLY),
    ),
    "admissions/<record:uid>/void/": Row(
        "/admissions/00000000b001/void/",
        {"GET": PEOPLE_OF_KRONG_BONG, "POST": PEOPLE_OF_KRONG_BONG | REFUSED}
        | dict.fromkeys(("PUT", "DELETE"), READ_ONLY),
    ),
    "admissions/template.xlsx": read("/admissions/template.xlsx?unit=KBO", PEOPLE_OF_KRONG_BONG),
    "admissions.xlsx": read("/admissions.xlsx?unit=KBO", PEOPLE_OF_KRONG_BONG),
    "candidates/": read("/candidates/?unit=KBO", PEOPLE_OF_KRONG_BONG),
    "candidates.xlsx": read("/candidates.xlsx?unit=KBO", PEOPLE_OF_KRONG_BONG),
    "tallies/": Row(
        "/tallies/?unit=KBO",
        {"GET": FIGURES_OF_KRONG_BONG, "POST": PEOPLE_OF_KRONG_BONG | dict.fromkeys(("an", "binh", "quantri"), 302)}
        | dict.fromkeys(("PUT", "DELETE"), READ_ONLY),
    ),
    "tallies/check/": Row(
        "/tallies/check/?unit=KBO", dict.fromkeys(METHODS, READ_ONLY) | {"POST": PEOPLE_OF_KRONG_BONG}
    ),
    "targets/<str:code>/<int:year>/": Row(
        "/targets/KBO/2023/",
        {
            "GET": PEOPLE_OF_KRONG_BONG,
            "POST": PEOPLE_OF_KRONG_BONG,
            "PUT": READ_ONLY,
            "DELETE": READ_ONLY,
        },
    ),
    "targets/<str:code>/<int:year>/what-if/": Row(
        "/targets/KBO/2023/what-if/",
        {"GET": PEOPLE_OF_KRONG_BONG, "POST": PEOPLE_OF_KRONG_BONG, "PUT": READ_ONLY, "DELETE": READ_ONLY},
    ),
    "targets/": read(
        "/targets/?unit=KBO", FIGURES_OF_KRONG_BONG | dict.fromkeys(("an", "binh", "xem", "quantri"), 302)
    ),
    "targets/decisions/<int:pk>/": read("/targets/decisions/900001/", FIGURES_OF_KRONG_BONG),
    "targets/decisions/<int:pk>/annex/": read("/targets/decisions/900002/annex/", FIGURES_OF_KRONG_BONG),
    "targets/decisions/<int:pk>/annex.xlsx": read("/targets/decisions/900002/annex.xlsx", FIGURES_OF_KRONG_BONG),
    "targets/decisions/<int:pk>/annex.docx": read("/targets/decisions/900002/annex.docx", FIGURES_OF_KRONG_BONG),
    "targets/decisions/<int:pk>/withdraw/": Row(
        "/targets/decisions/900002/withdraw/",
        {"GET": PEOPLE_OF_KRONG_BONG, "POST": PEOPLE_OF_KRONG_BONG | REFUSED, **NO_OTHER},
    ),
    "targets/<str:code>/<int:year>/decisions/": read("/targets/KBO/2023/decisions/", FIGURES_OF_KRONG_BONG),
    "targets/<str:code>/<int:year>/cascade/": read("/targets/KBO/2023/cascade/", FIGURES_OF_KRONG_BONG),
    "targets/<str:code>/<int:year>/cascade.xlsx": read("/targets/KBO/2023/cascade.xlsx", FIGURES_OF_KRONG_BONG),
    "targets/<str:code>/<int:year>/targets.xlsx": read("/targets/KBO/2023/targets.xlsx", FIGURES_OF_KRONG_BONG),
    "targets/<str:code>/<int:year>/import/": Row(
        "/targets/KBO/2023/import/",
        {"GET": PEOPLE_OF_KRONG_BONG, "POST": PEOPLE_OF_KRONG_BONG | REFUSED, **NO_OTHER},
    ),
    "targets/<str:code>/<int:year>/import/<slug:uid>/": Row(
        "/targets/KBO/2023/import/0123456789ab/", dict.fromkeys(("GET", "POST"), signed_in_only(404)) | NO_OTHER
    ),
    "targets/<str:code>/<int:year>/import/<slug:uid>/progress/": read(
        "/targets/KBO/2023/import/0123456789ab/progress/", signed_in_only(404)
    ),
    "targets/<str:code>/<int:year>/import/<slug:uid>/rest.xlsx": read(
        "/targets/KBO/2023/import/0123456789ab/rest.xlsx", signed_in_only(404)
    ),
    "targets/<str:code>/<int:year>/import/<slug:uid>/rows/<int:number>/": sent(
        "/targets/KBO/2023/import/0123456789ab/rows/2/", signed_in_only(404)
    ),
    "accounts/login/": Row(
        "/accounts/login/",
        {
            "GET": everyone(302) | dict.fromkeys(STRANGERS, 200),
            "POST": everyone(302) | dict.fromkeys(STRANGERS, 422),
            "PUT": everyone(302) | dict.fromkeys(STRANGERS, 422),
            "DELETE": everyone(302) | dict.fromkeys(STRANGERS, 405),
        },
    ),
    "accounts/logout/": Row("/accounts/logout/", dict.fromkeys(METHODS, everyone(405)) | {"POST": everyone(302)}),
    "accounts/password/change/": Row(
        "/accounts/password/change/",
        {
            "GET": signed_in_only(200),
            "POST": signed_in_only(422),
            "PUT": signed_in_only(422),
            "DELETE": signed_in_only(405),
        },
    ),
    "accounts/language/": Row("/accounts/language/", dict.fromkeys(METHODS, everyone(302))),
    "demo/": Row("/demo/", NOT_IN_A_REAL_OFFICE),
    "healthz": read("/healthz", everyone(200), everyone(405)),
    "readyz": read("/readyz", everyone(200), everyone(405)),
}

ABOUT_A_UNIT = (
    "/units/{code}/",
    "/units/?under={code}",
    "/units/choices/?under={code}",
    "/units/{code}/levels/",
    "/reports/?unit={code}",
    "/reports/pipeline/?unit={code}",
    "/reports/progress.xlsx?unit={code}",
    "/reports/tables/?unit={code}",
    "/reports/tables.xlsx?unit={code}&columns=sex",
    "/reports/brief/?unit={code}",
    "/reports/structure/?unit={code}",
    "/reports/new-members/?unit={code}",
    "/reports/no-one-left/?unit={code}",
    "/reports/charts/?unit={code}",
    "/reports/snapshots/?unit={code}",
    "/reports/reporting/?unit={code}",
    "/reports/months/{code}/",
    "/reports/months/{code}/2023-09/",
    "/reports/brief.docx?unit={code}",
    "/reports/sets/?unit={code}",
    "/api/units/{code}/progress",
    "/admissions/import/?unit={code}",
    "/admissions/?unit={code}",
    "/admissions.xlsx?unit={code}",
    "/candidates/?unit={code}",
    "/candidates.xlsx?unit={code}",
    "/admissions/dates/?unit={code}",
    "/tallies/?unit={code}",
    "/admissions/template.xlsx?unit={code}",
    "/admissions/duplicates/?unit={code}",
    "/targets/{code}/2023/",
    "/targets/{code}/2023/decisions/",
    "/targets/{code}/2023/cascade/",
    "/targets/{code}/2023/cascade.xlsx",
    "/targets/{code}/2023/what-if/",
    "/units/{code}/years/",
    "/targets/{code}/2023/targets.xlsx",
    "/targets/{code}/2023/import/",
)
OUTSIDE = {
    "binh": ("DLK", "LAK", "LAK-01", "BMT", "TAN", "NONE"),
    "chi": ("DLK", "KBO", "CPU", "CPU-01", "TAN-01", "NONE"),
    "ha": ("DLK", "BMT", "KBO", "CPU-01", "LAK", "NONE"),
}

MARCH = date(2023, 3, 1)
PEOPLE = ("Kpă Mỹ Nhân", "Siu Đình Trọng", "Hồ Biểu Chánh", "Cao Thắng Lợi")
BORN = date(1997, 7, 19)
"""A birthday nobody else here has."""


@pytest.fixture
def province(accounts: dict[str, User], units: dict[str, Unit], monkeypatch: pytest.MonkeyPatch) -> dict[str, User]:
    """The accounts, and people all over Krông Bông."""
    admitted, candidate, mentor, overseer = PEOPLE
    for code in ("KBO", "CPU", "CPU-01", "KBO-CB"):
        admit(units[code], admitted, MARCH, birth_date=BORN, ethnicity="Ra Glai", decision_number=f"7-QĐ/{code}")
        prepare(units[code], candidate, {Stage.LISTED: MARCH, Stage.VETTING: MARCH}, birth_date=BORN, mentor=mentor)
        Overseer.objects.create(unit=units[code], person=overseer, during=DateRange(None, None))
    admit(units["CPU-01"], "Mai Thị Lựu", MARCH, uid="00000000b001")
    TargetDecision.objects.create(
        pk=900_001, issuer=units["KBO"], year=2023, number="5-QĐ/HU", issued_on=MARCH, effective_on=MARCH
    )
    issued = TargetDecision.objects.create(
        pk=900_002, issuer=units["KBO"], year=2023, number="6-QĐ/HU", issued_on=MARCH, effective_on=MARCH
    )
    issued.state = State.ISSUED
    issued.save()
    tally(units["LAK"], date(2023, 6, 30), 9)
    monkeypatch.setattr(snapshots, "new_snapshot_id", lambda: "00000000c001")
    about = Subject(units["KBO"], asked({}, date(2023, 10, 10)), accounts["binh"])
    snapshots.freeze(snapshots.FREEZABLE["attention"], about, "Họp", accounts["binh"], timezone.now())
    disabled = open_account("disabled", units["DLK"], Role.ADMIN, is_active=False)
    return {**accounts, "disabled": disabled}


def client_of(account: User | None) -> Client:
    client = Client(raise_request_exception=False)
    if account:
        client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def routes(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        else:
            yield route


def rows_in_the_database() -> dict[str, int]:
    """Of every table but those that a visit itself writes: its session, and the counters of tries."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor)) - {"django_session", "accounts_counters"}
        counts = {}
        for table in tables:
            cursor.execute(SQL("SELECT count(*) FROM {}").format(Identifier(table)))
            counts[table] = cursor.fetchone()[0]
    return counts


def text_of(content: bytes) -> str:
    """All that an answer says, that of a workbook unpacked."""
    if not content.startswith(b"PK"):
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return "".join(book.read(name).decode() for name in book.namelist() if name.endswith((".xml", ".rels")))


def test_every_url_of_the_site_has_a_row() -> None:
    assert set(routes(get_resolver().url_patterns)) == set(TABLE)


def test_every_row_says_what_each_account_gets_by_each_method() -> None:
    for row in TABLE.values():
        assert set(row.answers) == set(METHODS)
        assert all(set(statuses) == {*STRANGERS, *ACCOUNTS} for statuses in row.answers.values())


@pytest.mark.parametrize("name", [*STRANGERS, *ACCOUNTS])
def test_an_account_gets_what_the_table_says(province: dict[str, User], name: str) -> None:
    before = rows_in_the_database()
    got = {}
    expected = {}
    for route, row in TABLE.items():
        for method in METHODS:
            client = client_of(province.get(name))
            got[route, method] = client.generic(method, row.address).status_code
            expected[route, method] = row.answers[method][name]
    assert got == expected
    assert rows_in_the_database() == before


@pytest.mark.parametrize("name", ACCOUNTS)
def test_looking_at_the_head_changes_nothing(province: dict[str, User], name: str) -> None:
    client = client_of(province[name])
    before = rows_in_the_database()
    for row in TABLE.values():
        assert client.head(row.address).status_code in (row.answers["GET"][name], 405), row.address
    assert rows_in_the_database() == before


@pytest.mark.parametrize("name", OUTSIDE)
def test_what_lies_outside_answers_as_what_is_not(province: dict[str, User], name: str) -> None:
    client = client_of(province[name])
    for address in ABOUT_A_UNIT:
        answers = {code: client.get(address.format(code=code)) for code in OUTSIDE[name]}
        assert {code: answer.status_code for code, answer in answers.items()} == dict.fromkeys(answers, 404), address
        said = {re.sub("[0-9a-f]{32}", "(id of the request)", text_of(answer.content)) for answer in answers.values()}
        assert len(said) == 1, address


def test_each_address_about_a_unit_that_others_are_refused_opens_to_its_officer(province: dict[str, User]) -> None:
    client = client_of(province["binh"])
    for address in ABOUT_A_UNIT:
        assert client.get(address.format(code="CPU")).status_code == 200, address


@pytest.mark.parametrize("code", ["DLK", "KBO", "CPU", "CPU-01", "KBO-CB"])
def test_a_viewer_meets_no_person_on_any_page(province: dict[str, User], code: str) -> None:
    client = client_of(province["xem"])
    for address in ABOUT_A_UNIT:
        said = text_of(client.get(address.format(code=code)).content)
        for secret in (*PEOPLE, "19/07/1997", "1997-07-19", "Ra Glai"):
            assert secret not in said, f"{secret} at {address}"


def test_an_officer_does_meet_those_people(province: dict[str, User]) -> None:
    """Or the test above would prove nothing."""
    client = client_of(province["binh"])
    lists = "".join(text_of(client.get(address.format(code="KBO")).content) for address in ABOUT_A_UNIT[4:])
    assert all(secret in lists for secret in (*PEOPLE[:3], "19/07/1997", "Ra Glai"))


def test_what_is_written_into_a_page_by_hand_gives_nobody_more(province: dict[str, User]) -> None:
    """Roles are not taken from a request: whatever it claims beside the session is ignored."""
    client = client_of(province["chi"])
    for address in ABOUT_A_UNIT:
        asked = address.format(code="KBO")
        more = "&" if "?" in asked else "?"
        assert client.get(f"{asked}{more}unit=KBO&role=ADMIN&user=an&is_staff=1").status_code == 404, address


@pytest.mark.parametrize("account", ["binh", "xem"])
def test_a_fragment_is_guarded_as_its_page_is(province: dict[str, User], account: str) -> None:
    client = client_of(province[account])
    for row in TABLE.values():
        fragment = client.get(row.address, headers={"HX-Request": "true"})
        assert fragment.status_code == row.answers["GET"][account], row.address


def test_a_role_taken_away_closes_every_page_at_once(province: dict[str, User]) -> None:
    client = client_of(province["binh"])
    assert client.get("/units/KBO/").status_code == 200
    province["binh"].assignments.update(during=DateRange(None, date(2023, 10, 10)))
    for address in ABOUT_A_UNIT:
        assert client.get(address.format(code="KBO")).status_code == 404, address


def test_disabling_an_account_ends_its_session(province: dict[str, User]) -> None:
    client = client_of(province["binh"])
    User.objects.filter(username="binh").update(is_active=False)
    assert client.get("/units/KBO/").status_code == 302
    assert client.get("/api/units/KBO/progress").status_code == 401


def test_files_of_the_look_are_open_to_all_and_only_read(province: dict[str, User]) -> None:
    for account in (None, province["binh"]):
        client = client_of(account)
        assert client.get("/static/app.css").status_code == 200
        assert client.post("/static/app.css").status_code in (302, 404, 405)
        for hidden in ("/static/", "/static/../manage.py", "/.git/config", "/var/secret_key"):
            assert client.get(hidden).status_code == 404
