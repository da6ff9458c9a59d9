"""Writes the demo's rows to the database, in a few bulk statements, all of them or none."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.contrib.auth.hashers import make_password
from django.db import connection, models, transaction
from psycopg.types.range import DateRange

from accounts.models import User
from admissions.models import (
    Admission,
    AdmissionSource,
    AwarenessClass,
    Candidate,
    CandidateSource,
    CandidateStep,
    Submission,
    Tally,
)
from partytrack.demo import marker
from partytrack.demo.generator import build
from partytrack.demo.rows import Demo, PersonRow
from targets.lists import State
from targets.models import Target, TargetDecision
from units.models import Assignment, Document, Headcount, MeetingAttendance, Overseer, Placement, Unit

PASSWORD = "partytrack-demo"  # noqa: S105 — the demo's accounts are everybody's; the README prints it

Model = TypeVar("Model", bound=models.Model)


def load(demo: Demo | None = None) -> None:
    """Into an empty, migrated database."""
    rows = demo or build()
    with transaction.atomic():
        units = _units(rows)
        _records_of_units(rows, units)
        _targets(rows, units)
        admissions = _admissions(rows, units)
        _candidates(rows, units, admissions)
        _results_without_names(rows, units)
        _submissions(rows, units, _accounts(rows, units))
        marker.put()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # else the first pages are planned for empty tables


def _write(model: type[Model], objects: Iterable[Model]) -> list[Model]:
    return model._default_manager.bulk_create(objects, batch_size=2000)


def _units(demo: Demo) -> dict[str, Unit]:
    made = _write(
        Unit,
        [
            Unit(
                code=row.code,
                name=row.name,
                short_name=row.short_name,
                report_name=row.report_name,
                kind=row.kind,
                sector=row.sector or "",
                established_on=row.established_on,
            )
            for row in demo.units
        ],
    )
    units = {unit.code: unit for unit in made}
    _write(
        Placement,
        [
            Placement(
                unit=units[row.code],
                parent=units[row.parent] if row.parent else None,
                during=DateRange(row.established_on, None),
            )
            for row in demo.units
        ],
    )
    return units


def _records_of_units(demo: Demo, units: dict[str, Unit]) -> None:
    _write(
        Headcount,
        [Headcount(unit=units[row.unit], counted_on=row.counted_on, members=row.members) for row in demo.headcounts],
    )
    _write(
        Overseer,
        [
            Overseer(unit=units[row.unit], person=row.person, position=row.position, during=DateRange(row.since, None))
            for row in demo.overseers
        ],
    )
    _write(
        MeetingAttendance,
        [
            MeetingAttendance(unit=units[row.unit], on=row.on, planned=row.planned, attended=row.attended)
            for row in demo.attendances
        ],
    )
    _write(
        Document,
        [
            Document(
                issuer=units[row.issuer],
                number=row.number,
                issued_on=row.issued_on,
                title=row.title,
                years=list(row.years),
            )
            for row in demo.documents
        ],
    )


def _targets(demo: Demo, units: dict[str, Unit]) -> None:
    """Drafts first, then their lines, then all are issued: the database takes them in no other order."""
    decisions = _write(
        TargetDecision,
        [
            TargetDecision(
                issuer=units[row.issuer],
                year=row.year,
                number=row.number,
                issued_on=row.issued_on,
                effective_on=row.issued_on,
                due_on=row.due_on,
            )
            for row in demo.decisions
        ],
    )
    _write(
        Target,
        [
            Target(
                decision=decision,
                unit=units[line.unit],
                quantity=line.quantity,
                category=line.category,
                own_due_on=line.own_due_on,
                note=line.note,
            )
            for decision, row in zip(decisions, demo.decisions, strict=True)
            for line in row.lines
        ],
    )
    TargetDecision.objects.filter(pk__in=[decision.pk for decision in decisions]).update(state=State.ISSUED)


def _person(row: PersonRow) -> dict[str, Any]:
    """What an admission and a candidate have in common."""
    return {
        "name": row.name,
        "birth_date": row.birth_date,
        "birth_precision": row.birth_precision,
        "sex": row.sex,
        "ethnicity": row.ethnicity,
        "occupation": row.occupation,
        "youth_union": row.youth_union,
    }


def _admissions(demo: Demo, units: dict[str, Unit]) -> dict[str, Admission]:
    made = _write(
        Admission,
        [
            Admission(
                unit=units[row.unit],
                uid=row.person.uid,
                **_person(row.person),
                religion=row.person.religion,
                general_education=row.person.general_education,
                qualification=row.person.qualification or "",
                political_theory=row.person.political_theory or "",
                readmission=False,
                decision_number=row.decision_number,
                decided_on=row.decided_on,
                received_on=row.received_on,
                admitted_on=row.admitted_on,
                confirmed_on=row.confirmed_on,
            )
            for row in demo.admissions
        ],
    )
    _write(
        AdmissionSource,
        [
            AdmissionSource(admission=admission, group=group)
            for admission, row in zip(made, demo.admissions, strict=True)
            for group in row.person.sources
        ],
    )
    return {admission.uid: admission for admission in made}


def _candidates(demo: Demo, units: dict[str, Unit], admissions: dict[str, Admission]) -> None:
    made = _write(
        Candidate,
        [
            Candidate(
                unit=units[row.unit],
                uid=row.uid,
                **_person(row.person),
                awareness_class=row.awareness_class,
                certified_on=row.certified_on,
                mentor=row.mentor,
                expected_on=row.expected_on,
                dropped_on=row.dropped_on,
                drop_reason=row.drop_reason,
                admission=admissions[row.admission] if row.admission else None,
            )
            for row in demo.candidates
        ],
    )
    pairs = list(zip(made, demo.candidates, strict=True))
    _write(
        CandidateStep,
        [
            CandidateStep(candidate=candidate, stage=stage, on=day)
            for candidate, row in pairs
            for stage, day in row.steps
        ],
    )
    _write(
        CandidateSource,
        [CandidateSource(candidate=candidate, group=group) for candidate, row in pairs for group in row.person.sources],
    )


def _results_without_names(demo: Demo, units: dict[str, Unit]) -> None:
    _write(
        Tally,
        [
            Tally(unit=units[row.unit], counted_on=row.counted_on, quantity=row.quantity, source=row.source)
            for row in demo.tallies
        ],
    )
    _write(
        AwarenessClass,
        [
            AwarenessClass(unit=units[row.unit], name=row.name, opened_on=row.opened_on, learners=row.learners)
            for row in demo.classes
        ],
    )


def _accounts(demo: Demo, units: dict[str, Unit]) -> dict[str, User]:
    password = make_password(PASSWORD)  # once: the password is one, and hashing is slow on purpose
    users = _write(
        User,
        [
            User(
                username=row.login,
                full_name=row.full_name,
                password=password if row.signs_in else make_password(None),
            )
            for row in demo.accounts
        ],
    )
    _write(
        Assignment,
        [
            Assignment(user=user, unit=units[row.unit], role=row.role)
            for user, row in zip(users, demo.accounts, strict=True)
        ],
    )
    return {user.username: user for user in users}


def _submissions(demo: Demo, units: dict[str, Unit], users: dict[str, User]) -> None:
    _write(
        Submission,
        [
            Submission(
                unit=units[row.unit],
                month=row.month,
                through=row.through,
                admitted=row.admitted,
                tallied=0,
                confirmed_by=users[row.by],
                at=row.at,
            )
            for row in demo.submissions
        ],
    )
