"""Who went from where to where: each move once, however many stories report it or a half of it.

``left A to B``, ``joined B from A``, and a ``left A`` and a ``joined B`` that follow each other are
halves of one move where their dates allow it. A founding is the arrival of whoever left for it; a
founding alone, or a post, is no move.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from msgspec import Struct

from generator.archive.chronology import EARLIEST, LATEST, Day, Days
from generator.archive.evidence import Evidence
from generator.archive.legs import Leg, legs_of, paired
from generator.archive.model import Ref
from generator.read.model import Status
from generator.values.dates import EdtfDate


class Move(Struct, frozen=True):
    """``earliest`` and ``latest`` bound the days of the move by its dated halves; None where no fact does.

    ``left_between`` and ``joined_between`` bound each half alone (first and last day, ``date.min`` and
    ``date.max`` for no bound); more than one pair where the date is disputed, none where the half isn't on
    file. ``founding``: the arrival is a founding. ``disputed``: a date of it is in a dispute without a
    ruling; ``left_dates`` and ``joined_dates`` are then all that stand for that half, otherwise empty.
    ``contested``: its departure may not have been. ``forked``: stories differ about
    where it led to, or was from. ``facts`` and ``stories`` are oldest first;
    ``reported`` is the day of the newest.
    """

    person: Ref
    origin: Ref | None
    destination: Ref | None
    left: EdtfDate | None
    joined: EdtfDate | None
    earliest: Day | None
    latest: Day | None
    role_before: str
    role_after: str
    reason: str
    facts: tuple[str, ...]
    stories: tuple[str, ...]
    status: Status
    founding: bool = False
    disputed: bool = False
    left_between: tuple[tuple[Day, Day], ...] = ()
    joined_between: tuple[tuple[Day, Day], ...] = ()
    left_dates: tuple[EdtfDate, ...] = ()
    joined_dates: tuple[EdtfDate, ...] = ()
    reported: Day = Day.max
    contested: bool = False
    forked: bool = False


def moves(evidence: Evidence) -> tuple[Move, ...]:
    """Every move, oldest first."""
    found = [move for person in evidence.about for move in moves_of(evidence, person)]
    return tuple(sorted(found, key=move_age))


def moves_of(evidence: Evidence, person: Ref) -> tuple[Move, ...]:
    """One person's moves, oldest first."""
    return evidence.moves_of(person, partial(_moves_of, evidence, person))


def _moves_of(evidence: Evidence, person: Ref) -> tuple[Move, ...]:
    departures, arrivals = legs_of(evidence.stays_of(person))
    pairs = paired(departures, arrivals, evidence.places(person))
    return tuple(sorted((_move(evidence, person, *pair) for pair in pairs), key=move_age))


def move_age(move: Move) -> tuple[Day, Day, Ref, Ref | tuple[()], Ref | tuple[()]]:
    """What moves are sorted by, oldest first."""
    first, last = move.earliest or move.latest or Day.max, move.latest or Day.max
    return first, last, move.person, move.origin or (), move.destination or ()


def _move(evidence: Evidence, person: Ref, departure: Leg | None, arrival: Leg | None, to: Ref | None) -> Move:
    halves = [leg for leg in (departure, arrival) if leg is not None]
    about, order = evidence.about[person], evidence.places(person)
    reports = [about[place] for place in sorted({order[fact] for fact in _facts_of(departure, arrival, to)})]
    bounds = _bounds(halves)
    return Move(
        person=person,
        origin=departure.company if departure else None,
        destination=arrival.company if arrival else to,
        left=departure.date if departure else None,
        joined=arrival.date if arrival else None,
        earliest=Day.fromordinal(bounds.first) if bounds.first > EARLIEST else None,
        latest=Day.fromordinal(bounds.last) if bounds.last < LATEST else None,
        role_before=departure.role if departure else "",
        role_after=arrival.role if arrival else "",
        reason=next((fact.reason for fact in reversed(reports) if fact.reason), ""),
        facts=tuple(fact.id for fact in reports),
        stories=tuple(dict.fromkeys(fact.story for fact in reports)),
        status=Status.CONFIRMED if any(fact.status is Status.CONFIRMED for fact in reports) else Status.REPORTED,
        founding=arrival is not None and arrival.founding,
        disputed=any(leg.disputed for leg in halves),
        left_between=_between(departure),
        joined_between=_between(arrival),
        left_dates=departure.dates if departure else (),
        joined_dates=arrival.dates if arrival else (),
        reported=reports[-1].reported,
        contested=departure is not None and departure.contested,
        forked=any(leg.forked for leg in halves),
    )


def _facts_of(departure: Leg | None, arrival: Leg | None, to: Ref | None) -> Iterator[str]:
    """The reports of both halves, without those of them that name another origin or destination."""
    origin = departure.company if departure else None
    goal = arrival.company if arrival else to
    for leg in (departure, arrival):
        for fact in leg.facts if leg else ():
            if fact.kind == "left":
                if fact.object == origin and fact.destination in (None, goal):
                    yield fact.id
            elif fact.object == goal and (origin is None or fact.origin in (None, origin)):
                yield fact.id


def _bounds(halves: Sequence[Leg]) -> Days:
    """From the first day that a dated half allows to the last; of halves without a date, the story's day at most."""
    dated = [days for leg in halves if leg.date is not None for days in leg.spans]
    if dated:
        return Days(min(days.first for days in dated), max(days.last for days in dated))
    return Days(EARLIEST, min(days.last for leg in halves for days in leg.spans))


def _between(leg: Leg | None) -> tuple[tuple[Day, Day], ...]:
    if leg is None:
        return ()
    return tuple((Day.fromordinal(days.first), Day.fromordinal(days.last)) for days in leg.spans)
