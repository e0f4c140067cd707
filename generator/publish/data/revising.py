"""The exports of an archive of which some stories were edited, or have come or gone: what bears on those is new."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import nullcontext
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from msgspec.structs import replace

from generator.archive.disputes import Dispute
from generator.archive.losses import NO_LOSSES, Losses, versions
from generator.archive.model import Entity, Fact, Filed, Ref
from generator.archive.reasoning import Reasoning
from generator.archive.refiling import Refiled
from generator.archive.reprofiling import Reprofiled
from generator.archive.revised import Revised, RevisedRow
from generator.archive.story_addresses import older_addresses_in, redirects_from
from generator.pages.desk import Desk
from generator.publish.config.site import Site
from generator.publish.data import earlier
from generator.publish.data.database import change_database
from generator.publish.data.ftm import ENTITIES, article_line, entity_line, post_lines
from generator.publish.data.json_file import json_row, table_spans
from generator.publish.data.replacing import NotRevisableError, line_spans, mapped, replace_lines, write_spans
from generator.publish.data.rows import rows_of
from generator.publish.data.shape import RowChanges
from generator.publish.data.tables import TABLES

_ITEM = TypeVar("_ITEM")
FTM = "data/entities.ftm.ndjson"
REVISED = (earlier.JSON, earlier.DATABASE, FTM)
# Kinds of facts that tie companies, and people to each other: which lines those go into, only all of them tell.
_TIES = frozenset(("acquired", "folded_into", "formed", "part_of", "raised", "related"))


class _Edited(NamedTuple):
    """What was edited, or has come or gone: stories, and whoever else, as they were on file and as they are."""

    stories: Sequence[Refiled]
    before: Mapping[Ref, Entity]
    now: Mapping[Ref, Entity]
    gone: Mapping[str, Filed]  # stories that are to be taken out; some come again at another place


def revise_data(
    folder: Path,
    desks: tuple[Desk, Desk],
    site: Site,
    stories: Sequence[Refiled],
    profiles: Sequence[Reprofiled] = (),
    *,
    losses: Losses = NO_LOSSES,
) -> tuple[str, ...]:
    """Writes those exports again that tell of what was edited; returns their paths. OSError where it can't.

    ``desks`` are that before and that now.

    NotRevisableError where they don't hold what they should, or where what to write can't be told from that alone.
    """
    before, now = desks
    known = (before.archive.entities, now.archive.entities)
    refs = (*(each.ref for each in profiles), *losses.entities)
    was, are = ({ref: of[ref] for ref in refs if ref in of} for of in known)
    are |= {each.ref: each for edit in stories for each in edit.newcomers}
    edits = _Edited(stories, was, are, losses.stories)
    changes = [*_changes(before.reasoning, now.reasoning, edits)]
    ftm = [*_ftm_lines(before, now, site, edits)]
    others = {each.table.name: each for each in changes if not each.is_same_keys}
    lines = (pair for each in changes if each.is_same_keys for pair in _lines(each))
    with earlier.together(folder) if earlier.are_together(folder) else nullcontext():
        with mapped(folder / earlier.JSON) as data:
            spans = (*line_spans(data, lines), *table_spans(data, others))
            write_spans(folder / earlier.JSON, data, spans)
        change_database(folder / earlier.DATABASE, [each for each in changes if each.before != each.now])
    replace_lines(folder / FTM, ftm)
    return REVISED


def _lines(changes: RowChanges) -> Iterator[tuple[str, str]]:
    """The lines of rows that are others, before and now, in the order in which they stand."""
    table, before, now = changes
    return ((json_row(table, row), json_row(table, now[key])) for key, row in sorted(before.items()) if row != now[key])


def _changes(before: Reasoning, now: Reasoning, edits: _Edited) -> Iterator[RowChanges]:
    """What of each table may be another."""
    archive = now.archive
    facts, lives, claims, checks = archive.facts, now.lives, archive.claims, now.checks
    assert isinstance(facts, Revised)
    assert isinstance(lives, Revised)
    assert isinstance(claims, Revised)
    assert isinstance(checks, Revised)
    told = {archive.facts[fact].story for fact in lives.changed if fact in archive.facts}
    slugs = {*told, *(edit.filed.ref.slug for edit in edits.stories), *edits.gone}
    subjects, movers = _about(before.disputes, now.disputes), _about(before.moves, now.moves)
    some = [_part(each, slugs, claims.changed | checks.changed, subjects, movers) for each in (before, now)]
    older = older_addresses_in(versions(edits.stories, edits.gone.values()))
    for place, (entities, whole) in enumerate(((edits.before, before.archive), (edits.now, archive))):
        redirects = redirects_from(whole, older)
        some[place] = replace(some[place], archive=replace(some[place].archive, entities=entities, redirects=redirects))
    for table in TABLES.values():
        yield RowChanges(table, *({table.key_of(row): row for row in rows_of(table, each)} for each in some))


def _about(before: Sequence[Any], now: Sequence[Any]) -> Set[Ref]:
    """Whom those entries of a row are about that may be others."""
    return now.subjects if now is not before and isinstance(now, RevisedRow) else frozenset()


def _part(
    reasoning: Reasoning, slugs: Iterable[str], claims: Iterable[str], subjects: Iterable[Ref], movers: Iterable[Ref]
) -> Reasoning:
    """What the rows of some stories, claims, subjects' disputes and people's moves are made from."""
    whole = reasoning.archive
    stories = {slug: whole.stories[slug] for slug in slugs if slug in whole.stories}
    disputes: dict[str, Dispute] = {}
    for ref in subjects:
        disputes |= {each.id: each for each in reasoning.disputes_of.get(ref, ()) if each.subject == ref}
    nothing: Mapping[Any, Any] = {}
    archive = replace(
        whole,
        stories=stories,
        facts={fact: whole.facts[fact] for filed in stories.values() for fact in filed.facts},
        claims={claim: whole.claims[claim] for claim in claims if claim in whole.claims},
        entities=nothing,
        pages=nothing,
        redirects=nothing,
    )
    moves = tuple(each for ref in sorted(movers) for each in reasoning.moves_of.get(ref, ()))
    return replace(reasoning, archive=archive, disputes=tuple(disputes.values()), moves=moves)


def _ftm_lines(before: Desk, now: Desk, site: Site, edits: _Edited) -> Iterator[tuple[str, str]]:
    """Lines, and what stands in their place now.

    NotRevisableError where more are others than those of stories and posts.
    """
    people: dict[Ref, None] = {}
    stories: dict[str, list[str]] = {}  # those with other lines, each with the new ones that come after it
    come = {edit.filed.ref.slug for edit in edits.stories if edit.was is None}
    for edit in edits.stories:
        slug = edit.filed.ref.slug
        old = {fact: before.archive.facts[fact] for fact in edit.facts_before}
        if any(each.kind in _TIES for each in _others(edit, old)):
            raise NotRevisableError(slug)
        if edit.was is not None:
            stories.setdefault(slug, [])
        if not edit.is_same:
            people |= dict.fromkeys(each.subject for each in (*old.values(), *edit.facts.values()))
    for slug, filed in edits.gone.items():
        facts = [before.archive.facts[fact] for fact in filed.facts]
        if any(each.kind in _TIES for each in facts):
            raise NotRevisableError(slug)
        people |= dict.fromkeys(each.subject for each in facts)
        yield article_line(before.archive, site, filed), ""
    for slug in sorted(come, key=now.order.__getitem__):
        stories.setdefault(_next(each for each in now.older(slug) if each not in come), []).append(slug)
    for slug, new in stories.items():
        lines = (article_line(now.archive, site, now.archive.stories[each]) for each in (slug, *new))
        yield article_line(before.archive, site, before.archive.stories[slug]), "".join(lines)
    yield from _entities_lines(before, now, site, edits)
    yield from _posts_lines(before, now, site, sorted(ref for ref in people if ref.kind == "person"))


def _entities_lines(before: Desk, now: Desk, site: Site, edits: _Edited) -> Iterator[tuple[str, str]]:
    """The lines of those whose profiles were edited, and of those after whom newcomers belong, and with these."""
    newcomers = sorted(ref for ref in edits.now if ref not in edits.before and ref.kind in ENTITIES)
    gone = edits.before.keys() - edits.now.keys()
    every = [ref for ref in before.archive.entities if ref.kind in ENTITIES and ref not in gone] if newcomers else []
    behind: dict[Ref, list[Ref]] = {ref: [] for ref in edits.before if ref.kind in ENTITIES and ref in edits.now}
    for ref in sorted(ref for ref in gone if ref.kind in ENTITIES):
        yield entity_line(before.reasoning, site, ref), ""
    for ref in newcomers:
        behind.setdefault(_next(reversed(every[: bisect_left(every, ref)])), []).append(ref)
    for ref, new in behind.items():
        lines = (entity_line(now.reasoning, site, each) for each in (ref, *new))
        yield entity_line(before.reasoning, site, ref), "".join(lines)


def _posts_lines(before: Desk, now: Desk, site: Site, people: Sequence[Ref]) -> Iterator[tuple[str, str]]:
    """The lines of some people's posts, and what they are now; those who had none come after whoever has some."""
    was, found = ({ref: post_lines(each.reasoning, site, ref) for ref in people} for each in (before, now))
    new = [ref for ref in people if found[ref] and not was[ref]]
    every = [ref for ref in before.archive.entities if ref.kind == "person"] if new else []
    behind: dict[Ref, list[Ref]] = {}
    for ref in new:
        for older in reversed(every[: bisect_left(every, ref)]):
            if older not in was:
                was[older] = found[older] = post_lines(before.reasoning, site, older)
            if was[older]:
                behind.setdefault(older, []).append(ref)
                break
        else:
            raise NotRevisableError(ref)
    for ref in (ref for ref in was if was[ref]):
        yield was[ref], found[ref] + "".join(found[each] for each in behind.get(ref, ()))


def _next(found: Iterator[_ITEM]) -> _ITEM:
    """The first of some. NotRevisableError where there is none."""
    for each in found:
        return each
    raise NotRevisableError


def _others(edit: Refiled, old: Mapping[str, Fact]) -> Iterable[Fact]:
    """The facts of a story of which something else is told, as they were and as they are."""
    if edit.was is None or edit.was.story.sources != edit.filed.story.sources:
        return (*old.values(), *edit.facts.values())
    now = edit.facts
    return [each[fact] for each in (old, now) for fact in each if old.get(fact) != now.get(fact)]
