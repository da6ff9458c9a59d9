"""What of the demo is published and what is constructed, on screen. No figure of a person, so nobody need sign in."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from partytrack.demo.structure import committees
from partytrack.vietnamese import number, percentage, signed
from units.lists import Kind


class Fact(NamedTuple):
    unit: str
    label: str
    figure: str


@login_not_required
def about(request: HttpRequest) -> HttpResponse:
    """404 outside the demo: a real office has no such page."""
    if not settings.DEMO:
        raise Http404
    return render(request, "demo.html", {"facts": list(_facts())})


def _percent(done: int, of: int, places: int = 2) -> str:
    return percentage((Decimal(done) * 100 / of).quantize(Decimal(10) ** -places, ROUND_HALF_UP), places)


def _share(done: int, of: int, places: int = 2) -> str:
    return f"{number(done)}/{number(of)} = {_percent(done, of, places)}"


def _facts() -> Iterator[Fact]:
    root, *below = committees()
    by_code = {committee.code: committee for committee in below}
    yield Fact(root.name, _("chỉ tiêu 2023; so với 2022"), f"{number(2767)}; {signed(867)}")
    yield Fact(root.name, _("đã kết nạp đến 10/10/2023"), _share(root.admitted, root.target_2023))
    yield Fact(root.name, _("đảng bộ trực thuộc"), number(sum(row.kind == Kind.UPPER_COMMITTEE for row in below)))
    yield Fact(
        root.name,
        _("tổ chức cơ sở đảng (đảng bộ cơ sở; chi bộ cơ sở)"),
        f"{number(843)} ({number(389)}; {number(454)})",
    )
    krong_bong = by_code["KBO"]
    yield Fact(krong_bong.name, _("đã kết nạp; so với chỉ tiêu 2022"), f"{_share(117, 115)}; {signed(30)}")
    yield Fact(krong_bong.name, _("tổ chức cơ sở đảng; đảng viên"), f"{number(52)}; {number(krong_bong.members)}")
    yield Fact(krong_bong.name, _("đảng bộ cơ sở vượt chỉ tiêu"), number(5))
    yield Fact(krong_bong.name, _("lớp nhận thức; học viên"), f"{number(3)}; {number(204)}")
    yield Fact(krong_bong.name, _("dự sinh hoạt chi bộ"), "33/35")
    for code in ("KCQ", "KAN", "QSU", "LAK"):
        committee = by_code[code]
        share = _percent(committee.admitted, committee.target_2023)
        yield Fact(committee.name, _("tỷ lệ hoàn thành (số người là dựng)"), share)
    yield Fact("Đảng bộ xã Cư Pui", _("đã kết nạp; trong đó dân tộc thiểu số"), f"{_share(12, 9, 1)}; {number(5)}")
    yield Fact("Đảng bộ xã Cư Pui", _("chi bộ (thôn, buôn); đảng viên"), f"{number(21)} ({number(13)}); {number(175)}")
    yield Fact("Đảng bộ phường Tân An", _("đã kết nạp; hồ sơ đang thẩm tra"), f"{number(22)}/{number(30)}; {number(7)}")
    yield Fact(
        "Đảng bộ phường Tân An", _("chi bộ (tổ dân phố); đảng viên"), f"{number(25)} ({number(12)}); {number(1388)}"
    )
    yield Fact(
        "Đảng bộ phường Tân An", _("phấn đấu hoàn thành trước; cấp uỷ viên phụ trách"), f"15/11/2023; {number(14)}"
    )
