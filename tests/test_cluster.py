"""A build whose work is done by a Dask cluster: the same site to the byte, or one sentence and the site as it was."""

from __future__ import annotations

import os
import pickle
import shutil
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest
from distributed import Client, LocalCluster, Scheduler, SchedulerPlugin
from distributed.client import FutureCancelledError
from msgspec.structs import replace

from generator.build import Built, Order, build
from generator.cli import main
from generator.cli.exits import FAILED, MISUSED
from generator.pages.catalogue import Unit
from generator.problems import has_errors
from generator.publish.change_detection.same_inputs import likeness, unlike
from generator.publish.config import mkdocs_yml, settings
from generator.publish.config.settings import Given
from generator.publish.errors import BuildFailedError
from generator.publish.listener import Listener
from generator.publish.processes import cluster as on_cluster
from generator.publish.processes import time_limit, workers
from generator.publish.processes.remote_task import RemoteTask, Terms, run, unfit
from generator.publish.swap import standby
from tests.newsroom import Newsroom
from tests.test_build import Project, files, story

TODAY = date(2031, 12, 31)
STORIES = 260
NOWHERE = "tcp://127.0.0.1:1"


class Counted(SchedulerPlugin):
    """Counts what the workers do."""

    def __init__(self, scheduler: Scheduler) -> None:
        self._tasks = scheduler.tasks
        self.errands: set[Any] = set()
        self.chunks: Counter[str] = Counter()  # by worker

    def transition(self, key: Any, start: str, finish: str, *args: Any, **told: Any) -> None:
        if (start, finish) == ("processing", "memory") and key.startswith("run-"):
            self.chunks[told["worker"]] += 1
            self.errands |= {each.key for each in self._tasks[key].dependencies}


class Cluster:
    """Two workers of this machine, in processes of their own."""

    def __init__(self) -> None:
        self.cluster = LocalCluster(n_workers=2, threads_per_worker=1, memory_limit=0, dashboard_address=":0")
        self.address: str = self.cluster.scheduler_address
        assert isinstance(self.cluster.scheduler, Scheduler)
        self.scheduler = self.cluster.scheduler

    def counted(self) -> Counted:
        counted = Counted(self.scheduler)
        self.scheduler.add_plugin(counted, name=f"counted-{id(counted)}")
        return counted

    def pids(self) -> list[int]:
        with Client(self.address, set_as_default=False) as client:
            return list(client.run(os.getpid).values())


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    made = Cluster()
    with made.cluster:
        yield made


@pytest.fixture(autouse=True)
def unforked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that is forked beside a cluster's threads may close what they talk by, or wait for what they hold."""

    def fork() -> int:
        raise AssertionError("this process is forked while a cluster's threads run in it")

    monkeypatch.setattr(os, "fork", fork)


class Room:
    """A project with our own theme, whose content lies elsewhere."""

    def __init__(self, folder: Path, root: Path, content: Path) -> None:
        self.folder, self.content = folder, content
        folder.mkdir()
        shutil.copy(root / "mkdocs.yml", folder)
        (folder / "theme").symlink_to(root / "theme")

    def build(self, scheduler: str | None = None, listener: Listener | None = None) -> Built:
        given = Given(self.folder / "mkdocs.yml", os.fspath(self.content), jobs=1)
        return build(Order(given, TODAY, clean=True, durable=False, scheduler=scheduler), listener or Listener())

    def site(self, scheduler: str | None = None, listener: Listener | None = None) -> Mapping[str, bytes]:
        built = self.build(scheduler, listener)
        assert not has_errors(built.problems), [str(problem) for problem in built.problems]
        return files(built.site)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive that is spread without being told to."""
    folder = tmp_path_factory.mktemp("large")
    for name, text in Newsroom(1, STORIES).files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory, root: Path, sample: Path) -> Mapping[str, bytes]:
    """The sample's site as one process makes it."""
    return Room(tmp_path_factory.mktemp("alone") / "room", root, sample).site()


@pytest.fixture
def spread(monkeypatch: pytest.MonkeyPatch) -> None:
    """However little there is, it is spread; and nobody is waited for longer than must be."""
    monkeypatch.setattr(workers, "FEW", 1)
    monkeypatch.setattr(on_cluster, "_CONNECT", 1)


def ordered(project: Project, scheduler: str | None) -> Order:
    given = Given(project.folder / "mkdocs.yml", os.fspath(project.content), project.site, jobs=1)
    return Order(given, TODAY, clean=True, durable=False, scheduler=scheduler)


