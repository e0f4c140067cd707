"""Which fact of one archive is which of another.

A fact's id says what the fact says; where an edit changed that, facts of one story are paired by whom
they are about, their kind and their value, then without the value, each in the order written. What is
left over was added, or is gone.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from generator.archive.model import Archive, Claim, Fact, Filed, Ref


class Renamed:
    """What older slugs are called now, by the newer archive's redirects."""

    def __init__(self, archive: Archive) -> None:
        self._now = archive.redirects

    def ref(self, ref: Ref) -> Ref:
        return self._now.get(ref, ref)

    def maybe(self, ref: Ref | None) -> Ref | None:
        return None if ref is None else self.ref(ref)

    def story(self, filed: Filed) -> str:
        """A story's slug now; a redirect may name the year that it stood in."""
        dated = self._now.get(Ref("story", f"{filed.year}/{filed.ref.slug}"))
        return (dated or self.ref(filed.ref)).slug

    def fact(self, fact: Fact, story: str) -> Fact:
        """The fact with everybody in it called what they are called now."""
        return replace(
            fact,
            story=story,
            subject=self.ref(fact.subject),
            object=self.maybe(fact.object),
            origin=self.maybe(fact.origin),
            destination=self.maybe(fact.destination),
            others=tuple(map(self.ref, fact.others)),
            by=self.maybe(fact.by),
        )

    def claim(self, claim: Claim, story: str) -> Claim:
        return replace(
            claim,
            story=story,
            company=self.ref(claim.company),
            origin=self.maybe(claim.origin),
            destination=self.maybe(claim.destination),
        )


class Matched(Struct, frozen=True):
    """``pairs`` are facts that stand in both archives, as each has them; ``now`` gives the older ones today's names."""

    pairs: tuple[tuple[Fact, Fact], ...]  # in the newer archive's order
    added: tuple[Fact, ...]
    gone: tuple[Fact, ...]
    now: Mapping[str, Fact]  # by the older fact's id


Key = Callable[[Fact], Hashable]
_KEYS: tuple[Key, ...] = (
    lambda fact: fact.id,
    lambda fact: (fact.story, fact.subject, fact.kind, fact.object, fact.text, fact.money, fact.date, fact.role),
    lambda fact: (fact.story, fact.subject, fact.kind, fact.object, fact.text, bool(fact.derived_from)),
    lambda fact: (fact.story, fact.subject, fact.kind, bool(fact.derived_from)),
)


def match_facts(before: Archive, after: Archive, renamed: Renamed) -> Matched:
    """Every fact of both, paired as well as can be."""
    slugs = {slug: renamed.story(filed) for slug, filed in before.stories.items()}
    now = {fact.id: renamed.fact(fact, slugs[fact.story]) for fact in before.facts.values()}
    left = {fact.id: fact for fact in _in_order(before)}
    right = {fact.id: fact for fact in _in_order(after)}
    partner: dict[str, Fact] = {}
    for key in _KEYS:
        waiting = _grouped(left.values(), now, key)
        for fact in [*right.values()]:
            group = waiting.get(key(fact))
            if group:
                old = group.pop(0)
                partner[fact.id] = old
                del left[old.id], right[fact.id]
    pairs = tuple((partner[fact.id], fact) for fact in _in_order(after) if fact.id in partner)
    return Matched(pairs, tuple(right.values()), tuple(left.values()), now)


def _grouped(facts: Iterable[Fact], now: Mapping[str, Fact], key: Key) -> dict[Hashable, list[Fact]]:
    groups: dict[Hashable, list[Fact]] = {}
    for fact in facts:
        groups.setdefault(key(now[fact.id]), []).append(fact)
    return groups


def _in_order(archive: Archive) -> Iterator[Fact]:
    """Every fact by publication, then as its story has it."""
    for filed in archive.stories.values():
        for fact in filed.facts:
            yield archive.facts[fact]
