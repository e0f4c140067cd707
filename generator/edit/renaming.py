"""Rename and merge: which files change, and how. What is written is left to :mod:`generator.edit.changes`."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from generator.archive.model import Ref
from generator.archive.names import FOLDERS, address, entity_kind
from generator.edit.changes import Change
from generator.edit.entries import joined
from generator.edit.errors import EditRefusedError
from generator.edit.judgements import refuse_denied
from generator.edit.namings import in_profile, in_story
from generator.edit.recording import in_a_new_profile, in_its_profile, in_its_story
from generator.edit.rewriting import in_front_matter, in_links, in_markdown_links
from generator.edit.scalars import Layout, as_value, layout
from generator.edit.source import Replacement, Source
from generator.edit.target import Editable, Turn, concerned, turn
from generator.problems import Problem, in_order
from generator.read.model import OrdinaryPage, Profile, Story
from generator.read.scalars import one_line
from generator.read.stories import shown_path
from generator.values.hygiene import name_faults, slug_faults, slug_key
from generator.values.names import slug_of
from generator.values.quoting import quoted

Reader = Callable[[Path], bytes]  # a file's bytes as they are now, which an editor may hold in memory


def rename(root: Path, desk: Editable, old: str, new: str, read: Reader = Path.read_bytes) -> tuple[Change, ...]:
    """``old`` (a name, a slug, an address; a story's slug or title) is called ``new`` from now on.

    For a person, company or topic ``new`` is the name and gives the address; written as a slug in place of
    a slug it is the address alone. EditRefusedError where it can't be.
    """
    ref = desk.whom(old)
    new = one_line(new)
    if ref.kind == "story":
        made = turn(desk, ref, _free(desk, Ref("story", _story_slug(desk, ref, new))), new, every=True)
        return _changes(root, desk, made, read)
    kind = entity_kind(ref)
    new = new.removeprefix(f"{FOLDERS[kind]}/")
    address_only = old.removeprefix(f"{FOLDERS[kind]}/") == ref.slug and new == slug_of(new) and old != desk.name(ref)
    name = desk.name(ref) if address_only else new
    faults = [fault.message for fault in name_faults(name) if not fault.is_warning]
    if faults:
        raise EditRefusedError(f"{quoted(new)} can't be a name: {faults[0]}.")
    there = Ref(ref.kind, new if address_only else slug_of(new))
    if not there.slug:
        raise EditRefusedError(f"no address can be made from {quoted(new)}; write a name with letters in it.")
    taken = [other for other in desk.owners(name, (ref.kind,)) if other != ref]
    if taken:
        raise EditRefusedError(
            f"{quoted(name)} is a name of {address(taken[0])} already; if the two are one, use cuttings merge."
        )
    if there == ref and name == desk.name(ref):
        raise EditRefusedError(f"{address(ref)} is called {quoted(name)} already.")
    entity = desk.archive.entities[ref]
    if old in {former.name for former in entity.former}:
        raise EditRefusedError(
            f"{quoted(old)} is what {address(ref)} was called before, which stories may go on saying; "
            f"its name is {quoted(entity.name)}."
        )
    typed = "" if address_only or entity.former else old
    made = turn(desk, ref, _free(desk, there, ref), name, every=False, typed=typed)
    return _changes(root, desk, made, read)


def merge(root: Path, desk: Editable, source: str, into: str, *, reason: str, today: date) -> tuple[Change, ...]:
    """``source`` turned out to be ``into``: every naming of it names that one, whose profile says so and why.

    EditRefusedError where it can't be, and where a profile says that the two are not the same.
    """
    old, new = desk.whom(source), desk.whom(into)
    if old.kind == "story" or old.kind != new.kind:
        raise EditRefusedError(
            f"{address(old)} and {address(new)} can't be merged; both must be of one kind, and no story."
        )
    if old == new:
        raise EditRefusedError(f"{quoted(source)} and {quoted(into)} are one already, {address(old)}.")
    refuse_denied(desk, old, new)
    made = turn(desk, old, new, desk.name(new), every=True)
    judgement = f"{{slug: {as_value(old.slug, flow=True)}, reason: {as_value(reason, flow=True)}, date: {today}}}"
    return _changes(root, desk, made, Path.read_bytes, judgement)


def _story_slug(desk: Editable, ref: Ref, new: str) -> str:
    """The slug that ``new`` says, its folders before it or not; of words, the one that is made of them.

    EditRefusedError for a path that leads anywhere else.
    """
    filed = desk.archive.stories[ref.slug]
    folders, slash, slug = new.removesuffix(".md").rpartition("/")
    own = ("stories", f"{filed.year}", f"stories/{filed.year}", posixpath.dirname(filed.story.path))
    if not slash or folders in own:
        new = slug
    is_path = " " not in new and ("/" in new or "\\" in new)
    if is_path or any(fault.kind == "path" for fault in name_faults(new)):
        raise EditRefusedError(f"{quoted(new)} is a path; write the slug alone, without folders.")
    return slug if slug and slug == new and not slug_faults(slug) else slug_of(new)


def _free(desk: Editable, ref: Ref, old: Ref | None = None) -> Ref:
    """``ref``, where nobody has that address now."""
    faults = slug_faults(ref.slug)
    if faults:
        raise EditRefusedError(f"{quoted(ref.slug)} can't be an address: {faults[0]}.")
    if ref == old:
        return ref
    held = desk.archive.redirects.get(ref)
    stories = {slug_key(slug) for slug in desk.archive.stories}
    taken = slug_key(ref.slug) in stories if ref.kind == "story" else ref in desk.archive.entities
    if taken or (held is not None and held != old):
        raise EditRefusedError(f"{address(ref)} is taken already, and nothing was changed.")
    return ref


def _changes(root: Path, desk: Editable, made: Turn, read: Reader, judgement: str = "") -> tuple[Change, ...]:
    """Every file that changes, by path."""
    old, new = made.old, made.new
    ours = new if judgement else old  # whose profile says that there was another name
    files: list[Story | Profile | OrdinaryPage] = [*desk.content.stories, *desk.content.profiles, *desk.content.pages]
    found = []
    standing: list[Problem] = []
    profiled = False
    for item in files:
        if not concerned(item, made, ours):
            continue
        before = read(root / item.path)
        source = Source(before, required=not isinstance(item, OrdinaryPage))
        if isinstance(item, Story) and made.merging:
            moved = joined(source, made, shown_path(desk.content.root, item.path))
            standing += moved.problems
            if moved.problems:
                continue
            source = Source(source.with_(moved.moves))
        places = layout(source.front)
        path = item.path
        replacements = list(_rewritten(desk, item, source, places, made))
        if isinstance(item, Profile) and Ref(item.entity, item.slug) == ours:
            profiled = True
            replacements += in_its_profile(item, source, places, made, judgement)
            path = f"{FOLDERS[item.entity]}/{new.slug}.md"
        elif isinstance(item, Story) and Ref("story", item.slug) == old:
            path = posixpath.join(posixpath.dirname(item.path), f"{new.slug}.md")
            replacements += in_its_story(item, source, places, new.slug)
        after = source.with_(replacements)
        if after != before or path != item.path:
            found.append(Change(path, before, after, item.path if path != item.path else ""))
    if standing:
        raise EditRefusedError(
            "Nothing was changed; first put together by hand what is not written in lines of its own.",
            in_order(standing),
        )
    if not profiled and old.kind != "story" and (judgement or old != new):
        found.append(in_a_new_profile(made, judgement))
    return tuple(sorted(found, key=lambda change: change.path))


def _rewritten(
    desk: Editable, item: Story | Profile | OrdinaryPage, source: Source, places: Layout, made: Turn
) -> Iterator[Replacement]:
    """What names ``made.old`` in one file."""
    front, archive = source.document.front, desk.archive
    if isinstance(item, Story):
        filed = archive.stories.get(item.slug)
        leads = filed.links if filed else {}
        yield from in_front_matter(source, places, in_story(front), made)
        yield from in_links(source, item.links, leads, made)
        page = f"stories/{item.published.day.year}/{item.slug}.md"
    else:
        kind = item.entity if isinstance(item, Profile) else "page"
        leads = desk.page_links.get(Ref(kind, item.slug), {})
        if isinstance(item, Profile):
            yield from in_front_matter(source, places, in_profile(front, item.entity), made)
        yield from in_links(source, item.wikilinks, leads, made)
        page = f"{FOLDERS[item.entity]}/{item.slug}.md" if isinstance(item, Profile) else f"{item.slug}.md"
    yield from in_markdown_links(source, page, _page(desk, made.old), _page(desk, made.new, made.old))


def _page(desk: Editable, ref: Ref, dated: Ref | None = None) -> str:
    """The page's path in the generated folder; a story stands in its year."""
    if ref.kind == "story":
        year = desk.archive.stories[(dated or ref).slug].year
        return f"stories/{year}/{ref.slug}.md"
    return f"{FOLDERS[entity_kind(ref)]}/{ref.slug}.md"
