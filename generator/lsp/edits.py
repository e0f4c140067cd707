"""Changes of files as the edits of the protocol: the places that differ, files that come, files that move."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from lsprotocol import types as lsp

from generator.edit.changes import Change

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")  # as the protocol counts lines
_MARK = "\ufeff"
_Operation = lsp.TextDocumentEdit | lsp.CreateFile | lsp.RenameFile | lsp.DeleteFile


class Editor(NamedTuple):
    """What has to be known of an editor: how it names files and counts characters, and what it can do."""

    uri: Callable[[str], str]  # by path below the content folder
    version: Callable[[str], int | None]  # of an open document, by URI; None for one that isn't open
    units: Callable[[str], int]  # how many of the units that it counts in a text takes
    can: Callable[[lsp.ResourceOperationKind], bool]


def needs(changes: Iterable[Change]) -> Iterator[lsp.ResourceOperationKind]:
    """What an editor must be able to do to files."""
    for change in changes:
        if change.before is None:
            yield lsp.ResourceOperationKind.Create
        elif change.old:
            yield lsp.ResourceOperationKind.Rename


def workspace_edit(changes: Iterable[Change], editor: Editor) -> lsp.WorkspaceEdit:
    """New files first, then texts, and last the files that move, so that each text is edited where it is open."""
    created: list[_Operation] = []
    edited: list[_Operation] = []
    moved: list[_Operation] = []
    for change in changes:
        uri = editor.uri(change.old or change.path)
        if change.before is None:
            created.append(lsp.CreateFile(uri, options=lsp.CreateFileOptions(overwrite=False, ignore_if_exists=False)))
        edits = list(text_edits(change.before or b"", change.after, editor.units))
        if edits:
            document = lsp.OptionalVersionedTextDocumentIdentifier(uri, version=editor.version(uri))
            edited.append(lsp.TextDocumentEdit(document, edits))
        if change.old:
            moved.append(lsp.RenameFile(uri, editor.uri(change.path), options=lsp.RenameFileOptions(overwrite=False)))
    return lsp.WorkspaceEdit(document_changes=[*created, *edited, *moved])


def text_edits(before: bytes, after: bytes, units: Callable[[str], int]) -> Iterator[lsp.TextEdit]:
    """What differs, as narrow as a run of changed lines allows. A byte order mark is no character to an editor."""
    old = _LINE.findall(before.decode("utf-8").removeprefix(_MARK))
    new = _LINE.findall(after.decode("utf-8").removeprefix(_MARK))
    for kind, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield _edit(old, first, "".join(old[first:last]), "".join(new[start:end]), units)


def _edit(lines: list[str], line: int, gone: str, come: str, units: Callable[[str], int]) -> lsp.TextEdit:
    """``come`` in place of ``gone``, which begins at ``line`` (from 0), without what the two begin and end with."""
    head = _common(gone, come)
    tail = _common(gone[head:][::-1], come[head:][::-1])
    start = _position(lines, line, gone[:head], units)
    end = _position(lines, line, gone[: len(gone) - tail], units)
    return lsp.TextEdit(lsp.Range(start, end), come[head : len(come) - tail])


def _position(lines: list[str], line: int, text: str, units: Callable[[str], int]) -> lsp.Position:
    """The place behind ``text``, which begins at the start of ``line``."""
    rows = _LINE.findall(text)
    if rows and rows[-1].endswith(("\n", "\r")):
        rows.append("")
    if not rows and line == len(lines) and lines and not lines[-1].endswith(("\n", "\r")):
        return lsp.Position(line - 1, units(lines[-1]))  # the end of a text whose last line has no end
    return lsp.Position(line + max(len(rows) - 1, 0), units(rows[-1]) if rows else 0)


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with alike; a carriage return stays with its line feed."""
    length = next((place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), None)
    number = min(len(one), len(other)) if length is None else length
    while number and "\r" in (one[number - 1], one[number : number + 1]):
        number -= 1
    return number
