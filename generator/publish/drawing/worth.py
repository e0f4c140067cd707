"""What a company raised and what it was said to be worth, over time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Literal

from generator.pages.drawing.worth import Amount, Worth
from generator.publish.drawing.svg import FOOT, HEAD, figure, key, more_than_drawn, percent, rect, text, time_axis
from generator.publish.markdown.escape import Md

_LINE = 15  # pixels from one label to the next
_SIDE = 0.45  # of the width: what a label takes on a phone


def worth(picture: Worth) -> Md:
    top, base = HEAD + 14, HEAD + 154
    parts = [
        *time_axis(picture.axis, base),
        f'<line class="drawn-base" x1="0" x2="100%" y1="{base}" y2="{base}"></line>',
        f'<line class="drawn-grid" x1="0" x2="100%" y1="{top}" y2="{top}"></line>',
    ]
    valued = [each for each in picture.amounts if each.kind == "valued" and not each.doubtful]
    for one, other in pairwise(valued):
        x1, x2 = (percent((each.left + each.right) / 2) for each in (one, other))
        y1, y2 = (round(base - (base - top) * each.height) for each in (one, other))
        parts.append(f'<line class="drawn-line" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"></line>')
    newest = tuple({each.kind: each for each in picture.amounts}.values())
    if not any(each.label == picture.top and each.height == 1.0 for each in newest):
        parts.append(f'<text class="drawn-tick" x="0" y="{top - 4}">{text(picture.top)}</text>')
    labels = _lines_of(newest, top, base)
    for each in picture.amounts:
        parts += _sum(each, base, base - top, label=labels.get(each))
    told = "; ".join(each.words for each in picture.amounts)
    kinds = {each.kind for each in picture.amounts}
    caption = "".join(
        key(kind, words) for kind, words in (("raised", "raised"), ("valued", "valued at")) if kind in kinds
    )
    if any(each.left < each.right for each in picture.amounts):
        caption += key("maybe", "some day in this span")
    caption += f"{text(picture.currency)}, on a scale that begins at 0." + more_than_drawn(picture.more)
    return figure("worth", base + FOOT, parts, title=picture.title, told=f"{told}.", caption=caption)


def _lines_of(newest: Sequence[Amount], top: int, base: int) -> Mapping[Amount, int]:
    """How far down each label stands: beside its sum, below the line at the top, and no two on each other."""
    beside = {each: round(base - (base - top) * each.height) + (4 if _side(each) else -9) for each in newest}
    lines: dict[Amount, int] = {}
    free = top + 11
    for place, each in enumerate(sorted(newest, key=lambda each: -each.height)):
        below = len(newest) - 1 - place  # labels that need room further down
        lines[each] = max(free, min(beside[each], base - 5 - _LINE * below))
        free = lines[each] + _LINE
    return lines


def _sum(each: Amount, base: int, height: int, *, label: int | None) -> Iterator[str]:
    """One sum; ``label`` says how far down its label stands, None if it has none."""
    y = round(base - height * each.height)
    x = percent((each.left + each.right) / 2)
    doubt = ' class="drawn-doubt"' if each.doubtful else ""
    yield f"<g{doubt}><title>{text(each.words)}</title>"
    if each.left < each.right:
        yield rect("drawn-maybe", each.left, each.right, y - 3, 6)
    if each.kind == "raised":
        yield f'<line class="drawn-stem" x1="{x}" x2="{x}" y1="{base}" y2="{y}"></line>'
        yield f'<circle class="drawn-raised" cx="{x}" cy="{y}" r="4"></circle>'
    else:
        yield f'<circle class="drawn-valued" cx="{x}" cy="{y}" r="5"></circle>'
    if label is not None:
        end, anchor = {
            "right": (each.right, ' dx="9"'),
            "left": (each.left, ' text-anchor="end" dx="-9"'),
            "": ((each.left + each.right) / 2, ' text-anchor="middle"'),
        }[_side(each)]
        yield f'<text class="drawn-label" x="{percent(end)}" y="{label}"{anchor}>{text(each.label)}</text>'
    yield "</g>"


def _side(each: Amount) -> Literal["left", "right", ""]:
    """The side of a sum, and of the span that it fell into, that has room for its label; "" if neither has."""
    if max(each.left, 1 - each.right) < _SIDE:
        return ""
    return "left" if each.left > 1 - each.right else "right"
