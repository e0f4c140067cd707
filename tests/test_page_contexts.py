"""Contexts and templates hold to each other: none asks for what a context lacks, no field is worked out in vain."""

from __future__ import annotations

import ast
import inspect
import types
import typing
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from jinja2 import nodes
from msgspec import Struct

from generator.pages.catalogue import Page
from generator.publish import drawing
from generator.publish.config.site import Site
from generator.publish.markdown import citation, printing, texts
from generator.publish.markdown.pages import TEMPLATES, THEME, environment
from generator.publish.markdown.printing import Printer
from tests.page_maker import SITE, desk

# What Jinja's own filters give. Whatever else templates print with gives text.
COUNTS = frozenset({"length"})
PRINTERS = (printing, citation, texts)


def is_record(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Struct)


def options(kind: Any) -> tuple[Any, ...]:
    """The types that a value may have, but for None."""
    if isinstance(kind, types.UnionType) or typing.get_origin(kind) is typing.Union:
        return tuple(each for each in typing.get_args(kind) if each is not types.NoneType)
    return (kind,)


def elements(kind: Any) -> Any:
    """The type of what a loop over a value meets."""
    for each in options(kind):
        if typing.get_origin(each) is tuple:
            return typing.get_args(each)[0]
    raise AssertionError(f"a loop over {kind}")


class Walk:
    """A template, walked as it runs, with the types of its names known."""

    def __init__(self) -> None:
        self.used: set[tuple[type, str]] = set()
        self.faults: list[str] = []
        self._environment = environment()
        self._environment.filters.update(dict.fromkeys(FILTERS, str))
        self._trees: dict[str, nodes.Template] = {}
        self._seen: set[tuple[str, str, tuple[str, ...]]] = set()

    def page(self, template: str, context: type) -> None:
        self._walk(self._tree(template), {"page": context, "site": Site, "tip": str}, template)

    def _tree(self, template: str) -> nodes.Template:
        if template not in self._trees:
            text = (THEME / template).read_text(encoding="utf-8")
            self._trees[template] = self._environment.parse(text)
        return self._trees[template]

    def _walk(self, node: nodes.Node, names: dict[str, Any], template: str) -> None:
        if isinstance(node, nodes.Macro):
            return
        if isinstance(node, nodes.Import):
            assert isinstance(node.template, nodes.Const)
            names[node.target] = node.template.value
        elif isinstance(node, nodes.For):
            inside = {**names, **self._targets(node, names, template), "loop": None}
            if node.test is not None:
                self._type(node.test, inside, template)
            for each in (*node.body, *node.else_):
                self._walk(each, inside, template)
        elif isinstance(node, nodes.Assign):
            assert isinstance(node.target, nodes.Name)
            names[node.target.name] = self._type(node.node, names, template)
        elif isinstance(node, nodes.Expr):
            self._type(node, names, template)
        else:
            for each in node.iter_child_nodes():
                self._walk(each, names, template)

    def _targets(self, node: nodes.For, names: Mapping[str, Any], template: str) -> dict[str, Any]:
        """The types of a loop's own names."""
        if isinstance(node.iter, nodes.Tuple):  # written out in the template, one like the other
            kinds = [
                self._type(each, names, template)
                for item in node.iter.items
                for each in (item.items if isinstance(item, nodes.Tuple) else [item])
            ]
        else:
            kind = elements(self._type(node.iter, names, template))
            kinds = [*typing.get_args(kind)] if isinstance(node.target, nodes.Tuple) else [kind]
        targets = node.target.items if isinstance(node.target, nodes.Tuple) else [node.target]
        return {each.name: kind for each, kind in zip(targets, kinds, strict=False) if isinstance(each, nodes.Name)}

    def _type(self, node: nodes.Node, names: Mapping[str, Any], template: str) -> Any:
        match node:
            case nodes.Name():
                if node.name not in names:
                    self.faults.append(f"{template}:{node.lineno}: nothing is called {node.name}")
                return names.get(node.name)
            case nodes.Getattr():
                return self._field(node, self._type(node.node, names, template), template)
            case nodes.Call():
                return self._call(node, names, template)
            case nodes.Filter():
                for each in node.iter_child_nodes():
                    self._type(each, names, template)
                return int if node.name in COUNTS else str
            case nodes.Const():
                return type(node.value)
            case _:
                found = [self._type(each, names, template) for each in node.iter_child_nodes()]
                return found[0] if found else None

    def _field(self, node: nodes.Getattr, owner: Any, template: str) -> Any:
        if owner is None:
            return None  # of a loop
        for each in options(owner):
            if is_record(each):
                hints = typing.get_type_hints(each)
                if node.attr in hints:
                    self.used.add((each, node.attr))
                    return hints[node.attr]
                if isinstance(getattr(each, node.attr, None), property):
                    return typing.get_type_hints(getattr(each, node.attr).fget)["return"]
        self.faults.append(f"{template}:{node.lineno}: {owner} has no {node.attr}")
        return None

    def _call(self, node: nodes.Call, names: Mapping[str, Any], template: str) -> Any:
        """A macro, called: walked with the types that it is given."""
        home, called = template, node.node
        if isinstance(called, nodes.Getattr):
            assert isinstance(called.node, nodes.Name)
            home, name = names[called.node.name], called.attr
        else:
            assert isinstance(called, nodes.Name)
            name = called.name
        macros = {each.name: each for each in self._tree(home).find_all(nodes.Macro)}
        if name not in macros:
            self.faults.append(f"{template}:{node.lineno}: no macro is called {name}")
            return str
        macro = macros[name]
        given = [self._type(each, names, template) for each in node.args]
        defaults = [type(each.value) for each in macro.defaults if isinstance(each, nodes.Const)]
        missing = len(macro.args) - len(given)
        kinds = [*given, *(defaults[len(defaults) - missing :] if missing else ())]
        call = (home, name, tuple(map(str, kinds)))
        if call not in self._seen:
            self._seen.add(call)
            inside = {argument.name: kind for argument, kind in zip(macro.args, kinds, strict=True)}
            imported = {each.target: each.template.value for each in self._tree(home).find_all(nodes.Import)
                        if isinstance(each.template, nodes.Const)}  # fmt: skip
            for each in macro.body:
                self._walk(each, {**imported, **inside}, home)
        return str


