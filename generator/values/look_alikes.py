"""Letters of one script that pass for letters of another: the Cyrillic а in an English name.

A small cut of Unicode's confusables (UTS #39, https://www.unicode.org/reports/tr39/): the letters of
Cyrillic, Greek and Armenian that are drawn like Latin ones in common text faces. The two libraries on
PyPI that carry the whole table are unmaintained or an alpha.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

_CYRILLIC = ("асԁеһіјӏорԛѕуѵԝхАВСЕНІЈКМОРԚЅТУѴԜХԌ", "acdehijlopqsuvwxABCEHIJKMOPQSTYVWXG")
_GREEK = ("αικνορυχγϲϳΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϿ", "aiknopuxycjABEZHIKMNOPTYXCC")
_ARMENIAN = ("հոօսցՕՍԼՏ", "hnougOULS")
_SOURCES = ((_CYRILLIC[0], _CYRILLIC[1]), (_GREEK[0], _GREEK[1]), (_ARMENIAN[0], _ARMENIAN[1]))
_LATIN_OF: Mapping[int, str] = {
    ord(other): latin for others, latins in _SOURCES for other, latin in zip(others, latins, strict=True)
}
_PASS_FOR_OTHERS = frozenset(_LATIN_OF.values())
_MIXABLE = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN"})
_WORD = re.compile(r"[^\W\d_]+")


def as_latin(text: str) -> str:
    """``text`` with each letter that passes for a Latin one replaced by it: what a reader believes to see."""
    return text if text.isascii() else text.translate(_LATIN_OF)


def first_look_alike(text: str) -> int | None:
    """Where in ``text`` the first letter stands that only looks as if it belonged there; None where there is none.

    In a word of two scripts it is the first look-alike of the script with fewer letters; in a name
    with Latin words, also the first letter of a word that is made of nothing but Latin's look-alikes.
    """
    if text.isascii():
        return None
    words = [(match.start(), match.group()) for match in _WORD.finditer(text)]
    scripts = [[_script(letter) for letter in word] for _, word in words]
    has_latin_word = any(set(each) & _MIXABLE == {"LATIN"} for each in scripts)
    for (start, word), each in zip(words, scripts, strict=True):
        present = sorted(set(each) & _MIXABLE, key=lambda script: (each.count(script), script == "LATIN"))
        if len(present) > 1:
            for index, letter in enumerate(word):
                if each[index] == present[0] and (ord(letter) in _LATIN_OF or letter in _PASS_FOR_OTHERS):
                    return start + index
        elif has_latin_word and all(ord(letter) in _LATIN_OF for letter in word):
            return start
    return None


def script_of(letter: str) -> str:
    """The English name of a letter's script: ``Cyrillic``."""
    return _script(letter).capitalize()


def _script(letter: str) -> str:
    """The first word of the letter's Unicode name, which is its script for the alphabets compared here."""
    return unicodedata.name(letter, "UNKNOWN").partition(" ")[0]
