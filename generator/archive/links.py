"""``[[links]]`` in texts: whom or what each leads to, wherever it lives, and those that lead nowhere."""

from __future__ import annotations

from collections.abc import Container, Iterable

from generator.archive import name_advice as advice
from generator.archive.entities import name_of
from generator.archive.model import Ref
from generator.archive.names import address, taken_apart
from generator.archive.register import Register
from generator.archive.threads import Stories, why_hidden
from generator.problems import Position
from generator.read.model import EntityKind, OrdinaryPage, WikiLink
from generator.values.names import closest, match_key
from generator.values.quoting import quoted

# A hostile file can hold a hundred thousand dead links; only so many in a build are worth a long search for a guess.
_GUESSES = 100
_KINDS: tuple[EntityKind, ...] = ("company", "person", "topic")


class Links:
    """Resolves ``[[targets]]``: people and companies come before topics, topics before stories and ordinary pages."""

    def __init__(self, register: Register, stories: Stories, pages: Iterable[OrdinaryPage]) -> None:
        self._register = register
        self._stories = stories
        self._out = dict(register.entities)  # who has a page, now that only published stories are enrolled
        self._known: dict[str, tuple[Ref, ...]] = {}
        self._dead: list[tuple[str, Position, str]] = []
        self._pages: dict[str, Ref] = {}
        ordered = sorted(pages, key=lambda page: page.slug)
        for page in ordered:
            self._pages.setdefault(match_key(page.slug), Ref("page", page.slug))
        for page in ordered:
            self._pages.setdefault(match_key(page.title), Ref("page", page.slug))

    def resolve(self, links: Iterable[WikiLink], path: str, *, named: Container[Ref] = ()) -> dict[str, Ref]:
        """What each target in the text of a published file leads to.

        ``named`` is whom its front matter names, which decides between a person and a company of one name.
        """
        found: dict[str, Ref] = {}
        for link in links:
            if link.target not in found:
                refs = self._meant(link.target, named)
                if refs and refs[0].kind == "story" and refs[0].slug in self._stories.hidden:
                    refs = ()
                self._settle(link, refs, path, found)
        return found

    def forget(self) -> None:
        """Drops remembered answers, once more names are enrolled."""
        self._known.clear()

    def check(self, links: Iterable[WikiLink], path: str, *, named: Container[Ref]) -> None:
        """The same of a story that is not out, which may link to others that are not; for its problems alone."""
        found: dict[str, Ref] = {}
        for link in links:
            if link.target not in found:
                self._settle(link, self._meant(link.target, named), path, found)

    def report_dead(self) -> None:
        """Reports links that lead nowhere; once everybody is enrolled, so that the reason can be told."""
        guesses: dict[str, tuple[str, str]] = {}
        for path, at, target in self._dead:
            if target not in guesses:
                guesses[target] = self._why_dead(target, search=len(guesses) < _GUESSES)
            message, hint = guesses[target]
            self._register.report("dead-link", path, at, message, hint)

    def _settle(self, link: WikiLink, refs: tuple[Ref, ...], path: str, found: dict[str, Ref]) -> None:
        if len(refs) == 1:
            found[link.target] = refs[0]
        elif refs:
            fault = advice.ambiguous(link.target, refs)
            self._register.report(fault.code, path, link.at, fault.message)
        else:
            self._dead.append((path, link.at, link.target))

    def _meant(self, target: str, named: Container[Ref]) -> tuple[Ref, ...]:
        """What ``target`` can mean: nothing, one, or several of which none is meant more than the others."""
        refs = self._known.get(target)
        if refs is None:
            refs = self._known[target] = self._fitting(target)
        if len(refs) > 1:
            here = tuple(ref for ref in refs if ref in named)
            kinds = {ref.kind for ref in refs}
            return here if len(kinds) > 1 and len(here) == 1 else refs
        return refs

    def _fitting(self, target: str) -> tuple[Ref, ...]:
        """Everything of the first sort that a target fits: people and companies, topics, stories, ordinary pages."""
        text = " ".join(target.split())
        names = self._register.names
        written = taken_apart(text)
        if written.kind:
            return names.find(written.kind, written.text)
        either = (*names.find("company", text), *names.find("person", text))
        if either:
            return either
        stories = self._stories.find(text, titles=True)
        page = self._pages.get(match_key(text.removeprefix("pages/")))
        topics = names.find("topic", text)
        return topics or tuple(Ref("story", story.slug) for story in stories) or ((page,) if page else ())

    def _why_dead(self, target: str, *, search: bool) -> tuple[str, str]:
        """Why nothing is there, and what may have been meant."""
        shown, names = quoted(f"[[{target}]]"), self._register.names
        story = self._stories.find(target, titles=True)
        if story:
            return f"{shown} leads to a story that {why_hidden(story[0])}; link to it when it is out.", ""
        later = [ref for kind in _KINDS for ref in names.find(kind, target)]
        if later:
            return f"{shown} leads to somebody whom only drafts and stories still to come name; link to them later.", ""
        weak = self._register.weak.get(names.key(target), ())
        if weak:
            hint = name_of(self._register, weak[0])
            return f"{shown} is a weak alias, which links to nobody; did you mean {quoted(hint)}?", hint
        near = [(name, kind) for kind in _KINDS for name in names.near(kind, target)] if search else []
        known = [name for name, kind in near if any(ref in self._out for ref in names.find(kind, name))]
        hint = closest(target, known, always=True) or (self._closest(target) if search else "")
        if hint:
            return f"{shown} leads nowhere; did you mean {quoted(f'[[{hint}]]')}?", hint
        return f"{shown} leads nowhere; write a name that a story's front matter has, or a story's slug.", ""

    def _closest(self, target: str) -> str:
        """The nearest of all names, slugs of stories and pages: a search that takes its time."""
        written = taken_apart(target)
        if written.kind:
            nearest = closest(written.text, (ref.slug for ref in self._out if ref.kind == written.kind))
            return address(Ref(written.kind, nearest)) if nearest else ""
        names = (name_of(self._register, ref) for ref in self._out)
        return closest(target, [*names, *self._stories.out, *(page.slug for page in self._pages.values())]) or ""
