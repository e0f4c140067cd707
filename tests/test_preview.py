"""The preview: for this machine only, and nothing but the site."""

from __future__ import annotations

import http.client
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from socketserver import BaseServer

import pytest
from watchdog.events import (
    DirModifiedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileOpenedEvent,
    FileSystemEvent,
)

from generator.publish.errors import RefusedError
from generator.publish.preview import HOST, Preview, Server, with_notice


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Server]:
    site = tmp_path / "site"
    (site / "people").mkdir(parents=True)
    (site / "index.html").write_text("<body>home</body>")
    (site / "people/index.html").write_text("<body>people</body>")
    (site / ".cuttings").write_text("marker")
    (site / ".git").mkdir()
    (site / ".git/config").write_text("secret")
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "site-two").mkdir()
    (tmp_path / "site-two/index.html").write_text("secret")
    (site / "out.txt").symlink_to(tmp_path / "secret.txt")
    (site / "out").symlink_to(tmp_path)
    server = Server(lambda: None, HOST, 0, str(site))
    server.server_bind()
    server.server_activate()
    thread = threading.Thread(target=lambda: server.serve_forever(0.01), daemon=True)
    thread.start()
    yield server
    BaseServer.shutdown(server)  # a loop on a socket that is closed would take all the time there is
    thread.join()
    server.server_close()


def ask(server: Server, path: str, *, method: str = "GET", host: str | None = None) -> tuple[int, str]:
    """A request as it is written: no client tidies the path."""
    connection = http.client.HTTPConnection(HOST, server.server_port, timeout=10)
    connection.putrequest(method, path, skip_host=True)
    connection.putheader("Host", host or f"127.0.0.1:{server.server_port}")
    connection.endheaders()
    answer = connection.getresponse()
    page = answer.read().decode()
    connection.close()
    return answer.status, page


@pytest.mark.parametrize(("path", "words"), [("/", "home"), ("/people/", "people"), ("/people/?q=../x", "people")])
def test_the_site_is_served(served: Server, path: str, words: str) -> None:
    status, page = ask(served, path)
    assert status == 200
    assert words in page


TRAVERSAL = (
    *("/../secret.txt", "/people/../../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/%2e%2e%2fsecret.txt"),
    *("/..%5csecret.txt", "/..\\secret.txt", "//../secret.txt", "/people/%2e%2e/%2e%2e/secret.txt", "/../site-two/"),
    *(
        "/%252e%252e/secret.txt",
        "/..%c0%afsecret.txt",
        "/%c0%ae%c0%ae/secret.txt",
        "/....//secret.txt",
        "/.../secret.txt",
    ),
    *("/etc/passwd", "//etc/passwd", "/%2fetc/passwd", "/file:///etc/passwd", "/index.html%00.txt", "/people/\x01"),
    *("/out.txt", "/out/secret.txt", "/out/", "/.cuttings", "/.git/config", "/%2egit/config", "/people/.%2f.git"),
)


@pytest.mark.parametrize("path", TRAVERSAL)
def test_nothing_outside_the_site_is(served: Server, path: str) -> None:
    try:
        status, page = ask(served, path)
    except http.client.InvalidURL:
        return  # no request can be written like that
    assert status in (400, 404), page
    assert "secret" not in page
    assert "root:" not in page


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "10.0.0.1:8000", ""])
def test_it_answers_to_no_other_name(served: Server, host: str) -> None:
    assert ask(served, "/", host=host or "[::]")[0] == 403


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "localhost:8000", "127.0.0.1:8000"])
def test_it_answers_to_its_own(served: Server, host: str) -> None:
    assert ask(served, "/", host=host)[0] == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PROPFIND"])
def test_it_only_gives(served: Server, method: str) -> None:
    assert ask(served, "/", method=method)[0] in (405, 501)


def test_it_listens_to_this_machine_only(served: Server, tmp_path: Path) -> None:
    assert served.server_address[0] == HOST
    server = Preview(0, tmp_path / "site", [], tuple)._server
    server.server_bind()
    assert server.socket.getsockname()[0] == HOST
    server.server_close()
    for address in {found[4][0] for found in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}:
        if not str(address).startswith("127."):
            with pytest.raises(OSError, match=r"refused|timed out|unreachable"):
                socket.create_connection((str(address), served.server_port), timeout=2)


