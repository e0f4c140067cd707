"""The desk for an archive of which some stories were edited, or have come or gone: what follows, else as it was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import date
from typing import TypeVar

from msgspec.structs import replace

from generator.archive.arrivals import Places
from generator.archive.fallback import NeedsFullBuildError
from generator.archive.losses import NO_LOSSES, Losses
from generator.archive.model import Archive, Filed, Ref
from generator.archive.names import entity_kind
from generator.archive.reasoning import Reasoning
from generator.archive.refiling import Refiled
from generator.archive.repaging import Repaged
from generator.archive.reprofiling import Reprofiled
from generator.archive.revised import Revised, place_among, put, replace_entries
from generator.archive.revision import revised
from generator.pages.addresses import docs_path
from generator.pages.careers import Careers, facts_in, retold
from generator.pages.casts import Casts
from generator.pages.colleagues import Colleagues
from generator.pages.currents import Currents
from generator.pages.desk import Desk, StoryLine, claim_paths, dispute_paths, is_renewed, story_line
from generator.pages.letters import Letters, lettered
from generator.pages.quotes import Quotes
from generator.pages.recent import NEWEST, moved, newest_moves
from generator.pages.relatives import Relatives
from generator.pages.rosters import Rosters
from generator.pages.split import Leaf, Part
from generator.pages.unknown import unknown
from generator.pages.volumes import Volume, volumes_on
from generator.read.model import EntityKind, Story

_VALUE = TypeVar("_VALUE")


def revised_desk(
    before: Desk,
    edits: Sequence[Refiled],
    profiles: Sequence[Reprofiled] = (),
    pictures: Iterable[str] = (),
    *,
    pages: Sequence[Repaged] = (),
    losses: Losses = NO_LOSSES,
) -> Desk:
    """The desk after edits. NeedsFullBuildError where what they do can't be worked out for a few alone.

    ``pictures`` are paths below content/images, of those that are others or have come. What is among ``losses`` may
    come again.

    Its tables say what is another now: they are :class:`generator.archive.revised.Revised`.
    """
    lists = _Lists(before, [edit.filed for edit in edits if edit.was is None])
    for filed in losses.stories.values():
        lists.take_out(filed)
    for edit in edits:
        lists.file(edit)
    reasoning = revised(before.reasoning, edits, lists.places, profiles, pages=pages, losses=losses)
    archive = reasoning.archive
    assert isinstance(archive.stories_of, Revised)
    counts = Revised(before.counts)
    for ref in archive.stories_of.changed:
        put(counts, ref, len(archive.stories_of.get(ref, ())))
    new_moves, moved_now, unknown_now = Revised(before.new_moves), before.moved, before.unknown
    is_elsewhere = any(edit.was is None and edit.filed.ref.slug in losses.stories for edit in edits)  # of another day
    if is_elsewhere or reasoning.moves is not before.reasoning.moves:
        newest = newest_moves(reasoning.moves, lists.places.numbers)
        new_moves["newest"] = tuple(newest[:NEWEST])
        moved_now = moved(newest)
    if reasoning.gaps is not before.reasoning.gaps:
        unknown_now = unknown(reasoning.gaps)
    careers = Careers(reasoning)
    come = [newcomer.ref for edit in edits for newcomer in edit.newcomers]
    come += (edit.ref for edit in profiles if edit.is_debut)
    letters, lettered_now = _letters(before, archive, {entity_kind(ref) for ref in (*come, *losses.entities)})
    files = Revised(before.places)
    replace_entries(files, (filed.story.path for filed in losses.stories.values()), {})
    files.update({edit.filed.story.path: docs_path(archive, edit.filed.ref) for edit in edits if edit.was is None})
    files.update({edit.profile.path: docs_path(archive, edit.ref) for edit in profiles if edit.was is None})
    desk = replace(
        before,
        archive=archive,
        reasoning=reasoning,
        stories=lists.lines,
        order=lists.places.numbers,
        years=lists.years,
        corrected=lists.corrected,
        counts=counts,
        renewed=lists.renewed,
        new_moves=new_moves,
        days=lists.days,
        places=files,
        quotes=Quotes(archive),
        relatives=Relatives(archive, lists.places.numbers),
        casts=Casts(reasoning, careers, lists.places.numbers),
        careers=careers,
        currents=Currents(archive, careers, before.currents, _retold(before.reasoning, reasoning)),
        colleagues=Colleagues(reasoning, careers),
        rosters=Rosters(reasoning, careers),
        letters=letters,
        lettered=lettered_now,
        volumes=_volumes(
            before, archive, (*losses.stories.values(), *(edit.filed for edit in edits if edit.was is None))
        ),
        moved=_over(before.moved, moved_now),
        unknown=_over(before.unknown, unknown_now),
        pictures=Revised(before.pictures, dict.fromkeys(name for name in pictures if name not in before.pictures)),
    )
    claims, disputes = desk.archive.claims, reasoning.disputes
    assert isinstance(claims, Revised)
    claimed, disputed = before.claim_paths, before.dispute_paths
    if is_elsewhere or claims.changed:
        claimed = claim_paths(claims.whole(), desk)
    if is_elsewhere or disputes is not before.reasoning.disputes:
        disputed = dispute_paths(desk)
    return replace(
        desk, claim_paths=_over(before.claim_paths, claimed), dispute_paths=_over(before.dispute_paths, disputed)
    )


def _letters(
    before: Desk, archive: Archive, kinds: Set[EntityKind]
) -> tuple[Revised[EntityKind, tuple[Part[Ref], ...]], Revised[tuple[EntityKind, str], Leaf[Ref]]]:
    """Everybody by letter, and the parts that have pages, where of some kinds there are others."""
    letters, leaves, anew = Revised(before.letters), Revised(before.lettered), Letters(archive)
    for kind in kinds:
        letters[kind] = anew[kind]
        parts = lettered(kind, anew[kind])
        replace_entries(leaves, [key for key in before.lettered if key[0] == kind and key not in parts], parts)
    return letters, leaves


def _volumes(before: Desk, archive: Archive, moved: Iterable[Filed]) -> Revised[tuple[Ref, str], Volume]:
    """What there is on those of whom there is too much for a page. ``moved`` are stories that have come or gone: one
    that is of another year now may stand where it did among those on somebody.
    """
    assert isinstance(archive.facts_of, Revised)
    assert isinstance(archive.stories_of, Revised)
    volumes = Revised(before.volumes)
    on = {ref for filed in moved for ref in (*filed.named, *filed.topics)}
    for ref in {*on, *archive.facts_of.changed, *archive.stories_of.changed}:
        replace_entries(volumes, volumes_on(before.archive, ref), {})
        replace_entries(volumes, (), volumes_on(archive, ref))
    return volumes


def _retold(before: Reasoning, now: Reasoning) -> set[Ref]:
    """Whose careers may be others."""
    archive, evidence = now.archive, now.evidence
    assert isinstance(archive.facts, Revised)
    assert isinstance(archive.facts_of, Revised)
    assert isinstance(evidence.about, Revised)
    assert isinstance(evidence.order, Revised)
    changed = archive.facts.changed | evidence.order.changed
    facts = facts_in((before.archive, archive), changed)
    return retold((*archive.facts_of.changed, *evidence.about.changed), facts)


class _Lists:
    """The lists of stories, and their places, while some stories are edited or come."""

    def __init__(self, before: Desk, come: Sequence[Filed]) -> None:
        self._archive = before.archive
        self._come: dict[str, Filed] = {filed.ref.slug: filed for filed in come}
        self.places = Places(Revised(before.order))
        self.lines: Revised[str, StoryLine] = Revised(before.stories)
        self.years: Revised[int, tuple[StoryLine, ...]] = Revised(before.years)
        self.days: Revised[str, date] = Revised(before.days)
        self.corrected: Revised[str, None] = Revised(before.corrected)
        self.renewed: Revised[Ref, tuple[str, ...]] = Revised(before.renewed)

    def take_out(self, filed: Filed) -> None:
        """Have a story in none of the lists. NeedsFullBuildError where it is the last of a year."""
        slug, year = filed.ref.slug, filed.year
        lines = self.years[year]
        at = next(place for place, line in enumerate(lines) if line.ref.slug == slug)
        self.places.leave(slug)
        self.years[year] = (*lines[:at], *lines[at + 1 :])
        if not self.years[year]:
            raise NeedsFullBuildError(filed.ref)
        del self.lines[slug]
        self.days["newest"] = self.years[max(self.years)][0].day
        self._renew(slug, filed, None)

    def file(self, edit: Refiled) -> None:
        """Have a story in the lists as it is now."""
        line, year = story_line(edit.filed), edit.filed.year
        slug = line.ref.slug
        if edit.was is None:
            self._arrive(edit.filed, line)
        elif line != story_line(edit.was):
            self.lines[slug] = line
            self.years[year] = tuple(line if each.ref.slug == slug else each for each in self.years[year])
        self._renew(slug, edit.was, edit.filed)

    def _renew(self, slug: str, *versions: Filed | None) -> None:
        """Have a story among those that were corrected, and among the renewed ones on whoever it is about, or not.

        ``versions`` are that before and that now, None where it isn't there.
        """
        numbers = self.places.numbers
        before, now = ({*each.named, *each.topics} if each and is_renewed(each) else set() for each in versions)
        for ref in before ^ now:
            own = [slug] if ref in now else []
            place_among(self.renewed, ref, {slug}, own, at=numbers.get(slug, 0), key=numbers.__getitem__)
        was, is_now = (bool(each and each.story.corrections) for each in versions)
        if is_now and not was:
            self.corrected.place(slug, None, None)
        elif was and not is_now:
            del self.corrected[slug]

    def _arrive(self, filed: Filed, line: StoryLine) -> None:
        year = filed.year
        if year not in self.years:
            raise NeedsFullBuildError(filed.ref)  # it would be the first story of a year
        newest_first = self.years[year]
        later = [each for each in self.years if each > year] if self.days["newest"].year > year else []
        next_year = self.years[min(later)][-1].ref.slug if later else None
        older = self.places.arrive(
            filed.story, [each.ref.slug for each in reversed(newest_first)], self._story, next_year
        )
        at = len(newest_first) - older
        self.years[year] = (*newest_first[:at], line, *newest_first[at:])
        self.lines.place(filed.ref.slug, line, self.places.ahead_of[filed.ref.slug])
        self.days["newest"] = max(line.day, self.days["newest"])

    def _story(self, slug: str) -> Story:
        return (self._come.get(slug) or self._archive.stories[slug]).story


def _over(before: Mapping[str, _VALUE], now: Mapping[str, _VALUE]) -> Revised[str, _VALUE]:
    """A table over another one, which comes to have what ``now`` has."""
    over = Revised(before)
    if now is not before:
        for key in [key for key in before if key not in now]:
            del over[key]
        over.update(now)
    return over
