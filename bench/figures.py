"""What the races came to: records of single runs → medians → the tables of docs/benchmarks.md, and back.

A :class:`Figure` holds what its line of a table says, rounded as it stands there, so that whatever is made from it (ratios,
the picture) agrees with the text, whether it was made from the records or read from the tables.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, get_args

Task = Literal["clean", "edit", "nothing"]
TASKS: tuple[Task, ...] = get_args(Task)
OURS = "Cuttings"
BEGIN = "<!-- races -->"
END = "<!-- /races -->"
_HEAD = (
    "| | Cuttings ÷ its clean build | ÷ after one edit | ÷ nothing changed | clean, s | edit, s | nothing, s | peak, MiB | site, MiB |",
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
)
_NONE = "–"
_ROUNDS = ("one round", "two rounds", "three rounds", "four rounds", "five rounds")


@dataclass(frozen=True)
class Run:
    """One build by one racer."""

    racer: str
    stories: int
    task: Task
    seconds: float
    peak_mib: float  # the largest process of the build, by the operating system's account
    written_mib: float  # size of the built site; 0 where the task did not make one anew
    ok: bool


@dataclass(frozen=True)
class Figure:
    """What one racer took with one archive: medians. What did not run, or failed, is not there."""

    racer: str
    stories: int
    seconds: Mapping[Task, float]
    peak_mib: float | None  # of the clean build
    site_mib: float | None


def figures(runs: Sequence[Run]) -> list[Figure]:
    """The medians of all runs that came to their end; racers in the order in which they ran, small archives first."""
    found = []
    for stories in sorted({run.stories for run in runs}):
        for racer in dict.fromkeys(run.racer for run in runs if run.stories == stories):
            ran = [run for run in runs if (run.racer, run.stories, run.ok) == (racer, stories, True)]
            times = {task: [run.seconds for run in ran if run.task == task] for task in TASKS}
            seconds = {task: _rounded(statistics.median(all_of)) for task, all_of in times.items() if all_of}
            clean = [run for run in ran if run.task == "clean"]
            peak = round(statistics.median(run.peak_mib for run in clean)) if clean else None
            site = round(statistics.median(run.written_mib for run in clean)) if clean else None
            found.append(Figure(racer, stories, seconds, peak, site))
    return found


def rounds(runs: Iterable[Run], stories: int) -> int:
    """How often each racer ran with an archive: the least often, where that differs."""
    times: dict[tuple[str, str], int] = {}
    for run in runs:
        if run.stories == stories:
            times[run.racer, run.task] = times.get((run.racer, run.task), 0) + 1
    return min(times.values(), default=0)


def _rounded(seconds: float) -> float:
    return float(_seconds(seconds))


def _seconds(seconds: float) -> str:
    return f"{seconds:.3f}" if seconds < 1 else f"{seconds:.2f}"


def ratios(found: Sequence[Figure], stories: int, task: Task) -> dict[str, float]:
    """Our time for a task as a part of each racer's, our own left out; racers that did not do it are not there."""
    ours = {figure.stories: figure.seconds.get(task) for figure in found if figure.racer == OURS}.get(stories)
    return {
        figure.racer: ours / figure.seconds[task]
        for figure in found
        if ours and figure.stories == stories and figure.racer != OURS and task in figure.seconds
    }


def written(ratio: float) -> str:
    """A ratio as text: two places, or two digits where there would be none: ``7.19``, ``0.26``, ``0.0026``."""
    return f"{ratio:.2f}" if ratio >= 0.1 else f"{ratio:.2g}"


def tables(runs: Sequence[Run], machine: str, picture: str) -> str:
    """What stands between the marks: on which machine, the picture, a table for each archive, what grows with it."""
    found = figures(runs)
    lines = [f"{machine}. Below 1 means that Cuttings took less.", "", picture, ""]
    for stories in sorted({figure.stories for figure in found}):
        number = rounds(runs, stories)
        how = "One round" if number == 1 else f"Medians of {_ROUNDS[number - 1] if number <= 5 else f'{number} rounds'}"
        lines += [f"## {stories:,} stories", "", f"{how}.", "", *table(found, stories), ""]
    return "\n".join((*lines, *_growth(found)))


def table(found: Sequence[Figure], stories: int) -> Iterator[str]:
    """The table of one archive: our time as a part of everybody's first, then seconds, then sizes."""
    yield from _HEAD
    parts = {task: ratios(found, stories, task) | {OURS: 1.0} for task in TASKS}
    for figure in found:
        if figure.stories == stories:
            cells = (
                *(written(parts[task][figure.racer]) if figure.racer in parts[task] and task in figure.seconds else _NONE for task in TASKS),
                *(_seconds(figure.seconds[task]) if task in figure.seconds else _NONE for task in TASKS),
                *(_NONE if size is None else f"{size:.0f}" for size in (figure.peak_mib, figure.site_mib)),
            )  # fmt: skip
            yield f"| {figure.racer} | {' | '.join(cells)} |"


def _growth(found: Sequence[Figure]) -> Iterator[str]:
    ours = [figure for figure in found if figure.racer == OURS and "clean" in figure.seconds]
    for small, large in pairwise(ours):
        by = large.seconds["clean"] / small.seconds["clean"]
        yield f"From {small.stories:,} to {large.stories:,} stories the clean build grows by {by:.1f}."
        yield ""
    yield f"| | {' | '.join(f'÷ a clean build of {figure.stories:,}' for figure in ours)} |"
    yield f"| --- |{' ---: |' * len(ours)}"
    names: tuple[tuple[Task, str], ...] = (("edit", "one edited story"), ("nothing", "nothing changed"))
    for task, name in names:
        parts = (figure.seconds[task] / figure.seconds["clean"] if task in figure.seconds else None for figure in ours)
        yield f"| {name} | {' | '.join(_NONE if part is None else written(part) for part in parts)} |"


def read_tables(text: str) -> list[Figure]:
    """The figures of a text with such tables."""
    found = []
    for stories, body in re.findall(r"^## ([\d,]+) stories\n(.*?)(?=^## |\Z)", text, flags=re.M | re.S):
        for line in body.split("\n"):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            if len(cells) == _HEAD[0].strip("|").count("|") + 1 and cells[0] and not cells[0].startswith("---"):
                times = {task: float(cell) for task, cell in zip(TASKS, cells[4:7], strict=True) if cell != _NONE}
                peak, site = (None if cell == _NONE else float(cell) for cell in cells[7:])
                found.append(Figure(cells[0], int(stories.replace(",", "")), times, peak, site))
    return found


def between_the_marks(text: str, new: str) -> str:
    """A text with what stands between its two marks made new. ValueError where the marks are missing."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the text needs the marks {BEGIN} and {END}")
    return f"{before}{BEGIN}\n\n{new.strip()}\n\n{END}{after}"
