"""What to write instead of something that is not an amount of money."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from generator.values.currencies import SIGNS
from generator.values.quoting import quoted

_HOW = "write it as 6.6 billion USD, 157bn USD or EUR 40 million"
_LONGEST = 100  # characters that are looked at for what was meant; keeps hostile input cheap
_NUMBER = r"[0-9][0-9.,_  ]*"
_SCALE = r"(?:\s*(?:k|thousand|mm?|mn|mio|mln|millions?|bn?|bln|mrd|billions?|tn?|trillions?))?"
_AMOUNT = rf"({_NUMBER}{_SCALE})"
_SIGNS = "|".join(re.escape(sign) for sign in sorted(SIGNS, key=len, reverse=True))
_SIGN_FIRST = re.compile(rf"({_SIGNS})s?\s*{_AMOUNT}", re.IGNORECASE)
_SIGN_LAST = re.compile(rf"{_AMOUNT}\s*({_SIGNS})s?", re.IGNORECASE)
_BARE = re.compile(_AMOUNT, re.IGNORECASE)
_NOT_A_NUMBER = re.compile(r"[-+.\s]*(inf|infinity|nan)\b.*|.*\s[-+.]*(inf|infinity|nan)", re.IGNORECASE)
_NEGATIVE = re.compile(r"(?:[a-z]{3}|[^\w\s])?\s*[-−–]\s*[^\w\s]?[0-9].*|\(.*\)|minus .*", re.IGNORECASE)
_RANGE = re.compile(r".*[0-9][a-z ]*(?:-|–|—| to | or )[^0-9]{0,4}[0-9].*", re.IGNORECASE)
_ABOUT = re.compile(
    r"(?:about|around|circa|c\.|ca\.?|approx\.?|nearly|almost|over|up to|more than|less than|under|at least|[~<>≈≥≤])"
    r"\s*(.+)|(.+?)\s*[+?~]",
    re.IGNORECASE,
)
_EXPONENT = re.compile(r"([0-9.]+e[+-]?[0-9]+)", re.IGNORECASE)
_SCALES = (
    (r"(?<=[0-9 ])(?:mm|mio|mln|millions)\b", "million"),
    (r"(?<=[0-9 ])(?:bln|mrd|billions)\b", "billion"),
    (r"(?<=[0-9 ])trillions\b", "trillion"),
)


def what_to_write(text: str, is_money: Callable[[str], bool]) -> str:
    """One sentence about ``text``, which is not an amount of money: what is wrong with it and what to write.

    ``is_money`` says whether a suggestion is one that the archive reads.
    """
    shown = quoted(text)
    if not text:
        return f"an amount of money is missing here; {_HOW}"
    if len(text) > _LONGEST:
        return f"{shown} is not an amount of money; {_HOW}"
    if _NOT_A_NUMBER.fullmatch(text):
        return f"{shown} is not a number; {_HOW}"
    if _NEGATIVE.fullmatch(text):
        return f"{shown} is negative; an amount of money is zero or more"
    suggestion = next((written for written in _suggestions(text) if is_money(written)), "")
    if suggestion:
        return f"{shown} is not written as money with its ISO 4217 code; write {suggestion}"
    sign = _SIGN_FIRST.fullmatch(text) or _SIGN_LAST.fullmatch(text)
    if sign or _BARE.fullmatch(text):
        amount = next((part for part in sign.groups() if part[0].isdigit()), text) if sign else text
        said = "doesn't say whose money it is" if sign else "has no currency"
        return f"{shown} {said}; add the ISO 4217 code, as in {amount.strip()} USD"
    if _RANGE.fullmatch(text):
        return f"{shown} is more than one amount; write one, as in 6.6 billion USD, and the rest in a note"
    if _EXPONENT.search(text):
        return f"{shown} has an exponent; write the amount out, as in 6.6 billion USD"
    return f"{shown} is not an amount of money; {_HOW}"


def unknown_currency(text: str, code: str) -> str:
    """One sentence about an amount whose code ISO 4217 doesn't have."""
    return f"{quoted(text)} has a currency that ISO 4217 doesn't list, {code}; use a code such as USD, EUR or GBP"


def too_fine(text: str, code: str, most: int) -> str:
    """One sentence about an amount that is finer than the currency's coins; ``most``: decimals that it may have."""
    places = f"at most {most} decimals" if most else "none"
    return f"{quoted(text)} has more decimals than an amount in {code} can have; write it with {places}"


def too_long(text: str) -> str:
    """One sentence about a number that is larger than any sum of money."""
    return f"{quoted(text)} is more than there is money in the world; check the number and its scale"


def _suggestions(text: str) -> Iterator[str]:
    """Amounts that ``text`` may have been meant to be, likeliest first."""
    about = _ABOUT.fullmatch(text)
    if about:
        inner = (about[1] or about[2]).strip()
        yield inner
        yield from _suggestions(inner)
        return
    for pattern, amount, sign in ((_SIGN_FIRST, 2, 1), (_SIGN_LAST, 1, 2)):
        match = pattern.fullmatch(text)
        code = match and SIGNS[match[sign].lower()]
        if match and code:
            yield f"{_tidy(match[amount])} {code}"
    yield _tidy(text)


def _tidy(text: str) -> str:
    """The amount with the usual marks: 1,5 → 1.5, 1.500.000 → 1,500,000, mio → million."""
    for pattern, word in _SCALES:
        text = re.sub(pattern, word, text, flags=re.IGNORECASE)
    text = re.sub(r"^[a-z]{3}(?=[ 0-9])|(?<=[ 0-9])[a-z]{3}$", lambda match: match[0].upper(), text)
    text = re.sub(r"[0-9]{1,3}(?:\.[0-9]{3}){2,}", lambda match: match[0].replace(".", ","), text)
    return re.sub(r"(?<![0-9,])([0-9]+),([0-9]{1,2})(?![0-9,])", r"\1.\2", text).strip()
