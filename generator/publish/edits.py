"""What an editor changed in the files of stories, where that is so little that it can be touched up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.archive.findings import contradicted, disputed
from generator.archive.model import Filed, Ref
from generator.archive.refiling import Refiled, refiled
from generator.archive.revised import Revised
from generator.pages.desk import Desk
from generator.pages.dossier import may_have_parts
from generator.problems import Problem
from generator.publish.memory import Known, file_digest
from generator.publish.settings import Settings
from generator.publish.shelf import Shelf
from generator.publish.standing import Glance
from generator.read.model import Story
from generator.read.walk import TextFile, read_file
from generator.values.names import match_key


class NotSoQuickError(Exception):
    """More has changed than what some stories say, or what is remembered doesn't do."""


@dataclass(frozen=True, slots=True)
class Edited:
    """A story that was changed, before and now, and all that its file says now."""

    refiled: Refiled
    known: Known

    @property
    def filed(self) -> Filed:
        """The story, as it is now."""
        return self.refiled.filed


def edits_of(settings: Settings, look: Glance, shelf: Shelf, desk: Desk) -> Iterator[tuple[str, Edited]]:
    """What was changed of an archive, by the stories' slugs. NotSoQuickError, NotOnFileError where that is more."""
    archive = desk.archive
    files = []
    for path in look.changed:
        shown = f"{settings.shown}/{path}"
        if not path.startswith("stories/") or any(problem.path == shown for problem in look.stood.problems):
            raise NotSoQuickError(path)
        file = TextFile(path, (settings.content / path).read_bytes())
        parsed = read_file(file, settings.shown)
        if parsed.problems or parsed.item.slug not in archive.stories or not isinstance(parsed.item, Story):
            raise NotSoQuickError(path)
        files.append((parsed.item, Known(file_digest(file, settings.shown), parsed)))
    slugs = frozenset(story.slug for story, _ in files)
    for story, known in files:
        edit = refiled(archive, shelf.owners, archive.stories[story.slug], story, slugs)
        titles = {match_key(title) for title in {edit.filed.story.title} ^ {edit.was.story.title}}
        if not titles.isdisjoint(shelf.targets if titles else ()):
            raise NotSoQuickError(story.slug)
        yield story.slug, Edited(edit, known)


def refuse_more(settings: Settings, before: Desk, desk: Desk, edits: Sequence[Edited]) -> None:
    """NotSoQuickError where edits change what no page is made from: which parts there are, and problems."""
    archive, earlier = desk.archive, before.archive
    assert isinstance(archive.facts_of, Revised)
    assert isinstance(archive.stories_of, Revised)
    for ref in archive.facts_of.changed | archive.stories_of.changed:
        if may_have_parts(archive, ref) != may_have_parts(earlier, ref):
            raise NotSoQuickError(ref)
    if archive.stories_of.come or archive.stories_of.gone:
        raise NotSoQuickError(*archive.stories_of.changed)
    claims, checks = archive.claims, desk.reasoning.checks
    assert isinstance(claims, Revised)
    assert isinstance(checks, Revised)
    row = desk.reasoning.disputes
    of = frozenset() if row is before.reasoning.disputes else row.subjects  # type: ignore[attr-defined]
    told, found = (_problems(each, claims.changed | checks.changed, of, settings.shown) for each in (before, desk))
    if told != found:
        raise NotSoQuickError(*(edit.filed.ref for edit in edits))


def _problems(desk: Desk, claims: Iterable[str], subjects: Iterable[Ref], shown: str) -> list[Problem]:
    """What is wrong with some claims, and with what is told of some subjects."""
    reasoning, known = desk.reasoning, desk.archive.claims
    found = [*contradicted(reasoning, (known[each] for each in claims if each in known), shown)]
    disputes = {each.id: each for ref in subjects for each in reasoning.disputes_of.get(ref, ())}
    return sorted((*found, *disputed(reasoning, disputes.values(), shown)))
