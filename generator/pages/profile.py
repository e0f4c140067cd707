"""What a page takes from somebody's profile: names, identifiers, links, a picture and the short text."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct

from generator.archive.model import Entity, Ref
from generator.pages.addresses import docs_path
from generator.pages.desk import Desk
from generator.pages.head import Head, MetaValue, feed, sentence_of
from generator.pages.prose import Prose, profile_prose
from generator.pages.words import Words, ended, say
from generator.read.model import FormerName, Image, Judgement, Link, Profile
from generator.values.names import match_key
from generator.values.spoken import spoken


class Identifier(Struct, frozen=True):
    """An identifier elsewhere, with the address that it leads to where its scheme has one."""

    scheme: str
    value: str
    url: str


class About(Struct, frozen=True):
    """What a profile says. All of it is empty for whoever has none."""

    also: tuple[str, ...]  # other names that lead here
    former: tuple[FormerName, ...]  # earlier names, oldest first
    kind: str  # of a company: "AI lab"
    text: Prose | None
    image: Image | None
    identifiers: tuple[Identifier, ...]
    links: tuple[Link, ...]
    judgements: tuple[Words, ...]  # with whom somebody was merged, and who is another, each with the reason


_SCHEMES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "wikidata": ("Wikidata", "https://www.wikidata.org/wiki/"),
        "orcid": ("ORCID", "https://orcid.org/"),
        "opencorporates": ("OpenCorporates", "https://opencorporates.com/companies/"),
        "lei": ("LEI", "https://search.gleif.org/#/record/"),
        "ticker": ("Ticker", ""),
    }
)


def identifier(scheme: str, value: str) -> Identifier:
    """An identifier as it is shown."""
    name, url = _SCHEMES.get(scheme.lower(), (scheme, ""))
    return Identifier(name, value, url + value if url else "")


def about(desk: Desk, entity: Entity) -> About:
    """What the profile of somebody, or of a topic, has for their page."""
    own = match_key(entity.name)  # the same name in other letters is not another name
    former = tuple(each for each in entity.former if match_key(each.name) != own)
    earlier = {each.name for each in former}
    also = tuple(name for name in entity.names if match_key(name) != own and name not in earlier)
    profile = desk.archive.profiles.get(entity.ref)
    if profile is None:
        return About(also, former, "", None, None, (), (), ())
    return About(
        also=also,
        former=former,
        kind=profile.kind,
        text=profile_prose(desk.archive, desk.files, entity.ref, profile) if profile.body.strip() else None,
        image=profile.image,
        identifiers=tuple(identifier(scheme, value) for scheme, value in profile.identifiers),
        links=profile.links,
        judgements=_judgements(desk, entity.ref, profile),
    )


def _judgements(desk: Desk, ref: Ref, profile: Profile) -> tuple[Words, ...]:
    """What editors judged on record, in words."""
    entities = desk.archive.entities
    merged = (say(entities, f"Also on file as {_why(each.slug, each)}") for each in profile.merged)
    apart = ((Ref(ref.kind, each.slug), each) for each in profile.not_same_as)
    others = (
        say(entities, "Not the same as ", other if other in entities else other.slug, _why("", each))
        for other, each in apart
    )
    return tuple(map(ended, (*merged, *others)))


def _why(slug: str, judgement: Judgement) -> str:
    day = f" ({spoken(judgement.date)})" if judgement.date else ""
    return f"{slug}{day}: {judgement.reason}"


def head_on(desk: Desk, ref: Ref, description: str = "") -> Head:
    """Title and what the theme asks of the page of a person, company or topic, with a sentence about it."""
    entity, path = desk.archive.entities[ref], docs_path(desk.archive, ref)
    more: tuple[tuple[str, MetaValue], ...] = (("slug", ref.slug), ("names", found_by(entity)), feed(path))
    return Head(path, entity.name, sentence_of(description), ref.kind, more)


def found_by(entity: Entity) -> tuple[str, ...]:
    """Every other name that a search should find somebody by."""
    names = (*entity.names, *entity.weak_names, *(each.name for each in entity.former))
    return tuple(dict.fromkeys(name for name in names if name != entity.name))
