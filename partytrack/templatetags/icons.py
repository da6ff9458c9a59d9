"""{% icon "risk" %}: small signs that stand before words, never in place of them; told apart in black and white too."""

from django import template
from django.utils.safestring import SafeString

from partytrack.charts.svg import joined, tag

register = template.Library()

_ROUND = {"stroke_linecap": "round", "stroke_linejoin": "round"}
_RING = tag("circle", cx=8, cy=8, r=6.2, fill="none", stroke="currentColor", stroke_width=1.6)
_DISC = tag("circle", cx=8, cy=8, r=7, fill="currentColor")


def _stroke(d: str, width: float = 1.6, colour: str = "currentColor") -> SafeString:
    return tag("path", d=d, fill="none", stroke=colour, stroke_width=width, **_ROUND)


ICONS = {
    "ok": (_DISC, _stroke("m4.6 8.3 2.3 2.3 4.5-4.8", 1.9, "#fff")),
    "on": (_RING, _stroke("m5.2 8.2 2 2 3.7-4")),
    "slow": (_RING, tag("path", d="M8 1.8a6.2 6.2 0 0 0 0 12.4z", fill="currentColor")),
    "risk": (
        tag("path", d="M8 1.2 15.4 14.4H.6z", fill="currentColor", stroke="currentColor", stroke_linejoin="round"),
        _stroke("M8 5.6v4.2", 1.8, "#fff"),
        tag("circle", cx=8, cy=12.1, r=1.05, fill="#fff"),
    ),
    "info": (_RING, _stroke("M8 7.2v4", 1.8), tag("circle", cx=8, cy=4.7, r=1.05, fill="currentColor")),
    "none": (_stroke("M4 8h8"),),
    "twins": (_stroke("M5.5 1.5h9v9h-9z", 1.5), _stroke("M10.5 10.5v4h-9v-9h4", 1.5)),
    "clock": (_RING, _stroke("M8 4.6V8l2.4 1.6")),
    "menu": (_stroke("M1.5 3.5h13M1.5 8h13m-13 4.5h13", 1.8),),
    "sheet": (_stroke("M2.5 2.5h11v11h-11zM2.5 6.2h11M2.5 9.9h11M6.4 2.5v11", 1.4),),
    "print": (_stroke("M4 6V2h8v4M4 12H2V6.5h12V12h-2M4.5 10h7v4.5h-7z", 1.4),),
    "search": (
        tag("circle", cx=7, cy=7, r=4.6, fill="none", stroke="currentColor", stroke_width=1.6),
        _stroke("m10.5 10.5 4 4", 1.8),
    ),
}


@register.simple_tag
def sprite() -> SafeString:
    """Every icon once, at the top of a page; `icon` refers to it."""
    symbols = (tag("symbol", joined(marks), id=f"i-{name}", viewBox="0 0 16 16") for name, marks in ICONS.items())
    return tag("svg", joined(symbols), class_="vh", aria_hidden="true")


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """`name` is a key of ICONS; `css` colours it (ic-ok, ic-slow, ic-risk, ic-info)."""
    return tag("svg", tag("use", href=f"#i-{name}"), class_=f"ic {css}".strip(), aria_hidden="true", focusable="false")


@register.simple_tag
def brand_mark() -> SafeString:
    """The product's sign: a bar on its way to a target."""
    marks = [
        tag("rect", width=24, height=24, rx=3, fill="#8c1c1c"),
        tag("rect", x=4, y=9, width=12, height=6, fill="#fff"),
        tag("rect", x=18, y=5.5, width=2, height=13, fill="#fff"),
    ]
    return tag("svg", joined(marks), viewBox="0 0 24 24", aria_hidden="true")
