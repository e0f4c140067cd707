"""What a change does to the archive: two archives, each with what follows from it, held against each other.

Facts are matched by what they say, so a story that was renamed, or a person who was merged into
another, has not lost any. Older stories are those that stand in both.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import fields

from generator.archive.claims import Check, Verdict
from generator.archive.matching import Matched, Renamed, match_facts
from generator.archive.model import Archive, Claim, Fact, Filed
from generator.archive.page_changes import Page, PageMoved, compare_pages
from generator.archive.reasoning import Reasoning


class FactChanged(Struct, frozen=True):
    """A fact that says something else than before; ``differs`` names the fields."""

    before: Fact
    after: Fact
    differs: tuple[str, ...]


class ClaimMoved(Struct, frozen=True):
    """A claim of an older story that now comes out otherwise. ``because`` are the new facts behind that."""

    claim: Claim
    before: Check
    after: Check
    because: tuple[str, ...]

    @property
    def needs_correction(self) -> bool:
        """Whether the story is now known to be wrong, and was not before."""
        return self.after.verdict is Verdict.CONTRADICTED


class LifeMoved(Struct, frozen=True):
    """A fact of an older story whose standing changed: its life, or "disputed", "accepted", "rejected"."""

    fact: Fact
    before: str
    after: str
    because: tuple[str, ...]

    @property
    def needs_correction(self) -> bool:
        return self.after in ("disputed", "rejected")


class OlderStory(Struct, frozen=True):
    """A story that stands in both archives and now comes out otherwise."""

    filed: Filed
    claims: tuple[ClaimMoved, ...]
    lives: tuple[LifeMoved, ...]

    @property
    def needs_correction(self) -> bool:
        return any(each.needs_correction for each in self.claims) or any(each.needs_correction for each in self.lives)


class Comparison(Struct, frozen=True):
    """Facts in order of publication (derived ones left out), pages by kind and slug, older stories oldest first."""

    before: Archive
    after: Archive
    added: tuple[Fact, ...]
    changed: tuple[FactChanged, ...]
    gone: tuple[Fact, ...]
    pages_added: tuple[Page, ...]
    pages_moved: tuple[PageMoved, ...]
    pages_gone: tuple[Page, ...]
    older: tuple[OlderStory, ...]

    @property
    def is_empty(self) -> bool:
        return not any(
            (self.added, self.changed, self.gone, self.pages_added, self.pages_moved, self.pages_gone, self.older)
        )


def compare(before: Reasoning, after: Reasoning) -> Comparison:
    """What changed from one archive to the other."""
    renamed = Renamed(after.archive)
    matched = match_facts(before.archive, after.archive, renamed)
    pages = compare_pages(before.archive, after.archive, renamed)
    return Comparison(
        before.archive,
        after.archive,
        added=tuple(fact for fact in matched.added if not fact.derived_from),
        changed=tuple(_changed(matched)),
        gone=tuple(fact for fact in matched.gone if not fact.derived_from),
        pages_added=pages.added,
        pages_moved=pages.moved,
        pages_gone=pages.gone,
        older=tuple(_older(_Change(before, after, matched, renamed, frozenset(fact.id for fact in matched.added)))),
    )


_NOT_SAID = ("id", "at", "reported", "derived_from")
_SAID = tuple(each.name for each in fields(Fact) if each.name not in _NOT_SAID)


def _changed(matched: Matched) -> Iterator[FactChanged]:
    for before, after in matched.pairs:
        old = matched.now[before.id]
        differs = tuple(name for name in _SAID if getattr(old, name) != getattr(after, name))
        if differs and not after.derived_from:
            yield FactChanged(before, after, differs)


class _Change(NamedTuple):
    """Both archives, which fact is which, and the ids of the new ones."""

    before: Reasoning
    after: Reasoning
    matched: Matched
    renamed: Renamed
    new: frozenset[str]


def _older(change: _Change) -> Iterator[OlderStory]:
    """Stories that stand in both and come out otherwise now, oldest first."""
    lives: dict[str, list[LifeMoved]] = {}
    for old, now in change.matched.pairs:
        moved = _life_moved(change, old, now)
        if moved is not None and not now.derived_from:
            lives.setdefault(now.story, []).append(moved)
    before = {change.renamed.story(filed): filed for filed in change.before.archive.stories.values()}
    for slug, filed in change.after.archive.stories.items():
        if slug in before:
            claims = tuple(_claims_moved(change, before[slug], filed))
            if claims or slug in lives:
                yield OlderStory(filed, claims, tuple(lives.get(slug, ())))


def _claims_moved(change: _Change, earlier: Filed, filed: Filed) -> Iterator[ClaimMoved]:
    """Claims that state the same thing in both, and are counted otherwise."""
    before, after = change.before, change.after
    waiting: dict[object, list[Claim]] = {}
    for each in earlier.claims:
        claim = before.archive.claims[each]
        waiting.setdefault(_states(change.renamed.claim(claim, filed.ref.slug)), []).append(claim)
    for each in filed.claims:
        claim = after.archive.claims[each]
        same = waiting.get(_states(claim))
        if not same:
            continue
        was, now = before.checks[same.pop(0).id], after.checks[claim.id]
        if (was.verdict, was.lowest, was.highest) != (now.verdict, now.lowest, now.highest):
            yield ClaimMoved(claim, was, now, _behind(was, now, change.new))


def _states(claim: Claim) -> tuple[object, ...]:
    """What a claim states, wherever it stands and however it says it."""
    dates = (claim.day.written, claim.since.written if claim.since else "")
    return claim.count, claim.company, claim.stated, claim.total, claim.origin, claim.destination, dates


def _behind(was: Check, now: Check, new: frozenset[str]) -> tuple[str, ...]:
    """The new facts among those that the count now rests on, those that rule the claim out first."""
    before = {each.person: each.there for each in (*was.counted, *was.not_known, *was.not_counted)}
    moved = (
        fact
        for each in (*now.counted, *now.not_known, *now.not_counted)
        if before.get(each.person) is not each.there
        for fact in each.facts
    )
    return tuple(dict.fromkeys(fact for fact in (*now.against, *moved) if fact in new))


def _life_moved(change: _Change, old: Fact, now: Fact) -> LifeMoved | None:
    was, became = _standing(change.before, old), _standing(change.after, now)
    if was == became:
        return None
    life = change.after.lives.get(now.id)
    others = (*life.disputed_by, *life.of) if life else ()
    return LifeMoved(now, was, became, tuple(fact for fact in others if fact in change.new))


def _standing(reasoning: Reasoning, fact: Fact) -> str:
    """What a fact is to the archive: in dispute, ruled on, or else what it did when its story came out."""
    dispute = reasoning.dispute_of.get(fact.id)
    if dispute is not None:
        if dispute.ruling is None:
            return "disputed"
        return "rejected" if fact.id in dispute.rejected else "accepted"
    life = reasoning.lives.get(fact.id)
    return life.what if life else ""
