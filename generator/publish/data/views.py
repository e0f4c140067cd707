"""Views of the database: the common questions, asked once. Each answers with names that people can read."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class View(NamedTuple):
    doc: str
    sql: str


VIEWS: Mapping[str, View] = MappingProxyType(
    {
        "facts_with_names": View(
            "Every fact with the names of those in it, and the headline and address of its story.",
            """
SELECT f.reported, f.kind, subject.title AS subject, object.title AS object, f.role, f.text,
       f.written, f.status, f.life, f.counts, story.title AS story, page.address, f.id
FROM fact AS f
JOIN page AS subject ON subject.kind = f.subject_kind AND subject.slug = f.subject
LEFT JOIN page AS object ON object.kind = f.object_kind AND object.slug = f.object
JOIN story ON story.slug = f.story
JOIN page ON page.kind = 'story' AND page.slug = f.story
""",
        ),
        "who_joined_and_left": View(
            "Arrivals, departures, foundings and posts that count, by company and by day.",
            """
SELECT company.name AS company, person.name AS person, f.kind, f.role, f.written, f.earliest, f.latest,
       f.status, f.story, f.id
FROM fact AS f
JOIN person ON person.slug = f.subject AND f.subject_kind = 'person'
JOIN company ON company.slug = f.object AND f.object_kind = 'company'
WHERE f.kind IN ('founded', 'joined', 'held', 'left') AND f.counts = 1
""",
        ),
        "moves_with_names": View(
            "Every move with names, and how many stories report it.",
            """
SELECT person.name AS person, origin.name AS "from", destination.name AS "to", m.departed, m.arrived,
       m.earliest, m.latest, m.role_before, m.role_after, m.status,
       (SELECT count(DISTINCT story) FROM move_fact AS f WHERE f.person = m.person AND f.position = m.position)
         AS stories
FROM move AS m
JOIN person ON person.slug = m.person
LEFT JOIN company AS origin ON origin.slug = m.origin
LEFT JOIN company AS destination ON destination.slug = m.destination
""",
        ),
        "who_gains_from_whom": View(
            "How many people each company has gained from each other.",
            """
SELECT origin.name AS "from", destination.name AS "to", count(DISTINCT m.person) AS people
FROM move AS m
JOIN company AS origin ON origin.slug = m.origin
JOIN company AS destination ON destination.slug = m.destination
WHERE m.status IN ('confirmed', 'reported')
GROUP BY m.origin, m.destination
""",
        ),
        "most_in_the_news": View(
            "People and companies by the number of stories that name them.",
            """
SELECT page.kind, page.title AS name, count(*) AS stories, min(story.published) AS first, max(story.published) AS last,
       page.address
FROM mention AS m
JOIN page ON page.kind = m.kind AND page.slug = m.slug
JOIN story ON story.slug = m.story
GROUP BY m.kind, m.slug
""",
        ),
        "named_together": View(
            "Which two people or companies are in how many stories together.",
            """
SELECT a.kind AS one_kind, a.slug AS one, b.kind AS other_kind, b.slug AS other, count(*) AS stories
FROM mention AS a
JOIN mention AS b ON b.story = a.story AND (b.kind, b.slug) > (a.kind, a.slug)
GROUP BY a.kind, a.slug, b.kind, b.slug
""",
        ),
        "funding_rounds": View(
            "What companies raised, with the investors who are named. Amounts are exact text: cast them to sort.",
            """
SELECT company.name AS company, f.written, f.earliest, f.round, f.amount, f.currency, f.valuation,
       f.valuation_currency, f.status, f.story, f.id,
       (SELECT group_concat(page.title, ', ') FROM participant AS p
        JOIN page ON page.kind = p.kind AND page.slug = p.slug
        WHERE p.fact = f.id AND p.part = 'investor') AS investors
FROM fact AS f
JOIN company ON company.slug = f.subject AND f.subject_kind = 'company'
WHERE f.kind = 'raised'
""",
        ),
        "claims_with_names": View(
            "Every claim, the count behind it and the verdict.",
            """
SELECT claim.verdict, claim.says, company.name AS company, claim."count", claim.day, claim.stated, claim.total,
       claim.lowest, claim.highest, claim.explanation, story.title AS story, story.address
FROM claim
JOIN company ON company.slug = claim.company
JOIN story ON story.slug = claim.story
""",
        ),
        "disputes_with_sides": View(
            "Where stories disagree, side by side.",
            """
SELECT page.title AS subject, d.fact AS disputed, side.value, f.status, story.published, story.title AS story,
       side.accepted, d.reason
FROM dispute AS d
JOIN dispute_side AS side ON side.dispute = d.id
JOIN fact AS f ON f.id = side.fact
JOIN story ON story.slug = f.story
JOIN page ON page.kind = d.subject_kind AND page.slug = d.subject
""",
        ),
        "facts_without_a_source": View(
            "Facts that point to no source.",
            """
SELECT story.published, story.title AS story, f.kind, f.subject, f.object, f.status, f.id
FROM fact AS f
JOIN story ON story.slug = f.story
WHERE f.derived_from IS NULL AND NOT EXISTS (SELECT 1 FROM fact_source WHERE fact_source.fact = f.id)
""",
        ),
    }
)
