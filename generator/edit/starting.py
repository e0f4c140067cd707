"""New files with everything filled in that can be, and the rest as comments that an editor can uncomment."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType

from generator.archive.model import Archive, Ref
from generator.archive.name_advice import address_taken
from generator.archive.names import FOLDERS, address, names_of
from generator.edit.changes import Change
from generator.edit.errors import EditRefusedError
from generator.edit.scalars import as_value
from generator.read.model import EntityKind
from generator.read.scalars import one_line
from generator.read.stories import shown_path
from generator.values.hygiene import name_faults, slug_faults, slug_key
from generator.values.names import slug_of
from generator.values.quoting import quoted

_STORY = """\
---
title: {title}
# standfirst: The line below the headline
date: {day}
{authors}
# topics: [hiring, funding]
# image: {{file: name-in-content-images.jpg, alt: What it shows, credit: Whose picture it is}}
# follows: slug-of-the-story-that-this-one-continues

# sources:
#   post: {{title: Her post, publisher: Mastodon, url: https://example.org/1, date: {day}}}

# people:
#   Ada Byron:
#     - {{left: Orbital, role: head of guidance, date: {month}, to: Perigee, source: post}}
#     - {{said: the words as they were said, about: Orbital, date: {day}, source: post}}
#   Grace Murray:
# companies:
#   Orbital:
#     - {{asked: comment, answer: none}}

# claims:
#   - {{says: Three of Orbital's twelve founders remain, count: founders-remaining, company: Orbital, is: 3, of: 12}}
---
"""
_PROFILE = """\
---
name: {name}
# aliases: [Another spelling, A name that means the same]
# weak_aliases: [Found by search and never linked by itself]
# former_names: [{{name: An earlier name, until: {year}}}]
{own}
# links: [{{title: Their own page, url: https://example.org/}}]
# image: {{file: name-in-content-images.jpg, alt: What it shows, credit: Whose picture it is}}
---
"""
_OWN: Mapping[EntityKind, str] = MappingProxyType(
    {
        "person": "# identifiers: {wikidata: Q42, orcid: 0000-0002-1825-0097}",
        "company": "# kind: launch company\n# identifiers: {wikidata: Q42, lei: 529900T8BM49AURSDO55}",
        "topic": "# identifiers: {wikidata: Q42}",
    }
)


def new_story(root: Path, title: str, *, today: date, byline: str, shown: str = "content") -> Change:
    """A story of today. EditRefusedError where its slug is taken, whatever folder the other one is in.

    ``root`` is the content folder, and ``shown`` is what it is called.
    """
    title = _sound(one_line(title))
    slug = _slug(title)
    for path in sorted((root / "stories").rglob("*.md")):
        if slug_key(path.stem) == slug_key(slug):
            there = shown_path(shown, path.relative_to(root).as_posix())
            raise EditRefusedError(f"{quoted(slug)} is the slug of {there} already; give the story another title.")
    authors = f"authors: [{as_value(byline, flow=True)}]" if byline else "# authors: [Archive desk]"
    text = _STORY.format(title=as_value(title), day=today, month=f"{today:%Y-%m}", authors=authors)
    return Change(f"stories/{today.year}/{slug}.md", None, text.encode())


def new_profile(archive: Archive, kind: EntityKind, name: str, *, today: date, shown: str = "content") -> Change:
    """A profile for a name, at the address that its page has or will have.

    EditRefusedError where there is one, or somebody else has that address.
    """
    name = _sound(one_line(name))
    found = names_of(archive).find(kind, name)
    for ref in found:
        if ref in archive.profiles:
            there = shown_path(shown, f"{address(ref)}.md")
            raise EditRefusedError(f"{quoted(name)} has a profile already, {there}.")
    slug = found[0].slug if len(found) == 1 else _slug(name)
    for ref in archive.entities:
        if ref.kind == kind and ref not in found and slug_key(ref.slug) == slug_key(slug):
            advice = address_taken(name, ref, archive.entities[ref].name, profile=ref in archive.profiles).message
            file = f"{FOLDERS[kind]}/SLUG.md"
            raise EditRefusedError(f"{advice.rstrip('.')}: write {file}, whose name is {quoted(name)}.")
    if Ref(kind, slug) in archive.redirects:
        raise EditRefusedError(
            f"{FOLDERS[kind]}/{slug} leads to {address(archive.redirects[Ref(kind, slug)])} already."
        )
    text = _PROFILE.format(name=as_value(name), own=_OWN[kind], year=today.year - 1)
    return Change(f"{FOLDERS[kind]}/{slug}.md", None, text.encode())


def _sound(text: str) -> str:
    faults = [fault.message for fault in name_faults(text) if not fault.is_warning]
    if faults:
        raise EditRefusedError(f"{quoted(text)} can't be used: {faults[0]}.")
    return text


def _slug(text: str) -> str:
    slug = slug_of(text)
    faults = slug_faults(slug) if slug else ("it has no letter or digit to make an address from",)
    if faults:
        raise EditRefusedError(f"{quoted(text)} gives no address: {faults[0]}.")
    return slug
