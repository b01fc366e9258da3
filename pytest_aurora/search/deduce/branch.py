"""Conditionals as decision trees over the bank's predicates (as in EUSolver: Alur, Radhakrishna and Udupa, 2017)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Sized
from dataclasses import dataclass, field
from functools import reduce
from heapq import nlargest
from itertools import combinations, islice
from operator import itemgetter, or_

from pytest_aurora.language.expressions import Apply, Concatenation, Conditional, Constant, Expression, Logical
from pytest_aurora.problem.types import BOOL, NONE, STR
from pytest_aurora.search.bank import Entry
from pytest_aurora.search.context import full_mask
from pytest_aurora.search.core import Core
from pytest_aurora.search.deduce.concat import JOINT, literal_cost
from pytest_aurora.search.deduce.logic import CONNECTIVE
from pytest_aurora.search.deduce.multiples import comes_and_goes, multiples
from pytest_aurora.search.deduce.thresholds import thresholds
from pytest_aurora.search.goal import Goal

BRANCH = 4
"""What a conditional costs."""
THIN = 3
"""What a leaf costs more that one example alone supports."""
PREDICATES = 300
SPLITS = 20
"""Splits for which the two sides become goals."""
KNOWN_SIDE = 5
"""How much earlier the sides of a split are looked at where one of them is known, in a scope: it has many goals."""
SETTLED = 18
"""A goal that is met for this much needs no goals for its sides."""
AFFIXED_COST = 4
"""What an entry may cost that gets a literal before or behind it."""
LEARNED = 6
"""What a literal costs more that is the answer to one example alone, when something else gives it, too."""
AFFIX = 40
"""Characters of such literals."""
CHAIN = 4
"""Conditions in a row."""
TERMS = 300
LOOKS = 20_000
"""How often one goal's trees may look at a test: after that only single tests are tried."""
LOOKS_A_CANDIDATE = 16
"""Such looks that take as long as a candidate."""
RANGE = 3
"""What a comparison by order costs more where results come and go along the number line."""
PARTS = 30
"""Predicates that are tried two at a time."""


@dataclass(frozen=True, slots=True, eq=False)
class Tree:
    """A conditional and what it costs."""

    cost: int
    expression: Expression


@dataclass(slots=True)
class Forest:
    """Looks for the cheapest trees of one goal with what its bank has now."""

    goal: Goal
    terms: list[tuple[int, Entry]]
    tests: list[tuple[int, Entry]]
    leaves: dict[int, Tree | None] = field(default_factory=dict)
    chains: dict[tuple[int, int], Tree | None] = field(default_factory=dict)
    looks: int = 0
    """How often a test was looked at."""

    def leaf(self, mask: int) -> Tree | None:
        """The cheapest term that is right on all points of the mask."""
        if mask not in self.leaves:
            found = next((e for hits, e in self.terms if hits & mask == mask), None)
            self.leaves[mask] = Tree(found.cost + _thin(self.goal, mask), found.expression) if found else None
        return self.leaves[mask]

    def chain(self, mask: int, length: int) -> Tree | None:
        """The cheapest if/elif/else of at most `length` conditions on the points of the mask."""
        leaf = self.leaf(mask)
        if leaf is not None or length == 0 or self.looks > LOOKS:
            return leaf
        key = (mask, length)
        if key not in self.chains:
            self.chains[key] = None
            self.chains[key] = min(self.splits(mask, length), key=lambda t: t.cost, default=None)
        return self.chains[key]

    def covers(self, mask: int, leaves: int) -> bool:
        """Whether so many terms, whatever tells them apart, can be right on all points of the mask."""
        hits = [term & mask for term, _ in self.terms]
        if sum(nlargest(leaves, map(int.bit_count, hits))) < mask.bit_count():
            return False
        return reduce(or_, hits, 0) == mask

    def splits(self, mask: int, length: int) -> list[Tree]:
        """Conditionals whose one side is a term, cheapest few tests first."""
        if not self.covers(mask, length + 1):
            return []
        trees: list[tuple[int, bool, Tree]] = []
        seen: set[int] = set()
        limit = PREDICATES if length == CHAIN else PREDICATES // 4
        for hits, entry in self.tests:
            self.looks += 1
            inside, outside = mask & hits, mask & ~hits
            if not inside or not outside or inside in seen:
                continue
            seen.add(inside)
            then = self.leaf(inside)
            otherwise = self.chain(outside, length - 1) if then else self.leaf(outside)
            turned = then is None
            if then is None and otherwise is not None:
                then = self.chain(inside, length - 1)
            if then is not None and otherwise is not None:
                tree = self._tree(entry, then, otherwise)
                trees.append((tree.cost, turned, tree))
            if len(seen) >= limit:
                break
        return [tree for _, _, tree in sorted(trees, key=lambda t: t[:2])[:12]]

    def _tree(self, test: Entry, then: Tree, otherwise: Tree) -> Tree:
        cost = BRANCH + test.cost + then.cost + otherwise.cost
        return Tree(cost, Conditional(test.expression, then.expression, otherwise.expression, self.goal.type))


