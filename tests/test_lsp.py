"""The language server, driven by a client over pipes as an editor drives it."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator, Sequence
from pathlib import Path
from urllib.parse import unquote

import pytest
from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

from generator.lsp.context import context_at

STORY = """---
title: A founder leaves
date: 2021-03-04
sources:
  post: {title: Her post}
people:
  Ada Byron:
    - {left: Orbital, date: 2021-02, to: Perigee}
companies: [Orbital]
---
[[Ada Byron]] has left Orbital.
"""
PROFILE = "---\nname: Ada Byron\naliases: [Ada King]\n---\nA person for a test.\n"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    for path, text in {"stories/2021/leaves.md": STORY, "people/ada-byron.md": PROFILE}.items():
        file = tmp_path / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path / "content"


class Editor:
    """A client with one content folder, and the newest diagnostics that it was told."""

    def __init__(self, content: Path) -> None:
        self.content = content
        self.client = LanguageClient("test", "1")
        self.told: dict[str, list[lsp.Diagnostic]] = {}
        self.versions: dict[str, int] = {}

        @self.client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)  # type: ignore[untyped-decorator]
        def tell(params: lsp.PublishDiagnosticsParams) -> None:
            self.told[params.uri] = list(params.diagnostics)

    def uri(self, path: str) -> str:
        return (self.content / path).as_uri()

    async def start(self, able: Sequence[lsp.ResourceOperationKind]) -> None:
        edits = lsp.WorkspaceEditClientCapabilities(document_changes=True, resource_operations=able)
        capabilities = lsp.ClientCapabilities(workspace=lsp.WorkspaceClientCapabilities(workspace_edit=edits))
        await self.client.start_io(sys.executable, "-m", "generator", "lsp", "--content", str(self.content))
        await self.client.initialize_async(
            lsp.InitializeParams(capabilities=capabilities, root_uri=self.content.as_uri())
        )
        self.client.initialized(lsp.InitializedParams())

    def show(self, path: str, text: str) -> None:
        """Opens a file with a text, or types until it has that text."""
        uri, number = self.uri(path), self.versions.get(path, 0) + 1
        self.versions[path] = number
        if number == 1:
            item = lsp.TextDocumentItem(uri, lsp.LanguageKind.Markdown, number, text)
            self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
        else:
            changes = [lsp.TextDocumentContentChangeWholeDocument(text)]
            document = lsp.VersionedTextDocumentIdentifier(version=number, uri=uri)
            self.client.text_document_did_change(lsp.DidChangeTextDocumentParams(document, changes))

    async def until(self, holds: Callable[[], bool]) -> None:
        for _ in range(400):
            if holds():
                return
            await asyncio.sleep(0.05)
        raise AssertionError(f"never came: {self.told}")

    def where(
        self, path: str, text: str, words: str, offset: int = 0
    ) -> tuple[lsp.TextDocumentIdentifier, lsp.Position]:
        before = text[: text.index(words) + offset]
        place = lsp.Position(before.count("\n"), len(before) - before.rfind("\n") - 1)
        return lsp.TextDocumentIdentifier(self.uri(path)), place

    async def stop(self) -> None:
        await self.client.shutdown_async(None)
        self.client.exit(None)
        await self.client.stop()  # type: ignore[no-untyped-call]


def run(
    content: Path,
    session: Callable[[Editor], Awaitable[None]],
    able: Sequence[lsp.ResourceOperationKind] = tuple(lsp.ResourceOperationKind),
) -> None:
    async def whole() -> None:
        editor = Editor(content)
        await editor.start(able)
        try:
            await session(editor)
        finally:
            await editor.stop()

    asyncio.run(asyncio.wait_for(whole(), 60))


def test_an_editor_completes_a_name_jumps_to_the_profile_and_sees_a_problem_come_and_go(content: Path) -> None:
    story = "stories/2021/leaves.md"

    async def session(editor: Editor) -> None:
        editor.show(story, STORY)
        slip = STORY.replace("to: Perigee", "form: Perigee").replace("left", "joined")
        editor.show(story, slip)
        uri = editor.uri(story)
        await editor.until(lambda: [each.code for each in editor.told.get(uri, [])] == ["unknown-key"])
        (found,) = editor.told[uri]
        assert (found.range.start.line, found.range.start.character) == (7, slip.splitlines()[7].index("form"))
        assert found.severity == lsp.DiagnosticSeverity.Error
        editor.show(story, STORY)
        await editor.until(lambda: not editor.told[uri])

        document, place = editor.where(story, STORY, "[[Ada Byron", offset=4)
        target = await editor.client.text_document_definition_async(lsp.DefinitionParams(document, place))
        assert isinstance(target, lsp.Location)
        assert target.uri == editor.uri("people/ada-byron.md")

        document, place = editor.where(story, STORY, "  Ada Byron:", offset=5)
        hover = await editor.client.text_document_hover_async(lsp.HoverParams(document, place))
        assert hover is not None
        assert isinstance(hover.contents, lsp.MarkupContent)
        assert "**Ada Byron** (person)" in hover.contents.value
        assert "Ada King" in hover.contents.value

        writing = STORY + "And [[ada"
        editor.show(story, writing)
        document, place = editor.where(story, writing, "And [[ada", offset=9)
        answer = await editor.client.text_document_completion_async(lsp.CompletionParams(document, place))
        assert isinstance(answer, lsp.CompletionList)
        first = answer.items[0]
        assert first.label in ("Ada Byron", "Ada King")
        assert isinstance(first.text_edit, lsp.TextEdit)
        assert first.text_edit.new_text == f"{first.label}]]"
        assert first.text_edit.range.start.character == place.character - 3

    run(content, session)


def test_a_name_without_a_profile_leads_to_the_story_that_names_it(content: Path) -> None:
    story = "stories/2021/leaves.md"

    async def session(editor: Editor) -> None:
        editor.show(story, STORY)
        document, place = editor.where(story, STORY, "to: Perigee", offset=6)
        target = await editor.client.text_document_definition_async(lsp.DefinitionParams(document, place))
        assert isinstance(target, lsp.Location)
        assert target.uri == editor.uri(story)
        assert target.range.start == lsp.Position(7, STORY.splitlines()[7].index("Perigee"))

    run(content, session)


def contexts() -> Iterator[tuple[str, str, str, str]]:
    """What is typed (the cursor is at ``|``), what it is, what is written of it, and one thing that can stand there."""
    yield "---\ntit|\n---\n", "key", "tit", "title"
    yield "---\nfollows: perig|\n---\n", "value", "perig", "follows"
    yield "---\npeople:\n  Ada B|\n---\n", "name", "Ada B", "person"
    yield "---\npeople:\n  Ada Byron:\n    - {le|\n---\n", "key", "le", "left"
    yield "---\npeople:\n  Ada Byron:\n    - le|\n---\n", "key", "le", "left"
    yield "---\npeople:\n  Ada Byron:\n    - {left: Orb|\n---\n", "value", "Orb", "left"
    yield "---\npeople:\n  Ada Byron:\n    - {left: Orbital, st|\n---\n", "key", "st", "status"
    yield "---\npeople:\n  Ada Byron:\n    - {left: Orbital, status: con|\n---\n", "value", "con", "status"
    yield "---\ncompanies:\n  Orbital:\n    - {raised: 1 EUR, investors: [Mac|\n---\n", "value", "Mac", "investors"
    yield "---\ntopics: [hir|\n---\n", "value", "hir", "topics"
    yield "---\nclaims:\n  - {count: fou|\n---\n", "value", "fou", "count"
    yield "---\ntitle: x\n---\nAnd [[Ada|", "link", "Ada", ""


@pytest.mark.parametrize(("typed", "what", "written", "there"), list(contexts()))
def test_what_is_being_written_is_known_from_the_text_before_the_cursor(
    typed: str, what: str, written: str, there: str
) -> None:
    before = typed[: typed.index("|")]
    lines = typed.replace("|", "").split("\n")
    found = context_at("stories/a.md", lines, before.count("\n") + 1, len(before) - before.rfind("\n"))
    assert found is not None
    assert (found.what, found.written) == (what, written)
    if what == "key":
        assert there in [field.name for field in found.keys]
    elif what == "name":
        assert found.side == there
    elif there:
        assert found.field is not None
        assert found.field.name == there


@pytest.mark.parametrize("typed", ["---\ntitle: Ad|\n---\n", "---\ntitle: x\n---\nPlain words|", "no front matter|"])
def test_nothing_is_proposed_where_anything_may_be_written(typed: str) -> None:
    before = typed[: typed.index("|")]
    lines = typed.replace("|", "").split("\n")
    assert context_at("stories/a.md", lines, before.count("\n") + 1, len(before) - before.rfind("\n")) is None


def test_what_is_no_plain_file_is_told_of_and_waited_for_by_nobody(content: Path) -> None:
    (content / "images").mkdir()
    (content.parent / "secret.env").write_text("SECRET=hunter2\n")
    (content / "stories/2021/out.md").symlink_to(content.parent / "secret.env")
    (content / "stories/2021/gone.md").symlink_to("nowhere.md")
    (content / "images/pad.png").write_bytes(b"\xb4\xff\x00")
    os.mkfifo(content / "stories/2021/pipe.md")
    codes = {
        "stories/2021/out.md": "bad-symlink",
        "stories/2021/gone.md": "bad-symlink",
        "images/pad.png": "bad-picture",
        "stories/2021/pipe.md": "misplaced-file",
    }

    async def session(editor: Editor) -> None:
        await editor.until(lambda: len(editor.told) == len(codes))
        for path, code in codes.items():
            (found,) = editor.told[editor.uri(path)]
            assert found.code == code
            assert (found.range.start.line, found.range.start.character) == (0, 0)
            assert found.range.end.character <= 1  # what the first word of a secret is as long as, nobody is told

    run(content, session)


def test_a_file_that_is_not_open_has_its_words_marked(content: Path) -> None:
    (content / "stories/2021/caf\u00e9.md").write_bytes(b"\xef\xbb\xbf---\r\ntitle: Two\r\ndate: yesterday\r\n---\r\n")

    async def session(editor: Editor) -> None:
        uri = editor.uri("stories/2021/caf\u00e9.md")
        await editor.until(lambda: bool(editor.told))
        ((path, (found,)),) = editor.told.items()
        assert unquote(path) == unquote(uri)
        assert (found.range.start, found.range.end) == (lsp.Position(2, 6), lsp.Position(2, 15))

    run(content, session)


@pytest.mark.parametrize("last", [("shutdown", "exit"), ("exit",), ()])
def test_a_session_ends_without_a_word(content: Path, last: Sequence[str]) -> None:
    asked: dict[str, object] = {
        "initialize": {"processId": None, "rootUri": None, "capabilities": {}},
        "shutdown": None,
    }
    sent = b""
    for number, method in enumerate(("initialize", *last)):
        message: dict[str, object] = {"jsonrpc": "2.0", "method": method}
        if method in asked:
            message |= {"id": number, "params": asked[method]}
        body = json.dumps(message).encode()
        sent += b"Content-Length: %d\r\n\r\n%s" % (len(body), body)
    command = [sys.executable, "-m", "generator", "lsp", "--content", str(content)]
    done = subprocess.run(command, input=sent, capture_output=True, check=False, timeout=60)
    assert done.stderr == b""
    assert done.returncode == 0 or "shutdown" not in last
