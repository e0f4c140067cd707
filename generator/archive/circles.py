"""Circles: whatever leads back to itself, such as a company folded into one that was folded into it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def circles(edges: Mapping[str, Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    """The sets of nodes that lead back to each other, each sorted, in order of their first.

    A node that leads to itself is a circle of one. Tarjan's strongly connected components (1972),
    without recursion: chains of 100,000 are fine. Linear in nodes and edges.
    """
    found: list[tuple[str, ...]] = []
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    open_nodes: list[str] = []
    is_open: set[str] = set()
    for root in sorted(edges):
        if root in index:
            continue
        work = [(root, iter(sorted(edges.get(root, ()))))]
        index[root] = low[root] = len(index)
        open_nodes.append(root)
        is_open.add(root)
        while work:
            node, following = work[-1]
            for other in following:
                if other not in index:
                    index[other] = low[other] = len(index)
                    open_nodes.append(other)
                    is_open.add(other)
                    work.append((other, iter(sorted(edges.get(other, ())))))
                    break
                if other in is_open:
                    low[node] = min(low[node], index[other])
            else:
                work.pop()
                if work:
                    parent = work[-1][0]
                    low[parent] = min(low[parent], low[node])
                if low[node] == index[node]:
                    members = _closed(node, open_nodes, is_open)
                    if len(members) > 1 or node in edges.get(node, ()):
                        found.append(members)
    return tuple(sorted(found))


def _closed(node: str, open_nodes: list[str], is_open: set[str]) -> tuple[str, ...]:
    """Takes a finished component, which ends with ``node``, off the stack."""
    members: list[str] = []
    while True:
        member = open_nodes.pop()
        is_open.discard(member)
        members.append(member)
        if member == node:
            return tuple(sorted(members))
