"""An archive in which every text is hostile: each payload in each place that an editor can write to."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Collection, Mapping
from pathlib import Path

from PIL import Image

from generator.problems import Problem

PLACES = (
    *(
        "title",
        "standfirst",
        "author",
        "topic",
        "person",
        "role",
        "quote",
        "answer",
        "reason",
        "note",
        "company",
        "event",
    ),
    *("round", "source", "publisher", "by", "url", "alt", "caption", "credit", "claim", "correction", "body", "extra"),
)
_NAMES = ("topic", "person", "company")
_SAFE: Mapping[str, str] = {
    "topic": "launch safety",
    "person": "Ada Byron",
    "company": "Orbital",
    "url": "https://example.org/letter",
    "alt": "The pad",
}
# What a problem at a line of a story is about, by the words before the value in that line.
_KEY = re.compile(r"# (?P<place>\w+)$")


def _story(number: int, payload: str, refused: Collection[str]) -> str:
    """One story with the payload everywhere that isn't ``refused`` for it. Each line names its place."""

    def text(place: str) -> str:
        return json.dumps(_SAFE.get(place, f"Words {number}") if place in refused else payload)

    lines = [
        "---",
        f"title: {text('title')} # title",
        f"standfirst: {text('standfirst')} # standfirst",
        "date: 2031-03-04",
        f"authors: [{text('author')}] # author",
        f"topics: [{text('topic')}] # topic",
        f"image: {{file: pad.png, alt: {text('alt')}, caption: {text('caption')}, credit: {text('credit')}}} # alt",
        "sources:",
        f"  letter: {{title: {text('source')}, publisher: {text('publisher')}, author: {text('by')}}} # source",
        f"  post: {{title: Post, note: {text('note')}}} # note",
        f"  page: {{title: Page, url: {text('url')}}} # url",
        "people:",
        f"  {text('person')}: # person",
        f"    - {{held: {text('role')}, at: Perigee Works, source: letter}} # role",
        f"    - {{said: {text('quote')}, source: post}} # quote",
        f"    - {{asked: a comment, answer: {text('answer')}}} # answer",
        f"    - {{left: Perigee Works, reason: {text('reason')}, role: {text('role')}, status: rumoured}} # reason",
        "companies:",
        f"  {text('company')}: # company",
        f"    - {{raised: {number + 1} million USD, round: {text('round')}, note: {text('note')}}} # round",
        f"    - {{event: {text('event')}, date: 2031-02}} # event",
        "  Perigee Works:",
        "claims:",
        f"  - {{says: {text('claim')}, count: founders, company: Perigee Works, is: 0}} # claim",
        "corrections:",
        f"  - {{date: 2031-03-05, text: {text('correction')}}} # correction",
        f"extra: {{old: {text('extra')}}} # extra",
        "---",
        f"A first paragraph of story {number}.",
        "",
        "Nothing else." if "body" in refused else payload,
        "",
    ]
    return "\n".join(lines)


def write(content: Path, payloads: tuple[str, ...], refused: Mapping[int, Collection[str]]) -> None:
    """The content folder: a story, and a person's and an ordinary page's text, for each payload."""
    for folder in ("stories/2031", "people", "pages", "images"):
        (content / folder).mkdir(parents=True, exist_ok=True)
    picture = io.BytesIO()
    Image.new("RGB", (8, 8), "navy").save(picture, "PNG")
    (content / "images/pad.png").write_bytes(picture.getvalue())
    for number, payload in enumerate(payloads):
        file = content / f"stories/2031/s{number}.md"
        file.write_text(_story(number, payload, refused.get(number, ())), encoding="utf-8")
    bodies = (payload for number, payload in enumerate(payloads) if "body" not in refused.get(number, ()))
    (content / "pages/about.md").write_text(
        "---\ntitle: About\n---\n" + "\n\n".join(list(bodies)[::9]), encoding="utf-8"
    )


def place_of(problem: Problem, content: Path) -> tuple[int, str] | None:
    """Which payload's story, and which place in it, a problem is about."""
    found = re.fullmatch(r"content/stories/2031/s(\d+)\.md", problem.path)
    if found is None:
        above = (
            (content / problem.path.removeprefix("content/")).read_text(encoding="utf-8").split("\n")[: problem.line]
        )
        numbers = re.findall(r"_ran\((\d+)\)", "\n".join(above))
        return (int(numbers[-1]), "body") if numbers else None
    lines = (content / f"stories/2031/s{found[1]}.md").read_text(encoding="utf-8").split("\n")
    key = _KEY.search(lines[problem.line - 1])
    return int(found[1]), key["place"] if key else "body"


__all__ = ["PLACES", "place_of", "write"]
