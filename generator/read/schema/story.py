"""The keys of a story's front matter, and of an ordinary page's."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from generator.read.model import COUNTS
from generator.read.schema.types import Field, Shape

_SITE_CHOOSES = "the site chooses how a page looks; take this key out"
NOT_OURS: Mapping[str, str] = MappingProxyType(
    {
        "template": _SITE_CHOOSES,
        "icon": _SITE_CHOOSES,
        "layout": _SITE_CHOOSES,
        "hide": _SITE_CHOOSES,
        "slug": "the file's name is the slug; rename the file, and put the old slug under redirect_from",
        "permalink": "the file's name is the address; put older ones under redirect_from",
    }
)

IMAGE = Shape(
    "an image",
    (
        Field("file", "picture", "its path below content/images", "pad-39.jpg", required=True),
        Field("alt", "text", "what it shows, for those who can't see it", "The pad at night"),
        Field("credit", "text", "whose picture it is", "Orbital"),
        Field("caption", "text", "words to print below it", "Pad 39, where the launch was aborted"),
    ),
)
SOURCE = Shape(
    "a source",
    (
        Field("title", "text", "what it is called", "Her post"),
        Field("publisher", "text", "where it came out", "Mastodon"),
        Field("author", "text", "who wrote it", "Ada Byron"),
        Field("url", "url", "its address on the web", "https://example.org/1"),
        Field("date", "date", "when it was said (EDTF)", "2031-03-03"),
        Field("note", "text", "anything else a reader should know of it", "The post was deleted later."),
    ),
)
CLAIM = Shape(
    "a claim",
    (
        Field("says", "text", "the claim as a sentence", "Three of Orbital's twelve founders remain"),
        Field(
            "count",
            "choice",
            "what is counted: founders, founders-remaining, people-at, departures, arrivals",
            "founders-remaining",
            required=True,
            choices=COUNTS,
        ),
        Field("company", "name", "the company that is counted at", "Orbital", required=True, names="company"),
        Field("is", "number", "the number that the story states", "3", required=True, attribute="stated"),
        Field("of", "number", "the total that it states", "12", attribute="total"),
        Field("from", "name", "arrivals: only those from this company", "Orbital", attribute="origin", names="company"),
        Field(
            "to", "name", "departures: only those to this company", "Perigee", attribute="destination", names="company"
        ),
        Field("since", "date", "departures and arrivals: only those since then", "2030"),
        Field("date", "date", "the day that it is true of, if that isn't the story's", "2031-03-04"),
        Field("source", "source", "what it stands on", "post", many="one or list", attribute="sources"),
    ),
)
CORRECTION = Shape(
    "a correction",
    (
        Field("date", "date", "when it was made", "2031-03-05", required=True),
        Field(
            "text", "text", "what was wrong, and what is right", "An earlier version gave 175 billion.", required=True
        ),
    ),
)
STORY = Shape(
    "a story",
    (
        Field("title", "text", "the headline", "A second founder leaves Orbital", required=True),
        Field("standfirst", "text", "the line below the headline", "Nine of the twelve who started it are gone"),
        Field(
            "date",
            "published",
            "when it was published: a day, or a time with its zone",
            "2031-03-04",
            required=True,
            attribute="published",
        ),
        Field("updated", "published", "when it was last changed", "2031-03-05"),
        Field("authors", "text", "who wrote it", "[Archive desk]", many="list", limit=200),
        Field("topics", "name", "what it is about", "[hiring, launch safety]", many="list", names="topic", limit=200),
        Field(
            "image", "mapping", "its picture", "{file: pad-39.jpg, alt: The pad at night, credit: Orbital}", shape=IMAGE
        ),
        Field(
            "follows", "name", "the slug of the story that this one continues", "perigee-hires-a-founder", names="story"
        ),
        Field("draft", "yes-no", "yes keeps it off the site", "no"),
        Field("autolink", "yes-no", "no keeps plain mentions of names from becoming links", "no"),
        Field(
            "sources",
            "keyed",
            "what it stands on; facts point here by key",
            "{post: {title: Her post, url: https://example.org/1}}",
            shape=SOURCE,
        ),
        Field(
            "people",
            "entries",
            "who is in it: a list of names, or names with what is reported of each",
            "{Ada Byron: [{left: Orbital, date: 2031-02}]}",
            names="person",
        ),
        Field(
            "companies",
            "entries",
            "which companies are in it, likewise",
            "{Orbital: [{raised: 6.6 billion USD}]}",
            names="company",
        ),
        Field(
            "claims",
            "mapping",
            "numbers that it states and the archive can count",
            "[{count: founders, company: Orbital, is: 12}]",
            many="list",
            shape=CLAIM,
        ),
        Field(
            "corrections",
            "mapping",
            "what was put right after publication",
            "[{date: 2031-03-05, text: …}]",
            many="list",
            shape=CORRECTION,
        ),
        Field("redirect_from", "old-slug", "older slugs of this story", "[orbital-founder-leaves]", many="list"),
        Field("extra", "anything", "what an import didn't understand; kept, and shown nowhere", "{wp_id: 1234}"),
    ),
    {
        **NOT_OURS,
        "tags": 'a story has no "tags"; did you mean "topics"?',
        "categories": 'a story has no "categories"; did you mean "topics"?',
        "summary": 'a story has no "summary"; did you mean "standfirst"?',
        "description": 'a story has no "description"; did you mean "standfirst"?',
        "author": 'a story has no "author"; did you mean "authors"?',
        "published": 'a story has no "published"; did you mean "date"?',
    },
)
PAGE = Shape(
    "a page",
    (
        Field("title", "text", "its heading; if it isn't given, the text's first heading", "About this archive"),
        Field("description", "text", "one line for search engines", "Who we are and how we work"),
    ),
    NOT_OURS,
)
