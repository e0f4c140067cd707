"""The rules of the house, read from the code itself. Each rule is tried on a bad example too."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence, Set
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MOST_LINES = 300

# An arrow leads from each room to those after it, never back.
ROOMS = ("cli", "lsp", "edit", "build", "publish", "pages", "archive", "read", "values")
# A side room stands on no way through the house: who may use it, and which rooms it uses.
SIDE_ROOMS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {"imports": (("cli",), ("read", "values"))}
SHARED = ("problems", "codes")  # any room may use them; they use no room but values
FRONT_DOOR = "__main__"  # python -m generator
VAGUE = ("utils", "util", "helpers", "common", "misc")
RENDERER = ("mkdocs", "material", "mkdocs_material", "properdocs", "zensical")
# The disk and the net; how things look, or lie in files.
OUTSIDE = ("os", "io", "pathlib", "shutil", "subprocess", "socket", "sqlite3", "tempfile", "urllib")
SHOWING = ("html", "markdown", "jinja2", "nh3", "xml", "yaml")
EVERYTHING: Set[str] = frozenset(("Exception", "BaseException"))
# What faults of a program raise. Whoever catches three of these kinds hides nearly any.
FAULTS_OF_PROGRAMS = (
    frozenset(("TypeError",)),
    frozenset(("AttributeError", "NameError")),
    frozenset(("LookupError", "KeyError", "IndexError")),
    frozenset(("ValueError", "ArithmeticError", "AssertionError", "RuntimeError")),
)
# Where any error ends, and who may have it end there: generator/publish/boundary.py says why.
BOUNDARY = "generator.publish.boundary"
AT_BOUNDARIES = (
    "generator.cli",
    "generator.publish.incremental.build",
    "generator.publish.mkdocs_driver.worker_faults",
    "generator.publish.processes.workers",
    "generator.publish.rendering",
)
READ_ONLY = ("Mapping", "Sequence", "Collection", "Set", "Final", "tuple", "frozenset")


def room_of(module: str) -> str:
    """``generator.archive.moves`` is of the room ``archive``; the package itself is of none ("")."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


def imports(tree: ast.Module, module: str, is_package: bool) -> Iterator[tuple[int, str]]:
    """Every module that the code names in an import, wherever the import stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                up = node.level - is_package
                parts = module.split(".")
                base = ".".join([*parts[: len(parts) - up], *([base] if base else [])])
            # `from generator import cli` names a module; `from generator.cli import main` may not.
            for alias in node.names:
                yield node.lineno, f"{base}.{alias.name}" if base == "generator" else base


def allowed(source: str, target: str) -> bool:
    """Whether a module of one room may import from another."""
    if target in ("", source):
        return True
    if source == FRONT_DOOR:
        return target == "cli"
    if source in SHARED:
        return target in (*SHARED, "values")
    if target in SHARED:
        return source != "values" or target == "problems"
    if source in SIDE_ROOMS or target in SIDE_ROOMS:
        nobody: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
        return source in SIDE_ROOMS.get(target, nobody)[0] or target in SIDE_ROOMS.get(source, nobody)[1]
    return source in ROOMS and target in ROOMS and ROOMS.index(target) > ROOMS.index(source)


def import_faults(tree: ast.Module, module: str, is_package: bool) -> Iterator[tuple[int, str]]:
    room = room_of(module)
    for line, name in imports(tree, module, is_package):
        top = name.split(".")[0]
        if top == "generator" and not allowed(room, room_of(name)):
            yield line, f"{room} may not import {name}: arrows lead from left to right in {' → '.join(ROOMS)}"
        if top in RENDERER and room != "publish":
            yield line, f"only publish knows {top}"
        if room in ("archive", "values") and top in OUTSIDE:
            yield line, f"{room} does no I/O, so it has no use for {top}"
        if room in ("archive", "values") and top in SHOWING:
            yield line, f"{room} doesn't know how things are shown, so it has no use for {top}"


def names_in(node: ast.AST | None) -> set[str]:
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)} if node else set()


def catch_faults(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Whatever catches the faults of the program itself. Errors may be named by a constant of the same module."""
    constants = {
        ast.unparse(each.targets[0]): names_in(each.value) for each in tree.body if isinstance(each, ast.Assign)
    }
    imported = {
        alias.asname or alias.name
        for each in ast.walk(tree)
        if isinstance(each, ast.ImportFrom)
        for alias in each.names
    }
    for node in ast.walk(tree):
        handlers, body = (node.handlers, node.body) if isinstance(node, ast.Try) else ([], [])
        for handler in handlers:
            caught = names_in(handler.type) if handler.type else {"BaseException"}
            fault = _fault_of_catching(caught, constants, imported, is_one_step=_is_one_step(body))
            if fault:
                yield handler.lineno, f"catches {fault}: name the errors that can happen here"
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("suppress"):
            fault = _fault_of_catching(names_in(node), constants, imported, is_one_step=False)
            if fault:
                yield node.lineno, f"suppresses {fault}: name the errors that can happen here"


