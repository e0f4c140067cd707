"""An invented newsroom at work: an archive of a few dozen stories, and one edit after the other, of every kind."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from datetime import date

from tests.stories import File

PEOPLE = ("Ada Byron", "Bo Li", "Cy Young", "Dee Park", "Eli Marsh", "Fay Stone", "Gus Ohm", "Hal Quint")
COMPANIES = ("Orbital", "Northwind", "Meridian", "Lumen Works")
TOPICS = ("hiring", "funding", "launches")
START = date(2031, 1, 1).toordinal()
WORDS = ("the crew met", "on the old pier", "and nobody said", "a word about", "what had come of it", "so far")


class Newsroom:
    """Files by path. ``edit`` changes some; ``story-…`` may name each other, and people who have a profile or none."""

    def __init__(self, seed: int, stories: int = 24) -> None:
        self.random = random.Random(seed)
        self.number = 0
        self.files: dict[str, str] = {"pages/about.md": "---\ntitle: About us\n---\nWho we are: [[Ada Byron]].\n"}
        for _ in range(stories):
            self.add()
        for _ in range(3):
            self.profile()

    @property
    def listed(self) -> tuple[File, ...]:
        return tuple(File(path, text) for path, text in sorted(self.files.items()))

    @property
    def stories(self) -> list[str]:
        return [path for path in sorted(self.files) if path.startswith("stories/")]

    def edit(self) -> str:
        """One change; its kind."""
        kinds: tuple[Callable[[], None], ...] = (
            *(
                self.wording,
                self.wording,
                self.body,
                self.body,
                self.fact,
                self.fact,
                self.fact,
                self.unfact,
                self.company_fact,
                self.title,
                self.add,
                self.newest,
            ),
            *(self.move, self.readdress, self.respell),
            *(self.delete, self.rename, self.profile, self.unprofile, self.about, self.day, self.claim, self.correct),
            *(self.claim, self.claim, self.unclaim, self.source, self.kinship, self.debut, self.debut, self.cross),
            *(self.update, self.uncorrect, self.note, self.enrol, self.draft, self.redraft, self.retract, self.policy),
        )
        kind = self.random.choice(kinds)
        kind()
        return kind.__name__

    def add(self) -> None:
        self._add(date.fromordinal(START + self.random.randrange(200)))

    def newest(self) -> None:
        self._add(date.fromordinal(START + 200 + self.number))

    def _add(self, day: date) -> None:
        self.number += 1
        who, where, link = self._person(), self._company(), self.random.choice((*PEOPLE, *COMPANIES))
        facts = "".join(f"    - {self._fact()}\n" for _ in range(self.random.randrange(3)))
        raised = f"companies:\n  {where}:\n    - {self._company_fact()}\n" if self.random.random() < 0.5 else ""
        people = f"people:\n  {who}:\n{facts}" if facts else f"people: [{who}]\n"
        topics = f"topics: [{self.random.choice(TOPICS)}]\n" if self.random.random() < 0.6 else ""
        older = self.stories
        follows = f"follows: {self.random.choice(older)[8:-3]}\n" if older and self.random.random() < 0.2 else ""
        # The quick way leaves a heading that is closed to the slow one.
        sign, end = ("–", "") if self.number > 8 and self.number % 2 else ("&", " ##")
        title = f"Story {self.number} {sign} more"
        text = f"{self._words()} [[{link}]] {self._words()} {self._person()}.\n\n## Part {self.number}{end}\n\nEnd."
        self.files[f"stories/story-{self.number}.md"] = (
            f'---\ntitle: "{title}"\ndate: {day}\n{topics}{follows}{people}{raised}---\n\n{text}\n'
        )

    def body(self) -> None:
        self._change(lambda text: f"{text}\n{self._words()} [[{self.random.choice(PEOPLE)}]] {self._words()}.\n")

    def cross(self) -> None:
        """One more link to a story or a topic."""
        target = self.random.choice((*(path[8:-3] for path in self.stories if "/story-" in path), *TOPICS))
        self._change(lambda text: f"{text}\n{self._words()} [[{target}]] {self._words()}.\n")

    def wording(self) -> None:
        self._change(lambda text: f"{text}\n{self._words()}, and {self._words()}.\n")

    def title(self) -> None:
        self._change(lambda text: re.sub("([&–] more)", rf"*{self.random.randrange(100)}* \1", text, count=1))

    def standfirst(self) -> None:
        """Another one, where there is one."""
        text = f"standfirst: In short, *{self.random.randrange(100)}*"
        self._change(lambda told: re.sub("^standfirst: .*", text, told, flags=re.MULTILINE))

    def remark(self) -> None:
        """A line of front matter that says nothing, there or gone."""
        said = "# Mind the dates.\n"
        self._change(lambda told: told.replace(said, "") if said in told else told.replace("date:", f"{said}date:", 1))

    def summary(self) -> None:
        """A standfirst where there is none, or none where there is one."""
        said = "standfirst: What it is about\ndate:"
        line = re.compile("^standfirst: .*\n", re.MULTILINE)
        self._change(lambda told: line.sub("", told) if line.search(told) else told.replace("date:", said, 1))

    def day(self) -> None:
        new = date.fromordinal(START + self.random.randrange(200))
        self._change(lambda text: self._with_line("date:", text, f"date: {new}\n"))

    def fact(self) -> None:
        who = self._person()
        self._change(lambda text: self._under("people:\n", text, who, self._fact()))

    @staticmethod
    def _under(key: str, text: str, who: str, fact: str) -> str:
        if key not in text:
            return text
        head = f"  {who}:\n"
        at = head if head in text else key
        return text.replace(at, f"{at}{'' if head in text else head}    - {fact}\n", 1)

    def debut(self) -> None:
        """Somebody, or a company, whom nobody named before."""
        name = self._new_name()
        who, fact = (name, self._fact()) if self.random.random() < 0.6 else (self._person(), f"{{joined: {name}}}")
        self._change(lambda text: self._under("people:\n", text, who, fact) + f"\nAnd [[{name}]].\n")

    def unfact(self) -> None:
        def without(text: str) -> str:
            facts = [line for line in text.splitlines(keepends=True) if line.startswith("    - ")]
            return text.replace(self.random.choice(facts), "", 1) if len(facts) > 1 else text

        self._change(without)

    def claim(self) -> None:
        """Another one, where there is one."""
        day = date.fromordinal(START + self.random.randrange(200))
        count = self.random.choice(("founders", "founders-remaining", "people-at", "departures", "arrivals"))
        total = ", of: 5" if self.random.random() < 0.5 else ""
        said = f'says: "few remain", count: {count}, company: {self._company()}, is: 2{total}, date: {day}'
        self._change(
            lambda text: (
                self._with_line("  - {says:", text, f"  - {{{said}}}\n")
                if "claims:" in text
                else text.replace("---\n\n", f"claims:\n  - {{{said}}}\n---\n\n", 1)
            )
        )

    def unclaim(self) -> None:
        self._change(lambda text: self._with_line("  - {says:", text.replace("claims:\n", "", 1), ""))

    def source(self) -> None:
        """A source, with no link or one that is warned of; where there is one, none."""
        link = self.random.choice(("", ", url: htp://example.org/1"))
        said = f"sources:\n  notes: {{title: What a reader wrote{link}}}\n"
        line = re.compile("^sources:\n.*\n", re.MULTILINE)
        self._change(lambda told: line.sub("", told) if line.search(told) else told.replace("date:", f"{said}date:", 1))

    def company_fact(self) -> None:
        where, number = self._company(), self.random.randrange(100)
        fact = self.random.choice(
            (
                self._company_fact(),
                f"{{raised: USD {number + 1} million, investors: [{self._company()}]}}",
                f"{{formed: 20{number % 20 + 10}, by: [{self._person()}, {self._person()}]}}",
            )
        )
        self._change(lambda text: self._under("companies:\n", text, where, fact))

    def kinship(self) -> None:
        who, other = self.random.sample(PEOPLE, 2)
        self._change(lambda text: self._under("people:\n", text, who, f"{{related: {other}, as: sibling}}"))

    def correct(self) -> None:
        day = date.fromordinal(START + 300 + self.random.randrange(50))
        correction = f'corrections:\n  - {{date: {day}, text: "It was {self.number}."}}\n'
        self._change(
            lambda text: text if "corrections:" in text else text.replace("---\n\n", f"{correction}---\n\n", 1)
        )

    def uncorrect(self) -> None:
        self._change(lambda text: re.sub("^corrections:\n  - .*\n", "", text, flags=re.MULTILINE))

    def update(self) -> None:
        day = date.fromordinal(START + 250 + self.random.randrange(100))
        self._change(
            lambda text: (
                self._with_line("updated:", text, f"updated: {day}\n")
                if "updated:" in text
                else text.replace("date:", f"updated: {day}\ndate:", 1)
            )
        )

    @property
    def unfollowed(self) -> list[str]:
        """The stories that no other one continues."""
        every = "".join(self.files.values())
        return [path for path in self.stories if f"follows: {path[8:-3]}\n" not in every]

    def delete(self) -> None:
        free = self.unfollowed
        if len(self.stories) > 12 and free:
            del self.files[self.random.choice(free)]

    def rename(self) -> None:
        self.number += 1
        path = self.random.choice(self.stories)
        if path in self.unfollowed:
            self.files[f"stories/renamed-{self.number}.md"] = self.files.pop(path)

    def move(self) -> None:
        """Another name for a story's file; its page is found at the older address, too."""
        path = self.random.choice(self.stories)
        if path in self.unfollowed:
            self.number += 1
            told = self.files.pop(path)
            older = re.findall("^redirect_from: \\[(.*)\\]\n", told, re.MULTILINE)
            line = f"redirect_from: [{', '.join((*older, path[8:-3]))}]\n"
            told = re.sub("^redirect_from: .*\n", "", told, flags=re.MULTILINE)
            self.files[f"stories/moved-{self.number}.md"] = told.replace("date:", f"{line}date:", 1)

    def readdress(self) -> None:
        """An older address, of this year or of another, where there is none; none where there is one."""
        self.number += 1
        said = f"redirect_from: [{self.random.choice(('', '2029/', '2031/'))}older-{self.number}]\n"
        line = re.compile("^redirect_from: .*\n", re.MULTILINE)
        self._change(lambda told: line.sub("", told) if line.search(told) else told.replace("date:", f"{said}date:", 1))

    def profile(self) -> None:
        self.number += 1
        name = self.random.choice(PEOPLE + COMPANIES)
        folder = "people" if name in PEOPLE else "companies"
        slug = name.lower().replace(" ", "-")
        shown = self.random.choice((name, f"{name} Esq" if name in PEOPLE else f"{name} Inc"))
        aliases = f"aliases: [{name}]\n" if shown != name else ""
        self.files[f"{folder}/{slug}.md"] = f"---\nname: {shown}\n{aliases}---\nNote {self.number} on [[Bo Li]].\n"

    def note(self) -> None:
        """Something else in a profile that says nothing of names, or the first profile of somebody."""
        self.number += 1
        name = self.random.choice(PEOPLE + COMPANIES + TOPICS)
        folder = "people" if name in PEOPLE else "companies" if name in COMPANIES else "topics"
        path = f"{folder}/{name.lower().replace(' ', '-')}.md"
        names = "".join(re.findall("^(?:name|aliases): .*\n", self.files.get(path, ""), re.MULTILINE))
        told = [f"links: [{{title: Page {self.number}, url: https://example.org/{self.number}}}]", "extra: {desk: 1}"]
        told += ["identifiers: {wikidata: Q42}"] + ["kind: AI lab"] * (name in COMPANIES)
        said = "".join(f"{each}\n" for each in told if self.random.random() < 0.4)
        link = f"[[{self.random.choice((*PEOPLE, *COMPANIES))}]]"
        self.files[path] = f"---\n{names or f'name: {name}'}\n{said}---\n{self._words()} {link} {self._words()}.\n"

    def respell(self) -> None:
        """An alias or a former name in a profile that has none, or none any more."""
        self.number += 1
        profiles = [path for path in sorted(self.files) if path.startswith(("people/", "companies/"))]
        if profiles:
            path, name = self.random.choice(profiles), f"{self._new_name()} {self.number}"
            said = self.random.choice(
                (f"aliases: [{name}]\n", f"former_names: [{{name: {name}}}, {{name: Old {name}, until: 2020}}]\n")
            )
            line = re.compile("^(?:aliases|former_names): .*\n", re.MULTILINE)
            told = self.files[path]
            self.files[path] = line.sub("", told) if line.search(told) else told.replace("name:", f"{said}name:", 1)

    def enrol(self) -> None:
        """A profile of somebody, or of a company, whom no story names; maybe with a story that does."""
        name = self._new_name()
        self.number += 1
        folder, key = self.random.choice((("people", "people"), ("companies", "companies")))
        said = f"{self._words()} [[{name}]] and [[{self._company()}]]."
        self.files[f"{folder}/{name.lower().replace(' ', '-')}.md"] = f"---\nname: {name}\n---\n{said}\n"
        if self.random.random() < 0.3:
            day = date.fromordinal(START + self.random.randrange(200))
            self.files[f"stories/story-{self.number}.md"] = (
                f"---\ntitle: Story {self.number}\ndate: {day}\n{key}: [{name}]\n---\n\n{name} {self._words()}.\n"
            )

    def draft(self) -> None:
        """A story that isn't out, maybe about somebody whom nobody named before."""
        self.newest()
        path = f"stories/story-{self.number}.md"
        told = self.files[path].replace("date:", "draft: true\ndate:", 1)
        if self.random.random() < 0.4:
            name = self._new_name()
            told = self._under("people:\n", told, name, self._fact()) + f"\nAnd [[{name}]].\n"
        self.files[path] = told

    def redraft(self) -> None:
        """Another text or fact in one of those, or it comes out."""
        drafts = [path for path in self.stories if "draft: true" in self.files[path]]
        if drafts:
            path, who = self.random.choice(drafts), self._person()
            told = self.files[path]
            told = self.random.choice(
                (
                    f"{told}\n{self._words()} [[{who}]] {self._words()}.\n",
                    self._under("people:\n", told, who, self._fact()),
                    self._under("people:\n", told, self._new_name(), self._fact()),
                    re.sub("([&–]) more", r"\1 less", told, count=1),
                    told.replace("draft: true\n", ""),
                )
            )
            self.files[path] = told

    def retract(self) -> None:
        """A story that nothing continues goes in again."""
        free = [path for path in self.unfollowed if "draft: true" not in self.files[path]]
        if len(self.stories) > 12 and free:
            path = self.random.choice(free)
            self.files[path] = self.files[path].replace("date:", "draft: true\ndate:", 1)

    def unprofile(self) -> None:
        profiles = [path for path in sorted(self.files) if path.startswith(("people/", "companies/"))]
        if profiles:
            del self.files[self.random.choice(profiles)]

    def about(self) -> None:
        self.number += 1
        self.files["pages/about.md"] = f"---\ntitle: About {self.number}\n---\n{self._words()} [[{self._company()}]].\n"

    def policy(self) -> None:
        """Another text of an ordinary page."""
        told = self.files["pages/about.md"].rpartition("---\n")[0]
        link = f"[[{self.random.choice((*PEOPLE, *COMPANIES))}]]"
        told = re.sub("^description: .*\n", "", told, flags=re.MULTILINE)
        told += f"description: {self._words()}\n" if self.random.random() < 0.5 else ""
        self.files["pages/about.md"] = f"{told}---\n{self._words()} {link} {self._words()}.\n\n## Why\n\nSo.\n"

    def _change(self, change: Callable[[str], str]) -> None:
        path = self.random.choice(self.stories)
        self.files[path] = change(self.files[path])

    @staticmethod
    def _with_line(start: str, text: str, new: str) -> str:
        return "".join(new if line.startswith(start) else line for line in text.splitlines(keepends=True))

    def _fact(self) -> str:
        where, other, number = self._company(), self._company(), self.random.randrange(100)
        when = self.random.choice(("", ", date: 2029", ", date: 2030-05", f", date: 2030-11-{number % 28 + 1:02}"))
        status = self.random.choice(("", "", "", ", status: rumoured", ", status: confirmed"))
        return self.random.choice(
            (
                f"{{joined: {where}{when}{status}}}",
                f"{{left: {where}{when}{status}}}",
                f"{{left: {where}, to: {other}{when}}}" if where != other else f"{{left: {where}{when}}}",
                f"{{founded: {where}{status}}}",
                f"{{held: engineer, at: {where}{when}}}",
                f"{{held: engineer, at: {where}, date: 2028/2030-0{number % 9 + 1}}}",
                f'{{said: "Quote {number}."}}',
                f'{{asked: "Why {number}?", answer: declined}}',
            )
        )

    def _company_fact(self) -> str:
        number = self.random.randrange(100)
        return self.random.choice(
            (
                f"{{raised: USD {number + 1} million, date: 2030-0{number % 9 + 1}}}",
                f"{{valued: USD {number + 1} billion}}",
                f"{{launched: Product {number}}}",
            )
        )

    def _new_name(self) -> str:
        letters = (self.random.choice("bdfgklmnprstvz") + self.random.choice("aeiou") for _ in range(8))
        return " ".join("".join(next(letters) for _ in range(4)).title() for _ in range(2))

    def _person(self) -> str:
        return self.random.choice(PEOPLE)

    def _company(self) -> str:
        return self.random.choice(COMPANIES)

    def _words(self) -> str:
        return " ".join(self.random.choices(WORDS, k=self.random.randrange(1, 4)))
