"""Desks and rendered pages from a few lines of front matter."""

from __future__ import annotations

from generator.archive.model import Fact
from generator.archive.reasoning import Reasoning, reason
from generator.pages.catalogue import Unit, make, units
from generator.pages.changes import between
from generator.pages.desk import Desk, lay_out
from generator.pages.tracing import Numbers, Trace
from generator.pages.words import plain, sentence
from generator.publish.config.site import Site
from generator.publish.markdown.pages import Renderer
from tests.stories import File, archive, build, story

SITE = Site("The Archive", "https://news.example.org/")


def desk(*files: File) -> Desk:
    """The desk for the archive of these files, which must be without a problem."""
    found = archive(*files)
    return lay_out(found, reason(found))


def touched(before: Desk, after: Desk) -> list[Unit]:
    """The units that the difference bears on."""
    numbers = Numbers(before)
    changes = between(before, numbers, after)
    found = []
    for unit in units(before):
        trace = Trace(before, numbers)
        make(trace.desk, unit)
        if changes.touch(trace.reads()):
            found.append(unit)
    return found


def disputed_desk(*files: File) -> Desk:
    """The same where a warning is expected: stories that disagree, claims that don't hold."""
    found, problems = build(*files)
    assert all(problem.severity == "warning" for problem in problems), problems
    return lay_out(found, reason(found))


def markdown(*files: File, tip: str = "") -> dict[str, str]:
    """Every page of the archive of these files, by path."""
    found, problems = build(*files)
    assert all(problem.severity == "warning" for problem in problems), problems
    return {path: text.decode() for path, text in pages(reason(found), tip=tip).items()}


def pages(reasoning: Reasoning, tip: str = "") -> dict[str, bytes]:
    """Every page of the site, by its path below the generated folder."""
    laid = lay_out(reasoning.archive, reasoning)
    renderer = Renderer(laid, SITE, tip)
    return {path: text for unit in units(laid) for path, text in renderer.unit(unit)}


def facts(desk: Desk, kind: str) -> list[Fact]:
    """The facts of one kind that a story reports, without those that the archive derived."""
    return [fact for fact in desk.archive.facts.values() if fact.kind == kind and not fact.derived_from]


def told(front: str, kind: str) -> str:
    """What the first fact of a kind says, in plain words, where ``front`` is a story's front matter."""
    made = disputed_desk(story("one", front))
    return plain(sentence(made.archive.entities, facts(made, kind)[0]))
