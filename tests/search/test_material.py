from __future__ import annotations

from pytest_aurora.problem.types import BOOL
from pytest_aurora.search.material import BASES, CHOICES, PAIRED, STEPS, gather
from pytest_aurora.search.smaller import NEEDED, Smaller

from .cores import add_constants, make_core, make_root, want


def gathered():
    core = make_core(*NEEDED, "at", "drop", "len", "even")
    root = make_root(xs=("list[int]", [[3, 1, 2], [5], [4, 4]]), n=("int", [0, 3, 1]))
    add_constants(root, 0, 1, cost=1)
    core.parameters = tuple(entry.expression for entry in root.variables)
    goal = want(core, root, "int", [6, 5, 8])
    material = gather(core, goal, Smaller(core, []))
    for _ in material.grow():
        pass
    return material


def test_steps_are_sorted_by_the_calls_that_they_speak_of():
    material = gathered()
    first, second = material.results
    assert 0 < len(material.single) <= STEPS
    assert not any(step.uses(second) for step in material.single)
    assert 0 < len(material.paired) <= PAIRED
    assert all(step.uses(first) and step.uses(second) for step in material.paired)
    for steps in (material.single, material.paired):
        assert [step.cost for step in steps] == sorted(step.cost for step in steps)


def test_what_is_given_without_a_call_speaks_of_none():
    material = gathered()
    assert 0 < len(material.bases) <= BASES
    assert not any(base.uses(result) for base in material.bases for result in material.results)
    assert material.bases[0].function({}) == 0


def test_conditions_tell_samples_apart_and_know_no_results():
    material = gathered()
    assert 0 < len(material.choices) <= CHOICES
    for choice in material.choices:
        assert choice.expression.type is BOOL
        assert len(set(choice.values)) == 2
        assert not any(map(choice.uses, material.results))


def test_samples_are_of_what_is_wanted():
    material = gathered()
    results = [entry for entry in material.terms.inside if entry.expression in material.results]
    assert len(results) == 2
    for entry in results:
        assert {6, 5, 8} <= set(entry.values)
