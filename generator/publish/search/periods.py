"""Periods of an archive that are searched as one: years, or where they have many stories quarters or months of them.

Which, the stories of the year alone decide, so that the same archive has the same periods however it came to be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from generator.pages.desk import Desk, StoryLine

MANY = 200  # stories of a period, more of which make an edit wait: then it is divided


class Period(NamedTuple):
    """The stories of a year, ``2024``, of a quarter of it, ``2024-q3``, or of a month, ``2024-07``; newest first."""

    name: str
    lines: tuple[StoryLine, ...]


def every_period(desk: Desk) -> tuple[Period, ...]:
    """All periods, the newest first."""
    return tuple(period for year in desk.years for period in periods_of(desk, year))


def periods_of(desk: Desk, year: int) -> tuple[Period, ...]:
    """A year, or its quarters where it has many stories, or its months where a quarter has; without those of none."""
    lines = desk.years[year]
    whole = (Period(f"{year}", lines),)
    by_quarter = _divided(lines, lambda day: f"{year}-q{(day.month + 2) // 3}")
    by_month = _divided(lines, lambda day: f"{year}-{day.month:02}")
    return next((found for found in (whole, by_quarter) if max(len(each.lines) for each in found) <= MANY), by_month)


def newest_of(names: Iterable[str]) -> str:
    """The newest of an archive's periods, by its name."""
    return max(names, key=lambda name: (int(name.partition("-")[0]), name))


def period_of(desk: Desk, slug: str) -> Period:
    """The period of a story."""
    filed = desk.archive.stories[slug]
    return next(each for each in periods_of(desk, filed.year) if any(line.ref == filed.ref for line in each.lines))


def _divided(lines: Sequence[StoryLine], name: Callable[[date], str]) -> tuple[Period, ...]:
    return tuple(Period(found, tuple(inside)) for found, inside in groupby(lines, lambda line: name(line.day)))
