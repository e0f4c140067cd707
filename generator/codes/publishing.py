"""Problems that show only when pages are rendered: links written in Markdown or HTML, and what can't be rendered."""

from __future__ import annotations

from generator.codes.code import Code

PUBLISHING = (
    Code(
        "dead-link",
        "error",
        "A link in a text that leads to no page or file of the site.",
        "She spoke to [[Perige]], and to [Ada Byron](ada.md).",
        "She spoke to [[Perigee]], and to [[Ada Byron]].",
        "text",
        "people: [Ada Byron]\ncompanies: [Perigee]",
    ),
    Code(
        "dead-anchor",
        "error",
        "A link to a place (#…) that its page doesn't have.",
        "As [told below](#the-lanch).\n\n## The launch",
        "As [told below](#the-launch).\n\n## The launch",
        "text",
    ),
    Code(
        "absolute-link",
        "error",
        "A link inside the site that starts with a slash: it breaks where the site isn't at the top of its address.",
        "She works at [Perigee](/companies/perigee/).",
        "She works at [[Perigee]].",
        "text",
        "companies: [Perigee]",
    ),
    Code(
        "outside-picture",
        "error",
        "A picture that readers' browsers would have to fetch from another host.",
        "![The pad](https://example.org/pad.jpg)",
        "![The pad](../../images/pad-39.jpg)",
        "text",
    ),
    Code(
        "cannot-render",
        "error",
        "A text that Markdown can't make a page of: as a rule, something nested far too deep.",
        "Three hundred lists, each inside the one before",
        "Lists three deep",
        "words",
    ),
    Code(
        "contradicted-claim",
        "warning",
        "A number that a story states and the facts on file rule out; an error with --strict-claims.",
        "claims:\n  - {says: One man founded Orbital, count: founders, company: Orbital, is: 1}",
        "claims:\n  - {says: Two people founded Orbital, count: founders, company: Orbital, is: 2}",
        given="companies:\n  Orbital:\n    - {formed: 2024, by: [Ada Byron, Ben Hull]}",
    ),
    Code(
        "disputed-move",
        "warning",
        "A coming or going that two stories date differently, or one of them denies, without a ruling that settles it.",
        "people:\n  Ada Byron:\n    - {left: Orbital, date: 2031-02-17}",
        "people:\n  Ada Byron:\n    - {left: Orbital, date: 2031-02-10}",
        given="# content/stories/2031/ada-leaves.md\ntitle: Ada Byron leaves\ndate: 2031-03-01\n"
        "people:\n  Ada Byron:\n    - {left: Orbital, date: 2031-02-10}",
    ),
    Code(
        "idle-ruling",
        "warning",
        "A ruling on what no two stories disagree on.",
        "# content/people/ada-byron.md\nname: Ada Byron\nrulings: [{fact: left Orbital, accept: gone, reason: So.}]",
        "# content/people/ada-byron.md\nname: Ada Byron",
        given="# content/stories/2031/gone.md\ntitle: Ada Byron leaves\ndate: 2031-03-01\n"
        "people:\n  Ada Byron:\n    - {left: Orbital, date: 2031-02-10}",
    ),
)
