"""What a list of targets is asked about before it is issued: whether its numbers add up, and to what."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from partytrack.vietnamese import number
from targets.importing import Sums, TargetImporter
from workbooks.headlines import Gap, Headline
from workbooks.reading import Row
from workbooks.sheets import Sheet


def gap_said(gap: Gap, headline: Headline | None, sheet: Sheet) -> str:
    """ "Các dòng cộng lại 2.755, dòng Tổng cộng ghi 2.767: lệch 12." """
    said = {"items": number(gap.items), "said": number(gap.said), "by": number(gap.by)}
    said["words"] = headline.words if headline else ""
    sentence = _("Các dòng cộng lại %(items)s, dòng %(words)s ghi %(said)s: lệch %(by)s.") % said
    return sentence if gap.key == "quantity" else f"{sheet[gap.key].header}: {sentence}"


@dataclass(frozen=True, slots=True)
class Asked:
    """`gaps`: where the rows do not add up to the headline, in words; `bad`: rows that cannot be issued."""

    headline: Headline | None
    gaps: tuple[str, ...]
    sums: Sums | None
    bad: int

    @property
    def wants_reason(self) -> bool:
        return bool(self.gaps or self.sums)

    @property
    def agrees(self) -> bool:
        """There is a headline, and the rows add up to it."""
        return bool(self.headline and self.headline.said and not self.gaps)


def asked_of(rows: Sequence[Row], headline: Headline | None, importer: TargetImporter) -> Asked:
    """Checks the rows: a handful of queries, whatever their number."""
    importer.check(rows)
    gaps = headline.gaps(importer.items) if headline else []
    said = tuple(gap_said(gap, headline, importer.sheet) for gap in gaps)
    return Asked(headline, said, importer.sums, sum(not row.good for row in rows))
