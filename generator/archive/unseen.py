"""A story that isn't out: readers meet nothing of it, and its editors only what is wrong with it.

Where nothing can be, nobody needs all stories together to say so. Whatever isn't sure is left to them: NotOnFileError.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.archive.debuts import NotOnFileError, OnFile, refuse_alike, with_newcomers
from generator.archive.fitting import Slugs, fitting, kinds_of, links_to, links_to_stories, story_meant
from generator.archive.index import as_filed, without_text
from generator.archive.model import Archive, Ref
from generator.archive.names import taken_apart
from generator.archive.refiling import is_settled, refuse_missing, refuse_shared, small_register, written_in
from generator.read.model import Story
from generator.values.names import match_key


def names_unseen(story: Story) -> frozenset[str]:
    """The match keys of all names in a story."""
    return frozenset(match_key(taken_apart(name).text) for _, name in written_in(story))


def refuse_unsure(archive: Archive, on_file: OnFile, slugs: Slugs, was: Story | None, story: Story) -> None:
    """NotOnFileError unless nothing is wrong with a story that isn't out, nor with others because of it.

    ``was`` is what it said before, None for a new one; of what is on file, nothing is reserved because of that.
    """
    bare, text = without_text(story)
    refuse_missing(archive, story)
    is_taken = was is None and match_key(story.slug) in slugs
    if is_taken or bare.redirect_from != (was.redirect_from if was else ()):
        raise NotOnFileError(story.slug)
    before = written_in(was) if was else set()
    register, newcomers = small_register(archive, on_file, (bare,))
    refuse_alike(newcomers.values())
    for wanted, name in written_in(bare):
        (ref,) = register.candidates(wanted, name)
        if ref not in newcomers and not is_settled(archive, ref, name):
            raise NotOnFileError(name)
    for wanted, name in before - written_in(bare):  # whoever else names them may do so for the first time now
        written = taken_apart(name)
        if not any(fitting(archive, on_file.owners, kind, written.text) for kind in kinds_of(wanted.kind)):
            raise NotOnFileError(name)
    follows = story_meant(archive, slugs, story.follows.text) if story.follows else None

    def links(_: Mapping[Ref, None]) -> dict[str, Ref]:
        owners = with_newcomers(on_file.owners, newcomers.values())
        stories = links_to_stories(archive, owners, slugs, {link.target: None for link in text.links})
        return links_to(archive, owners, stories, text.links, is_same=False)

    _, facts, _ = as_filed(register, bare, links, follows.ref.slug if follows else "")
    refuse_shared(facts.values())
    if register.problems:
        raise NotOnFileError(story.slug)
