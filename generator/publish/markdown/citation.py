"""How to cite a story: a BibTeX entry (the text is the template's)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.pages.addresses import address
from generator.pages.story import StoryPage
from generator.publish.config.site import Site
from generator.publish.markdown.escape import Md, fence, one_line

_SIGNS: Mapping[str, str] = {
    **{sign: f"\\{sign}" for sign in "{}$&#%_"},
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_SIGN = re.compile("[" + re.escape("".join(_SIGNS)) + "]")
_NO_KEY = re.compile(r"[^0-9A-Za-z:-]")


def bibtex(page: StoryPage, site: Site) -> Md:
    """A ``@misc`` entry in a fenced block. Names stand in double braces: they are organisations as often as people."""
    day = page.published.day
    fields = [
        ("author", " and ".join(f"{{{_tex(author)}}}" for author in page.authors)),
        ("title", f"{{{_tex(page.title)}}}"),
        ("publisher", f"{{{_tex(site.name)}}}"),
        ("year", str(day.year)),
        ("month", str(day.month)),
        ("day", str(day.day)),
        ("url", site.at(address(page.head.path)) if site.url else ""),
    ]
    lines = [f"  {name} = {{{value}}}," for name, value in fields if value]
    return fence("\n".join((f"@misc{{{_NO_KEY.sub('-', page.slug)},", *lines, "}")), "bibtex", beside=page.text.text)


def _tex(value: str) -> str:
    return _SIGN.sub(lambda match: _SIGNS[match[0]], one_line(value))
