"""What a column's cells may say: a parser per kind reads a cell, and writes its value so that it reads the same.

What could be meant in two ways is asked about, never guessed. Cells arrive trimmed, in NFC, and never blank.
"""

from workbooks.parsers.base import Parser
from workbooks.parsers.days import Day, PartialDate, PartialDay
from workbooks.parsers.lists import Choice, Choices, YesNo
from workbooks.parsers.numbers import WITHDRAWN, WholeNumber, WithdrawableNumber, Withdrawn
from workbooks.parsers.texts import Code, Text

__all__ = [
    "WITHDRAWN",
    "Choice",
    "Choices",
    "Code",
    "Day",
    "Parser",
    "PartialDate",
    "PartialDay",
    "Text",
    "WholeNumber",
    "WithdrawableNumber",
    "Withdrawn",
    "YesNo",
]
