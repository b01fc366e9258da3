from __future__ import annotations

import dataclasses

import pytest

from pytest_aurora.language.expressions import Apply, Constant, Variable
from pytest_aurora.problem.types import INT
from pytest_aurora.search.candidate import candidate
from pytest_aurora.search.choice import EVEN, IN_DOUBT, choose
from pytest_aurora.search.rank import DOUBTFUL

from .cores import chosen
from .problems import problem

N = Variable("n", INT)


def number(value):
    return Constant(value, INT)


def apply(name, t, *arguments):
    return Apply(chosen(name)[0], arguments, t)


def pool(asked, *members):
    return [(cost, candidate(expression, cost, asked.signature)) for cost, expression in members]


TELLING = problem("f(n: int) -> int", *((k, k) for k in range(100)))
"""So many examples that nothing fits by chance."""


def with_probes(*probes):
    return dataclasses.replace(TELLING, probes=tuple((p,) for p in probes))


SQUARE, SAME, ABS = apply("mul", INT, N, N), N, apply("abs", INT, N)


def test_the_cheapest_is_chosen():
    asked = with_probes(2, 5)
    choice = choose(asked, pool(asked, (3, SAME), (5, SQUARE)))
    assert choice.best.expression is SAME
    assert [other.expression for other in choice.others] == [SQUARE]


def test_one_body_is_as_sure_as_its_cost_lets_it_be():
    asked = with_probes(2, 5)
    cheap, dear = (choose(asked, pool(asked, (cost, SAME))) for cost in (3, EVEN))
    assert (cheap.confidence > 0.95, cheap.question) == (True, None)
    assert dear.confidence == pytest.approx(0.5)
    assert dear.question is None


def test_what_costs_more_than_the_examples_say_fits_by_chance():
    few = problem("f(n: int) -> int", (1, 1))
    sure, lucky, dear = (
        choose(asked, pool(asked, (cost, SAME))) for asked, cost in ((TELLING, 12), (few, 3), (few, 12))
    )
    assert sure.confidence > IN_DOUBT > dear.confidence
    assert lucky.confidence > IN_DOUBT


def test_what_the_spec_says_and_a_body_leaves_unheard_makes_it_less_sure():
    few = problem("f(n: int) -> int", (1, 1), (2, 2))
    told = problem("f(n: int) -> int", (1, 1), (2, 2), text="The absolute.")
    heard, unheard, silent = (
        choose(asked, pool(asked, (6, body))).confidence for asked, body in ((told, ABS), (told, SAME), (few, SAME))
    )
    assert unheard < heard == silent


def test_the_probe_with_the_greatest_entropy_is_asked():
    asked = with_probes(0, 4, -3)
    choice = choose(asked, pool(asked, (3, SAME), (3, ABS), (3, SQUARE)), in_doubt=1.0)
    assert choice.question.arguments == (-3,), "three answers; at 4 there are two, at 0 one"
    assert choice.question.answers[0][0] == -3, "the chosen body's answer comes first"
    assert {value for value, _ in choice.question.answers} == {-3, 3, 9}
    assert sum(share for _, share in choice.question.answers) == pytest.approx(1)


def test_among_questions_that_decide_about_as_much_the_shortest_is_asked():
    asked = with_probes(-70, -3, -12)
    choice = choose(asked, pool(asked, (3, SAME), (3, ABS), (3, SQUARE)), in_doubt=1.0)
    assert choice.question.arguments == (-3,)


def test_confidence_is_the_mass_that_agrees_and_falls_with_the_cost():
    asked = with_probes(0, 5)
    choice = choose(asked, pool(asked, (3, SAME), (4, SQUARE)), cost=EVEN)
    assert choice.confidence == pytest.approx(((1 + 2 / 3) / 2) ** 2 / 2)
    sure = choose(asked, pool(asked, (3, SAME), (6, SQUARE)))
    assert sure.confidence > IN_DOUBT
    assert sure.question is None


def test_where_no_probe_tells_there_is_no_question():
    asked = with_probes(0, 1)
    choice = choose(asked, pool(asked, (3, SAME), (3, SQUARE)), in_doubt=1.0)
    assert choice.confidence > 0.95
    assert choice.question is None


def test_a_probe_on_which_the_chosen_body_raises_is_not_asked():
    asked = with_probes(0, 5)
    halves = apply("floordiv", INT, number(10), N)
    choice = choose(asked, pool(asked, (3, halves), (3, SAME)), in_doubt=1.0)
    assert choice.question.arguments == (5,)


def test_what_costs_much_is_doubtful_and_asked_about():
    asked = with_probes(1, 7)
    cheap = choose(asked, pool(asked, (DOUBTFUL - 6, SAME), (DOUBTFUL + 9, SQUARE)))
    dear = choose(asked, pool(asked, (DOUBTFUL, SAME), (DOUBTFUL + 9, SQUARE)))
    assert (cheap.doubtful, cheap.question) == (False, None)
    assert dear.doubtful
    assert dear.question is not None
    assert dear.question.arguments == (7,)
