"""How a target could be cut: by members, by what was done or asked last year, in equal parts, by who is in the pipeline."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Self

from django.utils.translation import gettext as _

from partytrack import vietnamese
from partytrack.vietnamese import format_date, number
from targets.allocation import CannotShare, Claim, NothingToGoBy, Share, TooLittleLeft, share_out, weighed_together
from targets.desk import Balance, Desk, Place, cell_of
from targets.figures import half_up, percentage
from targets.lists import Basis

FIGURES: dict[Basis, Callable[[Place], int]] = {
    Basis.MEMBERS: lambda place: place.members or 0,
    Basis.LAST_RESULT: lambda place: max(place.last_year, 0),
    Basis.LAST_TARGET: lambda place: max(place.last_year_target or 0, 0),
    Basis.EQUAL: lambda place: 1,
    Basis.PIPELINE: lambda place: place.dossiers,
}


@dataclass(frozen=True, slots=True)
class Wish:
    """`importance` of each basis, 0 to `lists.IMPORTANCE`; nobody free below `floor`; `rest_only`: only empty cells are filled;
    `rate`: so many of a hundred members are shared out, instead of the unit's own target."""

    importance: Mapping[Basis, int]
    floor: int = 0
    rest_only: bool = False
    rate: Decimal | None = None

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> Self:
        """Of the cleaned data of a `WishForm`."""
        importance = {basis: said[basis.value] or 0 for basis in Basis}
        return cls(importance, said["floor"] or 0, said["rest_only"], said["rate"])


@dataclass(frozen=True, slots=True)
class Proposed:
    """One unit's line of a proposal: the figures it goes by, its exact part, the number. `stays`: not the proposal's to say."""

    place: Place
    figures: tuple[int, ...]
    share: Share
    stays: bool

    @property
    def exact(self) -> str:
        """The exact part, to two decimals."""
        return vietnamese.decimal(Decimal(half_up(self.share.quota * 100)).scaleb(-2))


@dataclass(frozen=True, slots=True)
class Proposal:
    """`sentence`: how it was reckoned, in words; `own`: the target it gives a root itself, by cell."""

    sentence: str
    bases: tuple[Basis, ...]
    lines: tuple[Proposed, ...]
    own: Mapping[str, str]

    @property
    def cells(self) -> dict[str, str]:
        """What it writes."""
        below = {cell_of(one.place.unit, "quantity"): str(one.share.number) for one in self.lines if not one.stays}
        return {**self.own, **below}


class NoProposal(ValueError):
    """`str()` of it says why, for the officer."""


def propose(desk: Desk, texts: Mapping[str, str], by_hand: Collection[str], wish: Wish) -> Proposal:
    """Raises `NoProposal`."""
    balance = desk.balance(texts)
    whole = _whole(desk, balance, wish)
    bases = tuple(basis for basis in Basis if wish.importance.get(basis))
    if not bases:
        raise NoProposal(_("Hãy chọn ít nhất một căn cứ để chia."))
    parts = [(wish.importance[basis], _figures(desk, basis)) for basis in bases]
    if any(cell_of(place.unit, "quantity") in balance.bad for place in desk.places):
        raise NoProposal(_("Có ô không phải là số; hãy sửa trước rồi mới chia."))
    claims = _claims(desk, balance, by_hand, wish, weighed_together(parts))
    try:
        shares = share_out(whole, claims)
    except CannotShare as refused:
        raise NoProposal(_why_not(refused, whole)) from refused
    fixed = {claim.code for claim in claims if claim.fixed is not None}
    lines = tuple(
        Proposed(
            place,
            tuple(figures[place.unit.code] for _importance, figures in parts),
            shares[place.unit.code],
            stays=place.unit.code in fixed,
        )
        for place in desk.places
    )
    own_cell = cell_of(desk.unit, "quantity")
    own = {own_cell: str(whole)} if wish.rate and desk.is_root and own_cell not in by_hand else {}
    if own and whole < desk.largest_part(desk.unit, balance.numbers):
        said = {"whole": number(whole), "unit": desk.unit.name}
        raise NoProposal(
            _("%(whole)s ít hơn chỉ tiêu thành phần của %(unit)s; hãy tăng tỷ lệ, hoặc giảm chỉ tiêu thành phần trước.")
            % said
        )
    sentence = _sentence(desk, whole, wish, bases, lines)
    if any(not line.stays and desk.largest_part(line.place.unit, balance.numbers) > wish.floor for line in lines):
        sentence += " " + _("Không đơn vị nào dưới chỉ tiêu thành phần của mình.")
    return Proposal(sentence, bases, lines, own)


def _whole(desk: Desk, balance: Balance, wish: Wish) -> int:
    """How many are shared out. Raises `NoProposal`."""
    if wish.rate is not None:
        members, _day = _counted(desk)
        if not members:
            raise NoProposal(_("Chưa có số đảng viên của các đơn vị bên dưới, nên chưa chia theo tỷ lệ được."))
        return half_up(Fraction(wish.rate) * members / 100)
    own = balance.own
    if own is None:
        said = _("%(unit)s chưa được giao chỉ tiêu năm %(year)s nên chưa có gì để chia; hãy ghi tỷ lệ, hoặc chờ giao.")
        raise NoProposal(said % _of(desk))
    return own


