"""The rules of what reports keep that live in the database as triggers."""

import pgtrigger
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from partytrack.refusals import REFUSE, Rule

FINAL = "snapshot_is_final"
FUNCTION = "reports_snapshot_is_final"


class _Final(Rule):
    """Runs a function of its own (migration `snapshots`): the library's would let any session through that sets
    `pgtrigger.ignore`. The library's is never run."""

    def render_execute(self, model: Model) -> str:
        return f"{FUNCTION}()"


def snapshots_are_final() -> Rule:
    """Whoever asks, in SQL too. Emptying a table that holds none is nothing done, so tests may empty all tables."""
    return _Final(
        name=FINAL,
        message=_("Bản số liệu đã lưu không sửa, không xoá được; hãy lưu một bản mới."),
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete | pgtrigger.Truncate,
        level=pgtrigger.Level("STATEMENT"),
        func=f"{REFUSE.format(name=FINAL)};",
    )
