"""Money: exact decimals in currencies that exist."""

from __future__ import annotations

import pickle
from decimal import Decimal

import iso4217
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.values.currencies import PLURALS, SIGNS, minor_units
from generator.values.money import Money, MoneyError, is_money, parse_money

RIGHT = [
    ("6.6 billion USD", "6600000000", "USD"),
    ("157bn USD", "157000000000", "USD"),
    ("157 bn USD", "157000000000", "USD"),
    ("EUR 40 million", "40000000", "EUR"),
    ("EUR40m", "40000000", "EUR"),
    ("EUR 40 mn", "40000000", "EUR"),
    ("1_500_000 GBP", "1500000", "GBP"),
    ("1,500,000 GBP", "1500000", "GBP"),
    ("1 500 000 GBP", "1500000", "GBP"),
    ("1\u00a0500\u00a0000 GBP", "1500000", "GBP"),
    ("1500000GBP", "1500000", "GBP"),
    ("12.50 USD", "12.5", "USD"),
    ("0.01 USD", "0.01", "USD"),
    ("1,234.56 USD", "1234.56", "USD"),
    ("300k USD", "300000", "USD"),
    ("300 thousand USD", "300000", "USD"),
    ("5M USD", "5000000", "USD"),
    ("6.6B USD", "6600000000", "USD"),
    ("1.5 trillion JPY", "1500000000000", "JPY"),
    ("1.5tn JPY", "1500000000000", "JPY"),
    ("2 Billion INR", "2000000000", "INR"),
    ("1,500 million EUR", "1500000000", "EUR"),
    ("0.1 million USD", "100000", "USD"),
    ("1.234 KWD", "1.234", "KWD"),
    ("1.000 USD", "1", "USD"),
    ("0 USD", "0", "USD"),
    ("010 USD", "10", "USD"),
    ("3 million HRK", "3000000", "HRK"),
    ("40 million DEM", "40000000", "DEM"),
    (" 5 USD ", "5", "USD"),
]


@pytest.mark.parametrize(("text", "amount", "currency"), RIGHT)
def test_an_amount_is_exact(text: str, amount: str, currency: str) -> None:
    found = parse_money(text)
    assert found == Money(text.strip(), Decimal(amount), currency)
    assert str(found.amount) == amount  # without an exponent, for the exports
    assert pickle.loads(pickle.dumps(found)) == found


WRONG = [
    ("", "missing"),
    ("-5 USD", "negative"),
    ("USD -5", "negative"),
    ("−5 million USD", "negative"),
    ("-$5", "negative"),
    (".inf", "not a number"),
    ("inf USD", "not a number"),
    ("Infinity EUR", "not a number"),
    (".nan", "not a number"),
    ("nan USD", "not a number"),
    ("1e9 USD", "has an exponent"),
    ("6.6 billion", "has no currency; add the ISO 4217 code, as in 6.6 billion USD"),
    ("1_500_000", "has no currency"),
    ("$6.6 billion", "doesn't say whose money it is; add the ISO 4217 code, as in 6.6 billion USD"),
    ("6.6 billion dollars", "doesn't say whose money it is"),
    ("¥500 million", "doesn't say whose money it is"),
    ("€40m", "write 40m EUR"),
    ("£1.5bn", "write 1.5bn GBP"),
    ("US$5m", "write 5m USD"),
    ("40 million euros", "write 40 million EUR"),
    ("6.6 billion US dollars", "write 6.6 billion USD"),
    ("5 million pounds sterling", "write 5 million GBP"),
    ("5m usd", "write 5m USD"),
    ("eur 5m", "write EUR 5m"),
    ("6.6 billion XYZ", "XYZ"),
    ("5 BTC", "BTC"),
    ("5 XXX", "XXX"),
    ("5 XTS", "XTS"),
    ("1.5 JPY", "has more decimals than an amount in JPY can have; write it with none"),
    ("1.234 USD", "at most 2 decimals"),
    ("1,5 billion EUR", "write 1.5 billion EUR"),
    ("1.500.000 EUR", "write 1,500,000 EUR"),
    ("1,50,000 INR", "not an amount"),
    ("1,500_000 INR", "not an amount"),
    ("about 6 billion USD", "write 6 billion USD"),
    (">6bn USD", "write 6bn USD"),
    ("6-7 billion USD", "more than one amount"),
    ("6 to 7 billion USD", "more than one amount"),
    ("5 mio EUR", "write 5 million EUR"),
    ("5MM USD", "write 5million USD"),
    ("EUR 5 USD", "not an amount"),
    ("USD", "not an amount"),
    ("billion USD", "not an amount"),
    ("0x10 USD", "not an amount"),
    ("1__0 USD", "not an amount"),
    ("٣ USD", "not an amount"),
    ("undisclosed", "not an amount"),
    ("5\u200b USD", "<U+200B>"),
    ("1000000000 billion USD", "more than there is money"),
    ("9" * 5000 + " USD", "more than there is money"),
    ("9" * 5000, "not an amount"),
    ("0." + "1" * 5000 + " USD", "has more decimals than an amount in USD can have; write it with at most 2 decimals"),
    ("1.3333333333333333333333333333333333 million USD", "write it with at most 8 decimals"),
    ("0." + "1" * 50 + " billion JPY", "has more decimals than an amount in JPY can have; write it with at most 9 dec"),
    ("1" + "0" * 18 + ".5 USD", "more than there is money"),
    ("1,000" * 50_000, "not an amount"),
    ("- " * 50_000, "not an amount"),
]


