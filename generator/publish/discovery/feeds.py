"""The feeds: Atom (RFC 4287) and JSON Feed 1.1, for the whole site and for each person, company and topic.

An entry's id never changes while the story keeps its slug (a tag URI, RFC 4151), and its ``updated``
moves forward with every correction, so that a reader shows a corrected story again. What a feed holds
is the text of the archive and no markup: nothing in a headline can become an element, a script or a
broken document.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from datetime import UTC, date, datetime, time, timedelta
from heapq import nlargest
from itertools import chain, islice

from msgspec import Struct

from generator.archive.model import Archive, Entity, Filed, Ref
from generator.pages.addresses import FOLDERS
from generator.pages.desk import Desk
from generator.pages.quotes import Quoted
from generator.publish.config.site import Site, path_of
from generator.publish.discovery.feed_text import attribute, element
from generator.read.model import Published, Story
from generator.values.spoken import spoken

_MOST_TAGS = 100  # of one entry, which stands in the feed of everybody it names: a roll-call names thousands
LENGTH = 50  # entries of one feed: the stories that came out or were corrected last
_CANDIDATES = LENGTH + 20  # the last that came out, by their own zones' days: those of LENGTH in UTC are among them
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # when a feed without entries last changed
_encode = json.JSONEncoder(ensure_ascii=True).encode
_JSON_FEED = "https://jsonfeed.org/version/1.1"


class Entry(Struct, frozen=True):
    """A story as every feed that lists it says it."""

    updated: datetime
    xml: bytes  # an atom:entry
    item: bytes  # a JSON Feed item


class Feeds:
    """Makes the feeds, one after the other. A story's entry is made once, and shared by all feeds that list it."""

    def __init__(self, desk: Desk, site: Site) -> None:
        self._archive = desk.archive
        self._quotes = desk.quotes
        self._renewed = desk.renewed
        self._site = site
        self._made: dict[str, Entry] = {}

    def entry(self, slug: str) -> Entry:
        """A story's entry: headline, standfirst (or how it starts), bylines, who is in it, and its corrections.

        What it is made from is looked up every time, for whoever notes that.
        """
        filed = self._archive.stories[slug]
        if not filed.story.standfirst.strip():
            self._quotes.get(slug)
        refs = (*filed.people, *filed.companies, *filed.topics)[:_MOST_TAGS]
        tagged = [self._archive.entities[ref] for ref in refs]
        made = self._made.get(slug)
        if made is None:
            made = self._made[slug] = _entry(self._archive, filed, self._site, tagged, self._quotes)
        return made

    def newest(self, slugs: Iterable[str] | None = None) -> tuple[str, ...]:
        """Of these stories, or of all, those that a feed lists, in its order."""
        return tuple(nlargest(LENGTH, self._archive.stories if slugs is None else slugs, key=self._age))

    def whole_site(self, slugs: Iterable[str] | None = None) -> tuple[tuple[str, bytes], tuple[str, bytes]]:
        """``feed.xml`` and ``feed.json`` at the root. ``slugs`` are its stories, for whoever knows."""
        told = self._archive.stories if slugs is None else slugs
        return self._pair("", self._site.name, self._site.description, told)

    def of(self, ref: Ref) -> tuple[tuple[str, bytes], tuple[str, bytes]]:
        """The two feeds beside the page of a person, company or topic, each with its path below the site's root."""
        found = self._archive.entities[ref]
        title = f"{found.name} – {self._site.name}"
        about = f"Stories on {found.name}" if ref.kind == "topic" else f"Stories that name {found.name}"
        slugs = self._archive.stories_of.get(ref, ())[-_CANDIDATES:]
        return self._pair(path_of(self._archive, ref), title, about, {*slugs, *self._renewed.get(ref, ())})

    def _pair(
        self, path: str, title: str, about: str, slugs: Iterable[str]
    ) -> tuple[tuple[str, bytes], tuple[str, bytes]]:
        newest = [self.entry(slug) for slug in self.newest(slugs)]
        return (
            (f"{path}feed.xml", _atom(self._site, path, title, about, newest)),
            (f"{path}feed.json", _json(self._site, path, title, about, newest)),
        )

    def _age(self, slug: str) -> tuple[datetime, datetime, str]:
        filed = self._archive.stories[slug]
        return updated_at(filed), _moment(filed.story.published), slug


def candidates(desk: Desk) -> Set[str]:
    """The stories of which the whole site's feeds list some: the last that came out, and all that were renewed."""
    newest = islice((line.ref.slug for lines in desk.years.values() for line in lines), _CANDIDATES)
    return {*newest, *chain.from_iterable(desk.renewed.values())}