FILTERS = tuple(Printer(desk(), SITE).filters())


def reachable(kind: Any, found: set[type]) -> set[type]:
    """Every record that a context is made of."""
    for each in options(kind):
        if typing.get_origin(each) is tuple:
            for part in typing.get_args(each):
                reachable(part, found)
        elif is_record(each) and each not in found and each.__module__.startswith("generator.pages"):
            found.add(each)
            for hint in typing.get_type_hints(each).values():
                reachable(hint, found)
    return found


def printed() -> set[str]:
    """The attributes that the code behind the filters reads."""
    return {
        node.attr
        for path in (
            *(Path(str(module.__file__)) for module in PRINTERS),
            *Path(str(drawing.__file__)).parent.glob("*.py"),
        )
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
    }


def of_itself(record: type) -> set[str]:
    """The fields that a record's own methods read."""
    tree = ast.parse(inspect.getsource(record))
    return {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "self"
    }


@pytest.fixture(scope="module")
def walked() -> Walk:
    walk = Walk()
    for context, template in TEMPLATES.items():
        walk.page(f"{template}.md.j2", context)
    return walk


def test_every_kind_of_page_has_a_template_and_every_template_a_kind() -> None:
    assert set(TEMPLATES) == set(typing.get_args(Page))
    files = {path.name for path in THEME.glob("*.md.j2") if not path.name.startswith("_")}
    assert {f"{template}.md.j2" for template in TEMPLATES.values()} == files


def test_templates_use_only_what_contexts_have(walked: Walk) -> None:
    assert walked.faults == []


def test_every_field_of_a_context_is_used(walked: Walk) -> None:
    records: set[type] = set()
    for context in TEMPLATES:
        reachable(context, records)
    by_filters = printed()
    unused = [
        f"{record.__name__}.{name}"
        for record in sorted(records, key=lambda each: each.__name__)
        for name in typing.cast("type[Struct]", record).__struct_fields__
        if (record, name) not in walked.used and name not in by_filters | of_itself(record)
    ]
    assert unused == []


def test_every_record_says_what_it_is() -> None:
    records: set[type] = set()
    for context in TEMPLATES:
        reachable(context, records)
    assert [record.__name__ for record in records if (record.__doc__ or "").startswith(f"{record.__name__}(")] == []


def nodes_of(kind: type[nodes.Node]) -> Iterator[str]:
    env = environment()
    env.filters.update(dict.fromkeys(FILTERS, str))
    for path in sorted(THEME.glob("*.j2")):
        for node in env.parse(path.read_text(encoding="utf-8")).find_all(kind):
            yield f"{path.name}:{node.lineno}"


def test_no_template_goes_round_the_escaping() -> None:
    assert list(nodes_of(nodes.MarkSafe)) == []
    assert list(nodes_of(nodes.Concat)) == []
    assert [path.name for path in THEME.glob("*.j2") if "safe" in path.read_text(encoding="utf-8")] == []


def test_a_template_that_asks_for_too_much_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tests.test_page_contexts.THEME", tmp_path, raising=False)
    monkeypatch.setitem(globals(), "THEME", tmp_path)
    lines = (
        "{% macro a(x) %}{{ x.title }}{{ x.nose }}{% endmacro %}{% for s in page.stories %}{{ a(s.story) }}{% endfor %}"
    )
    (tmp_path / "home.md.j2").write_text(lines + "{{ nobody }}{{ page.head.path }}", encoding="utf-8")
    walk = Walk()
    walk.page("home.md.j2", next(context for context, name in TEMPLATES.items() if name == "home"))
    assert len(walk.faults) == 2
    assert "nose" in walk.faults[0]
    assert "nobody" in walk.faults[1]
