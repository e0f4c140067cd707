"""Editors' texts: what each link and first mention in them becomes."""

from __future__ import annotations

import pytest

from tests.page_maker import markdown
from tests.stories import File, company, page, person, story

FRONT = "people: [Ada Byron]\ncompanies: [Orbital]"


def text(body: str, *others: File, front: str = FRONT) -> str:
    """The story's text as its page has it."""
    page = markdown(story("one", front, body=body), *others)["stories/2031/one.md"]
    return page.partition("{: .byline }\n")[2].partition("\n## In this story")[0].strip()


ADA = "[Ada Byron](../../people/ada-byron.md)"


@pytest.mark.parametrize(
    ("body", "made"),
    [
        ("Ada Byron left. Ada Byron came.", f"{ADA} left. Ada Byron came."),
        ("`Ada Byron` and Ada Byron", f"`Ada Byron` and {ADA}"),
        ("# On Ada Byron\n\n> Ada Byron\n\nAda Byron", f"# On Ada Byron\n\n> Ada Byron\n\n{ADA}"),
        ("[See Ada Byron](https://e.org) and Ada Byron", f"[See Ada Byron](https://e.org) and {ADA}"),
        ("[[Ada Byron]] left", f"{ADA} left"),
        ("[[ada byron|she *left*]]", "[she &#42;left&#42;](../../people/ada-byron.md)"),
        ("[[people/ada-byron]]", f"{ADA}"),
        ("`[[Nobody]]` stays", "`[[Nobody]]` stays"),
        ("[about [[Ada Byron]]](https://e.org)", "[about Ada Byron](https://e.org)"),
        ("Adas Byron, Ada Byrone", "Adas Byron, Ada Byrone"),
        ("{{ page.title }} {% raw %}", "{{ page.title }} {% raw %}"),
    ],
)
def test_links_and_first_mentions(body: str, made: str) -> None:
    assert text(body) == made


def test_autolinks_can_be_turned_off() -> None:
    assert text("Ada Byron left", front=f"{FRONT}\nautolink: false") == "Ada Byron left"


def test_links_lead_wherever_their_page_lives() -> None:
    made = text(
        "[[two]] [[The Second|it]] [[Orbital]] [[hiring]] [[about]]",
        story("two", "topics: [hiring]", day="2030-01-01", title="The Second"),
        company("orbital"),
        page("about", "title: Who we are"),
    )
    assert made == (
        "[The Second](../../stories/2030/two.md) [it](../../stories/2030/two.md) "
        "[Orbital](../../companies/orbital.md) [hiring](../../topics/hiring.md) [Who we are](../../about.md)"
    )


def test_relative_addresses_are_those_of_the_content_folder() -> None:
    made = text(
        "[a](two.md#what-it-reports) [b](../people/ada-byron.md) [c](../pages/about.md) [d](https://e.org/two.md)",
        story("two", day="2030-01-01"),
        person("ada-byron"),
        page("about"),
    )
    assert made == (
        "[a](../../stories/2030/two.md#what-it-reports) [b](../../people/ada-byron.md) "
        "[c](../../about.md) [d](https://e.org/two.md)"
    )


def test_a_profile_links_from_its_own_page() -> None:
    files = (
        story("one", FRONT),
        person("ada-byron", body="Friend of [[Orbital]] and [[Ada Byron|herself]]."),
    )
    assert (
        "Friend of [Orbital](../companies/orbital.md) and [herself](../people/ada-byron.md)."
        in (markdown(*files)["people/ada-byron.md"])
    )


def test_one_spelling_of_two_people_links_to_neither() -> None:
    made = text(
        "Kingma and Ada Byron",
        person("a-kingma", "name: A Kingma\nweak_aliases: [Kingma]"),
        front="people: [a-kingma, Ada Byron]",
    )
    assert made == f"Kingma and {ADA}"


def test_footnotes_stay_with_the_text() -> None:
    assert text("A note[^1].\n\n[^1]: Below.").endswith("[^1]: Below.\n\n///Footnotes Go Here///")
