"""Whole shares of a whole number: largest remainder, so that the sum is always kept."""

from collections.abc import Sequence


def apportion(total: int, weights: Sequence[int], *, minimum: int = 0) -> list[int]:
    """`total` split in proportion to `weights`, each share at least `minimum`; ties go to the earlier place.

    Whole-number arithmetic alone, so that every machine gets the same shares.
    """
    shares = [minimum] * len(weights)
    if total < minimum * len(weights):
        raise ValueError(f"{total} is too little for {len(weights)} shares of at least {minimum}.")
    open_places = [place for place, weight in enumerate(weights) if weight > 0 or minimum]
    left = total - minimum * (len(weights) - len(open_places))
    while True:
        whole = sum(weights[place] for place in open_places)
        small = [place for place in open_places if left * weights[place] < minimum * whole]
        if not small:
            break
        open_places = [place for place in open_places if place not in small]
        left -= minimum * len(small)
    if not whole:
        if left:
            raise ValueError("Nothing to give the rest to: all weights are 0.")
        return shares
    for place in open_places:
        shares[place] = left * weights[place] // whole
    by_remainder = sorted(open_places, key=lambda place: (-(left * weights[place] % whole), place))
    for place in by_remainder[: left - sum(shares[place] for place in open_places)]:
        shares[place] += 1
    return shares
