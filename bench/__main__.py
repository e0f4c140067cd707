"""The races: clean build, one edit, nothing changed; wall time, peak memory and bytes written, side by side.

usage: python -m bench [--stories 1000,10000] [--rounds 5] [--only NAME,NAME] [--work DIR] [--report docs/benchmarks.md]

The report gets its tables between two marks, and its picture, pictures/races.svg beside it, in one go. Every run is
also in records.json of the work folder, as soon as it is done.

All racers run in turn within each round, so that a slow minute of the machine is everybody's slow
minute, and the figures to read are the ratios. Output goes to memory-backed storage where there is any.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from bench import story_format
from bench.figures import TASKS, Run, between_the_marks, figures, tables
from bench.peers import Racer, clear, racers
from bench.picture import picture

HERE = Path(__file__).parent
PROJECT = ("mkdocs.yml", "theme")  # of a newsroom, besides its content
PICTURE = "pictures/races.svg"  # beside the report
ALT = "Bars of our time divided by theirs: a clean build, one edited story, nothing changed"


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


def race(stories: int, rounds: int, work: Path, chosen: list[Racer]) -> Iterator[Run]:
    """Every task of every racer, interleaved, `rounds` times over one archive of `stories` stories."""
    home = work / str(stories)
    shutil.rmtree(home, ignore_errors=True)
    flavours = sorted({racer.folder for racer in chosen} - {"content"} | {"src"})
    subprocess.run([sys.executable, str(HERE / "maker.py"), str(stories), str(home), *flavours], check=True,
                   stdout=subprocess.DEVNULL)  # fmt: skip
    story_format.convert(home / "src", home / "content")
    for path in PROJECT:  # beside the rest, so that what a build keeps lies on the same storage as everybody's files
        copy = shutil.copytree if (HERE.parent / path).is_dir() else shutil.copy
        copy(HERE.parent / path, home / path)
    for number in range(rounds):
        for racer in chosen:
            source = home / racer.folder
            out = source / "site" if racer.name == "Zensical" else home / "out" / racer.name.split()[0].lower()
            cwd = home if racer.folder == "content" else source
            for task in TASKS:
                if racer.edits_only and task == "clean":
                    continue
                if task == "clean":
                    clear(racer, source, out)
                    if racer.folder == "content":
                        shutil.rmtree(home / "build", ignore_errors=True)
                elif task == "edit":
                    edit(source, racer, number)
                seconds, peak, ok = timed(racer.command(source, out), cwd)
                written = size_mib(out) if task == "clean" else 0.0
                print(f"{stories:>7} {racer.name:<17} {task:<8} {seconds:8.2f} s  {peak:7.0f} MiB  {'' if ok else 'FAILED'}", flush=True)  # fmt: skip
                yield Run(racer.name, stories, task, seconds, peak, written, ok)


def machine(work: Path, absent: list[str]) -> str:
    """Where the races were run, and who could not be."""
    memory = ", memory-backed storage" if work.is_relative_to("/dev/shm") else ""
    told = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}{memory}; all racers in turn in one sitting"
    return f"{told}. Not raced: {', '.join(absent)} (not to be had on this machine)" if absent else told


def write_report(report: Path, runs: list[Run], where: str) -> None:
    """The tables between the marks of a report, which stays otherwise as it is, and the picture beside it."""
    drawing = report.parent / PICTURE
    drawing.parent.mkdir(parents=True, exist_ok=True)
    drawing.write_text(picture(figures(runs)), encoding="utf-8", newline="\n")
    text = between_the_marks(report.read_text(encoding="utf-8"), tables(runs, where, f"![{ALT}]({PICTURE})"))
    report.write_text(text, encoding="utf-8", newline="\n")


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
    if options.report:  # now, not after an hour
        between_the_marks(options.report.read_text(encoding="utf-8"), "")
    options.work.mkdir(parents=True, exist_ok=True)
    runs: list[Run] = []
    for stories in map(int, options.stories.split(",")):
        for run in race(stories, options.rounds, options.work, chosen):
            runs.append(run)
            records = json.dumps([asdict(each) for each in runs], indent=1)
            (options.work / "records.json").write_text(records, encoding="utf-8")
    where = machine(options.work, [racer.name for racer in everybody if not racer.installed])
    print(tables(runs, where, ""))
    if options.report:
        write_report(options.report, runs, where)


if __name__ == "__main__":
    main()
