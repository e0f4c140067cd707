"""``cuttings diff``: what a change does to the archive."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from generator.archive.comparison import compare
from generator.archive.index import build_archive
from generator.archive.reasoning import reason
from generator.cli.differences import Compared, as_json, as_text
from generator.cli.exits import FINE, PROBLEMS
from generator.cli.places import add_places, content_folder, today
from generator.cli.pull_request import as_github
from generator.cli.screen import show_problems, tally
from generator.codes.front_matter import FRONT_MATTER
from generator.problems import Problem, in_order
from generator.publish.errors import RefusedError
from generator.read.git_revision import RevisionError, read_revision
from generator.read.model import Content, OrdinaryPage, Profile, Story
from generator.read.stories import shown_path
from generator.read.walk import read_content

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

Item = TypeVar("Item", Story, Profile, OrdinaryPage)

_WORK_TREE = "the work tree"
# Codes of files of which nothing is known, or not all of the front matter.
_UNREAD = frozenset(code.name for code in FRONT_MATTER) - {"included-file", "conflict-mark"} | {
    *("unreadable-file", "too-large", "not-utf8", "slug-taken", "bad-symlink")
}


def add(commands: Commands) -> None:
    """The command of this module."""
    words = "what a change does to the archive: facts, pages, and older stories that now come out otherwise"
    diff = commands.add_parser("diff", help=words, description=words)
    diff.add_argument("base", metavar="BASE", help="a branch, a tag or a commit")
    diff.add_argument("head", metavar="HEAD", nargs="?", help="another one (default: the files as they are)")
    diff.add_argument("--format", choices=("text", "json", "github"), default="text", help="github: for a comment")
    add_places(diff)
    diff.set_defaults(run=_diff)


def _diff(args: argparse.Namespace) -> int:
    """Compare as well as can be; errors in what is compared to are reported, those of the base are history.

    A file that can't be read now is left out on both sides: nobody has taken out what it said before. One that can be
    read only now is new, as it is on the site, and it is said that this may be why.
    """
    folder, shown = content_folder(args)
    day = today()
    before, wrong_before = _read(folder, args.base, shown)
    after, wrong_after = _read(folder, args.head, shown)
    unread = _unread(after, wrong_after)
    archive, together = build_archive(after, until=day)
    problems = in_order((*wrong_after, *together))
    if unread:
        archive, _ = build_archive(_without(after, unread), until=day)
    base, together_before = build_archive(_without(before, unread | _unread(before, wrong_before)), until=day)
    compared = Compared(compare(reason(base), reason(archive)), args.base, args.head or _WORK_TREE, day)
    if args.format == "json":
        print(json.dumps(as_json(compared), ensure_ascii=False, indent=2))
    else:
        for line in (as_github if args.format == "github" else as_text)(compared):
            print(line)
    history = [each for each in (*wrong_before, *together_before) if each.severity == "error"]
    if history:
        where = ", ".join(sorted({each.path for each in history}))
        words = "what could not be read there is not compared, and counts as new where it can be read now"
        print(f"{args.base} has {tally(history)} ({where}): {words}.", file=sys.stderr)
    errors = [each for each in problems if each.severity == "error"]
    if not errors:
        return FINE
    show_problems(errors, sys.stderr)
    print(f"The content has {tally(errors)}: what could not be read is not compared.", file=sys.stderr)
    return PROBLEMS


def _read(folder: Path, revision: str | None, shown: str) -> tuple[Content, Sequence[Problem]]:
    if revision is None:
        return read_content(folder, shown=shown)
    try:
        return read_revision(folder, revision, shown=shown)
    except RevisionError as error:
        raise RefusedError(f"{error}.") from None


def _unread(content: Content, problems: Iterable[Problem]) -> frozenset[str]:
    """The paths, as problems have them, of files that aren't there as they are meant to be.

    Of some nothing could be read, of others not all of the front matter, or not the day that is part of the address.
    """
    undated = (shown_path(content.root, story.path) for story in content.stories if not story.published.written)
    return frozenset((*undated, *(each.path for each in problems if each.severity == "error" and each.code in _UNREAD)))


def _without(content: Content, paths: frozenset[str]) -> Content:
    def kept(items: tuple[Item, ...]) -> tuple[Item, ...]:
        return tuple(item for item in items if shown_path(content.root, item.path) not in paths)

    if not paths:
        return content
    return replace(content, stories=kept(content.stories), profiles=kept(content.profiles), pages=kept(content.pages))
