"""Markdown as the words that a reader sees: of a paragraph, or of a whole text.

It looks at nothing but the text itself: what is quoted of a story must stay as it is while that does. So a link without
words of its own shows its target, and one written as a slug the words of that slug, where the page shows a name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from types import MappingProxyType

from generator.pages import literal, tags

APART = "\x01"  # between a title, a heading, a row of a table, and what stands beside them

_GOES_ON = r"\n(?![ \t\r]*\n)"  # a line end inside a paragraph
_END = r"[ \t\r]*(?=\n|\Z)"
_WIKI = re.compile(
    rf"\[\[(?P<target>(?:[^\[\]|\\\n]++|\\(?!\|)|{_GOES_ON}|\[[^\[\]|\n]*\])++)"
    rf"(?:\\?\|(?P<label>(?:[^\[\]\n]++|{_GOES_ON}|\[[^\[\]\n]*\])*+))?\]\](?!\()"
)
_FOLDER = re.compile(r"\A(?:stories/|people/|companies/|topics/|pages/)?(?:\d+/)?(?=.)")
_DESTINATION = r"\([^()]*(?:\([^()]*\)[^()]*)*+\)"
_PICTURE = re.compile(rf"!\[[^\[\]]*\](?:{_DESTINATION}|\[[^\[\]]*\])")
_LINK = re.compile(rf"\[((?:[^\[\]]++|\[[^\[\]]*\])*+)\](?:{_DESTINATION}|\[[^\[\]]*\])")
_DEFINED = re.compile(
    r"\n[ \t>]*\[(?!\^)(?P<label>[^\[\]\n]+)\]:[ \t]*(?:\n[ \t]*)?[^\s]+[ \t]*"
    rf"(?:(?:\n[ \t]*)?(?:\"[^\n]*\"|'[^\n]*'|\([^\n]*\)))?{_END}"
)
_SHORT_LINK = re.compile(r"\[([^\[\]\n]+)\]")
_ABBREVIATION = re.compile(r"\n[ \t]*\*\[[^\[\]\n]*\][ ]?:[^\n]*")
_FOOTNOTE = re.compile(r"\n[ \t>]*\[\^[^\[\]\n]+\]:")
_NOTE_SIGN = re.compile(r"\[\^[^\[\]\n]+\]")
_ATTRIBUTE = r"(?:[#.][\w:.-]+|[\w:-]+=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s{}\"']+))"
_ATTRIBUTES = re.compile(
    rf"\{{(?::?[ \t]*{_ATTRIBUTE}(?:[ \t]+(?:{_ATTRIBUTE}|[\w-]+))*+[ \t]*|(?<=[)\]*]\{{)[^{{}}\n]*)\}}"
)
_LINE = re.compile(
    rf"""\n[ \t]*(?=[>\#*+!?=:_\d-])
    (?P<quote>(?:>[ \t]*)*)
    (?P<items>(?:(?:[-*+]|\d{{1,9}}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?)*)
    (?: (?<!\][ ])\#{{1,6}}(?P<heading>[^\n]*)
      | (?:!!!|\?\?\?\+?)[ ]?(?:[\w-]+[ ]*)*+(?:"(?P<title>[^\n]*)")?{_END}
      | ===[+!]*[ ]+"(?P<tab>[^\n]*)"{_END}
      | (?P<meaning>:[ \t]+)
      | (?P<rule>(?:[=*_-][ \t]*)*+{_END})
    )?""",
    re.VERBOSE,
)
_BESIDE_ITEM = re.compile(r"[ \t\r]*\Z|[ \t>]|[-*+:!?=]|\d{1,9}[.)][ \t]")  # lines that a numbered one may follow
_RULE = re.compile(rf"\n[ >]*(?=[-:| ]*\|)\|?[ ]*:?-[-:| ]*{_END}")  # between a table's header and its rows
_BLOCKS = re.compile(r"(?<=\n)[ \t\r]*(?=\n)")
_STARS = re.compile(rf"\*(\*{{0,2}})(?=[^\s*])((?:[^*\n\x01]++|{_GOES_ON})*+)(?<=\S)\*\1")
_UNDERSCORES = re.compile(
    rf"_(?<!\w_)(_{{0,2}})(?=[^\s_])((?:[^_\n\x01]++|{_GOES_ON}|(?<=[^\W_])_+(?=[^\W_]))*+)(?<=\S)_\1(?!\w)"
)
_DEEPEST = 3  # how many pairs of such signs a word may stand in
_CHANGED: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        sign: re.compile(
            rf"\{sign}\{sign}(?=\S)((?:[^\{sign}\n\x01]++|\{sign}(?!\{sign})|{_GOES_ON})*+)(?<=\S)\{sign}\{sign}"
        )
        for sign in "=~^"
    }
)
_RAISED = re.compile(r"~([^~\s]++)~|\^([^^\s]++)\^")  # or lowered
_KEYS = re.compile(r"""\+\+((?:[\w-]++|"[^"\n]+"|'[^'\n]+')(?:\+(?:[\w-]++|"[^"\n]+"|'[^'\n]+'))*+)\+\+""")
_EMOJI = re.compile(r":(?<!\w:)(?:[a-z][a-z0-9_+-]*+|[+-]1|100):(?!\w)")


def plain(markdown: str) -> str:
    """Markdown of a paragraph, or a text whose blocks of code are hidden, as the words that a reader sees."""
    return " ".join(parted(markdown).replace(APART, " ").split())


def parted(markdown: str) -> str:
    """The words that a reader sees, with their spaces, and :data:`APART` between what is no one sentence."""
    words = "\n" + literal.without_escapes(literal.without_spans(literal.without_fences(markdown)))
    labels: frozenset[str] = frozenset()
    if "]:" in words:
        labels = frozenset(_key(found["label"]) for found in _DEFINED.finditer(words))
        words = _FOOTNOTE.sub(f"\n{APART}", _ABBREVIATION.sub("\n", _DEFINED.sub("\n", words)))
    if "<" in words:
        words = tags.without_tags(words, APART)
    if "{" in words:
        words = _ATTRIBUTES.sub("", words)
    if "[" in words:
        words = _without_links(words, labels)
    words = _LINE.sub(_line, words)
    if "|" in words:
        words = _without_bars(words)
    words = _without_signs(words)
    return literal.shown(unescape(words))


def definitions(body: str) -> str:
    """The lines of a text that say where its links lead, for a paragraph which may have such links."""
    return "".join(found[0] for found in _DEFINED.finditer("\n" + body)) if "]:" in body else ""


def words_of(target: str) -> str:
    """What stands for a ``[[target]]`` without words of its own: a slug as words, a name as it is."""
    name = _FOLDER.sub("", target, count=1)
    if "-" in name and name == name.lower() and not any(map(str.isspace, name)):
        return name.replace("-", " ")
    return name


def _key(label: str) -> str:
    return " ".join(label.lower().split())


def _without_links(words: str, labels: frozenset[str]) -> str:
    if "[[" in words:
        words = _WIKI.sub(lambda found: found[2] or words_of(found[1]), words)
    if "[" in words:
        words = _LINK.sub(r"\1", _PICTURE.sub("", _NOTE_SIGN.sub("", words)))
    if labels:
        words = _SHORT_LINK.sub(lambda found: found[1] if _key(found[1]) in labels else found[0], words)
    return words


def _line(found: re.Match[str]) -> str:
    """How a line starts without the signs of its blocks; titles and headings apart."""
    items = found["items"]
    if items[:1].isdigit() and not found["quote"]:
        text, start = found.string, found.start()
        if start > 0 and not _BESIDE_ITEM.match(text, text.rfind("\n", 0, start) + 1, start):
            return found[0]
    heading = found["heading"]
    if heading is not None:
        return f"\n{APART}{heading.rstrip().rstrip('#')}{APART}"
    title = found["title"] or found["tab"]
    if title:
        return f"\n{APART}{title}{APART}"
    if found["rule"] is not None or found["meaning"]:
        return f"\n{APART}"
    return "\n\n" if items else "\n"  # signs of bold words and the like go in pairs within an item


def _without_bars(words: str) -> str:
    """The words of tables without the bars and rules, each row apart. Elsewhere a bar is a sign like others."""
    if "\\|" in words:
        words = words.replace("\\|", literal.SIGN + literal.hidden("|"))
    if _RULE.search(words):
        words = "".join(_rows(block) if _RULE.search(block) else block for block in _BLOCKS.split(words))
    return words


def _rows(block: str) -> str:
    lines = _RULE.sub("", block).split("\n")
    return "\n".join(f"{APART}{line.replace('|', ' ')}{APART}" if "|" in line else line for line in lines)


def _without_signs(words: str) -> str:
    """The words without the signs of bold, changed, raised and other letters, of keys and emoji."""
    if "*" in words:
        words = _from_inmost(_STARS, words)
    if "_" in words:
        words = _from_inmost(_UNDERSCORES, words)
    for sign, pattern in _CHANGED.items():
        if sign in words:
            words = pattern.sub(r"\1", words)
    if "~" in words or "^" in words:
        words = _RAISED.sub(lambda found: found[1] or found[2], words)
    if "+" in words:
        words = _KEYS.sub(_keys, words)
    if ":" in words:
        words = _EMOJI.sub("", words)
    return words


def _from_inmost(pattern: re.Pattern[str], words: str) -> str:
    """The words without signs that come in pairs around what has no such sign, and around that, as deep as they go."""
    for _ in range(_DEEPEST):
        words, times = pattern.subn(r"\2", words)
        if not times:
            break
    return words


def _keys(found: re.Match[str]) -> str:
    return "+".join(key[1:-1] if key[0] in "\"'" else key.replace("-", " ").title() for key in found[1].split("+"))
