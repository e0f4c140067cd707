"""The tables of an archive while stories and profiles are filed again, and whatever that bears on.

What follows from them is worked out by :mod:`generator.archive.revision`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from msgspec.structs import asdict, replace

from generator.archive.arrivals import Places
from generator.archive.evidence import order_among
from generator.archive.facts import parts_of
from generator.archive.model import Claim, Fact, Filed, Ref
from generator.archive.reasoning import Reasoning
from generator.archive.refiling import Refiled
from generator.archive.repaging import Repaged
from generator.archive.reprofiling import Reprofiled
from generator.archive.revised import Revised, place_among, put, put_before, replace_entries
from generator.archive.story_addresses import older_addresses

if TYPE_CHECKING:
    from msgspec import Struct


def tables_of(holder: Struct) -> dict[str, Any]:
    """The tables of an archive, its evidence or its reasoning, by name, each with a new one over it."""
    return {name: Revised(table) for name, table in asdict(holder).items() if isinstance(table, Mapping)}


class Filing:
    """An archive, and the order of its facts, in tables that lie over those before.

    ``facts`` and ``claims`` are those that are others now, or gone, or have come: as they were, and as they are.
    ``bears_on`` are the stories, whoever other stories name than before, and whose profiles are others.
    """

    def __init__(self, before: Reasoning, places: Places) -> None:
        self._places = places.numbers
        self._ahead_of = places.ahead_of
        self.archive = replace(before.archive, **tables_of(before.archive))
        self.order = Revised(before.evidence.order)
        self.facts: list[Fact] = []
        self.claims: list[Claim] = []
        self.bears_on: set[Ref] = set()

    def take_out(self, filed: Filed) -> None:
        """Have a story in none of the archive's tables."""
        archive, slug = self.archive, filed.ref.slug
        self._file_facts(slug, {fact: archive.facts[fact] for fact in filed.facts}, {})
        replace_entries(archive.redirects, older_addresses(filed.story), {})
        self.claims += (archive.claims[claim] for claim in filed.claims)
        replace_entries(archive.claims, filed.claims, {})
        for table, refs in (
            (archive.stories_of, {*filed.named, *filed.topics}),
            (archive.linked_from, {*filed.links.values()}),
        ):
            for ref in refs:
                put(table, ref, tuple(each for each in table[ref] if each != slug))
        for each in (archive.stories, archive.texts, archive.years):
            replace_entries(each, [slug], {})
        self.bears_on.add(filed.ref)
        self.bears_on |= {*filed.named, *filed.topics}

    def forget(self, ref: Ref) -> None:
        """Have somebody on file no more."""
        replace_entries(self.archive.entities, [ref], {})

    def file(self, edit: Refiled) -> None:
        """Have a story's tables of the archive as they are now."""
        archive, was, now = self.archive, edit.was, edit.filed
        slug = now.ref.slug
        if was is None:
            later = self._ahead_of[slug]
            put_before(archive.stories, slug, now, later)
            put_before(archive.texts, slug, edit.text, later)
            put_before(archive.years, slug, now.year, later)
        else:
            put(archive.stories, slug, now)
            put(archive.texts, slug, edit.text)
        self.bears_on.add(now.ref)
        for newcomer in edit.newcomers:
            put(archive.entities, newcomer.ref, newcomer)
        self._file_facts(slug, {fact: archive.facts[fact] for fact in edit.facts_before}, edit.facts)
        replace_entries(archive.redirects, older_addresses(was.story) if was else (), older_addresses(now.story))
        whom, whom_before = (*now.named, *now.topics), (*was.named, *was.topics) if was else ()
        self.bears_on |= {*whom} ^ {*whom_before}
        for table, refs, before in (
            (archive.stories_of, {*whom}, {*whom_before}),
            (archive.linked_from, {*now.links.values()}, {*was.links.values()} if was else set()),
        ):
            for ref in refs ^ before:
                own = [slug] if ref in refs else []
                place_among(table, ref, {slug}, own, at=self._places[slug], key=self._places.__getitem__)
        claims = {claim: archive.claims[claim] for claim in edit.claims_before}
        if claims != edit.claims:
            self.claims += (*claims.values(), *edit.claims.values())
            replace_entries(archive.claims, claims, edit.claims)

    def file_profile(self, edit: Reprofiled) -> None:
        """Have somebody's profile in the archive's tables as it is now."""
        archive, ref = self.archive, edit.ref
        put(archive.profiles, ref, edit.profile)
        put(archive.entities, ref, edit.entity)
        before = [(ref, link.target) for link in edit.was.wikilinks] if edit.was else []
        replace_entries(archive.page_links, before, edit.links)
        self.bears_on.add(ref)

    def file_page(self, edit: Repaged) -> None:
        """Have an ordinary page in the archive's tables as it is now."""
        put(self.archive.pages, edit.page.slug, edit.page)
        replace_entries(self.archive.page_links, [(edit.ref, link.target) for link in edit.was.wikilinks], edit.links)

    def _file_facts(self, slug: str, before: Mapping[str, Fact], now: Mapping[str, Fact]) -> None:
        archive, order = self.archive, self.order
        order_before = {fact: order[fact] for fact in before}
        order_now = order_among(tuple(now), order_before, self._places[slug]) if now else {}
        changed = {
            fact
            for fact in before.keys() | now.keys()
            if before.get(fact) != now.get(fact) or order_before.get(fact) != order_now.get(fact)
        }
        self.facts += (each[fact] for each in (before, now) for fact in each if fact in changed)
        replace_entries(archive.facts, before, now)
        replace_entries(order, before, order_now)

        def place(fact: str) -> int:
            return self._places[archive.facts[fact].story]

        for ref in dict.fromkeys(ref for each in (*before.values(), *now.values()) for ref in parts_of(each)):
            own = [fact for fact, each in now.items() if ref in parts_of(each)]
            place_among(archive.facts_of, ref, before, own, at=self._places.get(slug, 0), key=place)
