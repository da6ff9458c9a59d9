"""A sub-target is a part of a total: without a total it means nothing, and more than the total it cannot be."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partytrack.vietnamese import number
from targets.lists import Category
from targets.models import CATEGORIES, SUB_TARGETS

Numbers = Mapping[str, int | None]
"""One unit's assigned targets by category; None, or absent: not assigned."""

ABOVE = gettext_lazy("Lớn hơn Chỉ tiêu %(whole)s; hãy giảm số này hoặc tăng Chỉ tiêu.")
ALONE = gettext_lazy("Chưa có Chỉ tiêu; hãy điền Chỉ tiêu trước, hoặc bỏ số này.")


def above_the_total(numbers: Numbers) -> dict[str, int]:
    """The sub-targets that are larger than the total, or have none, in the order of the categories."""
    whole = numbers.get(Category.TOTAL)
    parts = {category: numbers.get(category) for category in SUB_TARGETS}
    return {category: part for category, part in parts.items() if part is not None and (whole is None or part > whole)}


def said_at_a_part(whole: int | None) -> str:
    """What is wrong with a sub-target above this total, at its own cell."""
    return str(ALONE) if whole is None else str(ABOVE) % {"whole": number(whole)}


def said_at_the_total(whole: int | None, parts: Mapping[str, int]) -> str:
    """What is wrong with a total below these sub-targets, which stand already, at its cell."""
    labels = dict(CATEGORIES)
    said = {"parts": "; ".join(f"{labels[category]} {number(part)}" for category, part in parts.items())}
    if whole is None:
        return _("Rút lại Chỉ tiêu thì rút cả chỉ tiêu thành phần đang có (%(parts)s): ghi dấu - ở các cột đó.") % said
    return (
        _("Nhỏ hơn chỉ tiêu thành phần đang có (%(parts)s); hãy giảm cả chỉ tiêu thành phần trong quyết định này.")
        % said
    )
