"""A name changed wherever it stands, by what ``cuttings rename`` does, open texts as well as those on disk."""

from __future__ import annotations

import logging
from datetime import date

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException

from generator.archive.model import Ref
from generator.archive.names import address
from generator.edit.changes import Change
from generator.edit.errors import EditRefusedError
from generator.edit.planning import planned
from generator.edit.renaming import rename
from generator.edit.target import Editable
from generator.lsp.edits import Editor, needs, workspace_edit
from generator.lsp.places import Mention
from generator.lsp.workspace import View, Workspace

_SHOWN = 3  # problems in a message; the editor marks them all once they are there


class RenameRefusedError(JsonRpcException):
    """Answered to the editor, which shows the message; no fault of the server."""

    CODE = lsp.LSPErrorCodes.RequestFailed.value


def refusals_are_answers() -> None:
    """Keeps a refusal out of the server's log, where it would stand with a traceback."""
    logging.getLogger("pygls.protocol.json_rpc").addFilter(_is_fault)


def _is_fault(record: logging.LogRecord) -> bool:
    return not (record.exc_info and isinstance(record.exc_info[1], RenameRefusedError))


def current_name(view: View, mention: Mention, ref: Ref) -> str:
    """What is to be changed: whoever is named by an alias is called otherwise all the same.

    RenameRefusedError for an ordinary page, which has no name but its file's.
    """
    if ref.kind == "page":
        raise RenameRefusedError(f"{address(ref)} is an ordinary page; rename its file, and the links to it.")
    if ref.kind == "story" or mention.text in (ref.slug, address(ref)):
        return mention.text
    return view.archive.entities[ref].name


def renamed(
    workspace: Workspace, named: tuple[Mention, Ref], new: str, today: date, editor: Editor
) -> lsp.WorkspaceEdit:
    """What ``cuttings rename`` would do with what the cursor is on. RenameRefusedError, with why, where it can't be."""
    view = workspace.view(today)
    mention, ref = named
    current_name(view, mention, ref)
    try:
        changes = planned(
            view.content, view.found, lambda desk: _plan(workspace, desk, mention, ref, new), shown="", today=today
        )
    except EditRefusedError as refused:
        first = "".join(f"\n{each}" for each in refused.problems[:_SHOWN])
        more = len(refused.problems) - _SHOWN
        raise RenameRefusedError(f"{refused}{first}" + (f"\nand {more} more" if more > 0 else "")) from None
    missing = sorted({kind.value for kind in needs(changes) if not editor.can(kind)})
    if missing:
        raise RenameRefusedError(
            f"Nothing was changed, since this editor can't {' and '.join(missing)} files, as this would; "
            "use cuttings rename."
        )
    return workspace_edit(changes, editor)


def _plan(workspace: Workspace, desk: Editable, mention: Mention, ref: Ref, new: str) -> tuple[Change, ...]:
    """The place says who is meant where the words alone fit several, or nobody."""
    try:
        sure = desk.whom(mention.text) == ref
    except EditRefusedError:
        sure = False
    return rename(workspace.root, desk, mention.text if sure else address(ref), new, workspace.bytes_of)
