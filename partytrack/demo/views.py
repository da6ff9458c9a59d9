"""What of the demo is published and what is constructed, on screen. No figure of a person, so nobody need sign in."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from partytrack.demo import published
from partytrack.demo.pipeline import TAN_AN_DOSSIERS
from partytrack.demo.structure import Committee, committees
from partytrack.vietnamese import format_date, number, percentage, signed
from units.lists import Kind, Sector


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
    yield from _of_the_province(root, sum(row.kind == Kind.UPPER_COMMITTEE for row in below))
    yield from _of_krong_bong(by_code["KBO"])
    for code in ("KCQ", "KAN", "QSU", "LAK"):
        committee = by_code[code]
        share = _percent(committee.admitted, committee.target_2023)
        yield Fact(committee.name, _("tỷ lệ hoàn thành (số người là dựng)"), share)
    yield from _of_cu_pui()
    yield from _of_tan_an()


def _of_the_province(root: Committee, committees_below: int) -> Iterator[Fact]:
    more = root.target_2023 - root.target_2022
    yield Fact(root.name, _("chỉ tiêu 2023; so với 2022"), f"{number(root.target_2023)}; {signed(more)}")
    yield Fact(root.name, _("đã kết nạp đến 10/10/2023"), _share(root.admitted, root.target_2023))
    yield Fact(root.name, _("đảng bộ trực thuộc"), number(committees_below))
    large, small = root.grassroots_committees, root.grassroots_cells
    yield Fact(
        root.name,
        _("tổ chức cơ sở đảng (đảng bộ cơ sở; chi bộ cơ sở)"),
        f"{number(large + small)} ({number(large)}; {number(small)})",
    )


def _of_krong_bong(committee: Committee) -> Iterator[Fact]:
    name, more = committee.name, signed(committee.target_2023 - committee.target_2022)
    done = _share(committee.admitted, committee.target_2023)
    yield Fact(name, _("đã kết nạp; so với chỉ tiêu 2022"), f"{done}; {more}")
    grassroots = committee.grassroots_committees + committee.grassroots_cells
    yield Fact(name, _("tổ chức cơ sở đảng; đảng viên"), f"{number(grassroots)}; {number(committee.members)}")
    yield Fact(name, _("đảng bộ cơ sở vượt chỉ tiêu"), number(published.KRONG_BONG_OVER))
    classes = published.KRONG_BONG_CLASSES
    learners = sum(learners for _day, learners in classes)
    yield Fact(name, _("lớp nhận thức; học viên"), f"{number(len(classes))}; {number(learners)}")
    yield Fact(name, _("dự sinh hoạt chi bộ"), "{}/{}".format(*published.KRONG_BONG_MEETINGS))


def _of_cu_pui() -> Iterator[Fact]:
    name, code, cells = "Đảng bộ xã Cư Pui", published.CPU, published.CU_PUI_CELLS
    done = _share(published.ADMITTED[2023][code], published.TARGET[2023][code], 1)
    minority = sum(len(people) for people in published.CU_PUI_MINORITY.values())
    yield Fact(name, _("đã kết nạp; trong đó dân tộc thiểu số"), f"{done}; {number(minority)}")
    villages = sum(cell.sector == Sector.VILLAGE for cell in cells)
    members = number(published.MEMBERS[code])
    yield Fact(name, _("chi bộ (thôn, buôn); đảng viên"), f"{number(len(cells))} ({number(villages)}); {members}")


def _of_tan_an() -> Iterator[Fact]:
    name, code, cells = "Đảng bộ phường Tân An", published.TAN, published.TAN_AN_CELLS
    done = f"{number(published.ADMITTED[2023][code])}/{number(published.TARGET[2023][code])}"
    yield Fact(name, _("đã kết nạp; hồ sơ đang thẩm tra"), f"{done}; {number(len(TAN_AN_DOSSIERS))}")
    streets = sum(cell.sector == Sector.NEIGHBOURHOOD for cell in cells)
    members = number(published.MEMBERS[code])
    yield Fact(name, _("chi bộ (tổ dân phố); đảng viên"), f"{number(len(cells))} ({number(streets)}); {members}")
    in_charge = number(len(published.TAN_AN_COMMITTEE))
    due = format_date(published.TAN_OWN_DUE)
    yield Fact(name, _("phấn đấu hoàn thành trước; cấp uỷ viên phụ trách"), f"{due}; {in_charge}")
