"""Inline Markdown of the known kind → HTML: text, references, links, emphasis, code, our own elements."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

# Resolves a link's target as written to the href that the page has; None for one that isn't known.
Resolve = Callable[[str], str | None]

# One token of the known kind. The text between tokens must not hold a sign that starts anything.
_TOKEN = re.compile(
    r"""
      (?<!!) \[ (?P<label> (?:
            [^][\\`*_{}<>&~^=+|\#$@\n:/!'"()\x00-\x1f] | [-:/!'"()](?![:/+\w-]*:) | &\#\d{2,3}; | &(?:amp|lt|gt);
        )+ ) \]\( (?P<target> (?: [A-Za-z0-9./%~:\#?=,;@!_-] | &amp; )+ ) \)
    | (?<![\w*]) \*\* (?P<strong>
        [^\s*_\\`{}<>&~^=+|\[\]\#$@:!] (?: [^*_\\`{}<>&~^=+|\[\]\#$@!\n]* [^\s*_\\`{}<>&~^=+|\[\]\#$@!] )?
      ) \*\* (?![\w*])
    | (?<![\w*]) \* (?P<em> \w (?: [^*_\\`{}<>&~^=+|\[\]\#$@:!\n]* \w )? ) \* (?![\w*])
    | (?<!`) ` (?P<code> [A-Za-z0-9] (?: [A-Za-z0-9 .,_/-]* [A-Za-z0-9] )? ) ` (?!`)
    | < (?P<open>
        span\ class="(?!md-)[a-z]+(?:-[a-z]+)*(?:\ (?!md-)[a-z]+(?:-[a-z]+)*)*" | del | time\ datetime="[0-9TZ:+-]+"
      ) >
    | </ (?P<close> span | del | time ) >
    | & \# (?P<number> \d{2,3} ) ;
    | & (?P<entity> amp | lt | gt ) ;
    """,
    re.VERBOSE,
)

# Of the tokens those that nearly all text has: links with a label of text alone, and our spans. Where one of them
# begins, no token of another kind does.
_COMMON = re.compile(
    r"""
      \[ ( [^][\\`*_{}<>&~^=+|\#$@\n:/!'"()\x00-\x1f\u00a0]+ ) \]\( ( [A-Za-z0-9./%~:\#?=,;@!_-]+ ) \)
    | ( <span\ class="(?!md-)[a-z]+(?:-[a-z]+)*"> | </span> )
    """,
    re.VERBOSE,
)
_GAP = "\x00"  # stands where a token was: no text of the known kind holds it

# Signs that may start something of Markdown, of an extension, or of HTML, where they stand outside a token; those
# that do so only beside others are looked at a second time.
_SIGN = re.compile(r"[][\\`*{}<~^|&_=+:]")
_SPECIAL = re.compile(r"[][\\`*{}<~^|_]|&(?! )|==|\+\+|:[-+\w]*:|://")
_ESCAPED = re.compile(r"[&<>\u00a0]")
_REFERENCE = re.compile(r"&#(\d+);")


def escaped(text: str) -> str:
    """Text as the cleaner writes it."""
    if _ESCAPED.search(text) is None:
        return text
    return escape(text, quote=False).replace("\u00a0", "&nbsp;")


def plain(text: str) -> str | None:
    """Text without any markup, escaped; None if it has some."""
    return None if _SIGN.search(text) and _SPECIAL.search(text) else escaped(text)


def _sign(number: str) -> str | None:
    code = int(number)
    return escaped(chr(code)) if 33 <= code <= 126 else None


def _label(written: str) -> str | None:
    """A link's label: text and references."""
    if "&" not in written:
        return escaped(written)
    parts = _REFERENCE.split(written)
    for place in range(1, len(parts), 2):
        sign = _sign(parts[place])
        if sign is None:
            return None
        parts[place] = sign
    parts[::2] = [part.replace("\u00a0", "&nbsp;") for part in parts[::2]]
    return "".join(parts)


def inline(text: str, resolve: Resolve) -> str | None:
    """HTML of a run of inline Markdown; None for anything that isn't known."""
    if _SIGN.search(text) is None:
        return escaped(text)
    if "![" not in text:
        common = _common(text, resolve)
        if common is not None:
            return common
    return _by_token(text, resolve)


def _common(text: str, resolve: Resolve) -> str | None:
    """As :func:`inline`, of text that has common tokens and no others, which nearly all has that isn't bare."""
    parts = _COMMON.split(text)
    between = plain(_GAP.join(parts[::4]))
    if between is None:
        return None
    opened = 0
    for place in range(1, len(parts), 4):
        label, target, tag = parts[place : place + 3]
        if tag is None:
            href = resolve(target)
            if href is None:
                return None
            parts[place] = f'<a href="{href}">{label}</a>'
        else:
            opened += 1 if tag[1] == "s" else -1
            if opened < 0:
                return None
            parts[place] = tag
    if opened:
        return None
    if "&" in between or ">" in between:
        parts[::4] = between.split(_GAP)
    parts[2::4] = parts[3::4] = [""] * (len(parts) // 4)
    return "".join(parts)


def _by_token(text: str, resolve: Resolve) -> str | None:
    out: list[str] = []
    opened: list[str] = []
    done = 0
    for token in _TOKEN.finditer(text):
        gap = text[done : token.start()]
        if gap:
            between = plain(gap)
            if between is None:
                return None
            out.append(between)
        done = token.end()
        html = _token(token, resolve, opened)
        if html is None:
            return None
        out.append(html)
    rest = plain(text[done:])
    if opened or rest is None:
        return None
    out.append(rest)
    return "".join(out)


def _token(token: re.Match[str], resolve: Resolve, opened: list[str]) -> str | None:
    match token.lastgroup:
        case "target":
            label, href = _label(token["label"]), resolve(token["target"])
            return None if label is None or href is None else f'<a href="{href}">{label}</a>'
        case "strong":
            words = plain(token["strong"])
            return None if words is None else f"<strong>{words}</strong>"
        case "em":
            words = plain(token["em"])
            return None if words is None else f"<em>{words}</em>"
        case "code":
            return f"<code>{token['code']}</code>"
        case "open":
            opened.append(token["open"].partition(" ")[0])
            return token[0]
        case "close":
            return token[0] if opened and opened.pop() == token["close"] else None
        case "number":
            return _sign(token["number"])
        case _:
            return token[0]
