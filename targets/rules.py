"""The rules of decisions that live in the database as triggers."""

import pgtrigger
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from partytrack.refusals import REFUSE, Rule


def issued_is_final() -> Rule:
    """An issued decision changes in one way: it is withdrawn. A withdrawn one does not change at all."""
    name = "decision_issued_is_final"
    return Rule(
        name=name,
        message=_("Quyết định đã ban hành không sửa, không xoá được; hãy ban hành quyết định mới hoặc thu hồi."),
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func=f"""
            IF OLD.state <> 'DRAFT' AND (TG_OP = 'DELETE' OR NOT (
                OLD.state = 'ISSUED' AND NEW.state = 'WITHDRAWN'
                AND (OLD.issuer_id, OLD.year, OLD.number, OLD.issued_on, OLD.effective_on, OLD.reason)
                    = (NEW.issuer_id, NEW.year, NEW.number, NEW.issued_on, NEW.effective_on, NEW.reason)
                AND OLD.due_on IS NOT DISTINCT FROM NEW.due_on)) THEN
                {REFUSE.format(name=name)};
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        """,
    )


def issued_from_draft() -> Rule:
    """A decision begins as a draft: it is issued by a later step, which looks at its lines."""
    name = "decision_begins_as_draft"
    return Rule(
        name=name,
        message=_("Quyết định phải được lập ở dạng dự thảo trước khi ban hành."),
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func=f"""
            IF NEW.state <> 'DRAFT' THEN
                {REFUSE.format(name=name)};
            END IF;
            RETURN NEW;
        """,
    )


def lines_only_in_a_draft() -> Rule:
    return _only_in_a_draft(
        "target_line_of_a_draft", _("Quyết định đã ban hành: không thêm, sửa, xoá dòng chỉ tiêu được nữa.")
    )


def documents_only_in_a_draft() -> Rule:
    return _only_in_a_draft(
        "decision_document_of_a_draft", _("Quyết định đã ban hành: không thêm, sửa, xoá căn cứ được nữa.")
    )


def _only_in_a_draft(name: str, message: Promise) -> Rule:
    """For a table whose rows are part of the decision `decision_id`."""
    return Rule(
        name=name,
        message=message,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=[("decided", "text")],
        func=f"""
            SELECT string_agg(state, ',') INTO decided FROM targets_targetdecision
            WHERE id IN (OLD.decision_id, NEW.decision_id) AND state <> 'DRAFT';
            IF decided IS NOT NULL THEN
                {REFUSE.format(name=name)};
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        """,
    )


def issued_lines_are_right(name: str, operation: pgtrigger.Operation) -> Rule:
    """On issuing: a unit's target comes from its parent on the day of effect (a root's from itself, a pledge also from the
    unit itself), and from no decision that would take effect before a reorganisation already applied to the unit."""
    return Rule(
        name=name,
        message=_(
            "%(detail)s: chỉ cấp trên trực tiếp vào ngày hiệu lực mới được giao chỉ tiêu, và quyết định không được có hiệu lực "
            "trước một lần sắp xếp tổ chức đã áp dụng cho tổ chức này."
        ),
        when=pgtrigger.After,
        operation=operation,
        declare=[("culprit", "text")],
        func=f"""
            IF NEW.state <> 'ISSUED' OR OLD.state = 'ISSUED' THEN RETURN NULL; END IF;
            SELECT unit.name INTO culprit
            FROM targets_target line JOIN units_unit unit ON unit.id = line.unit_id
            LEFT JOIN units_placement place ON place.unit_id = line.unit_id AND place.during @> NEW.effective_on
            WHERE line.decision_id = NEW.id AND (
                NOT COALESCE(
                    place.parent_id = NEW.issuer_id
                    OR (line.unit_id = NEW.issuer_id AND (place.parent_id IS NULL OR line.tier = 'PLEDGE')), FALSE)
                OR place.id IS NULL
                OR EXISTS (SELECT 1 FROM targets_targetadjustment applied
                           WHERE applied.unit_id = line.unit_id AND applied.year = NEW.year
                             AND applied.effective_on > NEW.effective_on))
            ORDER BY line.id LIMIT 1;
            IF culprit IS NOT NULL THEN
                {REFUSE.format(name=name)}, DETAIL = culprit;
            END IF;
            RETURN NULL;
        """,
    )


def parts_within_the_total() -> Rule:
    """On issuing: where a decision holds both the total of a unit and a part of it, the part is not the larger."""
    name = "decision_parts_within_total"
    return Rule(
        name=name,
        message=_(
            "%(detail)s: chỉ tiêu thành phần lớn hơn chỉ tiêu của cả tổ chức; hãy giảm chỉ tiêu thành phần hoặc tăng chỉ tiêu."
        ),
        when=pgtrigger.After,
        operation=pgtrigger.Update,
        declare=[("culprit", "text")],
        func=f"""
            IF NEW.state <> 'ISSUED' OR OLD.state = 'ISSUED' THEN RETURN NULL; END IF;
            SELECT unit.name INTO culprit
            FROM targets_target part
            JOIN targets_target whole USING (decision_id, unit_id, tier)
            JOIN units_unit unit ON unit.id = unit_id
            WHERE decision_id = NEW.id AND whole.category = 'TOTAL' AND part.category <> 'TOTAL'
              AND part.quantity > COALESCE(whole.quantity, -1)
            ORDER BY part.id LIMIT 1;
            IF culprit IS NOT NULL THEN
                {REFUSE.format(name=name)}, DETAIL = culprit;
            END IF;
            RETURN NULL;
        """,
    )
