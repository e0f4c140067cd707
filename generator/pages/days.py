"""Who was at a company on a day, for a page that lets its reader pick one: every answer, worked out beforehand.

An answer is a letter: ``y`` there, ``n`` no longer there, ``b`` not there yet, ``u`` not known, ``x`` nothing
on file. A line of answers names each with the day from which it holds, ``b,y2021-05-01,n2024-08-05``;
the first holds from the beginning of time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType

from msgspec import Struct

from generator.archive.hindsight import known_then
from generator.archive.model import Ref
from generator.archive.presence import Stretch, There, stretches
from generator.pages.addresses import address, docs_path
from generator.pages.desk import Desk

LARGE = 200  # people; the answers for more of them lie in a file of their own

_LETTERS: Mapping[There, str] = MappingProxyType(
    {There.YES: "y", There.NO_LONGER: "n", There.NOT_YET: "b", There.NOT_KNOWN: "u"}
)
_NOTHING = "x"


class DayLine(Struct, frozen=True):
    """One person at one company, on every day there is."""

    name: str
    address: str  # below the site's own
    now: str  # by what is known now
    then: str  # by what had been reported by each day itself


def day_lines(desk: Desk, company: Ref) -> tuple[DayLine, ...]:
    """Everybody on file at a company, by slug."""
    return tuple(
        DayLine(
            name=desk.name(person).text,
            address=address(docs_path(desk.archive, person)),
            now=answers(stretches(there.line)),
            then=answers(known_then(desk.reasoning.evidence, there.line, there.told)),
        )
        for person, there in desk.roster(company).people.items()
    )


def answers(known: Sequence[Stretch]) -> str:
    """Stretches as a line of answers. Days that none of them covers have nothing on file."""
    return ",".join(_answers(known))


def _answers(known: Sequence[Stretch]) -> Iterator[str]:
    next_day: date | None = date.min
    for each in known:
        if next_day is not None and next_day < each.first:
            yield _from(_NOTHING, next_day)
        yield _from(_LETTERS[each.there], each.first)
        next_day = None if each.last == date.max else each.last + timedelta(days=1)
    if next_day is not None:
        yield _from(_NOTHING, next_day)


def _from(letter: str, day: date) -> str:
    return letter if day == date.min else f"{letter}{day.isoformat()}"
