"""The Language Server Protocol (3.17) around a workspace: diagnostics, completion, hover, definition.

It speaks over standard input and output and knows nothing of YAML or Markdown itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from lsprotocol import types as lsp
from pygls import uris
from pygls.lsp.server import LanguageServer
from pygls.workspace import ServerTextPosition, ServerTextRange, TextDocument

from generator.archive.model import Ref
from generator.lsp.completion import proposals
from generator.lsp.context import Context, context_at
from generator.lsp.places import Mention, meant, mention_at, mentions
from generator.lsp.who import who
from generator.lsp.workspace import View, Workspace
from generator.problems import Position, Problem

_SOURCE = "cuttings"
_AtCursor = lsp.HoverParams | lsp.DefinitionParams | lsp.CompletionParams
_ITEM_KINDS: Mapping[str, lsp.CompletionItemKind] = {
    "person": lsp.CompletionItemKind.Class,
    "company": lsp.CompletionItemKind.Module,
    "topic": lsp.CompletionItemKind.Folder,
    "story": lsp.CompletionItemKind.File,
    "key": lsp.CompletionItemKind.Property,
    "value": lsp.CompletionItemKind.Value,
}


class Desk:
    """One editor's session: what it has open, and what is known of the content folder since the last change."""

    def __init__(self, server: LanguageServer, root: Path, today: Callable[[], date]) -> None:
        self._server = server
        self._workspace = Workspace(root)
        self._today = today
        self._view: View | None = None
        self._shown: set[str] = set()  # paths that the editor shows problems of

    def path(self, uri: str) -> str | None:
        """The path below the content folder, or None for a file that isn't content."""
        file = uris.to_fs_path(uri)
        return self._workspace.below(Path(file)) if file else None

    def uri(self, path: str) -> str:
        return uris.from_fs_path(str(self._workspace.root / path)) or ""

    @property
    def view(self) -> View:
        if self._view is None:
            self._view = self._workspace.view(self._today())
        return self._view

    def write(self, uri: str) -> None:
        """Takes what the editor shows now, and says what is wrong anywhere because of it."""
        path = self.path(uri)
        if path is not None:
            self._workspace.write(path, self.document(uri).source)
            self.tell()

    def close(self, uri: str) -> None:
        path = self.path(uri)
        if path is not None:
            self._workspace.close(path)
            self.tell()

    def tell(self) -> None:
        """Publishes the problems of every file that has some, and takes back those of files that have none now."""
        self._view = None
        problems = self.view.problems
        for path in sorted(self._shown | set(problems)):
            found = [self._diagnostic(path, problem) for problem in problems.get(path, ())]
            self._server.text_document_publish_diagnostics(
                lsp.PublishDiagnosticsParams(uri=self.uri(path), diagnostics=found)
            )
        self._shown = set(problems)

    def document(self, uri: str) -> TextDocument:
        return self._server.workspace.get_text_document(uri)

    def mention(self, params: _AtCursor) -> tuple[str, Mention, Ref] | None:
        """The name under the cursor, and whom it means."""
        path = self.path(params.text_document.uri)
        item = self.view.items.get(path) if path else None
        if path is None or item is None:
            return None
        document = self.document(params.text_document.uri)
        place = document.position_from_client_units(params.position)
        mention = mention_at(item, list(document.lines), place.line + 1, place.character + 1)
        ref = meant(self.view, path, mention) if mention else None
        return (path, mention, ref) if mention and ref else None

    def context(self, params: _AtCursor) -> tuple[str, Context, TextDocument] | None:
        """What is being written at the cursor."""
        path = self.path(params.text_document.uri)
        if path is None:
            return None
        document = self.document(params.text_document.uri)
        place = document.position_from_client_units(params.position)
        found = context_at(path, [line.rstrip("\r\n") for line in document.lines], place.line + 1, place.character + 1)
        return (path, found, document) if found else None

    def first_mention(self, path: str, ref: Ref) -> Position:
        """Where a file names somebody first; its start where the file is theirs."""
        item = self.view.items.get(path)
        if item is None or ref.kind in ("story", "page"):
            return Position(1, 1)
        lines = self.document(self.uri(path)).lines
        places = [each.at for each in mentions(item, list(lines)) if meant(self.view, path, each) == ref]
        entity = self.view.archive.entities[ref]
        own = entity.profile is not None and entity.profile.path == path
        return Position(1, 1) if own or not places else min(places)

    def _diagnostic(self, path: str, problem: Problem) -> lsp.Diagnostic:
        document = self.document(self.uri(path))
        line = document.lines[problem.line - 1].rstrip("\r\n") if problem.line <= len(document.lines) else ""
        start = min(problem.column - 1, len(line))
        end = start
        while end < len(line) and line[end] not in " ,:{}[]":
            end += 1
        row = problem.line - 1
        span = ServerTextRange(ServerTextPosition(row, start), ServerTextPosition(row, max(end, start + 1)))
        severity = lsp.DiagnosticSeverity.Error if problem.severity == "error" else lsp.DiagnosticSeverity.Warning
        return lsp.Diagnostic(
            range=document.range_to_client_units(span),
            message=problem.message,
            severity=severity,
            code=problem.code,
            source=_SOURCE,
        )


def serve(root: Path, version: str, today: Callable[[], date]) -> LanguageServer:
    """A server for one content folder; ``start_io`` runs it. ``today`` is asked anew at each change."""
    server = LanguageServer(_SOURCE, version, text_document_sync_kind=lsp.TextDocumentSyncKind.Full)
    desk = Desk(server, root, today)

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
