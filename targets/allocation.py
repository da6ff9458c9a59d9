"""Cutting a target into whole numbers: a proposal that keeps the sum, the floors, and what was typed by hand.

Quotas are proportional to weights, none below its floor; they are rounded by largest remainder: everyone gets the whole
part of his quota, and what is left goes, one each, to the largest fractions; of equal fractions the larger weight first,
then the order of the claims.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction


class CannotShare(ValueError):
    """No proposal keeps the sum and the floors."""


class TooLittleLeft(CannotShare):
    """What is left after the fixed numbers is less than the floors ask for."""

    def __init__(self, left: int, floors: int) -> None:
        super().__init__(f"{left} left, floors of {floors}")
        self.left, self.floors = left, floors


class NothingToGoBy(CannotShare):
    """Something is left, and nobody free has a weight."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One unit's part in a proposal. `fixed`: typed by hand, and stays; then weight and floor do not matter."""

    code: str
    weight: Fraction
    floor: int = 0
    fixed: int | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """`quota` is the exact part before rounding; of a fixed one the number itself."""

    number: int
    quota: Fraction


def share_out(total: int, claims: Sequence[Claim]) -> dict[str, Share]:
    """By code, numbers whose sum is `total`. Raises `CannotShare`."""
    shares = {claim.code: Share(claim.fixed, Fraction(claim.fixed)) for claim in claims if claim.fixed is not None}
    free = [claim for claim in claims if claim.fixed is None]
    left = total - sum(share.number for share in shares.values())
    floors = sum(claim.floor for claim in free)
    if left < floors or (left and not free):
        raise TooLittleLeft(left, floors)
    if left > floors and not any(claim.weight for claim in free):
        raise NothingToGoBy
    quotas = _quotas(left, free)
    numbers = _rounded(left, free, quotas)
    return shares | {claim.code: Share(numbers[claim.code], quotas[claim.code]) for claim in free}


def _quotas(left: int, claims: Sequence[Claim]) -> dict[str, Fraction]:
    """Proportional to weights, save for those who would fall below their floor: they get it, and the others share the rest."""
    quotas: dict[str, Fraction] = {}
    above = list(claims)
    while True:
        rest = left - sum(quotas.values())
        weights = sum((claim.weight for claim in above), Fraction())
        below = [claim for claim in above if claim.weight * rest < claim.floor * weights or not weights]
        if not below:
            break
        quotas |= {claim.code: Fraction(claim.floor) for claim in below}
        above = [claim for claim in above if claim.code not in quotas]
    return quotas | {claim.code: rest * claim.weight / weights for claim in above}


def _rounded(left: int, claims: Sequence[Claim], quotas: Mapping[str, Fraction]) -> dict[str, int]:
    numbers = {code: int(quota) for code, quota in quotas.items()}
    largest = sorted(claims, key=lambda claim: (numbers[claim.code] - quotas[claim.code], -claim.weight))
    for claim in largest[: left - sum(numbers.values())]:
        numbers[claim.code] += 1
    return numbers


def weighed_together(parts: Iterable[tuple[int, Mapping[str, int]]]) -> dict[str, Fraction]:
    """Weights made of several figures: each figure as a part of its own sum, times its importance (any whole numbers).

    A figure that is 0 for everyone says nothing and is left out; a unit that a figure does not know has none of it.
    """
    weights: dict[str, Fraction] = {}
    for importance, figures in parts:
        whole = sum(figures.values())
        for code, figure in figures.items():
            part = Fraction(importance * figure, whole) if whole else Fraction()
            weights[code] = weights.get(code, Fraction()) + part
    return weights