def same(site: Mapping[str, bytes], other: Mapping[str, bytes]) -> None:
    assert sorted(site) == sorted(other)
    assert [path for path in site if site[path] != other[path]] == []


def test_a_cluster_makes_the_same_site_and_all_its_workers_take_part(
    cluster: Cluster, tmp_path: Path, root: Path, large: Path
) -> None:
    counted = cluster.counted()
    same(Room(tmp_path / "far", root, large).site(cluster.address), Room(tmp_path / "here", root, large).site())
    assert len(counted.errands) == 3  # reading, page making, rendering
    assert len(counted.chunks) == 2
    assert min(counted.chunks.values()) >= 6
    assert sum(counted.chunks.values()) >= 60


@pytest.mark.usefixtures("spread")
def test_the_sample_is_the_same_from_a_cluster(
    cluster: Cluster, tmp_path: Path, root: Path, sample: Path, alone: Mapping[str, bytes]
) -> None:
    counted = cluster.counted()
    same(Room(tmp_path / "room", root, sample).site(cluster.address), alone)
    assert len(counted.errands) == 3


class Meddler(Listener):
    """Does something when a stage begins, or when so many pages of it are done."""

    def __init__(self, stage: str, meddle: Callable[[], object], after: int = 0) -> None:
        self._awaited, self._after, self._meddle = stage, after, meddle
        self._stage = ""

    def stage(self, name: str) -> None:
        self._stage = name
        self._try(0)

    def step(self, done: int, total: int) -> None:
        self._try(done)

    def _try(self, done: int) -> None:
        if self._stage == self._awaited and done >= self._after:
            self._awaited = ""
            self._meddle()

    @property
    def is_done(self) -> bool:
        return not self._awaited


@pytest.mark.usefixtures("spread")
def test_a_worker_that_is_lost_in_the_middle_is_done_without(
    cluster: Cluster, tmp_path: Path, root: Path, sample: Path, alone: Mapping[str, bytes]
) -> None:
    pid = cluster.pids()[0]
    meddler = Meddler("Rendering", lambda: os.kill(pid, signal.SIGKILL), after=20)
    same(Room(tmp_path / "room", root, sample).site(cluster.address, meddler), alone)
    assert meddler.is_done
    assert pid not in cluster.pids()


@pytest.mark.usefixtures("spread")
@pytest.mark.parametrize("moment", [("Making pages", 0), ("Rendering", 20)])
def test_a_cluster_that_is_lost_fails_the_build_and_the_site_is_as_it_was(
    tmp_path: Path, root: Path, sample: Path, moment: tuple[str, int]
) -> None:
    room = Room(tmp_path / "room", root, sample)
    (room.folder / "site").mkdir()
    (room.folder / "site/index.html").write_text("the one before")
    (room.folder / "site/.cuttings").touch()
    with LocalCluster(
        n_workers=1, threads_per_worker=1, processes=False, memory_limit=0, dashboard_address=":0"
    ) as lost:
        meddler = Meddler(moment[0], lost.close, moment[1])
        with pytest.raises(BuildFailedError, match="was lost in the middle of the work"):
            room.build(lost.scheduler_address, meddler)
    assert files(room.folder / "site") == {"index.html": b"the one before", ".cuttings": b""}


@pytest.fixture
def project(tmp_path: Path, root: Path, spread: None) -> Project:
    """A small project, all of which is spread."""
    return Project(tmp_path, root, stock=True)


@pytest.fixture
def real_project(tmp_path: Path, root: Path, spread: None, monkeypatch: pytest.MonkeyPatch) -> Project:
    """The same with our theme, without which nothing is rendered elsewhere."""
    monkeypatch.setattr(time_limit, "MOST_SECONDS", 0.5)  # the workers have what everybody has
    return Project(tmp_path, root)


HEAD = '---\ntitle: "A"\ndate: 2031-03-04\n---\n\n'


@pytest.mark.parametrize(
    ("text", "code", "errands"),
    [
        ("---\ntitle: A\ndate: 2031-13-04\nnonsense: 1\n---\n", "unknown-key", 1),
        (f'{HEAD}See <a href="../nowhere/">it</a>.\n', "dead-link", 3),
        (f"{HEAD}Orbital launched.\n\n[^1]: Never referred to.\n", "dead-anchor", 3),  # what Markdown warns of
        (HEAD + "![" * 50_000, "cannot-render", 3),
    ],
)
def test_what_is_wrong_with_the_content_is_told_as_by_one_process(
    cluster: Cluster, real_project: Project, text: str, code: str, errands: int
) -> None:
    project = real_project
    project.write("stories/2031/wrong.md", text)
    counted = cluster.counted()
    there = build(ordered(project, cluster.address), Listener())
    assert code in [problem.code for problem in there.problems]
    assert has_errors(there.problems)
    assert len(counted.errands) == errands
    assert there == build(ordered(project, None), Listener())
    assert not project.site.exists()


