"""The tables of pages, stories and names."""

from __future__ import annotations

from generator.publish.data.shape import OF_STORY, STORY, Table, dated, must, number, one, page, text, whose

PAGE_KINDS = ("story", "person", "company", "topic", "page")

PAGES = (
    Table(
        "page",
        "Everything that has a page: the one list of addresses that the other tables point to.",
        (
            must("kind", "what it is", *PAGE_KINDS),
            must("slug", "its slug, unique among its kind"),
            must("address", "below the site's own address"),
            must("title", "a story's headline, a person's, company's or topic's name"),
        ),
        ("kind", "slug"),
        unique=(("address",),),
    ),
    Table(
        "story",
        "Published stories.",
        (
            must("slug", "unique in the archive"),
            must("address", "below the site's own address"),
            must("title", "headline"),
            text("standfirst", "the line below the headline"),
            must("published", "day of publication, in the zone that the editor wrote"),
            text("published_at", "the time of publication with its zone, where one was given (ISO 8601)"),
            text("updated", "day of the last update"),
            text("follows", "slug of the story that this one continues"),
            text("text", "the story's Markdown, as written"),
        ),
        ("slug",),
        (one("address", "page", "address"), one("follows", "story")),
        unique=(("address",),),
        indexes=(("published",), ("follows",)),
    ),
    Table(
        "person",
        "Everybody whom a story or a profile names.",
        (
            must("slug", "unique among people"),
            must("address", "below the site's own address"),
            must("name", "as it is shown"),
            number("profile", "whether editors wrote a profile"),
            text("text", "the profile's Markdown"),
        ),
        ("slug",),
        (one("address", "page", "address"),),
        unique=(("address",),),
        indexes=(("name",),),
    ),
    Table(
        "company",
        "Every company that a story or a profile names.",
        (
            must("slug", "unique among companies"),
            must("address", "below the site's own address"),
            must("name", "as it is shown"),
            text("kind", "what kind of company, as its profile says"),
            number("profile", "whether editors wrote a profile"),
            text("text", "the profile's Markdown"),
        ),
        ("slug",),
        (one("address", "page", "address"),),
        unique=(("address",),),
        indexes=(("name",),),
    ),
    Table(
        "topic",
        "Every topic that a story is on.",
        (
            must("slug", "unique among topics"),
            must("address", "below the site's own address"),
            must("name", "as it is shown"),
            number("profile", "whether editors wrote a profile"),
            text("text", "the profile's Markdown"),
        ),
        ("slug",),
        (one("address", "page", "address"),),
        unique=(("address",),),
    ),
    Table(
        "name",
        "Each spelling, and whose it is. One spelling may be of several.",
        (
            *whose(),
            must("name", "the spelling"),
            must("type", "what kind of name", "name", "alias", "former", "weak"),
            text("until", "former names: when it ended, as written (EDTF)"),
            must("key", "the spelling without case, accents, spaces and Unicode form: what names are matched on"),
        ),
        ("kind", "slug", "name"),
        (page(),),
        indexes=(("key",), ("name",)),
    ),
    Table(
        "identifier",
        "What others call a person or company: wikidata, orcid, lei, opencorporates, ticker.",
        (*whose(), must("scheme", "whose identifier"), must("value", "the identifier")),
        ("kind", "slug", "scheme"),
        (page(),),
        indexes=(("scheme", "value"),),
    ),
    Table(
        "link",
        "Links elsewhere from a profile.",
        (*whose(), number("position", "from 1"), text("title", "words to show"), must("url", "where it leads")),
        ("kind", "slug", "position"),
        (page(),),
    ),
    Table(
        "redirect",
        "Older addresses, and where they lead now.",
        (
            must("old", "the older address, below the site's own"),
            must("new", "the address now"),
        ),
        ("old",),
        (one("new", "page", "address"),),
        indexes=(("new",),),
    ),
)

STORIES = (
    Table(
        "author",
        "Bylines.",
        (STORY, number("position", "from 1"), must("name", "as written")),
        ("story", "position"),
        (OF_STORY,),
        indexes=(("name",),),
    ),
    Table(
        "story_topic",
        "Which stories are on which topics.",
        (STORY, number("position", "from 1"), must("topic", "the topic's slug")),
        ("story", "position"),
        (OF_STORY, one("topic", "topic")),
        indexes=(("topic",),),
    ),
    Table(
        "source",
        "What a story stands on.",
        (
            STORY,
            must("key", "how the story's facts point to it"),
            text("title", "what it is called"),
            text("publisher", "who brought it out"),
            text("author", "who wrote or said it"),
            text("url", "where it is"),
            *dated("when it was said"),
            text("note", "the editors' note"),
        ),
        ("story", "key"),
        (OF_STORY,),
        indexes=(("publisher",),),
    ),
    Table(
        "mention",
        "Who is in which story.",
        (
            STORY,
            *whose(what="who"),
            number("position", "in the order of first naming, from 1"),
            number("listed", "whether the front matter lists them, with facts or without"),
            number("linked", "whether the text links to them with [[…]]"),
        ),
        ("story", "kind", "slug"),
        (OF_STORY, page()),
        indexes=(("kind", "slug"),),
    ),
    Table(
        "correction",
        "Every correction.",
        (STORY, number("position", "from 1"), *dated("when it was made"), must("text", "what was corrected")),
        ("story", "position"),
        (OF_STORY,),
        indexes=(("earliest",),),
    ),
)
