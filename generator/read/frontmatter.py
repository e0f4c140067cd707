"""A text file → its front matter as a tree, and its body.

Front matter stands between a first line of ``---`` and the next line of ``---``. Whatever is wrong
with it is reported, all of it at once where that can be: a part that can't be parsed is set aside,
and the rest is read.
"""

from __future__ import annotations

import re

from msgspec import Struct
from yaml import YAMLError

from generator.problems import Position, in_order
from generator.read.composer import Composer, TooDeep
from generator.read.encoding import clean, decode, is_clean
from generator.read.nodes import MappingNode, ScalarNode
from generator.read.report import Report
from generator.read.slips import explain
from generator.values.quoting import quoted

_FENCE = "---"
_MOST_PARTS = 20  # parts of one front matter that are set aside before the rest is given up
_START = Position(1, 1)


class Document(Struct, frozen=True):
    """One text file. ``whole``: all of its front matter could be read, so what isn't in ``front`` wasn't written."""

    front: MappingNode
    body: str
    body_line: int  # the file line that the body starts on
    whole: bool


_UNREAD = Document(MappingNode((), 1, 1), "", 1, False)


def read_document(data: bytes, report: Report, *, required: bool = True) -> Document:
    """The file's front matter and body. ``required``: a file without front matter is a problem."""
    text = decode(data, report)
    if text is None:
        return _UNREAD
    opening, front_start, front_end, body_start = _parts(text)
    if not is_clean(data, text):
        text = clean(text, body_start, report)
    if front_start < 0:
        return _without_front(text, report, required=required)
    first_line = text.count("\n", 0, front_start) + 1
    if opening:
        message = 'the opening "---" must be the very first line; take out what stands before it'
        report.add("blank-before-front-matter", _START, message)
    if front_end < 0:
        message = 'the front matter that this "---" opens is never closed; put a line with only --- after it'
        report.add("missing-end", Position(max(1, first_line - 1), 1), message)
        return _UNREAD
    front, whole = _parse(text[front_start:front_end], first_line, report)
    body, body_line = text[body_start:], text.count("\n", 0, body_start) + 1
    _look_for_second(body, body_line, report)
    return Document(front, body, body_line, whole)


def _parts(text: str) -> tuple[int, int, int, int]:
    """Offsets: of the opening fence, the front matter's start and end, the body's start; -1 where there is none."""
    opening = len(text) - len(text.lstrip())
    end = text.find("\n", opening)
    if not text.startswith(_FENCE, opening) or text[opening + 3 : end if end >= 0 else None].strip():
        return 0, -1, -1, 0
    start = end + 1 if end >= 0 else len(text)
    place = start - 1
    while (place := text.find("\n" + _FENCE, place)) >= 0:
        end = text.find("\n", place + 1)
        if not text[place + 4 : end if end >= 0 else None].strip():
            return opening, start, place + 1, end + 1 if end >= 0 else len(text)
        place += 1
    return opening, start, -1, len(text)


def _without_front(text: str, report: Report, *, required: bool) -> Document:
    if required:
        message = 'this file must begin with front matter: a line with only ---, "key: value" lines, and --- again'
        if text.startswith("+++"):
            message = "front matter is YAML here, between lines of ---, not TOML between lines of +++"
        report.add("no-front-matter", _START, message)
    return Document(MappingNode((), 1, 1), text, 1, not required)


def _parse(front: str, first_line: int, report: Report) -> tuple[MappingNode, bool]:
    """The tree, and whether it is all there. A part that can't be parsed is reported and blanked, the rest read."""
    whole = True
    for _ in range(_MOST_PARTS):
        attempt = Report(report.path)
        try:
            root = Composer(front, first_line, attempt).compose()
        except TooDeep:
            report.take(problem for problem in attempt.problems if problem.code == "too-deep")
            line = in_order(attempt.problems)[-1].line - first_line
            rest = False
        except YAMLError as error:
            slip = explain(error, front.split("\n"))
            report.add(slip.code, Position(slip.line + first_line, slip.column + 1), slip.message)
            line, rest = slip.line, slip.code == "missing-end"
        else:
            report.take(attempt.problems)
            if root is None or isinstance(root, MappingNode):
                return root or MappingNode((), first_line - 1, 1), whole
            if not attempt.problems:
                _refuse_root(root, report)
            break
        whole = False
        front = _set_aside(front, line, rest=rest)
    return MappingNode((), first_line - 1, 1), False


def _refuse_root(root: object, report: Report) -> None:
    if isinstance(root, ScalarNode):
        message = (
            f"{quoted(root.text, 40)} is no key with a value; front matter is lines such as title: Orbital launches"
        )
        if re.match(r"[a-z_]+:\S", root.text):
            message = f"a space is missing after the colon in {quoted(root.text, 40)}"
        report.add("not-a-mapping", root, message)
    elif hasattr(root, "line") and hasattr(root, "column"):
        message = "front matter is keys with values, such as title: Orbital launches; this is a list"
        report.add("not-a-mapping", Position(root.line, root.column), message)


def _set_aside(front: str, line: int, *, rest: bool) -> str:
    """``front`` with the top-level key that ``line`` (from 0) belongs to blanked, or with all from there on."""
    lines = front.split("\n")
    start = min(line, len(lines) - 1)
    while start and not _is_key_line(lines[start]):
        start -= 1
    end = start + 1
    while end < len(lines) and not _is_key_line(lines[end]):
        end += 1
    if rest:
        start, end = line, len(lines)
    lines[start:end] = [""] * (end - start)
    return "\n".join(lines)


def _is_key_line(line: str) -> bool:
    return bool(line) and line[0] not in " \t#-]}"


def _look_for_second(body: str, body_line: int, report: Report) -> None:
    """A body that goes on at once with ``key: value`` lines and a ``---`` is the second half of torn front matter."""
    if not body.startswith(_FENCE) and not re.match(r"[a-z_]+:( |\n)", body):
        return
    start = 0
    if body.startswith(_FENCE) and not body.partition("\n")[0][3:].strip():
        start = body.find("\n") + 1
    end = body.find("\n" + _FENCE, max(0, start - 1))
    lines = body[start:end].split("\n") if end >= 0 and start >= 0 else []
    if lines and all(re.match(r"[a-z_]+:( |$)|[ \t#-]|$", line) for line in lines) and lines[0].strip():
        message = "a second set of front matter stands here; move its keys into the first, or leave a blank line above"
        report.add("two-documents", Position(body_line, 1), message)
