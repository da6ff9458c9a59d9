"""Ranking, distribution, months × units: marks, numbers, words."""

from decimal import Decimal
from xml.etree import ElementTree

import pytest

from partytrack.charts import Band, Bar, HeatRow, distribution, heat_map, longest, ranking
from partytrack.charts.heat import shade

LONG = '=HYPERLINK("http://x")<b>' + "Đảng bộ xã " * 20


def nodes(svg: str, name: str, css: str = "") -> list[ElementTree.Element]:
    found = ElementTree.fromstring(svg).iter(name)  # noqa: S314
    return [node for node in found if not css or css in node.get("class", "").split(" ")]


def words(svg: str, name: str = "text") -> list[str]:
    return [node.text or "" for node in nodes(svg, name)]


def test_a_bar_is_as_long_as_its_share_and_its_number_stands_beside_it() -> None:
    bars = [Bar("Lắk", 1, Decimal("100.00"), "4/4"), Bar("Krông Ana", 2, Decimal("50.00"), "2/4")]
    svg = ranking(bars, name="Đắk Lắk", expected=Decimal("77.53"))
    full, half = (float(node.attrib["width"]) for node in nodes(svg, "rect", "b-adm"))
    assert half == pytest.approx(full / 2)
    assert {"50,00\u00a0%", "100,00\u00a0%", "Lắk", "Krông Ana", "đến nay cần 77,53\u00a0%"} <= set(words(svg))
    assert words(svg, "desc") == ["Lắk: 100,00\u00a0% (4/4). Krông Ana: 50,00\u00a0% (2/4)."]


def test_without_a_target_there_is_no_bar_and_it_is_said() -> None:
    svg = ranking([Bar("Lắk", None, None, "4/—")], name="Đắk Lắk", expected=None)
    assert nodes(svg, "rect") == []
    assert "4/—, không có tỷ lệ" in words(svg)


def test_far_over_the_target_the_bar_stays_on_the_sheet() -> None:
    svg = ranking([Bar("Lắk", 1, Decimal("900.00"), "9/1")], name="X", expected=None)
    bar = nodes(svg, "rect", "b-adm")[0]
    assert float(bar.attrib["x"]) + float(bar.attrib["width"]) <= 640
    assert "900,00\u00a0%" in words(svg)


@pytest.mark.parametrize("name", [LONG, ""])
def test_a_name_is_cut_on_the_sheet_and_told_whole(name: str) -> None:
    for svg in (
        ranking([Bar(name, 1, Decimal("1.00"), "1/100")], name="X", expected=None),
        heat_map([HeatRow(name, [1])], ["T1"], name="X"),
    ):
        assert max(len(said) for said in words(svg)) < 30
        assert name in words(svg, "desc")[0]


def test_a_column_is_as_tall_as_its_count() -> None:
    bands = [Band(["0–10"], 0), Band(["10–20"], 4, mark=0.5), Band(["không có"], 2, apart=True)]
    svg = distribution(bands, name="X", pace="đến nay cần 15")
    (tall,), (apart,) = nodes(svg, "rect", "b-adm"), nodes(svg, "rect", "b-pipe")
    assert float(tall.attrib["height"]) == pytest.approx(2 * float(apart.attrib["height"]))
    assert [said for said in words(svg) if said.isdigit()] == ["0", "4", "2"]
    assert "đến nay cần 15" in words(svg)
    assert len(nodes(svg, "line", "b-now")) == 1


@pytest.mark.parametrize(("value", "step"), [(0, 0), (-2, 0), (1, 1), (2, 1), (3, 2), (4, 2), (5, 3), (7, 4), (8, 4)])
def test_a_square_is_as_dark_as_its_part_of_the_highest_of_its_row(value: int, step: int) -> None:
    assert shade(value, 8) == step


def test_every_square_shows_its_number_and_every_row_its_sum() -> None:
    svg = heat_map(
        [HeatRow("Lắk", [3, 0, -1]), HeatRow("Toàn đơn vị", [3, 0, -1], strong=True)], ["T1", "T2", "T3"], name="X"
    )
    assert words(svg)[4:9] == ["Lắk", "3", "0", "−1", "2"]
    assert words(svg, "desc")[0].startswith("Lắk: T1 3, T2 0, T3 −1.")
    assert shade(5, 0) == 0


def test_sheets_of_one_ranking_share_its_scale() -> None:
    bars = [Bar("Krông Bông", 1, Decimal("140.00"), "7/5"), Bar("Lắk", 2, Decimal("70.00"), "7/10")]
    first, second = (ranking([bar], name="X", expected=None, end=longest(bars)) for bar in bars)
    tall, half = (float(nodes(svg, "rect", "b-adm")[0].attrib["width"]) for svg in (first, second))
    assert half == pytest.approx(tall / 2)
