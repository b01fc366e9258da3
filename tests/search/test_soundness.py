"""What every part of the search rests on: what it says of a value is what the value's expression computes."""

from __future__ import annotations

import pytest

from pytest_aurora.search.core import Core
from pytest_aurora.search.costs import cost_function
from pytest_aurora.search.deduce import DEDUCERS
from pytest_aurora.search.rounds import RULES
from pytest_aurora.search.vocabulary import vocabulary

from .cores import computed, entries, make_root, same, want, work
from .problems import problem

SEARCHES = {
    "text": (
        "f(s: str, t: str) -> str",
        ("Ada King", "x-1", "King-A"),
        ("Bo Li", "yy-22", "Li-B"),
        ("C D", "z", "D-C"),
    ),
    "numbers": ("f(n: int, m: int) -> int", (3, 4, 13), (5, 1, 7), (2, 9, 22), (0, 0, 1)),
    "lists": (
        "f(xs: list[int], n: int) -> list[int]",
        ([3, 1, 2], 2, [6, 4]),
        ([5], 1, []),
        ([4, 4, 0, 1], 3, [12, 3]),
    ),
    "rows": ("f(rows: list[list[int]]) -> list[int]", ([[1, 2], [3]], [6, 3]), ([[], [4, 4]], [0, 16]), ([], [])),
    "words": (
        "f(words: list[str]) -> dict[str, int]",
        (["a", "bc"], {"a": 1, "bc": 2}),
        (["dd", "e"], {"dd": 2, "e": 3}),
    ),
    "dicts": ("f(d: dict[str, int]) -> list[str]", ({"a": 2, "b": 1}, ["a!"]), ({"c": 5}, ["c!"]), ({}, [])),
    "floats": ("f(x: float, xs: list[float]) -> float", (1.5, [2.0, 4.0], 7.5), (0.5, [1.0], 1.5), (2.0, [], 2.0)),
    "flags": ("f(s: str, n: int) -> bool", ("abc", 3, True), ("", 1, False), ("aB", 2, True), ("x y", 0, False)),
    "maybe": ("f(xs: list[int]) -> int | None", ([1, -2], -2), ([3], None), ([-5, -6], -5), ([], None)),
}


@pytest.fixture(params=SEARCHES.values(), ids=SEARCHES, scope="module")
def searched(request) -> Core:
    asked = problem(*request.param)
    core = Core(vocabulary(asked), cost_function(asked, None), DEDUCERS, RULES, asked.words)
    columns = list(zip(*(e.arguments for e in asked.examples), strict=True))
    root = make_root(**{p.name: (str(p.type), c) for p, c in zip(asked.signature.parameters, columns, strict=True)})
    want(core, root, str(asked.signature.returns), [e.outcome.value for e in asked.examples])
    work(core, root, turns=500)
    return core


def test_an_entry_has_the_values_of_its_expression(searched):
    for context in searched.contexts:
        for entry in entries(context)[::7]:
            assert same(entry.values, computed(entry.expression, context), entry.type), entry


def test_a_solution_gives_what_its_goal_wants(searched):
    for context in searched.contexts:
        for goal in context.goals.values():
            for solved in goal.solutions:
                values = computed(solved.expression, context)
                got = [values[i] for i in goal.positions]
                assert same(got, goal.projected, goal.type), (solved.expression, goal.projected)


def test_another_derivation_gives_the_same_values(searched):
    root = searched.contexts[0]
    known = {entry.expression: entry for entry in entries(root)}
    for expression, others in list(root.bank.common.alternatives.items())[::5]:
        if expression in known:
            entry = known[expression]
            for extra, other in others:
                assert extra <= 6
                assert same(entry.values, computed(other, root), entry.type), other


def test_a_fingerprint_is_kept_once(searched):
    for context in searched.contexts:
        for shelf in context.bank.shelves.values():
            keys = [shelf.key(entry.values) for entry in shelf.entries.values()]
            assert keys == list(shelf.entries)


def test_an_entry_stands_on_the_level_of_its_cost_or_of_its_arrival(searched):
    for context in searched.contexts:
        for shelf in context.bank.shelves.values():
            for level, kept in shelf.levels.items():
                assert all(entry.cost <= level for entry in kept)
            costs = [entry.cost for entry in shelf.up_to(100) if entry.cost > context.bank.level]
            assert costs == sorted(costs)
