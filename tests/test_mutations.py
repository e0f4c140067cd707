"""Mutated files: whatever happens to a story or a profile, reading it ends soon, in problems that are inside the file.

``MUTATIONS=10000`` tries as many of each seed; seeds that once found something stay in the list.
"""

from __future__ import annotations

import os
import random
import time

import pytest

from generator.read.text import destinations, first_mentions
from generator.read.walk import TextFile, read_file
from tests.test_profiles import PERSON
from tests.test_stories import EXAMPLE

SEEDS = (1, 2, 3)
MANY = int(os.environ.get("MUTATIONS", "200"))
BODY = "# A heading\n\n> “Quoted”\n\n- [Ada Byron](x.md) `code`\n\n    [[in item]]\n\n```\n[[code]]\n```\n<b>x</b>\n"
SIGNS = "[ ] { } & * ! | > % @ ` \\ ~ ? # : - , < << [[ ]] --- ... ``` \" ' <!-- <pre> \0 \ufeff \u2028 🚀"
BITS = [sign.encode() for sign in SIGNS.split(" ")]
BITS += [b": ", b" #", b"\t", b"\n", b"\n\n", b"---\n", b"- ", b", ", b"\r", b"...\n", b"```\n", b"<<: ", b"   "]
BITS += [b"\xff", b"\xed\xa0\x80", b"0" * 400]


def mutated(data: bytes, chance: random.Random) -> bytes:
    """``data`` with up to six changes, most of them in its first half."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(len(changed) if chance.random() < 0.3 else len(changed) // 2 + 1)
        match chance.randrange(5):
            case 0:
                changed[place:place] = chance.choice(BITS) * chance.choice((1, 1, 1, 3, 30))
            case 1:
                del changed[place : place + chance.randint(1, 20)]
            case 2:
                other = chance.randrange(len(changed))
                changed[place:place] = changed[other : other + chance.randint(1, 80)]
            case 3:
                changed[place : place + 1] = chance.choice(BITS)
            case _:
                changed[place : place + 1] = bytes([chance.randrange(256)])
        if not changed:
            changed += b"-"
    return bytes(changed)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("path", "text"), [("stories/a.md", EXAMPLE + BODY), ("people/durk-kingma.md", PERSON), ("pages/a.md", BODY)]
)
def test_reading_ends_in_problems_inside_the_file(path: str, text: str, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(MANY):
        data = mutated(text.encode(), chance)
        began = time.process_time()
        item, problems = read_file(TextFile(path, data), "content")
        first_mentions(item.body, {"Ada Byron": 1, "Orbital": 2, "Ada": 3})
        destinations(item.body)
        assert time.process_time() - began < 1, data
        read = data.decode("utf-8", "replace").removeprefix("\ufeff")
        lines = read.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        for problem in problems:
            assert 1 <= problem.line <= len(lines), (data, problem)
            assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1, (data, problem)
            assert str(problem).isprintable(), (data, problem)
