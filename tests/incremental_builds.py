"""What tests of the incremental build share: an invented newsroom, edits of it, and which road its builds took."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import generator.build
from generator.publish.errors import ContentRefusedError
from generator.publish.incremental.build import incremental_build
from tests.test_incremental import EDITS, Newsroom

if TYPE_CHECKING:
    import pytest

Edits = Sequence[Callable[[], None]]


def roads_of(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Of each build that looks for changes first, whether it was incremental: a list that grows."""
    taken: list[bool] = []

    def noted(*given: object) -> object:
        try:
            done = incremental_build(*given)  # type: ignore[arg-type]
        except ContentRefusedError:
            taken.append(True)
            raise
        taken.append(done is not None)
        return done

    monkeypatch.setattr(generator.build, "incremental_build", noted)
    return taken


def add(newsroom: Newsroom, slug: int, text: str) -> None:
    file = newsroom.content / f"stories/story-{slug}.md"
    file.write_text(file.read_text() + text)


def kinds_of(newsroom: Newsroom) -> tuple[Callable[[], None], ...]:
    """The edits for which the incremental build is, but for new stories."""
    words = newsroom.wording, newsroom.title, newsroom.standfirst, newsroom.summary, newsroom.remark
    facts = newsroom.fact, newsroom.fact, newsroom.unfact, newsroom.company_fact, newsroom.claim, newsroom.unclaim
    later = newsroom.correct, newsroom.uncorrect, newsroom.update
    return (
        *words,
        newsroom.body,
        newsroom.cross,
        newsroom.source,
        newsroom.readdress,
        *facts,
        newsroom.debut,
        *later,
        newsroom.note,
        newsroom.respell,
        newsroom.enrol,
        newsroom.policy,
    )


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


def take_long_road(newsroom: Newsroom) -> None:
    """An edit after which all of it is read again: a name by which nobody is to be found."""
    save(newsroom, "people/zora-quibble.md", "---\nname: Zora Quibble\nweak_aliases: [Zo]\n---\nA pilot.\n")


def save(newsroom: Newsroom, path: str, text: str) -> None:
    file = newsroom.content / path
    file.parent.mkdir(exist_ok=True)
    file.write_text(text)
