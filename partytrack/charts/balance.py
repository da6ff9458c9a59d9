"""What was given of a target, what is left of it, and what is pledged beside."""

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from partytrack.charts.svg import labelled, picture, rect, text, upright
from partytrack.vietnamese import number

WIDTH, HEIGHT = 560, 58
ROOM = 100  # what words and a number need


def balance_bar(own: int, given: int, pledged: int) -> SafeString:
    """A bar on the scale of the largest of the three. `own` over 0."""
    scale = WIDTH / max(own, given, pledged) * 0.97  # room for the line at the end
    marks = [rect("b-track", 0, 17, own * scale, 22)]
    if given:
        marks.append(rect("b-adm", 0, 21, given * scale, 14))
    if own > given:
        marks.append(rect("b-miss", given * scale + 1, 21.5, max((own - given) * scale - 2, 1), 13))
    marks.append(upright("b-target", own * scale, 14, 42))
    marks.append(labelled(max(own * scale + 3, ROOM), 11, _("được giao"), own))
    if pledged:
        marks.append(upright("b-now", pledged * scale, 14, 42))
        marks.append(labelled(max(pledged * scale + 3, ROOM), 53, _("phấn đấu"), pledged))
    if given * scale > ROOM:
        marks.append(text("b-txt b-txt-in", 8, 32.5, _("đã giao %(n)s") % {"n": number(given)}))
    return picture("bal-svg", (WIDTH, HEIGHT), in_words(own, given, pledged), marks)


def in_words(own: int, given: int, pledged: int) -> str:
    """The sentence read out in place of the bar."""
    said = {"own": number(own), "given": number(given), "n": number(abs(own - given)), "pledged": number(pledged)}
    over, left = _("Đã giao %(given)s trên %(own)s, vượt %(n)s"), _("Đã giao %(given)s trên %(own)s, còn %(n)s")
    done = (over if given > own else left) % said
    return f"{done}; " + _("phấn đấu %(pledged)s") % said if pledged else done
