"""Mutated stories: real ones, broken in the ways that hands, editors' programs and attackers break them.

The number of a mutation says all about it: ``python -m tests.fuzz 1234`` prints the file again.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Callable, Sequence

from tests.sample import CONTENT, STORIES

SEED = 2031
RICH = """---
title: "Orbital's second founder leaves"
standfirst: Nine of the twelve who started it are gone
date: 2026-03-04T09:30+01:00
updated: 2026-03-09
authors: [Archive desk, Grace Murray]
topics: [launch safety, hiring]
follows: kingma-joins-anthropic
sources:
  post: {title: Her post, publisher: Mastodon, author: Ada Byron, url: "https://example.org/1", date: 2026-03-03}
  filing: {title: The filing, note: It was amended later.}
people:
  Ada Byron:
    - {left: Orbital, to: Perigee, date: 2026-02, role: chief pilot, reason: a row, source: [post, filing]}
    - {said: "We flew too low, twice", source: post, date: 2026-03~, status: confirmed}
    - {held: navigator, at: Orbital, date: 2019/2021-05}
    - {asked: a comment, answer: declined}
  Durk Kingma:
    - {joined: Perigee, from: Orbital, date: 202X, status: rumoured}
companies:
  Orbital:
    - {formed: 2015-12, by: [Ada Byron, Charles Babbage]}
    - {raised: 6.6 billion USD, date: 2024-10-02, valuation: 157bn USD, investors: [Thrive], round: Series E}
    - {renamed: Orbital Works, date: 2025-XX}
  Perigee:
    - {acquired: Apogee, date: 2023, price: EUR 40 million}
    - {event: It opened an office in Zürich, date: 2022-21}
claims:
  - {says: Three of twelve remain, count: founders-remaining, company: Orbital, is: 3, of: 12, date: 2026-03-04}
  - {count: departures, company: Orbital, is: 2, since: 2025, to: Perigee}
corrections:
  - {date: 2026-03-09, text: "An earlier version said \\"ten\\"."}
redirect_from: [2026/orbital-founder-leaves]
extra: {wp_id: 1234, nested: [1, {a: b}]}
---

[[Ada Byron]] left [[Orbital|the company]] on **a Monday**, says [a post](https://example.org/1).[^1]

## What she wrote

> “We flew too low.”

- one
    - two `[[code]]`

| who | what |
| --- | --- |
| [[Durk Kingma]] | stays {.x} |

```python
print("[[not a link]]")
```

!!! note "Aside"
    An <b>aside</b> & more.

[^1]: Her post.
"""

_SCALARS = """
no|on|~|null|12:30:45|1.10|010|0x1F|.inf|-.nan|2024-02-30|2024-13|0000|yesterday|2031-03-04T10:00+99:00
2020/2019|../..|2024-XX-30|20XX|1985-04~|Y17E7|-5 USD|1e400 USD|5|6.6 gazillion USD|USD|../../x|index
CON|🚀|!!!|C++|C#|*a|&b c
!!python/object:os.system x|{{ 7*7 }}|<script>alert(1)</script>
[[x]]|"\\ud800"|"\\0"|"unclosed|'|{a: b}|[a, [b]]|[[[[|{|}
]|@x|%x|`x`|- x|? x|: x|x: y|x #y|#|<<|=|Ada Byrn|Orbitl|people/ada-byron|companies/nobody
founders|confirmed|post|\u202ex
Ada\u200bByron|\u0410da Byron|\ufeff|e\u0301|\u0130|\ufb01|ß|\U000e0041|\ud7ff|99999999999999999999999999|-1|3.5|٣
"""
_POOL = tuple(value for line in _SCALARS.strip("\n").split("\n") for value in line.split("|"))
_SIGNS = (
    *(
        b"\0",
        b"\t",
        b"\r",
        b"\r\n",
        b"\n\n",
        b"---\n",
        b"...\n",
        b"%YAML 1.2\n---\n",
        b"\xff",
        b"\xc0\xaf",
        b"\xed\xa0\x80",
    ),
    *(
        b"\xef\xbb\xbf",
        b"\xe2\x80\xa8",
        b"\xc2\x85",
        b"\x1b[31m",
        b"&a ",
        b"*a ",
        b"!!str ",
        b"<<: ",
        b"'",
        b'"',
        b"[",
        b"{",
    ),
    *(
        b"]",
        b"}",
        b": ",
        b", ",
        b" #",
        b"- ",
        b"  ",
        b"\\",
        b"`",
        b"```\n",
        b"~~~",
        b"<!--",
        b"<![",
        b"<pre>",
        b"[[",
        b"]]",
    ),
    *(b"](", b"![", b"|", b">", b"#", b"*", b"_", b"$", b"^", b"::: ", b"/// x\n", b"--8<-- 'x'\n", b"{: onclick=x }"),
)
_KEY = re.compile(r"\b[a-z_]+(?=:)")
_VALUE = re.compile(r"(?<=: )(?!\{|\[)[^,{}\[\]\n]+")
_FACT = re.compile(r"^ +- \{.*\}$", re.MULTILINE)

Change = Callable[[str, random.Random, Sequence[str]], str]


def stories() -> tuple[str, ...]:
    """The stories that are mutated: one with everything in it, and the sample archive's."""
    return (RICH, *((CONTENT / path).read_text(encoding="utf-8") for path in STORIES))


