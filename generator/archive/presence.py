"""Who was at a company on a day, as far as the archive knows.

**yes**: a post covers the day, or a role was seen on it, or facts put them there before and after it and
no departure lies between. **no longer**: a departure or the end of their last post lies wholly before
it, and no return since. **not yet**: their first day there lies wholly after it. **not known**: all else.
"""

from __future__ import annotations

from msgspec import Struct

from generator.archive.chronology import Day
from generator.archive.evidence import Evidence
from generator.archive.model import Ref
from generator.archive.timeline import Presence, Timeline
from generator.archive.worlds import There

__all__ = ["Headcount", "Presence", "Stretch", "There", "people_on", "presence", "stretches"]


class Headcount(Struct, frozen=True):
    """Everybody on file at a company, on one day. ``people`` is sorted by slug.

    ``lowest`` counts those who were there; ``highest`` adds those of whom it isn't known.
    """

    company: Ref
    day: Day
    lowest: int
    highest: int
    people: tuple[Presence, ...]


class Stretch(Struct, frozen=True):
    """Days, both ends included, on which the answer for one person at one company is the same."""

    first: Day
    last: Day
    there: There


def presence(evidence: Evidence, person: Ref, company: Ref, day: Day) -> Presence:
    """The answer for one person, company and day. Without a fact that counts it is "not known", by no facts."""
    line = evidence.timeline(person, company)
    return line.on(day) if line else Presence(person, company, There.NOT_KNOWN, "", ())


def people_on(evidence: Evidence, company: Ref, day: Day, *, founders: bool = False) -> Headcount:
    """Everybody on file at a company (or, of them, its founders) with the answer for the day.

    A founder by one of two disputed lists only may not be one, and so adds to the highest number alone.
    """
    people = evidence.founders_of.get(company, {}) if founders else evidence.people_of.get(company, ())
    found = tuple(presence(evidence, person, company, day) for person in people)
    doubt = [founders and answer.doubtful for answer in found]
    lowest = sum(answer.there is There.YES and not doubted for answer, doubted in zip(found, doubt, strict=True))
    highest = sum(answer.there in (There.YES, There.NOT_KNOWN) for answer in found)
    return Headcount(company, day, lowest, highest, found)


def stretches(line: Timeline) -> tuple[Stretch, ...]:
    """Every day there is (date.min to date.max), cut where the answer changes."""
    return tuple(
        Stretch(Day.fromordinal(days.first), Day.fromordinal(days.last), there) for days, there in line.stretches()
    )
