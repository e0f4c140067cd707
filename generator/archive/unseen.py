"""A story that isn't out: readers meet nothing of it, and its editors only what is wrong with it.

Where nothing can be, nobody needs all stories together to say so. Whatever isn't sure needs a full build.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.archive.debuts import OnFile, refuse_alike
from generator.archive.fallback import NeedsFullBuildError
from generator.archive.fitting import Slugs, fitting, kinds_of
from generator.archive.model import Archive
from generator.archive.names import taken_apart
from generator.archive.namings import Wanted
from generator.archive.refiling import filed_alone, written_in
from generator.read.model import Story
from generator.values.names import match_key


def names_unseen(story: Story) -> frozenset[str]:
    """The match keys of all names in a story."""
    return frozenset(match_key(taken_apart(name).text) for _, name in written_in(story))


def refuse_unsure(archive: Archive, on_file: OnFile, slugs: Slugs, was: Story | None, story: Story) -> None:
    """NeedsFullBuildError unless nothing is wrong with a story that isn't out, nor with others because of it.

    ``was`` is what it said before, None for a new one; of what is on file, nothing is reserved because of that.
    """
    is_taken = was is None and match_key(story.slug) in slugs
    if is_taken or story.redirect_from != (was.redirect_from if was else ()):
        raise NeedsFullBuildError(story.slug)
    refuse_alike(filed_alone(archive, on_file, slugs, story).newcomers)
    _refuse_unknown(archive, on_file, written_in(was) - written_in(story) if was else ())


def refuse_missed(archive: Archive, on_file: OnFile, was: Story) -> None:
    """NeedsFullBuildError unless nothing is another because a story is gone that wasn't out."""
    _refuse_unknown(archive, on_file, written_in(was))


def _refuse_unknown(archive: Archive, on_file: OnFile, gone: Iterable[tuple[Wanted, str]]) -> None:
    """NeedsFullBuildError for a name of nobody on file: whoever else names them may do so for the first time now."""
    for wanted, name in gone:
        written = taken_apart(name)
        if not any(fitting(archive, on_file.owners, kind, written.text) for kind in kinds_of(wanted.kind)):
            raise NeedsFullBuildError(name)
