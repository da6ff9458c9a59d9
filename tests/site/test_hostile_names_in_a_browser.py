"""Names come from strangers' workbooks: whatever they hold, real Chromium shows it as text, and keeps it on the screen."""

from datetime import date

import pytest
from playwright.sync_api import Page
from psycopg.types.range import DateRange
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from admissions.lists import Stage
from admissions.models import Admission, AwarenessClass, Candidate
from targets.lists import State
from targets.models import DecisionDocument, Target, TargetDecision
from tests.in_a_browser import SIZES, fits
from tests.small_province import PASSWORD, admit, prepare, tally
from units.models import Document, Overseer, Unit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HOSTILE = (
    "<img src=x onerror=\"document.title='run'\">",
    "\"'><script>document.title='run'</script>",
    "</title></style><svg onload=\"document.title='run'\">",
    '=HYPERLINK("http://evil.example","{{ 7*7 }}%(day)s")',
    "x" * 200,
)
PAGES = (
    "/units/CPU/", "/units/CPU-01/", "/units/KBO/", "/admissions/?unit=CPU", "/candidates/?unit=CPU", "/units/?under=CPU",
    "/units/?q=img", "/units/?q=xxxx", "/accounts/password/change/",
    "/targets/KBO/2023/decisions/", "/targets/decisions/900001/", "/targets/decisions/900001/annex/", "/targets/decisions/900001/withdraw/",
    "/reports/brief/?unit=KBO", "/reports/brief/?unit=CPU",
)  # fmt: skip
DAY = date(2023, 5, 1)


def spoil(units: dict[str, Unit], name: str) -> None:
    """`name` in every text that a workbook or an account can bring in."""
    for code in ("CPU", "CPU-01", "CPU-02"):
        Unit.objects.filter(code=code).update(
            name=name, short_name=name[:100], report_name=name, search_key=name.lower()
        )
    person = {"note": name, "ethnicity": name[:50]}
    admission = admit(units["CPU-01"], name, DAY, decision_number=name[:50], religion=name[:50], **person)
    prepare(units["CPU-01"], name, {Stage.VETTING: DAY}, mentor=name, awareness_class=name, expected_on=DAY, **person)
    tally(units["CPU-02"], DAY, 2, source=name)
    AwarenessClass.objects.create(unit=units["CPU"], name=name, opened_on=DAY, learners=9)
    decide(units, name)
    for unit in (units["CPU"], units["CPU-01"]):
        Overseer.objects.create(unit=unit, person=name, position=name, during=DateRange(None, None))
    User.objects.filter(username="an").update(full_name=name)
    assert Admission.objects.get(pk=admission.pk).name == Candidate.objects.get().name == name


def decide(units: dict[str, Unit], name: str) -> None:
    """A decision for Cư Pui that rests on a paper, all of that name."""
    Document.objects.create(issuer=units["CPU"], number=name[:50], issued_on=DAY, title=name, years=[2023])
    plan = Document.objects.create(issuer=units["KBO"], number=name[:50], issued_on=DAY, title=name)
    decision = TargetDecision.objects.create(
        pk=900_001, issuer=units["KBO"], year=2023, number=name[:50], issued_on=DAY, effective_on=DAY, reason=name
    )
    Target.objects.create(decision=decision, unit=units["CPU"], quantity=4, note=name)
    DecisionDocument.objects.create(decision=decision, document=plan)
    decision.state = State.ISSUED
    decision.save()


@pytest.mark.parametrize("name", HOSTILE, ids=["image", "script", "drawing", "formula", "one long word"])
def test_a_name_is_text_and_stays_on_the_screen(
    page: Page, live_server: LiveServer, units: dict[str, Unit], an: User, name: str
) -> None:
    spoil(units, name)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    page.goto(f"{live_server.url}/accounts/login/")
    page.fill("[name=login]", an.username)
    page.fill("[name=password]", PASSWORD)
    page.click("button.in-go")
    page.wait_for_url("**/units/DLK/**")
    for address in PAGES:
        answer = page.goto(live_server.url + address)
        assert answer
        assert answer.status == 200, address
        assert page.title() != "run"
        assert page.locator("img, script:not([src$='app.js']), [onerror], [onload]").count() == 0, address
        for name, size in SIZES.items():
            page.set_viewport_size(size)
            assert fits(page), f"{address} scrolls sideways on a {name}"
    assert complaints == []