def remembered(built: Built) -> Mapping[Unit, object]:
    assert built.memory is not None
    return {
        unit: (sorted(made.reads.found), set(made.reads.absent), made.files, made.card)
        for unit, made in built.memory.units.items()
    }


def test_a_build_here_goes_on_from_what_a_cluster_made(cluster: Cluster, project: Project) -> None:
    for number in range(4):
        project.write(f"stories/2031/s{number}.md", story(f"Story {number}"))
    here = remembered(build(ordered(project, None), Listener()))
    counted = cluster.counted()
    there = build(replace(ordered(project, cluster.address), durable=True), Listener())
    assert len(counted.errands) == 2  # this theme is rendered by MkDocs
    assert remembered(there) == here
    project.write("stories/2031/s2.md", story("Another one", body="[[Grace Murray]] stayed."))
    build(replace(ordered(project, None), clean=False, durable=True), Listener())
    after = files(project.site)
    assert b"Another one" in after["people/grace-murray/index.html"]
    build(ordered(project, cluster.address), Listener())
    same(after, files(project.site))


def command(project: Project, scheduler: str) -> int:
    config = ["--config", os.fspath(project.folder / "mkdocs.yml"), "--content", os.fspath(project.content)]
    return main(["build", *config, "--scheduler", scheduler])


