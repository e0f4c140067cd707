"""The Language Server Protocol (3.17) around a workspace: diagnostics, completion, hover, definition, rename.

It speaks over standard input and output and knows nothing of YAML or Markdown itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.workspace import ServerTextPosition, ServerTextRange

from generator.lsp.completion import proposals
from generator.lsp.context import Context
from generator.lsp.renaming import current_name, refusals_are_answers
from generator.lsp.session import SOURCE, Session
from generator.lsp.who import who

_ITEM_KINDS: Mapping[str, lsp.CompletionItemKind] = {
    "person": lsp.CompletionItemKind.Class,
    "company": lsp.CompletionItemKind.Module,
    "topic": lsp.CompletionItemKind.Folder,
    "story": lsp.CompletionItemKind.File,
    "key": lsp.CompletionItemKind.Property,
    "value": lsp.CompletionItemKind.Value,
}


def serve(root: Path, version: str, today: Callable[[], date]) -> LanguageServer:
    """A server for one content folder; ``start_io`` runs it. ``today`` is asked anew at each change."""
    server = LanguageServer(SOURCE, version, text_document_sync_kind=lsp.TextDocumentSyncKind.Full)
    desk = Session(server, root, today)
    refusals_are_answers()

    @server.feature(lsp.INITIALIZED)
    def initialized(_: lsp.InitializedParams) -> None:
        desk.tell()

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: lsp.DidOpenTextDocumentParams) -> None:
        desk.write(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: lsp.DidChangeTextDocumentParams) -> None:
        desk.write(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: lsp.DidSaveTextDocumentParams) -> None:
        desk.write(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: lsp.DidCloseTextDocumentParams) -> None:
        desk.close(params.text_document.uri)

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def files_changed(_: lsp.DidChangeWatchedFilesParams) -> None:
        desk.tell()

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    def hover(params: lsp.HoverParams) -> lsp.Hover | None:
        found = desk.mention(params)
        if found is None:
            return None
        return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, who(desk.view, found[2])))

    @server.feature(lsp.TEXT_DOCUMENT_DEFINITION)
    def definition(params: lsp.DefinitionParams) -> lsp.Location | None:
        found = desk.mention(params)
        target = desk.view.path_of(found[2]) if found else ""
        if found is None or not target:
            return None
        at = desk.first_mention(target, found[2])
        place = lsp.Position(at.line - 1, at.column - 1)
        return lsp.Location(desk.uri(target), lsp.Range(place, place))

    @server.feature(lsp.TEXT_DOCUMENT_PREPARE_RENAME)
    def prepare_rename(params: lsp.PrepareRenameParams) -> lsp.PrepareRenamePlaceholder | None:
        found = desk.mention(params)
        if found is None:
            return None
        _, mention, ref = found
        return lsp.PrepareRenamePlaceholder(
            desk.span(params.text_document.uri, mention), current_name(desk.view, mention, ref)
        )

    @server.feature(lsp.TEXT_DOCUMENT_RENAME, lsp.RenameOptions(prepare_provider=True))
    def rename(params: lsp.RenameParams) -> lsp.WorkspaceEdit:
        return desk.renamed(params)

    @server.feature(lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=["[", "{", ",", ":", " "]))
    def completion(params: lsp.CompletionParams) -> lsp.CompletionList:
        found = desk.context(params)
        if found is None:
            return lsp.CompletionList(is_incomplete=False, items=[])
        path, context, document = found
        cursor = document.position_from_client_units(params.position)
        start = ServerTextPosition(cursor.line, cursor.character - len(context.written))
        span = document.range_to_client_units(ServerTextRange(start, cursor))
        items = [
            lsp.CompletionItem(
                label=each.text,
                detail=each.detail,
                kind=_ITEM_KINDS[each.what],
                sort_text=f"{number:04}",
                filter_text=each.text if each.what != "story" else f"{each.text} {each.detail}",
                text_edit=lsp.TextEdit(span, _written(each.text, each.what, context)),
            )
            for number, each in enumerate(proposals(desk.view, path, context))
        ]
        return lsp.CompletionList(is_incomplete=True, items=items)

    return server


def _written(text: str, what: str, context: Context) -> str:
    """A proposal as it is written where it goes: a key with its colon, a link with its brackets closed."""
    if what == "key":
        return f"{text}: "
    return f"{text}]]" if context.what == "link" else text
