"""The head of a paper of the office, above a table in a workbook."""

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.worksheet.worksheet import Worksheet

from workbooks import styling
from workbooks.cells import clean
from workbooks.fitting import lines_of


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Whose paper it is on the left, over the first `split` columns, and what stands on the right, the last line of it in
    italics; then its titles, in the middle, the last of them in italics. Without `split`: each side over half of the width.
    `bold`: so many titles are bold and the rest in italics, all but the last by default."""

    left: Sequence[str]
    right: Sequence[str]
    titles: Sequence[str]
    split: int = 0
    bold: int | None = None

    @property
    def rows(self) -> int:
        return self._sides + 1 + len(self.titles)

    @property
    def _sides(self) -> int:
        return max(len(self.left), len(self.right))

    def append_to(self, sheet: Worksheet, sentences: Sequence[str], widths: Sequence[float]) -> None:
        """The two sides beside each other, a blank row, the titles, and `sentences` as wide as the table, whose columns are
        `widths`: each in as many lines as it takes."""
        for number in range(self._sides):
            self._append_sides(sheet, number, widths, self.split or half(widths))
        sheet.append([])
        bold = len(self.titles) - 1 if self.bold is None else self.bold
        for number, title in enumerate(self.titles):
            font = styling.TITLE if number < bold else styling.ITALIC
            place = self._sides + 2 + number
            sheet.append([styling.middle_cell(sheet, clean(title), font)])
            _lay_across(sheet, place, title, widths, styling.LINE_HEIGHT + 5)
        for number, sentence in enumerate(sentences, self.rows + 1):
            sheet.append([styling.wide_cell(sheet, clean(sentence))])
            _lay_across(sheet, number, sentence, widths, styling.LINE_HEIGHT)

    def _append_sides(self, sheet: Worksheet, number: int, widths: Sequence[float], split: int) -> None:
        left, right = ("" if number >= len(side) else side[number] for side in (self.left, self.right))
        font = styling.ITALIC if number == len(self.right) - 1 else styling.BOLD
        row = [styling.middle_cell(sheet, clean(left), styling.BOLD), *[None] * (split - 1)]
        sheet.append([*row, styling.middle_cell(sheet, clean(right), font)])
        place = number + 1
        styling.merge(sheet, 1, place, split, place)
        styling.merge(sheet, split + 1, place, max(split + 1, len(widths)), place)
        lines = max(_lines(left, widths[:split]), _lines(right, widths[split:]))
        sheet.row_dimensions[place].height = styling.LINE_HEIGHT * lines


@dataclass(frozen=True, slots=True)
class Closing:
    """What stands below a table: to whom the paper goes on the left, the first line of it in italics; who signs on the right."""

    left: Sequence[str]
    right: Sequence[str]

    def append_to(self, sheet: Worksheet, first: int, widths: Sequence[float]) -> None:
        """From row `first` on, after a blank one; each side over half of the width."""
        split = half(widths)
        sheet.append([])
        for number in range(max(len(self.left), len(self.right))):
            left, right = ("" if number >= len(side) else side[number] for side in (self.left, self.right))
            beside = styling.head_cell(sheet, clean(left), styling.BODY if number else styling.ITALIC)
            signed = styling.middle_cell(sheet, clean(right), styling.BOLD)
            sheet.append([beside, *[None] * (split - 1), signed])
            styling.merge(sheet, split + 1, first + 1 + number, max(split + 1, len(widths)), first + 1 + number)


def half(widths: Sequence[float]) -> int:
    """As many columns as are together about half as wide as all."""
    return next((n for n in range(1, len(widths)) if sum(widths[:n]) * 2 >= sum(widths)), max(1, len(widths) - 1))


def _lay_across(sheet: Worksheet, place: int, text: str, widths: Sequence[float], height: int) -> None:
    styling.merge(sheet, 1, place, len(widths), place)
    sheet.row_dimensions[place].height = height * _lines(text, widths)


def _lines(text: str, widths: Sequence[float]) -> int:
    return lines_of(text, sum(widths))
