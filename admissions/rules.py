"""The rules of the room that live in the database as triggers."""

import pgtrigger
from django.utils.translation import gettext_lazy as _

from partytrack.refusals import REFUSE, Rule

COUNTING_DATE = """
    SELECT rule INTO counting FROM admissions_countingrule WHERE year = extract(year FROM NEW.decided_on);
    NEW.counted_on := CASE WHEN counting = 'ADMITTED' THEN NEW.admitted_on ELSE NEW.decided_on END;
    RETURN NEW;
"""
"""Sets `counted_on` from the rule of the decision's year; without a rule it is the decision date."""

RECOUNT = """
    UPDATE admissions_admission SET counted_on = NULL
    WHERE extract(year FROM decided_on) IN (NEW.year, OLD.year);
    RETURN NULL;
"""
"""A changed rule sets the counting date of its year's admissions again (through COUNTING_DATE)."""

_ONE_ON_A_LINE = """
    PERFORM pg_advisory_xact_lock(hashtext('admissions_tally'));
    WITH RECURSIVE years AS (
        SELECT DISTINCT extract(year FROM counted_on) AS year FROM fresh
    ), days AS (
        SELECT DISTINCT counted_on AS day FROM admissions_tally JOIN years ON extract(year FROM counted_on) = year
    ), subject AS (
        SELECT DISTINCT unit_id, extract(year FROM counted_on) AS year FROM fresh
    ), up(subject_id, day, unit_id) AS (
        SELECT subject.unit_id, days.day, subject.unit_id FROM subject JOIN days ON extract(year FROM days.day) = subject.year
        UNION ALL
        SELECT up.subject_id, up.day, place.parent_id
        FROM up JOIN units_placement place ON place.unit_id = up.unit_id AND place.during @> up.day
        WHERE place.parent_id IS NOT NULL
    ), down(subject_id, day, unit_id) AS (
        SELECT subject.unit_id, days.day, subject.unit_id FROM subject JOIN days ON extract(year FROM days.day) = subject.year
        UNION ALL
        SELECT down.subject_id, down.day, place.unit_id
        FROM down JOIN units_placement place ON place.parent_id = down.unit_id AND place.during @> down.day
    ), related AS (
        SELECT * FROM up UNION SELECT * FROM down
    )
    SELECT unit.name INTO culprit
    FROM related
    JOIN admissions_tally theirs ON theirs.unit_id = related.unit_id
         AND extract(year FROM theirs.counted_on) = extract(year FROM related.day)
    JOIN units_unit unit ON unit.id = theirs.unit_id
    WHERE related.unit_id <> related.subject_id
      AND (theirs.counted_on = related.day
           OR EXISTS (SELECT 1 FROM fresh WHERE fresh.unit_id = related.subject_id AND fresh.counted_on = related.day))
    ORDER BY theirs.id LIMIT 1;
    IF culprit IS NOT NULL THEN
        {refuse}, DETAIL = culprit;
    END IF;
    RETURN NULL;
"""


def one_tally_on_a_line(name: str, operation: pgtrigger.Operation) -> Rule:
    """At most one unit on any line of ancestors tallies in a year, on the tree of either tally's date."""
    return Rule(
        name=name,
        message=_(
            "%(detail)s đã báo số liệu tổng hợp trong năm này; trên một tuyến cấp trên – cấp dưới chỉ một tổ chức được báo."
        ),
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=pgtrigger.Referencing(new="fresh"),
        declare=[("culprit", "text")],
        func=_ONE_ON_A_LINE.format(refuse=REFUSE.format(name=name)),
    )
