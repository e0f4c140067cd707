"""Rename in the language server: the same files as the command leaves, as edits that an editor can make."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException

from generator.cli import main
from generator.lsp.edits import text_edits
from tests.conftest import WriteContent
from tests.test_edit import FILES
from tests.test_lsp import Editor, run

STORY = "stories/2021/ada.md"
TOPICS = "stories/2021/topics.md"
TWO = "stories/2021/two.md"
MARK = "\ufeff"


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def edited(text: str, edits: list[lsp.TextEdit]) -> str:
    """A text with edits made, as an editor that keeps to the protocol makes them."""
    starts = [0, *(found.end() for found in re.finditer(r"\r\n|\r|\n", text))]

    def offset(place: lsp.Position) -> int:
        line = text[starts[place.line] :]
        return starts[place.line] + len(line.encode("utf-16-le")[: 2 * place.character].decode("utf-16-le"))

    spans = sorted((offset(edit.range.start), offset(edit.range.end), edit.new_text) for edit in edits)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    for start, end, new in reversed(spans):
        text = text[:start] + new + text[end:]
    return text


def apply(edit: lsp.WorkspaceEdit, content: Path, folder: Path) -> None:
    """Makes the operations in their order, on a copy of the content. An editor sees no byte order mark."""

    def path(uri: str) -> Path:
        return folder / Path(unquote(urlsplit(uri).path)).relative_to(content)

    assert edit.document_changes is not None
    for each in edit.document_changes:
        if isinstance(each, lsp.CreateFile):
            path(each.uri).parent.mkdir(exist_ok=True)
            path(each.uri).open("x").close()
        elif isinstance(each, lsp.RenameFile):
            assert not path(each.new_uri).exists()
            path(each.old_uri).rename(path(each.new_uri))
        elif isinstance(each, lsp.TextDocumentEdit):
            file = path(each.text_document.uri)
            before = file.read_bytes().decode()
            edits = [one for one in each.edits if isinstance(one, lsp.TextEdit)]
            mark = MARK * before.startswith(MARK)
            file.write_bytes((mark + edited(before.removeprefix(MARK), edits)).encode())


def texts(folder: Path) -> Mapping[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*.md")}


async def asked(editor: Editor, file: str, words: str, new: str) -> lsp.WorkspaceEdit:
    text = (editor.content / file).read_bytes().decode().removeprefix(MARK)
    document, place = editor.where(file, text, words, offset=2)
    answer = await editor.client.text_document_rename_async(lsp.RenameParams(document, place, new))
    assert answer is not None
    return answer


# Where the cursor is, what is typed, and what the command would be given for it.
RENAMES = (
    (STORY, "Ada Byron", "Ada Lovelace", "Ada Byron"),  # a key
    (STORY, "ada  byron", "Ada Lovelace", "ada  byron"),  # a value in another spelling
    (STORY, "Orbital", "Orbital: 💫 Launch", "Orbital"),  # a company without a profile
    ("people/ada-byron.md", "Ada Byron", "Ada Lovelace", "Ada Byron"),  # a profile's own name
    ("people/ada-byron.md", "A. Byron", "Ada Lovelace", "A. Byron"),  # an alias
    ("pages/about.md", "Ada Byron]]", "Ada Lovelace", "Ada Byron"),  # a link
    (TWO, "people/ada-byron", "ada-b", "people/ada-byron"),  # an address
    (TWO, "orbital", "orbital-2", "orbital"),  # a slug
    (TWO, "ada\n", "ada-goes", "ada"),  # a story
    (TOPICS, "Hiring", "Jobs", "Hiring"),  # a topic
)


def test_a_rename_leaves_what_the_command_leaves(write_content: WriteContent, tmp_path: Path) -> None:
    content = write_content({**FILES, TOPICS: "---\ntitle: T\ndate: 2021-03-09\ntopics: [Hiring]\n---\n"})
    answers: list[lsp.WorkspaceEdit] = []

    async def session(editor: Editor) -> None:
        for file, words, new, _ in RENAMES:
            editor.show(file, (content / file).read_bytes().decode().removeprefix(MARK))
            answers.append(await asked(editor, file, words, new))

    run(content, session)
    for number, (answer, (_, words, new, old)) in enumerate(zip(answers, RENAMES, strict=True)):
        ours = shutil.copytree(content, tmp_path / f"{number}" / "ours")
        apply(answer, content, ours)
        assert main(["check", "--content", str(ours)]) == 0
        commands = shutil.copytree(content, tmp_path / f"{number}" / "commands")
        assert main(["rename", old, new, "--content", str(commands)]) == 0
        assert texts(ours) == texts(commands), words
        assert texts(ours) != texts(content)


def test_what_is_open_and_not_saved_is_renamed_as_it_is(write_content: WriteContent) -> None:
    content = write_content(FILES)
    file = TWO
    typed = FILES[file] + "And 💫 [[Ada Byron]], unsaved.\n"

    async def session(editor: Editor) -> None:
        editor.show(file, FILES[file])
        editor.show(file, typed)
        document, place = editor.where(file, typed, "Ada Byron]], unsaved", offset=2)
        place = lsp.Position(place.line, place.character + 1)  # the star is two units to an editor
        params = lsp.PrepareRenameParams(document, place)
        prepared = await editor.client.text_document_prepare_rename_async(params)
        assert isinstance(prepared, lsp.PrepareRenamePlaceholder)
        assert prepared.placeholder == "Ada Byron"
        assert prepared.range.start == lsp.Position(place.line, place.character - 2)
        assert prepared.range.end == lsp.Position(place.line, place.character - 2 + len("Ada Byron"))
        edit = await editor.client.text_document_rename_async(lsp.RenameParams(document, place, "Ada Lovelace"))
        assert edit is not None
        assert edit.document_changes is not None
        ours = [each for each in edit.document_changes if isinstance(each, lsp.TextDocumentEdit)]
        one = next(each for each in ours if each.text_document.uri == editor.uri(file))
        assert one.text_document.version == 2
        after = edited(typed, [each for each in one.edits if isinstance(each, lsp.TextEdit)])
        assert after.endswith("And 💫 [[Ada Lovelace]], unsaved.\n")
        assert (content / file).read_text() == FILES[file]

    run(content, session)


REFUSED = (
    (STORY, "Ada Byron", "Ben Hull", "if the two are one, use cuttings merge"),
    (STORY, "Ada Byron", "!!!", "no address can be made"),
    (STORY, "keep", "Ada Lovelace", "no name under the cursor"),
    (TWO, "ada\n", "two", "stories/two is taken already"),
)


def test_a_refusal_is_an_answer_with_the_reason(write_content: WriteContent) -> None:
    content = write_content(FILES)

    async def session(editor: Editor) -> None:
        for file, words, new, says in REFUSED:
            editor.show(file, (content / file).read_bytes().decode().removeprefix(MARK))
            with pytest.raises(JsonRpcException) as refused:
                await asked(editor, file, words, new)
            assert says in refused.value.message
            assert refused.value.code == lsp.LSPErrorCodes.RequestFailed.value

        editor.show(TWO, FILES[TWO].replace("date:", "day:"))
        with pytest.raises(JsonRpcException) as refused:
            await asked(editor, STORY, "Ada Byron", "Ada Lovelace")
        assert "first mend what is wrong already" in refused.value.message
        assert f"\n{TWO}:3:1: error[unknown-key]" in refused.value.message

    run(content, session)


def test_an_editor_that_can_not_move_files_is_told_so(write_content: WriteContent, tmp_path: Path) -> None:
    content = write_content(FILES)
    after = shutil.copytree(content, tmp_path / "after")

    async def session(editor: Editor) -> None:
        with pytest.raises(JsonRpcException, match="this editor can't rename files"):
            await asked(editor, STORY, "Ada Byron", "Ada Lovelace")
        apply(await asked(editor, STORY, "Ben Hull", "Ben HULL"), content, after)  # no file moves

    run(content, session, able=())
    assert "Ben HULL" in (after / STORY).read_text()


LINES = st.lists(st.sampled_from(["a", "b💫", "", "a\r", "\u2028", "é"]), max_size=6)
ENDS = st.sampled_from(["\n", "\r\n"])


@given(LINES, LINES, ENDS, st.booleans(), st.booleans())
def test_edits_of_any_two_texts_lead_from_one_to_the_other(
    one: list[str], other: list[str], end: str, first: bool, second: bool
) -> None:
    before, after = end.join(one) + end * first, end.join(other) + end * second
    found = list(text_edits(before.encode(), (MARK + after).encode(), utf16))
    assert edited(before, found) == after
    assert bool(found) == (before != after)
