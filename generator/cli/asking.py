"""``cuttings ask``: the questions that editors ask of the archive, answered in words or as JSON."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.archive.careers import career
from generator.archive.claims import Verdict, checks
from generator.archive.evidence import gather
from generator.archive.index import build_archive
from generator.archive.model import Archive, Ref
from generator.archive.moves import moves
from generator.archive.presence import people_on
from generator.archive.questions import NotOnFileError, claims_asked, first_story, moves_asked, whom
from generator.archive.relations import between
from generator.archive.settling import made_by
from generator.cli import answers, spoken_answers
from generator.cli.exits import FINE, PROBLEMS
from generator.cli.places import add_places, content_folder, today
from generator.cli.screen import show_problems, tally
from generator.problems import in_order
from generator.publish.errors import RefusedError
from generator.read.model import EntityKind
from generator.read.walk import read_content
from generator.values.dates import DateError, DaySpan, parse_date
from generator.values.quoting import quoted
from generator.values.spoken import spoken_day

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]
Answer = tuple[object, Iterable[str]]
"""The same twice: what JSON is made of, and lines of text (made only when they are read)."""
Question = Callable[[Archive, argparse.Namespace], Answer]
"""Works out no more than its answer needs."""


def add(commands: Commands) -> None:
    """The command of this module."""
    ask = commands.add_parser("ask", help="ask the archive who was where, and when")
    questions = ask.add_subparsers(title="questions", metavar="QUESTION", required=True)
    people = _question(questions, "people", "who was at a company on a day", _people)
    founders = _question(questions, "founders", "which of a company's founders were there on a day", _founders)
    for asked in (people, founders):
        asked.add_argument("company", metavar="COMPANY", help="its name, an alias or its slug")
        asked.add_argument("--on", metavar="DAY", type=_day, help="the day (default: the day of --known, or today)")
    moved = _question(questions, "moves", "who went from where to where", _moves)
    moved.add_argument("--from", metavar="COMPANY", dest="origin", help="moves from this company")
    moved.add_argument("--to", metavar="COMPANY", dest="destination", help="moves to this company")
    moved.add_argument("--since", metavar="DAY", type=_span, help="moves that may have been on this day or later")
    moved.add_argument("--until", metavar="DAY", type=_span, help="moves that may have been on this day or earlier")
    posts = _question(questions, "career", "where a person has been", _career)
    posts.add_argument("person", metavar="PERSON", help="their name, an alias or their slug")
    between = _question(
        questions, "between", "where and when two people worked together, and what else ties them", _between
    )
    between.add_argument("one", metavar="PERSON")
    between.add_argument("other", metavar="PERSON")
    claims = _question(questions, "claims", "claims, and what the archive counts", _claims)
    claims.add_argument("--verdict", choices=[each.value for each in Verdict], help="claims with this verdict only")


def _question(questions: Commands, name: str, words: str, question: Question) -> argparse.ArgumentParser:
    parser = questions.add_parser(name, help=words, description=words)
    add_places(parser)
    parser.add_argument("--known", metavar="DAY", type=_day, help="as known on this day: from stories up to then only")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="words, or JSON for programs")
    parser.set_defaults(run=_answer, question=question)
    return parser


def _day(text: str) -> date:
    span = _span(text)
    if span.first != span.last:
        raise argparse.ArgumentTypeError(f"{text} is not one day; write a day, such as {span.first.isoformat()}")
    return span.first


def _span(text: str) -> DaySpan:
    try:
        return parse_date(text).span
    except DateError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _answer(args: argparse.Namespace) -> int:
    """Answer from what can be read; where the content has errors, say so, since the answer may lack something."""
    folder, shown = content_folder(args)
    args.day = min(args.known, today()) if args.known else today()
    content, in_files = read_content(folder, shown=shown)
    archive, together = build_archive(content, until=args.day)
    whole = archive
    if args.day < today():  # what stories refer to that were out later is there now, and nothing is wrong with that
        whole, together = build_archive(content, until=today())
        archive = replace(archive, rulings=made_by(archive.rulings, args.day))
    problems = in_order((*in_files, *together))
    try:
        data, lines = args.question(archive, args)
        if args.format == "json":
            print(json.dumps(data, ensure_ascii=False, indent=2))
        else:
            for line in lines:
                print(line)
    except NotOnFileError as nobody:
        later = first_story(whole, nobody.kind, nobody.text)
        if later is not None and whole is not archive:
            day, first = spoken_day(args.day), spoken_day(whole.stories[later].story.published.day)
            message = f"no story up to {day} names {quoted(nobody.text)}; the first that does is of {first}: {later}."
            raise RefusedError(message) from None
        then = f" (by the stories up to {spoken_day(args.day)})" if args.day < today() else ""
        raise RefusedError(f"{nobody}{then}.".replace("?.", "?")) from None
    errors = [each for each in problems if each.severity == "error"]
    if not errors:
        return FINE
    show_problems(errors, sys.stderr)
    print(f"The content has {tally(errors)}: the answer leaves out what could not be read.", file=sys.stderr)
    return PROBLEMS


def _whom(archive: Archive, kind: EntityKind, text: str | None) -> Ref | None:
    return whom(archive, kind, text) if text is not None else None


def _people(archive: Archive, args: argparse.Namespace, *, founders: bool = False) -> Answer:
    company = whom(archive, "company", args.company)
    count = people_on(gather(archive), company, args.on or args.day, founders=founders)
    return answers.headcount(archive, count), spoken_answers.headcount(archive, count, founders=founders)


def _founders(archive: Archive, args: argparse.Namespace) -> Answer:
    return _people(archive, args, founders=True)


def _moves(archive: Archive, args: argparse.Namespace) -> Answer:
    evidence = gather(archive)
    found = moves_asked(
        moves(evidence),
        origin=_whom(archive, "company", args.origin),
        destination=_whom(archive, "company", args.destination),
        since=args.since.first if args.since else date.min,
        until=args.until.last if args.until else date.max,
    )
    return [answers.move(each) for each in found], spoken_answers.moves(archive, found, partial(career, evidence))


def _career(archive: Archive, args: argparse.Namespace) -> Answer:
    person = whom(archive, "person", args.person)
    posts = career(gather(archive), person)
    data = {
        "person": person.slug,
        "name": archive.entities[person].name,
        "posts": [answers.post(archive, each) for each in posts],
    }
    return data, spoken_answers.career(archive, person, posts)


def _between(archive: Archive, args: argparse.Namespace) -> Answer:
    one, other = (whom(archive, "person", each) for each in (args.one, args.other))
    if one == other:
        raise RefusedError(f"{args.one} and {args.other} are one person, {archive.entities[one].name}.")
    found = between(gather(archive), one, other)
    return answers.between(archive, found), spoken_answers.between(archive, found)


def _claims(archive: Archive, args: argparse.Namespace) -> Answer:
    evidence = gather(archive)
    found = claims_asked(archive, checks(evidence, moves(evidence)), Verdict(args.verdict) if args.verdict else None)
    return [answers.claim(archive, *each) for each in found], spoken_answers.claims(archive, found)