def deduce_branches(core: Core, goal: Goal, fresh: Sequence[Entry]) -> None:
    """Offer conditionals; make goals of the two sides of the cheapest splits."""
    terms = goal.context.coverage.get(goal)
    if terms is None or len(goal.positions) < 2 or goal.type == BOOL:
        return
    if goal.type is STR:
        _add_affixed(goal, terms, fresh)
    state = ("branch", len(terms), len(goal.context.predicates))
    if state in goal.tried:
        return
    goal.tried.add(state)
    care = full_mask(goal.positions, goal.context.points)
    forest = _forest(core, goal, terms, care)
    if not forest.tests:
        return
    if goal.solutions and goal.solutions[0].cost <= BRANCH + 4:
        return
    for tree in forest.splits(care, CHAIN):
        goal.offer(tree.cost, tree.expression)
    core.counter.candidates += forest.looks // LOOKS_A_CANDIDATE
    if goal.context.bank.level >= 3 and (not goal.solutions or goal.solutions[0].cost > SETTLED):
        _side_goals(core, goal, forest, care)


def _add_affixed(goal: Goal, terms: dict[int, Entry], fresh: Sequence[Entry]) -> None:
    """Entries with a literal before or behind them, where that is right on some of the points."""
    for entry in fresh:
        if entry.type is not STR or entry.cost > AFFIXED_COST or isinstance(entry.expression, Constant):
            continue
        for (before, after), points in _affixes(goal, entry).items():
            parts = [Constant(before, STR)] * bool(before) + [entry.expression] + [Constant(after, STR)] * bool(after)
            mask = full_mask(tuple(points), goal.context.points)
            cost = entry.cost + JOINT + literal_cost(before + after)
            if mask not in terms or _weight(terms[mask], mask) > cost:
                terms[mask] = Entry(Concatenation(tuple(parts)), STR, cost, ())


def _weight(term: Entry, mask: int) -> int:
    """What a term costs; more where it is just the answer to one example."""
    return term.cost + (LEARNED if isinstance(term.expression, Constant) and mask.bit_count() == 1 else 0)


def _affixes(goal: Goal, entry: Entry) -> dict[tuple[str, str], list[int]]:
    """What stands around the entry's value in the wanted one, with the points where it is the same."""
    found: dict[tuple[str, str], list[int]] = {}
    for i in goal.positions:
        value, wanted = entry.values[i], goal.wanted[i]
        if isinstance(value, str) and value and value != wanted and wanted.count(value) == 1:
            before, _, after = wanted.partition(value)
            if len(before) + len(after) <= AFFIX:
                found.setdefault((before, after), []).append(i)
    return {affix: points for affix, points in found.items() if len(points) > 1 or len(goal.positions) < 5}


