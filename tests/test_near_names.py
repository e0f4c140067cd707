"""Slips: which names are one or two letters off, found among many."""

from __future__ import annotations

import random
import time

import pytest

from generator.values.names import is_slip, slip_limit
from generator.values.near_names import NearNames

SLIPS = [
    ("Durk Kingma", "Durk Kinsma"),  # another letter
    ("Durk Kingma", "Drk Kingma"),  # one missing
    ("Durk Kingma", "Durk Kingmaa"),  # one too many
    ("Durk Kingma", "Dukr Kingma"),  # neighbours swapped
    ("Durk Kingma", "Dukr Kignma"),  # twice
    ("John Schulman", "Jon Schulmann"),
    ("Orbital", "Orbitel"),
    ("Perigee", "Perige"),
    ("OpenAI", "OpneAI"),
    ("Anthropic", "Antrophic"),
    ("Yahoo", "Yahoo!"),
    ("D. P. Kingma", "D P Kingma"),  # the same letters, other dots
    ("Jean-Luc Picard", "Jean Luc Picard"),
    ("José Núñez", "Jose Nunes"),
    ("Søren Kierkegaard", "Soren Kierkegaard"),
    ("Фёдор Достоевский", "Федор Достаевский"),
    ("ソフトバンク", "ソフトハンク"),
    ("Ada Byron", "Ada Biren"),
]


@pytest.mark.parametrize(("a", "b"), SLIPS)
def test_one_or_two_letters_off_is_a_slip(a: str, b: str) -> None:
    assert is_slip(a, b)
    assert is_slip(b, a)
    assert NearNames([a]).slips(b) == (a,)


NO_SLIPS = [
    ("Durk Kingma", "DURK KINGMA"),  # one name
    ("Durk Kingma", "Dirk Kingsman"),  # three letters
    ("Bob", "Rob"),  # too short to tell
    ("IBM", "ICM"),
    ("Ann Li", "Ana Le"),  # five letters, two of them
    ("Orbital", "Orbtail"),  # seven letters, two of them
    ("Person 12", "Person 13"),  # digits
    ("Studio 54", "Studio 5"),
    ("Version 2.0", "Version 2.1"),
    ("A. Kingma", "B. Kingma"),  # initials
    ("D. Kingma", "D. P. Kingma"),
    ("Person A", "Person B"),
    ("John F. Smith", "John Smith"),
    ("Sammy Davis Jr", "Sammy Davis Sr"),  # generations
    ("Sammy Davis", "Sammy Davis Jr."),
    ("Henry Tudor VII", "Henry Tudor VIII"),
    ("Growth Fund II", "Growth Fund III"),
    ("Founder Five", "Founder Nine"),  # numbers
    ("North Carolina Bank", "South Carolina Bank"),  # points of the compass
    ("East Bank Holdings", "West Bank Holdings"),
    ("Li Na Wang", "Li Bo Wang"),  # short given names
    ("Kim Min-su", "Kim Min-ho"),
    ("佐々木太郎", "佐々木次郎"),  # Han
    ("Ada Byron", "\u0410da Byron"),  # Cyrillic А: a warning of its own
]


@pytest.mark.parametrize(("a", "b"), NO_SLIPS)
def test_names_that_people_tell_apart_are_no_slips(a: str, b: str) -> None:
    assert not is_slip(a, b)
    assert not is_slip(b, a)
    assert NearNames([a]).slips(b) == ()


@pytest.mark.parametrize(("letters", "limit"), [(0, 0), (4, 0), (5, 1), (7, 1), (8, 2), (30, 2)])
def test_the_shorter_name_says_how_many_letters_may_differ(letters: int, limit: int) -> None:
    assert slip_limit("x" * letters, "y" * 30) == limit
    assert slip_limit("y" * 30, "x" * letters) == limit


def test_slips_come_nearest_first_and_then_by_alphabet() -> None:
    names = NearNames(["Durk Kinsmaa", "Durk Kingmb", "Durk Kingmc", "Somebody Else"])
    names.add("DURK KINGMC")
    assert names.slips("Durk Kingma") == ("DURK KINGMC", "Durk Kingmb", "Durk Kingmc", "Durk Kinsmaa")
    assert names.slips("Durk Kingmb") == ("DURK KINGMC", "Durk Kingmc")


def typed(name: str, dice: random.Random) -> str:
    """The name with one or two slips of the keyboard."""
    letters = list(name)
    for _ in range(dice.randint(1, 2)):
        at = dice.randrange(len(letters) - 1)
        match dice.randrange(4):
            case 0:
                letters[at] = "z"
            case 1:
                letters.insert(dice.choice((0, at, len(letters))), dice.choice("abz"))
            case 2:
                del letters[at]
            case _:
                letters[at], letters[at + 1] = letters[at + 1], letters[at]
    return "".join(letters)


@pytest.mark.parametrize("seed", range(40))
def test_the_index_finds_what_comparing_each_with_each_finds(seed: int) -> None:
    dice = random.Random(seed)
    alphabet = "abcd"[: 2 + seed % 3]
    words = {"".join(dice.choices(alphabet, k=dice.randint(3, 13))) for _ in range(60)}
    names = sorted(words)
    index = NearNames(names)
    for name in (*names, *(typed(dice.choice(names), dice) for _ in range(60))):
        assert set(index.slips(name)) == {other for other in names if is_slip(name, other)}, name


def test_a_large_archive_is_searched_in_seconds() -> None:
    dice = random.Random(7)
    syllables = [first + second for first in "bdfgklmnprstvw" for second in "aeiou"]
    firsts = ["".join(dice.choices(syllables, k=dice.randint(2, 3))) for _ in range(400)]
    lasts = ["".join(dice.choices(syllables, k=dice.randint(2, 4))) for _ in range(4000)]
    names = [f"{dice.choice(firsts)} {dice.choice(lasts)}" for _ in range(10_000)]
    began = time.process_time()
    index = NearNames()
    for name in names:
        index.slips(name)
        index.add(name)
    assert time.process_time() - began < 5  # about 0.3 s; comparing each with each takes minutes
