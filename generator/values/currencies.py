"""Which currencies there are: ISO 4217's list of codes, and what the common ones are called in English."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

_NO_MONEY = frozenset({"XXX", "XTS"})  # "no currency" and "for testing"

# ISO 4217 list three: codes withdrawn since 1990. An archive's older stories are full of them, and the
# package has only the codes in force. All take two decimals here; a few of them had none.
_WITHDRAWN_CODES = (
    "ATS BEF CYP DEM EEK ESP FIM FRF GRD HRK BGN IEP ITL LTL LUF LVL MTL NLG PTE SIT SKK XEU "  # now the euro
    "AFA ANG AZM BGL BYB BYR CSD CSK CUC DDM GHC HRD MGF MRO MXP MZM PEI PLZ ROL RUR SDD SLL SRG STD SUR "
    "TJR TMM TRL UAK VEB VEF YUD YUM YUN ZMK ZWD ZWL ZWN ZWR"
)
_WITHDRAWN = frozenset(_WITHDRAWN_CODES.split())

# Plural names as British newspapers print them; the code stands for a currency that isn't here.
PLURALS: Mapping[str, str] = MappingProxyType(
    {
        "AUD": "Australian dollars",
        "BRL": "Brazilian reais",
        "CAD": "Canadian dollars",
        "CHF": "Swiss francs",
        "CNY": "Chinese yuan",
        "CZK": "Czech koruna",
        "DEM": "German marks",
        "DKK": "Danish kroner",
        "EUR": "euros",
        "FRF": "French francs",
        "GBP": "pounds",
        "HKD": "Hong Kong dollars",
        "ILS": "Israeli shekels",
        "INR": "Indian rupees",
        "JPY": "Japanese yen",
        "KRW": "South Korean won",
        "MXN": "Mexican pesos",
        "NOK": "Norwegian kroner",
        "NZD": "New Zealand dollars",
        "PLN": "Polish zlotys",
        "RUB": "Russian roubles",
        "SEK": "Swedish kronor",
        "SGD": "Singapore dollars",
        "TRY": "Turkish lira",
        "TWD": "Taiwan dollars",
        "USD": "US dollars",
        "ZAR": "South African rand",
    }
)

_SINGULARS: Mapping[str, str] = MappingProxyType(
    {"BRL": "Brazilian real", "DKK": "Danish krone", "NOK": "Norwegian krone", "SEK": "Swedish krona"}
)

# Signs and words that editors write where a code is wanted; "" where several currencies share one.
SIGNS: Mapping[str, str] = MappingProxyType(
    {
        "us$": "USD",
        "a$": "AUD",
        "c$": "CAD",
        "hk$": "HKD",
        "nz$": "NZD",
        "s$": "SGD",
        "nt$": "TWD",
        "r$": "BRL",
        "$": "",
        "£": "GBP",
        "€": "EUR",
        "¥": "",
        "₹": "INR",
        "₩": "KRW",
        "₽": "RUB",
        "₪": "ILS",
        "₺": "TRY",
        "us dollar": "USD",
        "dollar": "",
        "euro": "EUR",
        "pound": "GBP",
        "pounds sterling": "GBP",
        "sterling": "GBP",
        "yen": "JPY",
        "yuan": "CNY",
        "renminbi": "CNY",
        "rmb": "CNY",
        "rupee": "INR",
        "franc": "",
        "swiss franc": "CHF",
        "krona": "",
        "kronor": "SEK",
        "kroner": "",
        "peso": "",
        "won": "KRW",
    }
)


def currency_name(code: str, *, one: bool) -> str:
    """``US dollars``; of ``one``, ``US dollar``. The code where a currency has no name in common use."""
    several = PLURALS.get(code, code)
    return _SINGULARS.get(code) or several.removesuffix("s") if one else several


@lru_cache(maxsize=1024)
def minor_units(code: str) -> int | None:
    """Decimal places of a currency's smallest unit: 2 for USD, 0 for JPY. None where there is no such currency.

    Codes without a minor unit of their own (gold, special drawing rights) are taken in whole units.
    """
    if code in _NO_MONEY:
        return None
    if code in _WITHDRAWN:
        return 2
    from iso4217 import Currency  # noqa: PLC0415 -- it takes a while, and most edits are of no money

    try:
        exponent = Currency(code).exponent
    except ValueError:
        return None
    return int(exponent or 0)
