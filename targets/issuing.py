"""From the draft on the desk to an issued decision: its changed cells are rows of the sheet Chỉ tiêu, checked as any import of it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from partytrack.vietnamese import number
from targets.desk import Desk, cell_of
from targets.importing import Paper, TargetImporter
from targets.sheets import TARGETS
from units.models import Unit
from workbooks.importing import Outcome, Plan, Result, carry_out, one_at_a_time, plan_of
from workbooks.reading import Reading, Row, row_of


def paper_of(desk: Desk, said: Mapping[str, Any]) -> Paper:
    """Of the cleaned data of a `PaperForm`."""
    return Paper(
        issuer=desk.unit,
        year=desk.year,
        number=said["number"],
        issued_on=said["issued_on"],
        effective_on=said["effective_on"] or said["issued_on"],
        due_on=said["due_on"],
        reason=said["reason"],
        documents=tuple(filter(None, (*said["documents"], said["new_document"]))),
    )


def changed(desk: Desk, texts: Mapping[str, str]) -> Iterator[Row]:
    """A row a unit whose cells say something else than what is in effect; an emptied cell withdraws it."""
    for line, unit in enumerate(desk.receivers, start=1):
        cells = {column: _said(desk, texts, unit, column) for column in desk.columns_of(unit)}
        said = {column: text for column, text in cells.items() if text is not None}
        if said:
            yield row_of(TARGETS, line, {"unit": unit.code, **said}, TARGETS.title)


def _said(desk: Desk, texts: Mapping[str, str], unit: Unit, column: str) -> str | None:
    cell = cell_of(unit, column)
    text, standing = texts.get(cell, "").strip(), desk.standing[cell]
    if text == standing:
        return None
    return text or "-"


def is_own_pledge(desk: Desk, texts: Mapping[str, str]) -> bool:
    """Nothing is changed but what the unit pledges for itself."""
    own = cell_of(desk.unit, "pledge")
    return all(cell == own for cell, text in desk.standing.items() if texts.get(cell, "").strip() != text)


def difference(desk: Desk, texts: Mapping[str, str]) -> str:
    """Why issuing wants a reason: what the cells add up to is not the unit's own target. "" when it is, and when no target
    of it changes."""
    balance = desk.balance(texts)
    changes = any(row.get("quantity") is not None for row in changed(desk, texts))
    if not changes or not balance.left or balance.own is None:
        return ""
    said = {"given": number(balance.given), "own": number(balance.own), "n": number(abs(balance.left))}
    if balance.left > 0:
        return _("Mới giao %(given)s trên %(own)s, còn %(n)s: hãy ghi lý do, hoặc giao hết rồi ban hành.") % said
    return _("Đã giao %(given)s, vượt %(own)s là %(n)s: hãy ghi lý do, hoặc giảm bớt rồi ban hành.") % said


class NothingChanged(ValueError):
    """Every cell says what is in effect already."""


class Overtaken(ValueError):
    """What the desk stands on has changed since: by a decision, a withdrawal or a reorganisation."""


def issue(desk: Desk, texts: Mapping[str, str], paper: Paper) -> tuple[Plan, Result]:
    """Writes the decision with the changed lines and issues it: all of it, or nothing where a row has a fault.

    Raises `NothingChanged`, `Overtaken`.
    """
    with transaction.atomic():
        one_at_a_time(lambda: None)
        now = replace(desk)
        if (now.standing, now.own) != (desk.standing, desk.own):
            raise Overtaken
        rows = list(changed(desk, texts))
        if not rows:
            raise NothingChanged
        importer = TargetImporter(paper, desk.today)
        plan = plan_of(Reading(TARGETS, TARGETS.title, rows=rows), importer)
        if not plan.faults and not plan.of(
            Outcome.NEW, Outcome.CHANGED
        ):  # on the day of effect they say what is in effect then
            raise NothingChanged
        return plan, carry_out(plan, importer)
