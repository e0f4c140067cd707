"""Where texts and pages lead: what is looked for before something goes, or somebody takes a name that is linked to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set
from html import unescape
from urllib.parse import unquote

from generator.archive.model import Filed
from generator.pages.addresses import address
from generator.publish.mkdocs_driver.record import Rendered
from generator.read.model import Story
from generator.values.names import match_key

_IN_MARKDOWN = re.compile(r"\]\s*[(:]")
_IN_HTML = re.compile(r"\b(?:href|src)\b")
_WORD = re.compile(r"[0-9a-z]+(?:-[0-9a-z]+)*")


def led_to(path: str, page: Rendered) -> Set[tuple[str, str]]:
    """The places on other pages that a page links to: the address of each, and the place."""
    if not page.notes.anchors:
        return frozenset()
    own = address(path)
    return {(each.leads_to, each.place) for each in page.notes.anchors if each.leads_to != own}


def targets_of(stories: Mapping[str, Filed]) -> frozenset[str]:
    """What texts of stories link to, as names are compared."""
    return frozenset(match_key(target) for target in {each for filed in stories.values() for each in filed.links})


def awaited_by(stories: Iterable[Story]) -> frozenset[str]:
    """What texts of stories that aren't out link to, and what those continue, as names are compared."""
    told = list(stories)
    linked = (link.target for story in told for link in story.links)
    return frozenset(map(match_key, (*linked, *(story.follows.text for story in told if story.follows))))


def words_in_addresses(text: str) -> Set[str]:
    """The words that addresses in a text are made of, hyphens in them: in Markdown's way or HTML's, not ``[[…]]``.

    Those of the paragraphs around are among them: no word of an address is missed.
    """
    if not _has_address(text):
        return frozenset()
    told = (unescape(unquote(each)).lower() for each in text.split("\n\n") if _has_address(each))
    return {word for each in told for word in _WORD.findall(each)}


def _has_address(text: str) -> bool:
    """Whether an address may be written in a text. Most texts have none, and looks for plain words are quick."""
    if _IN_MARKDOWN.search(text):
        return True
    told = text.lower()
    return ("href" in told or "src" in told) and _IN_HTML.search(told) is not None
