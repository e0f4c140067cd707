"""What a parser's complaint most likely means: the classic slips of YAML, told to people who write news."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from generator.read.comments import may_swallow, open_bracket
from generator.values.quoting import quoted

_IN_BLOCK = re.compile(r"^[\s-]*(?P<key>[^:]+): +(?P<value>.*)$")
_IN_FLOW = re.compile(r"[{,\[]\s*(?P<key>[^:{},\[\]]+): +(?P<value>[^{},\[\]]*)$")
_OF_BRACKETS = ("',' or", "node content", "mapping values")  # what the parser says where one is still open
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")


class Slip(NamedTuple):
    """A code, a place (line and column from 0, in the front matter's own lines), and advice."""

    code: str
    line: int
    column: int
    message: str


def explain(error: Exception, lines: Sequence[str]) -> Slip:
    """What went wrong where the parser gave up with a yaml.YAMLError. ``lines`` are the front matter's."""
    problem = str(getattr(error, "problem", "") or "")
    line, column = _at(getattr(error, "problem_mark", None), lines)
    opened, opened_column = _at(getattr(error, "context_mark", None), lines)
    text = lines[line] if lines else ""
    if "tab character" in problem or text[column : column + 1] == "\t":
        message = "this line is indented with a tab; use spaces, two for each step"
        return Slip(
            "tab-indent", line, len(text) - len(text.lstrip()) if not text.strip() else text.index("\t"), message
        )
    if any(sign in problem for sign in _OF_BRACKETS) and (hidden := open_bracket(lines, line)):
        return Slip("bad-yaml", *hidden, _hidden_end(lines[hidden[0]][hidden[1]]))
    if "mapping values" in problem or ("',' or" in problem and text[column : column + 1] == ":"):
        return _colon(lines, line, column, flow="',' or" in problem)
    if "unexpected end of stream" in problem:
        message = "the quote that opens here is never closed; close it, and write a quote inside it twice"
        return Slip("bad-yaml", opened, opened_column, message)
    if "',' or" in problem:
        return _unclosed(lines, opened, opened_column, line, column)
    if "Unicode character escape" in problem and _SURROGATE.match(text, max(0, column - 2)):
        message = "this is half of a character; write the character itself in place of its \\u codes"
        return Slip("lone-surrogate", line, max(0, column - 2), message)
    if "could not find expected ':'" in problem:
        return _no_key(lines, opened)
    if "cannot start any token" in problem:
        message = f"a text that begins with {quoted(text[column : column + 1])} must stand in quotes"
        return Slip("bad-yaml", line, column, message)
    if "tag" in problem or text[column : column + 1] == "!":
        return Slip("yaml-tag", line, column, "put a text that begins with ! in quotes; tags are not for front matter")
    if "alphabetic or numeric" in problem:
        return Slip("yaml-anchor", opened, opened_column, "put a text that begins with & or * in quotes")
    if "quoted scalar" in str(getattr(error, "context", "")):
        message = "a backslash in double quotes must be written twice; or put the text in single quotes"
        return Slip("bad-yaml", line, column, message)
    return _stray(text, line, column, problem)


def _at(mark: Any, lines: Sequence[str]) -> tuple[int, int]:
    """A mark's place, kept inside the front matter: the parser may complain of the end of it."""
    if mark is None:
        return 0, 0
    line, column = int(mark.line), int(mark.column)
    if line >= len(lines) or (line == len(lines) - 1 and not lines[line]):
        line = max(0, len(lines) - 1)
        while line and not lines[line].strip():
            line -= 1
        column = len(lines[line].rstrip()) if lines else 0
    return line, column


def _colon(lines: Sequence[str], line: int, column: int, *, flow: bool) -> Slip:
    """A colon where there has been one already, or a line that is indented like nothing above it."""
    text = lines[line]
    found = (_IN_FLOW if flow else _IN_BLOCK).search(text[:column])
    if found:
        rest = re.match(r"[^,}\]]*" if flow else r".*", text[column:])
        whole = found["value"] + (rest.group().rstrip() if rest else "")
        quote = "'" if '"' in whole else '"'
        message = f"a text with a colon in it must stand in quotes: {found['key'].strip()}: {quote}{whole}{quote}"
        return Slip(
            "unquoted-colon",
            line,
            column,
            message if len(message) < 200 and message.isprintable() else message.partition(":")[0],
        )
    if text[:1].strip() and line:
        return _above(lines, line)
    message = "this line is indented further than the one above it allows; line it up with the keys that it belongs to"
    return Slip("bad-yaml", line, len(text) - len(text.lstrip()), message)


def _above(lines: Sequence[str], line: int) -> Slip:
    """A key that the parser doesn't expect at the left edge: what stands above isn't finished, or is no key."""
    above = line - 1
    while above and (not lines[above].strip() or lines[above][0] in " \t#"):
        above -= 1
    for sign, closing in (("[", "]"), ("{", "}")):
        column = lines[above].rfind(sign)
        if "".join(lines[above:line]).count(sign) > "".join(lines[above:line]).count(closing) and column >= 0:
            message = f"the {sign} that opens here is never closed; write {closing} where it ends"
            return Slip("bad-yaml", above, column, message)
    return _no_key(lines, above)


def _unclosed(lines: Sequence[str], opened: int, opened_column: int, line: int, column: int) -> Slip:
    """A bracket that doesn't close, and why: most often a ``#`` or a quote on its line."""
    bracket = lines[opened][opened_column : opened_column + 1] if lines else ""
    closing = "]" if bracket == "[" else "}"
    if line == opened and column < len(lines[line].rstrip()):
        message = (
            f"{quoted(lines[line][column:].strip(), 30)} can't stand here; put a text with quotes, brackets or a colon "
            "in it in quotes as a whole"
        )
        return Slip("bad-yaml", line, column, message)
    if any(may_swallow(each) for each in (lines[opened][opened_column:], *lines[opened + 1 : line])):
        return Slip("bad-yaml", opened, opened_column, _hidden_end(bracket))
    message = f"the {bracket} that opens here is never closed; write {closing} where it ends"
    return Slip("bad-yaml", opened, opened_column, message)


def _hidden_end(bracket: str) -> str:
    return f"the {bracket} that opens here is never closed, for the # begins a comment; put the text in quotes"


def _no_key(lines: Sequence[str], line: int) -> Slip:
    """A line without ``key:``, which is prose if a blank line stands before it."""
    text = lines[line] if lines else ""
    indent = len(text) - len(text.lstrip())
    if line and not lines[line - 1].strip() and not indent:
        message = "the text seems to begin here, so a line with only --- must stand before it to end the front matter"
        return Slip("missing-end", line, indent, message)
    if re.match(r"\s*[a-z_]+:\S", text):
        return Slip("bad-yaml", line, indent, "a space is missing after the colon")
    message = (
        f"{quoted(text.strip(), 40)} is no key with a value; write key: value, or indent it if it goes on from above"
    )
    return Slip("bad-yaml", line, indent, message)


def _stray(text: str, line: int, column: int, problem: str) -> Slip:
    """Whatever is left: text after a closing quote or bracket, a line indented less than its fellows."""
    before = text[:column].rstrip()
    if before.endswith(("'", '"')):
        quote = before[-1]
        message = (
            f"this text goes on after its closing {quote}; put the whole of it in quotes, or write an inner quote twice"
        )
        return Slip("bad-yaml", line, column, message)
    if before.endswith(("]", "}")) or text[column : column + 1] in ("]", "}"):
        return Slip("bad-yaml", line, column, "there is one bracket too many here, or text after the last one")
    if "sequence entries" in problem:
        return Slip("bad-yaml", line, column, "a list with dashes begins on the line after its key")
    if "document start" in problem:
        message = "front matter is keys with values, one set of them; take this out"
        return Slip("two-documents", line, column, message)
    if "node content" in problem and before.endswith((",", "[", "{")):
        return Slip("bad-yaml", line, column, "there is nothing between two commas or brackets here; take one out")
    if not text[:column].strip():
        message = "this line is indented otherwise than its fellows above; line them up"
        return Slip("bad-yaml", line, column, message)
    return Slip(
        "bad-yaml", line, column, "this can't be read; look at the quotes, brackets and indents here and just above"
    )
