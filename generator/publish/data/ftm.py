"""The archive as FollowTheMoney entities (https://followthemoney.tech), for those who investigate with it.

Only what counts is exported: FollowTheMoney has no way to say that something was rumoured, denied or
taken back. A date that its prefixes (2018, 2018-05, 2018-05-02) can't hold is left out, and stands
as it was written in the description. Every tie names the story that reported it, as ``proof`` (the
story is an Article) and, with the story's own sources, as ``sourceUrl``; ``recordId`` is the fact's id
in the other exports.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from generator.archive.model import Archive, Entity, Filed, Ref
from generator.archive.reasoning import Reasoning
from generator.publish.config.site import Site, path_of
from generator.publish.data import ftm_values as ftm
from generator.publish.data.facts_rows import counts
from generator.publish.data.ftm_links import Telling, links, posts
from generator.values.dates import from_day

ENTITIES = ("company", "person")  # the kinds of those that there is a line of
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def ftm_lines(reasoning: Reasoning, site: Site) -> Iterator[str]:
    """One entity a line: people, companies, stories, then what ties them, each kind sorted."""
    archive = reasoning.archive
    telling = Telling.on(archive, site, archive.stories.values())
    yield from (entity_line(reasoning, site, ref) for ref in archive.entities if ref.kind in ENTITIES)
    for filed in archive.stories.values():
        yield _line(_article(telling, filed))
    for link in links(reasoning, telling):
        yield _line(link)


def entity_line(reasoning: Reasoning, site: Site, ref: Ref) -> str:
    """The line of a person or a company."""
    archive = reasoning.archive
    found = archive.entities[ref]
    if ref.kind == "person":
        return _line(_person(archive, found, site))
    return _line(_company(archive, found, site, _formed(reasoning, ref)))


def article_line(archive: Archive, site: Site, filed: Filed) -> str:
    """The line of a story."""
    return _line(_article(Telling.on(archive, site, [filed]), filed))


def post_lines(reasoning: Reasoning, site: Site, person: Ref) -> str:
    """The lines of what ties one person to companies, which stand together."""
    archive = reasoning.archive
    slugs = {archive.facts[fact].story for post in reasoning.career(person) for fact in post.facts}
    telling = Telling.on(archive, site, (archive.stories[slug] for slug in slugs))
    return "".join(map(_line, posts(reasoning, telling, person)))


def _line(found: dict[str, object]) -> str:
    return _encode(found) + "\n"


def _formed(reasoning: Reasoning, company: Ref) -> tuple[str, ...]:
    """When a company was formed, as prefixes; several where that is in dispute."""
    archive = reasoning.archive
    facts = (archive.facts[fact] for fact in archive.facts_of.get(company, ()))
    formed = (fact for fact in facts if fact.kind == "formed" and fact.subject == company and counts(reasoning, fact))
    return tuple(sorted({ftm.prefix(fact.date.span) for fact in formed if fact.date is not None} - {""}))


def _named(archive: Archive, found: Entity, site: Site) -> ftm.Properties:
    """What people and companies share."""
    former = [each.name for each in found.former]
    profile = archive.profiles.get(found.ref)
    shared: ftm.Properties = {
        "name": [found.name[: ftm.NAME]],
        "alias": [name[: ftm.NAME] for name in found.names if name != found.name and name not in former],
        "previousName": [name[: ftm.NAME] for name in former],
        "weakAlias": [name[: ftm.NAME] for name in found.weak_names],
        "sourceUrl": [ftm.web(site.at(path_of(archive, found.ref)))],
        "website": [ftm.web(link.url) for link in profile.links] if profile else [],
        "summary": [profile.body.strip()[: ftm.TEXT]] if profile else [],
    }
    return shared | ftm.identifiers(dict(profile.identifiers) if profile else {})


def _person(archive: Archive, found: Entity, site: Site) -> dict[str, object]:
    properties = _named(archive, found, site)
    properties.pop("ticker", None)  # companies have one
    return ftm.entity(ftm.identity(found.ref), "Person", properties)


def _company(archive: Archive, found: Entity, site: Site, formed: tuple[str, ...]) -> dict[str, object]:
    kind = found.kind[: ftm.STRING]
    properties = {**_named(archive, found, site), "classification": [kind], "incorporationDate": list(formed)}
    return ftm.entity(ftm.identity(found.ref), "Company", properties)


def _article(telling: Telling, filed: Filed) -> dict[str, object]:
    archive = telling.archive
    story = filed.story
    return ftm.entity(
        ftm.identity(filed.ref),
        "Article",
        {
            "title": [story.title[: ftm.STRING]],
            "summary": [story.standfirst[: ftm.TEXT]],
            "author": [name[: ftm.STRING] for name in story.authors],
            "publisher": [telling.publisher],
            "publishedAt": [ftm.prefix(from_day(story.published.day).span)],
            "modifiedAt": [ftm.prefix(from_day(story.updated.day).span)] if story.updated else [],
            "keywords": [archive.entities[topic].name[: ftm.STRING] for topic in filed.topics],
            "peopleMentioned": _names(archive, filed.named, "person"),
            "companiesMentioned": _names(archive, filed.named, "company"),
            "sourceUrl": [telling.addresses[story.slug]],
        },
    )


def _names(archive: Archive, named: Iterable[Ref], kind: str) -> list[str]:
    """Of whomever a story names, the names of one kind."""
    return [archive.entities[ref].name[: ftm.NAME] for ref in named if ref.kind == kind]