def _figures(desk: Desk, basis: Basis) -> dict[str, int]:
    return {place.unit.code: FIGURES[basis](place) for place in desk.places}


def _claims(
    desk: Desk, balance: Balance, by_hand: Collection[str], wish: Wish, weights: Mapping[str, Fraction]
) -> list[Claim]:
    """What was typed by hand stays, and with `rest_only` all that stands; nobody falls below a sub-target of his own."""
    claims = []
    for place in desk.places:
        cell = cell_of(place.unit, "quantity")
        said = balance.numbers[cell]
        stays = said is not None and (wish.rest_only or cell in by_hand)
        floor = max(wish.floor, desk.largest_part(place.unit, balance.numbers))
        claims.append(Claim(place.unit.code, weights[place.unit.code], floor, said if stays else None))
    return claims


def _why_not(refused: CannotShare, own: int) -> str:
    if isinstance(refused, TooLittleLeft) and refused.left < 0:
        said = {"over": number(-refused.left), "own": number(own)}
        return _("Các số giữ nguyên đã vượt %(own)s là %(over)s người; không còn gì để chia.") % said
    if isinstance(refused, TooLittleLeft) and refused.floors:
        said = {"left": number(refused.left), "floors": number(refused.floors)}
        return _("Chỉ còn %(left)s để chia, mà mức thấp nhất của các đơn vị cộng lại là %(floors)s.") % said
    if isinstance(refused, NothingToGoBy):
        return _("Các đơn vị còn lại đều bằng 0 theo căn cứ đã chọn; hãy chọn thêm một căn cứ, ví dụ chia đều.")
    return _("Không còn đơn vị nào để chia: mọi ô đều đã có số.")


def _sentence(desk: Desk, whole: int, wish: Wish, bases: tuple[Basis, ...], lines: tuple[Proposed, ...]) -> str:
    """ "Chia 115 theo số đảng viên (3.557, thống kê đến 31/12/2022; 115 là 3,23 %) …"."""
    free = [line for line in lines if not line.stays]
    said = {
        "total": number(sum(line.share.number for line in free)),
        "units": number(len(free)),
        "bases": "; ".join(_basis(desk, whole, wish, basis, len(bases) > 1) for basis in bases),
    }
    words = [_("Chia %(total)s cho %(units)s đơn vị theo %(bases)s.") % said]
    if wish.rate is not None:
        total, day = _counted(desk)
        told = {"rate": vietnamese.percentage(wish.rate), "members": number(total), "n": number(whole)}
        told["day"] = format_date(day) if day else vietnamese.UNKNOWN
        words.insert(0, _("%(rate)s của %(members)s đảng viên (thống kê đến %(day)s) là %(n)s.") % told)
    if len(free) < len(lines):
        words.append(_("Giữ nguyên %(units)s đơn vị đã có số.") % {"units": number(len(lines) - len(free))})
    if wish.floor:
        words.append(_("Không đơn vị nào dưới %(floor)s.") % {"floor": number(wish.floor)})
    words.append(
        _(
            "Mỗi đơn vị được phần nguyên của mình; phần dư cho phần lẻ lớn nhất, bằng nhau thì cho đơn vị có căn cứ lớn hơn."
        )
    )
    return " ".join(words)


def _basis(desk: Desk, whole: int, wish: Wish, basis: Basis, several: bool) -> str:
    words = str(basis.label)
    if basis == Basis.MEMBERS:
        words += f" ({_members(desk, whole)})"
    elif basis in (Basis.LAST_RESULT, Basis.LAST_TARGET):
        words = words.replace(_("năm trước"), str(desk.year - 1))
        if basis == Basis.LAST_RESULT:
            words += " " + _("(đến %(day)s)") % {"day": format_date(desk.last_year_to)}
    return f"{words} × {wish.importance[basis]}" if several else words


def _counted(desk: Desk) -> tuple[int, date | None]:
    """The members of the units, and up to when they were counted; no day where there is no count."""
    days = [place.counted_on for place in desk.places if place.counted_on]
    return sum(place.members or 0 for place in desk.places), max(days, default=None)


def _members(desk: Desk, whole: int) -> str:
    """The denominator, named and dated, and what part of it is shared out."""
    total, day = _counted(desk)
    if day is None or not total:
        return _("chưa có số liệu")
    rate = vietnamese.percentage(percentage(Fraction(whole, total)))
    said = {"total": number(total), "day": format_date(day), "own": number(whole), "rate": rate}
    return _("%(total)s, thống kê đến %(day)s; %(own)s là %(rate)s") % said


def _of(desk: Desk) -> dict[str, Any]:
    return {"unit": desk.unit.name, "year": desk.year}
