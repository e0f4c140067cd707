"""Claims with what the archive counts behind them, name by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from generator.archive.claims import Check, Counted
from generator.archive.model import Claim, Ref
from generator.archive.presence import There
from generator.pages.desk import Desk, StoryLine
from generator.pages.lines import FactLine, claim_anchor, fact_line
from generator.pages.posts import some_stories
from generator.pages.split import SHORT
from generator.values.spoken import in_words, spoken


class CountedLine(Struct, frozen=True):
    """One name behind a count, and the stories that say so."""

    person: Ref
    there: str  # "yes", "no longer", "not yet", "not known"; of a move, "left before 2020"
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
    words = _answers(claim)
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
        counted=_names(desk, check.counted, words, most),
        not_known=_names(desk, check.not_known, words, most),
        not_counted=_names(desk, check.not_counted, words, most),
        missing=check.missing,
        against=tuple(fact_line(desk, fact) for fact in check.against[:most]),
    )


def _answers(claim: Claim) -> Mapping[There, str]:
    """Each answer in words. Of moves, "no longer" is one before the time asked for, and "not yet" one after it."""
    verb = {"departures": "left", "arrivals": "joined"}.get(claim.count)
    if verb is None:
        return {each: each.value for each in There}
    before = f"{verb} before {spoken(claim.since)}" if claim.since else f"{verb} before"
    return {There.YES: "yes", There.NOT_KNOWN: "not known", There.NO_LONGER: before, There.NOT_YET: f"{verb} later"}


def _names(desk: Desk, counted: tuple[Counted, ...], words: Mapping[There, str], most: int) -> Names:
    lines = (
        CountedLine(each.person, words[each.there], each.role, some_stories(desk, each.facts)[0])
        for each in counted[:most]
    )
    return Names(tuple(lines), max(0, len(counted) - most))


def newest_checks(desk: Desk, checks: Iterable[Check]) -> list[Check]:
    """Claims, those of the newest stories first."""
    return sorted(checks, key=lambda each: (-desk.order[desk.archive.claims[each.claim].story], each.claim))
