"""An index that finds typing slips among a hundred thousand names without comparing each with each.

Cut a name into one piece more than the letters it may differ in: a near name keeps at least one
piece whole, in nearly the same place. So names are filed by their pieces, and a new name is compared
only with those that share one (the pigeonhole filter of Pass-Join: Li, Deng, Wang and Feng, VLDB 2011).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import chain

from rapidfuzz import process
from rapidfuzz.distance import OSA

from generator.values.names import match_key, slip_limit, told_apart

_SHORTEST = 5  # letters of the shortest name that can have a slip
_LONG = 8  # letters from which two may differ


class NearNames:
    """Names on file, to be asked which of them a new name may be a slip of.

    Adding and asking may alternate, so that each name of an archive is held against those before it.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._spellings: dict[str, list[str]] = {}
        # by letters that may differ (1 or 2), by length of the key, by piece: the text → keys that have it there
        self._filed: dict[int, dict[int, tuple[dict[str, list[str]], ...]]] = {1: {}, 2: {}}
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        """Put a name on file."""
        key = match_key(name)
        spellings = self._spellings.setdefault(key, [])
        if name not in spellings:
            spellings.append(name)
        if len(spellings) > 1:
            return
        length = len(key)
        if _SHORTEST <= length <= _LONG:  # with a key of five to seven letters, one may differ
            self._file(key, length, 1)
        if length >= _LONG:
            self._file(key, length, 2)

    def _file(self, key: str, length: int, limit: int) -> None:
        pieces = self._filed[limit].setdefault(length, tuple({} for _ in range(limit + 1)))
        for piece, (start, end) in zip(pieces, _cuts(length, limit), strict=True):
            piece.setdefault(key[start:end], []).append(key)

    def slips(self, name: str) -> tuple[str, ...]:
        """The names on file that ``name`` is a slip of, as ``is_slip`` says; nearest first, then by alphabet."""
        key = match_key(name)
        near: dict[str, int] = {}
        for limit in (1, 2):
            sharing = self._sharing(key, limit)
            for other, distance, _ in process.extract(
                key, sharing, scorer=OSA.distance, score_cutoff=limit, limit=None
            ):
                if other != key and slip_limit(key, other) == limit:
                    near[other] = int(distance)
        spelt = ((distance, spelling) for other, distance in near.items() for spelling in self._spellings[other])
        return tuple(spelling for _, spelling in sorted(spelt) if not told_apart(name, spelling))

    def _sharing(self, key: str, limit: int) -> list[str]:
        """The keys on file that share a piece with ``key`` where a near one would; some more than once."""
        found: list[list[str]] = []
        by_length = self._filed[limit]
        for length in range(len(key) - limit, len(key) + limit + 1):
            pieces = by_length.get(length)
            if pieces:
                for number, start, end in _places(len(key), length, limit):
                    keys = pieces[number].get(key[start:end])
                    if keys:
                        found.append(keys)
                for number, text in _swapped(key, length, limit):
                    keys = pieces[number].get(text)
                    if keys:
                        found.append(keys)
        return list(chain.from_iterable(found))


def may_be_slip(key: str, keys: Iterable[str]) -> bool:
    """Whether a name may be a slip of one of a few thousand others, all as match keys; or is told apart by people."""
    near = process.extract(key, [*keys], scorer=OSA.distance, score_cutoff=2, limit=None)
    return any(0 < distance <= slip_limit(key, other) for other, distance, _ in near)


@lru_cache(maxsize=1 << 10)
def _cuts(length: int, limit: int) -> tuple[tuple[int, int], ...]:
    """Where each of the ``limit + 1`` pieces of a key starts and ends: as even as can be, the longer ones last."""
    size, longer = divmod(length, limit + 1)
    cuts, start = [], 0
    for number in range(limit + 1):
        end = start + size + (number >= limit + 1 - longer)
        cuts.append((start, end))
        start = end
    return tuple(cuts)


@lru_cache(maxsize=1 << 12)
def _places(letters: int, length: int, limit: int) -> tuple[tuple[int, int, int], ...]:
    """Where a key of so many ``letters`` may hold a whole piece of a near key of ``length``: piece, start, end.

    A piece moves by as many places as letters were added or left out before it. It needs looking up
    only where the pieces before it can all be spoilt by that (one slip each), and those after it by the
    slips that are left; otherwise one of them is whole too, and finds the same names.
    """
    surplus = letters - length
    places = [
        (number, start + shift, end + shift)
        for number, (start, end) in enumerate(_cuts(length, limit))
        for shift in range(-number, number + 1)
        if abs(surplus - shift) <= limit - number
    ]
    if limit == 2 and surplus == 1:  # a letter too many at one end, and a swap across the farther cut
        first, last = _cuts(length, limit)[0], _cuts(length, limit)[-1]
        places += ((0, first[0] + 1, first[1] + 1), (2, *last))
    return tuple((number, start, end) for number, start, end in places if start >= 0 and end <= letters)


def _swapped(key: str, length: int, limit: int) -> tuple[tuple[int, str], tuple[int, str]]:
    """The first and the last piece of a near key, were two neighbours swapped across the cut beside it.

    That one slip spoils two pieces, and a second one may spoil the third. Then the first piece is
    whole but for its last letter, or the last but for its first.
    """
    cuts = _cuts(length, limit)
    first = cuts[0][1]
    last = len(key) - (cuts[-1][1] - cuts[-1][0])
    return (0, key[: first - 1] + key[first : first + 1]), (limit, key[last - 1 : last] + key[last + 1 :])
