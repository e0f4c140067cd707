"""What tests of the incremental build share: an invented newsroom, edits of it, and which road its builds took."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import generator.build
from generator.archive.fallback import NeedsFullBuildError
from generator.publish.errors import ContentRefusedError, TooSlowError
from generator.publish.incremental import build as incremental
from tests.test_incremental import EDITS, Newsroom

if TYPE_CHECKING:
    import pytest

Edits = Sequence[Callable[[], None]]


class Roads(list[bool]):
    """Of each build that looks for changes first, whether it was incremental: a list that grows.

    ``left`` says why those were left that weren't.
    """

    def __init__(self) -> None:
        super().__init__()
        self.left: list[BaseException] = []


# Why a build may leave the road: only all stories can tell, or a page takes too long, or the content has errors. The
# cache of these builds isn't damaged.
_EXPLICIT = (NeedsFullBuildError, TooSlowError, ContentRefusedError)


def roads_of(monkeypatch: pytest.MonkeyPatch) -> Roads:
    """The roads of the builds of a test, which fails where one is left for any other reason than an explicit one."""
    roads = Roads()
    work = incremental._build

    def noted(*given: Any) -> object:
        try:
            return work(*given)
        except BaseException as error:
            roads.left.append(error)
            raise

    def taken(*given: Any) -> object:
        roads.left.clear()
        try:
            done = incremental.incremental_build(*given)
        except ContentRefusedError:
            roads.append(True)
            raise
        if done is None:
            [why] = roads.left
            assert isinstance(why, _EXPLICIT), repr(why)
        roads.append(done is not None)
        return done

    monkeypatch.setattr(incremental, "_build", noted)
    monkeypatch.setattr(generator.build, "incremental_build", taken)
    return roads


def add(newsroom: Newsroom, slug: int, text: str) -> None:
    file = newsroom.content / f"stories/story-{slug}.md"
    file.write_text(file.read_text() + text)


# The edits for which the incremental build is, but for new stories: methods of a newsroom. Facts come twice as often.
KINDS = (
    *("wording", "title", "standfirst", "summary", "remark", "body", "cross", "source", "readdress"),
    *("fact", "fact", "unfact", "company_fact", "claim", "unclaim", "debut"),
    *("correct", "uncorrect", "update", "note", "respell", "enrol", "policy"),
)


def kinds_of(newsroom: Newsroom) -> tuple[Callable[[], None], ...]:
    """Those of a newsroom."""
    return tuple(getattr(newsroom, kind) for kind in KINDS)


def edit_at_random(newsroom: Newsroom, seed: int, kinds: Edits, others: Edits, often: float) -> None:
    """One edit of some kinds after the other, so often another with it, and now and then any: all as a clean build."""
    chance = random.Random(seed)
    newsroom.site("one", clean=False)
    for step in range(EDITS):
        told = [newsroom.sound_edit(chance.choice(kinds))]
        if chance.random() < often:
            told.append(newsroom.sound_edit(chance.choice(others)))
        wrong = differing(newsroom)
        assert not wrong, f"edit {step} ({told}): {wrong}"
        if chance.random() < 0.2:
            kind = newsroom.sound_edit()
            wrong = differing(newsroom)
            assert not wrong, f"after edit {step} ({told}, {kind}): {wrong}"


def change(newsroom: Newsroom, slug: int, old: str, new: str) -> None:
    file = newsroom.content / f"stories/story-{slug}.md"
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new, 1))


def differing(newsroom: Newsroom) -> list[str]:
    """The files that are not those of a clean build, and warnings and counts that are not its."""
    ours, clean = newsroom.site("one", clean=False), newsroom.site("other", clean=True)
    warned = {*newsroom.warnings["one"]} ^ {*newsroom.warnings["other"]}
    files = (path for path in ours.keys() | clean.keys() if ours.get(path) != clean.get(path))
    counts = {*newsroom.counts.values()}
    return [*files, *map(str, warned), *(map(str, counts) if len(counts) > 1 else ())]


def take_full_build(newsroom: Newsroom) -> None:
    """An edit after which all of it is read again: a name by which nobody is to be found."""
    save(newsroom, "people/zora-quibble.md", "---\nname: Zora Quibble\nweak_aliases: [Zo]\n---\nA pilot.\n")


def save(newsroom: Newsroom, path: str, text: str) -> None:
    file = newsroom.content / path
    file.parent.mkdir(exist_ok=True)
    file.write_text(text)
