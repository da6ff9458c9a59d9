"""SVG elements with attributes in place of styles, so that the strictest Content-Security-Policy lets them through."""

from collections.abc import Iterable
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from partytrack.vietnamese import number


def tag(name: str, content: Any = "", **attributes: Any) -> SafeString:
    """`class_` and `text_anchor` become class and text-anchor; content that is no markup is escaped."""
    named = [(key.rstrip("_").replace("_", "-"), _written(value)) for key, value in attributes.items()]
    return format_html("<{}{}>{}</{}>", name, format_html_join("", ' {}="{}"', named), content, name)


def joined(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


def rect(css: str, x: float, y: float, width: float, height: float) -> SafeString:
    return tag("rect", class_=css, x=x, y=y, width=width, height=height)


def line(css: str, x1: float, y1: float, x2: float, y2: float) -> SafeString:
    return tag("line", class_=css, x1=x1, y1=y1, x2=x2, y2=y2)


def upright(css: str, x: float, top: float, bottom: float) -> SafeString:
    return line(css, x, top, x, bottom)


def text(css: str, x: float | str, y: float, content: Any, anchor: str = "start") -> SafeString:
    return tag("text", content, class_=css, x=x, y=y, text_anchor=anchor)


def labelled(right: float, y: float, words: str, n: int) -> SafeString:
    value = tag("tspan", number(n), class_="b-txt-s")
    return text("b-txt", right, y, format_html("{} {}", words, value), "end")


def picture(
    css: str, box: tuple[float, float], words: str, marks: Iterable[SafeString], **attributes: Any
) -> SafeString:
    """An image of `marks` in a box of (width, height), read out as `words`."""
    view = f"0 0 {_written(box[0])} {_written(box[1])}"
    return tag("svg", joined(marks), class_=css, viewBox=view, role="img", aria_label=words, **attributes)


def between(value: float, low: float, high: float) -> float:
    """`value`, or the nearest end of [low, high]; `high` wins over `low`."""
    return min(max(value, low), high)


def _written(value: Any) -> Any:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else value
