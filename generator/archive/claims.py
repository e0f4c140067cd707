"""Claims: what the archive counts, against the number that a story states.

The archive never assumes that it knows everybody. The lowest number counts those of whom a fact says
yes; the highest adds those of whom it isn't known, and, where the claim gives a total, those of the
total who are not on file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct

from generator.archive.chronology import Day
from generator.archive.counting import Count, Counted, count
from generator.archive.evidence import Evidence
from generator.archive.model import Claim, Ref
from generator.archive.moves import Move
from generator.archive.worlds import There
from generator.values.spoken import in_words, spoken

__all__ = ["Check", "Counted", "Verdict", "check", "checks"]


class Verdict(StrEnum):
    CONFIRMED = "confirmed"
    CONSISTENT = "consistent"
    CONTRADICTED = "contradicted"


class Check(Struct, frozen=True):
    """One claim, checked. ``counted``, ``not_known`` and ``not_counted`` are sorted by slug.

    ``missing`` is how many names are not on file, None where the claim gives no total. ``against`` are
    the facts that rule the stated number out; empty unless the verdict is contradicted. ``explanation``
    is one plain sentence. ``day`` is the last day that the claim's date may mean.
    """

    claim: str
    lowest: int
    highest: int
    verdict: Verdict
    counted: tuple[Counted, ...]
    not_known: tuple[Counted, ...]
    not_counted: tuple[Counted, ...]
    missing: int | None
    day: Day
    explanation: str
    against: tuple[str, ...]


def checks(evidence: Evidence, moves: Iterable[Move]) -> Mapping[str, Check]:
    """Every claim of the archive by its id, from the evidence and from all moves."""
    by_company: dict[Ref, list[Move]] = {}
    for move in moves:
        for company in {move.origin, move.destination}:
            if company is not None:
                by_company.setdefault(company, []).append(move)
    return {
        claim.id: check(evidence, claim, by_company.get(claim.company, ()))
        for claim in evidence.archive.claims.values()
    }


def check(evidence: Evidence, claim: Claim, moves: Sequence[Move]) -> Check:
    """One claim held against what is on file; ``moves`` are those from and to its company."""
    found = count(evidence, claim, moves)
    # Whoever founded it since is none of those whom the total is of.
    on_file = sum(claim.count != "founders" or name.there is not There.NOT_YET for name in found.names)
    missing = None if claim.total is None else max(0, claim.total - on_file)
    highest = found.highest + (missing or 0)
    verdict = verdict_on(claim, found.lowest, highest)
    counted = tuple(name for name in found.names if name.there is There.YES)
    not_known = tuple(name for name in found.names if name.there is There.NOT_KNOWN)
    not_there = tuple(name for name in found.names if name.there in (There.NO_LONGER, There.NOT_YET))
    # Whoever made no such move is none of those whom somebody may look for.
    not_counted = not_there if claim.count not in _MOVES else tuple(name for name in not_there if name.facts)
    against: tuple[str, ...] = ()
    if verdict is Verdict.CONTRADICTED:
        ruling_out = counted if claim.stated < found.lowest else not_counted
        against = evidence.in_order(fact for name in ruling_out for fact in name.facts)
    return Check(
        claim=claim.id,
        lowest=found.lowest,
        highest=highest,
        verdict=verdict,
        counted=counted,
        not_known=not_known,
        not_counted=not_counted,
        missing=missing,
        day=claim.day.latest,
        explanation=_explanation(evidence, claim, found, highest, missing),
        against=against,
    )


def verdict_on(claim: Claim, lowest: int, highest: int) -> Verdict:
    """Confirmed where one number is possible and it is the stated one; contradicted where the stated one isn't.

    Without a total a number above the highest is consistent: there may be people who are not on file.
    """
    if lowest == claim.stated == highest:
        return Verdict.CONFIRMED
    if claim.stated < lowest or (claim.stated > highest and claim.total is not None):
        return Verdict.CONTRADICTED
    return Verdict.CONSISTENT


_MOVES = frozenset(("departures", "arrivals"))
_WORDS: Mapping[str, tuple[str, str, str]] = {  # what is counted: one, many; and how the day is put
    "founders": ("founder of {} is on record", "founders of {} are on record", ""),
    "founders-remaining": ("founder was still at {}", "founders were still at {}", "on"),
    "people-at": ("person was at {}", "people were at {}", "on"),
    "departures": ("person had left {}", "people had left {}", "by"),
    "arrivals": ("person had joined {}", "people had joined {}", "by"),
}


def _explanation(evidence: Evidence, claim: Claim, found: Count, highest: int, missing: int | None) -> str:
    one, many, day = _WORDS[claim.count]
    bounds = str(found.lowest) if found.lowest == highest else f"between {found.lowest} and {highest}"
    words = [(one if found.lowest == highest == 1 else many).format(_name(evidence, claim.company))]
    if claim.destination and claim.count == "departures":
        words.append(f"for {_name(evidence, claim.destination)}")
    if claim.origin and claim.count == "arrivals":
        words.append(f"from {_name(evidence, claim.origin)}")
    if claim.since and day == "by":
        words.append(f"since {spoken(claim.since)}")
    if day:
        words.append(in_words(claim.day) if day == "on" else f"by {spoken(claim.day)}")
    sure = sum(name.there is There.YES for name in found.names)
    maybe = sum(name.there is There.NOT_KNOWN for name in found.names)
    parts = [f"{sure} for sure", f"{maybe} not known"]
    if missing is not None:
        parts.append(f"{missing} of {claim.total} not on file")
    return f"{bounds[0].upper()}{bounds[1:]} {' '.join(words)}: {', '.join(parts)}."


def _name(evidence: Evidence, ref: Ref) -> str:
    entity = evidence.archive.entities.get(ref)
    return entity.name if entity else ref.slug
