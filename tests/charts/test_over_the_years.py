"""Results over the years: the line, its gaps, the steps of the targets, the words."""

from itertools import combinations
from xml.etree import ElementTree

import pytest

from partytrack.charts import YearMark, over_years

PROVINCE = [
    YearMark(2019, 2342, 2310), YearMark(2020, 2153, 2150), YearMark(2021, 1782, 1780), YearMark(2022, 1908, 1900),
    YearMark(2023, 1994, 2767, "đến 10/10"),
]  # fmt: skip
SERIES = [
    PROVINCE,
    [YearMark(year, 2000 + year % 7 * 90, 2100) for year in range(2014, 2024)],
    [YearMark(2022, None, None), YearMark(2023, 3, None, "đến 10/10")],
    [YearMark(2021, 0, 0), YearMark(2022, 12, 9)],
    [YearMark(2023, 1, 1)],
]


def nodes(svg: str, name: str, css: str = "") -> list[ElementTree.Element]:
    return [node for node in ElementTree.fromstring(svg).iter(name) if css in node.get("class", "").split() or not css]  # noqa: S314


def test_whole_years_are_one_line_and_the_year_that_goes_on_is_broken_into_dashes() -> None:
    svg = over_years(PROVINCE, name="Toàn tỉnh")
    whole, going_on = nodes(svg, "polyline", "c-this"), nodes(svg, "polyline", "c-fc")
    assert [len(line.attrib["points"].split()) for line in (*whole, *going_on)] == [4, 2]
    assert whole[0].attrib["points"].split()[-1] == going_on[0].attrib["points"].split()[0]
    assert (len(nodes(svg, "circle", "c-dot")), len(nodes(svg, "circle", "c-dot-o"))) == (4, 1)


def test_a_year_of_which_nothing_is_known_breaks_the_line_and_is_not_drawn_at_zero() -> None:
    svg = over_years([YearMark(2019, 5, 5), YearMark(2020, None, 4), YearMark(2021, 6, None)], name="X")
    assert nodes(svg, "polyline") == []
    assert len(nodes(svg, "circle", "c-dot")) == 2
    assert len(nodes(svg, "line", "c-goal")) == 2
    assert "2020: chưa có số liệu." in svg


def test_heights_are_in_proportion_and_each_figure_is_written() -> None:
    svg = over_years(PROVINCE, name="Toàn tỉnh")
    goal = nodes(svg, "line", "c-goal")[-1]
    assert float(goal.attrib["y1"]) == 24
    assert float(nodes(svg, "circle", "c-dot-o")[0].attrib["cy"]) == pytest.approx(226 - 202 * 1994 / 2767, abs=0.1)
    said = {node.text for node in nodes(svg, "text")}
    assert {"1.994", "2.767", "2.342", "2.310", "1.900", "2019", "2023", "đến 10/10"} <= said
    assert "2023 đến 10/10: 1.994 trên chỉ tiêu 2.767." in svg


@pytest.mark.parametrize("width", [520, 328])
@pytest.mark.parametrize("years", SERIES)
def test_labels_never_meet(years: list[YearMark], width: int) -> None:
    boxes = []
    for node in nodes(over_years(years[-6:] if width < 400 else years, name="X", width=width), "text"):
        x, y, letters = float(node.attrib["x"]), float(node.attrib["y"]), 5.6 * len(node.text or "")
        left = x - {"start": 0.0, "middle": letters / 2, "end": letters}[node.attrib["text-anchor"]]
        boxes.append((left, left + letters, y - 9, y + 1, node.text))
    for one, other in combinations(boxes, 2):
        apart = one[1] <= other[0] or other[1] <= one[0] or one[3] <= other[2] or other[3] <= one[2]
        assert apart, (one, other)
