"""Problems that show only when all files are held together: names, links, merges, claims."""

from __future__ import annotations

from generator.codes.code import Code

ARCHIVE = (
    Code(
        "name-slip",
        "error",
        "A name one or two letters off somebody on file, by which a typing slip would become a person.",
        "people: [Ada Byrn]",
        "people: [Ada Byron]",
        given="# content/people/ada-byron.md\nname: Ada Byron",
    ),
    Code(
        "topic-slip",
        "warning",
        "A topic one or two letters off another one.",
        "topics: [lauch safety]",
        "topics: [launch safety]",
        given="# content/topics/launch-safety.md\nname: Launch safety",
    ),
    Code(
        "ambiguous-name",
        "error",
        "A name that fits two people, or two companies, on file.",
        "people: [John Smith]",
        "people: [john-smith-2]",
        given="# content/people/john-smith.md\nname: John Smith\n# content/people/john-smith-2.md\nname: John Smith",
    ),
    Code(
        "unknown-name",
        "error",
        "A slug, with its folder, that nobody has.",
        "companies:\n  Orbital:\n    - {launched: Ferry 2, by: people/ada-byrn}",
        "companies:\n  Orbital:\n    - {launched: Ferry 2, by: people/ada-byron}",
        given="# content/people/ada-byron.md\nname: Ada Byron",
    ),
    Code(
        "wrong-kind",
        "error",
        "A person where a company is meant, or the other way round.",
        "people:\n  Ada Byron:\n    - {joined: people/perigee}",
        "people:\n  Ada Byron:\n    - {joined: companies/perigee}",
        given="# content/companies/perigee.md\nname: Perigee",
    ),
    Code(
        "guessed-kind",
        "warning",
        "A name in a field that takes people and companies, when nothing on file says which it is.",
        "people:\n  Ada Byron:\n    - {left: Orbital, by: Dora Marsh}",
        "people:\n  Ada Byron:\n    - {left: Orbital, by: Dora Marsh}\n  Dora Marsh:",
    ),
    Code(
        "two-kinds",
        "warning",
        "A name that is a person in one place and a company in another.",
        "people:\n  Ada Byron:\n    - {joined: Dora Marsh}",
        "people:\n  Ada Byron:\n    - {joined: Marsh and Sons}",
        given="# content/people/dora-marsh.md\nname: Dora Marsh",
    ),
    Code(
        "weak-name",
        "warning",
        "A weak alias in front matter: it names nobody on file, so it gets a page of its own.",
        "people: [Byron]",
        "people: [Ada Byron]",
        given="# content/people/ada-byron.md\nname: Ada Byron\nweak_aliases: [Byron]",
    ),
    Code(
        "no-slug",
        "error",
        "A name that no address can be made from, or none that can be used.",
        "companies: ['🚀']",
        "companies: ['🚀']\n# content/companies/rocket.md\nname: '🚀'",
    ),
    Code(
        "name-collision",
        "error",
        "Two names whose pages would have one address.",
        "companies: [C++, C#]",
        "companies: [C++, C#]\n# content/companies/c-sharp.md\nname: C#",
    ),
    Code(
        "alias-taken",
        "error",
        "An alias that is a name of somebody else too.",
        "# content/people/ada-lovelace.md\nname: Ada Lovelace\naliases: [Ada Byron]",
        "# content/people/ada-lovelace.md\nname: Ada Lovelace\naliases: [Countess of Lovelace]",
        given="# content/people/ada-byron.md\nname: Ada Byron",
    ),
    Code(
        "bad-redirect",
        "error",
        "An older address that is somebody's address now, leads to itself, or can't be one.",
        "# content/people/ada-byron.md\nname: Ada Byron\nredirect_from: [ada-byron]",
        "# content/people/ada-byron.md\nname: Ada Byron\nredirect_from: [a-byron]",
    ),
    Code(
        "merge-conflict",
        "error",
        "A merge that goes in a circle, is claimed by two profiles, or is denied by not_same_as.",
        "# content/people/ada-byron.md\nname: Ada Byron\nmerged: [{slug: a-byron, reason: one woman}]\n"
        "not_same_as: [{slug: a-byron, reason: two women}]",
        "# content/people/ada-byron.md\nname: Ada Byron\nmerged: [{slug: a-byron, reason: one woman}]",
    ),
    Code(
        "merged-profile",
        "warning",
        "A profile that says more than names, when it was merged into another one: nothing but its names is shown.",
        "# content/people/ada-byron.md\nname: Ada Byron\nmerged: [{slug: a-byron, reason: one woman}]\n"
        "# content/people/a-byron.md\nname: A. Byron\nidentifiers: {wikidata: Q7259}",
        "# content/people/ada-byron.md\nname: Ada Byron\nmerged: [{slug: a-byron, reason: one woman}]\n"
        "aliases: [A. Byron]\nidentifiers: {wikidata: Q7259}",
    ),
    Code(
        "renamed-to-another",
        "error",
        "A company renamed to a name that another company with a profile has.",
        "companies:\n  Orbital:\n    - {renamed: Perigee}\n"
        "# content/companies/orbital.md\nname: Orbital\n# content/companies/perigee.md\nname: Perigee",
        "companies:\n  Orbital:\n    - {renamed: Perigee}\n"
        "# content/companies/perigee.md\nname: Perigee\nmerged: [{slug: orbital, reason: renamed}]",
    ),
    Code(
        "self-reference",
        "error",
        "A fact that says of somebody that they are related to, or were bought by, themselves, or of a move or a new "
        "name that it led to where it began.",
        "companies:\n  Orbital:\n    - {acquired: Orbital}",
        "companies:\n  Orbital:\n    - {acquired: Perigee}",
    ),
    Code(
        "folded-in-circle",
        "error",
        "Companies folded into each other in a circle.",
        "companies:\n  Orbital:\n    - {folded_into: Perigee}\n  Perigee:\n    - {folded_into: Orbital}",
        "companies:\n  Orbital:\n    - {folded_into: Perigee}",
    ),
    Code(
        "date-to-come",
        "error",
        "A story that is out and says that it was updated or corrected on a day still to come.",
        "date: 2031-03-04\nupdated: 2099-03-05",
        "date: 2031-03-04\nupdated: 2031-03-05",
    ),
    Code(
        "unknown-story",
        "error",
        "A story that is referred to and isn't there, or isn't out yet.",
        "follows: orbital-lauches",
        "follows: orbital-launches",
        given="# content/stories/2031/orbital-launches.md\ntitle: Orbital launches\ndate: 2031-03-01",
    ),
    Code(
        "follows-itself",
        "error",
        "Stories that follow each other in a circle, or one that follows itself.",
        "# content/stories/2031/orbital-launches.md\nfollows: orbital-launches",
        "# content/stories/2031/orbital-launches.md\nfollows: orbital-tests-its-engine",
        given="# content/stories/2031/orbital-tests-its-engine.md\ntitle: Orbital tests its engine\ndate: 2031-03-01",
    ),
    Code(
        "follows-later",
        "warning",
        "A story that follows one which was published on a later day.",
        "# content/stories/2031/orbital-launches.md\nfollows: orbital-counts-the-cost",
        "# content/stories/2031/orbital-launches.md\nfollows: orbital-tests-its-engine",
        given="# content/stories/2031/orbital-counts-the-cost.md\ntitle: Orbital counts the cost\ndate: 2031-03-09\n"
        "# content/stories/2031/orbital-tests-its-engine.md\ntitle: Orbital tests its engine\ndate: 2031-03-01",
    ),
)
