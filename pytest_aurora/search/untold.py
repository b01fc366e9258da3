"""What a body does of which its spec does not speak, though specs that mean it do."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_aurora.language.expressions import (
    Apply,
    Conditional,
    Constant,
    Expression,
    Fold,
    Variable,
    production,
    walk,
)  # fmt: skip
from pytest_aurora.problem.bounds import NUMERALS
from pytest_aurora.problem.problem import Problem
from pytest_aurora.problem.types import BOOL
from pytest_aurora.problem.words import words_of
from pytest_aurora.search.overfitting import CUTS, PLACES

CUT = 2.0
"""For a cut at a fixed place in what decides between yes and no, where the spec speaks of no place."""
PART = 2.0
"""For a part of a list of a fixed size, or from a fixed place on, where the spec says much and speaks of neither."""
TALKATIVE = 8
"""Words, stems counted too, from which on a spec says much."""
REMAINDER = 4.0
"""For what is left of a text's length when it is divided: it tells a few texts apart by chance."""
REMOTE = 3.0
"""For what belongs to a field of which the spec speaks not a word: `n // 1024` says what `n >> 10` does."""

ODD_STEP = 4.0
"""For a turn of a loop that flips a number, cuts it or begins anew from an odd one: that is a tale of few examples."""

CUTTING = CUTS | {"without:str", "rotate:str", "step:str"}
PARTING = frozenset({"take", "drop", "slice", "take:last", "drop:last"})
FLIPPING = frozenset({"neg", "abs", "mod"})
FLIPS = words_of("toggle switch flip alternate turn sign opposite reverse swap modulo remainder invert negate bounce")
"""What a spec says that speaks of such turns."""
COUNTS = words_of(" ".join(NUMERALS))
"""What a spec says that speaks of sizes."""
FIELDS = tuple(
    (frozenset(components.split()), words_of(words))
    for components, words in (
        (
            "bitand bitor bitxor bitnot lshift rshift bit:at bit_length popcount lowest_bit without_lowest_bit",
            "bit bitwise shift xor exclusive mask binary flag toggle complement",
        ),
        ("isqrt is_square", "square root sqrt perfect prime divisor factor"),
        ("gcd lcm gcd:list lcm:list", "gcd lcm greatest common divisor factor multiple coprime fraction ratio reduce"),
        (
            "factorial comb perm pairs triples combinations permutations permutations:str",
            "factorial permutation combination arrangement binomial choose pair triple subset way",
        ),
        ("chr", "character ascii code letter alphabet cipher shift"),
    )
)
"""What belongs to a field, and what a spec says that speaks of it."""
RUNNING = words_of("running run cumulative accumulate prefix far until partial progress balance level")
"""What a spec says that speaks of values on the way."""
REMAINDERS = words_of("even odd length long multiple divisible remainder modulo divide half pair")
"""What a spec says that speaks of lengths and remainders."""


def charge(expression: Expression, problem: Problem) -> float:
    """What the body costs more; 0 where the spec speaks of all that it does."""
    parts = [part for part in walk(expression) if isinstance(part, Apply)]
    decides, words = problem.signature.returns == BOOL, problem.words
    charged = 0.0
    if decides and PLACES.isdisjoint(words):
        charged += CUT * sum(part.component.name in CUTTING for part in parts)
    if decides and REMAINDERS.isdisjoint(words):
        charged += REMAINDER * sum(map(_is_remainder_of_length, parts))
    if len(words) >= TALKATIVE and words.isdisjoint(PLACES | COUNTS):
        charged += PART * sum(_is_fixed_part(part, problem) for part in parts)
    if len(words) >= TALKATIVE and RUNNING.isdisjoint(words):
        charged += REMOTE * sum(part.component.family == "accumulate" for part in parts)
    for components, field in FIELDS:
        if field.isdisjoint(words):
            charged += REMOTE * sum(part.component.name in components for part in parts)
    if FLIPS.isdisjoint(words):
        charged += ODD_STEP * sum(map(_odd_steps, walk(expression)))
    return charged


def _odd_steps(part: Expression) -> int:
    """How many accumulators of a loop take an odd turn under some condition."""
    if not isinstance(part, Fold):
        return 0
    return sum(
        any(_is_odd(side, state) for side in _sides(step))
        for state, step in zip(part.accumulators, part.step, strict=True)
    )


def _sides(step: Expression) -> Iterator[Expression]:
    """What a conditional step may do; nothing of one without a condition."""
    if isinstance(step, Conditional):
        for side in (step.then, step.otherwise):
            yield side
            yield from _sides(side)


def _is_odd(side: Expression, state: Variable) -> bool:
    if isinstance(side, Constant):
        return type(side.value) in (int, float) and side.value not in (0, 1)
    if not isinstance(side, Apply) or state not in side.arguments:
        return False
    return side.component.name in FLIPPING or (side.component.name == "sub" and side.arguments[1] is state)


def _is_fixed_part(part: Apply, problem: Problem) -> bool:
    if part.component.name not in PARTING:
        return False
    numbers = [a.value for a in part.arguments[1:] if isinstance(a, Constant)]
    return any(n not in (-1, 0, 1, None) and n not in problem.literals for n in numbers)


def _is_remainder_of_length(part: Apply) -> bool:
    if part.component.name not in ("mod", "divides"):
        return False
    return any(production(inner) == "len:str" for inner in walk(part.arguments[0]))