def _fault_of_catching(
    caught: set[str], constants: Mapping[str, set[str]], imported: set[str], *, is_one_step: bool
) -> str:
    """What is wrong with catching these; "" where nothing is.

    Where others' bytes or words are read, in one step, all that this may raise may be named.
    """
    named = caught.union(*(constants.get(each, ()) for each in caught))
    is_all = sum(bool(named & each) for each in FAULTS_OF_PROGRAMS) >= 3 and not is_one_step
    if named & EVERYTHING or is_all:
        return "everything"
    return "what another module lists" if any(each.isupper() for each in named & imported) else ""


def _is_one_step(body: Sequence[ast.stmt]) -> bool:
    return len(body) == 1 and isinstance(body[0], ast.Return | ast.Assign | ast.Expr)


def boundary_faults(tree: ast.Module, module: str) -> Iterator[tuple[int, str]]:
    """Any error ended by other means than an ``except``, or by the one module that may end it, elsewhere."""
    for node in ast.walk(tree):
        is_question = isinstance(node, ast.Call) and ast.unparse(node.func) in ("isinstance", "issubclass")
        if (is_question or isinstance(node, ast.MatchClass)) and names_in(node) & EVERYTHING and module != BOUNDARY:
            yield getattr(node, "lineno", 0), "takes any error for the same: name those that can happen here"
        elif isinstance(node, ast.ImportFrom) and node.module == BOUNDARY and module not in AT_BOUNDARIES:
            yield node.lineno, f"only {', '.join(AT_BOUNDARIES)} may end any error: name those that can happen here"


