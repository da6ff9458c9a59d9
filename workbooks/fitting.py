"""How much room a text takes in a cell."""

from math import ceil


def lines_of(text: str, room: float) -> int:
    """In how many lines it stands where a line holds `room` letters and breaks between words."""
    return sum(_wrapped(line, room) for line in text.split("\n"))


def _wrapped(line: str, room: float) -> int:
    if len(line) <= room:
        return 1
    lines, used = 1, 0.0
    for word in line.split():
        wide = len(word) + (1 if used else 0)
        if used and used + wide > room:
            lines, used, wide = lines + 1, 0.0, len(word)
        if wide > room:  # broken within
            lines += ceil(wide / room) - 1
            wide = int(wide % room)
        used += wide
    return lines
