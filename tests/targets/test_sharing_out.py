"""Proposals: the sum, the floors and the hand-typed numbers are kept, and more weight never means less."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from targets.allocation import Claim, NothingToGoBy, TooLittleLeft, share_out, weighed_together

WEIGHTS = st.integers(0, 5_000)
CLAIMS = st.lists(st.tuples(WEIGHTS, st.integers(0, 5), st.none() | st.integers(0, 60)), min_size=1, max_size=60).map(
    lambda rows: [Claim(f"U{n}", Fraction(weight), floor, fixed) for n, (weight, floor, fixed) in enumerate(rows)]
)


def numbers(total: int, *claims: Claim) -> list[int]:
    return [share.number for share in share_out(total, claims).values()]


def by_weights(*weights: int, floor: int = 0) -> list[Claim]:
    return [Claim(f"U{n}", Fraction(weight), floor) for n, weight in enumerate(weights)]


def test_115_for_three_communes_by_members() -> None:
    """214, 131 and 90 of 435 members: 56,57 + 34,63 + 23,79; whole parts make 113, and .79 and .63 get one each."""
    assert numbers(115, *by_weights(214, 131, 90)) == [56, 35, 24]


def test_of_equal_fractions_the_larger_weight_gets_the_last_one_then_the_first_in_order() -> None:
    assert numbers(3, *by_weights(1, 1)) == [2, 1]
    assert numbers(4, *by_weights(3, 1, 1, 3)) == [2, 0, 0, 2]


def test_a_floor_is_given_first_and_the_rest_shared_by_the_others() -> None:
    assert numbers(10, *by_weights(98, 1, 1, floor=1)) == [8, 1, 1]


def test_what_was_typed_by_hand_stays_and_only_the_rest_is_shared_out() -> None:
    typed = Claim("A", Fraction(1), fixed=9)
    assert numbers(16, typed, *by_weights(5, 2)) == [9, 5, 2]


def test_too_little_left_is_said_with_both_numbers() -> None:
    with pytest.raises(TooLittleLeft) as refused:
        share_out(5, [Claim("A", Fraction(1), fixed=4), *by_weights(1, 1, floor=1)])
    assert (refused.value.left, refused.value.floors) == (1, 2)
    with pytest.raises(TooLittleLeft):
        share_out(5, [Claim("A", Fraction(1), fixed=9)])


def test_without_any_figure_to_go_by_nothing_is_proposed() -> None:
    with pytest.raises(NothingToGoBy):
        share_out(3, by_weights(0, 0))
    assert numbers(0, *by_weights(0, 0)) == [0, 0]


def test_figures_are_weighed_by_their_part_of_their_own_sum() -> None:
    """Members 300 and 100, results 1 and 3, twice as important: ¾ + 2·¼ and ¼ + 2·¾."""
    weights = weighed_together([(1, {"A": 300, "B": 100}), (2, {"A": 1, "B": 3}), (5, {"A": 0, "B": 0})])
    assert weights == {"A": Fraction(5, 4), "B": Fraction(7, 4)}


@given(st.integers(0, 5_000), CLAIMS)
def test_every_proposal_keeps_its_sum_its_floors_and_what_is_fixed(total: int, claims: list[Claim]) -> None:
    free = [claim for claim in claims if claim.fixed is None]
    left = total - sum(claim.fixed or 0 for claim in claims)
    assume(free and left >= sum(claim.floor for claim in free) and any(claim.weight for claim in free))
    shares = share_out(total, claims)
    assert sum(share.number for share in shares.values()) == total
    assert all(shares[claim.code].number == claim.fixed for claim in claims if claim.fixed is not None)
    assert all(shares[claim.code].number >= claim.floor for claim in free)
    assert all(abs(share.number - share.quota) < 1 for share in shares.values())
    for one in free:
        for other in free:
            if one.floor >= other.floor and one.weight > other.weight:
                assert shares[one.code].number >= shares[other.code].number


@given(st.integers(0, 2_000), CLAIMS, st.integers(1, 3_000), st.data())
def test_more_weight_never_means_less(total: int, claims: list[Claim], more: int, data: st.DataObject) -> None:
    free = [n for n, claim in enumerate(claims) if claim.fixed is None]
    assume(free and any(claims[n].weight for n in free))
    assume(total - sum(claim.fixed or 0 for claim in claims) >= sum(claims[n].floor for n in free))
    n = data.draw(st.sampled_from(free))
    heavier = Claim(claims[n].code, claims[n].weight + more, claims[n].floor)
    after = share_out(total, [*claims[:n], heavier, *claims[n + 1 :]])
    assert after[heavier.code].number >= share_out(total, claims)[heavier.code].number
