"""Literals that come and go, each by a condition of its own: `fizz`, `buzz` or both; which of the warnings apply."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pytest_aurora.language.component import Component, Role
from pytest_aurora.language.expressions import Apply, Comprehension, Constant, Display, Expression, Iteration, Variable
from pytest_aurora.language.forms import FORMS, ITERATIONS
from pytest_aurora.problem.types import BOOL, STR, list_of, tuple_of
from pytest_aurora.search.core import Core
from pytest_aurora.search.goal import Build, Goal, Positions

MOST = 6
"""Literals of which any may be there."""
LONGEST = 60
"""Characters of a text that is taken apart."""
COST = 5
LITERAL = 1
"""What each literal costs besides its condition: the examples show them all."""
ONCE = 5
"""What one costs more that is there in one example alone: it may be learned by heart."""
OTHERWISE = Component("otherwise", (STR, STR), (Role.ANY, Role.ANY), STR, 2, lambda a, b: a or b, "{0} or {1}")

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Options:
    """What comes and goes.

    Attributes:
        literals: in the order in which they come.
        rows: those that are there, by point.
    """

    literals: Row
    rows: Mapping[int, Row]


def deduce_optional(core: Core, goal: Goal, fresh: Sequence[object]) -> None:
    """Once a goal at the root: a condition for each literal that is there at some points and not at others."""
    if goal.context.depth or goal.depth > 1 or "optional" in goal.tried or len(goal.positions) <= 2:
        return
    goal.tried.add("optional")
    known = {e.expression.value for e in goal.context.bank.shelf(STR).up_to(99) if isinstance(e.expression, Constant)}
    if goal.type == list_of(STR):
        rows = {p: goal.wanted[p] for p in goal.positions}
        options = _options(rows) if all(known.issuperset(row) for row in rows.values()) else None
        if options is not None:
            _derive(core, goal, options, "listcomp")
    elif goal.type is STR and not any(len(goal.wanted[p]) > LONGEST for p in goal.positions):
        _texts(core, goal, known)


def _texts(core: Core, goal: Goal, known: set[str]) -> None:
    """Texts of nothing else, and others: these are what stands where no literal does."""
    atoms = _atoms({text for text in known if len(text) > 1 and any(text in goal.wanted[p] for p in goal.positions)})
    parts = {p: _parts(goal.wanted[p], atoms) for p in goal.positions}
    options = _options({p: row for p, row in parts.items() if row is not None})
    others = tuple(p for p, row in parts.items() if row is None)
    if options is not None and (not others or all(options.rows.values())):
        _derive(core, goal, options, "join:each", others)


def _atoms(texts: set[str]) -> list[str]:
    """Those that are not made of others, longest first."""
    ordered = sorted(texts, key=lambda text: (-len(text), text))
    return [text for text in ordered if _parts(text, [other for other in ordered if other != text]) is None]


def _parts(text: str, atoms: Sequence[str]) -> Row | None:
    """The literals that a text is made of."""
    if not text:
        return ()
    for atom in atoms:
        rest = _parts(text[len(atom) :], atoms) if text.startswith(atom) else None
        if rest is not None:
            return (atom, *rest)
    return None


def _options(rows: Mapping[int, Row]) -> Options | None:
    """The literals of the rows; None where they come in no one order, more than once, or alone at all times."""
    literals = _ordered(rows.values())
    if not 2 <= len(literals) <= MOST or not any(len(row) > 1 for row in rows.values()):
        return None
    places = {literal: place for place, literal in enumerate(literals)}
    if any(places[a] >= places[b] for row in rows.values() for a, b in pairwise(row)):
        return None
    return Options(literals, rows) if len(set(rows.values())) > 2 else None


def _ordered(rows: Collection[Row]) -> Row:
    """The literals such that each comes after those that come before it in some row, as far as that can be."""
    left = dict.fromkeys(literal for row in rows for literal in row)
    found: list[str] = []
    while left:
        followers = {b for row in rows for a, b in pairwise(row) if a in left}
        chosen = next((literal for literal in left if literal not in followers), next(iter(left)))
        found.append(chosen)
        del left[chosen]
    return tuple(found)


def _derive(core: Core, goal: Goal, options: Options, form: str, others: Positions = ()) -> None:
    """Goals for the conditions, and for what stands where none of them holds."""
    goals = list(_conditions(core, goal, options))
    shown = Counter(literal for row in options.rows.values() for literal in row)
    cost = COST + sum(LITERAL + ONCE * (count == 1) for count in shown.values())
    if others:
        base = goal.base + cost
        goals.append(core.want(goal.context, STR, goal.wanted, others, depth=goal.depth + 1, base=base))
    core.step(goal, goals, cost + OTHERWISE.cost * bool(others), _built(goal, options, form, bool(others)))


def _conditions(core: Core, goal: Goal, options: Options) -> Iterator[Goal | None]:
    for literal in options.literals:
        wanted: list[bool | None] = [None] * len(goal.wanted)
        for p in goal.positions:
            wanted[p] = literal in options.rows.get(p, ())
        yield core.want(goal.context, BOOL, tuple(wanted), goal.positions, depth=goal.depth + 1, base=goal.base + COST)


def _built(goal: Goal, options: Options, form: str, has_others: bool) -> Build:
    def build(*parts: Expression) -> Expression:
        pair = tuple_of(STR, BOOL)
        pairs = zip(options.literals, parts, strict=False)
        table = Display(tuple(Display((Constant(text, STR), test), pair) for text, test in pairs), list_of(pair))
        text, holds = Variable("text", STR), Variable("holds", BOOL)
        iteration = Iteration("{0}", (table,), (text, holds), ITERATIONS["{0}"])
        chosen = Comprehension(FORMS[form], iteration, text, goal.type, condition=holds)
        return Apply(OTHERWISE, (chosen, parts[-1]), STR) if has_others else chosen

    return build
