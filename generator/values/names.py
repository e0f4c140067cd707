"""Names of people, companies and roles: when two spellings are one name, and when one is a slip of another."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler
from slugify import slugify

from generator.values.look_alikes import as_latin

_CACHED = 1 << 18
_TYPOGRAPHY: Mapping[int, str | None] = str.maketrans(
    {
        **dict.fromkeys("‘’ʼ`´′", "'"),
        **dict.fromkeys("‐‑‒–—−", "-"),
        **dict.fromkeys("“”„", '"'),
        "\u200c": None,  # joiners: spelling in Persian and in Indian scripts, not letters
        "\u200d": None,
    }
)


@lru_cache(maxsize=_CACHED)
def match_key(text: str) -> str:
    """What all spellings of one name share: no case, accents, spacing or joiners, straight quotes, one Unicode form.

    Marks that are letters of their script (Indian and Thai vowels, the voicing of kana) are kept.
    """
    return "".join(_folded(text).split())


def look_alike_key(text: str) -> str:
    """What names share that a reader cannot tell apart: Latin ``Ada``, and the same with a Cyrillic А."""
    return match_key(as_latin(text))


def role_key(text: str) -> str:
    """What all spellings of one role share: case, spacing and Unicode form don't count."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


@lru_cache(maxsize=_CACHED)
def slug_of(name: str) -> str:
    """The slug that a page of this name gets; "" where the name has no letter or digit to make one from.

    The transliteration is named, not found: which of them is installed must never move a page.
    """
    return slugify(unicodedata.normalize("NFC", name), backend="text-unidecode")


def closest(written: str, candidates: Iterable[str], *, always: bool = False) -> str | None:
    """The candidate that ``written`` was most likely meant to be, or None where none is near.

    Near is up to a third of its letters. ``always`` takes the nearest however far it is; None then
    only where there is no candidate. Of equally near ones, the one that starts most alike.
    """
    key = match_key(written)
    names = sorted(set(candidates))
    keys = [match_key(name) for name in names]
    limit = None if always else max(1, len(key) // 3)
    found = process.extract(key, keys, scorer=OSA.distance, score_cutoff=limit, limit=None)
    if not found:
        return None
    best = min(found, key=lambda match: (match[1], -JaroWinkler.similarity(key, match[0]), match[2]))
    return names[best[2]]


def slip_limit(a: str, b: str) -> int:
    """How many letters two match keys may differ in to be taken for a slip: 2, 1 or (too short to tell) 0."""
    shorter = min(len(a), len(b))
    return 2 if shorter >= 8 else 1 if shorter >= 5 else 0


def is_slip(a: str, b: str) -> bool:
    """Whether two names are so near that one is likely a typing slip of the other.

    Letters typed wrong, missing, too many, or two neighbours swapped (optimal string alignment): two
    in names of eight letters and more, one from five letters. Names that people tell apart are none:
    see :func:`told_apart`.
    """
    first, second = match_key(a), match_key(b)
    limit = slip_limit(first, second)
    if first == second or not limit or OSA.distance(first, second, score_cutoff=limit) > limit:
        return False
    return not told_apart(a, b)


_WORD = re.compile(r"[^\W_]+")
_COUNTED = re.compile(r"\d|[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")  # digits, and Han, where each is a word
_TELLING_WORDS = (
    "jr sr junior senior ii iii iv v vi vii viii ix x xi xii "
    "one two three four five six seven eight nine ten eleven twelve "
    "first second third fourth fifth sixth seventh eighth ninth tenth "
    "north south east west northern southern eastern western"
)
_TELLING = frozenset(_TELLING_WORDS.split())


def told_apart(a: str, b: str) -> bool:
    """Whether two near names differ in what names of different people and companies do differ in.

    In their digits or Han characters; or in nothing but initials, words of two letters, generations
    (``Jr``, ``III``), numbers and points of the compass; or only in look-alike letters of another
    script, which are a warning of their own.
    """
    first, second = _folded(a), _folded(b)
    if _COUNTED.findall(first) != _COUNTED.findall(second):
        return True
    if not (a.isascii() and b.isascii()) and look_alike_key(a) == look_alike_key(b):
        return True
    words, others = _WORD.findall(first), _WORD.findall(second)
    if "".join(words) == "".join(others):  # only dots, hyphens or quotes differ
        return False
    return _unmarked(words, others) == _unmarked(others, words)


def _unmarked(words: list[str], others: list[str]) -> str:
    """The letters of those of ``words`` that are not telling ones missing from ``others``."""
    return "".join(
        word for word in words if words.count(word) <= others.count(word) or (len(word) > 2 and word not in _TELLING)
    )


@lru_cache(maxsize=1 << 12)
def _folded(text: str) -> str:
    """``text`` without case, accents or joiners, with straight quotes and hyphens, its spaces kept."""
    if text.isascii():
        return text.lower().replace("`", "'")
    straight = unicodedata.normalize("NFKD", text.translate(_TYPOGRAPHY))
    decomposed = unicodedata.normalize("NFKD", straight.casefold())
    return unicodedata.normalize("NFC", "".join(each for each in decomposed if not _is_accent(each)))


def _is_accent(character: str) -> bool:
    """Whether a character is a mark above, below or through a letter (Unicode's canonical combining classes).

    Classes 7 to 9 (nukta, kana voicing, virama) and the vowel signs of Thai and Lao make other letters.
    """
    order = unicodedata.combining(character)
    return order == 1 or 10 <= order <= 36 or order >= 200
