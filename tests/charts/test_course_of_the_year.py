"""The cumulative line: points, labels, words."""

from dataclasses import replace
from datetime import date
from itertools import combinations
from xml.etree import ElementTree

import pytest

from partytrack.charts import Course, cumulative
from tests.charts.standings import LAST_YEAR, months, province_course

END = date(2023, 12, 31)
COURSES = [
    province_course(),
    Course(2023, date(2023, 10, 10), [(date(2023, 10, 10), 22)], [], 30, date(2023, 11, 15), 29),
    Course(2023, date(2023, 1, 5), [(date(2023, 1, 5), 1)], months(2022, LAST_YEAR), 2767, END, 40),
    Course(2023, date(2023, 12, 30), [(date(2023, 12, 30), 2390)], months(2022, LAST_YEAR), 2400, END, 2399),
    Course(2023, date(2024, 3, 1), months(2023, LAST_YEAR), months(2022, LAST_YEAR), 2400, END, 2731),
    Course(2023, date(2023, 6, 30), [], [], None, END, 0),
    Course(2023, date(2023, 6, 30), [(date(2023, 3, 1), 2)], [(date(2022, 12, 31), 1)], 2, END, None),
]  # fmt: skip


def nodes(svg: str, name: str, css: str = "") -> list[ElementTree.Element]:
    return [node for node in ElementTree.fromstring(svg).iter(name) if css in node.get("class", "")]  # noqa: S314


def test_the_line_runs_from_new_years_day_to_the_day_asked_for() -> None:
    svg = cumulative(province_course(), name="Toàn tỉnh")
    points = nodes(svg, "polyline", "c-this")[0].attrib["points"].split()
    assert points[0] == "2.0,218.0"
    x, y = (float(part) for part in points[-1].split(","))
    assert x == pytest.approx(2 + 276 * 283 / 365, abs=0.1)
    assert y == pytest.approx(218 - 198 * 1994 / 2767, abs=0.1)


def test_the_pace_ends_at_the_target_and_the_forecast_at_the_due_date() -> None:
    svg = cumulative(province_course(), name="Toàn tỉnh")
    assert nodes(svg, "polyline", "c-plan")[0].attrib["points"].endswith("278.0,20.0")
    assert nodes(svg, "polyline", "c-fc")[0].attrib["points"].endswith(f"278.0,{218 - 198 * 2606 / 2767:.1f}")
    assert {"1.994", "2.606", "2.767", "2022", "2023", "10/10", "31/12"} <= {n.text for n in nodes(svg, "text")}


def test_after_the_year_there_is_no_forecast_and_the_line_is_whole() -> None:
    svg = cumulative(replace(province_course(), as_of=date(2024, 2, 1)), name="X")
    assert nodes(svg, "polyline", "c-fc") == []
    assert nodes(svg, "line", "c-now")[0].attrib["x1"] == "278"


@pytest.mark.parametrize("course", COURSES)
def test_labels_never_meet(course: Course) -> None:
    boxes = []
    for node in nodes(cumulative(course, name="X"), "text"):
        x, y, width = float(node.attrib["x"]), float(node.attrib["y"]), 6.4 * len(node.text or "")
        left = x - {"start": 0.0, "middle": width / 2, "end": width}[node.attrib["text-anchor"]]
        boxes.append((left, left + width, y - 10, y + 2))
    for one, other in combinations(boxes, 2):
        assert one[1] <= other[0] or other[1] <= one[0] or one[3] <= other[2] or other[3] <= one[2]


def test_the_message_is_in_words() -> None:
    svg = cumulative(province_course(), name="Toàn tỉnh")
    assert nodes(svg, "title")[0].text == "Toàn tỉnh: số đảng viên kết nạp luỹ kế năm 2023"
    said = "Đến 10/10: 1.994 người. Gồm hồ sơ, đến 31/12 dự báo 2.606. Chỉ tiêu 2.767. Cả năm 2022: 2.731."
    assert nodes(svg, "desc")[0].text == said


def test_an_empty_year_draws_its_axis() -> None:
    svg = cumulative(Course(2023, date(2023, 1, 1), [], [], None, date(2023, 12, 31), None), name="<b>")
    assert nodes(svg, "line", "c-axis")
    assert "<b>" not in svg


def test_a_last_year_of_nobody_is_not_drawn() -> None:
    svg = cumulative(replace(province_course(), last_year=months(2022, [0] * 12)), name="X")
    assert nodes(svg, "polyline", "c-last") == []
    assert "2022" not in [node.text for node in nodes(svg, "text")]


def test_nothing_but_days_stands_below_the_axis() -> None:
    empty = Course(2023, date(2023, 10, 10), months(2023, [0] * 9), [], None, date(2023, 12, 31), 0)
    drawn = [node for node in nodes(cumulative(empty, name="X"), "text") if float(node.attrib["x"]) <= 278]
    below = [node.text for node in drawn if float(node.attrib["y"]) > 218]
    assert below == ["10/10", "31/12", "T1", "T4", "T7"]
