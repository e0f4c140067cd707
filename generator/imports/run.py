"""An import from end to end: read everything, plan every address, then write what isn't there yet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from generator.imports.addresses import Addresses, Planned
from generator.imports.links import Linker
from generator.imports.mapping import OldMapping
from generator.imports.model import ImportRefusedError, Outcome, Post, System
from generator.imports.people import Names
from generator.imports.pictures import Pictures
from generator.imports.posts import find_posts
from generator.imports.record import Record
from generator.imports.stories import Read, compose, read_front
from generator.read.model import Content
from generator.read.stories import read_story
from generator.read.walk import read_content
from generator.values.hygiene import slug_faults, slug_key
from generator.values.names import match_key, slug_of

_NOTHING = Content("", (), (), (), ())


class Imported(Struct, frozen=True):
    """What an import did, one outcome a file, in order of source."""

    outcomes: tuple[Outcome, ...]


def import_archive(
    root: Path, system: System, content: Path, mapping: OldMapping, today: date, *, dry: bool = False
) -> Imported:
    """Read the archive at ``root`` into ``content``. ImportRefusedError where it can't begin; OSError of the disk."""
    posts, outcomes = find_posts(root, system, mapping)
    _refuse_own(posts, root, content)
    record = Record(content, dry=dry)
    there = read_content(content, shown="")[0] if content.is_dir() else _NOTHING
    names = Names()
    names.see(there, record.paths)
    planned, undated = _plan(posts, mapping, there, record, today)
    outcomes += undated
    pictures = Pictures(root)
    for _, read in planned:
        for kind in ("people", "companies", "topics"):
            names.add(kind, read.names.get(kind, ()))
    own = {slug_key(one.slug) for one, _ in planned}
    linker = Linker(
        Addresses((one for one, _ in planned), _hosts(posts, mapping)), pictures, mapping.site, _taken(names, own)
    )
    for one, read in planned:
        data = compose(one, read, names, linker, system=system)
        errors = [problem for problem in read_story(data, one.path, "")[1] if problem.severity == "error"]
        if errors:
            outcomes.append(Outcome("skipped", one.post.source, one.path, errors[0].message))
        else:
            outcomes.append(record.put(one.path, data, one.post.source))
    outcomes += [record.put(path, data, "a name in the archive") for path, data in names.profiles().items()]
    for name, file in sorted(pictures.wanted.items()):
        outcomes.append(record.put(f"images/{name}", file.read_bytes(), file.relative_to(pictures.real).as_posix()))
    record.save()
    return Imported(tuple(sorted(outcomes, key=lambda each: (each.source, each.target))))


def _refuse_own(posts: Iterable[Post], root: Path, content: Path) -> None:
    """ImportRefusedError where posts of the old archive are stories of ``content``, each of which would be doubled."""
    own = content.resolve()
    if any(post.folder.resolve().is_relative_to(own) for post in posts):
        raise ImportRefusedError(f"{root} holds {content}, which is to be imported into; name the old archive's folder")


def _taken(names: Names, slugs: set[str]) -> frozenset[str]:
    """Slugs of stories that are names too, so that a link has to say that it means the story."""
    keys = names.keys()
    return frozenset(slug for slug in slugs if match_key(slug) in keys)


def _hosts(posts: Iterable[Post], mapping: OldMapping) -> frozenset[str]:
    """The old site's own names: the mapping's, and where a WordPress export says that its posts are."""
    site = urlsplit(mapping.site).netloc.lower()
    found = {site, site.removeprefix("www."), f"www.{site}"} if site else set()
    for post in posts:
        link = post.front.get("link")
        if post.addresses and isinstance(link, str):
            found.add(urlsplit(link).netloc.lower())
    return frozenset(found)


def _plan(
    posts: Iterable[Post], mapping: OldMapping, there: Content, record: Record, today: date
) -> tuple[list[tuple[Planned, Read]], list[Outcome]]:
    """Each post's day and slug, no slug twice: those of earlier imports and of what editors wrote are kept."""
    planned: list[tuple[Planned, Read]] = []
    passed: list[Outcome] = []
    before = record.sources
    taken = {slug_key(story.slug) for story in there.stories if story.path not in record.paths}
    taken |= {slug_key(Path(path).stem) for path in record.paths if path.startswith("stories/")}
    found = {slug_key(slug) for story in there.stories for slug in (story.slug, *story.redirect_from)}
    for post in posts:
        read = read_front(post, mapping)
        published = read.texts.get("date", "")
        if not published and post.draft | read.draft and post.source in before:
            published = f"{before[post.source].split('/')[1]}-01-01"
        if not published:
            said = next((value for key, value in post.front.items() if mapping.target(key) == "date"), None)
            why = f'its date, "{said}", can\'t be read' if said else "it has no date, so it is no story"
            passed.append(Outcome("skipped", post.source, why=why))
            continue
        earlier = before.get(post.source, "")
        slug = Path(earlier).stem if earlier else _slug(read.texts.get("slug") or post.slug, read, published, taken)
        taken.add(slug_key(slug))
        known = replace(post, addresses=(*post.addresses, *read.addresses))
        is_out = not read.draft and published[:10] <= today.isoformat()
        is_out = is_out and (not earlier or slug_key(slug) in found)  # an editor may have taken it out since
        planned.append((Planned(known, slug, published, is_out, earlier), read))
    return planned, passed


def _slug(wanted: str, read: Read, published: str, taken: set[str]) -> str:
    """The file's name where that can be an address, else one made from it; with its day or a number if it is taken."""
    last = wanted.strip("/").rpartition("/")[2]
    base = last if last and not slug_faults(last) else slug_of(last)[:150].strip("-")
    base = base or slug_of(read.texts.get("title", ""))[:150].strip("-") or f"story-{published[:10]}"
    if slug_faults(base):
        base = f"the-{base}"
    slug, number = base, 1
    while slug_key(slug) in taken:
        number += 1
        slug = f"{base}-{published[:10]}" if number == 2 else f"{base}-{number}"
    return slug
