"""Amounts of money, exact, each with its ISO 4217 currency."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from generator.values.currencies import currency_name, minor_units
from generator.values.money_advice import too_fine, too_long, unknown_currency, what_to_write


class MoneyError(ValueError):
    """A text that is not an amount of money; the message says what to write instead."""


class Money(Struct, frozen=True):
    """An amount in units of ``currency`` (an ISO 4217 code), and how it was written."""

    written: str
    amount: Decimal
    currency: str

    @property
    def value(self) -> tuple[str, Decimal]:
        """What two spellings of one sum share: ``157bn USD`` and ``USD 157 billion``."""
        return self.currency, self.amount

    @property
    def spoken(self) -> str:
        """``6.6 billion US dollars``; the code where a currency has no name in common use: ``40 million HUF``."""
        return f"{spoken_amount(self.amount)} {currency_name(self.currency, one=self.amount == 1)}"

    def __str__(self) -> str:
        return self.written


_POWERS: Mapping[str, int] = {
    "": 0,
    **dict.fromkeys(("k", "thousand"), 3),
    **dict.fromkeys(("m", "mn", "million"), 6),
    **dict.fromkeys(("b", "bn", "billion"), 9),
    **dict.fromkeys(("t", "tn", "trillion"), 12),
}
_GROUPED = r"[0-9]{1,3}(?P<sep>[,_ \u00a0\u2009\u202f])[0-9]{3}(?:(?P=sep)[0-9]{3})*"
_SUM = (
    rf"(?P<number>(?:{_GROUPED}|[0-9]+)(?:\.[0-9]+)?)"
    r"\s*(?P<scale>k|thousand|mn?|million|bn?|billion|tn?|trillion)?"
)
_CODE = r"(?-i:[A-Z]{3})"
_MONEY = re.compile(rf"(?:(?P<before>{_CODE})\s*)?{_SUM}(?:\s*(?P<after>{_CODE}))?", re.IGNORECASE)
_MOST_DIGITS = 18  # before the point; a thousand times all the money there is has no more


@lru_cache(maxsize=1 << 14)
def parse_money(text: str) -> Money:
    """The amount that ``text`` writes: ``6.6 billion USD``, ``157bn USD``, ``EUR 40 million``, ``1_500_000 GBP``.

    MoneyError for no currency, one that ISO 4217 doesn't have, a negative amount, a fraction smaller
    than the currency's smallest coin, and anything else.
    """
    written = text.strip()
    match = _MONEY.fullmatch(written)
    if not match or bool(match["before"]) == bool(match["after"]):
        raise MoneyError(what_to_write(written, is_money))
    currency = match["before"] or match["after"]
    units = minor_units(currency)
    if units is None:
        raise MoneyError(unknown_currency(written, currency))
    power = _POWERS[(match["scale"] or "").lower()]
    whole, _, fraction = re.sub(r"[^0-9.]", "", match["number"]).partition(".")
    whole, fraction = whole.lstrip("0"), fraction.rstrip("0")
    if whole and len(whole) + power > _MOST_DIGITS:
        raise MoneyError(too_long(written))
    if len(fraction) > power + units:
        raise MoneyError(too_fine(written, currency, power + units))
    # As a text, which is read to its last digit: reckoning with it would round to the 28 of Decimal's context.
    return Money(written, plain(Decimal(f"{whole or 0}.{fraction or 0}e{power}")), currency)


def is_money(text: str) -> bool:
    """Whether ``text`` is an amount with a currency, as :func:`parse_money` reads it."""
    match = _MONEY.fullmatch(text)
    return match is not None and bool(match["before"]) != bool(match["after"])


def decimals(amount: Decimal) -> int:
    """Digits after the point."""
    exponent = amount.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def plain(amount: Decimal) -> Decimal:
    """The same number without an exponent and without zeros at the end of its fraction: ``6600000000``, ``1.5``."""
    if amount == amount.to_integral_value():
        return Decimal(int(amount))
    return Decimal(f"{amount:f}".rstrip("0"))


def spoken_amount(amount: Decimal) -> str:
    """``6.6 billion``, ``1,250,001``, ``12.50``: never rounded."""
    for power, word in ((12, "trillion"), (9, "billion"), (6, "million")):
        scaled = plain(amount.scaleb(-power))
        if scaled >= 1 and decimals(scaled) <= 3:
            return f"{scaled:,f} {word}"
    if decimals(amount) == 1:
        return f"{amount:,.2f}"
    return f"{amount:,f}"
