"""``mkdocs.yml`` as it is read, and as it is written for stock MkDocs."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from mkdocs.utils import get_build_timestamp

from generator.publish.config.mkdocs_yml import load, settings_of
from generator.publish.config.settings import Given, Settings, shown
from generator.publish.errors import RefusedError
from generator.publish.generated import docs_dir
from generator.publish.generated.docs_dir import forget_generated, nav_of, stock_config, write_generated
from generator.publish.generated.made import Made
from generator.publish.html.origins import Origin

CONFIG = """site_name: The Daily
site_url: https://daily.example/archive
docs_dir: content
theme: {{name: null, custom_dir: theme}}
{more}
"""
PLUGINS = "plugins:\n  - cuttings:\n      build_dir: work\n      tag: daily.example,2020\n      tip: Tell us more."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    (tmp_path / "theme").mkdir()
    return tmp_path


def read(folder: Path, more: str = PLUGINS, content: str | None = None) -> Settings:
    (folder / "mkdocs.yml").write_text(CONFIG.format(more=more))
    given = Given(folder / "mkdocs.yml", content)
    return settings_of(load(given), given)


def made(*pages: str, ordinary: tuple[str, ...] = ()) -> Made:
    return Made("content", dict.fromkeys(pages, b""), {page: Origin(page, "", 1) for page in ordinary}, 0)


def test_what_the_configuration_says(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    found = read(folder)
    assert (found.content, found.shown) == (folder / "content", "content")
    assert (found.site_dir, found.build_dir, found.docs_dir) == (folder / "site", folder / "work", folder / "work/docs")
    assert (found.site.name, found.site.url, found.site.tag) == (
        "The Daily",
        "https://daily.example/archive/",
        "daily.example,2020",
    )
    assert found.tip == "Tell us more."


def test_problems_name_the_content_folder_as_it_was_given(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "elsewhere").mkdir()
    monkeypatch.chdir(folder / "elsewhere")
    assert read(folder).shown == str(folder / "content")
    assert read(folder, content="../content/").shown == "../content"
    assert [shown(each) for each in ("a", "a/", "./a", "/", "a//")] == ["a", "a", "./a", "/", "a"]


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ("plugins: []", 'no "cuttings" under plugins'),
        ("plugins: [nowhere]", "nowhere"),
        ("plugins: [cuttings: {bild_dir: x}]", "bild_dir"),
        (f"{PLUGINS}\nnonsense: 1", "nonsense"),
        (f"{PLUGINS}\nmarkdown_extensions: [nowhere]", "nowhere"),
        (f"{PLUGINS}\n  bad: [", "mkdocs.yml"),
    ],
)
def test_a_configuration_that_is_not_sound_is_refused(folder: Path, more: str, says: str) -> None:
    with pytest.raises(RefusedError, match=r"mkdocs\.yml") as refused:
        read(folder, more)
    assert says in str(refused.value)


def test_a_missing_configuration_is_refused(folder: Path) -> None:
    with pytest.raises(RefusedError, match="nowhere"):
        load(Given(folder / "nowhere.yml"))


@pytest.mark.parametrize(
    "url", ["ftp://daily.example", "https://daily.example/?a=1", "https://daily.example/#a", "http://["]
)
def test_an_address_that_no_site_can_have_is_refused(folder: Path, url: str) -> None:
    (folder / "mkdocs.yml").write_text(CONFIG.format(more=PLUGINS).replace("https://daily.example/archive", f"'{url}'"))
    with pytest.raises(RefusedError, match=r"mkdocs\.yml: .+"):
        load(Given(folder / "mkdocs.yml"))


@pytest.mark.parametrize("epoch", ["x", "-5", "1.5", "999999999999", "١"])
def test_a_time_of_the_build_that_is_none_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch, epoch: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(RefusedError, match="SOURCE_DATE_EPOCH can't be"):
        read(folder)


def test_an_empty_time_of_the_build_is_none(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    read(folder)
    assert get_build_timestamp() > 0
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    read(folder)
    assert get_build_timestamp() == 0


def test_the_stock_configuration_has_everything_but_our_plugin(folder: Path) -> None:
    more = f"{PLUGINS}\n  - search\nnav: [Home: index.md, Moves: moves.md]\n"
    more += "markdown_extensions: [toc: {slugify: !!python/name:a.b }]"
    (folder / "mkdocs.yml").write_text(CONFIG.format(more=more))
    settings = Settings(
        folder / "mkdocs.yml", folder / "content", "content", folder / "site", folder / "work", read(folder).site
    )
    (folder / "mkdocs.yml").write_text(CONFIG.format(more=more))
    text = stock_config(settings, made("index.md"))
    assert "!!python/name:a.b" in text
    said = yaml.safe_load(text.replace("!!python/name:a.b ''", "x"))
    assert said == {
        "site_name": "The Daily",
        "site_url": "https://daily.example/archive",
        "docs_dir": "docs",
        "site_dir": "site",
        "theme": {"name": None, "custom_dir": "../theme"},
        "plugins": ["search"],
        "nav": [{"Home": "index.md"}],
        "markdown_extensions": [{"toc": {"slugify": "x"}}],
    }


@pytest.mark.parametrize(
    ("plugins", "left"),
    [
        ("plugins: [cuttings]", []),
        ("plugins: {cuttings: {}, search: {lang: en}}", {"search": {"lang": "en"}}),
        ("", []),
    ],
)
def test_however_plugins_are_written_ours_is_left_out(folder: Path, plugins: str, left: object) -> None:
    settings = read(folder)
    settings.config_file.write_text(CONFIG.format(more=plugins))
    assert yaml.safe_load(stock_config(settings, made()))["plugins"] == left


def test_the_menu_leaves_out_what_is_not_there_and_adds_the_ordinary_pages() -> None:
    nav = [
        {"Home": "index.md"},
        "moves/index.md",
        {"Desk": [{"Gaps": "gaps/index.md"}, {"Nothing": "nothing.md"}]},
        {"Empty": ["nothing.md"]},
        {"Our code": "https://example.org/"},
        {"Who we are": "about.md"},
    ]
    there = made(
        "index.md",
        "gaps/index.md",
        "about.md",
        "ethics.md",
        "deep/page.md",
        ordinary=("about.md", "ethics.md", "deep/page.md"),
    )
    assert nav_of(nav, there) == [
        {"Home": "index.md"},
        {"Desk": [{"Gaps": "gaps/index.md"}]},
        {"Our code": "https://example.org/"},
        {"Who we are": "about.md"},
        "ethics.md",
    ]


def test_without_a_menu_of_its_own_a_site_has_ours_and_never_one_of_all_pages(folder: Path) -> None:
    there = made("index.md", "moves/index.md", "people/ada.md", "about.md", ordinary=("about.md",))
    ours = [{"Home": "index.md"}, {"Moves": "moves/index.md"}, "about.md"]
    assert nav_of(None, there) == nav_of([], there) == ours
    assert yaml.safe_load(stock_config(read(folder), there))["nav"] == ours


def test_a_build_that_is_interrupted_while_it_forgets_is_mended_by_the_next(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = read(folder)
    write_generated(settings, made("index.md", "people/ada.md"))

    def interrupted(aside: Path) -> None:
        """Ends where the mark of the folder is gone, and its pages aren't."""
        (aside / ".cuttings-docs").unlink(missing_ok=True)
        if aside.exists():
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(docs_dir, "discard", interrupted)
        with pytest.raises(KeyboardInterrupt):
            forget_generated(settings)
    write_generated(settings, made("index.md"))
    left = {path.relative_to(settings.build_dir).as_posix() for path in settings.build_dir.rglob("*")}
    assert left == {"docs", "docs/.cuttings-docs", "docs/index.md", "mkdocs.yml"}


def test_a_folder_of_somebody_else_is_left_alone_and_one_is_told_what_to_do(folder: Path) -> None:
    settings = read(folder)
    settings.docs_dir.mkdir(parents=True)
    (settings.docs_dir / "thesis.md").write_text("x")
    with pytest.raises(RefusedError, match=r"work/docs is not empty .*: remove it .*build_dir in mkdocs\.yml"):
        forget_generated(settings)
    assert (settings.docs_dir / "thesis.md").exists()
