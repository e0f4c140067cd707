"""The addresses of stories: ``stories/YEAR/SLUG``, one story each, and the older ones that lead there."""

from __future__ import annotations

from collections.abc import Iterable

from generator.archive.model import Archive, Ref
from generator.archive.register import Register
from generator.archive.threads import Stories
from generator.read.model import Story, older_slug_at
from generator.values.hygiene import slug_faults, slug_key
from generator.values.quoting import quoted


def one_a_slug(stories: Iterable[Story]) -> list[Story]:
    """Of two files for one address, which ``read`` reports, the first by path."""
    taken: dict[str, Story] = {}
    for story in sorted(stories, key=lambda each: each.path):
        taken.setdefault(slug_key(story.slug), story)
    return list(taken.values())


def story_redirects(register: Register, stories: Stories) -> dict[Ref, Ref]:
    """Older addresses, ``YEAR/SLUG``, of the stories that are out; an older slug alone is of the story's own year."""
    found: dict[Ref, Ref] = {}
    holders: dict[str, Story] = {}  # by their addresses, as disks may take those for one
    for group in (stories.out, stories.hidden):
        for story in group.values():
            address = _dated(story, story.slug)
            holder = holders.setdefault(slug_key(address), story)
            if holder is not story:  # one that is out has a draft's address for an older one of its own
                olds = (old for old in holder.redirect_from if slug_key(_dated(holder, old)) == slug_key(address))
                _report(register, holder, next(olds, address), _wrong(holder, address, address, story))
        for story in group.values():
            for old in story.redirect_from:
                wrong = _claim(story, old, holders)
                if wrong:
                    _report(register, story, old, wrong)
                elif group is stories.out:
                    found[Ref("story", _dated(story, old))] = Ref("story", story.slug)
    return found


def older_addresses(story: Story) -> dict[Ref, Ref]:
    """The older addresses of a story that is out, ``YEAR/SLUG``, each with whose it is."""
    return {Ref("story", _dated(story, old)): Ref("story", story.slug) for old in story.redirect_from}


def older_addresses_in(stories: Iterable[Story]) -> frozenset[Ref]:
    """Those of some stories."""
    return frozenset(old for story in stories for old in older_addresses(story))


def redirects_from(archive: Archive, some: Iterable[Ref]) -> dict[Ref, Ref]:
    """Where some older addresses lead, of those that there are."""
    return {old: archive.redirects[old] for old in some if old in archive.redirects}


def are_plain(story: Story) -> bool:
    """Whether each older address of a story can be one, and is not one of its others."""
    holders = {slug_key(_dated(story, story.slug)): story}
    return not any(_claim(story, old, holders) for old in story.redirect_from)


def _claim(story: Story, old: str, holders: dict[str, Story]) -> str:
    """Have an older address of a story among those that are held; why it can't be, or "" where it is now."""
    address = _dated(story, old)
    wrong = _wrong(story, old, address, holders.get(slug_key(address)))
    if not wrong:
        holders[slug_key(address)] = story
    return wrong


def _report(register: Register, story: Story, old: str, wrong: str) -> None:
    register.report("bad-redirect", story.path, older_slug_at(story, old), wrong)


def _wrong(story: Story, old: str, address: str, holder: Story | None) -> str:
    """Why ``old`` can't be an older address of ``story``; "" if it can."""
    faults = slug_faults(address.partition("/")[2])
    if faults:
        return f'"redirect_from: {old}" can\'t be an address: {faults[0]}.'
    if holder is story:
        return f'"redirect_from: {old}" leads to this story itself; take it out.'
    if holder is not None:
        return f'"redirect_from: {old}" is the address of {quoted(holder.slug)}; take it out of one of them.'
    return ""


def _dated(story: Story, slug: str) -> str:
    """``YEAR/SLUG`` for a slug that may have its folders before it."""
    rest = slug.strip("/").removeprefix("stories/")
    year, slash, name = rest.partition("/")
    return rest if slash and name and year.isdecimal() else f"{story.published.day.year}/{rest}"
