"""Lists of CommonMark, as Jekyll, Hugo and Eleventy read them, laid out as Python-Markdown reads the same.

There a list may follow a paragraph's last line, and what belongs to an entry stands below its first letter.
Python-Markdown asks for a blank line before a list and for four spaces a level.
https://spec.commonmark.org/0.31.2/#list-items
"""

from __future__ import annotations

import re

from msgspec import Struct, field

_MARKER = re.compile(r"(?P<sign>[-*+]|(?P<number>\d{1,9})[.)])(?P<gap> +|$)(?P<text>.*)")
_RULE = re.compile(r"([-*_])(?: *\1){2,} *$")
_FENCE = re.compile(r"(?P<ticks>`{3,}(?=[^`]*$)|~{3,})")
_RAW = re.compile(r"<(?P<name>pre|script|style|textarea)\b", re.IGNORECASE)
_BLOCK = re.compile(
    r"</?(?:address|article|aside|blockquote|center|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]"
    r"|header|hr|iframe|li|main|nav|ol|p|section|summary|table|tbody|td|tfoot|th|thead|tr|ul)\b",
    re.IGNORECASE,
)
_NO_TEXT = re.compile(r"#{1,6}(?: |$)|>|\|")  # what is no paragraph, so that a list may follow it
_DEEPEST = 20
_STEP = 4  # spaces a level


class _Container(Struct):
    """The text itself, or an entry of a list: the columns where its lines begin in the old text and in the new."""

    old: int = 0
    new: int = 0
    in_list: bool = False  # the last thing in it is a list
    had_blank: bool = False


class _State(Struct):
    stack: list[_Container] = field(default_factory=lambda: [_Container()])
    in_text: bool = False  # the line before belongs to a paragraph
    block: int | None = None  # the column, in the new text, where the lines since the last blank one begin
    code: str = ""  # what ends the code block or raw HTML that is open; "" outside
    html: bool = False  # in a block of HTML, which a blank line ends
    out: list[str] = field(default_factory=list)


def relisted(body: str) -> str:
    """``body`` with its lists laid out anew; everything else as it is."""
    if not re.search(r"^[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)", body, re.MULTILINE):
        return body
    state = _State()
    for line in body.split("\n"):
        _add(state, line)
    return "\n".join(state.out)


def _add(state: _State, line: str) -> None:
    """One more line of the old text."""
    if not line.strip():
        _add_blank(state, line)
        return
    if state.code or state.html:
        _add_raw(state, line)
        return
    wide = _expanded(line)
    indent = len(wide) - len(wide.lstrip(" "))
    kept = [each for each in state.stack if each.old <= indent]
    marker = _marker(wide[indent:]) if indent - kept[-1].old < _STEP else None
    inside = state.stack[-1]
    if state.in_text and len(kept) < len(state.stack) and marker is None and not _begins_block(wide[indent:]):
        kept = state.stack  # the paragraph of an entry goes on, however little it is indented
    state.stack = kept
    container = kept[-1]
    if container is not inside and marker is None:
        container.in_list = False
    if marker is not None and _may_begin(state, container, marker):
        _add_entry(state, container, marker, indent)
        return
    _add_text(state, container, line, wide, indent)


def _expanded(line: str) -> str:
    """Tabs at the start of a line, and behind a marker, as spaces."""
    head = re.match(r"[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?", line)
    width = head.end() if head else 0
    return line[:width].expandtabs(_STEP) + line[width:]


def _marker(text: str) -> re.Match[str] | None:
    return None if _RULE.match(text) else _MARKER.match(text)


def _begins_block(text: str) -> bool:
    return bool(_FENCE.match(text) or _NO_TEXT.match(text) or _RULE.match(text) or _BLOCK.match(text))


def _may_begin(state: _State, container: _Container, marker: re.Match[str]) -> bool:
    """Whether a marker begins an entry here: in a paragraph only with words behind it, and a number only if it is 1."""
    if container.in_list or not state.in_text:
        return len(state.stack) <= _DEEPEST
    return bool(marker["text"].strip()) and marker["number"] in (None, "1") and len(state.stack) <= _DEEPEST


def _add_entry(state: _State, container: _Container, marker: re.Match[str], indent: int) -> None:
    interrupts = state.in_text and not container.in_list and (len(state.stack) == 1 or container.had_blank)
    if interrupts or (state.block is not None and container.new < state.block):
        state.out.append("")
        state.block = None
    state.block = container.new if state.block is None else state.block
    gap = len(marker["gap"])
    text = marker["text"]
    if not text or gap > _STEP:  # an entry that begins with nothing, or with code
        text, gap = " " * max(0, gap - 1) + text, 1
    container.in_list = True
    sign = marker["sign"].replace(")", ".")
    state.stack = [*state.stack, _Container(indent + len(marker["sign"]) + gap, container.new + _STEP)]
    state.out.append(f"{' ' * container.new}{sign} {text}")
    state.in_text = bool(text.strip()) and not _begins_block(text)
    _open(state, text)


def _add_text(state: _State, container: _Container, line: str, wide: str, indent: int) -> None:
    state.block = container.new if state.block is None else state.block
    inner = wide[indent:]
    if len(state.stack) == 1:
        state.out.append(line)
    else:
        more = 0 if state.in_text else max(0, indent - container.old)
        state.out.append(" " * (container.new + (more if more >= _STEP else 0)) + inner)
    is_code = not state.in_text and indent - container.old >= _STEP
    state.in_text = not is_code and not _begins_block(inner)
    if not is_code:
        _open(state, inner)


def _open(state: _State, text: str) -> None:
    """Notes what is left open at the end of a line, and must not be looked into."""
    fence, raw = _FENCE.match(text), _RAW.match(text)
    if fence:
        state.code = fence["ticks"]
    elif raw:
        end = f"</{raw['name'].lower()}"
        state.code = "" if end in text.lower() else end
    elif text.startswith("<!--"):
        state.code = "" if "-->" in text else "-->"
    elif _BLOCK.match(text):
        state.html = True


def _add_raw(state: _State, line: str) -> None:
    """A line of code or HTML, moved as far as what it stands in."""
    container = state.stack[-1]
    if len(state.stack) == 1:
        state.out.append(line)
    else:
        spaces = len(line) - len(line.lstrip(" "))
        state.out.append(" " * container.new + line[min(spaces, container.old) :])
    bare = line.strip()
    if state.code[:1] in ("`", "~"):
        if bare.startswith(state.code) and not bare.strip(state.code[0]):
            state.code = ""
    elif state.code and state.code in bare.lower():
        state.code = ""
    state.in_text = False


def _add_blank(state: _State, line: str) -> None:
    state.out.append(line)
    if not state.code:
        state.in_text, state.html, state.block = False, False, None
        for each in state.stack:
            each.had_blank = True
