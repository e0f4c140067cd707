"""One file of content/people, content/companies or content/topics → a :class:`~generator.read.model.Profile`."""

from __future__ import annotations

from generator.problems import Problem
from generator.read.bodies import links_of
from generator.read.fields import FieldReader, Part
from generator.read.frontmatter import read_document
from generator.read.model import EntityKind, FormerName, Judgement, Link, Name, Profile, RawRuling
from generator.read.report import Report
from generator.read.schema import PROFILES
from generator.read.stories import image, places, shown_path, slug_from


def read_profile(data: bytes, path: str, shown: str, entity: EntityKind) -> tuple[Profile, tuple[Problem, ...]]:
    """The profile in ``data``, the bytes of the file at ``path`` below the content folder, shown as ``shown``.

    A profile always comes back, whatever is wrong with its file; without a name, its slug stands for one.
    """
    report = Report(shown_path(shown, path))
    document = read_document(data, report)
    front = document.front
    values = FieldReader(report).shape(front, PROFILES[entity], whole=document.whole)
    slug = slug_from(path)
    name: Name | None = values.pop("name", None)
    identifiers: Part | None = values.pop("identifiers", None)
    former: tuple[Part, ...] = values.pop("former_names", ())
    links: tuple[Part, ...] = values.pop("links", ())
    merged = _judgements(values.pop("merged", ()))
    rulings: tuple[Part, ...] = values.pop("rulings", ())
    for judgement in merged:
        if judgement.slug == slug:
            message = f'"{slug}" is this profile\'s own slug; write the slug that was merged into it'
            report.add("merged-into-itself", judgement.at, message)
    return (
        Profile(
            entity=entity,
            slug=slug,
            path=path,
            name=name.text if name else slug,
            at=places(front),
            former_names=tuple(
                FormerName(part.values["name"].text, part.values.get("until"))
                for part in former
                if "name" in part.values
            ),
            identifiers=tuple(identifiers.values.items()) if identifiers else (),
            links=tuple(
                Link(str(part.values.get("title") or part.values["url"]), part.values["url"])
                for part in links
                if "url" in part.values
            ),
            not_same_as=_judgements(values.pop("not_same_as", ())),
            merged=tuple(judgement for judgement in merged if judgement.slug != slug),
            rulings=tuple(
                RawRuling(at=part.at, **part.values)
                for part in rulings
                if {"fact", "accept", "reason"} <= part.values.keys()
            ),
            image=image(values.pop("image", None), report),
            body=document.body,
            body_line=document.body_line,
            wikilinks=links_of(document, report),
            **values,
        ),
        report.problems,
    )


def _judgements(parts: tuple[Part, ...]) -> tuple[Judgement, ...]:
    """Those that say of whom and why. Each stands where its slug does, which is what it may be wrong about."""
    return tuple(
        Judgement(part.values["slug"], part.values["reason"], part.place("slug"), part.values.get("date"))
        for part in parts
        if {"slug", "reason"} <= part.values.keys()
    )
