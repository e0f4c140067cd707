"""One old post → the text of one story: what the mapping knows becomes its keys, the rest stands under ``extra``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from generator.imports import values, written
from generator.imports.addresses import Planned
from generator.imports.links import Linker
from generator.imports.lists import relisted
from generator.imports.mapping import OldMapping
from generator.imports.model import Post, System, Value
from generator.imports.people import Folder, Names
from generator.imports.shortcodes import settle
from generator.read.composer import UNSEEN
from generator.values.published import parse_published

_MOST_NAMES = 200
_COMMONMARK: tuple[System, ...] = ("hugo", "jekyll", "eleventy")  # which read lists otherwise than our own pages
_HEADING = re.compile(r"\A\s*#[ \t]+(?P<title>[^\n]+?)[ \t#]*(?:\n|\Z)")
_DAY = re.compile(r"(?:^|/)(\d{4})/(\d{2})/(\d{2})/")  # in an address, where it is the day of publication
_SNIPPET = re.compile(r"^([ \t]*-+8)<(?=-+)", re.MULTILINE)
_ORDER = ("title", "standfirst", "date", "updated", "authors", "topics", "image", "people", "companies", "extra")


class Read(Struct):
    """What the mapping makes of a post's front matter. ``extra`` is what it doesn't understand."""

    texts: dict[str, str] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=dict)
    picture: str = ""
    draft: bool = False
    addresses: list[str] = field(default_factory=list)
    extra: dict[str, Value] = field(default_factory=dict)


def read_front(post: Post, mapping: OldMapping) -> Read:
    """``post`` as ``mapping`` understands it. Nothing of it is lost: what doesn't fit its key goes to ``extra``."""
    read = Read(draft=post.draft)
    for key, value in post.front.items():
        if isinstance(value, dict) and not mapping.target(key):
            rest = {}
            for inner, each in value.items():
                target = mapping.target(f"{key}.{inner}")
                if not (target and _take(read, target, each, mapping)):
                    rest[inner] = each
            if rest:
                read.extra[key] = rest
        elif value not in (None, "", [], {}) and not _take(read, mapping.target(key), value, mapping):
            read.extra[key] = value
    said = [post.day, *("-".join(found) for path in (*read.addresses, post.source) for found in _DAY.findall(path))]
    days = [day for day in (values.published(each, mapping.zone) for each in said) if day]
    if "date" not in read.texts and days:
        read.texts["date"] = days[0]
    return read


def _take(read: Read, target: str, value: Value, mapping: OldMapping) -> bool:
    """Whether ``value`` could be taken as ``target``."""
    match target:
        case "leave out":
            return True
        case "title" | "standfirst" | "image_alt" | "slug":
            words = values.one_line(value)
            return bool(words) and read.texts.setdefault(target, words) == words
        case "date" | "updated":
            at = values.published(value, mapping.zone)
            return bool(at) and read.texts.setdefault(target, at) == at
        case "authors" | "topics" | "people" | "companies":
            found = values.names(value)
            read.names[target] = list(dict.fromkeys([*read.names.get(target, ()), *found]))
            return bool(found) and not _has_more(value)
        case "image":
            path = _picture(value)
            read.picture = read.picture or path
            return bool(path) and read.picture == path and isinstance(value, str)
        case "draft":
            read.draft = read.draft or values.is_yes(value)
            return values.is_yes(value) or values.is_no(value) or value in ("published", "publish")
        case "published":
            read.draft = read.draft or values.is_no(value)
            return values.is_yes(value) or values.is_no(value)
        case "address":
            read.addresses += [path for path in _texts(value) if "/" in path]
            return False  # kept besides, since redirects from it are the web server's
        case _:
            return False


def _has_more(value: Value) -> bool:
    """Whether a list of names says more than names."""
    return isinstance(value, dict) or (isinstance(value, list) and any(not isinstance(each, str) for each in value))


def _picture(value: Value) -> str:
    if isinstance(value, dict):
        found = [value.get(key) for key in ("src", "file", "path", "url", "feature", "image", "teaser")]
        return next((each for each in found if isinstance(each, str)), "")
    texts = _texts(value)
    return texts[0] if texts else ""


def _texts(value: Value) -> list[str]:
    return [value] if isinstance(value, str) else [each for each in value or () if isinstance(each, str)]


def compose(one: Planned, read: Read, names: Names, linker: Linker, *, system: System) -> bytes:
    """The story's file."""
    post, extra = one.post, dict(read.extra)
    body = post.body
    title = read.texts.get("title", "")
    found = _HEADING.match(body)
    if found and (not title or values.one_line(found["title"]) == title):
        title = title or values.one_line(found["title"])
        body = body[found.end() :]
    front: dict[str, Value] = {"title": title or one.slug.replace("-", " ").capitalize(), "date": one.published}
    if read.texts.get("standfirst"):
        front["standfirst"] = read.texts["standfirst"]
    _set_updated(front, read, extra)
    for key, found_names in _names(read.names, names):
        front[key] = list(found_names[:_MOST_NAMES])
        if len(found_names) > _MOST_NAMES:
            extra[f"more_{key}"] = list(found_names[_MOST_NAMES:])
    if read.picture:
        file = linker.pictures.find(read.picture, post)
        if file:
            front["image"] = {"file": file, "alt": read.texts.get("image_alt", "")}
        extra.setdefault("image", read.picture)
    extra["imported_from"] = post.source
    front["extra"] = _without_unseen(extra)
    ordered = {key: front[key] for key in _ORDER if key in front}
    draft = "draft: yes\n" if read.draft else ""
    body = settle(UNSEEN.sub(" ", body), wordpress=system == "wordpress")
    text = linker.rewrite(relisted(body) if system in _COMMONMARK else body, post, one.year)
    text = _SNIPPET.sub(r"\1&lt;", text).strip("\n")
    return f"---\n{written.block(ordered)}{draft}---\n\n{text}\n".encode("utf-8", "replace")


def _set_updated(front: dict[str, Value], read: Read, extra: dict[str, Value]) -> None:
    updated = read.texts.get("updated", "")
    if not updated:
        return
    (day, at), (first, first_at) = parse_published(updated), parse_published(str(front["date"]))
    early = at < first_at if at and first_at else day < first
    if early:
        extra.setdefault("updated", updated)
    elif updated != front["date"]:
        front["updated"] = updated


def _names(said: Mapping[str, list[str]], names: Names) -> Iterator[tuple[str, list[str]]]:
    kinds: tuple[Folder, ...] = ("topics", "people", "companies")
    if said.get("authors"):
        yield "authors", said["authors"]
    for kind in kinds:
        if said.get(kind):
            yield kind, list(dict.fromkeys(names.add(kind, said[kind])))


def _without_unseen(value: Value) -> Value:
    if isinstance(value, str):
        return UNSEEN.sub(" ", value)
    if isinstance(value, list):
        return [_without_unseen(each) for each in value]
    if isinstance(value, dict):
        return {UNSEEN.sub(" ", key) or "-": _without_unseen(each) for key, each in value.items()}
    return value
