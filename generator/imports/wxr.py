"""WordPress's export (WXR: RSS 2.0 with its own elements) → posts. Entities and DTDs are refused, not expanded.

Source: wp-admin/includes/export.php, which writes it; versions 1.0 to 1.2 differ in their namespace only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from generator.imports.model import Outcome, Post, Value

_GONE = frozenset({"trash", "auto-draft", "inherit"})
_OUT = frozenset({"publish", ""})
_BLOCK = re.compile(r"<!--\s*/?wp:.*?-->\n?", re.DOTALL)
_UNDATED = "0000-00-00 00:00:00"


def export_posts(exports: list[Path], root: Path) -> tuple[list[Post], list[Outcome]]:
    """The posts of all exports. One that can't be read is passed over, with the reason."""
    posts: list[Post] = []
    passed: list[Outcome] = []
    for export in exports:
        name = export.name if export == root else export.relative_to(root).as_posix()
        try:
            for found in _posts(export, name, root if root.is_dir() else root.parent):
                (posts if isinstance(found, Post) else passed).append(found)  # type: ignore[arg-type]
        except DefusedXmlException:
            passed.append(Outcome("skipped", name, why="it defines entities, with which a file can fill any memory"))
        except ParseError as error:
            passed.append(Outcome("skipped", name, why=f"it can't be read to its end: {error}"))
        except OSError as error:
            passed.append(Outcome("skipped", name, why=f"it can't be read ({error.strerror})"))
    return posts, passed


def _posts(export: Path, name: str, folder: Path) -> Iterator[Post | Outcome]:
    authors: dict[str, str] = {}
    channel: Element | None = None
    for event, element in iterparse(str(export), events=("start", "end"), forbid_dtd=False):
        tag = _tag(element)
        if event == "start":
            channel = element if tag == "channel" else channel
        elif tag == "author" and element.find("*") is not None:
            said = {_tag(child): (child.text or "") for child in element}
            authors[said.get("author_login", "")] = said.get("author_display_name", "")
        elif tag == "item":
            yield _post(element, name, folder, authors)
            element.clear()
            if channel is not None:
                channel.clear()


def _tag(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _post(item: Element, name: str, folder: Path, authors: Mapping[str, str]) -> Post | Outcome:
    said: dict[str, str] = {}
    front: dict[str, Value] = {}
    terms: dict[str, list[Value]] = {}
    meta: dict[str, Value] = {}
    body = ""
    for child in item:
        tag, words = _tag(child), child.text or ""
        if tag == "encoded":
            if "excerpt" in str(child.tag):
                front["excerpt"] = unescape(words).strip()
            else:
                body = words
        elif tag == "category":
            terms.setdefault(child.get("domain") or "category", []).append(unescape(words))
        elif tag == "postmeta":
            pair = {_tag(each): each.text or "" for each in child}
            if not pair.get("meta_key", "_").startswith("_"):
                meta[pair["meta_key"]] = pair.get("meta_value", "")
        elif tag != "comment":
            said[tag] = words
    source = f"{name}#{said.get('post_id', '')}"
    kind, status = said.get("post_type", "post"), said.get("status", "")
    if kind != "post":
        return Outcome("skipped", source, why=f"it is no post but of the type {kind}")
    if status in _GONE:
        return Outcome("skipped", source, why=f"its status is {status}")
    front = {"title": unescape(said.get("title", "")), "date": _date(said), **front, **terms}
    login = said.get("creator", "")
    front["author"] = authors.get(login) or login
    front["wp_id"] = said.get("post_id", "")
    if meta:
        front["meta"] = meta
    link = said.get("link", "")
    front["link"] = link
    path = urlsplit(link).path if link.startswith("http") else ""
    draft = status not in _OUT or bool(said.get("post_password"))
    slug = unquote(said.get("post_name", ""))
    kept = {key: value for key, value in front.items() if value}
    return Post(source, slug, kept, _BLOCK.sub("", body), "", draft, (path,) if path else (), folder)


def _date(said: Mapping[str, str]) -> str:
    """The local time with the zone that it and the time in UTC make out; the day of publication as a last resort."""
    local, utc = said.get("post_date", ""), said.get("post_date_gmt", "")
    try:
        there = datetime.fromisoformat(local)
        offset = there - datetime.fromisoformat(utc)
    except ValueError:
        return local if local != _UNDATED else said.get("pubDate", "")
    if there.tzinfo or abs(offset) > timedelta(hours=14) or offset.total_seconds() % 60:
        return local
    minutes = int(abs(offset).total_seconds() // 60)
    zone = f"{'-' if offset < timedelta() else '+'}{minutes // 60:02}:{minutes % 60:02}"
    return f"{local.strip().replace(' ', 'T')}{zone if minutes else 'Z'}"
