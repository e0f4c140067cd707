"""Problems of keys and their values, seen one file at a time."""

from __future__ import annotations

from generator.codes.code import Code

FIELDS = (
    Code(
        "unknown-key",
        "error",
        "A key that the story format doesn't have; usually a typing slip.",
        "people:\n  Ada Byron:\n    - {joined: Perigee, form: Orbital}",
        "people:\n  Ada Byron:\n    - {joined: Perigee, from: Orbital}",
    ),
    Code(
        "missing-key",
        "error",
        "A key that has to be there.",
        "---\ntitle: Orbital launches\n---",
        "---\ntitle: Orbital launches\ndate: 2031-03-04\n---",
        "file",
    ),
    Code("empty-value", "error", "A key that has to have a value and has none.", "title:", "title: Orbital launches"),
    Code(
        "wrong-type",
        "error",
        "A text where a list or a mapping is meant, or the other way round.",
        "topics: hiring",
        "topics: [hiring]",
    ),
    Code(
        "unknown-fact",
        "error",
        "A fact whose first key isn't a kind of fact.",
        "people:\n  Ada Byron:\n    - {joinned: Perigee}",
        "people:\n  Ada Byron:\n    - {joined: Perigee}",
    ),
    Code(
        "kind-not-first",
        "error",
        "A fact that doesn't begin with the key that says what kind it is.",
        "people:\n  Ada Byron:\n    - {date: 2031, joined: Perigee}",
        "people:\n  Ada Byron:\n    - {joined: Perigee, date: 2031}",
    ),
    Code(
        "misplaced-fact",
        "error",
        "A company's fact under a person, or a person's under a company.",
        "people:\n  Ada Byron:\n    - {raised: 6 million USD}",
        "companies:\n  Orbital:\n    - {raised: 6 million USD}",
    ),
    Code(
        "misplaced-key",
        "error",
        "A key that says nothing where it stands.",
        "claims:\n  - {count: founders, company: Orbital, is: 3, since: 2030}",
        "claims:\n  - {count: departures, company: Orbital, is: 3, since: 2030}",
    ),
    Code(
        "bad-date", "error", "A date that isn't one, or isn't written as EDTF.", "date: yesterday", "date: 2031-03-04"
    ),
    Code(
        "date-order",
        "error",
        "A day that lies before one it must follow.",
        "date: 2031-03-04\nupdated: 2031-03-01",
        "date: 2031-03-04\nupdated: 2031-03-05",
    ),
    Code(
        "bad-money",
        "error",
        "An amount that can't be read, or lacks its currency.",
        "companies:\n  Orbital:\n    - {raised: 6.6 billion}",
        "companies:\n  Orbital:\n    - {raised: 6.6 billion USD}",
    ),
    Code(
        "bad-number",
        "error",
        "A number that isn't a whole one, or that can't be: three of two.",
        "claims:\n  - {count: founders, company: Orbital, is: three}",
        "claims:\n  - {count: founders, company: Orbital, is: 3}",
    ),
    Code(
        "bad-yes-no",
        "error",
        "A yes-or-no key with another value, or with quotes around it.",
        'draft: "no"',
        "draft: no",
    ),
    Code(
        "bad-choice",
        "error",
        "A word that isn't among those that the key takes.",
        "people:\n  Ada Byron:\n    - {joined: Perigee, status: confirmd}",
        "people:\n  Ada Byron:\n    - {joined: Perigee, status: confirmed}",
    ),
    Code(
        "bad-name",
        "error",
        "A name with characters that can't be seen, or with nothing in it.",
        'people: ["Ada\\u200bByron"]',
        "people: [Ada Byron]",
    ),
    Code(
        "look-alike-letters",
        "warning",
        "A name that mixes letters of two scripts which look the same.",
        "people: [Аda Byron]  # with a Cyrillic А",
        "people: [Ada Byron]",
    ),
    Code(
        "bad-url",
        "warning",
        "An address that isn't one on the web; it is shown without a link.",
        "sources:\n  post: {title: Her post, url: htp://example.org/1}",
        "sources:\n  post: {title: Her post, url: https://example.org/1}",
    ),
    Code(
        "bad-identifier",
        "warning",
        "An identifier that isn't formed as its register forms them.",
        "# content/people/ada-byron.md\nname: Ada Byron\nidentifiers: {wikidata: 42}",
        "# content/people/ada-byron.md\nname: Ada Byron\nidentifiers: {wikidata: Q42}",
    ),
    Code(
        "unknown-source",
        "error",
        "A source key that isn't among the story's sources.",
        "sources:\n  post: {title: Her post}\npeople:\n  Ada Byron:\n    - {joined: Perigee, source: pots}",
        "sources:\n  post: {title: Her post}\npeople:\n  Ada Byron:\n    - {joined: Perigee, source: post}",
    ),
    Code(
        "too-many",
        "error",
        "A list that is longer than any true one.",
        "topics: [one, two, … and so on up to 10,000]",
        "topics: [one, two]",
        "words",
    ),
    Code(
        "merged-into-itself",
        "error",
        "A profile that says it was merged into itself.",
        "# content/people/ada-byron.md\nname: Ada Byron\nmerged: [{slug: ada-byron, reason: one woman}]",
        "# content/people/ada-byron.md\nname: Ada Byron\nmerged: [{slug: a-byron, reason: one woman}]",
    ),
    Code(
        "missing-alt",
        "warning",
        "A picture without words for those who can't see it.",
        "image: {file: pad-39.jpg}",
        "image: {file: pad-39.jpg, alt: The pad at night}",
    ),
)
