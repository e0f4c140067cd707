"""What an editor changed in the files of stories, or which have come, where that is so little that a touch-up does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from stat import S_ISDIR, S_ISREG

from generator.archive.debuts import refuse_alike
from generator.archive.findings import contradicted, disputed
from generator.archive.model import Filed, Ref
from generator.archive.refiling import Refiled, newly_filed, refiled
from generator.archive.revised import Revised
from generator.archive.threads import is_out
from generator.pages.desk import Desk
from generator.pages.dossier import may_have_parts
from generator.pages.letters import are_on_pages
from generator.pages.split import Part
from generator.problems import Problem
from generator.publish.memory import Known, file_digest
from generator.publish.search.periods import periods_of
from generator.publish.settings import Settings
from generator.publish.shelf import Shelf
from generator.publish.standing import Glance
from generator.read.model import Story
from generator.read.stories import slug_from
from generator.read.walk import TextFile, read_file
from generator.values.hygiene import slug_faults
from generator.values.names import match_key

# Where a story may come to stand, and in which folders: any other name may be wrong, or be another's on some disk.
_FOLDER = re.compile(r"stories/[0-9a-z-]+")
_PLAIN = re.compile(r"stories/(?:[0-9a-z-]+/)?[0-9a-z]+(?:-[0-9a-z]+)*\.md")


class NotSoQuickError(Exception):
    """More has changed than what some stories say, or what is remembered doesn't do."""


@dataclass(frozen=True, slots=True)
class Edited:
    """A story that was changed, or has come, before and now.

    ``known`` is all that its file says now; None for one that is another only because a new one continues it.
    """

    refiled: Refiled
    known: Known | None

    @property
    def filed(self) -> Filed:
        """The story, as it is now."""
        return self.refiled.filed


def edits_of(settings: Settings, look: Glance, shelf: Shelf, desk: Desk) -> Mapping[str, Edited]:
    """What was changed of an archive, by the stories' slugs. NotSoQuickError, NotOnFileError where that is more."""
    archive = desk.archive
    stories = list(_read(settings, look))
    read = {story.slug: (story, known) for story, known in stories}
    if not read or len({match_key(slug) for slug in read}) < len(stories):
        raise NotSoQuickError(*look.changed)  # folders alone, or two files of one address
    found: dict[str, Edited] = {}
    titles: set[str] = set()
    for slug, (story, known) in read.items():
        if slug in archive.stories:
            edits: tuple[Refiled, ...] = (refiled(archive, shelf.on_file, archive.stories[slug], story, read.keys()),)
        elif is_out(story, look.stamp.today):
            edits = newly_filed(archive, shelf.on_file, shelf.slugs, story)
        else:
            raise NotSoQuickError(slug)
        for edit in edits:
            if edit.filed.ref.slug in found or (edit.filed.ref.slug in read) != (edit.filed.ref.slug == slug):
                raise NotSoQuickError(edit.filed.ref)
            found[edit.filed.ref.slug] = Edited(edit, known if edit.filed.ref.slug == slug else None)
            before = {edit.was.story.title} if edit.was else set()
            titles |= before ^ {edit.filed.story.title}
            _refuse_moved(settings, look, edit)
    come = {slug for slug, edit in found.items() if edit.refiled.was is None}
    newcomers = [newcomer for edit in found.values() for newcomer in edit.refiled.newcomers]
    refuse_alike(newcomers)
    names = {name for each in newcomers for name in (each.name, each.ref.slug)}
    if (titles or names) and not shelf.targets.isdisjoint(map(match_key, titles | come | names)):
        raise NotSoQuickError(*titles, *names)
    return found


def _refuse_moved(settings: Settings, look: Glance, edit: Refiled) -> None:
    """NotSoQuickError where a story is warned of in words that may be others now, or at another place."""
    shown = f"{settings.shown}/{edit.filed.story.path}"
    lines = [problem.line for problem in look.stood.problems if problem.path == shown]
    if lines:
        was, now = edit.was and edit.was.story, edit.filed.story
        is_same = was and edit.is_same and replace(now, title=was.title, standfirst=was.standfirst) == was
        if not is_same or max(lines) >= now.body_line:
            raise NotSoQuickError(edit.filed.ref)


def _read(settings: Settings, look: Glance) -> Iterator[tuple[Story, Known]]:
    """The stories in the files that were changed, without a problem. NotSoQuickError where one has something else."""
    for path in look.changed:
        if not path.startswith("stories/"):
            raise NotSoQuickError(path)
        mode = (settings.content / path).lstat().st_mode
        if path in look.come and _FOLDER.fullmatch(path) and S_ISDIR(mode):
            continue
        if path in look.come and (not _PLAIN.fullmatch(path) or slug_faults(slug_from(path))):
            raise NotSoQuickError(path)
        if not S_ISREG(mode):  # a link may lead to where nothing may be read
            raise NotSoQuickError(path)
        file = TextFile(path, (settings.content / path).read_bytes())
        parsed = read_file(file, settings.shown)
        if parsed.problems or not isinstance(parsed.item, Story):
            raise NotSoQuickError(path)
        yield parsed.item, Known(file_digest(file, settings.shown), parsed)


def refuse_more(settings: Settings, before: Desk, desk: Desk, edits: Sequence[Edited]) -> None:
    """NotSoQuickError where edits change what no page is made from: which parts there are, and problems."""
    archive, earlier = desk.archive, before.archive
    assert isinstance(archive.facts_of, Revised)
    assert isinstance(archive.stories_of, Revised)
    for ref in archive.facts_of.changed | archive.stories_of.changed:
        if may_have_parts(archive, ref) != may_have_parts(earlier, ref):
            raise NotSoQuickError(ref)
    if archive.stories_of.gone:
        raise NotSoQuickError(*archive.stories_of.gone)
    assert isinstance(desk.letters, Revised)
    for kind in desk.letters.changed:
        if _pages(desk.letters[kind]) != _pages(before.letters[kind]):
            raise NotSoQuickError(kind)
    for year in {edit.filed.year for edit in edits if edit.refiled.was is None}:
        if [each.name for each in periods_of(desk, year)] != [each.name for each in periods_of(before, year)]:
            raise NotSoQuickError(year)
    claims, checks = archive.claims, desk.reasoning.checks
    assert isinstance(claims, Revised)
    assert isinstance(checks, Revised)
    row = desk.reasoning.disputes
    of = frozenset() if row is before.reasoning.disputes else row.subjects  # type: ignore[attr-defined]
    told, found = (_problems(each, claims.changed | checks.changed, of, settings.shown) for each in (before, desk))
    if told != found:
        raise NotSoQuickError(*(edit.filed.ref for edit in edits))


def _pages(parts: Sequence[Part[Ref]]) -> list[str]:
    """The parts of a list that have pages of their own."""
    return [part.name for part in parts] if are_on_pages(parts) else []


def _problems(desk: Desk, claims: Iterable[str], subjects: Iterable[Ref], shown: str) -> list[Problem]:
    """What is wrong with some claims, and with what is told of some subjects."""
    reasoning, known = desk.reasoning, desk.archive.claims
    found = [*contradicted(reasoning, (known[each] for each in claims if each in known), shown)]
    disputes = {each.id: each for ref in subjects for each in reasoning.disputes_of.get(ref, ())}
    return sorted((*found, *disputed(reasoning, disputes.values(), shown)))
