"""Pipelines: lists of ints that go through several stages, searched from both ends.

From the parameters all short pipelines are made; from the wanted list it is worked back through the stages that have
an inverse, and through pairs of which one half is known; where the two meet, there is a body. Everything is computed on
the one or two examples that say most, the last stage on one of them alone, and what agrees there is tried on all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import chain, combinations

from pytest_aurora.language.expressions import Constant, Expression, Variable
from pytest_aurora.language.meaning import meaning
from pytest_aurora.problem.types import INT
from pytest_aurora.search.bank import Entry, Values
from pytest_aurora.search.context import mask_of
from pytest_aurora.search.core import REFUSALS, Core, Task
from pytest_aurora.search.deduce.stages import INTS, JOINTS, Items, Joint, Number, Stage, stages
from pytest_aurora.search.deduce.targets import Lists, Pipeline, Targets
from pytest_aurora.search.goal import Goal

START = 9
"""When pipelines are begun, in the order of the queue."""
STEPS = 4
"""Stages of the pipelines that are kept."""
APPLIED = 400_000
"""How often stages may be applied for pipelines of one more stage to be kept."""
KEPT = 60_000
"""Pipelines kept of one length."""
SAMPLE = 2
"""Examples on which they are computed."""
NUMBERS, NUMBER_COST = 6, 4
"""Numbers by which lists are cut, and what they may cost."""
PAIRED = 2
"""Stages of pipelines that are sought the other half of."""
NEAR = 400
"""Pipelines that are tried as bounds of each other."""
BATCH = 512
"""Stages applied between two looks at the clock."""
KEEPING, COMPARING = 4, 32
"""How many of them are counted as a candidate: less is computed where it is only compared."""


def deduce_pipelines(core: Core, goal: Goal, fresh: Sequence[Entry]) -> None:
    """Begin pipelines of the parameters for what the body is to give, once its own bank has had a chance."""
    if goal.type not in (INTS, INT) or goal.context.depth or goal.depth or goal.base or "pipelines" in goal.tried:
        return
    goal.tried.add("pipelines")
    lists = [e for e in goal.context.variables if e.type is INTS]
    if lists and len(goal.positions) > 1:
        core.push(START, _begin(core, goal, lists))


def _begin(core: Core, goal: Goal, lists: Sequence[Entry]) -> Task:
    yield
    yield from Pipelines(core, goal, lists).work()


def _sample(goal: Goal, lists: Sequence[Entry]) -> tuple[int, ...]:
    """The points whose values are longest."""

    def size(point: int) -> int:
        return len(goal.wanted[point]) if goal.type is INTS else max(len(e.values[point]) for e in lists)

    return tuple(sorted(goal.positions, key=lambda p: (-size(p), p))[:SAMPLE])


def _expression(entry: Entry) -> Expression:
    return entry.expression


class Pipelines:
    """The pipelines of one goal; `work` makes them, a batch at a time."""

    def __init__(self, core: Core, goal: Goal, lists: Sequence[Entry]) -> None:
        self.core = core
        self.goal = goal
        self.sample = _sample(goal, lists)
        self.wanted = tuple([goal.wanted[p] for p in self.sample])
        self.stages = stages(core, self._numbers(), len(self.sample))
        self.joints = [joint for joint in JOINTS if core.has(joint.component)]
        self.levels: list[list[Pipeline]] = [[]]
        """By the number of their stages."""
        self.known: set[Lists] = set()
        self.targets = Targets(core, self.stages)
        self.heads: dict[Items, list[Pipeline]] = {}
        """Pipelines by their first items, as many as are wanted."""
        if goal.type is INTS:
            self.targets.seek(self.wanted)
        for entry in lists:
            values = tuple([entry.values[p] for p in self.sample])
            self._keep(values, entry.cost, partial(_expression, entry))

    def _numbers(self) -> list[Number]:
        shelf = self.goal.context.bank.shelf(INT)
        found = [e for e in shelf.up_to(NUMBER_COST) if not e.fixed and not e.partial]
        return [Number(e.expression, e.cost, tuple([e.values[p] for p in self.sample])) for e in found[:NUMBERS]]

    def work(self) -> Task:
        """Grow from the parameters, level by level, and meet what is sought."""
        is_list = self.goal.type is INTS
        while len(self.levels) <= STEPS and len(self.levels[-1]) * len(self.stages) <= APPLIED:
            yield from self._grow()
            if is_list:
                yield from self._complete(self.levels[-1])
        if is_list:
            yield from self._bounds()
            yield from self._compare(self.levels[-1])

    # --- forwards -----------------------------------------------------------------------------------------------------

    def _grow(self) -> Task:
        before, steps = self.levels[-1], len(self.levels)
        self.levels.append([])
        for count, pipeline in enumerate(before, 1):
            for stage in self.stages:
                self._apply(pipeline, stage)
            if self._is_batch(count, len(self.stages), KEEPING):
                yield
        for i in range((steps + 1) // 2):
            yield from self._zip(self.levels[i], self.levels[steps - 1 - i])

    def _apply(self, pipeline: Pipeline, stage: Stage) -> None:
        try:
            lists = tuple([f(v) for f, v in zip(stage.functions, pipeline.lists, strict=True)])
        except REFUSALS:
            return
        self._keep(lists, pipeline.cost + stage.cost, lambda: stage.build(pipeline.build()))

    def _is_batch(self, count: int, applied: int, share: int) -> bool:
        """Count what was applied to one more pipeline or pair; whether it is time to let others work."""
        if count % max(1, BATCH // max(1, applied)):
            return False
        self.core.counter.candidates += BATCH // share
        return True

    def _zip(self, left: Sequence[Pipeline], right: Sequence[Pipeline]) -> Task:
        pairs = ((a, b) for i, a in enumerate(left) for b in (left[i + 1 :] if left is right else right))
        for count, (a, b) in enumerate(pairs, 1):
            for joint in self.joints:
                self._join(joint, a, b)
                if not joint.commutative:
                    self._join(joint, b, a)
            if self._is_batch(count, len(self.joints), KEEPING):
                yield

    def _join(self, joint: Joint, a: Pipeline, b: Pipeline) -> None:
        core, lists = self.core, tuple([joint.of(x, y) for x, y in zip(a.lists, b.lists, strict=True)])
        self._keep(lists, a.cost + b.cost + joint.cost, lambda: joint.build(core, a.build(), b.build()))

    def _keep(self, lists: Lists, cost: int, build: Callable[[], Expression]) -> None:
        if lists in self.known or not any(lists):
            return
        self.known.add(lists)
        pipeline = Pipeline(lists, cost, build)
        if len(self.levels[-1]) < KEPT:
            self.levels[-1].append(pipeline)
        if self.goal.type is INTS:
            self._meet(pipeline)
            self._stretch(pipeline)
        else:
            self._end(pipeline)

    # --- where it ends ------------------------------------------------------------------------------------------------

    def _meet(self, pipeline: Pipeline) -> None:
        for sought in self.targets.of(pipeline.lists[0]):
            if sought.lists == pipeline.lists:
                self._offer(sought.cost + pipeline.cost, sought.close(pipeline.build()))

    def _offer(self, cost: int, expression: Expression) -> None:
        """Offer what holds at all points."""
        if self._values(expression) == self.goal.projected:
            self.goal.offer(cost, expression)

    def _values(self, expression: Expression) -> Values | None:
        """What it gives at the points that matter."""
        value, goal = meaning(expression), self.goal
        variables = [(v.expression, v.values) for v in goal.context.variables if isinstance(v.expression, Variable)]
        try:
            return tuple([value({v: values[p] for v, values in variables}) for p in goal.positions])
        except REFUSALS:
            return None

    def _end(self, pipeline: Pipeline) -> None:
        """A number of a pipeline's list."""
        for name, cost, function in (("sum", 2, sum), ("max", 2, max), ("min", 2, min), ("len", 1, len)):
            if self.core.has(name) and all(pipeline.lists) and tuple(map(function, pipeline.lists)) == self.wanted:
                self._offer(pipeline.cost + cost, self.core.apply(name, INT, pipeline.build()))
        for place in (0, -1):
            if all(pipeline.lists) and tuple([items[place] for items in pipeline.lists]) == self.wanted:
                at = self.core.apply("at", INT, pipeline.build(), Constant(place, INT))
                self._offer(pipeline.cost + 3 - place, at)

    def _stretch(self, pipeline: Pipeline) -> None:
        """A pipeline that begins or ends with what is wanted: where to cut is a goal."""
        whole, wanted = pipeline.lists[0], self.wanted[0]
        if wanted and len(wanted) < len(whole):
            if whole[: len(wanted)] == wanted and self.core.has("take"):
                self._slice(pipeline, "take")
            if whole[-len(wanted) :] == wanted and self.core.has("drop"):
                self._slice(pipeline, "drop")

    def _slice(self, pipeline: Pipeline, name: str) -> None:
        goal, whole = self.goal, pipeline.build()
        values = self._values(whole)
        if values is None:
            return
        places: list[int | None] = [None] * len(goal.wanted)
        for p, items in zip(goal.positions, values, strict=True):
            place = len(goal.wanted[p]) if name == "take" else len(items) - len(goal.wanted[p])
            if place < 0 or (items[:place] if name == "take" else items[place:]) != goal.wanted[p]:
                return
            places[p] = place
        cost = pipeline.cost + 2
        sub = self.core.want(goal.context, INT, tuple(places), goal.positions, depth=1, base=cost)
        self.core.step(goal, [sub], cost, lambda e: self.core.apply(name, INTS, whole, e))

    # --- in the middle ------------------------------------------------------------------------------------------------

    def _complete(self, fresh: Sequence[Pipeline]) -> Task:
        """Two pipelines side by side: from one and what is wanted it follows what the other begins with."""
        first = self.wanted[0]
        for pipeline in fresh:
            self.heads.setdefault(pipeline.lists[0][: len(first)], []).append(pipeline)
        for count, pipeline in enumerate(fresh, 1):
            for joint in self.joints:
                rest = joint.left(first, pipeline.lists[0])
                for other in self.heads.get(rest, ()) if rest is not None else ():
                    self._pair(joint, pipeline, other)
            if self._is_batch(count, len(self.joints), COMPARING):
                yield
        if len(self.levels) <= PAIRED + 1:
            self.targets.seek_halves(self.wanted, fresh, self.joints)

    def _pair(self, joint: Joint, a: Pipeline, b: Pipeline) -> None:
        if tuple([joint.of(x, y) for x, y in zip(a.lists, b.lists, strict=True)]) == self.wanted:
            self._offer(a.cost + b.cost + joint.cost, joint.build(self.core, a.build(), b.build()))

    def _bounds(self) -> Task:
        """`max` or `min` of two pipelines: neither goes beyond what is wanted, and together they reach it."""
        first = self.wanted[0]
        full = mask_of([True] * len(first))
        for joint in self.joints:
            near = self._near(joint) if joint.rest is None else []
            for count, ((reached, a), (others, b)) in enumerate(combinations(near, 2), 1):
                if reached | others == full:
                    self._pair(joint, a, b)
                if self._is_batch(count, 1, COMPARING):
                    yield

    def _near(self, joint: Joint) -> list[tuple[int, Pipeline]]:
        """The cheapest pipelines on one side of what is wanted, with where they reach it."""
        first, found = self.wanted[0], []
        for pipeline in chain.from_iterable(self.levels):
            items = pipeline.lists[0]
            if len(items) >= len(first) and joint.of(items, first) == first:
                reached = mask_of(map(int.__eq__, items, first))
                if reached:
                    found.append((reached, pipeline))
        return sorted(found, key=lambda pair: pair[1].cost)[:NEAR]

    def _compare(self, pipelines: Sequence[Pipeline]) -> Task:
        """One stage more, or one and a filter: only compared with what is sought."""
        filters = self.targets.filters()
        for count, pipeline in enumerate(pipelines, 1):
            first = pipeline.lists[0]
            for stage in self.stages:
                try:
                    items = stage.functions[0](first)
                except REFUSALS:
                    continue
                if self.targets.of(items):
                    self._apply(pipeline, stage)
                for keep, holds, heads in filters:
                    if next(filter(holds, items), None) in heads and self.targets.of(keep.functions[0](items)):
                        self._apply_both(pipeline, stage, keep)
            if self._is_batch(count, len(self.stages), COMPARING):
                yield

    def _apply_both(self, pipeline: Pipeline, stage: Stage, keep: Stage) -> None:
        lists = tuple([f(v) for f, v in zip(stage.functions, pipeline.lists, strict=True)])
        self._apply(Pipeline(lists, pipeline.cost + stage.cost, lambda: stage.build(pipeline.build())), keep)
