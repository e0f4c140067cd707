"""One person's stints at one company: which arrivals and which departures belong together, and what their dates are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from generator.archive.stays import Stay, Step
from generator.values.dates import EdtfDate


def stints_of(stay: Stay) -> Iterator[tuple[list[Step], list[Step]]]:
    """Arrivals with the departures that ended them, in order of time. Rivals are one, as are founding and joining."""
    arrivals, departures = _grouped(stay.arrivals), _grouped(stay.departures)
    coming: list[Step] = []
    while arrivals or departures:
        arrival, departure = arrivals[0] if arrivals else None, departures[0] if departures else None
        if departure is None or (arrival is not None and _comes_first(arrival, departure, bool(coming))):
            coming += arrivals.pop(0)
        else:
            yield coming, departures.pop(0)
            coming = []
    if coming:
        yield coming, []


def _comes_first(arrival: Sequence[Step], departure: Sequence[Step], there: bool) -> bool:
    """Whether an arrival precedes a departure; where either may, whoever is there leaves and whoever isn't comes."""
    if there:
        return max(step.days.last for step in arrival) < min(step.days.first for step in departure)
    return min(step.days.first for step in arrival) <= max(step.days.last for step in departure)


def _grouped(steps: Iterable[Step]) -> list[list[Step]]:
    groups: dict[tuple[str, int], list[Step]] = {}
    for place, step in enumerate(sorted(steps, key=lambda step: (step.days.last, step.days.first))):
        groups.setdefault((step.kind, step.rivals if step.rivals >= 0 else -1 - place), []).append(step)
    return list(groups.values())


def rival_dates(steps: Sequence[Step], disputed: frozenset[str] = frozenset()) -> tuple[EdtfDate, ...]:
    """The dates of the first dated of some steps, in order of time, and of those that dispute it; () for no dispute.

    A single one of which a report is among the ``disputed`` is in dispute with what is no step.
    """
    first = next((step for step in steps if step.date is not None), None)
    if first is None or first.date is None:
        return ()
    if first.rivals < 0:
        return () if disputed.isdisjoint(first.ids) else (first.date,)
    found = (step.date for step in steps if (step.kind, step.rivals) == (first.kind, first.rivals))
    return tuple(date for date in found if date is not None)


def founded_first(arrivals: Sequence[Step]) -> list[Step]:
    return sorted(arrivals, key=lambda step: step.kind != "founded")