def _entry(archive: Archive, filed: Filed, site: Site, tagged: Sequence[Entity], quotes: Mapping[str, Quoted]) -> Entry:
    story = filed.story
    address, number = site.at(path_of(archive, filed.ref)), site.id(f"stories/{_permanent(filed)}")
    published, updated = _moment(story.published), updated_at(filed)
    out, changed = _rfc3339(published), _rfc3339(updated)
    summary = "\n\n".join(_summary(filed.story, quotes))
    authors = [name for name in story.authors if name.strip()]
    xml = "".join(
        (
            "<entry>",
            element("id", number),
            element("title", story.title, type="text"),
            f'<link rel="alternate" type="text/html" href={attribute(address)}/>',
            f"<published>{out}</published><updated>{changed}</updated>",
            *(f"<author>{element('name', name)}</author>" for name in authors),
            *(_category(each, site) for each in tagged),
            element("summary", summary, type="text") if summary else "",
            "</entry>\n",
        )
    )
    item: dict[str, object] = {
        "id": number,
        "url": address,
        "title": story.title,
        "content_text": summary or story.title,
        "date_published": out,
        "date_modified": changed,
    }
    if authors:
        item["authors"] = [{"name": name} for name in authors]
    if tagged:
        item["tags"] = [each.name for each in tagged]
    return Entry(updated, xml.encode(), _encode(item).encode())


def _atom(site: Site, path: str, title: str, about: str, newest: Sequence[Entry]) -> bytes:
    updated = max((each.updated for each in newest), default=_NEVER)
    head = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={attribute(site.language)}>\n',
        element("id", site.id(f"{path}feed")),
        "\n",
        element("title", title, type="text"),
        "\n",
        element("subtitle", about, type="text") + "\n" if about else "",
        element("updated", _rfc3339(updated)),
        "\n",
        f'<link rel="self" type="application/atom+xml" href={attribute(site.at(f"{path}feed.xml"))}/>\n',
        f'<link rel="alternate" type="text/html" href={attribute(site.at(path) or "./")}/>\n',
        f"<author>{element('name', site.name)}</author>\n",
        "<generator>Cuttings</generator>\n",
    )
    return b"".join(("".join(head).encode(), *(each.xml for each in newest), b"</feed>\n"))


def _json(site: Site, path: str, title: str, about: str, newest: Sequence[Entry]) -> bytes:
    head: dict[str, object] = {
        "version": _JSON_FEED,
        "title": title,
        "home_page_url": site.at(path) or "./",
        "feed_url": site.at(f"{path}feed.json"),
        "language": site.language,
        "authors": [{"name": site.name}],
    }
    if about:
        head["description"] = about
    opening = _encode(head)[:-1]
    return b"".join((f'{opening}, "items": [\n'.encode(), b",\n".join(each.item for each in newest), b"\n]}\n"))


def _permanent(filed: Filed) -> str:
    """The slug that the story came out under: a story that was renamed keeps its id."""
    return (filed.story.redirect_from or (filed.story.slug,))[0].rpartition("/")[2]


def _category(found: Entity, site: Site) -> str:
    scheme = site.at(f"{FOLDERS[found.ref.kind]}/")
    return f"<category term={attribute(found.ref.slug)} scheme={attribute(scheme)} label={attribute(found.name)}/>"


def _summary(story: Story, quotes: Mapping[str, Quoted]) -> Iterator[str]:
    start = story.standfirst.strip() or quotes[story.slug].start
    if start:
        yield start
    for correction in story.corrections:
        yield f"Correction, {spoken(correction.date)}: {correction.text.strip()}"


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _moment(published: Published) -> datetime:
    """A bare day stands for its start in UTC."""
    try:
        return (published.at or _midnight(published.day)).astimezone(UTC)
    except OverflowError:  # the first day of year 1, east of Greenwich
        return _midnight(published.day)


def updated_at(filed: Filed) -> datetime:
    """When the story last changed. Each correction adds a second, so that one made on the very day is seen too."""
    story = filed.story
    moments = [_moment(story.published)]
    if story.updated is not None:
        moments.append(_moment(story.updated))
    moments.extend(_midnight(correction.date.earliest) for correction in story.corrections)
    changes = len(moments) - 1
    return min(max(moments), datetime.max.replace(tzinfo=UTC) - timedelta(days=1)) + timedelta(seconds=changes)


def _rfc3339(moment: datetime) -> str:
    """RFC 3339, in UTC, to the second; the year always has four digits."""
    return f"{moment.replace(tzinfo=None, microsecond=0).isoformat()}Z"


__all__ = ["LENGTH", "Entry", "Feeds", "updated_at"]
