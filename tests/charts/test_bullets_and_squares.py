"""Bars, squares and steps: from numbers to coordinates and words."""

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from django.utils import translation

from partytrack import charts
from tests.charts.standings import PROVINCE, TAN_AN, Sample

HOSTILE = """<img src=x onerror="alert(1)">'&"""


def marks(svg: str, css: str) -> list[dict[str, str]]:
    return [node.attrib for node in ElementTree.fromstring(svg).iter() if node.get("class") == css]  # noqa: S314


def texts(svg: str) -> list[str]:
    return ["".join(node.itertext()) for node in ElementTree.fromstring(svg).iter("text")]  # noqa: S314


def label(svg: str) -> str:
    return ElementTree.fromstring(svg).attrib["aria-label"]  # noqa: S314


def test_a_rows_bullet_is_drawn_in_percent_of_its_own_target() -> None:
    svg = charts.bullet(PROVINCE, name="Toàn tỉnh", share_gone=Fraction(283, 365))
    assert marks(svg, "b-adm")[0]["width"] == "72.06"
    assert (marks(svg, "b-pipe")[0]["x"], marks(svg, "b-pipe")[0]["width"]) == ("72.06", "22.12")
    assert marks(svg, "b-now")[0]["x1"] == "77.53"
    assert marks(svg, "b-target")[0]["x1"] == "100"


def test_a_bullet_past_125_percent_stops_at_the_edge() -> None:
    svg = charts.bullet(Sample(30, 10, 40), name="X", share_gone=None)
    assert marks(svg, "b-adm")[0]["width"] == "125"
    assert marks(svg, "b-pipe") == []


@pytest.mark.parametrize("target", [None, 0])
def test_without_a_target_a_row_has_no_bar(target: int | None) -> None:
    svg = charts.bullet(Sample(3, target, 4), name="X", share_gone=Fraction(1, 2))
    assert not any(marks(svg, css) for css in ("b-adm", "b-pipe", "b-target", "b-now", "b-track"))


def test_a_chart_says_its_figures_in_words() -> None:
    svg = charts.bullet(PROVINCE, name="Đảng bộ tỉnh", share_gone=None)
    assert label(svg) == (
        "Đảng bộ tỉnh: đã kết nạp 1.994 trên chỉ tiêu 2.767, đạt 72,06\u00a0%; đến nay cần 2.145; "
        "gồm 612 hồ sơ đang thẩm tra thì được 2.606."
    )
    assert label(charts.bullet(Sample(3, None, 3), name="X", share_gone=None)) == "X: đã kết nạp 3, chưa giao chỉ tiêu."


@pytest.mark.parametrize(
    "svg",
    [
        charts.bullet(PROVINCE, name=HOSTILE, share_gone=None),
        charts.headline_bullet(PROVINCE, name=HOSTILE),
        charts.squares(TAN_AN, name=HOSTILE),
        charts.steps(3, 7, stage=HOSTILE),
    ],
)
def test_hostile_names_are_text(svg: str) -> None:
    assert HOSTILE in label(svg)
    assert "<img" not in svg


def test_no_chart_carries_a_style_or_a_script() -> None:
    drawn = [
        charts.bullet(PROVINCE, name="X", share_gone=Fraction(1, 2)), charts.bullet_axis(),
        charts.squares(TAN_AN, name="X"),
        charts.headline_bullet(PROVINCE, name="X"), charts.steps(2, 7, stage="X"),
        charts.share_bar(Decimal(40), Decimal(30)),
        *(charts.swatch(kind) for kind in charts.SWATCHES),
    ]  # fmt: skip
    assert not any("style=" in svg or "<script" in svg or " on" in svg for svg in drawn)


def test_the_headline_is_labelled_directly() -> None:
    svg = charts.headline_bullet(PROVINCE, name="Toàn tỉnh")
    assert sorted(texts(svg)) == ["chỉ tiêu 2.767", "gồm hồ sơ 2.606", "đã kết nạp 1.994", "đến nay cần 2.145"]
    assert float(marks(svg, "b-target")[0]["x1"]) == pytest.approx(460 / 1.06, abs=0.01)


@pytest.mark.parametrize(
    "standing",
    [
        PROVINCE,
        Sample(1, 2767, 30, 7),
        Sample(2700, 2767, 2760, 2760),
        Sample(3000, 2767, 3200, 2145),
        Sample(0, 10, 1, 0),
        Sample(2767, 2767, 2767, 2767),
    ],
)
def test_labels_of_the_headline_never_meet_at_the_width_of_a_phone(standing: Sample) -> None:
    svg = charts.headline_bullet(standing, name="X")
    lines: dict[str, list[tuple[float, float]]] = {}
    for node in ElementTree.fromstring(svg).iter("text"):  # noqa: S314
        x, width = float(node.attrib["x"]), 7.9 * len("".join(node.itertext()))
        left = x - width if node.attrib["text-anchor"] == "end" else x
        lines.setdefault(node.attrib["y"], []).append((left, left + width))
    for spans in lines.values():
        spans.sort()
        assert spans[0][0] > -0.01
        assert all(left > right - 0.01 for (_, right), (left, _) in pairwise(spans))


def test_the_headline_without_a_target_or_anybody_still_draws() -> None:
    assert texts(charts.headline_bullet(Sample(0, None, 0), name="X")) == ["đã kết nạp 0"]
    assert "chỉ tiêu 0" in texts(charts.headline_bullet(Sample(0, 0, 0, 0), name="X"))


def test_one_square_stands_for_one_person() -> None:
    svg = charts.squares(TAN_AN, name="Tân An")
    assert [len(marks(svg, css)) for css in ("b-adm", "b-pipe", "b-miss", "b-target")] == [22, 7, 1, 0]
    assert label(svg).endswith("Còn 1 chưa có nguồn.")


def test_squares_wrap_on_a_phone() -> None:
    svg = charts.squares(TAN_AN, name="Tân An", size="phone")
    assert 'viewBox="0 0 314 90"' in svg


def test_past_the_target_a_line_shows_where_it_was_reached() -> None:
    svg = charts.squares(Sample(12, 9, 13), name="Cư Pui", size="row")
    assert len(marks(svg, "b-adm")) == 12
    assert marks(svg, "b-target")[0]["x1"] == "151.5"  # after nine squares of 14 + 3


def test_squares_are_for_few_people() -> None:
    assert charts.fits_squares(TAN_AN)
    assert not charts.fits_squares(PROVINCE)
    assert not charts.fits_squares(Sample(0, None, 0))


def test_steps_show_what_lies_behind_and_ahead() -> None:
    svg = charts.steps(4, 7, stage="Thẩm tra")
    assert [len(marks(svg, css)) for css in ("b-adm", "b-pipe", "b-track")] == [3, 1, 3]
    assert label(svg) == "Bước 4 trên 7: Thẩm tra"


def test_a_share_bar_carries_last_years_mark() -> None:
    svg = charts.share_bar(Decimal("49.45"), Decimal("47.12"))
    assert marks(svg, "b-adm")[0]["width"] == "49.45"
    assert marks(svg, "l-now")[0]["x1"] == "47.12"
    assert marks(charts.share_bar(None), "b-adm") == []


def test_english_pages_get_english_numbers() -> None:
    with translation.override("en"):
        assert "1,994" in charts.bullet(PROVINCE, name="X", share_gone=None)
