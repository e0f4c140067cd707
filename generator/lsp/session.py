"""One editor's session: what is open in it, what is wrong, and what its cursor is on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lsprotocol import types as lsp
from pygls import uris
from pygls.workspace import ServerTextPosition, ServerTextRange, TextDocument

from generator.archive.model import Ref
from generator.lsp.context import Context, context_at
from generator.lsp.edits import Editor
from generator.lsp.places import Mention, meant, mention_at, mentions
from generator.lsp.renaming import RenameRefusedError, renamed
from generator.lsp.workspace import View, Workspace
from generator.problems import Position, Problem
from generator.read.lines import lines_of

if TYPE_CHECKING:
    from pygls.lsp.server import LanguageServer

SOURCE = "cuttings"  # of diagnostics
_AtCursor = lsp.HoverParams | lsp.DefinitionParams | lsp.CompletionParams | lsp.PrepareRenameParams | lsp.RenameParams


class Session:
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
        """A file as the editor has it open, or as it is on the disk: empty where nothing of it is to be shown."""
        workspace = self._server.workspace
        opened: TextDocument | None = workspace.text_documents.get(unquote(uri))
        if opened is not None:
            return opened
        file = uris.to_fs_path(uri)
        lines = lines_of(Path(file), self._workspace.root) if file else ()
        return TextDocument(uri, "\n".join(lines), position_codec=workspace.position_codec)

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

    def span(self, uri: str, mention: Mention) -> lsp.Range:
        """Where a name stands, as the editor counts."""
        row, column = mention.at.line - 1, mention.at.column - 1
        ends = ServerTextPosition(row, column), ServerTextPosition(row, column + mention.length)
        return self.document(uri).range_to_client_units(ServerTextRange(*ends))

    def renamed(self, params: lsp.RenameParams) -> lsp.WorkspaceEdit:
        """What changes when the name under the cursor does. RenameRefusedError where it can't be."""
        found = self.mention(params)
        if found is None:
            raise RenameRefusedError("There is no name under the cursor of anybody on file.")
        return renamed(self._workspace, found[1:], params.new_name, self._today(), self._editor())

    def _editor(self) -> Editor:
        server = self._server
        told = server.client_capabilities.workspace
        edit = told.workspace_edit if told else None
        able = frozenset(edit.resource_operations or ()) if edit else frozenset()
        documents = server.workspace.text_documents
        return Editor(
            self.uri,
            lambda uri: documents[uri].version if uri in documents else None,
            server.workspace.position_codec.client_num_units,
            lambda kind: kind in able,
        )

    def first_mention(self, path: str, ref: Ref) -> Position:
        """Where a file names somebody first; its start where the file is theirs."""
        item = self.view.items.get(path)
        if item is None or ref.kind in ("story", "page"):
            return Position(1, 1)
        lines = self.document(self.uri(path)).lines
        places = [each.at for each in mentions(item, list(lines)) if meant(self.view, path, each) == ref]
        profile = self.view.archive.profiles.get(ref)
        own = profile is not None and profile.path == path
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
            source=SOURCE,
        )
