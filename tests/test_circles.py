"""What leads back to itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.archive.circles import circles
from tests.stories import archive, build, story


class TestCircles:
    def test_of_foldings(self) -> None:
        front = "companies: {{{}: [{{folded_into: {}, date: 2031}}]}}"
        _, problems = build(
            story("one", front.format("Orbital", "Perigee")),
            story("two", front.format("Perigee", "Zenith")),
            story("three", front.format("Zenith", "Orbital"), day="2032-01-01"),
        )
        assert [(each.path, each.line, each.column, each.code) for each in problems] == [
            ("content/stories/three.md", 4, 23, "folded-in-circle")
        ]
        built = archive(
            story("one", front.format("Orbital", "Perigee")), story("two", front.format("Zenith", "Perigee"))
        )
        assert len(built.facts) == 2

    @pytest.mark.parametrize("kind", ["folded_into", "acquired", "part_of"])
    def test_a_company_and_itself(self, kind: str) -> None:
        _, problems = build(story("one", f"companies: {{Orbital: [{{{kind}: orbital}}]}}"))
        assert [each.code for each in problems] == ["self-reference"]

    @pytest.mark.parametrize(
        ("fact", "says"),
        [
            (
                "left: Orbital, to: orbital",
                'here "Ada Byron" leaves "Orbital" for "Orbital" itself; name the other one.',
            ),
            ("joined: Orbital, from: Orbital", 'joins "Orbital" from "Orbital" itself'),
        ],
    )
    def test_a_move_from_a_company_to_itself(self, fact: str, says: str) -> None:
        _, problems = build(story("one", f"people: {{Ada Byron: [{{{fact}}}]}}"))
        assert [(each.line, each.column, each.code) for each in problems] == [(4, 23, "self-reference")]
        assert says in problems[0].message
        archive(story("one", f"people: {{Ada Byron: [{{{fact}, status: denied}}]}}"))

    @pytest.mark.parametrize("new", ["A Co", "'A  Co'", "companies/A Co"])
    def test_a_new_name_that_is_the_old_one(self, new: str) -> None:
        front = "companies: {{A Co: [{{renamed: {}, status: {}}}]}}"
        _, problems = build(story("one", front.format(new, "confirmed")))
        assert [(each.line, each.column, each.code) for each in problems] == [(4, 21, "self-reference")]
        assert problems[0].message == 'here "A Co" is renamed to itself; write the new name.'
        archive(story("one", front.format(new, "denied")))

    def test_a_new_name_in_other_letters_is_one(self) -> None:
        archive(story("one", "companies: {Nvidia: [{renamed: NVIDIA}]}"))

    def test_a_denied_folding_closes_no_circle(self) -> None:
        archive(
            story(
                "one",
                "companies:\n  Orbital: [{folded_into: Perigee}]\n  Perigee: [{folded_into: Orbital, status: denied}]",
            )
        )

    @given(st.dictionaries(st.sampled_from("abcdef"), st.sets(st.sampled_from("abcdef")), max_size=6))
    def test_circles_are_the_sets_that_reach_each_other(self, edges: dict[str, set[str]]) -> None:
        reach = {node: set(edges.get(node, ())) for node in "abcdef"}
        for _ in reach:
            reach = {node: there.union(*(reach[other] for other in there)) for node, there in reach.items()}
        expected = {
            tuple(sorted(other for other in reach if other in reach[node] and node in reach[other]))
            for node in reach
            if node in reach[node]
        }
        assert set(circles(edges)) == expected

    def test_a_long_chain(self) -> None:
        assert circles({str(number): (str(number + 1),) for number in range(50_000)}) == ()
