"""The picture of the races: bars of our time as a part of each peer's, on a log axis; a drawing without scripts.

usage: python -m bench.picture docs/benchmarks.md docs/pictures/races.svg

draws the figures of the tables again. ``python -m bench --report docs/benchmarks.md`` writes both in one go.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from bench.figures import TASKS, Figure, Task, ratios, read_tables, written

NAMES: dict[Task, str] = {"clean": "Clean build", "edit": "After one edited story", "nothing": "Nothing changed"}
TITLE = "The races: how long Cuttings takes, as a part of what others take"
WIDTH = 800
LEFT, RIGHT = 150, 770  # of the axis
_BAR, _ROW, _HEAD = 11, 8, 34  # heights: of a bar, between two racers, of a task's name
_TOP = 82

# Two kinds of bars at most are told apart by their shade, in the order of the legend.
STYLE = """
svg { --paper: #ffffff; --ink: #1f2328; --faint: #d0d7de; --middle: #59636e; --bar-0: #5b86bd; --bar-1: #1f4e8c }
@media (prefers-color-scheme: dark) {
  svg { --paper: #0d1117; --ink: #e6edf3; --faint: #30363d; --middle: #9198a1; --bar-0: #4a7dbd; --bar-1: #a9c8f0 }
}
text { font: 13px system-ui, sans-serif; fill: var(--ink) }
.title { font-size: 16px; font-weight: 600 }
.task { font-weight: 600 }
.quiet { font-size: 12px; fill: var(--middle) }
.number { font-size: 11px }
.paper { fill: var(--paper) }
.grid { stroke: var(--faint) }
.one { stroke: var(--ink) }
.bar-0 { fill: var(--bar-0) }
.bar-1 { fill: var(--bar-1) }
"""


@dataclass(frozen=True)
class Axis:
    """Ratios from 10 to the power of ``low`` to 10 to the power of ``high``, from left to right."""

    low: int
    high: int

    def at(self, ratio: float) -> float:
        """Where a ratio lies, in units of the picture."""
        return LEFT + (RIGHT - LEFT) * (math.log10(ratio) - self.low) / (self.high - self.low)


def axis_of(values: Sequence[float]) -> Axis:
    """The whole powers of ten around all values and 1, with one on each side at least, and room for a number."""
    least, most = math.log10(min((*values, 1))), math.log10(max((*values, 1)))
    return Axis(min(-1, math.floor(least - 0.2)), max(1, math.ceil(most + 0.2)))


def picture(found: Sequence[Figure]) -> str:
    """The drawing, as SVG. Its description says every number in words, for those who don't see it."""
    sizes = sorted({figure.stories for figure in found})[-2:]
    parts = {(task, stories): ratios(found, stories, task) for task in TASKS for stories in sizes}
    axis = axis_of([ratio for part in parts.values() for ratio in part.values()])
    body, bottom = [], _TOP
    for task in TASKS:
        racers = list(dict.fromkeys(racer for stories in sizes for racer in parts[task, stories]))
        body.append(_text(16, bottom + 20, NAMES[task], "task"))
        bottom += _HEAD
        for racer in racers:
            bars = [(shade, parts[task, stories][racer]) for shade, stories in enumerate(sizes) if racer in parts[task, stories]]  # fmt: skip
            body.append(_text(LEFT - 118, bottom + _BAR * len(bars) / 2 + 4.5, racer))
            for shade, ratio in bars:
                body += _bar(axis, bottom, shade, ratio)
                bottom += _BAR
            bottom += _ROW
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {bottom + 20}" role="img" aria-labelledby="title told">',
        f'<title id="title">{escape(TITLE)}</title>',
        f'<desc id="told">{escape(told(found))}</desc>',
        f"<style>{STYLE}</style>",
        f'<rect class="paper" width="{WIDTH}" height="{bottom + 20}"/>',
        _text(16, 26, TITLE, "title"),
        *_legend(sizes),
        *_grid(axis, bottom),
        *body,
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def told(found: Sequence[Figure]) -> str:
    """Every number of the picture in words."""
    sentences = ["Our time divided by theirs, on a logarithmic axis: below 1 means that Cuttings took less."]
    for task in TASKS:
        for stories in sorted({figure.stories for figure in found})[-2:]:
            part = ratios(found, stories, task)
            if part:
                all_of = ", ".join(f"{written(ratio)} of {racer}" for racer, ratio in part.items())
                sentences.append(f"{NAMES[task]}, {stories:,} stories: {all_of}.")
    return " ".join(sentences)


def _bar(axis: Axis, top: float, shade: int, ratio: float) -> Iterator[str]:
    """One bar, from 1 to its ratio, and its number at that end."""
    start, end = axis.at(1), axis.at(ratio)
    left, width = min(start, end), max(abs(end - start), 0.5)
    yield f'<rect class="bar-{shade}" x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" height="{_BAR - 1}"/>'
    side = -1 if ratio < 1 else 1
    yield _text(end + 4 * side, top + _BAR - 2, written(ratio), "number", "end" if ratio < 1 else "start")


def _legend(sizes: Sequence[int]) -> Iterator[str]:
    at = 16.0
    for shade, stories in enumerate(sizes):
        yield f'<rect class="bar-{shade}" x="{at:.1f}" y="39" width="12" height="12"/>'
        yield _text(at + 18, 50, f"{stories:,} stories", "quiet")
        at += 120


def _grid(axis: Axis, bottom: float) -> Iterator[str]:
    one = axis.at(1)
    yield _text(one - 8, 50, "← takes less than they do", "quiet", "end")
    yield _text(one + 8, 50, "takes more →", "quiet")
    for power in range(axis.low, axis.high + 1):
        x = axis.at(10**power)
        label = "as long" if power == 0 else f"{10**power:,}" if power > 0 else f"{10**power:.{-power}f}"
        yield _text(x, 72, label, "quiet", "middle")
        kind = "one" if power == 0 else "grid"
        yield f'<line class="{kind}" x1="{x:.1f}" x2="{x:.1f}" y1="78" y2="{bottom:.1f}"/>'


def _text(x: float, y: float, words: str, kind: str = "", anchor: str = "start") -> str:
    classes = f' class="{kind}"' if kind else ""
    anchored = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text{classes} x="{x:.1f}" y="{y:.1f}"{anchored}>{escape(words)}</text>'


def main(report: Path, to: Path) -> None:
    """Draws the figures of a report again."""
    to.write_text(picture(read_tables(report.read_text(encoding="utf-8"))), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: python -m bench.picture docs/benchmarks.md docs/pictures/races.svg")
    main(Path(sys.argv[1]), Path(sys.argv[2]))
