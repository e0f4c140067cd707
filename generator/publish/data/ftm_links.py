"""What ties people and companies, as FollowTheMoney's intervals: posts, ownership, succession, family."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from generator.archive.careers import Post
from generator.archive.model import Archive, Fact, Filed, Ref
from generator.archive.reasoning import Reasoning
from generator.pages.money import sums_in_words
from generator.publish.config.site import Site, path_of
from generator.publish.data import ftm_values as ftm
from generator.publish.data.facts_rows import counts
from generator.values.dates import EdtfDate, narrower
from generator.values.spoken import in_words

_ON_THE_BOARD = re.compile(
    r"\b(?:board (?:member|director)|member of the board|on the board|trustee"
    r"|chair(?:man|woman|person)?(?: of the board)?"
    r"|(?:non-executive|executive|independent|managing) director)\b|^director$",
    re.IGNORECASE,
)
# Kinds of facts that tie two companies: the schema, and which of its properties the subject and the object are.
_TIES: Mapping[str, tuple[str, str, str, str]] = {
    "acquired": ("Ownership", "owner", "asset", "owner"),
    "part_of": ("Ownership", "asset", "owner", "parent company"),
    "folded_into": ("Succession", "predecessor", "successor", "folded into"),
}


class Telling(Struct, frozen=True):
    """Who tells what the archive knows: the archive, and where each story can be read ("" without a site's address)."""

    archive: Archive
    publisher: str
    addresses: Mapping[str, str]  # by the story's slug

    @classmethod
    def on(cls, archive: Archive, site: Site, stories: Iterable[Filed]) -> Telling:
        """``stories`` are those that may be asked for."""
        known = bool(ftm.web(site.url))
        addresses = {filed.story.slug: site.at(path_of(archive, filed.ref)) if known else "" for filed in stories}
        return cls(archive, site.name[: ftm.STRING], addresses)


def links(reasoning: Reasoning, telling: Telling) -> Iterator[dict[str, object]]:
    """Every tie that counts, once, however many stories report it."""
    for ref in reasoning.archive.entities:
        if ref.kind == "person":
            yield from posts(reasoning, telling, ref)
    yield from _companies(reasoning, telling)
    yield from _investments(reasoning, telling)
    yield from _relatives(reasoning, telling)


def posts(reasoning: Reasoning, telling: Telling, person: Ref) -> Iterator[dict[str, object]]:
    """What ties one person to companies."""
    seen: Counter[tuple[str, Ref]] = Counter()
    for post in reasoning.career(person):
        if post.company is not None and not post.doubtful:
            seen[post.facts[0], post.company] += 1
            yield _post(telling, post, post.company, seen[post.facts[0], post.company])


def _post(telling: Telling, post: Post, company: Ref, occurrence: int) -> dict[str, object]:
    """A board's seat is a Directorship, having founded a company and no more a Membership, the rest Employment.

    ``occurrence`` tells posts of one person at one company apart that begin with one fact.
    """
    if _ON_THE_BOARD.search(post.role):
        schema, who, where = "Directorship", "director", "organization"
    elif post.founder and post.opening == "founded" and not post.role:
        schema, who, where = "Membership", "member", "organization"
    else:
        schema, who, where = "Employment", "employee", "employer"
    role = post.role or ("founder" if post.founder else "")
    dates = [when for when in (post.began, post.ended) if when is not None]
    return ftm.entity(
        ftm.link_identity(schema, post.facts[0], post.person.slug, company.slug, str(occurrence)),
        schema,
        {
            who: [ftm.identity(post.person)],
            where: [ftm.identity(company)],
            "role": [role[: ftm.STRING]],
            "startDate": [ftm.start_of(post.began)],
            "endDate": [ftm.end_of(post.ended)],
            "date": [ftm.prefix(when.span) for when in post.seen],
            "description": [*_written(dates), *(["Stories disagree about its dates."] if post.disputed else [])],
            **_provenance(telling, post.facts),
        },
    )


def _companies(reasoning: Reasoning, telling: Telling) -> Iterator[dict[str, object]]:
    ties: dict[tuple[str, Ref, Ref], list[Fact]] = {}
    for fact in reasoning.archive.facts.values():
        if fact.kind in _TIES and fact.object is not None and counts(reasoning, fact):
            ties.setdefault((fact.kind, fact.subject, fact.object), []).append(fact)
    for (kind, subject, target), facts in ties.items():
        schema, subject_is, object_is, role = _TIES[kind]
        oldest = _oldest(facts)
        when = _sharpest(oldest)
        price = next((fact.price for fact in oldest if fact.price), None)
        properties: ftm.Properties = {
            subject_is: [ftm.identity(subject)],
            object_is: [ftm.identity(target)],
            "role": [role],
            "startDate" if schema == "Ownership" else "date": [ftm.start_of(when)],
            "endDate": [ftm.end_of(when)] if when and when.interval else [],
            "description": [*_written([when] if when else [])],
            **_provenance(telling, [fact.id for fact in oldest]),
        }
        if price is not None and schema == "Ownership":
            properties |= {"sharesValue": [f"{price.amount:f}"], "sharesCurrency": [price.currency]}
        yield ftm.entity(ftm.link_identity(schema, oldest[0].id), schema, properties)


def _investments(reasoning: Reasoning, telling: Telling) -> Iterator[dict[str, object]]:
    """Each investor that a round names. How large a share it bought, stories do not say."""
    for each in reasoning.rounds:
        if not each.status.counts:
            continue
        about = f"Named as an investor when {sums_in_words(each.sums)} were raised."
        for investor in each.investors:
            yield ftm.entity(
                ftm.link_identity("Ownership", each.facts[0], investor.kind, investor.slug),
                "Ownership",
                {
                    "owner": [ftm.identity(investor)],
                    "asset": [ftm.identity(each.company)],
                    "role": ["investor"],
                    "startDate": [ftm.start_of(each.date)],
                    "summary": [about],
                    "description": [*_written([each.date] if each.date else [])],
                    **_provenance(telling, each.facts),
                },
            )


def _relatives(reasoning: Reasoning, telling: Telling) -> Iterator[dict[str, object]]:
    """Family and associates. Each tie stands in the archive from both sides; one of them is enough."""
    ties: dict[tuple[Ref, Ref, str], list[Fact]] = {}
    for fact in reasoning.archive.facts.values():
        if (
            fact.kind == "related"
            and fact.object is not None
            and fact.subject < fact.object
            and counts(reasoning, fact)
        ):
            ties.setdefault((fact.subject, fact.object, fact.relation), []).append(fact)
    for (subject, target, relation), facts in ties.items():
        family = relation not in ("", "colleague")
        schema, other = ("Family", "relative") if family else ("Associate", "associate")
        oldest = _oldest(facts)
        when = _sharpest(oldest)
        yield ftm.entity(
            ftm.link_identity(schema, oldest[0].id),
            schema,
            {
                "person": [ftm.identity(subject)],
                other: [ftm.identity(target)],
                "relationship": [relation],
                "startDate": [ftm.start_of(when)],
                "endDate": [ftm.end_of(when)] if when and when.interval else [],
                "description": [*_written([when] if when else [])],
                **_provenance(telling, [fact.derived_from or fact.id for fact in oldest]),
            },
        )


def _oldest(facts: Iterable[Fact]) -> list[Fact]:
    return sorted(facts, key=lambda fact: (fact.reported, fact.story, fact.id))


def _sharpest(facts: Iterable[Fact]) -> EdtfDate | None:
    """The date that says most, of those on file."""
    best: EdtfDate | None = None
    for fact in facts:
        if fact.date is not None:
            best = fact.date if best is None else narrower(best, fact.date)
    return best


def _written(dates: Iterable[EdtfDate]) -> Iterator[str]:
    """Dates that a prefix doesn't say in full, in words and as written."""
    for when in dict.fromkeys(dates):
        if not ftm.says_all(when):
            yield f"Dated {in_words(when)} ({when.written})."


def _provenance(telling: Telling, facts: Sequence[str]) -> ftm.Properties:
    """Which facts say so, the stories that report them, and where those and their sources can be read."""
    told = [telling.archive.facts[each] for each in facts]
    stories = list(dict.fromkeys(fact.story for fact in told))
    wanted = {(fact.story, key) for fact in told for key in fact.sources}
    sources = [
        ftm.web(source.url)
        for slug in (stories if wanted else ())
        for source in telling.archive.stories[slug].story.sources
        if (slug, source.key) in wanted
    ]
    return {
        "sourceUrl": [*(telling.addresses[slug] for slug in stories), *sources],
        "proof": [ftm.identity(Ref("story", slug)) for slug in stories],
        "publisher": [telling.publisher],
        "recordId": [fact.id for fact in told],
    }