def test_a_scheduler_that_is_not_there_is_one_sentence(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    build(ordered(project, None), Listener())
    before = files(project.folder)
    for scheduler, says in (
        (NOWHERE, f"no Dask scheduler answers at {NOWHERE} within 1 seconds"),
        ("nonsense", "'nonsense' is no address of a Dask scheduler: missing port number in address 'nonsense'"),
        ("tls://127.0.0.1:1", "'tls://127.0.0.1:1' is no address of a Dask scheduler: TLS expects"),
    ):
        assert command(project, scheduler) == FAILED
        said = capsys.readouterr()
        assert said.err.startswith(f"cuttings: The build failed, and the site is as it was: {says}")
        assert said.err.count("\n") == 1
    assert files(project.folder) == before


def test_without_the_extra_a_sentence_says_what_to_install(
    project: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert command(project, NOWHERE) == FAILED
    assert capsys.readouterr().err == (
        "cuttings: The build failed, and the site is as it was: "
        "--scheduler needs dask.distributed, which is not installed; install cuttings[cluster]\n"
    )


def test_what_is_built_incrementally_needs_no_cluster(
    real_project: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    project = real_project
    for module in (mkdocs_yml, settings, standby):
        monkeypatch.setattr(module, "cores", lambda: 1)
    text = story("One", day="2024-03-04")
    project.write("stories/2024/one.md", text)
    config = ["--config", os.fspath(project.folder / "mkdocs.yml"), "--content", os.fspath(project.content)]
    assert main(["build", *config, "--jobs", "1"]) == 0
    project.write("stories/2024/one.md", f"{text}\nA new line.\n")
    assert command(project, NOWHERE) == 0, capsys.readouterr().err
    assert "A new line." in (project.folder / "site/stories/2024/one/index.html").read_text()


def test_processes_and_a_cluster_are_not_asked_for_at_once(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(["build", "--jobs", "2", "--scheduler", NOWHERE])
    assert left.value.code == MISUSED
    assert "not allowed with argument --jobs" in capsys.readouterr().err


class Awaited:
    """A future of Dask's that is asked for its outcome, and then for what it brought, as often as is said here."""

    def __init__(self, *outcomes: BaseException | None, brought: Sequence[bytes | BaseException] = ()) -> None:
        self._outcomes, self._brought = list(outcomes), list(brought)

    def exception(self, timeout: float) -> BaseException | None:
        assert timeout
        told = self._outcomes.pop(0)
        if isinstance(told, TimeoutError):
            raise told
        return told

    def result(self, timeout: float) -> bytes:
        assert timeout
        told = self._brought.pop(0)
        if isinstance(told, BaseException):
            raise told
        return told

    def done(self) -> bool:
        return not self._outcomes


class Shown:
    """A client that sees so many threads, one after the other; None where it has lost the scheduler."""

    def __init__(self, *threads: int | None) -> None:
        self._threads = list(threads)

    def ncores(self) -> Mapping[str, int]:
        return {"tcp://there": self._threads.pop(0) or 0}

    def sync(self, asked: Callable[[], object], callback_timeout: float) -> object:
        assert callback_timeout
        return asked()

    @property
    def scheduler(self) -> Shown | None:
        return None if self._threads[0] is None else self


def asked_of(project: Project, client: Shown) -> Callable[[Awaited], object]:
    given = Given(project.folder / "mkdocs.yml", os.fspath(project.content))
    return on_cluster.Cluster(cast("Client", client), NOWHERE, given).result  # type: ignore[return-value]


def test_what_is_lost_on_its_way_here_is_waited_for_again(project: Project) -> None:
    late = TimeoutError()
    future = Awaited(late, None, late, None, brought=[late, pickle.dumps("a page")])
    assert asked_of(project, Shown(2, 1))(future) == "a page"


@pytest.mark.parametrize(
    ("client", "future", "says"),
    [
        (Shown(1, *[0] * 6), Awaited(*[TimeoutError()] * 7), f"the scheduler at {NOWHERE} has no workers any more"),
        (Shown(None), Awaited(TimeoutError()), f"the cluster at {NOWHERE} was lost in the middle of the work"),
        (Shown(), Awaited(None, brought=[TimeoutError()]), "was lost in the middle of the work"),
        (Shown(), Awaited(FutureCancelledError("run-1", "forgotten")), "was lost in the middle of the work"),
    ],
    ids=["no workers", "no scheduler", "not brought", "forgotten"],
)
def test_nothing_is_waited_for_in_vain(project: Project, client: Shown, future: Awaited, says: str) -> None:
    with pytest.raises(BuildFailedError, match=says):
        asked_of(project, client)(future)


def test_a_worker_is_no_scheduler(cluster: Cluster, project: Project) -> None:
    worker = next(iter(cluster.scheduler.workers))
    with pytest.raises(BuildFailedError, match="is no Dask scheduler but a worker"):
        build(ordered(project, worker), Listener())


def test_a_scheduler_without_workers_is_one_sentence(project: Project) -> None:
    with (
        LocalCluster(n_workers=0, processes=False, dashboard_address=":0") as empty,
        pytest.raises(BuildFailedError, match=r"has no workers$"),
    ):
        build(ordered(project, empty.scheduler_address), Listener())


def test_workers_that_would_give_other_pages_are_refused(
    cluster: Cluster, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(on_cluster, "likeness", lambda given: {**likeness(given), "the theme": "", "mkdocs": "1.6.2"})
    with pytest.raises(BuildFailedError) as refused:
        build(ordered(project, cluster.address), Listener())
    assert "would give other pages, since these differ: mkdocs, the theme; make them the same" in str(refused.value)


def test_workers_that_see_no_folder_are_refused(
    cluster: Cluster, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def moved(given: Given) -> Mapping[str, str]:
        found = likeness(given)
        project.folder.joinpath("mkdocs.yml").rename(project.folder / "moved.yml")
        return found

    monkeypatch.setattr(on_cluster, "likeness", moved)
    with pytest.raises(BuildFailedError, match="must see the same folders as this machine, under the same paths"):
        build(ordered(project, cluster.address), Listener())


def terms(project: Project, **more: str) -> Terms:
    given = Given(project.folder / "mkdocs.yml", os.fspath(project.content))
    return Terms(os.fspath(project.folder) + "".join(more), given, tuple({**likeness(given), **more}.items()))


def test_a_process_is_like_itself(project: Project) -> None:
    assert unfit(terms(project)) == ""


def test_each_thing_that_differs_has_its_name(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    given = Given(project.folder / "mkdocs.yml", os.fspath(project.content))
    before = likeness(given)
    assert {"Python", "cuttings", "mkdocs", "pygments", "nh3", "mkdocs.yml"} <= before.keys()
    assert "pytest" not in before
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    (project.folder / "theme/main.html").write_text("other")
    (project.folder / "mkdocs.yml").write_text((project.folder / "mkdocs.yml").read_text() + "\n# other\n")
    assert set(unlike(before, likeness(given))) == {"the theme", "mkdocs.yml", "the variable SOURCE_DATE_EPOCH"}


def test_an_errand_is_unpacked_once_and_only_where_it_fits(project: Project) -> None:
    errand = pickle.loads(pickle.dumps(RemoteTask(terms(project), pickle.dumps(sorted))))
    assert pickle.loads(run(errand, pickle.dumps([2, 1]))) == [1, 2]
    other = RemoteTask(terms(project, mkdocs="1.6.2"), b"")
    with pytest.raises(BuildFailedError, match="since these differ: mkdocs; make them the same"):
        other([])
