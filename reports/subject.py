"""What a report is asked about, and by whom; its figures are found once, whatever part of it wants them."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from partytrack.vietnamese import format_date
from reports.links import Records, records_of
from targets.progress import YearOfSubtree, YearOfUnit, progress
from units.models import Office, Unit
from units.papers import Paper, paper_of
from units.question import Asked
from units.scope import Person

ALL = "all"
LEVELS = [*map(str, range(1, 10)), ALL]


@dataclass(frozen=True)
class Subject:
    """`reader`: None for the command of whoever runs the installation, who reads all. `answer` may raise
    `UnitNotOnTree`. `order_by`: how the reader has ordered the table of the units, where it may be. `levels`: down to which level
    below the unit he wants to see it, one of `LEVELS`; "" as far as a page bears, None for files, which hold all."""

    unit: Unit
    asked: Asked
    reader: Person | None
    order_by: str | None = None
    levels: str | None = None

    @cached_property
    def answer(self) -> YearOfUnit:
        return progress(self.unit, year=self.asked.year, as_of=self.asked.as_of, tree=self.asked.tree)

    @cached_property
    def records(self) -> Records:
        if self.reader is None:
            return Records(self.asked, self.answer.due_on)
        return records_of(self.answer, self.asked, self.reader)

    @cached_property
    def office(self) -> Office | None:
        """How papers of the unit begin and end; None where nobody has set it."""
        return Office.objects.of(self.unit, self.asked.tree)

    @property
    def paper(self) -> Paper | None:
        """Head and signature of a report of tables, which stands without them until somebody sets them."""
        return paper_of(self.unit, self.office, self.asked.today) if self.office else None

    @property
    def head(self) -> list[str]:
        return head_of(self.answer)


def head_of(answer: YearOfUnit | YearOfSubtree) -> list[str]:
    """Unit, date, due date, tree, and the rule by which an admission counts in a year."""
    words = {
        "as_of": format_date(answer.as_of),
        "tree": format_date(answer.tree),
        "due": format_date(answer.due_on),
        "rule": answer.counting.label,
    }
    return [
        answer.unit.name,
        _("Tính đến ngày %(as_of)s; hạn %(due)s") % words,
        _("Theo tổ chức ngày %(tree)s; tính theo %(rule)s") % words,
    ]
