"""Links and pictures in a body: to other posts, as ``[[slug]]``; to what isn't here, to the old site or nowhere."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Container
from html import escape, unescape
from urllib.parse import urlsplit

from markdown.extensions.toc import slugify_unicode
from msgspec import Struct, field

from generator.imports.addresses import Addresses
from generator.imports.model import Post
from generator.imports.pictures import Pictures
from generator.read.markdown_blocks import fenced, indented
from generator.read.markdown_inline import inline_links, linkable, masked
from generator.read.text import wiki_links

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_FIT = ("http:", "https:", "mailto:", "tel:", "ftp:")
_PELICAN = re.compile(r"^(?:\{(?:filename|static|attach|index)\}|\|(?:filename|static|attach)\||post:)")
_DEFINITION = re.compile(
    r"^(?P<head>[ ]{0,3}\[(?P<label>[^\]\n^][^\]\n]*)\]:[ \t]*)<?(?P<to>[^\s>]+)>?(?P<rest>.*)$", re.MULTILINE
)
_TAG = re.compile(
    r"<(?P<name>img|a|video|audio|source|track|iframe|embed|object)\b"
    r"(?P<said>(?:\"[^\"]{0,4000}\"|'[^']{0,4000}'|[^<>\"']++){0,200}+)>",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_SPAN = re.compile(r"(?<!`)(`+)(?!`)(?:(?!\n[ \t]*\n).){1,5000}?(?<!`)\1(?!`)", re.DOTALL)
_HEADING = re.compile(r"^[ ]{0,3}#{1,6}([^\n]+)$|^([^\n]+)\n[=-]{2,}[ \t]*$", re.MULTILINE)
_PLACE = re.compile(r"""\{:?\s*#([\w:.-]+)|\b(?:id|name)\s*=\s*["']?([^\s"'>]+)""")


class Linker(Struct, frozen=True):
    """Rewrites the bodies of one archive. ``taken``: keys of names, which a bare ``[[slug]]`` would mean instead."""

    addresses: Addresses
    pictures: Pictures
    site: str = ""
    taken: Container[str] = field(default_factory=frozenset)

    def rewrite(self, body: str, post: Post, year: str) -> str:
        """``body`` with links that our site can follow."""
        body = self._definitions(body, post, year)
        body = self._tags(body, post)
        body = _edited(body, [(link.start, link.start, "\\") for link in wiki_links(body)])
        return self._inline(body, post, year)

    def _inline(self, body: str, post: Post, year: str) -> str:
        edits: list[tuple[int, int, str]] = []
        places, outer = _places(body), 0
        for link in inline_links(linkable(body)):
            if link.destination is None:
                continue
            start, end = link.whole
            target = body[link.destination.start : link.destination.end].strip("<>")
            cut = body.rfind("](", start, link.destination.start + 1)
            words = body[start + (2 if link.image else 1) : cut]
            if link.image:
                new = self._picture(target, words, post)
                inside = end <= outer and not new.startswith("!")  # a link in a link is none
                edits.append((start, end, words if inside else new))
                continue
            outer = max(outer, end)
            kind, to = self._leads(target, post, places)
            if kind == "story":
                slug = to.rpartition("/")[2]
                begin = body.rfind("\n", 0, start) + 1
                line = body[begin : min(start, begin + 80)].lstrip()
                if re.fullmatch(r"[^\[\]|\n\\`<>]+", words) and not line.startswith("|"):
                    shown = slug if slug not in self.taken else f"stories/{slug}"
                    edits.append((start, end, f"[[{shown}|{words.strip()}]]" if words.strip() else f"[[{shown}]]"))
                else:
                    path = posixpath.relpath(f"{to}.md", year)
                    edits.append((*link.destination, path if path.startswith(".") else f"./{path}"))
            elif kind == "nowhere":
                edits += [(start, start + 1, ""), (cut, end, "")]
            elif (fit := to.replace(" ", "%20")) != body[link.destination.start : link.destination.end]:
                edits.append((*link.destination, fit))
        return _edited(body, edits)

    def _picture(self, target: str, words: str, post: Post) -> str:
        """What stands for a picture: itself, a link to where it is, or its words."""
        clean = re.sub(r"[\[\]\n]", " ", words).strip()
        found = self.pictures.find(self._here(target), post) if self._is_ours(target) else ""
        if found:
            return f"![{clean}](../../images/{found})"
        away = self._away(target)
        return f"[{clean or 'Picture'}]({away})" if away else clean

    def _leads(self, target: str, post: Post, places: Container[str]) -> tuple[str, str]:
        """``story`` and ``YEAR/SLUG``, ``away`` and the address, ``here`` and the place, or ``nowhere``."""
        if target.startswith("#"):
            return ("here", target) if target[1:] in places or target == "#" else ("nowhere", "")
        if not self._is_ours(target):
            return ("away", target) if target.startswith("//") or target.lower().startswith(_FIT) else ("nowhere", "")
        found = self.addresses.find(_PELICAN.sub("", target), post)
        if found is not None:
            return ("story", f"{found.year}/{found.slug}") if found.is_out else ("nowhere", "")
        away = self._away(target)
        return ("away", away) if away else ("nowhere", "")

    def _is_ours(self, target: str) -> bool:
        if _PELICAN.match(target):
            return True
        try:
            host = urlsplit(target).netloc.lower()
        except ValueError:
            return False
        return host in self.addresses.hosts if host else not _SCHEME.match(target)

    def _here(self, target: str) -> str:
        return urlsplit(target).path if urlsplit(target).netloc else _PELICAN.sub("", target)

    def _away(self, target: str) -> str:
        """Its address on the web; "" for a path whose site isn't known."""
        if _SCHEME.match(target) or target.startswith("//"):
            fit = target.startswith("//") or target.lower().startswith(_FIT)
            return target.replace(" ", "%20") if fit else ""
        if self.site and target.startswith("/"):
            return f"{self.site}{target.replace(' ', '%20')}"
        return ""

    def _definitions(self, body: str, post: Post, year: str) -> str:
        """``[label]: target`` lines. A picture from elsewhere becomes a link; one that leads nowhere goes."""
        seen = _without_blocks(body)
        pictured = {
            label.lower()
            for pair in re.findall(r"!\[([^\[\]\n]*)\](?:\[([^\[\]\n]*)\])?(?!\()", seen)
            for label in pair
        }
        edits: list[tuple[int, int, str]] = []
        lost: set[str] = set()
        places = _places(body)
        for found in _DEFINITION.finditer(seen):
            label, target = found["label"].lower(), found["to"]
            if label in pictured and self._is_ours(target) and (name := self.pictures.find(self._here(target), post)):
                edits.append((*found.span("to"), f"../../images/{name}"))
                continue
            kind, to = self._leads(target, post, places)
            if label in pictured:
                lost.add(label)
            if kind == "story":
                path = posixpath.relpath(f"{to}.md", year)
                edits.append((*found.span("to"), path if path.startswith(".") else f"./{path}"))
            elif kind == "nowhere":
                edits.append((*found.span(), ""))
            elif to != target:
                edits.append((*found.span("to"), to))
        shown = re.finditer(r"!(?=\[([^\[\]\n]*)\](?:\[([^\[\]\n]*)\])?(?!\())", seen)
        edits += [(*found.span(), "") for found in shown if (found[2] or found[1] or "").lower() in lost]
        return _edited(body, edits)

    def _tags(self, body: str, post: Post) -> str:
        if "<" not in body:
            return body
        seen, edits = _without_blocks(body), []
        places = _places(body)
        for found in _TAG.finditer(seen):
            said = {key.lower(): unescape(a or b or c) for key, a, b, c in _ATTRIBUTE.findall(found["said"])}
            name = found["name"].lower()
            if name == "a":
                edits.append((*found.span(), self._anchor(said, post, places)))
            elif name == "img":
                edits.append((*found.span(), self._image(said, post)))
            else:
                away = self._away(said.get("src") or said.get("data") or "")
                link = f'<a href="{escape(away)}">{escape(away)}</a>' if away and name != "track" else ""
                edits.append((*found.span(), link))
        return _edited(body, edits)

    def _anchor(self, said: dict[str, str], post: Post, places: Container[str]) -> str:
        ids = "".join(f' {key}="{escape(said[key])}"' for key in ("id", "title") if said.get(key))
        name = f' id="{escape(said["name"])}"' if said.get("name") and "id" not in said else ""
        if not said.get("href"):
            return f"<a{ids}{name}>"
        kind, to = self._leads(said["href"].strip(), post, places)
        if kind == "story":
            to = f"../../{to}/"
        return f"<a{ids}{name}>" if kind == "nowhere" else f'<a href="{escape(to)}"{ids}{name}>'

    def _image(self, said: dict[str, str], post: Post) -> str:
        target = said.get("src", "").strip()
        words = said.get("alt") or said.get("title") or ""
        found = self.pictures.find(self._here(target), post) if target and self._is_ours(target) else ""
        if found:
            size = "".join(
                f' {key}="{escape(said[key])}"' for key in ("width", "height") if said.get(key, "").isdigit()
            )
            return f'<img src="../../../images/{escape(found)}" alt="{escape(words)}"{size}>'
        away = self._away(target)
        return f'<a href="{escape(away)}">{escape(words or "Picture")}</a>' if away else escape(words)


def _without_blocks(body: str) -> str:
    seen = masked(body, fenced(body))
    seen = masked(seen, indented(seen))
    return _SPAN.sub(lambda found: re.sub(r"[^\n]", "\0", found[0]), seen)


def _places(body: str) -> frozenset[str]:
    """The places on a page that a ``#link`` can lead to, as the site will name them."""
    found = {one or other for one, other in _PLACE.findall(body)}
    for one, other in _HEADING.findall(body):
        words = re.sub(r"\{[^{}]*\}\s*$", "", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", one or other))
        found.add(slugify_unicode(re.sub(r"[*`]|<[^>]*>", "", words).strip(" \t#"), "-"))
    return frozenset(found)


def _edited(body: str, edits: list[tuple[int, int, str]]) -> str:
    parts, done = [], 0
    for start, end, new in sorted(edits, key=lambda edit: (edit[0], -edit[1])):
        if start >= done:
            parts += [body[done:start], new]
            done = end
    return "".join([*parts, body[done:]])
