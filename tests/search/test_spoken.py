from __future__ import annotations

from pytest_aurora.language.expressions import Apply, Comprehension, Form, Iteration, Logical, Variable
from pytest_aurora.problem.types import BOOL, INT, STR, list_of
from pytest_aurora.problem.words import words_of
from pytest_aurora.search.spoken import is_told, share_told

from .cores import chosen

S, N, XS = Variable("s", STR), Variable("n", INT), Variable("xs", list_of(INT))
IS_UPPER = Apply(chosen("isupper")[0], (S,), BOOL)
IS_DIGIT = Apply(chosen("isdigit")[0], (S,), BOOL)


def test_a_form_is_told_by_its_own_words():
    assert is_told("countif", words_of("How many are there?"))
    assert not is_told("sum", words_of("How many are there?"))
    assert not is_told("listcomp", words_of("How many are there?"))


def test_the_share_of_components_that_a_spec_speaks_of():
    both = Logical("and", (IS_UPPER, IS_DIGIT))
    assert share_told(IS_UPPER, words_of("In capital letters.")) == 1
    assert share_told(both, words_of("In capital letters.")) == 1 / 3
    assert share_told(both, words_of("Both, digits and capitals.")) == 1
    assert share_told(S, words_of("In capital letters.")) == 0


def test_a_comprehension_speaks_of_its_form_and_of_what_it_keeps():
    x = Variable("x", INT)
    over = Iteration("{0}", (XS,), (x,))
    test = Apply(chosen("lt:int")[0], (N, x), BOOL)
    kept = Comprehension(Form("filter", "[{each}]", tuple, 1), over, x, list_of(INT), condition=test)
    counted = Comprehension(Form("countif", "sum({each})", sum, 1), over, test, INT)
    assert share_told(kept, words_of("Keep the numbers.")) == 1 / 2
    assert share_told(kept, words_of("Keep those above n.")) == 1
    assert share_told(counted, words_of("How many are above n.")) == 1
