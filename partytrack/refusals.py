"""What the database refuses, as a sentence a clerk can act on. Every rule carries its own sentence, beside the rule."""

from typing import Any

import pgtrigger
from django.apps import apps
from django.db import IntegrityError
from django.utils.functional import Promise

# RAISE … USING this in a Rule's function; `detail` reaches the sentence as %(detail)s.
REFUSE = "RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = '{name}', MESSAGE = '{name}'"


class Rule(pgtrigger.Trigger):
    """A trigger that refuses a write. Its function raises with CONSTRAINT = the rule's `name`; the clerk reads `message`."""

    def __init__(self, *, message: str | Promise, **kwargs: Any) -> None:
        self.message = message
        super().__init__(**kwargs)


def explain(error: IntegrityError) -> str | None:
    """The sentence of the constraint or rule that refused, None when it has none of its own."""
    diagnosis = getattr(error.__cause__, "diag", None)
    name = getattr(diagnosis, "constraint_name", None)
    sentence = _sentences().get(name) if name else None
    if not sentence:
        return None
    detail = getattr(diagnosis, "message_detail", None) or ""
    return str(sentence) % {"detail": detail} if "%(detail)s" in str(sentence) else str(sentence)


def _sentences() -> dict[str, str | Promise]:
    found: dict[str, str | Promise] = {}
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            found[constraint.name] = constraint.violation_error_message or ""
        for trigger in getattr(model._meta, "triggers", []):
            if isinstance(trigger, Rule) and trigger.name:
                found[trigger.name] = trigger.message
    return found
