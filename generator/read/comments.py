"""Comments that were hardly meant as such: YAML drops what follows a ``#``, where news has hashtags and numbers.

libyaml tells of no comment. They are what stands between one of its tokens and the next, so they are looked for
only where a text may hold one at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from yaml import (
    BlockEndToken,
    BlockEntryToken,
    FlowEntryToken,
    FlowMappingEndToken,
    FlowMappingStartToken,
    FlowSequenceEndToken,
    FlowSequenceStartToken,
    KeyToken,
    ScalarToken,
    StreamEndToken,
    ValueToken,
    YAMLError,
)
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # types-PyYAML doesn't say that it is there

from generator.problems import Position
from generator.read.report import Report
from generator.values.quoting import quoted

_MAY_BE_ONE = re.compile(r"(?:^|[\s,\[{])#")
_NEVER_CUT = re.compile(r"[0-9XT:Z~?%/.+-]+|true|false|yes|no", re.IGNORECASE)
_TEXT = re.compile(r"#[^\s#]")  # what begins like this is text by the look of it
_FRONT_MATTER = re.compile(r"#(- |[A-Za-z_]+:(\s|$)|[\[\]{}])")  # keys and lists that somebody has switched off
_OPENING = (FlowMappingStartToken, FlowSequenceStartToken)
_CLOSING = (FlowMappingEndToken, FlowSequenceEndToken)
_ENDING = (KeyToken, BlockEndToken, StreamEndToken, FlowEntryToken, *_CLOSING)
_LONGEST, _MOST = 10_000, 10  # characters and lines that are looked at for a bracket; keeps hostile input cheap


class _Comment(NamedTuple):
    """``text`` from its ``#`` on, ``gap`` spaces after whatever is on its line; the place counts from 0."""

    text: str
    line: int
    column: int
    gap: int
    before: Any  # the token before it, and the one after it
    after: Any

    @property
    def lines_below(self) -> int:
        """How far it is below the token before it."""
        return self.line - int(self.before.end_mark.line)


def note_comments(text: str, first_line: int, report: Report) -> None:
    """Warns of each ``#`` that takes a value, or a part of one, away; ``text`` is YAML that can be parsed.

    ``first_line`` is the line of the file that it begins on.
    """
    if not _MAY_BE_ONE.search(text):
        return
    lines = text.split("\n")
    for comment in _comments(text):
        advice = _advice(comment, lines)
        if advice:
            report.add("hash-cuts-value", Position(comment.line + first_line, comment.column + 1), advice)


def open_bracket(lines: Sequence[str], last: int) -> tuple[int, int] | None:
    """Where the bracket opens, line and column from 0, whose end a comment holds; None where there is none such near.

    ``last`` is the line that is reached with the bracket still open.
    """
    near = (number for number in range(last, -1, -1) if "#" in lines[number] and may_swallow(lines[number]))
    for number in islice(near, _MOST):
        first = next((key for key in range(number, max(0, number - _MOST) - 1, -1) if lines[key][:1].strip()), number)
        below = "\n".join(lines[first : min(number + _MOST, last) + 1])[:_LONGEST]
        mark = _left_open(below, number - first)
        if mark is not None:
            return first + int(mark.line), int(mark.column)
    return None


def may_swallow(line: str) -> bool:
    """Whether a closing bracket of this line may stand in a comment."""
    comment = _MAY_BE_ONE.search(line)
    return comment is not None and max(line.rfind("]"), line.rfind("}")) > comment.start()


def _left_open(text: str, line: int) -> Any:
    """The mark of the last bracket that is open where a line's comment begins, if nothing closes it later."""
    comment = next((each for each in _comments(text) if each.line == line), None)
    opened: list[Any] = []
    found, depth = None, 0
    for token, _ in _pairs(text) if comment else ():
        if type(token) in _OPENING:
            opened.append(token.start_mark)
        elif type(token) in _CLOSING and opened:
            opened.pop()
        if found is not None and len(opened) < depth:
            return None
        if opened and comment and token.end_mark.index == comment.before.end_mark.index:
            found, depth = opened[-1], len(opened)
    return found


def _pairs(text: str) -> Iterator[tuple[Any, Any]]:
    """Each token with the next; the last one with None, where the text can't be read to its end."""
    following = CParser(text).get_token
    before = None
    try:
        while type(before) is not StreamEndToken:
            after = following()
            if before is not None:
                yield before, after
            before = after
    except YAMLError:
        if before is not None:
            yield before, None


def _comments(text: str) -> Iterator[_Comment]:
    for before, after in _pairs(text):
        start = before.end_mark.index
        between = text[start : after.start_mark.index] if after else text[start:].partition("\n")[0]
        if "#" not in between:
            continue
        line, column = before.end_mark.line, before.end_mark.column
        for written in between.split("\n"):
            comment = written.lstrip()
            gap = len(written) - len(comment)
            if comment.startswith("#"):
                yield _Comment(comment, line, column + gap, gap, before, after)
            line, column = line + 1, 0


def _advice(comment: _Comment, lines: Sequence[str]) -> str:
    """What to do about a comment that looks like a text; "" where it is a comment."""
    before = type(comment.before)
    if before is ScalarToken:
        return _after_text(comment, lines) if comment.before.plain and comment.before.value else ""
    if not _TEXT.match(comment.text) or before not in (ValueToken, BlockEntryToken, FlowEntryToken, *_OPENING):
        return ""
    is_value = before in (ValueToken, BlockEntryToken)
    if is_value and not isinstance(comment.after, (ScalarToken, *_ENDING)) and type(comment.after) is not before:
        return ""  # keys or a list stand below it
    if (comment.lines_below or not is_value) and _FRONT_MATTER.match(comment.text):
        return ""
    if comment.lines_below and not (is_value and _goes_on(comment, lines)):
        return ""
    return (
        f"{quoted(comment.text)} is read as a comment, since it begins with #; put the text in quotes, "
        "or leave a space after a comment's #"
    )


def _after_text(comment: _Comment, lines: Sequence[str]) -> str:
    """About one behind a text, or on the line below it.

    Whoever means a comment stands it off by two spaces or more, and leaves one after the sign.
    """
    if comment.lines_below:
        is_text = _TEXT.match(comment.text) and not _FRONT_MATTER.match(comment.text) and _goes_on(comment, lines)
        apart = "leave a space after a comment's #"
    else:
        is_comment = comment.gap > 1 and (comment.text.startswith(("# ", "##")) or comment.text == "#")
        is_text = not is_comment and not _NEVER_CUT.fullmatch(comment.before.value)
        apart = "leave two spaces before a comment's # and one after it"
    if not is_text or not comment.gap:
        return ""
    return (
        f"the text ends before this #, and {quoted(comment.text)} is read as a comment; put the whole text in quotes, "
        f"or {apart}"
    )


def _goes_on(comment: _Comment, lines: Sequence[str]) -> bool:
    """Whether one on the next line is indented as what goes on from the line above would be."""
    if comment.lines_below != 1:
        return False
    mark = comment.before.start_mark
    begun = lines[mark.line]
    lead = re.match(r"[ \t]*(?:- +)*", begun)
    first = lead.end() if lead else 0
    if mark.column > first:  # a key stands before it
        return comment.column > first
    return comment.column > begun.rfind("-", 0, first) if "-" in begun[:first] else comment.column >= first
