"""What a text links to: ``[[links]]``, Markdown's own links and pictures, and names that link by themselves."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Mapping
from typing import Generic, NamedTuple, TypeVar

from generator.problems import Position
from generator.read.markdown_blocks import Span
from generator.read.markdown_inline import MASK, inline_links, linkable, masked, prose, without_code
from generator.read.model import WikiLink

Key = TypeVar("Key", bound=Hashable)

# [[target]] or [[target|label]]. A target may hold one pair of single brackets and be wrapped onto a second line; a
# bar may be escaped, as tables want it. [[1]](url) is a link of Markdown's own whose text is "[1]".
_WIKI_LINK = re.compile(
    r"\[\[(?P<target>(?:[^\[\]|\\\n\0]|\\(?!\|)|\n(?![ \t]*\n)|\[[^\[\]|\n\0]*\])+)"
    r"(?:\\?\|(?P<label>(?:[^\[\]\n\0]|\n(?![ \t]*\n)|\[[^\[\]\n\0]*\])*))?\]\](?!\()"
)
_LONGEST = 12  # words of a name whose parts are looked up; a longer one is taken to have a name inside it


class Mention(NamedTuple, Generic[Key]):
    """The first plain mention of ``key``: offsets into the text, ``end`` excluded."""

    key: Key
    start: int
    end: int


class Destination(NamedTuple):
    """Where a link or picture of Markdown's own leads: as written, and its offsets in the text."""

    target: str
    image: bool
    start: int
    end: int
    at: Position


def wiki_links(body: str, first_line: int = 1) -> tuple[WikiLink, ...]:
    """The ``[[links]]`` outside code, in order. ``first_line`` is the file line that ``body`` starts on."""
    if "[[" not in body:
        return ()
    links = []
    places = _Places(body, first_line)
    for found in _WIKI_LINK.finditer(without_code(body)):
        target, label = found["target"], found["label"] or ""
        start, end = found.span()
        if target.strip() and body[start - 1 : start] != "\\":
            links.append(WikiLink(_one_line(target), _one_line(label), start, end, places.at(start)))
    return tuple(links)


def destinations(body: str, first_line: int = 1) -> tuple[Destination, ...]:
    """Where Markdown's own inline links and pictures lead, in order; those in code and in raw HTML left out."""
    places = _Places(body, first_line)
    return tuple(
        Destination(body[start:end].strip("<>"), link.image, start, end, places.at(link.whole.start))
        for link in inline_links(linkable(body))
        if link.destination is not None
        for start, end in (link.destination,)
    )


def first_mentions(body: str, names: Mapping[str, Key]) -> tuple[Mention[Key], ...]:
    """The first plain mention of each key, in order of place. ``names`` gives each spelling's key.

    Plain: in running words; not in code, a heading, a block quotation, a link, a picture or HTML.
    A name counts as a whole word, in exact case, in either Unicode form, and with a possessive 's; of two
    that begin at one place the longer is meant.
    """
    spellings = _spellings(names)
    words = _unwrapped(masked(prose(body), _wiki_spans(body)))
    first: dict[Key, Mention[Key]] = {}
    for spelling in sorted(spellings, key=lambda text: (-len(text), text)):
        start = _find(words, spelling)
        if start < 0:
            continue
        key = spellings[spelling]
        if key not in first or start < first[key].start:
            first[key] = Mention(key, start, start + len(spelling))
        if _holds_another(spelling, spellings):
            words = _hidden(words, spelling, start)
    mentions: list[Mention[Key]] = []
    for mention in sorted(first.values(), key=lambda found: (found.start, -found.end)):
        if not mentions or mention.start >= mentions[-1].end:
            mentions.append(mention)
    return tuple(mentions)


def _wiki_spans(body: str) -> list[Span]:
    return [Span(*found.span()) for found in _WIKI_LINK.finditer(body)] if "[[" in body else []


def _spellings(names: Mapping[str, Key]) -> dict[str, Key]:
    """Each name in both Unicode forms, spaces folded."""
    spellings: dict[str, Key] = {}
    for name, key in names.items():
        written = " ".join(name.split())
        if written:
            spellings.setdefault(written, key)
            if not written.isascii():
                spellings.setdefault(unicodedata.normalize("NFC", written), key)
                spellings.setdefault(unicodedata.normalize("NFD", written), key)
    return spellings


def _unwrapped(text: str) -> str:
    """``text`` with a space for each line end inside a paragraph, so that a wrapped name is found."""
    return re.sub(r"(?<=[^\n])\n(?=[^\n])", " ", text)


def _find(text: str, name: str, place: int = 0) -> int:
    """Where ``name`` first stands as a whole word, or -1."""
    start = text.find(name, place)
    while start >= 0 and not _is_whole(text, start, start + len(name)):
        start = text.find(name, start + 1)
    return start


def _is_whole(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - 2) : start], text[end : end + 3]
    if (before and _joins(before[-1], text[start])) or (after and _joins(after[0], text[end - 1])):
        return False
    if before[-1:] in ("@", "#", "/") or after[:1] == "@":
        return False
    if before[-1:] in ("-", ".", "_", "'", "’") and before[:-1].isalnum():
        return False
    if after[:1] in ("'", "’") and after[1:2].isalnum():
        return after[1] == "s" and not after[2:3].isalnum()
    return not (after[:1] in ("-", ".", "_") and after[1:2].isalnum())


def _joins(neighbour: str, edge: str) -> bool:
    """Whether a character next to a name's first or last one makes both part of one word."""
    if not (neighbour.isalnum() or unicodedata.category(neighbour)[0] == "M"):
        return False
    return (neighbour.isascii() and edge.isascii()) or not (_unspaced(neighbour) or _unspaced(edge))


def _unspaced(character: str) -> bool:
    """Whether a script writes no spaces between words (Thai to Khmer, Han, Kana) or glues particles to names."""
    code = ord(character)
    return (
        0x0E00 <= code <= 0x0EFF
        or 0x1000 <= code <= 0x109F
        or 0x1780 <= code <= 0x17FF
        or 0x3040 <= code <= 0x9FFF
        or 0xAC00 <= code <= 0xD7AF
        or 0xF900 <= code <= 0xFAFF
        or code >= 0x20000
    )


def _holds_another(name: str, names: Mapping[str, object]) -> bool:
    """Whether some words of ``name`` are a name themselves: "Bank of Orbital" holds "Orbital"."""
    words = name.split(" ")
    if len(words) > _LONGEST:
        return True
    return any(
        " ".join(words[first:last]) in names
        for first in range(len(words))
        for last in range(first + 1, len(words) + 1)
        if last - first < len(words)
    )


def _hidden(text: str, name: str, start: int) -> str:
    """``text`` with each whole ``name`` masked, from ``start`` on, so that a shorter one isn't found inside it."""
    spans = []
    while start >= 0:
        spans.append(Span(start, start + len(name)))
        start = _find(text, name, start + len(name))
    return masked(text, spans)


def _one_line(text: str) -> str:
    return " ".join(text.split())


class _Places:
    """Turns offsets that only grow into lines and columns of the file."""

    def __init__(self, body: str, first_line: int) -> None:
        self._body = body
        self._line = first_line
        self._start = 0  # of the line
        self._place = 0  # where the last offset was

    def at(self, offset: int) -> Position:
        self._line += self._body.count("\n", self._place, offset)
        self._start = max(self._start, self._body.rfind("\n", self._place, offset) + 1)
        self._place = offset
        return Position(self._line, offset - self._start + 1)


__all__ = ["MASK", "Destination", "Mention", "destinations", "first_mentions", "wiki_links"]