@pytest.mark.parametrize(("text", "advice"), WRONG, ids=[repr(text[:30]) for text, _ in WRONG])
def test_what_is_no_money_is_told_what_to_write(text: str, advice: str) -> None:
    with pytest.raises(MoneyError) as caught:
        parse_money(text)
    message = str(caught.value)
    assert advice in message
    assert message.isprintable()
    assert len(message) < 250


@given(st.text(max_size=30) | st.from_regex(r"[A-Z$€-]{0,3} ?[0-9.,_]{1,12} ?(k|m|bn)? ?[A-Z]{0,3}", fullmatch=True))
@settings(derandomize=True, max_examples=300)
def test_any_text_is_money_or_a_money_error(text: str) -> None:
    found = money_or_message(text)
    if isinstance(found, str):
        assert found.isprintable()
    else:
        assert found.amount >= 0
        assert minor_units(found.currency) is not None
        assert is_money(found.written)


def money_or_message(text: str) -> Money | str:
    try:
        return parse_money(text)
    except MoneyError as error:
        return str(error)


@given(
    st.decimals(0, 10**15, allow_nan=False, allow_infinity=False, places=2),
    st.sampled_from(["USD", "EUR", "GBP", "HRK"]),
)
@settings(derandomize=True, max_examples=300)
def test_nothing_is_lost_between_writing_reading_and_speaking(amount: Decimal, currency: str) -> None:
    found = parse_money(f"{amount:f} {currency}")
    assert found.amount == amount
    assert parse_money(f"{amount:,f} {currency}").amount == amount


def test_two_spellings_of_one_sum_have_one_value() -> None:
    assert parse_money("157bn USD").value == parse_money("USD 157 billion").value
    assert parse_money("157bn USD") != parse_money("USD 157 billion")  # each keeps what was written
    assert parse_money("1.5 million USD").value == parse_money("1_500_000 USD").value
    assert parse_money("5 USD").value != parse_money("5 EUR").value


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("6.6bn USD", "6.6 billion US dollars"),
        ("157000 million USD", "157 billion US dollars"),
        ("1_500_000 GBP", "1.5 million pounds"),
        ("1,234,567 EUR", "1,234,567 euros"),
        ("1.234 million EUR", "1.234 million euros"),
        ("950k EUR", "950,000 euros"),
        ("12.5 USD", "12.50 US dollars"),
        ("1 USD", "1 US dollar"),
        ("1 SEK", "1 Swedish krona"),
        ("1 JPY", "1 Japanese yen"),
        ("1 HUF", "1 HUF"),
        ("40 million HUF", "40 million HUF"),
        ("2.5 trillion JPY", "2.5 trillion Japanese yen"),
        ("0 USD", "0 US dollars"),
    ],
)
def test_money_in_words_is_not_rounded(text: str, words: str) -> None:
    assert parse_money(text).spoken == words


def test_every_currency_in_force_is_known_with_its_smallest_unit() -> None:
    for currency in iso4217.Currency:
        if currency.code in ("XXX", "XTS"):
            assert minor_units(currency.code) is None
        else:
            assert minor_units(currency.code) == (currency.exponent or 0)


def test_the_names_and_signs_of_currencies_are_those_of_real_ones() -> None:
    for code in (*PLURALS, *filter(None, SIGNS.values())):
        assert minor_units(code) is not None, code


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1.50000000000000000000000000000000000000 million USD", "1500000"),
        ("999999.9999999999999 million USD", ""),
        ("123456789012345678.99 USD", "123456789012345678.99"),
        ("123456.12345678901234 trillion USD", "123456123456789012.34"),
        (f"{'0' * 60}5.25 USD", "5.25"),
        ("0.00000001 million EUR", "0.01"),
    ],
)
def test_an_amount_is_exact_however_long_it_is_written(text: str, amount: str) -> None:
    found = money_or_message(text)
    if amount:
        assert isinstance(found, Money)
        assert found.amount == Decimal(amount)
        assert f"{found.amount:f}" == amount
    else:
        assert "at most 8 decimals" in str(found)
