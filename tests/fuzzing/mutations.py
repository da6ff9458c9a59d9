"""What a stranger may send as a workbook of admissions: a good one, broken by one of many hands. The same number, the same file."""

import random

from tests.fuzzing import archives, cells, sheets
from tests.fuzzing.good import Mutation

SEED = "kết nạp"
MUTATIONS: list[Mutation] = [
    archives.cut,
    archives.bits_flipped,
    archives.bytes_moved,
    archives.splintered,
    archives.parts_lost_or_renamed,
    archives.parts_swapped_or_emptied,
    archives.wrong_content_types,
    archives.doubled_parts,
    archives.sizes_declared,
    archives.hostile_xml,
    cells.formulas,
    cells.odd_cells,
    cells.odd_texts,
    cells.odd_dates,
    cells.values_in_other_columns,
    cells.decomposed,
    sheets.odd_headers,
    sheets.merged,
    sheets.hidden,
    sheets.more_sheets,
    sheets.sheets_by_hand,
    sheets.targets_elsewhere,
    sheets.far_and_many,
    sheets.shared_strings,
    sheets.styles,
    sheets.empty_and_headless,
    archives.no_workbook_at_all,
    archives.packed_tightly,
    cells.good_but_for_a_value,
    cells.untouched,
]


def broken(number: int) -> tuple[str, bytes]:
    """The name of what was done to it, and the file."""
    chance = random.Random(f"{SEED} {number}")
    mutation = MUTATIONS[number % len(MUTATIONS)]
    return f"{number} {mutation.__name__}", mutation(chance)
