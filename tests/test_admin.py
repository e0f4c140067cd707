"""The browser form: off unless it is switched on, made from the schema, and apart from everything else on the site."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.publish.admin import SHIPPED, admin_files, admin_of, policy, vendored
from generator.publish.admin.form import configuration
from generator.publish.admin.switch import Admin
from generator.publish.config.site import Site
from generator.publish.errors import RefusedError
from generator.publish.generated.folder import contents
from generator.read.schema import FACT_KINDS, PAGE, PROFILES, STORY, Field, Shape, Side, kinds_under
from tests.test_build import Project, story

HERE = Path("/desk/mkdocs.yml")
SITE = Site("The Daily", "https://daily.example/")
TEST = {"backend": {"name": "test-repo"}}
SHAPES = {
    "stories": STORY,
    "people": PROFILES["person"],
    "companies": PROFILES["company"],
    "topics": PROFILES["topic"],
    "pages": PAGE,
}


def switched_on(said: object = TEST, content: str = "/desk/content") -> Admin:
    made = admin_of(said, HERE, Path(content))
    assert made is not None
    return made


def collections(admin: Admin) -> dict[str, Any]:
    made: Any = configuration(admin, SITE)
    return {each["name"]: each for each in made["collections"]}


def agree(inputs: Iterable[dict[str, Any]], shape: Shape, extra: frozenset[str] = frozenset()) -> None:
    """Each field of the schema has its input and no other is there; what is inside them likewise."""
    by_name = {each["name"]: each for each in inputs}
    fields = {field.name: field for field in shape.fields if field.type != "anything"}
    assert by_name.keys() - extra == fields.keys()
    for name, field in fields.items():
        assert by_name[name]["required"] is field.required
        assert field.doc.replace("`", "") in by_name[name]["hint"]
        agree_on(by_name[name], field)


def agree_on(found: dict[str, Any], field: Field) -> None:
    if field.type == "entries":
        facts = found["fields"][1]
        side: Side = "person" if field.names == "person" else "company"
        assert [kind["name"] for kind in facts["types"]] == [kind.name for kind in kinds_under(side)]
        for kind in facts["types"]:
            assert facts["typeKey"] not in FACT_KINDS[kind["name"]].shape.table
            agree(kind["fields"], FACT_KINDS[kind["name"]].shape)
    elif field.shape is not None:
        agree(found["fields"], field.shape, frozenset({"key"}) if field.type == "keyed" else frozenset())
        assert (found["widget"] == "list") is (field.type == "keyed" or field.many != "one")
    elif field.choices:
        assert found["options"] == list(field.choices)
    elif field.many != "one":
        assert found["widget"] == "list"
    else:
        assert found["widget"] in ("string", "select", "image")


@pytest.mark.parametrize("name", SHAPES)
def test_the_form_asks_what_the_schema_has(name: str) -> None:
    found = collections(switched_on())[name]
    agree(found["fields"], SHAPES[name], frozenset({"body", "_written"}))
    assert found["identifier_field"] == ("name" if name in ("people", "companies", "topics") else "title")
    assert (found["folder"], found["media_folder"]) == (f"content/{name}", "/content/images")
    assert found["delete"] is False


def test_the_schema_has_no_key_that_the_form_uses_itself() -> None:
    for shape in SHAPES.values():
        assert shape.table.keys().isdisjoint({"body", "_written"})
    assert "key" not in STORY.table["sources"].shape.table  # type: ignore[union-attr]


def test_a_story_lies_in_its_year_and_keeps_its_address() -> None:
    stories = collections(switched_on())["stories"]
    assert stories["path"] == "{{date | date('YYYY')}}/{{slug}}"
    assert stories["slug"]["editable"] is False


@pytest.mark.parametrize("said", [None, False])
def test_nothing_unless_it_is_switched_on(said: object) -> None:
    assert admin_of(said, HERE, Path("/desk/content")) is None
    assert list(admin_files(None, SITE)) == []


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (True, "takes a backend: {name: github, repo: OWNER/NAME, branch: main}"),
        ({}, "needs a backend whose name is one of github, gitlab, gitea, test-repo"),
        ({"backend": {"name": "svn", "repo": "a/b"}}, "one of github, gitlab, gitea, test-repo"),
        ({"backend": {"name": "github"}}, 'needs the repository in its backend, as "repo: OWNER/NAME"'),
        ({"backend": {"name": "gitea", "repo": "a/b", "base_url": "git.example"}}, "a whole address for base_url"),
        ({"backend": {"name": "gitea", "repo": "a/b", "api_root": "https://x; script-src *"}}, "address for api_root"),
        ({**TEST, "folder": "x"}, 'has no "folder"; it has backend, content, publish_mode'),
        ({**TEST, "publish_mode": "wild"}, 'simple or editorial_workflow, not "wild"'),
        ({**TEST, "publish_mode": "editorial_workflow"}, "editorial_workflow with github and gitlab only"),
        ({**TEST, "content": "../else"}, "the path of the content folder in its repository"),
    ],
)
def test_settings_that_are_refused(said: object, told: str) -> None:
    with pytest.raises(RefusedError) as error:
        admin_of(said, HERE, Path("/desk/content"))
    assert told in str(error.value)
    assert str(error.value).startswith(f"{HERE}: admin ")


def test_where_the_files_are_in_the_repository() -> None:
    assert switched_on().content == "content"
    assert collections(switched_on(content="/desk"))["stories"]["folder"] == "stories"
    assert switched_on({**TEST, "content": "desk/content/"}, "/elsewhere").content == "desk/content"
    with pytest.raises(RefusedError):
        switched_on(content="/elsewhere")


@pytest.mark.parametrize(
    ("backend", "methods"),
    [
        ({"name": "github", "repo": "a/b"}, ["token"]),
        ({"name": "github", "repo": "a/b", "base_url": "https://sign-in.example"}, None),
        ({"name": "gitlab", "repo": "a/b", "base_url": "https://git.example"}, ["token"]),
        ({"name": "gitlab", "repo": "a/b", "auth_type": "pkce", "app_id": "1"}, None),
        ({"name": "gitea", "repo": "a/b", "auth_methods": ["oauth"]}, ["oauth"]),
        ({"name": "test-repo"}, None),
    ],
)
def test_no_button_for_a_sign_in_that_nobody_set_up(backend: dict[str, object], methods: list[str] | None) -> None:
    assert switched_on({"backend": backend}).backend.get("auth_methods") == methods


@pytest.mark.parametrize(
    ("backend", "hosts"),
    [
        ({"name": "test-repo"}, ""),
        ({"name": "github", "repo": "a/b"}, " https://api.github.com"),
        ({"name": "github", "repo": "a/b", "base_url": "https://sign-in.daily.example/x"}, None),
        (
            {"name": "gitea", "repo": "a/b", "api_root": "https://g.example/api/v1", "base_url": "https://g.example"},
            " https://g.example",
        ),
        ({"name": "gitlab", "repo": "a/b"}, " https://gitlab.com"),
    ],
)
def test_the_page_may_ask_the_git_host_and_no_other(backend: dict[str, str], hosts: str | None) -> None:
    hosts = " https://api.github.com https://sign-in.daily.example" if hosts is None else hosts
    said = dict(part.split(" ", 1) for part in policy(switched_on({"backend": backend})).split("; "))
    assert said["connect-src"] == f"'self' blob: data:{hosts}"
    assert said["default-src"] == "'none'"
    assert said["script-src"] == "'self'"
    assert said["font-src"] == "'self'"


def test_the_page_is_no_part_of_what_is_found_and_escapes_what_it_is_told() -> None:
    hostile = Site('"><script>alert(1)</script>', "https://daily.example/")
    page = contents(dict(admin_files(switched_on(), hostile))["admin/index.html"]).decode()
    assert '<meta name="robots" content="noindex, nofollow">' in page
    assert "<script>alert" not in page
    assert "{{" not in page


def test_a_review_of_changes_is_passed_on() -> None:
    github = {"backend": {"name": "github", "repo": "a/b"}, "publish_mode": "editorial_workflow"}
    made = configuration(switched_on(github), SITE)
    assert made["publish_mode"] == "editorial_workflow"
    assert "publish_mode" not in configuration(switched_on(), SITE)


def test_what_is_shipped_is_what_is_on_record() -> None:
    """CONTRIBUTING.md says how to take a newer version."""
    shipped = {path.relative_to(SHIPPED).as_posix() for path in SHIPPED.rglob("*") if path.is_file()}
    assert shipped - {"index.html", "form.js", "written.js", "vendored.json"} == vendored().keys()
    for path, record in vendored().items():
        assert hashlib.sha256((SHIPPED / path).read_bytes()).hexdigest() == record["sha256"], path
        assert record.keys() == {"package", "version", "file", "sha256"}


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.suffix in (".html", ".xml", ".txt", ".json") and not name.startswith("admin/"):
            yield name, path.read_text(encoding="utf-8")


def test_on_and_off_again(tmp_path: Path, root: Path) -> None:
    project = Project(tmp_path, root)
    project.write("stories/2031/ada.md", story())
    config = tmp_path / "mkdocs.yml"
    plain = config.read_text()
    assert project.build().pages
    before = dict(texts(project.site))
    assert not (project.site / "admin").exists()
    config.write_text(
        plain.replace("build_dir: build", 'admin: {backend: {name: test-repo}}\n      build_dir: "build"', 1)
    )
    assert project.build().pages
    files = {
        path.relative_to(project.site).as_posix() for path in (project.site / "admin").rglob("*") if path.is_file()
    }
    assert files == {path for path, _ in admin_files(switched_on(), SITE)}
    assert json.loads((project.site / "admin/config.json").read_text())["backend"] == {"name": "test-repo"}
    assert dict(texts(project.site)) == before, "pages, sitemap, feeds and data say nothing of the form"
    config.write_text(plain)
    assert project.build().pages
    assert not (project.site / "admin").exists()


def test_plain_mkdocs_ships_the_same(tmp_path: Path, root: Path) -> None:
    project = Project(tmp_path, root)
    config = tmp_path / "mkdocs.yml"
    config.write_text(
        config.read_text().replace("build_dir:", "admin: {backend: {name: test-repo}}\n      build_dir:", 1)
    )
    command = (sys.executable, "-m", "mkdocs", "build", "-f", str(config), "--site-dir", str(tmp_path / "other"))
    done = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stderr
    for path, made in admin_files(switched_on(), Site("Cuttings", "https://example.org/")):
        assert (tmp_path / "other" / path).read_bytes() == contents(made), path
    assert project.docs.is_dir()
