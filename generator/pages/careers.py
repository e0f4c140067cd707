"""Where everybody has been: worked out when first asked for, then remembered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from typing import NamedTuple

from generator.archive.careers import Post
from generator.archive.hindsight import told_by_company, told_there
from generator.archive.model import Archive, Fact, Ref
from generator.archive.reasoning import Reasoning


class Career(NamedTuple):
    """Somebody's posts, oldest first, and by company, those that don't rest on rumour alone."""

    posts: tuple[Post, ...]
    at: Mapping[Ref, tuple[Post, ...]]


NONE = Career((), {})


class Careers(Mapping[Ref, Career]):
    """The career of everybody about whom there are facts. They follow from those, and are kept nowhere else.

    A career is one thing to whoever notes what a page was made from, though its facts may be hundreds.
    """

    def __init__(self, reasoning: Reasoning) -> None:
        self._reasoning = reasoning
        self._known: dict[Ref, Career] = {}
        self._told: dict[Ref, Mapping[Ref, tuple[Fact, ...]]] = {}

    def __getitem__(self, person: Ref) -> Career:
        found = self._known.get(person)
        if found is None:
            if person not in self._reasoning.archive.facts_of:
                raise KeyError(person)
            posts = self._reasoning.career(person)
            found = self._known[person] = Career(posts, _at(posts))
        return found

    def at(self, person: Ref, company: Ref) -> tuple[Post, ...]:
        """Of somebody's career the posts at one company, without the others where nobody asked for those."""
        found = self._known.get(person)
        return found.at.get(company, ()) if found else self._reasoning.posts_there(person, company)

    def told(self, person: Ref, company: Ref) -> tuple[Fact, ...]:
        """Whatever bears on somebody at one company: :func:`generator.archive.hindsight.told_there`."""
        if person not in self._told:
            self._told[person] = told_by_company(self._reasoning.evidence, person)
        return told_there(self._told[person], company)

    def __iter__(self) -> Iterator[Ref]:
        return iter(self._reasoning.archive.facts_of)

    def __len__(self) -> int:
        return len(self._reasoning.archive.facts_of)


def facts_in(archives: Iterable[Archive], ids: Set[str]) -> list[Fact]:
    """The facts of these ids, as each of some archives has them, where it does."""
    return [archive.facts[fact] for archive in archives for fact in ids if fact in archive.facts]


def retold(refs: Iterable[Ref], facts: Iterable[Fact]) -> set[Ref]:
    """Whose careers may be others, where other facts are on file under ``refs``, and ``facts`` are others."""
    return {ref for ref in (*refs, *(fact.subject for fact in facts)) if ref.kind == "person"}


def _at(posts: tuple[Post, ...]) -> Mapping[Ref, tuple[Post, ...]]:
    at: dict[Ref, list[Post]] = {}
    for post in posts:
        if post.company is not None and not post.doubtful:
            at.setdefault(post.company, []).append(post)
    return {company: tuple(found) for company, found in at.items()}
