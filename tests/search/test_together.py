from __future__ import annotations

import ast

import pytest

from pytest_aurora.language.expressions import Comprehension, Display, Form
from pytest_aurora.language.meaning import meaning
from pytest_aurora.problem.types import INT, list_of, tuple_of
from pytest_aurora.search.together import walks_together

from .cores import environments, make_root, source

ROWS = Form("rows", "[{each}]", tuple, 0)


def together(words=frozenset(), **variables):
    root = make_root(**variables)
    *others, entry = root.variables
    return root, list(walks_together(entry, others, words))


def closed(walk):
    targets = walk.iteration.targets
    item = Display(targets, tuple_of(*(target.type for target in targets)))
    return Comprehension(ROWS, walk.iteration, item, list_of(item.type))


@pytest.mark.parametrize(
    ("variables", "names"),
    [
        ({"xs": ("list[int]", [[3, 1, 2], [], [7, 8]])}, ["combinations"] * 2 + ["windows"] * 2),
        ({"xs": ("list[str]", [["a"], ["b", "c"]])}, ["combinations"] * 2),
        (
            {"xs": ("list[int]", [[1, 2], [3]]), "s": ("str", ["ab", "cde"])},
            ["combinations"] * 2 + ["windows"] * 2 + ["zipped"],
        ),
        ({"a": ("int", [1, 4]), "b": ("int", [3, 4])}, ["between"] * 2),
        ({"a": ("int", [1, 4]), "b": ("int", [3, 2])}, []),
        ({"n": ("int", [1, 900]), "m": ("int", [2, 9000])}, []),
        ({"xs": ("list[int]", [list(range(60))])}, []),
        ({"d": ("dict[str, int]", [{"a": 1, "b": 2}])}, []),
    ],
)
def test_the_walks_of_a_parameter_and_their_steps(variables, names):
    root, found = together(**variables)
    assert [walk.name for walk in found] == names
    for walk in found:
        assert [meaning(closed(walk))(env) for env in environments(root)] == [tuple(map(tuple, r)) for r in walk.steps]


def test_the_source_of_a_walk_computes_its_steps():
    variables = {"xs": ("list[int]", [[3, 1, 2], [7, 8]]), "ys": ("list[int]", [[4, 5, 6], [9]])}
    _, found = together(**variables)
    for walk in found:
        text = source(closed(walk))
        ast.parse(text)
        for place in range(2):
            scope = {name: values[place] for name, (_, values) in variables.items()}
            computed = eval(f"__import__('itertools') and {text}", {"itertools": __import__("itertools"), **scope})
            assert tuple(computed) == walk.steps[place]


def test_pairs_are_opened_where_the_spec_speaks_of_them():
    xs = ("list[int]", [[3, 1, 2], [7, 8]])
    plain = together(xs=xs)[1][0]
    told = together(frozenset({"pair"}), xs=xs)[1][0]
    assert plain.quiet
    assert not told.quiet
    assert told.cost < plain.cost


def test_places_and_items_stand_together():
    _, found = together(xs=("list[int]", [[3, 1, 2], [7, 8]]))
    walk = next(w for w in found if len(w.iteration.targets) == 4)
    columns = [column for item, column in walk.columns(tuple_of(INT, INT)) if isinstance(item, Display)]
    assert [[list(row) for row in column] for column in columns] == [
        [[(0, 1), (0, 2), (1, 2)], [(0, 1)]],
        [[(3, 1), (3, 2), (1, 2)], [(7, 8)]],
    ]
