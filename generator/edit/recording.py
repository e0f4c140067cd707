"""What a file says of the names and addresses that its page had before, and of whom it was merged with."""

from __future__ import annotations

from collections.abc import Iterator

from generator.archive.entities import tidy
from generator.archive.names import FOLDERS, entity_kind
from generator.edit.changes import Change
from generator.edit.lists import exchanged, with_entry
from generator.edit.scalars import Layout, anew, as_value
from generator.edit.source import Replacement, Source
from generator.edit.target import Turn
from generator.read.model import Profile, Story
from generator.values.hygiene import slug_key
from generator.values.names import match_key


def in_its_profile(
    profile: Profile, source: Source, places: Layout, made: Turn, judgement: str
) -> Iterator[Replacement]:
    """Its older address and name, or the judgement. What is its own again is no older one any more."""
    known = [each.text for each in profile.aliases]
    if judgement:
        yield with_entry(source, places, "merged", judgement)
        alias = _alias(made, [profile.name, *known], merging=True)
        if alias:
            yield with_entry(source, places, "aliases", as_value(alias, flow=True))
        return
    name = source.document.front.get("name")
    if name is not None and made.name != profile.name:
        yield anew(source, places, name, made.name)
    if made.new != made.old:
        own = slug_key(made.new.slug)
        yield from exchanged(source, places, "redirect_from", lambda old: slug_key(old) == own, made.old.slug)
    alias = _alias(made, known, merging=False)
    yield from exchanged(source, places, "aliases", lambda text: tidy(text) == tidy(made.name), alias)


def in_its_story(story: Story, source: Source, places: Layout, slug: str) -> Iterator[Replacement]:
    """A story's older address, with its year."""
    year = story.published.day.year
    own = {slug_key(slug), slug_key(f"{year}/{slug}")}
    yield from exchanged(source, places, "redirect_from", lambda old: slug_key(old) in own, f"{year}/{story.slug}")


def in_a_new_profile(made: Turn, judgement: str) -> Change:
    """A profile for whoever had none, since a redirect has to stand somewhere."""
    lines = ["---", f"name: {as_value(made.name)}"]
    alias = _alias(made, [], merging=bool(judgement))
    if alias:
        lines.append(f"aliases: [{as_value(alias, flow=True)}]")
    lines.append(f"merged: [{judgement}]" if judgement else f"redirect_from: [{as_value(made.old.slug, flow=True)}]")
    text = "\n".join([*lines, "---", ""])
    return Change(f"{FOLDERS[entity_kind(made.new)]}/{made.new.slug}.md", None, text.encode())


def _alias(made: Turn, known: list[str], *, merging: bool) -> str:
    """The name so far, so that whoever writes it still means this one; "" where there is no need."""
    desk = made.desk
    name = desk.name(made.old)
    others = [ref for ref in desk.owners(name, (made.old.kind,)) if ref not in (made.old, made.new)]
    stays = merging and made.old in desk.archive.profiles  # it goes on saying so itself
    if stays or others or match_key(name) in {match_key(text) for text in (*known, made.name)}:
        return ""
    return name
