"""Time drawn to scale: from days to shares of a picture's width, and the years written below."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

MOST_TICKS = 6  # as many years as a phone has room for
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)
_LABEL_ROOM = 0.88  # a label that starts further right would run out of the picture


class Tick(Struct, frozen=True):
    """A day on the axis, and the words below it ("" for a line alone)."""

    label: str
    at: float


class Axis(Struct, frozen=True):
    """The days from ``first`` to ``last``, from left (0.0) to right (1.0).

    ``newest`` is the day of the newest story on whoever is drawn, and ``now`` where that is.
    """

    first: date
    last: date
    ticks: tuple[Tick, ...]
    now: float
    newest: date

    def at(self, day: date) -> float:
        """Where a day is; one off the axis is at its nearer end."""
        return _share(self.first, self.last, day)


def axis(days: Iterable[date], newest: date, *, lead: bool) -> Axis:
    """An axis of whole years with every day and ``newest`` on it. ``lead``: with room on the left for what fades in.

    Days on which nothing can be on record yet (``date.max`` of an open end) do not stretch it.
    """
    found = [day for day in days if date.min < day < date.max]
    early, late = min((*found, newest)).year, max((*found, newest)).year
    if lead:
        early -= max(1, (late - early + 1) // 8)
    first, last = date(max(1, early), 1, 1), _new_year(late + 1)
    return Axis(first, last, _ticks(first, last), _share(first, last, newest), newest)


def _new_year(year: int) -> date:
    return date(year, 1, 1) if year <= date.max.year else date.max


def _share(first: date, last: date, day: date) -> float:
    whole = (last - first).days
    return min(1.0, max(0.0, (day - first).days / whole)) if whole else 0.0


def _ticks(first: date, last: date) -> tuple[Tick, ...]:
    years = last.year - first.year
    if years <= 2:
        halves = [(date(first.year + half // 2, 1 + half % 2 * 6, 1), half) for half in range(2 * years)]
        return tuple(_tick(first, last, day, f"{('Jan', 'Jul')[half % 2]} {day.year}") for day, half in halves)
    step = next(step for step in _STEPS if years / step <= MOST_TICKS)
    start = -(-first.year // step) * step
    return tuple(_tick(first, last, date(year, 1, 1), str(year)) for year in range(max(1, start), last.year + 1, step))


def _tick(first: date, last: date, day: date, label: str) -> Tick:
    at = _share(first, last, day)
    return Tick(label if at <= _LABEL_ROOM else "", at)
