"""Writes the cache of a full build to disk, as :mod:`generator.publish.build_cache.reader` reads it.

What is the same is taken over.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from generator.archive.names import names_of
from generator.archive.threads import older_keys, slugs_of
from generator.archive.unseen import names_unseen
from generator.pages.desk import lay_out
from generator.pages.tables import COUNT, FOLLOWING, ROWS, plain, tables
from generator.publish.build_cache.cached_build import CacheChanges, CachedBuild
from generator.publish.build_cache.file_contents import said_by
from generator.publish.build_cache.reader import CARDS, KNOWN, UNITS
from generator.publish.build_cache.records import DamagedCacheError
from generator.publish.build_cache.rows import Earlier, Entries, Rows, write
from generator.publish.build_cache.targets import awaited_by, led_to, targets_of, words_in_addresses
from generator.publish.config.site import Site
from generator.publish.discovery.feeds import Feeds
from generator.publish.search.told import odd_labels
from generator.read.model import Story
from generator.values.names import match_key


def put(path: Path, memory: CachedBuild, before: Path, since: CacheChanges | None) -> str:
    """Write what a build made, and what from; return its digest. OSError when it can't be written.

    What is the same ``before``, where the memory says how it differs from that with ``since`` on top of it, is taken
    over as it is.
    """
    desk = lay_out(memory.reasoning.archive, memory.reasoning)
    units = memory.units
    found = array("I")
    ends = array("Q")
    for made in units.values():
        found.extend(made.reads.found)
        ends.append(len(found))
    absent = {unit: made.reads.absent for unit, made in units.items() if made.reads.absent}
    rest = {
        "plain": plain(desk),
        "newest": Feeds(desk, Site("")).newest(),
        "labels": odd_labels(desk),
        "targets": _targets(memory),
        "awaited": awaited_by(_hidden(memory)),
        "addressed": _addressed(memory),
        "owners": names_of(desk.archive).owners,
        "slugs": _slugs(memory),
        "shared": _shared_slugs(memory),
        "reserved": _reserved(memory),
    }
    reads = {"found": found.tobytes(), "ends": ends, "absent": absent}
    bare = ((unit, (made.files, made.current)) for unit, made in units.items())
    cards = ((unit, made.card) for unit, made in units.items() if made.card is not None)
    every = tables(desk)
    of_desk: list[Entries] = [table.items() for table in every]
    for place in FOLLOWING:
        of_desk[place] = ()
    written = [*of_desk, rest.items(), reads.items(), bare, cards, said_by(memory)]
    return write(path, memory.form, written, _earlier(before, memory, since, (rest, reads)))


def _earlier(
    before: Path, memory: CachedBuild, since: CacheChanges | None, always: tuple[Collection[Any], ...]
) -> Earlier | None:
    """What stands there, and all that is another now; what ``always`` is, in tables after the desk's."""
    rest, reads = always
    difference = memory.difference
    if difference is None:
        return None
    try:
        rows = Rows(before, memory.form)
    except DamagedCacheError:
        return None
    if rows.name != difference.name:
        return None
    changed: list[Collection[Any]] = [*difference.tables, rest, reads, *[difference.units] * 2, difference.known]
    if since is not None:
        of_tables = ((place, each.now) for place, each in since.amendments.tables.items())
        for place, more in (*of_tables, (UNITS, since.units), (CARDS, since.units), (KNOWN, since.known)):
            changed[place] = {*changed[place], *more}
        for name in since.amendments.rows:
            place = COUNT - len(ROWS) + ROWS.index(name)
            changed[place] = {*changed[place], name}
    return Earlier(rows, changed)


def put_record(path: Path, form: str, memory: CachedBuild) -> None:
    """Write what was rendered, and what the generated folder holds. OSError when that fails."""
    record = memory.record
    pages, others = (record.pages, record.others) if record else ({}, {})
    places = Counter(place for path, page in pages.items() for place in led_to(path, page))  # by how many
    said = {"pages": tuple(pages), "others": tuple(others), "bare": record and record.bare(), "docs": memory.docs}
    site = {**said, "places": dict(places)}
    frames = record.frames if record else {}
    write(path, form, [pages.items(), others.items(), memory.files.items(), site.items(), frames.items()])


def _slugs(memory: CachedBuild) -> dict[str, str]:
    """The story that each slug, or older slug, means."""
    stories = memory.reasoning.archive.stories
    hidden = {story.slug: story for story in _hidden(memory)}
    found = slugs_of({slug: filed.story for slug, filed in stories.items()}, hidden)
    return {key: story.slug for key, story in found.items()}


def _shared_slugs(memory: CachedBuild) -> frozenset[str]:
    """The keys that several stories have, as their slug or an older one: only one of those is found by it."""
    every = (*(filed.story for filed in memory.reasoning.archive.stories.values()), *_hidden(memory))
    times = Counter(key for story in every for key in {match_key(story.slug), *older_keys(story)})
    return frozenset(key for key, number in times.items() if number > 1)


def _reserved(memory: CachedBuild) -> dict[str, int]:
    """The keys of names that no newcomer's may be near to, each with how often it is one: weak aliases, and those in
    stories that aren't out.
    """
    archive = memory.reasoning.archive
    weak = (match_key(name) for entity in archive.entities.values() for name in entity.weak_names)
    return dict(Counter((*weak, *(key for story in _hidden(memory) for key in names_unseen(story)))))


def _targets(memory: CachedBuild) -> frozenset[str]:
    """Match keys of what texts link to: where a story takes such a title, links may lead elsewhere."""
    archive = memory.reasoning.archive
    return targets_of(archive.stories) | {match_key(on) for _, on in archive.page_links}


def _addressed(memory: CachedBuild) -> frozenset[str]:
    """Whatever is a word of an address that an editor wrote into a text."""
    items = (parsed.item for _, parsed in memory.known.values())
    return frozenset().union(*(words_in_addresses(item.body) for item in items))


def _hidden(memory: CachedBuild) -> Iterator[Story]:
    """The stories that aren't out."""
    every = (parsed.item for _, parsed in memory.known.values())
    return (item for item in every if isinstance(item, Story) and item.slug not in memory.reasoning.archive.stories)
