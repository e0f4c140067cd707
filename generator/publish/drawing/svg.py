"""What every picture is put together from: its figure with title and description, its axis, its bars, its key."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate
from unicodedata import east_asian_width

from generator.pages.drawing.axis import Axis
from generator.publish.markdown.direction import apart
from generator.publish.markdown.escape import Md, one_line
from generator.values.spoken import spoken_day

WIDEST = 34  # characters of a name, which is bold, that fit a phone of 320 pixels
LINE = 48  # of other words there
BOLD = 1.45  # how many of those take the room of one of a name
HALF = 16  # of a name on one side of a map there
HALF_LINE = 20  # of other words there
HEAD = 22  # pixels above the first bar, for the newest story's day
FOOT = 22  # below the last, for the years
_MIDDLE = ' text-anchor="middle"'


def figure(name: str, height: int, parts: Iterable[str], *, title: str, told: str, caption: str) -> Md:
    """``told``: what the picture shows, for those who can't see it; ``caption`` is HTML, shown below."""
    ids = f"drawn-{name}"
    return Md(
        f'<figure class="drawn drawn-{name}"><svg width="100%" height="{height}" role="img" focusable="false"'
        f' aria-labelledby="{ids}-title" aria-describedby="{ids}-desc"><title id="{ids}-title">{text(title)}</title>'
        f'<desc id="{ids}-desc">{text(told)}</desc>{"".join(parts)}</svg><figcaption>{caption}</figcaption></figure>'
    )


def text(words: str) -> str:
    """Words as the text of an element, written as the cleaner writes it."""
    return one_line(words).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\u00a0", "&nbsp;")


def label(words: str, most: int) -> str:
    """A name or a role, cut to what there is room for, as the text of an element that others stand beside."""
    return text(apart(cut(words, most)))


def percent(share: float) -> str:
    """A share of the width as SVG writes it: ``12.5%``."""
    return f"{share * 100:.2f}".rstrip("0").rstrip(".") + "%"


def cut(words: str, most: int) -> str:
    """Words cut to what there is room for, with an ellipsis where something is missing."""
    ends = tuple(accumulate(map(_room, words)))
    return words if not ends or ends[-1] <= most else f"{words[: bisect_right(ends, most - 1)].rstrip(' ,')}…"


def _room(sign: str) -> int:
    """Chinese, Japanese and Korean characters take the room of two."""
    return 2 if east_asian_width(sign) in ("W", "F") else 1


def key(kind: str, words: str) -> str:
    return f'<span class="key"><i class="key-{kind}"></i>{words}</span>'


def more_than_drawn(count: int, noun: str = "") -> str:
    return f" And {count:,} more{noun}, not drawn." if count else ""


def time_axis(axis: Axis, bottom: int) -> Iterator[str]:
    for tick in axis.ticks:
        x = percent(tick.at)
        yield f'<line class="drawn-grid" x1="{x}" x2="{x}" y1="{HEAD - 4}" y2="{bottom + 4}"></line>'
        if tick.label:
            yield f'<text class="drawn-tick" x="{x}" y="{bottom + 17}" dx="3">{tick.label}</text>'
    now = percent(axis.now)
    # In the middle, neither side has room for all of it.
    anchor = ' text-anchor="end" dx="-4"' if axis.now > 0.6 else ' dx="4"' if axis.now < 0.4 else _MIDDLE
    top = 15 if anchor == _MIDDLE else 2
    yield f'<line class="drawn-now" x1="{now}" x2="{now}" y1="{top}" y2="{bottom + 4}"></line>'
    yield f'<text class="drawn-tick" x="{now}" y="11"{anchor}>newest story: {spoken_day(axis.newest)}</text>'


def rect(kind: str, left: float, right: float, top: int, height: int = 10) -> str:
    width = percent(round(right, 4) - round(left, 4))
    return f'<rect class="{kind}" x="{percent(left)}" y="{top}" width="{width}" height="{height}"></rect>'
