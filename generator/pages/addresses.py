"""Where every page is: its file in the generated folder, and its address on the site.

A page of a person, company, topic or story has its own slug; ``-`` is no slug, so the parts of a list
that is too long for one page stand below it: ``people/-/a.md``, ``companies/orbital/-/2023.md``.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.archive.model import Archive, Ref

FOLDERS: Mapping[str, str] = {"person": "people", "company": "companies", "topic": "topics", "story": "stories"}

HOME = "index.md"
STORIES = "stories/index.md"
PEOPLE = "people/index.md"
COMPANIES = "companies/index.md"
TOPICS = "topics/index.md"
MOVES = "moves/index.md"
FUNDING = "funding/index.md"
CLAIMS = "claims/index.md"
DISPUTED = "disputed/index.md"
GAPS = "gaps/index.md"
CORRECTIONS = "corrections/index.md"


def docs_path(archive: Archive, ref: Ref) -> str:
    """The file of a page below the generated folder: ``people/durk-kingma.md``. KeyError for a story not on file."""
    if ref.kind == "story":
        return f"stories/{archive.years[ref.slug]}/{ref.slug}.md"
    if ref.kind == "page":
        return f"{ref.slug}.md"
    return f"{FOLDERS[ref.kind]}/{ref.slug}.md"


def year_path(year: int) -> str:
    """The list of a year's stories."""
    return f"stories/{year}/index.md"


def part_path(path: str, part: str) -> str:
    """The file of one part of the list on ``path``: below a page's own name, or beside an ``index.md``."""
    stem = path.removesuffix(".md")
    return f"{stem.removesuffix('/index')}/-/{part}.md"


def address(path: str) -> str:
    """The address of a file on the site, below the site's own: ``people/durk-kingma/``; "" for the home page."""
    stem = path.removesuffix(".md")
    if stem == "index" or stem.endswith("/index"):
        return stem.removesuffix("index")
    return f"{stem}/"


__all__ = [
    "CLAIMS",
    "COMPANIES",
    "CORRECTIONS",
    "DISPUTED",
    "FUNDING",
    "GAPS",
    "HOME",
    "MOVES",
    "PEOPLE",
    "STORIES",
    "TOPICS",
    "address",
    "docs_path",
    "part_path",
    "year_path",
]
