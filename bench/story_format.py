"""Writes the races' archive (``maker.py``'s neutral form) as a content folder in our own story format.

usage: python -m bench.story_format SRC CONTENT

SRC is the ``src`` folder that ``maker.py N OUT src`` wrote. Everybody gets a profile, as every peer
gets a page of text for everybody; the stories name, move and quote the same people as the peers' do.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

KINDS = {"joins": "joined", "leaves": "left", "retires": "left"}
LINK = re.compile(r"\[([^\]]+)\]\((?:person|company):([^)]+)\)")


def facts_about(person: str, story: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """The moves and quotations that the neutral form lists beside the people, filed under one of them."""
    day = str(story["date"])
    for move in story.get("moves", ()):
        if move["person"] == person:
            company = names[move["company"]]
            if kind := KINDS.get(move["kind"]):
                yield {kind: company, "role": move["role"], "date": day}
            else:
                yield {"held": move["role"], "at": company}
    for quote in story.get("quotes", ()):
        if quote["speaker"] == person:
            yield {"said": quote["text"], "date": day}


def flow(value: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{key}: {json.dumps(item)}" for key, item in value.items()) + "}"


def front_matter(story: Mapping[str, Any]) -> str:
    names = {entry["id"]: entry["name"] for entry in [*story["people"], *story["companies"]]}
    lines = [f"title: {json.dumps(story['title'])}", f"date: {story['date']}"]
    lines.append("topics: [" + ", ".join(story["topics"]) + "]")
    lines.append("people:")
    for entry in story["people"]:
        lines.append(f"  {entry['name']}:")
        lines += [f"    - {flow(fact)}" for fact in facts_about(entry["id"], story, names)]
    lines.append("companies: [" + ", ".join(entry["name"] for entry in story["companies"]) + "]")
    return "\n".join(lines)


def convert(src: Path, content: Path) -> int:
    """Writes CONTENT and returns the number of stories."""
    profiles: dict[tuple[str, str], str] = {}
    for folder in ("stories", "people", "companies"):
        (content / folder).mkdir(parents=True, exist_ok=True)
    files = sorted(src.glob("*.md"))
    for file in files:
        _, head, body = file.read_text(encoding="utf-8").split("---\n", 2)
        story = yaml.load(head, Loader=yaml.CSafeLoader)
        for kind in ("people", "companies"):
            profiles.update({(kind, entry["id"]): entry["name"] for entry in story[kind]})
        year = content / "stories" / str(story["date"].year)
        year.mkdir(exist_ok=True)
        text = LINK.sub(r"[[\2|\1]]", body)
        (year / file.name).write_text(f"---\n{front_matter(story)}\n---\n{text}", encoding="utf-8")
    for (kind, slug), name in profiles.items():
        text = f"---\nname: {name}\n---\n{name} is a name that the maker of this archive made up, for the races.\n"
        (content / kind / f"{slug}.md").write_text(text, encoding="utf-8")
    return len(files)


if __name__ == "__main__":
    print(f"{convert(Path(sys.argv[1]), Path(sys.argv[2]))} stories")
