"""What each page says of itself to machines: JSON-LD as https://schema.org has it, and nothing that is not known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from generator.archive.claims import Check
from generator.archive.model import Ref
from generator.archive.posts import Post
from generator.pages.addresses import address, docs_path
from generator.pages.catalogue import Page
from generator.pages.company import CompanyPage
from generator.pages.desk import Desk
from generator.pages.head import Head
from generator.pages.home import HomePage
from generator.pages.lines import SourceLine
from generator.pages.ordinary import OrdinaryContext
from generator.pages.person import PersonPage
from generator.pages.profile import About, found_by
from generator.pages.story import StoryPage, modified
from generator.pages.topic import TopicPage
from generator.publish.config.site import Site
from generator.publish.markdown.escape import one_line
from generator.values.dates import EdtfDate, parse_date

Data = dict[str, Any]

_TYPES: Mapping[str, str] = MappingProxyType({"person": "Person", "company": "Organization", "topic": "Thing"})
_TIES: Mapping[str, str] = MappingProxyType(
    {"parent": "parent", "child": "children", "sibling": "sibling", "spouse": "spouse", "colleague": "colleague"}
)
MOST = 100  # of whom or what a page lists


class LinkedData:
    """Describes one page after the other."""

    def __init__(self, desk: Desk, site: Site) -> None:
        self._desk = desk
        self._site = site
        self._names: dict[Ref, Data] = {}

    def forget(self) -> None:
        """What is described from now on is described from the desk again."""
        self._names.clear()

    def of(self, page: Page) -> Data:
        """A page as JSON-LD."""
        match page:
            case StoryPage():
                about = self._story(page)
            case PersonPage():
                about = self._person(page)
            case CompanyPage():
                about = self._company(page)
            case HomePage():
                told = self._site.description or page.head.description
                about = {"@type": "WebSite", "name": self._site.name, "description": told}
            case OrdinaryContext():
                about = {"@type": "WebPage", "name": page.title, "description": page.head.description}
            case _:
                about = {"@type": "CollectionPage", "name": page.head.title, "description": page.head.description}
                about |= {"about": {"@type": "Thing", "name": page.name}} if isinstance(page, TopicPage) else {}
        return _told(
            {"@context": "https://schema.org", **about, **self._here(page.head), "inLanguage": self._language(page)}
        )

    def _language(self, page: Page) -> str:
        return "" if isinstance(page, (PersonPage, CompanyPage)) else self._site.language

    def _here(self, head: Head) -> Data:
        here = self._url(address(head.path))
        return {"@id": here, "url": here}

    def _url(self, path: str) -> str:
        """An address on this site; "" for a site that doesn't know its own."""
        return self._site.at(path) if self._site.url else ""

    def _named(self, ref: Ref) -> Data:
        """Somebody or something, by name and page."""
        found = self._names.get(ref)
        if found is None:
            url = self._url(address(docs_path(self._desk.archive, ref)))
            found = _told({"@type": _TYPES[ref.kind], "@id": url, "name": self._desk.name(ref).text, "url": url})
            self._names[ref] = found
        return found

    def _story(self, page: StoryPage) -> Data:
        site = self._site
        named = [(each.ref, each.then) for each in (*page.people, *page.companies)][:MOST]
        return {
            "@type": "NewsArticle",
            "headline": page.title,
            "description": page.head.description,
            "datePublished": page.published.exact,
            "dateModified": modified(self._desk.archive.stories[page.slug].story) or page.published.exact,
            "author": [_author(name, site.name) for name in page.authors],
            "publisher": _told({"@type": "Organization", "name": site.name, "url": site.url}),
            "mainEntityOfPage": self._url(address(page.head.path)),
            "image": self._url(f"images/{page.image.file}") if page.image else "",
            "about": [self._named(ref) for ref in page.topics],
            "mentions": [self._named(ref) | ({"name": then} if then else {}) for ref, then in named],
            "citation": [_source(source) for source in page.sources],
            "correction": [
                {"@type": "CorrectionComment", "text": each.text, "datePublished": _start(each.date)}
                for each in page.corrections
            ],
            "hasPart": list(self._claims(page)),
        }

    def _claims(self, page: StoryPage) -> Iterator[Data]:
        """What the story states in numbers, and what the archive counts."""
        filed = self._desk.archive.stories[page.slug]
        for claim in filed.claims:
            check = self._desk.reasoning.checks[claim]
            yield _told(
                {"@type": "Claim", "text": self._desk.archive.claims[claim].says, "review": self._review(check)}
            )

    def _review(self, check: Check) -> Data:
        rating = {"@type": "Rating", "alternateName": str(check.verdict)}
        author = _told({"@type": "Organization", "name": self._site.name, "url": self._site.url})
        return {
            "@type": "ClaimReview",
            "claimReviewed": self._desk.archive.claims[check.claim].says,
            "reviewBody": check.explanation,
            "reviewRating": rating,
            "author": author,
        }

    def _person(self, page: PersonPage) -> Data:
        ties: dict[str, list[Data]] = {}
        for each in page.relatives:
            if not each.caution:
                ties.setdefault(_TIES.get(each.relation, "knows"), []).append(self._named(each.person))
        posts = [post for post in self._desk.career(page.ref) if post.company and not (post.doubtful or post.disputed)]
        return {
            "@type": "Person",
            "name": page.name,
            **self._profile(page.about, page.ref, page.head),
            "affiliation": [self._role(post) for post in posts[-MOST:]],
            **ties,
        }

    def _role(self, post: Post) -> Data:
        """A post. An end that nobody reported is left out; so is a beginning, of a role that was seen on a day."""
        assert post.company is not None
        return _told(
            {
                "@type": "OrganizationRole",
                "roleName": post.role or ("founder" if post.founder else ""),
                "startDate": _start(post.began) if post.opening else "",
                "endDate": _end(post.ended),
                "affiliation": self._named(post.company),
            }
        )

    def _company(self, page: CompanyPage) -> Data:
        return {
            "@type": "Organization",
            "name": page.name,
            **self._profile(page.about, page.ref, page.head),
            "foundingDate": self._formed(page.ref),
            "founder": [self._named(each.person) for each in page.founders if not each.disputed][:MOST],
        }

    def _formed(self, company: Ref) -> str:
        """When a company was formed, if every story that says so, and counts, gives one date."""
        told = (self._desk.archive.facts[fact] for fact in self._desk.archive.facts_of.get(company, ()))
        dates = {
            _start(fact.date)
            for fact in told
            if (fact.kind, fact.subject) == ("formed", company) and fact.status.counts
        }
        return dates.pop() if len(dates) == 1 else ""

    def _profile(self, about: About, ref: Ref, head: Head) -> Data:
        entity = self._desk.archive.entities[ref]
        return {
            "alternateName": list(found_by(entity)),
            "description": head.description,
            "image": self._url(f"images/{about.image.file}") if about.image else "",
            "identifier": [
                {"@type": "PropertyValue", "propertyID": each.scheme, "value": each.value} for each in about.identifiers
            ],
            "sameAs": [
                url for url in (*(each.url for each in about.identifiers), *(each.url for each in about.links)) if url
            ],
        }