def _forest(core: Core, goal: Goal, terms: dict[int, Entry], care: int) -> Forest:
    ranked = sorted(((mask & care, e) for mask, e in terms.items()), key=lambda pair: pair[1].cost)
    tests: dict[int, Entry] = {}
    for mask, entry in sorted(goal.context.predicates.items(), key=lambda pair: pair[1].cost):
        inside = mask & care
        if inside and inside != care and inside not in tests:
            tests[inside] = entry
    _add_cheaper(tests, thresholds(core, goal))
    if comes_and_goes(goal):
        tests = {inside: _told_apart(goal, entry) for inside, entry in tests.items()}
        _add_cheaper(tests, multiples(core, goal))
    if not goal.depth:
        tests = dict(sorted({**_joint(tests, care), **tests}.items(), key=lambda pair: pair[1].cost))
    return Forest(goal, ranked[:TERMS], list(tests.items())[:PREDICATES])


def _add_cheaper(tests: dict[int, Entry], others: Iterable[tuple[int, Entry]]) -> None:
    for inside, entry in others:
        if inside not in tests or tests[inside].cost > entry.cost:
            tests[inside] = entry


def _told_apart(goal: Goal, test: Entry) -> Entry:
    """The cheapest way to tell the same points apart, where a comparison by order costs more."""
    others = goal.context.bank.common.alternatives.get(test.expression, ())
    ways = ((more + RANGE * _is_order(way), _is_order(way), way) for more, way in ((0, test.expression), *others))
    cost, _, expression = min(ways, key=itemgetter(0, 1))
    return Entry(expression, BOOL, test.cost + cost, ())


def _is_order(test: Expression) -> bool:
    return isinstance(test, Apply) and test.component.family in ("lt", "le")


def _joint(tests: Mapping[int, Entry], care: int) -> dict[int, Entry]:
    """Tests of two parts, where no single one tells the same points apart."""
    found: dict[int, Entry] = {}
    for (first, a), (second, b) in combinations(islice(tests.items(), PARTS), 2):
        cost = a.cost + b.cost + CONNECTIVE
        for operator, mask in (("and", first & second), ("or", first | second)):
            if mask in (0, care) or (mask in found and found[mask].cost <= cost):
                continue
            if mask not in tests and care & ~mask not in tests:
                found[mask] = Entry(Logical(operator, (a.expression, b.expression)), BOOL, cost, ())
    return found


def _side_goals(core: Core, goal: Goal, forest: Forest, care: int) -> None:
    if goal.depth or goal.context.depth > 1:
        return
    made = 0
    for hits, entry in forest.tests:
        key = ("sides", hits)
        if key in goal.tried or ("sides", care & ~hits) in goal.tried:
            continue
        goal.tried.add(key)
        made += 1
        if made > SPLITS:
            return
        masks = (hits, care & ~hits)
        early = goal.context.depth > 0 and any(map(forest.leaf, masks))
        cost = entry.cost - KNOWN_SIDE * early
        sides = [_side(core, goal, mask, cost) for mask in masks]
        test, t = entry.expression, goal.type
        core.step(goal, sides, BRANCH + entry.cost, lambda a, b, test=test, t=t: Conditional(test, a, b, t))


def _thin(goal: Goal, mask: int) -> int:
    """What a side costs more that one example alone supports; where something is empty there can be no second one."""
    if mask.bit_count() != 1:
        return 0
    point = (mask.bit_length() - 1) // 8
    return 0 if any(_is_empty(entry.values[point]) for entry in goal.context.variables) else THIN


def _is_empty(value: object) -> bool:
    return value is None or (isinstance(value, Sized) and not value)


def _side(core: Core, goal: Goal, mask: int, cost: int) -> Goal | None:
    bits = mask.to_bytes(goal.context.points, "little")
    positions = tuple(i for i in goal.positions if bits[i])
    base = goal.base + BRANCH + cost + _thin(goal, mask)
    side = core.want(goal.context, goal.type, goal.wanted, positions, depth=goal.depth + 1, base=base)
    if side is not None and side.type == NONE:
        side.offer(1, Constant(None, NONE))
    return side