def speech_faults(tree: ast.Module, room: str) -> Iterator[tuple[int, str]]:
    """Printing and leaving, which are the command line's part alone."""
    if room in ("cli", FRONT_DOOR):
        return
    spoken = {"print", "exit", "quit", "sys.exit", "os._exit", "click.echo", "click.secho"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in spoken:
            yield node.lineno, f"{ast.unparse(node.func)}: only cli prints and exits"
        elif isinstance(node, ast.Attribute) and ast.unparse(node) in ("sys.stdout", "sys.stderr"):
            yield node.lineno, f"{ast.unparse(node)}: only cli prints and exits"
        elif isinstance(node, ast.Raise) and "SystemExit" in names_in(node.exc):
            yield node.lineno, "raises SystemExit: only cli prints and exits"
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "open" and room in ("archive", "values"):
            yield node.lineno, f"{room} does no I/O"


def state_faults(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Lists, dicts and sets that a module keeps for all to change; an annotation as Mapping or the like forbids it."""
    makers = {"list", "dict", "set", "defaultdict", "Counter", "deque", "OrderedDict"}
    for node in tree.body:
        if isinstance(node, ast.Assign):
            value, names, note = node.value, {ast.unparse(target) for target in node.targets}, ""
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            value, names, note = node.value, {ast.unparse(node.target)}, ast.unparse(node.annotation)
        else:
            continue
        mutable = isinstance(value, ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp | ast.SetComp) or (
            isinstance(value, ast.Call) and ast.unparse(value.func).split(".")[-1] in makers
        )
        if mutable and names != {"__all__"} and not note.split("[")[0].split(".")[-1].startswith(READ_ONLY):
            yield node.lineno, f"{', '.join(sorted(names))} can be changed by anyone: make it a tuple, or a Mapping"


def faults(package: Path) -> list[str]:
    """Everything in a package called `generator` that breaks a rule, one sentence each."""
    found: list[str] = []
    for path in sorted(package.rglob("*.py")):
        inside = path.relative_to(package.parent)
        parts = inside.with_suffix("").parts
        is_package = parts[-1] == "__init__"
        module = ".".join(parts[:-1] if is_package else parts)
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text)
        room = room_of(module)
        if room not in ("", FRONT_DOOR, *SHARED, *ROOMS, *SIDE_ROOMS):
            found.append(f"{inside}: {room} is no room of the house; the map in CONTRIBUTING.md has them all")
        if len(text.splitlines()) > MOST_LINES:
            found.append(f"{inside}: over {MOST_LINES} lines; split it by meaning")
        if set(parts) & set(VAGUE):
            found.append(f"{inside}: a name that says nothing; call it by what it does")
        rules = (
            import_faults(tree, module, is_package),
            catch_faults(tree),
            boundary_faults(tree, module),
            speech_faults(tree, room),
            state_faults(tree),
        )
        found.extend(f"{inside}:{line}: {fault}" for rule in rules for line, fault in rule)
    return found


def test_the_house_keeps_its_rules() -> None:
    found = faults(ROOT / "generator")
    assert not found, "\n".join(found)


_ANY = "(OSError, ValueError, LookupError, TypeError, AttributeError)"


@pytest.mark.parametrize(
    ("module", "code", "says"),
    [
        ("archive/moves.py", "from generator.pages import story", "archive may not import generator.pages"),
        ("archive/moves.py", "from ..pages import story", "archive may not import generator.pages"),
        ("read/stories.py", "from generator import archive", "read may not import generator.archive"),
        ("archive/moves.py", "import generator.imports.run", "archive may not import generator.imports"),
        ("imports/run.py", "import generator.archive.moves", "imports may not import generator.archive"),
        ("read/walk.py", "import generator.imports.run", "read may not import generator.imports"),
        ("values/dates.py", "import generator.read.model", "values may not import generator.read.model"),
        ("values/dates.py", "import generator.codes", "values may not import generator.codes"),
        ("pages/story.py", "def f():\n    import generator.publish", "pages may not import generator.publish"),
        ("problems.py", "import generator.read", "problems may not import generator.read"),
        ("__main__.py", "import generator.build", "__main__ may not import generator.build"),
        ("pages/story.py", "import mkdocs.structure", "only publish knows mkdocs"),
        ("archive/index.py", "from pathlib import Path", "archive does no I/O"),
        ("archive/index.py", "open('x')", "archive does no I/O"),
        ("archive/index.py", "import html", "archive doesn't know how things are shown"),
        ("read/walk.py", "try:\n    pass\nexcept Exception:\n    pass", "catches everything"),
        ("read/walk.py", "try:\n    pass\nexcept (OSError, Exception):\n    pass", "catches everything"),
        ("read/walk.py", "try:\n    pass\nexcept:\n    pass", "catches everything"),
        ("read/walk.py", "with contextlib.suppress(Exception):\n    pass", "suppresses everything"),
        ("read/walk.py", f"try:\n    a = 1\n    b(a)\nexcept {_ANY}:\n    pass", "catches everything"),
        (
            "read/walk.py",
            f"ODD = {_ANY}\ntry:\n    a = 1\n    b(a)\nexcept (OSError, *ODD):\n    pass",
            "catches everything",
        ),
        ("read/walk.py", f"with suppress(*{_ANY}):\n    pass", "suppresses everything"),
        ("read/walk.py", "from generator.read.odd import ODD\ntry:\n    pass\nexcept ODD:\n    pass", "another module"),
        ("read/walk.py", "def f(e):\n    return isinstance(e, Exception)", "takes any error for the same"),
        ("publish/config/site.py", "from generator.publish.boundary import Boundary", "may end any error"),
        ("build.py", "print('done')", "print: only cli prints and exits"),
        ("publish/config/site.py", "sys.exit(3)", "sys.exit: only cli prints and exits"),
        ("publish/config/site.py", "raise SystemExit(3)", "only cli prints and exits"),
        ("publish/config/site.py", "sys.stderr.write('done')", "sys.stderr: only cli prints and exits"),
        ("pages/story.py", "SEEN = {}", "SEEN can be changed by anyone"),
        ("pages/story.py", "SEEN: dict[str, int] = dict()", "SEEN can be changed by anyone"),
        ("read/utils.py", "", "a name that says nothing"),
        ("attic/old.py", "", "attic is no room of the house"),
        ("pages/story.py", "pass\n" * 301, "over 300 lines"),
    ],
)
def test_a_broken_rule_is_found(tmp_path: Path, module: str, code: str, says: str) -> None:
    path = tmp_path / "generator" / module
    path.parent.mkdir(parents=True)
    path.write_text(code)
    found = faults(tmp_path / "generator")
    assert len(found) == 1
    assert says in found[0]


@pytest.mark.parametrize(
    ("module", "code"),
    [
        ("cli.py", "import sys\nfrom generator import build\nprint('done')\nsys.exit(0)"),
        ("__main__.py", "from generator.cli import main\nmain()"),
        ("cli/importing.py", "import generator.imports.run"),
        ("imports/run.py", "import generator.read.walk\nimport generator.values.names\nimport generator.problems"),
        (
            "publish/config/site.py",
            "import mkdocs\nfrom generator.pages import story\nfrom generator.values import dates",
        ),
        ("read/walk.py", "from pathlib import Path\nfrom . import model\nfrom generator.codes import problem"),
        ("codes/dates.py", "from generator.problems import Position\nfrom generator.codes.code import Code"),
        ("pages/story.py", "WORDS: Mapping[str, str] = {'a': 'b'}\n__all__ = ['WORDS']\nNAMES = ('a',)"),
        ("pages/story.py", "pass\n" * 300),
        ("read/walk.py", "try:\n    pass\nexcept (OSError, ValueError):\n    pass"),
        ("read/walk.py", f"ODD = {_ANY}\ndef f(a):\n    try:\n        return a(1)\n    except ODD:\n        pass"),
        ("publish/rendering.py", "from generator.publish.boundary import Boundary"),
        ("publish/boundary.py", "class OddError(Exception):\n    pass\nisinstance(1, Exception)"),
    ],
)
def test_what_the_rules_allow_is_let_be(tmp_path: Path, module: str, code: str) -> None:
    path = tmp_path / "generator" / module
    path.parent.mkdir(parents=True)
    path.write_text(code)
    assert faults(tmp_path / "generator") == []
