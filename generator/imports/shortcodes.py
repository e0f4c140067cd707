"""Shortcodes and Liquid in a body: code blocks become fences, links and pictures Markdown, the rest inert code.

Nothing is ever run. What stands in code already is left alone.
"""

from __future__ import annotations

import re

from generator.read.markdown_inline import without_code

_HIGHLIGHT = re.compile(
    r"^[ \t]*\{%-?\s*highlight\s+(?P<lang>[\w+#-]+)[^%}]*%\}[ \t]*\n?"
    r"(?P<code>(?:(?!\{%-?\s*highlight).)*?)\n?[ \t]*\{%-?\s*endhighlight\s*-?%\}"
    r"|^[ \t]*\{\{[<%]\s*highlight\s+\"?(?P<lang2>[\w+#-]+)\"?[^>%}]*[>%]\}\}[ \t]*\n?"
    r"(?P<code2>(?:(?!\{\{[<%]\s*highlight).)*?)\n?[ \t]*\{\{[<%]\s*/\s*highlight\s*[>%]\}\}",
    re.DOTALL | re.MULTILINE,
)
_RAW = re.compile(r"\{%-?\s*(?:end)?raw\s*-?%\}")
_BASE = re.compile(r"\{\{\s*(?:site\.(?:baseurl|url)|SITEURL|site_url)\s*\}\}", re.IGNORECASE)
_FILTERED = re.compile(
    r"""\{\{\s*(?:site\.baseurl\s*\|\s*append:\s*)?"""
    r"""["']([^"']+)["']\s*\|\s*(?:relative_url|absolute_url|url)\s*\}\}"""
)
_POST_URL = re.compile(r"\{%-?\s*(?:post_url|link)\s+\"?(?P<to>[^\s%}\"]+)\"?\s*-?%\}")
_REF = re.compile(r"\{\{[<%]\s*(?:rel)?ref\s+\"?(?P<to>[^\"%>}]+?)\"?\s*[>%]\}\}")
_FIGURE = re.compile(r"\{\{[<%]\s*(?:figure|img|image)\s(?P<said>[^{}]*?)/?\s*[>%]\}\}")
_ELEVENTY_IMAGE = re.compile(
    r"""\{%-?\s*image\s+["'](?P<src>[^"'\s]+)["'](?:\s*,?\s*["'](?P<alt>[^"']*)["'])?[^{}]*%\}"""
)
_SAID = re.compile(r"(\w+)=(?:\"([^\"]*)\"|'([^']*)')")
_BROKEN_LINK = re.compile(r"!?\[(?P<words>[^\[\]\n]{0,500})\]\((?P<to>[^()\n{]{0,500}\{[{%][^()\n]{0,500})\)")
_BROKEN_TAG = re.compile(
    r"<[a-zA-Z/][^<>{]{0,2000}\{[{%][^<>]{0,2000}>"
)  # a tag whose address only the old generator could make
_ANY = re.compile(r"\{\{[<%].{0,2000}?[>%]\}\}|\{%.{0,2000}?%\}|\{\{.{0,500}?\}\}|\{#.{0,500}?#\}", re.DOTALL)
_CODE_TAG = re.compile(r"\[(?P<name>[a-z][\w-]*)(?:\s[^\[\]\n]*)?\](?:[^\[\]\n]*\[/(?P=name)\])?(?![(\[:])")
_ATTRIBUTES = re.compile(r"(?<=\S)[ \t]*\{:[^{}\n]*\}|^[ \t]*\{:[^{}\n]*\}[ \t]*$", re.MULTILINE)


def settle(body: str, *, wordpress: bool = False) -> str:
    """``body`` with every shortcode settled."""
    if "{" in body:
        body = _HIGHLIGHT.sub(_fence, body)
        body = _outside_code(_RAW, lambda _: "", body)
        body = _BASE.sub("", body)
        body = _FILTERED.sub(r"\1", body)
        body = _POST_URL.sub(lambda found: "post:" + found["to"], body)
        body = _REF.sub(lambda found: "post:" + found["to"].strip(), body)
        body = _outside_code(_FIGURE, _figure, body)
        body = _outside_code(_ELEVENTY_IMAGE, lambda found: _shown(found["src"], found["alt"] or ""), body)
        body = _outside_code(_BROKEN_LINK, lambda found: f"{found['words']} {_inert_text(found['to'])}", body)
        body = _outside_code(_BROKEN_TAG, _inert, body)
        body = _outside_code(_ATTRIBUTES, lambda _: "", body)
        body = _outside_code(_ANY, _inert, body)
    return _outside_code(_CODE_TAG, _inert_tag, body) if wordpress and "[" in body else body


def _outside_code(pattern: re.Pattern[str], replace: object, body: str) -> str:
    """``pattern`` replaced where it doesn't begin in code. ``replace`` is a function of the match."""
    seen = without_code(body)
    parts, done = [], 0
    for found in pattern.finditer(body):
        if seen[found.start()] != "\0" and found.start() >= done and callable(replace):
            parts += [body[done : found.start()], str(replace(found))]
            done = found.end()
    return "".join([*parts, body[done:]])


def _fence(found: re.Match[str]) -> str:
    lang, code = found["lang"] or found["lang2"], found["code"] or found["code2"] or ""
    ticks = "`" * max(3, *(len(run) + 1 for run in re.findall(r"`+", code)), 3)
    return f"{ticks} {lang}\n{code}\n{ticks}"


def _figure(found: re.Match[str]) -> str:
    said = {key: one or other for key, one, other in _SAID.findall(found["said"])}
    if not said.get("src"):
        return _inert(found)
    return _shown(said["src"], said.get("alt") or said.get("caption") or said.get("title") or "")


def _shown(file: str, words: str) -> str:
    clean = re.sub(r"[\[\]<>\n]", " ", words)
    return f"![{clean}]({file.replace(' ', '%20')})"


def _inert(found: re.Match[str]) -> str:
    return _inert_text(found[0])


def _inert_text(text: str) -> str:
    words = " ".join(text.split())
    ticks = "`" * (1 + max((len(run) for run in re.findall(r"`+", words)), default=0))
    return f"{ticks}{words}{ticks}" if len(ticks) == 1 else f"{ticks} {words} {ticks}"


def _inert_tag(found: re.Match[str]) -> str:
    known = (
        "gallery",
        "caption",
        "embed",
        "audio",
        "video",
        "playlist",
        "youtube",
        "sourcecode",
        "code",
        "contact-form",
    )
    return _inert(found) if found["name"] in known else found[0]
