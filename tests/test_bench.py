"""The races' report: tables and picture say the same, and are made of the records of one run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from bench.__main__ import write_report
from bench.figures import (
    BEGIN,
    END,
    TASKS,
    Figure,
    Run,
    between_the_marks,
    figures,
    ratios,
    read_tables,
    table,
    written,
)
from bench.picture import Axis, axis_of, picture

SVG = "{http://www.w3.org/2000/svg}"
REPORT = f"# Races\n\nBefore.\n\n{BEGIN}\n\nold\n\n{END}\n\nAfter.\n"
TIMES: dict[str, tuple[float, float, float]] = {
    "Cuttings": (10, 0.5, 0.1234),
    "Hugo & <co>": (5, 5, 50),
    "Slow": (40, 1, 1),
}


def runs(*sizes: int, rounds: int = 3) -> list[Run]:
    """Every racer, each round a little slower than the one before."""
    return [
        Run(racer, stories, task, seconds * (1 + number / 10), 100.4, 7, ok=True)
        for stories in sizes
        for number in range(rounds)
        for racer, times in TIMES.items()
        for task, seconds in zip(TASKS, times, strict=True)
    ]


def test_figures_are_medians_of_what_came_to_its_end() -> None:
    failed = Run("Hugo & <co>", 1000, "clean", 0.001, 1, 1, ok=False)
    [ours, hugo, _] = figures([*runs(1000), failed])
    assert ours == Figure("Cuttings", 1000, {"clean": 11.0, "edit": 0.55, "nothing": 0.136}, 100, 7)
    assert hugo.seconds["clean"] == 5.5
    dirty = Run("Material --dirty", 1000, "edit", 2, 1, 0, ok=True)
    assert figures([dirty]) == [Figure("Material --dirty", 1000, {"edit": 2.0}, None, None)]


@pytest.mark.parametrize(("ratio", "text"), [(7.189, "7.19"), (0.26, "0.26"), (0.1, "0.10"), (0.0026, "0.0026")])
def test_a_ratio_keeps_two_digits(ratio: float, text: str) -> None:
    assert written(ratio) == text


@pytest.mark.parametrize("rounds", range(1, 7))
def test_a_report_gets_tables_and_picture_in_one_go(tmp_path: Path, rounds: int) -> None:
    report = tmp_path / "races.md"
    report.write_text(REPORT)
    ran = runs(1000, 10_000, rounds=rounds)
    write_report(report, ran, "A machine")
    text = report.read_text()
    assert text.startswith("# Races\n\nBefore.\n")
    assert text.endswith(f"{END}\n\nAfter.\n")
    assert "old" not in text
    assert "(pictures/races.svg)" in text
    counted = ("One round", "Medians of two", "Medians of three", "Medians of four", "Medians of five", "Medians of 6")
    assert text.count(counted[rounds - 1]) == 2
    assert read_tables(text) == figures(ran)
    assert (tmp_path / "pictures/races.svg").read_text() == picture(read_tables(text))
    again = list(ran)
    write_report(report, again, "A machine")
    assert report.read_text() == text


def test_a_report_without_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="marks"):
        between_the_marks("# Races\n", "new")


def bars(svg: etree._Element) -> list[tuple[str, float, float]]:
    """Each bar's number, left end and right end."""
    found = []
    parts = list(svg)
    for place, part in enumerate(parts):
        if part.tag == f"{SVG}rect" and part.get("class", "").startswith("bar-") and part.get("height") != "12":
            left = float(part.get("x", ""))
            found.append((str(parts[place + 1].text), left, left + float(part.get("width", ""))))
    return found


def test_a_bar_reaches_from_one_to_its_ratio() -> None:
    found = figures(runs(1000, 10_000, rounds=1))
    svg = etree.fromstring(picture(found).encode())
    axis = axis_of([ratio for task in TASKS for ratio in ratios(found, 1000, task).values()])
    expected = [
        (written(ratio), *sorted((axis.at(1), axis.at(ratio))))
        for task in TASKS
        for ratio in ratios(found, 1000, task).values()
        for _ in range(2)  # archives
    ]
    drawn = bars(svg)
    assert [number for number, _, _ in drawn] == [number for number, _, _ in expected]
    for one, other in zip(drawn, expected, strict=True):
        assert one[1:] == pytest.approx(other[1:], abs=0.11)


def test_the_axis_is_of_powers_of_ten_and_has_room() -> None:
    assert axis_of([]) == axis_of([1]) == Axis(-1, 1)
    assert axis_of([0.0026, 13]) == Axis(-3, 2)
    axis = axis_of([0.5])
    assert axis.at(1) - axis.at(0.1) == pytest.approx(axis.at(10) - axis.at(1))


def test_the_picture_is_told_in_words_and_runs_nothing() -> None:
    found = figures(runs(1000, 10_000))
    text = picture(found)
    svg = etree.fromstring(text.encode())
    names = {each.get("id"): each.text or "" for each in svg if each.tag in (f"{SVG}title", f"{SVG}desc")}
    assert svg.get("role") == "img"
    assert svg.get("aria-labelledby", "").split() == list(names)
    for task in TASKS:
        for racer, ratio in ratios(found, 10_000, task).items():
            assert f"{written(ratio)} of {racer}" in names["told"]
    assert {etree.QName(each).localname for each in svg.iter()} == {
        "svg",
        "title",
        "desc",
        "style",
        "rect",
        "line",
        "text",
    }
    assert not re.search(r"\son\w+=|href|url\(|@import|script", text)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_the_picture_can_be_read_in_light_and_dark() -> None:
    schemes = re.findall(r"--(\w[\w-]*): (#\w{6})", picture(figures(runs(1000))))
    assert len(schemes) == 12
    for scheme in (dict(schemes[:6]), dict(schemes[6:])):
        paper = luminance(scheme["paper"])
        for name, least in (("ink", 4.5), ("middle", 4.5), ("bar-0", 3), ("bar-1", 3)):
            light, dark = sorted((luminance(scheme[name]), paper), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= least, name


def test_the_documents_tables_and_picture_agree(root: Path) -> None:
    text = (root / "docs/benchmarks.md").read_text(encoding="utf-8")
    found = read_tables(text)
    assert {figure.stories for figure in found} == {1000, 10_000}
    for stories in (1000, 10_000):
        assert "\n".join(table(found, stories)) in text
    assert (root / "docs/pictures/races.svg").read_text(encoding="utf-8") == picture(found)
