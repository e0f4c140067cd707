"""Names, aliases and former names as small files that a page fetches one or two of: search, and previews.

Each name is filed under its words, and under all of them run together: a query finds the file of its
first letters. Words of four letters and more are filed under their last letters as well, spelt backwards:
one wrong letter spoils the beginning or the end, not both. A file that would be too large is split by the
next letter, and keeps whoever is most in the news for those who have typed no more than that. Where so many
are split so far that a wrong letter in the middle would spoil both, the words that this is true of are filed
from the outside in as well: by their first letter, their last, their second, their last but one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nsmallest
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple
from unicodedata import normalize

from generator.archive.model import Entity, Ref
from generator.pages.addresses import address, docs_path
from generator.pages.desk import Desk
from generator.pages.person import stories_in_words
from generator.pages.posts import standing
from generator.pages.profile import found_by
from generator.pages.words import plain
from generator.publish.markdown.escape import one_line
from generator.values.names import match_key
from generator.values.spoken import spoken_day

LIMIT = 48 * 1024  # characters of one file
TOP = 40  # of a file that was split: whoever is in most stories
SHORTEST = 4  # letters of a word that may have one wrong
_WORD = re.compile(r"[^\W_]+")


class Filed(NamedTuple):
    """Somebody, filed under one term: how much they are in the news, and what the page is told, as JSON."""

    term: str
    weight: int
    told: str


class Card(NamedTuple):
    """Somebody as the index files them: under which terms, and as in :class:`Filed`."""

    terms: tuple[str, ...]
    weight: int
    told: str


def names_files(cards: Iterable[Card], periods: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """The files of the names, and the list of them, with the periods that the stories are indexed by.

    ``cards`` are those of everybody on file.

    ``search/index.json``: ``{"periods": ["2024-q4", …], "first": ["", "k", …], "last": […], "ends": […]}``. Each key
    has a file ``search/first-HEX.json`` (HEX: the key in UTF-8):
    ``[[name, address, who, stories, [other name, …]], …]``.
    """
    keys: dict[str, dict[str, None]] = {"first": {}, "last": {}, "ends": {}}
    filed = [Filed(term, card.weight, card.told) for card in cards for term in card.terms]

    def tree(name: str, entries: Iterable[Filed]) -> Iterator[tuple[str, bytes]]:
        for key, told in _split("", sorted(entries)):
            keys[name][key] = None
            yield f"search/{name}-{key.encode().hex()}.json", f"[{','.join(told)}]".encode()

    yield from tree("first", filed)
    if _size(filed) > LIMIT:
        long = [each for each in filed if len(each.term) >= SHORTEST]
        yield from tree("last", (each._replace(term=each.term[::-1]) for each in long))
        lost = [each for each in long if _is_lost(each.term, keys["first"], keys["last"])]
        if lost:
            yield from tree("ends", (each._replace(term=outside_in(each.term)) for each in lost))
    listed = {name: list(each) for name, each in keys.items()}
    yield "search/index.json", json.dumps({"periods": list(periods), **listed}, ensure_ascii=False).encode()


def is_of_names(path: str) -> bool:
    """Whether a file of the generated folder is one of these."""
    return path.startswith("search/")


def terms(name: str) -> tuple[str, ...]:
    """What a name is filed under: each of its words, and all of them run together."""
    words = [match_key(word) for word in _WORD.findall(normalize("NFC", name))]
    return tuple(dict.fromkeys(term for term in (*words, "".join(words)) if term))


def outside_in(term: str) -> str:
    """A word by its first letter, its last, its second and so on, to the middle: ``kingma`` is ``kaimng``."""
    half = (len(term) + 1) // 2
    return "".join(a + b for a, b in zip(term[:half], term[::-1], strict=False))[: len(term)]


def _is_lost(term: str, first: Mapping[str, None], last: Mapping[str, None]) -> bool:
    """Whether some one letter of a word lies both in the beginning and in the end that its files are kept by."""
    return _depth(term, first) + _depth(term[::-1], last) > len(term)


def _depth(term: str, keys: Mapping[str, None]) -> int:
    """How many letters of a term lead to its file."""
    return next(length for length in range(len(term), -1, -1) if term[:length] in keys)


def who(desk: Desk, ref: Ref) -> str:
    """Who or what somebody is, in one line that says as of when."""
    entity = desk.archive.entities[ref]
    if ref.kind == "person":
        now = standing(desk, ref)
        told = plain(now.words)
        day = spoken_day(now.as_of) if now.as_of else ""
        return (told if day in told else f"{told}, as of {day}") if told else "Person"
    if ref.kind == "company":
        return entity.kind or "Company"
    return "Topic"


def card(desk: Desk, ref: Ref) -> Card:
    """The card of somebody on file."""
    entity = desk.archive.entities[ref]
    count = desk.count(ref)
    line = one_line(f"{who(desk, ref)}; {stories_in_words(count)}")
    names = _names(ref, entity)
    shown = one_line(entity.name) or ref.slug
    others = [name for name in names if name not in (shown, ref.slug)]
    told = [shown, address(docs_path(desk.archive, ref)), line, count, others]
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return Card(tuple(dict.fromkeys(term for name in names for term in terms(name))), -count, text)


def _names(ref: Ref, entity: Entity) -> tuple[str, ...]:
    """The slug, which previews ask by, the name, and every other name."""
    others = (one_line(name) for name in found_by(entity))
    return tuple(dict.fromkeys((ref.slug, one_line(entity.name), *(name for name in others if name))))


def _split(key: str, filed: Sequence[Filed]) -> Iterator[tuple[str, list[str]]]:
    """Files by key. ``filed`` is sorted; all its terms begin with ``key``."""
    if _size(filed) <= LIMIT:
        yield key, list(dict.fromkeys(each.told for each in filed))
        return
    first = next((place for place, each in enumerate(filed) if each.term != key), len(filed))
    most = nsmallest(TOP, filed, key=itemgetter(1, 2))
    kept = [*(each.told for each in sorted(filed[:first], key=itemgetter(1))), *(each.told for each in most)]
    yield key, _within(LIMIT, dict.fromkeys(kept))
    for child, inside in groupby(filed[first:], key=lambda each: each.term[: len(key) + 1]):
        yield from _split(child, list(inside))


def _size(filed: Iterable[Filed]) -> int:
    return sum(map(len, {each.told for each in filed}))


def _within(limit: int, told: Mapping[str, None]) -> list[str]:
    """As many from the first as a file may hold."""
    found: list[str] = []
    for text in told:
        limit -= len(text)
        if limit < 0:
            break
        found.append(text)
    return found
