"""The browser form set up for GitHub: against an imitation of its API, and with a folder on this computer."""

from __future__ import annotations

import json
import re
from base64 import b64decode
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import Served
from tests.browser.test_admin import HELD, HOLD, opened

PATH = "content/stories/2031/one.md"
TEXT = "---\ntitle: One # of them\ndate: 2031-03-04\n---\nText.\n"
ANYONE = {f"access-control-allow-{what}": "*" for what in ("origin", "headers", "methods")}
USER = {"id": 1, "login": "ed", "name": "Ed", "email": "ed@daily.example", "html_url": "https://github.com/ed"}
COMMIT = {"author": {"name": "Ed", "email": "ed@daily.example", "user": None}, "committedDate": "2031-03-04T10:00:00Z"}


class Imitation:
    """As much of the API as the form asks: a repository with one story. Keeps what was asked and committed."""

    def __init__(self) -> None:
        self.hosts: set[str] = set()
        self.tokens: set[str] = set()
        self.committed: list[dict[str, Any]] = []

    def answer(self, route: Route) -> None:
        asked = urlsplit(route.request.url)
        self.hosts.add(asked.netloc)
        if route.request.method == "OPTIONS":
            route.fulfill(status=204, headers=ANYONE)
            return
        if asked.netloc == "api.github.com":
            self.tokens.add(route.request.headers.get("authorization", ""))
        said = (
            self._graph(json.loads(route.request.post_data or ""))
            if asked.path == "/graphql"
            else self._rest(asked.path)
        )
        route.fulfill(status=204 if said is None else 200, json=said, headers=ANYONE)

    def _rest(self, path: str) -> Any:
        if path == "/user":
            return USER | {"avatar_url": "https://avatars.githubusercontent.com/u/1"}
        if "/git/trees/" in path:
            story = {"type": "blob", "path": PATH, "sha": "b0", "size": len(TEXT), "mode": "100644"}
            return {"sha": "t", "tree": [story], "truncated": False}
        return None

    def _graph(self, asked: dict[str, Any]) -> Any:
        query = asked["query"]
        if "createCommitOnBranch" in query:
            self.committed.append(asked["variables"]["input"])
            made = {"oid": "c2", "committedDate": COMMIT["committedDate"], "file_0": {"oid": "b1"}}
            return {"data": {"createCommitOnBranch": {"commit": made}}}
        history = {"target": {"oid": "c1", "history": {"nodes": [{"oid": "c1", "message": "x", **COMMIT}]}}}
        return {
            "data": {
                "repository": {
                    "defaultBranchRef": {"name": "main"},
                    "ref": history,
                    "commit_0": history,
                    "content_0": {"text": TEXT, "isTruncated": False},
                }
            }
        }


def test_a_change_becomes_a_commit_and_nobody_else_is_asked(browser: Browser, site: Served) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    faults: list[str] = []
    context.on("console", lambda said: faults.append(said.text) if said.type in ("error", "warning") else None)
    github = Imitation()
    page = context.new_page()
    page.set_default_timeout(8000)
    page.route(re.compile("^https://"), github.answer)
    form = opened(page, site, {"name": "github", "repo": "daily/archive", "branch": "main"})
    form.get_by_role("button", name="Sign In Using Access Token").click()
    form.locator("input").last.fill("a-token")
    form.get_by_role("button", name="Sign In", exact=True).click()
    form.get_by_text("One", exact=True).first.click()
    form.locator('[data-key-path="standfirst"] input').fill("More")
    form.get_by_role("button", name="Save", exact=True).first.click()
    expect(form.get_by_role("button", name="Create New Entry").first).to_be_visible()
    [commit] = github.committed
    assert commit["branch"] == {"repositoryNameWithOwner": "daily/archive", "branchName": "main"}
    assert commit["expectedHeadOid"] == "c1"
    [change] = commit["fileChanges"]["additions"]
    assert change["path"] == PATH
    assert b64decode(change["contents"]).decode() == TEXT.replace("date:", "standfirst: More\ndate:")
    assert commit["fileChanges"]["deletions"] == []
    assert github.hosts <= {"api.github.com", "avatars.githubusercontent.com"}
    assert github.tokens == {"token a-token"}
    assert faults == []
    context.close()


def test_a_folder_on_this_computer_needs_no_host(page: Page, site: Served) -> None:
    """The browser's own window for choosing a folder can't be worked from here: the folder is handed over instead."""
    page.add_init_script(
        "window.showDirectoryPicker = async () =>"
        " (await navigator.storage.getDirectory()).getDirectoryHandle('sveltia-cms-test')"
    )
    form = opened(page, site, {"name": "github", "repo": "daily/archive", "branch": "main"})
    form.evaluate(HOLD, {PATH: TEXT, ".git/HEAD": "ref: refs/heads/main\n"})
    form.get_by_role("button", name="Work with Local Repository").click()
    form.get_by_text("One", exact=True).first.click()
    form.locator('[data-key-path="standfirst"] input').fill("More")
    form.get_by_role("button", name="Save", exact=True).first.click()
    expect(form.get_by_role("button", name="Create New Entry").first).to_be_visible()
    assert form.evaluate(HELD)[PATH] == TEXT.replace("date:", "standfirst: More\ndate:")
