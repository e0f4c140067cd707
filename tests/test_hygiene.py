"""Characters: which may not be in a name or an address, and which only look as if they belonged there."""

from __future__ import annotations

import pytest

from generator.values.hygiene import name_faults, slug_faults, slug_key
from generator.values.look_alikes import first_look_alike
from generator.values.names import look_alike_key, match_key

CLEAN = [
    "Durk Kingma",
    "José Núñez",
    "Алексей Иванов",
    "Ελένη Παπαδοπούλου",
    "李明",
    "山田 太郎",
    "김민수",
    "محمد",
    "علی‌رضا",  # a joiner that Persian spelling wants
    "क्‍ष",
    "Яндекс Go",
    "ВКонтакте Tech",
    "µTorrent",
    "a <b> & *c* [d](e) {{ f }}",
    "🚀 Rocket",
    "👩‍🚀 Media",
    "Durk\u00a0Kingma",
    "Sony ソニー",
    "O’Brien–Smith",
]


@pytest.mark.parametrize("name", CLEAN)
def test_names_of_every_script_are_clean(name: str) -> None:
    assert name_faults(name) == ()


@pytest.mark.parametrize(
    ("name", "kind", "at"),
    [
        ("Ada\x00Byron", "control-character", 3),
        ("Ada\tByron", "control-character", 3),
        ("Ada\x7f", "control-character", 3),
        ("Ada\ue000", "control-character", 3),
        ("Ada\ufffe", "control-character", 3),
        ("Ada\ud800", "control-character", 3),
        ("Ada\nByron", "line-break", 3),
        ("Ada\r\nByron", "line-break", 3),
        ("Ada\u2028Byron", "line-break", 3),
        ("Ada\x85Byron", "line-break", 3),
        ("\u202eAda", "bidi", 0),
        ("Ada\u200fByron", "bidi", 3),
        ("Ada \u2066Byron\u2069", "bidi", 4),
        ("Ada\u200bByron", "invisible", 3),
        ("Ada\u200dByron", "invisible", 3),  # a joiner that joins nothing
        ("Ada\u200c", "invisible", 3),
        ("\ufeffAda", "invisible", 0),
        ("Ada\u00adByron", "invisible", 3),
        ("Ada\u2060Byron", "invisible", 3),
        ("Ada\u3164", "invisible", 3),
        ("Ada\U000e0041", "invisible", 3),
        ("\u0410da Byron", "look-alike", 0),  # Cyrillic А
        ("Ada B\u0443ron", "look-alike", 5),
        ("Иван\u006fв", "look-alike", 4),  # Latin o
        ("Ορbital", "look-alike", 0),  # Greek Ορ
        ("\u0421\u043e\u0441\u043e Chanel", "look-alike", 0),  # Сосо, all Cyrillic, beside a Latin word
    ],
)
def test_a_fault_of_a_name_has_its_kind_and_place(name: str, kind: str, at: int) -> None:
    (fault,) = name_faults(name)
    assert (fault.kind, fault.at) == (kind, at)
    assert fault.is_warning == (kind == "look-alike")
    assert fault.message.isprintable()


def test_a_name_may_have_several_faults_and_each_kind_is_told_once() -> None:
    faults = name_faults("\u202eA\u200bd\u200ba\n" + "\u202e" * 100_000)
    assert [(fault.kind, fault.at) for fault in faults] == [("bidi", 0), ("invisible", 2), ("line-break", 6)]


def test_names_that_look_the_same_share_a_key() -> None:
    assert look_alike_key("\u0410da Byron") == look_alike_key("Ada Byron")
    assert look_alike_key("РАУРАL") == look_alike_key("PAYPAL")
    assert look_alike_key("Ada Byron") == match_key("Ada Byron")
    assert look_alike_key("Ada Byron") != look_alike_key("Ida Byron")
    assert first_look_alike("Ada Byron") is None


@pytest.mark.parametrize(
    "slug",
    [
        "durk-kingma",
        "c++",
        "łukasz",
        "李明",
        "Bob",
        "a_b",
        "v1.2",
        "o'brien",
        "2024",
        "the-con",
        "contact",
        "com",
        "auxiliary",
    ],
)
def test_slugs_that_can_be_addresses(slug: str) -> None:
    assert slug_faults(slug) == ()


@pytest.mark.parametrize(
    ("slug", "advice"),
    [
        ("", "give it a slug"),
        ("index", "the site uses itself"),
        ("INDEX", "the site uses itself"),
        ("404", "the site uses itself"),
        ("search", "the site uses itself"),
        ("-", "the site uses itself"),
        ("con", "Windows"),
        ("AUX", "Windows"),
        ("nul.txt", "Windows"),
        ("com1", "Windows"),
        ("LPT9", "Windows"),
        ("orbital.", "ends with a dot; write orbital"),
        (".hidden", "starts with a dot; write hidden"),
        ("a:b", "has : in it, which breaks addresses; write a-b"),
        ("who?", "write who"),
        ("c#", "breaks addresses"),
        ("ada byron", "a space in it, which breaks addresses; write ada-byron"),
        ("ada\nbyron", "breaks addresses"),
        ("story (2)", "write story-2"),
        ("a|b", "breaks addresses"),
        ("50%", "breaks addresses"),
        ("../../x", "another folder"),
        ("..", "another folder"),
        (".", "another folder"),
        ("a/b", "another folder"),
        ("a\\b", "another folder"),
        ("a\u200bb", "nobody sees"),
        ("a\u202eb", "nobody sees"),
        ("a\x00b", "nobody sees"),
        ("x" * 201, "201 bytes"),
        ("é" * 101, "202 bytes"),
        ("a\udcff", "nobody sees"),  # a file name that is not UTF-8
    ],
)
def test_slugs_that_cannot_be_addresses(slug: str, advice: str) -> None:
    faults = slug_faults(slug)
    assert faults
    assert any(advice in fault for fault in faults)
    assert all(fault.isprintable() for fault in faults)


def test_at_the_top_of_the_site_its_own_folders_are_taken() -> None:
    for slug in ("people", "companies", "stories", "moves", "data", "assets", "feed"):
        assert slug_faults(slug) == ()
        assert slug_faults(slug, at_root=True)
    assert slug_faults("about", at_root=True) == ()


def test_slugs_that_would_be_one_file_share_a_key() -> None:
    assert slug_key("Bob") == slug_key("bob")
    assert slug_key("café") == slug_key("cafe\u0301")
    assert slug_key("cafe") != slug_key("café")
    assert slug_key("STRASSE") == slug_key("straße")
