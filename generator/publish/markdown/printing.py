"""What templates print with: links from the page that is made, words, dates, an editor's text, the head of a file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from urllib.parse import quote

from msgspec.structs import replace

from generator.archive.model import Ref
from generator.pages.addresses import address, docs_path
from generator.pages.desk import Desk, StoryLine
from generator.pages.head import Head
from generator.pages.lines import Echo, SourceLine
from generator.pages.prose import Prose
from generator.pages.story import Moment, StoryPage
from generator.pages.words import Span, Words
from generator.publish.config.site import Site
from generator.publish.drawing import drawn
from generator.publish.html.cleaning import END_OF_TEXT
from generator.publish.markdown import citation, escape
from generator.publish.markdown.direction import apart, apart_inside, led
from generator.publish.markdown.escape import Md
from generator.publish.markdown.texts import has_footnotes, rendered
from generator.values.dates import EdtfDate
from generator.values.spoken import in_words, spoken, spoken_day

LINE_END = "\x00"  # stands for the line ends of a text that is to stay as it is, blank lines and all
_BARE = re.compile(r"[A-Za-z0-9/._~-]*")  # an address that is the same percent-encoded
FOOTNOTES = "///Footnotes Go Here///"  # where Python-Markdown puts them, in place of the end of the page


class Printer:
    """Prints one page after the other. What it made is kept: a name on a thousand pages is escaped once."""

    def __init__(self, desk: Desk, site: Site) -> None:
        self._desk = desk
        self._site = site
        self._made: dict[int, dict[Ref, Md]] = {}  # links, by how deep the page is that they are on
        self.stand(0)

    def stand(self, depth: int, head: Sequence[Md] = ()) -> None:
        """Print for a page that is ``depth`` folders below the top of the generated folder, from now on.

        ``head`` are further lines of its front matter.
        """
        self._top = "../" * depth
        self._head = head
        self._links = self._made.setdefault(depth, {})

    def forget(self) -> None:
        """What is printed from now on is made from the desk again, and from nothing that was made before."""
        self._made.clear()

    def filters(self) -> Mapping[str, Callable[..., object]]:
        """The filters that templates print with, by name."""
        return {
            "address": self.address,
            "apart": apart,
            "bibtex": self.bibtex,
            "day": day,
            "drawn": drawn,
            "echo": self.echo,
            "front": self.front,
            "link": self.link,
            "name": self.name,
            "names": self.names,
            "number": number,
            "on": on,
            "picture": self.picture,
            "place": self.place,
            "prose": self.prose,
            "source": source,
            "sources": sources,
            "spoken": spoken,
            "stories": self.stories,
            "story": self.story,
            "time": time,
            "web": web,
            "words": self.words,
        }

    def front(self, head: Head) -> Md:
        """The head of a page's file. The home page is described as the site is, where that is described."""
        if head.kind == "home" and self._site.description:
            head = replace(head, description=self._site.description)
        return front(head, self._head)

    def link(self, ref: Ref) -> Md:
        """Somebody's name, linked to their page."""
        made = self._links.get(ref)
        if made is None:
            made = escape.link(escape.text(self._desk.name(ref).text), self._to(ref))
            self._links[ref] = made
        return made

    def _linked(self, ref: Ref, name: str) -> Md:
        """Somebody's page, by the name that they had on a day, say."""
        return self.link(ref) if name == self.name(ref) else escape.link(escape.text(name), self._to(ref))

    def name(self, ref: Ref) -> str:
        """Somebody's name, without a link."""
        return self._desk.name(ref).text

    def words(self, words: Words) -> Md:
        """Words, with the names among them linked."""
        return Md("".join((*map(self._first, words[:1]), *map(self._next, words[1:]))))

    def _first(self, span: Span) -> Md:
        """Words that may stand at the head of a line."""
        if span.ref is not None:
            return self._linked(span.ref, span.text)
        return Md(escape.text(apart_inside(span.text)) + (" " if span.text.endswith(" ") else ""))

    def _next(self, span: Span) -> Md:
        if span.ref is not None:
            return self._linked(span.ref, span.text)
        return escape.inner(apart_inside(span.text))

    def story(self, line: StoryLine) -> Md:
        """A story's headline, linked to it."""
        made = self._links.get(line.ref)
        if made is None:
            made = escape.link(escape.text(line.title), self._to(line.ref))
            self._links[line.ref] = made
        return made

    def stories(self, lines: Sequence[StoryLine], more: int = 0) -> Md:
        """Stories with their days, and how many more there are."""
        told = ", ".join(f"{self.story(line)} ({spoken_day(line.day)})" for line in lines)
        return Md(f"{told} and {more:,} more" if more else told)

    def echo(self, echo: Echo) -> Md:
        """What a fact did to others, or they to it, and the story that holds the other."""
        return Md(f"{echo.words} {self.stories((echo.story,), echo.more)}")

    def names(self, refs: Sequence[Ref]) -> Md:
        """Names, each linked to its page."""
        return Md(", ".join(map(self.link, refs)))

    def place(self, target: str, label: str) -> Md:
        """A link to a file of the generated folder, or to an anchor in one."""
        path, _, anchor = target.partition("#")
        return escape.link(escape.text(label), self._file(path) + (f"#{anchor}" if anchor else ""))

    def prose(self, prose: Prose) -> Md:
        """An editor's text, its footnotes right below it."""
        text = led(rendered(prose, lambda ref, label: escape.link(label, self._to(ref)), self._file))
        foot = f"\n\n{FOOTNOTES}" if has_footnotes(prose) else ""
        foot += f"\n\n{END_OF_TEXT}" if "<" in prose.text else ""
        return Md(f"{text}{foot}".replace("\n", LINE_END))

    def picture(self, file: str, alt: str) -> Md:
        """A picture of content/images."""
        return Md(f"!{escape.link(escape.text(alt), self._file(f'images/{file}'))}")

    def address(self, head: Head) -> str:
        """A page's address on the web; "" for a site without one."""
        return self._site.at(address(head.path)) if self._site.url else ""

    def bibtex(self, page: StoryPage) -> Md:
        """A story as a BibTeX entry."""
        return Md(citation.bibtex(page, self._site).replace("\n", LINE_END))

    def _to(self, ref: Ref) -> str:
        return self._file(docs_path(self._desk.archive, ref))

    def _file(self, path: str) -> str:
        return self._top + (path if _BARE.fullmatch(path) else quote(path, safe="/-._~"))


