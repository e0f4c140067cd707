"""The counts that a claim can ask for, name by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from generator.archive.chronology import Day, days_of_date
from generator.archive.evidence import Evidence
from generator.archive.model import Claim, Ref
from generator.archive.moves import Move
from generator.archive.stays import Stay
from generator.archive.timeline import Presence
from generator.archive.worlds import There


class Counted(Struct, frozen=True):
    """One name behind a count: whether it counts (``there``: yes, not known, or not), and the facts that say so."""

    person: Ref
    there: There
    role: str
    facts: tuple[str, ...]


class Count(Struct, frozen=True):
    """Bounds by the names on file alone, and those names, sorted by slug."""

    lowest: int
    highest: int
    names: tuple[Counted, ...]


def count(evidence: Evidence, claim: Claim, moves: Iterable[Move]) -> Count:
    """Counts what the claim counts, on its day; where that is coarse, the bounds over all its days.

    ``moves`` are those from and to the claim's company.
    """
    match claim.count:
        case "founders":
            return _founders(evidence, claim)
        case "founders-remaining":
            return _there(evidence, claim, tuple(evidence.founders_of.get(claim.company, ())), founders=True)
        case "people-at":
            return _there(evidence, claim, evidence.people_of.get(claim.company, ()), founders=False)
        case _:
            return _moved(evidence, claim, moves)


def _summed(names: Sequence[Counted]) -> Count:
    lowest = sum(name.there is There.YES for name in names)
    return Count(lowest, lowest + sum(name.there is There.NOT_KNOWN for name in names), tuple(names))


def _founders(evidence: Evidence, claim: Claim) -> Count:
    """Everybody on file as a founder by the day; one by one of two disputed lists only may be none."""
    names = []
    for person, facts in evidence.founders_of.get(claim.company, {}).items():
        there = _founded_by(evidence.stays_of(person)[claim.company], claim)
        if there is There.YES and all(fact.id in evidence.doubtful for fact in facts):
            there = There.NOT_KNOWN
        role = next((fact.role for fact in facts if fact.role), "")
        names.append(Counted(person, there, role, tuple(fact.id for fact in facts)))
    return _summed(names)


def _founded_by(stay: Stay, claim: Claim) -> There:
    """Whether somebody had founded the company by the claim's day. Where no date is given, they are taken to have."""
    foundings = [step for step in stay.arrivals if step.kind == "founded"]
    lasts = [
        min(step.days.last, *(fact.reported.toordinal() for fact in step.facts)) for step in foundings if step.date
    ]
    day = days_of_date(claim.day)
    if foundings and all(step.date and step.days.first > day.last for step in foundings):
        return There.NOT_YET
    return There.YES if all(last <= day.first for last in lasts) else There.NOT_KNOWN


def _there(evidence: Evidence, claim: Claim, people: Iterable[Ref], *, founders: bool) -> Count:
    days = days_of_date(claim.day)
    names: list[Counted] = []
    rises: dict[int, int] = {}  # of the lowest number, by day
    widenings: dict[int, int] = {}  # of the highest
    for person in people:
        line = evidence.timeline(person, claim.company)
        if line is None:
            continue
        said = list(line.between(days.first, days.last))
        lowest, highest = 0, 0
        for first, answer in said:
            sure = answer.there is There.YES and not (founders and answer.doubtful)
            may = answer.there in (There.YES, There.NOT_KNOWN)
            rises[first] = rises.get(first, 0) + sure - lowest
            widenings[first] = widenings.get(first, 0) + may - highest
            lowest, highest = sure, may
        names.append(_name(person, said, founders=founders))
    return Count(min(_running(rises), default=0), max(_running(widenings), default=0), tuple(names))


def _running(changes: dict[int, int]) -> list[int]:
    total, totals = 0, []
    for _, change in sorted(changes.items()):
        total += change
        totals.append(total)
    return totals


def _name(person: Ref, said: Sequence[tuple[int, Presence]], *, founders: bool) -> Counted:
    """One answer for all the days: what each of them says, or else not known."""
    last = said[-1][1]
    answers = {answer.there for _, answer in said}
    there = last.there
    if len(answers) > 1 and answers & {There.YES, There.NOT_KNOWN}:
        there = There.NOT_KNOWN
    if founders and last.doubtful and there is There.YES:
        there = There.NOT_KNOWN
    facts = dict.fromkeys(fact for _, answer in said for fact in answer.facts)
    return Counted(person, there, last.role, tuple(facts))


def _moved(evidence: Evidence, claim: Claim, moves: Iterable[Move]) -> Count:
    """Who left, or joined, in the time from ``since`` to the day, as far as named: with ``to`` or ``from``.

    Where nobody told where somebody went, or came from, it may have been there. Whoever has made no such move at all
    is among the names without a fact.
    """
    asked_for: dict[Ref, list[tuple[There, Move]]] = {}
    for move in moves:
        is_one = _asked_for(move, claim)
        if is_one is not There.NOT_YET:
            answer = min(is_one, _within(move, claim), key=_WEIGHT.__getitem__)
            asked_for.setdefault(move.person, []).append((answer, move))
    names, is_left = [], claim.count == "departures"
    for person in evidence.people_of.get(claim.company, ()):
        found = asked_for.get(person, [])
        there = max((answer for answer, _ in found), key=_WEIGHT.__getitem__, default=There.NOT_YET)
        decisive = [move for answer, move in found if answer is there]
        facts = evidence.in_order(fact for move in decisive for fact in move.facts)
        role = next(((move.role_before if is_left else move.role_after) for move in decisive), "")
        names.append(Counted(person, there, role, facts))
    return _summed(names)


_WEIGHT: Mapping[There, int] = {There.YES: 3, There.NOT_KNOWN: 2, There.NO_LONGER: 1, There.NOT_YET: 0}


def _asked_for(move: Move, claim: Claim) -> There:
    """Whether it is a move of the kind that is counted: yes, not known (its other end isn't on file), or not."""
    here, there = (move.origin, move.destination) if claim.count == "departures" else (move.destination, move.origin)
    named = claim.destination if claim.count == "departures" else claim.origin
    if here != claim.company:
        return There.NOT_YET
    if named in (None, there):
        return There.NOT_KNOWN if named and move.forked else There.YES
    return There.NOT_KNOWN if there is None else There.NOT_YET


def _within(move: Move, claim: Claim) -> There:
    """Yes where every day that the move may have been on lies in the time asked for; not known where some do."""
    spans = (move.left_between if claim.count == "departures" else move.joined_between) or move.left_between
    since = claim.since.earliest if claim.since else Day.min
    if all(since <= start and end <= claim.day.earliest for start, end in spans):
        return There.NOT_KNOWN if move.contested and claim.count == "departures" else There.YES
    if any(max(since, start) <= min(end, claim.day.latest) for start, end in spans):
        return There.NOT_KNOWN
    return There.NOT_YET if all(start > claim.day.latest for start, _ in spans) else There.NO_LONGER
