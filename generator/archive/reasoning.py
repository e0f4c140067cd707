"""What follows from what the stories report, worked out once and asked through one record.

What else asks of the archive, such as :mod:`generator.archive.questions`, is built on it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from generator.archive import careers as _careers
from generator.archive import claims as _claims
from generator.archive import evidence as _evidence
from generator.archive import funding as _funding
from generator.archive import gaps as _gaps
from generator.archive import hindsight as _hindsight
from generator.archive import life as _life
from generator.archive import moves as _moves
from generator.archive import presence as _presence
from generator.archive import relations as _relations
from generator.archive.careers import Founder, Post
from generator.archive.chronology import Day, by_publication
from generator.archive.claims import Check
from generator.archive.disputes import Dispute
from generator.archive.evidence import Evidence
from generator.archive.funding import Round, Valuation
from generator.archive.gaps import Gap
from generator.archive.life import Life
from generator.archive.model import Archive, Ref
from generator.archive.moves import Move
from generator.archive.presence import Headcount, Presence, Stretch
from generator.archive.relations import Between, Relative, Together

_Item = TypeVar("_Item")


class Reasoning(Struct, frozen=True):
    """Everything that is worked out once, and the questions that are answered when asked.

    Made by :func:`reason`; immutable, picklable. For "what was known on DAY", build the archive of the
    stories up to that day and reason about that.
    """

    archive: Archive
    evidence: Evidence
    moves: Sequence[Move]  # oldest first
    rounds: Sequence[Round]  # oldest first
    lives: Mapping[str, Life]  # by fact id
    disputes: Sequence[Dispute]
    checks: Mapping[str, Check]  # by claim id
    gaps: Sequence[Gap]
    moves_of: Mapping[Ref, tuple[Move, ...]]  # by person, and by company (origin or destination)
    rounds_of: Mapping[Ref, tuple[Round, ...]]  # by company, and by investor
    disputes_of: Mapping[Ref, tuple[Dispute, ...]]  # by subject and by object
    dispute_of: Mapping[str, Dispute]  # by fact id
    checks_of: Mapping[Ref, tuple[Check, ...]]  # by company

    @property
    def lean(self) -> Reasoning:
        """The same, without answers that take longer to read from a file than to work out."""
        return replace(self, evidence=self.evidence.lean)

    def presence(self, person: Ref, company: Ref, day: Day) -> Presence:
        return _presence.presence(self.evidence, person, company, day)

    def people_on(self, company: Ref, day: Day, *, founders: bool = False) -> Headcount:
        return _presence.people_on(self.evidence, company, day, founders=founders)

    def stretches(self, person: Ref, company: Ref) -> tuple[Stretch, ...]:
        line = self.evidence.timeline(person, company)
        return _presence.stretches(line) if line else ()

    def known_then(self, person: Ref, company: Ref) -> tuple[Stretch, ...]:
        line, told = self.evidence.timeline(person, company), _hindsight.told_by_company(self.evidence, person)
        return _hindsight.known_then(self.evidence, line, _hindsight.told_there(told, company)) if line else ()

    def career(self, person: Ref) -> tuple[Post, ...]:
        return _careers.career(self.evidence, person)

    def posts_there(self, person: Ref, company: Ref) -> tuple[Post, ...]:
        return _careers.posts_there(self.evidence, person, company)

    def role_on(self, person: Ref, day: Day, most: int | None = None) -> tuple[Presence, ...]:
        return _careers.role_on(self.evidence, person, day, most)

    def founders(self, company: Ref) -> tuple[Founder, ...]:
        return _careers.founders(self.evidence, company)

    def valuations(self, company: Ref) -> tuple[Valuation, ...]:
        return _funding.valuations(self.evidence, company, self.dispute_of)

    def relatives(self, person: Ref) -> tuple[Relative, ...]:
        return _relations.relatives(self.evidence, person)

    def colleagues(self, person: Ref) -> tuple[Together, ...]:
        return _relations.colleagues(self.evidence, person)

    def closest(self, person: Ref, most: int) -> tuple[tuple[Together, ...], tuple[tuple[Ref, Ref], ...]]:
        return _relations.closest(self.evidence, person, most)

    def between(self, one: Ref, other: Ref) -> Between:
        return _relations.between(self.evidence, one, other)


def reason(archive: Archive) -> Reasoning:
    """Works everything out. Takes a time in line with the number of facts."""
    evidence = _evidence.gather(archive)
    moves = _moves.moves(evidence)
    rounds = _funding.rounds(evidence)
    checks = _claims.checks(evidence, moves)
    return Reasoning(
        archive=archive,
        evidence=evidence,
        moves=moves,
        rounds=rounds,
        lives=_life.lives(by_publication(archive), evidence.disputes),
        disputes=evidence.disputes,
        checks=checks,
        gaps=_gaps.gaps(evidence, checks),
        moves_of=_by(moves, lambda move: (move.person, move.origin, move.destination)),
        rounds_of=_by(rounds, lambda each: (each.company, *each.investors)),
        disputes_of=_by(evidence.disputes, lambda dispute: (dispute.subject, dispute.object)),
        dispute_of={fact: dispute for dispute in evidence.disputes for fact in dispute.involved},
        checks_of=_by(checks.values(), lambda check: (archive.claims[check.claim].company,)),
    )


def _by(items: Iterable[_Item], keys: Callable[[_Item], Iterable[Ref | None]]) -> Mapping[Ref, tuple[_Item, ...]]:
    """Items under each of their keys, in the order given."""
    found: dict[Ref, list[_Item]] = {}
    for item in items:
        for key in dict.fromkeys(keys(item)):
            if key is not None:
                found.setdefault(key, []).append(item)
    return {key: tuple(found[key]) for key in sorted(found)}
