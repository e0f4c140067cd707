"""Names and roles: which spellings are one, their slugs, and the nearest to what was written."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slugify import slugify

from generator.values.names import (
    closest,
    is_slip,
    match_key,
    role_key,
    slug_of,
)

ONE_NAME = [
    ("Durk Kingma", "durk kingma"),
    ("Durk Kingma", "DURK  KINGMA"),
    ("Durk Kingma", "DurkKingma"),
    ("Durk Kingma", "Durk\u00a0Kingma"),
    ("José Núñez", "Jose Nunez"),
    ("José", "Jose\u0301"),
    ("Straße", "STRASSE"),
    ("Ｏｐｅｎ ＡＩ", "OpenAI"),  # full width
    ("ﬁrst", "first"),  # ligature
    ("Đặng Thị Ngọc Thịnh", "đang thi ngoc thinh"),
    ("İstanbul", "istanbul"),
    ("O’Brien", "O'Brien"),
    ("Jean‑Luc", "Jean-Luc"),
    ("Артём", "артем"),
    ("Ἀθηνᾶ", "αθηνα"),
    ("مُحَمَّد", "محمد"),
    ("علی‌رضا", "علیرضا"),  # with a joiner and without
    ("김민수", unicodedata.normalize("NFD", "김민수")),
    ("ガンダム", unicodedata.normalize("NFD", "ガンダム")),
    ("ガンダム", "ｶﾞﾝﾀﾞﾑ"),  # half width
    ("राम", unicodedata.normalize("NFD", "राम")),
]


@pytest.mark.parametrize(("a", "b"), ONE_NAME)
def test_case_accents_spacing_and_unicode_form_make_no_other_name(a: str, b: str) -> None:
    assert match_key(a) == match_key(b)
    assert not is_slip(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Ada Byron", "Ida Byron"),
        ("かき", "かぎ"),  # voicing makes another letter
        ("कुमार", "कमार"),  # and so do vowel signs
        ("ราม", "ริม"),
        ("C++", "C#"),
        ("Person 1", "Person 2"),
    ],
)
def test_other_letters_make_another_name(a: str, b: str) -> None:
    assert match_key(a) != match_key(b)


@given(st.text(max_size=30))
@settings(derandomize=True, max_examples=300)
def test_a_key_is_its_own_key_and_the_same_for_every_unicode_form(text: str) -> None:
    key = match_key(text)
    assert match_key(key) == key
    assert not any(character.isspace() for character in key)
    for form in ("NFC", "NFD"):
        assert match_key(unicodedata.normalize(form, text)) == key


def test_a_role_is_the_same_in_other_case_and_spacing() -> None:
    assert role_key("Head of Guidance") == role_key(" head  of guidance")
    assert role_key("Café manager") == role_key("cafe\u0301 manager".upper())
    assert role_key("head of guidance") != role_key("head of guidance and control")
    assert role_key("maître") != role_key("maitre")
    assert role_key("Chief  Executive") == "chief executive"


SLUGS = [
    ("Durk Kingma", "durk-kingma"),
    ("The Register", "the-register"),
    ("D. P. Kingma", "d-p-kingma"),
    ("O'Brien", "o-brien"),
    ("José Núñez", "jose-nunez"),
    ("Straße & Söhne", "strasse-sohne"),
    ("Łukasz Żak", "lukasz-zak"),
    ("Алексей Иванов", "aleksei-ivanov"),
    ("李明", "li-ming"),
    ("김민수", "gimminsu"),
    ("C++", "c"),
    ("C#", "c"),
    ("1,000 Ventures", "1000-ventures"),
    ("a <b> & *c* [d](e) {{ f }}", "a-b-c-d-e-f"),
    ("!!!", ""),
    ("🚀", ""),
    ("", ""),
]


@pytest.mark.parametrize(("name", "slug"), SLUGS)
def test_the_slug_of_a_name(name: str, slug: str) -> None:
    assert slug_of(name) == slug
    assert slug_of(unicodedata.normalize("NFD", name)) == slug


@given(st.text(max_size=40))
@settings(derandomize=True, max_examples=300)
def test_a_slug_is_safe_and_stays(name: str) -> None:
    slug = slug_of(name)
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert slug == slug.strip("-")
    assert slug_of(slug) == slug
    assert slug == slugify(unicodedata.normalize("NFC", name))


def test_the_closest_candidate() -> None:
    keys = ("from", "to", "date", "role", "reason", "status")
    assert closest("form", keys) == "from"
    assert closest("Dates", keys) == "date"
    assert closest("statsu", keys) == "status"
    assert closest("entirely different", keys) is None
    assert closest("entirely different", keys, always=True) is not None
    assert closest("x", ()) is None
    assert closest("x", (), always=True) is None
    assert closest("dürk kingma", ["Ada Byron", "Durk Kingma"]) == "Durk Kingma"
    assert closest("tat", ["tax", "rat", "tab"]) == closest("tat", ["tab", "rat", "tax"]) == "tab"
