"""Problems that show only when pages are rendered: links written in Markdown or HTML, and what can't be rendered."""

from __future__ import annotations

from generator.codes.code import Code

PUBLISHING = (
    Code(
        "dead-link",
        "error",
        "A link in a text that leads to no page or file of the site.",
        "She spoke to [Perigee](perige.md).",
        "She spoke to [[Perigee]].",
    ),
    Code(
        "dead-anchor",
        "error",
        "A link to a place (#…) that its page doesn't have.",
        "As [told below](#the-lanch).\n\n## The launch",
        "As [told below](#the-launch).\n\n## The launch",
    ),
    Code(
        "absolute-link",
        "error",
        "A link inside the site that starts with a slash: it breaks where the site isn't at the top of its address.",
        "She works at [Perigee](/companies/perigee/).",
        "She works at [[Perigee]].",
    ),
    Code(
        "outside-picture",
        "error",
        "A picture that readers' browsers would have to fetch from another host.",
        "![The pad](https://example.org/pad.jpg)",
        "![The pad](../images/pad.jpg)",
    ),
    Code(
        "cannot-render",
        "error",
        "A text that Markdown can't make a page of: as a rule, something nested far too deep.",
        "Three hundred lists, each inside the one before",
        "Lists three deep",
    ),
    Code(
        "contradicted-claim",
        "error",
        "A number that a story states and the facts on file rule out; a problem only with --strict-claims.",
        "claims:\n  - {says: Four founders remain, count: founders-remaining, company: Orbital, is: 4}",
        "claims:\n  - {says: Three founders remain, count: founders-remaining, company: Orbital, is: 3}",
    ),
)