def _source(source: SourceLine) -> Data:
    author = {"@type": "Person", "name": source.author} if source.author else ""
    publisher = {"@type": "Organization", "name": source.publisher} if source.publisher else ""
    day = _start(source.date)
    return _told(
        {
            "@type": "CreativeWork",
            "name": source.title,
            "url": source.url,
            "author": author,
            "publisher": publisher,
            "datePublished": day,
        }
    )


_DESKS = frozenset(("agency", "bureau", "desk", "editors", "newsroom", "newswire", "office", "staff", "team"))


def _author(name: str, publisher: str) -> Data:
    """Who wrote a story: a person, unless the name is the publisher's, one of capitals, or says that many are meant."""
    is_desk = not _DESKS.isdisjoint(name.casefold().split()) or (name.isupper() and " " not in name.strip())
    is_many = is_desk or name.strip().casefold() == publisher.strip().casefold()
    return {"@type": "Organization" if is_many else "Person", "name": name}


def _start(when: EdtfDate | None) -> str:
    """A date as ISO 8601 has it, as far as that can say it; of an interval where it starts."""
    return "" if when is None else _iso(when.written.partition("/")[0])


def _end(when: EdtfDate | None) -> str:
    """The same; of an interval where it ends. "" for an end that is open or not known."""
    return "" if when is None else _iso(when.written.rpartition("/")[2])


_LETTERS: Mapping[str, int] = MappingProxyType({"year": 4, "season": 4, "month": 7, "day": 10})  # "2031-03-04"


def _iso(written: str) -> str:
    """A day, a month or a year, without how sure it is; "" for what is coarser than a year, open or not known."""
    if written in ("", ".."):
        return ""
    when = parse_date(written)
    return when.earliest.isoformat()[: _LETTERS.get(when.precision, 0)]


def _told(data: Data) -> Data:
    """Without what there is nothing of; texts on one line."""
    return {key: _plain(value) for key, value in data.items() if value not in ("", [], None, {})}


def _plain(value: Any) -> Any:
    return one_line(value) if isinstance(value, str) else value


__all__ = ["LinkedData"]
