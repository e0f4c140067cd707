"""The races: clean build, one edit, nothing changed; wall time, peak memory and bytes written, side by side.

usage: python -m bench [--stories 1000,10000] [--rounds 5] [--only NAME,NAME] [--work DIR] [--report docs/benchmarks.md]

All racers run in turn within each round, so that a slow minute of the machine is everybody's slow
minute, and the figures to read are the ratios. Output goes to memory-backed storage where there is any.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from bench import story_format
from bench.peers import Racer, clear, racers

HERE = Path(__file__).parent
TASKS = ("clean", "edit", "nothing")


@dataclass(frozen=True)
class Run:
    racer: str
    stories: int
    task: str
    seconds: float
    peak_mib: float  # the largest process of the build, by the operating system's account
    written_mib: float  # size of the built site; 0 where the task did not make one anew
    ok: bool


def timed(command: list[str], cwd: Path) -> tuple[float, float, bool]:
    """Runs a command to its end: wall seconds, peak MiB of its largest process, and whether it succeeded."""
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=cwd, stdout=output, stderr=output, stdin=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            sys.stderr.write(output.read().decode(errors="replace")[-2000:])
    return seconds, usage.ru_maxrss / 1024, process.returncode == 0


def size_mib(folder: Path) -> float:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 2**20 if folder.exists() else 0.0


def edit(source: Path, racer: Racer, round_number: int) -> None:
    """Adds a sentence to the end of one story: the middle one by name, another one each round."""
    files = sorted(source.glob(racer.stories))
    file = files[len(files) // 2 + round_number]
    with file.open("a", encoding="utf-8") as text:
        text.write(f"\nA line that was added on round {round_number}.\n")


def race(stories: int, rounds: int, work: Path, chosen: list[Racer]) -> list[Run]:
    """Every task of every racer, interleaved, `rounds` times over one archive of `stories` stories."""
    home = work / str(stories)
    shutil.rmtree(home, ignore_errors=True)
    flavours = sorted({racer.folder for racer in chosen} - {"content"} | {"src"})
    subprocess.run([sys.executable, str(HERE / "maker.py"), str(stories), str(home), *flavours], check=True,
                   stdout=subprocess.DEVNULL)  # fmt: skip
    story_format.convert(home / "src", home / "content")
    runs = []
    for number in range(rounds):
        for racer in chosen:
            source = home / racer.folder
            out = source / "site" if racer.name == "Zensical" else home / "out" / racer.name.split()[0].lower()
            cwd = HERE.parent if racer.folder == "content" else source
            for task in TASKS:
                if racer.edits_only and task == "clean":
                    continue
                if task == "clean":
                    clear(racer, source, out)
                    if racer.folder == "content":
                        shutil.rmtree(HERE.parent / "build", ignore_errors=True)
                elif task == "edit":
                    edit(source, racer, number)
                seconds, peak, ok = timed(racer.command(source, out), cwd)
                written = size_mib(out) if task == "clean" else 0.0
                runs.append(Run(racer.name, stories, task, seconds, peak, written, ok))
                print(f"{stories:>7} {racer.name:<17} {task:<8} {seconds:8.2f} s  {peak:7.0f} MiB  {'' if ok else 'FAILED'}", flush=True)  # fmt: skip
    return runs


def median(runs: list[Run], racer: str, stories: int, task: str, field: str = "seconds") -> float | None:
    values = [getattr(run, field) for run in runs if (run.racer, run.stories, run.task, run.ok) == (racer, stories, task, True)]  # fmt: skip
    return statistics.median(values) if values else None


def ratio(ours: float | None, theirs: float | None) -> str:
    return f"{ours / theirs:.2f}" if ours and theirs else "–"


def report(runs: list[Run], absent: list[str]) -> str:
    """The tables of docs/benchmarks.md: our time as a fraction of each peer's first, then seconds."""
    lines = ["# The races", "",
             f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; medians, all racers in turn in one sitting. "
             "Below 1 means that Cuttings took less.", ""]  # fmt: skip
    if absent:
        lines += [f"Not installed, so not raced: {', '.join(absent)}.", ""]
    for stories in sorted({run.stories for run in runs}):
        lines += [f"## {stories:,} stories", "",
                  "| | Cuttings ÷ its clean build | ÷ after one edit | ÷ nothing changed | clean, s | edit, s | nothing, s | peak, MiB | site, MiB |",
                  "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"]  # fmt: skip
        names = list(dict.fromkeys(run.racer for run in runs))
        for name in names:
            ours = {task: median(runs, "Cuttings", stories, task) for task in TASKS}
            mine = {task: median(runs, name, stories, task) for task in TASKS}
            seconds = " | ".join("–" if mine[task] is None else f"{mine[task]:.2f}" for task in TASKS)
            sizes = " | ".join("–" if (value := median(runs, name, stories, "clean", field)) is None else f"{value:.0f}" for field in ("peak_mib", "written_mib"))  # fmt: skip
            ratios = " | ".join(ratio(ours[task], mine[task]) for task in TASKS)
            lines.append(f"| {name} | {ratios} | {seconds} | {sizes} |")
        lines.append("")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", default="1000,10000")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default="")
    parser.add_argument(
        "--work",
        type=Path,
        default=Path("/dev/shm" if Path("/dev/shm").is_dir() else tempfile.gettempdir()) / "cuttings-races",
    )
    parser.add_argument("--report", type=Path)
    options = parser.parse_args()
    wanted = set(options.only.split(",")) if options.only else None
    everybody = [racer for racer in racers() if wanted is None or racer.name in wanted]
    chosen = [racer for racer in everybody if racer.installed]
    runs = [run for stories in map(int, options.stories.split(",")) for run in race(stories, options.rounds, options.work, chosen)]  # fmt: skip
    text = report(runs, [racer.name for racer in everybody if not racer.installed])
    print(text)
    if options.report:
        options.report.write_text(text, encoding="utf-8")
        options.report.with_suffix(".json").write_text(
            json.dumps([asdict(run) for run in runs], indent=1), encoding="utf-8"
        )


if __name__ == "__main__":
    main()