def front(head: Head, more: Sequence[Md] = ()) -> Md:
    """The head of a file, with further lines. Its text is HTML-escaped, for a theme that prints it as it is."""
    values = (("title", head.title), ("description", head.description), ("kind", head.kind), *head.more)
    lines = (f"{key}: {escape.yaml(_escaped(value))}" for key, value in values if value not in ("", ()))
    return Md("\n".join(("---", *lines, *more, "---")))


def _escaped(value: object) -> object:
    if isinstance(value, str):
        return escape.html(value)
    return [escape.html(each) for each in value] if isinstance(value, tuple) else value


def day(when: date) -> str:
    """``2 October 2024``."""
    return spoken_day(when)


def on(when: EdtfDate) -> str:
    """``on 2 October 2024``, ``in 2018``."""
    return in_words(when)


def time(moment: Moment) -> Md:
    """A day for people and for machines."""
    return Md(f'<time datetime="{escape.html(moment.exact)}">{escape.text(spoken_day(moment.day))}</time>')


def number(count: int) -> str:
    """``12,345``."""
    return f"{count:,}"


def source(line: SourceLine) -> Md:
    """What a story stands on: its title, linked where it has an address, and who said it where and when."""
    parts: list[str] = [web(line.url, line.title) if line.url else escape.text(apart(line.title))]
    parts += [escape.inner(apart(each)) for each in (line.author, line.publisher) if each]
    parts += [spoken(line.date)] if line.date else []
    return Md(", ".join(parts) + (f" ({escape.inner(apart(line.note))})" if line.note else ""))


def sources(lines: Sequence[SourceLine]) -> Md:
    """Sources, one after the other."""
    return Md("; ".join(map(source, lines)))


def web(url: str, label: str) -> Md:
    """A link to another site; the label alone where the address is none that can be linked."""
    target = escape.url(url)
    return escape.link(escape.text(label), target) if target else escape.text(label)
