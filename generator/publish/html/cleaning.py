"""Rendered pages with nothing in them that could run, load, overlay or ask: a safe list of HTML, by nh3.

The whole content of every page goes through here, ours and the editors' alike, after Markdown and its
extensions are done with it; so it does not matter by which of their many spellings something came in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape, unescape

import nh3

from generator.publish.errors import TooSlowError
from generator.publish.html.nesting import is_endless
from generator.publish.processes.time_limit import undisturbed

_TEXT = """a abbr article aside b bdi bdo blockquote br caption cite code col colgroup data dd del details dfn div dl dt
em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li mark nav ol p pre q rp rt ruby s samp section
small span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr"""
_DRAWING = "svg g path line rect circle ellipse polyline polygon text tspan title desc defs marker pattern use"
# Of forms: task lists and content tabs only. Scripts of the theme put in what they need by themselves.
_TAGS = frozenset(f"{_TEXT} {_DRAWING} input label".split())

_DRAWN = """viewBox width height x y x1 x2 y1 y2 cx cy r rx ry d points dx dy transform fill stroke stroke-width
stroke-dasharray stroke-linecap stroke-linejoin fill-opacity stroke-opacity opacity text-anchor dominant-baseline
font-size font-weight preserveAspectRatio markerWidth markerHeight refX refY orient patternUnits focusable"""
_EVERYWHERE = "class id title lang dir role tabindex hidden translate"
_OF_TAG: Mapping[str, str] = {
    "a": "href hreflang rel name",
    "blockquote": "cite",
    "col": "span",
    "colgroup": "span",
    "data": "value",
    "del": "cite datetime",
    "details": "open name",
    "img": "src alt width height loading decoding",
    "input": "type checked disabled name",
    "ins": "cite datetime",
    "label": "for",
    "li": "value",
    "ol": "start reversed type",
    "q": "cite",
    "td": "colspan rowspan headers style",
    "th": "colspan rowspan headers scope abbr style",
    "time": "datetime",
    "use": "href x y width height transform fill",
}
_ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "*": frozenset(_EVERYWHERE.split()),
    **{tag: frozenset(_DRAWN.split()) for tag in _DRAWING.split()},
    **{tag: frozenset(of.split()) for tag, of in _OF_TAG.items()},
}

# What scripts of the theme find by an attribute or a class is for the theme to say, not for a page.
# They put other words on the clipboard than are shown, fetch other pages, or load a script from another host.
_RESERVED_DATA = ("data-md-", "data-clipboard", "data-copy", "data-preview")
_RESERVED_CLASS = re.compile(
    r"md-(?!annotation|button|clipboard|code|content|details|ellipsis|icon|tag|tags|typeset)[\w-]*|mermaid"
)
_INPUT_TYPES = frozenset({"checkbox", "radio"})
# Places that a page's element may not be: scripts of the theme look for their own by these.
_THEME_ID = re.compile(
    r"__(?:analytics|announce|comments|config|consent|drawer|feedback|md_|mermaid|nav|palette)\w*"
    r"|__(?:search|settings|skip|source|toc$|tooltip)\w*|on-a-day-data"
)

# A colour, or a pattern of the page itself: `url(…)` of any other address would be asked of its host.
_PAINT = re.compile(r"[\w#%., -]*|url\(#[\w-]+\)|(?:rgb|hsl)a?\([\w%., /-]*\)")


def is_theme_id(place: str) -> bool:
    """Whether a place (an ``id``) is the theme's own, so that no page's element has it."""
    return bool(_THEME_ID.fullmatch(place))


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name.startswith(_RESERVED_DATA):
        return None
    if name == "class":
        return " ".join(word for word in value.split() if not _RESERVED_CLASS.fullmatch(word)) or None
    if name in ("id", "for", "name") and is_theme_id(value):
        return None
    if name in ("fill", "stroke"):
        return value if _PAINT.fullmatch(value) else None
    if tag == "input" and name == "type":
        return value if value in _INPUT_TYPES else "checkbox"
    if tag == "use" and not value.startswith("#") and name == "href":
        return None
    return value


_MOST_LETTERS = 4_000_000
# What is before it is cleaned apart from what is behind it: no element that an editor's text leaves open, whatever
# HTML's rules make of its end tags, takes in the rest of the page.
END_OF_TEXT = "<!--end of text-->"
_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    attribute_filter=_attribute,
    generic_attribute_prefixes={"aria-", "data-"},
    clean_content_tags={"script", "style", "template", "noscript", "iframe", "object"},
    strip_comments=True,
    link_rel=None,
    url_schemes={"http", "https", "mailto", "tel"},
    filter_style_properties={"text-align"},
)


def clean(html: str) -> str:
    """The same HTML without anything outside the safe list. Text stays; what could run doesn't.

    TooSlowError where there is more of it than anybody would read: nh3 takes long for that, and can't be interrupted.
    """
    if len(html) > _MOST_LETTERS or is_endless(html):
        raise TooSlowError
    with undisturbed():  # what a filter of attributes raises, nh3 takes for a filter's "no"
        cleaned = "".join(map(_CLEANER.clean, html.split(END_OF_TEXT)))
    return _BOX.sub(_named, cleaned) if "<input" in cleaned else cleaned


# A box of a task list, which Markdown gives no name: nobody who can't see it would know what it is, or how it stands.
_BOX = re.compile(r'<input(?: type="checkbox"| disabled=""| checked="")+>')


def _named(box: re.Match[str]) -> str:
    return f'{box[0][:-1]} aria-label="{"done" if "checked=" in box[0] else "to do"}">'


_TAG = re.compile(r"<[^>]*>")


def plain_title(title: str) -> str:
    """A heading's HTML as escaped text, for menus that print it as it is."""
    return escape(unescape(_TAG.sub("", title)), quote=True)