def _spot(pattern: re.Pattern[str], text: str, chance: random.Random) -> tuple[int, int]:
    found = [match.span() for match in pattern.finditer(text)]
    return chance.choice(found) if found else (0, 0)


def _another_value(text: str, chance: random.Random, _others: Sequence[str]) -> str:
    start, end = _spot(_VALUE, text, chance)
    return text[:start] + chance.choice(_POOL) + text[end:]


def _another_key(text: str, chance: random.Random, others: Sequence[str]) -> str:
    start, end = _spot(_KEY, text, chance)
    key = text[start:end]
    other = chance.choice(others)
    first, last = _spot(_KEY, other, chance)
    at = chance.randrange(len(key) + 1)
    slips = (
        key[:at] + key[at + 1 :],
        key[:at] + "e" + key[at:],
        key.upper(),
        f'"{key}"',
        other[first:last],
        chance.choice(_POOL),
    )
    return text[:start] + chance.choice(slips) + text[end:]


def _a_fact_moved(text: str, chance: random.Random, others: Sequence[str]) -> str:
    other = chance.choice(others)
    first, last = _spot(_FACT, other, chance)
    start, end = _spot(_FACT, text, chance)
    keep = chance.choice((start, end))
    return text[:keep] + "\n" + other[first:last] + text[end:]


def _wrapped(text: str, chance: random.Random, _others: Sequence[str]) -> str:
    start, end = _spot(_VALUE, text, chance)
    before, after = chance.choice(
        (("[", "]"), ("{", "}"), ("{a: ", "}"), ('"', '"'), ("'", "'"), ("|\n  ", ""), (">-\n", "\n"))
    )
    times = chance.choice((1, 1, 1, 2, 25))
    return text[:start] + before * times + text[start:end] + after * times + text[end:]


def _lines(text: str, chance: random.Random, others: Sequence[str]) -> str:
    lines = text.split("\n")
    at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(7):
        case 0:
            del lines[at]
        case 1:
            lines.insert(other, lines[at])
        case 2:
            lines[at], lines[other] = lines[other], lines[at]
        case 3:
            lines[at] = " " * chance.randrange(9) + lines[at].lstrip()
        case 4:
            lines[at] = lines[at].replace("  ", "\t", 1) if "  " in lines[at] else "\t" + lines[at]
        case 5:
            lines[at:at] = chance.choice(others).split("\n")[: chance.randrange(12)]
        case _:
            del lines[at : at + chance.randrange(1, 15)]
    return "\n".join(lines)


def _repeated(text: str, chance: random.Random, _others: Sequence[str]) -> str:
    start = chance.randrange(len(text) + 1)
    part = text[start : start + chance.choice((1, 3, 20, 80))]
    return text[:start] + part * chance.choice((2, 30, 400)) + text[start:]


CHANGES: tuple[Change, ...] = (
    _another_value,
    _another_value,
    _another_key,
    _a_fact_moved,
    _wrapped,
    _lines,
    _lines,
    _repeated,
)


def _bytes(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    match chance.randrange(6):
        case 0:
            return data[:at] + chance.choice(_SIGNS) * chance.choice((1, 1, 2, 40)) + data[at:]
        case 1:
            return data[:at] + data[at + chance.randrange(1, 30) :]
        case 2:
            return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
        case 3:
            return data[:at]
        case 4:
            return data.replace(b"\n", b"\r\n")
        case _:
            return data.decode("utf-8", "replace").encode(chance.choice(("utf-16", "utf-8-sig", "utf-16-le", "utf-8")))


def mutated(number: int) -> bytes:
    """The story of this number: one to six changes to a real one."""
    chance = random.Random(f"{SEED}:{number}")
    texts = stories()
    text = chance.choice((RICH, chance.choice(texts)))
    for _ in range(chance.choice((1, 1, 2, 3, 6))):
        text = chance.choice(CHANGES)(text, chance, texts)
    data = text.encode("utf-8", "surrogatepass")
    for _ in range(chance.choice((0, 0, 0, 1, 1, 3))):
        data = _bytes(data, chance)
    return data


if __name__ == "__main__":
    sys.stdout.buffer.write(mutated(int(sys.argv[1])))
