"""What sentences are put together from: quotations, one of several, days that may be one of several."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.values.dates import EdtfDate
from generator.values.spoken import once_in_words


def quoted(words: str) -> str:
    """Words in quotation marks, those inside them as marks within others: ``“he called it ‘mad’”``."""
    bare = " ".join(words.split())
    if bare[:1] in _MARKS and bare[-1:] in _MARKS and len(bare) > 1 and not _MARKS & {*bare[1:-1]}:
        bare = bare[1:-1]  # quoted as a whole
    told, is_open = list(bare), False
    for place, mark in enumerate(bare):
        if mark in _MARKS and (is_open or mark != '"' or not bare[place - 1 : place].isalnum()):  # 5" is a measure
            told[place] = "’" if is_open else "‘"
            is_open = not is_open
    return f"“{''.join(told)}”"


def either(several: Iterable[str]) -> str:
    """``A``, ``A or B``, ``A, B or C``: each once."""
    *others, last = dict.fromkeys(several) or ("",)
    return f"{', '.join(others)} or {last}" if others else last


def on_days(date: EdtfDate | None, rivals: Sequence[EdtfDate]) -> str:
    """`` in May 2019``; `` in May 2019 or on 3 June 2019`` where neither is ruled out; that no date was given."""
    if date is None:
        return " (date not given)"
    return f" {either(map(once_in_words, rivals or (date,)))}"


_MARKS = frozenset('“”„«»"')
