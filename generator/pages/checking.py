"""Claims with what the archive counts behind them, name by name."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from generator.archive.claims import Check, Counted
from generator.archive.model import Ref
from generator.pages.desk import Desk, StoryLine
from generator.pages.lines import FactLine, claim_anchor, fact_line
from generator.pages.posts import some_stories
from generator.pages.split import SHORT
from generator.values.spoken import in_words


class CountedLine(Struct, frozen=True):
    """One name behind a count, and the stories that say so."""

    person: Ref
    there: str  # "yes", "no longer", "not yet", "not known"
    role: str
    stories: tuple[StoryLine, ...]


class Names(Struct, frozen=True):
    """Some of the names behind a count: all of them, or the first and how many more."""

    lines: tuple[CountedLine, ...]
    more: int


class CheckLine(Struct, frozen=True):
    """A claim, checked."""

    anchor: str  # its id on the list of claims
    place: str  # the page of that list and the anchor
    says: str
    story: StoryLine
    company: Ref
    day: str  # "on 2 October 2024"
    stated: int
    total: int | None
    lowest: int
    highest: int
    verdict: str  # "confirmed", "consistent", "contradicted"
    explanation: str
    counted: Names
    not_known: Names
    not_counted: Names
    missing: int | None  # names that are not on file, where the claim gives a total
    against: tuple[FactLine, ...]  # the facts that rule the stated number out


def check_line(desk: Desk, check: Check, most: int = SHORT) -> CheckLine:
    """One claim, with the first ``most`` names on each side of its count."""
    claim = desk.archive.claims[check.claim]
    anchor = claim_anchor(claim.id)
    return CheckLine(
        anchor=anchor,
        place=f"{desk.claim_paths[claim.id]}#{anchor}",
        says=claim.says,
        story=desk.stories[claim.story],
        company=claim.company,
        day=in_words(claim.day),
        stated=claim.stated,
        total=claim.total,
        lowest=check.lowest,
        highest=check.highest,
        verdict=check.verdict.value,
        explanation=check.explanation,
        counted=_names(desk, check.counted, most),
        not_known=_names(desk, check.not_known, most),
        not_counted=_names(desk, check.not_counted, most),
        missing=check.missing,
        against=tuple(fact_line(desk, fact) for fact in check.against[:most]),
    )


def _names(desk: Desk, counted: tuple[Counted, ...], most: int) -> Names:
    lines = (
        CountedLine(each.person, each.there.value, each.role, some_stories(desk, each.facts)[0])
        for each in counted[:most]
    )
    return Names(tuple(lines), max(0, len(counted) - most))


def newest_checks(desk: Desk, checks: Iterable[Check]) -> list[Check]:
    """Claims, those of the newest stories first."""
    return sorted(checks, key=lambda each: (-desk.order[desk.archive.claims[each.claim].story], each.claim))
