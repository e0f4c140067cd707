"""One archive with something of everything, for the tests of feeds and exports."""

from __future__ import annotations

from functools import cache

from generator.archive.reasoning import Reasoning, reason
from generator.publish.config.site import Site
from tests.stories import archive, company, person, story, topic

SITE = Site("The Archive", "https://example.org/archive/", "What we reported", "en", "example.org,2024")

PROFILES = (
    person(
        "ada-byron",
        """
        name: Ada Byron
        aliases: [A. A. Byron]
        weak_aliases: [Byron]
        former_names: [{name: Ada Milbanke, until: 2020}]
        identifiers: {wikidata: Q7259, orcid: 0000-0002-1825-0097}
        links: [{title: Her page, url: "https://ada.example/"}]
        redirect_from: [a-byron]
        """,
        body="She writes *programs*.",
    ),
    company(
        "orbital",
        """
        name: Orbital
        kind: launch company
        identifiers: {lei: 5493001KJTIIGC8Y1R12, ticker: ORB, opencorporates: us_de/1234}
        """,
    ),
    topic("hiring", "name: hiring"),
)
OLDER = story(
    "orbital-is-founded",
    """
    standfirst: Three found a company
    authors: [Archive desk, "Zoë O'Neill"]
    topics: [hiring, launch safety]
    sources:
      post: {title: Her post, publisher: Mastodon, url: "https://example.org/1?a=1&b=2", date: 2024-03}
      paper: {title: The paper}
    people:
      Ada Byron:
        - {founded: Orbital, date: 2024, source: [post, paper]}
        - {held: head of guidance, at: Orbital, date: 2024~/2031-02}
        - {related: Grace Byron, as: sibling}
        - {said: "slow & steady", about: Orbital, date: 2024-03-03, source: post}
        - {held: board member, at: Perigee, date: 201X/..}
      Ben Hull:
        - {founded: Orbital, date: 2024}
    companies:
      Orbital:
        - {raised: 6.6 billion USD, valuation: 157bn USD, investors: [Thrift Capital, Ben Hull], date: 2024-06-04}
        - {launched: a kite, date: 2025-21}
      Perigee:
        - {formed: 2020, by: [Dora Marsh], based_in: Lisbon}
        - {part_of: Orbital, date: 2024/..}
        - {acquired: Kite Works, price: 1.50 GBP, date: 2022-05-06}
        - {renamed: Perigee Launch, date: 2030}
    """,
    day="2024-03-04T10:00:00+01:00",
    title="Orbital is founded",
    body="# No\n\n[[Ada Byron]] and *Ben* founded [[Orbital|a company]]. See [it](https://x.example/).\n",
)
NEWER = story(
    "byron-leaves",
    """
    updated: 2031-03-06
    follows: orbital-is-founded
    topics: [hiring]
    people:
      Ada Byron:
        - {left: Orbital, role: Head of guidance, date: 2031-02, to: Perigee}
        - {asked: comment, answer: none}
      Ben Hull:
        - {left: Orbital, date: 2026, status: rumoured}
        - {related: Dora Marsh, as: colleague, date: 2020}
      Dora Marsh: []
    companies:
      Orbital:
        - {raised: 7 billion USD, date: 2024-06-04}
        - {event: considers a sale, status: denied, with: [Ada Byron]}
      Kite Works:
        - {folded_into: Perigee, date: 2023}
    claims:
      - {says: One of Orbital's three founders remains, count: founders-remaining, company: Orbital, is: 1, of: 3}
      - {says: Two people have left, count: departures, company: Orbital, is: 2, since: 2030, to: Perigee}
    corrections:
      - {date: 2031-03-05, text: An earlier version gave 175.}
      - {date: 2031-03-05, text: And another.}
    redirect_from: [byron-goes]
    """,
    day="2031-03-05",
    title="Byron <em>leaves</em> & goes",
)


@cache
def everything() -> Reasoning:
    return reason(archive(*PROFILES, OLDER, NEWER))