def test_a_port_is_taken_before_anything_is_built(tmp_path: Path) -> None:
    first = Preview(0, tmp_path / "site", [], tuple)
    first.take_port()
    port = first._server.server_port
    with pytest.raises(ConnectionRefusedError):  # nothing is shown yet
        socket.create_connection((HOST, port), timeout=2).close()
    first.listen()
    socket.create_connection((HOST, port), timeout=2).close()
    second = Preview(port, tmp_path / "site", [], tuple)
    with pytest.raises(RefusedError, match=f"port {port} can't be used"):
        second.take_port()
    second.close()
    first.close()


def test_a_page_says_what_is_wrong_and_is_otherwise_as_it_was() -> None:
    page = b"<html><body><p>home</p></body></html>"
    assert with_notice(page, ()) == page
    told = with_notice(page, ['a.md:1:2: error[bad-date]: "<b>last</b> week" & more']).decode()
    assert "a.md:1:2: error[bad-date]: &quot;&lt;b&gt;last&lt;/b&gt; week&quot; &amp; more" in told
    assert told.startswith("<html><body><p>home</p><div role=")
    assert told.endswith("</div></body></html>")
    assert with_notice(b"no end", ["wrong"]).startswith(b"no end<div")


def test_a_page_says_no_more_than_can_be_read() -> None:
    told = with_notice(b"<body></body>", [f"line {number}" for number in range(1_000)]).decode()
    assert "line 19\n" in told
    assert "line 20" not in told
    assert "and 980 more, in the terminal" in told


def test_a_page_whose_policy_forbids_scripts_gets_none(served: Server, tmp_path: Path) -> None:
    served.watch(str(tmp_path))
    (tmp_path / "site/admin").mkdir()
    policy = '<meta http-equiv="Content-Security-Policy" content="script-src \'self\'">'
    (tmp_path / "site/admin/index.html").write_text(f"<head>{policy}</head><body>form</body>")
    assert "<script>" in ask(served, "/")[1]
    assert "<script>" not in ask(served, "/admin/")[1]


def test_what_is_wrong_comes_and_goes(served: Server, tmp_path: Path) -> None:
    served.watch(str(tmp_path))
    results = iter([("mkdocs.yml: broken",), ()])
    preview = Preview(0, tmp_path / "site", [], lambda: next(results))
    preview._server.server_close()
    preview._server = served
    assert "broken" not in ask(served, "/")[1]
    preview._again()
    assert "mkdocs.yml: broken" in ask(served, "/people/")[1]
    preview._again()
    assert "broken" not in ask(served, "/people/")[1]


def test_what_the_system_told_of_is_no_news_to_a_look_at_all_files(tmp_path: Path) -> None:
    server = Server(lambda: None, HOST, 0, str(tmp_path))
    for watched in (tmp_path, tmp_path.parent / "mkdocs.yml"):
        server.watch(str(watched))
    file, gone = tmp_path / "a.md", tmp_path / "gone.md"
    file.write_text("one")

    def wanted(tell: Callable[[FileSystemEvent], None], event: FileSystemEvent) -> bool:
        tell(event)
        told, server._want_rebuild = server._want_rebuild, False
        return told

    saved, removed = FileModifiedEvent(str(file)), FileDeletedEvent(str(gone))
    assert wanted(server._hear, saved)
    assert not wanted(server._found, saved)
    file.write_text("another")
    assert wanted(server._found, saved)
    assert wanted(server._found, removed)
    assert wanted(server._hear, FileMovedEvent(str(gone), str(file)))
    assert not wanted(server._found, removed)
    assert not wanted(server._found, saved)
    assert not wanted(server._hear, FileOpenedEvent(str(file)))
    assert not wanted(server._hear, DirModifiedEvent(str(tmp_path)))
    assert {look.watch.path: look.timeout < 1 for look in server.observer.emitters} == {
        str(tmp_path): False,
        str(tmp_path.parent / "mkdocs.yml"): True,
    }
    server.server_close()


def test_a_folder_that_goes_and_comes_back_is_told_of_and_watched_again(served: Server, tmp_path: Path) -> None:
    folder = tmp_path / "content"
    folder.mkdir()
    served.watch(str(folder))

    def is_told() -> bool:
        """Whether a build is wanted, before long."""
        with served._rebuild_cond:
            told = served._rebuild_cond.wait_for(lambda: served._want_rebuild, timeout=10)
            served._want_rebuild = False
        return told

    served._system.start()
    served.observer.start()
    try:
        folder.rename(tmp_path / "away")
        assert is_told()
        folder.mkdir()
        assert is_told()
        (folder / "story.md").write_text("x")
        assert is_told()
    finally:
        served._system.stop()
        served.observer.stop()
